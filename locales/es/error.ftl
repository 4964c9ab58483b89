# Todo «no» de la casa, y qué hacer entonces.

error-not-found = No hay nada en esta dirección.
error-signed-out = Entra primero en tu cuenta.
error-forbidden = No te corresponde ver ni hacer eso.
error-invalid = Hay algo que cambiar.
error-too-large = Es más de lo que cabe; envía menos de una vez.
error-unavailable = La casa no puede consultar sus libros en este momento. Inténtalo de nuevo en un instante.
error-internal = Algo ha fallado por nuestra parte. Ha quedado anotado.
error-method = Esta dirección no admite ese tipo de petición.
error-media-type = Envíalo como dice la documentación.
error-timeout = La petición ha tardado demasiado en llegar.
error-malformed = No se entiende la petición.
error-email-taken = Ya hay una cuenta con este correo. Entra en ella.
error-crowded-door = Mucha gente está entrando ahora mismo. Inténtalo de nuevo en un instante.
error-json-misfit = El JSON no encaja: { $why }.
error-json-broken = Esto no es JSON: { $why }.
error-json-type = Envía JSON, e indícalo: Content-Type: application/json.
error-form-misfit = El formulario no encaja: { $why }.
error-form-type = Envía un formulario, e indícalo: Content-Type: application/x-www-form-urlencoded.
error-query-misfit = La consulta no encaja: { $why }.

error-nothing-lost = No se ha perdido nada.
error-nothing-changed = No se ha cambiado nada.
error-perhaps-arrived = Puede que lo que enviaste haya llegado o no: míralo antes de enviarlo otra vez.
error-try-again = Intentarlo de nuevo
error-on-offer = Ver qué se subasta
error-go-back = Volver

error-title-403 = No es tuyo
error-title-404 = No encontrado
error-title-408 = Demasiado lento
error-title-413 = Demasiado grande
error-title-422 = Hay algo que cambiar
error-title-429 = Demasiado a menudo
error-title-500 = Algo ha fallado
error-title-503 = Ahora mismo no
error-title-other = No ha funcionado

error-foreign-origin = Las conexiones solo se abren desde las páginas de esta casa.
error-subprotocol = Ofrece el subprotocolo { $ours } en Sec-WebSocket-Protocol.
error-handshake = Esto no es un saludo WebSocket: { $why }.
error-cross-site = Esto no ha llegado desde una de nuestras páginas. Vuelve a cargar la página y envíalo desde ella.
