### La página de un lote, tal como la escribe el servidor. Lo que cambia mientras alguien mira está en script.ftl y sus vecinos.

lot-skip = Ir a las pujas
lot-description = Descripción
lot-terms = Condiciones
lot-bidding = Pujas
lot-history = Historial
lot-history-order = Historial, lo más reciente primero
lot-no-history = Aún no ha pasado nada.
lot-similar = Lotes parecidos
lot-price = El precio hasta ahora
lot-price-no-script = El historial tiene cada paso del precio. Con JavaScript se dibuja aquí.
lot-place = Lote { $number } de { $of }
lot-place-next = siguiente:
lot-limit = Tu límite es { $limit }, de los que { $stake } están en juego ahora. Nadie más lo ve.
lot-no-script = A las { $at }. Sin JavaScript esta página no se actualiza sola: recárgala para ver novedades.

## El vendedor
lot-seller = Vendedor
lot-seller-since = aquí desde el { $day }
lot-seller-sold =
    { $count ->
        [one] { $count } lote vendido
       *[other] { $count } lotes vendidos
    }
lot-seller-ratings = Lo que dicen los compradores
lot-seller-others = Otros lotes de este vendedor

## La barra de pujas
lot-warning = ▲ Último aviso: el martillo está a punto de caer
lot-is-yours = Este lote es tuyo: no puedes pujar por él.
lot-cannot-bid-yet = ◌ Aún no puedes pujar aquí: abajo ves qué falta.
lot-back = Volver
lot-confirm = Confirmar
lot-try-again = Intentar otra vez
lot-plain-way = Pujar con una página sencilla
lot-take-back = Me equivoqué al escribir: retirar mi puja
lot-to-invoice = Ver la factura
lot-your-bid = Tu puja
lot-price-is-now = El precio es ahora { $price }, { $bids }.
lot-confirm-yours-at-once = Es tuyo al momento, y nadie más puede pujar.
lot-confirm-falling = Es tuyo al momento. Si el precio ya ha bajado, pagas el más bajo.
lot-confirm-sealed = Nadie la ve antes del final. Puja otra vez y cuenta la última, sea más alta o más baja.
lot-confirm-least = La casa baja por ti hasta { $amount }, paso a paso y solo para que vayas en cabeza. Nadie más ve tu mínimo.
lot-confirm-maximum = La casa puja por ti hasta { $amount }, paso a paso y solo para que vayas en cabeza. Nadie más ve tu máximo.
lot-confirm-next = Si alguien es más rápido, no se puja nada y te lo decimos.
lot-write-how-many = Escribe cuántos comprarías, por ejemplo 3.
lot-too-fast = Pujas más rápido de lo que la casa admite. No se ha perdido nada: espera un momento y pulsa Confirmar otra vez. Por más que pulses, cuenta una sola vez.
lot-not-written = La casa no pudo anotar tu puja ahora mismo. No se ha perdido nada: pulsa Confirmar otra vez. Por más que pulses, cuenta una sola vez.

## Un importe propio
lot-maximum = O tu máximo
lot-maximum-help = Hasta aquí la casa puja por ti, paso a paso y solo para que vayas en cabeza. Nadie más lo ve.
lot-maximum-set = Fijar máximo
lot-sealed = Tu puja cerrada
lot-sealed-help = Nadie la ve antes del final, ni siquiera el vendedor. Puja otra vez y cuenta la última, sea más alta o más baja.
lot-sealed-set = Cerrar tu puja
lot-least = O lo mínimo que aceptarías
lot-least-help = Hasta aquí la casa baja por ti, paso a paso y solo para que vayas en cabeza. Nadie más lo ve.
lot-least-set = Fijar tu mínimo
lot-for-one = Tu puja por uno
lot-for-one-help = Todos la ven. Las pujas más altas se sirven primero; una más alta, o por más, ocupa el lugar de tu última.
lot-for-one-set = Pujar
lot-how-many = Cuántos
lot-all-or-none = Todos o ninguno: no acepto una parte

