# A sale as its owner writes and fills it.

sale-desk-new = A new sale
sale-desk-edit = Edit the sale
sale-desk-saved = Saved as a draft. Nobody else sees it yet.
sale-desk-added = The lot is in the sale.
sale-desk-removed = The lot is gone.
sale-desk-imported = The lots of the file are in the sale. Nobody else sees them yet.
sale-desk-lots = Lots
sale-desk-no-lots = No lots yet.
sale-desk-add = Add a lot
sale-desk-starts-at = Starts at
sale-desk-ends = Ends
sale-desk-up = Move { $lot } up
sale-desk-down = Move { $lot } down
sale-desk-out = Take { $lot } out
sale-desk-title-help = What people will call it: “Furniture of the spring”.
sale-desk-description-help = Where the lots come from, where and when they can be seen.
sale-desk-kind = How the lots end
sale-desk-timed = By the clock:
sale-desk-timed-help = each lot at its own time
sale-desk-live = Under the hammer:
sale-desk-live-help = an auctioneer opens one after the other, and no clock ends them
sale-desk-ends-at = End of the first lot
sale-desk-ends-at-help = { $zone } Under the hammer it stays empty.
sale-desk-stagger = Minutes from the end of one lot to the next
sale-desk-stagger-help = 0 for all at once. An end that a late bid moves does not move the ones after it.
sale-desk-every-lot = For every lot
sale-desk-format-help = Under the hammer it is the auctioneer’s.
sale-desk-pricing = What the winners of several alike pay
sale-desk-scope = A late bid moves the end of
sale-desk-scope-lot = Its own lot
sale-desk-scope-group = Every open lot:
sale-desk-scope-group-help = the sale closes as a group
sale-desk-publish = Publish with all its lots
sale-desk-sealed = Once published, the terms stand: each lot has them sealed into its ledger.
sale-desk-discard = Throw the sale away
sale-desk-discard-do = Throw away with all its lots

# One lot of it.
sale-desk-one-more = One more lot
sale-desk-change-lot = Change the lot
sale-desk-start-help = The least first bid, in the sale’s currency. Of a falling price: where it begins.
sale-desk-reserve-help = Below this you need not sell. Only whether it is met is ever shown. Empty for none.
sale-desk-quantity = How many
sale-desk-quantity-help = Equal things; bids are for one of them.
sale-desk-save-lot = Save the lot
sale-desk-add-lot = Add the lot

# Lots from a file.
sale-desk-import = Lots from a file
sale-desk-import-file = A file of lots (CSV)
sale-desk-import-help = It is looked over line by line first, and nothing is in the sale before you say so. Given again with the same lot numbers, it changes the lots and adds none twice.
sale-desk-import-look = Look it over
sale-desk-import-template = A file to begin from
sale-desk-import-columns = Its columns
sale-desk-import-format = Text in UTF-8, with a comma, a semicolon or a tab between the columns, and their names on the first line. Amounts as you write them, 1250.50 or 1.250,50. At most 500 lots and 1 MiB.
sale-desk-import-good = Nothing is wrong with this file
sale-desk-import-partly = Some lines need changing
sale-desk-import-bad = This file cannot be taken as it is
sale-desk-import-new = { $count ->
    [one] { $count } new lot
   *[other] { $count } new lots
}
sale-desk-import-changed = { $count ->
    [one] { $count } changed lot
   *[other] { $count } changed lots
}
sale-desk-import-wrong = { $count ->
    [one] { $count } line with mistakes
   *[other] { $count } lines with mistakes
}
sale-desk-import-faults = What is wrong with the file, line by line
sale-desk-import-line = Line
sale-desk-import-lot = Lot
sale-desk-import-column = Column
sale-desk-import-what = What to change
sale-desk-import-take-all = { $count ->
    [one] Take the lot
   *[other] Take all { $count } lots
}
sale-desk-import-take-good = { $count ->
    [one] Take the good line, leave the others
   *[other] Take the { $count } good lines, leave the others
}
sale-desk-import-drop = Lay the file aside
sale-desk-import-read = The good lines, as they were understood
sale-desk-import-becomes = Becomes
sale-desk-import-is-new = a new lot
sale-desk-import-is-changed = a change to a lot

sale-desk-csv-lot = lot
sale-desk-csv-title = title
sale-desk-csv-description = description
sale-desk-csv-category = category
sale-desk-csv-country = country
sale-desk-csv-start = starting price
sale-desk-csv-reserve = reserve
sale-desk-csv-quantity = quantity
sale-desk-csv-help-lot = Needed. A number or name that no other line has. It is how the lot is known when the file is given again.
sale-desk-csv-help-title = Needed. 3 to 120 characters.
sale-desk-csv-help-description = At most 10 000 characters; lines of its own stand between quotes.
sale-desk-csv-help-category = Needed. One of the house’s categories, by its name or its word in addresses.
sale-desk-csv-help-country = Where it is: its name, or its code of two letters. Empty for not said; without this column, lots that are in the sale keep theirs.
sale-desk-csv-help-start = Needed. The least first bid, in the sale’s currency.
sale-desk-csv-help-reserve = Below this you need not sell. Empty for none.
sale-desk-csv-help-quantity = How many equal things, where the sale is of several alike. Empty for one.
sale-desk-csv-example-lot = 1
sale-desk-csv-example-title = A bentwood rocking chair
sale-desk-csv-example-description = Beech. Sound. One spindle mended.
sale-desk-csv-example-category = furniture
sale-desk-csv-example-country = ES
sale-desk-csv-example-start = 120.50
sale-desk-csv-example-reserve = 200
sale-desk-csv-example-quantity = { "" }
