//! Links in letters. What stands in one is known to the letter alone: it is made when the letter is written, and the
//! database keeps its hash.

use crate::config::mail as limits;
use crate::domain::ledger::{hex, unhex};
use crate::store::accounts::TokenHash;
use crate::store::notices::Kind;
use crate::store::proofs::Purpose;
use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use std::fmt;

/// 256 random bits, in hexadecimal in the link.
#[derive(Clone, PartialEq, Eq)]
pub struct Link([u8; 32]);

impl Link {
    /// A link nobody has seen before, for a letter that needs one: what it proves, and how long it works.
    pub fn of(kind: Kind) -> Option<(Link, Purpose, TimeDelta)> {
        let (purpose, within) = match kind {
            Kind::Confirm => (Purpose::Confirm, limits::CONFIRM_WITHIN),
            Kind::Move => (Purpose::Move, limits::CONFIRM_WITHIN),
            Kind::Reset => (Purpose::Reset, limits::RESET_WITHIN),
            _ => return None,
        };
        Some((Link(rand::random()), purpose, within))
    }

    /// Reads what [`reveal`](Link::reveal) wrote.
    pub fn read(text: &str) -> Option<Link> {
        unhex(text).map(Link)
    }

    /// What stands in the link, for the letter and nobody else.
    pub fn reveal(&self) -> String {
        hex(&self.0)
    }

    /// What the database knows it by.
    pub fn hash(&self) -> TokenHash {
        Sha256::digest(self.0).into()
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_that_prove_something_have_a_link_and_none_is_shown_in_a_log() {
        let links = Kind::ALL.iter().filter(|kind| Link::of(**kind).is_some());
        assert_eq!(links.copied().collect::<Vec<_>>(), [Kind::Confirm, Kind::Move, Kind::Reset]);
        let Some((link, ..)) = Link::of(Kind::Reset) else { panic!("a link") };
        assert_eq!(Link::read(&link.reveal()), Some(link.clone()));
        assert!(!format!("{link:?}").contains(&link.reveal()[..8]) && Link::read("guessed").is_none());
    }
}
