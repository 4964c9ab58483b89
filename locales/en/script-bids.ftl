### One's own bids, live.

script-bids-leading = ▲ You lead
script-bids-outbid = ▼ Outbid
script-bids-won = ● Won
script-bids-lost = ■ Not yours
script-bids-at = at { $price }
