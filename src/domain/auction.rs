//! One auction as a state machine: [`decide`](Auction::decide) turns a command into events or a [`Rejection`], and
//! [`apply`](Auction::apply) folds an event into the state. Nothing else changes an auction.

use super::closing::Closing;
use super::command::{Bid, By, Command};
use super::event::{BidPlaced, Event, Receipt};
use super::formats::english;
use super::money::Money;
use super::rejection::{NotOpen, Rejection};
use super::terms::{Format, Terms};
use super::{AccountId, BidKey, Seq, Timestamp};
use crate::config;
use chrono::TimeDelta;
use std::collections::HashMap;
use std::sync::Arc;

/// An auction after some prefix of its ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auction {
    pub terms: Arc<Terms>,
    pub seller: AccountId,
    /// Hidden from everybody but the seller; only whether it is met is public.
    pub reserve: Option<Money>,
    pub status: Status,
    /// The number of the last event applied.
    pub seq: Seq,
    /// What the leader would pay now; `None` before the first bid.
    pub price: Option<Money>,
    pub lead: Option<Lead>,
    /// Bids that changed price or leader, or tried to; a leader's own raise is not counted.
    pub bids: u32,
    /// The end as extended so far. While the auction is halted the time left stands still.
    pub ends_at: Timestamp,
    /// The scheduled end, moved only by a halt: what a cap on extensions is counted from.
    pub scheduled_end: Timestamp,
    halted_at: Option<Timestamp>,
    /// Everybody who ever bid here, by account.
    bidders: HashMap<AccountId, Bidder>,
    /// The same by number: `roster[0]` is `b1`.
    roster: Vec<AccountId>,
    /// What every accepted bid was answered, so that the same key gets the same answer (I15).
    receipts: HashMap<(AccountId, BidKey), Receipt>,
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
    maximum: Money,
}

/// How one bidder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Leading,
    Outbid,
    Won,
    Lost,
}

impl Standing {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
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

impl BidPlaced {
    pub(super) fn new(auction: &Auction, bid: &Bid, amount: Money, price: Money, lead: Lead) -> BidPlaced {
        BidPlaced {
            bidder: bid.bidder,
            number: auction.number(bid.bidder).unwrap_or(auction.roster.len() as u32 + 1),
            maximum: bid.amount,
            exact: bid.exact,
            key: bid.key,
            nonce: bid.nonce,
            amount,
            price,
            leader: lead.bidder,
            raise: auction.lead.is_some_and(|before| before.bidder == bid.bidder),
        }
    }
}

impl Auction {
    /// A published auction to which nothing has happened yet.
    pub fn published(terms: Arc<Terms>, seller: AccountId, reserve: Option<Money>) -> Auction {
        Auction {
            seller,
            reserve,
            status: Status::Scheduled,
            seq: 0,
            price: None,
            lead: None,
            bids: 0,
            ends_at: terms.ends_at,
            scheduled_end: terms.ends_at,
            halted_at: None,
            bidders: HashMap::new(),
            roster: Vec::new(),
            receipts: HashMap::new(),
            terms,
        }
    }

    /// The least amount that can be bid now.
    pub fn minimum(&self) -> Money {
        let least = self.price.map_or(self.terms.start, |price| self.terms.increments.above(price));
        match self.terms.quantum {
            Some(Money(quantum)) => Money(least.0.saturating_add(quantum - 1) / quantum * quantum),
            None => least,
        }
    }

    /// Whether the lot would be sold if it closed now: there is a leader, and the price is at the reserve.
    pub fn sold_at(&self) -> Option<(AccountId, Money)> {
        let (lead, price) = self.lead.zip(self.price)?;
        self.reserve_met().then_some((lead.bidder, price))
    }

    /// Whether the price has reached the reserve. Without a reserve it always has.
    pub fn reserve_met(&self) -> bool {
        let price = self.price.unwrap_or_default();
        self.reserve.is_none_or(|reserve| price >= reserve)
    }

    /// The number behind a bidder's pseudonym.
    pub fn number(&self, account: AccountId) -> Option<u32> {
        self.bidders.get(&account).map(|bidder| bidder.number)
    }

    /// The account behind a pseudonym's number.
    pub fn account(&self, number: u32) -> Option<AccountId> {
        self.roster.get(number.checked_sub(1)? as usize).copied()
    }

