//! What the house says, in the language of whoever reads it. The words stand in `locales/LANGUAGE/*.ftl`, one file a room,
//! in Fluent's syntax; Rust and templates say them with [`t!`](crate::t).
//!
//! - [`Reader`] for whom is being written: their language and time zone, ambient while a request is answered
//! - [`book`] the words of a language, read once · [`money`] amounts as the reader writes them · [`bare`] and [`misleads`] letters
//!
//! Whoever reads is ambient and not an argument: every page, error and mail is written for exactly one person, and hundreds
//! of small functions would do nothing with a reader but hand it on. Rules, ledger and live side never ask: what they
//! write is the same for everybody.

pub mod book;
mod letters;
mod money;
#[cfg(test)]
mod tests;

pub use book::Argument;
pub use letters::{bare, misleads};
pub use money::{amount, money, plain};

use chrono_tz::Tz;
use std::fmt;
use std::future::Future;

/// A language the house speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    #[default]
    English,
    Spanish,
}

impl Language {
    /// Every language, the house's own first.
    pub const ALL: [Language; 2] = [Language::English, Language::Spanish];

    /// Its tag (BCP 47), as in `<html lang>` and in the database.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
        }
    }

    /// Its name, in itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Spanish => "Español",
        }
    }

    /// The language of a tag, whatever its region: `es-MX` is Spanish.
    pub fn of_tag(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// What chrono writes its days and months by.
    pub fn locale(self) -> chrono::Locale {
        match self {
            Language::English => chrono::Locale::en_GB,
            Language::Spanish => chrono::Locale::es_ES,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// For whom something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    pub language: Language,
    /// Where the clock hangs by which times are written.
    pub zone: Tz,
}

impl Default for Reader {
    fn default() -> Reader {
        Reader { language: Language::default(), zone: Tz::UTC }
    }
}

tokio::task_local! {
    static READER: Reader;
}

impl Reader {
    /// Whoever is being written for; English and UTC where nobody in particular is.
    pub fn current() -> Reader {
        READER.try_with(|reader| *reader).unwrap_or_default()
    }

    /// Whatever `answer` says, it says to this reader.
    pub async fn hears<T>(self, answer: impl Future<Output = T>) -> T {
        READER.scope(self, answer).await
    }

    /// Whatever `write` says, it says to this reader.
    pub fn reads<T>(self, write: impl FnOnce() -> T) -> T {
        READER.sync_scope(self, write)
    }
}

/// The language of whoever is being written for.
pub fn current() -> Language {
    Reader::current().language
}

/// Writes something in this language, with times in UTC: what [`Reader::reads`] does for somebody whose zone is not known.
pub fn speaking<T>(language: Language, write: impl FnOnce() -> T) -> T {
    Reader { language, ..Reader::default() }.reads(write)
}

/// Says a message in the reader's language. The key stands as it is, so that a test finds every one that is used; arguments
/// are `name = value`, and numbers given as numbers choose between singular and plural.
///
/// In a template the arguments are handed over as they stand: a page's own fields need their `self.` there.
#[macro_export]
macro_rules! t {
    ($key:literal $(,)?) => { $crate::language::book::say($key, &[]) };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::language::book::say($key, &[$((stringify!($name), $crate::language::Argument::argument(&$value))),+])
    };
}

/// Says the message that a code stands for: `t_code!("refused-", "too_low")` says `refused-too_low`. `None` if there are no
/// words for that code. The beginning stands as it is, and every key that begins so counts as used.
#[macro_export]
macro_rules! t_code {
    ($prefix:literal, $code:expr $(,)?) => { $crate::language::book::say_if_known(&format!(concat!($prefix, "{}"), $code), &[]) };
    ($prefix:literal, $code:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::language::book::say_if_known(
            &format!(concat!($prefix, "{}"), $code),
            &[$((stringify!($name), $crate::language::Argument::argument(&$value))),+],
        )
    };
}
