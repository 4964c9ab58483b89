//! Which lots are still to be found first: what stands beside a lot's words of when it ends, and whether it is over.

use super::super::{Error, Store};
use crate::config::finding::{FILED_AFTER, FILED_AT_ONCE};
use crate::domain::Timestamp;

impl Store {
    /// Notes beside their words that lots are over, and of others that their end was put off. Long enough after the end that no
    /// hammer is taken back any more; until then a search looks at such a lot and leaves it out.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn file_away(&self, now: Timestamp) -> Result<(), Error> {
        sqlx::query!(
            "with stale as (
                 select auction_id, auction.ends_at, status in ('closed', 'cancelled') as is_over
                 from lot_words join auction on id = auction_id
                 where not over and lot_words.ends_at <= $1
                   and (status in ('closed', 'cancelled') or auction.ends_at <> lot_words.ends_at)
                 order by lot_words.ends_at limit $2
             )
             update lot_words set ends_at = stale.ends_at, over = is_over from stale where lot_words.auction_id = stale.auction_id",
            now - FILED_AFTER,
            FILED_AT_ONCE
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
