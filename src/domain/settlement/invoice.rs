//! An invoice's way: awaiting payment, paid, handed over, or undone because nobody paid. Who may take which step, and when.

use super::Obstacle;
use crate::domain::{AccountId, Timestamp};

/// How far an invoice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceState {
    AwaitingPayment,
    Paid,
    /// The buyer has what was bought: the end.
    HandedOver,
    /// Never paid, and the sale undone: the other end.
    Cancelled,
}

/// In what part somebody has to do with an invoice. Whoever buys or sells does not act for the house in their own sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Buyer,
    Seller,
    /// An admin.
    House,
}

/// What may be done with an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceAct {
    /// The money is there.
    Paid,
    /// The lot is.
    HandOver,
    /// Undo a sale that was not paid for.
    Cancel,
    /// Report a buyer who is late: a strike.
    Report,
    /// Take the strike back.
    Lift,
}

/// What an invoice's next step depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub state: InvoiceState,
    /// The last instant at which payment is in time.
    pub due_at: Timestamp,
    pub strike: Strike,
}

/// Whether the buyer was given a strike for an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strike {
    None,
    Standing,
    Lifted,
}

impl InvoiceState {
    /// Every state.
    pub const ALL: [InvoiceState; 4] =
        [InvoiceState::AwaitingPayment, InvoiceState::Paid, InvoiceState::HandedOver, InvoiceState::Cancelled];

    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            InvoiceState::AwaitingPayment => "awaiting_payment",
            InvoiceState::Paid => "paid",
            InvoiceState::HandedOver => "handed_over",
            InvoiceState::Cancelled => "cancelled",
        }
    }

    /// The state a word stands for.
    pub fn from_word(word: &str) -> Option<InvoiceState> {
        InvoiceState::ALL.into_iter().find(|state| state.word() == word)
    }
}

impl Part {
    /// In what part an account has to do with what `buyer` bought from `seller`; `None` if in none.
    pub fn of(account: AccountId, administers: bool, buyer: AccountId, seller: AccountId) -> Option<Part> {
        match account {
            account if account == buyer => Some(Part::Buyer),
            account if account == seller => Some(Part::Seller),
            _ => administers.then_some(Part::House),
        }
    }

    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Part::Buyer => "buyer",
            Part::Seller => "seller",
            Part::House => "house",
        }
    }
}

impl InvoiceAct {
    /// Every act, in the order in which they come.
    pub const ALL: [InvoiceAct; 5] =
        [InvoiceAct::Paid, InvoiceAct::HandOver, InvoiceAct::Report, InvoiceAct::Cancel, InvoiceAct::Lift];

    /// The last part of the act's address.
    pub fn word(self) -> &'static str {
        match self {
            InvoiceAct::Paid => "paid",
            InvoiceAct::HandOver => "handed_over",
            InvoiceAct::Cancel => "cancel",
            InvoiceAct::Report => "report",
            InvoiceAct::Lift => "lift",
        }
    }

    /// The act a word stands for.
    pub fn from_word(word: &str) -> Option<InvoiceAct> {
        InvoiceAct::ALL.into_iter().find(|act| act.word() == word)
    }

    /// What the invoice comes to by it, if that changes.
    pub fn leads_to(self) -> Option<InvoiceState> {
        match self {
            InvoiceAct::Paid => Some(InvoiceState::Paid),
            InvoiceAct::HandOver => Some(InvoiceState::HandedOver),
            InvoiceAct::Cancel => Some(InvoiceState::Cancelled),
            InvoiceAct::Report | InvoiceAct::Lift => None,
        }
    }

    /// Whether it is never done without saying why: what undoes or takes back, and whatever the house does in others' stead.
    pub fn needs_reason(self, by: Part) -> bool {
        by == Part::House || self == InvoiceAct::Cancel
    }

    /// Whether it is this part's to do at all.
    fn belongs_to(self, by: Part) -> bool {
        match self {
            InvoiceAct::Paid | InvoiceAct::Cancel | InvoiceAct::Report => by != Part::Buyer,
            InvoiceAct::HandOver => by != Part::Seller,
            InvoiceAct::Lift => by == Part::House,
        }
    }
}

