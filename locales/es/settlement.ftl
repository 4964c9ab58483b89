# Tras el martillo: facturas, segundas oportunidades, valoraciones.

settlement-title = Tras el martillo
settlement-title-help = Lo que has comprado y lo que has vendido.
settlement-offered = Te lo ofrecen
settlement-bought = Comprado
settlement-sold = Vendido
settlement-nothing = Todavía nada.
settlement-until = hasta el
settlement-lot = Lote
settlement-number = Factura
settlement-with = Con
settlement-state = Estado
settlement-total = Total
settlement-due = Vence
settlement-invoice = Factura { $number }
settlement-statement = Liquidación { $number }
settlement-due-on = vence el
settlement-units = { $count ->
    [one] { $count } unidad
   *[other] { $count } unidades
}
settlement-by-chance = por una segunda oportunidad
settlement-sold-by = Vendido por
settlement-bought-by = Comprado por
settlement-made = Emitida
settlement-unrated = aún sin valoraciones
settlement-history = Historial

settlement-overdue = ▲ Vencida
settlement-awaiting = ○ Pendiente de pago
settlement-paid = ● Pagada
settlement-handed-over = ■ Entregado
settlement-cancelled = × Anulada
settlement-proceeds = De esto es tuyo { $yours }, el precio de remate. La prima y los impuestos, { $rest }, son de la casa.
settlement-strike = ▲ El comprador tiene una falta por no pagar esto a tiempo.
settlement-strike-lifted = ○ La casa retiró una falta por no pagar esto a tiempo.
settlement-reminder = ▲ Recordatorio { $nth }: { $total } vence el { $due }. Arréglalo con { $seller }.
settlement-reminder-late = ▲ Recordatorio { $nth }: { $total } venció el { $due }. Arréglalo con { $seller }.

settlement-act-paid = El dinero ha llegado
settlement-act-received = Ya lo tengo
settlement-act-handed-over = El comprador lo tiene
settlement-act-report = Avisar de que no se ha pagado
settlement-act-cancel = Deshacer la venta
settlement-act-lift = Retirar la falta
settlement-reason = Motivo
settlement-reason-for = para pulsar «{ $act }»
settlement-reason-help = Lo pueden leer el comprador, el vendedor y la casa.
settlement-reason-long = Un motivo tiene { $most } caracteres como mucho.

settlement-done-paid = Pagada. Entrega el lote; después el comprador dirá que lo tiene.
settlement-done-handed_over = Entregado. Eso es todo; puedes valorar a la otra parte.
settlement-done-cancel = La venta está deshecha y nadie debe nada por ella. El lote queda libre para ofrecerlo o sacarlo otra vez.
settlement-done-report = Avisado. El comprador tiene una falta por ello.
settlement-done-lift = La falta está retirada.
settlement-done-rate = Valorado. Gracias.
settlement-done-accept = Es tuyo. Esto es lo que hay que pagar.
settlement-declined = Rechazada. No debes nada.

settlement-step-made = Factura emitida
settlement-step-reminded = Recordatorio al comprador
settlement-step-paid = Pagada
settlement-step-handed_over = Entregado
settlement-step-cancelled = Venta deshecha
settlement-step-reported = Avisada como no pagada: una falta para el comprador
settlement-step-lifted = Falta retirada
settlement-by-buyer = , según el comprador
settlement-by-seller = , según el vendedor
settlement-by-house = , según la casa

settlement-obstacle-forbidden = Eso no te corresponde a ti.
settlement-obstacle-not_now = Eso no se puede hacer ahora. Vuelve a cargar la página y mira cómo está.
settlement-obstacle-not_overdue = Todavía hay tiempo para pagar; espera a que pase el día del vencimiento.
settlement-obstacle-reason_required = Di por qué: el motivo queda en el historial.
settlement-obstacle-rated = Ya lo has valorado, y una valoración se queda como está.
settlement-obstacle-taken = Este lote se ha vendido, se está ofreciendo o ha vuelto a salir. Mira cómo está.
settlement-obstacle-nobody_left = No queda nadie a quien ofrecérselo. Puedes sacarlo otra vez.
settlement-obstacle-barred = Hay demasiadas compras sin pagar, así que esta cuenta no puede comprar hasta que la casa retire una falta.

settlement-chance-title = Una segunda oportunidad
settlement-chance = Una segunda oportunidad: { $title }
settlement-chance-why = Este lote no se vendió, o no se pagó, y el vendedor te lo ofrece por lo máximo que habías autorizado. Ni el vendedor ni nadie más conoce ese importe si no aceptas.
settlement-chance-lot = Ver el lote
settlement-buy-for = Comprarlo por { $total }
settlement-decline = Rechazar
settlement-decline-help = No te cuesta nada, y el lote se puede ofrecer al siguiente.
settlement-to-invoice = Ver la factura
settlement-offer-open = ○ Abierta
settlement-offer-accepted = ● Aceptada
settlement-offer-refused = × Rechazada
settlement-offer-expired = ■ Caducada
settlement-offer-undone = × Aceptada y sin pagar

settlement-ratings-title = Valoraciones
settlement-average = { $whole },{ $tenths }
settlement-ratings = { $count ->
    [one] ★ { $average } ({ $count } valoración)
   *[other] ★ { $average } ({ $count } valoraciones)
}
settlement-of-five = { $stars } de 5
settlement-said-of-buyer = Lo que dicen los vendedores del comprador
settlement-seller-gives = El vendedor te da
settlement-buyer-gives = El comprador te da
settlement-you-gave = Has dado
settlement-how-was-it = ¿Qué tal con { $name }?
settlement-once = Una sola vez, y se queda como está.
settlement-grade-5 = muy bien
settlement-grade-4 = bien
settlement-grade-3 = ni bien ni mal
settlement-grade-2 = mal
settlement-grade-1 = muy mal
settlement-few-words = En pocas palabras
settlement-words-buyer = Puede quedar vacío. Todos pueden leerlo en los lotes del vendedor.
settlement-words-seller = Puede quedar vacío. Lo pueden leer otros vendedores.
settlement-rate = Valorar
settlement-rating-stars = Una valoración va de 1 a { $most } estrellas.
settlement-rating-long = Una valoración tiene { $most } caracteres como mucho.
