//! Links in letters: what somebody who opens one has shown. A link works once and not for long; here is only its hash, so
//! that whoever reads the table can show nothing. It is made when its letter is written, and so stands in no outbox either.

use super::accounts::{Email, SessionId, TokenHash};
use super::{Error, Store};
use crate::domain::{AccountId, Timestamp};
use uuid::Uuid;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Shows that the address of an account is its owner's.
    Confirm,
    /// The same of the address they want to have in its place.
    Move,
    /// Sets a new password.
    Reset,
}

impl Purpose {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Purpose::Confirm => "confirm",
            Purpose::Move => "move",
            Purpose::Reset => "reset",
        }
    }
}

/// A link that still works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    pub account: AccountId,
    /// The address its letter went to.
    pub email: String,
    /// Their name, for the rule that a password is not it.
    pub name: String,
}

/// What came of a link that changes an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    Done(AccountId),
    /// The link is used, or ran out, or never was one.
    Stale,
    /// Somebody else has an account under that address.
    Taken,
}

impl Store {
    /// Writes a link down before its letter, asked for at `asked_at`, goes out. Where the password or the address was
    /// changed since, the link is not kept, and so proves nothing: also a letter that was on its way meanwhile opens no way in.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn keep_proof(
        &self,
        hash: &TokenHash,
        (account, asked_at): (AccountId, Timestamp),
        purpose: Purpose,
        email: &str,
        expires_at: Timestamp,
    ) -> Result<(), Error> {
        sqlx::query!(
            "insert into proof (token_hash, account_id, purpose, email, expires_at)
             select $1, $2, $3, $4, $5
             where $3 = 'confirm'
                or not exists (select from notice
                               where account_id = $2 and kind in ('password_changed', 'moved') and at > $6)",
            &hash[..],
            account.0,
            purpose.word(),
            email,
            expires_at,
            asked_at,
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// What a link would show; `None` if it works no more, or never did. Uses nothing up.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn proof(&self, hash: &TokenHash, purpose: Purpose) -> Result<Option<Proof>, Error> {
        let row = sqlx::query!(
            "select account.id, proof.email, name from proof join account on account.id = account_id
             where token_hash = $1 and purpose = $2 and expires_at > now()",
            &hash[..],
            purpose.word(),
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|row| Proof { account: AccountId(row.id), email: row.email, name: row.name }))
    }

    /// Uses a link that confirms an address. Says whose it was; `None` if it works no more. A link to an address that was
    /// changed since confirms nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn confirm_email(&self, hash: &TokenHash) -> Result<Option<AccountId>, Error> {
        let account = sqlx::query_scalar!(
            "with used as (
                 delete from proof where token_hash = $1 and purpose = 'confirm' and expires_at > now()
                 returning account_id, email
             )
             update account set email_confirmed_at = coalesce(email_confirmed_at, now()) from used
             where account.id = used.account_id and lower(account.email) = lower(used.email) returning account.id",
            &hash[..],
        );
        Ok(account.fetch_optional(&self.pool).await?.map(AccountId))
    }

    /// Uses a link that sets a new password, ends every session and half-way door of the account and every other link that leads into it, and
    /// has its owner told. Says whose it was and which sessions ended; `None` if the link works no more, or went to an address
    /// that is the account's no longer. Whoever reads an address has shown that it is theirs.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn reset_password(
        &self,
        hash: &TokenHash,
        password_hash: &str,
    ) -> Result<Option<(AccountId, Vec<SessionId>)>, Error> {
        let row = sqlx::query!(
            r#"with used as (
                   delete from proof where token_hash = $1 and purpose = 'reset' and expires_at > now()
                   returning account_id, email
               ), changed as (
                   update account set password_hash = $2, email_confirmed_at = coalesce(email_confirmed_at, now())
                   from used where account.id = used.account_id and lower(account.email) = lower(used.email)
                   returning account.id
               ), links as (
                   delete from proof using changed
                   where account_id = changed.id and purpose <> 'confirm' and token_hash <> $1
               ), half as (
                   delete from half_sign_in using changed where account_id = changed.id
               ), ended as (
                   delete from session using changed where account_id = changed.id returning session.id
               ), told as (
                   insert into notice (id, account_id, kind, facts, cause, at, next_try_at)
                   select gen_random_uuid(), id, 'password_changed', '{}', 'password:' || gen_random_uuid(), now(), now()
                   from changed
               )
               select id, array(select id from ended) as "ended!" from changed"#,
            &hash[..],
            password_hash,
        )
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let account = AccountId(row.id);
        let ended = self.and_late_sign_ins(account, None, Some(row.ended)).await?;
        Ok(ended.map(|ended| (account, ended)))
    }

    /// Uses a link that changes the address of an account, ends every other link to it, and has its owner told at the old
    /// one.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn move_email(&self, hash: &TokenHash) -> Result<Moved, Error> {
        let moved = sqlx::query_scalar!(
            r#"with used as (
                   delete from proof where token_hash = $1 and purpose = 'move' and expires_at > now()
                   returning account_id, email
               ), old as (
                   select account.id, account.email from account join used on account.id = used.account_id
               ), links as (
                   delete from proof using used where proof.account_id = used.account_id and token_hash <> $1
               ), told as (
                   insert into notice (id, account_id, kind, facts, cause, at, next_try_at)
                   select gen_random_uuid(), id, 'moved', json_build_object('email', email, 'text', (select email from used))::text,
                          'moved:' || gen_random_uuid(), now(), now()
                   from old
               )
               update account set email = used.email, email_confirmed_at = now() from used
               where account.id = used.account_id returning account.id"#,
            &hash[..],
        );
        match moved.fetch_optional(&self.pool).await.map_err(Error::from) {
            Ok(Some(account)) => Ok(Moved::Done(AccountId(account))),
            Ok(None) => Ok(Moved::Stale),
            Err(Error::EmailTaken) => Ok(Moved::Taken),
            Err(error) => Err(error),
        }
    }

    /// Has a letter sent to the new address that somebody wants to have: nothing changes until they open its link.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn ask_new_email(&self, account: AccountId, new: &Email) -> Result<(), Error> {
        let facts = super::notices::Facts { email: Some(new.to_string()), ..Default::default() };
        let cause = format!("move:{}", Uuid::new_v4());
        self.tell(account, super::notices::Kind::Move, None, &cause, &facts).await.map(drop)
    }

    /// Has the letter sent (once more) whose link confirms an account's address.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn ask_to_confirm(&self, account: AccountId) -> Result<(), Error> {
        let cause = format!("confirm:{}", Uuid::new_v4());
        self.tell(account, super::notices::Kind::Confirm, None, &cause, &Default::default()).await.map(drop)
    }

    /// Has the letter sent whose link sets a new password.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn ask_to_reset(&self, account: AccountId) -> Result<(), Error> {
        let cause = format!("reset:{}", Uuid::new_v4());
        self.tell(account, super::notices::Kind::Reset, None, &cause, &Default::default()).await.map(drop)
    }
}
