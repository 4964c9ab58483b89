//! An auction's events for whoever has no socket: a long poll, or the [`stream`], at one address. Nothing is kept for a
//! reader: each pulls from the auction's own ring at its own pace, and one that fell off it gets a snapshot.

use super::House;
use super::api::{named, no_room};
use super::auth::Viewer;
use super::error::Error;
use super::reader::{Ending, Reader};
use super::stream;
use crate::config;
use crate::domain::Seq;
use crate::live::protocol::{self, State, YouAre};
use crate::live::room::{Missed, Room};
use crate::store::ledger::instant;
use actix_web::http::header::{ACCEPT, CACHE_CONTROL};
use actix_web::web;
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

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
    let reader = Reader::new(viewer, &house.endings);
    let room = house.live.room(named(&request)?).await.map_err(no_room)?;
    house.live.recognise(&room, reader.account()).await;
    let same_log = asked.epoch.as_ref().is_none_or(|epoch| *epoch == room.epoch);
    let after = asked.after.filter(|_| same_log);
    if wants_stream(&request) {
        return Ok(stream::answer(&request, room, after, reader, house));
    }
    let wait = asked.wait.map_or(config::USUAL_POLL, Duration::from_secs).min(config::LONGEST_POLL);
    let answer = poll(&room, after, wait, reader, &house).await;
    Ok(HttpResponse::Ok().content_type("application/json").insert_header((CACHE_CONTROL, "no-store")).body(answer))
}

fn wants_stream(request: &HttpRequest) -> bool {
    let mut accepted = request.headers().get_all(ACCEPT).filter_map(|value| value.to_str().ok());
    accepted.any(|kinds| kinds.contains("text/event-stream"))
}

/// Answers as soon as there is news after `after`, or after `wait` without. An auction that is over has no news to wait for.
async fn poll(room: &Room, after: Option<Seq>, wait: Duration, mut reader: Reader, house: &House) -> String {
    let until = Instant::now() + wait;
    let (mut news, mut closing) = (room.news(), house.live.closing());
    loop {
        let sent_away = reader.ending(house.live.now()).is_some();
        let late = Instant::now() >= until || closing.borrow().is_some() || sent_away;
        if let Some(answer) = look(room, after, late, &mut reader, house) {
            return answer;
        }
        // Either there is news, or it is late, or closing time, or the reader's session has ended: the next look tells.
        let something = async {
            tokio::select! {
                _ = news.changed() => {}
                _ = closing.changed() => {}
                () = reader.ended() => {}
            }
        };
        let _ = timeout_at(until, something).await;
    }
}

fn look(room: &Room, after: Option<Seq>, late: bool, reader: &mut Reader, house: &House) -> Option<String> {
    let (board, now) = (room.board(), house.live.now());
    let missed = after.map_or(Missed::TooMuch, |after| board.missed(after));
    if matches!(&missed, Missed::Lines(lines) if lines.is_empty()) && !late && !board.is_settled() {
        return None;
    }
    let ending = reader.ending(now);
    let you = reader.account().map(|account| room.you(&board, account));
    let (epoch, seq, over) = (&room.epoch, board.auction.seq, board.is_settled());
    Some(match missed {
        Missed::Lines(lines) => {
            let you = (ending != Some(Ending::Unsure)).then_some(you);
            json(&Events { epoch, seq, now: instant(now), over, events: protocol::lines(lines.iter()), you })
        }
        Missed::TooMuch => json(&Snapshot {
            epoch,
            seq,
            hash: board.head.prefix(),
            now: instant(now),
            over,
            snapshot: State::of(room, &board, you),
            recent: protocol::lines(board.recent(config::RECENT)),
        }),
    })
}

#[derive(Serialize)]
struct Events<'a> {
    epoch: &'a str,
    seq: Seq,
    now: String,
    /// Whether nothing will happen any more, so that nobody asks again.
    over: bool,
    events: Box<RawValue>,
    /// How the reader stands after these; null for somebody who is not signed in, and left out where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    you: Option<Option<YouAre>>,
}

#[derive(Serialize)]
struct Snapshot<'a> {
    epoch: &'a str,
    seq: Seq,
    hash: String,
    now: String,
    over: bool,
    snapshot: State,
    recent: Box<RawValue>,
}

/// Plain structs of strings and numbers cannot fail to serialise.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Hash;
    use crate::store::ledger::Line;
    use bytestring::ByteString;

    #[test]
    fn a_poll_hands_on_the_very_bytes_that_were_hashed() {
        let body = r#"{"b":1.50,"a":"\u00e9 “x”","n":12345678901234567890,"a":2}"#;
        let line = Line { seq: 7, hash: Hash([1; 32]), body: ByteString::from(body) };
        let events = protocol::lines([&line].into_iter());
        let answer = json(&Events { epoch: "e", seq: 7, now: String::new(), over: false, events, you: None });
        assert!(answer.contains(&format!("\"body\":{body}}}")), "{answer}");
    }
}
