# The house's own pages, and the form by which anybody reports something to it.

house-nav = Sections of the house
house-waiting = waiting
house-auctions = Auctions
house-sales = Sales
house-approvals = Approvals
house-people = People
house-reports = Reports
house-signals = Signals
house-strikes = Strikes
house-tariffs = Rates
house-categories = Categories
house-audit = Audit
house-health = Health

# What tables share.
house-find = Find
house-next = Next page
house-state = State
house-lot = Lot
house-lots = Lots
house-sale = Sale
house-seller = Seller
house-kind = Kind
house-price = Price
house-bids = Bids
house-watching = Watching
house-due = Due
house-begins = Begins
house-name = Name
house-email = E-mail
house-role = Role
house-since = Since
house-who = Who
house-for = For
house-currency = Currency
house-deposit = Deposit
house-about = About
house-told-by = Told by
house-decided = Decided
house-decided-by = Decided by
house-none = None.
house-yes = Yes
house-no = No

# Acts and their reasons.
house-acts = Acts
house-act = Act
house-act-on = on { $name }
house-act-on-registration = on { $name } for { $title }
house-act-halt = Halt
house-act-resume = Resume
house-act-close = Close now
house-act-cancel = Cancel
house-acts-published = Every act is published with its reason.
house-reason = Reason
house-reason-public = Everybody can read it.
house-reason-told = They are told.
house-reason-missing = Say why, in a few words: it is written down with the act.
house-reason-long = A reason has at most { $most } characters: everybody reads it.
house-not-written = The house could not write this down just now. Look whether it was done, and if not, try again.
house-own-affair = This concerns you yourself: somebody else of the house has to do it.
house-done-halt = Halted. The time that is left stands still.
house-done-resume = Resumed, with the time that was left.
house-done-cancel = Cancelled. No bid stands.
house-done-close = Closed.
house-done-approve = Approved.
house-done-refuse = Refused. A bid that stands, stands; new ones are not taken.
house-done-deposit = Written down.
house-done-limit = Set. It holds from now on.
house-done-link = Linked. Neither may bid on the other’s lots.
house-done-unlink = No longer linked.
house-done-role = Changed. Whatever they had open has ended, and they sign in anew.
house-done-ban = Banned. Whatever they had open has ended, and no bid of theirs is taken. The bids that stand are below.
house-done-unban = Let in again.
house-done-strike-out = Struck out. The other bids are folded as if these had never been.
house-done-report-act = Decided.
house-done-report-dismiss = Dismissed.
house-done-report-hide = Hidden, and decided.
house-done-tariff = Written down. Sellers are offered it.
house-done-tariff-change = Changed. What is published keeps what it was published with.
house-done-tariff-retire = Retired. Nobody is offered it any more.
house-done-tariff-preset = Preset. New forms begin with it.
house-done-tariff-offer = Offered again.
house-done-category-add = Added. Sellers are offered it.
house-done-category-rename = Renamed. Its address stays.
house-done-category-move = Moved. Its lots moved with it.
house-done-category-retire = Retired. Its lots stay where they are.
house-done-category-offer = Offered again.
house-done-shown-again = Shown again. Whoever loads the page from now on can read it.

# Auctions.
house-find-lot = Words in the title or the description
house-no-auctions = There are no such auctions.
house-state-running = Running and to come
house-state-open = Open
house-state-scheduled = Scheduled
house-state-halted = Halted
house-state-closed = Closed
house-state-cancelled = Cancelled

# Sales.
house-no-sales = There are no sales yet.
house-console = Console

# People.
house-find-person = Name or e-mail
house-only = Only
house-people-all = Everybody
house-people-banned = Banned
house-nobody = Nobody has an account with this address.
house-nobody-fits = Nobody fits.
house-role-bidder = Bidder
house-role-seller = Seller
house-role-admin = Admin
house-banned = Banned
house-welcome = Welcome

# One person.
house-ban-title = Entry
house-ban = Ban
house-ban-help = Ends everything they have open, on every device, and takes no bid of theirs any more, on whatever way. Bids that stand, stand until you strike them out.
house-ban-days = For how many days
house-ban-days-help = Empty until it is lifted.
house-ban-days-wrong = Write a whole number of days, from 1 to { $most }, or nothing for a ban until it is lifted.
house-banned-until = Banned until { $until }.
house-banned-for-good = Banned until it is lifted.
house-banned-because = Because: { $reason }
house-banned-out = The house has banned this account until it lifts that. It says why: { $reason }
house-banned-out-until = The house has banned this account until { $until }. It says why: { $reason }
house-unban = Let in again
house-bids-on = Bids on running lots
house-bids-on-help = Their bids here stand, banned or not, until you strike them out. What they come to is nobody’s business.
house-strike-out = Strike out their bids
house-role-help = Whatever they have open ends, and they sign in anew.
house-role-new = New role
house-role-set = Change the role
house-limits = Limits
house-limits-help = The most they may have at stake at once in a currency, on all lots. Without a limit they may bid whatever they like. Bids that stand when a limit is set, stand.
house-limit-new = Limit, or empty for none
house-limit-set = Set the limit
house-same-person = The same person
house-same-person-help = An account linked to this one may not bid on its lots, nor this one on that one’s.
house-other-email = The other’s e-mail
house-link = Link
house-link-help = What you go by.
house-unlink = Unlink
house-registrations = Registrations
house-deeds = What the house did about them

