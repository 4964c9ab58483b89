### What the page of a lot says as it happens. The page that the server writes says the same about the same state.

script-status-scheduled = ○ Not begun
script-status-open = ● Live
script-status-halted = ‖ Halted
script-status-closed = ■ Ended
script-status-cancelled = × Cancelled
script-comes-up = comes up in its turn
script-under-the-hammer = under the hammer
script-begins-in = begins in
script-about-to-begin = about to begin
script-ends-in = ends in
script-candle-burns = the candle burns
script-closing = closing
script-clock-stopped = clock stopped
script-ended = ended
script-watching = { $count } watching
script-clock = clock ±{ $error } ms
script-you = { $bidder } (you)

## The strip above the price: an icon and a word
script-lead-at = ▲ You lead at
script-outbid = ▼ Outbid
script-outbid-by = ▼ Outbid by { $by }
script-no-bids-yet = ○ No bids yet: starts at
script-not-bid = ○ You have not bid
script-own-lot = ◆ Your lot
script-you-sealed = ◆ You sealed a bid of
script-nobody-won = × Cancelled: nobody won
script-ended-no-bids = ■ Ended: no bids
script-ended-not-sold = ■ Ended: not sold
script-ended-won = ■ Ended: you won at
script-ended-sold = ■ Ended: sold to { $winner } at

## Facts
script-bids =
    { $count ->
        [one] { $count } bid
       *[other] { $count } bids
    }
script-no-reserve = no reserve
script-reserve-met = reserve met
script-reserve-not-met = reserve not met

## The buttons, and the question before a bid
script-bid = Bid { $amount }
script-raise-to = Raise your maximum to { $amount }
script-answer = ▼ Outbid. Bid { $amount }
script-answer-with = ▼ Outbid. Bid { $amount } ({ $total })
script-buy-now = Buy now for { $amount }
script-bidding = Bidding { $amount } …
script-sign-in-to-bid = Sign in to bid { $amount }
script-yours-is = Yours is { $amount }.
script-ask-bid = Bid { $amount }?
script-ask-bid-up-to = Bid up to { $amount }?
script-only-what-it-takes = You pay only what it takes to lead.
script-ask-buy-now = Buy it now for { $amount }?
script-yours-at-once = It is yours at once.
script-with-premium = { $total } with premium
script-with-tax = { $total } with tax
script-with-premium-and-tax = { $total } with premium and tax
script-comes-to = { $total }.
script-at-most = At most { $total }.
script-write-figures = Write an amount in figures, like { $example }.
script-least-is = The least is { $amount }.
script-most-is = The most is { $amount }.
script-no-answer-yet = No answer yet. Asking again: the bid counts once.
script-price-moved = The price moved while you were asked. Nothing was bid.
script-connection-dropped = The connection dropped while you were asked. Nothing was bid.
script-before-its-turn = Its turn has not come. Leave a maximum: it competes from here on, and when the lot is called.
script-not-begun = Bidding has not begun yet.
script-is-halted = Halted by the house. The time left is given back.

## Said aloud
script-say-warning = Fair warning at { $price }.
script-say-outbid = Outbid. The price is now { $price }.

## The connection
script-catching-up = Catching up
script-reconnecting = Reconnecting
script-reconnecting-in = Reconnecting in { $seconds } s
script-offline = Offline
script-signed-out = Signed out
script-not-allowed = Not allowed
script-too-many = Too many pages open
script-one-moment = one moment.
script-may-have-moved = the price may have moved.
script-sign-in-again = sign in again to bid.
script-load-again = load the page again.
script-close-some = close some, then load this one again.
script-by-stream = by event stream
script-by-poll = by polling
