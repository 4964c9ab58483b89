//! Holds every new lot against the searches that people keep. Looks through the database and is told by nobody: however a lot
//! came to be published, and whatever was killed meanwhile, those who wait for it hear of it, once.

use super::registry::Shared;
use crate::config::finding::{ALERTS_AT_ONCE, ALERTS_PERIOD};
use crate::store;
use std::sync::Arc;

/// Runs for as long as the process does.
pub async fn run(shared: Arc<Shared>) {
    let mut tick = tokio::time::interval(ALERTS_PERIOD);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        let looked = async {
            tell(&shared).await?;
            shared.store.file_away(shared.clock.now()).await
        };
        match looked.await {
            Ok(()) => {}
            Err(error) if error.is_closing() => return,
            Err(error) => tracing::warn!(%error, "cannot hold new lots against the searches people keep; trying again"),
        }
    }
}

/// Everything that is new by now, a part at a time.
async fn tell(shared: &Shared) -> Result<(), store::Error> {
    loop {
        let (told, accounts) = shared.store.tell_searches(shared.clock.now(), ALERTS_AT_ONCE).await?;
        shared.bell.ring(accounts);
        if told < ALERTS_AT_ONCE {
            return Ok(());
        }
    }
}
