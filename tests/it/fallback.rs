//! The same events without a socket: long poll and server-sent events.

use crate::support::house::House;
use crate::support::sse::Sse;
use serde_json::{Value, json};

#[tokio::test]
async fn long_poll_and_sse_and_socket_tell_the_same_events() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (anon, ann) = (house.anon(), house.bidder("Ann").await);
    let mut socket = anon.watches(&lot).await;
    let mut sse = Sse::open(&anon, &lot, None).await;
    assert_eq!(sse.next().await.1["type"], "snapshot");
    let poll = lot.path("/events?after=1&wait=25");
    let (polled, _) = tokio::join!(anon.gets(&poll), async {
        assert_eq!(anon.gets(&lot.path("/events?after=1&wait=0")).await.body["events"], json!([]));
        ann.bids(&lot, 12_00).await.leads();
    });
    for amount in [13_00, 14_00] {
        ann.bids(&lot, amount).await.leads();
    }
    let by_socket: Vec<Value> = socket.next_events(3).await.into_iter().map(|event| event["body"].clone()).collect();
    let by_sse: Vec<Value> = sse.next_events(3).await.into_iter().map(|(_, body)| body).collect();
    let rest = anon.gets(&lot.path("/events?after=2&wait=0")).await.body["events"].clone();
    let by_poll: Vec<Value> = [&polled.body["events"], &rest]
        .into_iter()
        .flat_map(|events| events.as_array().unwrap())
        .map(|event| event["body"].clone())
        .collect();
    assert_eq!(by_sse, by_socket);
    assert_eq!(by_poll[0], by_socket[0]);
    assert_eq!(by_poll[by_poll.len() - 2..], by_socket[1..]);
}

#[tokio::test]
async fn a_stream_resumes_after_the_last_event_it_had() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (anon, ann) = (house.anon(), house.bidder("Ann").await);
    let mut sse = Sse::open(&anon, &lot, None).await;
    assert_eq!(sse.next().await.1["type"], "snapshot");
    ann.bids(&lot, 12_00).await.leads();
    let (id, first) = sse.next_events(1).await.remove(0);
    assert_eq!(first["seq"], 2);
    drop(sse);
    for amount in [13_00, 14_00] {
        ann.bids(&lot, amount).await.leads();
    }
    let mut back = Sse::open(&anon, &lot, Some(&id)).await;
    let missed: Vec<i64> = back.next_events(2).await.iter().map(|(_, body)| body["seq"].as_i64().unwrap()).collect();
    assert_eq!(missed, [3, 4]);
}

#[tokio::test]
async fn a_stream_that_is_up_to_date_says_so() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let anon = house.anon();
    let mut sse = Sse::open(&anon, &lot, None).await;
    let (id, snapshot) = sse.next().await;
    let subscribed = sse.next_of("subscribed").await;
    assert_eq!((&subscribed["seq"], &subscribed["recovered"]), (&snapshot["seq"], &json!(false)));
    drop(sse);
    let mut back = Sse::open(&anon, &lot, Some(&id)).await;
    let (_, first) = back.next().await;
    assert_eq!(
        (&first["type"], &first["recovered"], &first["missed"]),
        (&json!("subscribed"), &json!(true), &json!(0))
    );
}

#[tokio::test]
async fn whoever_was_away_for_long_gets_a_snapshot_and_no_part_of_what_they_missed() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (anon, ann) = (house.anon(), house.bidder("Ann").await);
    let (id, before) = Sse::open(&anon, &lot, None).await.next().await;
    for amount in 0..201 {
        ann.bids(&lot, 12_00 + amount).await.leads();
    }
    let mut back = Sse::open(&anon, &lot, Some(&id)).await;
    let (_, snapshot) = back.next().await;
    assert_eq!((&snapshot["type"], &snapshot["seq"]), (&json!("snapshot"), &json!(202)));
    assert_eq!(back.next_of("subscribed").await["recovered"], false);
    let polled = anon.gets(&lot.path(&format!("/events?after={}&wait=0", before["seq"]))).await.body;
    assert_eq!(
        (&polled["seq"], &polled["snapshot"]["price"], &polled["events"]),
        (&json!(202), &json!(9_99), &Value::Null)
    );
}

