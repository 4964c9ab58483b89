# La mesa de quien vende y el formulario de un lote.

sell-desk = Tus lotes
sell-new = Nuevo lote
sell-edit = Editar el borrador
sell-new-sale = Nueva subasta
sell-untitled = Sin título
sell-not-a-seller = Aquí la casa nombra a sus vendedores y tú no eres uno de ellos. Pídele que te nombre.
sell-not-a-draft = Esto ya está publicado o ha cambiado entretanto. Cárgalo otra vez y mira.
sell-sale-changed = Esta subasta ya está publicada o ha cambiado entretanto. Cárgala otra vez y mira.
sell-sale-full = Una subasta tiene como mucho { $most } lotes. Empieza otra.
sell-no-such-sale = No existe esa subasta.
sell-too-late-to-change = Alguien ha pujado por este lote o ya ha terminado: su texto queda como está. Si hay algo mal, díselo a la casa.

# Lo que se acaba de hacer.
sell-done-saved = Guardado como borrador. Nadie más lo ve todavía.
sell-done-discarded = El borrador ya no está.
sell-done-cancelled = Retirado. No gana nadie y ninguna puja vale.
sell-done-taken-back = El lote está retirado. Este es un borrador igual: cambia lo que quieras y publícalo otra vez.
sell-done-template = Guardado. Lo encuentras en tu mesa y puedes empezar lotes con él.
sell-done-template-gone = El formulario ya no está.

# Borradores.
sell-save = Guardar como borrador
sell-look = Vista previa
sell-publish = Publicar
sell-sealed = Una vez publicado, las condiciones quedan fijas: van selladas en el registro de la subasta. El título, la descripción y las fotos pueden cambiar hasta que alguien puje.
sell-saved-how = Un borrador puede estar a medias: no se pierde nada de lo que escribes.
sell-saving = Guardando…
sell-saved-at = Guardado a las { $time }
sell-not-saved = Sin guardar: no se puede llegar a la casa. Lo que escribes sigue aquí y se guardará en cuanto se pueda.
sell-contested = Este borrador se guardó en otra ventana a las { $time }, después de abrirlo aquí. Lo que hay aquí no está guardado, y no se pierde nada.
sell-contested-look = Ver la otra versión
sell-contested-mine = Si guardas aquí otra vez, lo de aquí la sustituye.
sell-contested-keep = Guardar esta en su lugar
sell-preview = Esto es una vista previa: así se verá la página cuando publiques el lote. Nadie más la ve todavía.
sell-preview-flawed = { $count ->
    [one] Esto es una vista previa de lo que ya se puede leer: hay una cosa que cambiar en el formulario antes de publicar el lote.
   *[other] Esto es una vista previa de lo que ya se puede leer: hay { $count } cosas que cambiar en el formulario antes de publicar el lote.
}
sell-template = Guardar este formulario para otros lotes
sell-template-name = Nombre del formulario
sell-template-help = «Sillas pequeñas», por ejemplo. Se guarda todo menos las fechas. Sustituye al que tenga el mismo nombre.
sell-template-keep = Guardar el formulario
sell-templates = Formularios de los que partir

# El formulario: la pieza.
sell-title = Título
sell-title-help = Qué es, en pocas palabras: «Mecedora de madera curvada».
sell-description = Descripción
sell-description-help = Edad, tamaño, estado y lo que no está perfecto.
sell-description-marks = Valen estas marcas: # título, **fuerte**, *énfasis*, - lista, > cita, [palabras](dirección).
sell-described = Así se verá en la página:
sell-category = Categoría
sell-category-help = Dónde la buscará la gente.
sell-category-choose = Elige una
sell-country = País
sell-country-help = Dónde está ahora y desde dónde se enviaría.
sell-country-none = Sin indicar
sell-photos-help = Antes se guarda el formulario.

