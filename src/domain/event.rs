//! What happened to an auction: facts, each with everything needed to fold it. Old ledgers are read back into these, so
//! they only ever gain.

use super::command::By;
use super::ledger::Nonce;
use super::money::Money;
use super::{AccountId, BidKey, Seq, Timestamp};

/// Something that happened: a fact, with everything needed to fold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Opened,
    Bid(BidPlaced),
    /// The price reached the hidden reserve.
    ReserveMet,
    /// A late bid moved the end.
    Extended {
        from: Timestamp,
        to: Timestamp,
    },
    Halted {
        by: By,
        reason: String,
    },
    /// Goes on, with the end moved by as long as the halt lasted.
    Resumed {
        by: By,
        reason: String,
        ends_at: Timestamp,
    },
    Cancelled {
        by: By,
        reason: String,
    },
    /// The hammer: `by` is `None` when time ran out.
    Closed {
        by: Option<By>,
        reason: Option<String>,
        winner: Option<AccountId>,
        price: Option<Money>,
    },
}

/// An accepted bid and what it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BidPlaced {
    pub bidder: AccountId,
    /// The bidder's number in this auction, new or old.
    pub number: u32,
    /// Secret while it is in force.
    pub maximum: Money,
    pub exact: bool,
    pub key: BidKey,
    pub nonce: Nonce,
    /// What the bid did in public: the price it forced, or the full amount of a beaten bid.
    pub amount: Money,
    pub price: Money,
    pub leader: AccountId,
    /// The leader raised their own maximum.
    pub raise: bool,
}

/// The answer to an accepted bid, kept for whoever asks again with the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub seq: Seq,
    pub amount: Money,
    pub exact: bool,
    /// Price and least next bid right after it.
    pub price: Money,
    pub minimum: Money,
    pub leading: bool,
    pub nonce: Nonce,
}
