### Sales: lots in order.

sale-sales = Sales
sale-new = New sale
sale-none = No sale has been announced.
sale-see-lots = See the lots on offer
sale-more = Show more
sale-console = Open the console
sale-facts = { $lots }, { $times }. Offered by { $owner }.
sale-lot = Lot { $number }
sale-timed = Timed sale
sale-live = Live sale
sale-lots = { $count ->
    [one] { $count } lot
   *[other] { $count } lots
}
sale-times-live = lot after lot under the hammer from { $from }
sale-times-together = all lots end { $at }
sale-times-staggered = the first lot ends { $at }, then one every { $every }
sale-times-minute = the first lot ends { $at }, then one every minute
