//! Who may bid, and how much they may have at stake on all lots together.
//!
//! - [`paddle`] one bidder's part in it · [`stakes`] one lot's
//!
//! A bid is allowed for at the moment it is decided, with everything the bidder has at stake elsewhere, and what it puts at
//! stake is taken in the same breath. What is at stake on a lot is given back once the ledger says that it is not any more,
//! never on the strength of a decision that may not come to stand. Nothing of this is written down: after a restart it is
//! counted from the ledgers, when somebody with a limit first bids. Who has none pays for one look, and is not counted.

pub mod paddle;
pub mod stakes;
#[cfg(test)]
mod tests;

use super::Error;
use super::auction::TakeStock;
use super::registry::Shared;
use super::room::Room;
use crate::config;
use crate::domain::{AccountId, Auction};
use crate::store;
use paddle::Paddle;
use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

/// The paddles of everybody who came to bid.
#[derive(Default)]
pub struct Credit(RwLock<Paddles>);

#[derive(Default)]
struct Paddles {
    by_account: HashMap<AccountId, Arc<Paddle>>,
    /// With so many, those that nobody needs are put away.
    put_away_at: usize,
}

impl Paddles {
    /// Puts away what nobody holds and nobody follows; it is read again when its bidder comes again.
    fn put_away(&mut self) {
        self.by_account.retain(|_, paddle| Arc::strong_count(paddle) > 1 || paddle.is_followed());
        // Twice what is left, so that a house full of people with limits does not look through them for every newcomer.
        self.put_away_at = config::PADDLES.max(self.by_account.len() * 2);
    }
}

impl Credit {
    /// A bidder's paddle, if what the books say about them is known here.
    pub fn known(&self, account: AccountId) -> Option<Arc<Paddle>> {
        self.present(account).filter(|paddle| paddle.is_ready())
    }

    /// Follows on this lot, which was just folded from its ledger, whoever is followed elsewhere.
    pub(super) fn follow(&self, auction: &Auction, stakes: &stakes::Stakes) {
        let paddles = self.read();
        let here = auction.roster().iter().filter_map(|account| paddles.by_account.get(account));
        here.filter(|paddle| paddle.is_followed()).for_each(|paddle| stakes.follow(paddle));
        stakes.settle(&[auction]);
    }

    /// A bidder's paddle, whatever is known of them.
    fn paddle(&self, account: AccountId) -> Arc<Paddle> {
        if let Some(paddle) = self.present(account) {
            return paddle;
        }
        let mut paddles = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if paddles.by_account.len() >= paddles.put_away_at {
            paddles.put_away();
        }
        paddles.by_account.entry(account).or_insert_with(|| Arc::new(Paddle::new(account))).clone()
    }

    fn present(&self, account: AccountId) -> Option<Arc<Paddle>> {
        self.read().by_account.get(&account).cloned()
    }

    fn read(&self) -> RwLockReadGuard<'_, Paddles> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shared {
    /// The paddle of somebody who wants to bid. Reads what the books say about them if nobody needed it until now, and, if
    /// they have a limit, counts what they have at stake.
    ///
    /// # Errors
    /// [`Error::Store`], or [`Error::InDoubt`].
    pub async fn paddle(self: &Arc<Self>, account: AccountId) -> Result<Arc<Paddle>, Error> {
        let paddle = self.credit.paddle(account);
        if !paddle.is_ready() {
            let mut counted = paddle.reading.lock().await;
            // Somebody else may have read it while this one waited.
            if !paddle.is_ready() {
                self.read(&paddle, &mut counted).await?;
            }
        }
        Ok(paddle)
    }

    /// What the books say about a bidder has changed, or may have: goes by it from when this returns.
    ///
    /// # Errors
    /// [`Error::Store`], or [`Error::InDoubt`]; it is then read when they next bid.
    pub async fn paddle_changed(self: &Arc<Self>, account: AccountId) -> Result<(), Error> {
        // Of whom nothing is known here, nothing can be wrong.
        let Some(paddle) = self.credit.present(account) else { return Ok(()) };
        paddle.forget();
        let mut counted = paddle.reading.lock().await;
        self.read(&paddle, &mut counted).await
    }

    async fn read(self: &Arc<Self>, paddle: &Arc<Paddle>, counted: &mut bool) -> Result<(), Error> {
        let mut facts = self.store.facts(paddle.account).await?;
        // Elsewhere they are only asked to.
        facts.is_unconfirmed &= self.only_confirmed.load(Ordering::Relaxed);
        if !facts.limits.is_empty() && !*counted {
            self.count(paddle).await?;
            *counted = true;
        }
        paddle.learn(facts);
        Ok(())
    }

    /// Counts what somebody has at stake. From the first line on every decision about them is followed; what was decided
    /// before is either not written yet, and then its lot is awake, or in a ledger.
    async fn count(self: &Arc<Self>, paddle: &Arc<Paddle>) -> Result<(), Error> {
        paddle.follow();
        for room in self.rooms_awake() {
            self.take_stock(&room, paddle).await?;
        }
        for lot in self.store.bid_on_by(paddle.account).await? {
            match self.room(lot).await {
                Ok(room) => self.take_stock(&room, paddle).await?,
                Err(Error::Store(store::Error::Damaged { .. })) => {
                    tracing::error!(auction = %lot, "what is at stake here cannot be read, and is not counted");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Has a lot's actor say what somebody has at stake there. One that reads its ledger anew is asked again.
    async fn take_stock(self: &Arc<Self>, room: &Arc<Room>, paddle: &Arc<Paddle>) -> Result<(), Error> {
        for _ in 0..config::STOCK_TRIES {
            let actor = room.actor().clone();
            let taken = match actor.filter(|actor| actor.connected()) {
                Some(actor) => actor.send(TakeStock(paddle.clone())).await.unwrap_or(false),
                None => {
                    self.nudge(room);
                    false
                }
            };
            if taken {
                return Ok(());
            }
            tokio::time::sleep(config::STOCK_PAUSE).await;
        }
        tracing::warn!(auction = %room.id, "what is at stake here is not known while its ledger cannot be read");
        Err(Error::InDoubt)
    }
}
