### Las fichas del catálogo, en directo.

script-card-ended-at = terminó en
script-card-falls-from = baja desde
script-card-falling = bajando, ahora
script-card-sealed-from = cerrada, desde
script-card-offers-up-to = ofertas hasta
script-card-lowest-offer = oferta más baja
script-card-for-one-from = por uno, desde
script-card-for-one = por uno
script-card-starts-at = sale a
script-card-price = precio
script-card-offers =
    { $count ->
        [one] { $count } oferta
       *[other] { $count } ofertas
    }
