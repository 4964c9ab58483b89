### The cards of the catalogue, live.

script-card-ended-at = ended at
script-card-falls-from = falls from
script-card-falling = falling, now
script-card-sealed-from = sealed, from
script-card-offers-up-to = offers up to
script-card-lowest-offer = lowest offer
script-card-for-one-from = for one, from
script-card-for-one = for one
script-card-starts-at = starts at
script-card-price = price
script-card-offers =
    { $count ->
        [one] { $count } offer
       *[other] { $count } offers
    }
