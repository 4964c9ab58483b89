# The seller's desk and the form of a lot.

sell-desk = Your lots
sell-new = A new lot
sell-edit = Edit the draft
sell-new-sale = New sale
sell-untitled = Untitled
sell-not-a-seller = Here the house appoints its sellers, and you are not one of them. Ask it to make you one.
sell-not-a-draft = This is published already, or was changed meanwhile. Load it again and look.
sell-sale-changed = This sale is published already, or was changed meanwhile. Load it again and look.
sell-sale-full = A sale has at most { $most } lots. Begin another.
sell-no-such-sale = There is no such sale.
sell-too-late-to-change = Somebody has bid on this lot, or it is over: its words stand now. Ask the house if something in them is wrong.

# What was done just before.
sell-done-saved = Saved as a draft. Nobody else sees it yet.
sell-done-discarded = The draft is gone.
sell-done-cancelled = Taken down. Nobody won, and no bid stands.
sell-done-taken-back = The lot is taken back. This is a draft just like it: change what you want, and publish it again.
sell-done-template = Kept. You find it on your desk, and can begin lots from it.
sell-done-template-gone = The form is gone.

# Drafts.
sell-save = Save as a draft
sell-look = Preview
sell-publish = Publish
sell-sealed = Once published, the terms stand: they are sealed into the auction’s ledger. Title, description and pictures may change until somebody bids.
sell-saved-how = A draft may be half finished: nothing you typed is lost.
sell-saving = Saving …
sell-saved-at = Saved { $time }
sell-not-saved = Not saved: the house cannot be reached. What you type stays here, and is saved as soon as it can.
sell-contested = This draft was saved in another window at { $time }, after it was opened here. What stands here is not saved, and nothing is lost.
sell-contested-look = See the other version
sell-contested-mine = Saving here again puts what stands here in its place.
sell-contested-keep = Save this one in its place
sell-preview = This is a preview: so the page will look once the lot is published. Nobody else sees it yet.
sell-preview-flawed = { $count ->
    [one] This is a preview, of what can be read so far: one thing in the form needs changing before the lot can be published.
   *[other] This is a preview, of what can be read so far: { $count } things in the form need changing before the lot can be published.
}
sell-template = Keep this form for later lots
sell-template-name = Name of the form
sell-template-help = “Small chairs”, say. Everything is kept but the dates. One of the same name gives way.
sell-template-keep = Keep the form
sell-templates = Forms to begin from

# The form: the thing.
sell-title = Title
sell-title-help = What it is, in a few words: “A bentwood rocking chair”.
sell-description = Description
sell-description-help = Age, size, condition, and what is not perfect about it.
sell-description-marks = Marks work: # heading, **strong**, *stressed*, - list, > quotation, [words](address).
sell-described = As the page will show it:
sell-category = Category
sell-category-help = Where people will look for it.
sell-category-choose = Choose one
sell-country = Country
sell-country-help = Where it is now, and would be sent from.
sell-country-none = Not said
sell-photos-help = The form is saved first.

