//! Opens and closes on time, also what fell due while the server was down. Asks the database what is due soon and wakes
//! those auctions; each then watches its own clock. A hundred thousand scheduled auctions cost one index.

use super::registry::Shared;
use crate::config;
use std::sync::Arc;
use std::time::Duration;

/// Runs for as long as the process does.
pub async fn run(shared: Arc<Shared>) {
    let mut tick = tokio::time::interval(config::SCHEDULER_PERIOD);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        let off = shared.clock.follow(chrono::Utc::now());
        if off.abs() > config::CLOCK_ALARM {
            tracing::warn!(
                seconds = off.num_seconds(),
                "the machine's clock jumped; the house goes on with its own and leans towards it"
            );
        }
        while wake_what_is_due(&shared).await {}
    }
}

/// One round. `true` if there may be more at once.
async fn wake_what_is_due(shared: &Arc<Shared>) -> bool {
    let soon = shared.clock.now() + config::SCHEDULER_HORIZON;
    let due = match shared.store.due(soon, config::SCHEDULER_ROUND).await {
        Ok(due) => due,
        Err(error) if error.is_closing() => return false,
        Err(error) => {
            tracing::warn!(%error, "the scheduler cannot see what is due; it asks again in a second");
            return false;
        }
    };
    let full = due.len() as i64 == config::SCHEDULER_ROUND;
    for id in due {
        match shared.room(id).await {
            Ok(room) => shared.nudge(&room),
            Err(error) => tracing::error!(auction = %id, %error, "an auction is due and cannot be opened or closed"),
        }
    }
    if full {
        // Let those commit before asking again, or the same ones would be found.
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    full
}
