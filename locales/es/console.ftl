# La consola del subastador.

console-title = Consola: { $sale }
console-skip = Ir a las acciones
console-place = Lote { $number } de { $lots }
console-lots = { $count ->
    [one] { $count } lote
   *[other] { $count } lotes
}
console-watching = { $count } mirando
console-over = La subasta ha terminado
console-over-how = Todos los lotes se han rematado, pasado o retirado.
console-over-link = Mira cómo han ido
console-next = Siguiente: lote { $number }, { $title }
console-the-ask = El precio pedido
console-asking = se pide
console-estimate = Sale a { $start }
console-estimate-reserve = Sale a { $start } · reserva { $reserve }
console-no-bids = Aún no hay pujas
console-with-floor = { $price } en la sala
console-with-online = { $price } en línea, con { $bidder }
console-no-reserve = sin reserva
console-warned = Último aviso dado
console-floor = Sala
console-online = En línea
console-acts = Acciones
console-space = Espacio
console-accept = Aceptar { $minimum } de la sala
console-warn = Último aviso
console-hammer = Martillo
console-pass = Pasar
console-undo = Deshacer
console-open = Abrir este lote
console-next-lot = Siguiente lote
console-ask-for = Pedir
console-set-ask = Fijar el precio
console-say = Decir a todos
console-say-1 = ¿Alguien da más?
console-say-2 = La puja está en la sala.
console-say-3 = La puja está en línea.
console-say-4 = Última oportunidad a este precio.
console-say-5 = Hacemos una pausa.
console-own-words = O con tus palabras
console-announce = Anunciar
console-caption = Subtítulos en directo
console-caption-help = Todos lo leen letra a letra. No se guarda nada.
console-no-script = Sin JavaScript esta página no se actualiza sola y las teclas no hacen nada: pulsa los botones y recarga la página para ver novedades.
console-unavailable = La casa no ha podido anotarlo ahora mismo. Mira si se hizo y, si no, repítelo.
console-say-what-to-ask = Di qué precio pedir.
console-no-such-act = Una acción es open, ask, floor, warn, hammer, pass, undo o announce.
console-say-something = Di algo, en { $most } caracteres como mucho.
