//! What the house sends.

use super::client::Channel;
use super::state::{Card, State, YouAre};
use crate::config;
use crate::domain::{AuctionId, BidKey, Money, Seq, Standing, Timestamp};
use crate::live::catalogue;
use crate::live::inbox::{Done, Refused, Verdict};
use crate::live::room::{Board, Room};
use crate::store::ledger::{Line, instant};
use crate::store::notices::Ring;
use bytestring::ByteString;
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

/// Plain structs of strings and numbers cannot fail to serialise.
pub(super) fn json(value: &impl Serialize) -> ByteString {
    serde_json::to_string(value).unwrap_or_default().into()
}

/// A body that is known to be JSON: the house wrote it.
fn raw(body: &str) -> Option<&RawValue> {
    serde_json::from_str(body).ok()
}

pub fn hello(connection: Uuid, node: &str, now: Timestamp) -> ByteString {
    let beat = config::BEAT.as_secs();
    json(&serde_json::json!({
        "type": "hello", "connection": connection, "node": node, "now": instant(now), "beat_s": beat,
        "max_frame": config::LARGEST_FRAME, "retry_ms": [500, 15_000],
    }))
}

#[derive(Serialize)]
struct Numbered<'a> {
    seq: Seq,
    hash: String,
    body: Option<&'a RawValue>,
}

impl<'a> From<&'a Line> for Numbered<'a> {
    fn from(line: &'a Line) -> Self {
        Numbered { seq: line.seq, hash: line.hash.prefix(), body: raw(&line.body) }
    }
}

/// Something new to read, and how much there is. `auction` and what goes with it are null where it is about none.
pub fn notice(ring: &Ring) -> ByteString {
    let (last, about) = (&ring.last, ring.last.auction.as_ref());
    json(&serde_json::json!({
        "type": "notice", "id": last.id, "kind": last.kind.word(), "auction": about.map(|about| about.id.0),
        "title": about.map(|about| &about.title), "currency": about.map(|about| &about.currency),
        "amount": last.facts.amount, "at": instant(last.at), "unread": ring.unread,
    }))
}

/// Events as they are listed in answers over HTTP.
pub fn lines<'a>(lines: impl Iterator<Item = &'a Line>) -> Box<RawValue> {
    let lines: Vec<Numbered> = lines.map(Numbered::from).collect();
    serde_json::value::to_raw_value(&lines).unwrap_or_default()
}

/// One frame for these lines, which are not empty: `event` for one, `events` for more. Bodies are copied as they stand.
pub fn events(channel: Channel, lines: &[Line]) -> ByteString {
    let mut out = String::with_capacity(lines.iter().map(|line| line.body.len() + 64).sum::<usize>() + 96);
    match lines {
        [line] => {
            out.push_str(&format!("{{\"type\":\"event\",\"channel\":\"{channel}\","));
            numbered(&mut out, line);
            out.push('}');
        }
        lines => {
            out.push_str(&format!("{{\"type\":\"events\",\"channel\":\"{channel}\",\"events\":["));
            for (i, line) in lines.iter().enumerate() {
                out.push_str(if i == 0 { "{" } else { ",{" });
                numbered(&mut out, line);
                out.push('}');
            }
            out.push_str("]}");
        }
    }
    out.into()
}

fn numbered(out: &mut String, line: &Line) {
    out.push_str(&format!("\"seq\":{},\"hash\":\"{}\",\"body\":", line.seq, line.hash.prefix()));
    out.push_str(&line.body);
}

/// One frame for these catalogue events, which are not empty.
pub fn catalogue_events(lines: &[catalogue::Line]) -> ByteString {
    let event = |catalogue::Line { seq, body, .. }: &catalogue::Line| {
        format!("{{\"seq\":{seq},\"hash\":\"\",\"body\":{body}}}")
    };
    match lines {
        [catalogue::Line { seq, body, .. }] => {
            format!("{{\"type\":\"event\",\"channel\":\"catalogue\",\"seq\":{seq},\"hash\":\"\",\"body\":{body}}}")
                .into()
        }
        lines => {
            let list: Vec<String> = lines.iter().map(event).collect();
            format!("{{\"type\":\"events\",\"channel\":\"catalogue\",\"events\":[{}]}}", list.join(",")).into()
        }
    }
}

pub fn catalogue_body(seq: Seq, now: Timestamp, card: &Card) -> ByteString {
    let kind = match card.status.as_str() {
        "closed" | "cancelled" => "ended",
        _ if card.is_listed() => "listed",
        _ => "changed",
    };
    json(&serde_json::json!({"auction": card.auction, "seq": seq, "at": instant(now), "kind": kind, "data": card}))
}

/// What became of a card that somebody follows.
pub fn card(body: &str) -> ByteString {
    format!("{{\"type\":\"card\",\"channel\":\"cards\",\"body\":{body}}}").into()
}

/// The cards that somebody follows, as they stand.
pub fn cards_snapshot(cards: &[Card], now: Timestamp) -> ByteString {
    json(&serde_json::json!({
        "type": "snapshot", "channel": "cards", "epoch": "", "seq": 0, "hash": "", "now": instant(now),
        "state": {"auctions": cards}, "recent": [],
    }))
}

