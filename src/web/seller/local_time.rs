//! Days and times as sellers type them, by the clock of their own zone. Where that clock skips a time or shows it twice,
//! nothing is guessed: the form asks.

use crate::domain::{Timestamp, YEARS, storable};
use crate::language::Reader;
use crate::web::when;
use chrono::{Datelike, LocalResult, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use std::borrow::Borrow;

/// The ways a day and a time are typed: as browsers send them, with seconds, and by hand.
const PATTERNS: [&str; 3] = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"];

/// The longest time a clock was ever set forward at once, and some more: a day, where an island changed sides.
const LONGEST_GAP_MIN: i64 = 26 * 60;

/// What was typed into a field for a day and a time.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    pub text: &'a str,
    pub zone: Tz,
    /// `first` or `second`, where the clock shows this time twice.
    pub turn: &'a str,
}

impl Typed<'_> {
    /// The instant that is meant. `was` is the one that the field showed: its minutes are all a field shows, and left as they
    /// were the seconds stay.
    ///
    /// # Errors
    /// What to write instead, or to choose.
    pub fn instant(self, was: Option<Timestamp>) -> Result<Timestamp, String> {
        let text = self.text.trim();
        if let Some(was) = was.filter(|was| field(was, self.zone) == text) {
            return Ok(was);
        }
        let local = self.local().ok_or_else(|| t!("faults-instant"))?;
        match (self.zone.from_local_datetime(&local), self.turn) {
            (LocalResult::Single(at), _)
            | (LocalResult::Ambiguous(at, _), "first")
            | (LocalResult::Ambiguous(_, at), "second") => storable(at.to_utc()).ok_or_else(|| t!("faults-instant")),
            (LocalResult::Ambiguous(..), _) => {
                Err(t!("faults-instant-twice", time = of_day(local), zone = self.zone.name()))
            }
            (LocalResult::None, _) => Err(self.skipped(local)),
        }
    }

    /// Whether the zone's clock shows this time twice, so that it takes a choice.
    pub fn is_twice(self) -> bool {
        let read = self.local().map(|local| self.zone.from_local_datetime(&local));
        matches!(read, Some(LocalResult::Ambiguous(..)))
    }

    /// What was typed, before any zone is asked: of the years that the house knows, since beyond them there is no reckoning.
    fn local(self) -> Option<NaiveDateTime> {
        let text = self.text.trim();
        let read = PATTERNS.iter().find_map(|pattern| NaiveDateTime::parse_from_str(text, pattern).ok());
        read.filter(|local| YEARS.contains(&local.year()))
    }

    /// What is said of a time that the clock does not show. Of a whole day only the day is worth a word: the clock's own time
    /// is the same before and after.
    fn skipped(self, local: NaiveDateTime) -> String {
        let ((from, to), zone) = (self.around(local), self.zone.name());
        if to - from >= TimeDelta::days(1) {
            return t!("faults-instant-skipped-day", day = when::date(local.date()), zone = zone);
        }
        t!("faults-instant-skipped", time = of_day(local), zone = zone, from = of_day(from), to = of_day(to))
    }

    /// From what to what the clock jumps over a time.
    fn around(self, local: NaiveDateTime) -> (NaiveDateTime, NaiveDateTime) {
        let exists = |minutes: i64| {
            let other = local + TimeDelta::minutes(minutes);
            (!matches!(self.zone.from_local_datetime(&other), LocalResult::None)).then_some(other)
        };
        let first = |mut minutes: std::ops::Range<i64>, sign: i64| minutes.find_map(|minute| exists(sign * minute));
        let before = first(1..LONGEST_GAP_MIN, -1).map_or(local, |last| last + TimeDelta::minutes(1));
        (before, first(1..LONGEST_GAP_MIN, 1).unwrap_or(local))
    }
}

fn of_day(local: NaiveDateTime) -> String {
    local.format("%H:%M").to_string()
}

/// What a field for a day and a time holds, by the clock of a zone: `2026-11-21T14:00`.
pub fn field(at: impl Borrow<Timestamp>, zone: Tz) -> String {
    at.borrow().with_timezone(&zone).format(PATTERNS[0]).to_string()
}

/// The zone of this name; the reader's own if there is none.
pub fn zone(name: &str) -> Tz {
    name.parse().unwrap_or_else(|_| Reader::current().zone)
}

