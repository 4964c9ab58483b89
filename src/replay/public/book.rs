//! What the public knows of each bid.

use crate::domain::{Hash, Seq, Timestamp};
use std::collections::BTreeMap;

/// A bid as everybody saw it.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub at: Timestamp,
    /// Nobody's while it is sealed.
    pub bidder: Option<String>,
    pub seal: Option<Hash>,
    /// Its bidder led already: it does not count among the bids.
    pub raise: bool,
    pub struck: bool,
}

/// Every accepted bid, by its number.
#[derive(Default)]
pub(super) struct Book(BTreeMap<Seq, Placed>);

impl Book {
    pub(super) fn write(&mut self, seq: Seq, placed: Placed) {
        self.0.insert(seq, placed);
    }

    /// Strikes a bid out; `None` if none of that number counts.
    pub(super) fn strike(&mut self, seq: Seq) -> Option<Placed> {
        let placed = self.0.get_mut(&seq).filter(|placed| !placed.struck)?;
        placed.struck = true;
        Some(placed.clone())
    }

    pub(super) fn bid(&self, seq: Seq) -> Option<&Placed> {
        self.0.get(&seq)
    }

    /// The last bid written.
    pub(super) fn last(&self) -> Option<(Seq, &Placed)> {
        self.0.last_key_value().map(|(seq, placed)| (*seq, placed))
    }

    /// The bids that count.
    pub(super) fn standing(&self) -> impl Iterator<Item = (Seq, &Placed)> {
        self.0.iter().filter(|(_, placed)| !placed.struck).map(|(seq, placed)| (*seq, placed))
    }

    /// How many bids count that were no raises.
    pub(super) fn counted(&self) -> u32 {
        u32::try_from(self.standing().filter(|(_, placed)| !placed.raise).count()).unwrap_or(u32::MAX)
    }

    /// Whether a bid of this bidder counts.
    pub(super) fn has(&self, bidder: &str) -> bool {
        self.standing().any(|(_, placed)| placed.bidder.as_deref() == Some(bidder))
    }
}
