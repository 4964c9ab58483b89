//! A client of `auction.v1`, in either writing, over a socket of its own.

use super::contract;
use super::house::PATIENCE;
use super::people::{Lot, Visitor};
use futures_util::{FutureExt, SinkExt, StreamExt};
use serde_json::{Value, json};
use std::collections::VecDeque;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use uuid::Uuid;

/// One socket. Frames of a kind are taken in their order; those of other kinds wait until they are asked for.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// What the handshake came to.
    pub subprotocol: String,
    unread: VecDeque<Value>,
    /// Every frame there was, as it came.
    pub heard: Vec<Value>,
    last_id: u64,
}

/// A handshake as a program sends it.
pub fn handshake(visitor: &Visitor, subprotocol: &str) -> Request {
    let mut request = format!("ws://{}/ws", visitor.address).into_client_request().unwrap();
    let headers = request.headers_mut();
    headers.insert("sec-websocket-protocol", subprotocol.parse().unwrap());
    if let Some(token) = visitor.token() {
        headers.insert("authorization", format!("Bearer {token}").parse().unwrap());
    }
    if let Some(address) = visitor.comes_from() {
        headers.insert("x-forwarded-for", address.parse().unwrap());
    }
    request
}

/// The status with which a handshake is refused.
pub async fn refused(request: Request) -> u16 {
    match connect_async(request).await {
        Err(tungstenite::Error::Http(response)) => response.status().as_u16(),
        other => panic!("not refused: {other:?}"),
    }
}

impl Socket {
    pub async fn open(visitor: &Visitor) -> Socket {
        Socket::offering(visitor, "auction.v1.json").await
    }

    /// Opens a socket with the first of these subprotocols that the house speaks.
    pub async fn offering(visitor: &Visitor, subprotocols: &str) -> Socket {
        let mut socket = Socket::shaking_hands(visitor, subprotocols).await;
        socket.next_of("hello").await;
        socket
    }

    /// One that may be let in or not.
    pub async fn knock(visitor: &Visitor) -> Socket {
        Socket::shaking_hands(visitor, "auction.v1.json").await
    }

    async fn shaking_hands(visitor: &Visitor, subprotocols: &str) -> Socket {
        let (stream, response) = connect_async(handshake(visitor, subprotocols)).await.unwrap();
        let subprotocol = response.headers()["sec-websocket-protocol"].to_str().unwrap().to_owned();
        Socket { stream, subprotocol, unread: VecDeque::new(), heard: Vec::new(), last_id: 0 }
    }

    /// Sends a message under a number of its own, which the answer repeats.
    pub async fn says(&mut self, mut message: Value) -> u64 {
        self.last_id += 1;
        message["id"] = self.last_id.into();
        match self.is_packed() {
            true => self.sends_packed(&rmp_serde::to_vec_named(&message).unwrap()).await,
            false => self.sends(&message.to_string()).await,
        }
        self.last_id
    }

    /// Sends a frame to who may be gone; reads and forgets whatever comes meanwhile. `false` when the socket is closed.
    pub async fn tries(&mut self, text: &str) -> bool {
        let sent = self.stream.send(Message::text(text)).await.is_ok();
        while let Some(next) = self.stream.next().now_or_never() {
            if !matches!(next, Some(Ok(_))) {
                return false;
            }
        }
        sent
    }

    /// Sends a frame as it is.
    pub async fn sends(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.unwrap();
    }

    /// Sends a binary frame as it is.
    pub async fn sends_packed(&mut self, bytes: &[u8]) {
        self.stream.send(Message::binary(bytes.to_vec())).await.unwrap();
    }

    fn is_packed(&self) -> bool {
        self.subprotocol == "auction.v1.msgpack"
    }

    /// Asks whether the house is there, as the WebSocket protocol has it.
    pub async fn pings(&mut self) {
        self.stream.send(Message::Ping("anybody there?".into())).await.unwrap();
    }

    /// Watches a channel from now on; gives back the snapshot and `subscribed`.
    pub async fn subscribes(&mut self, channel: &str) -> (Value, Value) {
        self.says(json!({"type": "subscribe", "channel": channel})).await;
        (self.next_of("snapshot").await, self.next_of("subscribed").await)
    }

