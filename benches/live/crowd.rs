//! The watchers of one auction, all in one thread, and the two of them that bid. What each hears is noted as little as it
//! can be: how far it is, and when each event came.

use crate::Result;
use crate::client::frames::Told;
use crate::client::listener::{Desk, Listener};
use crate::client::socket;
use crate::waits::percentile;
use futures_util::{StreamExt, TryStreamExt, stream};
use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::tcp::OwnedWriteHalf;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::timeout;
use uuid::Uuid;

/// Handshakes under way at once: enough to keep a server busy, fewer than its backlog.
const AT_ONCE: usize = 64;
/// When to give up on a server that does not answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// Each bid is so much above the last. The price that follows a beaten maximum never catches up with the next bid.
const STEP: i64 = 10;
/// Bids a socket has in flight at most; the house takes 64.
const IN_FLIGHT: usize = 60;

/// A crowd that is connected. Dropped, it hangs up.
pub struct Crowd {
    board: Rc<Board>,
    writers: Vec<OwnedWriteHalf>,
    _listening: JoinSet<()>,
}

/// What is known together.
struct Board {
    desk: Desk,
    watchers: u32,
    begun: Instant,
    greeted: Cell<u32>,
    subscribed: Cell<u32>,
    /// By event: how many have it.
    heard: RefCell<Vec<u32>>,
    /// Which event came, and when, in microseconds since the beginning.
    receipts: RefCell<Vec<(u32, u32)>>,
    bids: Bids,
    lost: Cell<u64>,
    repeated: Cell<u64>,
    trouble: RefCell<Option<String>>,
    changed: Notify,
}

/// What became of the bids; their ids count from 0.
#[derive(Default)]
struct Bids {
    /// When each was sent, in microseconds since the beginning, and by whom.
    sent: RefCell<Vec<(u32, usize)>>,
    in_flight: [Cell<usize>; 2],
    /// Which event each accepted one became.
    accepted: RefCell<Vec<(u64, u32)>>,
    last_accepted: Cell<u32>,
}

/// What an auction's bids and their deliveries came to since the crowd was last asked.
pub struct Tally {
    pub events: usize,
    /// Microseconds from a bid's sending to its receipt at each watcher, in ascending order.
    pub waits: Vec<u32>,
}

impl Tally {
    pub fn wait_ms(&self, of_a_hundred: usize) -> f64 {
        f64::from(percentile(&self.waits, of_a_hundred)) / 1000.0
    }
}

impl Crowd {
    /// Connects so many, the first of them as those who bid, and waits until all have been greeted.
    pub async fn connect(address: SocketAddr, tokens: &[String; 2], watchers: usize) -> Result<Crowd> {
        let board = Rc::new(Board::new(u32::try_from(watchers)?));
        let connecting = stream::iter(0..watchers).map(|i| socket::open(address, tokens.get(i).map(String::as_str)));
        let streams: Vec<_> = connecting.buffered(AT_ONCE).try_collect().await?;
        let (mut writers, mut listening) = (Vec::new(), JoinSet::new());
        for stream in streams {
            let (reader, writer) = stream.into_split();
            listening.spawn_local(listen(board.clone(), Listener::new(reader)));
            writers.push(writer);
        }
        let crowd = Crowd { board, writers, _listening: listening };
        crowd.until("all are greeted", |board| board.greeted.get() == board.watchers).await?;
        Ok(crowd)
    }

