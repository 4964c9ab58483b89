//! What somebody signs in with besides a password: the secret of an authenticator app, codes for who has lost it, and the
//! step between the two. Never checks a code; that each is taken once is its to see to.

use super::accounts::{Account, SessionId, TokenHash};
use super::{Error, Store};
use crate::domain::{AccountId, Timestamp};

/// SHA-256 of a recovery code.
pub type CodeHash = [u8; 32];

/// How an account's second factor stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TwoFactor {
    /// Shared with the app.
    pub secret: Vec<u8>,
    /// Whether it is asked for; `false` while it is being set up.
    pub on: bool,
    /// Recovery codes that were not used yet.
    pub codes_left: i64,
}

impl Store {
    /// An account's second factor, on or being set up.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn two_factor(&self, account: AccountId) -> Result<Option<TwoFactor>, Error> {
        let row = sqlx::query!(
            r#"select secret, confirmed_at is not null as "on!",
                      (select count(*) from recovery_code where account_id = $1) as "codes_left!"
               from two_factor where account_id = $1"#,
            account.0
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|row| TwoFactor { secret: row.secret, on: row.on, codes_left: row.codes_left }))
    }

    /// Whether a code is asked for besides the password.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn asks_for_code(&self, account: AccountId) -> Result<bool, Error> {
        let on = sqlx::query_scalar!(
            r#"select exists (select from two_factor where account_id = $1 and confirmed_at is not null) as "on!""#,
            account.0
        );
        Ok(on.fetch_one(&self.pool).await?)
    }

    /// Begins to set one up, with this secret unless one is being set up already; one that is on stays as it is.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn begin_two_factor(&self, account: AccountId, secret: &[u8]) -> Result<(), Error> {
        sqlx::query!(
            "insert into two_factor (account_id, secret) values ($1, $2) on conflict do nothing",
            account.0,
            secret
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Turns it on, since the code of `step` was right, with these recovery codes; gives the session that does it a new token,
    /// ends every other, and has the owner told. Says which those were; `None` if nothing is being set up.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn turn_two_factor_on(
        &self,
        (account, session): (AccountId, SessionId),
        step: i64,
        codes: &[CodeHash],
        token_hash: &TokenHash,
    ) -> Result<Option<Vec<SessionId>>, Error> {
        let codes: Vec<Vec<u8>> = codes.iter().map(|code| code.to_vec()).collect();
        let ended = sqlx::query_scalar!(
            r#"with turned as (
                   update two_factor set confirmed_at = now(), last_step = $3
                   where account_id = $1 and confirmed_at is null returning account_id
               ), codes as (
                   insert into recovery_code (account_id, code_hash)
                   select account_id, code from turned, unnest($4::bytea[]) as code
               ), renewed as (
                   update session set token_hash = $5 from turned
                   where session.account_id = turned.account_id and session.id = $2
               ), ended as (
                   delete from session using turned where session.account_id = turned.account_id and session.id <> $2
                   returning session.id
               ), told as (
                   insert into notice (id, account_id, kind, facts, cause, at, next_try_at)
                   select gen_random_uuid(), account_id, 'two_factor', '{"state":"added"}',
                          'two_factor:' || gen_random_uuid(), now(), now()
                   from turned
               )
               select array(select id from ended) as "ended!" from turned"#,
            account.0,
            session.0,
            step,
            &codes,
            &token_hash[..]
        )
        .fetch_optional(&self.pool)
        .await?;
        self.and_late_sign_ins(account, Some(session), ended).await
    }

    /// Takes the code of a step. `false` if that one, or a later one, was taken before.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn take_step(&self, account: AccountId, step: i64) -> Result<bool, Error> {
        let done = sqlx::query!(
            "update two_factor set last_step = $2 where account_id = $1 and confirmed_at is not null and last_step < $2",
            account.0,
            step
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes a recovery code. `false` if there is none such, or it was taken before.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn take_recovery_code(&self, account: AccountId, code: &CodeHash) -> Result<bool, Error> {
        let done =
            sqlx::query!("delete from recovery_code where account_id = $1 and code_hash = $2", account.0, &code[..])
                .execute(&self.pool)
                .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Puts new recovery codes in the place of those that are left. `false` if the second factor is not on.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn replace_recovery_codes(&self, account: AccountId, codes: &[CodeHash]) -> Result<bool, Error> {
        let codes: Vec<Vec<u8>> = codes.iter().map(|code| code.to_vec()).collect();
        let done = sqlx::query!(
            "with gone as (delete from recovery_code where account_id = $1)
             insert into recovery_code (account_id, code_hash)
             select account_id, code from two_factor, unnest($2::bytea[]) as code
             where account_id = $1 and confirmed_at is not null",
            account.0,
            &codes
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Gives up setting one up. One that is on stays on.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn give_two_factor_up(&self, account: AccountId) -> Result<(), Error> {
        sqlx::query!("delete from two_factor where account_id = $1 and confirmed_at is null", account.0)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Turns the second factor off, gives the session that does it a new token, ends every other, and has the owner told.
    /// Says which those were; `None` if it was not on.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn turn_two_factor_off(
        &self,
        (account, session): (AccountId, SessionId),
        token_hash: &TokenHash,
    ) -> Result<Option<Vec<SessionId>>, Error> {
        let ended = sqlx::query_scalar!(
            r#"with gone as (
                   delete from two_factor where account_id = $1 and confirmed_at is not null returning account_id
               ), renewed as (
                   update session set token_hash = $3 from gone
                   where session.account_id = gone.account_id and session.id = $2
               ), ended as (
                   delete from session using gone where session.account_id = gone.account_id and session.id <> $2
                   returning session.id
               ), told as (
                   insert into notice (id, account_id, kind, facts, cause, at, next_try_at)
                   select gen_random_uuid(), account_id, 'two_factor', '{"state":"removed"}',
                          'two_factor:' || gen_random_uuid(), now(), now()
                   from gone
               )
               select array(select id from ended) as "ended!" from gone"#,
            account.0,
            session.0,
            &token_hash[..]
        )
        .fetch_optional(&self.pool)
        .await?;
        self.and_late_sign_ins(account, Some(session), ended).await
    }

    /// Writes down that somebody has shown the password of this hash, and is to show a code until `expires_at`. Where it was
    /// replaced meanwhile nothing is written down, and the step leads nowhere.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn open_half_sign_in(
        &self,
        account: AccountId,
        password_hash: &str,
        token_hash: &TokenHash,
        expires_at: Timestamp,
    ) -> Result<(), Error> {
        sqlx::query!(
            "with known as (select id from account where id = $2 and password_hash = $4 for share)
             insert into half_sign_in (token_hash, account_id, expires_at) select $1, id, $3 from known",
            &token_hash[..],
            account.0,
            expires_at,
            password_hash
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Who has shown their password and holds this token, and the hash of that password; `None` once it has run out.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn half_signed_in(&self, token_hash: &TokenHash) -> Result<Option<(Account, String)>, Error> {
        let row = sqlx::query!(
            "select account.id, password_hash from half_sign_in join account on account.id = account_id
             where token_hash = $1 and expires_at > now()",
            &token_hash[..]
        )
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(self.account(AccountId(row.id)).await?.map(|account| (account, row.password_hash)))
    }

    /// Forgets a step that was completed, and every other that has run out.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn close_half_sign_in(&self, token_hash: &TokenHash) -> Result<(), Error> {
        sqlx::query!("delete from half_sign_in where token_hash = $1 or expires_at <= now()", &token_hash[..])
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
