### What became of a bid.

script-bid-stands = Your bid of { $amount } stands: you lead.
script-you-lead-secret = You lead at { $price }. Your maximum of { $amount } stays secret.
script-beaten-at-once = Your { $amount } was beaten at once by an earlier maximum.
script-next-bid-is = The next bid is { $amount }.
script-you-bought-it-at = You bought it at { $price }.
script-is-sealed = Your bid of { $amount } is sealed. Nobody sees it before the end.
script-offer-stands = Your offer of { $amount } stands: you lead.
script-lead-least-secret = You lead at { $price }. Your least of { $amount } stays secret.
script-offer-beaten = Your { $amount } was beaten at once by an earlier, lower offer.
script-next-offer-is = The next offer is { $amount }.
script-gets-some = Your bid of { $amount } for { $count } is in, and gets some as it stands.
script-gets-none = Your bid of { $amount } is in, and gets none as it stands.
script-least-that-gets-one = The least that gets one is { $amount }.
script-refused-too-low = { $amount } is too low now: the least is { $least }. Nothing was bid.
script-refused-too-high = { $amount } is too much now: the most is { $most }. Nothing was offered.
script-refused-not-below = You lead already with an offer of at most that. To go lower, offer { $amount } or less.
script-refused-no-buy-now = It cannot be bought at once any more. Nothing was bid.
script-refused-quantity = Bid for at least one, and at most { $count }. Nothing was bid.
script-refused-not-above = You lead already with a maximum of at least that. To raise it, bid { $amount } or more.
script-refused-quantum = Bids here go in steps of { $step }. Nothing was bid.
script-refused-ended = The auction had ended when { $amount } arrived. Nothing was bid.
script-refused-signed-out = You are signed out. Sign in and bid again; nothing was bid.
script-refused-too-fast = That was faster than the house takes bids. Nothing was bid: wait a moment, then send { $amount } again.
script-refused-just-now = The house could not take { $amount } just now. Nothing was bid.
script-refused-because = { $reason } Nothing was bid.
script-refused = That bid was refused.
