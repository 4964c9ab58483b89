# The auctioneer's console.

console-title = Console: { $sale }
console-skip = Skip to the acts
console-place = Lot { $number } of { $lots }
console-lots = { $count ->
    [one] { $count } lot
   *[other] { $count } lots
}
console-watching = { $count } watching
console-over = The sale is over
console-over-how = Every lot was hammered, passed or taken down.
console-over-link = See how they went
console-next = Next: lot { $number }, { $title }
console-the-ask = The ask
console-asking = asking
console-estimate = Starts at { $start }
console-estimate-reserve = Starts at { $start } · reserve { $reserve }
console-no-bids = No bids yet
console-with-floor = { $price } with the floor
console-with-online = { $price } online, with { $bidder }
console-no-reserve = no reserve
console-warned = Fair warning given
console-floor = Floor
console-online = Online
console-acts = Acts
console-space = Space
console-accept = Accept { $minimum } from the floor
console-warn = Fair warning
console-hammer = Hammer
console-pass = Pass
console-undo = Undo
console-open = Open this lot
console-next-lot = Next lot
console-ask-for = Ask for
console-set-ask = Set the ask
console-say = Say to everybody
console-say-1 = Any more bids?
console-say-2 = The bid is in the room.
console-say-3 = The bid is online.
console-say-4 = Last chance at this price.
console-say-5 = We pause for a moment.
console-own-words = Or in your own words
console-announce = Announce
console-caption = Live caption
console-caption-help = Everybody reads along, letter by letter. Nothing of it is kept.
console-no-script = Without JavaScript this page does not update itself, and the keys do nothing: press the buttons, and reload the page for news.
console-unavailable = The house could not write that down just now. Look whether it was done, and do it again.
console-say-what-to-ask = Say what to ask for.
console-no-such-act = An act is open, ask, floor, warn, hammer, pass, undo or announce.
console-say-something = Say something, in at most { $most } characters.
