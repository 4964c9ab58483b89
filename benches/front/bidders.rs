//! The bidders: one thread, as little work a bid as possible, so that what is measured is the server. They speak
//! WebSocket by hand, write the bids for all verdicts they read in one go, and look only at the first bytes of what
//! they are told.
//!
//! Each bid is well above everything offered before it by anybody, as if the room were looking at one board. The rules
//! let an earlier, lower bid still pass when it arrives after a higher one, but not after two of other bidders; those
//! are rejected, and not counted.

use crate::waits::percentile;
use crate::{Result, SPAN, WARM_UP, socket};
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::io::Write;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Barrier;
use uuid::Uuid;

/// Bids that each bidder has on the way.
pub const IN_FLIGHT: usize = 16;
/// Each bid is so much above the last: a price that follows a beaten maximum never catches up with the next bid.
const STEP: i64 = 10;
/// Ids of bids are their places among those in flight, from here on, so that all have two digits.
const FIRST_ID: usize = 10;
/// Frames up to this size are looked at. Verdicts are smaller; whatever is larger are events.
const SMALL: usize = 1_024;
/// When to give up on a server that does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where to bid, as whom, and from what amount on.
#[derive(Serialize, Deserialize)]
pub struct Orders {
    pub address: SocketAddr,
    pub auction: Uuid,
    pub tokens: Vec<String>,
    pub minimum: i64,
}

/// What came of it.
#[derive(Serialize, Deserialize)]
pub struct Tally {
    pub accepted: u64,
    pub rejected: u64,
    pub seconds: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    /// With those before and after the span that was measured.
    pub accepted_in_all: u64,
}

impl Tally {
    pub fn per_second(&self) -> f64 {
        self.accepted as f64 / self.seconds
    }

    pub fn rejected_share(&self) -> f64 {
        self.rejected as f64 / (self.accepted + self.rejected).max(1) as f64
    }
}

/// Bids as ordered, and prints the tally.
pub fn bid(orders: &Orders) -> Result<()> {
    let bidding = tokio::task::LocalSet::new();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let tally = bidding.block_on(&runtime, async {
        tokio::time::timeout(WARM_UP + SPAN + PATIENCE, bid_all(orders))
            .await
            .map_err(|_| "the server stopped answering")?
    })?;
    println!("{}", serde_json::to_string(&tally)?);
    Ok(())
}

async fn bid_all(orders: &Orders) -> Result<Tally> {
    let room = Rc::new(Room {
        auction: orders.auction,
        amount: Cell::new(orders.minimum),
        press: Cell::new(0),
        presses: rand::random(),
    });
    let ready = Rc::new(Barrier::new(orders.tokens.len()));
    let bidders = orders.tokens.iter().map(|token| {
        let (room, ready, address, token) = (room.clone(), ready.clone(), orders.address, token.clone());
        let bidding = tokio::task::spawn_local(async move {
            let mut bidder = Bidder::enter(room, address, &token).await?;
            ready.wait().await;
            bidder.bid().await
        });
        async { bidding.await? }
    });
    let notes = try_join_all(bidders).await?;
    let mut waits: Vec<u32> = notes.iter().flat_map(|notes| &notes.waits).copied().collect();
    waits.sort_unstable();
    Ok(Tally {
        accepted: waits.len() as u64,
        rejected: notes.iter().map(|notes| notes.rejected).sum(),
        seconds: SPAN.as_secs_f64(),
        p50_ms: f64::from(percentile(&waits, 50)) / 1000.0,
        p99_ms: f64::from(percentile(&waits, 99)) / 1000.0,
        accepted_in_all: notes.iter().map(|notes| notes.accepted_in_all).sum(),
    })
}

/// What all bidders know.
struct Room {
    auction: Uuid,
    /// The last amount anybody offered.
    amount: Cell<i64>,
    /// Counts the presses of the button, and tells those of this process from others.
    press: Cell<u64>,
    presses: u32,
}

impl Room {
    /// A bid above all others, as a frame.
    fn next_bid(&self, id: usize, out: &mut Vec<u8>) {
        self.amount.set(self.amount.get() + STEP);
        self.press.set(self.press.get() + 1);
        let start = out.len();
        // The header is filled in below. A mask of zeros leaves the payload as it is.
        out.extend_from_slice(&[0x81, 0x80 | 126, 0, 0, 0, 0, 0, 0]);
        // Writing to memory cannot fail.
        let _ = write!(
            out,
            r#"{{"type":"bid","id":{id},"auction":"{}","amount":{},"exact":false,"key":"{:08x}-0000-4000-8000-{:012x}"}}"#,
            self.auction,
            self.amount.get(),
            self.presses,
            self.press.get()
        );
        let length = (out.len() - start - 8) as u16;
        out[start + 2..start + 4].copy_from_slice(&length.to_be_bytes());
    }
}

/// What one bidder remembers.
#[derive(Default)]
struct Notes {
    /// Microseconds from the press to the verdict, of every bid accepted in the span that is measured.
    waits: Vec<u32>,
    rejected: u64,
    accepted_in_all: u64,
}

struct Bidder {
    room: Rc<Room>,
    stream: TcpStream,
    inbox: Inbox,
    /// When the bids in flight were sent, by id.
    sent: [Instant; IN_FLIGHT],
    notes: Notes,
}

