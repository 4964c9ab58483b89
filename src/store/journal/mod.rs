//! The journal: the only writer of events. Collects the appends of all auctions that are ready and writes them, with the
//! auctions' projection rows, in one statement.
//!
//! - `lane` gathers appends, writes them, and tells each its fate
//! - `statement` the one statement · [`gauge`] how much, how fast, and what waits
//!
//! An append lands whole or not at all, whoever else writes, whatever becomes of the server, the network or the caller.
//! The journal never begins a transaction, never takes a connection from the pool, never waits for more appends to come
//! (what queued up during one commit is the next batch), and never answers from a guess.

pub mod gauge;
mod lane;
mod statement;

use super::ledger::Entry;
use super::notices::Told;
use crate::config;
use crate::domain::{AccountId, Auction, AuctionId, Money, Seq, Status, Timestamp};
use gauge::{Gauge, Readings};
use lane::{Lane, Sent};
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use std::sync::Arc;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};

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
    /// Who is told what of them, written down with them.
    pub told: Vec<Told>,
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
    /// Somebody else wrote first, or there is no such auction, or only a draft: nothing of it was written.
    Refused,
    /// The database will never take it: nothing of it was written. Says why, without a value of any row.
    Rejected(String),
}

impl Head {
    /// The row of an auction in this state.
    pub fn of(auction: &Auction) -> Head {
        Head {
            status: auction.status,
            price: auction.price,
            leader: auction.lead.map(|lead| lead.bidder),
            bids: auction.bids,
            minimum: auction.minimum(),
            ends_at: auction.ends_at,
        }
    }
}

impl Append {
    /// The append that led to this state: its last entries.
    pub fn leading_to(after: &Auction, entries: Vec<Entry>) -> Append {
        let expected = after.seq - entries.len() as Seq;
        Append { auction: after.terms.auction, expected, entries, head: Head::of(after), told: Vec::new() }
    }

    /// The same, and who is told what of it.
    #[must_use]
    pub fn telling(self, told: Vec<Told>) -> Append {
        Append { told, ..self }
    }

    /// Whether the entries are what they must be; anything else would tear the ledger.
    fn is_sound(&self) -> bool {
        !self.entries.is_empty() && (self.expected + 1..).zip(&self.entries).all(|(seq, entry)| entry.seq == seq)
    }
}

/// How PostgreSQL plans on a lane's connection: once, and by looking auctions up in their index. Planning the statement anew
/// for every batch takes an eighth of its time; and a plan made while there were few auctions must still do when there are
/// many.
const PLANNING: [(&str, &str); 4] = [
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
];

/// A handle on the journal. Cheap to clone.
#[derive(Clone)]
pub struct Journal {
    lanes: Arc<[mpsc::Sender<Sent>]>,
    gauge: Arc<Gauge>,
}

impl Journal {
    /// Starts `lanes` lanes (at least one) on the current runtime. Each connects when its first append comes, and ends
    /// once every handle is gone and what it was sent is written.
    ///
    /// # Panics
    /// Outside a Tokio runtime.
    pub fn open(options: PgConnectOptions, lanes: usize) -> Journal {
        // No statement logging: it costs, and bids are nobody's business. The name is for whoever reads
        // pg_stat_activity.
        let options = options.application_name("gavel-journal").options(PLANNING).disable_statement_logging();
        let gauge = Arc::<Gauge>::default();
        let start = |_| {
            let (sender, inbox) = mpsc::channel(config::JOURNAL_INBOX);
            tokio::spawn(Lane::new(options.clone(), inbox, gauge.clone()).run());
            sender
        };
        Journal { lanes: (0..lanes.max(1)).map(start).collect(), gauge }
    }

    /// Writes an append. It is on its way at once if the journal has room, else when the future is first polled; the future
    /// is ready when its fate is known, however long PostgreSQL is away. Dropping it does not take back what was sent. Of
    /// two appends of one auction in flight at once one may be refused, so send one at a time.
    ///
    /// Entries that are not numbered from `expected + 1`, or none at all, are the caller's mistake: rejected, unsent.
    pub fn append(&self, append: Append) -> impl Future<Output = Outcome> + Send + use<> {
        let (answer, fate) = oneshot::channel();
        let lane = self.lane(append.auction).clone();
        let unsent = if append.is_sound() {
            self.gauge.take();
            lane.try_send(Sent { append, answer }).err().map(TrySendError::into_inner)
        } else {
            tracing::error!(auction = %append.auction, expected = append.expected, "an append is numbered wrongly");
            // Whoever asks may have stopped listening.
            let _ = answer.send(Outcome::Rejected("its events are not numbered from the expected one on".into()));
            None
        };
        async move {
            if let Some(sent) = unsent {
                // A send fails only without a lane.
                let _ = lane.send(sent).await;
            }
            match fate.await {
                Ok(outcome) => outcome,
                // The lane is gone, so its runtime is ending. Nobody knows the fate, and nobody must hear a guess.
                Err(_) => std::future::pending().await,
            }
        }
    }

    /// How much was written, how fast, and what waits.
    pub fn readings(&self) -> Readings {
        self.gauge.read()
    }

    /// An auction is always in the same lane, so that no two lanes wait for each other's rows.
    fn lane(&self, auction: AuctionId) -> &mpsc::Sender<Sent> {
        let (_, low) = auction.0.as_u64_pair();
        &self.lanes[(low % self.lanes.len() as u64) as usize]
    }
}
