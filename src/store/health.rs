//! How the database is, for whoever watches over the house.

use super::{Error, Store};
use crate::domain::Timestamp;

/// What PostgreSQL says of itself.
#[derive(Clone, Debug)]
pub struct Postgres {
    pub version: String,
    /// Its settings that decide whether an accepted bid survives a power cut, by name.
    pub durability: Vec<(String, String)>,
    /// What the database takes on disk, in bytes.
    pub bytes: i64,
    /// The last sign of life the house gave.
    pub heartbeat: Option<Timestamp>,
    /// When the last outage ended, if there was one.
    pub last_outage: Option<Timestamp>,
}

/// Connections of the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolUse {
    pub in_use: u32,
    pub idle: u32,
    pub most: u32,
}

/// What waits for somebody of the house.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    pub reports: i64,
    pub registrations: i64,
    /// Letters that did not get out.
    pub letters: i64,
}

impl Store {
    /// What PostgreSQL says of itself.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn postgres_health(&self) -> Result<Postgres, Error> {
        let row = sqlx::query!(
            r#"select current_setting('server_version') as "version!",
                      array(select name from pg_settings
                            where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name) as "names!",
                      array(select setting from pg_settings
                            where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name) as "settings!",
                      pg_database_size(current_database()) as "bytes!",
                      (select at from heartbeat) as heartbeat,
                      (select max(ended) from outage) as last_outage"#
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(Postgres {
            version: row.version,
            durability: row.names.into_iter().zip(row.settings).collect(),
            bytes: row.bytes,
            heartbeat: row.heartbeat,
            last_outage: row.last_outage,
        })
    }

    /// How many connections of the pool are in use.
    pub fn pool_use(&self) -> PoolUse {
        let idle = u32::try_from(self.pool.num_idle()).unwrap_or(u32::MAX);
        let most = self.pool.options().get_max_connections();
        PoolUse { in_use: self.pool.size().saturating_sub(idle), idle, most }
    }

    /// How much waits for somebody of the house.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn office_waiting(&self) -> Result<Waiting, Error> {
        let row = sqlx::query!(
            r#"select (select count(*) from report where state = 'open') as "reports!",
                      (select count(*) from registration where state = 'requested') as "registrations!",
                      (select count(*) from notice where mail_state = 'failed') as "letters!""#
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(Waiting { reports: row.reports, registrations: row.registrations, letters: row.letters })
    }
}
