### What is on offer, and how to look for it.

catalogue-title = On offer
catalogue-title-words = “{ $words }”
catalogue-about = Lots on offer now: bid live, at home and in the open, on a ledger that anybody can check.
catalogue-about-category = { $category }: lots on offer now, with live bidding.
catalogue-way = Where you are
catalogue-shelves = Categories
catalogue-search = Search
catalogue-category = Category
catalogue-everything = Everything
catalogue-order = Order
catalogue-order-relevance = Best match
catalogue-order-soonest = Ending soonest
catalogue-order-newest = Newest
catalogue-order-cheapest = Price, lowest first
catalogue-order-dearest = Price, highest first
catalogue-order-bids = Most bids
catalogue-order-latest = Ending last
catalogue-show = Show
catalogue-filters = More filters
catalogue-state = State
catalogue-state-current = On offer
catalogue-state-open = Live
catalogue-state-scheduled = Not begun
catalogue-state-closed = Ended
catalogue-format = Kind of auction
catalogue-format-english = Rising price
catalogue-format-first_price = Sealed
catalogue-format-vickrey = Sealed, second price
catalogue-format-dutch = Falling price
catalogue-format-multi_unit = Several alike
catalogue-format-reverse = Lowest offer
catalogue-format-live = Under the hammer
catalogue-any = Any
catalogue-any-time = At any time
catalogue-anywhere = Anywhere
catalogue-ending = Ends within
catalogue-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
catalogue-country = Where it is
catalogue-currency = Currency
catalogue-price-from = Price from
catalogue-price-to = Price up to
catalogue-no-reserve = No reserve
catalogue-buy-now = Can be bought at once
catalogue-chip-words = “{ $words }”
catalogue-chip-from = from { $price }
catalogue-chip-to = up to { $price }
catalogue-chip-ending = ends within { $span }
catalogue-without = (take away)
catalogue-narrowed = What is asked for
catalogue-start-over = Start over
catalogue-lots = { $count ->
    [one] { $count } lot
   *[other] { $count } lots
}
catalogue-more-than = more than { $count } lots
catalogue-instead = Nobody wrote “{ $asked }”. These are the lots with “{ $words }”.
catalogue-next = Next page
catalogue-nothing = Nothing matches.
catalogue-see-all = See everything on offer
catalogue-empty = Nothing is on offer just now.
catalogue-no-script = Without JavaScript this page does not update itself: reload it for news.
catalogue-feed = New lots
catalogue-feed-of = New lots: { $what }
catalogue-feed-link = New lots as an Atom feed

# What makes no sense.
catalogue-no-such-category = There is no such category: all are shown.
catalogue-no-such-state = There is no such state: what is on offer is shown.
catalogue-no-such-format = There is no such kind of auction: all are shown.
catalogue-no-such-currency = This is no currency: write one like EUR.
catalogue-no-such-span = Write a number of hours, from 1 up to a year.
catalogue-no-such-order = There is no such order: the usual one is kept.
catalogue-country-unknown = Write a country by its two letters, like ES.
catalogue-price-of-what = Say in which currency.
catalogue-no-price = Write an amount in figures, like { $example }.
catalogue-prices-crossed = The price ends below where it begins: nothing lies between.
catalogue-too-many-words = Search for at most { $most } characters.

# Cards.
catalogue-card-ended-at = ended at
catalogue-card-falls-from = falls from
catalogue-card-sealed-from = sealed, from
catalogue-card-offers-up-to = offers up to
catalogue-card-lowest-offer = lowest offer
catalogue-card-for-one-from = for one, from
catalogue-card-for-one = for one
catalogue-card-starts-at = starts at
catalogue-card-price = price
catalogue-card-bids = { $count ->
    [one] { $count } bid
   *[other] { $count } bids
}
catalogue-card-offers = { $count ->
    [one] { $count } offer
   *[other] { $count } offers
}
catalogue-card-comes-up = comes up in its turn
catalogue-card-under-the-hammer = under the hammer
catalogue-card-begins-in = begins in
catalogue-card-ends-in = ends in
catalogue-card-clock-stopped = clock stopped
catalogue-card-ended = ended

# Searches that are kept.
catalogue-searches = Saved searches
catalogue-searches-help = When a new lot answers one of these, you are told.
catalogue-searches-none = You keep no search. Look for something in the catalogue, then press “Save this search”.
catalogue-save-search = Save this search
catalogue-search-remove = Remove
catalogue-search-waits = Nothing new so far.
catalogue-search-kept = Saved. You are told when a new lot answers it.
catalogue-search-already = You keep this search already.
catalogue-search-removed = Removed.
catalogue-search-for-nothing = This search asks for nothing: choose something first.
catalogue-too-many-searches = You keep { $most } searches, which is as many as one may. Remove one first.
catalogue-fresh = { $count ->
    [one] { $count } new lot
   *[other] { $count } new lots
}

# Programs.
catalogue-api-price = An amount is a whole number of minor units: 12500 for 125.00.
catalogue-api-span = Write a number of seconds, up to a year.
catalogue-api-status = A status is one of { $known }, or all.
catalogue-api-cursor = This is not a cursor that was given out for this order; begin again without one.
catalogue-too-often = That was searched for too often from where you are. Wait a moment, then search again.
