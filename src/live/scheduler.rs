//! Opens and closes on time, also what fell due while the server was down. Asks the database what is due soon and wakes
//! those auctions; each then watches its own clock. A hundred thousand scheduled auctions cost one index.

use super::registry::Shared;
use crate::config;
use crate::domain::Timestamp;
use std::sync::Arc;

/// Runs for as long as the process does.
pub async fn run(shared: Arc<Shared>) {
    let mut tick = tokio::time::interval(config::SCHEDULER_PERIOD);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut warned = false;
    loop {
        tick.tick().await;
        let off = shared.clock.follow(chrono::Utc::now());
        let astray = off.abs() > config::CLOCK_ALARM;
        if astray && !warned {
            tracing::warn!(
                seconds = off.num_seconds(),
                "the machine's clock jumped, or the machine slept; the house goes on with its own and leans towards it, a \
                 hundredth a second: restart it to follow at once"
            );
        }
        warned = astray;
        let soon = shared.clock.now() + config::SCHEDULER_HORIZON;
        wake(shared.clone(), soon).await;
    }
}

/// Wakes what is due by `soon`: page by page, so that no number of auctions that cannot be woken keeps the others waiting.
pub(super) async fn wake(shared: Arc<Shared>, soon: Timestamp) {
    let mut last = None;
    let mut troubled = 0;
    loop {
        let due = match shared.store.due(soon, last, config::SCHEDULER_PAGE).await {
            Ok(due) => due,
            Err(error) if error.is_closing() => return,
            Err(error) => {
                tracing::warn!(%error, "the scheduler cannot see what is due; it asks again in a second");
                return;
            }
        };
        for (_, id) in &due {
            match shared.room(*id).await {
                Ok(room) => shared.nudge(&room),
                Err(error) => {
                    troubled += 1;
                    tracing::debug!(auction = %id, %error, "an auction is due and cannot be woken");
                }
            }
        }
        last = due.last().copied();
        if due.len() < config::SCHEDULER_PAGE as usize {
            break;
        }
    }
    if troubled > 0 {
        tracing::error!(
            auctions = troubled,
            "auctions are due and cannot be opened or closed; GAVEL_LOG=debug names them"
        );
    }
}
