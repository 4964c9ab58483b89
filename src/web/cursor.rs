//! Where a list goes on: the instant and the name of the last line of the page before, as the address of the next one has
//! them. To the microsecond, as the database has instants: rounded, lines between the two would be on no page at all.

use crate::domain::{Timestamp, storable};
use chrono::SecondsFormat;
use std::fmt::Display;
use std::str::FromStr;

/// The last line of a page, for the address of the next one.
pub fn write(at: Timestamp, id: impl Display) -> String {
    format!("{}_{id}", at.to_rfc3339_opts(SecondsFormat::Micros, true))
}

/// Reads what [`write`] wrote. `None` for what makes no sense, with which a list begins at its beginning.
pub fn read<I: FromStr>(typed: &str) -> Option<(Timestamp, I)> {
    let (at, id) = typed.split_once('_')?;
    Some((storable(at.parse().ok()?)?, id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::AuctionId;
    use chrono::DateTime;
    use uuid::Uuid;

    #[test]
    fn a_page_goes_on_from_the_very_line_the_one_before_ended_with() {
        let at = DateTime::from_timestamp_micros(1_763_726_680_123_456).unwrap();
        let id = AuctionId(Uuid::from_u128(7));
        assert_eq!(read(&write(at, id)), Some((at, id)));
        assert_eq!(read(&write(at, "a_b")), Some((at, "a_b".to_owned())));
    }

    #[test]
    fn an_instant_that_the_database_cannot_keep_begins_at_the_beginning() {
        for year in ["-4800", "-262143", "1969", "+10000", "+262142"] {
            let typed = format!("{year}-01-01T00:00:00Z_{}", Uuid::nil());
            assert_eq!(read::<AuctionId>(&typed), None, "{year}");
        }
    }

    #[test]
    fn what_makes_no_sense_begins_at_the_beginning() {
        for broken in ["", "_", "x_y", "yesterday_7", "2026-11-21T14:00:00Z_7"] {
            assert_eq!(read::<AuctionId>(broken), None, "{broken}");
        }
    }
}
