# Los avisos: lo que se ha dicho a alguien, y lo que quiere que se le diga.

bell-title = Avisos
bell-nothing = Todavía no hay nada. Aquí te decimos cuándo superan tu puja, cuándo ganas y cuándo está a punto de terminar un lote que sigues.
bell-new = Nuevo
bell-read = Marcar todo como leído
bell-earlier = Anteriores
bell-wishes-title = Sobre qué te avisamos
bell-wishes-help = Los mensajes sobre tu contraseña, tu dirección y tu segundo factor llegan siempre por correo.
bell-in-page = En los avisos
bell-by-mail = Por correo
bell-save = Guardar
bell-saved = Guardado. Vale desde el próximo mensaje.
bell-stop-title = Correos de Gavel
bell-stop = No recibir más correos de este tipo
bell-stopped = Ya no recibes correos de este tipo.
bell-again = Volver a recibirlos
bell-kind-outbid = Alguien supera tu puja
bell-kind-ending_soon = Un lote que sigues termina pronto
bell-kind-won = Has ganado un lote
bell-kind-sold = Un lote tuyo ha terminado
bell-kind-answered = Han respondido a tu pregunta
bell-kind-invoice = Hay una factura
bell-kind-reminder = Una factura no está pagada todavía
bell-kind-approval = La casa ha decidido sobre tu inscripción
bell-kind-offer = Te ofrecen un lote por segunda vez
bell-kind-found = Algo nuevo para una búsqueda que guardaste
