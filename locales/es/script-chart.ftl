### El precio en una gráfica.

script-chart-price = Precio
script-chart-label = Cómo subió el precio: de { $from } a { $to } en { $count ->
        [one] un paso
       *[other] { $count } pasos
    }. { $moved ->
        [0] El final no se movió.
        [one] El final se movió una vez.
       *[other] El final se movió { $moved } veces.
    } El historial tiene cada paso.
script-chart-legend = ◆ una puja movió el final
script-chart-empty = Aún no hay precio que dibujar.
script-chart-missing = No se pudo dibujar la gráfica. El historial tiene cada paso.
