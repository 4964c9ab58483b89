//! Listings: drafts as sellers write them, their publication, and the catalogue over the projection rows. Never touches
//! an event; what a published auction does is the journal's to write.

use super::people::anywhere;
use super::{Error, Store, terms};
use crate::domain::ledger::{Nonce, hex};
use crate::domain::terms::SaleLot;
use crate::domain::{AccountId, AuctionId, ClosingMode, Hash, Money, SaleId, Seed, Seq, Status, Terms, Timestamp};
use uuid::Uuid;

/// An auction's row: what its seller wrote, and the projection of its ledger.
#[derive(Clone, Debug)]
pub struct Listing {
    pub id: AuctionId,
    pub seller: AccountId,
    /// The seller's public name.
    pub seller_name: String,
    pub title: String,
    pub description: String,
    pub category: String,
    pub terms_text: String,
    pub epoch: String,
    /// The seller's secret.
    pub reserve: Option<Money>,
    /// The house's secret until the close: what a candle's length is drawn from.
    pub seed: Option<Seed>,
    pub status_word: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub created_at: Timestamp,
    pub currency: String,
    pub seq: Seq,
    pub price: Option<Money>,
    pub leader: Option<AccountId>,
    pub bids: u32,
    pub minimum: Money,
    /// Its place, where it is a lot of a sale.
    pub place: Option<SaleLot>,
    /// Whether it is opened and ended by an auctioneer, and not by the clock.
    pub live: bool,
    /// Where it is: ISO 3166-1, two letters.
    pub country: Option<String>,
    /// `None` for a draft.
    pub published_at: Option<Timestamp>,
}

/// What a seller writes.
#[derive(Clone, Debug)]
pub struct Draft {
    pub seller: AccountId,
    pub title: String,
    pub description: String,
    pub category: String,
    pub reserve: Option<Money>,
    /// Where it is: ISO 3166-1, two letters.
    pub country: Option<String>,
    pub terms: Terms,
}

/// Which auctions to list, and from where on. Visitors look for lots with [`Store::find`].
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub seller: Option<AccountId>,
    /// Status words; empty for everything published.
    pub statuses: Vec<String>,
    /// Found anywhere in the title or the description, as it is written.
    pub text: Option<String>,
    /// Latest end first instead of soonest.
    pub latest_first: bool,
    /// The last row of the page before.
    pub after: Option<(Timestamp, AuctionId)>,
    pub limit: i64,
}

struct Row {
    id: Uuid,
    seller_id: Uuid,
    seller_name: String,
    title: String,
    description: String,
    category: String,
    terms: String,
    epoch: String,
    reserve: Option<i64>,
    seed: Option<String>,
    status: String,
    starts_at: Timestamp,
    ends_at: Timestamp,
    created_at: Timestamp,
    currency: String,
    seq: Seq,
    price: Option<i64>,
    leader_id: Option<Uuid>,
    bids: i32,
    minimum: i64,
    sale_id: Option<Uuid>,
    lot_number: Option<i32>,
    live: bool,
    country: Option<String>,
    published_at: Option<Timestamp>,
}

impl From<Row> for Listing {
    fn from(row: Row) -> Listing {
        Listing {
            id: AuctionId(row.id),
            seller: AccountId(row.seller_id),
            seller_name: row.seller_name,
            title: row.title,
            description: row.description,
            category: row.category,
            terms_text: row.terms,
            epoch: row.epoch,
            reserve: row.reserve.map(Money),
            seed: row.seed.as_deref().and_then(Seed::parse),
            status_word: row.status,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            created_at: row.created_at,
            currency: row.currency,
            seq: row.seq,
            price: row.price.map(Money),
            leader: row.leader_id.map(AccountId),
            bids: u32::try_from(row.bids).unwrap_or_default(),
            minimum: Money(row.minimum),
            place: row.sale_id.zip(row.lot_number).map(|(sale, number)| SaleLot {
                sale: SaleId(sale),
                number: u32::try_from(number).unwrap_or_default(),
            }),
            live: row.live,
            country: row.country,
            published_at: row.published_at,
        }
    }
}

