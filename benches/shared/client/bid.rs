//! A bid over plain HTTP.

use super::http::Connection;
use crate::Result;
use serde::Deserialize;
use std::net::SocketAddr;
use uuid::Uuid;

/// A bid of whoever has `token`, under a key of its own, as a request that may be sent again.
pub fn request(address: SocketAddr, auction: Uuid, token: &str, amount: i64) -> String {
    let (body, key) = (format!(r#"{{"amount":{amount}}}"#), Uuid::new_v4());
    format!(
        "POST /api/v1/auctions/{auction}/bids HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
         Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len(),
    )
}

/// Sends it, and gives back which event it became, if it was accepted.
pub async fn place(connection: &mut Connection, request: &str) -> Result<Option<u32>> {
    #[derive(Deserialize)]
    struct Accepted {
        seq: u32,
    }
    let answer = connection.ask(request).await?;
    match answer.status {
        201 => Ok(Some(serde_json::from_slice::<Accepted>(&answer.body)?.seq)),
        _ => Ok(None),
    }
}
