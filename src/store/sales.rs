//! Sales: lots in order under common terms, as their owner writes them, and their publication. Every change to a sale or to
//! a lot of it takes the sale's row first and raises its revision; so of two at once one comes second and is told so, and
//! what is published is what was judged. Never touches an event.
//!
//! - `lots` the lots of a draft: adding, ordering, taking out · [`file`] lots from the lines of a file
//! - [`typed`] a sale and its lots as they are typed

pub mod file;
mod lots;
pub mod typed;

use super::auctions::Frozen;
use super::{Error, Store, terms};
use crate::domain::sale::Turn;
use crate::domain::{AccountId, AuctionId, Money, SaleId, SaleKind, Terms, Timestamp};
use chrono::TimeDelta;
use uuid::Uuid;

/// A sale's row.
#[derive(Clone, Debug)]
pub struct Sale {
    pub id: SaleId,
    pub owner: AccountId,
    /// The owner's public name.
    pub owner_name: String,
    pub title: String,
    pub description: String,
    pub kind: SaleKind,
    /// See [`Sale::pattern`].
    pub pattern_text: String,
    pub starts_at: Timestamp,
    /// The end of the first lot.
    pub ends_at: Timestamp,
    pub stagger: TimeDelta,
    pub published: bool,
    pub lots: u32,
    /// Changes with every change to the sale or to a lot of it.
    pub revision: i32,
}

/// What an owner writes.
#[derive(Clone, Debug)]
pub struct SaleDraft {
    pub id: SaleId,
    pub owner: AccountId,
    pub title: String,
    pub description: String,
    pub kind: SaleKind,
    /// The terms that every lot's are cut from; what is a lot's own in them means nothing.
    pub pattern: Terms,
    pub stagger: TimeDelta,
}

/// A lot of a sale that is about to be published.
#[derive(Clone, Debug)]
pub struct LotToPublish {
    pub terms: Terms,
    pub reserve: Option<Money>,
}

/// What stands around a lot of a sale.
#[derive(Clone, Debug)]
pub struct Around {
    /// The sale's.
    pub title: String,
    /// How many there are.
    pub lots: u32,
    /// The next lot that was not taken down, and its title.
    pub next: Option<(AuctionId, String)>,
}

struct SaleRow {
    id: Uuid,
    owner_id: Uuid,
    owner_name: String,
    title: String,
    description: String,
    kind: String,
    terms: String,
    starts_at: Timestamp,
    ends_at: Timestamp,
    stagger_s: i32,
    state: String,
    lots: i32,
    revision: i32,
}

impl From<SaleRow> for Sale {
    fn from(row: SaleRow) -> Sale {
        Sale {
            id: SaleId(row.id),
            owner: AccountId(row.owner_id),
            owner_name: row.owner_name,
            title: row.title,
            description: row.description,
            // The database checks the word.
            kind: SaleKind::from_word(&row.kind).unwrap_or(SaleKind::Timed),
            pattern_text: row.terms,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            stagger: TimeDelta::seconds(row.stagger_s.into()),
            published: row.state == "published",
            lots: u32::try_from(row.lots).unwrap_or_default(),
            revision: row.revision,
        }
    }
}

impl Sale {
    /// The terms that every lot's are cut from, read from their text.
    ///
    /// # Errors
    /// What in the text makes no sense.
    pub fn pattern(&self) -> Result<Terms, String> {
        terms::read(&self.pattern_text)
    }
}

/// Seconds as the row keeps them; the limits on a sale are far below.
fn seconds(span: TimeDelta) -> i32 {
    i32::try_from(span.num_seconds()).unwrap_or(i32::MAX)
}