    /// Watches a channel from where it was left, and gives back `subscribed`.
    pub async fn resumes(&mut self, channel: &str, epoch: &Value, seq: i64) -> Value {
        self.says(json!({"type": "subscribe", "channel": channel, "epoch": epoch, "seq": seq})).await;
        self.next_of("subscribed").await
    }

    /// Bids, and gives back the verdict.
    pub async fn bids(&mut self, lot: &Lot, amount: i64) -> Value {
        self.bids_with(lot, Uuid::new_v4(), json!({ "amount": amount })).await
    }

    /// Bids, and gives back the verdict, or what closed the socket before the bid was read.
    pub async fn bids_unless_closed(&mut self, lot: &Lot, amount: i64) -> Value {
        let bid = json!({
            "type": "bid", "auction": lot.id.to_string(), "key": Uuid::new_v4(), "amount": amount, "exact": true, "id": 1_000,
        });
        self.tries(&bid.to_string()).await;
        self.next_where("a verdict", |frame| {
            frame["type"] == "close" || matches!(frame["type"].as_str(), Some("accepted" | "rejected" | "error"))
        })
        .await
    }

    pub async fn bids_with(&mut self, lot: &Lot, key: Uuid, mut bid: Value) -> Value {
        (bid["type"], bid["auction"], bid["key"]) = ("bid".into(), lot.id.to_string().into(), key.to_string().into());
        let id = self.says(bid).await;
        self.next_where("a verdict", |frame| {
            frame["id"] == id && matches!(frame["type"].as_str(), Some("accepted" | "rejected" | "error"))
        })
        .await
    }

    /// The next frame of a type. Events that came in one frame are handed out one by one; the end of the socket is a
    /// frame of type `close`.
    pub async fn next_of(&mut self, kind: &str) -> Value {
        self.next_where(kind, |frame| frame["type"] == kind).await
    }

    /// The next events, this many.
    pub async fn next_events(&mut self, count: usize) -> Vec<Value> {
        let mut events = Vec::new();
        while events.len() < count {
            events.push(self.next_of("event").await);
        }
        events
    }

    pub async fn next_where(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            if let Some(found) = self.unread.iter().position(&wanted) {
                return self.unread.remove(found).unwrap();
            }
            assert!(!self.unread.iter().any(|frame| frame["type"] == "close"), "no {what} among {:?}", self.unread);
            let read = tokio::time::timeout(PATIENCE, self.read()).await;
            assert!(read.is_ok(), "no {what} came, only {:?}", self.unread);
        }
    }

    /// Whether a frame has come that nobody has asked for yet.
    pub fn has_unread(&self, wanted: impl Fn(&Value) -> bool) -> bool {
        self.unread.iter().any(wanted)
    }

    async fn read(&mut self) {
        match self.stream.next().await {
            Some(Ok(message @ (Message::Text(_) | Message::Binary(_)))) => {
                assert_eq!(message.is_binary(), self.is_packed(), "{message:?}");
                let frame: Value = match message {
                    Message::Text(text) => serde_json::from_str(&text).unwrap(),
                    packed => rmp_serde::from_slice(&packed.into_data()).unwrap(),
                };
                contract::holds_frame(&frame);
                self.heard.push(frame.clone());
                match frame["events"].as_array() {
                    Some(events) => self.unread.extend(events.iter().map(|event| {
                        let mut event = event.clone();
                        (event["type"], event["channel"]) = ("event".into(), frame["channel"].clone());
                        event
                    })),
                    None => self.unread.push_back(frame),
                }
            }
            Some(Ok(Message::Close(reason))) => {
                let code = reason.map(|reason| u16::from(reason.code));
                self.unread.push_back(json!({"type": "close", "code": code}));
            }
            Some(Ok(_)) => {}
            Some(Err(error)) => self.unread.push_back(json!({"type": "close", "error": error.to_string()})),
            None => self.unread.push_back(json!({"type": "close"})),
        }
    }

    /// Waits for `bye` and then the close frame, with the same code, and gives back `bye`.
    pub async fn is_closed_with(&mut self, code: u16) -> Value {
        let bye = self.next_of("bye").await;
        let close = self.next_of("close").await;
        assert_eq!((&bye["code"], &close["code"]), (&json!(code), &json!(code)), "{bye} {close}");
        bye
    }
}