    /// All subscribe to the auction.
    pub async fn subscribe(&mut self, auction: Uuid) -> Result<()> {
        let frame = socket::text(&format!(r#"{{"type":"subscribe","id":1,"channel":"auction:{auction}"}}"#));
        for writer in &mut self.writers {
            writer.write_all(&frame).await?;
        }
        self.until("all are subscribed", |board| board.subscribed.get() == board.watchers).await
    }

    /// One of the two bids more than anybody has.
    pub async fn bid(&mut self, auction: Uuid, amount: &mut i64) -> Result<()> {
        *amount += STEP;
        let Bids { sent, in_flight, .. } = &self.board.bids;
        let (id, bidder) = (sent.borrow().len(), sent.borrow().len() % 2);
        self.until("the bidder hears of earlier bids", |_| in_flight[bidder].get() < IN_FLIGHT).await?;
        let bid = format!(
            r#"{{"type":"bid","id":{id},"auction":"{auction}","amount":{amount},"exact":false,"key":"{}"}}"#,
            Uuid::new_v4()
        );
        sent.borrow_mut().push((self.board.micros(), bidder));
        in_flight[bidder].set(in_flight[bidder].get() + 1);
        Ok(self.writers[bidder].write_all(&socket::text(&bid)).await?)
    }

    /// Waits until every bid has its verdict, and everybody every event.
    pub async fn all_have_everything(&self) -> Result<()> {
        self.until("everybody has every event", Board::is_complete).await
    }

    /// What came of the bids so far; from here on counts what comes next.
    pub fn tally(&self) -> Tally {
        let bids = &self.board.bids;
        let sent = bids.sent.borrow();
        let mut sent_by_seq = vec![None; self.board.heard.borrow().len()];
        for (id, seq) in bids.accepted.borrow_mut().drain(..) {
            if let Some(place) = sent_by_seq.get_mut(seq as usize) {
                *place = sent.get(id as usize).map(|(at, _)| *at);
            }
        }
        let receipts = self.board.receipts.take();
        let wait = |(seq, at): &(u32, u32)| Some(at.saturating_sub(sent_by_seq[*seq as usize]?));
        let mut waits: Vec<u32> = receipts.iter().filter_map(wait).collect();
        waits.sort_unstable();
        let events = sent_by_seq.iter().flatten().count();
        Tally { events, waits }
    }

    /// Events that somebody was not sent, and that somebody was sent twice.
    pub fn faults(&self) -> (u64, u64) {
        (self.board.lost.get(), self.board.repeated.get())
    }

    async fn until(&self, what: &str, so: impl Fn(&Board) -> bool) -> Result<()> {
        let waiting = async {
            while !so(&self.board) {
                if let Some(trouble) = self.board.trouble.take() {
                    return Err(trouble.into());
                }
                self.board.changed.notified().await;
            }
            Ok(())
        };
        timeout(PATIENCE, waiting).await.map_err(|_| format!("waited in vain until {what}"))?
    }
}

impl Board {
    fn new(watchers: u32) -> Board {
        Board {
            desk: Desk::default(),
            watchers,
            begun: Instant::now(),
            greeted: Cell::default(),
            subscribed: Cell::default(),
            heard: RefCell::default(),
            receipts: RefCell::default(),
            bids: Bids::default(),
            lost: Cell::default(),
            repeated: Cell::default(),
            trouble: RefCell::default(),
            changed: Notify::new(),
        }
    }

    fn micros(&self) -> u32 {
        u32::try_from(self.begun.elapsed().as_micros()).unwrap_or(u32::MAX)
    }

    /// Takes in what one watcher was told, whose last event was `place`.
    fn note(&self, told: Told, place: &mut u32) -> Result<()> {
        match told {
            Told::Hello { .. } => self.count(&self.greeted),
            Told::Subscribed { seq, .. } => {
                *place = seq;
                self.count(&self.subscribed);
            }
            Told::Events { first, last, .. } => self.arrived(first, last, place),
            Told::Snapshot { seq, .. } if *place > 0 => self.arrived(seq + 1, seq, place),
            Told::Accepted { id, seq } => {
                self.bids.accepted.borrow_mut().push((id, seq));
                self.bids.last_accepted.set(self.bids.last_accepted.get().max(seq));
                self.answered(id);
            }
            Told::Rejected { id } => self.answered(id),
            Told::Bye { reason, .. } => return Err(format!("the server says goodbye: {reason}").into()),
            _ => {}
        }
        Ok(())
    }

    fn count(&self, cell: &Cell<u32>) {
        cell.set(cell.get() + 1);
        if cell.get() == self.watchers {
            self.changed.notify_one();
        }
    }

    fn answered(&self, id: u64) {
        if let Some((_, bidder)) = self.bids.sent.borrow().get(id as usize) {
            let in_flight = &self.bids.in_flight[*bidder];
            in_flight.set(in_flight.get().saturating_sub(1));
        }
        self.changed.notify_one();
    }

    /// Notes what is new to a watcher, and counts what it was not sent, or sent before.
    fn arrived(&self, first: u32, last: u32, place: &mut u32) {
        let (next, at) = (*place + 1, self.micros());
        self.lost.set(self.lost.get() + u64::from(first.saturating_sub(next)));
        self.repeated.set(self.repeated.get() + u64::from(next.saturating_sub(first).min(last + 1 - first)));
        let mut heard = self.heard.borrow_mut();
        if heard.len() <= last as usize {
            heard.resize(last as usize + 1, 0);
        }
        for seq in next..=last {
            heard[seq as usize] += 1;
            if heard[seq as usize] == self.watchers {
                self.changed.notify_one();
            }
        }
        self.receipts.borrow_mut().extend((next.max(first)..=last).map(|seq| (seq, at)));
        *place = last.max(*place);
    }

    fn is_complete(&self) -> bool {
        // Whoever has an event has those before it.
        let last = self.bids.last_accepted.get();
        let everybody_has_it = last == 0 || self.heard.borrow().get(last as usize) == Some(&self.watchers);
        everybody_has_it && self.bids.in_flight.iter().all(|bids| bids.get() == 0)
    }
}

async fn listen(board: Rc<Board>, mut listener: Listener) {
    let mut place = 0;
    let trouble = loop {
        match listener.hear(&board.desk, |told| board.note(told, &mut place)).await {
            Ok(0) => break "the server hung up".into(),
            Ok(_) => {}
            Err(error) => break error.to_string(),
        }
    };
    board.trouble.replace(Some(trouble));
    board.changed.notify_one();
}
