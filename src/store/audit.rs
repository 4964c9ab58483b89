//! The audit: every act of the house's people, whichever book tells of it. What no other book tells is written here, in the
//! statement that does it, and never changed; the rest is read from ledgers, rooms and invoices (see migration 0016).

use super::{Error, Store};
use crate::domain::{AccountId, AuctionId, Seq, Timestamp};
use uuid::Uuid;

/// Who acts for the house, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    pub account: AccountId,
    /// As far as anybody can tell.
    pub address: String,
}

/// Something the house's people did.
#[derive(Clone, Debug)]
pub struct Deed {
    pub at: Timestamp,
    /// Names it among those of the same instant.
    pub id: String,
    pub by: AccountId,
    pub by_name: String,
    /// What was done: a word of [`Store`]'s statements, of a ledger, or of an invoice's steps.
    pub act: String,
    /// What it was done to: `person`, `auction`, `registration`, `report`, `room`, `invoice`, `tariff`, `category` or `notice`.
    pub on_kind: String,
    pub on_id: Option<Uuid>,
    /// What that is called, where it has a name.
    pub on_name: Option<String>,
    /// What was set, in words that need no language.
    pub what: String,
    pub why: String,
    /// Where it came from; empty where that is not known.
    pub address: String,
}

/// Which deeds to list.
#[derive(Clone, Debug, Default)]
pub struct DeedFilter {
    pub by: Option<AccountId>,
    /// To whom or what.
    pub on: Option<Uuid>,
    /// Only those of this kind of thing.
    pub on_kind: Option<String>,
    /// The last of the page before.
    pub after: Option<(Timestamp, String)>,
    pub limit: i64,
}

impl Store {
    /// What the house's people did, the latest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn deeds(&self, filter: &DeedFilter) -> Result<Vec<Deed>, Error> {
        let (after_at, after_id) = filter.after.clone().unzip();
        let rows = sqlx::query!(
            r#"select deed.at as "at!", deed.id as "id!", by_id as "by!", officer.name as by_name, act as "act!",
                      on_kind as "on_kind!", on_id,
                      case on_kind when 'person' then (select name from account where id = on_id)
                                   when 'auction' then (select title from auction where id = on_id)
                                   when 'room' then (select title from auction where id = on_id)
                                   when 'registration' then (select name from account where id =
                                        (select account_id from registration where id = on_id))
                                   when 'invoice' then (select number::text from invoice where id = on_id) end as on_name,
                      what as "what!", why as "why!", address as "address!"
               from (select * from deed
                     where ($1::uuid is null or by_id = $1) and ($2::uuid is null or on_id = $2)
                       and ($3::text is null or on_kind = $3)
                       and ($4::timestamptz is null or (at, id) < ($4, $5::text))
                     order by at desc, id desc limit $6) deed
               join account officer on officer.id = by_id
               order by deed.at desc, deed.id desc"#,
            filter.by.map(|by| by.0),
            filter.on,
            filter.on_kind,
            after_at,
            after_id,
            filter.limit,
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Deed {
                at: row.at,
                id: row.id,
                by: AccountId(row.by),
                by_name: row.by_name,
                act: row.act,
                on_kind: row.on_kind,
                on_id: row.on_id,
                on_name: row.on_name,
                what: row.what,
                why: row.why,
                address: row.address,
            })
            .collect())
    }

    /// Writes down where an act on an auction came from. The act itself is in the auction's ledger.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn note_origin(&self, by: &Officer, auction: AuctionId, seq: Seq) -> Result<(), Error> {
        sqlx::query!(
            "insert into audit (id, by_id, act, on_kind, on_id, seq, address) values ($1, $2, 'asked', 'auction', $3, $4, $5)",
            Uuid::now_v7(),
            by.account.0,
            auction.0,
            seq,
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
