//! Who has bid where, written down behind the bids' back: a first bid is noted in memory when it is committed, and gets into
//! the database with others a moment later. What a killed house had not written is found in the ledgers when it opens again.

use super::registry::Shared;
use crate::config::security::{TAKING_PART_PAUSE, TAKING_PART_RETRY};
use crate::domain::{AccountId, AuctionId};
use crate::store;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;
use tokio::time::sleep;

/// First bids that are not written down yet. One entry for a bidder and a lot, so there are never more than those.
#[derive(Default)]
pub struct TakingPart {
    noted: Mutex<Vec<(AccountId, AuctionId)>>,
    news: Notify,
}

impl TakingPart {
    /// These have bid here for the first time.
    pub fn note(&self, auction: AuctionId, bidders: &[AccountId]) {
        if bidders.is_empty() {
            return;
        }
        self.noted().extend(bidders.iter().map(|bidder| (*bidder, auction)));
        self.news.notify_one();
    }

    fn noted(&self) -> MutexGuard<'_, Vec<(AccountId, AuctionId)>> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs for as long as the process does.
pub async fn run(shared: Arc<Shared>) {
    while let Err(error) = shared.store.catch_up_on_who_took_part().await {
        if error.is_closing() {
            return;
        }
        tracing::warn!(%error, "cannot see who had taken part where; trying again");
        sleep(TAKING_PART_RETRY).await;
    }
    loop {
        shared.taking_part.news.notified().await;
        sleep(TAKING_PART_PAUSE).await;
        while let Err(error) = write(&shared).await {
            if error.is_closing() {
                return;
            }
            tracing::warn!(%error, "cannot write down who takes part where; trying again");
            sleep(TAKING_PART_RETRY).await;
        }
    }
}

async fn write(shared: &Shared) -> Result<(), store::Error> {
    let noted = std::mem::take(&mut *shared.taking_part.noted());
    if noted.is_empty() {
        return Ok(());
    }
    let written = shared.store.took_part(&noted).await;
    if written.is_err() {
        shared.taking_part.noted().extend(noted);
    }
    written
}
