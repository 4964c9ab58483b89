# What is wrong with a field, and what to do about it. Said beside the field and once more on top.

faults-summary = { $count ->
    [one] One thing to change
   *[other] { $count } things to change
}

# Amounts and times as they are typed.
faults-amount = Write an amount in figures, like { $example }.
faults-amount-whole = { $currency } has no decimals: write a whole amount.
faults-amount-decimals = { $currency } has { $decimals } decimals: write { $example }.
faults-currency = “{ $code }” is not an ISO 4217 currency code, like EUR.
faults-instant = Write a day and a time, like 2026-11-21T14:00.
faults-instant-twice = On that day clocks in { $zone } are set back, and show { $time } twice: choose below which one is meant.
faults-instant-skipped = There is no { $time } on that day in { $zone }: clocks go from { $from } to { $to }. Write another time.
faults-instant-skipped-day = There was no { $day } in { $zone }: the calendar skips that day. Choose another day.
faults-minutes = Write a number of minutes, like 2 or 0.5.
faults-seconds = Write a whole number of seconds, like 60.
faults-quantity = Write how many there are in figures, like 12.
faults-rate-gone = The house does not offer this any more: choose another, or write your own.
faults-rate-currency = “{ $name }” is for { $currency }: choose one in the lot’s currency, or write your own.
faults-premium = Write a percentage, like 25, or a table like 25; { $example }: 20.
faults-share = Write a percentage with at most two decimals, like 19 or 8.25.

# Terms.
faults-start = The starting price is more than nothing and at most { $most }.
faults-start-off-quantum = With bids in steps of { $quantum }, the starting price must be one of them.
faults-quantum = Whole steps are more than nothing.
faults-reserve = A reserve is at or above the starting price; leave it empty for none.
faults-reserve-of-a-buyer = A buyer’s limit is at or below the starting price; leave it empty for none.
faults-reserve-falling = A Dutch auction has its floor instead of a reserve; leave this empty.
faults-fall = A Dutch price falls by more than nothing, to a floor below its start.
faults-fall-pace = A Dutch price falls at most once a second, and at least once a day.
faults-units = Sell at least one unit and at most { $most }.
faults-closing-fixed = In this format no bid moves the end: close it hard.
faults-closing-group = A group is the lots of a sale whose ends late bids move.
faults-closing-spans = Window, extension and cap are between nothing and { $hours } hours.
faults-buy-now = Buying at once costs more than the start, and no less than the reserve.
faults-buy-now-format = Only an English auction can be bought at once.
faults-buy-now-largest = That is more than anybody can bid.
faults-buy-now-off-quantum = With bids in whole steps, the price to buy at once must be one of them.
faults-end = The end must lie in the future and after the start.
faults-end-too-far = An auction begins within { $days } days and runs at most { $days } days.
faults-step = The step must be more than nothing, and no more than anybody can bid.
faults-steps-percent = A percentage is 1 to 100, and its least step more than nothing.
faults-steps-none = An increment table needs at least one row.
faults-steps-many = An increment table has at most { $most } rows.
faults-steps-first = The first row must begin at or below the starting price.
faults-steps-nothing = Every step must be more than nothing.
faults-steps-order = Rows go from the lowest price to the highest.
faults-steps-smaller = A step may not be smaller than the one before it.
faults-premium-many = A premium has at most { $most } rows.
faults-premium-first = The premium’s first row begins at 0; for nothing there, write a rate of 0.
faults-premium-order = The premium’s rows go from the lowest price to the highest.
faults-premium-largest = No row of the premium begins above what anybody can bid.
faults-premium-whole = A premium takes at most 100 % of any slice.
faults-tax-whole = A tax is at most 100 % of what it is laid on.
faults-live-alone = An auctioneer runs the lots of a live sale: list a sale of kind live, and this as a lot of it.

# Words.
faults-title-length = A title has { $least } to { $most } characters.
faults-title-line = A title is one line of plain text.
faults-title-word = A title has at least one word.
faults-description-length = A description has at most { $most } characters.
faults-description-plain = A description is plain text.
faults-category = Choose one of the house’s categories.
faults-country = Choose one of the countries, or none.

