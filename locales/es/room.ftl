### Preguntas y charla en la página de un lote.

room-title = Preguntas y charla
room-order = Preguntas y charla, lo más antiguo primero
room-auctioneer = ◉ El subastador:
room-earlier = ▲ Anteriores
room-latest = ▼ Últimas
room-empty = Nadie ha preguntado nada todavía.
room-sign-in = Entra para preguntar o charlar
room-muted = Aquí no puedes hablar:
room-say = Pregunta o charla
room-say-help = Todos pueden leerlo, y te ven como
room-name-of-its-own = un nombre que solo tienes en esta sala
room-answer = ↳ Respuesta
room-answer-word = Responder
room-to-the-question = a la pregunta
room-this-question = esta pregunta
room-your-answer = Tu respuesta
room-question = Pregunta
room-chat = Charla
room-send = Enviar
room-muted-people = Silenciados
room-let-speak = Dejar hablar
room-moderate = Moderar
room-this-message = este mensaje
room-reason = Motivo, para que todos lo lean
room-hide = Ocultar el mensaje
room-mute = Silenciar a su autor
