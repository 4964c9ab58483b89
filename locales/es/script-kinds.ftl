### Lo que dicen las páginas de los formatos que no son un precio al alza.

script-each = { $price } cada uno
script-replaced = sustituida por otra posterior
script-falls-to = baja a { $price } en { $left }
script-yours-is-for = La tuya es de { $amount } por { $count }.

## Pujas cerradas
script-sealed-from = ◇ Pujas cerradas, desde
script-with-a-reserve = con precio de reserva
script-sign-in-to-bid-from = Entra para pujar desde { $amount }
script-ask-seal = ¿Cerrar una puja de { $amount }?
script-nobody-sees-it = Nadie la ve antes del final.

## Un precio que baja
script-will-fall-from = ▽ Bajará desde
script-stands-still-at = ‖ Se ha parado en
script-falling = ▽ Bajando: ahora es tuyo por
script-buy-at = Comprar a { $amount }
script-sign-in-to-buy = Entra para comprar a { $amount }
script-ask-buy-at = ¿Comprarlo a { $amount }?
script-lower-if-fallen = Si el precio ya ha bajado, pagas el más bajo.

## Gana la oferta más baja
script-lead-with = ▲ Vas en cabeza con
script-undercut = ▼ Te han mejorado
script-undercut-by = ▼ Te mejoran en { $by }
script-no-offers-yet = ○ Aún sin ofertas: como mucho
script-no-offer-made = ○ No has ofrecido nada
script-offer-won = ■ Terminada: ganó tu oferta de
script-won-by = ■ Terminada: la ganó { $winner } con
script-offers =
    { $count ->
        [one] { $count } oferta
       *[other] { $count } ofertas
    }
script-no-limit = sin límite
script-limit-met = límite del comprador alcanzado
script-limit-not-met = límite del comprador no alcanzado
script-offer = Ofrecer { $amount }
script-lower-to = Bajar tu oferta a { $amount }
script-sign-in-to-offer = Entra para ofrecer { $amount }
script-ask-offer = ¿Ofrecer { $amount }?
script-ask-offer-down-to = ¿Ofrecer, bajando hasta { $amount }?
script-no-less-than-it-takes = No cobras menos de lo necesario para ir en cabeza.
script-offer-taken = Se aceptó tu oferta de { $price }. La factura dice cómo seguir.

## Varios iguales
script-you-get = ▲ Te tocan { $count } de { $units }; el precio es
script-you-get-none = ▼ Tal como está, no te toca ninguno
script-no-bids-for-one = ○ Aún sin pujas: por uno, desde
script-won-several = ■ Terminada: has ganado { $count } por
script-sold-from = ■ Terminada: vendidos desde
script-alike = { $count } iguales
script-ask-for-several = ¿Pujar { $amount } por cada uno, por { $count }?
script-in-all-at-most = { $total } en total como mucho.
script-all-or-none = Todos o ninguno.
script-a-part-too = Si quedan menos para ti, te llevas esos.
script-bought-several = Has comprado { $count } por { $price } en total. La factura dice cómo seguir.