# Sales, and the files they are filled from.
faults-stagger = From lot to lot it is between nothing and { $hours } hours.
faults-single-things = The lots of this sale are single things; leave the quantity out.
faults-no-lots = A sale has at least one lot.
faults-of-lot = Lot { $lot }: { $wrong }
faults-currency-of-lots = The lots have prices in the currency it was: take them out first.
faults-file-large = This file is too large: at most { $most } KiB. Leave pictures out, and split longer lists into two sales.
faults-file-utf8 = This is not UTF-8 text. Save the file as “CSV UTF-8”, and give that one.
faults-file-broken = This file cannot be read: { $why }.
faults-file-empty = There are no lots in this file: the columns’ names stand on its first line, and one lot on each line below.
faults-file-long = This file has more than { $most } lots, which is the most of a sale. Split it.
faults-file-wide = This file has more than { $most } columns. Keep those listed below, and take the others out.
faults-file-column = No column has this name. Call it one of those listed below, or leave it out.
faults-file-column-twice = This column is there twice. Leave one of them out.
faults-file-column-missing = This column is missing. Add it, with its name on the first line.
faults-line-too-many = This line has more fields than there are columns. Put text that has the separator in it between quotes.
faults-line-name = Give each line a number or name of its own, of at most { $most } characters.
faults-line-twice = Another line has this number already. Give each line its own.

# Forms to begin from.
faults-template-name = Write a name of 1 to { $most } characters.
faults-templates-many = You keep { $most } forms already. Throw one away first.

# For programs.
faults-premium-json = A premium is rows of a price and a rate in basis points: [[0,2500],[100000,2000]].
faults-tax-json = Taxes are basis points on either part: {"{"}"on_hammer":0,"on_premium":1900{"}"}.
faults-json-format = A format is english, first_price, vickrey, dutch, reverse, multi_unit or live.
faults-json-units-missing = Say how many units there are.
faults-json-units = Write a whole number of units.
faults-json-only-dutch = Only in a dutch auction does the price fall; leave this out, or change the format.
faults-json-only-several = Only a multi_unit auction sells several; leave this out, or change the format.
faults-json-only-pricing = Only winners of several units have a pricing; leave this out, or change the format.
faults-json-dutch = A dutch price falls like {"{"}"step":500,"every_s":60,"floor":10000{"}"}: amounts in whole minor units.
faults-json-pricing = Winners pay_as_bid, each their own price, or uniform, all the lowest that wins.
faults-json-closing = Closing is an object like {"{"}"mode":"hard"{"}"}.
faults-json-closing-spans = Window, extension and cap are whole seconds.
faults-json-closing-mode = An auction closes hard, reset, add, quiet or candle.
faults-json-closing-scope = A late bid moves the end of its lot, or of its group: lot or group.
faults-json-closing-trigger = What moves the end is price_or_leader or leader.
faults-json-title = A lot needs a title.
faults-json-start = A lot needs a starting price.
faults-json-end = An auction needs an end.
faults-json-text = Write this as text.
faults-json-amount = Write an amount as a whole number of minor units: 12500 for 125.00.
faults-json-choice = This is true or false.
faults-json-instant = Write an instant as RFC 3339 has it: 2026-11-21T14:00:00Z.
faults-json-currency = An auction needs a currency, like EUR.
faults-json-increments = Increments are "us", "uk", "decade", {"{"}"fixed":100{"}"}, {"{"}"percent":{"{"}"percent":5,"least":100{"}"}{"}"} or {"{"}"table":[[0,50],[1000,100]]{"}"}, in whole minor units.
faults-json-approval = Who may bid is "open", "registered" or "approved".
faults-json-buy-now-until = A lot can be bought at once until the first_bid, or until the price_passes.
faults-json-buy-now = Say at which price it can be bought at once, or leave out until when.
faults-json-of-a-lot = This is a lot’s own; leave it out of the sale.
faults-json-of-the-sale = All lots of a sale have this in common; leave it out of the lot.
faults-json-kind = A sale is timed or live.
faults-json-stagger = Write whole seconds from lot to lot.
