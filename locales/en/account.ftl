# Registering, signing in, and the pages of one's own account.

account-register = Register
account-sign-in = Sign in
account-email = E-mail
account-email-help = Only the house sees it, and whoever you buy from or sell to.
account-email-fault = Write an e-mail address, like ann@example.org.
account-name = Name
account-name-help = On your lots, should you sell. Bids show a pseudonym instead.
account-name-fault = Write a name of 1 to { $most } characters.
account-password = Password
account-password-help = At least { $least } characters. A few unrelated words make a good one.
account-password-short = Choose a password of at least { $least } characters.
account-password-long = Choose a password of at most { $most } characters.
account-password-guessable = This one would soon be guessed. Choose a few unrelated words, and leave out your name, your address and the house.
account-password-same = Choose another one than before.
account-forgot = I forgot my password
account-have-one = I have an account
account-new-here = I am new here
account-wrong-credentials = That address and password do not go together.
account-too-often = That was tried too often. Wait a minute, then try again.
account-sent = Look into your mail
account-sent-letter = We have written to your address. Open the link in the letter, then sign in.
account-sent-nothing = If nothing comes within a few minutes, look among unwanted mail, or register again with the address as you meant it.

# The second step.
account-code = One more step
account-code-label = Code
account-code-help = Six figures from your authenticator app, or one of your recovery codes.
account-code-too-late = That took more than five minutes. Sign in once more.
account-code-required = This account asks for a second factor: send its code as well.
account-wrong-code = That code is not right, or was used before. Wait for the next one.

# Navigation.
account-nav = Your account
account-nav-bids = Bids
account-nav-invoices = Invoices and offers
account-nav-account = Account
account-nav-searches = Saved searches
account-nav-watching = Watching
account-nav-messages = Messages
account-nav-email = E-mail
account-nav-sessions = Where you are signed in
account-nav-password = Password
account-nav-two-factor = Second factor

# At a glance.
account-title = Your account
account-on = On
account-off = Off
account-reader = Language and time zone
account-language = Language
account-zone = Time zone
account-save = Save
account-reader-help = Pages and letters are written in this language, and times by this clock.
account-reader-done = Saved.
account-unknown-choice = Choose a language and a time zone from the lists.
account-data = Your data
account-data-help = Everything the house knows of you, as a file: also your maxima, which nobody else sees.
account-data-take = Download your data

# Sessions.
account-sessions = Where you are signed in
account-sessions-help = If you do not know one of these, end it and change your password. What is left unused for two weeks ends by itself.
account-session-device = Device
account-session-address = Address
account-session-seen = Last used
account-session-since = Since
account-session-acts = Acts
account-session-this = This one
account-session-end = End
account-session-end-others = End all others
account-session-ended = Ended. Whoever was there is signed out.
account-device = { $browser } on { $system }
account-device-unknown = An unknown program

# Password.
account-new-password = Change your password
account-old-password = Your password now
account-next-password = The new one
account-password-ends = You stay signed in here and are signed out everywhere else.
account-password-change = Change it
account-password-done = Changed. You are signed out everywhere else.
account-wrong-password = That is not your password.

# Second factor.
account-two-factor = Second factor
account-two-factor-is-off = Off
account-two-factor-is-on = On: signing in asks for a code.
account-two-factor-why = With a second factor, whoever learns your password still cannot sign in: a code from an app on your telephone is asked for as well.
account-two-factor-begin = Set it up
account-two-factor-scan = Scan this with your authenticator app.
account-two-factor-picture = The secret as a picture for your app’s camera; it stands below as text
account-two-factor-type = Or type this in there:
account-two-factor-show = Type the six figures that the app shows.
account-two-factor-turn-on = Turn it on
account-two-factor-turn-off = Turn it off
account-two-factor-give-up = Leave it off
account-two-factor-now-off = Off. You are signed out everywhere else.
account-two-factor-prove = For new recovery codes, or to turn it off, show that it is you.
account-first-code-wrong = That is not the code the app shows now. See that your telephone’s clock is right, and type the next one.
account-codes = Your recovery codes
account-codes-keep = Keep these where your telephone is not. Each signs you in once if you lose it. They are shown only now.
account-codes-kept = I have them
account-codes-left = { $count ->
    [0] No recovery code is left.
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
}
account-codes-renew = New recovery codes

# Closing.
account-close = Close your account
account-close-first = First, there is something to settle
account-close-bids = { $count ->
    [one] Your bid stands on { $count } lot
   *[other] Your bids stand on { $count } lots
}
account-close-unpaid = { $count ->
    [one] { $count } invoice is to be paid
   *[other] { $count } invoices are to be paid
}
account-close-on-sale = { $count ->
    [one] { $count } lot of yours is on sale
   *[other] { $count } lots of yours are on sale
}
account-close-unfinished = { $count ->
    [one] { $count } lot you sold is not handed over yet
   *[other] { $count } lots you sold are not handed over yet
}
account-close-erased = Your name, address, password, sessions and drafts are erased at once, and nobody can sign in any more. This cannot be undone.
account-close-stays = What others rely on stays, under a pseudonym: bids in their ledgers, invoices, and what you said about lots. From where you signed in is forgotten after 90 days.
account-close-word = close
account-close-type = Write “{ $word }” to show that you mean it
account-close-word-fault = Write “{ $word }”.
account-close-for-good = Close it for good

# Another address.
account-new-email = Change your address
account-email-now = Your address is { $email }.
account-email-next = The new one
account-email-letter = We write to the new address; once you open the link there, it is yours here. Until then nothing changes, and your old address is told.
account-email-change = Send the letter
account-email-sent = A letter is on its way to { $email }. Open its link to finish.
