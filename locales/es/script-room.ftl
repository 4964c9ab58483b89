### Preguntas y charla, en directo.

script-room-question = ? Pregunta
script-room-answer = ↳ Respuesta
script-room-you = { $author } (tú)
script-room-hidden = × oculto: { $reason }
script-room-refused = Eso fue rechazado.
script-room-uncertain = No es seguro que haya llegado. Envíalo otra vez: por más que pulses, cuenta una sola vez.
