//! The house's signs of life, and the gaps between them. A sign is written by the house's clock, and counts once it is durable:
//! where there is none, nobody could have bid.

use super::{Error, Store};
use crate::domain::{Outage, Timestamp};
use chrono::TimeDelta;

impl Store {
    /// Writes down that the house serves at `at`. If the sign before is `gap` or longer ago, that was an outage: it is
    /// written down in the same breath, and told.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; whether it was written nobody knows.
    pub async fn beat(&self, at: Timestamp, gap: TimeDelta) -> Result<Option<Outage>, Error> {
        // Every part of a statement sees what was there before it.
        let row = sqlx::query!(
            "with before as (
                 select at from heartbeat
             ), beat as (
                 insert into heartbeat (at) values ($1)
                 on conflict (id) do update set at = greatest(heartbeat.at, excluded.at)
             )
             insert into outage (began, ended) select at, $1 from before where at <= $2 and at < $1
             on conflict (began) do update set ended = greatest(outage.ended, excluded.ended)
             returning began, ended",
            at,
            at - gap,
        )
        .fetch_optional(&self.pulse)
        .await?;
        Ok(row.map(|row| Outage { from: row.began, until: row.ended }))
    }

    /// The outages that ended after `since`, the earliest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn outages(&self, since: Timestamp) -> Result<Vec<Outage>, Error> {
        let rows = sqlx::query!("select began, ended from outage where ended > $1 order by began", since)
            .fetch_all(&self.pulse)
            .await?;
        Ok(rows.into_iter().map(|row| Outage { from: row.began, until: row.ended }).collect())
    }
}