# Registrations.
house-registrations-waiting = Waiting
house-nobody-waits = Nobody waits.
house-nothing-decided = Nothing has been decided yet.
house-whole-sale = and all of its sale
house-registration-waiting = ◌ Waiting
house-registration-approved = ✓ Approved
house-registration-deposit-missing = ◌ Approved, deposit missing
house-registration-refused = × Refused
house-registration-withdrawn = × Withdrawn
house-limit-in = Limit, { $currency }
house-limit-in-help = The most they may have at stake at once, on all lots. Empty leaves it as it is.
house-deposit-in = Deposit, { $currency }
house-deposit-in-help = To be with the house before they bid. Empty asks for none.
house-approve = Approve
house-refuse = Refuse
house-withdraw = Withdraw the approval
house-deposit-now = Deposit: { $deposit }
house-deposit-of = { $amount } { $state }
house-deposit-none = none
house-deposit-asked = asked
house-deposit-held = held
house-deposit-returned = returned
house-deposit-kept = kept
house-deposit-act-none = Ask for none
house-deposit-act-held = The house has it
house-deposit-act-returned = Returned
house-deposit-act-kept = Kept

# Strikes.
house-strikes-help = For not paying. With { $most } standing, an account may not bid until one is lifted.
house-all-paid = Everybody has paid.
house-strikes-standing = Standing
house-strikes-of = { $standing } of { $all }
house-may-bid = May bid
house-strike-lifted = (lifted)

# Reports.
house-report-title = Report something
house-report-what = What is it about?
house-report-lot = The lot
house-report-seller = Its seller, { $name }
house-report-message = A message of { $name }
house-report-person = { $name }
house-report-why = What is wrong?
house-report-why-help = The house reads it, and nobody else. Say what you go by.
house-report-send = Send to the house
house-report-done = The house was told, and will look at it.
house-report-back = Back to the lot
house-report-often = That is more reports at once than anybody reads. Wait a moment, then send it again.
house-reports-open = Waiting
house-no-reports = Nothing was reported.
house-report-others = { $others ->
    [one] { $others } other tells the same
   *[other] { $others } others tell the same
}
house-decide = Decide
house-report-reason-help = What you did about it, or why nothing. It is kept in the audit.
house-report-hide = Hide the message
house-report-act = Done something
house-report-dismiss = Dismiss
house-report-to-person = To { $name }: limits, ban
house-report-acted = ✓ Acted on
house-report-dismissed = × Dismissed
house-hidden = Hidden messages
house-hidden-help = Hidden by the house or by a seller. Their authors still see them.
house-hidden-by = Hidden by
house-nothing-hidden = Nothing is hidden.
house-show-again = Show again
house-not-hidden = This message is not hidden any more.

# Signals.
house-signals-help = What looks like one hand with two names, or like bids that are not meant, on lots of the last { $days } days. It is reckoned when you look, kept nowhere, and nothing follows from it by itself. None of it proves anything: look at the lots, ask the people, and say why you act.
house-no-signals = Nothing is worth a look.
house-signal-bids-on = bids on lots of
house-signal-facts = { $lots ->
    [one] { $lots } lot
   *[other] { $lots } lots
}, { $bids ->
    [one] { $bids } bid
   *[other] { $bids } bids
}, { $won } won
house-signal-linked = ✓ Linked already
house-signal-address = Both were at { $addresses }, which { $accounts ->
    [one] { $accounts } account uses.
   *[other] { $accounts } accounts use.
}
house-signal-address-but = A family, an office, a café or a telephone network share addresses too.
house-signal-device = Both used the same kind of browser there.
house-signal-device-but = Many people have the same telephone.
house-signal-one-seller = Of { $all } lots they bid on, { $lots } are this seller’s.
house-signal-one-seller-but = So does whoever collects what this seller has.
house-signal-never-wins = { $bids } bids, { $closed } lots ended, and none was won.
house-signal-never-wins-but = So does whoever hopes for a bargain.
house-signal-under-reserve = On { $lots } lots their best bid ended just under the reserve.
house-signal-under-reserve-but = A reserve near the market price is near what people bid. Which price it is, is not shown.
house-signal-takes-back = { $bids } bids were taken back.
house-signal-takes-back-but = Fingers slip on telephones.

