//! Rooms: what is said about an auction, line by line. Lines are numbered within their room without a gap, and read in
//! that order. Never decides who may say what; but whoever is muted writes nothing, whatever the caller thought.
//!
//! - `text` what can be said at all · `people` as what somebody speaks · `moderation` hiding a line, muting somebody

mod moderation;
mod people;
mod text;

pub use moderation::{HiddenMessage, Hiding, Mute, Seat};
pub use people::{Guest, Office, Speaker};
pub use text::{Text, caption};

use super::{Error, Store};
use crate::config;
use crate::domain::{AccountId, AuctionId, Seq, Timestamp};
use serde::Deserialize;
use std::str::FromStr;
use std::sync::Arc;
use uuid::Uuid;

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Question,
    Answer,
    Chat,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Question, Kind::Answer, Kind::Chat];

    /// The word in the database and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Question => "question",
            Kind::Answer => "answer",
            Kind::Chat => "chat",
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(word: &str) -> Result<Kind, ()> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word).ok_or(())
    }
}

/// A message about to be said.
#[derive(Clone, Debug)]
pub struct Saying {
    pub kind: Kind,
    pub text: Text,
    /// The question that an answer answers.
    pub about: Option<Seq>,
    /// Made once for each press of the button, and kept on every retry.
    pub key: Uuid,
}

/// A message that is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub seq: Seq,
    /// Its author, as everybody sees them.
    pub author: String,
    /// Whose question it answers: they are told.
    pub told: Option<AccountId>,
    /// It was written down before, under the same key.
    pub duplicate: bool,
}

/// Why a message was not written down. Nothing was changed.
#[derive(Debug)]
pub enum NotSaid {
    Muted {
        reason: String,
    },
    /// The key belongs to another message of the same author.
    KeyReused,
    /// What is to be answered is no question of this room, or is hidden.
    NoSuchQuestion,
    Store(Error),
}

/// One line of a room. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Line {
    pub seq: Seq,
    pub at: Timestamp,
    pub author_id: AccountId,
    /// As everybody sees them.
    pub author: Arc<str>,
    pub what: What,
}

/// What a line is.
#[derive(Clone, Debug)]
pub enum What {
    Message(Message),
    /// The author of the line hid another.
    Hid {
        seq: Seq,
        reason: Arc<str>,
    },
}

/// What somebody said.
#[derive(Clone, Debug)]
pub struct Message {
    pub kind: Kind,
    pub text: Arc<str>,
    /// The question that is answered.
    pub about: Option<Seq>,
    /// By whom it was hidden, and why, if it was.
    pub hidden: Option<Hidden>,
}

/// Why nobody else sees a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// `seller` or `house`.
    pub by: Arc<str>,
    pub reason: Arc<str>,
}

struct Row {
    seq: Seq,
    at: Timestamp,
    kind: String,
    author_id: Uuid,
    author: String,
    text: String,
    about: Option<Seq>,
    hidden_by: Option<String>,
    hidden_reason: Option<String>,
}

impl From<Row> for Line {
    fn from(row: Row) -> Line {
        let hidden = row.hidden_by.zip(row.hidden_reason);
        let what = match row.kind.parse() {
            Ok(kind) => What::Message(Message {
                kind,
                text: row.text.into(),
                about: row.about,
                hidden: hidden.map(|(by, reason)| Hidden { by: by.into(), reason: reason.into() }),
            }),
            // The database knows no other kind.
            Err(()) => What::Hid { seq: row.about.unwrap_or_default(), reason: row.text.into() },
        };
        Line { seq: row.seq, at: row.at, author_id: AccountId(row.author_id), author: row.author.into(), what }
    }
}

/// Lines with what hid them; the rest of the statement says which.
macro_rules! lines {
    ($rest:literal, $($argument:expr),*) => {
        sqlx::query_as!(
            Row,
            r#"select line.seq, line.at, line.kind, line.author_id, line.author, line.text, line.about,
                      act.author as "hidden_by?", act.text as "hidden_reason?"
               from room_line line
               left join room_line act on act.auction_id = line.auction_id and act.seq = line.hidden "# + $rest,
            $($argument),*
        )
    };
}

impl Store {
    /// Writes a message down as its room's next line, unless its author is muted. Whoever speaks here for the first time
    /// is given a pseudonym with it.
    ///
    /// # Errors
    /// See [`NotSaid`].
    pub async fn say(&self, room: AuctionId, by: Speaker, saying: &Saying, at: Timestamp) -> Result<Said, NotSaid> {
        let mut tries = config::rooms::TRIES;
        loop {
            tries -= 1;
            match self.try_to_say(room, by, saying, at).await {
                Ok(Some(said)) => return Ok(said),
                Ok(None) => return self.said_before(room, by, saying).await,
                Err(error) if breaks(&error, "room_line_key") => return self.said_before(room, by, saying).await,
                // Saying something else for the first time, too, in this very moment: by now that has their pseudonym.
                Err(error) if breaks(&error, "room_guest_is_one") && tries > 0 => {}
                Err(error) => return Err(NotSaid::Store(error.into())),
            }
        }
    }

