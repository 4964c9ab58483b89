//! A restart under everybody: the house is told to stop, PostgreSQL and all, and started again where it was.

use crate::Result;
use crate::comeback::Findings;
use crate::returning::Orders;
use crate::roles::role;
use crate::server::{self, Server};
use std::io::Error;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;
use tokio::io::{AsyncBufReadExt, BufReader};
use uuid::Uuid;

/// Restarts `house` under so many watchers, and prints how long it takes until all are back.
pub async fn measure(data: &Path, house: Server, auction: Uuid, tokens: &[String; 2], watchers: usize) -> Result<()> {
    let address = house.address;
    let orders = Orders { address, auction, tokens: tokens.clone(), watchers };
    let mut clients = role("--comeback", &serde_json::to_string(&orders)?)?.stdout(Stdio::piped()).spawn()?;
    let mut says = BufReader::new(clients.stdout.take().ok_or("no standard output")?).lines();
    let mut line = async || says.next_line().await?.ok_or_else(|| Error::other("the clients gave up"));
    line().await?;
    let told_to_stop = Instant::now();
    house.stop().await?;
    let closed = told_to_stop.elapsed();
    let house = Server::start(server::house(data, &address.to_string())).await?;
    let open = told_to_stop.elapsed();
    line().await?;
    let back = told_to_stop.elapsed();
    let found: Findings = serde_json::from_str(&line().await?)?;
    house.stop().await?;
    println!("\n{watchers} watchers, the house restarted under them");
    println!("  closed after {:.1} s, open again after {:.1} s", closed.as_secs_f64(), open.as_secs_f64());
    println!("  everybody back and resumed after {:.1} s", back.as_secs_f64());
    println!("  away for p50 {:.1} s, p99 {:.1} s", secs(found.away_p50_ms), secs(found.away_p99_ms));
    println!(
        "  {} bids before and {} after; {} events lost, {} twice, {} told by a snapshot instead",
        found.accepted_before, found.accepted_after, found.lost, found.repeated, found.snapshots
    );
    match (found.lost, found.repeated) {
        (0, 0) => Ok(()),
        _ => Err("a restart must lose nothing".into()),
    }
}

fn secs(ms: u32) -> f64 {
    f64::from(ms) / 1000.0
}
