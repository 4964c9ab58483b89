//! The auction itself: every rule, to the cent.
//!
//! Pure. Nothing here reads a clock, a socket, a database or a random number: time, identities and nonces are
//! arguments, and the only way in or out is [`Auction::decide`] and [`Auction::apply`]. The state of an auction is the
//! fold of its events, always, so anyone who holds a ledger can recompute its outcome.
//!
//! - [`money`] amounts and currencies · [`increment`] how far the next bid must go
//! - [`terms`] what an auction promises, frozen at publication · [`closing`] when it ends and what moves the end · [`candle`]
//!   an end that is drawn
//! - [`auction`] the state machine · [`command`] what may be asked of it · [`event`] what happened to it · [`book`] every bid
//! - [`formats`] how bids move price and leader, and who gets what · [`premium`] what comes on top of the hammer price
//! - [`settlement`] what comes after the hammer
//! - [`ledger`] the hash chain · [`rejection`] every "no" the house can say
//! - [`sale`] lots in order · [`wrong`] what is wrong with what somebody wrote

pub mod auction;
pub mod book;
pub mod candle;
pub mod closing;
pub mod command;
pub mod event;
pub mod formats;
pub mod id;
pub mod increment;
pub mod ledger;
pub mod money;
pub mod premium;
pub mod rejection;
pub mod sale;
pub mod settlement;
pub mod terms;
pub mod wrong;

pub use auction::{Auction, Standing, Status};
pub use candle::Seed;
pub use closing::{Closing, ClosingMode, Outage, Scope, Trigger};
pub use command::{Act, Allowance, Asked, Bid, By, Command};
pub use event::{Announcement, Award, BidPlaced, Cause, Event, Receipt, Shown};
pub use id::{AccountId, AuctionId, BidKey, InvoiceId, OfferId, PhotoId, SaleId};
pub use increment::Increments;
pub use ledger::Hash;
pub use money::{Currency, Money};
pub use premium::{BasisPoints, Bill, Premium, Tax};
pub use rejection::Rejection;
pub use sale::SaleKind;
pub use terms::{Format, Terms};
pub use wrong::{Flaw, Wrong};

use chrono::Datelike;
use std::ops::Range;

/// An instant on the house's clock: UTC, whole milliseconds (the house truncates it once, where a bid is received).
pub type Timestamp = chrono::DateTime<chrono::Utc>;

/// An instant in whole milliseconds, as every instant in terms and ledger is. A leap second, which a database cannot keep,
/// becomes the instant after it.
pub fn whole_millis(at: Timestamp) -> Timestamp {
    Timestamp::from_timestamp_millis(at.timestamp_millis()).unwrap_or(at)
}

/// An instant between 1970 and the year 9999, which every database, clock and calendar of the house can keep; `None` for any
/// other. What somebody typed goes through here before anything is reckoned with it: at the edge of time a zone's offset
/// leads beyond it.
pub fn storable(at: Timestamp) -> Option<Timestamp> {
    YEARS.contains(&at.year()).then_some(at)
}

/// The years that the house knows: within them its clocks, its database and RFC 3339 agree.
pub const YEARS: Range<i32> = 1970..10_000;

/// The number of an event in its auction's ledger: 1, 2, 3 … without a gap; 0 is "nothing happened yet".
pub type Seq = i64;
