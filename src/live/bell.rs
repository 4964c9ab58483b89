//! The bell: tells people who have the house open that there is something new to read, with how much there is. What was
//! written down is on their pages whether or not it rang, so ringing may be late or lost, and costs nothing where nobody
//! listens.

use super::hub::Rung;
use super::protocol;
use super::registry::Shared;
use crate::config::mail as limits;
use crate::domain::AccountId;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;
use tokio::time::Instant;

/// Whom it may ring for, and whom it is about to.
#[derive(Default)]
pub struct Bell {
    /// How many workers have sockets of an account that listen.
    listening: Mutex<HashMap<AccountId, usize>>,
    rung: Mutex<HashSet<AccountId>>,
    wake: Notify,
}

impl Bell {
    /// Rings for these accounts, as far as they listen. Call it once what they are told is written down.
    pub fn ring(&self, accounts: impl IntoIterator<Item = AccountId>) {
        let listening = self.listening();
        let heard: Vec<AccountId> = accounts.into_iter().filter(|account| listening.contains_key(account)).collect();
        drop(listening);
        if !heard.is_empty() {
            self.rung.lock().unwrap_or_else(PoisonError::into_inner).extend(heard);
            self.wake.notify_one();
        }
    }

    /// A worker has a socket of this account that listens.
    pub(super) fn listen(&self, account: AccountId) {
        *self.listening().entry(account).or_default() += 1;
    }

    /// It has none any more.
    pub(super) fn leave(&self, account: AccountId) {
        let mut listening = self.listening();
        let Some(workers) = listening.get_mut(&account) else { return };
        *workers -= 1;
        if *workers == 0 {
            listening.remove(&account);
        }
    }

    fn take(&self) -> Vec<AccountId> {
        self.rung.lock().unwrap_or_else(PoisonError::into_inner).drain().collect()
    }

    fn listening(&self) -> MutexGuard<'_, HashMap<AccountId, usize>> {
        self.listening.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Rings for as long as the process runs, and for those who watch a lot looks whether it ends soon.
pub async fn run(shared: Arc<Shared>) {
    let mut looked: Option<Instant> = None;
    loop {
        if looked.is_none_or(|looked| looked.elapsed() >= limits::ENDING_SOON_PERIOD) {
            looked = Some(Instant::now());
            match shared.store.tell_what_ends_soon(shared.clock.now()).await {
                Ok(told) => shared.bell.ring(told),
                Err(error) if error.is_closing() => return,
                Err(error) => tracing::warn!(%error, "cannot see which watched lots end soon; looking again"),
            }
        }
        // Nobody rang: time to look all the same.
        let _ = tokio::time::timeout(limits::ENDING_SOON_PERIOD, shared.bell.wake.notified()).await;
        tokio::time::sleep(limits::BELL_PAUSE).await;
        let accounts = shared.bell.take();
        if accounts.is_empty() {
            continue;
        }
        match shared.store.rings(&accounts).await {
            Ok(rings) => {
                let frames = rings.iter().map(|ring| (ring.account, protocol::notice(ring))).collect();
                shared.hubs.ring(&Rung(frames));
            }
            // It is on their pages.
            Err(error) => tracing::debug!(%error, "the bell cannot say what it rings for"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn it_rings_for_who_listens_and_once_for_each() {
        let (bell, [ann, bo]) = (Bell::default(), [1, 2].map(|n| AccountId(Uuid::from_u128(n))));
        bell.listen(ann);
        bell.listen(ann);
        bell.ring([ann, bo, ann]);
        assert_eq!(bell.take(), [ann]);
        bell.leave(ann);
        bell.ring([ann]);
        assert_eq!(bell.take(), [ann], "another worker still listens");
        bell.leave(ann);
        bell.ring([ann]);
        assert!(bell.take().is_empty());
    }
}
