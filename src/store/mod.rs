//! The only SQL in the house.
//!
//! - [`journal`] writes events, and nothing else does: group commit across auctions
//! - [`ledger`] events as text and back, and reading them
//! - [`auctions`] listings, and the catalogue over the projection rows
//! - [`finding`] looking for lots · [`categories`] the shelves they lie on · [`searches`] what somebody waits for
//! - [`terms`] an auction's terms as text and back
//! - [`sales`] lots in order, and their publication all at once
//! - [`drafts`] forms as sellers type them · [`desk`] what a seller sees of all they sell
//! - [`accounts`] people and their sessions · [`sessions`] as their owners see them · [`bans`] who may not enter · [`two_factor`] the second factor
//! - [`took_part`] who has bid where · [`own_data`] everything that is one person's, and its end
//! - [`rooms`] what is said about an auction, and who may not say anything
//! - [`photos`] what photographs of a lot show, and in which order
//! - [`groups`] lots that close together
//! - [`registrations`] who registered to bid on what · [`credit`] how much they may have at stake
//! - [`notices`] what people are told, by bell and by mail · [`proofs`] what the links in letters show · [`watches`] who keeps
//!   an eye on what
//! - [`audit`] what the house's people did · [`people`] whom they look after · [`reports`] what they are told
//! - [`signals`] what looks like one hand with two names · [`tariffs`] premiums and increments with names · [`health`] how the database is
//! - `heartbeat` the house's signs of life, and the gaps between them
//! - [`settlement`] what comes after the hammer
//! - [`postgres`] the private PostgreSQL that runs when no other is named
//!
//! Handlers are dropped when their client hangs up, and a dropped future leaves a transaction open on its connection.
//! So nothing here begins a transaction: every write is one statement.

pub mod accounts;
pub mod auctions;
pub mod audit;
pub mod bans;
pub mod categories;
pub mod credit;
pub mod desk;
pub mod drafts;
pub mod finding;
pub mod groups;
pub mod health;
mod heartbeat;
pub mod journal;
pub mod ledger;
pub mod notices;
pub mod own_data;
pub mod people;
pub mod photos;
pub mod postgres;
pub mod proofs;
pub mod registrations;
pub mod reports;
pub mod rooms;
pub mod sales;
pub mod searches;
pub mod sellers;
pub mod sessions;
pub mod settlement;
pub mod signals;
pub mod tariffs;
pub mod terms;
pub mod took_part;
pub mod two_factor;
pub mod watches;

use crate::config;
use journal::Journal;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::time::Duration;

/// Everything the house remembers. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) pool: PgPool,
    /// A connection of its own for signs of life: they must not wait behind pages.
    pulse: PgPool,
    /// Connections for who looks around: they must not wait for bids, nor bids for them.
    seekers: PgPool,
    forgiving: finding::Forgiving,
    pub journal: Journal,
}

/// Why the store could not answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// PostgreSQL is away, or too slow to wait for. Temporary.
    #[error("the database does not answer: {0}")]
    Unavailable(#[source] sqlx::Error),
    /// An e-mail address that has an account already.
    #[error("this e-mail address has an account already")]
    EmailTaken,
    /// Somebody whom the house has banned.
    #[error("this account is banned")]
    Banned(bans::Banned),
    /// Somebody who has left lists nothing.
    #[error("this account is closed")]
    Closed,
    /// A category that the house does not have.
    #[error("the house has no such category")]
    UnknownCategory,
    /// What is stored contradicts itself: somebody changed the ledger behind our back, or we have a bug.
    #[error("the ledger of auction {auction} is damaged at event {seq}: {what}")]
    Damaged { auction: crate::domain::AuctionId, seq: crate::domain::Seq, what: String },
    /// A statement failed for a reason of its own.
    #[error(transparent)]
    Sql(sqlx::Error),
}