# The form: how it is sold.
sell-format = How it is sold
sell-format-english = Rising:
sell-format-help-english = everybody sees the price; the highest bid wins
sell-format-first_price = Sealed:
sell-format-help-first_price = nobody sees a bid before the end; the highest wins and pays what it said
sell-format-vickrey = Sealed, second price:
sell-format-help-vickrey = the same, but the winner pays the second highest bid
sell-format-dutch = Falling:
sell-format-help-dutch = the price falls step by step, and the first to say yes buys
sell-format-multi_unit = Several alike:
sell-format-help-multi_unit = the highest bids for one get one each, as far as they go
sell-format-reverse = You are the buyer:
sell-format-help-reverse = sellers undercut one another, and the lowest offer wins
sell-format-live = Under the hammer:
sell-format-help-live = an auctioneer opens and ends it, as written through the API
sell-several = Several alike
sell-quantity = How many there are
sell-quantity-help = Only for several alike. Prices are for one.
sell-pricing = What the winners pay
sell-pricing-own = Each their own bid
sell-pricing-same = All the same:
sell-pricing-same-help = the lowest bid that still gets one
sell-falling = Falling price
sell-dutch-step = The price falls by
sell-dutch-step-help = Only for a falling price.
sell-dutch-every = … every so many seconds
sell-dutch-every-help = 60 for once a minute.
sell-dutch-floor = … down to
sell-dutch-floor-help = There it stays until the end.
sell-currency = Currency
sell-currency-EUR = Euro (EUR)
sell-currency-USD = US dollar (USD)
sell-currency-GBP = Pound sterling (GBP)
sell-currency-CHF = Swiss franc (CHF)
sell-currency-SEK = Swedish krona (SEK)
sell-currency-JPY = Yen (JPY)
sell-currency-KWD = Kuwaiti dinar (KWD)
sell-start = Starting price
sell-start-help = The least first bid. Of a falling price: where it begins. If you are the buyer: the most you would pay.
sell-reserve = Reserve
sell-reserve-help = Below this you need not sell; if you are the buyer, above it you need not buy. Only whether it is met is ever shown. Empty for none.
sell-premium-of = Buyer’s premium of the house
sell-premium-of-help = What you write below goes before it.
sell-premium-of-none = None, or your own below
sell-rate-of-the-house = { $name } ({ $currency })
sell-premium = Buyer’s premium, percent
sell-premium-help = What the buyer pays on top of the hammer price, like 25. A sliding table, each slice at its own rate: 25; 1000: 20. Empty for none.
sell-tax = Tax, percent
sell-tax-help = Paid by the buyer. Empty for none.
sell-tax-on-hammer = On the hammer price
sell-tax-on-premium = On the premium
sell-steps = Steps
sell-steps-help = By how much a bid must beat the price. Sealed bids and a falling price need none.
sell-steps-us = US table
sell-steps-help-us = 0.25 from 1, 0.50 from 5, 1 from 25, 2.50 from 100, 5 from 250 …
sell-steps-uk = UK table
sell-steps-help-uk = 0.20 from 1, 0.50 from 5, 1 from 15, 2 from 60, 5 from 150 …
sell-steps-decade = A tenth of the power of ten
sell-steps-help-decade = 1 from 10, 10 from 100, 100 from 1 000 …
sell-steps-fixed = Always the same step
sell-steps-help-fixed = written below
sell-steps-own = As they are
sell-steps-help-own = written through the API
sell-step = The step
sell-step-help = Only if it is always the same.
sell-quantum = Whole amounts of
sell-quantum-help = Bids must be multiples of this: 1 for whole euros, say. Empty for any amount.
sell-automatic = Automatic bidding
sell-automatic-on = On:
sell-automatic-on-help = bidders name a maximum, and the house bids for them up to it
sell-automatic-off = Off:
sell-automatic-off-help = every bid stands at its full amount
sell-buying-at-once = Buying at once
sell-buy-now = Buy now for
sell-buy-now-help = Whoever pays this has it at once. Only for a rising price; empty for none.
sell-buy-now-until = It can be bought at once
sell-buy-now-first-bid = until somebody bids;
sell-buy-now-first-bid-help = with a reserve, until that is met
sell-buy-now-price-passes = until the price gets there
sell-approval = Who may bid
sell-approval-open = Everybody who is signed in
sell-approval-registered = Who registers
sell-approval-registered-help = by accepting the terms of this auction
sell-approval-approved = Whom the house approves
sell-approval-approved-help = with a limit or a deposit, where it asks for one
sell-retraction = Mistyped bids
sell-retraction-off = A bid stands
sell-retraction-on = May be taken back:
sell-retraction-on-help = within a minute, and until twelve hours before the end

