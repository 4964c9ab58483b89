# Las páginas propias de la casa y el formulario con el que cualquiera le avisa de algo.

house-nav = Secciones de la casa
house-waiting = pendientes
house-auctions = Subastas
house-sales = Ventas
house-approvals = Admisiones
house-people = Personas
house-reports = Avisos
house-signals = Indicios
house-strikes = Faltas
house-tariffs = Tarifas
house-categories = Categorías
house-audit = Registro
house-health = Estado del sistema

# Lo que comparten las tablas.
house-find = Buscar
house-next = Página siguiente
house-state = Estado
house-lot = Lote
house-lots = Lotes
house-sale = Venta
house-seller = Vendedor
house-kind = Tipo
house-price = Precio
house-bids = Pujas
house-watching = Mirando
house-due = Plazo
house-begins = Empieza
house-name = Nombre
house-email = Correo
house-role = Función
house-since = Desde
house-who = Quién
house-for = Para
house-currency = Moneda
house-deposit = Depósito
house-about = Sobre
house-told-by = Avisa
house-decided = Resueltos
house-decided-by = Resuelto por
house-none = Nada.
house-yes = Sí
house-no = No

# Actos y sus motivos.
house-acts = Actos
house-act = Actuar
house-act-on = sobre { $name }
house-act-on-registration = sobre { $name } para { $title }
house-act-halt = Detener
house-act-resume = Reanudar
house-act-close = Cerrar ya
house-act-cancel = Cancelar
house-acts-published = Cada acto se publica con su motivo.
house-reason = Motivo
house-reason-public = Todo el mundo puede leerlo.
house-reason-told = Se le comunica.
house-reason-missing = Di por qué, en pocas palabras: queda anotado con el acto.
house-reason-long = Un motivo tiene como mucho { $most } caracteres: lo lee todo el mundo.
house-not-written = La casa no ha podido anotarlo ahora. Mira si se ha hecho y, si no, inténtalo de nuevo.
house-own-affair = Esto te concierne a ti: tiene que hacerlo otra persona de la casa.
house-done-halt = Detenida. El tiempo que queda no corre.
house-done-resume = Reanudada, con el tiempo que quedaba.
house-done-cancel = Cancelada. Ninguna puja sigue en pie.
house-done-close = Cerrada.
house-done-approve = Admitida.
house-done-refuse = Rechazada. La puja que está en pie, sigue; no se aceptan nuevas.
house-done-deposit = Anotado.
house-done-limit = Fijado. Vale desde ahora.
house-done-link = Vinculadas. Ninguna puede pujar por los lotes de la otra.
house-done-unlink = Ya no están vinculadas.
house-done-role = Cambiada. Todo lo que tenía abierto se ha cerrado y tendrá que entrar de nuevo.
house-done-ban = Expulsada. Todo lo que tenía abierto se ha cerrado y no se acepta ninguna puja suya. Las que siguen en pie están abajo.
house-done-unban = Vuelve a tener entrada.
house-done-strike-out = Anuladas. Las demás pujas valen como si estas no hubieran existido.
house-done-report-act = Resuelto.
house-done-report-dismiss = Desestimado.
house-done-report-hide = Oculto y resuelto.
house-done-tariff = Anotada. Se ofrece a los vendedores.
house-done-tariff-change = Cambiada. Lo publicado conserva la tarifa con la que se publicó.
house-done-tariff-retire = Retirada. Ya no se ofrece a nadie.
house-done-tariff-preset = Propuesta. Los formularios nuevos empiezan con ella.
house-done-tariff-offer = Se ofrece de nuevo.
house-done-category-add = Añadida. Se ofrece a los vendedores.
house-done-category-rename = Renombrada. Su dirección no cambia.
house-done-category-move = Movida. Sus lotes van con ella.
house-done-category-retire = Retirada. Sus lotes se quedan donde están.
house-done-category-offer = Se ofrece de nuevo.
house-done-shown-again = Se muestra de nuevo. Quien cargue la página desde ahora puede leerlo.

# Subastas.
house-find-lot = Palabras del título o de la descripción
house-no-auctions = No hay subastas así.
house-state-running = En curso y por venir
house-state-open = Abiertas
house-state-scheduled = Programadas
house-state-halted = Detenidas
house-state-closed = Cerradas
house-state-cancelled = Canceladas

# Ventas.
house-no-sales = Todavía no hay ventas.
house-console = Consola

