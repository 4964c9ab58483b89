# What every page shares.

page-skip = Skip to the page
page-navigation = The house
page-lots = Lots
page-sales = Sales
page-sell = Sell
page-house = House
page-invoices = Invoices
page-bids = My bids
page-account = Your account
page-register = Register
page-sign-in = Sign in
page-sign-out = Sign out
page-owes = Something you bought is not paid for yet.
page-owes-link = To your invoices
page-promise = Every accepted bid is in the ledger before anybody hears of it.
page-language = Language
page-unknown-language = The house does not speak that language: choose one of those at the foot of the page.

# Spans.
when-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
when-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
when-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
