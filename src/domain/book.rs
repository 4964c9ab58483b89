//! The book: every bid that was accepted, in the order of the ledger. Formats rank it, and a void folds it anew.

use super::ledger::Nonce;
use super::money::Money;
use super::{AccountId, Seq, Timestamp};

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
    /// Voided or retracted: counts for nothing.
    pub struck: bool,
}

/// Every accepted bid. Numbers rise from one to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book(Vec<Placed>);

impl Book {
    /// Writes down a bid; it is later than all others.
    pub(super) fn write(&mut self, placed: Placed) {
        debug_assert!(self.0.last().is_none_or(|last| last.seq < placed.seq), "bids come in the ledger's order (I3)");
        self.0.push(placed);
    }

    /// Strikes out the bid that was event `seq`.
    pub(super) fn strike(&mut self, seq: Seq) {
        if let Ok(at) = self.0.binary_search_by_key(&seq, |placed| placed.seq) {
            self.0[at].struck = true;
        }
    }

    /// The bid that was event `seq`, struck or not.
    pub fn bid(&self, seq: Seq) -> Option<&Placed> {
        let at = self.0.binary_search_by_key(&seq, |placed| placed.seq).ok()?;
        self.0.get(at)
    }

    /// The bids that count, in their order.
    pub fn standing(&self) -> impl DoubleEndedIterator<Item = &Placed> {
        self.0.iter().filter(|placed| !placed.struck)
    }

    /// The last bid of this bidder that counts.
    pub fn last_of(&self, bidder: AccountId) -> Option<&Placed> {
        self.standing().rev().find(|placed| placed.bidder == bidder)
    }
}