impl Error {
    /// Whether trying again later may help.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Error::Unavailable(_))
    }

    /// No answer in time.
    pub fn silent() -> Error {
        Error::Unavailable(sqlx::Error::PoolTimedOut)
    }

    /// Whether the store is being closed from our own side.
    pub fn is_closing(&self) -> bool {
        matches!(self, Error::Unavailable(sqlx::Error::PoolClosed))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(refusal) if refusal.constraint() == Some("account_email_key") => Error::EmailTaken,
            sqlx::Error::Database(refusal) if refusal.constraint() == Some("auction_category") => {
                Error::UnknownCategory
            }
            sqlx::Error::Database(refusal) if refusal.constraint() == Some("account_is_open") => Error::Closed,
            // 08 connection, 53 resources, 57 operator intervention: the server is there but not for us, not now.
            sqlx::Error::Database(refusal) => match refusal.code().as_deref().map(|code| &code[..2]) {
                Some("08" | "53" | "57" | "40") => Error::Unavailable(error),
                _ => Error::Sql(error),
            },
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_) => Error::Unavailable(error),
            _ => Error::Sql(error),
        }
    }
}

/// Why the store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("cannot connect to PostgreSQL: {0}")]
    Connect(#[source] sqlx::Error),
    #[error("cannot bring the database up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error(
        "PostgreSQL runs with {0}, so an accepted bid could be lost with the power. Turn it on, or pass \
         --unsafe-durability if losing bids does not matter here."
    )]
    UnsafeDurability(String),
    #[error("PostgreSQL {0} is too old: Gavel needs 13 or newer.")]
    TooOld(String),
}

impl Store {
    /// Connects, refuses a database that would forget, brings its tables up to date, and starts the journal's lanes on
    /// the current runtime.
    ///
    /// # Errors
    /// See [`OpenError`]; each says what to do.
    pub async fn open(options: PgConnectOptions, settings: &config::Storage) -> Result<Store, OpenError> {
        let options = options.options([
            // A handler that vanishes must not hold a row or a snapshot for long.
            ("idle_in_transaction_session_timeout", "5s"),
            ("statement_timeout", "15s"),
            ("timezone", "UTC"),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(settings.connections)
            .acquire_timeout(config::ACQUIRE_TIMEOUT)
            .idle_timeout(Duration::from_secs(600))
            .connect_with(options.clone())
            .await
            .map_err(OpenError::Connect)?;
        check_server(&pool, settings.unsafe_durability).await?;
        sqlx::migrate!().run(&pool).await?;
        let pulse = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(config::ACQUIRE_TIMEOUT)
            .connect_lazy_with(options.clone().application_name("gavel-pulse"));
        let forgiving = "select exists (select from pg_extension where extname = 'pg_trgm')";
        let forgiving = sqlx::query_scalar(forgiving).fetch_one(&pool).await.map_err(OpenError::Connect)?;
        let (seekers, forgiving) = (finding::connections(options.clone()), finding::Forgiving(forgiving));
        Ok(Store { journal: Journal::open(options, settings.journal_lanes), pool, pulse, seekers, forgiving })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if it does not.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query("select 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Says goodbye to PostgreSQL, and does not wait for ever for the answers that are still to come. The journal has its own
    /// connections, and goes on until all its handles are gone.
    pub async fn close(&self) {
        let goodbye = async { tokio::join!(self.pulse.close(), self.pool.close(), self.seekers.close()) };
        if tokio::time::timeout(config::GOODBYE, goodbye).await.is_err() {
            tracing::warn!("the database does not answer the last queries; closing without");
        }
    }
}

/// An accepted bid is a promise; a server that does not wait for its disk cannot keep it.
async fn check_server(pool: &PgPool, unsafe_durability: bool) -> Result<(), OpenError> {
    let setting = "select name, setting from pg_settings
                   where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version_num', 'server_version')";
    let settings: Vec<(String, String)> = sqlx::query_as(setting).fetch_all(pool).await.map_err(OpenError::Connect)?;
    let value = |name: &str| settings.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str());
    if value("server_version_num").parse::<u32>().is_ok_and(|version| version < 130_000) {
        return Err(OpenError::TooOld(value("server_version").into()));
    }
    let off: Vec<String> = ["fsync", "full_page_writes", "synchronous_commit"]
        .into_iter()
        .filter(|name| value(name) == "off")
        .map(|name| format!("{name} = off"))
        .collect();
    if off.is_empty() {
        return Ok(());
    }
    if !unsafe_durability {
        return Err(OpenError::UnsafeDurability(off.join(" and ")));
    }
    tracing::warn!(
        settings = off.join(", "),
        "the database may lose accepted bids with the power, as --unsafe-durability allows"
    );
    Ok(())
}
