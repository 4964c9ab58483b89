//! The pages after the hammer: what is owed and by whom, one invoice, an offer, the house's list of strikes. State is icon and
//! word, and every act is a plain form.

use crate::domain::settlement::{InvoiceAct, InvoiceState, Part, Strike};
use crate::domain::{Bill, Currency, Money, Timestamp};
use crate::store::settlement::invoices::{Invoice, Party, Step};
use crate::store::settlement::ratings::{Rating, Ratings};
use crate::store::settlement::resales::{Offer, OfferState};
use crate::web::layout::Layout;
use crate::web::when;
use askama::Template;
use std::borrow::Borrow;

/// `GET /invoices`: what somebody bought and sold.
#[derive(Template)]
#[template(path = "invoices.html")]
pub struct InvoicesPage {
    pub layout: Layout,
    /// Lots offered to them, the latest first.
    pub offers: Vec<Offer>,
    pub bought: Vec<Shown>,
    pub sold: Vec<Shown>,
}

/// `GET /invoices/{id}`.
#[derive(Template)]
#[template(path = "invoice.html")]
pub struct InvoicePage {
    pub layout: Layout,
    pub shown: Shown,
    pub steps: Vec<Step>,
    /// What the viewer said of the other side, and that of them.
    pub given: Option<Rating>,
    pub received: Option<Rating>,
    /// What others say of the buyer, for the seller and the house.
    pub buyers_ratings: Option<Ratings>,
}

/// `GET /offers/{id}`: a second chance, as whom it was made to sees it.
#[derive(Template)]
#[template(path = "offer.html")]
pub struct OfferPage {
    pub layout: Layout,
    pub offer: Offer,
    pub currency: Currency,
    pub bill: Bill,
}

/// `GET /admin/strikes`: who did not pay.
#[derive(Template)]
#[template(path = "strikes.html")]
pub struct StrikesPage {
    pub layout: Layout,
    /// Those with the most standing strikes first.
    pub accounts: Vec<Struck>,
    /// So many, and an account may not bid.
    pub most: usize,
}

/// Somebody who has strikes.
#[derive(Clone, Debug)]
pub struct Struck {
    pub party: Party,
    pub invoices: Vec<Shown>,
}

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

/// A line of an invoice's history: what happened, by whom, and why.
pub fn step_text(step: &Step) -> String {
    let what = match step.kind.as_str() {
        "made" => "Invoice made",
        "reminded" => "Buyer reminded",
        "paid" => "Paid",
        "handed_over" => "Handed over",
        "cancelled" => "Sale undone",
        "reported" => "Reported as not paid: a strike for the buyer",
        "lifted" => "Strike lifted",
        other => other,
    };
    let by = match step.part.as_deref() {
        Some("buyer") => ", said the buyer",
        Some("seller") => ", said the seller",
        Some("house") => ", said the house",
        _ => "",
    };
    let why = if step.reason.is_empty() { String::new() } else { format!(": {}", step.reason) };
    format!("{what}{by}{why}")
}

/// `★★★★☆`, with its words for who cannot see that beside it in the page.
pub fn stars_text(rating: &Rating) -> String {
    let most = usize::try_from(crate::config::settlement::MOST_STARS).unwrap_or_default();
    let given = usize::try_from(rating.stars).unwrap_or_default().min(most);
    "★".repeat(given) + &"☆".repeat(most - given)
}

/// `★ 4.7 (12 ratings)`; empty without any.
pub fn average_text(ratings: &Ratings) -> String {
    let Some(tenths) = ratings.tenths() else { return String::new() };
    let plural = if ratings.count == 1 { "" } else { "s" };
    format!("★ {}.{} ({} rating{plural})", tenths / 10, tenths % 10, ratings.count)
}

impl InvoicePage {
    /// An amount in the invoice's currency.
    pub fn money(&self, amount: impl Borrow<Money>) -> String {
        self.shown.money(amount)
    }
}

impl Struck {
    /// How many of their strikes stand.
    pub fn standing(&self) -> usize {
        self.invoices.iter().filter(|shown| shown.invoice.progress.strike == Strike::Standing).count()
    }
}

/// Icon and word for an offer.
pub fn offer_text(state: &OfferState) -> &'static str {
    match state {
        OfferState::Open => "○ Open",
        OfferState::Accepted => "● Accepted",
        OfferState::Refused => "× Declined",
        OfferState::Expired => "■ Run out",
        OfferState::Undone => "× Accepted, and not paid",
    }
}

impl OfferPage {
    /// An amount in the lot's currency.
    pub fn money(&self, amount: impl Borrow<Money>) -> String {
        self.currency.display(*amount.borrow())
    }

    /// Whether it can still be answered.
    pub fn is_open(&self) -> bool {
        self.offer.state == OfferState::Open
    }
}
