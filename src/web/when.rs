//! How pages write instants and spans: exact for machines, exact with the zone for whoever asks, and short for everybody;
//! in the reader's language, by the clock of their zone. `static/js/clock.js` writes spans the same way, so nothing jumps
//! when a page comes alive.
//!
//! Instants are taken by value or by reference, because templates hand over references.

use crate::domain::Timestamp;
use crate::language::{Language, Reader};
use chrono::{NaiveDate, SecondsFormat, TimeDelta};
use std::borrow::Borrow;

/// For `<time datetime>` and scripts: `2026-11-21T14:00:00.000Z`.
pub fn iso(at: impl Borrow<Timestamp>) -> String {
    at.borrow().to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The exact instant with its zone: `21 November 2026, 14:00:00 UTC`, `21 de noviembre de 2026, 15:00:00 CET`.
pub fn exact(at: impl Borrow<Timestamp>) -> String {
    written(at, ("%-d %B %Y, %H:%M:%S %Z", "%-d de %B de %Y, %H:%M:%S %Z"))
}

/// A day and a time, where the seconds are nobody's concern: `21 Nov 2026, 14:00 UTC`.
pub fn short(at: impl Borrow<Timestamp>) -> String {
    written(at, ("%-d %b %Y, %H:%M %Z", "%-d %b %Y, %H:%M %Z"))
}

/// Only the day: `21 November 2026`.
pub fn day(at: impl Borrow<Timestamp>) -> String {
    written(at, DAY)
}

/// A day of a clock that need not be the reader's: `21 November 2026`.
pub fn date(day: NaiveDate) -> String {
    let Reader { language, .. } = Reader::current();
    let pattern = in_language(language, DAY);
    day.format_localized(pattern, language.locale()).to_string()
}

/// Only the time of day, as a line of the history has it: `12:04:31`.
pub fn of_day(at: impl Borrow<Timestamp>) -> String {
    written(at, ("%H:%M:%S", "%H:%M:%S"))
}

/// A day, in English and in Spanish.
const DAY: (&str, &str) = ("%-d %B %Y", "%-d de %B de %Y");

fn written(at: impl Borrow<Timestamp>, patterns: (&'static str, &'static str)) -> String {
    let Reader { language, zone } = Reader::current();
    let pattern = in_language(language, patterns);
    at.borrow().with_timezone(&zone).format_localized(pattern, language.locale()).to_string()
}

fn in_language(language: Language, (english, spanish): (&'static str, &'static str)) -> &'static str {
    match language {
        Language::English => english,
        Language::Spanish => spanish,
    }
}

/// Time left, as a person reads it: `1:42`, `3 h 05 min`, `2 d 4 h`. Rounded up, so it never says `0:00` too early.
pub fn left(span: TimeDelta) -> String {
    let seconds = (span.num_milliseconds().max(0) + 999) / 1000;
    let (minutes, hours) = (seconds / 60, seconds / 3600);
    match hours {
        0 => format!("{minutes}:{:02}", seconds % 60),
        1..24 => format!("{hours} h {:02} min", minutes % 60),
        _ => format!("{} d {} h", hours / 24, hours % 24),
    }
}

/// A span in the terms of an auction: `2 minutes`, `90 seconds`, `1 hour`.
pub fn span(span: TimeDelta) -> String {
    let seconds = span.num_seconds();
    match seconds {
        s if s != 0 && s % 3600 == 0 => t!("when-hours", count = s / 3600),
        s if s % 60 == 0 => t!("when-minutes", count = s / 60),
        s => t!("when-seconds", count = s),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_is_rounded_up_and_never_negative() {
        for (ms, text) in [
            (-5, "0:00"),
            (0, "0:00"),
            (1, "0:01"),
            (102_000, "1:42"),
            (120_000, "2:00"),
            (3_599_001, "1 h 00 min"),
            (11_100_000, "3 h 05 min"),
            (187_200_000, "2 d 4 h"),
        ] {
            assert_eq!(left(TimeDelta::milliseconds(ms)), text, "{ms} ms");
        }
    }

    #[test]
    fn an_instant_is_written_in_the_readers_language_by_the_clock_of_their_zone() {
        let at: Timestamp = "2026-07-21T22:00:00Z".parse().unwrap();
        assert_eq!(exact(at), "21 July 2026, 22:00:00 UTC");
        let reader = Reader { language: Language::Spanish, zone: chrono_tz::Europe::Madrid };
        reader.reads(|| {
            assert_eq!(exact(at), "22 de julio de 2026, 00:00:00 CEST");
            assert_eq!((short(at), day(at)), ("22 jul 2026, 00:00 CEST".into(), "22 de julio de 2026".into()));
            assert_eq!(span(TimeDelta::minutes(1)), "1 minuto");
            assert_eq!(iso(at), "2026-07-21T22:00:00.000Z", "machines read no language");
        });
    }

    #[test]
    fn a_span_is_told_in_its_largest_whole_unit() {
        for (seconds, text) in [(0, "0 minutes"), (60, "1 minute"), (90, "90 seconds"), (7_200, "2 hours")] {
            assert_eq!(span(TimeDelta::seconds(seconds)), text);
        }
    }
}
