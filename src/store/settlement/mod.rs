//! What comes after the hammer. Decides nothing: who may do what is in [`crate::domain::settlement`]; but each write also
//! holds in its own statement what must still be so, since others write at the same moment.
//!
//! - this module making up the books of a closed auction, once
//! - [`invoices`] what is to be paid, and how far that is · [`strikes`] for not paying · [`ratings`] of one another
//! - [`resales`] what becomes of a lot nobody paid for

pub mod invoices;
pub mod ratings;
pub mod resales;
pub mod strikes;

use super::{Error, Store};
use crate::config;
use crate::domain::settlement::Due;
use crate::domain::{AuctionId, Currency, Seq, Timestamp};
use uuid::Uuid;

/// A closed auction whose books are not made up yet.
#[derive(Clone, Copy, Debug)]
pub struct Unsettled {
    pub id: AuctionId,
    /// When it was to end; of a lot in a live sale only a guess.
    pub ends_at: Timestamp,
    /// When the hammer fell.
    pub closed_at: Timestamp,
}

/// The instant by which what is invoiced at `now` is to be paid.
fn due_at(now: Timestamp) -> Timestamp {
    now + config::settlement::PAYMENT_TERM
}

impl Store {
    /// Closed auctions whose books are not made up yet, a page of them in the order of their ends.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn unsettled(&self, after: Option<&Unsettled>) -> Result<Vec<Unsettled>, Error> {
        let (after_end, after_id) = after.map(|last| (last.ends_at, last.id.0)).unzip();
        let rows = sqlx::query!(
            "select ends_at, auction.id, event.at as closed_at
             from auction join event on auction_id = auction.id and event.seq = auction.seq
             where status = 'closed' and settled_at is null
               and ($1::timestamptz is null or (ends_at, auction.id) > ($1, $2::uuid))
             order by ends_at, auction.id limit $3",
            after_end,
            after_id,
            config::settlement::SETTLING_PAGE
        )
        .fetch_all(&self.pool)
        .await?;
        let unsettled = rows.into_iter().map(|row| {
            let (id, ends_at, closed_at) = (AuctionId(row.id), row.ends_at, row.closed_at);
            Unsettled { id, ends_at, closed_at }
        });
        Ok(unsettled.collect())
    }

    /// Whether the books of an auction are made up.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn is_settled(&self, id: AuctionId) -> Result<bool, Error> {
        let settled =
            sqlx::query_scalar!(r#"select settled_at is not null as "settled!" from auction where id = $1"#, id.0);
        Ok(settled.fetch_optional(&self.pool).await?.unwrap_or_default())
    }

    /// Makes up the books of an auction that closed with event `seq`: an invoice for each of its awards, in their order.
    /// `false` if that was done before; it is then left as it is.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; whether it was done is then unknown, and doing it again does no harm.
    pub async fn settle(
        &self,
        id: AuctionId,
        seq: Seq,
        currency: Currency,
        dues: &[Due],
        now: Timestamp,
    ) -> Result<bool, Error> {
        let column = |part: fn(&Due) -> i64| dues.iter().map(part).collect::<Vec<i64>>();
        let ids: Vec<Uuid> = dues.iter().map(|_| Uuid::now_v7()).collect();
        let buyers: Vec<Uuid> = dues.iter().map(|due| due.buyer.0).collect();
        let sellers: Vec<Uuid> = dues.iter().map(|due| due.seller.0).collect();
        let done = sqlx::query_scalar!(
            r#"with settled as (
                   update auction set settled_at = $3
                   where id = $1 and seq = $2 and status = 'closed' and settled_at is null returning id
               ), made as (
                   insert into invoice (id, auction_id, award, buyer_id, seller_id, quantity, currency, hammer, premium, tax,
                                        total, made_at, due_at, state)
                   select due.id, settled.id, due.nth - 1, buyer, seller, quantity, $5, hammer, premium, tax,
                          hammer + premium + tax, $3, $4, 'awaiting_payment'
                   from settled, unnest($6::uuid[], $7::uuid[], $8::uuid[], $9::bigint[], $10::bigint[], $11::bigint[],
                                        $12::bigint[]) with ordinality
                                 as due (id, buyer, seller, quantity, hammer, premium, tax, nth)
                   on conflict (auction_id, award) do nothing returning id, auction_id, buyer_id, seller_id, total, due_at
               ), stepped as (
                   insert into invoice_step (invoice_id, kind, at) select id, 'made', $3 from made
               ), told as (
                   insert into notice (id, account_id, kind, auction_id, facts, cause, at, next_try_at)
                   select gen_random_uuid(), account, 'invoice', auction_id,
                          json_build_object('id', made.id, 'amount', total, 'until', due_at, 'state', part)::text,
                          'invoice:' || made.id, $3, $3
                   from made, lateral (values (buyer_id, 'buyer'), (seller_id, 'seller')) as side (account, part)
                   on conflict do nothing
               )
               select count(*) as "count!" from settled"#,
            id.0,
            seq,
            now,
            due_at(now),
            currency.code(),
            &ids,
            &buyers,
            &sellers,
            &column(|due| i64::from(due.quantity)),
            &column(|due| due.bill.hammer.0),
            &column(|due| due.bill.premium.0),
            &column(|due| due.bill.tax.0),
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(done == 1)
    }
}
