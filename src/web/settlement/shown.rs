//! An invoice in words: how far it is, what can be done with it and what its buyer is reminded of, for one of those whom it
//! concerns.

use crate::domain::settlement::{InvoiceAct, InvoiceState, Part, Strike};
use crate::domain::{Bill, Money, Timestamp};
use crate::language;
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
fn state_text(state: InvoiceState, overdue: bool) -> String {
    match state {
        InvoiceState::AwaitingPayment if overdue => t!("settlement-overdue"),
        InvoiceState::AwaitingPayment => t!("settlement-awaiting"),
        InvoiceState::Paid => t!("settlement-paid"),
        InvoiceState::HandedOver => t!("settlement-handed-over"),
        InvoiceState::Cancelled => t!("settlement-cancelled"),
    }
}

impl Shown {
    /// `○ Awaiting payment`.
    pub fn state_text(&self) -> String {
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
        language::money(self.invoice.currency, *amount.borrow())
    }

    /// The total.
    pub fn total(&self) -> String {
        self.money(self.invoice.bill.total)
    }

    /// What the paper is to the viewer, with its number: the buyer's invoice, the seller's statement of it.
    pub fn paper(&self) -> String {
        let number = &self.invoice.number;
        if self.part == Part::Seller {
            t!("settlement-statement", number = number)
        } else {
            t!("settlement-invoice", number = number)
        }
    }

    /// What of it is the seller's, told to the seller where there is more to it than the hammer price.
    pub fn proceeds(&self) -> String {
        let Bill { hammer, premium, tax, .. } = self.invoice.bill;
        let (rest, yours) = (premium.plus(tax), self.money(hammer));
        if self.part != Part::Seller || rest == Money(0) {
            return String::new();
        }
        t!("settlement-proceeds", yours = yours, rest = self.money(rest))
    }

    /// What can be done now, each with the word on its button and whether it needs a reason.
    pub fn acts(&self) -> Vec<(InvoiceAct, String, bool)> {
        let acts = self.invoice.progress.acts(self.part, self.now);
        acts.map(|act| (act, act_text(act, self.part), act.needs_reason(self.part))).collect()
    }

    /// Whether the viewer may rate the other side, if they have not yet.
    pub fn may_rate(&self) -> bool {
        self.invoice.progress.may_rate(self.part).is_ok()
    }

    /// What stands about a strike, for those who may know.
    pub fn strike_text(&self) -> String {
        match self.invoice.progress.strike {
            Strike::None => String::new(),
            Strike::Standing => t!("settlement-strike"),
            Strike::Lifted => t!("settlement-strike-lifted"),
        }
    }

    /// What the buyer is reminded of; empty if of nothing.
    pub fn reminder(&self) -> String {
        if !self.is_awaited() || !self.is_buyer() || self.invoice.reminders == 0 {
            return String::new();
        }
        let due = when::short(self.invoice.progress.due_at);
        let (count, total, seller) = (self.invoice.reminders, self.total(), &self.invoice.seller.name);
        if self.is_overdue() {
            t!("settlement-reminder-late", nth = count, total = total, due = due, seller = seller)
        } else {
            t!("settlement-reminder", nth = count, total = total, due = due, seller = seller)
        }
    }
}

/// The word on an act's button.
fn act_text(act: InvoiceAct, part: Part) -> String {
    match act {
        InvoiceAct::Paid => t!("settlement-act-paid"),
        InvoiceAct::HandOver if part == Part::Buyer => t!("settlement-act-received"),
        InvoiceAct::HandOver => t!("settlement-act-handed-over"),
        InvoiceAct::Report => t!("settlement-act-report"),
        InvoiceAct::Cancel => t!("settlement-act-cancel"),
        InvoiceAct::Lift => t!("settlement-act-lift"),
    }
}
