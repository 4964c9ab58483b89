//! The four ways to watch an auction, each as a browser's script would, without the headers that browsers add.

use crate::Result;
use crate::buyers::Market;
use crate::client::frames::Told;
use crate::client::http::Connection;
use crate::client::listener::Listener;
use crate::client::socket;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::time::{interval, sleep};

/// How often whoever polls asks.
const POLL: Duration = Duration::from_secs(1);
/// How long a long poll waits for news, in seconds.
const WAIT_S: u32 = 25;

/// How somebody watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Not at all: what the bids alone cost.
    Nobody,
    Polling,
    LongPolling,
    EventStream,
    Socket,
}

impl Way {
    /// Every way to watch.
    pub const ALL: [Way; 4] = [Way::Polling, Way::LongPolling, Way::EventStream, Way::Socket];

    pub fn name(self) -> &'static str {
        match self {
            Way::Nobody => "nobody",
            Way::Polling => "polling, 1 s",
            Way::LongPolling => "long polling",
            Way::EventStream => "SSE",
            Way::Socket => "WebSocket",
        }
    }
}

/// Where something is that JSON tells of.
#[derive(Deserialize)]
struct At {
    seq: u32,
}

/// Watches for ever, in the way that was ordered.
pub async fn watch(market: &Market, number: usize) -> Result<()> {
    match market.orders.way {
        Way::Nobody => Ok(()),
        Way::Polling => poll(market, number).await,
        Way::LongPolling => long_poll(market, number).await,
        Way::EventStream => stream(market, number).await,
        Way::Socket => listen(market, number).await,
    }
}

fn get(market: &Market, number: usize, rest: &str, accept: &str) -> String {
    let (address, auction, token) = (market.orders.address, market.orders.auction, &market.orders.tokens[number]);
    format!(
        "GET /api/v1/auctions/{auction}{rest} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
         Accept: {accept}\r\n\r\n"
    )
}

/// Asks, and gives back where the auction is.
async fn ask(market: &Market, connection: &mut Connection, request: &str) -> Result<u32> {
    let answer = connection.ask(request).await?;
    market.count(1, std::mem::take(&mut connection.bytes));
    match answer.status {
        200 => Ok(serde_json::from_slice::<At>(&answer.body)?.seq),
        status => Err(format!("the answer is {status}").into()),
    }
}

async fn poll(market: &Market, number: usize) -> Result<()> {
    let (request, mut place) = (get(market, number, "", "application/json"), 0);
    let mut connection = Connection::open(market.orders.address).await?;
    // Nobody's clock is everybody's.
    sleep(POLL.mul_f64(rand::random())).await;
    let mut ticks = interval(POLL);
    loop {
        ticks.tick().await;
        let seq = ask(market, &mut connection, &request).await?;
        market.sees(&mut place, seq);
    }
}

async fn long_poll(market: &Market, number: usize) -> Result<()> {
    let mut connection = Connection::open(market.orders.address).await?;
    let mut place = 0;
    loop {
        let rest = if place > 0 { format!("/events?after={place}&wait={WAIT_S}") } else { "/events".into() };
        let request = get(market, number, &rest, "application/json");
        let seq = ask(market, &mut connection, &request).await?;
        market.sees(&mut place, seq);
    }
}

async fn stream(market: &Market, number: usize) -> Result<()> {
    let request = get(market, number, "/events", "text/event-stream");
    let mut connection = Connection::open(market.orders.address).await?;
    let (mut text, mut place) = (connection.begin(&request).await?.body, 0);
    market.count(1, 0);
    loop {
        // The sizes of chunks stand on lines of their own, and events are in one chunk each: no id is ever torn.
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        for line in text[..whole].split(|byte| *byte == b'\n') {
            if let Some(seq) = id(line) {
                market.sees(&mut place, seq);
            }
        }
        text.drain(..whole);
        text.extend_from_slice(connection.read().await?);
        market.count(0, std::mem::take(&mut connection.bytes));
    }
}

/// The number in `id: EPOCH-SEQ`.
fn id(line: &[u8]) -> Option<u32> {
    let id = line.strip_prefix(b"id: ")?;
    std::str::from_utf8(id).ok()?.rsplit_once('-')?.1.parse().ok()
}

async fn listen(market: &Market, number: usize) -> Result<()> {
    let token = &market.orders.tokens[number];
    let (reader, mut writer) = socket::open(market.orders.address, Some(token)).await?.into_split();
    let subscribe = format!(r#"{{"type":"subscribe","id":1,"channel":"auction:{}"}}"#, market.orders.auction);
    writer.write_all(&socket::text(&subscribe)).await?;
    market.count(1, 0);
    let (mut listener, mut place) = (Listener::new(reader), 0);
    loop {
        let heard = listener.hear(&market.desk, |told| {
            match told {
                Told::Subscribed { seq, .. } | Told::Events { last: seq, .. } => market.sees(&mut place, seq),
                _ => {}
            }
            Ok(())
        });
        match heard.await? {
            0 => return Err("the server hung up".into()),
            bytes => market.count(0, bytes),
        }
    }
}
