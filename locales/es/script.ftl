### Lo que dice la página de un lote según sucede. La página que escribe el servidor dice lo mismo del mismo estado.

script-status-scheduled = ○ Sin empezar
script-status-open = ● En directo
script-status-halted = ‖ Detenida
script-status-closed = ■ Terminada
script-status-cancelled = × Cancelada
script-comes-up = sale cuando le toque
script-under-the-hammer = bajo el martillo
script-begins-in = empieza en
script-about-to-begin = a punto de empezar
script-ends-in = termina en
script-candle-burns = arde la vela
script-closing = cerrando
script-clock-stopped = reloj parado
script-ended = terminada
script-watching = { $count } mirando
script-clock = reloj ±{ $error } ms
script-you = { $bidder } (tú)

## La franja sobre el precio: un icono y una palabra
script-lead-at = ▲ Vas en cabeza con
script-outbid = ▼ Te han superado
script-outbid-by = ▼ Te superan en { $by }
script-no-bids-yet = ○ Aún sin pujas: sale a
script-not-bid = ○ No has pujado
script-own-lot = ◆ Tu lote
script-you-sealed = ◆ Tu puja cerrada es de
script-nobody-won = × Cancelada: sin ganador
script-ended-no-bids = ■ Terminada: sin pujas
script-ended-not-sold = ■ Terminada: sin vender
script-ended-won = ■ Terminada: has ganado por
script-ended-sold = ■ Terminada: adjudicado a { $winner } por

## Datos
script-bids =
    { $count ->
        [one] { $count } puja
       *[other] { $count } pujas
    }
script-no-reserve = sin precio de reserva
script-reserve-met = reserva alcanzada
script-reserve-not-met = reserva no alcanzada

## Los botones, y la pregunta antes de una puja
script-bid = Pujar { $amount }
script-raise-to = Subir tu máximo a { $amount }
script-answer = ▼ Te han superado. Pujar { $amount }
script-answer-with = ▼ Te han superado. Pujar { $amount } ({ $total })
script-buy-now = Comprar ya por { $amount }
script-bidding = Pujando { $amount } …
script-sign-in-to-bid = Entra para pujar { $amount }
script-yours-is = El tuyo es { $amount }.
script-ask-bid = ¿Pujar { $amount }?
script-ask-bid-up-to = ¿Pujar hasta { $amount }?
script-only-what-it-takes = Solo pagas lo necesario para ir en cabeza.
script-ask-buy-now = ¿Comprarlo ya por { $amount }?
script-yours-at-once = Es tuyo al momento.
script-with-premium = { $total } con la prima
script-with-tax = { $total } con impuestos
script-with-premium-and-tax = { $total } con prima e impuestos
script-comes-to = { $total }.
script-at-most = Como mucho { $total }.
script-write-figures = Escribe el importe en cifras, como { $example }.
script-least-is = El mínimo es { $amount }.
script-most-is = El máximo es { $amount }.
script-no-answer-yet = Aún sin respuesta. Preguntamos otra vez: la puja cuenta una sola vez.
script-price-moved = El precio cambió mientras te preguntábamos. No se ha pujado nada.
script-connection-dropped = La conexión se cortó mientras te preguntábamos. No se ha pujado nada.
script-before-its-turn = Aún no le ha tocado. Deja un máximo: compite desde ahora, y también cuando salga el lote.
script-not-begun = Las pujas aún no han empezado.
script-is-halted = Detenida por la casa. El tiempo que quedaba se devuelve.

## Dicho en voz alta
script-say-warning = Último aviso a { $price }.
script-say-outbid = Te han superado. El precio es ahora { $price }.

## La conexión
script-catching-up = Poniéndose al día
script-reconnecting = Reconectando
script-reconnecting-in = Reconectando en { $seconds } s
script-offline = Sin conexión
script-signed-out = Sesión cerrada
script-not-allowed = No permitido
script-too-many = Demasiadas páginas abiertas
script-one-moment = un momento.
script-may-have-moved = el precio puede haber cambiado.
script-sign-in-again = vuelve a entrar para pujar.
script-load-again = carga la página de nuevo.
script-close-some = cierra alguna y carga esta de nuevo.
script-by-stream = por flujo de eventos
script-by-poll = por consultas