# Personas.
house-find-person = Nombre o correo
house-only = Solo
house-people-all = Todas
house-people-banned = Expulsadas
house-nobody = Nadie tiene una cuenta con esta dirección.
house-nobody-fits = No hay nadie así.
house-role-bidder = Pujador
house-role-seller = Vendedor
house-role-admin = Administrador
house-banned = Expulsada
house-welcome = Admitida

# Una persona.
house-ban-title = Entrada
house-ban = Expulsar
house-ban-help = Cierra todo lo que tiene abierto, en todos sus dispositivos, y no acepta más pujas suyas por ninguna vía. Las que están en pie siguen hasta que las anules.
house-ban-days = Durante cuántos días
house-ban-days-help = Vacío: hasta que se levante.
house-ban-days-wrong = Escribe un número entero de días, de 1 a { $most }, o nada para una expulsión hasta que se levante.
house-banned-until = Expulsada hasta el { $until }.
house-banned-for-good = Expulsada hasta que se levante.
house-banned-because = Motivo: { $reason }
house-banned-out = La casa ha expulsado esta cuenta hasta que lo levante. Este es su motivo: { $reason }
house-banned-out-until = La casa ha expulsado esta cuenta hasta el { $until }. Este es su motivo: { $reason }
house-unban = Dejar entrar de nuevo
house-bids-on = Pujas en lotes en curso
house-bids-on-help = Sus pujas aquí siguen en pie, con o sin expulsión, hasta que las anules. Por cuánto son no es asunto de nadie.
house-strike-out = Anular sus pujas
house-role-help = Todo lo que tiene abierto se cierra y tendrá que entrar de nuevo.
house-role-new = Función nueva
house-role-set = Cambiar la función
house-limits = Límites
house-limits-help = Lo máximo que puede tener en juego a la vez en una moneda, en todos los lotes. Sin límite puede pujar lo que quiera. Las pujas que están en pie al fijar un límite, siguen.
house-limit-new = Límite, o vacío para ninguno
house-limit-set = Fijar el límite
house-same-person = La misma persona
house-same-person-help = Una cuenta vinculada a esta no puede pujar por sus lotes, ni esta por los de aquella.
house-other-email = Correo de la otra
house-link = Vincular
house-link-help = En qué te basas.
house-unlink = Desvincular
house-registrations = Inscripciones
house-deeds = Lo que la casa ha hecho

# Inscripciones.
house-registrations-waiting = Pendientes
house-nobody-waits = Nadie espera.
house-nothing-decided = Todavía no se ha resuelto nada.
house-whole-sale = y toda su venta
house-registration-waiting = ◌ Pendiente
house-registration-approved = ✓ Admitida
house-registration-deposit-missing = ◌ Admitida, falta el depósito
house-registration-refused = × Rechazada
house-registration-withdrawn = × Retirada
house-limit-in = Límite, { $currency }
house-limit-in-help = Lo máximo que puede tener en juego a la vez, en todos los lotes. Vacío lo deja como está.
house-deposit-in = Depósito, { $currency }
house-deposit-in-help = Debe tenerlo la casa antes de que puje. Vacío no pide ninguno.
house-approve = Admitir
house-refuse = Rechazar
house-withdraw = Retirar la admisión
house-deposit-now = Depósito: { $deposit }
house-deposit-of = { $amount } { $state }
house-deposit-none = ninguno
house-deposit-asked = pedido
house-deposit-held = en la casa
house-deposit-returned = devuelto
house-deposit-kept = retenido
house-deposit-act-none = No pedir ninguno
house-deposit-act-held = Lo tiene la casa
house-deposit-act-returned = Devuelto
house-deposit-act-kept = Retenido

# Faltas.
house-strikes-help = Por no pagar. Con { $most } en pie, una cuenta no puede pujar hasta que se levante una.
house-all-paid = Todo el mundo ha pagado.
house-strikes-standing = En pie
house-strikes-of = { $standing } de { $all }
house-may-bid = Puede pujar
house-strike-lifted = (levantada)