impl Bidder {
    /// Connects, shakes hands, and subscribes to the auction.
    async fn enter(room: Rc<Room>, address: SocketAddr, token: &str) -> Result<Bidder> {
        let mut stream = socket::open(address, Some(token)).await?;
        let subscribe = format!(r#"{{"type":"subscribe","id":1,"channel":"auction:{}"}}"#, room.auction);
        stream.write_all(&socket::text(&subscribe)).await?;
        let sent = [Instant::now(); IN_FLIGHT];
        let mut bidder = Bidder { room, stream, inbox: Inbox::default(), sent, notes: Notes::default() };
        // The house names the type last here: whole words are enough to tell it from all else.
        while !bidder.inbox.any(|frame| contains(frame, b"\"subscribed\"")) {
            bidder.inbox.read(&mut bidder.stream).await?;
        }
        Ok(bidder)
    }

    /// Bids until the time is up, then waits for the verdicts that are still out.
    async fn bid(&mut self) -> Result<Notes> {
        let from = Instant::now() + WARM_UP;
        let span = from..from + SPAN;
        let mut in_flight = IN_FLIGHT;
        let mut out = Vec::new();
        for place in 0..IN_FLIGHT {
            self.place_bid(place, Instant::now(), &mut out);
        }
        self.stream.write_all(&out).await?;
        while in_flight > 0 {
            self.inbox.read(&mut self.stream).await?;
            let now = Instant::now();
            out.clear();
            while let Some(place) = self.next_verdict(now, &span)? {
                if now < span.end {
                    self.place_bid(place, now, &mut out);
                } else {
                    in_flight -= 1;
                }
            }
            self.stream.write_all(&out).await?;
        }
        Ok(std::mem::take(&mut self.notes))
    }

    fn place_bid(&mut self, place: usize, now: Instant, out: &mut Vec<u8>) {
        self.sent[place] = now;
        self.room.next_bid(FIRST_ID + place, out);
    }

    /// Takes the next verdict of those read, if there is one, and gives the place that is free now.
    fn next_verdict(&mut self, now: Instant, span: &std::ops::Range<Instant>) -> Result<Option<usize>> {
        while let Some(frame) = self.inbox.next() {
            let (accepted, rest) = match (frame.strip_prefix(ACCEPTED), frame.strip_prefix(REJECTED)) {
                (Some(rest), _) => (true, rest),
                (_, Some(rest)) => (false, rest),
                _ if frame.starts_with(GOODBYE) => return Err(String::from_utf8_lossy(frame).into()),
                _ => continue,
            };
            let id = rest.get(..2).and_then(|id| std::str::from_utf8(id).ok()).ok_or("a verdict without an id")?;
            let place = id.parse::<usize>()?.checked_sub(FIRST_ID).filter(|place| *place < IN_FLIGHT);
            let place = place.ok_or("a verdict on a bid that nobody made")?;
            let measured = span.contains(&now);
            if accepted {
                self.notes.accepted_in_all += 1;
                if measured {
                    let wait = now.duration_since(self.sent[place]).as_micros();
                    self.notes.waits.push(u32::try_from(wait).unwrap_or(u32::MAX));
                }
            } else if measured {
                self.notes.rejected += 1;
            }
            return Ok(Some(place));
        }
        Ok(None)
    }
}

const ACCEPTED: &[u8] = br#"{"type":"accepted","id":"#;
/// It names the type last, this first.
const GOODBYE: &[u8] = br#"{"after_ms":"#;
const REJECTED: &[u8] = br#"{"type":"rejected","id":"#;

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

/// What has been read of a socket, cut into frames.
struct Inbox {
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// So much of a large frame is still to come, and to be thrown away.
    skip: usize,
}

impl Default for Inbox {
    fn default() -> Inbox {
        Inbox { buffer: vec![0; 256 * 1024], start: 0, end: 0, skip: 0 }
    }
}

impl Inbox {
    async fn read(&mut self, stream: &mut TcpStream) -> Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        match stream.read(&mut self.buffer[self.end..]).await? {
            0 => Err("the server hung up".into()),
            read => {
                self.end += read;
                Ok(())
            }
        }
    }

    /// The next frame that is small, if it has been read whole. Servers do not mask theirs.
    fn next(&mut self) -> Option<&[u8]> {
        loop {
            let skipped = self.skip.min(self.end - self.start);
            self.start += skipped;
            self.skip -= skipped;
            let rest = &self.buffer[self.start..self.end];
            let (header, payload) = match *rest {
                [_, length @ ..126, ..] => (2, usize::from(length)),
                [_, 126, high, low, ..] => (4, usize::from(u16::from_be_bytes([high, low]))),
                [_, 127, _, _, _, _, a, b, c, d, ..] => (10, u32::from_be_bytes([a, b, c, d]) as usize),
                _ => return None,
            };
            if payload > SMALL {
                self.skip = header + payload;
                continue;
            }
            let frame = self.start + header..self.start + header + payload;
            if frame.end > self.end {
                return None;
            }
            self.start = frame.end;
            return Some(&self.buffer[frame]);
        }
    }

    fn any(&mut self, is_it: impl Fn(&[u8]) -> bool) -> bool {
        while let Some(frame) = self.next() {
            if is_it(frame) {
                return true;
            }
        }
        false
    }
}
