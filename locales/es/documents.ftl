# La página para quien escribe programas. Lo que enumera está en inglés, como los documentos.

documents-title = La casa para programas
documents-what = Todo lo que hace una página de esta casa lo puede hacer también un programa. Dos documentos dicen cómo, para ti y para tus herramientas:
documents-openapi = cada llamada y cada respuesta (OpenAPI 3.1)
documents-asyncapi = cada mensaje del socket que cuenta lo que pasa en el momento en que pasa (AsyncAPI 3.1)
documents-sign-in = Inicia sesión con POST /api/v1/sessions y envía su token como Authorization: Bearer. Lo público se puede leer sin él.
documents-calls = Llamadas
documents-from-you = Mensajes del socket, de ti
documents-from-house = Mensajes del socket, de la casa
