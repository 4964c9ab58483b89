### Subastas: lotes en orden.

sale-sales = Subastas
sale-new = Nueva subasta
sale-none = No hay ninguna subasta anunciada.
sale-see-lots = Ver los lotes en subasta
sale-more = Mostrar más
sale-console = Abrir la consola
sale-facts = { $lots }, { $times }. La ofrece { $owner }.
sale-lot = Lote { $number }
sale-timed = Subasta por tiempo
sale-live = Subasta en sala
sale-lots = { $count ->
    [one] { $count } lote
   *[other] { $count } lotes
}
sale-times-live = lote a lote bajo el martillo desde el { $from }
sale-times-together = todos los lotes terminan el { $at }
sale-times-staggered = el primer lote termina el { $at }, y luego uno cada { $every }
sale-times-minute = el primer lote termina el { $at }, y luego uno cada minuto
