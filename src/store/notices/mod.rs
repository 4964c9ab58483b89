//! What people are told besides what a page shows them: one row for each thing and person, which is both a line of their
//! bell's history and a letter in the outbox. It is written in the same statement as its cause, so that neither is ever
//! there without the other; a cause that is written down twice tells nobody twice.
//!
//! - this module what can be told, and the bell's history · [`outbox`] the letters · [`wishes`] what somebody wants to be told
//!
//! Never puts anything into words: they depend on who reads them.

pub mod outbox;
pub mod wishes;

use super::{Error, Store};
use crate::config::mail as limits;
use crate::domain::{AccountId, AuctionId, Money, Seq, Timestamp};
use crate::language::Language;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)+) => {
        /// What somebody can be told.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[$doc])* $name,)+
        }

        impl Kind {
            /// Every kind, as a person would list them.
            pub const ALL: &[Kind] = &[$(Kind::$name),+];

            /// The word in the database and on the wire.
            pub fn word(self) -> &'static str {
                match self {
                    $(Kind::$name => $word,)+
                }
            }
        }
    };
}

kinds! {
    /// Somebody else leads now.
    Outbid = "outbid",
    /// A lot they watch ends in a few minutes.
    EndingSoon = "ending_soon",
    Won = "won",
    /// A lot of theirs is over, sold or not.
    Sold = "sold",
    /// A question of theirs was answered.
    Answered = "answered",
    /// They owe for a lot, or are owed.
    Invoice = "invoice",
    /// They have not paid.
    Reminder = "reminder",
    /// The house decided about their registration.
    Approval = "approval",
    /// A lot is offered to them that nobody paid for.
    Offer = "offer",
    /// Something new fits a search they saved.
    Found = "found",
    /// Show that this address is yours.
    Confirm = "confirm",
    /// Show that the new address is yours.
    Move = "move",
    /// The address was changed; told to the old one.
    Moved = "moved",
    /// A link to set a new password, for who forgot theirs.
    Reset = "reset",
    PasswordChanged = "password_changed",
    /// A second factor was added or taken away.
    TwoFactor = "two_factor",
}

impl Kind {
    /// The kind of this word.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.word() == word)
    }

    /// Whether it is about who may enter: it always goes by mail, to whatever address, and nobody can wish it away.
    pub fn is_security(self) -> bool {
        use Kind::{Confirm, Move, Moved, PasswordChanged, Reset, TwoFactor};
        matches!(self, Confirm | Move | Moved | Reset | PasswordChanged | TwoFactor)
    }

    /// Kinds that somebody may wish to be told of or not.
    pub fn wishable() -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(|kind| !kind.is_security())
    }
}

/// What the words of a notice need beyond its auction's row. What a kind does not need is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// In the auction's currency: the price to beat, the hammer price, what is to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// The least that can be bid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<i64>,
    /// Units, where several are sold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// When it ends, is to be paid, or runs out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The invoice or the offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// What somebody wrote: an answer, a reason, the name of a search.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What became of it, where there are several ways: `approved`, `refused`, `buyer`, `added`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The page of the house it leads to, where its kind does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The address a letter goes to, where that is not the account's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

impl Facts {
    /// As it is stored. Plain strings and numbers cannot fail to serialise.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".into())
    }

    fn read(text: &str) -> Facts {
        serde_json::from_str(text).unwrap_or_default()
    }
}

/// Something to be told to somebody about an auction, with the event that is its cause.
#[derive(Clone, Debug)]
pub struct Told {
    pub account: AccountId,
    pub kind: Kind,
    pub seq: Seq,
    pub at: Timestamp,
    /// Before this no mail goes out about it.
    pub mail_at: Timestamp,
    pub facts: Facts,
}

/// The auction a notice is about, as it is now.
#[derive(Clone, Debug)]
pub struct About {
    pub id: AuctionId,
    pub title: String,
    pub currency: String,
    pub status: String,
    pub price: Option<Money>,
    pub ends_at: Timestamp,
}

/// A line of somebody's bell.
#[derive(Clone, Debug)]
pub struct Notice {
    pub id: Uuid,
    pub kind: Kind,
    pub auction: Option<About>,
    pub facts: Facts,
    pub at: Timestamp,
    pub is_read: bool,
}

