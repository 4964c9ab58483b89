### Lo que ha pasado con un lote, línea a línea.

script-opened = Se abren las pujas
script-sealed-bid-came = Llegó una puja cerrada
script-reserve-is-met = Reserva alcanzada
script-end-moved = El final se mueve { $by }
script-end-moved-group = El final se mueve { $by }, con otro lote de la subasta
script-end-moved-outage = La casa no estuvo disponible: el final se mueve { $by }, para que todos tengan diez minutos
script-fair-warning = Último aviso
script-taken-back-by-auctioneer = El subastador lo retiró
script-bid-taken-back = Se retiró una puja
script-bid-of-taken-back = Se retiró una puja de { $bidder }
script-bid-struck-out = Se anuló una puja
script-bid-of-struck-out = Se anuló una puja de { $bidder }
script-seed-revealed = Se reveló la semilla de la vela
script-bids-opened =
    { $count ->
        [one] Se abrió la puja cerrada
       *[other] Se abrieron { $count } pujas cerradas
    }
script-halted = Detenida
script-resumed = Reanudada
script-cancelled = Cancelada
script-not-sold = Terminada, sin vender
script-sold-to = Adjudicado a { $winner }
script-sold-to-several = Adjudicado a { $count } postores
script-automatic = automática
script-end-by = final +{ $by }
script-struck-out = anulada
