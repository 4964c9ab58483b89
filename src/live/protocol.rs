//! Every message of `auction.v1.json`, both ways. What a message means is decided elsewhere; this room only knows how it is
//! written.

use super::inbox::{Done, Refused, Verdict};
use super::room::{Board, Room};
use crate::config;
use crate::domain::{AuctionId, BidKey, Currency, Money, Seq, Standing, Timestamp};
use crate::store::auctions::Listing;
use crate::store::ledger::{Line, instant, pseudonym};
use bytestring::ByteString;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::str::FromStr;
use uuid::Uuid;

/// The subprotocol spoken here.
pub const SUBPROTOCOL: &str = "auction.v1.json";

/// What a client may send.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientMessage {
    Subscribe {
        id: Option<u64>,
        channel: String,
        epoch: Option<String>,
        seq: Option<Seq>,
    },
    Unsubscribe {
        id: Option<u64>,
        channel: String,
    },
    Bid {
        id: Option<u64>,
        auction: String,
        #[serde(default)]
        amount: Amount,
        #[serde(default)]
        exact: bool,
        #[serde(default)]
        quantity: Quantity,
        key: Uuid,
    },
    Time {
        id: Option<u64>,
        t0: serde_json::Number,
    },
}

/// An amount as a client wrote it: whatever is no whole number of minor units is `None`, and is refused as a bid, not as a
/// message.
#[derive(Clone, Copy, Debug, Default)]
pub struct Amount(pub Option<Money>);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Ok(Amount(value.as_i64().map(Money)))
    }
}

/// How many units a bid is for. Lots are sold one by one here, so anything but one is refused with the message, rather than
/// taken for something else.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quantity;

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Option::<i64>::deserialize(deserializer)? {
            None | Some(1) => Ok(Quantity),
            Some(_) => Err(serde::de::Error::custom("this auction sells one unit; leave out `quantity`, or say 1")),
        }
    }
}

impl Amount {
    /// The amount, or one that no auction accepts.
    pub fn or_bad(self) -> Money {
        self.0.unwrap_or(Money(0))
    }
}

/// What can be subscribed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    Auction(AuctionId),
    Catalogue,
    /// How the account that is signed in stands, anywhere.
    Me,
}

impl FromStr for Channel {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        match name.split_once(':') {
            None if name == "catalogue" => Ok(Channel::Catalogue),
            None if name == "me" => Ok(Channel::Me),
            Some(("auction", id)) => id.parse().map(Channel::Auction).map_err(drop),
            _ => Err(()),
        }
    }
}

impl std::fmt::Display for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Channel::Auction(id) => write!(f, "auction:{id}"),
            Channel::Catalogue => f.write_str("catalogue"),
            Channel::Me => f.write_str("me"),
        }
    }
}

/// The number a client gave a message, if that much of it can be understood.
pub fn id(text: &str) -> Option<u64> {
    serde_json::from_str::<serde_json::Value>(text).ok()?.get("id")?.as_u64()
}

/// How a signed-in viewer stands in an auction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YouAre {
    pub bidder: Option<String>,
    pub standing: Option<Standing>,
    pub maximum: Option<Money>,
    pub seller: bool,
}

impl Serialize for YouAre {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct You<'a> {
            bidder: &'a Option<String>,
            standing: Option<&'static str>,
            maximum: Option<i64>,
            seller: bool,
        }
        let standing = self.standing.map(Standing::word);
        let maximum = self.maximum.map(|maximum| maximum.0);
        You { bidder: &self.bidder, standing, maximum, seller: self.seller }.serialize(serializer)
    }
}

/// Everything a page needs to know about an auction.
#[derive(Debug, Serialize)]
pub struct State {
    pub id: Uuid,
    pub title: String,
    pub status: &'static str,
    pub format: &'static str,
    pub currency: String,
    pub decimals: u32,
    pub start: i64,
    pub price: Option<i64>,
    pub minimum: i64,
    pub leader: Option<String>,
    pub bids: u32,
    pub starts_at: String,
    pub ends_at: String,
    pub has_reserve: bool,
    pub reserve_met: bool,
    pub quantum: Option<i64>,
    pub automatic: bool,
    pub buy_now: Option<i64>,
    pub watchers: usize,
    pub result: Option<Outcome>,
    pub you: Option<YouAre>,
}

/// How an auction ended.
#[derive(Debug, Serialize)]
pub struct Outcome {
    pub sold: bool,
    pub winner: Option<String>,
    pub price: Option<i64>,
}

