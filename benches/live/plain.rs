//! What the house is compared with: the plainest endpoint that actix-ws makes, a channel and a task for each session, and
//! every event sent to every session. It decides nothing and keeps nothing: a bid is an event at once, of the size that the
//! house's have, so whatever a delivery costs here is the price of delivering.

use crate::Result;
use actix_web::web::{Data, Payload, get};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, Session};
use bytestring::ByteString;
use futures_util::StreamExt;
use serde::Deserialize;
use std::net::TcpListener;
use std::sync::{Mutex, PoisonError};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

/// The auction: how many events it has, and who watches.
#[derive(Default)]
struct Auction {
    seq: u64,
    viewers: Vec<UnboundedSender<ByteString>>,
}

type Shared = Data<Mutex<Auction>>;

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Asked {
    Subscribe { id: u64, channel: String },
    Bid { id: u64, auction: String, amount: u64, key: String },
}

/// Serves until it is killed, and prints where.
pub async fn serve() -> Result<()> {
    let auction = Shared::new(Mutex::default());
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("open at http://{}/", listener.local_addr()?);
    let app = move || App::new().app_data(auction.clone()).route("/ws", get().to(open));
    Ok(HttpServer::new(app).tcp_nodelay(true).listen(listener)?.run().await?)
}

async fn open(request: HttpRequest, payload: Payload, auction: Shared) -> actix_web::Result<HttpResponse> {
    let (response, session, frames) = actix_ws::handle_with_protocols(&request, payload, &["auction.v1.json"])?;
    let frames = frames.max_frame_size(4_096).aggregate_continuations().max_continuation_size(4_096);
    actix_web::rt::spawn(serve_one(session, frames, auction));
    Ok(response)
}

/// One session, until either side has had enough.
async fn serve_one(mut session: Session, mut frames: AggregatedMessageStream, auction: Shared) {
    let (sender, mut news) = unbounded_channel();
    if session.text(r#"{"type":"hello"}"#).await.is_err() {
        return;
    }
    loop {
        let answer = tokio::select! {
            event = news.recv() => event,
            frame = frames.next() => match frame {
                Some(Ok(AggregatedMessage::Text(text))) => answer(&text, &auction, &sender),
                Some(Ok(AggregatedMessage::Ping(payload))) if session.pong(&payload).await.is_ok() => None,
                _ => return,
            },
        };
        if let Some(answer) = answer
            && session.text(answer).await.is_err()
        {
            return;
        }
    }
}

/// Takes a message in; if it is a bid, everybody who watches hears of it.
fn answer(text: &str, auction: &Mutex<Auction>, session: &UnboundedSender<ByteString>) -> Option<ByteString> {
    let mut auction = auction.lock().unwrap_or_else(PoisonError::into_inner);
    let answer = match serde_json::from_str(text).ok()? {
        Asked::Subscribe { id, channel } => {
            auction.viewers.push(session.clone());
            let seq = auction.seq;
            format!(r#"{{"type":"subscribed","id":{id},"channel":"{channel}","epoch":"plain","seq":{seq}}}"#)
        }
        Asked::Bid { id, auction: name, amount, key } => {
            auction.seq += 1;
            let (seq, event) = (auction.seq, event(&name, auction.seq, amount));
            auction.viewers.retain(|viewer| viewer.send(event.clone()).is_ok());
            format!(r#"{{"type":"accepted","id":{id},"key":"{key}","auction":"{name}","seq":{seq},"price":{amount}}}"#)
        }
    };
    Some(answer.into())
}

/// An event as the house writes it.
fn event(auction: &str, seq: u64, amount: u64) -> ByteString {
    format!(
        r#"{{"type":"event","channel":"auction:{auction}","seq":{seq},"hash":"5f79baba5f79baba","body":{{"auction":"{auction}","seq":{seq},"at":"2026-11-21T12:00:00.000Z","kind":"bid","data":{{"bidder":"b1","amount":{amount},"price":{amount},"leader":"b1","minimum":{amount},"bids":{seq},"ends_at":"2026-11-28T12:00:00.000Z","reserve_met":true,"sealed":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}}}}}}"#
    )
    .into()
}
