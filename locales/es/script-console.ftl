### La consola del subastador, en directo.

script-console-asking = se pide
script-console-accept = Aceptar { $amount } de la sala
script-console-no-bids = Aún sin pujas
script-console-with-floor = { $price } en la sala
script-console-with-online = { $price } en línea, con { $bidder }
script-console-refused = La casa lo rechazó.
script-console-no-answer = Sin respuesta: mira si se hizo antes de repetirlo.