    /// `None` if it may not be said.
    async fn try_to_say(
        &self,
        room: AuctionId,
        by: Speaker,
        saying: &Saying,
        at: Timestamp,
    ) -> Result<Option<Said>, sqlx::Error> {
        let written = sqlx::query!(
            r#"with speaker as (
                   select $8::text is null
                          and not exists (select from room_guest where auction_id = $1 and account_id = $2) as is_new
                   where ($8::text is not null
                          or not exists (select from room_mute
                                         where auction_id = $1 and account_id = $2 and lifted_at is null))
                     and ($6::bigint is null
                          or exists (select from room_line where auction_id = $1 and seq = $6 and kind = 'question'
                                                             and hidden is null))
               ), counted as (
                   insert into room (auction_id, seq, guests)
                   select $1, 1, is_new::integer from speaker
                   on conflict (auction_id) do update set seq = room.seq + 1, guests = room.guests + excluded.guests
                   returning seq, guests
               ), newcomer as (
                   insert into room_guest (auction_id, account_id, number)
                   select $1, $2, guests from counted, speaker where is_new
                   returning number
               ), told as (
                   insert into notice (id, account_id, kind, auction_id, seq, facts, cause, at, next_try_at)
                   select gen_random_uuid(), question.author_id, 'answered', $1, counted.seq,
                          json_build_object('text', $7::text)::text, 'answered:' || $1 || ':' || counted.seq, $4, $4
                   from counted, room_line question
                   where $5 = 'answer' and question.auction_id = $1 and question.seq = $6 and question.author_id <> $2
                   on conflict do nothing returning account_id
               )
               insert into room_line (auction_id, seq, at, kind, author_id, author, key, text, about)
               select $1, seq, $4, $5, $2,
                      coalesce($8, 'g' || coalesce((select number from newcomer),
                                                   (select number from room_guest
                                                    where auction_id = $1 and account_id = $2))),
                      $3, $7, $6
               from counted
               returning seq, author, (select account_id from told) as told"#,
            room.0,
            by.account.0,
            saying.key,
            at,
            saying.kind.word(),
            saying.about,
            saying.text.as_str(),
            by.office.word(),
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(written.map(|row| Said {
            seq: row.seq,
            author: row.author,
            told: row.told.map(AccountId),
            duplicate: false,
        }))
    }

    /// What became of a message under its key before; or why it may not be said.
    async fn said_before(&self, room: AuctionId, by: Speaker, saying: &Saying) -> Result<Said, NotSaid> {
        let before = sqlx::query!(
            "select seq, author, kind, text, about from room_line where auction_id = $1 and author_id = $2 and key = $3",
            room.0,
            by.account.0,
            saying.key
        )
        .fetch_optional(&self.pool)
        .await
        .map_err(|error| NotSaid::Store(error.into()))?;
        if let Some(row) = before {
            let same = (row.kind.as_str(), row.text.as_str(), row.about)
                == (saying.kind.word(), saying.text.as_str(), saying.about);
            return match same {
                true => Ok(Said { seq: row.seq, author: row.author, told: None, duplicate: true }),
                false => Err(NotSaid::KeyReused),
            };
        }
        let seat = self.seat(room, by.account).await.map_err(NotSaid::Store)?;
        match seat.muted {
            Some(reason) if by.office == Office::Guest => Err(NotSaid::Muted { reason }),
            _ => Err(NotSaid::NoSuchQuestion),
        }
    }

    /// The lines of a room after `after`, oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn room_lines(&self, room: AuctionId, after: Seq, limit: usize) -> Result<Vec<Line>, Error> {
        let rows = lines!(
            "where line.auction_id = $1 and line.seq > $2 order by line.seq limit $3",
            room.0,
            after,
            limit as i64
        );
        Ok(rows.fetch_all(&self.pool).await?.into_iter().map(Line::from).collect())
    }

    /// The last lines of a room, oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn last_room_lines(&self, room: AuctionId, limit: usize) -> Result<Vec<Line>, Error> {
        let rows = lines!("where line.auction_id = $1 order by line.seq desc limit $2", room.0, limit as i64);
        let rows = rows.fetch_all(&self.pool).await?;
        Ok(rows.into_iter().rev().map(Line::from).collect())
    }

    /// The last messages of a room before `before`, or the last of all, oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn messages(&self, room: AuctionId, before: Option<Seq>, limit: usize) -> Result<Vec<Line>, Error> {
        let rows = lines!(
            "where line.auction_id = $1 and line.kind <> 'hidden' and ($2::bigint is null or line.seq < $2)
             order by line.seq desc limit $3",
            room.0,
            before,
            limit as i64
        );
        let rows = rows.fetch_all(&self.pool).await?;
        Ok(rows.into_iter().rev().map(Line::from).collect())
    }
}

/// Whether a statement was refused because of this constraint.
fn breaks(error: &sqlx::Error, constraint: &str) -> bool {
    matches!(error, sqlx::Error::Database(refusal) if refusal.constraint() == Some(constraint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_from_its_word() {
        for kind in Kind::ALL {
            assert_eq!(kind.word().parse(), Ok(kind));
        }
        assert_eq!("hidden".parse::<Kind>(), Err(()), "nobody says that");
    }
}
