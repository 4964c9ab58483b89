//! The house over a WebSocket, in MessagePack: the same house.

use crate::support::house::House;
use crate::support::people::Visitor;
use crate::support::socket::Socket;
use gavel::config::MALFORMED;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const EITHER: &str = "chat, auction.v1.msgpack, auction.v1.json";

/// A socket that was offered MessagePack first.
async fn packed(visitor: &Visitor) -> Socket {
    let socket = Socket::offering(visitor, EITHER).await;
    assert_eq!(socket.subprotocol, "auction.v1.msgpack");
    socket
}

/// A frame without what differs from socket to socket, or from moment to moment.
fn told(mut frame: Value) -> Value {
    for own in ["now", "nonce", "key", "connection"] {
        frame.as_object_mut().unwrap().remove(own);
    }
    frame
}

#[tokio::test]
async fn a_socket_speaks_the_first_writing_it_was_offered() {
    let house = House::open().await;
    packed(&house.anon()).await;
    let socket = Socket::offering(&house.anon(), "auction.v1.json, auction.v1.msgpack").await;
    assert_eq!(socket.subprotocol, "auction.v1.json");
}

#[tokio::test]
async fn both_writings_tell_the_same() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let mut sockets = [packed(&ann).await, Socket::open(&ann).await];
    let mut heard: Vec<BTreeMap<&str, Vec<Value>>> = Vec::new();
    for socket in &mut sockets {
        let (snapshot, subscribed) = socket.subscribes(&lot.channel()).await;
        let state = told(snapshot)["state"]["minimum"].clone();
        heard.push(BTreeMap::from([("state", vec![state]), ("subscribed", vec![told(subscribed)])]));
    }
    bo.bids(&lot, 30_00).await.leads();
    let accepted = sockets[0].bids(&lot, 50_00).await;
    assert_eq!((&accepted["type"], &accepted["leading"]), (&json!("accepted"), &json!(true)), "{accepted}");
    let rejected = sockets[0].bids(&lot, 40_00).await;
    assert_eq!(rejected["code"], "not_above_your_maximum", "{rejected}");
    house.admin().await.acts(&lot, "close").await.with(200);
    for (socket, heard) in sockets.iter_mut().zip(&mut heard) {
        heard.insert("events", socket.next_events(3).await);
        let won = socket.next_where("winning", |frame| frame["standing"] == "won").await;
        heard.insert("you", vec![won]);
        heard.insert("bye", vec![socket.is_closed_with(1000).await]);
    }
    assert_eq!(heard[0], heard[1]);
}

#[tokio::test]
async fn the_catalogue_and_the_clock_are_told_in_messagepack_too() {
    let house = House::open().await;
    let (lot, mut socket) = (house.seller().await.lists().await, packed(&house.anon()).await);
    let (snapshot, _) = socket.subscribes("catalogue").await;
    assert_eq!(snapshot["state"]["auctions"][0]["auction"], json!(lot.id.0));
    house.bidder("Ann").await.bids(&lot, 12_00).await.leads();
    socket.next_where("the price", |frame| frame["body"]["data"]["price"] == 9_99).await;
    let id = socket.says(json!({"type": "time", "t0": 1.5})).await;
    let time = socket.next_of("time").await;
    assert_eq!((&time["id"], &time["t0"]), (&json!(id), &json!(1.5)));
}

#[tokio::test]
async fn a_frame_that_is_no_messagepack_is_answered_until_it_is_too_much() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let mut socket = packed(&house.anon()).await;
    socket.subscribes(&lot.channel()).await;
    socket.sends(r#"{"type":"time","t0":1}"#).await;
    assert_eq!(socket.next_of("error").await["code"], "malformed", "a text frame");
    for bytes in [&b""[..], b"\xC1", b"\x80", b"\xDF\xFF\xFF\xFF\xFF", &[0x91; 4000]] {
        socket.sends_packed(bytes).await;
        let error = socket.next_of("error").await;
        assert_eq!((&error["code"], &error["temporary"]), (&json!("malformed"), &json!(false)), "{bytes:x?}");
    }
    for _ in 6..MALFORMED {
        socket.sends_packed(b"\xC0").await;
    }
    assert_eq!(socket.is_closed_with(4000).await["reconnect"], false);
}
