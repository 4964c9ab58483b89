# Una subasta tal como la escribe y la llena su dueño.

sale-desk-new = Nueva subasta
sale-desk-edit = Editar la subasta
sale-desk-saved = Guardada como borrador. Nadie más la ve todavía.
sale-desk-added = El lote está en la subasta.
sale-desk-removed = El lote ya no está.
sale-desk-imported = Los lotes del archivo están en la subasta. Nadie más los ve todavía.
sale-desk-lots = Lotes
sale-desk-no-lots = Aún no hay lotes.
sale-desk-add = Añadir un lote
sale-desk-starts-at = Sale a
sale-desk-ends = Termina
sale-desk-up = Subir { $lot }
sale-desk-down = Bajar { $lot }
sale-desk-out = Sacar { $lot }
sale-desk-title-help = Cómo la llamará la gente: «Muebles de primavera».
sale-desk-description-help = De dónde vienen los lotes, dónde y cuándo se pueden ver.
sale-desk-kind = Cómo terminan los lotes
sale-desk-timed = Por el reloj:
sale-desk-timed-help = cada lote a su hora
sale-desk-live = Con martillo:
sale-desk-live-help = un subastador los abre uno tras otro y ningún reloj los cierra
sale-desk-ends-at = Final del primer lote
sale-desk-ends-at-help = { $zone } Con martillo se deja vacío.
sale-desk-stagger = Minutos del final de un lote al siguiente
sale-desk-stagger-help = 0 para todos a la vez. Un final que mueve una puja tardía no mueve los siguientes.
sale-desk-every-lot = Para todos los lotes
sale-desk-format-help = Con martillo lo decide el subastador.
sale-desk-pricing = Qué pagan los ganadores de varias unidades iguales
sale-desk-scope = Una puja tardía mueve el final de
sale-desk-scope-lot = Su propio lote
sale-desk-scope-group = Todos los lotes abiertos:
sale-desk-scope-group-help = la subasta se cierra en grupo
sale-desk-publish = Publicar con todos sus lotes
sale-desk-sealed = Una vez publicada, las condiciones quedan fijas: cada lote las lleva selladas en su registro.
sale-desk-discard = Tirar la subasta
sale-desk-discard-do = Tirar con todos sus lotes

# Un lote de ella.
sale-desk-one-more = Un lote más
sale-desk-change-lot = Cambiar el lote
sale-desk-start-help = La primera puja mínima, en la moneda de la subasta. Si el precio baja: desde dónde empieza.
sale-desk-reserve-help = Por debajo no tienes que vender. Solo se muestra si se ha alcanzado. Vacío si no hay.
sale-desk-quantity = Cuántos
sale-desk-quantity-help = Cosas iguales; se puja por una de ellas.
sale-desk-save-lot = Guardar el lote
sale-desk-add-lot = Añadir el lote

# Lotes de un archivo.
sale-desk-import = Lotes de un archivo
sale-desk-import-file = Un archivo de lotes (CSV)
sale-desk-import-help = Primero se repasa línea a línea, y nada entra en la subasta hasta que tú lo digas. Si lo subes otra vez con los mismos números de lote, cambia los lotes y no duplica ninguno.
sale-desk-import-look = Repasarlo
sale-desk-import-template = Un archivo para empezar
sale-desk-import-columns = Sus columnas
sale-desk-import-format = Texto en UTF-8, con coma, punto y coma o tabulador entre columnas, y sus nombres en la primera línea. Los importes, como los escribas: 1250.50 o 1.250,50. Como mucho 500 lotes y 1 MiB.
sale-desk-import-good = El archivo no tiene errores
sale-desk-import-partly = Hay líneas que cambiar
sale-desk-import-bad = El archivo no se puede tomar tal como está
sale-desk-import-new = { $count ->
    [one] { $count } lote nuevo
   *[other] { $count } lotes nuevos
}
sale-desk-import-changed = { $count ->
    [one] { $count } lote cambiado
   *[other] { $count } lotes cambiados
}
sale-desk-import-wrong = { $count ->
    [one] { $count } línea con errores
   *[other] { $count } líneas con errores
}
sale-desk-import-faults = Qué falla en el archivo, línea a línea
sale-desk-import-line = Línea
sale-desk-import-lot = Lote
sale-desk-import-column = Columna
sale-desk-import-what = Qué cambiar
sale-desk-import-take-all = { $count ->
    [one] Tomar el lote
   *[other] Tomar los { $count } lotes
}
sale-desk-import-take-good = { $count ->
    [one] Tomar la línea buena y dejar las demás
   *[other] Tomar las { $count } líneas buenas y dejar las demás
}
sale-desk-import-drop = Dejar el archivo
sale-desk-import-read = Las líneas buenas, tal como se han entendido
sale-desk-import-becomes = Será
sale-desk-import-is-new = un lote nuevo
sale-desk-import-is-changed = un cambio en un lote

sale-desk-csv-lot = lote
sale-desk-csv-title = título
sale-desk-csv-description = descripción
sale-desk-csv-category = categoría
sale-desk-csv-country = país
sale-desk-csv-start = precio de salida
sale-desk-csv-reserve = precio de reserva
sale-desk-csv-quantity = cantidad
sale-desk-csv-help-lot = Hace falta. Un número o nombre que no tenga otra línea. Por él se reconoce el lote cuando subes otra vez el archivo.
sale-desk-csv-help-title = Hace falta. De 3 a 120 caracteres.
sale-desk-csv-help-description = Como mucho 10 000 caracteres; si tiene varias líneas, entre comillas.
sale-desk-csv-help-category = Hace falta. Una de las categorías de la casa, por su nombre o por su palabra en las direcciones.
sale-desk-csv-help-country = Dónde está: su nombre o su código de dos letras. Vacía si no se indica; sin esta columna, los lotes que ya están conservan el suyo.
sale-desk-csv-help-start = Hace falta. La primera puja mínima, en la moneda de la subasta.
sale-desk-csv-help-reserve = Por debajo no tienes que vender. Vacío si no hay.
sale-desk-csv-help-quantity = Cuántas cosas iguales, si la subasta es de varias unidades. Vacío para una.
sale-desk-csv-example-lot = 1
sale-desk-csv-example-title = Mecedora de madera curvada
sale-desk-csv-example-description = Haya. Sólida. Un barrote reparado.
sale-desk-csv-example-category = furniture
sale-desk-csv-example-country = ES
sale-desk-csv-example-start = 120,50
sale-desk-csv-example-reserve = 200
sale-desk-csv-example-quantity = { "" }
