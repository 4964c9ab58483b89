//! The journal: the only writer of events. Collects the appends of all auctions that are ready and writes them, with the
//! auctions' projection rows, in one statement.

use super::ledger::Entry;
use crate::domain::{AccountId, AuctionId, Money, Seq, Status, Timestamp};
use sqlx::postgres::PgConnectOptions;

/// One auction's next events, to be written all or none.
#[derive(Clone, Debug)]
pub struct Append {
    pub auction: AuctionId,
    /// The last event's number as the auction knows it: if it is another by now, nothing is written.
    pub expected: Seq,
    /// At least one, numbered from `expected + 1`.
    pub entries: Vec<Entry>,
    /// The auction's row after them.
    pub head: Head,
}

/// What the projection row says after an append.
#[derive(Clone, Debug)]
pub struct Head {
    pub status: Status,
    pub price: Option<Money>,
    pub leader: Option<AccountId>,
    pub bids: u32,
    pub minimum: Money,
    pub ends_at: Timestamp,
}

/// What became of an append.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Durable.
    Landed,
    /// Somebody else wrote first: nothing of it was written.
    Refused,
    /// The database will never take it: nothing of it was written.
    Rejected(String),
}

/// A handle on the journal. Cheap to clone.
#[derive(Clone)]
pub struct Journal {}

impl Journal {
    pub fn open(_options: PgConnectOptions, _lanes: usize) -> Journal {
        Journal {}
    }

    /// Writes an append. Returns when its fate is known, however long PostgreSQL is away.
    pub async fn append(&self, _append: Append) -> Outcome {
        Outcome::Refused
    }
}
