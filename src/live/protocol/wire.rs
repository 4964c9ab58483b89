//! The two ways in which messages are written: as JSON, and as MessagePack with the very same maps. Everything is said and
//! understood as JSON; MessagePack is transcribed from that and to that, so the two can never differ. Knows no message.

use crate::config;
use bytes::Bytes;
use bytestring::ByteString;
use std::borrow::Cow;

/// How a socket's messages are written. Chosen in the handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wire {
    /// In text frames.
    Json,
    /// In binary frames (msgpack.org).
    MessagePack,
}

/// A client's message, by the kind of frame it came in.
#[derive(Clone, Copy, Debug)]
pub enum Said<'a> {
    Text(&'a str),
    Binary(&'a [u8]),
}

/// Why a message cannot be read, let alone understood.
#[derive(Debug, thiserror::Error)]
pub enum Malformed {
    #[error("frames here are text")]
    NotText,
    #[error("frames here are binary")]
    NotBinary,
    #[error("this is no MessagePack, or none that JSON has words for: {0}")]
    MessagePack(serde_json::Error),
    #[error("something stands behind the message")]
    Trailing,
}

impl Wire {
    /// Both, each at its number.
    pub const ALL: [Wire; 2] = [Wire::Json, Wire::MessagePack];

    /// Its name in `Sec-WebSocket-Protocol`.
    pub fn subprotocol(self) -> &'static str {
        match self {
            Wire::Json => "auction.v1.json",
            Wire::MessagePack => "auction.v1.msgpack",
        }
    }

    /// The first we speak of those a client offers, in the client's order: the values of its `Sec-WebSocket-Protocol`, each a
    /// list with commas.
    pub fn chosen<'a>(offered: impl IntoIterator<Item = &'a str>) -> Option<Wire> {
        let names = offered.into_iter().flat_map(|list| list.split(',')).map(str::trim);
        names.filter_map(|name| Wire::ALL.into_iter().find(|wire| wire.subprotocol() == name)).next()
    }

    /// The payload of a frame with this message, which is JSON: the house wrote it.
    pub fn encode(self, message: &ByteString) -> Bytes {
        match self {
            Wire::Json => message.as_bytes().clone(),
            Wire::MessagePack => pack(message),
        }
    }

    /// What a client says, as JSON.
    ///
    /// # Errors
    /// If it came in the wrong kind of frame, or is not written as it should be.
    pub fn text(self, said: Said<'_>) -> Result<Cow<'_, str>, Malformed> {
        match (self, said) {
            (Wire::Json, Said::Text(text)) => Ok(text.into()),
            (Wire::MessagePack, Said::Binary(packed)) => unpack(packed).map(Cow::Owned),
            (Wire::Json, Said::Binary(_)) => Err(Malformed::NotText),
            (Wire::MessagePack, Said::Text(_)) => Err(Malformed::NotBinary),
        }
    }
}

/// JSON as MessagePack: numbers as short as they can be, members in their order.
fn pack(message: &str) -> Bytes {
    let mut packed = Vec::with_capacity(message.len());
    let mut json = serde_json::Deserializer::from_str(message);
    let written = serde_transcode::transcode(&mut json, &mut rmp_serde::Serializer::new(&mut packed));
    debug_assert!(written.is_ok(), "{written:?}: {message}");
    packed.into()
}

/// MessagePack as JSON. The limit on frames bounds the text too: no byte becomes more than six.
fn unpack(packed: &[u8]) -> Result<String, Malformed> {
    let mut reader = rmp_serde::Deserializer::new(packed);
    reader.set_max_depth(config::DEEPEST);
    let mut text = Vec::with_capacity(packed.len() * 2);
    serde_transcode::transcode(&mut reader, &mut serde_json::Serializer::new(&mut text))
        .map_err(Malformed::MessagePack)?;
    if !reader.get_ref().is_empty() {
        return Err(Malformed::Trailing);
    }
    // JSON is never anything but UTF-8.
    Ok(String::from_utf8(text).unwrap_or_default())
}
