//! An auction's events for whoever has no socket: a long poll, or server-sent events, at one address. Nothing is kept for
//! any reader: each pulls from the auction's own ring at its own pace, and one that fell off it gets a snapshot.

use super::House;
use super::api::{named, no_room};
use super::auth::Viewer;
use super::error::Error;
use crate::config;
use crate::domain::{AccountId, Seq};
use crate::live::protocol::{self, Channel, State};
use crate::live::room::{Missed, Room};
use crate::store::ledger::{Line, instant};
use actix_web::http::header::{ACCEPT, CACHE_CONTROL, HeaderName};
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::Stream;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::convert::Infallible;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};

/// Where a reader is, and how long it waits.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    after: Option<Seq>,
    epoch: Option<String>,
    /// In seconds.
    wait: Option<u64>,
}

/// `GET /api/v1/auctions/{id}/events`.
///
/// # Errors
/// 404 if there is no such auction; 503.
pub async fn events(
    request: HttpRequest,
    asked: web::Query<Asked>,
    viewer: Viewer,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    let room = house.live.room(named(&request)?).await.map_err(no_room)?;
    let same_log = asked.epoch.as_ref().is_none_or(|epoch| *epoch == room.epoch);
    let after = asked.after.filter(|_| same_log);
    if wants_stream(&request) {
        return Ok(stream(&request, room, after, house));
    }
    let wait = asked.wait.map_or(config::USUAL_POLL, Duration::from_secs).min(config::LONGEST_POLL);
    let account = viewer.0.map(|who| who.account.id);
    let answer = poll(&room, after, wait, account, &house).await;
    Ok(HttpResponse::Ok().content_type("application/json").insert_header((CACHE_CONTROL, "no-store")).body(answer))
}

fn wants_stream(request: &HttpRequest) -> bool {
    let mut accepted = request.headers().get_all(ACCEPT).filter_map(|value| value.to_str().ok());
    accepted.any(|kinds| kinds.contains("text/event-stream"))
}

/// Answers as soon as there is news after `after`, or after `wait` without. An auction that is over has no news to wait for.
async fn poll(room: &Room, after: Option<Seq>, wait: Duration, account: Option<AccountId>, house: &House) -> String {
    let until = Instant::now() + wait;
    let mut news = room.news();
    loop {
        let late = Instant::now() >= until;
        if let Some(answer) = look(room, after, late, account, house) {
            return answer;
        }
        // Either there is news, or it is late: the next look tells.
        let _ = timeout_at(until, news.changed()).await;
    }
}

fn look(room: &Room, after: Option<Seq>, late: bool, account: Option<AccountId>, house: &House) -> Option<String> {
    let board = room.board();
    match after.map_or(Missed::TooMuch, |after| board.missed(after)) {
        Missed::Lines(lines) if lines.is_empty() && !late && !board.is_over() => None,
        Missed::Lines(lines) => {
            Some(json(&Events { epoch: &room.epoch, seq: board.auction.seq, events: protocol::lines(lines.iter()) }))
        }
        Missed::TooMuch => Some(json(&Snapshot {
            epoch: &room.epoch,
            seq: board.auction.seq,
            hash: board.head.prefix(),
            now: instant(house.live.now()),
            snapshot: State::of(room, &board, account.map(|account| board.you(account))),
            recent: protocol::lines(board.recent(config::RECENT)),
        })),
    }
}

#[derive(Serialize)]
struct Events<'a> {
    epoch: &'a str,
    seq: Seq,
    events: Box<RawValue>,
}

#[derive(Serialize)]
struct Snapshot<'a> {
    epoch: &'a str,
    seq: Seq,
    hash: String,
    now: String,
    snapshot: State,
    recent: Box<RawValue>,
}

/// Plain structs of strings and numbers cannot fail to serialise.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Server-sent events, each with the very frame that a socket gets. They are what everybody may see: nobody's own
/// standing is in them, so they need not end with anybody's session.
fn stream(request: &HttpRequest, room: Arc<Room>, after: Option<Seq>, house: web::Data<House>) -> HttpResponse {
    let last = request.headers().get("last-event-id").and_then(|id| id.to_str().ok());
    let after = last.map_or(after, |id| resumed(id, &room.epoch));
    let heard_all = {
        let board = room.board();
        last.is_some() && board.is_over() && after == Some(board.auction.seq)
    };
    if heard_all {
        // By the standard this keeps a browser from asking again and again.
        return HttpResponse::NoContent().finish();
    }
    let feed = Feed { news: room.news(), room, house, after, begun: false, ended: false };
    HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((CACHE_CONTROL, "no-store"))
        // Proxies that would gather the events into larger pieces.
        .insert_header((HeaderName::from_static("x-accel-buffering"), "no"))
        .streaming(feed.chunks())
}

