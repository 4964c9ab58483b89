//! Strikes for not paying: one at most for an invoice, and lifted ones stay on the books.

use super::super::{Error, Store};
use super::invoices::Move;
use crate::domain::{AccountId, InvoiceId};

impl Store {
    /// Gives the buyer of an invoice that is late a strike. `false` if it is not late any more, or they have one for it.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; whether it was done is then unknown.
    pub async fn strike(&self, id: InvoiceId, how: &Move) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with struck as (
                 insert into strike (invoice_id, account_id, at)
                 select id, buyer_id, $2 from invoice where id = $1 and state = 'awaiting_payment' and due_at < $2
                 on conflict do nothing returning invoice_id
             )
             insert into invoice_step (invoice_id, kind, at, by_id, part, reason)
             select invoice_id, 'reported', $2, $3, $4, $5 from struck",
            id.0,
            how.at,
            how.by.0,
            how.part.word(),
            how.reason,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Lifts the strike that was given for an invoice. `false` if none stands.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; whether it was done is then unknown.
    pub async fn lift_strike(&self, id: InvoiceId, how: &Move) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with lifted as (
                 update strike set lifted_at = $2 where invoice_id = $1 and lifted_at is null returning invoice_id
             )
             insert into invoice_step (invoice_id, kind, at, by_id, part, reason)
             select invoice_id, 'lifted', $2, $3, $4, $5 from lifted",
            id.0,
            how.at,
            how.by.0,
            how.part.word(),
            how.reason,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Everybody with so many standing strikes, or more.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn struck(&self, so_many: i64) -> Result<Vec<AccountId>, Error> {
        let accounts = sqlx::query_scalar!(
            "select account_id from strike where lifted_at is null group by account_id having count(*) >= $1",
            so_many
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(accounts.into_iter().map(AccountId).collect())
    }
}
