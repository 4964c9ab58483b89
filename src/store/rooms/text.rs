//! What can be said at all: text, and nothing that is more than text.

use crate::config;

/// A message's text: trimmed, on one line, without signs that command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// Reads what was typed. `None` if nothing is left of it, or too much.
    pub fn parse(typed: &str) -> Option<Text> {
        let plain: String = typed.chars().filter_map(plain).collect();
        let text = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        (1..=config::rooms::LONGEST_MESSAGE).contains(&text.chars().count()).then_some(Text(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A caption as it is being typed: as [`Text`], but its spaces are still being thought about, and it may be empty. `None`
/// if it is too long.
pub fn caption(typed: &str) -> Option<String> {
    let text: String = typed.chars().filter_map(plain).collect();
    (text.chars().count() <= config::rooms::LONGEST_CAPTION).then_some(text)
}

/// A character as it may stand in a text: none that command a terminal or a database, and none that turn round the
/// direction of what other people wrote after it.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => None,
        '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_keeps_no_control_characters() {
        let read = |typed: &str| Text::parse(typed).map(|text| text.as_str().to_owned());
        assert_eq!(read("  Is it\r\n\tbeech?\0\u{1B}[31m ").as_deref(), Some("Is it beech?[31m"));
        assert_eq!(read("a\u{202E}b\u{2066}c\u{2028}d").as_deref(), Some("abc d"));
        assert_eq!(read("<b>&amp; 👩‍👩‍👧 שלום").as_deref(), Some("<b>&amp; 👩‍👩‍👧 שלום"), "it is escaped where it is shown");
    }

    #[test]
    fn a_text_is_neither_empty_nor_endless() {
        let most = "é".repeat(config::rooms::LONGEST_MESSAGE);
        assert!(Text::parse(&most).is_some());
        for typed in ["", " \n ", "\0", "\u{202E}", &format!("{most}é")] {
            assert_eq!(Text::parse(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn a_caption_is_shown_as_far_as_it_is_typed() {
        assert_eq!(caption("going ").as_deref(), Some("going "));
        assert_eq!(caption("").as_deref(), Some(""));
        assert_eq!(caption("a\u{7}b\nc").as_deref(), Some("ab c"));
        assert_eq!(caption(&"é".repeat(config::rooms::LONGEST_CAPTION + 1)), None);
    }
}
