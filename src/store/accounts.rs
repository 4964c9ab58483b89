//! People and their sessions. Never sees a password or a token: it keeps the hash of each, and gives back only the
//! password's, to the one caller who checks it.

use super::sessions::Origin;
use super::{Error, Store};
use crate::config;
use crate::domain::{AccountId, Timestamp};
use crate::language::Language;
use chrono_tz::Tz;
use std::fmt;
use uuid::Uuid;

/// What somebody may do in the house. Everybody may bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Bidder,
    /// Also lists lots.
    Seller,
    /// Also lists lots, and opens, halts and closes everybody's.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 3] = [Role::Bidder, Role::Seller, Role::Admin];

    /// The word in the database and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Role::Bidder => "bidder",
            Role::Seller => "seller",
            Role::Admin => "admin",
        }
    }

    /// The role a word stands for.
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }

    /// May list lots.
    pub fn sells(self) -> bool {
        matches!(self, Role::Seller | Role::Admin)
    }

    /// May act on everybody's lots.
    pub fn administers(self) -> bool {
        self == Role::Admin
    }
}

/// An e-mail address, trimmed and in lower case: the form in which it belongs to one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads an address. Only what cannot be one is refused; whether it is anybody's, only a letter could tell.
    pub fn parse(typed: &str) -> Option<Email> {
        let email = typed.trim().to_lowercase();
        let (local, domain) = email.rsplit_once('@')?;
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"@".contains(c);
        let dotted = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
        let good = !local.is_empty() && email.len() <= config::LONGEST_EMAIL && dotted;
        (good && local.chars().chain(domain.chars()).all(plain)).then_some(Email(email))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name somebody goes by, with its spaces tidied. `None` if nothing is left, or it is too long, or not text.
pub fn tidy_name(typed: &str) -> Option<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let good = (1..=config::LONGEST_NAME).contains(&name.chars().count());
    (good && !name.chars().any(char::is_control)).then_some(name)
}

/// Somebody about to have an account.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub email: Email,
    pub name: String,
    /// In PHC string format.
    pub password_hash: String,
    pub role: Role,
}

/// Somebody who has an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub email: String,
    pub name: String,
    pub role: Role,
    /// Whether they showed that the address is theirs.
    pub is_confirmed: bool,
}

/// One signing in, named without its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub Uuid);

/// What somebody has shown to come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The hash that their password was verified against.
    pub password_hash: String,
    /// Whether they showed a code of the second factor as well.
    pub code: bool,
}

/// SHA-256 of a session's token.
pub type TokenHash = [u8; 32];

/// A session that has not expired.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: SessionId,
    pub account: Account,
    pub expires_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// Whether they were reminded of something they have not paid.
    pub owes: bool,
}

/// The columns every query for an account reads.
struct Row {
    id: Uuid,
    email: String,
    name: String,
    role: String,
    is_confirmed: bool,
}

impl From<Row> for Account {
    fn from(Row { id, email, name, role, is_confirmed }: Row) -> Account {
        // The database checks the word; one it learnt after us grants nothing.
        Account { id: AccountId(id), email, name, role: Role::from_word(&role).unwrap_or(Role::Bidder), is_confirmed }
    }
}

