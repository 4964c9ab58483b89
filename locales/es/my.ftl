# Aquello por lo que alguien ha pujado.

my-bids = Tus pujas
my-nothing = Todavía no has pujado por nada.
my-on-offer = Mira lo que hay a la venta
my-leading = Vas ganando
my-outbid = Superadas
my-won = Ganadas
my-lost = Perdidas
my-is-leading = Vas ganando
my-is-sealed = Puja cerrada
my-is-outbid = Superada
my-is-won = Ganada
my-is-lost = No es tuyo
my-is-cancelled = Anulada
my-at = a { $price }
my-maximum = tu máximo { $maximum }
my-ends-in = termina en
my-bid = Pujar { $amount }
my-raise = Sube tu máximo
my-change = Cambia tu puja
my-invoice = Ver la factura
my-similar = Otros parecidos
my-older = Anteriores
