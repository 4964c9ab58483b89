### Lo que pasa cuando un lote ha terminado.

script-taken-down = Esta subasta se retiró. Ninguna puja vale.
script-reserve-was-not-met = No se alcanzó la reserva: nadie tiene que comprar ni vender.
script-owe-nothing = No has ganado, y no debes nada.
script-bought = Lo has comprado por { $price }. La factura dice cómo seguir.
script-bought-with = Lo has comprado por { $price }, { $total }. La factura dice cómo seguir.