    /// How a bidder stands and the most they have authorised; `None` if they never bid here.
    pub fn standing(&self, account: AccountId) -> Option<(Standing, Money)> {
        let bidder = self.bidders.get(&account)?;
        let leads = self.lead.is_some_and(|lead| lead.bidder == account);
        let standing = match self.status {
            Status::Closed if self.sold_at().is_some_and(|(winner, _)| winner == account) => Standing::Won,
            Status::Closed | Status::Cancelled => Standing::Lost,
            _ if leads => Standing::Leading,
            _ => Standing::Outbid,
        };
        Some((standing, bidder.maximum))
    }

    /// Everybody who bid here, in the order of their first bids.
    pub fn roster(&self) -> &[AccountId] {
        &self.roster
    }

    /// What a bid with this key was answered already: the same receipt for the same bid, [`Rejection::KeyReused`] for
    /// another. `None` if the key is new.
    pub fn answered(&self, bid: &Bid) -> Option<Result<Receipt, Rejection>> {
        let receipt = self.receipts.get(&(bid.bidder, bid.key))?;
        let same = receipt.amount == bid.amount && receipt.exact == bid.exact;
        Some(if same { Ok(*receipt) } else { Err(Rejection::KeyReused) })
    }

    /// The instant at which [`Command::Tick`] will next do something: the opening, or the first instant after the end.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self.status {
            Status::Scheduled => Some(self.terms.starts_at),
            Status::Open => Some(self.ends_at + TimeDelta::milliseconds(1)),
            Status::Halted | Status::Closed | Status::Cancelled => None,
        }
    }

    /// How long bids may still come in: stands still while the auction is halted, negative once the end has passed.
    pub fn time_left(&self, now: Timestamp) -> TimeDelta {
        self.ends_at - self.halted_at.unwrap_or(now)
    }

    /// What `command`, received at `now`, makes happen. Changes nothing. A retried bid is no new command: ask
    /// [`answered`](Self::answered) first.
    ///
    /// # Errors
    /// The [`Rejection`] the command deserves; the state is as if it had never been asked.
    pub fn decide(&self, command: &Command, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        match command {
            Command::Bid(bid) => self.bid(bid, now),
            Command::Tick => Ok(self.tick(now)),
            Command::Halt { by, reason } => {
                self.act(*by, reason)?;
                self.must_be_open(now)?;
                Ok(vec![Event::Halted { by: *by, reason: reason.clone() }])
            }
            Command::Resume { by, reason } => self.resume(*by, reason, now),
            Command::Cancel { by, reason } => self.cancel(*by, reason, now),
            Command::Close { by, reason } => self.close(*by, reason, now),
        }
    }

    /// Step 0 of the rules, then the format's own, then the end.
    fn bid(&self, bid: &Bid, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        if self.receipts.contains_key(&(bid.bidder, bid.key)) {
            return Err(Rejection::KeyReused);
        }
        self.must_be_open(now)?;
        if bid.bidder == self.seller {
            return Err(Rejection::OwnAuction);
        }
        if bid.amount < Money(1) || bid.amount > config::LARGEST_AMOUNT {
            return Err(Rejection::BadAmount);
        }
        if let Some(quantum) = self.terms.quantum.filter(|quantum| bid.amount.0 % quantum.0 != 0) {
            return Err(Rejection::OffQuantum { quantum });
        }
        let placed = match self.terms.format {
            Format::English => english::place(self, bid)?,
        };
        Ok(self.with_consequences(placed, now))
    }

    /// The bid's event, followed by what it brings about: the reserve met, the end moved.
    fn with_consequences(&self, placed: BidPlaced, now: Timestamp) -> Vec<Event> {
        let leader_changed = self.lead.is_none_or(|lead| lead.bidder != placed.leader);
        let price_changed = self.price != Some(placed.price);
        let meets_reserve = self.reserve.is_some_and(|reserve| !self.reserve_met() && placed.price >= reserve);
        let closing: &Closing = &self.terms.closing;
        let moves_end = !placed.raise && closing.triggered(price_changed, leader_changed);
        let mut events = vec![Event::Bid(placed)];
        if meets_reserve {
            events.push(Event::ReserveMet);
        }
        if let Some(to) = closing.extends(now, self.ends_at, self.scheduled_end).filter(|_| moves_end) {
            events.push(Event::Extended { from: self.ends_at, to });
        }
        events
    }

    fn tick(&self, now: Timestamp) -> Vec<Event> {
        match self.status {
            Status::Scheduled if now >= self.terms.starts_at => vec![Event::Opened],
            Status::Open if now > self.ends_at => vec![self.closed(None, None)],
            _ => Vec::new(),
        }
    }

    fn resume(&self, by: By, reason: &str, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        self.act(by, reason)?;
        let halted_at = self.halted_at.ok_or(Rejection::NotHalted)?;
        let given_back = (now - halted_at).max(TimeDelta::zero());
        Ok(vec![Event::Resumed { by, reason: reason.into(), ends_at: self.ends_at + given_back }])
    }

    /// A seller may take a lot down before anybody bids, or with a reason while the end is far; an admin always.
    fn cancel(&self, by: By, reason: &str, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        if self.status.is_final() || (self.status == Status::Open && now > self.ends_at) {
            return Err(Rejection::Ended);
        }
        if let By::Seller(seller) = by {
            if seller != self.seller {
                return Err(Rejection::Forbidden);
            }
            if self.lead.is_some() && self.time_left(now) <= config::SELLER_CANCEL_BEFORE {
                return Err(Rejection::HasBids);
            }
        }
        let untouched = matches!(by, By::Seller(_)) && self.lead.is_none();
        if reason.trim().is_empty() && !untouched {
            return Err(Rejection::ReasonRequired);
        }
        Ok(vec![Event::Cancelled { by, reason: reason.into() }])
    }

    fn close(&self, by: By, reason: &str, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        self.act(by, reason)?;
        if self.status != Status::Halted {
            self.must_be_open(now)?;
        }
        Ok(vec![self.closed(Some(by), Some(reason.into()))])
    }

    /// An admin's act on a running auction: admins only, and never without saying why.
    fn act(&self, by: By, reason: &str) -> Result<(), Rejection> {
        match by {
            By::Seller(_) => Err(Rejection::Forbidden),
            By::Admin(_) if self.status.is_final() => Err(Rejection::Ended),
            By::Admin(_) if reason.trim().is_empty() => Err(Rejection::ReasonRequired),
            By::Admin(_) => Ok(()),
        }
    }

    fn must_be_open(&self, now: Timestamp) -> Result<(), Rejection> {
        match self.status {
            Status::Scheduled => Err(Rejection::NotOpen(NotOpen::Scheduled)),
            Status::Halted => Err(Rejection::NotOpen(NotOpen::Halted)),
            Status::Closed | Status::Cancelled => Err(Rejection::Ended),
            Status::Open if now > self.ends_at => Err(Rejection::Ended),
            // Received before the opening, decided after it: still too early.
            Status::Open if now < self.terms.starts_at => Err(Rejection::NotOpen(NotOpen::Scheduled)),
            Status::Open => Ok(()),
        }
    }

    fn closed(&self, by: Option<By>, reason: Option<String>) -> Event {
        let (winner, price) = self.sold_at().unzip();
        Event::Closed { by, reason, winner, price }
    }

    /// Folds an event that happened at `at`. Events come in the order of the ledger, none left out.
    pub fn apply(&mut self, at: Timestamp, event: &Event) {
        self.seq += 1;
        match event {
            Event::Opened => self.status = Status::Open,
            Event::Bid(placed) => self.apply_bid(placed),
            Event::ReserveMet => {}
            Event::Extended { to, .. } => self.ends_at = *to,
            Event::Halted { .. } => {
                self.status = Status::Halted;
                self.halted_at = Some(at);
            }
            Event::Resumed { ends_at, .. } => {
                self.status = Status::Open;
                self.halted_at = None;
                self.scheduled_end += *ends_at - self.ends_at;
                self.ends_at = *ends_at;
            }
            Event::Cancelled { .. } => self.status = Status::Cancelled,
            Event::Closed { .. } => self.status = Status::Closed,
        }
    }

    fn apply_bid(&mut self, placed: &BidPlaced) {
        debug_assert!(self.price.is_none_or(|price| price <= placed.price), "the price never falls (I6)");
        let bidder = Bidder { number: placed.number, maximum: placed.maximum };
        if self.bidders.insert(placed.bidder, bidder).is_none() {
            self.roster.push(placed.bidder);
        }
        if placed.leader == placed.bidder {
            self.lead = Some(Lead { bidder: placed.bidder, maximum: placed.maximum });
        }
        self.bids += u32::from(!placed.raise);
        self.price = Some(placed.price);
        let receipt = Receipt {
            seq: self.seq,
            amount: placed.maximum,
            exact: placed.exact,
            price: placed.price,
            minimum: self.minimum(),
            leading: placed.leader == placed.bidder,
            nonce: placed.nonce,
        };
        self.receipts.insert((placed.bidder, placed.key), receipt);
    }
}
