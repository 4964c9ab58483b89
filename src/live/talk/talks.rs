//! Where rooms are. One is read when somebody first asks for it, and forgotten when nobody is in it any more.

use super::Talk;
use crate::config;
use crate::domain::AuctionId;
use crate::live::Error;
use crate::live::registry::Shared;
use crate::store::Store;
use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::OnceCell;

type Slot = Arc<OnceCell<Arc<Talk>>>;

/// Every room that somebody is in.
#[derive(Default)]
pub struct Talks(Mutex<HashMap<AuctionId, Slot>>);

impl Talks {
    /// The room of a published auction.
    ///
    /// # Errors
    /// [`Error::Unknown`], [`Error::Draft`], or the store's.
    pub async fn enter(&self, store: &Store, id: AuctionId) -> Result<Arc<Talk>, Error> {
        let slot = self.slots().entry(id).or_default().clone();
        slot.get_or_try_init(|| open(store, id)).await.cloned()
    }

    /// A room that somebody is in already.
    pub fn awake(&self, id: AuctionId) -> Option<Arc<Talk>> {
        self.slots().get(&id)?.get().cloned()
    }

    /// Forgets the rooms in which nobody is, and those that could not be read; gives back the others.
    fn sweep(&self) -> Vec<Arc<Talk>> {
        let mut slots = self.slots();
        slots.retain(|_, slot| {
            Arc::strong_count(slot) > 1 || slot.get().is_some_and(|talk| Arc::strong_count(talk) > 1)
        });
        slots.values().filter_map(|slot| slot.get().cloned()).collect()
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<AuctionId, Slot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn open(store: &Store, id: AuctionId) -> Result<Arc<Talk>, Error> {
    let listing = store.listing(id).await?.ok_or(Error::Unknown)?;
    listing.status().ok_or(Error::Draft)?;
    Ok(Arc::new(Talk::load(store, listing).await?))
}

/// Looks through the rooms every now and then, for as long as the process runs.
pub async fn run(shared: Arc<Shared>) {
    let mut tick = tokio::time::interval(config::rooms::SWEEP_PERIOD);
    loop {
        tick.tick().await;
        for talk in shared.talks.sweep() {
            if talk.is_in_doubt.load(Ordering::Relaxed) {
                match talk.catch_up(&shared.store).await {
                    Ok(()) => shared.hubs.tell_talk(&talk),
                    Err(error) => tracing::debug!(auction = %talk.auction, %error, "a room cannot be read"),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::AccountId;
    use uuid::Uuid;

    #[test]
    fn a_room_is_forgotten_when_nobody_is_in_it() {
        let (talks, id) = (Talks::default(), AuctionId(Uuid::from_u128(1)));
        let talk = Arc::new(Talk::with(id, AccountId(Uuid::nil()), Vec::new()));
        let slot = talks.slots().entry(id).or_default().clone();
        assert!(slot.set(talk.clone()).is_ok());
        assert_eq!(talks.sweep().len(), 1);
        drop(slot);
        assert!(talks.sweep().len() == 1 && talks.awake(id).is_some());
        drop(talk);
        assert!(talks.sweep().is_empty() && talks.awake(id).is_none());
    }
}
