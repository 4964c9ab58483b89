//! Every setting and every limit, each with its reason.

use crate::domain::Money;
use chrono::TimeDelta;
use std::time::Duration;

/// The largest amount anybody can bid or ask, in minor units: ten thousand million euros. Far above any lot ever sold,
/// and far enough below `i64::MAX` that a price plus its increment, a premium and a tax never overflow.
pub const LARGEST_AMOUNT: Money = Money(1_000_000_000_000);

/// The longest an auction may run, and the furthest ahead one may be scheduled: a year. Longer is a typing mistake.
pub const LONGEST_AUCTION: TimeDelta = TimeDelta::days(366);

/// The longest window, extension or cap of a soft close. A day; in the trade they are minutes.
pub const LONGEST_EXTENSION: TimeDelta = TimeDelta::hours(24);

/// A seller may take down a lot with bids only while more than this is left (RULES, "Ending early").
pub const SELLER_CANCEL_BEFORE: TimeDelta = TimeDelta::hours(12);

/// How long a request waits for a database connection before it hears `unavailable`. Two seconds: longer than any healthy
/// queue, shorter than a bidder's patience.
pub const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);

/// Appends that may wait for a lane of the journal; beyond it the auctions wait themselves. Each auction has one in
/// flight, so this is thousands of lots in the same commit, in a few megabytes.
pub const JOURNAL_INBOX: usize = 4096;

/// Events in one statement of the journal. Beyond a thousand the cost of a bid no longer falls, and every bid in the
/// batch waits for the last. A single append may be larger; it then goes alone.
pub const JOURNAL_BATCH: usize = 1024;

/// How long the journal waits for the answer to a statement, connecting included, before it gives up the connection and
/// asks again on another. A commit takes milliseconds, so this is a network that swallows packets; and with the longest
/// pause before a retry it must stay under 5 s, in which bids flow again once PostgreSQL is back.
pub const JOURNAL_TIMEOUT: Duration = Duration::from_secs(3);

/// The journal's pause before it asks again, doubled each time up to the longest: short enough that nobody notices a
/// killed connection, long enough not to hammer a server that is starting.
pub const JOURNAL_RETRY_FIRST: Duration = Duration::from_millis(50);

/// See [`JOURNAL_RETRY_FIRST`].
pub const JOURNAL_RETRY_LONGEST: Duration = Duration::from_secs(1);

/// How the store is set up.
#[derive(Clone, Debug)]
pub struct Storage {
    /// Connections for everything but the journal, which has its own. Reading is short; a few more than cores is enough.
    pub connections: u32,
    /// Journal lanes, each with a connection and a share of the auctions. One is fastest on two cores with few auctions.
    pub journal_lanes: usize,
    /// Accept a database that may forget accepted bids when the power fails.
    pub unsafe_durability: bool,
}

impl Default for Storage {
    fn default() -> Self {
        Storage { connections: 8, journal_lanes: 1, unsafe_durability: false }
    }
}
