# Correos. El primer mensaje de cada clase es el asunto del correo y su línea en los avisos.

mail-hello = Hola, { $name }:
mail-foot = Gavel te escribe porque tienes una cuenta allí.
mail-stop = No recibir más correos de este tipo
mail-wishes = Sobre qué recibes correos
mail-see-lot = Ver el lote
mail-to-house = Ir a la casa

mail-outbid = Puja superada con { $amount }: { $title }
mail-outbid-line = Alguien ha pujado más que tú. La siguiente puja es de { $minimum }.
mail-outbid-over = Mientras tanto, la subasta ha terminado.
mail-outbid-button = Volver a pujar
mail-ending-soon = Termina pronto: { $title }
mail-ending-soon-line = Un lote que sigues termina el { $ends }. El precio es de { $amount }.
mail-ending-soon-no-bids = Un lote que sigues termina el { $ends }. Todavía no ha pujado nadie.
mail-won = Ganado por { $amount }: { $title }
mail-won-units = { $count ->
    [one] Has ganado { $count } por { $amount }: { $title }
   *[other] Has ganado { $count } a { $amount } cada uno: { $title }
}
mail-won-line = El lote es tuyo. La factura llega después.
mail-sold = Vendido por { $amount }: { $title }
mail-sold-units = { $count ->
    [one] Vendido { $count } por { $amount }: { $title }
   *[other] Vendidos { $count } a { $amount } cada uno: { $title }
}
mail-sold-line = El comprador recibe la factura, y a ti te decimos cuándo vence.
mail-unsold = Sin vender: { $title }
mail-unsold-line = Puedes volver a sacarlo a subasta desde su página.
mail-answered = Han respondido a tu pregunta: { $title }
mail-answered-button = Ver la respuesta
mail-invoice = Factura de { $amount }: { $title }
mail-invoice-line = Hay que pagarla antes del { $until }.
mail-invoice-seller = Factura enviada por { $amount }: { $title }
mail-invoice-seller-line = Indícalo en su página cuando te hayan pagado.
mail-invoice-button = Ver la factura
mail-reminder = Sin pagar todavía, { $amount }: { $title }
mail-reminder-line = Había que pagarla antes del { $until }. Si ya has pagado, falta que el vendedor lo indique.
mail-approved = Ya puedes pujar: { $title }
mail-approved-line = La casa ha aprobado tu inscripción.
mail-approved-deposit = La casa ha aprobado tu inscripción y pide un depósito de { $amount } antes de que pujes.
mail-refused = Inscripción rechazada: { $title }
mail-withdrawn = Inscripción retirada: { $title }
mail-refused-line = La casa ha dado este motivo: { $reason }
mail-offer = Te lo ofrecen por { $amount }: { $title }
mail-offer-line = Nadie ha pagado el lote y tú eras el siguiente. La oferta está abierta hasta el { $until }.
mail-offer-button = Aceptar o rechazar
mail-found = { $count ->
    [one] Un lote nuevo para «{ $search }»
   *[other] { $count } lotes nuevos para «{ $search }»
}
mail-found-button = Verlo

mail-confirm = Confirma tu dirección
mail-confirm-line = Pulsa el botón para mostrar que esta dirección es tuya. Si no te has registrado, déjalo: no pasa nada.
mail-confirm-button = Confirmar
mail-move = Confirma tu dirección nueva
mail-move-line = Pulsa el botón y tu cuenta tendrá esta dirección. Hasta entonces conserva la anterior.
mail-moved = Tu dirección ha cambiado
mail-moved-line = Tu cuenta tiene ahora la dirección { $email }.
mail-reset = Elige una contraseña nueva
mail-reset-line = Alguien ha pedido una contraseña nueva para tu cuenta. El enlace sirve una vez, durante una hora. Si no has sido tú, déjalo: no cambia nada.
mail-reset-button = Elegir una contraseña nueva
mail-password-changed = Tu contraseña ha cambiado
mail-two-factor = Ahora se pide un segundo factor para entrar
mail-two-factor-removed = Ya no se pide un segundo factor para entrar
mail-not-you = Si has sido tú, no hay nada que hacer. Si no, otra persona conoce tu contraseña: elige una nueva ahora.
mail-not-you-button = No he sido yo
