### The last minutes.

script-five-minutes-left = Five minutes left.
script-one-minute-left = One minute left.
script-ten-seconds-left = Ten seconds left.
