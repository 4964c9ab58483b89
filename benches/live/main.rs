//! Live delivery: `gavel serve` in a process of its own, watched by 100, 1 000 and 5 000 sockets in another, beside the
//! plainest endpoint that actix-ws makes ([`plain`]) under the very same load. How many deliveries a second, how long from a
//! bid's sending to its receipt at each watcher, what a delivery costs the server in processor time and a viewer in memory;
//! then a burst; and how long it takes until everybody is back after a restart.
//!
//! Every event must reach every watcher once and in order, or the bench fails. Each measurement has a server of its own,
//! the two sides alternate so that both meet the same weather, and of all figures the ratios mean most.
//! `GAVEL_BENCH_ROUNDS` and `GAVEL_BENCH_WATCHERS=100,1000` ask for more or less.
//!
//! With an argument something else is shown, for 1 000 watchers: `cuts` that every event reaches everybody through networks
//! that fail all the time ([`cuts`]), for as many seconds as `GAVEL_BENCH_SECONDS` says; `deaf` that viewers who never read
//! cost the others nothing ([`deaf`]).

mod bidding;
#[path = "../shared/client/mod.rs"]
mod client;
mod comeback;
#[path = "../shared/cpu.rs"]
mod cpu;
mod crowd;
mod cuts;
mod deaf;
#[path = "../shared/figures.rs"]
mod figures;
mod load;
#[path = "../shared/lots.rs"]
mod lots;
mod network;
#[path = "../shared/people.rs"]
mod people;
mod plain;
mod report;
mod resources;
mod restart;
mod returning;
#[path = "../shared/roles.rs"]
mod roles;
#[path = "../shared/server.rs"]
mod server;
#[path = "../shared/waits.rs"]
mod waits;

use gavel::config::Storage;
use gavel::domain::AccountId;
use gavel::store::Store;
use gavel::store::postgres::PrivatePostgres;
use load::{Findings, Orders};
use serde::Serialize;
use serde::de::DeserializeOwned;
use server::Server;
use std::error::Error;
use std::path::{Path, PathBuf};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Rounds; in each, both sides are measured once with each number of watchers.
const ROUNDS: usize = 3;
/// How many watch.
const WATCHERS: [usize; 3] = [100, 1_000, 5_000];
/// Files a process opens besides its watchers' sockets.
const OTHER_FILES: usize = 200;

/// What is to be shown.
#[derive(Clone, Copy)]
enum Bench {
    Delivery,
    Cuts,
    Deaf,
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let bench = |bench| actix_web::rt::System::new().block_on(run(bench));
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("--plain"), _) => actix_web::rt::System::new().block_on(plain::serve()),
        (Some("--load"), Some(orders)) => {
            roles::play(async move { load::measure(&serde_json::from_str(&orders)?).await })
        }
        (Some("--comeback"), Some(orders)) => {
            roles::play(async move { comeback::measure(serde_json::from_str(&orders)?).await })
        }
        (Some("--through-cuts"), Some(orders)) => {
            roles::play(async move { cuts::measure(serde_json::from_str(&orders)?).await })
        }
        (Some("--beside-the-deaf"), Some(orders)) => {
            roles::play(async move { deaf::measure(&serde_json::from_str(&orders)?).await })
        }
        (Some("cuts"), _) => bench(Bench::Cuts),
        (Some("deaf"), _) => bench(Bench::Deaf),
        _ => bench(Bench::Delivery),
    }
}

async fn run(bench: Bench) -> Result<()> {
    let counts = counts(match bench {
        Bench::Delivery => &WATCHERS,
        Bench::Cuts | Bench::Deaf => &[1_000],
    })?;
    let files = counts.iter().max().unwrap_or(&0) * if matches!(bench, Bench::Cuts) { 4 } else { 1 };
    resources::may_open(files + deaf::DEAF + OTHER_FILES)?;
    let folder = tempfile::Builder::new().prefix("gavel-bench-").tempdir()?;
    let data = folder.path().join("data");
    let postgres = PrivatePostgres::start(&data).await?;
    let measured = tokio::select! {
        measured = measure(bench, &data, postgres, &counts) => measured,
        () = gavel::app::asked_to_stop() => Err("interrupted".into()),
    };
    // However that ended, no server is left behind on data that is about to go.
    PrivatePostgres::start(&data).await?.stop().await?;
    measured
}

fn counts(usual: &[usize]) -> Result<Vec<usize>> {
    match std::env::var("GAVEL_BENCH_WATCHERS") {
        Ok(counts) => counts.split(',').map(|count| Ok(count.trim().parse::<usize>()?.max(2))).collect(),
        Err(_) => Ok(usual.to_vec()),
    }
}

