# Mails. The first message of each kind is the mail's subject, and its line in the bell.

mail-hello = Hello { $name },
mail-foot = Gavel writes to you because you have an account there.
mail-stop = No more mails of this kind
mail-wishes = What you get mails about
mail-see-lot = See the lot
mail-to-house = To the house

mail-outbid = Outbid at { $amount }: { $title }
mail-outbid-line = Somebody bid more than you did. The next bid is { $minimum }.
mail-outbid-over = The auction has ended meanwhile.
mail-outbid-button = Bid again
mail-ending-soon = Ends soon: { $title }
mail-ending-soon-line = A lot you watch ends { $ends }. The price is { $amount }.
mail-ending-soon-no-bids = A lot you watch ends { $ends }. Nobody has bid on it yet.
mail-won = Won at { $amount }: { $title }
mail-won-units = { $count ->
    [one] Won { $count } at { $amount }: { $title }
   *[other] Won { $count } at { $amount } each: { $title }
}
mail-won-line = The lot is yours. The invoice follows.
mail-sold = Sold at { $amount }: { $title }
mail-sold-units = { $count ->
    [one] Sold { $count } at { $amount }: { $title }
   *[other] Sold { $count } at { $amount } each: { $title }
}
mail-sold-line = The buyer gets the invoice, and you hear when it is due.
mail-unsold = Not sold: { $title }
mail-unsold-line = You can list it again from its page.
mail-answered = Your question was answered: { $title }
mail-answered-button = See the answer
mail-invoice = Invoice over { $amount }: { $title }
mail-invoice-line = To be paid until { $until }.
mail-invoice-seller = Invoice sent over { $amount }: { $title }
mail-invoice-seller-line = Say so on its page once you are paid.
mail-invoice-button = See the invoice
mail-reminder = Not paid yet, { $amount }: { $title }
mail-reminder-line = It was to be paid until { $until }. If you have paid, the seller has yet to say so.
mail-approved = You may bid: { $title }
mail-approved-line = The house approved your registration.
mail-approved-deposit = The house approved your registration, and asks for a deposit of { $amount } before you bid.
mail-refused = Registration refused: { $title }
mail-withdrawn = Registration withdrawn: { $title }
mail-refused-line = The house gave this reason: { $reason }
mail-offer = Offered to you at { $amount }: { $title }
mail-offer-line = Nobody paid for the lot, and you were next in line. The offer is open until { $until }.
mail-offer-button = Accept or decline
mail-found = { $count ->
    [one] A new lot for “{ $search }”
   *[other] { $count } new lots for “{ $search }”
}
mail-found-button = Look at it

mail-confirm = Confirm your address
mail-confirm-line = Press the button to show that this address is yours. If you did not register, leave it: nothing comes of it.
mail-confirm-button = Confirm
mail-move = Confirm your new address
mail-move-line = Press the button, and your account has this address. Until then it keeps the old one.
mail-moved = Your address was changed
mail-moved-line = Your account now has the address { $email }.
mail-reset = Set a new password
mail-reset-line = Somebody asked for a new password for your account. The link works once, for an hour. If it was not you, leave it: nothing changes.
mail-reset-button = Set a new password
mail-password-changed = Your password was changed
mail-two-factor = Signing in now asks for a second factor
mail-two-factor-removed = Signing in no longer asks for a second factor
mail-not-you = If that was you, there is nothing to do. If it was not, somebody else knows your password: set a new one now.
mail-not-you-button = It was not me
