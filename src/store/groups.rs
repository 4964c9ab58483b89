//! The lots of a sale that close as a group: who is in it, and what moved their ends.

use super::{Error, Store};
use crate::domain::{AuctionId, Cause, SaleId, Timestamp};
use serde::Deserialize;

/// An end that a late bid moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// When that bid was received.
    pub at: Timestamp,
    pub to: Timestamp,
}

impl Store {
    /// The other lots of the sale that this is a lot of, published ones.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn other_lots(&self, sale: SaleId, lot: AuctionId) -> Result<Vec<AuctionId>, Error> {
        let ids = sqlx::query_scalar!(
            "select id from auction where sale_id = $1 and id <> $2 and status <> 'draft' order by lot_number",
            sale.0,
            lot.0
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(ids.into_iter().map(AuctionId).collect())
    }

    /// What late bids on these lots did to their ends, in the order of the bids.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; [`Error::Damaged`] if an event makes no sense.
    pub async fn moves(&self, lots: &[AuctionId]) -> Result<Vec<Moved>, Error> {
        #[derive(Deserialize)]
        struct Body {
            data: Data,
        }
        #[derive(Deserialize)]
        struct Data {
            to: Timestamp,
            reason: String,
        }
        let ids: Vec<_> = lots.iter().map(|lot| lot.0).collect();
        let rows = sqlx::query!(
            "select auction_id, seq, at, body from event where kind = 'extended' and auction_id = any($1) order by at, seq",
            &ids
        )
        .fetch_all(&self.pool)
        .await?;
        let mut moves = Vec::new();
        for row in rows {
            let body: Body = serde_json::from_str(&row.body).map_err(|error| Error::Damaged {
                auction: AuctionId(row.auction_id),
                seq: row.seq,
                what: format!("its body is not readable: {error}"),
            })?;
            if Cause::of_word(&body.data.reason) == Some(Cause::LateBid) {
                moves.push(Moved { at: row.at, to: body.data.to });
            }
        }
        Ok(moves)
    }

    /// The open lots of a sale that would end before `to`.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn lots_ending_before(&self, sale: SaleId, to: Timestamp) -> Result<Vec<AuctionId>, Error> {
        let ids = sqlx::query_scalar!(
            "select id from auction where sale_id = $1 and status = 'open' and ends_at < $2 order by lot_number",
            sale.0,
            to
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(ids.into_iter().map(AuctionId).collect())
    }
}
