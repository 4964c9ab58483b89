//! One auction as a state machine: [`decide`](Auction::decide) turns a command into events or a
//! [`Rejection`], and [`apply`](Auction::apply) folds an event into the state. Nothing else changes an auction.
//!
//! - `decide` what a command makes happen · `acts` what the seller and the house may do · `conduct` what an auctioneer does
//! - `apply` what an event leaves behind

mod acts;
mod apply;
mod conduct;
mod decide;

use super::book::{Book, Placed};
use super::candle::Seed;
use super::closing::ClosingMode;
use super::event::{Award, Receipt};
use super::formats::{self, Ground};
use super::money::Money;
use super::rejection::Rejection;
use super::terms::{BuyNowUntil, Format, Terms};
use super::{AccountId, Bid, BidKey, Seq, Timestamp};
use crate::config;
use chrono::TimeDelta;
use hashbrown::HashMap;
use std::collections::HashSet;
use std::sync::Arc;

/// An auction after some prefix of its ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auction {
    pub terms: Arc<Terms>,
    pub seller: AccountId,
    /// Hidden from everybody but the seller; only whether it is met is public.
    pub reserve: Option<Money>,
    /// What a candle's length is drawn from; hidden until the close.
    pub seed: Option<Seed>,
    pub status: Status,
    /// The number of the last event applied.
    pub seq: Seq,
    /// What the leader would pay now; `None` before the first bid, and while bids are sealed.
    pub price: Option<Money>,
    /// Who leads, where one does and it is no secret.
    pub lead: Option<Lead>,
    /// Bids that changed price or leader, or tried to; a leader's own raise is not counted.
    pub bids: u32,
    /// The end as extended so far. While the auction is halted the time left stands still.
    pub ends_at: Timestamp,
    /// The scheduled end, moved only by a halt or an outage: what a cap on extensions is counted from.
    pub scheduled_end: Timestamp,
    /// What an auctioneer asks for, until somebody bids it.
    pub ask: Option<Money>,
    /// Whether the auctioneer has given fair warning since the last bid.
    pub warned: bool,
    /// Every accepted bid.
    pub book: Book,
    /// Who got what, once it is closed.
    awards: Vec<Award>,
    opened_at: Option<Timestamp>,
    halted_at: Option<Timestamp>,
    /// For how long it was halted in all.
    stood_still: TimeDelta,
    /// What the auctioneer did and can take back, oldest first.
    undoable: Vec<conduct::Undoable>,
    /// Everybody who ever bid here, by account.
    bidders: HashMap<AccountId, Bidder>,
    /// The same by number: `roster[0]` is `b1`.
    roster: Vec<AccountId>,
}

/// Where an auction is in its life. A draft is not an auction yet, and has no state here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Scheduled,
    Open,
    Halted,
    /// Over, with or without a sale.
    Closed,
    /// Taken down; nobody won.
    Cancelled,
}

/// Who leads, and up to where. The maximum is the leader's secret (I10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    pub bidder: AccountId,
    pub maximum: Money,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bidder {
    /// Shown as `b1`, `b2` …, in the order of first bids: stable within the auction, meaningless outside it.
    number: u32,
    /// Their last bid that counts.
    last: Option<Seq>,
}

/// How one bidder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Their sealed bid is in; how it stands nobody knows.
    Sealed,
    Leading,
    Outbid,
    Won,
    Lost,
}

impl Standing {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Sealed => "sealed",
            Standing::Leading => "leading",
            Standing::Outbid => "outbid",
            Standing::Won => "won",
            Standing::Lost => "lost",
        }
    }
}

impl Status {
    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Status::Scheduled => "scheduled",
            Status::Open => "open",
            Status::Halted => "halted",
            Status::Closed => "closed",
            Status::Cancelled => "cancelled",
        }
    }

    /// Whether nothing can happen any more.
    pub fn is_final(self) -> bool {
        matches!(self, Status::Closed | Status::Cancelled)
    }
}

impl Auction {
    /// A published auction to which nothing has happened yet.
    pub fn published(terms: Arc<Terms>, seller: AccountId, reserve: Option<Money>) -> Auction {
        Auction {
            seller,
            reserve,
            seed: None,
            status: Status::Scheduled,
            seq: 0,
            price: None,
            lead: None,
            bids: 0,
            ends_at: terms.ends_at,
            scheduled_end: terms.ends_at,
            ask: None,
            warned: false,
            book: Book::default(),
            awards: Vec::new(),
            opened_at: None,
            halted_at: None,
            stood_still: TimeDelta::zero(),
            undoable: Vec::new(),
            bidders: HashMap::new(),
            roster: Vec::new(),
            terms,
        }
    }

