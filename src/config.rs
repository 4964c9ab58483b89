//! Every setting and every limit, each with its reason.

pub mod finding;
pub mod limits;
pub mod mail;
pub mod office;
pub mod photos;
pub mod rooms;
pub mod sales;
pub mod security;
pub mod settlement;
pub mod simulation;
mod web;

pub use limits::Limits;
pub use mail::Mail;
pub use web::{PublicUrl, Sellers, Web};

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

/// How long after an outage people are given to come back before anything ends (RULES, "Outage").
pub const OUTAGE_GRACE: TimeDelta = TimeDelta::minutes(10);

/// An outage shorter than this moves only the ends that fell into it. After a restart of a second or two everybody is back
/// before they noticed, and what ends a quarter of an hour later need not wait for them.
pub const OUTAGE_LEAST: TimeDelta = TimeDelta::seconds(5);

/// Within how long a mistyped bid may be taken back, where the terms allow it at all: "at once" (RULES, "Retraction").
pub const RETRACT_WITHIN: TimeDelta = TimeDelta::minutes(1);

/// A bid may be taken back only while more than this is left (RULES, "Retraction").
pub const RETRACT_BEFORE: TimeDelta = TimeDelta::hours(12);

/// How fast a Dutch price falls at most: once a second, which people can still see.
pub const FASTEST_FALL: TimeDelta = TimeDelta::seconds(1);

/// The most units in one auction. Every unit is a line of the outcome at worst, and the outcome is one event.
pub const MOST_UNITS: u32 = 1_000;

/// Sealed bids in one event of the reveal: some thirty kilobytes, which a socket takes in one piece.
pub const REVEALED_AT_ONCE: usize = 200;

/// The longest text an auctioneer announces: a line on a phone, or three.
pub const LONGEST_NOTE: usize = 200;

/// How long a request waits for a database connection before it hears `unavailable`. Two seconds: longer than any healthy
/// queue, shorter than a bidder's patience.
pub const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);

/// How long a house that closes waits for its last queries. A database that swallows packets never answers them, and what
/// they would have written is written when the house opens again.
pub const GOODBYE: Duration = Duration::from_secs(5);

/// Connections that may wait to be accepted; the kernel may allow fewer (`net.core.somaxconn`). With the usual 128 some of
/// five thousand viewers who come back after a restart are told nothing, and try again only after 1, 3 and 7 seconds.
pub const BACKLOG_OF_CONNECTIONS: i32 = 4_096;

/// How long a client may take to send the head of a request.
pub const HEAD_DEADLINE: Duration = Duration::from_secs(5);

/// How often sessions that have run out are deleted. They are refused from the moment they do; this is tidiness.
pub const SWEEP_PERIOD: Duration = Duration::from_secs(3600);

/// How long a client may take to close a connection that both sides are done with.
pub const DISCONNECT_DEADLINE: Duration = Duration::from_secs(1);

/// Bytes read from a socket at once: a client's largest frame, and its header.
pub const READ_CHUNK: usize = 4_096 + 14;

/// Bytes read from one socket before others get their turn.
pub const READ_IN_A_ROW: usize = 16 * 1024;

/// How long requests are given to finish when the house closes, in seconds.
pub const SHUTDOWN_S: u64 = 5;

/// Every setting of `gavel serve`; each flag also as a variable in the environment.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// The address to listen on; port 0 lets the system choose.
    #[arg(long, env = "GAVEL_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: std::net::SocketAddr,
    /// The folder for everything kept on disk: photographs, the private PostgreSQL when no other is named, and mails when
    /// there is no mail server.
    #[arg(long, env = "GAVEL_DATA", default_value = "data")]
    pub data: std::path::PathBuf,
    /// The PostgreSQL (13 or newer) to use instead of a private one.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Fill the house with a small sale, bidders that bid, and accounts to try. Loopback only.
    #[arg(long, env = "GAVEL_DEMO")]
    pub demo: bool,
    /// Threads that serve pages and sockets; as many as cores if not said.
    #[arg(long, env = "GAVEL_WORKERS")]
    workers: Option<usize>,
    #[command(flatten)]
    pub storage: Storage,
    #[command(flatten)]
    pub web: Web,
    #[command(flatten)]
    pub limits: Limits,
    #[command(flatten)]
    pub mail: Mail,
    /// Megabytes that all photographs together may take on disk. The private PostgreSQL lives on the same one, and a bid must
    /// never find it full.
    #[arg(long, env = "GAVEL_PHOTO_SPACE", default_value_t = photos::USUAL_SPACE_MB, value_name = "MB")]
    pub photo_space: u64,
}