impl Progress {
    /// Whether payment is late.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.state == InvoiceState::AwaitingPayment && now > self.due_at
    }

    /// Whether something may be done now.
    ///
    /// # Errors
    /// Why not.
    pub fn may(&self, act: InvoiceAct, by: Part, now: Timestamp) -> Result<(), Obstacle> {
        let (awaiting, overdue) = (self.state == InvoiceState::AwaitingPayment, self.is_overdue(now));
        match act {
            act if !act.belongs_to(by) => Err(Obstacle::Forbidden),
            InvoiceAct::HandOver if self.state == InvoiceState::Paid => Ok(()),
            InvoiceAct::Lift if self.strike == Strike::Standing => Ok(()),
            InvoiceAct::Paid if awaiting => Ok(()),
            // A seller who would rather sell to somebody else cannot undo what the buyer still may pay in time.
            InvoiceAct::Cancel if overdue || (awaiting && by == Part::House) => Ok(()),
            InvoiceAct::Report if overdue && self.strike == Strike::None => Ok(()),
            InvoiceAct::Cancel | InvoiceAct::Report if awaiting && !overdue => Err(Obstacle::NotOverdue),
            _ => Err(Obstacle::NotNow),
        }
    }

    /// Everything that may be done now.
    pub fn acts(&self, by: Part, now: Timestamp) -> impl Iterator<Item = InvoiceAct> {
        InvoiceAct::ALL.into_iter().filter(move |act| self.may(*act, by, now).is_ok())
    }

    /// Whether this part may rate the other: both once all is handed over, and the seller a buyer who has a strike for it.
    ///
    /// # Errors
    /// Why not.
    pub fn may_rate(&self, by: Part) -> Result<(), Obstacle> {
        match by {
            Part::House => Err(Obstacle::Forbidden),
            _ if self.state == InvoiceState::HandedOver => Ok(()),
            Part::Seller if self.strike == Strike::Standing => Ok(()),
            Part::Buyer | Part::Seller => Err(Obstacle::NotNow),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use InvoiceAct::*;
    use chrono::{DateTime, TimeDelta};
    use uuid::Uuid;

    fn due() -> Timestamp {
        DateTime::from_timestamp(1_800_000_000, 0).expect("an instant")
    }

    fn late() -> Timestamp {
        due() + TimeDelta::milliseconds(1)
    }

    fn at(state: InvoiceState) -> Progress {
        Progress { state, due_at: due(), strike: Strike::None }
    }

    fn acts(progress: Progress, by: Part, now: Timestamp) -> Vec<InvoiceAct> {
        progress.acts(by, now).collect()
    }

    #[test]
    fn the_seller_says_it_is_paid_and_the_buyer_that_it_is_handed_over() {
        let (awaiting, paid) = (at(InvoiceState::AwaitingPayment), at(InvoiceState::Paid));
        assert_eq!(acts(awaiting, Part::Seller, due()), [Paid]);
        assert_eq!(acts(awaiting, Part::Buyer, late()), []);
        assert_eq!(acts(paid, Part::Buyer, due()), [HandOver]);
        assert_eq!(acts(paid, Part::Seller, late()), []);
        assert_eq!(acts(paid, Part::House, due()), [HandOver], "in the stead of a buyer who forgets");
        assert_eq!(awaiting.may(Paid, Part::Buyer, due()), Err(Obstacle::Forbidden));
        assert_eq!(awaiting.may(HandOver, Part::Buyer, due()), Err(Obstacle::NotNow));
    }

    #[test]
    fn until_the_due_date_has_passed_only_the_house_may_undo_a_sale() {
        let awaiting = at(InvoiceState::AwaitingPayment);
        assert_eq!(awaiting.may(Cancel, Part::Seller, due()), Err(Obstacle::NotOverdue));
        assert_eq!(awaiting.may(Report, Part::House, due()), Err(Obstacle::NotOverdue));
        assert_eq!(awaiting.may(Cancel, Part::House, due()), Ok(()));
        assert_eq!(acts(awaiting, Part::Seller, late()), [Paid, Report, Cancel]);
        assert_eq!(
            at(InvoiceState::Paid).may(Cancel, Part::House, late()),
            Err(Obstacle::NotNow),
            "what is paid stands"
        );
    }

    #[test]
    fn a_late_buyer_is_reported_once_and_only_the_house_lifts_the_strike() {
        let struck = Progress { strike: Strike::Standing, ..at(InvoiceState::AwaitingPayment) };
        assert_eq!(acts(struck, Part::Seller, late()), [Paid, Cancel]);
        assert_eq!(struck.may(Lift, Part::Seller, late()), Err(Obstacle::Forbidden));
        for state in InvoiceState::ALL {
            assert_eq!(Progress { state, ..struck }.may(Lift, Part::House, late()), Ok(()), "{state:?}");
            let lifted = Progress { state, strike: Strike::Lifted, ..struck };
            assert_eq!(lifted.may(Lift, Part::House, late()), Err(Obstacle::NotNow));
            assert_ne!(lifted.may(Report, Part::Seller, late()), Ok(()), "once for an invoice");
        }
    }

    #[test]
    fn what_is_over_stays_as_it_is() {
        for state in [InvoiceState::HandedOver, InvoiceState::Cancelled] {
            for part in [Part::Buyer, Part::Seller, Part::House] {
                assert_eq!(acts(at(state), part, late()), [], "{state:?} {part:?}");
            }
        }
    }

    #[test]
    fn both_rate_once_it_is_handed_over_and_the_seller_also_who_has_a_strike() {
        let (paid, over) = (at(InvoiceState::Paid), at(InvoiceState::HandedOver));
        let struck = Progress { strike: Strike::Standing, ..at(InvoiceState::Cancelled) };
        assert!(over.may_rate(Part::Buyer).is_ok() && over.may_rate(Part::Seller).is_ok());
        assert_eq!(over.may_rate(Part::House), Err(Obstacle::Forbidden));
        assert_eq!(
            (paid.may_rate(Part::Buyer), paid.may_rate(Part::Seller)),
            (Err(Obstacle::NotNow), Err(Obstacle::NotNow))
        );
        assert_eq!((struck.may_rate(Part::Seller), struck.may_rate(Part::Buyer)), (Ok(()), Err(Obstacle::NotNow)));
        let lifted = Progress { strike: Strike::Lifted, ..struck };
        assert_eq!(lifted.may_rate(Part::Seller), Err(Obstacle::NotNow));
    }

    #[test]
    fn what_undoes_and_what_the_house_does_needs_a_reason() {
        assert!(
            Cancel.needs_reason(Part::Seller) && !Paid.needs_reason(Part::Seller) && !Report.needs_reason(Part::Seller)
        );
        assert!(InvoiceAct::ALL.iter().all(|act| act.needs_reason(Part::House)));
    }

    #[test]
    fn nobody_acts_for_the_house_in_their_own_sale() {
        let [buyer, seller, other] = [1, 2, 3].map(|n| AccountId(Uuid::from_u128(n)));
        assert_eq!(Part::of(buyer, true, buyer, seller), Some(Part::Buyer));
        assert_eq!(Part::of(seller, true, buyer, seller), Some(Part::Seller));
        assert_eq!(Part::of(other, true, buyer, seller), Some(Part::House));
        assert_eq!(Part::of(other, false, buyer, seller), None);
    }

    #[test]
    fn every_word_is_read_back() {
        assert!(InvoiceState::ALL.into_iter().all(|state| InvoiceState::from_word(state.word()) == Some(state)));
        assert!(InvoiceAct::ALL.into_iter().all(|act| InvoiceAct::from_word(act.word()) == Some(act)));
        assert_eq!((InvoiceState::from_word(""), InvoiceAct::from_word("unpaid")), (None, None));
    }
}