#[tokio::test]
async fn who_is_signed_in_is_told_how_they_stand_whenever_that_changes_and_nobody_else_is() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (anon, ann, bo) = (house.anon(), house.bidder("Ann").await, house.bidder("Bo").await);
    let mut hers = Sse::open(&ann, &lot, None).await;
    let mut anybodys = Sse::open(&anon, &lot, None).await;
    ann.bids(&lot, 12_00).await.leads();
    let you = hers.next_of("you").await;
    assert_eq!((&you["standing"], &you["maximum"]), (&json!("leading"), &json!(12_00)));
    let polled = ann.gets(&lot.path("/events?after=1&wait=25")).await.body;
    assert_eq!(polled["you"], json!({"bidder": "b1", "standing": "leading", "maximum": 12_00, "seller": false}));
    // Her own raise changes nothing but her maximum.
    ann.bids(&lot, 15_00).await.leads();
    assert_eq!(hers.next_of("you").await["maximum"], 15_00);
    bo.bids(&lot, 20_00).await.leads();
    assert_eq!(hers.next_of("you").await["standing"], "outbid");
    assert_eq!(ann.gets(&lot.path("/events?after=3&wait=25")).await.body["you"]["standing"], "outbid");

    house.admin().await.acts(&lot, "close").await.with(200);
    assert_eq!(hers.next_of("you").await["standing"], "lost");
    assert_eq!(hers.next_of("bye").await["reason"], "auction_ended");
    let told = anybodys.until_bye().await;
    assert!(told.iter().all(|frame| frame["type"] != "you"), "{told:?}");
    let polled = anon.gets(&lot.path("/events?after=1&wait=25")).await.body;
    assert_eq!((&polled["you"], &polled["over"]), (&Value::Null, &json!(true)));
}

#[tokio::test]
async fn a_stream_ends_with_the_session_it_was_asked_for_with() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (anon, ann, bo) = (house.anon(), house.bidder("Ann").await, house.bidder("Bo").await);
    let (mut hers, mut his) = (Sse::open(&ann, &lot, None).await, Sse::open(&bo, &lot, None).await);
    let mut anybodys = Sse::open(&anon, &lot, None).await;
    for sse in [&mut hers, &mut his, &mut anybodys] {
        sse.next_of("subscribed").await;
    }
    assert_eq!(ann.asks(reqwest::Method::DELETE, "/api/v1/sessions").send().await.unwrap().status(), 204);
    let bye = hers.next_of("bye").await;
    assert_eq!((&bye["code"], &bye["reconnect"]), (&json!(4001), &json!(false)));
    bo.bids(&lot, 12_00).await.leads();
    for sse in [&mut his, &mut anybodys] {
        assert_eq!(sse.next_events(1).await[0].1["seq"], 2, "the others go on");
    }
    assert_eq!(ann.gets(&lot.path("/events?after=1&wait=0")).await.body["you"], Value::Null);
}

#[tokio::test]
async fn when_the_house_closes_streams_hear_it_and_polls_are_answered() {
    let mut house = House::open().await;
    let lot = house.seller().await.lists().await;
    let anon = house.anon();
    let mut sse = Sse::open(&anon, &lot, None).await;
    sse.next_of("subscribed").await;
    let poll = lot.path("/events?after=1&wait=25");
    let ((), answer, bye) = tokio::join!(house.stop(), anon.gets(&poll), sse.next_of("bye"));
    assert_eq!((&answer.body["events"], &answer.body["over"]), (&json!([]), &json!(false)));
    assert_eq!((&bye["code"], &bye["reason"], &bye["reconnect"]), (&json!(4101), &json!("draining"), &json!(true)));
}
