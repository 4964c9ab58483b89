//! The house's pulse: how far it is known to have served, and when it did not.
//!
//! Nothing is closed on the word of a clock alone. An auction ends only once a sign of life from after its end is durable, so
//! an end that fell while the process or the database was away is always found to have done so, and moved instead (I14).

use super::registry::Shared;
use super::room::Room;
use super::scheduler;
use crate::config;
use crate::domain::{AuctionId, Outage, Timestamp};
use crate::store;
use chrono::TimeDelta;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

/// Until when the house served, and where it did not.
#[derive(Default)]
pub struct Pulse {
    state: RwLock<State>,
    /// How many outages there are: cheap to ask with every batch.
    count: AtomicUsize,
    /// Somebody cannot go on without a fresh sign of life.
    wanted: Notify,
    waiting: Mutex<HashMap<AuctionId, Arc<Room>>>,
}

#[derive(Default)]
struct State {
    served_until: Timestamp,
    /// The earliest first.
    outages: Vec<Outage>,
}

impl Pulse {
    /// Whether the house is known to have served up to `instant` and beyond. If not, the room is nudged once that is known.
    pub(super) fn served_beyond(&self, instant: Timestamp, room: &Arc<Room>) -> bool {
        if self.served_until() > instant {
            return true;
        }
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        // Looked at again under the lock: a sign may have come between, and its nudges gone out already.
        if self.served_until() > instant {
            return true;
        }
        waiting.insert(room.id, room.clone());
        drop(waiting);
        self.wanted.notify_one();
        false
    }

    /// The outages beyond the first `known`, the earliest first; usually none.
    pub(super) fn outages(&self, known: usize) -> Vec<Outage> {
        if self.count.load(Ordering::Acquire) <= known {
            return Vec::new();
        }
        self.state.read().unwrap_or_else(PoisonError::into_inner).outages[known..].to_vec()
    }

    fn served_until(&self) -> Timestamp {
        self.state.read().unwrap_or_else(PoisonError::into_inner).served_until
    }

    /// Learns of an outage before it learns that the house serves again: whoever closes something must know both.
    fn beat(&self, at: Timestamp, outages: impl IntoIterator<Item = Outage>) -> HashMap<AuctionId, Arc<Room>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.outages.extend(outages);
        self.count.store(state.outages.len(), Ordering::Release);
        state.served_until = at;
        std::mem::take(&mut *waiting)
    }
}

/// Runs for as long as the process does.
pub async fn run(shared: Arc<Shared>) {
    let mut latest = shared.clock.now() - config::LONGEST_AUCTION;
    let mut last = Last::Another;
    loop {
        let now = shared.clock.now();
        let signed = timeout(config::PULSE_TIMEOUT, sign(&shared, now, last, latest)).await;
        match signed.unwrap_or(Err(store::Error::silent())) {
            Ok(outages) => {
                last = Last::Ours;
                latest = outages.iter().map(|outage| outage.until).fold(latest, Timestamp::max);
                told(&shared, now, outages);
                tokio::select! {
                    () = sleep(config::PULSE) => {}
                    () = shared.pulse.wanted.notified() => {}
                }
            }
            Err(error) if error.is_closing() => return,
            Err(error) => {
                if last == Last::Ours {
                    tracing::warn!(%error, "no sign of life can be written; nothing closes until one is");
                    last = Last::Unknown;
                }
                sleep(config::PULSE_RETRY).await;
            }
        }
    }
}

/// Whose the last sign of life in the database is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Of the process before, if of any: whatever lies between that and now is an outage.
    Another,
    Ours,
    /// A try may have been written, and an outage with it, without our hearing of it.
    Unknown,
}

/// Gives a sign of life, and tells the outages after `latest` that are not known to the process yet.
async fn sign(shared: &Shared, now: Timestamp, last: Last, latest: Timestamp) -> Result<Vec<Outage>, store::Error> {
    let gap = if last == Last::Another { TimeDelta::milliseconds(1) } else { config::PULSE_GAP };
    let outage = shared.store.beat(now, gap).await?;
    if last == Last::Ours { Ok(outage.into_iter().collect()) } else { shared.store.outages(latest).await }
}

/// The house serves: whoever waited for that goes on, and whoever would have ended in an outage or soon after it is woken to
/// be extended, where everybody can see it.
fn told(shared: &Arc<Shared>, now: Timestamp, outages: Vec<Outage>) {
    let concerned = outages.iter().map(|outage| outage.until + config::OUTAGE_GRACE).max().filter(|until| *until > now);
    for outage in &outages {
        let lasted = outage.until - outage.from;
        tracing::info!(from = %outage.from, until = %outage.until, seconds = lasted.num_seconds(), "the house was away");
    }
    for room in shared.pulse.beat(now, outages).into_values() {
        shared.nudge(&room);
    }
    if let Some(until) = concerned {
        tokio::spawn(scheduler::wake(shared.clone(), until));
    }
}