## Pujas rápidas, y avisos
lot-quick = Pujas rápidas
lot-quick-offer = Pujar sin que te pregunten, hasta un límite
lot-quick-limit = Una pulsación puja, hasta
lot-quick-help = Tu límite se queda en esta pestaña y no se cuenta a nadie. Por encima se te vuelve a preguntar, y también en cuanto lo desactives.
lot-quick-switch-on = Activar
lot-quick-switch-off = Desactivar las pujas rápidas
lot-signals = Avísame cuando pase algo
lot-signals-help = Cuando te superen, cuando ganes y al final. Se guarda en este navegador.
lot-signals-sound = Con un sonido
lot-signals-tremble = Con vibración
lot-signals-title = En el título de la pestaña

## Condiciones
lot-how-sold = Cómo se vende
lot-sold-openly = a la vista de todos, y gana la puja más alta
lot-sold-under-the-hammer = bajo el martillo: un subastador lo abre y lo cierra
lot-sold-first-price = con pujas cerradas: nadie las ve antes del final; gana la más alta y paga lo que dijo
lot-sold-second-price = con pujas cerradas: nadie las ve antes del final; gana la más alta y paga la segunda
lot-sold-falling = el precio baja { $step } cada { $every }, hasta { $floor }; compra quien primero diga que sí
lot-sold-to-the-lowest = quien publica esta página es quien compra: gana la oferta más baja
lot-sold-several-own = { $units } iguales: las pujas más altas por uno se llevan uno cada una, las anteriores primero; cada cual paga su propia puja
lot-sold-several-same = { $units } iguales: las pujas más altas por uno se llevan uno cada una, las anteriores primero; todos pagan la más baja de las que se llevan uno
lot-starting-price = Precio de salida
lot-falls-from = Baja desde
lot-at-most = Como mucho
lot-steps = Tramos
lot-step-fixed = { $step } cada uno
lot-step-percent = { $percent } % del precio, { $least } como mínimo
lot-step-decade = una décima parte de la potencia de diez del precio
lot-step-table = { $step } al principio, creciendo con el precio
lot-amounts = Importes
lot-whole-steps = en tramos enteros de { $step }
lot-automatic = automáticas: la casa puja por ti hasta tu máximo, y no más de lo necesario para ir en cabeza
lot-automatic-down = automáticas: la casa baja por ti hasta lo mínimo que aceptarías, y no más de lo necesario para ir en cabeza
lot-full-amount = cada puja vale por su importe entero
lot-later-replaces = una puja posterior tuya sustituye a la anterior, hacia arriba o hacia abajo
lot-buy-now = Comprar ya
lot-buy-now-until-bid = por { $price }, hasta que alguien puje; con precio de reserva, hasta que se alcance
lot-buy-now-until-price = por { $price }, hasta que el precio llegue ahí
lot-begins = Empieza
lot-begins-in-its-turn = cuando le toque, desde el { $at }
lot-ends = Termina
lot-ends-with-the-hammer = cuando cae el martillo
lot-late-bids = Pujas de última hora
lot-closing-hard = el final no se mueve, se puje lo que se puje
lot-closing-candle = por vela: en un instante oculto, sorteado antes, como mucho { $longest } después del final
lot-closing-reset = una puja en los últimos { $window } la mantiene abierta { $extension } desde entonces
lot-closing-add = una puja en los últimos { $window } mueve el final { $extension }
lot-closing-quiet = termina cuando nadie ha pujado durante { $extension }
lot-closing-at-most = como mucho { $cap } en total
lot-closing-leader = solo una puja que cambie quién va en cabeza
lot-closing-together = los lotes de la subasta cierran juntos
lot-premium = Prima
lot-premium-up-to = { $rate } hasta { $price }
lot-premium-above = { $rate } por encima
lot-premium-of-the-hammer = { $rate } del precio de martillo
lot-tax = Impuestos
lot-tax-on-hammer = { $rate } sobre el precio de martillo
lot-tax-on-premium = { $rate } sobre la prima
lot-who-may-bid = Quién puede pujar
lot-approval-open = cualquiera que haya entrado
lot-approval-registered = quien se haya inscrito y aceptado estas condiciones
lot-approval-approved = a quien apruebe la casa; puede fijar un límite o pedir un depósito
lot-bids = Las pujas
lot-bids-may-go = una mal escrita se puede retirar durante un minuto, hasta doce horas antes del final
lot-bids-stand = valen; ninguna se puede retirar
lot-rules = Reglas
lot-rules-version = versión { $version }
lot-sealed-as = Sellado como
lot-sealed-as-hash = SHA-256 del número de este lote y de sus
lot-sealed-as-terms = condiciones, palabra por palabra
lot-sealed-as-so = El libro mayor empieza con él, así que ninguna ha podido cambiar.
lot-sealed-as-ledger = Ver el libro mayor
lot-sealed-as-check = Para comprobar ambos:

## Inscribirse para pujar
lot-registering = Inscribirse para pujar
lot-approved-here = Aquí la casa aprueba quién puja
lot-register-here = Inscríbete para pujar aquí
lot-accept = Acepto las condiciones de esta página
lot-registering-is-for = La inscripción es para { $what }.
lot-registering-for-sale = los lotes de esta subasta
lot-registering-for-lot = este lote
lot-house-decides = Después decide la casa, y puede fijar un límite o pedir un depósito.
lot-register = Inscribirme para pujar
lot-accept-the-terms = Para inscribirte, acepta las condiciones: marca la casilla que hay al lado.
lot-registered = ◌ Inscrito, sin decidir
lot-registered-missing = La casa lo mira antes de que puedas pujar.
lot-registration-refused = × Rechazada
lot-registration-withdrawn = × Retirada
lot-registration-withdrawn-missing = { $reason } Una puja tuya que vale, sigue valiendo.
lot-may-bid = ✓ Puedes pujar
lot-deposit-missing = ◌ Aprobado, falta el depósito
lot-deposit-missing-help = Podrás pujar cuando la casa tenga tu depósito de { $deposit }.
lot-deposit-returned = ◌ Depósito devuelto
lot-deposit-returned-help = Tienes de vuelta tu depósito de { $deposit }. Para pujar otra vez, pregunta a la casa.
lot-deposit-kept = × Depósito retenido
lot-deposit-kept-help = La casa se quedó con tu depósito de { $deposit }. Para pujar otra vez, pregunta a la casa.

## Lo que fue secreto hasta el final
lot-shares = Quién se lleva cuántos
lot-no-shares = Nadie todavía.
lot-opened = Las pujas cerradas, abiertas
lot-opened-help = Cada puja se selló en el libro mayor cuando llegó: SHA-256 de su importe y un nonce. Ahora están ahí los dos, y cualquiera puede comprobar que siempre fue ese importe:
lot-verify = gavel verify
lot-opened-check = printf %s%s IMPORTE NONCE | sha256sum
lot-candle = La vela
lot-candle-help = Cuánto arde después del final se sorteó de antemano. El primer suceso del libro mayor tiene este sello del sorteo:
lot-candle-burned = Ardió { $ms } ms. Lo sorteado fue
lot-candle-check = Para comprobarlo: lo primero es el sello, y los primeros 16 dígitos de lo segundo, leídos como número y divididos entre { $divisor }, dejan los milisegundos:
lot-candle-check-seal = printf %s SEMILLA | sha256sum
lot-candle-check-tail = printf tail%s SEMILLA | sha256sum
lot-candle-later = Lo sorteado se muestra cuando haya terminado.

## Después del martillo
lot-next = Qué pasa ahora
lot-offered-to-you = Este lote se te ofrece a ti
lot-offered-to = Ofrecido a { $bidder }:
lot-offer-it-to = Ofrecérselo a { $bidder }
lot-offer-help = Por lo máximo que { $bidder } había autorizado, durante { $span }. Solo conocerás ese importe si { $bidder } acepta.
lot-relist = Publicarlo otra vez
lot-relist-help = Un borrador nuevo con el mismo texto y las mismas condiciones, y fechas nuevas.
lot-relisted = Publicado otra vez
lot-hammer-price = Precio de martillo
lot-premium-of-buyer = Prima del comprador
lot-total = Total

## Para la propia casa
lot-strike = Anular
lot-strike-reason = Motivo, que todos pueden leer
lot-strike-this = Anular esta puja
