//! Letters that wait to be sent. Whoever takes one has it for a while and not for good: if nothing is heard of it, it is
//! sent again. So each goes out at least once, whatever becomes of the process that had it, and under the same name.

use super::super::audit::Officer;
use super::super::{Error, Store};
use super::{About, Facts, Kind, about, language};
use crate::config::mail as limits;
use crate::domain::{AccountId, Timestamp};
use crate::language::Language;
use uuid::Uuid;

/// A letter to be written and sent.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The notice's: the same however often it is sent.
    pub id: Uuid,
    pub account: AccountId,
    pub kind: Kind,
    pub auction: Option<About>,
    pub facts: Facts,
    /// Where it goes.
    pub email: String,
    /// To whom.
    pub name: String,
    pub language: Language,
    /// An IANA name, if they chose one.
    pub zone: Option<String>,
    /// How often it was tried before.
    pub tries: i16,
    pub at: Timestamp,
}

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Due,
    Sent,
    Failed,
    Overtaken,
    Unwanted,
}

impl Fate {
    /// Every fate.
    pub const ALL: [Fate; 5] = [Fate::Due, Fate::Sent, Fate::Failed, Fate::Overtaken, Fate::Unwanted];

    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Due => "due",
            Fate::Sent => "sent",
            Fate::Failed => "failed",
            Fate::Overtaken => "overtaken",
            Fate::Unwanted => "unwanted",
        }
    }

    /// The fate a word stands for.
    pub fn from_word(word: &str) -> Option<Fate> {
        Fate::ALL.into_iter().find(|fate| fate.word() == word)
    }
}

/// A letter as the house sees it: never what stands in it.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub id: Uuid,
    pub kind: Kind,
    pub email: String,
    pub title: Option<String>,
    pub at: Timestamp,
    pub fate: Fate,
    pub tries: i16,
    /// When it is tried next, if it is.
    pub next_try_at: Option<Timestamp>,
    /// What the mail server said last.
    pub last_error: Option<String>,
}

/// How many letters there are of each fate; of those that went well only today's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub due: i64,
    pub failed: i64,
    pub sent_today: i64,
    /// The oldest that is due, if one is late.
    pub late_since: Option<Timestamp>,
}

