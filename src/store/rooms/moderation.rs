//! Hiding a line, muting somebody, and lifting either again. Each is one statement, and repeating it changes nothing.

use super::{Guest, Speaker};
use crate::domain::{AccountId, AuctionId, Seq, Timestamp};
use crate::store::audit::Officer;
use crate::store::{Error, Store};
use uuid::Uuid;

/// What became of a line that was to be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hiding {
    /// It is hidden by the line with this number.
    Hidden(Seq),
    /// It was hidden before, with the reason given then.
    Already,
    /// It is the house's, and a seller does not hide that.
    TheHouses,
    /// There is no such message.
    Unknown,
}

/// How an account stands in a room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// Their pseudonym, once they have said something as a guest.
    pub guest: Option<Guest>,
    /// Why they may not speak, if they may not.
    pub muted: Option<String>,
}

/// A message that is hidden, as the house sees it.
#[derive(Clone, Debug)]
pub struct HiddenMessage {
    pub auction: AuctionId,
    pub seq: Seq,
    /// The lot's.
    pub title: String,
    pub author: AccountId,
    pub author_name: String,
    pub text: String,
    /// When it was hidden, by whom, and why.
    pub at: Timestamp,
    pub by_name: String,
    pub reason: String,
}

/// Somebody who may not speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mute {
    pub guest: Guest,
    pub reason: String,
    pub at: Timestamp,
}

