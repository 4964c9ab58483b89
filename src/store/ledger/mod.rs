//! Events as the text that viewers see and the chain of hashes covers, and back into events; reading the ledger.
//!
//! A body is encoded once, from the event and the state right after it, and is from then on only ever copied. Decoding
//! takes the state right before it, since a body speaks of bidders by their numbers.
//!
//! - `line` what is stored of an event · `text` what its body says · `encode` from an event · `decode` and back

mod decode;
mod encode;
mod line;
pub(crate) mod text;

pub use decode::decode;
pub use encode::{encode, kind};
pub use line::{Entry, Line, Row, instant, pseudonym};

use super::auctions::Listing;
use super::{Error, Store};
use crate::config;
use crate::domain::{Auction, AuctionId, Hash, Seq};
use futures_util::{Stream, TryStreamExt};
use std::sync::Arc;

/// An auction folded from its ledger, and what its actor goes on with.
pub struct Loaded {
    pub auction: Auction,
    /// The hash of the last event, or of the terms if there is none yet.
    pub head: Hash,
    pub epoch: String,
    pub title: Arc<str>,
    /// The last events, at most as many as were asked for.
    pub recent: Vec<Line>,
}

impl Store {
    /// Folds a published auction from its ledger, checking the chain on the way. `None` if there is no such auction,
    /// or only a draft.
    ///
    /// # Errors
    /// [`Error::Damaged`] if the chain does not hold or the projection row disagrees with it; [`Error::Unavailable`].
    pub async fn load(&self, id: AuctionId, keep: usize) -> Result<Option<Loaded>, Error> {
        let Some(listing) = self.listing(id).await? else { return Ok(None) };
        let Some(status) = listing.status() else { return Ok(None) };
        let damaged = |seq, what: String| Error::Damaged { auction: id, seq, what };
        let terms = listing.terms().map_err(|what| damaged(0, what))?;
        let mut auction = Auction::published(Arc::new(terms), listing.seller, listing.reserve).with_seed(listing.seed);
        let mut head = Hash::genesis(id, &listing.terms_text);
        let mut recent = std::collections::VecDeque::with_capacity(keep.min(64));
        let mut rows = self.rows(id, listing.seq);
        while let Some(row) = rows.try_next().await? {
            if row.seq != auction.seq + 1 {
                return Err(damaged(auction.seq + 1, "it is missing".into()));
            }
            head = head.then(&row.body);
            if head.0[..] != row.hash[..] {
                return Err(damaged(row.seq, "its hash does not follow from its body and the hash before".into()));
            }
            let event = decode(&auction, &row).map_err(|what| damaged(row.seq, what))?;
            auction.apply(row.at, &event);
            if recent.len() == keep {
                recent.pop_front();
            }
            recent.push_back(Line { seq: row.seq, hash: head, body: row.body.into() });
        }
        let agrees = (auction.seq, auction.status, auction.price, auction.bids, auction.ends_at)
            == (listing.seq, status, listing.price, listing.bids, listing.ends_at);
        if !agrees {
            return Err(damaged(auction.seq, "the auction's row says something else than its ledger".into()));
        }
        Ok(Some(Loaded { auction, head, epoch: listing.epoch, title: listing.title.into(), recent: recent.into() }))
    }

    /// The whole ledger of a published auction as it is stored, secrets and all, unchecked: for whoever owns the house and
    /// replays it. `None` if there is no such auction, or only a draft.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn history(&self, id: AuctionId) -> Result<Option<(Listing, Vec<Row>)>, Error> {
        let Some(listing) = self.listing(id).await?.filter(|listing| listing.status().is_some()) else {
            return Ok(None);
        };
        let rows = self.rows(id, listing.seq).try_collect().await?;
        Ok(Some((listing, rows)))
    }

    /// The stored lines up to `last`, in order.
    fn rows(&self, id: AuctionId, last: Seq) -> impl Stream<Item = Result<Row, sqlx::Error>> + Send + Unpin {
        sqlx::query_as!(
            Row,
            "select seq, at, kind, body, hash, bidder_id, key, secret from event
             where auction_id = $1 and seq <= $2 order by seq",
            id.0,
            last
        )
        .fetch(&self.pool)
    }

    /// The public lines after `after`, in order. Read page by page: no connection is held while the reader takes its time.
    pub fn lines(&self, id: AuctionId, after: Seq) -> impl Stream<Item = Result<Line, Error>> + Send + 'static {
        let store = self.clone();
        let pages = futures_util::stream::try_unfold(after, move |after| {
            let store = store.clone();
            async move {
                let page = store.page(id, after).await?;
                Ok::<_, Error>(page.last().map(|line| line.seq).map(|last| (page, last)))
            }
        });
        pages.map_ok(|page| futures_util::stream::iter(page.into_iter().map(Ok))).try_flatten()
    }

    async fn page(&self, id: AuctionId, after: Seq) -> Result<Vec<Line>, Error> {
        let rows = sqlx::query!(
            "select seq, body, hash from event where auction_id = $1 and seq > $2 order by seq limit $3",
            id.0,
            after,
            config::LEDGER_PAGE
        )
        .fetch_all(&self.pool)
        .await?;
        let line = |(seq, body, hash): (Seq, String, Vec<u8>)| {
            let what = "its hash is not 32 bytes".to_owned();
            let hash = hash.try_into().map(Hash).map_err(|_| Error::Damaged { auction: id, seq, what })?;
            Ok(Line { seq, hash, body: body.into() })
        };
        rows.into_iter().map(|row| line((row.seq, row.body, row.hash))).collect()
    }
}