# El formulario: cómo se vende.
sell-format = Cómo se vende
sell-format-english = Al alza:
sell-format-help-english = todos ven el precio; gana la puja más alta
sell-format-first_price = En sobre cerrado:
sell-format-help-first_price = nadie ve una puja antes del final; gana la más alta y paga lo que dijo
sell-format-vickrey = En sobre cerrado, segundo precio:
sell-format-help-vickrey = igual, pero quien gana paga la segunda puja más alta
sell-format-dutch = A la baja:
sell-format-help-dutch = el precio baja paso a paso, y compra quien primero dice que sí
sell-format-multi_unit = Varias unidades:
sell-format-help-multi_unit = las pujas más altas por una se llevan una cada una, hasta que se acaben
sell-format-reverse = Compras tú:
sell-format-help-reverse = los vendedores bajan sus ofertas y gana la más baja
sell-format-live = Con martillo:
sell-format-help-live = un subastador lo abre y lo cierra, como se escribió por la API
sell-several = Varias unidades
sell-quantity = Cuántas hay
sell-quantity-help = Solo para varias unidades. Los precios son por una.
sell-pricing = Qué pagan los ganadores
sell-pricing-own = Cada uno su puja
sell-pricing-same = Todos lo mismo:
sell-pricing-same-help = la puja más baja que aún se lleva una
sell-falling = Precio a la baja
sell-dutch-step = El precio baja
sell-dutch-step-help = Solo para un precio a la baja.
sell-dutch-every = … cada tantos segundos
sell-dutch-every-help = 60 para una vez por minuto.
sell-dutch-floor = … hasta
sell-dutch-floor-help = Ahí se queda hasta el final.
sell-currency = Moneda
sell-currency-EUR = Euro (EUR)
sell-currency-USD = Dólar estadounidense (USD)
sell-currency-GBP = Libra esterlina (GBP)
sell-currency-CHF = Franco suizo (CHF)
sell-currency-SEK = Corona sueca (SEK)
sell-currency-JPY = Yen (JPY)
sell-currency-KWD = Dinar kuwaití (KWD)
sell-start = Precio de salida
sell-start-help = La primera puja mínima. Si el precio baja: desde dónde. Si compras tú: lo más que pagarías.
sell-reserve = Precio de reserva
sell-reserve-help = Por debajo no tienes que vender; si compras tú, por encima no tienes que comprar. Solo se muestra si se ha alcanzado. Vacío si no hay.
sell-premium-of = Prima del comprador de la casa
sell-premium-of-help = Lo que escribas debajo va antes.
sell-premium-of-none = Ninguna, o la tuya, debajo
sell-rate-of-the-house = { $name } ({ $currency })
sell-premium = Prima del comprador, en porcentaje
sell-premium-help = Lo que paga quien compra además del precio de martillo, como 25. Una tabla por tramos, cada uno con su tipo: 25; 1000: 20. Vacío si no hay.
sell-tax = Impuestos, en porcentaje
sell-tax-help = Los paga quien compra. Vacío si no hay.
sell-tax-on-hammer = Sobre el precio de martillo
sell-tax-on-premium = Sobre la prima
sell-steps = Saltos
sell-steps-help = En cuánto tiene que superar una puja el precio. En sobre cerrado y a la baja no hacen falta.
sell-steps-us = Tabla de EE. UU.
sell-steps-help-us = 0,25 desde 1, 0,50 desde 5, 1 desde 25, 2,50 desde 100, 5 desde 250…
sell-steps-uk = Tabla del Reino Unido
sell-steps-help-uk = 0,20 desde 1, 0,50 desde 5, 1 desde 15, 2 desde 60, 5 desde 150…
sell-steps-decade = La décima parte de la potencia de diez
sell-steps-help-decade = 1 desde 10, 10 desde 100, 100 desde 1000…
sell-steps-fixed = Siempre el mismo salto
sell-steps-help-fixed = escrito abajo
sell-steps-own = Como están
sell-steps-help-own = escritos por la API
sell-step = El salto
sell-step-help = Solo si es siempre el mismo.
sell-quantum = Importes enteros de
sell-quantum-help = Las pujas tienen que ser múltiplos de esto: 1 para euros enteros, por ejemplo. Vacío para cualquier importe.
sell-automatic = Puja automática
sell-automatic-on = Sí:
sell-automatic-on-help = cada uno dice su máximo y la casa puja por él hasta ahí
sell-automatic-off = No:
sell-automatic-off-help = cada puja vale por su importe entero
sell-buying-at-once = Comprar ya
sell-buy-now = Comprar ya por
sell-buy-now-help = Quien pague esto se lo lleva en el acto. Solo con precio al alza; vacío si no hay.
sell-buy-now-until = Se puede comprar ya
sell-buy-now-first-bid = hasta que alguien puje;
sell-buy-now-first-bid-help = con reserva, hasta que se alcance
sell-buy-now-price-passes = hasta que el precio llegue ahí
sell-approval = Quién puede pujar
sell-approval-open = Todo el que haya entrado
sell-approval-registered = Quien se inscriba
sell-approval-registered-help = aceptando las condiciones de esta subasta
sell-approval-approved = A quien apruebe la casa
sell-approval-approved-help = con un límite o un depósito, si lo pide
sell-retraction = Pujas mal escritas
sell-retraction-off = Una puja vale
sell-retraction-on = Se pueden retirar:
sell-retraction-on-help = durante un minuto y hasta doce horas antes del final

