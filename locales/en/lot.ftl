### The page of a lot, as the server writes it. What changes on it while somebody looks is in script.ftl and its neighbours.

lot-skip = Skip to the bidding
lot-description = Description
lot-terms = Terms
lot-bidding = Bidding
lot-history = History
lot-history-order = History, newest first
lot-no-history = Nothing has happened yet.
lot-similar = Similar lots
lot-price = The price so far
lot-price-no-script = The history has every step of the price. With JavaScript it is drawn here.
lot-place = Lot { $number } of { $of }
lot-place-next = next:
lot-limit = Your limit is { $limit }, of which { $stake } is at stake now. Nobody else sees this.
lot-no-script = As of { $at }. Without JavaScript this page does not update itself: reload it for news.

## The seller
lot-seller = Seller
lot-seller-since = here since { $day }
lot-seller-sold =
    { $count ->
        [one] { $count } lot sold
       *[other] { $count } lots sold
    }
lot-seller-ratings = What buyers say
lot-seller-others = Other lots of this seller

## The bid bar
lot-warning = ▲ Fair warning: the hammer is about to fall
lot-is-yours = This is your lot: you cannot bid on it.
lot-cannot-bid-yet = ◌ You cannot bid here yet: see below what is missing.
lot-back = Back
lot-confirm = Confirm
lot-try-again = Try again
lot-plain-way = Bid by a plain page instead
lot-take-back = I mistyped it: take my bid back
lot-to-invoice = To the invoice
lot-your-bid = Your bid
lot-price-is-now = The price is now { $price }, { $bids }.
lot-confirm-yours-at-once = It is yours at once, and nobody can bid any more.
lot-confirm-falling = It is yours at once. If the price has fallen by then, you pay the lower one.
lot-confirm-sealed = Nobody sees it before the end. Bid again and the later one counts, be it higher or lower.
lot-confirm-least = The house undercuts for you down to { $amount }, one step at a time and only to keep you in the lead. Nobody else sees your least.
lot-confirm-maximum = The house bids for you up to { $amount }, one step at a time and only to keep you in the lead. Nobody else sees your maximum.
lot-confirm-next = If somebody is faster, nothing is bid and you are told.
lot-write-how-many = Write how many you would buy, like 3.
lot-too-fast = You bid faster than the house takes bids. Nothing is lost: wait a moment and press Confirm again. However often you press, it counts once.
lot-not-written = The house could not write your bid down just now. Nothing is lost: press Confirm again. However often you press, it counts once.

## An amount of one's own
lot-maximum = Or your maximum
lot-maximum-help = Up to this the house bids for you, one step at a time and only to keep you in the lead. Nobody else sees it.
lot-maximum-set = Set maximum
lot-sealed = Your sealed bid
lot-sealed-help = Nobody sees it before the end, not even the seller. Bid again and the later one counts, be it higher or lower.
lot-sealed-set = Seal your bid
lot-least = Or the least you would take
lot-least-help = Down to this the house undercuts for you, one step at a time and only to keep you in the lead. Nobody else sees it.
lot-least-set = Set your least
lot-for-one = Your bid for one
lot-for-one-help = Everybody sees it. The highest bids get theirs first; a higher bid, or for more, takes the place of your last.
lot-for-one-set = Bid
lot-how-many = How many
lot-all-or-none = All of them or none: I refuse a part

## Quick bids, and being called
lot-quick = Quick bids
lot-quick-offer = Bid without being asked, up to a limit
lot-quick-limit = One press bids, up to
lot-quick-help = Your limit stays in this tab and is told to nobody. Beyond it you are asked again, and so you are once you switch this off.
lot-quick-switch-on = Switch on
lot-quick-switch-off = Switch quick bids off
lot-signals = Call me when something happens
lot-signals-help = When you are outbid, when you win, and at the end. Kept in this browser.
lot-signals-sound = With a sound
lot-signals-tremble = By vibration
lot-signals-title = In the title of the tab

