//! Drafts as sellers type them: the form to the letter beside the auction's row, numbered by its saves, and the forms they
//! begin new lots from. Reads nothing in a form; never touches what is published, but for the words of a lot without bids.

use super::auctions::{Draft, Listing};
use super::{Error, Store, terms};
use crate::domain::ledger::hex;
use crate::domain::{AccountId, AuctionId, Timestamp};
use uuid::Uuid;

/// A form as it was last saved.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The fields, as JSON.
    pub form: String,
    /// Raised by every save; the first is 1.
    pub revision: i32,
    pub saved_at: Timestamp,
}

/// A form to begin new lots from.
#[derive(Clone, Debug)]
pub struct Template {
    pub id: Uuid,
    pub name: String,
    /// The fields, as JSON.
    pub form: String,
}

impl Store {
    /// The form of a draft as it was last typed; `None` where a draft was not made in the form.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn typed(&self, id: AuctionId) -> Result<Option<Typed>, Error> {
        let typed = sqlx::query_as!(Typed, "select form, revision, saved_at from draft where auction_id = $1", id.0);
        Ok(typed.fetch_optional(&self.pool).await?)
    }

    /// Writes down a new draft with the form it was typed into, as revision 1. `false` if there is an auction of this id.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn begin_draft(&self, draft: &Draft, form: &str, now: Timestamp) -> Result<bool, Error> {
        let terms = &draft.terms;
        let begun = sqlx::query!(
            "with begun as (
                 insert into auction (id, seller_id, title, description, category, terms, epoch, currency, start_price,
                                      reserve, starts_at, ends_at, status, minimum, country)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'draft', $9, $15)
                 on conflict (id) do nothing returning id
             )
             insert into draft (auction_id, form, revision, saved_at) select id, $13, 1, $14 from begun",
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
            form,
            now,
            draft.country,
        )
        .execute(&self.pool)
        .await?;
        Ok(begun.rows_affected() == 1)
    }

    /// Saves the form of a draft of this seller that is still at revision `seen`, 0 where none was typed yet. The new
    /// revision; `None` if another window saved since, or it is no draft of theirs any more, or a lot of a sale.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn save_draft(&self, draft: &Draft, form: &str, seen: i32, now: Timestamp) -> Result<Option<i32>, Error> {
        let terms = &draft.terms;
        let saved = sqlx::query_scalar!(
            r#"with typed as (
                   insert into draft (auction_id, form, revision, saved_at)
                   select id, $12, 1, $14 from auction
                   where id = $1 and seller_id = $2 and status = 'draft' and sale_id is null
                   on conflict (auction_id) do update
                   set form = excluded.form, revision = draft.revision + 1, saved_at = excluded.saved_at
                   where draft.revision = $13
                   returning auction_id, revision
               ), changed as (
                   update auction set title = $3, description = $4, category = $5, terms = $6, currency = $7,
                          start_price = $8, reserve = $9, starts_at = $10, ends_at = $11, minimum = $8, country = $15
                   from typed where auction.id = typed.auction_id and status = 'draft'
                   returning typed.revision
               )
               select revision as "revision!" from changed"#,
            terms.auction.0,
            draft.seller.0,
            draft.title,
            draft.description,
            draft.category,
            terms::write(terms),
            terms.currency.code(),
            terms.start.0,
            draft.reserve.map(|reserve| reserve.0),
            terms.starts_at,
            terms.ends_at,
            form,
            seen,
            now,
            draft.country,
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(saved)
    }

    /// Changes the words of a published lot that nobody has bid on. `false` if somebody has, or it is over, or not theirs.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn reword(&self, lot: &Listing) -> Result<bool, Error> {
        let done = sqlx::query!(
            "update auction set title = $3, description = $4, category = $5
             where id = $1 and seller_id = $2 and status in ('scheduled', 'open', 'halted') and bids = 0",
            lot.id.0,
            lot.seller.0,
            lot.title,
            lot.description,
            lot.category,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The forms a seller begins new lots from, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn templates(&self, owner: AccountId) -> Result<Vec<Template>, Error> {
        let all = sqlx::query_as!(
            Template,
            "select id, name, form from form_template where owner_id = $1 order by name, id",
            owner.0
        );
        Ok(all.fetch_all(&self.pool).await?)
    }

    /// Keeps a form under a name; one of that name gives way. `false` if the seller has `most` of other names already.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn keep_template(&self, owner: AccountId, name: &str, form: &str, most: i64) -> Result<bool, Error> {
        let kept = sqlx::query!(
            "insert into form_template (id, owner_id, name, form)
             select $1, $2, $3, $4
             where (select count(*) from form_template where owner_id = $2 and name <> $3) < $5
             on conflict on constraint form_template_name do update set form = excluded.form, saved_at = now()",
            Uuid::now_v7(),
            owner.0,
            name,
            form,
            most
        )
        .execute(&self.pool)
        .await?;
        Ok(kept.rows_affected() == 1)
    }

    /// Throws a form away. `false` if the seller has none of this id.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn discard_template(&self, owner: AccountId, id: Uuid) -> Result<bool, Error> {
        let gone = sqlx::query!("delete from form_template where id = $1 and owner_id = $2", id, owner.0);
        Ok(gone.execute(&self.pool).await?.rows_affected() == 1)
    }
}
