# Every "no" of the house, and what to do then.

error-not-found = There is nothing at this address.
error-signed-out = Sign in first.
error-forbidden = That is not yours to see or do.
error-invalid = Something needs changing.
error-too-large = That is more than fits; send less at once.
error-unavailable = The house cannot reach its books for the moment. Try again shortly.
error-internal = Something broke on our side. It has been written down.
error-method = This address does not take that kind of request.
error-media-type = Send this as the documentation says.
error-timeout = The request took too long to arrive.
error-malformed = The request could not be made sense of.
error-email-taken = This e-mail address has an account already. Sign in instead.
error-crowded-door = Many people are signing in just now. Try again shortly.
error-json-misfit = The JSON does not fit: { $why }.
error-json-broken = This is not JSON: { $why }.
error-json-type = Send JSON, and say so: Content-Type: application/json.
error-form-misfit = The form does not fit: { $why }.
error-form-type = Send a form, and say so: Content-Type: application/x-www-form-urlencoded.
error-query-misfit = The query does not fit: { $why }.

error-nothing-lost = Nothing was lost.
error-nothing-changed = Nothing was changed.
error-perhaps-arrived = What you sent may or may not have arrived: look before you send it again.
error-try-again = Try again
error-on-offer = See what is on offer
error-go-back = Go back

error-title-403 = Not yours
error-title-404 = Not found
error-title-408 = Too slow
error-title-413 = Too large
error-title-422 = Something needs changing
error-title-429 = Too often
error-title-500 = Something broke
error-title-503 = Not just now
error-title-other = That did not work

error-foreign-origin = Sockets open from this house’s own pages only.
error-subprotocol = Offer the subprotocol { $ours } in Sec-WebSocket-Protocol.
error-handshake = This is no WebSocket handshake: { $why }.
error-cross-site = This did not come from one of our pages. Load the page again, and send it from there.