async fn measure(bench: Bench, data: &Path, postgres: PrivatePostgres, counts: &[usize]) -> Result<()> {
    let store = Store::open(postgres.connect_options(), &Storage::default()).await?;
    let seller = people::seller(&store).await?;
    let tokens = people::bidders(&store, 2).await?.try_into().map_err(|_| "two bidders are two")?;
    let stage = Stage { data: data.into(), store, seller, tokens };
    match bench {
        Bench::Delivery => {
            stage.compare(counts).await?;
            stage.restart(postgres, counts.iter().copied().max().unwrap_or(0)).await
        }
        Bench::Cuts => stage.cuts(counts).await,
        Bench::Deaf => stage.deaf(counts).await,
    }
}

/// One of the two that are compared.
#[derive(Clone, Copy)]
enum Side {
    Plain,
    House,
}

const SIDES: [Side; 2] = [Side::Plain, Side::House];

impl Side {
    fn name(self) -> &'static str {
        match self {
            Side::Plain => "plain actix-ws",
            Side::House => "the house",
        }
    }
}

/// Everything that is there before a server is.
struct Stage {
    data: PathBuf,
    store: Store,
    seller: AccountId,
    tokens: [String; 2],
}

impl Stage {
    /// The house and the plainest endpoint, in turn.
    async fn compare(&self, counts: &[usize]) -> Result<()> {
        let rounds = figures::rounds(ROUNDS);
        let mut sides = counts.iter().map(|count| (*count, [Vec::new(), Vec::new()])).collect::<Vec<_>>();
        for round in 1..=rounds {
            println!("round {round} of {rounds}");
            for (watchers, findings) in &mut sides {
                for (side, findings) in SIDES.iter().zip(findings) {
                    let found = self.measure(*side, *watchers).await?;
                    report::in_short(*side, *watchers, &found);
                    findings.push(found);
                }
            }
        }
        report::head();
        sides.iter().for_each(|(watchers, findings)| report::rows(*watchers, findings));
        println!("\nEvery event reached every watcher once and in order.");
        Ok(())
    }

    async fn measure(&self, side: Side, watchers: usize) -> Result<Findings> {
        let found: Findings = self.clients(side, "--load", |orders| Orders { watchers, ..orders }).await?;
        match (found.lost, found.repeated) {
            (0, 0) => Ok(found),
            (lost, repeated) => Err(format!("{}: {lost} events lost, {repeated} twice", side.name()).into()),
        }
    }

    /// A restart under everybody.
    async fn restart(self, postgres: PrivatePostgres, watchers: usize) -> Result<()> {
        let auction = lots::publish(&self.store, self.seller).await?.auction.0;
        let Stage { store, tokens, data, .. } = self;
        store.close().await;
        // From here on the house is the only one to use its PostgreSQL, and stops it too.
        let house = Server::start(server::house(&data, "127.0.0.1:0")).await?;
        postgres.stop().await?;
        restart::measure(&data, house, auction, &tokens, watchers).await
    }

    /// Everybody's network fails, again and again.
    async fn cuts(&self, counts: &[usize]) -> Result<()> {
        for watchers in counts.iter().copied() {
            let orders =
                |Orders { address, auction, tokens, .. }| returning::Orders { address, auction, tokens, watchers };
            let found: cuts::Findings = self.clients(Side::House, "--through-cuts", orders).await?;
            found.print();
            found.judge()?;
        }
        Ok(())
    }

    /// With nobody who does not read, and with some, in turn.
    async fn deaf(&self, counts: &[usize]) -> Result<()> {
        for watchers in counts.iter().copied() {
            let mut findings = [Vec::new(), Vec::new()];
            for _ in 0..figures::rounds(ROUNDS) {
                for (deaf, findings) in [0, deaf::DEAF].into_iter().zip(&mut findings) {
                    let orders = |load| deaf::Orders { load: Orders { watchers, ..load }, deaf };
                    let found: deaf::Findings = self.clients(Side::House, "--beside-the-deaf", orders).await?;
                    found.judge()?;
                    findings.push(found);
                }
            }
            deaf::print(watchers, &findings);
        }
        Ok(())
    }

    /// A server of its own, clients of its own in this role, an auction of its own.
    async fn clients<O: Serialize, F: DeserializeOwned>(
        &self,
        side: Side,
        role: &str,
        orders: impl Fn(Orders) -> O,
    ) -> Result<F> {
        let auction = lots::publish(&self.store, self.seller).await?.auction.0;
        let server = Server::start(match side {
            Side::House => server::house(&self.data, "127.0.0.1:0"),
            Side::Plain => roles::role("--plain", "")?,
        })
        .await?;
        let (address, pid, tokens) = (server.address, server.pid, self.tokens.clone());
        let orders = orders(Orders { address, pid, auction, tokens, watchers: 0 });
        let found = roles::found_by(roles::role(role, &serde_json::to_string(&orders)?)?).await?;
        server.stop().await?;
        Ok(found)
    }
}
