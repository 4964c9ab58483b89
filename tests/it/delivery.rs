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
async fn bids_in_a_burst(bidders: [&Bidder; 2], lot: &Lot, bids: usize) {
    let mut sockets = [bidders[0].connects().await, bidders[1].connects().await];
    for socket in &mut sockets {
        // A socket that watches nothing is not kept.
        socket.says(json!({"type": "subscribe", "channel": "catalogue"})).await;
    }
    for round in 0..bids {
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
    bids_in_a_burst([&ann, &bo], &lot, BURST).await;
    let events = watching.await.unwrap();
    let numbers: Vec<i64> = events.iter().map(|event| event["seq"].as_i64().unwrap()).collect();
    assert_eq!(numbers, (2..2 + BURST as i64).collect::<Vec<_>>());
    until("the deaf viewer is gone", async || house.live().watchers(lot.id) == 0).await;
    deaf.is_cut().await;
}

#[tokio::test]
async fn beside_viewers_who_never_read_a_lone_event_still_goes_out_at_once() {
    const TRIES: usize = 30;
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo, anon) = (house.bidder("Ann").await, house.bidder("Bo").await, house.anon());
    let mut deaf = Vec::new();
    for _ in 0..4 {
        // Some for each worker.
        let mut socket = RawSocket::open(&anon).await;
        subscribes(&mut socket, &lot).await;
        deaf.push(socket);
    }
    // More than their kernels and the house keep for them.
    bids_in_a_burst([&ann, &bo], &lot, BURST / 2).await;
    let (mut viewer, mut bidder) = (anon.watches(&lot).await, bo.watches(&lot).await);
    // A channel that was idle sends at once: the first bid after a pause is not told together with the second, which is made
    // when the first is accepted. Unless somebody else is what the channel waits for.
    let mut alone = 0;
    for number in 0..TRIES {
        tokio::time::sleep(2 * gavel::config::COALESCE).await;
        for bid in 1..=2 {
            let bid = json!({"amount": 20_00 + 100_00 * (BURST + 2 * number + bid), "exact": true});
            let verdict = bidder.bids_with(&lot, Uuid::new_v4(), bid).await;
            assert_eq!(verdict["leading"], true, "{verdict}");
        }
        let heard = viewer.heard.len();
        viewer.next_events(2).await;
        alone += usize::from(viewer.heard[heard..].iter().any(|frame| frame["type"] == "event"));
    }
    assert!(alone > TRIES / 2, "of {TRIES} first bids only {alone} were told alone");
}

#[tokio::test]
async fn a_viewer_who_falls_behind_is_brought_up_to_date_without_a_gap() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo, anon) = (house.bidder("Ann").await, house.bidder("Bo").await, house.anon());
    let mut slow = RawSocket::open(&anon).await;
    let mut last = subscribes(&mut slow, &lot).await;
    let mut snapshots = 0;
    let bidding = tokio::spawn(async move { bids_in_a_burst([&ann, &bo], &lot, BURST).await });
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

#[tokio::test]
async fn whoever_gets_units_since_somebody_elses_bid_fell_out_hears_of_it() {
    let house = House::open().await;
    let several = json!({"format": "multi_unit", "quantity": 2, "pricing": "uniform"});
    let lot = house.seller().await.lists_as(several).await;
    let (ann, bo, cy) = (house.bidder("Ann").await, house.bidder("Bo").await, house.bidder("Cy").await);
    let bids = async |who: &Bidder, amount: i64, quantity: u32, whole: bool| {
        let bid = json!({"amount": amount, "quantity": quantity, "whole": whole});
        who.bids_with(&lot, Uuid::new_v4(), bid).await.with(201)
    };
    bids(&ann, 10_00, 1, false).await;
    bids(&bo, 20_00, 2, true).await;
    let mut elsewhere: Socket = ann.connects().await;
    elsewhere.says(json!({"type": "subscribe", "channel": "me"})).await;
    elsewhere.next_of("subscribed").await;
    bids(&cy, 30_00, 1, false).await;
    let you = elsewhere.next_of("you").await;
    assert_eq!((&you["auction"], &you["standing"]), (&json!(lot.id.0), &json!("leading")), "{you}");
}

