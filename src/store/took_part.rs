//! Who has bid where, for their own list of bids. A projection of the ledger that no bid waits for.

use super::{Error, Store};
use crate::domain::{AccountId, AuctionId, InvoiceId, Money, Timestamp};
use uuid::Uuid;

/// A lot that is over and on which somebody had bid.
#[derive(Clone, Debug)]
pub struct Past {
    pub auction: AuctionId,
    pub title: String,
    pub category: String,
    pub currency: String,
    /// What it came to; `None` without a price.
    pub price: Option<Money>,
    pub ended_at: Timestamp,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Whether its books are made up: until then only the auction itself knows who won.
    pub settled: bool,
    /// Their invoice for it, if they bought it.
    pub invoice: Option<InvoiceId>,
}

impl Store {
    /// Writes down who has bid where. Done twice, it is done.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn took_part(&self, entries: &[(AccountId, AuctionId)]) -> Result<(), Error> {
        let (accounts, auctions): (Vec<Uuid>, Vec<Uuid>) =
            entries.iter().map(|(account, auction)| (account.0, auction.0)).unzip();
        sqlx::query!(
            "insert into took_part (account_id, auction_id)
             select account.id, auction_id from unnest($1::uuid[], $2::uuid[]) as entry (account_id, auction_id)
             join account on account.id = entry.account_id
             on conflict do nothing",
            &accounts,
            &auctions
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Writes down who has bid on what is not over yet, from its ledgers: what a house that was killed had not come to.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn catch_up_on_who_took_part(&self) -> Result<(), Error> {
        sqlx::query!(
            "insert into took_part (account_id, auction_id)
             select distinct bidder_id, auction_id from auction
             join event on auction_id = auction.id join account on account.id = bidder_id
             where status in ('scheduled', 'open', 'halted') or (status = 'closed' and settled_at is null)
             on conflict do nothing"
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The lots an account has bid on that are not over, the soonest to end first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn bids_running(&self, account: AccountId, limit: i64) -> Result<Vec<AuctionId>, Error> {
        let ids = sqlx::query_scalar!(
            "select id from took_part join auction on id = auction_id
             where account_id = $1 and status in ('scheduled', 'open', 'halted') order by ends_at, id limit $2",
            account.0,
            limit
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(ids.into_iter().map(AuctionId).collect())
    }

    /// The lots an account has bid on that are over, the latest first; `before` is the last one of the page before.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn bids_over(
        &self,
        account: AccountId,
        before: Option<(Timestamp, AuctionId)>,
        limit: i64,
    ) -> Result<Vec<Past>, Error> {
        let (before_end, before_id) = before.map(|(end, id)| (end, id.0)).unzip();
        let rows = sqlx::query!(
            r#"select id, title, category, currency, price, ends_at, status = 'cancelled' as "cancelled!",
                      settled_at is not null as "settled!",
                      (select invoice.id from invoice where invoice.auction_id = auction.id and buyer_id = $1
                       order by made_at desc limit 1) as invoice
               from took_part join auction on auction.id = took_part.auction_id
               where account_id = $1 and status in ('closed', 'cancelled')
                 and ($2::timestamptz is null or (ends_at, id) < ($2, $3::uuid))
               order by ends_at desc, id desc limit $4"#,
            account.0,
            before_end,
            before_id,
            limit
        )
        .fetch_all(&self.pool)
        .await?;
        let over = rows.into_iter().map(|row| Past {
            auction: AuctionId(row.id),
            title: row.title,
            category: row.category,
            currency: row.currency,
            price: row.price.map(Money),
            ended_at: row.ends_at,
            cancelled: row.cancelled,
            settled: row.settled,
            invoice: row.invoice.map(InvoiceId),
        });
        Ok(over.collect())
    }
}