# The form: when.
sell-begins = Begins
sell-begins-now = As soon as it is published
sell-begins-at = At the time below
sell-starts-at = Beginning
sell-ends-at = End
sell-zone = By the clock of { $zone }.
sell-zone-of-browser = By the clock of { $zone }, as your browser has it.
sell-twice = The clock shows this time twice
sell-twice-first = The first time, before it is set back
sell-twice-second = The second time, after it was set back
sell-end-section = The end
sell-closing = How it ends
sell-closing-help = With sealed bids and with a falling price the end always stands.
sell-closing-reset = A late bid keeps it open
sell-closing-help-reset = for the time below, from then on: nobody wins by being the last by a second
sell-closing-add = A late bid adds time:
sell-closing-help-add = the end moves by the time below, however late the bid came
sell-closing-quiet = Until it is quiet:
sell-closing-help-quiet = it ends once nobody has bid for the time below, and not before its end
sell-closing-candle = By candle:
sell-closing-help-candle = after the end it burns on for a hidden time, at most that below; the draw can be checked
sell-closing-hard = On the dot:
sell-closing-help-hard = the end stands, whatever is bid
sell-window = Late is within the last … minutes
sell-extension = The time for that, in minutes
sell-extension-help = How long a late bid keeps it open, how long it must be quiet, or how long the candle burns at most.
sell-cap = At most this many minutes after the end in all
sell-cap-help = Empty for no limit.
sell-trigger = Which late bids count
sell-trigger-any = Every bid that changes the price or who leads
sell-trigger-leader = Only one that changes who leads

# A published lot without bids.
sell-amend-title = Change the lot
sell-amend-why = Nobody has bid yet, so its words and pictures may change. Its terms are sealed into the ledger: prices, times and rules stand as they were published.
sell-amend-save = Save the words
sell-amend-look = Look at it first
sell-relist = Other prices, times or rules
sell-relist-help = Take the lot back and list it again. The old one is cancelled for everybody to see, and a draft just like it opens for you to change.
sell-relist-do = Take back and list again
sell-reason = Reason
sell-reason-public = Everybody can read it.
sell-reason-optional = Nobody bid yet, so it may stay empty.

# The desk.
sell-waiting = Waiting for you
sell-waiting-questions = { $count ->
    [one] { $count } question without an answer
   *[other] { $count } questions without an answer
}
sell-waiting-unpaid = { $count ->
    [one] { $count } invoice not paid yet
   *[other] { $count } invoices not paid yet
}
sell-waiting-drafts = { $count ->
    [one] { $count } draft
   *[other] { $count } drafts
}
sell-sums = In { $currency }
sell-sum-on-sale = { $count ->
    [one] { $count } lot on sale
   *[other] { $count } lots on sale
}
sell-sum-sold = { $count ->
    [one] { $count } sold
   *[other] { $count } sold
}
sell-sum-unpaid = { $count ->
    [one] { $count } not paid yet
   *[other] { $count } not paid yet
}
sell-show = Which lots
sell-show-all = All
sell-show-drafts = Drafts
sell-show-on_sale = On sale
sell-show-sold = Sold
sell-show-unsold = Not sold
sell-show-asked = With questions
sell-no-lots = You have no lots yet. You can look one over before anybody else sees it.
sell-no-lots-link = Write the first
sell-none-such = None of your lots is among these.
sell-col-lot = Lot
sell-col-state = State
sell-col-price = Price
sell-col-bids = Bids
sell-col-offers = Offers
sell-col-watching = Watching
sell-col-due = Due
sell-col-acts = Acts
sell-status-draft = ✎ Draft
sell-status-scheduled = ○ Not begun
sell-status-open = ● Live
sell-status-halted = ‖ Halted
sell-status-closed = ■ Ended
sell-status-cancelled = × Cancelled
sell-invoice-awaiting_payment = sold, not paid yet
sell-invoice-paid = sold and paid
sell-invoice-handed_over = handed over
sell-invoice-cancelled = sale undone
sell-due-begins = begins in
sell-due-ends = ends in
sell-due-turn = comes up in its turn
sell-due-hammer = under the hammer
sell-due-halted = clock stopped
sell-due-over = ended
sell-reserve-met = reserve met
sell-reserve-not-met = reserve not met
sell-act-edit = Edit
sell-act-amend = Change
sell-act-like = Sell another like this
sell-act-discard = Throw away
sell-act-discard-do = Throw away for good
sell-act-cancel = Take down
sell-act-cancel-do = Take down for good
sell-older = Older lots
sell-sales = Your sales
