//! A lot on the block, to be told like the rule book: `lot.bids(A, "12.00").leads_at("9.99")`.
//!
//! Amounts are written in euros, instants in seconds from the scheduled end (`-90.0` is a minute and a half before it).
//! Every lot runs for a day and is open when a test gets it.

use chrono::{DateTime, TimeDelta};
use gavel::domain::ledger::Nonce;
use gavel::domain::{
    AccountId, AuctionId, BidKey, ClosingMode, Currency, Increments, Money, Rejection, Terms, Timestamp, Trigger,
};
use gavel::domain::{Auction, Bid, By, Command, Event, Receipt, Standing, Status};
use std::sync::Arc;
use uuid::Uuid;

pub const A: AccountId = AccountId(Uuid::from_u128(0xA));
pub const B: AccountId = AccountId(Uuid::from_u128(0xB));
pub const C: AccountId = AccountId(Uuid::from_u128(0xC));
pub const SELLER: AccountId = AccountId(Uuid::from_u128(0x5E));
pub const ANOTHER_SELLER: AccountId = AccountId(Uuid::from_u128(0x5F));
pub const ADMIN: By = By::Admin(AccountId(Uuid::from_u128(0xAD)));

/// The scheduled end of every lot here, in milliseconds since the epoch.
const END_MS: i64 = 1_800_000_000_000;

/// `12`, `9.9` and `9.99` euros in cents, by no code of the house.
pub fn euros(text: &str) -> Money {
    let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
    Money(format!("{whole}{cents:0<2}").parse().expect("euros"))
}

/// The instant this many seconds after the scheduled end.
fn instant(seconds: f64) -> Timestamp {
    DateTime::from_timestamp_millis(END_MS + (seconds * 1000.0).round() as i64).expect("an instant")
}

/// An auction, its ledger, and the house's clock.
pub struct Lot {
    pub auction: Auction,
    pub ledger: Vec<(Timestamp, Event)>,
    now: Timestamp,
    presses: u128,
}

/// What the house made of a command.
pub struct Verdict<'l> {
    lot: &'l Lot,
    by: Option<AccountId>,
    outcome: Result<Vec<Event>, Rejection>,
}

impl Lot {
    pub fn us(start: &str) -> Lot {
        Lot::stepping(start, Increments::us(Currency::EUR))
    }

    pub fn uk(start: &str) -> Lot {
        Lot::stepping(start, Increments::uk(Currency::EUR))
    }

    pub fn stepping(start: &str, increments: Increments) -> Lot {
        let terms = Terms::usual(
            AuctionId(Uuid::from_u128(1)),
            Currency::EUR,
            euros(start),
            increments,
            instant(-86_400.0),
            instant(0.0),
        );
        Lot::scheduled(terms, None).opened()
    }

    fn scheduled(terms: Terms, reserve: Option<Money>) -> Lot {
        let now = terms.starts_at;
        let auction = Auction::published(Arc::new(terms), SELLER, reserve);
        Lot { auction, ledger: Vec::new(), now, presses: 0 }
    }

    fn opened(mut self) -> Lot {
        self.ticks().happens(&[Event::Opened { by: None }]);
        self
    }

    /// The same lot, published under other terms and opened anew.
    fn under(self, change: impl FnOnce(&mut Terms)) -> Lot {
        let mut terms = Terms::clone(&self.auction.terms);
        change(&mut terms);
        Lot::scheduled(terms, self.auction.reserve).opened()
    }

    pub fn reserve(self, amount: &str) -> Lot {
        Lot::scheduled(Terms::clone(&self.auction.terms), Some(euros(amount))).opened()
    }

    pub fn in_steps_of(self, quantum: &str) -> Lot {
        self.under(|terms| terms.quantum = Some(euros(quantum)))
    }

    pub fn without_automatic_bidding(self) -> Lot {
        self.under(|terms| terms.automatic = false)
    }

    pub fn hard_close(self) -> Lot {
        self.under(|terms| terms.closing.mode = ClosingMode::Hard)
    }

    pub fn extends_by(self, window_s: i64, extension_s: i64) -> Lot {
        self.under(|terms| {
            terms.closing.window = TimeDelta::seconds(window_s);
            terms.closing.extension = TimeDelta::seconds(extension_s);
        })
    }

