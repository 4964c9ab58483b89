//! Which transport? A hundred buyers bid all the time and watch each other's bids, by polling once a second, by long
//! polling, by server-sent events and over a WebSocket in turn. What each asks of the network and of `gavel serve` for one
//! bid to be seen by one buyer, and how long it takes until it is.
//!
//! Bids are placed over plain HTTP in all four, and everybody is signed in. A fifth run, in which nobody watches, tells what
//! the bids alone cost; that is taken off. `GAVEL_BENCH_ROUNDS` asks for more rounds. Prints a table, and draws
//! `docs/transports.svg`.

mod buyers;
mod chart;
#[path = "../shared/client/mod.rs"]
mod client;
#[path = "../shared/cpu.rs"]
mod cpu;
#[path = "../shared/figures.rs"]
mod figures;
#[path = "../shared/lots.rs"]
mod lots;
#[path = "../shared/people.rs"]
mod people;
#[path = "../shared/postgres.rs"]
mod postgres;
#[path = "../shared/roles.rs"]
mod roles;
#[path = "../shared/server.rs"]
mod server;
#[path = "../shared/waits.rs"]
mod waits;
mod watching;

use buyers::{Findings, Orders};
use figures::median;
use gavel::config::Storage;
use gavel::domain::AccountId;
use gavel::store::Store;
use gavel::store::postgres::PrivatePostgres;
use server::Server;
use std::error::Error;
use std::path::Path;
use watching::Way;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Rounds; in each, every way is measured once.
const ROUNDS: usize = 3;
/// Who bids and watches.
const BUYERS: usize = 100;
/// Where the chart goes.
const CHART: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/transports.svg");

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    if let (Some("--buyers"), Some(orders)) = (arguments.next().as_deref(), arguments.next()) {
        return roles::play(async move { buyers::measure(serde_json::from_str(&orders)?).await });
    }
    actix_web::rt::System::new().block_on(postgres::with_postgres(compare))
}

async fn compare(data: &Path, postgres: &PrivatePostgres) -> Result<()> {
    let store = Store::open(postgres.connect_options(), &Storage::default()).await?;
    let seller = people::seller(&store).await?;
    let tokens = people::bidders(&store, BUYERS).await?;
    let house = Server::start(server::house(data, "127.0.0.1:0")).await?;
    let postmaster = std::fs::read_to_string(data.join("postgres/postmaster.pid"))?;
    let postmaster = postmaster.lines().next().unwrap_or_default().trim().parse()?;
    let stage = Stage { store, seller, tokens, house, postmaster };
    let rounds = figures::rounds(ROUNDS);
    let mut measured = Way::ALL.map(|way| (way, Vec::new()));
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        let idle = stage.measure(Way::Nobody).await?;
        for (way, costs) in &mut measured {
            costs.push(Cost::of(&stage.measure(*way).await?, &idle));
        }
    }
    stage.house.stop().await?;
    stage.store.close().await;
    report(&measured.map(|(way, costs)| (way, Cost::median(&costs))))
}

/// Everything that is there before the buyers are.
struct Stage {
    store: Store,
    seller: AccountId,
    tokens: Vec<String>,
    house: Server,
    postmaster: u32,
}

impl Stage {
    /// An auction of its own, and buyers of its own.
    async fn measure(&self, way: Way) -> Result<Findings> {
        let auction = lots::publish(&self.store, self.seller).await?.auction.0;
        let (address, tokens) = (self.house.address, self.tokens.clone());
        let orders = Orders { address, house: self.house.pid, postgres: self.postmaster, auction, tokens, way };
        let found: Findings = roles::found_by(roles::role("--buyers", &serde_json::to_string(&orders)?)?).await?;
        let Findings { bids, seen, .. } = found;
        println!("  {:<12} {bids} bids, seen {seen} times", way.name());
        match way == Way::Nobody || seen == bids * BUYERS {
            true => Ok(found),
            false => Err(format!("{}: {bids} bids were seen {seen} times", way.name()).into()),
        }
    }
}

/// What it takes until one buyer sees one bid.
pub struct Cost {
    pub requests: f64,
    pub bytes: f64,
    pub house_us: f64,
    pub postgres_us: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

impl Cost {
    fn of(found: &Findings, idle: &Findings) -> Cost {
        let sights = found.seen as f64;
        // Both spans are as long, and have as many bids but for one or two.
        let each_us = |now: f64, idle: f64| (now - idle).max(0.0) * 1e6 / sights;
        Cost {
            requests: found.requests as f64 / sights,
            bytes: found.bytes as f64 / sights,
            house_us: each_us(found.house_s, idle.house_s),
            postgres_us: each_us(found.postgres_s, idle.postgres_s),
            p50_ms: found.p50_ms,
            p99_ms: found.p99_ms,
        }
    }

    fn median(costs: &[Cost]) -> Cost {
        Cost {
            requests: median(costs, |cost| cost.requests),
            bytes: median(costs, |cost| cost.bytes),
            house_us: median(costs, |cost| cost.house_us),
            postgres_us: median(costs, |cost| cost.postgres_us),
            p50_ms: median(costs, |cost| cost.p50_ms),
            p99_ms: median(costs, |cost| cost.p99_ms),
        }
    }
}

fn report(measured: &[(Way, Cost)]) -> Result<()> {
    let bids = BUYERS as f64 / buyers::EVERY.as_secs_f64();
    println!("\n{BUYERS} buyers, {bids:.0} bids a second; for each bid and each buyer who sees it:\n");
    println!("| watched by | seen after, p50 | p99 | requests | bytes | µs CPU, house | µs CPU, PostgreSQL |");
    println!("|---|---|---|---|---|---|---|");
    for (way, Cost { requests, bytes, house_us, postgres_us, p50_ms, p99_ms }) in measured {
        let way = way.name();
        println!(
            "| {way} | {p50_ms:.1} ms | {p99_ms:.1} ms | {requests:.2} | {bytes:.0} | {house_us:.0} | {postgres_us:.0} |"
        );
    }
    if cfg!(debug_assertions) {
        println!("\nNot drawn: a debug build says nothing about a release.");
        return Ok(());
    }
    std::fs::write(CHART, chart::draw(measured))?;
    println!("\nDrawn to docs/transports.svg");
    Ok(())
}
