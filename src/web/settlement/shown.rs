//! An invoice in words: how far it is, what can be done with it and what its buyer is reminded of, for one of those whom it
//! concerns.

use crate::domain::settlement::{InvoiceAct, InvoiceState, Part, Strike};
use crate::domain::{Bill, Money, Timestamp};
use crate::store::settlement::invoices::Invoice;
use crate::web::when;
use std::borrow::Borrow;

/// An invoice as somebody with a part in it sees it now.
#[derive(Clone, Debug)]
pub struct Shown {
    pub invoice: Invoice,
    pub part: Part,
    pub now: Timestamp,
}

/// Icon and word for a state.
fn state_text(state: InvoiceState, overdue: bool) -> &'static str {
    match state {
        InvoiceState::AwaitingPayment if overdue => "▲ Overdue",
        InvoiceState::AwaitingPayment => "○ Awaiting payment",
        InvoiceState::Paid => "● Paid",
        InvoiceState::HandedOver => "■ Handed over",
        InvoiceState::Cancelled => "× Cancelled",
    }
}

impl Shown {
    /// `○ Awaiting payment`.
    pub fn state_text(&self) -> &'static str {
        state_text(self.invoice.progress.state, self.is_overdue())
    }

    /// The class that colours it.
    pub fn state_class(&self) -> &'static str {
        match self.invoice.progress.state {
            InvoiceState::AwaitingPayment if self.is_overdue() => "halted",
            InvoiceState::Paid | InvoiceState::HandedOver => "open",
            InvoiceState::AwaitingPayment | InvoiceState::Cancelled => "closed",
        }
    }

    /// Whether payment is late.
    pub fn is_overdue(&self) -> bool {
        self.invoice.progress.is_overdue(self.now)
    }

    /// Whether it is still to be paid.
    pub fn is_awaited(&self) -> bool {
        self.invoice.progress.state == InvoiceState::AwaitingPayment
    }

    /// Whether the viewer bought it.
    pub fn is_buyer(&self) -> bool {
        self.part == Part::Buyer
    }

    /// An amount in the invoice's currency.
    pub fn money(&self, amount: impl Borrow<Money>) -> String {
        self.invoice.currency.display(*amount.borrow())
    }

    /// The total.
    pub fn total(&self) -> String {
        self.money(self.invoice.bill.total)
    }

    /// What the paper is to the viewer: the buyer's invoice, the seller's statement of it.
    pub fn paper(&self) -> &'static str {
        if self.part == Part::Seller { "Statement" } else { "Invoice" }
    }

    /// What of it is the seller's, told to the seller where there is more to it than the hammer price.
    pub fn proceeds(&self) -> String {
        let Bill { hammer, premium, tax, .. } = self.invoice.bill;
        let (rest, yours) = (premium.plus(tax), self.money(hammer));
        if self.part != Part::Seller || rest == Money(0) {
            return String::new();
        }
        format!("Of this {yours}, the hammer price, is yours. Premium and tax, {}, are the house’s.", self.money(rest))
    }

    /// What can be done now, each with the word on its button and whether it needs a reason.
    pub fn acts(&self) -> Vec<(InvoiceAct, &'static str, bool)> {
        let acts = self.invoice.progress.acts(self.part, self.now);
        acts.map(|act| (act, act_text(act, self.part), act.needs_reason(self.part))).collect()
    }

    /// Whether the viewer may rate the other side, if they have not yet.
    pub fn may_rate(&self) -> bool {
        self.invoice.progress.may_rate(self.part).is_ok()
    }

    /// What stands about a strike, for those who may know.
    pub fn strike_text(&self) -> &'static str {
        match self.invoice.progress.strike {
            Strike::None => "",
            Strike::Standing => "▲ The buyer has a strike for not paying this in time.",
            Strike::Lifted => "○ A strike for not paying this in time was lifted by the house.",
        }
    }

    /// What the buyer is reminded of; empty if of nothing.
    pub fn reminder(&self) -> String {
        if !self.is_awaited() || !self.is_buyer() || self.invoice.reminders == 0 {
            return String::new();
        }
        let due = when::short(self.invoice.progress.due_at);
        let (count, total) = (self.invoice.reminders, self.total());
        let was = if self.is_overdue() { "was" } else { "is" };
        format!("▲ Reminder {count}: {total} {was} due on {due}. Settle it with {}.", self.invoice.seller.name)
    }
}

/// The word on an act's button.
fn act_text(act: InvoiceAct, part: Part) -> &'static str {
    match act {
        InvoiceAct::Paid => "The money is here",
        InvoiceAct::HandOver if part == Part::Buyer => "I have it",
        InvoiceAct::HandOver => "The buyer has it",
        InvoiceAct::Report => "Report as not paid",
        InvoiceAct::Cancel => "Undo the sale",
        InvoiceAct::Lift => "Lift the strike",
    }
}