# El formulario: cuándo.
sell-begins = Empieza
sell-begins-now = En cuanto se publique
sell-begins-at = A la hora de abajo
sell-starts-at = Comienzo
sell-ends-at = Final
sell-zone = Según el reloj de { $zone }.
sell-zone-of-browser = Según el reloj de { $zone }, el de tu navegador.
sell-twice = El reloj marca esta hora dos veces
sell-twice-first = La primera vez, antes de atrasarlo
sell-twice-second = La segunda vez, después de atrasarlo
sell-end-section = El final
sell-closing = Cómo termina
sell-closing-help = En sobre cerrado y a la baja el final nunca se mueve.
sell-closing-reset = Una puja tardía lo mantiene abierto
sell-closing-help-reset = durante el tiempo de abajo, desde entonces: nadie gana por ser el último por un segundo
sell-closing-add = Una puja tardía añade tiempo:
sell-closing-help-add = el final se mueve el tiempo de abajo, por tarde que llegue la puja
sell-closing-quiet = Hasta que haya calma:
sell-closing-help-quiet = termina cuando nadie ha pujado durante el tiempo de abajo, y no antes de su final
sell-closing-candle = A la vela:
sell-closing-help-candle = tras el final sigue ardiendo un tiempo oculto, como mucho el de abajo; el sorteo se puede comprobar
sell-closing-hard = En punto:
sell-closing-help-hard = el final no se mueve, se puje lo que se puje
sell-window = Tarde es en los últimos … minutos
sell-extension = El tiempo para eso, en minutos
sell-extension-help = Cuánto lo mantiene abierto una puja tardía, cuánta calma hace falta o cuánto arde la vela como mucho.
sell-cap = Como mucho tantos minutos después del final en total
sell-cap-help = Vacío si no hay límite.
sell-trigger = Qué pujas tardías cuentan
sell-trigger-any = Toda puja que cambie el precio o quién va ganando
sell-trigger-leader = Solo la que cambie quién va ganando

# Un lote publicado sin pujas.
sell-amend-title = Cambiar el lote
sell-amend-why = Nadie ha pujado todavía, así que el texto y las fotos pueden cambiar. Las condiciones van selladas en el registro: precios, horas y reglas quedan como se publicaron.
sell-amend-save = Guardar el texto
sell-amend-look = Verlo antes
sell-relist = Otros precios, horas o reglas
sell-relist-help = Retira el lote y publícalo otra vez. El antiguo queda cancelado a la vista de todos, y se abre un borrador igual para que lo cambies.
sell-relist-do = Retirar y publicar otra vez
sell-reason = Motivo
sell-reason-public = Todos pueden leerlo.
sell-reason-optional = Nadie ha pujado todavía, así que puede quedar vacío.

# La mesa.
sell-waiting = Te esperan
sell-waiting-questions = { $count ->
    [one] { $count } pregunta sin respuesta
   *[other] { $count } preguntas sin respuesta
}
sell-waiting-unpaid = { $count ->
    [one] { $count } factura sin pagar
   *[other] { $count } facturas sin pagar
}
sell-waiting-drafts = { $count ->
    [one] { $count } borrador
   *[other] { $count } borradores
}
sell-sums = En { $currency }
sell-sum-on-sale = { $count ->
    [one] { $count } lote a la venta
   *[other] { $count } lotes a la venta
}
sell-sum-sold = { $count ->
    [one] { $count } vendido
   *[other] { $count } vendidos
}
sell-sum-unpaid = { $count ->
    [one] { $count } sin pagar
   *[other] { $count } sin pagar
}
sell-show = Qué lotes
sell-show-all = Todos
sell-show-drafts = Borradores
sell-show-on_sale = A la venta
sell-show-sold = Vendidos
sell-show-unsold = No vendidos
sell-show-asked = Con preguntas
sell-no-lots = Aún no tienes lotes. Puedes repasar uno antes de que nadie más lo vea.
sell-no-lots-link = Escribe el primero
sell-none-such = Ninguno de tus lotes está entre estos.
sell-col-lot = Lote
sell-col-state = Estado
sell-col-price = Precio
sell-col-bids = Pujas
sell-col-offers = Ofertas
sell-col-watching = Mirando
sell-col-due = Plazo
sell-col-acts = Acciones
sell-status-draft = ✎ Borrador
sell-status-scheduled = ○ Sin empezar
sell-status-open = ● En directo
sell-status-halted = ‖ Detenido
sell-status-closed = ■ Terminado
sell-status-cancelled = × Cancelado
sell-invoice-awaiting_payment = vendido, sin pagar
sell-invoice-paid = vendido y pagado
sell-invoice-handed_over = entregado
sell-invoice-cancelled = venta deshecha
sell-due-begins = empieza en
sell-due-ends = termina en
sell-due-turn = sale cuando le toque
sell-due-hammer = bajo el martillo
sell-due-halted = reloj parado
sell-due-over = terminó
sell-reserve-met = reserva alcanzada
sell-reserve-not-met = reserva no alcanzada
sell-act-edit = Editar
sell-act-amend = Cambiar
sell-act-like = Vender otro igual
sell-act-discard = Tirar
sell-act-discard-do = Tirar para siempre
sell-act-cancel = Retirar
sell-act-cancel-do = Retirar para siempre
sell-older = Lotes anteriores
sell-sales = Tus subastas