impl Store {
    /// Hides a message. The line that says so is the room's next.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn hide(
        &self,
        room: AuctionId,
        seq: Seq,
        by: Speaker,
        reason: &str,
        at: Timestamp,
    ) -> Result<Hiding, Error> {
        let hidden = sqlx::query_scalar!(
            "with target as (
                 select seq from room_line
                 where auction_id = $1 and seq = $2 and kind <> 'hidden' and hidden is null
                   and (author <> 'house' or $5 = 'house')
                 for update
             ), counted as (
                 update room set seq = room.seq + 1 from target where room.auction_id = $1 returning room.seq
             ), marked as (
                 update room_line set hidden = counted.seq from counted where auction_id = $1 and room_line.seq = $2
             )
             insert into room_line (auction_id, seq, at, kind, author_id, author, text, about)
             select $1, seq, $3, 'hidden', $4, $5, $6, $2 from counted
             returning seq",
            room.0,
            seq,
            at,
            by.account.0,
            by.office.word(),
            reason,
        )
        .fetch_optional(&self.pool)
        .await?;
        match hidden {
            Some(hidden) => Ok(Hiding::Hidden(hidden)),
            None => self.why_not_hidden(room, seq).await,
        }
    }

    /// Shows everybody a message again that was hidden. `false` if none of this number is hidden.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn show_again(&self, room: AuctionId, seq: Seq, by: &Officer, why: &str) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with shown as (
                 update room_line set hidden = null where auction_id = $2 and seq = $3 and hidden is not null
                 returning auction_id, seq
             )
             insert into audit (id, by_id, act, on_kind, on_id, what, why, address)
             select $1, $4, 'shown_again', 'room', auction_id, seq::text, $5, $6 from shown",
            Uuid::now_v7(),
            room.0,
            seq,
            by.account.0,
            why,
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Who said something in a room; `None` if there is no such message.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn message_author(&self, room: AuctionId, seq: Seq) -> Result<Option<AccountId>, Error> {
        let author = sqlx::query_scalar!(
            "select author_id from room_line where auction_id = $1 and seq = $2 and kind <> 'hidden'",
            room.0,
            seq
        );
        Ok(author.fetch_optional(&self.pool).await?.map(AccountId))
    }

    /// Messages that are hidden, in whatever room, by whomever, the latest to be first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn hidden_messages(&self, limit: i64) -> Result<Vec<HiddenMessage>, Error> {
        let rows = sqlx::query!(
            r#"select line.auction_id, line.seq, title, line.author_id, account.name as author, line.text, act.at,
                      officer.name as by_name, act.text as reason
               from room_line act
               join room_line line on line.auction_id = act.auction_id and line.seq = act.about and line.hidden = act.seq
               join auction on auction.id = act.auction_id
               join account on account.id = line.author_id
               join account officer on officer.id = act.author_id
               where act.kind = 'hidden'
               order by act.at desc, act.auction_id limit $1"#,
            limit
        );
        let rows = rows.fetch_all(&self.pool).await?;
        Ok(rows
            .into_iter()
            .map(|row| HiddenMessage {
                auction: AuctionId(row.auction_id),
                seq: row.seq,
                title: row.title,
                author: AccountId(row.author_id),
                author_name: row.author,
                text: row.text,
                at: row.at,
                by_name: row.by_name,
                reason: row.reason,
            })
            .collect())
    }

    async fn why_not_hidden(&self, room: AuctionId, seq: Seq) -> Result<Hiding, Error> {
        let hidden = sqlx::query_scalar!(
            r#"select hidden is not null as "is_hidden!" from room_line
               where auction_id = $1 and seq = $2 and kind <> 'hidden'"#,
            room.0,
            seq
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(match hidden {
            Some(true) => Hiding::Already,
            Some(false) => Hiding::TheHouses,
            None => Hiding::Unknown,
        })
    }

    /// Mutes a guest of a room, or gives the reason anew. Says whose account that is; `None` if there is no such guest.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn mute(
        &self,
        room: AuctionId,
        guest: Guest,
        by: AccountId,
        reason: &str,
        at: Timestamp,
    ) -> Result<Option<AccountId>, Error> {
        let muted = sqlx::query_scalar!(
            "insert into room_mute (auction_id, account_id, at, by_id, reason)
             select auction_id, account_id, $3, $4, $5 from room_guest where auction_id = $1 and number = $2
             on conflict (auction_id, account_id) where lifted_at is null
             do update set at = excluded.at, by_id = excluded.by_id, reason = excluded.reason
             returning account_id",
            room.0,
            guest.0,
            at,
            by.0,
            reason,
        );
        Ok(muted.fetch_optional(&self.pool).await?.map(AccountId))
    }

    /// Lets a guest of a room speak again. Says whose account that is; `None` if there is no such guest.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn unmute(
        &self,
        room: AuctionId,
        guest: Guest,
        by: AccountId,
        reason: &str,
        at: Timestamp,
    ) -> Result<Option<AccountId>, Error> {
        let heard = sqlx::query_scalar!(
            "with guest as (
                 select auction_id, account_id from room_guest where auction_id = $1 and number = $2
             ), lifted as (
                 update room_mute set lifted_at = $3, lifted_by = $4, lifted_reason = $5 from guest
                 where room_mute.auction_id = guest.auction_id and room_mute.account_id = guest.account_id
                   and lifted_at is null
             )
             select account_id from guest",
            room.0,
            guest.0,
            at,
            by.0,
            reason,
        );
        Ok(heard.fetch_optional(&self.pool).await?.map(AccountId))
    }

    /// How an account stands in a room.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn seat(&self, room: AuctionId, account: AccountId) -> Result<Seat, Error> {
        let row = sqlx::query!(
            r#"select (select number from room_guest where auction_id = $1 and account_id = $2) as guest,
                      (select reason from room_mute
                       where auction_id = $1 and account_id = $2 and lifted_at is null) as muted"#,
            room.0,
            account.0
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(Seat { guest: row.guest.map(Guest), muted: row.muted })
    }

    /// Everybody who may not speak in a room now.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn muted(&self, room: AuctionId) -> Result<Vec<Mute>, Error> {
        let rows = sqlx::query!(
            "select number, reason, at from room_mute mute
             join room_guest guest on guest.auction_id = mute.auction_id and guest.account_id = mute.account_id
             where mute.auction_id = $1 and lifted_at is null order by number",
            room.0
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(|row| Mute { guest: Guest(row.number), reason: row.reason, at: row.at }).collect())
    }
}
