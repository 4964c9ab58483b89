//! What recent bids were refused, so that a repeat of a refused bid is refused again (I2), even if by now the same amount
//! would do. Bounded and in memory: a bidder who was told "no" has no reason to ask again hours later.

use super::inbox::Refused;
use crate::config;
use crate::domain::{AccountId, Asked, Bid, BidKey, Rejection};
use std::collections::{HashMap, VecDeque};

/// The last refusals of one auction.
#[derive(Default)]
pub struct Refusals {
    by_key: HashMap<(AccountId, BidKey), (Asked, Rejection)>,
    order: VecDeque<(AccountId, BidKey)>,
}

impl Refusals {
    /// What this bid was told before, if it was refused; `key_reused` if the key came with another bid.
    pub fn answered(&self, bid: &Bid) -> Option<Refused> {
        let (asked, rejection) = self.by_key.get(&(bid.bidder, bid.key))?;
        Some(Refused::Rejected(if *asked == bid.asked() { *rejection } else { Rejection::KeyReused }))
    }

    /// Remembers a refusal, and forgets the oldest beyond the limit.
    pub fn remember(&mut self, bid: &Bid, rejection: Rejection) {
        let key = (bid.bidder, bid.key);
        if self.by_key.insert(key, (bid.asked(), rejection)).is_none() {
            self.order.push_back(key);
        }
        if self.order.len() > config::REFUSALS
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_key.remove(&oldest);
        }
    }
}