impl Store {
    /// Opens an account for whoever asks, and has a letter sent to their address, whose link shows that it is theirs. It
    /// speaks the language they asked in.
    ///
    /// # Errors
    /// [`Error::EmailTaken`], or [`Error::Unavailable`].
    pub async fn register_account(&self, new: &NewAccount, language: Language) -> Result<AccountId, Error> {
        let id = Uuid::now_v7();
        sqlx::query!(
            "with opened as (
                 insert into account (id, email, name, password_hash, role, language) values ($1, $2, $3, $4, $5, $6)
                 returning id
             )
             insert into notice (id, account_id, kind, facts, cause, at, next_try_at)
             select gen_random_uuid(), id, 'confirm', '{}', 'confirm:' || id, now(), now() from opened",
            id,
            new.email.as_str(),
            new.name,
            new.password_hash,
            new.role.word(),
            language.tag(),
        )
        .execute(&self.pool)
        .await?;
        Ok(AccountId(id))
    }

    /// Opens an account for somebody whose address the house knows to be theirs.
    ///
    /// # Errors
    /// [`Error::EmailTaken`], or [`Error::Unavailable`].
    pub async fn create_account(&self, new: &NewAccount) -> Result<AccountId, Error> {
        let id = Uuid::now_v7();
        sqlx::query!(
            "insert into account (id, email, name, password_hash, role, email_confirmed_at)
             values ($1, $2, $3, $4, $5, now())",
            id,
            new.email.as_str(),
            new.name,
            new.password_hash,
            new.role.word(),
        )
        .execute(&self.pool)
        .await?;
        Ok(AccountId(id))
    }

    /// The account of an address, and the hash of its password.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn account_by_email(&self, email: &Email) -> Result<Option<(Account, String)>, Error> {
        let row = sqlx::query!(
            r#"select id, email, name, role, email_confirmed_at is not null as "is_confirmed!", password_hash
               from account where lower(email) = $1 and closed_at is null"#,
            email.as_str()
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|row| {
            let (id, is_confirmed) = (row.id, row.is_confirmed);
            let account = Row { id, email: row.email, name: row.name, role: row.role, is_confirmed };
            (account.into(), row.password_hash)
        }))
    }

    /// An account by its name; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, Error> {
        let row = sqlx::query_as!(
            Row,
            r#"select id, email, name, role, email_confirmed_at is not null as "is_confirmed!" from account where id = $1"#,
            id.0
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(Account::from))
    }

    /// Lets a bidder sell. `false` if they are not a bidder: a seller already, an admin, or nobody.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn make_seller(&self, id: AccountId) -> Result<bool, Error> {
        let done = sqlx::query!("update account set role = 'seller' where id = $1 and role = 'bidder'", id.0)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The language and the time zone somebody chose, each if they did.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn reads_in(&self, id: AccountId) -> Result<(Option<Language>, Option<Tz>), Error> {
        let row = sqlx::query!("select language, time_zone from account where id = $1", id.0)
            .fetch_optional(&self.pool)
            .await?;
        let (language, zone) = row.map(|row| (row.language, row.time_zone)).unwrap_or_default();
        let language = language.as_deref().and_then(Language::of_tag);
        Ok((language, zone.and_then(|zone| zone.parse().ok())))
    }

    /// Remembers the language and the time zone somebody chose.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn set_reader(&self, id: AccountId, language: Language, zone: Tz) -> Result<(), Error> {
        sqlx::query!(
            "update account set language = $2, time_zone = $3 where id = $1",
            id.0,
            language.tag(),
            zone.name()
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Remembers the language somebody chose.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn set_language(&self, id: AccountId, language: Language) -> Result<(), Error> {
        sqlx::query!("update account set language = $2 where id = $1", id.0, language.tag())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Replaces a password and ends every session opened with the old one. Says which those were; `None` if there is no
    /// such account.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn set_password(&self, id: AccountId, password_hash: &str) -> Result<Option<Vec<SessionId>>, Error> {
        let changed = sqlx::query!("update account set password_hash = $2 where id = $1", id.0, password_hash)
            .execute(&self.pool)
            .await?;
        if changed.rows_affected() == 0 {
            return Ok(None);
        }
        self.end_sign_ins(id, None).await.map(Some)
    }

    /// Begins a session that is used from somewhere, unless the account is banned. `None` if what was shown is not what the
    /// account asks for any more: its password was replaced meanwhile, or a second factor was turned on, or it was closed.
    ///
    /// Takes the account's row and its second factor's, so that of a session and a ban, a new password or a factor at once
    /// one comes second: what comes first keeps the session out, and what comes second sees it and ends it.
    ///
    /// # Errors
    /// [`Error::Banned`], or [`Error::Unavailable`].
    pub async fn open_session(
        &self,
        account: AccountId,
        shown: &Shown,
        token_hash: &TokenHash,
        expires_at: Timestamp,
        from: &Origin,
    ) -> Result<Option<SessionId>, Error> {
        let begun = sqlx::query_scalar!(
            "with known as (
                 select id from account
                 where id = $3 and closed_at is null and password_hash = $7 and (banned_at is null or banned_until <= now())
                 for share
             ), factor as (
                 select confirmed_at from two_factor where account_id = $3 for share
             ), welcome as (
                 select id from known where $8 or not exists (select from factor where confirmed_at is not null)
             ), traced as (
                 insert into trace (account_id, address, device) select id, $5, $6 from welcome where $5 <> ''
                 on conflict (account_id, address, device) do update set last_at = now()
             )
             insert into session (token_hash, id, account_id, expires_at, address, agent)
             select $1, $2, id, $4, $5, $6 from welcome returning id",
            &token_hash[..],
            Uuid::new_v4(),
            account.0,
            expires_at,
            from.address,
            from.agent,
            shown.password_hash,
            shown.code,
        )
        .fetch_optional(&self.pool)
        .await?;
        if let Some(id) = begun {
            return Ok(Some(SessionId(id)));
        }
        self.ban_of(account).await?.map_or(Ok(None), |banned| Err(Error::Banned(banned)))
    }

    /// The session of a token, unless it has ended, expired, or not been used for too long.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn session(&self, token_hash: &TokenHash) -> Result<Option<Session>, Error> {
        let row = sqlx::query!(
            r#"select session.id as session_id, expires_at, last_seen_at, account.id, email, name, role,
                      email_confirmed_at is not null as "is_confirmed!",
                      exists (select from invoice
                              where buyer_id = account.id and state = 'awaiting_payment' and reminders > 0) as "owes!"
               from session join account on account.id = account_id
               where token_hash = $1 and expires_at > now() and closed_at is null
                 and (banned_at is null or banned_until <= now())
                 and last_seen_at > now() - make_interval(secs => $2)"#,
            &token_hash[..],
            config::security::SESSION_IDLE.as_seconds_f64()
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|row| Session {
            id: SessionId(row.session_id),
            expires_at: row.expires_at,
            last_seen_at: row.last_seen_at,
            owes: row.owes,
            account: Row {
                id: row.id,
                email: row.email,
                name: row.name,
                role: row.role,
                is_confirmed: row.is_confirmed,
            }
            .into(),
        }))
    }

    /// The public names of these accounts, in no order; of those that there are.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn names(&self, accounts: &[AccountId]) -> Result<Vec<(AccountId, String)>, Error> {
        let ids: Vec<Uuid> = accounts.iter().map(|account| account.0).collect();
        let rows = sqlx::query!("select id, name from account where id = any($1)", &ids).fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(|row| (AccountId(row.id), row.name)).collect())
    }

    /// Ends a session of an account. `false` if it had ended. (The account leads to it: sessions are indexed by that.)
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn end_session(&self, account: AccountId, id: SessionId) -> Result<bool, Error> {
        let done = sqlx::query!("delete from session where account_id = $1 and id = $2", account.0, id.0)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends every session of an account, and says which those were.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn end_sessions_of(&self, account: AccountId) -> Result<Vec<SessionId>, Error> {
        let ids = sqlx::query_scalar!("delete from session where account_id = $1 returning id", account.0)
            .fetch_all(&self.pool)
            .await?;
        Ok(ids.into_iter().map(SessionId).collect())
    }

    /// Forgets the sessions that have expired or were not used for too long, and says how many. They were worth nothing since they did.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn sweep_sessions(&self) -> Result<u64, Error> {
        let done = sqlx::query!(
            "delete from session where expires_at <= now() or last_seen_at <= now() - make_interval(secs => $1)",
            config::security::SESSION_IDLE.as_seconds_f64()
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_trimmed_and_in_lower_case() {
        let email = Email::parse("  Ann.Example+lots@Example.ORG ").map(|email| email.to_string());
        assert_eq!(email.as_deref(), Some("ann.example+lots@example.org"));
    }

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        let long = format!("{}@example.org", "a".repeat(config::LONGEST_EMAIL));
        for typed in
            ["", "ann", "@example.org", "ann@", "ann@localhost", "ann@a..b", "a b@c.de", "a@b@c.de", "a\n@b.de"]
                .into_iter()
                .chain(["ann@example.org, bo@example.org", "Ann <ann@example.org>", "ann@.org", "ann@org.", &long])
        {
            assert_eq!(Email::parse(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn a_name_is_tidied_and_neither_empty_nor_endless() {
        assert_eq!(tidy_name("  Ann \t Example "), Some("Ann Example".into()));
        for typed in ["", " \n ", "Ann\u{7}", &"n".repeat(config::LONGEST_NAME + 1)] {
            assert_eq!(tidy_name(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn every_role_is_read_back_from_its_word() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.word()), Some(role));
        }
        assert_eq!(Role::from_word("Admin"), None);
    }
}