/// What rings for somebody: how much they have not read, and what came last.
#[derive(Clone, Debug)]
pub struct Ring {
    pub account: AccountId,
    pub unread: i64,
    pub last: Notice,
}

/// What the head of every page shows of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foyer {
    /// Notices not read yet; at most [`limits::MOST_UNREAD`] are counted.
    pub unread: i64,
    /// The lots they watch.
    pub watched: Vec<AuctionId>,
    /// How many watch the lot of this page; known to who sells it.
    pub hearts: Option<i64>,
}

impl Foyer {
    /// Whether they watch a lot. Templates hand over references.
    pub fn watches(&self, lot: impl std::borrow::Borrow<AuctionId>) -> bool {
        self.watched.contains(lot.borrow())
    }
}

pub(super) struct Row {
    id: Uuid,
    kind: String,
    facts: String,
    at: Timestamp,
    is_read: bool,
    auction_id: Option<Uuid>,
    title: Option<String>,
    currency: Option<String>,
    status: Option<String>,
    price: Option<i64>,
    ends_at: Option<Timestamp>,
}

/// The auction of a row, if it is about one that is still there.
fn about(
    id: Option<Uuid>,
    title: Option<String>,
    currency: Option<String>,
    status: Option<String>,
    price: Option<i64>,
    ends_at: Option<Timestamp>,
) -> Option<About> {
    Some(About {
        id: AuctionId(id?),
        title: title?,
        currency: currency?,
        status: status?,
        price: price.map(Money),
        ends_at: ends_at?,
    })
}

impl Row {
    /// `None` for a kind this version does not know.
    fn notice(self) -> Option<Notice> {
        Some(Notice {
            id: self.id,
            kind: Kind::from_word(&self.kind)?,
            auction: about(self.auction_id, self.title, self.currency, self.status, self.price, self.ends_at),
            facts: Facts::read(&self.facts),
            at: self.at,
            is_read: self.is_read,
        })
    }
}