# Rates.
house-tariffs-help = Premiums and steps with names, for sellers to choose from. Every change is a new version. A lot takes what it is published with into its terms, so nothing here changes a lot that is published.
house-no-tariffs = There are none yet.
house-tariff-premium = Buyer’s premium
house-tariff-increments = Steps
house-tariff-rows = Rows
house-tariff-rows-help = A premium like 25; 1000: 20 (percent, and from 1000 on another). Steps like 0.01: 0.05; 1: 0.25 (from a price on, by how much).
house-tariff-version = Version
house-tariff-by = { $version }, by { $name }, { $at }
house-tariff-is-offered = Offered
house-tariff-is-retired = Retired
house-tariff-is-preset = Preset
house-tariff-preset = Begin forms with it
house-tariff-no-preset = Begin no form with it
house-tariff-change = Write a new version
house-tariff-retire = Retire
house-tariff-offer = Offer again
house-tariff-new = Another one
house-tariff-write = Write it down
house-tariff-name-wrong = A name has 1 to { $most } characters.
house-tariff-changed = Somebody else has changed it meanwhile. Look at it again.
house-steps-wrong = Write steps as prices and amounts, like 0.01: 0.05; 1: 0.25.

# Categories.
house-categories-help = What lots are filed under. A lot keeps its category whatever happens to that here; its address never changes.
house-category-english = English name
house-category-spanish = Spanish name
house-category-slug = Address
house-category-slug-help = Small letters and figures with hyphens, like writing-desks. It never changes. Empty, it is made of the English name.
house-category-parent = Belongs to
house-category-top = Nothing: it stands at the top
house-category-place = Place
house-category-place-help = 1 is the first of those there. Empty puts it last.
house-category-new = Another one
house-category-add = Add it
house-category-change = Change
house-category-names = Names
house-category-rename = Rename
house-category-where = Where it is
house-category-move = Move
house-category-retire-help = Nobody is offered it any more. Its lots stay, and its page too.
house-category-name-wrong = A name has 1 to { $most } characters.
house-category-slug-wrong = Write small letters and figures with single hyphens between, at most { $most } of them.
house-category-slug-taken = There is a category at this address. Choose another: addresses are given once.
house-category-parent-wrong = Choose one that is offered, and that is not this one or below it.
house-category-place-wrong = Write a whole number from 1, or nothing.
house-category-not-empty = Something below it is still offered. Retire that first, or move it elsewhere.
house-category-parent-retired = What it belongs to is retired. Offer that first, or move this one elsewhere.
house-category-changed = Somebody else has changed the categories meanwhile. Look at them again.

# Health.
house-health-help = The figures follow by themselves. Programs read the same at /metrics.
house-health-people = Who is here
house-health-viewers = Sockets, streams and long polls
house-health-readers = Of them without a socket
house-health-watching = Watchers of all auctions together
house-health-awake = Auctions awake
house-health-journal = Writing down
house-health-inboxes = Commands not decided
house-health-appends = Appends on their way
house-health-events = Events since the house opened
house-health-rate = Events a second
house-health-commit-last = Last commit took
house-health-commit-mean = A commit takes on average
house-health-database = PostgreSQL
house-health-version = Version
house-health-size = On disk
house-health-pool = Connections in use / idle / at most
house-health-process = The house
house-health-release = Release
house-health-uptime = Open for
house-health-clock = Its clock
house-health-heartbeat = Last sign of life
house-health-outage = Last outage ended

# What registering and its conditions come to.
house-registering-own-lot = You cannot bid on your own lot, so you need not register.
house-registering-not-needed = Everybody who is signed in may bid here: there is nothing to register for.
house-limit-wrong = A limit is nothing or more, and not endless; leave it out to set none.
house-deposit-wrong = A deposit is more than nothing, and not endless; leave it out to ask for none.
house-deposit-amount-wrong = Say how much to ask for: more than nothing.
house-deposit-not-now = The deposit is “{ $is }”: it cannot become “{ $wanted }” now.
house-reason-needed-told = Say why, in a few words: they are told.
house-link-itself = An account is always linked to itself: name another.
house-link-why = Say what you go by, for whoever looks later.

# Outgoing mail.
house-mail = Mail
house-mail-counts = { $due } waiting, { $failed } failed, { $sent } sent in the last day.
house-mail-due = Waiting
house-mail-sent = Sent
house-mail-failed = Failed
house-mail-overtaken = Overtaken by events
house-mail-unwanted = Not wanted
house-mail-tries = Tries
house-mail-again = Try again
house-mail-not-again = This letter is sent already, or nobody wants it any more.
house-mail-security = About the account itself
house-no-mail = There are no such letters.
house-done-again = It is tried again.
house-health-late = Late since
