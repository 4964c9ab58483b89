//! What happened to an auction: facts, each with everything needed to fold it. Old ledgers are read back into these, so
//! they only ever gain.

use super::candle::Seed;
use super::command::{Asked, By};
use super::ledger::Nonce;
use super::money::Money;
use super::{AccountId, BidKey, Seq, Timestamp};

/// Something that happened: a fact, with everything needed to fold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Opened {
        /// The auctioneer, in a live sale; `None` when its time had come.
        by: Option<By>,
    },
    Bid(BidPlaced),
    /// The price reached the hidden reserve.
    ReserveMet,
    /// The end moved.
    Extended {
        from: Timestamp,
        to: Timestamp,
        because: Cause,
    },
    /// The auctioneer said something.
    Announced {
        by: By,
        what: Announcement,
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
    /// A bid was struck out: the bid that was event `seq`. The others stand, folded in their order.
    Voided {
        by: By,
        seq: Seq,
        reason: String,
    },
    /// The auctioneer took back their own last act, which was event `seq`.
    Undone {
        by: By,
        seq: Seq,
    },
    Cancelled {
        by: By,
        reason: String,
    },
    /// What was secret until the end.
    Revealed {
        /// Sealed bids in the order of the ledger; a part of them, if there are many.
        bids: Vec<Shown>,
        /// What a candle's length was drawn from.
        seed: Option<Seed>,
    },
    /// The hammer: `by` is `None` when time ran out, or when somebody bought at once.
    Closed {
        by: Option<By>,
        reason: Option<String>,
        /// Who gets what at which price; empty if nobody does.
        awards: Vec<Award>,
    },
}

/// Why an end moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A bid near the end.
    LateBid,
    /// A bid near the end of another lot that closes with this one.
    Group,
    /// The house was away over the end.
    Outage,
}

impl Cause {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Cause::LateBid => "late_bid",
            Cause::Group => "group",
            Cause::Outage => "outage",
        }
    }

    /// The cause of this word.
    pub fn of_word(word: &str) -> Option<Cause> {
        [Cause::LateBid, Cause::Group, Cause::Outage].into_iter().find(|cause| cause.word() == word)
    }
}

/// What an auctioneer may say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Announcement {
    /// "Who bids this?"
    Ask(Money),
    /// "Going once …"
    FairWarning,
    /// Anything else.
    Note(String),
}

/// A sealed bid, revealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its event.
    pub seq: Seq,
    pub bidder: AccountId,
    pub amount: Money,
    /// Opens the seal that the bid's own event shows.
    pub nonce: Nonce,
}

/// What somebody gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Award {
    pub bidder: AccountId,
    /// Units; 1 where there is only one.
    pub quantity: u32,
    /// What a unit costs: the hammer price.
    pub price: Money,
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
    pub buy_now: bool,
    pub quantity: u32,
    pub whole: bool,
    pub key: BidKey,
    pub nonce: Nonce,
    /// What the bid did in public: the price it forced, or the full amount of a beaten bid. `None` while it is sealed.
    pub amount: Option<Money>,
    /// The visible price after it, if there is one.
    pub price: Option<Money>,
    /// Who leads after it, if anybody may know.
    pub leader: Option<AccountId>,
    /// The leader raised their own maximum.
    pub raise: bool,
}

/// The answer to an accepted bid, kept for whoever asks again with the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub seq: Seq,
    pub asked: Asked,
    /// Price and least next bid right after it.
    pub price: Option<Money>,
    pub minimum: Money,
    pub leading: bool,
    pub nonce: Nonce,
}
