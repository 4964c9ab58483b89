//! Watchers that come back: whatever ends their sockets, each waits with full jitter as the page's own script does, resumes
//! from the last event it has, and follows the rules of `docs/PROTOCOL.md`. What each was told is held against what it was
//! to be told.

use crate::Result;
use crate::client::frames::Told;
use crate::client::listener::{Desk, Listener};
use crate::client::socket;
use serde::{Deserialize, Serialize};
use std::cell::{Ref, RefCell, RefMut};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

/// When to give up on a server that does not answer, and on whoever does not come back.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often to look whether everybody is there.
const LOOK: Duration = Duration::from_millis(20);
/// Handshakes begun at once when everybody comes for the first time.
const AT_ONCE: usize = 64;
/// The bounds of the wait before coming back, in milliseconds, until a `hello` has said otherwise.
const RETRY_MS: [u64; 2] = [500, 15_000];
/// The longest gap that the house replays event by event; only a longer one may be told by a snapshot.
const REPLAYED: u32 = 200;

/// Whom to watch, as whom to bid, and how many to be.
#[derive(Clone, Serialize, Deserialize)]
pub struct Orders {
    pub address: SocketAddr,
    pub auction: Uuid,
    pub tokens: [String; 2],
    pub watchers: usize,
}

/// Watchers that are there. Dropped, they leave.
pub struct Watchers {
    board: Rc<Board>,
    _staying: JoinSet<()>,
}

/// Where and how they watch.
struct Board {
    address: SocketAddr,
    auction: Uuid,
    /// The longest wait before coming back, whatever the house allows.
    longest_wait: Duration,
    desk: Desk,
    watchers: RefCell<Vec<Watcher>>,
    record: RefCell<Record>,
}

/// One watcher's view.
#[derive(Clone, Default)]
pub struct Watcher {
    /// How far it is, if it has ever been told.
    pub place: Option<Place>,
    /// Events it was told, and those that a snapshot told it instead, since its first place.
    pub told: u32,
    pub covered: u32,
}

/// Where a watcher is in the auction's log.
#[derive(Clone)]
pub struct Place {
    epoch: String,
    pub seq: u32,
    pub hash: u64,
    /// The number it began with.
    pub since: u32,
}

/// What happened to all of them together.
#[derive(Default)]
pub struct Record {
    /// How long each was away, from a socket's end to the resuming, in milliseconds.
    pub away_ms: Vec<u32>,
    /// How many events each had missed when it came back.
    pub gaps: Vec<u32>,
    /// Events that were not sent, or sent twice.
    pub lost: u64,
    pub repeated: u64,
    /// Resumptions that were a snapshot, and those of them that should not have been.
    pub snapshots: u64,
    pub needless: u64,
}

/// How a socket ended.
#[derive(Default)]
struct End {
    /// It had been subscribed.
    settled: bool,
    after_ms: u64,
    retry_ms: Option<[u64; 2]>,
}

impl Watchers {
    /// Comes with so many, a few at a time, and waits until all are there.
    pub async fn come(address: SocketAddr, orders: &Orders, longest_wait: Duration) -> Result<Watchers> {
        let board = Rc::new(Board {
            address,
            auction: orders.auction,
            longest_wait,
            desk: Desk::default(),
            watchers: RefCell::new(vec![Watcher::default(); orders.watchers]),
            record: RefCell::default(),
        });
        let mut staying = JoinSet::new();
        let present = |so_many| move |here: &Watchers| here.each().filter(|one| one.place.is_some()).count() >= so_many;
        let mut here = Watchers { board, _staying: JoinSet::new() };
        for number in 0..orders.watchers {
            staying.spawn_local(stay(here.board.clone(), number));
            if number % AT_ONCE == AT_ONCE - 1 {
                here.until("the first are there", present(number + 1)).await?;
            }
        }
        here._staying = staying;
        here.until("everybody is there", present(orders.watchers)).await?;
        Ok(here)
    }

    /// Waits until it is so.
    pub async fn until(&self, what: &str, so: impl Fn(&Watchers) -> bool) -> Result<()> {
        let waiting = async {
            while !so(self) {
                sleep(LOOK).await;
            }
        };
        Ok(timeout(PATIENCE, waiting).await.map_err(|_| format!("waited in vain until {what}"))?)
    }

    /// Each as it is now.
    pub fn each(&self) -> impl Iterator<Item = Watcher> {
        self.board.watchers.borrow().clone().into_iter()
    }

