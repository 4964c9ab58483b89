### Lo que se ofrece, y cómo buscarlo.

catalogue-title = En subasta
catalogue-title-words = «{ $words }»
catalogue-about = Lotes que se subastan ahora: puja en directo desde casa, a la vista de todos y sobre un libro que cualquiera puede comprobar.
catalogue-about-category = { $category }: lotes que se subastan ahora, con pujas en directo.
catalogue-way = Dónde estás
catalogue-shelves = Categorías
catalogue-search = Buscar
catalogue-category = Categoría
catalogue-everything = Todo
catalogue-order = Orden
catalogue-order-relevance = Más parecido
catalogue-order-soonest = Terminan antes
catalogue-order-newest = Más nuevos
catalogue-order-cheapest = Precio, de menor a mayor
catalogue-order-dearest = Precio, de mayor a menor
catalogue-order-bids = Más pujas
catalogue-order-latest = Terminan después
catalogue-show = Mostrar
catalogue-filters = Más filtros
catalogue-state = Estado
catalogue-state-current = En subasta
catalogue-state-open = En directo
catalogue-state-scheduled = Sin empezar
catalogue-state-closed = Terminados
catalogue-format = Tipo de subasta
catalogue-format-english = Precio ascendente
catalogue-format-first_price = Sobre cerrado
catalogue-format-vickrey = Sobre cerrado, segundo precio
catalogue-format-dutch = Precio descendente
catalogue-format-multi_unit = Varias unidades iguales
catalogue-format-reverse = Oferta más baja
catalogue-format-live = Bajo el martillo
catalogue-any = Cualquiera
catalogue-any-time = Cuando sea
catalogue-anywhere = Donde sea
catalogue-ending = Termina en menos de
catalogue-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
catalogue-country = Dónde está
catalogue-currency = Moneda
catalogue-price-from = Precio desde
catalogue-price-to = Precio hasta
catalogue-no-reserve = Sin precio de reserva
catalogue-buy-now = Se puede comprar ya
catalogue-chip-words = «{ $words }»
catalogue-chip-from = desde { $price }
catalogue-chip-to = hasta { $price }
catalogue-chip-ending = termina en menos de { $span }
catalogue-without = (quitar)
catalogue-narrowed = Lo que pides
catalogue-start-over = Empezar de nuevo
catalogue-lots = { $count ->
    [one] { $count } lote
   *[other] { $count } lotes
}
catalogue-more-than = más de { $count } lotes
catalogue-instead = Nadie ha escrito «{ $asked }». Estos son los lotes con «{ $words }».
catalogue-next = Página siguiente
catalogue-nothing = No hay nada así.
catalogue-see-all = Ver todo lo que se subasta
catalogue-empty = Ahora mismo no se subasta nada.
catalogue-no-script = Sin JavaScript esta página no se actualiza sola: vuelve a cargarla para ver las novedades.
catalogue-feed = Lotes nuevos
catalogue-feed-of = Lotes nuevos: { $what }
catalogue-feed-link = Lotes nuevos en formato Atom

# Lo que no se entiende.
catalogue-no-such-category = No hay tal categoría: se muestran todas.
catalogue-no-such-state = No hay tal estado: se muestra lo que está en subasta.
catalogue-no-such-format = No hay tal tipo de subasta: se muestran todos.
catalogue-no-such-currency = Esto no es una moneda: escribe una como EUR.
catalogue-no-such-span = Escribe un número de horas, de 1 hasta un año.
catalogue-no-such-order = No hay tal orden: se mantiene el habitual.
catalogue-country-unknown = Escribe un país con sus dos letras, como ES.
catalogue-price-of-what = Di en qué moneda.
catalogue-no-price = Escribe un importe en cifras, como { $example }.
catalogue-prices-crossed = El precio termina por debajo de donde empieza: no hay nada en medio.
catalogue-too-many-words = Busca como mucho { $most } caracteres.

# Fichas.
catalogue-card-ended-at = terminó en
catalogue-card-falls-from = baja desde
catalogue-card-sealed-from = cerrada, desde
catalogue-card-offers-up-to = ofertas hasta
catalogue-card-lowest-offer = oferta más baja
catalogue-card-for-one-from = por uno, desde
catalogue-card-for-one = por uno
catalogue-card-starts-at = sale a
catalogue-card-price = precio
catalogue-card-bids = { $count ->
    [one] { $count } puja
   *[other] { $count } pujas
}
catalogue-card-offers = { $count ->
    [one] { $count } oferta
   *[other] { $count } ofertas
}
catalogue-card-comes-up = sale cuando le toque
catalogue-card-under-the-hammer = bajo el martillo
catalogue-card-begins-in = empieza en
catalogue-card-ends-in = termina en
catalogue-card-clock-stopped = reloj parado
catalogue-card-ended = terminada

# Búsquedas guardadas.
catalogue-searches = Búsquedas guardadas
catalogue-searches-help = Cuando un lote nuevo responde a una de ellas, te avisamos.
catalogue-searches-none = No guardas ninguna búsqueda. Busca algo en el catálogo y pulsa «Guardar esta búsqueda».
catalogue-save-search = Guardar esta búsqueda
catalogue-search-remove = Quitar
catalogue-search-waits = Nada nuevo por ahora.
catalogue-search-kept = Guardada. Te avisamos cuando un lote nuevo responda a ella.
catalogue-search-already = Ya guardas esta búsqueda.
catalogue-search-removed = Quitada.
catalogue-search-for-nothing = Esta búsqueda no pide nada: elige algo primero.
catalogue-too-many-searches = Guardas { $most } búsquedas, que son todas las que se puede. Quita una primero.
catalogue-fresh = { $count ->
    [one] { $count } lote nuevo
   *[other] { $count } lotes nuevos
}

# Programas.
catalogue-api-price = Un importe es un número entero de unidades menores: 12500 para 125,00.
catalogue-api-span = Escribe un número de segundos, hasta un año.
catalogue-api-status = Un estado es uno de { $known }, o all.
catalogue-api-cursor = Este no es un cursor que se haya dado para este orden; empieza de nuevo sin él.
catalogue-too-often = Demasiadas búsquedas seguidas desde tu red. Espera un momento y vuelve a buscar.