impl Settings {
    /// Threads that serve pages and sockets.
    pub fn workers(&self) -> usize {
        self.workers.unwrap_or_else(cores).max(1)
    }

    /// Threads for auction actors. An auction costs microseconds a bid; half the cores is plenty.
    pub fn auction_threads(&self) -> usize {
        cores().div_ceil(2)
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

/// Appends that may wait for a lane of the journal; beyond it the auctions wait themselves. Each auction has one in
/// flight, so this is thousands of lots in the same commit, in a few megabytes.
pub const JOURNAL_INBOX: usize = 4096;

/// Events in one statement of the journal. Beyond some hundreds the cost of a bid hardly falls, every bid in the batch waits
/// for the last, and with smaller batches the auctions of one are decided while the other is written. A single append may
/// be larger; it then goes alone.
pub const JOURNAL_BATCH: usize = 512;

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
#[derive(Clone, Debug, clap::Args)]
pub struct Storage {
    /// Database connections for everything but the journal, which has its own. Reading is short; a few more than cores is
    /// enough.
    #[arg(long, env = "GAVEL_CONNECTIONS", default_value_t = 8)]
    pub connections: u32,
    /// Journal lanes, each with a connection and a share of the auctions. One is fastest on two cores with few auctions.
    #[arg(long, env = "GAVEL_JOURNAL_LANES", default_value_t = 1)]
    pub journal_lanes: usize,
    /// Accept a database that may forget accepted bids when the power fails.
    #[arg(long, env = "GAVEL_UNSAFE_DURABILITY")]
    pub unsafe_durability: bool,
}

impl Default for Storage {
    fn default() -> Self {
        Storage { connections: 8, journal_lanes: 1, unsafe_durability: false }
    }
}

/// How often the house gives a sign of life when nobody asks for one. An end in a gap that a killed process left is known to
/// about this much.
pub const PULSE: Duration = Duration::from_secs(1);

/// Signs of life this far apart, while the process runs, are an outage: bids were not being written for so long that
/// people were told so. A pause of a busy machine is shorter.
pub const PULSE_GAP: TimeDelta = TimeDelta::seconds(5);

/// How long a sign of life may take to be written, before it is tried again on another connection.
pub const PULSE_TIMEOUT: Duration = Duration::from_secs(3);

/// The pause before another try.
pub const PULSE_RETRY: Duration = Duration::from_millis(200);

/// How far the house's clock leans towards the machine's in a second: a hundredth. A wall clock that is set wrong by an hour
/// moves no end by more than 36 seconds an hour; a machine that was paused for two seconds is right again in minutes.
pub const CLOCK_SLEW: TimeDelta = TimeDelta::milliseconds(10);

/// Commands waiting for one auction. A batch commits in milliseconds, so this is over a second of the fastest bidding
/// measured; more would only be answered too late to matter.
pub const INBOX: usize = 8_192;

/// Commands decided in one batch. While it is written the next is decided, so a hot auction's bids are better in two
/// batches than in one; much smaller, and the commit costs more than the bids.
pub const BATCH: usize = 192;

/// How long a bidder waits for a verdict before hearing `unavailable`.
pub const BID_DEADLINE: Duration = Duration::from_secs(5);

/// How long a word of the house to an auction waits, while the database is away: until it is back.
pub const NOTE_DEADLINE: Duration = Duration::from_secs(366 * 24 * 3600);

/// How often an auction looks for commands past their deadline.
pub const DEADLINE_CHECK: Duration = Duration::from_millis(500);

/// How often a closing auction looks again while a bid received in time is on its way to it.
pub const ARRIVAL_PAUSE: Duration = Duration::from_millis(2);

/// Refused bids an auction remembers, to refuse a repeat again.
pub const REFUSALS: usize = 4_096;

/// Bidders of whom the house remembers what its books say, before it puts away those who do not bid just now. A few hundred
/// bytes each; who comes back is read again, in a millisecond.
pub const PADDLES: usize = 100_000;

/// How often an auction that is reading its ledger anew is asked what a bidder has at stake there, before that bidder hears
/// `unavailable`.
pub const STOCK_TRIES: usize = 20;

/// See [`STOCK_TRIES`]. Together they are less than a bidder waits for a verdict.
pub const STOCK_PAUSE: Duration = Duration::from_millis(100);

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

/// Auctions the scheduler reads at once of those that are due: many may be after the server was down.
pub const SCHEDULER_PAGE: i64 = 256;

/// Lines of a ledger read at once for a download. Between two pages no database connection is held, so slow readers cost
/// the house nothing.
pub const LEDGER_PAGE: i64 = 256;

/// How long a hub remembers who signed out, for sockets whose handshake was under way just then.
pub const SIGNED_OUT_MEMORY: Duration = Duration::from_secs(60);

/// A wall clock this far off the house's is worth a warning.
pub const CLOCK_ALARM: TimeDelta = TimeDelta::seconds(1);

/// Rows in a seller's or the house's table of lots: far more than anybody reads, few enough to render at once.
pub const LISTED_LOTS: i64 = 200;

/// Registrations in a table of the house's: those that wait longest, or were decided last.
pub const LISTED_REGISTRATIONS: i64 = 200;

/// The longest reason for an act, in characters: a few sentences, since it stands in the history.
pub const LONGEST_REASON: usize = 500;

/// How often changes are published on the `catalogue` channel: often enough to look live, seldom enough that a hot auction
/// costs catalogue viewers four frames a second, not hundreds.
pub const CATALOGUE_PERIOD: Duration = Duration::from_millis(250);

/// Lots that a lot's page shows of its category: one row on a wide screen.
pub const SIMILAR_LOTS: i64 = 4;

/// Lots that it names of its seller: enough to see what they sell, and no second catalogue.
pub const LOTS_OF_SELLER: i64 = 3;

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

/// How deep a client's MessagePack may nest: as deep as serde_json lets JSON. No message of the protocol nests at all.
pub const DEEPEST: usize = 128;

/// Bytes that may wait for a slow viewer (PROTOCOL, rule 7).
pub const OUTBOX_BYTES: usize = 256 * 1024;

/// Bytes of a socket that the kernel holds on top. It would let them grow to megabytes for a viewer who has stopped reading,
/// and who would then be noticed late.
pub const SEND_BUFFER: usize = 64 * 1024;

/// How long a client that was sent a close frame may take to close its side.
pub const CLOSE_PATIENCE: Duration = Duration::from_secs(3);

/// A viewer with this much unsent is sent no more events until it has taken some, and is then brought up to date. Events
/// come in frames of at most [`REPLAY`], so this leaves room in [`OUTBOX_BYTES`] for a frame of a busy auction and the
/// viewer's own verdicts: whoever reads at all is never closed for being slow.
pub const BACKLOG: usize = 128 * 1024;

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

/// When a house closes, the time within which its viewers are asked to come back, each at a moment of their own: at least
/// this long, and longer by [`COMEBACK_EACH`] for every socket of a worker. A handshake takes a third of a millisecond, and
/// those who have come back also want to bid.
pub const COMEBACK: Duration = Duration::from_secs(1);

/// See [`COMEBACK`].
pub const COMEBACK_EACH: Duration = Duration::from_millis(1);

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

/// Ended sessions that somebody who reads on behalf of one may not have heard of yet. They listen all the time, so this is
/// more than ever end between two looks; whoever falls behind has to show again who they are.
pub const ENDINGS: usize = 1_024;

/// The largest bid as JSON: an amount and a word, with room.
pub const LARGEST_BID: usize = 4_096;

/// How long a bid's few bytes may take to arrive once its headers have.
pub const BID_UPLOAD: Duration = Duration::from_secs(5);

/// Auctions on a page of the API's catalogue.
pub const API_PAGE: i64 = 50;

/// The longest search: a few words.
pub const LONGEST_SEARCH: usize = 200;

/// How often the demonstration looks whether a lot has ended, to list it again.
pub const DEMO_PAUSE: Duration = Duration::from_secs(5);

/// Pauses between two bids of the demonstration's bots: lively, and still readable.
pub const DEMO_BID_PAUSE: std::ops::Range<Duration> = Duration::from_millis(700)..Duration::from_millis(3_500);

/// Demonstration lots this short close hard, so that one is seen ending within three minutes of the start.
pub const DEMO_HARD_CLOSE_MINUTES: i64 = 3;
/// The longest e-mail address, in bytes: what SMTP can carry (RFC 5321, 4.5.3.1.3, less the brackets).
pub const LONGEST_EMAIL: usize = 254;

/// The longest name, in characters. It stands on cards and in the head of every page.
pub const LONGEST_NAME: usize = 80;

/// The shortest password, in characters. NIST SP 800-63B asks for 8 and checks against lists; 10 does without the lists.
pub const SHORTEST_PASSWORD: usize = 10;

/// The longest password, in characters: long enough for any sentence, short enough to be typed on purpose.
pub const LONGEST_PASSWORD: usize = 128;

/// How many passwords are hashed at once. Each takes 19 MiB and a whole core for tens of milliseconds; bids come first.
pub const PASSWORDS_AT_ONCE: usize = 2;

/// How long a password waits for its turn before its owner hears `overloaded`.
pub const PASSWORD_PATIENCE: Duration = Duration::from_secs(5);

/// How long one stays signed in: a month, so that an auction followed from its first bid does not ask again at its last.
pub const SESSION_LIFE: TimeDelta = TimeDelta::days(30);

/// How long a browser remembers a chosen language and time zone: as long as browsers keep anything.
pub const CHOICE_LIFE: TimeDelta = TimeDelta::days(400);

/// The most characters of a lot's description: several pages.
pub const LONGEST_DESCRIPTION: usize = 10_000;

/// How deep quotations, lists and emphasis of a description stand in one another as it is shown: deeper than anybody writes or
/// could read on a telephone. Markdown takes a sign for a level, and what makes sure of the HTML takes time by the square of its
/// depth.
pub const DEEPEST_DESCRIPTION: usize = 8;

/// The largest form: a lot's description with everything around it fits several times.
pub const LARGEST_FORM: usize = 64 * 1024;

/// How long a form or a JSON document is waited for once its headers have come: the largest needs half of it on a slow telephone,
/// and what promises to come and does not is waited for no longer. Files have times of their own.
pub const FORM_UPLOAD: Duration = Duration::from_secs(15);

/// How much of a form with files is read to find its first part, which says that the form is ours: a name and a token, with
/// room.
pub const LARGEST_FIRST_PART: usize = 4 * 1024;

/// Parts of a form with files: all photographs of a lot and the form's own fields fit several times.
pub const MOST_PARTS: usize = 64;

/// Characters of a file's name that are shown.
pub const LONGEST_FILE_NAME: usize = 80;

/// The largest JSON document; as a form.
pub const LARGEST_JSON: usize = 64 * 1024;

/// The longest path that signing in leads back to. Ours are far shorter; a cookie's or header's limit is far longer.
pub const LONGEST_NEXT: usize = 512;

/// After how many seconds a client may try again what was `unavailable`: PostgreSQL restarts in about that time.
pub const RETRY_AFTER_S: u32 = 2;

/// How long browsers and caches in between may keep a print: a year, since behind its address there is never another.
pub const PRINTS_MAX_AGE_S: u32 = 31_536_000;

/// How long browsers keep to https once they have seen it here: a year, the least that preload lists accept.
pub const HSTS_MAX_AGE_S: u32 = 31_536_000;
