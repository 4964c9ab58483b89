### Noticias de lotes que no están en la página.

script-elsewhere-outbid = Te han superado en { $title }.
script-elsewhere-won = Has ganado { $title }.
script-elsewhere-lost = { $title } fue para otra persona, o no se vendió.
script-a-lot = un lote
