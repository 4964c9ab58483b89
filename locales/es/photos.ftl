# Fotografías de un lote: la página de quien vende, la galería y por qué no se acepta un archivo.

photos-title = Fotografías
photos-of = Fotografías de «{ $title }»
photos-back-draft = Volver al borrador
photos-back-lot = Ir a la página del lote
photos-link = Fotografías
photos-intro = Hasta { $most }; la primera representa al lote en todas partes. Muestra cada lado, y lo que no esté perfecto.
photos-fixed = Alguien ha pujado, o la subasta ha terminado: las fotografías se quedan como están.
photos-none = Aún no hay fotografías. Mientras no las haya, la casa dibuja una imagen propia.
photos-list = Fotografías, en orden
photos-number = Fotografía { $number } de { $count }
photos-first = representa al lote
photos-alt = Qué muestra
photos-alt-help = Para quien no pueda verla: «El brazo izquierdo, con un arañazo».
photos-save = Guardar
photos-up = Adelantar
photos-down = Retrasar
photos-remove = Quitar
photos-drag = Arrastra, o mueve con las flechas del teclado

photos-add = Añadir fotografías
photos-add-help = JPEG, PNG o WebP, de { $size } MB como máximo cada una. Puedes elegir varias a la vez. { $left ->
    [one] Cabe una más.
   *[other] Caben { $left } más.
}
photos-add-privacy = No se guarda dónde ni cuándo se hicieron.
photos-send = Enviar
photos-camera = Hacer una fotografía
photos-drop = … o suelta aquí los archivos
photos-full = Hay tantas como puede haber. Quita una para añadir otra.
photos-not-taken = No aceptada
photos-sending = Enviando
photos-working = Revelando …
photos-lost-connection = Se ha cortado la conexión. Envíala de nuevo.
photos-uploads = Archivos en camino

photos-done-added = Añadida.
photos-done-moved = Movida.
photos-done-described = Guardado.
photos-done-removed = Quitada.
photos-nothing = Ningún archivo
photos-nothing-chosen = Elige primero una o varias fotografías.
photos-unknown = No existe esa fotografía.

photos-crowded = Se están enviando demasiadas fotografías ahora mismo. Espera a que terminen las otras.
photos-rate = Envías fotografías más deprisa de lo que la casa puede tomarlas. Espera un momento.
photos-overloaded = Se están revelando muchas fotografías ahora mismo. Inténtalo de nuevo en breve.
photos-too-many = Un lote tiene como máximo { $most } fotografías. Quita una antes.
photos-quota = Tus fotografías ocupan tanto espacio como puede tener una cuenta. Quita las de borradores que ya no necesites.
photos-no-space = La casa no tiene sitio para fotografías ahora mismo. Ya está avisada; inténtalo más tarde.

photos-refused-empty = Este archivo está vacío.
photos-refused-too-large = Este archivo ocupa más de { $most } MB. Envía una versión más pequeña.
photos-refused-too-many-pixels = Esta imagen tiene { $width } × { $height } píxeles, más de los que la casa abre ({ $most } millones). Envía una versión más pequeña.
photos-refused-too-small = Esta imagen tiene solo { $width } × { $height } píxeles. Envía una de al menos { $least } por lado.
photos-refused-heic = Esta imagen es HEIC. Envíala como JPEG; en un iPhone elige Ajustes › Cámara › Formatos › Más compatible.
photos-refused-other-kind = Esto es { $kind }. Envía una fotografía en JPEG, PNG o WebP.
photos-refused-not-a-picture = Esto no es una imagen, diga lo que diga su nombre. Envía una fotografía en JPEG, PNG o WebP.
photos-refused-animated = Esta imagen se mueve. Envía una que esté quieta.
photos-refused-truncated = Este archivo está cortado antes del final. Envíalo de nuevo, entero.
photos-refused-damaged = Este archivo está dañado y no se puede abrir. Ábrelo en un programa de imágenes, guárdalo de nuevo y envía esa copia.
photos-refused-too-intricate = Este archivo tardaría demasiado en abrirse. Ábrelo en un programa de imágenes, guárdalo de nuevo y envía esa copia.

photos-gallery = Fotografías del lote
photos-thumbnails = Elige una fotografía
photos-enlarge = Ampliar
photos-enlarged = La fotografía, ampliada
photos-zoom = Acercar
photos-previous = Anterior
photos-next = Siguiente
photos-close = Cerrar
