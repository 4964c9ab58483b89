//! What the house made of a command, to be asserted and handed on.

use super::{Lot, euros, instant};
use gavel::domain::{AccountId, Cause, Event, Rejection, Timestamp};

/// What the house made of a command.
pub struct Verdict<'l> {
    lot: &'l Lot,
    by: Option<AccountId>,
    outcome: Result<Vec<Event>, Rejection>,
}

impl<'l> Verdict<'l> {
    pub fn of(lot: &'l Lot, by: Option<AccountId>, outcome: Result<Vec<Event>, Rejection>) -> Verdict<'l> {
        Verdict { lot, by, outcome }
    }
}

impl Verdict<'_> {
    /// The command was accepted, whatever it did.
    #[track_caller]
    pub fn accepted(&self) -> &Self {
        assert!(self.outcome.is_ok(), "refused: {:?}", self.outcome);
        self
    }

    /// Whoever bid leads now, at this price.
    #[track_caller]
    pub fn leads_at(&self, price: &str) -> &Self {
        self.accepted();
        assert_eq!(self.lot.auction.lead.map(|lead| lead.bidder), self.by, "the leader");
        self.lot.price_is(price);
        self
    }

    /// The bid was accepted and beaten at once: somebody else leads, at this price.
    #[track_caller]
    pub fn is_beaten_by(&self, leader: AccountId, price: &str) -> &Self {
        self.accepted();
        assert_eq!(self.lot.auction.lead.map(|lead| lead.bidder), Some(leader), "the leader");
        assert_ne!(self.by, Some(leader));
        self.lot.price_is(price);
        self
    }

    /// The least next bid.
    #[track_caller]
    pub fn next(&self, minimum: &str) -> &Self {
        self.lot.minimum_is(minimum);
        self
    }

    /// Why it was refused, if it was.
    pub fn refusal(&self) -> Option<Rejection> {
        self.outcome.as_ref().err().copied()
    }

    #[track_caller]
    pub fn is_refused(&self, why: Rejection) -> &Self {
        assert_eq!(self.outcome, Err(why));
        self
    }

    #[track_caller]
    pub fn is_too_low_for(&self, minimum: &str) -> &Self {
        self.is_refused(Rejection::TooLow { minimum: euros(minimum) })
    }

    /// Exactly these events.
    #[track_caller]
    pub fn happens(&self, events: &[Event]) -> &Self {
        assert_eq!(self.outcome.as_deref(), Ok(events));
        self
    }

    #[track_caller]
    pub fn meets_the_reserve(&self) -> &Self {
        self.accepted();
        assert!(self.outcome.iter().flatten().any(|event| *event == Event::ReserveMet), "{:?}", self.outcome);
        self
    }

    #[track_caller]
    pub fn leaves_the_reserve_unmet(&self) -> &Self {
        self.accepted();
        assert!(!self.lot.reserve_met());
        assert!(self.outcome.iter().flatten().all(|event| *event != Event::ReserveMet), "{:?}", self.outcome);
        self
    }

    /// The bid moved the end, from and to these seconds after the scheduled one.
    #[track_caller]
    pub fn extends(&self, from: f64, to: f64) -> &Self {
        self.accepted();
        assert_eq!(self.extension(), Some((instant(from), instant(to))));
        self.lot.ends_at(to);
        self
    }

    #[track_caller]
    pub fn extends_nothing(&self) -> &Self {
        assert_eq!(self.extension(), None);
        self
    }

    /// The end moved for this reason, to this many seconds after the scheduled one.
    #[track_caller]
    pub fn moves_the_end(&self, because: Cause, to: f64) -> &Self {
        self.accepted();
        let moved = self.outcome.iter().flatten().find_map(|event| match event {
            Event::Extended { to, because, .. } => Some((*because, *to)),
            _ => None,
        });
        assert_eq!(moved, Some((because, instant(to))));
        self
    }

    /// The kinds of what happened, as the ledger names them.
    #[track_caller]
    pub fn is_told_as(&self, kinds: &[&str]) -> &Self {
        self.accepted();
        let told: Vec<_> = self.outcome.iter().flatten().map(gavel::store::ledger::kind).collect();
        assert_eq!(told, kinds);
        self
    }

    fn extension(&self) -> Option<(Timestamp, Timestamp)> {
        self.outcome.iter().flatten().find_map(|event| match event {
            Event::Extended { from, to, .. } => Some((*from, *to)),
            _ => None,
        })
    }
}
