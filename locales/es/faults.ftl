# Qué falla en un campo y qué hacer. Se dice junto al campo y otra vez arriba.

faults-summary = { $count ->
    [one] Hay una cosa que cambiar
   *[other] Hay { $count } cosas que cambiar
}

# Importes y horas tal como se escriben.
faults-amount = Escribe un importe en cifras, como { $example }.
faults-amount-whole = { $currency } no tiene decimales: escribe un importe entero.
faults-amount-decimals = { $currency } tiene { $decimals } decimales: escribe { $example }.
faults-currency = «{ $code }» no es un código de moneda ISO 4217, como EUR.
faults-instant = Escribe un día y una hora, como 2026-11-21T14:00.
faults-instant-twice = Ese día se atrasan los relojes en { $zone } y marcan las { $time } dos veces: elige abajo cuál quieres.
faults-instant-skipped = Ese día no hay { $time } en { $zone }: los relojes pasan de las { $from } a las { $to }. Escribe otra hora.
faults-instant-skipped-day = En { $zone } no existe el { $day }: el calendario se salta ese día. Elige otro día.
faults-minutes = Escribe un número de minutos, como 2 o 0,5.
faults-seconds = Escribe un número entero de segundos, como 60.
faults-quantity = Escribe cuántos hay en cifras, como 12.
faults-rate-gone = La casa ya no lo ofrece: elige otro o escribe el tuyo.
faults-rate-currency = «{ $name }» es para { $currency }: elige uno en la moneda del lote o escribe el tuyo.
faults-premium = Escribe un porcentaje, como 25, o una tabla como 25; { $example }: 20.
faults-share = Escribe un porcentaje con dos decimales como mucho, como 19 o 8,25.

# Condiciones.
faults-start = El precio de salida es mayor que cero y como mucho { $most }.
faults-start-off-quantum = Con pujas de { $quantum } en { $quantum }, el precio de salida tiene que ser una de ellas.
faults-quantum = Los saltos enteros son mayores que cero.
faults-reserve = El precio de reserva es igual o mayor que el de salida; déjalo vacío si no hay.
faults-reserve-of-a-buyer = El límite de quien compra es igual o menor que el precio de salida; déjalo vacío si no hay.
faults-reserve-falling = Una subasta holandesa tiene un suelo en vez de reserva; deja esto vacío.
faults-fall = El precio de una subasta holandesa baja más que cero, hasta un suelo por debajo de la salida.
faults-fall-pace = El precio de una subasta holandesa baja como mucho una vez por segundo y al menos una vez al día.
faults-units = Vende al menos una unidad y como mucho { $most }.
faults-closing-fixed = En este formato ninguna puja mueve el final: ciérralo en punto.
faults-closing-group = Un grupo son los lotes de una subasta cuyo final mueven las pujas tardías.
faults-closing-spans = La ventana, la prórroga y el tope están entre cero y { $hours } horas.
faults-buy-now = Comprar ya cuesta más que la salida y no menos que la reserva.
faults-buy-now-format = Solo en una subasta al alza se puede comprar ya.
faults-buy-now-largest = Es más de lo que nadie puede pujar.
faults-buy-now-off-quantum = Con pujas en saltos enteros, el precio para comprar ya tiene que ser uno de ellos.
faults-end = El final tiene que estar en el futuro y después del comienzo.
faults-end-too-far = Una subasta empieza antes de { $days } días y dura como mucho { $days } días.
faults-step = El salto tiene que ser mayor que cero y no más de lo que nadie puede pujar.
faults-steps-percent = El porcentaje va de 1 a 100, y su salto mínimo es mayor que cero.
faults-steps-none = Una tabla de saltos necesita al menos una fila.
faults-steps-many = Una tabla de saltos tiene como mucho { $most } filas.
faults-steps-first = La primera fila tiene que empezar en el precio de salida o por debajo.
faults-steps-nothing = Cada salto tiene que ser mayor que cero.
faults-steps-order = Las filas van del precio más bajo al más alto.
faults-steps-smaller = Un salto no puede ser menor que el anterior.
faults-premium-many = La prima tiene como mucho { $most } filas.
faults-premium-first = La primera fila de la prima empieza en 0; si ahí no hay prima, escribe un 0.
faults-premium-order = Las filas de la prima van del precio más bajo al más alto.
faults-premium-largest = Ninguna fila de la prima empieza por encima de lo que se puede pujar.
faults-premium-whole = La prima se lleva como mucho el 100 % de cada tramo.
faults-tax-whole = Un impuesto es como mucho el 100 % de aquello que grava.
faults-live-alone = Un subastador lleva los lotes de una subasta en sala: crea una subasta en sala y pon esto como lote suyo.

# Palabras.
faults-title-length = Un título tiene de { $least } a { $most } caracteres.
faults-title-line = Un título es una línea de texto sencillo.
faults-title-word = Un título tiene al menos una palabra.
faults-description-length = Una descripción tiene como mucho { $most } caracteres.
faults-description-plain = Una descripción es texto sencillo.
faults-category = Elige una de las categorías de la casa.
faults-country = Elige uno de los países, o ninguno.

