//! Sessions as their owners see them: from where, on what, when last; and their ends, one by one or all others. Never sees a
//! token.

use super::accounts::{SessionId, TokenHash};
use super::{Error, Store};
use crate::config;
use crate::domain::{AccountId, Timestamp};
use uuid::Uuid;

/// Where a session is used from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// What the browser or program calls itself, cut to [`config::security::LONGEST_AGENT`] characters.
    pub agent: String,
    /// The network address, as far as the house believes it.
    pub address: String,
}

impl Origin {
    /// Somebody at this address who calls themselves that.
    pub fn new(address: impl ToString, agent: &str) -> Origin {
        let plain = agent.chars().filter(|c| !c.is_control());
        Origin { address: address.to_string(), agent: plain.take(config::security::LONGEST_AGENT).collect() }
    }
}

/// A session that its owner may look at and end.
#[derive(Clone, Debug)]
pub struct OpenSession {
    pub id: SessionId,
    pub origin: Origin,
    pub created_at: Timestamp,
    /// To the minute.
    pub last_seen_at: Timestamp,
}

impl Store {
    /// The sessions of an account that have not ended, the one used last first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn sessions_of(&self, account: AccountId) -> Result<Vec<OpenSession>, Error> {
        let rows = sqlx::query!(
            "select id, agent, address, created_at, last_seen_at from session
             where account_id = $1 and expires_at > now() and last_seen_at > now() - make_interval(secs => $2)
             order by last_seen_at desc, id limit $3",
            account.0,
            config::security::SESSION_IDLE.as_seconds_f64(),
            config::security::SESSIONS_SHOWN
        )
        .fetch_all(&self.pool)
        .await?;
        let open = rows.into_iter().map(|row| OpenSession {
            id: SessionId(row.id),
            origin: Origin { agent: row.agent, address: row.address },
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
        });
        Ok(open.collect())
    }

    /// Writes down that a session is being used.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn session_seen(&self, account: AccountId, id: SessionId) -> Result<(), Error> {
        sqlx::query!("update session set last_seen_at = now() where account_id = $1 and id = $2", account.0, id.0)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Ends every session of an account but one, and says which those were.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn end_other_sessions(&self, account: AccountId, but: SessionId) -> Result<Vec<SessionId>, Error> {
        let ids = sqlx::query_scalar!(
            "delete from session where account_id = $1 and id <> $2 returning id",
            account.0,
            but.0
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(ids.into_iter().map(SessionId).collect())
    }

    /// Ends what was begun with what an account has just ceased to ask for: sessions, all but one, and half-way doors. Says
    /// which sessions those were. A statement of its own, after that change: a statement sees what stood when it began,
    /// and not the session whose opening it waited for.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub(super) async fn end_sign_ins(
        &self,
        account: AccountId,
        but: Option<SessionId>,
    ) -> Result<Vec<SessionId>, Error> {
        let ids = sqlx::query_scalar!(
            "with half as (delete from half_sign_in where account_id = $1)
             delete from session where account_id = $1 and id is distinct from $2 returning id",
            account.0,
            but.map(|but| but.0)
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(ids.into_iter().map(SessionId).collect())
    }

    /// These sessions that ended, and those that have to end after them; `None` where nothing was done that ends any.
    pub(super) async fn and_late_sign_ins(
        &self,
        account: AccountId,
        but: Option<SessionId>,
        ended: Option<Vec<Uuid>>,
    ) -> Result<Option<Vec<SessionId>>, Error> {
        let Some(ended) = ended else { return Ok(None) };
        let late = self.end_sign_ins(account, but).await?;
        Ok(Some(ended.into_iter().map(SessionId).chain(late).collect()))
    }

    /// Replaces a password, gives the session that does it a new token, ends every other one and every link that leads into
    /// the account, and has the owner told. Says which sessions ended; `None` if the stored password is no longer `was`:
    /// somebody else was quicker.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn change_password(
        &self,
        (account, session): (AccountId, SessionId),
        was: &str,
        password_hash: &str,
        token_hash: &TokenHash,
    ) -> Result<Option<Vec<SessionId>>, Error> {
        let ended = sqlx::query_scalar!(
            r#"with changed as (
                   update account set password_hash = $4 where id = $1 and password_hash = $3 returning id
               ), renewed as (
                   update session set token_hash = $5 from changed where account_id = changed.id and session.id = $2
               ), ended as (
                   delete from session using changed where account_id = changed.id and session.id <> $2
                   returning session.id
               ), half as (
                   delete from half_sign_in using changed where account_id = changed.id
               ), links as (
                   delete from proof using changed where account_id = changed.id and purpose <> 'confirm'
               ), told as (
                   insert into notice (id, account_id, kind, facts, cause, at, next_try_at)
                   select gen_random_uuid(), id, 'password_changed', '{}', 'password:' || gen_random_uuid(), now(), now()
                   from changed
               )
               select array(select id from ended) as "ended!" from changed"#,
            account.0,
            session.0,
            was,
            password_hash,
            &token_hash[..]
        )
        .fetch_optional(&self.pool)
        .await?;
        self.and_late_sign_ins(account, Some(session), ended).await
    }

    /// The hash of an account's password, for who is signed in and has to show it again.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn password_hash(&self, account: AccountId) -> Result<Option<String>, Error> {
        Ok(sqlx::query_scalar!("select password_hash from account where id = $1", account.0)
            .fetch_optional(&self.pool)
            .await?)
    }

    /// Whether an account is in use from this address: it has a session there.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn is_used_from(&self, account: AccountId, address: &str) -> Result<bool, Error> {
        let known = sqlx::query_scalar!(
            r#"select exists (select from session where account_id = $1 and address = $2 and expires_at > now()) as "known!""#,
            account.0,
            address
        );
        Ok(known.fetch_one(&self.pool).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_calls_itself_is_kept_short_and_on_one_line() {
        let origin = Origin::new("192.0.2.1", &format!("Mozilla\r\n/5.0 {}", "x".repeat(1_000)));
        assert!(origin.agent.starts_with("Mozilla/5.0 x"), "{}", origin.agent);
        assert_eq!(origin.agent.chars().count(), config::security::LONGEST_AGENT);
    }
}
