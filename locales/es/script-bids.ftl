### One's own bids, live.

script-bids-leading = ▲ Vas ganando
script-bids-outbid = ▼ Superada
script-bids-won = ● Ganada
script-bids-lost = ■ No es tuyo
script-bids-at = a { $price }
