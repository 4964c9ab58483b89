//! A reader of server-sent events.

use super::contract;
use super::house::PATIENCE;
use super::people::{Lot, Visitor};
use futures_util::{Stream, StreamExt};
use serde_json::Value;
use std::pin::Pin;

/// A stream of server-sent events, read one by one.
pub struct Sse {
    bytes: Pin<Box<dyn Stream<Item = reqwest::Result<bytes::Bytes>>>>,
    text: String,
    /// Every frame that was read, as it came.
    pub heard: Vec<Value>,
}

impl Sse {
    pub async fn open(visitor: &Visitor, lot: &Lot, last_event_id: Option<&str>) -> Sse {
        let request = visitor.asks(reqwest::Method::GET, &lot.path("/events")).header("accept", "text/event-stream");
        let request = last_event_id.into_iter().fold(request, |request, id| request.header("last-event-id", id));
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Sse { bytes: Box::pin(response.bytes_stream()), text: String::new(), heard: Vec::new() }
    }

    /// The next event with data: its id and its data.
    pub async fn next(&mut self) -> (String, Value) {
        loop {
            while let Some((event, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    let line = event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
                    line.map(|value| value.trim().to_owned())
                };
                let found = field("data").map(|data| (field("id").unwrap_or_default(), data));
                self.text = rest.to_owned();
                if let Some((id, data)) = found {
                    let frame: Value = serde_json::from_str(&data).unwrap();
                    contract::holds_frame(&frame);
                    self.heard.push(frame.clone());
                    return (id, frame);
                }
            }
            let chunk = tokio::time::timeout(PATIENCE, self.bytes.next()).await.expect("something is sent");
            self.text.push_str(std::str::from_utf8(&chunk.expect("it goes on").unwrap()).unwrap());
        }
    }

    /// The next frame of a type; others are passed over.
    pub async fn next_of(&mut self, kind: &str) -> Value {
        loop {
            let (_, frame) = self.next().await;
            if frame["type"] == kind {
                return frame;
            }
        }
    }

    /// Every frame up to the goodbye.
    pub async fn until_bye(&mut self) -> Vec<Value> {
        let mut frames = Vec::new();
        while frames.last().is_none_or(|frame: &Value| frame["type"] != "bye") {
            frames.push(self.next().await.1);
        }
        frames
    }

    /// The next events of the auction, with the id each frame had.
    pub async fn next_events(&mut self, count: usize) -> Vec<(String, Value)> {
        let mut events = Vec::new();
        while events.len() < count {
            let (id, frame) = self.next().await;
            match frame["type"].as_str() {
                Some("event") => events.push((id, frame["body"].clone())),
                Some("events") => {
                    events.extend(
                        frame["events"].as_array().unwrap().iter().map(|event| (id.clone(), event["body"].clone())),
                    );
                }
                _ => {}
            }
        }
        events
    }
}