impl Listing {
    /// Where a published auction is in its life; `None` for a draft.
    pub fn status(&self) -> Option<Status> {
        [Status::Scheduled, Status::Open, Status::Halted, Status::Closed, Status::Cancelled]
            .into_iter()
            .find(|status| status.word() == self.status_word)
    }

    /// The terms, read from their text.
    ///
    /// # Errors
    /// What in the text makes no sense.
    pub fn terms(&self) -> Result<Terms, String> {
        terms::read(&self.terms_text)
    }
}

/// Auctions as listings; what follows says which.
macro_rules! listings {
    ($which:literal $(+ $more:expr)* $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select a.id, seller_id, account.name as seller_name, title, description, category, terms, epoch, reserve, seed, status,
                      starts_at, ends_at, a.created_at, currency, seq, price, leader_id, bids, minimum, sale_id, lot_number,
                      live, country, published_at
               from auction a join account on account.id = seller_id "
                + $which
                $(+ $more)*
            $(, $argument)*
        )
    };
}

impl Store {
    /// One auction's row; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn listing(&self, id: AuctionId) -> Result<Option<Listing>, Error> {
        let row = listings!("where a.id = $1", id.0).fetch_optional(&self.pool).await?;
        Ok(row.map(Listing::from))
    }

    /// A page of auctions, by end and then by id, so that a page can go on from the last row of the one before.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn listings(&self, filter: &Filter) -> Result<Vec<Listing>, Error> {
        let (after_end, after_id) = filter.after.map(|(end, id)| (end, id.0)).unzip();
        let statuses = if filter.statuses.is_empty() && filter.seller.is_none() {
            ["scheduled", "open", "halted", "closed", "cancelled"].map(String::from).to_vec()
        } else {
            filter.statuses.clone()
        };
        let seller = filter.seller.map(|seller| seller.0);
        let pattern = filter.text.as_deref().map(anywhere);
        macro_rules! page {
            ($beyond:literal, $order:literal) => {
                listings!(
                    "where (cardinality($1::text[]) = 0 or status = any($1))
                       and ($2::uuid is null or seller_id = $2)
                       and ($6::text is null or title ilike $6 or description ilike $6)
                       and ($3::timestamptz is null or (ends_at, a.id) "
                        + $beyond
                        + " ($3, $4::uuid)) order by "
                        + $order
                        + " limit $5",
                    &statuses,
                    seller,
                    after_end,
                    after_id,
                    filter.limit,
                    pattern
                )
                .fetch_all(&self.pool)
                .await?
            };
        }
        let rows =
            if filter.latest_first { page!("<", "ends_at desc, a.id desc") } else { page!(">", "ends_at, a.id") };
        Ok(rows.into_iter().map(Listing::from).collect())
    }

    /// These auctions, in the order in which they are named; those that are not there are left out.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn lots(&self, ids: &[AuctionId]) -> Result<Vec<Listing>, Error> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let rows =
            listings!("where a.id = any($1) order by array_position($1, a.id)", &ids).fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(Listing::from).collect())
    }

    /// The lots of a sale, in order.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn lots_of(&self, sale: SaleId) -> Result<Vec<Listing>, Error> {
        let rows = listings!("where sale_id = $1 order by lot_number", sale.0).fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(Listing::from).collect())
    }

    /// Writes down a new draft.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn create_draft(&self, draft: &Draft) -> Result<(), Error> {
        let terms = &draft.terms;
        sqlx::query!(
            "insert into auction (id, seller_id, title, description, category, terms, epoch, currency, start_price, reserve,
                                  starts_at, ends_at, status, minimum, country)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'draft', $9, $13)",
            terms.auction.0,
            draft.seller.0,
            draft.title,
            draft.description,
            draft.category,
            terms::write(terms),
            hex(&rand::random::<[u8; 4]>()),
            terms.currency.code(),
            terms.start.0,
            draft.reserve.map(|reserve| reserve.0),
            terms.starts_at,
            terms.ends_at,
            draft.country,
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Publishes a draft: seals its reserve, freezes its terms, and begins its chain. `was` are the terms the seller saw, and
    /// `typed` the revision of the form they were typed into, where there is one; `false` if the draft has changed since, or
    /// is published already, or is a lot of a sale and is published with that.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn publish(
        &self,
        was: &str,
        typed: Option<i32>,
        terms: Terms,
        reserve: Option<Money>,
    ) -> Result<bool, Error> {
        let Frozen { terms, nonce, text, genesis, seed } = Frozen::of(terms, reserve);
        let done = sqlx::query!(
            "with form as (delete from draft where auction_id = $1 and revision = $10 returning auction_id)
             update auction set status = 'scheduled', terms = $3, hash = $4, reserve_nonce = $5, starts_at = $6, ends_at = $7,
                    seed = $9, published_at = now()
             where id = $1 and status = 'draft' and terms = $2 and reserve is not distinct from $8 and sale_id is null
               and ($10::integer is null) = not exists (select from form)
               and ($10 is not null or not exists (select from draft where auction_id = $1))",
            terms.auction.0,
            was,
            text,
            &genesis.0[..],
            nonce,
            terms.starts_at,
            terms.ends_at,
            reserve.map(|reserve| reserve.0),
            seed,
            typed,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Throws away a draft that was never published. `false` if there is none, or it is a lot of a sale.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn discard_draft(&self, id: AuctionId) -> Result<bool, Error> {
        let done = sqlx::query!("delete from auction where id = $1 and status = 'draft' and sale_id is null", id.0)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Auctions to be opened or closed by the clock by `until`, the longest due first, each with when; `after` is the last of the page
    /// before.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn due(
        &self,
        until: Timestamp,
        after: Option<(Timestamp, AuctionId)>,
        limit: i64,
    ) -> Result<Vec<(Timestamp, AuctionId)>, Error> {
        let (after_due, after_id) = after.map(|(due, id)| (due, id.0)).unzip();
        let rows = sqlx::query!(
            r#"select due as "due!", id as "id!" from (
                   (select starts_at as due, id from auction
                    where status = 'scheduled' and not live and starts_at <= $1
                      and ($3::timestamptz is null or (starts_at, id) > ($3, $4::uuid))
                    order by starts_at, id limit $2)
                   union all
                   (select ends_at as due, id from auction
                    where status = 'open' and not live and ends_at <= $1
                      and ($3::timestamptz is null or (ends_at, id) > ($3, $4::uuid))
                    order by ends_at, id limit $2)
               ) soon order by due, id limit $2"#,
            until,
            limit,
            after_due,
            after_id
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(|row| (row.due, AuctionId(row.id))).collect())
    }
}

/// Terms as they are published: the reserve sealed, the text final, and with it the chain's beginning.
pub(super) struct Frozen {
    pub terms: Terms,
    /// Opens the reserve's seal, where there is one.
    pub nonce: Option<String>,
    pub text: String,
    pub genesis: Hash,
    /// What a candle's length is drawn from, where one burns.
    pub seed: Option<String>,
}

impl Frozen {
    pub(super) fn of(mut terms: Terms, reserve: Option<Money>) -> Frozen {
        let nonce = reserve.map(|_| Nonce(rand::random()));
        terms.reserve_sealed = reserve.zip(nonce).map(|(reserve, nonce)| Hash::seal(reserve, &nonce));
        let text = terms::write(&terms);
        let genesis = Hash::genesis(terms.auction, &text);
        let seed = (terms.closing.mode == ClosingMode::Candle).then(|| Seed(rand::random()));
        let (nonce, seed) = (nonce.map(|nonce| nonce.to_string()), seed.map(|seed| seed.to_string()));
        Frozen { terms, nonce, text, genesis, seed }
    }
}
