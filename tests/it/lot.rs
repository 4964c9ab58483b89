//! A lot on the block, to be told like the rule book: `lot.bids(A, "12.00").leads_at("9.99")`.
//!
//! Amounts are written in euros, instants in seconds from the scheduled end (`-90.0` is a minute and a half before it).
//! Every lot runs for a day and is open when a test gets it.

mod verdict;

use chrono::{DateTime, TimeDelta};
use gavel::domain::ledger::Nonce;
use gavel::domain::terms::{BuyNow, BuyNowUntil, Rules, SaleLot};
use gavel::domain::{
    AccountId, Act, Auction, AuctionId, Bid, BidKey, By, ClosingMode, Command, Currency, Event, Format, Increments,
    Money, Outage, Receipt, SaleId, Scope, Seed, Seq, Standing, Status, Terms, Timestamp, Trigger,
};
use std::sync::Arc;
use uuid::Uuid;
pub use verdict::Verdict;

pub const A: AccountId = AccountId(Uuid::from_u128(0xA));
pub const B: AccountId = AccountId(Uuid::from_u128(0xB));
pub const C: AccountId = AccountId(Uuid::from_u128(0xC));
pub const SELLER: AccountId = AccountId(Uuid::from_u128(0x5E));
pub const ANOTHER_SELLER: AccountId = AccountId(Uuid::from_u128(0x5F));
pub const OWNER: By = By::Seller(SELLER);
pub const ADMIN: By = By::Admin(AccountId(Uuid::from_u128(0xAD)));

/// The scheduled end of every lot here, in milliseconds since the epoch.
const END_MS: i64 = 1_800_000_000_000;

/// `12`, `9.9` and `9.99` euros in cents, by no code of the house.
pub fn euros(text: &str) -> Money {
    let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
    Money(format!("{whole}{cents:0<2}").parse().expect("euros"))
}

/// The instant this many seconds after the scheduled end.
pub fn instant(seconds: f64) -> Timestamp {
    DateTime::from_timestamp_millis(END_MS + (seconds * 1000.0).round() as i64).expect("an instant")
}

/// An auction, its ledger, and the house's clock.
pub struct Lot {
    pub auction: Auction,
    pub ledger: Vec<(Timestamp, Event)>,
    now: Timestamp,
    presses: u128,
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

    /// Time opens it, if it is not for an auctioneer to do.
    fn opened(mut self) -> Lot {
        self.ticks();
        self
    }

    /// The same lot, published under other terms and opened anew.
    pub fn under(self, change: impl FnOnce(&mut Terms)) -> Lot {
        let mut terms = Terms::clone(&self.auction.terms);
        change(&mut terms);
        Lot::scheduled(terms, self.auction.reserve).opened()
    }

    pub fn reserve(self, amount: &str) -> Lot {
        self.with_reserve(Some(euros(amount)))
    }

    pub fn with_reserve(self, reserve: Option<Money>) -> Lot {
        Lot::scheduled(Terms::clone(&self.auction.terms), reserve).opened()
    }

    /// In a format whose end no bid moves the lot closes hard.
    pub fn sold_as(self, format: Format) -> Lot {
        let fixed = format.is_sealed() || matches!(format, Format::Dutch { .. } | Format::Live);
        self.under(|terms| {
            terms.format = format;
            terms.closing.mode = if fixed { ClosingMode::Hard } else { terms.closing.mode };
        })
    }

    pub fn closing(self, mode: ClosingMode) -> Lot {
        self.under(|terms| terms.closing.mode = mode)
    }

    /// Burns by a candle drawn from this seed.
    pub fn burning(self, seed: Seed) -> Lot {
        let mut terms = Terms::clone(&self.auction.terms);
        terms.closing.mode = ClosingMode::Candle;
        let lot = Lot::scheduled(terms, self.auction.reserve);
        Lot { auction: lot.auction.with_seed(Some(seed)), ..lot }.opened()
    }

    /// One of a sale's lots that close together.
    pub fn in_a_group(self) -> Lot {
        self.under(|terms| {
            terms.lot = Some(SaleLot { sale: SaleId(Uuid::from_u128(2)), number: 1 });
            terms.closing.scope = Scope::Group;
        })
    }

    pub fn buy_now(self, price: &str, until: BuyNowUntil) -> Lot {
        self.under(|terms| terms.buy_now = Some(BuyNow { price: euros(price), until }))
    }

    pub fn with_retraction(self) -> Lot {
        self.under(|terms| terms.retraction = true)
    }

    pub fn under_the_first_rules(self) -> Lot {
        self.under(|terms| terms.rules = Rules::V1)
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

    /// A bid for several units.
    pub fn bids_for(&mut self, bidder: AccountId, quantity: u32, amount: &str) -> Verdict<'_> {
        let bid = Bid { quantity, ..self.press(bidder, amount) };
        self.sends(bid)
    }

    /// The same, all or nothing.
    pub fn bids_for_all_of(&mut self, bidder: AccountId, quantity: u32, amount: &str) -> Verdict<'_> {
        let bid = Bid { quantity, whole: true, ..self.press(bidder, amount) };
        self.sends(bid)
    }

    /// Buys at once, at the seller's price.
    pub fn buys(&mut self, bidder: AccountId) -> Verdict<'_> {
        let bid = Bid { buy_now: true, ..self.press(bidder, "0") };
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

    pub fn voids(&mut self, by: By, seq: Seq, reason: &str) -> Verdict<'_> {
        self.asks(Command::Void { by, seq, reason: reason.into() }, None)
    }

    pub fn retracts(&mut self, bidder: AccountId, seq: Seq) -> Verdict<'_> {
        self.asks(Command::Retract { bidder, seq }, Some(bidder))
    }

    /// The auctioneer acts.
    pub fn conducts(&mut self, act: Act) -> Verdict<'_> {
        self.conducted_by(OWNER, act)
    }

    pub fn conducted_by(&mut self, by: By, act: Act) -> Verdict<'_> {
        self.asks(Command::Conduct { by, act }, None)
    }

    /// The house was away between these seconds after the scheduled end, and hears of it once it is back.
    pub fn survives(&mut self, from: f64, until: f64) -> Verdict<'_> {
        self.at(until);
        self.asks(Command::Outage(Outage { from: instant(from), until: instant(until) }), None)
    }

    /// Another lot of the group moved its end to this many seconds after the scheduled one.
    pub fn follows(&mut self, to: f64) -> Verdict<'_> {
        self.asks(Command::Follow { to: instant(to) }, None)
    }

    fn asks(&mut self, command: Command, by: Option<AccountId>) -> Verdict<'_> {
        let outcome = self.auction.decide(&command, self.now);
        for event in outcome.iter().flatten() {
            self.auction.apply(self.now, event);
            self.ledger.push((self.now, event.clone()));
        }
        Verdict::of(self, by, outcome)
    }

    pub fn receipt(&self, bid: &Bid) -> Receipt {
        self.auction.answered(bid).expect("an answered bid").expect("an accepted bid")
    }

    /// The number of the last event.
    pub fn last(&self) -> Seq {
        self.auction.seq
    }

    /// Who would get how many at which price, or got them.
    #[track_caller]
    pub fn gives(&self, awards: &[(AccountId, u32, &str)]) {
        let given: Vec<_> =
            self.auction.awards().iter().map(|award| (award.bidder, award.quantity, award.price)).collect();
        let expected: Vec<_> = awards.iter().map(|&(who, quantity, price)| (who, quantity, euros(price))).collect();
        assert_eq!(given, expected);
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
