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

/// How far the house's clock leans towards the machine's in a second: a thousandth, so that even a wall clock that is an
/// hour wrong moves no end by more than a few seconds an hour.
pub const CLOCK_SLEW: TimeDelta = TimeDelta::milliseconds(1);

/// Commands waiting for one auction. A batch commits in milliseconds, so this is over a second of the fastest bidding
/// measured; more would only be answered too late to matter.
pub const INBOX: usize = 8_192;

/// Commands decided in one batch, so that one auction cannot fill the journal's statement alone.
pub const BATCH: usize = 512;

/// How long a bidder waits for a verdict before hearing `unavailable`.
pub const BID_DEADLINE: Duration = Duration::from_secs(5);

/// How often an auction looks for commands past their deadline.
pub const DEADLINE_CHECK: Duration = Duration::from_millis(500);

/// How often a closing auction looks again while a bid received in time is on its way to it.
pub const ARRIVAL_PAUSE: Duration = Duration::from_millis(2);

/// Refused bids an auction remembers, to refuse a repeat again.
pub const REFUSALS: usize = 4_096;

/// Events an auction keeps in memory for viewers who were away (PROTOCOL, rule 7).
pub const RING: usize = 1_024;

/// The longest gap that is replayed event by event (PROTOCOL, rule 3).
pub const REPLAY: usize = 200;

/// Events shown in a snapshot's history.
pub const RECENT: usize = 50;

/// Pause between two tries to read a ledger that could not be read.
pub const RELOAD_PAUSE: Duration = Duration::from_millis(500);

/// An auction that nobody watches or bids on is put away after this long.
pub const IDLE: Duration = Duration::from_secs(60);

/// How often an auction looks whether it is idle; also the longest it sleeps at once.
pub const IDLE_CHECK: Duration = Duration::from_secs(20);

/// How often the scheduler asks the database what is due.
pub const SCHEDULER_PERIOD: Duration = Duration::from_secs(1);

/// How far ahead the scheduler wakes an auction, so that it is loaded when its time comes.
pub const SCHEDULER_HORIZON: TimeDelta = TimeDelta::seconds(5);

/// Auctions the scheduler wakes in one round: many may fall due at once after the server was down.
pub const SCHEDULER_ROUND: i64 = 256;

/// A wall clock this far off the house's is worth a warning.
pub const CLOCK_ALARM: TimeDelta = TimeDelta::seconds(1);

/// How often changes are published on the `catalogue` channel: often enough to look live, seldom enough that a hot auction
/// costs catalogue viewers four frames a second, not hundreds.
pub const CATALOGUE_PERIOD: Duration = Duration::from_millis(250);

/// Cards in a catalogue snapshot: more than a screen shows.
pub const CATALOGUE_CARDS: i64 = 100;

/// How often viewers are told how many they are, if that changed.
pub const WATCHERS_PERIOD: Duration = Duration::from_secs(1);

/// A busy channel sends at most this often (PROTOCOL, rule 8).
pub const COALESCE: Duration = Duration::from_millis(10);

/// How often the server says that it is there, and pings.
pub const BEAT: Duration = Duration::from_secs(15);

/// A socket that has not answered a ping for this long is gone: two beats and a little.
pub const PONG_DEADLINE: Duration = Duration::from_secs(35);

/// A socket must say within this what it wants to watch (close code 4002).
pub const SUBSCRIBE_DEADLINE: Duration = Duration::from_secs(5);

/// The largest frame a client may send. A bid is under 200 bytes.
pub const LARGEST_FRAME: usize = 4_096;

/// Bytes that may wait for a slow viewer (PROTOCOL, rule 7).
pub const OUTBOX_BYTES: usize = 256 * 1024;

/// A viewer to whom nothing could be written for so long is closed (PROTOCOL, rule 7).
pub const WRITE_DEADLINE: Duration = Duration::from_secs(10);

/// Channels on one socket: a page of the catalogue and then some.
pub const CHANNELS: usize = 128;

/// Bids a socket may have in flight; more are answered `overloaded`. A person has one.
pub const BIDS_IN_FLIGHT: usize = 64;

/// So many frames that make no sense within [`MALFORMED_WINDOW`] end the socket (close code 4000).
pub const MALFORMED: usize = 20;

/// See [`MALFORMED`].
pub const MALFORMED_WINDOW: Duration = Duration::from_secs(60);

/// How long sockets are given to hear `bye` when the server stops.
pub const DRAIN: Duration = Duration::from_millis(300);

/// The longest line of a ledger that `gavel verify` reads. An event is under two kilobytes, but whoever serves it may be
/// anybody.
pub const LONGEST_LEDGER_LINE: usize = 1024 * 1024;

/// A house that says nothing to `gavel verify` for this long is not there.
pub const VERIFY_PATIENCE: Duration = Duration::from_secs(30);

/// The longest a request waits for news, whatever it asks for: proxies cut after a minute, some after half.
pub const LONGEST_POLL: Duration = Duration::from_secs(30);

/// How long a request waits for news if it does not say.
pub const USUAL_POLL: Duration = Duration::from_secs(25);

/// When an event stream that broke is opened again: soon, but not by everybody at once in the same breath as a restart.
pub const STREAM_RETRY: Duration = Duration::from_secs(1);

/// The largest bid as JSON: an amount and a word, with room.
pub const LARGEST_BID: usize = 4_096;

/// How long a bid's few bytes may take to arrive once its headers have.
pub const BID_UPLOAD: Duration = Duration::from_secs(5);

/// Auctions on a page of the API's catalogue.
pub const API_PAGE: i64 = 50;

/// The longest search: a few words.
pub const LONGEST_SEARCH: usize = 200;
