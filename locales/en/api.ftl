# What only programs hear.

api-key-missing = Send a header Idempotency-Key with a UUID: new for each press of a button, the same when that is sent again.
api-bid-broke-off = The bid broke off: { $why }.
api-auction-object = An auction is described by a JSON object: { $why }.
api-cursor = This is not a cursor that was given out; begin again without one.
api-sale-object = Sales and lots are described by JSON objects: { $why }.
api-registering-accepts = Registering is accepting the auction’s terms.
api-json-like = Send JSON like { $example }: { $why }.
api-draft-changed = This is no longer the draft that was to be published. Look at it again.
api-too-often = That was too often. Try again in a moment.
api-crowded = Too much is waiting for this auction. Try again in a moment.
api-json-protocol = Send JSON as the protocol says: { $why }.
api-bid-object = A bid is JSON like { $example }, in minor units: { $why }.
