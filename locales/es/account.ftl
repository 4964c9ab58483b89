# Registrarse, entrar y las páginas de la propia cuenta.

account-register = Regístrate
account-sign-in = Entrar
account-email = Correo electrónico
account-email-help = Solo lo ve la casa, y quien te venda o te compre.
account-email-fault = Escribe una dirección de correo, como ana@example.org.
account-name = Nombre
account-name-help = Aparece en tus lotes, si vendes. Las pujas muestran un seudónimo.
account-name-fault = Escribe un nombre de 1 a { $most } caracteres.
account-password = Contraseña
account-password-help = Al menos { $least } caracteres. Unas pocas palabras sin relación hacen una buena.
account-password-short = Elige una contraseña de al menos { $least } caracteres.
account-password-long = Elige una contraseña de { $most } caracteres como mucho.
account-password-guessable = Esta se adivinaría pronto. Elige unas pocas palabras sin relación, sin tu nombre, tu dirección ni la casa.
account-password-same = Elige una distinta de la anterior.
account-forgot = He olvidado mi contraseña
account-have-one = Ya tengo cuenta
account-new-here = Es mi primera vez aquí
account-wrong-credentials = Esa dirección y esa contraseña no van juntas.
account-too-often = Se ha intentado demasiadas veces. Espera un minuto y vuelve a probar.
account-sent = Mira tu correo
account-sent-letter = Te hemos escrito a tu dirección. Abre el enlace de la carta y después entra.
account-sent-nothing = Si en unos minutos no llega nada, mira en el correo no deseado o regístrate otra vez con la dirección correcta.

account-code = Un paso más
account-code-label = Código
account-code-help = Seis cifras de tu aplicación de autenticación, o uno de tus códigos de recuperación.
account-code-too-late = Han pasado más de cinco minutos. Entra otra vez.
account-code-required = Esta cuenta pide un segundo factor: envía también su código.
account-wrong-code = Ese código no es correcto o ya se usó. Espera al siguiente.

account-nav = Tu cuenta
account-nav-bids = Pujas
account-nav-invoices = Facturas y ofertas
account-nav-account = Cuenta
account-nav-searches = Búsquedas guardadas
account-nav-watching = En seguimiento
account-nav-messages = Mensajes
account-nav-email = Correo electrónico
account-nav-sessions = Dónde has entrado
account-nav-password = Contraseña
account-nav-two-factor = Segundo factor

account-title = Tu cuenta
account-on = Activado
account-off = Desactivado
account-reader = Idioma y zona horaria
account-language = Idioma
account-zone = Zona horaria
account-save = Guardar
account-reader-help = Las páginas y las cartas se escriben en este idioma, y las horas según este reloj.
account-reader-done = Guardado.
account-unknown-choice = Elige un idioma y una zona horaria de las listas.
account-data = Tus datos
account-data-help = Todo lo que la casa sabe de ti, en un archivo: también tus máximos, que nadie más ve.
account-data-take = Descargar tus datos

account-sessions = Dónde has entrado
account-sessions-help = Si no reconoces alguna, ciérrala y cambia tu contraseña. Lo que no se usa en dos semanas se cierra solo.
account-session-device = Dispositivo
account-session-address = Dirección
account-session-seen = Último uso
account-session-since = Desde
account-session-acts = Acciones
account-session-this = Esta
account-session-end = Cerrar
account-session-end-others = Cerrar todas las demás
account-session-ended = Cerrada. Quien estuviera allí ha quedado fuera.
account-device = { $browser } en { $system }
account-device-unknown = Un programa desconocido

account-new-password = Cambia tu contraseña
account-old-password = Tu contraseña actual
account-next-password = La nueva
account-password-ends = Sigues dentro aquí, y sales en todos los demás sitios.
account-password-change = Cambiarla
account-password-done = Cambiada. Has salido en todos los demás sitios.
account-wrong-password = Esa no es tu contraseña.

account-two-factor = Segundo factor
account-two-factor-is-off = Desactivado
account-two-factor-is-on = Activado: al entrar se pide un código.
account-two-factor-why = Con un segundo factor, quien averigüe tu contraseña no podrá entrar: se pide además un código de una aplicación de tu teléfono.
account-two-factor-begin = Configurarlo
account-two-factor-scan = Escanea esto con tu aplicación de autenticación.
account-two-factor-picture = El secreto como imagen para la cámara de tu aplicación; debajo está como texto
account-two-factor-type = O escribe allí esto:
account-two-factor-show = Escribe las seis cifras que muestra la aplicación.
account-two-factor-turn-on = Activarlo
account-two-factor-turn-off = Desactivarlo
account-two-factor-give-up = Dejarlo desactivado
account-two-factor-now-off = Desactivado. Has salido en todos los demás sitios.
account-two-factor-prove = Para obtener códigos nuevos o desactivarlo, demuestra que eres tú.
account-first-code-wrong = Ese no es el código que muestra ahora la aplicación. Comprueba el reloj de tu teléfono y escribe el siguiente.
account-codes = Tus códigos de recuperación
account-codes-keep = Guárdalos donde no esté tu teléfono. Cada uno te deja entrar una vez si lo pierdes. Solo se muestran ahora.
account-codes-kept = Ya los tengo
account-codes-left = { $count ->
    [0] No queda ningún código de recuperación.
    [one] Queda { $count } código de recuperación.
   *[other] Quedan { $count } códigos de recuperación.
}
account-codes-renew = Códigos nuevos

account-close = Cierra tu cuenta
account-close-first = Antes queda algo por resolver
account-close-bids = { $count ->
    [one] Tu puja sigue en pie en { $count } lote
   *[other] Tus pujas siguen en pie en { $count } lotes
}
account-close-unpaid = { $count ->
    [one] Queda { $count } factura por pagar
   *[other] Quedan { $count } facturas por pagar
}
account-close-on-sale = { $count ->
    [one] { $count } lote tuyo está a la venta
   *[other] { $count } lotes tuyos están a la venta
}
account-close-unfinished = { $count ->
    [one] { $count } lote que vendiste aún no se ha entregado
   *[other] { $count } lotes que vendiste aún no se han entregado
}
account-close-erased = Tu nombre, dirección, contraseña, sesiones y borradores se borran al momento, y nadie podrá volver a entrar. No se puede deshacer.
account-close-stays = Lo que otros necesitan se queda, bajo un seudónimo: las pujas en sus registros, las facturas y lo que dijiste de los lotes. Desde dónde entraste se olvida a los 90 días.
account-close-word = cerrar
account-close-type = Escribe «{ $word }» para mostrar que va en serio
account-close-word-fault = Escribe «{ $word }».
account-close-for-good = Cerrarla para siempre

# Otra dirección.
account-new-email = Cambia tu dirección
account-email-now = Tu dirección es { $email }.
account-email-next = La nueva
account-email-letter = Escribimos a la nueva dirección; cuando abras el enlace, será la tuya aquí. Hasta entonces no cambia nada, y se avisa a la antigua.
account-email-change = Enviar la carta
account-email-sent = Va de camino una carta a { $email }. Abre su enlace para terminar.