#[tokio::test]
async fn whoever_comes_in_the_last_moment_takes_the_end_from_nobody() {
    let house = House::open().await;
    let (seller, ada) = (house.seller().await, house.admin().await);
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    for _ in 0..4 {
        let lot = seller.lists().await;
        let mut viewers = Vec::new();
        for _ in 0..8 {
            viewers.push(house.anon().watches(&lot).await);
        }
        let bidding = tokio::spawn({
            let (ann, bo) = (ann.clone(), bo.clone());
            async move {
                let mut sockets = [ann.watches(&lot).await, bo.watches(&lot).await];
                for round in 0.. {
                    // The last one may come when the socket is closed already; then nobody has read it.
                    let amount = 20_00 + 100_00 * i64::try_from(round).unwrap();
                    if sockets[round % 2].bids_unless_closed(&lot, amount).await["type"] != "accepted" {
                        return;
                    }
                }
            }
        });
        let coming: Vec<_> = (0..4)
            .map(|_| {
                let anon = house.anon();
                tokio::spawn(async move {
                    let mut socket = anon.connects().await;
                    // Again and again, as after a gap, until it is over and the socket is closed.
                    while socket.tries(&json!({"type": "subscribe", "channel": lot.channel()}).to_string()).await {
                        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
                    }
                })
            })
            .collect();
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        ada.acts(&lot, "close").await.with(200);
        for viewer in &mut viewers {
            viewer.next_where("the end", |frame| frame["body"]["kind"] == "closed").await;
            viewer.is_closed_with(1000).await;
        }
        bidding.await.unwrap();
        for newcomer in coming {
            newcomer.await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_subscription_that_cannot_be_renewed_stands_as_it_was() {
    let (house, proxy) = House::behind_a_proxy().await;
    let seller = house.seller().await;
    let mut socket = house.anon().connects().await;
    socket.subscribes("catalogue").await;
    proxy.refuse();
    proxy.cut();
    socket.says(json!({"type": "subscribe", "channel": "catalogue"})).await;
    assert_eq!(socket.next_of("error").await["code"], "unavailable");
    proxy.accept();
    until("the house has its database back", async || house.anon().gets("/readyz").await.status == 200).await;
    let lot = seller.lists().await;
    let listed = |frame: &Value| frame["body"]["kind"] == "listed" && frame["body"]["auction"] == json!(lot.id.0);
    socket.next_where("the new lot", listed).await;
    socket.says(json!({"type": "unsubscribe", "channel": "catalogue"})).await;
    let id = socket.says(json!({"type": "time", "t0": 1})).await;
    socket.next_where("the answer", |frame| frame["type"] == "time" && frame["id"] == id).await;
    assert!(!socket.has_unread(|frame| frame["type"] == "error"), "it was watched until then");
}

#[tokio::test]
async fn a_handshake_over_an_older_http_or_with_a_body_is_refused() {
    let house = House::open().await;
    let anon = house.anon();
    let usual = handshake(&anon);
    for odd in [
        usual.replace("HTTP/1.1", "HTTP/1.0"),
        usual.replace("\r\n\r\n", "\r\nContent-Length: 5\r\n\r\nhello"),
        usual.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ] {
        let mut socket = RawSocket::connects(&anon).await;
        socket.sends(odd.as_bytes()).await;
        let head = socket.head().await;
        assert!(head.contains(" 400 "), "{odd}\n{head}");
    }
}

#[tokio::test]
async fn the_end_is_told_once_to_whoever_watches_the_lot_and_themselves() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    let mut socket = ann.watches(&lot).await;
    socket.says(json!({"type": "subscribe", "channel": "me"})).await;
    ann.bids(&lot, 12_00).await.leads();
    house.admin().await.acts(&lot, "close").await.with(200);
    socket.next_where("the standing", |frame| frame["type"] == "you" && frame["standing"] == "won").await;
    tokio::time::sleep(5 * gavel::config::COALESCE).await;
    let id = socket.says(json!({"type": "time", "t0": 1})).await;
    socket.next_where("the answer", |frame| frame["type"] == "time" && frame["id"] == id).await;
    assert!(!socket.has_unread(|frame| frame["type"] == "you" && frame["standing"] == "won"), "once");
}
