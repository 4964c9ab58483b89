//! What may be asked of an auction, and by whom.

use super::ledger::Nonce;
use super::money::Money;
use super::{AccountId, BidKey};

/// What may be asked of an auction.
#[derive(Clone, Debug)]
pub enum Command {
    Bid(Bid),
    /// Do what is due at this instant: open, or close.
    Tick,
    Halt {
        by: By,
        reason: String,
    },
    Resume {
        by: By,
        reason: String,
    },
    Cancel {
        by: By,
        reason: String,
    },
    /// Close now, before the end.
    Close {
        by: By,
        reason: String,
    },
}

/// A bid as it was received.
#[derive(Clone, Copy, Debug)]
pub struct Bid {
    pub bidder: AccountId,
    /// The most the bidder authorises.
    pub amount: Money,
    /// A jump bid: if it takes the lead, the price goes to the full amount.
    pub exact: bool,
    pub key: BidKey,
    /// Blinds the amount in the public ledger.
    pub nonce: Nonce,
}

/// Who does an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Seller(AccountId),
    Admin(AccountId),
}

impl By {
    /// The account behind the act.
    pub fn account(self) -> AccountId {
        match self {
            By::Seller(account) | By::Admin(account) => account,
        }
    }
}