# Avisos.
house-report-title = Avisar de algo
house-report-what = ¿De qué se trata?
house-report-lot = El lote
house-report-seller = Su vendedor, { $name }
house-report-message = Un mensaje de { $name }
house-report-person = { $name }
house-report-why = ¿Qué está mal?
house-report-why-help = Lo lee la casa y nadie más. Di en qué te basas.
house-report-send = Enviar a la casa
house-report-done = La casa está avisada y lo mirará.
house-report-back = Volver al lote
house-report-often = Son más avisos seguidos de los que nadie puede leer. Espera un momento y envíalo de nuevo.
house-reports-open = Pendientes
house-no-reports = No hay avisos.
house-report-others = { $others ->
    [one] { $others } aviso más dice lo mismo
   *[other] { $others } avisos más dicen lo mismo
}
house-decide = Resolver
house-report-reason-help = Qué has hecho, o por qué nada. Queda en el registro.
house-report-hide = Ocultar el mensaje
house-report-act = He actuado
house-report-dismiss = Desestimar
house-report-to-person = A { $name }: límites, expulsión
house-report-acted = ✓ Atendido
house-report-dismissed = × Desestimado
house-hidden = Mensajes ocultos
house-hidden-help = Los ocultó la casa o un vendedor. Sus autores los siguen viendo.
house-hidden-by = Lo ocultó
house-nothing-hidden = No hay nada oculto.
house-show-again = Mostrar de nuevo
house-not-hidden = Este mensaje ya no está oculto.

# Indicios.
house-signals-help = Lo que parece una sola mano con dos nombres, o pujas que no van en serio, en lotes de los últimos { $days } días. Se calcula cuando miras, no se guarda y nada se sigue de ello por sí solo. Nada de esto prueba nada: mira los lotes, pregunta a las personas y di por qué actúas.
house-no-signals = No hay nada que mirar.
house-signal-bids-on = puja por lotes de
house-signal-facts = { $lots ->
    [one] { $lots } lote
   *[other] { $lots } lotes
}, { $bids ->
    [one] { $bids } puja
   *[other] { $bids } pujas
}, { $won } ganados
house-signal-linked = ✓ Ya vinculadas
house-signal-address = Ambas estuvieron en { $addresses }, que { $accounts ->
    [one] usa { $accounts } cuenta.
   *[other] usan { $accounts } cuentas.
}
house-signal-address-but = Una familia, una oficina, un café o una red telefónica también comparten direcciones.
house-signal-device = Ambas usaron allí el mismo tipo de navegador.
house-signal-device-but = Mucha gente tiene el mismo teléfono.
house-signal-one-seller = De { $all } lotes por los que puja, { $lots } son de este vendedor.
house-signal-one-seller-but = También le pasa a quien colecciona lo que este vendedor tiene.
house-signal-never-wins = { $bids } pujas, { $closed } lotes terminados y ninguno ganado.
house-signal-never-wins-but = También le pasa a quien espera una ganga.
house-signal-under-reserve = En { $lots } lotes su mejor puja quedó justo por debajo del precio de reserva.
house-signal-under-reserve-but = Una reserva cerca del precio de mercado está cerca de lo que la gente puja. No se muestra cuál es.
house-signal-takes-back = Se retiraron { $bids } pujas.
house-signal-takes-back-but = En el teléfono los dedos se equivocan.

# Tarifas.
house-tariffs-help = Primas e incrementos con nombre, para que los vendedores elijan. Cada cambio es una versión nueva. Un lote lleva en sus condiciones lo que tenía al publicarse, así que nada de aquí cambia un lote publicado.
house-no-tariffs = Todavía no hay ninguna.
house-tariff-premium = Prima del comprador
house-tariff-increments = Incrementos
house-tariff-rows = Tramos
house-tariff-rows-help = Una prima como 25; 1000: 20 (por ciento, y otro desde 1000). Incrementos como 0.01: 0.05; 1: 0.25 (desde un precio, cuánto).
house-tariff-version = Versión
house-tariff-by = { $version }, de { $name }, { $at }
house-tariff-is-offered = Se ofrece
house-tariff-is-retired = Retirada
house-tariff-is-preset = Propuesta
house-tariff-preset = Proponerla en los formularios
house-tariff-no-preset = No proponerla más
house-tariff-change = Escribir una versión nueva
house-tariff-retire = Retirar
house-tariff-offer = Ofrecer de nuevo
house-tariff-new = Otra más
house-tariff-write = Anotarla
house-tariff-name-wrong = Un nombre tiene de 1 a { $most } caracteres.
house-tariff-changed = Alguien la ha cambiado entretanto. Mírala de nuevo.
house-steps-wrong = Escribe los incrementos como precios e importes, como 0.01: 0.05; 1: 0.25.

