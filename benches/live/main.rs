//! Live delivery: `gavel serve` in a process of its own, watched by 100, 1 000 and 5 000 sockets in another, beside the
//! plainest endpoint that actix-ws makes ([`plain`]) under the very same load. How many deliveries a second, how long from a
//! bid's sending to its receipt at each watcher, what a delivery costs the server in processor time and a viewer in memory;
//! then a burst; and how long it takes until everybody is back after a restart.
//!
//! Every event must reach every watcher once and in order, or the bench fails. Each measurement has a server of its own,
//! the two sides alternate so that both meet the same weather, and of all figures the ratios mean most.
//! `GAVEL_BENCH_ROUNDS` and `GAVEL_BENCH_WATCHERS=100,1000` ask for more or less.

#[path = "../shared/client/mod.rs"]
mod client;
mod comeback;
#[path = "../shared/cpu.rs"]
mod cpu;
mod crowd;
#[path = "../shared/figures.rs"]
mod figures;
mod load;
#[path = "../shared/lots.rs"]
mod lots;
#[path = "../shared/people.rs"]
mod people;
mod plain;
mod report;
mod resources;
mod restart;
#[path = "../shared/roles.rs"]
mod roles;
#[path = "../shared/server.rs"]
mod server;

use gavel::config::Storage;
use gavel::domain::AccountId;
use gavel::store::Store;
use gavel::store::postgres::PrivatePostgres;
use load::{Findings, Orders};
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

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("--plain"), _) => actix_web::rt::System::new().block_on(plain::serve()),
        (Some("--load"), Some(orders)) => {
            roles::play(async move { load::measure(&serde_json::from_str(&orders)?).await })
        }
        (Some("--comeback"), Some(orders)) => {
            roles::play(async move { comeback::measure(serde_json::from_str(&orders)?).await })
        }
        _ => actix_web::rt::System::new().block_on(compare()),
    }
}

async fn compare() -> Result<()> {
    let counts = counts()?;
    resources::may_open(counts.iter().max().unwrap_or(&0) + OTHER_FILES)?;
    let folder = tempfile::Builder::new().prefix("gavel-bench-").tempdir()?;
    let data = folder.path().join("data");
    let postgres = PrivatePostgres::start(&data).await?;
    let measured = tokio::select! {
        measured = measure(&data, postgres, &counts) => measured,
        () = gavel::app::asked_to_stop() => Err("interrupted".into()),
    };
    // However that ended, no server is left behind on data that is about to go.
    PrivatePostgres::start(&data).await?.stop().await?;
    measured
}

fn counts() -> Result<Vec<usize>> {
    match std::env::var("GAVEL_BENCH_WATCHERS") {
        Ok(counts) => counts.split(',').map(|count| Ok(count.trim().parse::<usize>()?.max(2))).collect(),
        Err(_) => Ok(WATCHERS.to_vec()),
    }
}

async fn measure(data: &Path, postgres: PrivatePostgres, counts: &[usize]) -> Result<()> {
    let store = Store::open(postgres.connect_options(), &Storage::default()).await?;
    let seller = people::seller(&store).await?;
    let tokens = people::bidders(&store, 2).await?.try_into().map_err(|_| "two bidders are two")?;
    let stage = Stage { data: data.into(), store, seller, tokens };
    let rounds = figures::rounds(ROUNDS);
    let mut sides = counts.iter().map(|count| (*count, [Vec::new(), Vec::new()])).collect::<Vec<_>>();
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        for (watchers, findings) in &mut sides {
            for (side, findings) in SIDES.iter().zip(findings) {
                let found = stage.measure(*side, *watchers).await?;
                report::in_short(*side, *watchers, &found);
                findings.push(found);
            }
        }
    }
    report::head();
    sides.iter().for_each(|(watchers, findings)| report::rows(*watchers, findings));
    println!("\nEvery event reached every watcher once and in order.");
    let auction = lots::publish(&stage.store, seller).await?.auction.0;
    let Stage { store, tokens, .. } = stage;
    store.close().await;
    // From here on the house is the only one to use its PostgreSQL, and stops it too.
    let house = Server::start(server::house(data, "127.0.0.1:0")).await?;
    postgres.stop().await?;
    restart::measure(data, house, auction, &tokens, counts.iter().copied().max().unwrap_or(0)).await
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
    /// A server of its own, a client of its own, an auction of its own.
    async fn measure(&self, side: Side, watchers: usize) -> Result<Findings> {
        let auction = lots::publish(&self.store, self.seller).await?.auction.0;
        let server = Server::start(match side {
            Side::House => server::house(&self.data, "127.0.0.1:0"),
            Side::Plain => roles::role("--plain", "")?,
        })
        .await?;
        let (address, pid) = (server.address, server.pid);
        let orders = Orders { address, pid, auction, tokens: self.tokens.clone(), watchers };
        let found: Findings = roles::found_by(roles::role("--load", &serde_json::to_string(&orders)?)?).await?;
        server.stop().await?;
        match (found.lost, found.repeated) {
            (0, 0) => Ok(found),
            (lost, repeated) => Err(format!("{}: {lost} events lost, {repeated} twice", side.name()).into()),
        }
    }
}
