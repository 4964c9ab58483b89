//! What may be asked of an auction, and by whom.

use super::closing::Outage;
use super::ledger::Nonce;
use super::money::Money;
use super::{AccountId, BidKey, Seq, Timestamp};

/// What may be asked of an auction.
#[derive(Clone, Debug)]
pub enum Command {
    Bid(Bid),
    /// A bidder takes back a bid with a mistyped amount.
    Retract {
        bidder: AccountId,
        seq: Seq,
    },
    /// Do what is due at this instant: open, or close.
    Tick,
    /// The house was away.
    Outage(Outage),
    /// Another lot of the group moved the end.
    Follow {
        to: Timestamp,
    },
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
    /// Strike out a bid, and fold the others as if it had never been.
    Void {
        by: By,
        seq: Seq,
        reason: String,
    },
    /// An auctioneer's act on a lot of a live sale.
    Conduct {
        by: By,
        act: Act,
    },
}

/// A bid as it was received.
#[derive(Clone, Copy, Debug)]
pub struct Bid {
    pub bidder: AccountId,
    /// The most the bidder authorises, for one unit.
    pub amount: Money,
    /// A jump bid: if it takes the lead, the price goes to the full amount.
    pub exact: bool,
    /// Buys at once, at the seller's price, whatever `amount` says.
    pub buy_now: bool,
    /// How many units, in an auction of several; 1 elsewhere.
    pub quantity: u32,
    /// In an auction of several units: all of the quantity, or nothing.
    pub whole: bool,
    pub key: BidKey,
    /// Blinds the amount in the public ledger.
    pub nonce: Nonce,
    /// What the house lets this bidder risk here.
    pub allowance: Allowance,
}

impl Bid {
    /// A plain bid of one unit by somebody the house lets bid whatever they like.
    pub fn new(bidder: AccountId, amount: Money, key: BidKey, nonce: Nonce) -> Bid {
        Bid {
            bidder,
            amount,
            exact: false,
            buy_now: false,
            quantity: 1,
            whole: false,
            key,
            nonce,
            allowance: Allowance::Unlimited,
        }
    }

    /// What it asks for.
    pub fn asked(&self) -> Asked {
        let Bid { amount, exact, buy_now, quantity, whole, .. } = *self;
        Asked { amount: (!buy_now).then_some(amount), exact: exact && !buy_now, quantity, whole }
    }
}

/// What a bid asks for: two with the same key are the same bid if they ask for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// `None` where it buys at once, at whatever price that is.
    pub amount: Option<Money>,
    pub exact: bool,
    pub quantity: u32,
    pub whole: bool,
}

/// What the house lets a bidder risk on a lot, at the moment of a bid. An argument like the time is: whoever asks an auction
/// knows what the bidder has at stake elsewhere, and the auction does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowance {
    Unlimited,
    /// At most this in all on this lot.
    UpTo(Money),
    /// Not registered, or not approved.
    NotApproved,
    /// Sent out of the house.
    Banned,
    /// The seller by another name.
    Linked,
}

/// What an auctioneer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Opens the lot.
    Open,
    /// Asks for this amount next.
    Ask(Money),
    /// Takes a bid from the floor, at this amount or at what is asked for.
    Floor(Option<Money>),
    /// Gives fair warning.
    Warn,
    /// Brings down the hammer: sold, if the reserve is met.
    Hammer,
    /// Passes the lot: not sold.
    Pass,
    /// Takes back the auctioneer's own last act. `last` is whether no later lot of the sale was opened.
    Undo { last: bool },
    /// Says something to everybody.
    Announce(String),
}

/// Who does an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Bidder(AccountId),
    Seller(AccountId),
    Admin(AccountId),
}

impl By {
    /// The account behind the act.
    pub fn account(self) -> AccountId {
        match self {
            By::Bidder(account) | By::Seller(account) | By::Admin(account) => account,
        }
    }

    /// In what office somebody acted, as the public may know.
    pub fn office(self) -> &'static str {
        match self {
            By::Bidder(_) => "bidder",
            By::Seller(_) => "seller",
            By::Admin(_) => "admin",
        }
    }
}
