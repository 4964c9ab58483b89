//! What the house says, written down: logs of whole sales, which the page's reducer is tested with in Node. The tests here
//! hold them against what the house says today; with `GAVEL_RECORD=1` they write them anew.

use crate::support::house::House;
use crate::support::people::{Bidder, Lot, Seller};
use crate::support::sse::Sse;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;

/// A lot with a reserve, whose end every bid moves.
async fn a_lively_lot(house: &House) -> Lot {
    let mut chair = Seller::a_chair();
    chair["closing"] = json!({"mode": "reset", "window_s": 7_200, "extension_s": 7_200});
    (chair["reserve"], chair["publish"]) = (json!(30_00), json!(true));
    house.seller().await.drafts(chair).await
}

/// How a lot ended, as whoever looked on must see it too.
async fn expected(viewer: &Bidder, lot: &Lot) -> Value {
    let seen = viewer.sees(lot).await;
    let fields = ["seq", "status", "price", "leader", "bids", "ends_at", "reserve_met", "result", "you"];
    let kept: Map<String, Value> = fields.iter().map(|field| ((*field).to_owned(), seen[*field].clone())).collect();
    json!({ "expected": kept })
}

/// Frames by their types, each in its order. Beats and counts of watchers come as they like.
fn by_type(log: &[Value]) -> BTreeMap<&str, Vec<Value>> {
    let mut told: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for frame in log {
        let kind = frame["type"].as_str().unwrap_or("other");
        match (kind, frame["events"].as_array()) {
            ("beat" | "watchers", _) => {}
            ("events" | "other", Some(events)) => told.entry("event").or_default().extend(events.iter().cloned()),
            _ => told.entry(kind).or_default().push(frame.clone()),
        }
    }
    told
}

/// Whether today's word has everything that was recorded, but for what is different every time: names, instants, hashes.
fn covers(recorded: &Value, today: &Value) -> bool {
    match (recorded, today) {
        (Value::Object(recorded), Value::Object(today)) => {
            recorded.iter().all(|(name, value)| today.get(name).is_some_and(|word| covers(value, word)))
        }
        (Value::Array(recorded), Value::Array(today)) => {
            recorded.len() == today.len() && recorded.iter().zip(today).all(|(value, word)| covers(value, word))
        }
        (Value::String(recorded), Value::String(today)) => recorded == today || (changes(recorded) && changes(today)),
        _ => recorded == today,
    }
}

fn changes(text: &str) -> bool {
    let name = text.rsplit(':').next().unwrap_or_default();
    let hex = text.len() >= 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    hex || name.parse::<Uuid>().is_ok() || chrono::DateTime::parse_from_rfc3339(text).is_ok()
}

/// Holds a log against the one that was recorded, or records it.
fn is_as_recorded(name: &str, log: &[Value]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/js/fixtures").join(format!("{name}.ndjson"));
    if std::env::var_os("GAVEL_RECORD").is_some() {
        std::fs::write(&path, log.iter().map(|frame| format!("{frame}\n")).collect::<String>()).unwrap();
    }
    let text = std::fs::read_to_string(&path).expect("a recording; GAVEL_RECORD=1 makes one");
    let recorded: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (recorded, today) = (by_type(&recorded), by_type(log));
    for (kind, frames) in recorded {
        let now = today.get(kind).map_or(&[][..], Vec::as_slice);
        assert_eq!(frames.len(), now.len(), "{name}: as many frames of type {kind}");
        for (frame, now) in frames.iter().zip(now) {
            assert!(covers(frame, now), "{name}: recorded was\n{frame}\nand today it is\n{now}");
        }
    }
}

/// Polls on from the first answer until the lot is over; every answer.
async fn polls(viewer: Bidder, lot: Lot, first: Value) -> Vec<Value> {
    let mut answers = vec![first];
    while answers.last().is_some_and(|answer| answer["over"] == false) {
        let (epoch, seq) = (&answers[answers.len() - 1]["epoch"], &answers[answers.len() - 1]["seq"]);
        let path = format!("/events?epoch={}&after={seq}&wait=25", epoch.as_str().unwrap());
        let answer = viewer.gets(&lot.path(&path)).await.with(200).body;
        answers.push(answer);
    }
    answers
}

