//! Holds what a client sends to RFC 6455, frame by frame, and stops at the first violation. Pure: bytes go by, and none are
//! kept. It does not take messages apart; actix-ws does that with what is let by.

use super::Violation;
use super::header::{Header, Opcode, Partial};
use super::utf8::{NotUtf8, Utf8};

/// Watches what one client sends.
#[derive(Debug)]
pub struct FrameGuard {
    /// The largest message, in bytes.
    largest: usize,
    header: Partial,
    /// The frame whose payload is being read, and how much of that has been.
    frame: Option<(Header, u64)>,
    /// The message that has begun and not ended. Control frames come in between.
    message: Option<Message>,
    /// What the close frame says that is being read.
    reason: Reason,
}

/// What became of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How many of them may be read on.
    pub good: usize,
    /// Why no more may be, ever.
    pub end: Option<End>,
}

/// Why nothing more is read from a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It sent a close frame, as it may. Whatever follows means nothing (RFC 6455, section 5.5.1).
    Closed,
    Violated(Violation),
}

/// A message of one or more frames.
#[derive(Debug)]
struct Message {
    /// How its text stands, if it is one.
    text: Option<Utf8>,
    size: u64,
    frames: usize,
}

/// The payload of a close frame: nothing, or a code and then a text.
#[derive(Debug, Default)]
struct Reason {
    code: u16,
    read: u8,
    text: Utf8,
}

impl From<NotUtf8> for Violation {
    fn from(_: NotUtf8) -> Self {
        Violation::NotUtf8
    }
}

impl FrameGuard {
    /// A guard that lets messages of up to `largest` bytes by, in as many frames at most.
    pub fn new(largest: usize) -> FrameGuard {
        FrameGuard { largest, header: Partial::default(), frame: None, message: None, reason: Reason::default() }
    }

    /// Looks at the next bytes. Once there was an end, there is no use in looking further.
    pub fn watch(&mut self, bytes: &[u8]) -> Seen {
        let (mut at, mut whole) = (0, 0);
        while at < bytes.len() {
            match self.step(&bytes[at..]) {
                Ok((read, None)) => at += read,
                Ok((read, Some(opcode))) => {
                    at += read;
                    whole = at;
                    if opcode == Opcode::Close {
                        return Seen { good: whole, end: Some(End::Closed) };
                    }
                }
                // Of the frame that is wrong no more is let by.
                Err(violation) => return Seen { good: whole, end: Some(End::Violated(violation)) },
            }
        }
        Seen { good: bytes.len(), end: None }
    }

    /// Reads a byte of a header or what there is of a payload: how many bytes that were, and what frame ended with them.
    fn step(&mut self, bytes: &[u8]) -> Result<(usize, Option<Opcode>), Violation> {
        let (header, before, read) = match self.frame {
            None => match self.header.push(bytes[0])? {
                None => return Ok((1, None)),
                Some(header) => {
                    self.header = Partial::default();
                    self.begin(&header)?;
                    (header, 0, 1)
                }
            },
            Some((header, before)) => {
                let there = bytes.len().min(usize::try_from(header.length - before).unwrap_or(usize::MAX));
                self.read(&header, before, &bytes[..there])?;
                (header, before + there as u64, there)
            }
        };
        let ends = before == header.length;
        self.frame = (!ends).then_some((header, before));
        if ends {
            self.end(&header)?;
        }
        Ok((read, ends.then_some(header.opcode)))
    }

    /// A frame begins: is it its turn, and is there room for what it announces?
    fn begin(&mut self, header: &Header) -> Result<(), Violation> {
        match (header.opcode, &self.message) {
            (Opcode::Continuation, None) => return Err(Violation::Protocol("there is nothing to continue")),
            (Opcode::Text | Opcode::Binary, Some(_)) => {
                return Err(Violation::Protocol("a message begins within another"));
            }
            (Opcode::Text, None) => self.message = Some(Message::new(Some(Utf8::default()))),
            (Opcode::Binary, None) => self.message = Some(Message::new(None)),
            (Opcode::Close, _) => self.reason = Reason::default(),
            _ => {}
        }
        match &mut self.message {
            Some(message) if header.opcode.is_data() => message.grow(header.length, self.largest),
            _ => Ok(()),
        }
    }

    /// Looks into a payload, of which `before` bytes have gone by already.
    fn read(&mut self, header: &Header, before: u64, bytes: &[u8]) -> Result<(), Violation> {
        let first = (before % 4) as usize;
        let mut unmasked = bytes.iter().zip(header.mask.iter().cycle().skip(first)).map(|(byte, mask)| byte ^ mask);
        match (header.opcode, &mut self.message) {
            (Opcode::Close, _) => unmasked.try_for_each(|byte| self.reason.push(byte)),
            (Opcode::Text | Opcode::Continuation, Some(Message { text: Some(text), .. })) => {
                Ok(unmasked.try_for_each(|byte| text.push(byte))?)
            }
            _ => Ok(()),
        }
    }

    /// A frame ends.
    fn end(&mut self, header: &Header) -> Result<(), Violation> {
        match header.opcode {
            Opcode::Close => self.reason.end(),
            opcode if opcode.is_data() && header.last => {
                let text = self.message.take().and_then(|message| message.text);
                Ok(text.map_or(Ok(()), Utf8::end)?)
            }
            _ => Ok(()),
        }
    }
}

impl Message {
    fn new(text: Option<Utf8>) -> Message {
        Message { text, size: 0, frames: 0 }
    }

    /// Makes room for a frame of `length`. Frames are counted too: empty ones would otherwise go on for ever.
    fn grow(&mut self, length: u64, largest: usize) -> Result<(), Violation> {
        self.size = self.size.saturating_add(length);
        self.frames += 1;
        let fits = self.size <= largest as u64 && self.frames <= largest;
        if fits { Ok(()) } else { Err(Violation::TooBig) }
    }
}

impl Reason {
    fn push(&mut self, byte: u8) -> Result<(), Violation> {
        self.read += 1;
        match self.read {
            1 => self.code = u16::from(byte) << 8,
            2 => {
                self.code |= u16::from(byte);
                if !may_be_sent(self.code) {
                    return Err(Violation::Protocol("no close frame may carry that code"));
                }
            }
            _ => self.text.push(byte)?,
        }
        Ok(())
    }

    fn end(&self) -> Result<(), Violation> {
        match self.read {
            1 => Err(Violation::Protocol("a close code has two bytes")),
            _ => Ok(self.text.end()?),
        }
    }
}

/// Whether a close frame may carry this code: those with a meaning (RFC 6455, section 7.4.1, and 1012 to 1014 of IANA's
/// registry), and 3000 to 4999, which are libraries' and applications' own.
fn may_be_sent(code: u16) -> bool {
    matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999)
}
