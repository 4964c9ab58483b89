//! A hundred buyers, in one thread: each bids every few seconds over plain HTTP, and watches in one of four ways. When each
//! sees a bid is noted, and every request and byte of the watching; what the server spends meanwhile is read from its process.

use crate::client::bid;
use crate::client::http::Connection;
use crate::client::listener::Desk;
use crate::waits::percentile;
use crate::watching::{self, Way};
use crate::{Result, cpu};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::fs;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::{interval_at, sleep};
use uuid::Uuid;

/// How long is measured, and how long everybody bids and watches before.
const SPAN: Duration = Duration::from_secs(10);
/// See [`SPAN`].
const WARM_UP: Duration = Duration::from_secs(3);
/// How long after the end somebody may still see the last bid: a poll and then some.
const AFTER: Duration = Duration::from_millis(1_500);
/// How often each buyer bids. Shorter than the five seconds after which the server closes an idle connection.
pub const EVERY: Duration = Duration::from_secs(4);
/// Each bid is well above the last.
const STEP: i64 = 10;

/// Whom to watch and how, and as whom.
#[derive(Serialize, Deserialize)]
pub struct Orders {
    pub address: SocketAddr,
    /// The server's process, and its PostgreSQL's.
    pub house: u32,
    pub postgres: u32,
    pub auction: Uuid,
    pub tokens: Vec<String>,
    pub way: Way,
}

/// What it came to.
#[derive(Serialize, Deserialize)]
pub struct Findings {
    /// Bids that were accepted within the span, each to be seen by every buyer.
    pub bids: usize,
    /// So many times one was seen.
    pub seen: usize,
    pub requests: usize,
    pub bytes: usize,
    /// Processor time of the house, and of its PostgreSQL.
    pub house_s: f64,
    pub postgres_s: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

/// What the buyers know together.
pub struct Market {
    pub orders: Orders,
    pub desk: Desk,
    begun: Instant,
    amount: Cell<i64>,
    /// Which event an accepted bid became, and when it was sent, in microseconds since the beginning.
    sent: RefCell<Vec<(u32, u32)>>,
    /// Which event somebody saw, and when.
    seen: RefCell<Vec<(u32, u32)>>,
    pub requests: Cell<usize>,
    pub bytes: Cell<usize>,
    trouble: RefCell<Option<String>>,
}

pub async fn measure(orders: Orders) -> Result<Findings> {
    let market = Rc::new(Market::of(orders));
    let mut buyers = JoinSet::new();
    for number in 0..market.orders.tokens.len() {
        buyers.spawn_local(bid(market.clone(), number));
        buyers.spawn_local(watch(market.clone(), number));
    }
    sleep(WARM_UP).await;
    let before = market.state()?;
    sleep(SPAN).await;
    let after = market.state()?;
    sleep(AFTER).await;
    match market.trouble.take() {
        Some(trouble) => Err(trouble.into()),
        None => Ok(market.findings(&before, &after)),
    }
}

/// Where the counters are at an instant.
struct State {
    at: u32,
    requests: usize,
    bytes: usize,
    house: Duration,
    postgres: Duration,
}

impl Market {
    fn of(orders: Orders) -> Market {
        Market {
            orders,
            desk: Desk::default(),
            begun: Instant::now(),
            amount: Cell::new(1_000),
            sent: RefCell::default(),
            seen: RefCell::default(),
            requests: Cell::default(),
            bytes: Cell::default(),
            trouble: RefCell::default(),
        }
    }

    fn micros(&self) -> u32 {
        u32::try_from(self.begun.elapsed().as_micros()).unwrap_or(u32::MAX)
    }

    /// Somebody who was at `place` sees the auction as it is after event `seq`.
    pub fn sees(&self, place: &mut u32, seq: u32) {
        // The first look is at what had happened before.
        if *place > 0 {
            let at = self.micros();
            self.seen.borrow_mut().extend((*place + 1..=seq).map(|seq| (seq, at)));
        }
        *place = seq.max(*place);
    }

    /// A request of somebody who watches, or a part of an answer.
    pub fn count(&self, requests: usize, bytes: usize) {
        self.requests.set(self.requests.get() + requests);
        self.bytes.set(self.bytes.get() + bytes);
    }

    fn state(&self) -> Result<State> {
        let postgres = cpu_with_children(self.orders.postgres)?;
        let house = cpu::of(self.orders.house)?;
        Ok(State { at: self.micros(), requests: self.requests.get(), bytes: self.bytes.get(), house, postgres })
    }

    fn findings(&self, before: &State, after: &State) -> Findings {
        let (mut sent, seen) = (self.sent.take(), self.seen.take());
        sent.retain(|(_, at)| (before.at..after.at).contains(at));
        sent.sort_unstable();
        let wait = |(seq, at): &(u32, u32)| {
            let place = sent.binary_search_by_key(seq, |(seq, _)| *seq).ok()?;
            Some(at.saturating_sub(sent[place].1))
        };
        let mut waits: Vec<u32> = seen.iter().filter_map(wait).collect();
        waits.sort_unstable();
        Findings {
            bids: sent.len(),
            seen: waits.len(),
            requests: after.requests - before.requests,
            bytes: after.bytes - before.bytes,
            house_s: (after.house - before.house).as_secs_f64(),
            postgres_s: (after.postgres - before.postgres).as_secs_f64(),
            p50_ms: f64::from(percentile(&waits, 50)) / 1000.0,
            p99_ms: f64::from(percentile(&waits, 99)) / 1000.0,
        }
    }
}

/// Processor time of a process and of those it has started, which must all still run.
fn cpu_with_children(pid: u32) -> Result<Duration> {
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"))?;
    let mut sum = cpu::of(pid)?;
    for child in children.split_whitespace() {
        // One that has ended meanwhile was no connection of the house's.
        sum += cpu::of(child.parse()?).unwrap_or_default();
    }
    Ok(sum)
}

/// One buyer's bids, in even distances from those of the others.
async fn bid(market: Rc<Market>, number: usize) {
    let buyers = market.orders.tokens.len() as u32;
    let mut ticks = interval_at(tokio::time::Instant::now() + EVERY * number as u32 / buyers, EVERY);
    loop {
        let bidding = async {
            let mut connection = Connection::open(market.orders.address).await?;
            loop {
                ticks.tick().await;
                market.bid(&mut connection, number).await?;
            }
        };
        let ended: Result<()> = bidding.await;
        if let Err(error) = ended {
            market.trouble.replace(Some(format!("a bid went wrong: {error}")));
        }
    }
}

impl Market {
    async fn bid(&self, connection: &mut Connection, number: usize) -> Result<()> {
        self.amount.set(self.amount.get() + STEP);
        let Orders { address, auction, tokens, .. } = &self.orders;
        let (request, at) = (bid::request(*address, *auction, &tokens[number], self.amount.get()), self.micros());
        let accepted = bid::place(connection, &request).await?;
        self.sent.borrow_mut().extend(accepted.map(|seq| (seq, at)));
        Ok(())
    }
}

async fn watch(market: Rc<Market>, number: usize) {
    if let Err(error) = watching::watch(&market, number).await {
        market.trouble.replace(Some(format!("somebody could not watch: {error}")));
    }
}
