//! The lots of a sale that is still a draft, as its owner writes them and puts them in order. Never touches what is published.

use crate::domain::ledger::hex;
use crate::domain::{AuctionId, SaleId, Timestamp};
use crate::store::auctions::Draft;
use crate::store::{Error, Store, terms};
use uuid::Uuid;

impl Store {
    /// Adds a lot at the end of a draft of the same owner, unless it has `most` already; with the form it was typed into, if it
    /// was and when, as revision 1. The lot's number; `None` if it could not be added, or there is a lot of this id.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn add_lot(
        &self,
        sale: SaleId,
        lot: &Draft,
        typed: Option<(&str, Timestamp)>,
        most: u32,
    ) -> Result<Option<u32>, Error> {
        let (terms, (form, at)) = (&lot.terms, typed.unzip());
        let number = sqlx::query_scalar!(
            r#"with held as (
                   select id, lots from sale where id = $1 and owner_id = $3 and state = 'draft' and lots < $14 for update
               ), begun as (
                   insert into auction (id, seller_id, title, description, category, terms, epoch, currency, start_price,
                                        reserve, starts_at, ends_at, status, minimum, sale_id, lot_number, country)
                   select $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'draft', $10, held.id, held.lots + 1, $15
                   from held
                   on conflict (id) do nothing returning id, sale_id, lot_number
               ), grown as (
                   update sale set lots = lots + 1, revision = revision + 1 from begun where sale.id = begun.sale_id
               ), typed as (
                   insert into draft (auction_id, form, revision, saved_at)
                   select id, $16, 1, $17 from begun where $16::text is not null
               )
               select lot_number as "number!" from begun"#,
            sale.0,
            terms.auction.0,
            lot.seller.0,
            lot.title,
            lot.description,
            lot.category,
            terms::write(terms),
            hex(&rand::random::<[u8; 4]>()),
            terms.currency.code(),
            terms.start.0,
            lot.reserve.map(|reserve| reserve.0),
            terms.starts_at,
            terms.ends_at,
            i32::try_from(most).unwrap_or(i32::MAX),
            lot.country,
            form,
            at,
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(number.and_then(|number| u32::try_from(number).ok()))
    }

    /// Throws a lot of a draft away; the later ones move up. `false` if the sale is no longer at `revision`, or has no such
    /// lot.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn remove_lot(&self, sale: SaleId, revision: i32, lot: AuctionId) -> Result<bool, Error> {
        let removed = sqlx::query_scalar!(
            r#"with out as (select id, lot_number from auction where id = $3 and sale_id = $1),
                    shrunk as (
                        update sale set lots = lots - 1, revision = revision + 1 from out
                        where sale.id = $1 and state = 'draft' and revision = $2
                        returning sale.id, out.id as lot, out.lot_number as number
                    ),
                    gone as (delete from auction using shrunk where auction.id = shrunk.lot),
                    moved as (
                        update auction set lot_number = lot_number - 1 from shrunk
                        where sale_id = shrunk.id and lot_number > shrunk.number
                    )
               select exists (select from shrunk) as "removed!""#,
            sale.0,
            revision,
            lot.0,
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(removed)
    }

    /// Puts the lots of a draft in this order: all of them, each once. `false` if the sale is no longer at `revision`.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn order_lots(&self, sale: SaleId, revision: i32, lots: &[AuctionId]) -> Result<bool, Error> {
        let lots: Vec<Uuid> = lots.iter().map(|lot| lot.0).collect();
        let done = sqlx::query_scalar!(
            r#"with changed as (
                   update sale set revision = revision + 1 where id = $1 and state = 'draft' and revision = $2 returning id
               ), moved as (
                   update auction set lot_number = place.number
                   from changed, unnest($3::uuid[]) with ordinality as place (lot, number)
                   where auction.id = place.lot and sale_id = changed.id
               )
               select exists (select from changed) as "changed!""#,
            sale.0,
            revision,
            &lots
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(done)
    }
}
