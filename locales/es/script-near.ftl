### Los últimos minutos.

script-five-minutes-left = Quedan cinco minutos.
script-one-minute-left = Queda un minuto.
script-ten-seconds-left = Quedan diez segundos.
