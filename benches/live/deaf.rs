//! Viewers who never read, beside a crowd that does: they subscribe, and then leave everything lying that they are sent.
//! What they cost the others in time and the server in memory, and when it has enough of them.

use crate::client::socket;
use crate::figures::median;
use crate::load::{self, Load, Stretch};
use crate::report::ratio;
use crate::{Result, resources};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};
use uuid::Uuid;

/// How many are deaf.
pub const DEAF: usize = 500;
/// What their kernels hold for each of them, so that it is soon noticed that they do not read.
const HELD: u32 = 4_096;
/// Bursts before anything is measured. The first is more than the server's kernel takes for one who does not read, both are
/// more than the house lets wait on top.
const FILL: usize = 2;
/// When to give up on a server that does not cut them: before their missing pongs would give them away.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often to look whether they are cut.
const LOOK: Duration = Duration::from_millis(20);
/// What one of them may cost the server, in KiB.
const MOST_KIB: f64 = 256.0;

/// What to load, and how many to be who do not read.
#[derive(Serialize, Deserialize)]
pub struct Orders {
    pub load: load::Orders,
    pub deaf: usize,
}

/// What it came to for those who do read.
#[derive(Serialize, Deserialize)]
pub struct Findings {
    pub lone: Stretch,
    pub burst: Stretch,
    pub lost: u64,
    pub repeated: u64,
    pub deaf: Option<Cost>,
}

/// What the deaf cost.
#[derive(Serialize, Deserialize)]
pub struct Cost {
    /// The server's resident memory for each of them, when it keeps as much as it ever does.
    pub kib: f64,
    /// And what of theirs waits in its kernel.
    pub kernel_kib: f64,
    /// From the burst after which nothing more could be written to them until the first, and the last, was cut.
    pub first_cut_s: f64,
    pub last_cut_s: f64,
}

pub async fn measure(orders: &Orders) -> Result<Findings> {
    let mut load = Load::begin(&orders.load).await?;
    load.burst().await?;
    let before = resources::resident_kib(orders.load.pid)?;
    let mut deaf = Deaf::subscribe(orders.load.address, orders.load.auction, orders.deaf).await?;
    let full = Instant::now();
    for _ in 0..FILL {
        load.burst().await?;
    }
    let (lone, burst) = (load.lone().await?, load.burst().await?);
    let each = |kib: f64| kib / orders.deaf as f64;
    let cost = match orders.deaf {
        0 => None,
        _ => {
            let kib = each(resources::resident_kib(orders.load.pid)? - before);
            let kernel_kib = each(resources::unsent_kib(orders.load.address, HELD)?);
            if deaf.left() < orders.deaf {
                return Err("the deaf were cut before all was measured: the machine is too busy".into());
            }
            let (first_cut_s, last_cut_s) = deaf.are_cut(full).await?;
            Some(Cost { kib, kernel_kib, first_cut_s, last_cut_s })
        }
    };
    let (lost, repeated) = load.faults();
    Ok(Findings { lone, burst, lost, repeated, deaf: cost })
}

/// Sockets that subscribed and do not read.
struct Deaf(Vec<TcpStream>);

impl Deaf {
    async fn subscribe(address: SocketAddr, auction: Uuid, so_many: usize) -> Result<Deaf> {
        let frame = socket::text(&format!(r#"{{"type":"subscribe","id":1,"channel":"auction:{auction}"}}"#));
        let mut deaf = Vec::new();
        for _ in 0..so_many {
            let socket = TcpSocket::new_v4()?;
            socket.set_recv_buffer_size(HELD)?;
            let mut stream = socket::shake_hands(socket.connect(address).await?, address, None).await?;
            stream.write_all(&frame).await?;
            deaf.push(stream);
        }
        Ok(Deaf(deaf))
    }

    /// How many are not cut. Found without reading: a reset is an error of the socket's, whatever is there to be read.
    fn left(&mut self) -> usize {
        self.0.retain(|stream| matches!(stream.take_error(), Ok(None)));
        self.0.len()
    }

    /// Waits until all connections are broken, and tells how long after `full` the first was, and the last.
    async fn are_cut(mut self, full: Instant) -> Result<(f64, f64)> {
        let (all, mut first) = (self.0.len(), None);
        let cutting = async {
            while self.left() > 0 {
                if self.0.len() < all {
                    first.get_or_insert_with(|| full.elapsed());
                }
                sleep(LOOK).await;
            }
        };
        let in_time = timeout(PATIENCE, cutting).await;
        in_time.map_err(|_| format!("{} of {all} who never read were not cut", self.0.len()))?;
        Ok((first.unwrap_or_default().as_secs_f64(), full.elapsed().as_secs_f64()))
    }
}

/// What is told of each side: its title, and where it is found.
type Column = (&'static str, fn(&Findings) -> f64);

/// All rounds, those with nobody deaf and those with some: medians, and the medians of the rounds' ratios.
pub fn print(watchers: usize, [alone, beside]: &[Vec<Findings>; 2]) {
    const COLUMNS: [Column; 6] = [
        ("p50 ms", |found| found.lone.p50_ms),
        ("p99 ms", |found| found.lone.p99_ms),
        ("µs CPU each", |found| found.lone.cpu_us()),
        ("burst: p50 ms", |found| found.burst.p50_ms),
        ("p99 ms", |found| found.burst.p99_ms),
        ("µs CPU each", |found| found.burst.cpu_us()),
    ];
    println!("\n| {watchers} watchers | {} |", COLUMNS.map(|(title, _)| title).join(" | "));
    println!("|---|{}", "---|".repeat(COLUMNS.len()));
    for (name, rounds) in [("alone".into(), alone), (format!("beside {DEAF} who never read"), beside)] {
        println!("| {name} | {} |", COLUMNS.map(|(_, of)| format!("{:.2}", median(rounds, of))).join(" | "));
    }
    let ratios = COLUMNS.map(|(_, of)| ratio(alone, beside, of));
    println!("| ratio | {} |\n", ratios.join(" | "));
    let costs: Vec<&Cost> = beside.iter().filter_map(|found| found.deaf.as_ref()).collect();
    println!(
        "Each who never reads: {:.1} KiB in the house, {:.1} KiB that waits in its kernel; cut {:.1} to {:.1} s after the \
         burst that was too much.",
        median(&costs, |cost| cost.kib),
        median(&costs, |cost| cost.kernel_kib),
        median(&costs, |cost| cost.first_cut_s),
        median(&costs, |cost| cost.last_cut_s),
    );
}

impl Findings {
    /// Whether the others missed nothing, and the deaf cost no more than they may.
    pub fn judge(&self) -> Result<()> {
        match (self.lost, self.repeated) {
            (0, 0) => {}
            (lost, repeated) => return Err(format!("{lost} events lost, {repeated} twice").into()),
        }
        match self.deaf.as_ref().map(|cost| cost.kib + cost.kernel_kib) {
            Some(kib) if kib > MOST_KIB => Err(format!("{kib:.0} KiB for each who never reads are too many").into()),
            _ => Ok(()),
        }
    }
}