/// The number in `EPOCH-SEQ`, if it is of this log.
fn resumed(id: &str, epoch: &str) -> Option<Seq> {
    let (its_epoch, seq) = id.trim().rsplit_once('-')?;
    seq.parse().ok().filter(|_| its_epoch == epoch)
}

/// One reader of a stream: its place in the ring, and nothing else.
struct Feed {
    room: Arc<Room>,
    house: web::Data<House>,
    news: watch::Receiver<Seq>,
    /// What it has; `None` before its first snapshot.
    after: Option<Seq>,
    begun: bool,
    ended: bool,
}

impl Feed {
    fn chunks(self) -> impl Stream<Item = Result<Bytes, Infallible>> {
        futures_util::stream::unfold(self, |mut feed| async move {
            let chunk = feed.next().await?;
            Some((Ok(chunk), feed))
        })
    }

    /// What to send next; waits until there is something, for a beat at most.
    async fn next(&mut self) -> Option<Bytes> {
        if self.ended {
            return None;
        }
        if !self.begun {
            self.begun = true;
            return Some(format!("retry: {}\n\n", config::STREAM_RETRY.as_millis()).into());
        }
        loop {
            if let Some(chunk) = self.look() {
                return Some(chunk);
            }
            match timeout(config::BEAT, self.news.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return None,
                Err(_) => return Some(Bytes::from_static(b": beat\n\n")),
            }
        }
    }

    fn look(&mut self) -> Option<Bytes> {
        let board = self.room.board();
        let mut out = String::new();
        match self.after.map_or(Missed::TooMuch, |after| board.missed(after)) {
            Missed::Lines(lines) if lines.is_empty() && board.is_over() => {
                self.ended = true;
                let bye = protocol::bye(1000, "auction_ended", false, 0);
                write_event(&mut out, &self.room.epoch, board.auction.seq, "bye", &bye);
            }
            Missed::Lines(lines) if lines.is_empty() => return None,
            Missed::Lines(lines) => {
                lines.iter().for_each(|line| write_line(&mut out, &self.room, line));
                self.after = lines.last().map(|line| line.seq);
            }
            Missed::TooMuch => {
                let snapshot = protocol::snapshot(&self.room, &board, None, self.house.live.now());
                write_event(&mut out, &self.room.epoch, board.auction.seq, "snapshot", &snapshot);
                self.after = Some(board.auction.seq);
            }
        }
        Some(out.into())
    }
}

fn write_line(out: &mut String, room: &Room, line: &Line) {
    let frame = protocol::events(Channel::Auction(room.id), std::slice::from_ref(line));
    write_event(out, &room.epoch, line.seq, "event", &frame);
}

/// One event of the stream. A frame is JSON without line breaks, so it is one line of data.
fn write_event(out: &mut String, epoch: &str, seq: Seq, event: &str, frame: &str) {
    // Writing to a string does not fail.
    let _ = write!(out, "id: {epoch}-{seq}\nevent: {event}\ndata: {frame}\n\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Hash;
    use bytestring::ByteString;

    #[test]
    fn a_stream_resumes_only_in_its_own_log() {
        assert_eq!(resumed("a1b2c3d4-41", "a1b2c3d4"), Some(41));
        for id in ["ffffffff-41", "41", "a1b2c3d4-", "a1b2c3d4-x", ""] {
            assert_eq!(resumed(id, "a1b2c3d4"), None, "{id}");
        }
    }

    #[test]
    fn a_poll_hands_on_the_very_bytes_that_were_hashed() {
        let body = r#"{"b":1.50,"a":"\u00e9 “x”","n":12345678901234567890,"a":2}"#;
        let line = Line { seq: 7, hash: Hash([1; 32]), body: ByteString::from(body) };
        let answer = json(&Events { epoch: "e", seq: 7, events: protocol::lines([&line].into_iter()) });
        assert!(answer.contains(&format!("\"body\":{body}}}")), "{answer}");
    }

    #[test]
    fn an_event_of_the_stream_is_one_line_of_data_with_its_number() {
        let mut out = String::new();
        write_event(&mut out, "a1b2", 7, "event", "{}");
        assert_eq!(out, "id: a1b2-7\nevent: event\ndata: {}\n\n");
    }
}
