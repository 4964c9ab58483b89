### What pages say of formats other than a rising price.

script-each = { $price } each
script-replaced = replaced by a later one
script-falls-to = falls to { $price } in { $left }
script-yours-is-for = Yours is { $amount } for { $count }.

## Sealed bids
script-sealed-from = ◇ Sealed bids, from
script-with-a-reserve = with a reserve
script-sign-in-to-bid-from = Sign in to bid from { $amount }
script-ask-seal = Seal a bid of { $amount }?
script-nobody-sees-it = Nobody sees it before the end.

## A falling price
script-will-fall-from = ▽ It will fall from
script-stands-still-at = ‖ It stands still at
script-falling = ▽ Falling: yours now for
script-buy-at = Buy at { $amount }
script-sign-in-to-buy = Sign in to buy at { $amount }
script-ask-buy-at = Buy it at { $amount }?
script-lower-if-fallen = If the price has fallen by then, you pay the lower one.

## The lowest offer wins
script-lead-with = ▲ You lead with
script-undercut = ▼ Undercut
script-undercut-by = ▼ Undercut by { $by }
script-no-offers-yet = ○ No offers yet: at most
script-no-offer-made = ○ You have made no offer
script-offer-won = ■ Ended: your offer won at
script-won-by = ■ Ended: won by { $winner } at
script-offers =
    { $count ->
        [one] { $count } offer
       *[other] { $count } offers
    }
script-no-limit = no limit
script-limit-met = the buyer’s limit met
script-limit-not-met = the buyer’s limit not met
script-offer = Offer { $amount }
script-lower-to = Lower your offer to { $amount }
script-sign-in-to-offer = Sign in to offer { $amount }
script-ask-offer = Offer { $amount }?
script-ask-offer-down-to = Offer, down to { $amount }?
script-no-less-than-it-takes = You get no less than it takes to lead.
script-offer-taken = Your offer of { $price } was taken. The invoice says how to go on.

## Several alike
script-you-get = ▲ You get { $count } of { $units }; the price is
script-you-get-none = ▼ You get none as it stands
script-no-bids-for-one = ○ No bids yet: for one from
script-won-several = ■ Ended: you won { $count } at
script-sold-from = ■ Ended: sold from
script-alike = { $count } alike
script-ask-for-several = Bid { $amount } for one, for { $count }?
script-in-all-at-most = { $total } in all at most.
script-all-or-none = All of them or none.
script-a-part-too = If there are fewer left for you, you get those.
script-bought-several = You bought { $count } for { $price } in all. The invoice says how to go on.