impl Store {
    /// Takes letters that are due from the outbox, the longest due first, for [`limits::LETTER_LOST`]. What is no news any
    /// more or not wanted is put aside on the way:
    /// - outbid, and they have bid there since, or were told so again, or the lot is closing its books with their winning it
    /// - ending soon, and it has ended; won or sold by a hammer that was taken back
    /// - a link that leads into an account, and its password or address was changed since; or to set a new password, asked
    ///   for so long ago that nobody waits for it
    /// - anything to an account that was closed
    /// - anything but matters of who may enter, to an address that nobody has shown to be theirs
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn take_letters(&self, now: Timestamp, limit: i64) -> Result<Vec<Letter>, Error> {
        let security: Vec<String> =
            Kind::ALL.iter().filter(|kind| kind.is_security()).map(|kind| kind.word().into()).collect();
        let rows = sqlx::query!(
            r#"with due as (
                   select id from notice where mail_state = 'due' and next_try_at <= $1
                   order by next_try_at limit $2 for update skip locked
               ), judged as (
                   select notice.id,
                          case when case notice.kind
                              when 'outbid' then
                                  exists (select from event where event.auction_id = notice.auction_id
                                          and event.bidder_id = notice.account_id and event.seq > notice.seq)
                                  or exists (select from notice later
                                             where later.account_id = notice.account_id
                                               and later.auction_id = notice.auction_id
                                               and later.kind in ('outbid', 'won') and later.seq > notice.seq)
                              when 'ending_soon' then auction.status is distinct from 'open' or auction.ends_at <= $1
                              when 'won' then auction.seq is distinct from notice.seq
                              when 'sold' then auction.seq is distinct from notice.seq
                              when 'confirm' then account.email_confirmed_at is not null
                              when 'move' then changed.since
                              when 'reset' then changed.since or notice.at < $5
                              else false
                          end then 'overtaken'
                          when account.id is null or account.closed_at is not null then 'unwanted'
                          when notice.kind = any($4) then 'due'
                          when account.email_confirmed_at is null or wish.by_mail is false then 'unwanted'
                          else 'due' end as fate
                   from due join notice using (id)
                        left join account on account.id = notice.account_id
                        left join auction on auction.id = notice.auction_id
                        left join notice_wish wish on wish.account_id = notice.account_id and wish.kind = notice.kind
                        cross join lateral (
                            select exists (select from notice later
                                           where later.account_id = notice.account_id
                                             and later.kind in ('password_changed', 'moved') and later.at > notice.at)
                        ) changed (since)
               ), taken as (
                   update notice
                   set mail_state = judged.fate, next_try_at = $3,
                       tries = tries + (judged.fate = 'due')::integer::smallint
                   from judged where notice.id = judged.id
                   returning notice.*
               )
               select taken.id, taken.account_id, taken.kind, facts, taken.at, taken.tries, account.email, account.name,
                      account.language, account.time_zone, auction.id as "auction_id?", title as "title?",
                      currency as "currency?", status as "status?", price, ends_at as "ends_at?"
               from taken join account on account.id = taken.account_id left join auction on auction.id = taken.auction_id
               where taken.mail_state = 'due' order by taken.at, taken.id"#,
            now,
            limit,
            now + limits::LETTER_LOST,
            &security,
            now - limits::RESET_WITHIN,
        )
        .fetch_all(&self.pool)
        .await?;
        let letters = rows.into_iter().filter_map(|row| {
            let facts = Facts::read(&row.facts);
            Some(Letter {
                id: row.id,
                account: AccountId(row.account_id),
                kind: Kind::from_word(&row.kind)?,
                auction: about(row.auction_id, row.title, row.currency, row.status, row.price, row.ends_at),
                email: facts.email.clone().unwrap_or(row.email),
                facts,
                name: row.name,
                language: language(row.language.as_deref()),
                zone: row.time_zone,
                tries: row.tries - 1,
                at: row.at,
            })
        });
        Ok(letters.collect())
    }

    /// A letter is out of the house.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; it is then sent again.
    pub async fn letter_sent(&self, id: Uuid) -> Result<(), Error> {
        sqlx::query!(
            "update notice set mail_state = 'sent', last_error = null where id = $1 and mail_state = 'due'",
            id
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// A letter could not be sent, and is tried again at `again`, or never.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn letter_failed(&self, id: Uuid, why: &str, again: Option<Timestamp>) -> Result<(), Error> {
        sqlx::query!(
            "update notice
             set mail_state = case when $3::timestamptz is null then 'failed' else 'due' end,
                 next_try_at = coalesce($3, next_try_at), last_error = $2
             where id = $1 and mail_state = 'due'",
            id,
            why,
            again
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Letters for the house to look at, the latest first: all of a fate, or of every fate.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn outgoing(&self, fate: Option<Fate>) -> Result<Vec<Outgoing>, Error> {
        let rows = sqlx::query!(
            r#"select notice.id, kind, facts, at, mail_state, tries, next_try_at, last_error, email, title as "title?"
               from notice join account on account.id = account_id left join auction on auction.id = auction_id
               where $1::text is null or mail_state = $1 order by at desc, notice.id desc limit $2"#,
            fate.map(Fate::word),
            limits::LISTED_LETTERS,
        )
        .fetch_all(&self.pool)
        .await?;
        let outgoing = rows.into_iter().filter_map(|row| {
            let fate = Fate::from_word(&row.mail_state)?;
            Some(Outgoing {
                id: row.id,
                kind: Kind::from_word(&row.kind)?,
                email: Facts::read(&row.facts).email.unwrap_or(row.email),
                title: row.title,
                at: row.at,
                fate,
                tries: row.tries,
                next_try_at: Some(row.next_try_at).filter(|_| fate == Fate::Due),
                last_error: row.last_error,
            })
        });
        Ok(outgoing.collect())
    }

    /// Has a letter that failed sent once more, or one that waits sent at once. `false` if it did neither.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn send_again(&self, id: Uuid, now: Timestamp, by: &Officer, why: &str) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with again as (
                 update notice set mail_state = 'due', next_try_at = $2, tries = 0
                 where id = $1 and mail_state in ('failed', 'due') returning id, kind
             )
             insert into audit (id, by_id, act, on_kind, on_id, what, why, address)
             select $3, $4, 'mail_again', 'notice', id, kind, $5, $6 from again",
            id,
            now,
            Uuid::now_v7(),
            by.account.0,
            why,
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// How the outbox stands.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn outbox_counts(&self, now: Timestamp) -> Result<Counts, Error> {
        let row = sqlx::query!(
            r#"select (select count(*) from notice where mail_state = 'due') as "due!",
                      (select count(*) from notice where mail_state = 'failed') as "failed!",
                      (select count(*) from notice where mail_state = 'sent' and at > $1::timestamptz - interval '1 day') as "sent!",
                      (select min(next_try_at) from notice where mail_state = 'due' and next_try_at < $1) as late"#,
            now
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(Counts { due: row.due, failed: row.failed, sent_today: row.sent, late_since: row.late })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fate_is_read_back_from_its_word() {
        for fate in Fate::ALL {
            assert_eq!(Fate::from_word(fate.word()), Some(fate));
        }
        assert_eq!(Fate::from_word("lost"), None);
    }
}
