//! Who sells, as everybody may know it, and what is worth looking at beside a lot.

use super::{Error, Store};
use crate::config;
use crate::domain::{AccountId, AuctionId, Timestamp};
use uuid::Uuid;

/// What everybody may know of a seller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seller {
    /// Since when they have an account.
    pub since: Timestamp,
    /// How many of their lots were sold, and not undone since.
    pub sold: i64,
}

/// Lots beside a lot, those that end soonest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Of its seller.
    pub same_seller: Vec<AuctionId>,
    /// Of its category, from others.
    pub similar: Vec<AuctionId>,
}

impl Store {
    /// What everybody may know of a seller; `None` if there is no such account.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn seller(&self, id: AccountId) -> Result<Option<Seller>, Error> {
        let seller = sqlx::query_as!(
            Seller,
            r#"select created_at as since,
                      (select count(distinct auction_id) from invoice
                       where seller_id = account.id and state <> 'cancelled') as "sold!"
               from account where id = $1"#,
            id.0
        );
        Ok(seller.fetch_optional(&self.pool).await?)
    }

    /// What is on sale, or soon will be, beside a lot.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn beside(&self, lot: AuctionId, seller: AccountId, category: &str) -> Result<Beside, Error> {
        let rows = sqlx::query!(
            r#"(select id, true as "same_seller!" from auction
                where seller_id = $2 and id <> $1 and status in ('scheduled', 'open', 'halted')
                order by ends_at, id limit $4)
               union all
               (select id, false from auction
                where category = $3 and seller_id <> $2 and status in ('scheduled', 'open', 'halted')
                order by ends_at, id limit $5)"#,
            lot.0,
            seller.0,
            category,
            config::LOTS_OF_SELLER,
            config::SIMILAR_LOTS,
        )
        .fetch_all(&self.pool)
        .await?;
        let (own, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.same_seller);
        let ids = |id: Option<Uuid>| id.map(AuctionId);
        Ok(Beside {
            same_seller: own.into_iter().filter_map(|row| ids(row.id)).collect(),
            similar: others.into_iter().filter_map(|row| ids(row.id)).collect(),
        })
    }
}
