//! Closing by candle: how long it burns after the scheduled end is drawn from a seed that the opening event commits to and
//! the last one but the close reveals, so that nobody knows the end before, and everybody can check it afterwards.

use super::ledger::{Hash, hex, unhex};
use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use std::fmt;

/// 256 random bits, drawn at publication. The house's secret until the close.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub [u8; 32]);

impl Seed {
    /// What the opening event shows: `SHA-256(seed)`, the seed as its 64 hex digits.
    pub fn commitment(&self) -> Hash {
        Hash(Sha256::digest(self.to_string()).into())
    }

    /// How long the candle burns on after the scheduled end: `SHA-256("tail" ‖ seed)`, its first eight bytes as a
    /// big-endian number, modulo `longest` in milliseconds and one.
    pub fn tail(&self, longest: TimeDelta) -> TimeDelta {
        let digest: [u8; 32] = Sha256::new().chain_update("tail").chain_update(self.to_string()).finalize().into();
        let [a, b, c, d, e, f, g, h, ..] = digest;
        let drawn = u64::from_be_bytes([a, b, c, d, e, f, g, h]);
        let choices = u64::try_from(longest.num_milliseconds()).unwrap_or_default() + 1;
        TimeDelta::milliseconds(i64::try_from(drawn % choices).unwrap_or_default())
    }

    /// Reads 64 hex digits; `None` if they are not.
    pub fn parse(text: &str) -> Option<Seed> {
        unhex(text).map(Seed)
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// A seed tells when its auction ends: it never reaches a log by accident.
impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anyone_can_check_a_candle_with_sha256sum() {
        let seed = Seed([7; 32]);
        // printf 0707…07 | sha256sum; printf tail0707…07 | sha256sum | head -c 16, modulo 600 001.
        assert_eq!(seed.commitment().to_string(), COMMITMENT);
        assert_eq!(seed.tail(TimeDelta::minutes(10)), TimeDelta::milliseconds(TAIL_MS));
    }

    const COMMITMENT: &str = "1967c0fdaed0b8f2618d3b1f4a9f8541ed315505acc26f5a41f382da8bdd9954";
    const TAIL_MS: i64 = 126567;

    #[test]
    fn a_seed_reaches_no_log() {
        assert_eq!(format!("{:?}", Seed([7; 32])), "Seed(…)");
    }

    #[test]
    fn no_candle_burns_longer_than_its_longest_and_all_lengths_occur() {
        let longest = TimeDelta::milliseconds(9);
        let tails: std::collections::BTreeSet<_> = (0..=255).map(|byte| Seed([byte; 32]).tail(longest)).collect();
        assert_eq!(tails.len(), 10);
        assert_eq!((tails.first(), tails.last()), (Some(&TimeDelta::zero()), Some(&longest)));
    }
}