# Subastas y los archivos de los que se llenan.
faults-stagger = De lote a lote hay entre cero y { $hours } horas.
faults-single-things = Los lotes de esta subasta son piezas sueltas; deja vacía la cantidad.
faults-no-lots = Una subasta tiene al menos un lote.
faults-of-lot = Lote { $lot }: { $wrong }
faults-currency-of-lots = Los lotes tienen precios en la moneda que había: sácalos antes.
faults-file-large = El archivo es demasiado grande: como mucho { $most } KiB. Quita las imágenes y reparte las listas largas en dos subastas.
faults-file-utf8 = Esto no es texto UTF-8. Guarda el archivo como «CSV UTF-8» y sube ese.
faults-file-broken = Este archivo no se puede leer: { $why }.
faults-file-empty = No hay lotes en este archivo: los nombres de las columnas van en la primera línea, y un lote en cada línea siguiente.
faults-file-long = Este archivo tiene más de { $most } lotes, el máximo de una subasta. Divídelo.
faults-file-wide = Este archivo tiene más de { $most } columnas. Deja las de abajo y quita las demás.
faults-file-column = Ninguna columna se llama así. Ponle uno de los nombres de abajo o quítala.
faults-file-column-twice = Esta columna está dos veces. Quita una.
faults-file-column-missing = Falta esta columna. Añádela, con su nombre en la primera línea.
faults-line-too-many = Esta línea tiene más campos que columnas. Pon entre comillas el texto que lleve el separador.
faults-line-name = Da a cada línea un número o nombre propio, de { $most } caracteres como mucho.
faults-line-twice = Otra línea ya tiene este número. Da a cada una el suyo.

# Formularios de los que partir.
faults-template-name = Escribe un nombre de 1 a { $most } caracteres.
faults-templates-many = Ya guardas { $most } formularios. Tira uno antes.

# Para programas.
faults-premium-json = La prima son filas de un precio y un tipo en puntos básicos: [[0,2500],[100000,2000]].
faults-tax-json = Los impuestos son puntos básicos sobre cada parte: {"{"}"on_hammer":0,"on_premium":1900{"}"}.
faults-json-format = Un formato es english, first_price, vickrey, dutch, reverse, multi_unit o live.
faults-json-units-missing = Di cuántas unidades hay.
faults-json-units = Escribe un número entero de unidades.
faults-json-only-dutch = Solo en una subasta dutch baja el precio; quita esto o cambia el formato.
faults-json-only-several = Solo una subasta multi_unit vende varias; quita esto o cambia el formato.
faults-json-only-pricing = Solo quienes ganan varias unidades tienen pricing; quita esto o cambia el formato.
faults-json-dutch = Un precio dutch baja como {"{"}"step":500,"every_s":60,"floor":10000{"}"}: importes en unidades menores enteras.
faults-json-pricing = Quienes ganan pagan pay_as_bid, cada uno su precio, o uniform, todos el más bajo que gana.
faults-json-closing = Closing es un objeto como {"{"}"mode":"hard"{"}"}.
faults-json-closing-spans = La ventana, la prórroga y el tope son segundos enteros.
faults-json-closing-mode = Una subasta cierra hard, reset, add, quiet o candle.
faults-json-closing-scope = Una puja tardía mueve el final de su lote o de su grupo: lot o group.
faults-json-closing-trigger = Lo que mueve el final es price_or_leader o leader.
faults-json-title = Un lote necesita un título.
faults-json-start = Un lote necesita un precio de salida.
faults-json-end = Una subasta necesita un final.
faults-json-text = Escribe esto como texto.
faults-json-amount = Escribe un importe como número entero de unidades menores: 12500 para 125,00.
faults-json-choice = Esto es true o false.
faults-json-instant = Escribe un instante según la RFC 3339: 2026-11-21T14:00:00Z.
faults-json-currency = Una subasta necesita una moneda, como EUR.
faults-json-increments = Los saltos son "us", "uk", "decade", {"{"}"fixed":100{"}"}, {"{"}"percent":{"{"}"percent":5,"least":100{"}"}{"}"} o {"{"}"table":[[0,50],[1000,100]]{"}"}, en unidades menores enteras.
faults-json-approval = Quién puede pujar es "open", "registered" o "approved".
faults-json-buy-now-until = Un lote se puede comprar ya hasta first_bid o hasta price_passes.
faults-json-buy-now = Di a qué precio se puede comprar ya, o quita hasta cuándo.
faults-json-of-a-lot = Esto es propio de un lote; quítalo de la subasta.
faults-json-of-the-sale = Todos los lotes de una subasta lo tienen en común; quítalo del lote.
faults-json-kind = Una subasta es timed o live.
faults-json-stagger = Escribe segundos enteros de lote a lote.
