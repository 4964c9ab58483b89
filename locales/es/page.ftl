# Lo que comparten todas las páginas.

page-skip = Ir al contenido
page-navigation = La casa
page-lots = Lotes
page-sales = Subastas
page-sell = Vender
page-house = Casa
page-invoices = Facturas
page-bids = Mis pujas
page-account = Tu cuenta
page-register = Crear cuenta
page-sign-in = Entrar
page-sign-out = Salir
page-owes = Todavía no has pagado algo que compraste.
page-owes-link = Ir a tus facturas
page-promise = Cada puja aceptada está en el libro antes de que nadie la conozca.
page-language = Idioma
page-unknown-language = La casa no habla ese idioma: elige uno de los que hay al pie de la página.

# Duraciones.
when-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
when-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
when-seconds = { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
}