    /// The event that everybody has.
    pub fn all_have(&self) -> u32 {
        let watchers = self.board.watchers.borrow();
        watchers.iter().map(|one| one.place.as_ref().map_or(0, |place| place.seq)).min().unwrap_or(0)
    }

    /// What happened so far.
    pub fn record(&self) -> Ref<'_, Record> {
        self.board.record.borrow()
    }
}

impl Board {
    fn watcher(&self, number: usize) -> RefMut<'_, Watcher> {
        RefMut::map(self.watchers.borrow_mut(), |watchers| &mut watchers[number])
    }

    /// A watcher is told events, none if `last` is before `first`: it applies what comes next, and drops what it has.
    fn events(&self, number: usize, first: u32, last: u32, hash: u64) {
        let Watcher { place: Some(place), told, .. } = &mut *self.watcher(number) else { return };
        let (next, mut record) = (place.seq + 1, self.record.borrow_mut());
        record.lost += u64::from(first.saturating_sub(next));
        record.repeated += u64::from(next.saturating_sub(first).min(last + 1 - first));
        if last >= next {
            (place.seq, place.hash) = (last, hash);
            *told += last + 1 - first.max(next);
        }
    }

    /// A watcher is told where the auction is: it begins from there.
    fn snapshot(&self, number: usize, epoch: String, seq: u32, hash: u64) {
        let mut watcher = self.watcher(number);
        let since = watcher.place.as_ref().map_or(seq, |place| place.since);
        if let Some(before) = watcher.place.replace(Place { epoch, seq, hash, since }) {
            let (gap, mut record) = (seq.saturating_sub(before.seq), self.record.borrow_mut());
            watcher.covered += gap;
            record.snapshots += 1;
            record.needless += u64::from(gap <= REPLAYED);
            record.repeated += u64::from(before.seq.saturating_sub(seq));
        }
    }

    /// A watcher is subscribed again, or for the first time: everything up to `seq` was to come before. It had `had` when it
    /// asked.
    fn arrived(&self, number: usize, seq: u32, had: u32, gone: Option<Instant>) {
        self.events(number, seq + 1, seq, 0);
        if let Some(gone) = gone {
            let mut record = self.record.borrow_mut();
            record.away_ms.push(u32::try_from(gone.elapsed().as_millis()).unwrap_or(u32::MAX));
            record.gaps.push(seq.saturating_sub(had));
        }
    }
}

/// One watcher, through thick and thin.
async fn stay(board: Rc<Board>, number: usize) {
    let (mut attempt, mut gone, mut retry_ms) = (0, None, RETRY_MS);
    loop {
        let end = visit(&board, number, gone).await;
        if end.settled {
            (attempt, gone) = (0, Some(Instant::now()));
        }
        retry_ms = end.retry_ms.unwrap_or(retry_ms);
        let [first, longest] = retry_ms;
        let bound = Duration::from_millis(longest.min(first << attempt)).min(board.longest_wait);
        attempt = (attempt + 1).min(10);
        sleep(Duration::from_millis(end.after_ms) + bound.mul_f64(rand::random())).await;
    }
}

/// One socket, from its handshake to its end.
async fn visit(board: &Board, number: usize, gone: Option<Instant>) -> End {
    let mut end = End::default();
    let Ok(stream) = socket::open(board.address, None).await else { return end };
    let (reader, mut writer) = stream.into_split();
    let had = board.watcher(number).place.clone();
    if writer.write_all(&subscribe(board.auction, had.as_ref())).await.is_err() {
        return end;
    }
    let had = had.map_or(0, |place| place.seq);
    let mut listener = Listener::new(reader);
    loop {
        let heard = listener.hear(&board.desk, |told| {
            match told {
                Told::Hello { retry_ms } => end.retry_ms = Some(retry_ms),
                Told::Snapshot { epoch, seq, hash } => board.snapshot(number, epoch, seq, hash),
                Told::Subscribed { seq, .. } => {
                    board.arrived(number, seq, had, gone);
                    end.settled = true;
                }
                Told::Events { first, last, hash } => board.events(number, first, last, hash),
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

fn subscribe(auction: Uuid, place: Option<&Place>) -> Vec<u8> {
    let resume = place.map(|Place { epoch, seq, .. }| format!(r#","epoch":"{epoch}","seq":{seq}"#)).unwrap_or_default();
    socket::text(&format!(r#"{{"type":"subscribe","id":1,"channel":"auction:{auction}"{resume}}}"#))
}