    pub fn extends_at_most(self, cap_s: i64) -> Lot {
        self.under(|terms| terms.closing.cap = Some(TimeDelta::seconds(cap_s)))
    }

    pub fn extended_by_a_new_leader_only(self) -> Lot {
        self.under(|terms| terms.closing.trigger = Trigger::Leader)
    }

    /// The same lot before its opening.
    pub fn not_begun(self) -> Lot {
        let mut lot = Lot::scheduled(Terms::clone(&self.auction.terms), self.auction.reserve);
        lot.now = lot.auction.terms.starts_at - TimeDelta::milliseconds(1);
        lot
    }

    /// Sets the clock to this many seconds after the scheduled end.
    pub fn at(&mut self, seconds: f64) -> &mut Lot {
        self.now = instant(seconds);
        self
    }

    pub fn bids(&mut self, bidder: AccountId, amount: &str) -> Verdict<'_> {
        let bid = self.press(bidder, amount);
        self.sends(bid)
    }

    pub fn jumps(&mut self, bidder: AccountId, amount: &str) -> Verdict<'_> {
        let bid = Bid { exact: true, ..self.press(bidder, amount) };
        self.sends(bid)
    }

    /// A new press of the button: a bid with a key of its own, not sent yet.
    pub fn press(&mut self, bidder: AccountId, amount: &str) -> Bid {
        self.presses += 1;
        let key = BidKey(Uuid::from_u128(self.presses));
        Bid::new(bidder, euros(amount), key, Nonce(self.presses.to_be_bytes()))
    }

    pub fn sends(&mut self, bid: Bid) -> Verdict<'_> {
        self.asks(Command::Bid(bid), Some(bid.bidder))
    }

    pub fn ticks(&mut self) -> Verdict<'_> {
        self.asks(Command::Tick, None)
    }

    pub fn halts(&mut self, by: By, reason: &str) -> Verdict<'_> {
        self.asks(Command::Halt { by, reason: reason.into() }, None)
    }

    pub fn resumes(&mut self, by: By, reason: &str) -> Verdict<'_> {
        self.asks(Command::Resume { by, reason: reason.into() }, None)
    }

    pub fn cancels(&mut self, by: By, reason: &str) -> Verdict<'_> {
        self.asks(Command::Cancel { by, reason: reason.into() }, None)
    }

    pub fn closes(&mut self, by: By, reason: &str) -> Verdict<'_> {
        self.asks(Command::Close { by, reason: reason.into() }, None)
    }

    fn asks(&mut self, command: Command, by: Option<AccountId>) -> Verdict<'_> {
        let outcome = self.auction.decide(&command, self.now);
        for event in outcome.iter().flatten() {
            self.auction.apply(self.now, event);
            self.ledger.push((self.now, event.clone()));
        }
        Verdict { lot: self, by, outcome }
    }

    pub fn receipt(&self, bid: &Bid) -> Receipt {
        self.auction.answered(bid).expect("an answered bid").expect("an accepted bid")
    }

    /// The public reserve flag.
    pub fn reserve_met(&self) -> bool {
        self.auction.reserve_met()
    }

    #[track_caller]
    pub fn price_is(&self, price: &str) {
        assert_eq!(self.auction.price, Some(euros(price)));
    }

    #[track_caller]
    pub fn minimum_is(&self, minimum: &str) {
        assert_eq!(self.auction.minimum(), euros(minimum));
    }

    #[track_caller]
    pub fn is(&self, status: Status) {
        assert_eq!(self.auction.status, status);
    }

    #[track_caller]
    pub fn stands(&self, bidder: AccountId, standing: Standing) {
        assert_eq!(self.auction.standing(bidder).map(|(word, _)| word), Some(standing));
    }

    /// The end, in seconds after the scheduled one.
    #[track_caller]
    pub fn ends_at(&self, seconds: f64) {
        assert_eq!(self.auction.ends_at, instant(seconds));
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

    fn extension(&self) -> Option<(Timestamp, Timestamp)> {
        self.outcome.iter().flatten().find_map(|event| match event {
            Event::Extended { from, to, .. } => Some((*from, *to)),
            _ => None,
        })
    }
}