/// A zone by its name, and how far its clock is from UTC at an instant: `Europe/Madrid, UTC+1`.
pub fn named(zone: Tz, at: Timestamp) -> String {
    let seconds = at.with_timezone(&zone).offset().fix().local_minus_utc();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    match (minutes / 60, minutes % 60) {
        _ if zone == Tz::UTC => "UTC".into(),
        (hours, 0) => format!("{}, UTC{sign}{hours}", zone.name()),
        (hours, rest) => format!("{}, UTC{sign}{hours}:{rest:02}", zone.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{America::Los_Angeles, America::New_York, Asia::Kolkata, Europe::Madrid, Pacific::Apia};

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    fn typed(text: &str, zone: Tz, turn: &'static str) -> Result<Timestamp, String> {
        Typed { text, zone, turn }.instant(None)
    }

    #[test]
    fn a_time_is_that_of_the_sellers_own_clock_in_summer_and_in_winter() {
        assert_eq!(typed("2026-07-21T22:00", Madrid, ""), Ok(at("2026-07-21T20:00:00Z")));
        assert_eq!(typed("2026-12-21 22:00", Madrid, ""), Ok(at("2026-12-21T21:00:00Z")));
        assert_eq!(typed("2026-12-21T22:00:30", New_York, ""), Ok(at("2026-12-22T03:00:30Z")));
        assert!(typed("tomorrow", Madrid, "").is_err());
    }

    #[test]
    fn a_time_that_the_clock_skips_is_refused_with_what_there_is_instead() {
        let skipped = typed("2026-03-29T02:30", Madrid, "").expect_err("skipped");
        assert!(
            skipped.contains("02:00") && skipped.contains("03:00") && skipped.contains("Europe/Madrid"),
            "{skipped}"
        );
    }

    #[test]
    fn a_day_that_the_calendar_skips_is_named() {
        let skipped = typed("2011-12-30T12:00", Apia, "").expect_err("skipped");
        assert!(skipped.contains("30 December 2011") && skipped.contains("Pacific/Apia"), "{skipped}");
        assert!(!skipped.contains("00:00"), "{skipped}");
        assert!(typed("2011-12-31T00:00", Apia, "").is_ok() && typed("2011-12-29T23:59", Apia, "").is_ok());
    }

    #[test]
    fn a_day_outside_the_years_of_the_house_is_refused_whatever_the_zone() {
        for text in
            ["+262142-12-31T23:59", "-262143-01-01T00:00", "+10000-01-01T00:00", "1969-12-31T23:59", "0000-01-01T00:00"]
        {
            for zone in [Los_Angeles, Apia, Tz::UTC] {
                let typed = Typed { text, zone, turn: "" };
                assert_eq!(typed.instant(None), Err(t!("faults-instant")), "{text} in {zone}");
                assert!(!typed.is_twice(), "{text} in {zone}");
            }
        }
        assert!(typed("9999-12-31T23:59", Tz::UTC, "").is_ok());
    }

    #[test]
    fn a_time_that_the_clock_shows_twice_is_asked_about_and_not_guessed() {
        assert!(typed("2026-10-25T02:30", Madrid, "").is_err_and(|twice| twice.contains("02:30")));
        assert_eq!(typed("2026-10-25T02:30", Madrid, "first"), Ok(at("2026-10-25T00:30:00Z")));
        assert_eq!(typed("2026-10-25T02:30", Madrid, "second"), Ok(at("2026-10-25T01:30:00Z")));
        assert!(Typed { text: "2026-10-25T02:30", zone: Madrid, turn: "" }.is_twice());
        assert!(!Typed { text: "2026-10-25T04:30", zone: Madrid, turn: "" }.is_twice());
    }

    #[test]
    fn what_a_field_showed_and_nobody_changed_stays_to_the_second() {
        let was = at("2026-10-25T01:30:42Z");
        let shown = field(was, Madrid);
        assert_eq!(Typed { text: &shown, zone: Madrid, turn: "" }.instant(Some(was)), Ok(was));
    }

    #[test]
    fn a_zone_is_told_by_its_name_and_by_its_clock() {
        let winter = at("2026-12-21T12:00:00Z");
        for (zone, told) in [
            (Madrid, "Europe/Madrid, UTC+1"),
            (New_York, "America/New_York, UTC-5"),
            (Kolkata, "Asia/Kolkata, UTC+5:30"),
            (chrono_tz::Europe::London, "Europe/London, UTC+0"),
            (Tz::UTC, "UTC"),
        ] {
            assert_eq!(named(zone, winter), told);
        }
    }
}
