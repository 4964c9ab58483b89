# The page for people who write programs. What it lists is English, as the documents are.

documents-title = The house for programs
documents-what = Whatever a page of this house does, a program can do too. Two documents say how, for you and for your tools:
documents-openapi = every call and every answer (OpenAPI 3.1)
documents-asyncapi = every message of the socket that tells what happens as it happens (AsyncAPI 3.1)
documents-sign-in = Sign in by POST /api/v1/sessions, and send its token as Authorization: Bearer. What is public can be read without.
documents-calls = Calls
documents-from-you = Messages of the socket, from you
documents-from-house = Messages of the socket, from the house
