# What somebody has bid on.

my-bids = Your bids
my-nothing = You have not bid on anything yet.
my-on-offer = See what is on offer
my-leading = Leading
my-outbid = Outbid
my-won = Won
my-lost = Lost
my-is-leading = You lead
my-is-sealed = Sealed
my-is-outbid = Outbid
my-is-won = Won
my-is-lost = Not yours
my-is-cancelled = Called off
my-at = at { $price }
my-maximum = your maximum { $maximum }
my-ends-in = ends in
my-bid = Bid { $amount }
my-raise = Raise your maximum
my-change = Change your bid
my-invoice = To the invoice
my-similar = More like it
my-older = Older
