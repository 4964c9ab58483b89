//! What a socket is told, whatever its network does.

use crate::support::house::{House, until};
use crate::support::people::{Bidder, Lot};
use crate::support::raw::{LAST, PING, RawSocket, TEXT, frame, handshake, question};
use crate::support::socket::Socket;
use serde_json::{Value, json};
use uuid::Uuid;

/// More than the house keeps for anybody: its ring is shorter.
const BURST: usize = 1_500;

async fn subscribes(socket: &mut RawSocket, lot: &Lot) -> i64 {
    socket.says(&json!({"type": "subscribe", "id": 1, "channel": lot.channel()})).await;
    let snapshot = socket.next_of("snapshot").await;
    snapshot["seq"].as_i64().unwrap()
}

/// Has a bidder outdo themselves and another, as fast as the house answers.
async fn bids_in_a_burst(bidders: [&Bidder; 2], lot: &Lot) {
    let mut sockets = [bidders[0].connects().await, bidders[1].connects().await];
    for socket in &mut sockets {
        // A socket that watches nothing is not kept.
        socket.says(json!({"type": "subscribe", "channel": "catalogue"})).await;
    }
    for round in 0..BURST {
        let bid = json!({"amount": 20_00 + 100_00 * round, "exact": true});
        let verdict = sockets[round % 2].bids_with(lot, Uuid::new_v4(), bid).await;
        assert_eq!(verdict["leading"], true, "{verdict}");
    }
}

#[tokio::test]
async fn what_a_client_sends_right_behind_its_handshake_is_heard() {
    let house = House::open().await;
    let anon = house.anon();
    for _ in 0..20 {
        let mut socket = RawSocket::connects(&anon).await;
        let at_once = [handshake(&anon).into_bytes(), frame(LAST | TEXT, question(1).as_bytes())].concat();
        socket.sends(&[&at_once[..], &frame(LAST | PING, b"!")[..1]].concat()).await;
        socket.sends(&frame(LAST | PING, b"!")[1..]).await;
        socket.is_welcome().await;
        socket.is_answered(1).await;
        assert_eq!(socket.hears().await.payload, b"!");
    }
}

#[tokio::test]
async fn a_request_before_the_handshake_is_answered_before_it() {
    let house = House::open().await;
    let anon = house.anon();
    let mut socket = RawSocket::connects(&anon).await;
    let both = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n{}", anon.address, handshake(&anon));
    socket.sends(both.as_bytes()).await;
    let head = socket.head().await;
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let length = head.to_lowercase().split("content-length: ").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
    socket.skips(length).await;
    socket.is_welcome().await;
    socket.is_heard().await;
}

#[tokio::test]
async fn sockets_that_vanish_are_no_longer_counted() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let anon = house.anon();
    let mut here = Vec::new();
    for round in 0..120 {
        let mut socket = RawSocket::connects(&anon).await;
        socket.sends(handshake(&anon).as_bytes()).await;
        match round % 3 {
            // Before the answer is read, and before anything is asked for.
            0 => drop(socket),
            1 => {
                socket.is_welcome().await;
                subscribes(&mut socket, &lot).await;
                drop(socket);
            }
            _ => {
                socket.is_welcome().await;
                subscribes(&mut socket, &lot).await;
                here.push(socket);
            }
        }
    }
    until("those who stayed are counted", async || house.live().watchers(lot.id) == here.len()).await;
    for socket in &mut here {
        socket.is_heard_among_others().await;
    }
    drop(here);
    until("nobody is left", async || house.live().watchers(lot.id) == 0).await;
}

#[tokio::test]
async fn a_viewer_who_never_reads_is_cut_and_keeps_nobody_waiting() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo, anon) = (house.bidder("Ann").await, house.bidder("Bo").await, house.anon());
    let mut deaf = RawSocket::open(&anon).await;
    subscribes(&mut deaf, &lot).await;
    let mut viewer = anon.watches(&lot).await;
    let watching = tokio::spawn(async move { viewer.next_events(BURST).await });
    bids_in_a_burst([&ann, &bo], &lot).await;
    let events = watching.await.unwrap();
    let numbers: Vec<i64> = events.iter().map(|event| event["seq"].as_i64().unwrap()).collect();
    assert_eq!(numbers, (2..2 + BURST as i64).collect::<Vec<_>>());
    until("the deaf viewer is gone", async || house.live().watchers(lot.id) == 0).await;
    deaf.is_cut().await;
}

#[tokio::test]
async fn a_viewer_who_falls_behind_is_brought_up_to_date_without_a_gap() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo, anon) = (house.bidder("Ann").await, house.bidder("Bo").await, house.anon());
    let mut slow = RawSocket::open(&anon).await;
    let mut last = subscribes(&mut slow, &lot).await;
    let mut snapshots = 0;
    let bidding = tokio::spawn(async move { bids_in_a_burst([&ann, &bo], &lot).await });
    while last < 1 + BURST as i64 {
        // Now and then, and less each time than comes meanwhile.
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        let heard = slow.hears().await;
        if heard.first != LAST | TEXT {
            continue;
        }
        let message = heard.message();
        let events: Vec<Value> = match message["type"].as_str() {
            Some("event") => vec![message],
            Some("events") => message["events"].as_array().unwrap().clone(),
            Some("snapshot") => {
                snapshots += 1;
                let seq = message["seq"].as_i64().unwrap();
                assert!(seq > last, "a snapshot never leads back");
                last = seq;
                continue;
            }
            _ => continue,
        };
        for event in events {
            assert_eq!(event["seq"], last + 1);
            last += 1;
        }
    }
    bidding.await.unwrap();
    assert!(snapshots < 10, "a snapshot is for who cannot be told the events: {snapshots}");
}

#[tokio::test]
async fn on_whatever_page_they_are_bidders_hear_how_they_stand() {
    let house = House::open().await;
    let (seller, ann, bo) = (house.seller().await, house.bidder("Ann").await, house.bidder("Bo").await);
    let (lot, other) = (seller.lists().await, seller.lists().await);
    let mut elsewhere: Socket = ann.connects().await;
    elsewhere.says(json!({"type": "subscribe", "channel": "me"})).await;
    assert_eq!(elsewhere.next_of("subscribed").await["channel"], "me");
    let mut stranger = house.anon().connects().await;
    stranger.says(json!({"type": "subscribe", "channel": "me"})).await;
    assert_eq!(stranger.next_of("error").await["code"], "signed_out");

    ann.bids(&lot, 12_00).await.leads();
    let leading = elsewhere.next_of("you").await;
    assert_eq!((&leading["auction"], &leading["standing"]), (&json!(lot.id.0), &json!("leading")), "{leading}");
    bo.bids(&lot, 15_00).await.leads();
    let outbid = elsewhere.next_of("you").await;
    assert_eq!((&outbid["standing"], &outbid["minimum"]), (&json!("outbid"), &json!(13_00)), "{outbid}");
    assert!(outbid["title"].as_str().is_some_and(|title| !title.is_empty()), "{outbid}");
    assert_eq!(outbid["maximum"], 12_00, "their own");

    // Whoever watches a lot hears it there, once; and nobody hears of another's.
    elsewhere.subscribes(&other.channel()).await;
    ann.bids(&other, 12_00).await.leads();
    assert_eq!(elsewhere.next_of("you").await["auction"], json!(other.id.0));
    house.admin().await.acts(&lot, "close").await.with(200);
    let lost = elsewhere.next_of("you").await;
    assert_eq!((&lost["auction"], &lost["standing"]), (&json!(lot.id.0), &json!("lost")), "{lost}");
}
