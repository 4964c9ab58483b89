//! Messages as WebSocket frames, each encoded once however many are sent it.

use super::protocol::Wire;
use actix_http::ws::{CloseReason, OpCode, Parser};
use bytes::{Bytes, BytesMut};
use bytestring::ByteString;
use std::cell::OnceCell;

/// A message for any number of viewers.
pub struct Frame {
    message: ByteString,
    /// For each [`Wire`].
    framed: [OnceCell<Bytes>; Wire::ALL.len()],
}

impl Frame {
    /// A frame in this writing, made when it is first wanted.
    pub fn bytes(&self, wire: Wire) -> Bytes {
        self.framed[wire as usize].get_or_init(|| message(wire, &self.message)).clone()
    }

    #[cfg(test)]
    pub fn text(&self) -> &str {
        &self.message
    }

    /// The length of the message as JSON, in bytes; as MessagePack it is shorter.
    pub fn size(&self) -> usize {
        self.message.len()
    }
}

impl From<ByteString> for Frame {
    fn from(message: ByteString) -> Frame {
        Frame { message, framed: Default::default() }
    }
}

fn frame(payload: &[u8], kind: OpCode) -> Bytes {
    let mut out = BytesMut::with_capacity(payload.len() + 10);
    Parser::write_message(&mut out, payload, kind, true, false);
    out.freeze()
}

/// One message as a frame in this writing.
pub fn message(wire: Wire, message: &ByteString) -> Bytes {
    match wire {
        Wire::Json => text(message),
        Wire::MessagePack => binary(&wire.encode(message)),
    }
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
