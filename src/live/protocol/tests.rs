//! Every message, both ways, in both writings.

use super::*;
use crate::domain::ledger::Nonce;
use crate::domain::{AccountId, Asked, AuctionId, BidKey, Hash, Money, Receipt, Rejection, Standing};
use crate::live::catalogue;
use crate::live::inbox::{Done, Refused};
use crate::live::room::Room;
use crate::live::talk::{self, Eye, Person, Talk};
use crate::store::ledger::Line;
use crate::store::rooms;
use bytestring::ByteString;
use chrono::DateTime;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

const LOT: AuctionId = AuctionId(Uuid::from_u128(0x0190_a0b1));
const KEY: BidKey = BidKey(Uuid::from_u128(7));

fn lines() -> Vec<Line> {
    let body =
        |seq: i64| format!(r#"{{"auction":"{LOT}","seq":{seq},"kind":"bid","data":{{"price":9007199254740993}}}}"#);
    (1..=2).map(|seq| Line { seq, hash: Hash([0xAB; 32]), body: body(seq).into() }).collect()
}

fn room() -> Room {
    Room::of_a_book(LOT, "Ein „Stuhl“ 🪑", lines())
}

const ANN: AccountId = AccountId(Uuid::from_u128(0xA));
const SAL: AccountId = AccountId(Uuid::from_u128(0x5));

/// A question, its answer, a remark that the seller hid, and that they did.
fn talk() -> Talk {
    let message = |kind, text: &str, about, hidden| {
        rooms::What::Message(rooms::Message { kind, text: text.into(), about, hidden })
    };
    let hidden = rooms::Hidden { by: "seller".into(), reason: "A “rival’s” shop".into() };
    let lines = [
        (ANN, "g1", message(rooms::Kind::Question, "Is it <b>beech</b>? 🪑", None, None)),
        (SAL, "seller", message(rooms::Kind::Answer, "It is.", Some(1), None)),
        (ANN, "g1", message(rooms::Kind::Chat, "Buy at example.org", None, Some(hidden))),
        (SAL, "seller", rooms::What::Hid { seq: 3, reason: "A “rival’s” shop".into() }),
    ];
    let line = |(seq, (author_id, author, what)): (i64, (AccountId, &str, rooms::What))| rooms::Line {
        seq,
        at: DateTime::UNIX_EPOCH,
        author_id,
        author: author.into(),
        what,
    };
    Talk::with(LOT, SAL, (1..).zip(lines).map(line).collect())
}

/// What is said in a room, and to whom.
fn everything_said_in_a_room() -> Vec<ByteString> {
    let (talk, now) = (talk(), DateTime::UNIX_EPOCH);
    let (board, everybody) = (talk.board(), Eye::default());
    let lines: Vec<rooms::Line> = board.since(0).unwrap().cloned().collect();
    let you = InRoom { author: Some("g1".into()), muted: Some("Rude.".into()), moderates: false };
    let key = Uuid::from_u128(7);
    let muted = talk::Refused::Muted { reason: "Rude.".into() };
    vec![
        room_snapshot(&talk, &board, &everybody, Some(&you), now),
        room_snapshot(&talk, &board, &everybody, None, now),
        room_events(LOT, &lines[..1], &everybody),
        room_events(LOT, &lines, &everybody),
        subscribed(Some(1), Channel::Room(LOT), "e", 4, None),
        room_you(LOT, &you),
        caption(LOT, "going “once”"),
        said(Some(5), LOT, key, &rooms::Said { seq: 3, author: "g1".into(), told: None, duplicate: false }),
        not_said(Some(5), Some(key), &muted),
        not_said(None, None, &talk::Refused::CaptionTooLong),
    ]
}

/// One of every message that the house sends, and of each of its shapes.
fn everything_the_house_says() -> Vec<ByteString> {
    let (room, now, lines) = (room(), DateTime::UNIX_EPOCH, lines());
    let (board, auction) = (room.board(), Channel::Auction(LOT));
    let leading = YouAre {
        bidder: Some("b1".into()),
        standing: Some(Standing::Leading),
        maximum: Some(Money(1 << 40)),
        quantity: Some(3),
        seller: false,
        retract: Some((2, now).into()),
        may_bid: Some(true),
    };
    let card = Card::of(&room);
    let body = catalogue_body(3, now, &card);
    let receipt = Receipt {
        seq: 2,
        asked: Asked { amount: Some(Money(100)), exact: false, quantity: 1, whole: false },
        price: Some(Money(100)),
        minimum: Money(101),
        leading: true,
        nonce: Nonce([9; 16]),
    };
    let of_catalogue = |seq| catalogue::Line { seq, auction: LOT, listed: false, body: body.clone() };
    let done = Done { seq: 2, receipt: Some(receipt), duplicate: false };
    vec![
        hello(Uuid::from_u128(1), "n", now),
        snapshot(&room, &board, Some(leading.clone()), now),
        cards_snapshot(&[Card::of(&room)], now),
        super::card(&body),
        catalogue_snapshot("e", 3, &[card], now),
        events(auction, &lines[..1]),
        events(auction, &lines),
        catalogue_events(&[of_catalogue(3)]),
        catalogue_events(&[of_catalogue(3), of_catalogue(4)]),
        subscribed(Some(1), auction, "e", 2, Some(0)),
        subscribed(None, Channel::Catalogue, "e", 2, None),
        verdict(Some(u64::MAX), LOT, KEY, &Ok(done)),
        verdict(None, LOT, KEY, &Err(Refused::Rejected(Rejection::TooLow { minimum: Money(101) }))),
        verdict(Some(2), LOT, KEY, &Err(Refused::Unavailable)),
        you(&room, &board, &leading),
        watchers(&room),
        time(Some(6), &serde_json::Number::from_f64(17.5).unwrap(), now, now),
        beat(now),
        error(None, "malformed", "This message cannot be understood.", false),
        bye(1000, "auction_ended", false, 0),
    ]
}

/// One of every message that a client sends, and of each of its shapes.
fn everything_a_client_says() -> Vec<Value> {
    vec![
        json!({"type": "subscribe", "id": 1, "channel": "catalogue"}),
        json!({"type": "subscribe", "id": 1, "channel": format!("auction:{LOT}"), "epoch": "e", "seq": 41}),
        json!({"type": "subscribe", "id": 1, "channel": "cards", "auctions": [LOT.0], "listed": true}),
        json!({"type": "unsubscribe", "id": 2, "channel": format!("auction:{LOT}")}),
        json!({"type": "bid", "id": 3, "auction": LOT.0, "amount": 12_500, "exact": true, "quantity": 1, "key": KEY.0}),
        json!({"type": "bid", "id": 3, "auction": LOT.0, "amount": 12.5, "key": KEY.0}),
        json!({"type": "bid", "id": u64::MAX, "auction": LOT.0, "amount": i64::MIN, "key": KEY.0}),
        json!({"type": "say", "id": 5, "channel": format!("room:{LOT}"), "text": "Is it beech?", "key": KEY.0}),
        json!({"type": "say", "id": 5, "channel": "room:x", "text": "It is.", "key": KEY.0, "kind": "answer", "about": 1}),
        json!({"type": "caption", "channel": format!("room:{LOT}"), "text": "goi"}),
        json!({"type": "time", "id": null, "t0": 1_700_000_000_000_u64, "something": ["new", {"deep": [-1, 1.5]}]}),
    ]
}

fn decode(wire: Wire, said: Said<'_>) -> Option<ClientMessage> {
    serde_json::from_str(&wire.text(said).ok()?).ok()
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// As any MessagePack library writes it.
fn packed(value: &Value) -> Vec<u8> {
    rmp_serde::to_vec_named(value).unwrap()
}

fn unpacked(bytes: &[u8]) -> Value {
    rmp_serde::from_slice(bytes).unwrap()
}

#[test]
fn whatever_the_house_says_is_the_same_in_both_writings() {
    let mut types = BTreeSet::new();
    for message in everything_the_house_says().into_iter().chain(everything_said_in_a_room()) {
        assert_eq!(Wire::Json.encode(&message), message.as_bytes());
        let (json, packed) = (value(&message), Wire::MessagePack.encode(&message));
        assert_eq!(unpacked(&packed), json);
        types.insert(json["type"].as_str().unwrap().to_owned());
        // And back, member by member in their order.
        let back = Wire::MessagePack.text(Said::Binary(&packed)).unwrap();
        assert_eq!(*back, *message);
    }
    let all =
        "accepted beat bye caption card error event events hello rejected said snapshot subscribed time watchers you";
    assert_eq!(types.into_iter().collect::<Vec<_>>().join(" "), all);
}

#[test]
fn what_is_hidden_is_written_for_its_author_and_for_who_moderates_and_for_nobody_else() {
    let talk = talk();
    let board = talk.board();
    let lines: Vec<rooms::Line> = board.since(0).unwrap().cloned().collect();
    let told =
        |eye: Eye| [room_events(LOT, &lines, &eye), room_snapshot(&talk, &board, &eye, None, DateTime::UNIX_EPOCH)];
    let person = |account, administers| talk.eye(Some(Person { account, administers }));
    let stranger = AccountId(Uuid::from_u128(9));
    for eye in [Eye::default(), person(stranger, false)] {
        assert!(
            told(eye).iter().all(|told| !told.contains("example.org") && told.contains("rival’s")),
            "{:?}",
            told(eye)
        );
    }
    for eye in [person(ANN, false), person(SAL, false), person(stranger, true)] {
        assert!(
            told(eye).iter().all(|told| told.contains("example.org") && told.contains("rival’s")),
            "{:?}",
            told(eye)
        );
    }
    let events = value(&told(Eye::default())[0]);
    assert_eq!(events["events"][2]["body"]["data"]["text"], Value::Null);
    assert_eq!(events["events"][3]["body"]["data"], json!({"about": 3, "by": "seller", "reason": "A “rival’s” shop"}));
}

#[test]
fn no_message_of_a_room_names_an_account() {
    for message in everything_said_in_a_room() {
        assert!(!message.contains(&ANN.to_string()) && !message.contains(&SAL.to_string()), "{message}");
    }
}

#[test]
fn whatever_a_client_says_is_understood_alike_in_both_writings() {
    let mut types = BTreeSet::new();
    for message in everything_a_client_says() {
        let text = message.to_string();
        let in_json = decode(Wire::Json, Said::Text(&text)).unwrap();
        let in_messagepack = decode(Wire::MessagePack, Said::Binary(&packed(&message))).unwrap();
        assert_eq!(format!("{in_json:?}"), format!("{in_messagepack:?}"));
        types.insert(message["type"].as_str().unwrap().to_owned());
    }
    assert_eq!(types.into_iter().collect::<Vec<_>>().join(" "), "bid caption say subscribe time unsubscribe");
}

#[test]
fn the_bytes_are_those_of_the_specification() {
    let message =
        ByteString::from_static(r#"{"n":127,"m":128,"i":-1,"big":4294967296,"f":1.5,"y":true,"z":null,"l":["é"]}"#);
    let bytes: &[&[u8]] = &[
        b"\x88\xA1n\x7F\xA1m\xCC\x80\xA1i\xFF",
        b"\xA3big\xCF\x00\x00\x00\x01\x00\x00\x00\x00",
        b"\xA1f\xCB\x3F\xF8\x00\x00\x00\x00\x00\x00\xA1y\xC3\xA1z\xC0\xA1l\x91\xA2\xC3\xA9",
    ];
    assert_eq!(Wire::MessagePack.encode(&message), bytes.concat());
}

#[test]
fn the_first_writing_that_a_client_offers_and_we_speak_is_chosen() {
    assert_eq!(Wire::chosen(["auction.v1.json"]), Some(Wire::Json));
    assert_eq!(Wire::chosen(["chat,auction.v1.msgpack , auction.v1.json"]), Some(Wire::MessagePack));
    assert_eq!(Wire::chosen(["chat", "auction.v1.json", "auction.v1.msgpack"]), Some(Wire::Json));
    assert_eq!(Wire::chosen(["chat", "auction.v2.json", "AUCTION.V1.JSON", ""]), None);
    assert_eq!(Wire::chosen([]), None);
}

#[test]
fn each_writing_has_its_kind_of_frame() {
    let text = r#"{"type":"time","t0":1}"#;
    let packed = packed(&value(text));
    assert!(matches!(Wire::Json.text(Said::Binary(&packed)), Err(Malformed::NotText)));
    assert!(matches!(Wire::MessagePack.text(Said::Text(text)), Err(Malformed::NotBinary)));
}

#[test]
fn messagepack_has_no_word_that_json_has_not() {
    let time = packed(&json!({"type": "time", "t0": 1}));
    let understood = |bytes: &[u8]| decode(Wire::MessagePack, Said::Binary(bytes)).is_some();
    assert!(understood(&time));
    assert!(!understood(&[&time[..], b"\xC0"].concat()), "something behind it");
    for cut in 0..time.len() {
        assert!(!understood(&time[..cut]), "cut at {cut}");
    }
    // A key, and a name, as bytes instead of a text.
    assert!(!understood(b"\x82\xA4type\xC4\x04time\xA2t0\x01"));
    let mut bid = packed(&json!({"type": "bid", "auction": LOT.0, "amount": 1}));
    bid[0] += 1;
    assert!(!understood(&[&bid[..], b"\xA3key\xC4\x10", &[7; 16]].concat()));
    // A text that is not UTF-8, an extension, not a number, a byte that means nothing.
    for t0 in [&b"\xA1\xFF"[..], b"\xD4\x01\x01", b"\xCB\x7F\xF8\x00\x00\x00\x00\x00\x00", b"\xC1"] {
        assert!(!understood(&[&b"\x82\xA4type\xA4time\xA2t0"[..], t0].concat()), "{t0:x?}");
    }
}

#[test]
fn what_announces_too_much_or_nests_too_deep_is_refused() {
    let understood = |bytes: &[u8]| Wire::MessagePack.text(Said::Binary(bytes)).is_ok();
    for header in
        [&b"\xDD\xFF\xFF\xFF\xFF"[..], b"\xDF\xFF\xFF\xFF\xFF", b"\xDB\xFF\xFF\xFF\xFF", b"\xC6\xFF\xFF\xFF\xFF"]
    {
        assert!(!understood(header));
    }
    let nested = |deep: usize| [vec![0x91; deep], vec![0xC0]].concat();
    let in_json = |deep: usize| value_of(&format!("{}null{}", "[".repeat(deep), "]".repeat(deep))).is_ok();
    for deep in [1, crate::config::DEEPEST - 1, crate::config::DEEPEST, crate::config::DEEPEST + 1, 4_000] {
        assert_eq!(understood(&nested(deep)), in_json(deep), "{deep}");
    }
    for byte in 0..=255 {
        let frame = [byte; crate::config::LARGEST_FRAME];
        let text = Wire::MessagePack.text(Said::Binary(&frame)).unwrap_or_default();
        assert!(text.len() <= 6 * frame.len());
    }
}

fn value_of(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text)
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        // No amount is a fraction, and serde_json reads long ones off by the last bit.
        any::<i32>().prop_map(|eighths| Value::from(f64::from(eighths) / 8.0)),
        ".{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 20, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..20).prop_map(Value::from),
            prop::collection::btree_map(".{0,9}", inner, 0..20).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #[test]
    fn there_and_back_is_the_same_text(message in any_json()) {
        let text = ByteString::from(message.to_string());
        let packed = Wire::MessagePack.encode(&text);
        let back = Wire::MessagePack.text(Said::Binary(&packed)).unwrap();
        prop_assert_eq!(&*back, &*text);
        prop_assert_eq!(unpacked(&packed), message);
    }

    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let text = Wire::MessagePack.text(Said::Binary(&bytes)).unwrap_or_default();
        prop_assert!(text.len() <= 6 * bytes.len());
        prop_assert!(text.is_empty() || value_of(&text).is_ok());
    }
}
