### Qué fue de una puja.

script-bid-stands = Tu puja de { $amount } vale: vas en cabeza.
script-you-lead-secret = Vas en cabeza con { $price }. Tu máximo de { $amount } sigue en secreto.
script-beaten-at-once = Tu puja de { $amount } fue superada al momento por un máximo anterior.
script-next-bid-is = La siguiente puja es { $amount }.
script-you-bought-it-at = Lo has comprado por { $price }.
script-is-sealed = Tu puja de { $amount } está cerrada. Nadie la ve antes del final.
script-offer-stands = Tu oferta de { $amount } vale: vas en cabeza.
script-lead-least-secret = Vas en cabeza con { $price }. Tu mínimo de { $amount } sigue en secreto.
script-offer-beaten = Tu oferta de { $amount } fue mejorada al momento por otra anterior y más baja.
script-next-offer-is = La siguiente oferta es { $amount }.
script-gets-some = Tu puja de { $amount } por { $count } está dentro y, tal como está, te toca algo.
script-gets-none = Tu puja de { $amount } está dentro pero, tal como está, no te toca ninguno.
script-least-that-gets-one = Lo mínimo para llevarse uno es { $amount }.
script-refused-too-low = { $amount } ya es poco: el mínimo es { $least }. No se ha pujado nada.
script-refused-too-high = { $amount } ya es demasiado: lo máximo es { $most }. No se ha ofrecido nada.
script-refused-not-below = Ya vas en cabeza con una oferta igual o menor. Para bajar, ofrece { $amount } o menos.
script-refused-no-buy-now = Ya no se puede comprar al momento. No se ha pujado nada.
script-refused-quantity = Puja por uno al menos, y por { $count } como mucho. No se ha pujado nada.
script-refused-not-above = Ya vas en cabeza con un máximo igual o mayor. Para subirlo, puja { $amount } o más.
script-refused-quantum = Aquí se puja en tramos de { $step }. No se ha pujado nada.
script-refused-ended = La subasta había terminado cuando llegó { $amount }. No se ha pujado nada.
script-refused-signed-out = Tu sesión está cerrada. Entra y puja de nuevo; no se ha pujado nada.
script-refused-too-fast = Vas más rápido de lo que la casa admite pujas. No se ha pujado nada: espera un momento y envía { $amount } otra vez.
script-refused-just-now = La casa no pudo tomar { $amount } ahora mismo. No se ha pujado nada.
script-refused-because = { $reason } No se ha pujado nada.
script-refused = Esa puja fue rechazada.