impl State {
    /// The committed state of `room`, with `you` for a signed-in viewer.
    pub fn of(room: &Room, board: &Board, you: Option<YouAre>) -> State {
        let auction = &board.auction;
        let sold = auction.sold_at().filter(|_| auction.status == crate::domain::Status::Closed);
        State {
            id: room.id.0,
            title: room.title.to_string(),
            status: auction.status.word(),
            format: "english",
            currency: auction.terms.currency.code().into(),
            decimals: auction.terms.currency.decimals(),
            start: auction.terms.start.0,
            price: auction.price.map(|price| price.0),
            minimum: auction.minimum().0,
            leader: auction.lead.and_then(|lead| auction.number(lead.bidder)).map(pseudonym),
            bids: auction.bids,
            starts_at: instant(auction.terms.starts_at),
            ends_at: instant(auction.ends_at),
            has_reserve: auction.reserve.is_some(),
            reserve_met: auction.reserve_met(),
            quantum: auction.terms.quantum.map(|quantum| quantum.0),
            automatic: auction.terms.automatic,
            buy_now: None,
            watchers: room.watchers(),
            result: board.is_over().then(|| Outcome {
                sold: sold.is_some(),
                winner: sold.and_then(|(winner, _)| auction.number(winner)).map(pseudonym),
                price: sold.map(|(_, price)| price.0),
            }),
            you,
        }
    }
}

/// An auction as the catalogue shows it.
#[derive(Debug, Serialize)]
pub struct Card {
    pub auction: Uuid,
    pub title: String,
    pub status: String,
    pub currency: String,
    pub decimals: u32,
    pub price: Option<i64>,
    pub minimum: i64,
    pub bids: u32,
    pub starts_at: String,
    pub ends_at: String,
    /// Whether anything has happened to it yet.
    #[serde(skip)]
    fresh: bool,
}

impl Card {
    /// The committed state of an auction that is awake.
    pub fn of(room: &Room) -> Card {
        let board = room.board();
        let auction = &board.auction;
        Card {
            auction: room.id.0,
            title: room.title.to_string(),
            status: auction.status.word().into(),
            currency: auction.terms.currency.code().into(),
            decimals: auction.terms.currency.decimals(),
            price: auction.price.map(|price| price.0),
            minimum: auction.minimum().0,
            bids: auction.bids,
            starts_at: instant(auction.terms.starts_at),
            ends_at: instant(auction.ends_at),
            fresh: auction.seq <= 1,
        }
    }
}

impl From<&Listing> for Card {
    fn from(listing: &Listing) -> Card {
        Card {
            auction: listing.id.0,
            title: listing.title.clone(),
            status: listing.status_word.clone(),
            currency: listing.currency.clone(),
            decimals: listing.currency.parse().map_or(2, |currency: Currency| currency.decimals()),
            price: listing.price.map(|price| price.0),
            minimum: listing.minimum.0,
            bids: listing.bids,
            starts_at: instant(listing.starts_at),
            ends_at: instant(listing.ends_at),
            fresh: listing.seq <= 1,
        }
    }
}

/// Plain structs of strings and numbers cannot fail to serialise.
fn json(value: &impl Serialize) -> ByteString {
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
pub fn catalogue_events(lines: &[(Seq, ByteString)]) -> ByteString {
    let event = |(seq, body): &(Seq, ByteString)| format!("{{\"seq\":{seq},\"hash\":\"\",\"body\":{body}}}");
    match lines {
        [(seq, body)] => {
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
        _ if card.fresh => "listed",
        _ => "changed",
    };
    json(&serde_json::json!({"auction": card.auction, "seq": seq, "at": instant(now), "kind": kind, "data": card}))
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
        price: i64,
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
            price: receipt.price.0,
            minimum: receipt.minimum.0,
            leading: receipt.leading,
            nonce: receipt.nonce.to_string(),
            duplicate: *duplicate,
        }),
        Ok(_) => rejected(id, auction, key, "unavailable", Refused::Unavailable.message(), None, true),
        Err(refused) => {
            let minimum = match refused {
                Refused::Rejected(rejection) => rejection.minimum(),
                _ => None,
            };
            rejected(id, auction, key, refused.code(), refused.message(), minimum, refused.is_temporary())
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
    json(&serde_json::json!({
        "type": "you", "auction": room.id.0, "title": room.title, "bidder": you.bidder, "standing": you.standing.map(Standing::word),
        "price": board.auction.price.map(|price| price.0), "minimum": board.auction.minimum().0,
        "maximum": you.maximum.map(|maximum| maximum.0),
    }))
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
