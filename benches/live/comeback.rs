//! Watchers of a house that is restarted under them, while bids fall before and after.

use crate::Result;
use crate::bidding::Bidding;
use crate::returning::{Orders, Watchers};
use crate::waits::percentile;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::rc::Rc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// How long bids fall before the restart, and once everybody is back.
const BIDDING: Duration = Duration::from_secs(1);
/// Between two bids.
const PAUSE: Duration = Duration::from_millis(50);

/// What it came to.
#[derive(Serialize, Deserialize)]
pub struct Findings {
    /// From a watcher's last socket to its resuming.
    pub away_p50_ms: u32,
    pub away_p99_ms: u32,
    pub accepted_before: usize,
    /// From when the restart may have begun.
    pub accepted_after: usize,
    /// Of all watchers together: events that were not sent, or sent twice, and resumptions that were a snapshot.
    pub lost: u64,
    pub repeated: u64,
    pub snapshots: u64,
}

/// Prints `ready` when everybody is there, and `back` when everybody is there again.
pub async fn measure(orders: Orders) -> Result<Findings> {
    let watchers = Watchers::come(orders.address, &orders, Duration::MAX).await?;
    let (bids, mut bidding, everybody) = (Rc::new(Bidding::default()), JoinSet::new(), orders.watchers);
    let bidder = bids.clone();
    bidding.spawn_local(async move { bidder.go_on(&orders, |_| PAUSE).await });
    watchers.until("a bid is accepted", |_| bids.accepted.get() > 0).await?;
    sleep(BIDDING).await;
    let before = bids.accepted.get();
    say("ready")?;
    watchers.until("everybody is back", |watchers| watchers.record().away_ms.len() == everybody).await?;
    say("back")?;
    sleep(BIDDING).await;
    let all = bids.accepted.get();
    watchers.until("everybody has every event", |watchers| watchers.all_have() >= bids.last.get()).await?;
    let record = watchers.record();
    let mut away = record.away_ms.clone();
    away.sort_unstable();
    Ok(Findings {
        away_p50_ms: percentile(&away, 50),
        away_p99_ms: percentile(&away, 99),
        accepted_before: before,
        accepted_after: all - before,
        lost: record.lost,
        repeated: record.repeated,
        snapshots: record.snapshots,
    })
}

fn say(word: &str) -> Result<()> {
    let mut out = io::stdout();
    writeln!(out, "{word}")?;
    Ok(out.flush()?)
}
