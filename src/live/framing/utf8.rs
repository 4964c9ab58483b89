//! UTF-8, checked byte by byte, so that a text is refused at the first byte that cannot be part of one, however it was cut
//! into frames and reads. Keeps five bytes and no text.

/// Where a text stands. Begin with [`Utf8::default`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Utf8 {
    /// Bytes that the present character still needs.
    needed: u8,
    /// What the next of them must at least and at most be: this is what keeps out surrogates, longer writings of a shorter
    /// character, and what lies beyond U+10FFFF.
    least: u8,
    most: u8,
}

/// These bytes are no UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUtf8;

impl Default for Utf8 {
    fn default() -> Self {
        Utf8::begin(0, 0x80, 0xBF)
    }
}

impl Utf8 {
    const fn begin(needed: u8, least: u8, most: u8) -> Utf8 {
        Utf8 { needed, least, most }
    }

    /// Takes the next byte (RFC 3629, section 4).
    ///
    /// # Errors
    /// If no text goes on like this.
    pub fn push(&mut self, byte: u8) -> Result<(), NotUtf8> {
        *self = match (self.needed, byte) {
            (0, 0x00..=0x7F) => return Ok(()),
            (0, 0xC2..=0xDF) => Utf8::begin(1, 0x80, 0xBF),
            (0, 0xE0) => Utf8::begin(2, 0xA0, 0xBF),
            (0, 0xED) => Utf8::begin(2, 0x80, 0x9F),
            (0, 0xE1..=0xEF) => Utf8::begin(2, 0x80, 0xBF),
            (0, 0xF0) => Utf8::begin(3, 0x90, 0xBF),
            (0, 0xF1..=0xF3) => Utf8::begin(3, 0x80, 0xBF),
            (0, 0xF4) => Utf8::begin(3, 0x80, 0x8F),
            (0, _) => return Err(NotUtf8),
            (needed, byte) if (self.least..=self.most).contains(&byte) => Utf8::begin(needed - 1, 0x80, 0xBF),
            _ => return Err(NotUtf8),
        };
        Ok(())
    }

    /// Whether a text may end here: not within a character.
    ///
    /// # Errors
    /// If it may not.
    pub fn end(self) -> Result<(), NotUtf8> {
        if self.needed == 0 { Ok(()) } else { Err(NotUtf8) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How many bytes are taken, and whether they are a text.
    fn judge(bytes: &[u8]) -> (usize, bool) {
        let mut utf8 = Utf8::default();
        for (at, byte) in bytes.iter().enumerate() {
            if utf8.push(*byte).is_err() {
                return (at, false);
            }
        }
        (bytes.len(), utf8.end().is_ok())
    }

    #[test]
    fn every_character_is_a_text_and_none_of_its_beginnings_is() {
        let mut buffer = [0; 4];
        for character in ('\0'..=char::MAX).step_by(7).chain(['\u{7FF}', '\u{800}', '\u{D7FF}', '\u{E000}', '\u{FFFF}'])
        {
            let bytes = character.encode_utf8(&mut buffer).as_bytes();
            assert_eq!(judge(bytes), (bytes.len(), true), "{character:?}");
            for cut in 1..bytes.len() {
                assert_eq!(judge(&bytes[..cut]), (cut, false), "{character:?} cut at {cut}");
            }
        }
    }

    #[test]
    fn a_text_is_refused_at_the_first_byte_that_cannot_be_part_of_one() {
        for (bytes, taken) in [
            (&b"\x80"[..], 0),
            (b"\xC0\xAF", 0),
            (b"\xE0\x9F\xBF", 1),
            (b"\xED\xA0\x80", 1),
            (b"\xF0\x8F\xBF\xBF", 1),
            (b"\xF4\x90\x80\x80", 1),
            (b"\xF5\x80\x80\x80", 0),
            (b"gavel \xF0\x9F\x94gone", 9),
        ] {
            assert_eq!(judge(bytes), (taken, false), "{bytes:x?}");
        }
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_standard_library(bytes in prop::collection::vec(
            prop_oneof![any::<u8>(), 0x80..=0xBFu8, 0xE0..=0xF4u8], 0..12)) {
            let (taken, text) = judge(&bytes);
            match std::str::from_utf8(&bytes) {
                Ok(_) => prop_assert_eq!((taken, text), (bytes.len(), true)),
                // A character that was cut off at the end is noticed only there.
                Err(error) if error.error_len().is_none() => prop_assert_eq!((taken, text), (bytes.len(), false)),
                Err(error) => {
                    prop_assert!(!text && taken < bytes.len());
                    prop_assert!((error.valid_up_to()..error.valid_up_to() + 4).contains(&taken));
                }
            }
        }
    }
}