impl Store {
    /// One sale's row; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn sale(&self, id: SaleId) -> Result<Option<Sale>, Error> {
        let row = sqlx::query_as!(
            SaleRow,
            r#"select sale.id, owner_id, account.name as owner_name, title, description, kind, terms, starts_at, ends_at,
                      stagger_s, state, lots, revision
               from sale join account on account.id = owner_id where sale.id = $1"#,
            id.0
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(Sale::from))
    }

    /// Published sales, the latest to begin first; `after` is the last of the page before.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn sales(&self, after: Option<(Timestamp, SaleId)>, limit: i64) -> Result<Vec<Sale>, Error> {
        let (after_start, after_id) = after.map(|(start, id)| (start, id.0)).unzip();
        let rows = sqlx::query_as!(
            SaleRow,
            r#"select sale.id, owner_id, account.name as owner_name, title, description, kind, terms, starts_at, ends_at,
                      stagger_s, state, lots, revision
               from sale join account on account.id = owner_id
               where state = 'published' and ($1::timestamptz is null or (starts_at, sale.id) < ($1, $2::uuid))
               order by starts_at desc, sale.id desc limit $3"#,
            after_start,
            after_id,
            limit
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(Sale::from).collect())
    }

    /// Everything one owner has written, newest first, drafts too.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn sales_of(&self, owner: AccountId, limit: i64) -> Result<Vec<Sale>, Error> {
        let rows = sqlx::query_as!(
            SaleRow,
            r#"select sale.id, owner_id, account.name as owner_name, title, description, kind, terms, starts_at, ends_at,
                      stagger_s, state, lots, revision
               from sale join account on account.id = owner_id
               where owner_id = $1 order by sale.created_at desc limit $2"#,
            owner.0,
            limit
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(Sale::from).collect())
    }

    /// What stands around lot `number`; `None` if there is no such sale.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn around(&self, sale: SaleId, number: u32) -> Result<Option<Around>, Error> {
        let row = sqlx::query!(
            r#"select sale.title, lots, next.id as "next_id?", next.title as "next_title?"
               from sale left join lateral (
                   select id, title from auction where sale_id = sale.id and lot_number > $2 and status <> 'cancelled'
                   order by lot_number limit 1
               ) next on true
               where sale.id = $1"#,
            sale.0,
            i32::try_from(number).unwrap_or(i32::MAX)
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|row| Around {
            title: row.title,
            lots: u32::try_from(row.lots).unwrap_or_default(),
            next: row.next_id.map(AuctionId).zip(row.next_title),
        }))
    }

    /// How far a live sale has come, lot by lot in their order.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn turns(&self, sale: SaleId) -> Result<Vec<Turn>, Error> {
        let rows = sqlx::query!(
            r#"select id, lot_number as "number!", status in ('closed', 'cancelled') as "over!",
                      exists (select from event where auction_id = auction.id and kind = 'opened') as "opened!"
               from auction where sale_id = $1 order by lot_number"#,
            sale.0
        )
        .fetch_all(&self.pool)
        .await?;
        let number = |number| u32::try_from(number).unwrap_or_default();
        let turns = rows.into_iter().map(|row| Turn {
            lot: AuctionId(row.id),
            number: number(row.number),
            opened: row.opened,
            over: row.over,
        });
        Ok(turns.collect())
    }

    /// Writes down a new sale, a draft without lots; with the form it was typed into, if it was and when, as revision 1. `false`
    /// if there is a sale of this id.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn begin_sale(&self, draft: &SaleDraft, typed: Option<(&str, Timestamp)>) -> Result<bool, Error> {
        let (form, at) = typed.unzip();
        let begun = sqlx::query_scalar!(
            r#"with begun as (
                   insert into sale (id, owner_id, title, description, kind, terms, starts_at, ends_at, stagger_s)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                   on conflict (id) do nothing returning id
               ), typed as (
                   insert into sale_draft (sale_id, form, revision, saved_at)
                   select id, $10, 1, $11 from begun where $10::text is not null
               )
               select exists (select from begun) as "begun!""#,
            draft.id.0,
            draft.owner.0,
            draft.title,
            draft.description,
            draft.kind.word(),
            terms::write(&draft.pattern),
            draft.pattern.starts_at,
            draft.pattern.ends_at,
            seconds(draft.stagger),
            form,
            at,
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(begun)
    }

    /// Throws away a draft with all its lots. `false` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn discard_sale(&self, id: SaleId, revision: i32) -> Result<bool, Error> {
        let gone = sqlx::query_scalar!(
            r#"with gone as (delete from sale where id = $1 and state = 'draft' and revision = $2 returning id),
                    lots as (delete from auction using gone where sale_id = gone.id and status = 'draft')
               select exists (select from gone) as "gone!""#,
            id.0,
            revision
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(gone)
    }

    /// Publishes a draft that is still at `revision`, with all its lots: seals their reserves, freezes their terms, begins
    /// their chains. All of it or nothing; `false` if nothing, because the sale has changed.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn publish_sale(&self, sale: &Sale, lots: Vec<LotToPublish>) -> Result<bool, Error> {
        let lots: Vec<Frozen> = lots.into_iter().map(|lot| Frozen::of(lot.terms, lot.reserve)).collect();
        let starts_at = lots.first().map_or(sale.starts_at, |lot| lot.terms.starts_at);
        let published = sqlx::query_scalar!(
            r#"with published as (
                   update sale set state = 'published', starts_at = $3, revision = revision + 1
                   where id = $1 and state = 'draft' and revision = $2
                   returning id, kind
               ), lots as (
                   update auction set status = 'scheduled', terms = lot.terms, hash = lot.hash, reserve_nonce = lot.nonce,
                          seed = lot.seed, starts_at = lot.starts_at, ends_at = lot.ends_at,
                          live = published.kind = 'live', published_at = now()
                   from published,
                        unnest($4::uuid[], $5::text[], $6::bytea[], $7::text[], $8::text[], $9::timestamptz[],
                               $10::timestamptz[]) as lot (id, terms, hash, nonce, seed, starts_at, ends_at)
                   where auction.id = lot.id and sale_id = published.id and status = 'draft'
               ), form as (
                   delete from sale_draft using published where sale_id = published.id
               ), forms as (
                   delete from draft using published where auction_id = any($4)
               )
               select exists (select from published) as "published!""#,
            sale.id.0,
            sale.revision,
            starts_at,
            &lots.iter().map(|lot| lot.terms.auction.0).collect::<Vec<_>>(),
            &lots.iter().map(|lot| lot.text.as_str()).collect::<Vec<_>>() as &[&str],
            &lots.iter().map(|lot| &lot.genesis.0[..]).collect::<Vec<_>>() as &[&[u8]],
            &lots.iter().map(|lot| lot.nonce.as_deref()).collect::<Vec<_>>() as &[Option<&str>],
            &lots.iter().map(|lot| lot.seed.as_deref()).collect::<Vec<_>>() as &[Option<&str>],
            &lots.iter().map(|lot| lot.terms.starts_at).collect::<Vec<_>>(),
            &lots.iter().map(|lot| lot.terms.ends_at).collect::<Vec<_>>(),
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(published)
    }
}