#[tokio::test]
async fn a_sale_is_told_as_it_was_when_it_was_recorded() {
    let house = House::open().await;
    let lot = a_lively_lot(&house).await;
    let (ann, bo, ada) = (house.bidder("Ann").await, house.bidder("Bo").await, house.admin().await);
    let (mut socket, mut sse) = (ann.watches(&lot).await, Sse::open(&ann, &lot, None).await);
    let first = ann.gets(&lot.path("/events?wait=0")).await.with(200).body;
    let polling = tokio::spawn(polls(ann.clone(), lot, first));
    let acts = ["ann 12", "bo 15", "ann 50", "bo 40", "ann 60", "halt", "resume", "bo 100", "ann 20", "close"];
    for act in acts {
        match act.split_once(' ') {
            Some(("ann", euros)) => drop(socket.bids(&lot, euros.parse::<i64>().unwrap() * 100).await),
            Some((_, euros)) => drop(bo.bids(&lot, euros.parse::<i64>().unwrap() * 100).await),
            None => drop(ada.acts(&lot, act).await.with(200)),
        }
        // One by one, so that every way tells them one by one.
        let seq = ann.sees(&lot).await["seq"].as_i64().unwrap();
        let reaches = |frame: &Value| frame["type"] == "event" && frame["seq"] == seq;
        if act != "ann 20" {
            socket.next_where("the event", reaches).await;
            while !reaches(&sse.next().await.1) {}
        }
    }
    socket.is_closed_with(1000).await;
    sse.until_bye().await;
    let expected = expected(&ann, &lot).await;
    let (socket, stream, polls) = (socket.heard, sse.heard, polling.await.unwrap());
    for (name, log) in [("socket", socket), ("stream", stream), ("polls", polls)] {
        is_as_recorded(name, &[log, vec![expected.clone()]].concat());
    }
}

/// A log of somebody who was away while these were bid, in euros.
async fn while_away(name: &str, bids: impl Iterator<Item = i64>) {
    let house = House::open().await;
    let lot = a_lively_lot(&house).await;
    let (ann, bo, cy) = (house.bidder("Ann").await, house.bidder("Bo").await, house.bidder("Cy").await);
    let mut before = ann.watches(&lot).await;
    before.bids(&lot, 12_00).await;
    bo.bids(&lot, 15_00).await.leads();
    let last = before.next_where("Bo's bid", |frame| frame["body"]["data"]["leader"] == "b2").await;
    let extended = before.next_where("the end moved", |frame| frame["seq"] == last["seq"].as_i64().unwrap() + 1).await;
    let mut log = before.heard.clone();
    let epoch = log.iter().find(|frame| frame["type"] == "snapshot").unwrap()["epoch"].clone();
    drop(before);
    log.push(json!({"cut": true}));
    for (turn, euros) in bids.enumerate() {
        [&cy, &bo][turn % 2].bids(&lot, euros * 100).await.leads();
    }
    let mut after = ann.connects().await;
    // One event early, as the page does.
    after.resumes(&lot.channel(), &epoch, extended["seq"].as_i64().unwrap() - 1).await;
    after.next_of("you").await;
    log.extend(after.heard);
    log.push(expected(&ann, &lot).await);
    is_as_recorded(name, &log);
}

#[tokio::test]
async fn who_was_away_for_a_moment_is_told_as_it_was_when_it_was_recorded() {
    while_away("moment", (40..44).map(|euros| euros * 5)).await;
}

#[tokio::test]
async fn who_was_away_for_long_is_told_as_it_was_when_it_was_recorded() {
    while_away("long", (40..160).map(|euros| euros * euros)).await;
}