/// Where an auction stands, for who cannot be brought there event by event.
pub fn snapshot(room: &Room, board: &Board, you: Option<YouAre>, now: Timestamp) -> ByteString {
    #[derive(Serialize)]
    struct Snapshot<'a> {
        r#type: &'a str,
        channel: String,
        epoch: &'a str,
        seq: Seq,
        hash: String,
        now: String,
        state: State,
        recent: Box<RawValue>,
    }
    json(&Snapshot {
        r#type: "snapshot",
        channel: Channel::Auction(room.id).to_string(),
        epoch: &room.epoch,
        seq: board.auction.seq,
        hash: board.head.prefix(),
        now: instant(now),
        state: State::of(room, board, you),
        recent: lines(board.recent(config::RECENT)),
    })
}

pub fn catalogue_snapshot(epoch: &str, seq: Seq, cards: &[Card], now: Timestamp) -> ByteString {
    json(&serde_json::json!({
        "type": "snapshot", "channel": "catalogue", "epoch": epoch, "seq": seq, "hash": "", "now": instant(now),
        "state": {"auctions": cards}, "recent": [],
    }))
}

pub fn subscribed(id: Option<u64>, channel: Channel, epoch: &str, seq: Seq, missed: Option<usize>) -> ByteString {
    json(&serde_json::json!({
        "type": "subscribed", "id": id, "channel": channel.to_string(), "epoch": epoch, "seq": seq,
        "recovered": missed.is_some(), "missed": missed.unwrap_or_default(),
    }))
}

/// A verdict on a bid, as a frame with `id` or as the body of an HTTP answer without.
pub fn verdict(id: Option<u64>, auction: AuctionId, key: BidKey, verdict: &Verdict) -> ByteString {
    #[derive(Serialize)]
    struct Accepted {
        r#type: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<u64>,
        key: Uuid,
        auction: Uuid,
        seq: Seq,
        price: Option<i64>,
        minimum: i64,
        leading: bool,
        nonce: String,
        duplicate: bool,
    }
    match verdict {
        Ok(Done { seq, receipt: Some(receipt), duplicate }) => json(&Accepted {
            r#type: "accepted",
            id,
            key: key.0,
            auction: auction.0,
            seq: *seq,
            price: receipt.price.map(|price| price.0),
            minimum: receipt.minimum.0,
            leading: receipt.leading,
            nonce: receipt.nonce.to_string(),
            duplicate: *duplicate,
        }),
        Ok(_) => rejected(id, auction, key, "unavailable", &Refused::Unavailable.message(), None, true),
        Err(refused) => {
            let minimum = match refused {
                Refused::Rejected(rejection) => rejection.minimum(),
                _ => None,
            };
            rejected(id, auction, key, refused.code(), &refused.message(), minimum, refused.is_temporary())
        }
    }
}

/// A bid that was refused, with the code for it.
pub fn rejected(
    id: Option<u64>,
    auction: AuctionId,
    key: BidKey,
    code: &str,
    message: &str,
    minimum: Option<Money>,
    temporary: bool,
) -> ByteString {
    #[derive(Serialize)]
    struct Rejected<'a> {
        r#type: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<u64>,
        key: Uuid,
        auction: Uuid,
        code: &'a str,
        message: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        minimum: Option<i64>,
        temporary: bool,
    }
    let minimum = minimum.map(|minimum| minimum.0);
    json(&Rejected { r#type: "rejected", id, key: key.0, auction: auction.0, code, message, minimum, temporary })
}

/// The viewer's own standing.
pub fn you(room: &Room, board: &Board, you: &YouAre) -> ByteString {
    let mut told = serde_json::json!({
        "type": "you", "auction": room.id.0, "title": &*room.title(), "bidder": you.bidder, "standing": you.standing.map(Standing::word),
        "price": board.auction.price.map(|price| price.0), "minimum": board.auction.minimum().0,
        "maximum": you.maximum.map(|maximum| maximum.0), "quantity": you.quantity, "retract": you.retract,
    });
    if let Some(may_bid) = you.may_bid {
        told["may_bid"] = may_bid.into();
    }
    json(&told)
}

pub fn watchers(room: &Room) -> ByteString {
    format!("{{\"type\":\"watchers\",\"channel\":\"auction:{}\",\"count\":{}}}", room.id, room.watchers()).into()
}

pub fn time(id: Option<u64>, t0: &serde_json::Number, received: Timestamp, now: Timestamp) -> ByteString {
    json(&serde_json::json!({
        "type": "time", "id": id, "t0": t0, "t1": received.timestamp_millis(), "t2": now.timestamp_millis(),
    }))
}

pub fn beat(now: Timestamp) -> ByteString {
    format!("{{\"type\":\"beat\",\"now\":\"{}\"}}", instant(now)).into()
}

pub fn error(id: Option<u64>, code: &str, message: &str, temporary: bool) -> ByteString {
    json(&serde_json::json!({"type": "error", "id": id, "code": code, "message": message, "temporary": temporary}))
}

/// The last message before the close frame.
pub fn bye(code: u16, reason: &str, reconnect: bool, after_ms: u64) -> ByteString {
    json(
        &serde_json::json!({"type": "bye", "code": code, "reason": reason, "reconnect": reconnect, "after_ms": after_ms}),
    )
}
