# Lo que solo oyen los programas.

api-key-missing = Envía una cabecera Idempotency-Key con un UUID: nuevo en cada pulsación de un botón, el mismo cuando se envía otra vez.
api-bid-broke-off = La puja se ha cortado: { $why }.
api-auction-object = Una subasta se describe con un objeto JSON: { $why }.
api-cursor = Ese cursor no se ha dado; empieza de nuevo sin ninguno.
api-sale-object = Las subastas y los lotes se describen con objetos JSON: { $why }.
api-registering-accepts = Inscribirse es aceptar las condiciones de la subasta.
api-json-like = Envía un JSON como { $example }: { $why }.
api-draft-changed = Este ya no es el borrador que se iba a publicar. Míralo otra vez.
api-too-often = Ha sido demasiado a menudo. Inténtalo en un momento.
api-crowded = Hay demasiado esperando en esta subasta. Inténtalo en un momento.
api-json-protocol = Envía un JSON como dice el protocolo: { $why }.
api-bid-object = Una puja es un JSON como { $example }, en unidades menores: { $why }.
