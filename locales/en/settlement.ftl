# After the hammer: invoices, second chances, ratings.

settlement-title = After the hammer
settlement-title-help = What you bought, and what you sold.
settlement-offered = Offered to you
settlement-bought = Bought
settlement-sold = Sold
settlement-nothing = Nothing yet.
settlement-until = until
settlement-lot = Lot
settlement-number = Invoice
settlement-with = With
settlement-state = State
settlement-total = Total
settlement-due = Due
settlement-invoice = Invoice { $number }
settlement-statement = Statement { $number }
settlement-due-on = due on
settlement-units = { $count ->
    [one] { $count } unit
   *[other] { $count } units
}
settlement-by-chance = by a second chance
settlement-sold-by = Sold by
settlement-bought-by = Bought by
settlement-made = Made
settlement-unrated = not rated yet
settlement-history = History

settlement-overdue = ▲ Overdue
settlement-awaiting = ○ Awaiting payment
settlement-paid = ● Paid
settlement-handed-over = ■ Handed over
settlement-cancelled = × Cancelled
settlement-proceeds = Of this { $yours }, the hammer price, is yours. Premium and tax, { $rest }, are the house’s.
settlement-strike = ▲ The buyer has a strike for not paying this in time.
settlement-strike-lifted = ○ A strike for not paying this in time was lifted by the house.
settlement-reminder = ▲ Reminder { $nth }: { $total } is due on { $due }. Settle it with { $seller }.
settlement-reminder-late = ▲ Reminder { $nth }: { $total } was due on { $due }. Settle it with { $seller }.

settlement-act-paid = The money is here
settlement-act-received = I have it
settlement-act-handed-over = The buyer has it
settlement-act-report = Report as not paid
settlement-act-cancel = Undo the sale
settlement-act-lift = Lift the strike
settlement-reason = Reason
settlement-reason-for = to press “{ $act }”
settlement-reason-help = Buyer, seller and house can read it.
settlement-reason-long = A reason has at most { $most } characters.

settlement-done-paid = Paid. Hand the lot over; the buyer then says that it is there.
settlement-done-handed_over = Handed over. That is all; you can rate the other side.
settlement-done-cancel = The sale is undone, and nobody owes anything for it. The lot is free to be offered or listed again.
settlement-done-report = Reported. The buyer has a strike for it.
settlement-done-lift = The strike is lifted.
settlement-done-rate = Rated. Thank you.
settlement-done-accept = Yours. This is what is to be paid.
settlement-declined = Declined. You owe nothing.

settlement-step-made = Invoice made
settlement-step-reminded = Buyer reminded
settlement-step-paid = Paid
settlement-step-handed_over = Handed over
settlement-step-cancelled = Sale undone
settlement-step-reported = Reported as not paid: a strike for the buyer
settlement-step-lifted = Strike lifted
settlement-by-buyer = , said the buyer
settlement-by-seller = , said the seller
settlement-by-house = , said the house

settlement-obstacle-forbidden = That is not yours to do.
settlement-obstacle-not_now = That cannot be done now. Load it again and look how it stands.
settlement-obstacle-not_overdue = There is still time to pay; wait until the day it is due has passed.
settlement-obstacle-reason_required = Say why: the reason stands in the history.
settlement-obstacle-rated = You have rated this already, and a rating stays as it is.
settlement-obstacle-taken = This lot was sold, or it is being offered, or it is listed again. Look how it stands.
settlement-obstacle-nobody_left = There is nobody left to offer it to. You can list it again.
settlement-obstacle-barred = Too many purchases were not paid for, so this account may not buy until the house lifts a strike.

# A second chance.
settlement-chance-title = A second chance
settlement-chance = A second chance: { $title }
settlement-chance-why = This lot was not sold, or not paid for, and the seller offers it to you at the most you had authorised. Neither the seller nor anybody else knows that amount unless you accept.
settlement-chance-lot = See the lot
settlement-buy-for = Buy it for { $total }
settlement-decline = Decline
settlement-decline-help = It costs you nothing, and the lot may be offered to the next.
settlement-to-invoice = To the invoice
settlement-offer-open = ○ Open
settlement-offer-accepted = ● Accepted
settlement-offer-refused = × Declined
settlement-offer-expired = ■ Run out
settlement-offer-undone = × Accepted, and not paid

# Ratings.
settlement-ratings-title = Ratings
settlement-average = { $whole }.{ $tenths }
settlement-ratings = { $count ->
    [one] ★ { $average } ({ $count } rating)
   *[other] ★ { $average } ({ $count } ratings)
}
settlement-of-five = { $stars } of 5
settlement-said-of-buyer = What sellers say of the buyer
settlement-seller-gives = The seller gives you
settlement-buyer-gives = The buyer gives you
settlement-you-gave = You gave
settlement-how-was-it = How was it with { $name }?
settlement-once = Once, and it stays as it is.
settlement-grade-5 = very good
settlement-grade-4 = good
settlement-grade-3 = neither good nor bad
settlement-grade-2 = bad
settlement-grade-1 = very bad
settlement-few-words = In a few words
settlement-words-buyer = May stay empty. Everybody can read it on the seller’s lots.
settlement-words-seller = May stay empty. Other sellers can read it.
settlement-rate = Rate
settlement-rating-stars = A rating is 1 to { $most } stars.
settlement-rating-long = A rating has at most { $most } characters.
