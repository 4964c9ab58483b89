//! A sale: lots in order, under common terms. When each lot of a timed sale ends, and whose turn it is in a live one.

use super::rejection::Rejection;
use super::{AuctionId, Timestamp};
use chrono::TimeDelta;

/// How the lots of a sale come to their end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaleKind {
    /// By the clock, each at its own end.
    Timed,
    /// One after the other, under the hammer of an auctioneer.
    Live,
}

impl SaleKind {
    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            SaleKind::Timed => "timed",
            SaleKind::Live => "live",
        }
    }

    /// The kind a word stands for.
    pub fn from_word(word: &str) -> Option<SaleKind> {
        [SaleKind::Timed, SaleKind::Live].into_iter().find(|kind| kind.word() == word)
    }
}

/// The end of lot `number` (from 1) of a timed sale: each lot ends `stagger` after the one before.
pub fn end_of_lot(first: Timestamp, stagger: TimeDelta, number: u32) -> Timestamp {
    let later = i32::try_from(number.saturating_sub(1)).ok().and_then(|places| stagger.checked_mul(places));
    later.and_then(|later| first.checked_add_signed(later)).unwrap_or(Timestamp::MAX_UTC)
}

/// A lot of a live sale, as far as the order of the sale is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    pub lot: AuctionId,
    pub number: u32,
    /// Whether the auctioneer ever opened it.
    pub opened: bool,
    /// Whether nothing can happen to it any more: hammered, passed, or taken down.
    pub over: bool,
}

/// Whether lot `number` may be opened: it is the first that is not over.
///
/// # Errors
/// [`Rejection::NotItsTurn`].
pub fn may_open(lots: &[Turn], number: u32) -> Result<(), Rejection> {
    let waits = lots.iter().any(|lot| lot.number < number && !lot.over);
    if waits { Err(Rejection::NotItsTurn) } else { Ok(()) }
}

/// Whether the sale has not gone on beyond lot `number`: no later lot was ever opened. Until then an act on it can be undone.
pub fn is_last(lots: &[Turn], number: u32) -> bool {
    !lots.iter().any(|lot| lot.number > number && lot.opened)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use uuid::Uuid;

    const OVER: (bool, bool) = (true, true);
    const OPEN: (bool, bool) = (true, false);
    const AHEAD: (bool, bool) = (false, false);
    const TAKEN_DOWN: (bool, bool) = (false, true);

    fn lots(lots: &[(bool, bool)]) -> Vec<Turn> {
        let turn = |(number, &(opened, over))| Turn { lot: AuctionId(Uuid::nil()), number, opened, over };
        (1..).zip(lots).map(turn).collect()
    }

    #[test]
    fn each_lot_ends_one_stagger_after_the_one_before() {
        let (first, stagger) = (DateTime::UNIX_EPOCH, TimeDelta::seconds(90));
        let ends: Vec<i64> = (1..=3).map(|number| end_of_lot(first, stagger, number).timestamp()).collect();
        assert_eq!(ends, [0, 90, 180]);
        assert_eq!(end_of_lot(first, TimeDelta::zero(), 500), first, "without one all end together");
        assert_eq!(end_of_lot(first, TimeDelta::MAX, 3), Timestamp::MAX_UTC, "and nothing overflows");
    }

    #[test]
    fn a_lot_is_opened_once_every_lot_before_it_is_over() {
        assert!(may_open(&lots(&[AHEAD, AHEAD]), 1).is_ok());
        assert!(may_open(&lots(&[OVER, TAKEN_DOWN, AHEAD]), 3).is_ok());
        for before in [OPEN, AHEAD] {
            assert_eq!(may_open(&lots(&[OVER, before, AHEAD]), 3), Err(Rejection::NotItsTurn));
        }
    }

    #[test]
    fn the_sale_has_gone_on_once_a_later_lot_was_opened_whatever_became_of_it() {
        assert!(is_last(&lots(&[OVER, OVER, AHEAD]), 2));
        assert!(is_last(&lots(&[OVER, TAKEN_DOWN, AHEAD]), 1), "taken down, it never came to the block");
        for later in [OPEN, OVER] {
            assert!(!is_last(&lots(&[OVER, later]), 1));
            assert!(!is_last(&lots(&[OVER, TAKEN_DOWN, later]), 1));
        }
    }
}