    /// The same, burning by a candle whose length is drawn from `seed`.
    #[must_use]
    pub fn with_seed(self, seed: Option<Seed>) -> Auction {
        Auction { seed, ..self }
    }

    /// What a bid meets.
    pub fn ground(&self) -> Ground<'_> {
        Ground { terms: &self.terms, reserve: self.reserve, price: self.price, lead: self.lead }
    }

    /// The least amount that can be bid now; in a reverse auction the most. A Dutch price is that from which it falls: ask
    /// [`minimum_at`](Self::minimum_at).
    pub fn minimum(&self) -> Money {
        formats::minimum(self, None)
    }

    /// The least amount that can be bid at `now`.
    pub fn minimum_at(&self, now: Timestamp) -> Money {
        formats::minimum(self, Some(now))
    }

    /// When a Dutch price falls next as seen at `now`, and to what; `None` if it stands, and elsewhere.
    pub fn next_fall(&self, now: Timestamp) -> Option<(Timestamp, Money)> {
        formats::dutch::next(self, now)
    }

    /// Who got what, or would if it closed now. While bids are sealed that is the house's secret.
    pub fn awards(&self) -> Vec<Award> {
        match self.status {
            Status::Closed => self.awards.clone(),
            Status::Cancelled => Vec::new(),
            _ => formats::awards(self),
        }
    }

    /// Who bought the lot and at which price, or would if it closed now; of several buyers the first, and the lowest price.
    /// Nothing while bids are sealed.
    pub fn sold_at(&self) -> Option<(AccountId, Money)> {
        if self.terms.format.is_sealed() && self.status != Status::Closed {
            return None;
        }
        let awards = self.awards();
        Some((awards.first()?.bidder, awards.last()?.price))
    }

    /// Whether the price has reached the reserve. Without a reserve it always has.
    pub fn reserve_met(&self) -> bool {
        let Some(reserve) = self.reserve else { return true };
        match self.terms.format {
            Format::Reverse => self.price.is_some_and(|price| price <= reserve),
            Format::MultiUnit { .. } => self.last_bids().any(|placed| placed.maximum >= reserve),
            _ => self.price.unwrap_or_default() >= reserve,
        }
    }

    /// The number behind a bidder's pseudonym; 0 is the floor of a live sale.
    pub fn number(&self, account: AccountId) -> Option<u32> {
        self.bidders.get(&account).map(|bidder| bidder.number)
    }

    /// The account behind a pseudonym's number.
    pub fn account(&self, number: u32) -> Option<AccountId> {
        match number.checked_sub(1) {
            None => Some(AccountId::FLOOR).filter(|floor| self.bidders.contains_key(floor)),
            Some(index) => self.roster.get(index as usize).copied(),
        }
    }

    /// How a bidder stands and the most they have authorised; `None` if no bid of theirs counts here.
    pub fn standing(&self, account: AccountId) -> Option<(Standing, Money)> {
        let last = self.last_bid(account)?;
        let standing = match self.status {
            Status::Closed if self.awards.iter().any(|award| award.bidder == account) => Standing::Won,
            Status::Closed | Status::Cancelled => Standing::Lost,
            _ if self.terms.format.is_sealed() => Standing::Sealed,
            _ if self.leads(account) => Standing::Leading,
            _ => Standing::Outbid,
        };
        Some((standing, last.maximum))
    }

    fn leads(&self, account: AccountId) -> bool {
        match self.terms.format {
            Format::MultiUnit { .. } => self.awards().iter().any(|award| award.bidder == account),
            _ => self.lead.is_some_and(|lead| lead.bidder == account),
        }
    }

    /// What this account could have to pay here as things stand: the leader's maximum; a sealed bid in full, because nobody
    /// may know whether it leads; of several units those bid for, if any would be won. Nothing once it is over, and nothing
    /// in a reverse auction, where bidders are paid.
    pub fn exposure(&self, account: AccountId) -> Money {
        self.exposures()(account)
    }

    /// The same for many accounts: who gets any of several units is found out once for all of them.
    pub fn exposures(&self) -> impl Fn(AccountId) -> Money {
        let winning: HashSet<AccountId> = match self.terms.format {
            Format::MultiUnit { .. } => self.awards().iter().map(|award| award.bidder).collect(),
            _ => self.lead.iter().map(|lead| lead.bidder).collect(),
        };
        move |account| {
            let counts = match self.terms.format {
                _ if self.status.is_final() => false,
                Format::Reverse => false,
                Format::FirstPrice | Format::Vickrey => true,
                _ => winning.contains(&account),
            };
            let last = self.last_bid(account).filter(|_| counts);
            last.map_or(Money(0), |last| last.maximum.times(last.quantity))
        }
    }

    /// Everybody who bid here, in the order of their first bids.
    pub fn roster(&self) -> &[AccountId] {
        &self.roster
    }

    /// The last bid of each bidder that counts, in no order.
    pub fn last_bids(&self) -> impl Iterator<Item = &Placed> {
        self.bidders.values().filter_map(|bidder| self.book.bid(bidder.last?))
    }

    /// The last bid of this bidder that counts.
    pub fn last_bid(&self, account: AccountId) -> Option<&Placed> {
        self.book.bid(self.bidders.get(&account)?.last?)
    }

    /// The bids of this bidder that count, in their order.
    pub fn bids_of(&self, account: AccountId) -> impl Iterator<Item = &Placed> {
        self.book.standing().filter(move |placed| placed.bidder == account)
    }

    /// At which price the lot can be bought at once now.
    pub fn buy_now(&self) -> Option<Money> {
        let offer = self.terms.buy_now.filter(|_| self.status == Status::Open)?;
        let stands = match offer.until {
            BuyNowUntil::PricePasses => self.price.is_none_or(|price| price < offer.price),
            BuyNowUntil::FirstBid if self.reserve.is_some() => !self.reserve_met(),
            BuyNowUntil::FirstBid => self.lead.is_none(),
        };
        stands.then_some(offer.price)
    }

    /// What a bid with this key was answered already: the same receipt for the same bid, [`Rejection::KeyReused`] for
    /// another. `None` if the key is new.
    pub fn answered(&self, bid: &Bid) -> Option<Result<Receipt, Rejection>> {
        let before = self.book.with_key(bid.bidder, bid.key)?;
        Some(if before.asked() == bid.asked() { Ok(before.receipt()) } else { Err(Rejection::KeyReused) })
    }

    /// What the bid with this key was answered, if it was accepted.
    pub fn receipt(&self, bidder: AccountId, key: BidKey) -> Option<Receipt> {
        self.book.with_key(bidder, key).map(Placed::receipt)
    }

    /// Which of a bidder's bids can be taken back, and until about when; `None` if none ever can. The rules say exactly.
    pub fn retractable(&self, bidder: AccountId) -> Option<(Seq, Timestamp)> {
        let last = self.last_bid(bidder).filter(|_| self.terms.retraction && !self.status.is_final())?;
        let at_once = last.at + config::RETRACT_WITHIN;
        let until = match self.terms.format {
            Format::Live => Some(at_once).filter(|_| self.status == Status::Scheduled)?,
            _ => at_once.min(self.ends_at - config::RETRACT_BEFORE),
        };
        Some((last.seq, until)).filter(|_| until > last.at)
    }

    /// The last instant at which a bid counts, as far as anybody can say now: the end, or how long the candle burns. Nobody
    /// outside the house may learn it before (I10).
    pub fn accepts_until(&self) -> Timestamp {
        let closing = &self.terms.closing;
        match (self.terms.format, closing.mode, self.seed) {
            (Format::Live, ..) => Timestamp::MAX_UTC,
            (_, ClosingMode::Candle, Some(seed)) => self.ends_at + seed.tail(closing.longest_tail()),
            _ => self.ends_at,
        }
    }

    /// Whether time is up for what is received at `at`, and nobody has closed it yet.
    pub fn is_due(&self, at: Timestamp) -> bool {
        self.status == Status::Open && at > self.accepts_until()
    }

    /// Whether it is closed by a hammer that the auctioneer can take back.
    pub fn may_come_back(&self) -> bool {
        self.status == Status::Closed && self.terms.format == Format::Live
    }

    /// The instant at which [`Command::Tick`](super::Command::Tick) will next do something: the opening, or the first
    /// instant after the end. `None` if an auctioneer decides, or nothing is to come.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self.status {
            _ if self.terms.format == Format::Live => None,
            Status::Scheduled => Some(self.terms.starts_at),
            Status::Open => Some(self.accepts_until() + TimeDelta::milliseconds(1)),
            Status::Halted | Status::Closed | Status::Cancelled => None,
        }
    }

    /// How long bids may still come in: stands still while the auction is halted, negative once the end has passed.
    pub fn time_left(&self, now: Timestamp) -> TimeDelta {
        self.ends_at - self.halted_at.unwrap_or(now)
    }

    /// When it was opened, if it was.
    pub fn opened_at(&self) -> Option<Timestamp> {
        self.opened_at
    }

    /// Since when it is halted, if it is.
    pub fn halted_at(&self) -> Option<Timestamp> {
        self.halted_at
    }

    /// The instant from which a Dutch price would have fallen to what it is now without a break.
    pub fn falls_from(&self) -> Option<Timestamp> {
        self.opened_at.map(|opened| opened + self.stood_still)
    }
}
