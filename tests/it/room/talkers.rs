//! Asking and talking, as these tests do it.

use crate::support::people::{Answer, Lot, Visitor};
use crate::support::socket::Socket;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use uuid::Uuid;

/// The channel of what is said about a lot.
pub fn channel(lot: &Lot) -> String {
    format!("room:{}", lot.id)
}

/// Says something over HTTP, under a key of its own.
pub async fn says(who: &Visitor, lot: &Lot, text: &str) -> Answer {
    says_with(who, lot, Uuid::new_v4(), json!({ "text": text })).await
}

pub async fn asks(who: &Visitor, lot: &Lot, text: &str) -> Answer {
    says_with(who, lot, Uuid::new_v4(), json!({"text": text, "kind": "question"})).await
}

pub async fn answers(who: &Visitor, lot: &Lot, about: i64, text: &str) -> Answer {
    says_with(who, lot, Uuid::new_v4(), json!({"text": text, "about": about})).await
}

pub async fn says_with(who: &Visitor, lot: &Lot, key: Uuid, body: Value) -> Answer {
    let request = who.asks(Method::POST, &lot.path("/room")).header("idempotency-key", key.to_string());
    Answer::try_of(request.json(&body)).await.expect("an answer")
}

/// Says something over a socket, and gives back `said` or `error`.
pub async fn says_over(socket: &mut Socket, lot: &Lot, key: Uuid, text: &str) -> Value {
    let say = json!({"type": "say", "channel": channel(lot), "text": text, "key": key.to_string()});
    tells(socket, say).await
}

/// Sends a message that is answered by `said` or `error`, and gives that back.
pub async fn tells(socket: &mut Socket, message: Value) -> Value {
    let id = socket.says(message).await;
    let of_it = |frame: &Value| frame["id"] == id && matches!(frame["type"].as_str(), Some("said" | "error"));
    socket.next_where("an answer", of_it).await
}

/// A socket that listens to what is said about a lot.
pub async fn listens(who: &Visitor, lot: &Lot) -> Socket {
    let mut socket = who.connects().await;
    socket.subscribes(&channel(lot)).await;
    socket
}

/// The last page of what was said, as somebody sees it.
pub async fn sees(who: &Visitor, lot: &Lot) -> Value {
    who.gets(&lot.path("/room")).await.with(200).body
}

/// The texts on a page; null where one is hidden.
pub fn texts(page: &Value) -> Vec<&Value> {
    page["messages"].as_array().unwrap().iter().map(|message| &message["text"]).collect()
}

pub fn numbers(messages: &Value) -> Vec<i64> {
    messages.as_array().unwrap().iter().map(|message| message["seq"].as_i64().unwrap()).collect()
}

/// Hides a message over HTTP.
pub async fn hides(who: &Visitor, lot: &Lot, seq: i64, reason: &str) -> Answer {
    who.posts(&lot.path(&format!("/room/{seq}/hide")), json!({ "reason": reason })).await
}

/// Mutes somebody over HTTP, or lets them speak again.
pub async fn mutes(who: &Visitor, lot: &Lot, act: &str, author: &str, reason: &str) -> Answer {
    who.posts(&lot.path(&format!("/room/{act}")), json!({"author": author, "reason": reason})).await
}

/// The lot's page, as a browser of somebody shows it.
pub async fn page(who: &Visitor, lot: &Lot, rest: &str) -> String {
    let response = who.browses(Method::GET, &format!("/auctions/{}{rest}", lot.id)).send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.text().await.unwrap()
}

/// Sends one of the page's forms.
pub async fn form(who: &Visitor, lot: &Lot, rest: &str, fields: &[(&str, &str)]) -> Response {
    let path = format!("/auctions/{}/room{rest}", lot.id);
    who.browses(Method::POST, &path).form(fields).send().await.unwrap()
}
