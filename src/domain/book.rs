//! The book: every bid that was accepted, in the order of the ledger, and what it was answered. Formats rank it, a void folds
//! it anew, and a retry finds its answer in it.

use super::event::Receipt;
use super::ledger::Nonce;
use super::money::Money;
use super::{AccountId, Asked, BidKey, Seq, Timestamp};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// An accepted bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its event.
    pub seq: Seq,
    pub at: Timestamp,
    pub bidder: AccountId,
    /// The most the bidder authorises, for one unit. Their secret while it is in force (I10).
    pub maximum: Money,
    pub exact: bool,
    /// What an auctioneer asked for when it was placed; nothing elsewhere.
    pub at_least: Money,
    pub nonce: Nonce,
    /// How many units, in an auction of several; 1 elsewhere.
    pub quantity: u32,
    /// Takes all of its quantity or nothing.
    pub whole: bool,
    /// The leader's own raise, when it was placed.
    pub raise: bool,
    /// Bought at once.
    pub buy_now: bool,
    /// Voided or retracted: counts for nothing.
    pub struck: bool,
    pub key: BidKey,
    /// What its bidder was answered, once that is known.
    pub answer: Answer,
}

/// Price, least next bid and who led right after a bid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub price: Option<Money>,
    pub minimum: Money,
    /// Whether the bidder led.
    pub leading: bool,
}

/// A place in the book, and what the key of the bid there is hashed to: the table grows without looking the bids up.
#[derive(Clone, Copy, Debug)]
struct Place {
    hash: u64,
    at: usize,
}

impl Placed {
    /// What it asked for.
    pub fn asked(&self) -> Asked {
        let Placed { maximum, exact, buy_now, quantity, whole, .. } = *self;
        Asked { amount: (!buy_now).then_some(maximum), exact: exact && !buy_now, quantity, whole }
    }

    /// What its bidder was answered.
    pub fn receipt(&self) -> Receipt {
        let Answer { price, minimum, leading } = self.answer;
        Receipt { seq: self.seq, asked: self.asked(), price, minimum, leading, nonce: self.nonce }
    }
}

/// Every accepted bid. Numbers rise from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Book {
    bids: Vec<Placed>,
    /// Where the bid with a key is; a map of answers would hold everything twice.
    by_key: HashTable<Place>,
    /// Keyed at random, since bidders choose their keys.
    hasher: DefaultHashBuilder,
}

impl Book {
    /// Writes down a bid; it is later than all others.
    pub(super) fn write(&mut self, placed: Placed) {
        debug_assert!(
            self.bids.last().is_none_or(|last| last.seq < placed.seq),
            "bids come in the ledger's order (I3)"
        );
        let hash = self.hash(placed.bidder, placed.key);
        self.by_key.insert_unique(hash, Place { hash, at: self.bids.len() }, |place| place.hash);
        self.bids.push(placed);
    }

    /// Writes down what the last bid was answered.
    pub(super) fn answer(&mut self, answer: Answer) {
        if let Some(last) = self.bids.last_mut() {
            last.answer = answer;
        }
    }

    /// Strikes out the bid that was event `seq`.
    pub(super) fn strike(&mut self, seq: Seq) {
        if let Ok(at) = self.bids.binary_search_by_key(&seq, |placed| placed.seq) {
            self.bids[at].struck = true;
        }
    }

    /// The bid that was event `seq`, struck or not.
    pub fn bid(&self, seq: Seq) -> Option<&Placed> {
        let at = self.bids.binary_search_by_key(&seq, |placed| placed.seq).ok()?;
        self.bids.get(at)
    }

    /// This bidder's bid with this key, struck or not.
    pub fn with_key(&self, bidder: AccountId, key: BidKey) -> Option<&Placed> {
        let is_it = |place: &Place| (self.bids[place.at].bidder, self.bids[place.at].key) == (bidder, key);
        self.by_key.find(self.hash(bidder, key), is_it).map(|place| &self.bids[place.at])
    }

    /// The bids that count, in their order.
    pub fn standing(&self) -> impl DoubleEndedIterator<Item = &Placed> {
        self.bids.iter().filter(|placed| !placed.struck)
    }

    /// The last bid of this bidder that counts.
    pub fn last_of(&self, bidder: AccountId) -> Option<&Placed> {
        self.standing().rev().find(|placed| placed.bidder == bidder)
    }

    fn hash(&self, bidder: AccountId, key: BidKey) -> u64 {
        self.hasher.hash_one((bidder.0.as_u128(), key.0.as_u128()))
    }
}

/// Two books with the same bids are the same book; where a key is found follows from them.
impl PartialEq for Book {
    fn eq(&self, other: &Book) -> bool {
        self.bids == other.bids
    }
}

impl Eq for Book {}
