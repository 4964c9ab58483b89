//! The header of a client's frame (RFC 6455, section 5.2), read byte by byte, so that a wrong one is refused before anything
//! that it announces has come. Knows one frame, not what went before it.

use super::Violation;

/// The longest control frame (RFC 6455, section 5.5).
pub const LONGEST_CONTROL: u64 = 125;

/// What a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opcode {
    Continuation,
    Text,
    Binary,
    Close,
    Ping,
    Pong,
}

/// All that is said before the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Whether the message ends with this frame.
    pub last: bool,
    pub opcode: Opcode,
    /// The payload's length in bytes.
    pub length: u64,
    pub mask: [u8; 4],
}

/// A header on its way in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Partial {
    /// Two bytes, up to eight of length, four of mask.
    bytes: [u8; 14],
    read: u8,
}

impl Opcode {
    fn from_bits(bits: u8) -> Option<Opcode> {
        match bits {
            0x0 => Some(Opcode::Continuation),
            0x1 => Some(Opcode::Text),
            0x2 => Some(Opcode::Binary),
            0x8 => Some(Opcode::Close),
            0x9 => Some(Opcode::Ping),
            0xA => Some(Opcode::Pong),
            _ => None,
        }
    }

    /// Whether it carries a part of a message.
    pub fn is_data(self) -> bool {
        !self.is_control()
    }

    fn is_control(self) -> bool {
        matches!(self, Opcode::Close | Opcode::Ping | Opcode::Pong)
    }
}

impl Partial {
    /// Takes the next byte, and gives back the header with its last.
    ///
    /// # Errors
    /// As soon as the bytes so far begin no header that a client may send.
    pub fn push(&mut self, byte: u8) -> Result<Option<Header>, Violation> {
        self.bytes[usize::from(self.read)] = byte;
        self.read += 1;
        let opcode = self.opcode()?;
        if self.read == 1 {
            return Ok(None);
        }
        if self.read == 2 {
            self.check_second(opcode)?;
        }
        let before_mask = 2 + self.length_bytes();
        if usize::from(self.read) == before_mask {
            self.check_length()?;
        }
        if usize::from(self.read) < before_mask + 4 {
            return Ok(None);
        }
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| self.bytes[before_mask + i]);
        Ok(Some(Header { last: self.bytes[0] & 0x80 != 0, opcode, length: self.length(), mask: [a, b, c, d] }))
    }

    /// What the first byte says.
    fn opcode(&self) -> Result<Opcode, Violation> {
        let first = self.bytes[0];
        if first & 0x70 != 0 {
            return Err(Violation::Protocol("a reserved bit is set"));
        }
        let opcode = Opcode::from_bits(first & 0x0F).ok_or(Violation::Protocol("the opcode is a reserved one"))?;
        if opcode.is_control() && first & 0x80 == 0 {
            return Err(Violation::Protocol("a control frame is fragmented"));
        }
        Ok(opcode)
    }

    fn check_second(&self, opcode: Opcode) -> Result<(), Violation> {
        if self.bytes[1] & 0x80 == 0 {
            return Err(Violation::Protocol("a frame is not masked"));
        }
        if opcode.is_control() && u64::from(self.short_length()) > LONGEST_CONTROL {
            return Err(Violation::Protocol("a control frame is longer than 125 bytes"));
        }
        Ok(())
    }

    fn check_length(&self) -> Result<(), Violation> {
        let (length, bytes) = (self.length(), self.length_bytes());
        if length > u64::MAX >> 1 {
            return Err(Violation::Protocol("a length has its highest bit set"));
        }
        let least = match bytes {
            0 => 0,
            2 => 126,
            _ => 1 << 16,
        };
        if length < least {
            return Err(Violation::Protocol("a length is written longer than it need be"));
        }
        Ok(())
    }

    fn short_length(&self) -> u8 {
        self.bytes[1] & 0x7F
    }

    /// How many bytes more the length takes.
    fn length_bytes(&self) -> usize {
        match self.short_length() {
            126 => 2,
            127 => 8,
            _ => 0,
        }
    }

    fn length(&self) -> u64 {
        match self.length_bytes() {
            0 => self.short_length().into(),
            bytes => self.bytes[2..2 + bytes].iter().fold(0, |length, byte| length << 8 | u64::from(*byte)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of these bytes, and how many of them were needed to know.
    fn read(bytes: &[u8]) -> (usize, Result<Option<Header>, Violation>) {
        let mut partial = Partial::default();
        for (at, byte) in bytes.iter().enumerate() {
            match partial.push(*byte) {
                Ok(None) => {}
                done => return (at + 1, done),
            }
        }
        (bytes.len(), Ok(None))
    }

    const MASK: [u8; 4] = [1, 2, 3, 4];

    #[test]
    fn a_header_is_read_in_each_of_its_three_lengths() {
        let lengths: [(&[u8], u64); 5] = [
            (&[0x80], 0),
            (&[0x80 | 125], 125),
            (&[0x80 | 126, 0, 126], 126),
            (&[0x80 | 126, 0xFF, 0xFF], 65_535),
            (&[0x80 | 127, 0, 0, 0, 0, 0, 1, 0, 0], 65_536),
        ];
        for (written, length) in lengths {
            let bytes = [&[0x81], written, &MASK].concat();
            let header = Header { last: true, opcode: Opcode::Text, length, mask: MASK };
            assert_eq!(read(&bytes), (bytes.len(), Ok(Some(header))));
            assert_eq!(read(&bytes[..bytes.len() - 1]).1, Ok(None), "not before its last byte");
        }
        assert!(matches!(
            read(&[0x02, 0x80, 1, 2, 3, 4]).1,
            Ok(Some(Header { last: false, opcode: Opcode::Binary, .. }))
        ));
    }

    #[test]
    fn a_wrong_header_is_refused_at_the_byte_that_is_wrong() {
        let wrong: [(&[u8], usize); 12] = [
            (&[0xC1, 0x80], 1),
            (&[0xA1, 0x80], 1),
            (&[0x91, 0x80], 1),
            (&[0x83, 0x80], 1),
            (&[0x87, 0x80], 1),
            (&[0x8B, 0x80], 1),
            (&[0x8F, 0x80], 1),
            (&[0x09, 0x80], 1),
            (&[0x81, 0x05], 2),
            (&[0x89, 0x80 | 126], 2),
            (&[0x81, 0x80 | 126, 0, 125, 9], 4),
            (&[0x81, 0x80 | 127, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 9], 10),
        ];
        for (bytes, needed) in wrong {
            let (at, read) = read(bytes);
            assert!(matches!(read, Err(Violation::Protocol(_))) && at == needed, "{bytes:x?}: {read:?} at {at}");
        }
        let topmost = [0x82, 0x80 | 127, 0x80, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(read(&topmost), (10, Err(Violation::Protocol("a length has its highest bit set"))));
    }
}
