//! Whose stakes on one lot are followed. Kept with the lot's room, so that it outlives its actor.

use super::paddle::Paddle;
use crate::domain::{AccountId, Auction, Money};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The bidders on one lot whose stakes are followed. Nobody leaves: a bid that was beaten may stand again, if those above it
/// are struck out.
#[derive(Default)]
pub struct Stakes(Mutex<HashMap<AccountId, Arc<Paddle>>>);

impl Stakes {
    /// Follows this bidder's from now on.
    pub fn follow(&self, paddle: &Arc<Paddle>) {
        self.followed().entry(paddle.account).or_insert_with(|| paddle.clone());
    }

    /// Sets what each of them has at stake here to the most that it comes to in any of these states of the lot: what is in
    /// the ledger, and what is decided to follow it. What was at stake in none of them is free again.
    pub fn settle(&self, states: &[&Auction]) {
        let followed = self.followed();
        let Some(lot) = states.first().map(|auction| &auction.terms).filter(|_| !followed.is_empty()) else { return };
        let exposures: Vec<_> = states.iter().map(|auction| auction.exposures()).collect();
        for paddle in followed.values() {
            let most = exposures.iter().map(|exposure| exposure(paddle.account)).max();
            paddle.settle(lot.auction, lot.currency, most.unwrap_or(Money(0)));
        }
    }

    fn followed(&self) -> MutexGuard<'_, HashMap<AccountId, Arc<Paddle>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
