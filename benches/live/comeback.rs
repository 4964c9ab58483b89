//! Watchers that come back: each obeys the server's `bye`, waits with full jitter as the page's own script does, and resumes
//! from the last event it has. Bids fall before and after, under keys that make sending one again harmless.

use crate::Result;
use crate::client::frames::Told;
use crate::client::http::Connection;
use crate::client::listener::{Desk, Listener};
use crate::client::{bid, socket};
use crate::figures::percentile;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

/// When to give up on a server that does not answer, and on whoever does not come back.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long bids fall before the restart, and once everybody is back.
const BIDDING: Duration = Duration::from_secs(1);
/// Between two bids, and before one is sent again.
const PAUSE: Duration = Duration::from_millis(50);
/// How often to look whether everybody is there.
const LOOK: Duration = Duration::from_millis(20);
/// Handshakes begun at once when everybody comes for the first time.
const AT_ONCE: usize = 64;
/// The first bound of the jitter and the largest, in milliseconds, as the house's `hello` has them.
const RETRY_MS: (u64, u64) = (500, 15_000);
/// See the other benches: each bid is well above the last.
const STEP: i64 = 10;

/// Whom to watch, as whom to bid, and how many to be.
#[derive(Clone, Serialize, Deserialize)]
pub struct Orders {
    pub address: SocketAddr,
    pub auction: Uuid,
    pub tokens: [String; 2],
    pub watchers: usize,
}

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

/// What all watchers know together.
struct Board {
    orders: Orders,
    desk: Desk,
    /// How far each watcher is, if it has ever been subscribed.
    places: RefCell<Vec<Option<Place>>>,
    /// How long each was away, in milliseconds, of those who are back.
    away: RefCell<Vec<u32>>,
    accepted: Cell<usize>,
    last_accepted: Cell<u32>,
    lost: Cell<u64>,
    repeated: Cell<u64>,
    snapshots: Cell<u64>,
}

#[derive(Clone)]
struct Place {
    epoch: String,
    seq: u32,
}

/// How a socket ended.
#[derive(Default)]
struct End {
    /// It had been subscribed.
    settled: bool,
    after_ms: u64,
}

/// Prints `ready` when everybody is there, and `back` when everybody is there again.
pub async fn measure(orders: Orders) -> Result<Findings> {
    let watchers = orders.watchers;
    let board = Rc::new(Board::new(orders));
    let mut watching = JoinSet::new();
    for number in 0..watchers {
        watching.spawn_local(stay(board.clone(), number));
        if number % AT_ONCE == AT_ONCE - 1 {
            board.until("the first are there", |board| board.present() > number).await?;
        }
    }
    watching.spawn_local(bid(board.clone()));
    board.until("everybody is there", |board| board.present() == watchers && board.accepted.get() > 0).await?;
    sleep(BIDDING).await;
    let before = board.accepted.get();
    say("ready")?;
    board.until("everybody is back", |board| board.away.borrow().len() == watchers).await?;
    say("back")?;
    sleep(BIDDING).await;
    let all = board.accepted.get();
    board.until("everybody has every event", |board| board.farthest_behind() >= board.last_accepted.get()).await?;
    let mut away = board.away.take();
    away.sort_unstable();
    Ok(Findings {
        away_p50_ms: percentile(&away, 50),
        away_p99_ms: percentile(&away, 99),
        accepted_before: before,
        accepted_after: all - before,
        lost: board.lost.get(),
        repeated: board.repeated.get(),
        snapshots: board.snapshots.get(),
    })
}

fn say(word: &str) -> Result<()> {
    let mut out = io::stdout();
    writeln!(out, "{word}")?;
    Ok(out.flush()?)
}

impl Board {
    fn new(orders: Orders) -> Board {
        let places = RefCell::new(vec![None; orders.watchers]);
        Board {
            orders,
            desk: Desk::default(),
            places,
            away: RefCell::default(),
            accepted: Cell::default(),
            last_accepted: Cell::default(),
            lost: Cell::default(),
            repeated: Cell::default(),
            snapshots: Cell::default(),
        }
    }

    async fn until(&self, what: &str, so: impl Fn(&Board) -> bool) -> Result<()> {
        let waiting = async {
            while !so(self) {
                sleep(LOOK).await;
            }
        };
        Ok(timeout(PATIENCE, waiting).await.map_err(|_| format!("waited in vain until {what}"))?)
    }

