# La página para quien escribe programas. Lo que enumera está en inglés, como los documentos.

api-title = La casa para programas
api-what = Todo lo que hace una página de esta casa lo puede hacer también un programa. Dos documentos dicen cómo, para ti y para tus herramientas:
api-openapi = cada llamada y cada respuesta (OpenAPI 3.1)
api-asyncapi = cada mensaje del socket que cuenta lo que pasa en el momento en que pasa (AsyncAPI 3.1)
api-sign-in = Inicia sesión con POST /api/v1/sessions y envía su token como Authorization: Bearer. Lo público se puede leer sin él.
api-calls = Llamadas
api-call = Llamada
api-does = Qué hace
api-messages = Mensajes del socket
api-message = Mensaje
api-from = De
api-from-client = ti
api-from-house = la casa
