//! Bans: who may not enter the house, since when, until when, and why. What a ban ends besides is not decided here; but no
//! session of somebody who is banned is worth anything, and none is begun.

use super::audit::Officer;
use super::{Error, Store};
use crate::domain::{AccountId, Timestamp};
use uuid::Uuid;

/// A ban, as far as it decides anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ban {
    /// When it ends by itself; `None` if it has to be lifted.
    pub until: Option<Timestamp>,
}

impl Ban {
    /// Whether it keeps somebody out at this instant.
    pub fn holds(self, at: Timestamp) -> bool {
        self.until.is_none_or(|until| at < until)
    }
}

/// A ban, as whom it concerns reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banned {
    pub since: Timestamp,
    /// When it ends by itself; `None` if it has to be lifted.
    pub until: Option<Timestamp>,
    pub reason: String,
}

impl Store {
    /// Bans an account, or bans it otherwise than before. No session of it is worth anything from then on, and none is begun;
    /// those there are still have to be ended. `false` if there is no such account, or it is the officer's own.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn ban(
        &self,
        account: AccountId,
        by: &Officer,
        until: Option<Timestamp>,
        reason: &str,
    ) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with banned as (
                 update account set banned_at = now(), banned_until = $4, ban_reason = $5
                 where id = $2 and id <> $3 returning id, name
             )
             insert into audit (id, by_id, act, on_kind, on_id, what, why, address)
             select $1, $3, 'ban', 'person', id, coalesce(to_char($4, 'YYYY-MM-DD\"T\"HH24:MI\"Z\"'), ''), $5, $6 from banned",
            Uuid::now_v7(),
            account.0,
            by.account.0,
            until,
            reason,
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Lifts a ban. `false` if none stands.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn lift_ban(&self, account: AccountId, by: &Officer, reason: &str) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with lifted as (
                 update account set banned_at = null, banned_until = null, ban_reason = null
                 where id = $2 and id <> $3 and banned_at is not null returning id
             )
             insert into audit (id, by_id, act, on_kind, on_id, why, address)
             select $1, $3, 'unban', 'person', id, $4, $5 from lifted",
            Uuid::now_v7(),
            account.0,
            by.account.0,
            reason,
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The ban that keeps an account out now, if one does.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn ban_of(&self, account: AccountId) -> Result<Option<Banned>, Error> {
        let row = sqlx::query!(
            r#"select banned_at as "since!", banned_until, ban_reason from account
               where id = $1 and banned_at is not null and (banned_until is null or banned_until > now())"#,
            account.0
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|row| Banned {
            since: row.since,
            until: row.banned_until,
            reason: row.ban_reason.unwrap_or_default(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};

    #[test]
    fn a_ban_holds_until_its_end_and_one_without_an_end_for_good() {
        let now = DateTime::UNIX_EPOCH;
        let ban = Ban { until: Some(now + TimeDelta::hours(1)) };
        assert!(ban.holds(now) && !ban.holds(now + TimeDelta::hours(1)));
        assert!(Ban { until: None }.holds(now + TimeDelta::days(10_000)));
    }
}
