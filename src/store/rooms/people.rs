//! As what somebody speaks in a room, and as what everybody sees them.

use crate::domain::AccountId;
use std::fmt;
use std::str::FromStr;

/// As what somebody speaks in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    Guest,
    Seller,
    House,
}

impl Office {
    /// As what this account speaks where `seller` sells.
    pub fn of(account: AccountId, administers: bool, seller: AccountId) -> Office {
        match (account == seller, administers) {
            (true, _) => Office::Seller,
            (false, true) => Office::House,
            (false, false) => Office::Guest,
        }
    }

    /// May answer, hide and mute.
    pub fn moderates(self) -> bool {
        self != Office::Guest
    }

    /// What everybody sees instead of a name; a guest has a number.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Office::Guest => None,
            Office::Seller => Some("seller"),
            Office::House => Some("house"),
        }
    }
}

/// A guest of a room, as everybody sees them: `g1`, `g2` …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guest(pub i32);

impl fmt::Display for Guest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "g{}", self.0)
    }
}

impl FromStr for Guest {
    type Err = ();

    fn from_str(shown: &str) -> Result<Guest, ()> {
        let number = shown.strip_prefix('g').and_then(|digits| digits.parse().ok()).map(Guest);
        // Only as it is written: neither g07 nor g+7.
        number.filter(|guest| guest.0 > 0 && guest.to_string() == shown).ok_or(())
    }
}

/// Who does something in a room.
#[derive(Clone, Copy, Debug)]
pub struct Speaker {
    pub account: AccountId,
    pub office: Office,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn whoever_sells_a_lot_speaks_as_its_seller_there_even_an_admin() {
        let (ann, sal) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        assert_eq!(Office::of(sal, true, sal), Office::Seller);
        assert_eq!(Office::of(ann, true, sal), Office::House);
        assert_eq!(Office::of(ann, false, sal), Office::Guest);
        assert!(!Office::Guest.moderates() && Office::House.moderates() && Office::Seller.moderates());
    }

    #[test]
    fn a_guest_is_read_only_as_they_are_written() {
        assert_eq!("g17".parse(), Ok(Guest(17)));
        for shown in ["", "g", "17", "b17", "g0", "g-1", "g+7", "g07", "g 7", "g99999999999", "seller"] {
            assert_eq!(shown.parse::<Guest>(), Err(()), "{shown:?}");
        }
    }
}
