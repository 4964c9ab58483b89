# Lotes que alguien sigue.

watch-title = Siguiendo
watch-button = Seguir
watch-nothing = No sigues ningún lote que esté por terminar.
watch-look = Mirar lotes
watch-over = Terminados
watch-too-many = Ya sigues { $most } lotes. Deja de seguir alguno primero.
watch-hearts = { $count ->
    [one] { $count } persona sigue este lote
   *[other] { $count } personas siguen este lote
}