## Terms
lot-how-sold = How it is sold
lot-sold-openly = openly, and the highest bid wins
lot-sold-under-the-hammer = under the hammer: an auctioneer opens it and ends it
lot-sold-first-price = by sealed bids: nobody sees one before the end; the highest wins and pays what it said
lot-sold-second-price = by sealed bids: nobody sees one before the end; the highest wins and pays the second highest
lot-sold-falling = the price falls by { $step } every { $every }, down to { $floor }; the first to say yes buys
lot-sold-to-the-lowest = the seller of this page is the buyer: the lowest offer wins
lot-sold-several-own = { $units } alike: the highest bids for one get one each, the earlier first; everybody who gets one pays their own bid
lot-sold-several-same = { $units } alike: the highest bids for one get one each, the earlier first; everybody who gets one pays the lowest bid that does
lot-starting-price = Starting price
lot-falls-from = Falls from
lot-at-most = At most
lot-steps = Steps
lot-step-fixed = { $step } each
lot-step-percent = { $percent } % of the price, at least { $least }
lot-step-decade = a tenth of the price’s power of ten
lot-step-table = { $step } at first, growing with the price
lot-amounts = Amounts
lot-whole-steps = in whole steps of { $step }
lot-automatic = automatic: the house bids for you up to your maximum, and no more than it takes to lead
lot-automatic-down = automatic: the house goes down for you to the least you would take, and no lower than it takes to lead
lot-full-amount = every bid stands at its full amount
lot-later-replaces = a later bid of yours takes the place of the one before, up or down
lot-buy-now = Buy now
lot-buy-now-until-bid = for { $price }, until somebody bids; with a reserve, until that is met
lot-buy-now-until-price = for { $price }, until the price gets there
lot-begins = Begins
lot-begins-in-its-turn = in its turn, from { $at }
lot-ends = Ends
lot-ends-with-the-hammer = when the hammer falls
lot-late-bids = Late bids
lot-closing-hard = the end stands, whatever is bid
lot-closing-candle = by candle: at a hidden instant, drawn beforehand, at most { $longest } after the end
lot-closing-reset = a bid in the last { $window } keeps it open { $extension } from then
lot-closing-add = a bid in the last { $window } moves the end by { $extension }
lot-closing-quiet = it ends once nobody has bid for { $extension }
lot-closing-at-most = at most { $cap } in all
lot-closing-leader = only a bid that changes the leader
lot-closing-together = the lots of the sale close together
lot-premium = Premium
lot-premium-up-to = { $rate } up to { $price }
lot-premium-above = { $rate } above
lot-premium-of-the-hammer = { $rate } of the hammer price
lot-tax = Tax
lot-tax-on-hammer = { $rate } on the hammer price
lot-tax-on-premium = { $rate } on the premium
lot-who-may-bid = Who may bid
lot-approval-open = everybody who is signed in
lot-approval-registered = who has registered for it and accepted these terms
lot-approval-approved = whom the house approves; it may set a limit or ask for a deposit
lot-bids = Bids
lot-bids-may-go = a mistyped one may be taken back within a minute, until twelve hours before the end
lot-bids-stand = stand; none can be taken back
lot-rules = Rules
lot-rules-version = version { $version }
lot-sealed-as = Sealed as
lot-sealed-as-hash = SHA-256 of this lot’s number and its
lot-sealed-as-terms = terms, word for word
lot-sealed-as-so = The ledger begins with it, so none of them can have been changed.
lot-sealed-as-ledger = To the ledger
lot-sealed-as-check = To check both:

## Registering to bid
lot-registering = Registering to bid
lot-approved-here = The house approves who bids here
lot-register-here = Register to bid here
lot-accept = I accept the terms on this page
lot-registering-is-for = Registering is for { $what }.
lot-registering-for-sale = the lots of this sale
lot-registering-for-lot = this lot
lot-house-decides = The house then decides, and may set a limit or ask for a deposit.
lot-register = Register to bid
lot-accept-the-terms = To register, accept the terms: tick the box beside them.
lot-registered = ◌ Registered, not decided yet
lot-registered-missing = The house looks at it before you can bid.
lot-registration-refused = × Refused
lot-registration-withdrawn = × Withdrawn
lot-registration-withdrawn-missing = { $reason } A bid of yours that stands, stands.
lot-may-bid = ✓ You may bid
lot-deposit-missing = ◌ Approved, deposit missing
lot-deposit-missing-help = You can bid once the house has your deposit of { $deposit }.
lot-deposit-returned = ◌ Deposit returned
lot-deposit-returned-help = You have your deposit of { $deposit } back. To bid again, ask the house.
lot-deposit-kept = × Deposit kept
lot-deposit-kept-help = The house kept your deposit of { $deposit }. To bid again, ask the house.

## What was secret until the end
lot-shares = Who gets how many
lot-no-shares = Nobody yet.
lot-opened = The sealed bids, opened
lot-opened-help = Each bid was sealed in the ledger when it came: SHA-256 of its amount and a nonce. Both are there now, so anybody can check that it was this amount all along:
lot-verify = gavel verify
lot-opened-check = printf %s%s AMOUNT NONCE | sha256sum
lot-candle = The candle
lot-candle-help = How long it burns after the end was drawn beforehand. The ledger’s first event has this seal of the draw:
lot-candle-burned = It burned for { $ms } ms. The draw was
lot-candle-check = To check it: the first of these is the seal, and the first 16 digits of the second, read as a number and divided by { $divisor }, leave the milliseconds:
lot-candle-check-seal = printf %s SEED | sha256sum
lot-candle-check-tail = printf tail%s SEED | sha256sum
lot-candle-later = What was drawn is shown once it is over.

## After the hammer
lot-next = What happens next
lot-offered-to-you = This lot is offered to you
lot-offered-to = Offered to { $bidder }:
lot-offer-it-to = Offer it to { $bidder }
lot-offer-help = At the most { $bidder } had authorised, for { $span }. You learn that amount only if { $bidder } accepts.
lot-relist = List it again
lot-relist-help = A new draft with the same words and terms, and fresh dates.
lot-relisted = Listed again
lot-hammer-price = Hammer price
lot-premium-of-buyer = Buyer’s premium
lot-total = Total

## For the house's own
lot-strike = Strike out
lot-strike-reason = Reason, which everybody can read
lot-strike-this = Strike this bid out
