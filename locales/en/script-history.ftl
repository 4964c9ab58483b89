### What has happened to a lot, line by line.

script-opened = Bidding opened
script-sealed-bid-came = A sealed bid came in
script-reserve-is-met = Reserve met
script-end-moved = End moved by { $by }
script-end-moved-group = End moved by { $by }, with another lot of the sale
script-end-moved-outage = The house was away: the end moved by { $by }, so that everybody gets ten minutes
script-fair-warning = Fair warning
script-taken-back-by-auctioneer = The auctioneer took that back
script-bid-taken-back = A bid was taken back
script-bid-of-taken-back = A bid of { $bidder } was taken back
script-bid-struck-out = A bid was struck out
script-bid-of-struck-out = A bid of { $bidder } was struck out
script-seed-revealed = The candle’s seed was revealed
script-bids-opened =
    { $count ->
        [one] The sealed bid was opened
       *[other] { $count } sealed bids were opened
    }
script-halted = Halted
script-resumed = Resumed
script-cancelled = Cancelled
script-not-sold = Ended, not sold
script-sold-to = Sold to { $winner }
script-sold-to-several = Sold to { $count } bidders
script-automatic = automatic
script-end-by = end +{ $by }
script-struck-out = struck out
