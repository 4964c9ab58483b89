//! Bids on their way from a socket to their auction's inbox. An auction may not close while a bid that was received in
//! time is still on its way, so every arrival is counted from the moment its instant is stamped.

use super::clock::HouseClock;
use crate::domain::{AuctionId, Timestamp};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

type OnTheWay = HashMap<AuctionId, BTreeMap<Timestamp, usize>>;

/// Every arrival that is not in its inbox yet.
#[derive(Debug, Default)]
pub struct Arrivals(Mutex<OnTheWay>);

/// Something received for an auction. Dropped once it is in the inbox, or given up.
#[derive(Debug)]
pub struct Arrival {
    arrivals: Arc<Arrivals>,
    auction: AuctionId,
    /// When the server received it: the instant that decides.
    pub at: Timestamp,
}

impl Arrivals {
    /// Stamps an arrival. The clock is read under the lock: whoever then finds nothing on its way up to some past instant
    /// knows that nothing stamped so early will still turn up.
    pub fn arrive(self: &Arc<Self>, auction: AuctionId, clock: &HouseClock) -> Arrival {
        let mut on_the_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = clock.now();
        *on_the_way.entry(auction).or_default().entry(at).or_default() += 1;
        Arrival { arrivals: self.clone(), auction, at }
    }

    /// Whether everything received for `auction` up to `until` has reached its inbox. Ask only when `until` is past.
    pub fn complete(&self, auction: AuctionId, until: Timestamp) -> bool {
        let on_the_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        on_the_way.get(&auction).and_then(|arrivals| arrivals.first_key_value()).is_none_or(|(at, _)| *at > until)
    }
}

impl Arrival {
    /// The auction it is for.
    pub fn auction(&self) -> AuctionId {
        self.auction
    }
}

impl Drop for Arrival {
    fn drop(&mut self) {
        let mut on_the_way = self.arrivals.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(arrivals) = on_the_way.get_mut(&self.auction) else { return };
        if let Some(count) = arrivals.get_mut(&self.at) {
            *count -= 1;
            if *count == 0 {
                arrivals.remove(&self.at);
            }
        }
        if arrivals.is_empty() {
            on_the_way.remove(&self.auction);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn nothing_is_complete_while_an_arrival_in_time_is_on_its_way() {
        let (arrivals, clock) = (Arc::new(Arrivals::default()), HouseClock::start());
        let auction = AuctionId(uuid::Uuid::from_u128(1));
        let early = arrivals.arrive(auction, &clock);
        let again = arrivals.arrive(auction, &clock);
        assert!(!arrivals.complete(auction, early.at));
        assert!(arrivals.complete(auction, early.at - TimeDelta::milliseconds(1)));
        assert!(arrivals.complete(AuctionId(uuid::Uuid::from_u128(2)), early.at));
        let at = early.at;
        drop(early);
        assert_eq!(arrivals.complete(auction, at), again.at > at);
        drop(again);
        assert!(arrivals.complete(auction, at));
    }
}
