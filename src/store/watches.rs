//! Lots that somebody keeps an eye on. Bidding on a lot is not watching it, and watching it obliges to nothing.

use super::{Error, Store};
use crate::config::mail as limits;
use crate::domain::{AccountId, AuctionId};

/// What came of wanting to watch a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    Yes,
    /// They watch [`limits::MOST_WATCHED`] already.
    TooMany,
    /// There is no such lot, or only a draft.
    Nowhere,
}

impl Store {
    /// Watches a lot from now on; done twice, it is done.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn watch(&self, account: AccountId, lot: AuctionId) -> Result<Watched, Error> {
        let row = sqlx::query!(
            r#"with there as (
                   select id from auction where id = $2 and status <> 'draft'
               ), room as (
                   select from (select from watch where account_id = $1 and auction_id <> $2 limit $3) watched
                   having count(*) < $3
               ), kept as (
                   insert into watch (account_id, auction_id) select $1, id from there, room
                   on conflict (account_id, auction_id) do update set at = watch.at returning auction_id
               )
               select exists (select from there) as "there!", exists (select from kept) as "kept!""#,
            account.0,
            lot.0,
            limits::MOST_WATCHED,
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(match (row.there, row.kept) {
            (_, true) => Watched::Yes,
            (true, false) => Watched::TooMany,
            (false, false) => Watched::Nowhere,
        })
    }

    /// Watches a lot no longer; done twice, it is done.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn unwatch(&self, account: AccountId, lot: AuctionId) -> Result<(), Error> {
        sqlx::query!("delete from watch where account_id = $1 and auction_id = $2", account.0, lot.0)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The lots somebody watches: those to come first, the soonest to end first; then those that are over, the latest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn watched(&self, account: AccountId) -> Result<Vec<AuctionId>, Error> {
        let ids = sqlx::query_scalar!(
            "select auction.id from watch join auction on auction.id = auction_id where account_id = $1
             order by status in ('closed', 'cancelled'),
                      case when status in ('closed', 'cancelled') then - extract(epoch from ends_at)
                           else extract(epoch from ends_at) end, auction.id",
            account.0
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(ids.into_iter().map(AuctionId).collect())
    }

    /// How many watch a lot.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn hearts(&self, lot: AuctionId) -> Result<i64, Error> {
        let count = sqlx::query_scalar!(r#"select count(*) as "count!" from watch where auction_id = $1"#, lot.0);
        Ok(count.fetch_one(&self.pool).await?)
    }
}
