# The page for people who write programs. What it lists is English, as the documents are.

api-title = The house for programs
api-what = Whatever a page of this house does, a program can do too. Two documents say how, for you and for your tools:
api-openapi = every call and every answer (OpenAPI 3.1)
api-asyncapi = every message of the socket that tells what happens as it happens (AsyncAPI 3.1)
api-sign-in = Sign in by POST /api/v1/sessions, and send its token as Authorization: Bearer. What is public can be read without.
api-calls = Calls
api-call = Call
api-does = What it does
api-messages = Messages of the socket
api-message = Message
api-from = From
api-from-client = you
api-from-house = the house
