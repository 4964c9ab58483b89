//! Watchers whose networks fail: each connection goes dead for two seconds at random times, again and again, while bids flow
//! all the time. Whatever was under way is lost; nothing may be missing in the end.

use crate::Result;
use crate::bidding::Bidding;
use crate::client::frames::prefix;
use crate::client::http::Connection;
use crate::network::Network;
use crate::returning::{Orders, Record, Watchers};
use crate::waits::percentile;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use std::time::Duration;
use tokio::time::sleep;

/// How long there are cuts, in seconds, if `GAVEL_BENCH_SECONDS` does not say.
const SPAN_S: u64 = 60;
/// The longest wait before coming back: longer ones would only make fewer cuts.
const LONGEST_WAIT: Duration = Duration::from_secs(1);
/// Between two bids.
const PAUSE: Duration = Duration::from_millis(50);
/// Of so many bids, so many are in a burst: each as soon as the last is accepted.
const BURST: (usize, usize) = (100, 40);
/// How long nothing may come any more once everybody has everything: whatever were sent twice would come within this.
const REST: Duration = Duration::from_millis(500);

/// What it came to, of all watchers together.
#[derive(Serialize, Deserialize)]
pub struct Findings {
    pub watchers: usize,
    pub seconds: u64,
    pub bids: usize,
    pub cuts: usize,
    pub resumed: usize,
    pub away_p50_ms: u32,
    pub away_p99_ms: u32,
    /// Events missed by one that came back.
    pub gap_p50: u32,
    pub gap_longest: u32,
    /// Events there were for each from where it began, those it was told one by one, and those a snapshot told it instead.
    pub due: u64,
    pub told: u64,
    pub covered: u64,
    pub lost: u64,
    pub repeated: u64,
    pub snapshots: u64,
    /// Snapshots although the gap was short enough to be replayed.
    pub needless: u64,
    /// Watchers that do not have each event once, or whose last is not the house's.
    pub wrong: usize,
}

pub async fn measure(orders: Orders) -> Result<Findings> {
    let seconds = std::env::var("GAVEL_BENCH_SECONDS").ok().map_or(Ok(SPAN_S), |seconds| seconds.parse())?;
    let network = Network::to(orders.address).await?;
    let watchers = Watchers::come(network.address, &orders, LONGEST_WAIT).await?;
    let (orders, bids) = (Rc::new(orders), Rc::new(Bidding::default()));
    let (bidder, theirs) = (bids.clone(), orders.clone());
    let bidding = tokio::task::spawn_local(async move { bidder.go_on(&theirs, pause).await });
    watchers.until("a bid is accepted", |_| bids.accepted.get() > 0).await?;
    network.cut(true);
    sleep(Duration::from_secs(seconds)).await;
    network.cut(false);
    bids.enough();
    bidding.await?;
    let last = head(&orders).await?;
    watchers.until("everybody has every event", |watchers| watchers.all_have() >= last.seq).await?;
    sleep(REST).await;
    findings(&orders, seconds, &bids, &network, &watchers, &last)
}

fn pause(number: usize) -> Duration {
    match number % BURST.0 < BURST.1 {
        true => Duration::ZERO,
        false => PAUSE,
    }
}

/// Where the house says the auction is.
#[derive(Deserialize)]
struct Head {
    seq: u32,
    hash: String,
}

async fn head(orders: &Orders) -> Result<Head> {
    let Orders { address, auction, .. } = orders;
    let request =
        format!("GET /api/v1/auctions/{auction} HTTP/1.1\r\nHost: {address}\r\nAccept: application/json\r\n\r\n");
    let answer = Connection::open(*address).await?.ask(&request).await?;
    Ok(serde_json::from_slice(&answer.body)?)
}

fn findings(
    orders: &Orders,
    seconds: u64,
    bids: &Bidding,
    network: &Network,
    watchers: &Watchers,
    last: &Head,
) -> Result<Findings> {
    let hash = prefix(&last.hash)?;
    let (mut due, mut told, mut covered, mut wrong) = (0, 0, 0, 0);
    for watcher in watchers.each() {
        let place = watcher.place.ok_or("somebody never came")?;
        let theirs = last.seq - place.since;
        due += u64::from(theirs);
        told += u64::from(watcher.told);
        covered += u64::from(watcher.covered);
        let has_all = (place.seq, place.hash) == (last.seq, hash) && watcher.told + watcher.covered == theirs;
        wrong += usize::from(!has_all);
    }
    let Record { away_ms, gaps, lost, repeated, snapshots, needless } = &*watchers.record();
    let (mut away, mut gaps) = (away_ms.clone(), gaps.clone());
    away.sort_unstable();
    gaps.sort_unstable();
    Ok(Findings {
        watchers: orders.watchers,
        seconds,
        bids: bids.accepted.get(),
        cuts: network.cuts(),
        resumed: gaps.len(),
        away_p50_ms: percentile(&away, 50),
        away_p99_ms: percentile(&away, 99),
        gap_p50: percentile(&gaps, 50),
        gap_longest: gaps.last().copied().unwrap_or_default(),
        due,
        told,
        covered,
        lost: *lost,
        repeated: *repeated,
        snapshots: *snapshots,
        needless: *needless,
        wrong,
    })
}

impl Findings {
    /// For a person.
    pub fn print(&self) {
        let Findings { watchers, seconds, bids, cuts, resumed, gap_p50, gap_longest, .. } = self;
        println!("{watchers} watchers, each cut for 2 s at random, again and again for {seconds} s");
        println!("  {bids} bids; {cuts} connections cut, {resumed} times resumed");
        println!(
            "  from a broken connection to its resumption p50 {} ms, p99 {} ms",
            self.away_p50_ms, self.away_p99_ms
        );
        println!("  missed by then: p50 {gap_p50} events, {gap_longest} at most");
        let share = self.told as f64 * 100.0 / self.due as f64;
        println!(
            "  of {} events due, {} told one by one ({share:.2} %), {} by a snapshot",
            self.due, self.told, self.covered
        );
        println!("  {} snapshots on resuming, {} of them needless", self.snapshots, self.needless);
        println!(
            "  {} events lost, {} twice; {} watchers not where the house is",
            self.lost, self.repeated, self.wrong
        );
    }

    /// Whether everybody has everything.
    pub fn judge(&self) -> Result<()> {
        match (self.lost, self.repeated, self.needless, self.wrong, self.told + self.covered == self.due) {
            (0, 0, 0, 0, true) if self.cuts > 0 => Ok(()),
            _ => Err("cuts must lose nothing".into()),
        }
    }
}
