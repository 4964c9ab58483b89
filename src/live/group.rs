//! Lots of a sale that close as a group: a late bid on one moves the end of every open one that would end before.
//!
//! Each lot has an actor of its own, and still none of them may close while a bid that was received in time, on any of them,
//! is on its way, undecided, or not written down yet. Whoever has written such a bid down tells the others before it says
//! that it is done; and whoever comes later, because it slept or the process died, first reads what the others wrote.

use super::registry::Shared;
use super::room::Room;
use crate::domain::{Auction, AuctionId, Command, SaleId, Scope, Timestamp};
use crate::store::groups::Moved;
use crate::store::{self, Store};
use std::sync::Arc;

/// The other lots of a group.
pub(super) struct Group {
    sale: SaleId,
    others: Vec<AuctionId>,
}

/// The sale whose lots close with this one, if any do.
pub(super) fn of(auction: &Auction) -> Option<SaleId> {
    auction.terms.lot.filter(|_| auction.terms.closing.scope == Scope::Group).map(|lot| lot.sale)
}

impl Group {
    /// Who is in it, and what late bids on them did to their ends so far.
    pub(super) async fn learn(store: Store, sale: SaleId, lot: AuctionId) -> Result<(Group, Vec<Moved>), store::Error> {
        let others = store.other_lots(sale, lot).await?;
        let moves = store.moves(&others).await?;
        Ok((Group { sale, others }, moves))
    }

    /// Whether no bid received by `end`, which is past, can still move it. What leaves the arrivals is in an inbox already,
    /// and what leaves an inbox is in its actor's hand.
    pub(super) fn is_settled(&self, shared: &Shared, end: Timestamp) -> bool {
        self.others.iter().all(|lot| {
            shared.arrivals.complete(*lot, end)
                && shared.awake_room(*lot).is_none_or(|room| !room.inbox().is_busy_until(end))
        })
    }

    /// Tells the others that a bid received at `at` has moved the end to `to`. Those awake know it when this returns.
    pub(super) fn tell(&self, shared: &Arc<Shared>, moved: Moved) {
        for room in self.others.iter().filter_map(|lot| shared.awake_room(*lot)) {
            follow(&room, moved);
            shared.nudge(&room);
        }
        tokio::spawn(wake(shared.clone(), self.sale, moved.to));
    }
}

/// Lets a lot know that the end of another moved.
pub(super) fn follow(room: &Room, Moved { at, to }: Moved) {
    room.inbox().note(at, Command::Follow { to });
}

/// Wakes the lots that sleep and would end too early: each reads for itself what happened.
async fn wake(shared: Arc<Shared>, sale: SaleId, to: Timestamp) {
    let lots = match shared.store.lots_ending_before(sale, to).await {
        Ok(lots) => lots,
        Err(error) => return tracing::warn!(%sale, %error, "lots of a group sleep on; they are told when they are due"),
    };
    for lot in lots {
        if let Err(error) = shared.room(lot).await {
            tracing::warn!(auction = %lot, %error, "a lot of a group sleeps on; it is told when it is due");
        }
    }
}