# Categorías.
house-categories-help = Bajo qué se clasifican los lotes. Un lote conserva su categoría pase lo que pase aquí; su dirección no cambia nunca.
house-category-english = Nombre en inglés
house-category-spanish = Nombre en español
house-category-slug = Dirección
house-category-slug-help = Minúsculas sin acento y cifras con guiones, como writing-desks. No cambia nunca. Vacía, se forma con el nombre en inglés.
house-category-parent = Pertenece a
house-category-top = Nada: está arriba del todo
house-category-place = Puesto
house-category-place-help = 1 es la primera de las que hay allí. Vacío, queda la última.
house-category-new = Otra más
house-category-add = Añadirla
house-category-change = Cambiar
house-category-names = Nombres
house-category-rename = Cambiar el nombre
house-category-where = Dónde está
house-category-move = Mover
house-category-retire-help = Ya no se ofrece a nadie. Sus lotes se quedan, y su página también.
house-category-name-wrong = Un nombre tiene de 1 a { $most } caracteres.
house-category-slug-wrong = Escribe minúsculas sin acento y cifras, con guiones sueltos entre ellas, como mucho { $most }.
house-category-slug-taken = Ya hay una categoría en esta dirección. Elige otra: una dirección se da una sola vez.
house-category-parent-wrong = Elige una que se ofrezca y que no sea esta ni esté debajo de ella.
house-category-place-wrong = Escribe un número entero desde 1, o nada.
house-category-not-empty = Debajo hay algo que aún se ofrece. Retíralo antes o muévelo a otro sitio.
house-category-parent-retired = Aquella a la que pertenece está retirada. Ofrécela antes o mueve esta a otro sitio.
house-category-changed = Mientras tanto, otra persona ha cambiado las categorías. Míralas de nuevo.

# Estado.
house-health-help = Las cifras se actualizan solas. Los programas leen lo mismo en /metrics.
house-health-people = Quién está aquí
house-health-viewers = Conexiones, flujos y sondeos largos
house-health-readers = De ellos, sin conexión propia
house-health-watching = Mirando todas las subastas juntas
house-health-awake = Subastas despiertas
house-health-journal = Anotación
house-health-inboxes = Órdenes sin decidir
house-health-appends = Asientos en camino
house-health-events = Eventos desde que abrió la casa
house-health-rate = Eventos por segundo
house-health-commit-last = El último asiento tardó
house-health-commit-mean = Un asiento tarda de media
house-health-database = PostgreSQL
house-health-version = Versión
house-health-size = En disco
house-health-pool = Conexiones en uso / libres / como mucho
house-health-process = La casa
house-health-release = Edición
house-health-uptime = Abierta desde hace
house-health-clock = Su reloj
house-health-heartbeat = Última señal de vida
house-health-outage = Fin de la última interrupción

# Inscribirse y sus condiciones.
house-registering-own-lot = No puedes pujar por tu propio lote, así que no hace falta que te inscribas.
house-registering-not-needed = Aquí puede pujar quien haya entrado: no hay nada en lo que inscribirse.
house-limit-wrong = Un límite es cero o más, y no infinito; déjalo vacío para no fijar ninguno.
house-deposit-wrong = Un depósito es más que nada, y no infinito; déjalo vacío para no pedir ninguno.
house-deposit-amount-wrong = Di cuánto hay que pedir: más que nada.
house-deposit-not-now = El depósito está «{ $is }»: ahora no puede pasar a «{ $wanted }».
house-reason-needed-told = Di por qué, en pocas palabras: se le comunica.
house-link-itself = Una cuenta siempre está vinculada consigo misma: nombra otra.
house-link-why = Di en qué te basas, para quien lo mire después.

# Correo saliente.
house-mail = Correo
house-mail-counts = { $due } pendientes, { $failed } fallidos, { $sent } enviados en el último día.
house-mail-due = Pendiente
house-mail-sent = Enviado
house-mail-failed = Fallido
house-mail-overtaken = Superado por los hechos
house-mail-unwanted = No deseado
house-mail-tries = Intentos
house-mail-again = Intentar de nuevo
house-mail-not-again = Esta carta ya se ha enviado, o nadie la quiere ya.
house-mail-security = Sobre la propia cuenta
house-no-mail = No hay cartas así.
house-done-again = Se intenta de nuevo.
house-health-late = Con retraso desde