    fn present(&self) -> usize {
        self.places.borrow().iter().flatten().count()
    }

    fn farthest_behind(&self) -> u32 {
        self.places.borrow().iter().flatten().map(|place| place.seq).min().unwrap_or(0)
    }

    fn place(&self, watcher: usize) -> Option<Place> {
        self.places.borrow()[watcher].clone()
    }

    /// Moves a watcher to where a message brings it, and counts what it was not sent, or sent before.
    fn moved(&self, watcher: usize, first: u32, last: u32) {
        if let Some(place) = &mut self.places.borrow_mut()[watcher] {
            let next = place.seq + 1;
            self.lost.set(self.lost.get() + u64::from(first.saturating_sub(next)));
            self.repeated.set(self.repeated.get() + u64::from(next.saturating_sub(first).min(last + 1 - first)));
            place.seq = last.max(place.seq);
        }
    }

    /// A watcher is subscribed, for the first time or again.
    fn arrived(&self, watcher: usize, place: Place, recovered: bool, gone: Option<Instant>) {
        if let Some(gone) = gone {
            self.away.borrow_mut().push(u32::try_from(gone.elapsed().as_millis()).unwrap_or(u32::MAX));
            self.snapshots.set(self.snapshots.get() + u64::from(!recovered));
            // Everything up to here was to come before this message.
            self.moved(watcher, place.seq + 1, place.seq);
        }
        self.places.borrow_mut()[watcher] = Some(place);
    }
}

/// One watcher, through thick and thin.
async fn stay(board: Rc<Board>, watcher: usize) {
    let (mut attempt, mut gone) = (0, None);
    loop {
        let end = visit(&board, watcher, gone).await;
        if end.settled {
            (attempt, gone) = (0, Some(Instant::now()));
        }
        let bound = RETRY_MS.1.min(RETRY_MS.0 << attempt);
        attempt = (attempt + 1).min(10);
        sleep(Duration::from_millis(end.after_ms + rand::random_range(0..=bound))).await;
    }
}

/// One socket, from its handshake to its end.
async fn visit(board: &Board, watcher: usize, gone: Option<Instant>) -> End {
    let mut end = End::default();
    let Ok(stream) = socket::open(board.orders.address, None).await else { return end };
    let (reader, mut writer) = stream.into_split();
    if writer.write_all(&subscribe(board, watcher)).await.is_err() {
        return end;
    }
    let mut listener = Listener::new(reader);
    loop {
        let heard = listener.hear(&board.desk, |told| {
            match told {
                Told::Subscribed { epoch, seq, recovered } => {
                    board.arrived(watcher, Place { epoch, seq }, recovered, gone);
                    end.settled = true;
                }
                Told::Events { first, last } => board.moved(watcher, first, last),
                Told::Bye { after_ms, .. } => end.after_ms = after_ms,
                _ => {}
            }
            Ok(())
        });
        if !matches!(heard.await, Ok(1..)) {
            return end;
        }
    }
}

fn subscribe(board: &Board, watcher: usize) -> Vec<u8> {
    let auction = board.orders.auction;
    let resume = board.place(watcher).map(|Place { epoch, seq }| format!(r#","epoch":"{epoch}","seq":{seq}"#));
    let resume = resume.unwrap_or_default();
    socket::text(&format!(r#"{{"type":"subscribe","id":1,"channel":"auction:{auction}"{resume}}}"#))
}

/// Bids for ever, each bid until it is accepted.
async fn bid(board: Rc<Board>) {
    let Orders { address, auction, tokens, .. } = &board.orders;
    let mut connection = None;
    for (number, token) in tokens.iter().cycle().enumerate() {
        let request = bid::request(*address, *auction, token, 1_000 + number as i64 * STEP);
        while !matches!(try_to_bid(&board, &mut connection, &request).await, Ok(true)) {
            connection = None;
            sleep(PAUSE).await;
        }
        sleep(PAUSE).await;
    }
}

/// Whether the bid was accepted.
async fn try_to_bid(board: &Board, connection: &mut Option<Connection>, request: &str) -> Result<bool> {
    let connection = match connection {
        Some(connection) => connection,
        none => none.insert(Connection::open(board.orders.address).await?),
    };
    let Some(seq) = bid::place(connection, request).await? else { return Ok(false) };
    board.accepted.set(board.accepted.get() + 1);
    board.last_accepted.set(seq);
    Ok(true)
}