impl Store {
    /// Writes down something that somebody is to be told, for causes that are in no table of ours. `false` if they were told
    /// before, by the same cause.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn tell(
        &self,
        account: AccountId,
        kind: Kind,
        auction: Option<AuctionId>,
        cause: &str,
        facts: &Facts,
    ) -> Result<bool, Error> {
        let done = sqlx::query!(
            "insert into notice (id, account_id, kind, auction_id, facts, cause, at, next_try_at)
             values (gen_random_uuid(), $1, $2, $3, $4, $5, now(), now()) on conflict do nothing",
            account.0,
            kind.word(),
            auction.map(|auction| auction.0),
            facts.text(),
            cause,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// What somebody was told, the latest first; with `before`, what came before that notice of theirs. A hammer that was
    /// taken back sold nothing to anybody, and what they do not want to see is left out.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn notices(&self, account: AccountId, before: Option<Uuid>, limit: i64) -> Result<Vec<Notice>, Error> {
        let rows = sqlx::query_as!(
            Row,
            r#"select bell.id as "id!", kind as "kind!", facts as "facts!", at as "at!", read_at is not null as "is_read!",
                      auction.id as "auction_id?", title as "title?", currency as "currency?", status as "status?", price,
                      ends_at as "ends_at?"
               from bell left join auction on auction.id = auction_id
               where account_id = $1
                 and ($2::uuid is null
                      or (at, bell.id) < (select at, id from notice where id = $2 and account_id = $1))
               order by at desc, bell.id desc limit $3"#,
            account.0,
            before,
            limit
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().filter_map(Row::notice).collect())
    }

    /// Marks everything as read that somebody was told up to a notice of theirs.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn read_notices(&self, account: AccountId, upto: Uuid) -> Result<(), Error> {
        sqlx::query!(
            "update notice set read_at = now()
             where account_id = $1 and read_at is null
               and (at, id) <= (select at, id from notice where id = $2 and account_id = $1)",
            account.0,
            upto
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// What the head of a page shows of an account.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn foyer(&self, account: AccountId) -> Result<Foyer, Error> {
        let row = sqlx::query!(
            r#"select (select count(*) from (
                           select from bell where account_id = $1 and read_at is null limit $2) unread) as "unread!",
                      array(select auction_id from watch where account_id = $1 order by at desc limit $3) as "watched!""#,
            account.0,
            limits::MOST_UNREAD,
            limits::MOST_WATCHED,
        )
        .fetch_one(&self.pool)
        .await?;
        let watched = row.watched.into_iter().map(AuctionId).collect();
        Ok(Foyer { unread: row.unread, watched, hearts: None })
    }

    /// What rings for these accounts: of each that has something unread which it wants to see.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn rings(&self, accounts: &[AccountId]) -> Result<Vec<Ring>, Error> {
        let accounts: Vec<Uuid> = accounts.iter().map(|account| account.0).collect();
        let rows = sqlx::query!(
            r#"select whose as "whose!", unread as "unread!", last.id as "id!", kind as "kind!", facts as "facts!", at as "at!",
                      read_at is not null as "is_read!", auction.id as "auction_id?", title as "title?",
                      currency as "currency?", status as "status?", price, ends_at as "ends_at?"
               from unnest($1::uuid[]) as whose
               cross join lateral (
                   select * from bell where account_id = whose and read_at is null order by at desc, id desc limit 1
               ) last
               cross join lateral (
                   select count(*) as unread
                   from (select from bell where account_id = whose and read_at is null limit $2) counted
               ) counted
               left join auction on auction.id = auction_id"#,
            &accounts,
            limits::MOST_UNREAD,
        )
        .fetch_all(&self.pool)
        .await?;
        let rings = rows.into_iter().filter_map(|row| {
            let last = Row {
                id: row.id,
                kind: row.kind,
                facts: row.facts,
                at: row.at,
                is_read: row.is_read,
                auction_id: row.auction_id,
                title: row.title,
                currency: row.currency,
                status: row.status,
                price: row.price,
                ends_at: row.ends_at,
            };
            Some(Ring { account: AccountId(row.whose), unread: row.unread, last: last.notice()? })
        });
        Ok(rings.collect())
    }

    /// Tells whoever watches a lot that it ends within [`limits::ENDING_SOON`], once for each end, and says whom.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn tell_what_ends_soon(&self, now: Timestamp) -> Result<Vec<AccountId>, Error> {
        let told = sqlx::query_scalar!(
            r#"insert into notice (id, account_id, kind, auction_id, seq, facts, cause, at, next_try_at)
               select gen_random_uuid(), watch.account_id, 'ending_soon', auction.id, auction.seq, '{}',
                      'ending_soon:' || auction.id || ':' || extract(epoch from ends_at)::bigint, $1, $1
               from auction join watch on watch.auction_id = auction.id
               where status = 'open' and not live and ends_at > $1 and ends_at <= $2
                 and not exists (select from notice before
                                 where before.account_id = watch.account_id and before.auction_id = auction.id
                                   and before.kind = 'ending_soon' and before.at > ends_at - $3::float8 * interval '1 second')
               on conflict do nothing
               returning account_id"#,
            now,
            now + limits::ENDING_SOON,
            limits::SAME_END.as_seconds_f64(),
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(told.into_iter().map(AccountId).collect())
    }

    /// Forgets notices that are older than anybody looks back, letters that prove nothing any more, and says how many.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn sweep_notices(&self) -> Result<u64, Error> {
        let done = sqlx::query!(
            "with stale as (delete from proof where expires_at <= now())
             delete from notice where at < now() - $1::float8 * interval '1 second' and mail_state <> 'due'",
            limits::KEEP_NOTICES.as_seconds_f64(),
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected())
    }
}

/// The language of an account's row: what they chose, or the house's own.
pub(super) fn language(tag: Option<&str>) -> Language {
    tag.and_then(Language::of_tag).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_from_its_word() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(*kind));
        }
        assert_eq!(Kind::from_word("advertisement"), None);
    }

    #[test]
    fn facts_are_read_back_and_hold_only_what_there_is() {
        let facts = Facts { amount: Some(12_500), ..Facts::default() };
        assert_eq!(facts.text(), r#"{"amount":12500}"#);
        assert_eq!(Facts::read(&facts.text()), facts);
        assert_eq!(Facts::read(r#"{"amount":1,"later":true}"#).amount, Some(1), "what a later version wrote");
    }
}
