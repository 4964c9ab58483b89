//! The load on one server: watchers come, subscribe, and see bids fall, one after the other and then in a burst. What it
//! costs the server is read from its process before and after.

use crate::crowd::{Crowd, Tally};
use crate::{Result, cpu, resources};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::time::{MissedTickBehavior, interval, sleep};
use uuid::Uuid;

/// How long single bids are measured.
const SPAN: Duration = Duration::from_secs(3);
/// How long before a single bid everybody has the last: longer than the house keeps a busy channel waiting.
const LONE: Duration = Duration::from_millis(15);
/// Watchers and bids before anything is measured, so that all code and all pools are in memory already. Few: what they
/// leave behind, those who are measured find there.
const WARM_UP: (usize, usize) = (8, 20);
/// The first bid of an auction that was published just now may find it closed.
const OPENING: Duration = Duration::from_millis(100);
/// How long a server is left alone before its memory is looked at: what is only for a handshake is gone then.
const REST: Duration = Duration::from_millis(500);
/// A burst: two bids every millisecond.
const BURST: usize = 400;
/// See [`BURST`].
const BURST_TICK: Duration = Duration::from_millis(1);

/// Whom to watch, as whom to bid, and how many to be.
#[derive(Serialize, Deserialize)]
pub struct Orders {
    pub address: SocketAddr,
    /// The server's process.
    pub pid: u32,
    pub auction: Uuid,
    pub tokens: [String; 2],
    pub watchers: usize,
}

/// What it came to.
#[derive(Serialize, Deserialize)]
pub struct Findings {
    /// Resident memory of the server per connection that has been greeted and no more.
    pub connected_kib: f64,
    /// And per one that watches, while nothing happens.
    pub watching_kib: f64,
    /// Single bids.
    pub lone: Stretch,
    /// Many at once.
    pub burst: Stretch,
    /// Events that a watcher was not sent, and that one was sent twice, in all of the above.
    pub lost: u64,
    pub repeated: u64,
}

/// A stretch of bidding.
#[derive(Serialize, Deserialize)]
pub struct Stretch {
    pub events: usize,
    pub deliveries: f64,
    pub seconds: f64,
    pub cpu_s: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

impl Stretch {
    pub fn per_second(&self) -> f64 {
        self.deliveries / self.seconds
    }

    /// Processor time of the server for each event at each watcher, in microseconds.
    pub fn cpu_us(&self) -> f64 {
        self.cpu_s * 1e6 / self.deliveries
    }
}

pub async fn measure(orders: &Orders) -> Result<Findings> {
    let mut amount = 1_000;
    warm_up(orders, &mut amount).await?;
    let before = rested(orders).await?;
    let mut crowd = Crowd::connect(orders.address, &orders.tokens, orders.watchers).await?;
    // Not rested: the house soon closes a connection that does not say what it wants.
    let connected = resources::resident_kib(orders.pid)?;
    crowd.subscribe(orders.auction).await?;
    let watching = rested(orders).await?;
    let mut load = Load { orders, crowd, amount };
    let (lone, burst) = (load.lone().await?, load.burst().await?);
    let (lost, repeated) = load.faults();
    let each = |now: f64| (now - before) / orders.watchers as f64;
    let (connected_kib, watching_kib) = (each(connected), each(watching));
    Ok(Findings { connected_kib, watching_kib, lone, burst, lost, repeated })
}

async fn rested(orders: &Orders) -> Result<f64> {
    sleep(REST).await;
    resources::resident_kib(orders.pid)
}

async fn warm_up(orders: &Orders, amount: &mut i64) -> Result<()> {
    let mut crowd = Crowd::connect(orders.address, &orders.tokens, WARM_UP.0).await?;
    crowd.subscribe(orders.auction).await?;
    let mut events = 0;
    for _ in 0..WARM_UP.1 * 10 {
        crowd.bid(orders.auction, amount).await?;
        crowd.all_have_everything().await?;
        match crowd.tally() {
            Tally { events: 0, .. } => sleep(OPENING).await,
            tally => events += tally.events,
        }
        if events == WARM_UP.1 {
            return Ok(());
        }
    }
    Err("the auction does not open".into())
}

/// A crowd that watches, and bids that fall.
pub struct Load<'a> {
    orders: &'a Orders,
    crowd: Crowd,
    amount: i64,
}

impl<'a> Load<'a> {
    /// A crowd that is there, on a server that is warm.
    pub async fn begin(orders: &'a Orders) -> Result<Load<'a>> {
        let mut amount = 1_000;
        warm_up(orders, &mut amount).await?;
        let mut crowd = Crowd::connect(orders.address, &orders.tokens, orders.watchers).await?;
        crowd.subscribe(orders.auction).await?;
        Ok(Load { orders, crowd, amount })
    }

    /// Events that a watcher was not sent, and that one was sent twice.
    pub fn faults(&self) -> (u64, u64) {
        self.crowd.faults()
    }

    /// Single bids, each some time after everybody has the last.
    pub async fn lone(&mut self) -> Result<Stretch> {
        let (begun, spent) = (Instant::now(), cpu::of(self.orders.pid)?);
        while begun.elapsed() < SPAN {
            self.bid().await?;
            self.crowd.all_have_everything().await?;
            sleep(LONE).await;
        }
        self.stretch(begun, spent)
    }

    /// Many bids within an instant.
    pub async fn burst(&mut self) -> Result<Stretch> {
        sleep(REST).await;
        let (begun, spent) = (Instant::now(), cpu::of(self.orders.pid)?);
        let mut ticks = interval(BURST_TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        for _ in 0..BURST / 2 {
            ticks.tick().await;
            self.bid().await?;
            self.bid().await?;
        }
        self.crowd.all_have_everything().await?;
        let seconds = begun.elapsed();
        // Whatever were sent twice would come within this.
        sleep(REST).await;
        let stretch = self.stretch(begun, spent)?;
        if stretch.events != BURST {
            return Err(format!("of {BURST} bids at once only {} were accepted", stretch.events).into());
        }
        Ok(Stretch { seconds: seconds.as_secs_f64(), ..stretch })
    }

    async fn bid(&mut self) -> Result<()> {
        self.crowd.bid(self.orders.auction, &mut self.amount).await
    }

    fn stretch(&self, begun: Instant, spent: Duration) -> Result<Stretch> {
        let (seconds, cpu) = (begun.elapsed(), cpu::of(self.orders.pid)? - spent);
        let tally = self.crowd.tally();
        Ok(Stretch {
            events: tally.events,
            deliveries: (tally.events * self.orders.watchers) as f64,
            seconds: seconds.as_secs_f64(),
            cpu_s: cpu.as_secs_f64(),
            p50_ms: tally.wait_ms(50),
            p99_ms: tally.wait_ms(99),
        })
    }
}
