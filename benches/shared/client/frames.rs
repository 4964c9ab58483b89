//! What a server sends over a WebSocket, understood as far as it has to be. All viewers are sent the same events in the same
//! bytes, so each frame is understood once and then only compared: a client of thousands must cost less than its server.

use crate::Result;
use serde::Deserialize;
use std::collections::VecDeque;

/// Opcodes (RFC 6455, 11.8).
const TEXT: u8 = 1;
const CLOSE: u8 = 8;
const PING: u8 = 9;

/// Frames that are remembered: those of one moment, which workers may have grouped differently.
const REMEMBERED: usize = 8;

/// A message, or a frame that asks for something.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// With the bounds of the wait before coming back.
    Hello {
        retry_ms: [u64; 2],
    },
    /// From here on, with nothing missed or after a snapshot.
    Subscribed {
        epoch: String,
        seq: u32,
        recovered: bool,
    },
    /// These events, without a gap, and the beginning of the last one's hash.
    Events {
        first: u32,
        last: u32,
        hash: u64,
    },
    /// Where the auction is, for who cannot be told event by event.
    Snapshot {
        epoch: String,
        seq: u32,
        hash: u64,
    },
    Accepted {
        id: u64,
        seq: u32,
    },
    Rejected {
        id: u64,
    },
    Bye {
        reason: String,
        reconnect: bool,
        after_ms: u64,
    },
    Close,
    /// To be answered with the same payload.
    Ping(Vec<u8>),
    /// Whatever is of no concern here.
    Other,
}

/// Understands frames; one for all sockets of a process.
#[derive(Default)]
pub struct Ear {
    recent: VecDeque<(Vec<u8>, Told)>,
}

/// What has been read of one socket and is no whole frame yet.
#[derive(Default)]
pub struct Inbox(Vec<u8>);

impl Inbox {
    /// Cuts what was read into frames, each of which is handed on understood.
    pub fn take(&mut self, read: &[u8], ear: &mut Ear, mut told: impl FnMut(Told) -> Result<()>) -> Result<()> {
        if self.0.is_empty() {
            let used = cut(read, ear, &mut told)?;
            self.0.extend_from_slice(&read[used..]);
        } else {
            self.0.extend_from_slice(read);
            let used = cut(&self.0, ear, &mut told)?;
            self.0.drain(..used);
        }
        Ok(())
    }
}

/// Hands on the whole frames in `bytes`, and tells how long they are together.
fn cut(bytes: &[u8], ear: &mut Ear, told: &mut impl FnMut(Told) -> Result<()>) -> Result<usize> {
    let mut used = 0;
    loop {
        let rest = &bytes[used..];
        let (header, length) = match *rest {
            [_, length @ ..126, ..] => (2, usize::from(length)),
            [_, 126, high, low, ..] => (4, usize::from(u16::from_be_bytes([high, low]))),
            [_, 127, _, _, _, _, a, b, c, d, ..] => (10, u32::from_be_bytes([a, b, c, d]) as usize),
            _ => return Ok(used),
        };
        let Some(payload) = rest.get(header..header + length) else { return Ok(used) };
        used += header + length;
        told(match rest[0] & 0x0f {
            TEXT => ear.understand(payload)?,
            CLOSE => Told::Close,
            PING => Told::Ping(payload.to_vec()),
            _ => Told::Other,
        })?;
    }
}

impl Ear {
    fn understand(&mut self, frame: &[u8]) -> Result<Told> {
        if let Some((_, told)) = self.recent.iter().find(|(known, _)| known == frame) {
            return Ok(told.clone());
        }
        let told = serde_json::from_slice::<Message>(frame)?.told()?;
        if matches!(told, Told::Events { .. }) {
            self.recent.truncate(REMEMBERED - 1);
            self.recent.push_front((frame.to_vec(), told.clone()));
        }
        Ok(told)
    }
}

/// Every member that says something here, of whichever message.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    r#type: String,
    id: Option<u64>,
    seq: u32,
    hash: String,
    epoch: String,
    recovered: bool,
    events: Vec<Numbered>,
    retry_ms: [u64; 2],
    code: serde_json::Value,
    reason: String,
    reconnect: bool,
    after_ms: u64,
}

#[derive(Deserialize)]
struct Numbered {
    seq: u32,
    hash: String,
}

impl Message {
    fn told(self) -> Result<Told> {
        let Message { seq, hash, epoch, recovered, retry_ms, reason, reconnect, after_ms, .. } = self;
        let id = self.id.unwrap_or_default();
        Ok(match self.r#type.as_str() {
            "hello" => Told::Hello { retry_ms },
            "subscribed" => Told::Subscribed { epoch, seq, recovered },
            "event" => Told::Events { first: seq, last: seq, hash: prefix(&hash)? },
            "events" => between(&self.events)?,
            "snapshot" => Told::Snapshot { epoch, seq, hash: prefix(&hash)? },
            "accepted" => Told::Accepted { id, seq },
            "rejected" => Told::Rejected { id },
            "bye" => Told::Bye { reason, reconnect, after_ms },
            "error" => return Err(format!("the server says {}", self.code).into()),
            _ => Told::Other,
        })
    }
}

fn between(events: &[Numbered]) -> Result<Told> {
    let (Some(first), Some(last)) = (events.first(), events.last()) else { return Err("events without any".into()) };
    match events.windows(2).all(|two| two[0].seq + 1 == two[1].seq) {
        true => Ok(Told::Events { first: first.seq, last: last.seq, hash: prefix(&last.hash)? }),
        false => Err(format!("events from {} to {} with a gap or out of order", first.seq, last.seq).into()),
    }
}

/// The 16 hex digits that a hash begins with.
pub fn prefix(hash: &str) -> Result<u64> {
    let digits = hash.get(..16).ok_or_else(|| format!("{hash:?} is too short for a hash"))?;
    Ok(u64::from_str_radix(digits, 16)?)
}
