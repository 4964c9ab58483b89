//! The whole house against a row-locked transaction per bid behind the same front: one hot auction over WebSocket, 16
//! bidders with 16 bids in flight each, on the same private PostgreSQL with fsync on. What counts are bids that were
//! accepted, and are durable, per second.
//!
//! The bidders are a process of their own (this program again), so that no side's threads do their work. They are signed
//! in, watch the auction they bid on, and take their verdicts as they come. Both sides are measured with a house running,
//! in alternate rounds, so that both meet the same weather; the medians count, and of those only their ratio means
//! anything on another machine. At the end every bid that was counted must be in the ledger, and no other.

mod bidders;
#[path = "../shared/figures.rs"]
mod figures;
#[path = "../shared/lots.rs"]
mod lots;
#[path = "../shared/people.rs"]
mod people;
#[path = "../shared/postgres.rs"]
mod postgres;
mod row_locked;
#[path = "../shared/client/socket.rs"]
mod socket;
#[path = "../shared/waits.rs"]
mod waits;

use bidders::{Orders, Tally};
use clap::Parser;
use gavel::app::Application;
use gavel::config::{Settings, Storage};
use gavel::domain::AuctionId;
use gavel::store::Store;
use gavel::store::postgres::PrivatePostgres;
use row_locked::RowLocked;
use sqlx::postgres::PgPool;
use std::error::Error;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Rounds; in each, both sides are measured once.
const ROUNDS: usize = 5;
/// How long a round lasts, and how long both sides are given to get up to speed before it.
const SPAN: Duration = Duration::from_secs(3);
/// See [`SPAN`].
const WARM_UP: Duration = Duration::from_secs(1);
/// Who bids on the auction.
const BIDDERS: usize = 16;
/// What the house is to be worth.
const GOAL: f64 = 15.0;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    if let (Some("--bidders"), Some(orders)) = (arguments.next().as_deref(), arguments.next()) {
        return bidders::bid(&serde_json::from_str(&orders)?);
    }
    // The house below finds this server running on its data, and uses it too.
    actix_web::rt::System::new().block_on(postgres::with_postgres(measure))
}

async fn measure(data: &Path, postgres: &PrivatePostgres) -> Result<()> {
    let store = Store::open(postgres.connect_options(), &Storage::default()).await?;
    let seller = people::seller(&store).await?;
    let tokens = people::bidders(&store, BIDDERS).await?;
    // Open before there is a house that would open it.
    let row_locked = RowLocked::open(postgres, lots::publish(&store, seller).await?, seller).await?;

    let house = Application::build(settings(data)?).await?;
    let (address, (handle, live)) = (house.address(), house.handle());
    let serving = actix_web::rt::spawn(house.run());
    let auction = lots::publish(&store, seller).await?.auction;
    live.published(auction).await?;
    let front = row_locked.listen(store.clone(), live.clone(), settings(data)?.workers())?;

    let mut sides = [
        Side::new("row-locked transaction per bid", front.address, row_locked.auction()),
        Side::new("the house", address, auction),
    ];
    let rounds = figures::rounds(ROUNDS);
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        for side in &mut sides {
            side.measure(row_locked.pool(), &tokens).await?;
        }
    }
    front.handle.stop(false).await;
    live.drain().await;
    handle.stop(false).await;
    serving.await??;
    report(&sides);
    for side in &sides {
        side.check(row_locked.pool()).await?;
    }
    row_locked.pool().close().await;
    store.close().await;
    Ok(())
}

/// One of the two that are compared.
struct Side {
    name: &'static str,
    address: SocketAddr,
    auction: AuctionId,
    tallies: Vec<Tally>,
}

impl Side {
    fn new(name: &'static str, address: SocketAddr, auction: AuctionId) -> Side {
        Side { name, address, auction, tallies: Vec::new() }
    }

    /// Sends the bidders in, and writes down what they found.
    async fn measure(&mut self, pool: &PgPool, tokens: &[String]) -> Result<()> {
        let minimum = sqlx::query_scalar("select minimum from auction where id = $1").bind(self.auction.0);
        let minimum: i64 = minimum.fetch_one(pool).await?;
        let orders = Orders { address: self.address, auction: self.auction.0, tokens: tokens.to_vec(), minimum };
        let bidders = tokio::process::Command::new(std::env::current_exe()?)
            .args(["--bidders", &serde_json::to_string(&orders)?])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?
            .wait_with_output()
            .await?;
        if !bidders.status.success() {
            return Err(format!("the bidders of {} came back with {}", self.name, bidders.status).into());
        }
        let tally: Tally = serde_json::from_slice(&bidders.stdout)?;
        println!("  {:<31} {:>9.0} bids/s", self.name, tally.per_second());
        self.tallies.push(tally);
        Ok(())
    }

    fn median(&self, of: impl Fn(&Tally) -> f64) -> f64 {
        figures::median(&self.tallies, of)
    }

    /// Every bid that was accepted is in the ledger, and no other.
    async fn check(&self, pool: &PgPool) -> Result<()> {
        let bids = sqlx::query_scalar("select count(*) from event where auction_id = $1 and kind = 'bid'");
        let bids: i64 = bids.bind(self.auction.0).fetch_one(pool).await?;
        let accepted: u64 = self.tallies.iter().map(|tally| tally.accepted_in_all).sum();
        if bids == i64::try_from(accepted)? {
            Ok(())
        } else {
            Err(format!("{}: {accepted} bids accepted, {bids} stored", self.name).into())
        }
    }
}

fn report(sides: &[Side; 2]) {
    println!("\none hot auction over WebSocket, {BIDDERS} bidders with {} bids in flight each", bidders::IN_FLIGHT);
    for side in sides {
        let (rate, rejected) = (side.median(Tally::per_second), side.median(Tally::rejected_share));
        let (p50, p99) = (side.median(|tally| tally.p50_ms), side.median(|tally| tally.p99_ms));
        println!(
            "  {:<31} {rate:>9.0} bids/s   p50 {p50:>6.1} ms   p99 {p99:>6.1} ms   rejected {:>4.1} %",
            side.name,
            rejected * 100.0
        );
    }
    let [row_locked, house] = sides.each_ref().map(|side| side.median(Tally::per_second));
    println!("  ratio {:.1} (goal {GOAL:.0})", house / row_locked);
}

/// As `gavel serve` has them, on a port of the system's choice.
fn settings(data: &Path) -> Result<Settings> {
    #[derive(Parser)]
    struct Serve {
        #[command(flatten)]
        settings: Settings,
    }
    let data = data.to_str().ok_or("the temporary folder has a name that is no text")?;
    // Sixteen bidders who bid as fast as they can.
    let flags = ["front", "--listen", "127.0.0.1:0", "--data", data, "--rate-limits", "off"];
    let mut settings = Serve::try_parse_from(flags)?.settings;
    // Whatever the environment says.
    (settings.database_url, settings.demo) = (None, false);
    Ok(settings)
}
