### The auctioneer's console, live.

script-console-asking = asking
script-console-accept = Accept { $amount } from the floor
script-console-no-bids = No bids yet
script-console-with-floor = { $price } with the floor
script-console-with-online = { $price } online, with { $bidder }
script-console-refused = The house refused that.
script-console-no-answer = No answer: look whether it was done before you do it again.
