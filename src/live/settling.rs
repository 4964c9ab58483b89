//! Makes up the books: an invoice for each award of a closed auction, reminders, offers that have run out, strikes. Told of
//! every close, and looks through the database besides, so that a house that was killed right after the hammer has the
//! invoice a second after it opens again. Everything here can be done twice, and then comes to the same.

use super::Error;
use super::registry::Shared;
use crate::config::settlement::{
    BOOKKEEPING_PERIOD, MOST_STRIKES, SETTLE_AFTER_UNDO, SETTLING_PAGE, SETTLING_PERIOD, UNDO_HAMMER_WITHIN,
};
use crate::domain::settlement::dues;
use crate::store;
use crate::store::settlement::Unsettled;
use chrono::TimeDelta;
use std::sync::Arc;
use std::time::Instant;

/// How long an auctioneer's hammer may still turn out to be taken back.
const UNDOABLE: TimeDelta = TimeDelta::seconds(UNDO_HAMMER_WITHIN.num_seconds() + SETTLE_AFTER_UNDO.num_seconds());

/// Runs for as long as the process does.
pub async fn run(shared: Arc<Shared>) {
    let mut kept: Option<Instant> = None;
    loop {
        if let Err(error) = settle_all(&shared).await {
            if error.is_closing() {
                return;
            }
            tracing::warn!(%error, "cannot see whose books are to be made up; looking again in a second");
        }
        if kept.is_none_or(|kept| kept.elapsed() >= BOOKKEEPING_PERIOD) {
            match keep(&shared).await {
                Ok(()) => kept = Some(Instant::now()),
                Err(error) if error.is_closing() => return,
                Err(error) => tracing::warn!(%error, "cannot look after reminders, offers and strikes; trying again"),
            }
        }
        let told = tokio::time::timeout(SETTLING_PERIOD, shared.closed.notified());
        // Nobody told: time to look all the same.
        let _ = told.await;
    }
}

/// What falls due by the day or the hour.
async fn keep(shared: &Shared) -> Result<(), store::Error> {
    bar(shared).await?;
    let now = shared.clock.now();
    shared.store.expire_offers(now).await?;
    let reminded = shared.store.remind(now).await?;
    shared.bell.ring(reminded.iter().copied());
    if !reminded.is_empty() {
        tracing::info!(reminded = reminded.len(), "buyers were reminded of what they have not paid");
    }
    Ok(())
}

/// Sees who has too many strikes.
pub async fn bar(shared: &Shared) -> Result<(), store::Error> {
    shared.barred.become_these(shared.store.struck(MOST_STRIKES).await?);
    Ok(())
}

/// One round: page by page, so that no number of auctions that cannot be settled keeps the others waiting.
async fn settle_all(shared: &Arc<Shared>) -> Result<(), store::Error> {
    let mut last = None;
    loop {
        let page = shared.store.unsettled(last.as_ref()).await?;
        for closed in &page {
            if let Err(error) = settle(shared, closed).await {
                tracing::error!(auction = %closed.id, %error, "an auction is closed and its books cannot be made up");
            }
        }
        if page.len() < SETTLING_PAGE as usize {
            return Ok(());
        }
        last = page.last().copied();
    }
}

async fn settle(shared: &Arc<Shared>, closed: &Unsettled) -> Result<(), Error> {
    let room = shared.room(closed.id).await?;
    let now = shared.clock.now();
    let (seq, currency, dues, late) = {
        let board = room.board();
        let auction = &board.auction;
        // An auctioneer may take a hammer back until the next lot is open, and not for long.
        let late = board.is_over() && now - closed.closed_at > UNDOABLE;
        if !board.is_settled() && !late {
            return Ok(());
        }
        (auction.seq, auction.terms.currency, dues(auction), late && !board.is_settled())
    };
    if late {
        shared.settle(&room);
    }
    if shared.store.settle(closed.id, seq, currency, &dues, now).await? {
        tracing::info!(auction = %closed.id, invoices = dues.len(), "made up the books of an auction");
        shared.bell.ring(dues.iter().flat_map(|due| [due.buyer, due.seller]));
    }
    Ok(())
}
