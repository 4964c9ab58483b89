//! Messages as WebSocket frames, each encoded once however many are sent it.

use actix_http::ws::{CloseReason, OpCode, Parser};
use bytes::{Bytes, BytesMut};
use bytestring::ByteString;
use std::cell::OnceCell;

/// A message for any number of viewers.
pub struct Frame {
    text: ByteString,
    framed: OnceCell<Bytes>,
}

impl Frame {
    /// A text frame, made when it is first wanted.
    pub fn bytes(&self) -> Bytes {
        self.framed.get_or_init(|| text(&self.text)).clone()
    }

    #[cfg(test)]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The length of the message, in bytes.
    pub fn size(&self) -> usize {
        self.text.len()
    }
}

impl From<ByteString> for Frame {
    fn from(text: ByteString) -> Frame {
        Frame { text, framed: OnceCell::new() }
    }
}

fn frame(payload: &[u8], kind: OpCode) -> Bytes {
    let mut out = BytesMut::with_capacity(payload.len() + 10);
    Parser::write_message(&mut out, payload, kind, true, false);
    out.freeze()
}

/// One message as a text frame.
pub fn text(message: &str) -> Bytes {
    frame(message.as_bytes(), OpCode::Text)
}

/// One message as a binary frame.
pub fn binary(message: &[u8]) -> Bytes {
    frame(message, OpCode::Binary)
}

pub fn ping() -> Bytes {
    frame(b"", OpCode::Ping)
}

pub fn pong(payload: &[u8]) -> Bytes {
    frame(payload, OpCode::Pong)
}

/// A close frame.
pub fn close(reason: Option<CloseReason>) -> Bytes {
    let mut out = BytesMut::new();
    Parser::write_close(&mut out, reason, false);
    out.freeze()
}
