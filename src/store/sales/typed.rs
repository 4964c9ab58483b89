//! Sales and their lots as their owner types them: the forms to the letter beside their rows, each numbered by its saves.
//! Reads nothing in a form; never touches what is published.

use super::{SaleDraft, seconds};
use crate::domain::{AuctionId, SaleId, Timestamp};
use crate::store::auctions::Draft;
use crate::store::drafts::Typed;
use crate::store::{Error, Store, terms};

/// What a save of a sale's form raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raised {
    /// The form's own revision.
    pub form: i32,
    /// The sale's, which every change to it or to a lot of it raises.
    pub sale: i32,
}

impl Store {
    /// The form of a sale as it was last typed; `None` where it was not made in the form.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn typed_sale(&self, id: SaleId) -> Result<Option<Typed>, Error> {
        let typed = sqlx::query_as!(Typed, "select form, revision, saved_at from sale_draft where sale_id = $1", id.0);
        Ok(typed.fetch_optional(&self.pool).await?)
    }

    /// The forms of a sale's lots, of those that were typed into one.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn typed_lots(&self, sale: SaleId) -> Result<Vec<(AuctionId, Typed)>, Error> {
        let rows = sqlx::query!(
            "select auction_id, form, revision, saved_at from draft join auction on auction.id = auction_id
             where sale_id = $1",
            sale.0
        )
        .fetch_all(&self.pool)
        .await?;
        let typed = |form, revision, saved_at| Typed { form, revision, saved_at };
        Ok(rows
            .into_iter()
            .map(|row| (AuctionId(row.auction_id), typed(row.form, row.revision, row.saved_at)))
            .collect())
    }

    /// Saves the form of a sale of this owner that is still at revision `seen`, 0 where none was typed yet. `None` if another
    /// window saved since, or it is no draft of theirs any more.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn save_sale(
        &self,
        draft: &SaleDraft,
        form: &str,
        seen: i32,
        now: Timestamp,
    ) -> Result<Option<Raised>, Error> {
        let saved = sqlx::query_as!(
            Raised,
            r#"with held as (
                   select id from sale where id = $1 and owner_id = $2 and state = 'draft' for update
               ), typed as (
                   insert into sale_draft (sale_id, form, revision, saved_at) select id, $10, 1, $12 from held
                   on conflict (sale_id) do update
                   set form = excluded.form, revision = sale_draft.revision + 1, saved_at = excluded.saved_at
                   where sale_draft.revision = $11
                   returning sale_id, revision
               )
               update sale set title = $3, description = $4, kind = $5, terms = $6, starts_at = $7, ends_at = $8,
                      stagger_s = $9, revision = sale.revision + 1
               from typed where sale.id = typed.sale_id
               returning typed.revision as "form!", sale.revision as "sale!""#,
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
            seen,
            now,
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(saved)
    }

    /// Saves the form of a lot of a draft that is still at revision `seen`, 0 where none was typed yet; its place stays. The
    /// new revision; `None` if another window saved since, or it is not there any more, or published.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn save_lot(
        &self,
        sale: SaleId,
        lot: &Draft,
        form: &str,
        seen: i32,
        now: Timestamp,
    ) -> Result<Option<i32>, Error> {
        let terms = &lot.terms;
        let saved = sqlx::query_scalar!(
            r#"with held as (
                   select id from sale where id = $1 and owner_id = $3 and state = 'draft' for update
               ), typed as (
                   insert into draft (auction_id, form, revision, saved_at)
                   select auction.id, $14, 1, $16 from held join auction on sale_id = held.id
                   where auction.id = $2 and status = 'draft'
                   on conflict (auction_id) do update
                   set form = excluded.form, revision = draft.revision + 1, saved_at = excluded.saved_at
                   where draft.revision = $15
                   returning auction_id, revision
               ), raised as (
                   update sale set revision = sale.revision + 1 from typed where sale.id = $1
               )
               update auction set title = $4, description = $5, category = $6, terms = $7, currency = $8, start_price = $9,
                      reserve = $10, starts_at = $11, ends_at = $12, minimum = $9, country = $13
               from typed where auction.id = typed.auction_id
               returning typed.revision as "revision!""#,
            sale.0,
            terms.auction.0,
            lot.seller.0,
            lot.title,
            lot.description,
            lot.category,
            terms::write(terms),
            terms.currency.code(),
            terms.start.0,
            lot.reserve.map(|reserve| reserve.0),
            terms.starts_at,
            terms.ends_at,
            lot.country,
            form,
            seen,
            now,
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(saved)
    }
}
