//! A lane: a task with a connection of its own that writes its share of the auctions, one batch after the other.
//!
//! Every attempt to write a batch ends in one of three ways. It is *answered*: each append landed or was refused. It is
//! *rejected*: the database found a value or a constraint wrong and wrote nothing, so the appends are run one by one to
//! find the one at fault. Anything else is *unknown*: it may have been written, or may yet be. Then the connection is
//! dropped and the very same statement run again on a new one. That does no harm, for what landed is refused the second
//! time; and what is refused, but stands in the ledger with our hash, had landed unseen. A statement still under way on
//! the lost connection holds its rows until it ends, so the new one waits for it; one that arrives late is refused.

use super::gauge::Gauge;
use super::statement::Statement;
use super::{Append, Outcome};
use crate::config;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{sleep, timeout};

/// An append on its way, and where its fate is awaited, if still.
pub(super) struct Sent {
    pub append: Append,
    pub answer: oneshot::Sender<Outcome>,
}

/// Why an attempt gave no answer.
enum Failure {
    /// Nothing was written, and nothing would be next time.
    Rejected(String),
    /// Nobody knows what was written.
    Unknown(sqlx::Error),
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Failure {
        Failure::Unknown(error)
    }
}

pub(super) struct Lane {
    options: PgConnectOptions,
    inbox: mpsc::Receiver<Sent>,
    /// Out of the inbox and not written yet, oldest first.
    waiting: Vec<Sent>,
    /// `None` before the first batch, and after any doubt.
    connection: Option<PgConnection>,
    gauge: Arc<Gauge>,
}

impl Lane {
    pub(super) fn new(options: PgConnectOptions, inbox: mpsc::Receiver<Sent>, gauge: Arc<Gauge>) -> Lane {
        Lane { options, inbox, waiting: Vec::new(), connection: None, gauge }
    }

    /// Writes what comes, until every handle is gone and everything is written.
    pub(super) async fn run(mut self) {
        while self.gather().await {
            let batch = self.next_batch();
            let (appends, events) = (batch.len(), batch.iter().map(|sent| sent.append.entries.len()).sum());
            let began = Instant::now();
            self.settle(batch).await;
            self.gauge.settle(appends, events, began.elapsed());
        }
        if let Some(connection) = self.connection {
            // Only a courtesy to the server.
            let _ = timeout(config::JOURNAL_TIMEOUT, connection.close()).await;
        }
    }

    /// Takes what is ready, and waits only if nothing is. `false` at the end.
    async fn gather(&mut self) -> bool {
        if self.waiting.is_empty() {
            return self.inbox.recv_many(&mut self.waiting, config::JOURNAL_BATCH).await > 0;
        }
        while self.waiting.len() < config::JOURNAL_BATCH {
            let Ok(sent) = self.inbox.try_recv() else { break };
            self.waiting.push(sent);
        }
        true
    }

    /// The oldest of those waiting, as many as fit into a statement; at least one, however large.
    fn next_batch(&mut self) -> Vec<Sent> {
        let mut events = 0;
        let fits = |sent: &&Sent| {
            events += sent.append.entries.len();
            events <= config::JOURNAL_BATCH
        };
        let fitting = self.waiting.iter().take_while(fits).count();
        self.waiting.drain(..fitting.max(1)).collect()
    }

    /// Writes a batch, by whatever way it takes, and tells each append its fate.
    async fn settle(&mut self, batch: Vec<Sent>) {
        let appends: Vec<&Append> = batch.iter().map(|sent| &sent.append).collect();
        let statement = Statement::of(&appends);
        if let Ok(landed) = self.write(&statement, Doubt::No).await {
            for (sent, landed) in batch.into_iter().zip(landed) {
                // Whoever asked may have stopped listening.
                let _ = sent.answer.send(if landed { Outcome::Landed } else { Outcome::Refused });
            }
            return;
        }
        for sent in batch {
            let outcome = self.alone(&sent.append).await;
            let _ = sent.answer.send(outcome);
        }
    }

    /// Writes one append of a batch that was rejected. An earlier attempt at the batch may have been left in doubt.
    async fn alone(&mut self, append: &Append) -> Outcome {
        match self.write(&Statement::of(&[append]), Doubt::Yes).await {
            Ok(landed) if landed == [true] => Outcome::Landed,
            Ok(_) => Outcome::Refused,
            Err(why) => {
                tracing::error!(auction = %append.auction, expected = append.expected, why, "an append is rejected");
                Outcome::Rejected(why)
            }
        }
    }

    /// Runs a statement until its outcome is known: which appends landed, in their order, or why the database rejects it.
    async fn write(&mut self, statement: &Statement<'_>, mut doubt: Doubt) -> Result<Vec<bool>, String> {
        let mut pause = config::JOURNAL_RETRY_FIRST;
        loop {
            let attempt = timeout(config::JOURNAL_TIMEOUT, self.attempt(statement, doubt)).await;
            match attempt.unwrap_or_else(|_| Err(Failure::Unknown(no_answer()))) {
                Ok(landed) => return Ok(landed),
                Err(Failure::Rejected(why)) => return Err(why),
                Err(Failure::Unknown(error)) => {
                    tracing::warn!(%error, retry_in_ms = pause.as_millis(), "the journal cannot write");
                    self.connection = None;
                    doubt = Doubt::Yes;
                }
            }
            sleep(pause).await;
            pause = (pause * 2).min(config::JOURNAL_RETRY_LONGEST);
        }
    }

    async fn attempt(&mut self, statement: &Statement<'_>, doubt: Doubt) -> Result<Vec<bool>, Failure> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(self.options.connect().await?),
        };
        let mut landed = statement.run(connection).await.map_err(classify)?;
        if doubt == Doubt::Yes {
            statement.recognise(connection, &mut landed).await?;
        }
        Ok(landed)
    }
}

/// Whether the same appends may have been written before, unseen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doubt {
    No,
    Yes,
}

/// 22 is a value the database cannot take, 23 a constraint it would break. After either it has written nothing. Its
/// message names the constraint; the detail, which quotes the row and so may hold a secret, is left out.
fn classify(error: sqlx::Error) -> Failure {
    let Some(refusal) = error.as_database_error() else { return Failure::Unknown(error) };
    match refusal.code() {
        Some(code) if code.starts_with("22") || code.starts_with("23") => {
            Failure::Rejected(format!("{} ({code})", refusal.message()))
        }
        _ => Failure::Unknown(error),
    }
}

fn no_answer() -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::new(
        std::io::ErrorKind::TimedOut,
        format!("no answer within {} s", config::JOURNAL_TIMEOUT.as_secs()),
    ))
}
