# The bell: what somebody was told, and what they want to be told.

bell-title = Notices
bell-nothing = Nothing yet. You are told here when you are outbid, when you have won, and when a lot you watch is about to end.
bell-new = New
bell-read = Mark all as read
bell-earlier = Earlier
bell-wishes-title = What you are told
bell-wishes-help = Messages about your password, your address and your second factor always come by mail.
bell-in-page = In the bell
bell-by-mail = By mail
bell-save = Save
bell-saved = Saved. This holds from the next message on.
bell-stop-title = Mails from Gavel
bell-stop = No more mails of this kind
bell-stopped = You get no more mails of this kind.
bell-again = Send them again
bell-kind-outbid = Somebody outbid you
bell-kind-ending_soon = A lot you watch ends soon
bell-kind-won = You won a lot
bell-kind-sold = A lot of yours has ended
bell-kind-answered = Your question was answered
bell-kind-invoice = There is an invoice
bell-kind-reminder = An invoice is not paid yet
bell-kind-approval = The house decided about your registration
bell-kind-offer = A lot is offered to you a second time
bell-kind-found = Something new for a search you saved
