//! The same auction with other secrets: every maximum in force, every sealed amount, the reserve and the seed are changed,
//! and what the public is told stays the same to the byte, until it may differ (I10).

use super::Checked;
use super::casting::PREVIOUS;
use gavel::domain::{Auction, BidPlaced, Event, Format, Money, Seed, Timestamp};
use gavel::store::ledger::{Entry, encode};
use proptest::prelude::*;
use serde_json::Value;

/// Nothing comes near it by chance.
const FAR_OFF: i64 = 7_770_000_000_000;

pub struct Shadow {
    /// `None` once the two may be told apart.
    other: Option<Auction>,
}

impl Shadow {
    pub fn of(published: &Auction) -> Shadow {
        let seed = published.seed.map(|seed| Seed(seed.0.map(|byte| !byte)));
        Shadow { other: Some(published.clone().with_seed(seed)) }
    }

    /// The same event in the other auction, and the same text.
    pub fn follows(&mut self, real: &Auction, at: Timestamp, event: &Event, entry: &Entry) -> Checked {
        self.names_no_secret(real, event, entry)?;
        if tells(real, event) {
            self.other = None;
        }
        let Some(other) = &mut self.other else { return Ok(()) };
        let event = match event {
            Event::Bid(placed) if !is_public(real, placed) => {
                Event::Bid(BidPlaced { maximum: Money(placed.maximum.0 ^ FAR_OFF), ..placed.clone() })
            }
            event => event.clone(),
        };
        other.apply(at, &event);
        // A reserve that is as far off as it can be and still met, or not.
        let (met, not_met) = match real.terms.format {
            Format::Reverse => (Money(i64::MAX), Money(0)),
            _ => (Money(1), Money(i64::MAX)),
        };
        other.reserve = real.reserve.map(|_| if real.reserve_met() { met } else { not_met });
        let twin = encode(other, at, &event, PREVIOUS);
        prop_assert_eq!(bare(&entry.body), bare(&twin.body), "what is public tells two secrets apart (I10)");
        Ok(())
    }

    /// Nonces and seeds are unlike anything else: they are looked for as they are written.
    fn names_no_secret(&self, real: &Auction, event: &Event, entry: &Entry) -> Checked {
        if let Event::Bid(placed) = event {
            prop_assert!(!entry.body.contains(&placed.nonce.to_string()), "a nonce in public: {}", entry.body);
        }
        let reveals = matches!(event, Event::Revealed { .. });
        if let Some(seed) = real.seed.filter(|_| !reveals) {
            prop_assert!(!entry.body.contains(&seed.to_string()), "a seed in public: {}", entry.body);
        }
        Ok(())
    }
}

/// Several units are bid for openly.
fn is_public(real: &Auction, placed: &BidPlaced) -> bool {
    matches!(real.terms.format, Format::MultiUnit { .. }) || placed.buy_now
}

/// Whether an event tells more than the one before it could have: a void folds the maxima, a reveal shows them, and a
/// sealed lot's close says what they came to.
fn tells(real: &Auction, event: &Event) -> bool {
    match event {
        Event::Voided { .. } | Event::Undone { .. } => !real.terms.format.is_sealed(),
        Event::Revealed { .. } => true,
        Event::Closed { .. } => real.terms.format.is_sealed(),
        _ => false,
    }
}

/// A body without its commitments, which are there to differ.
fn bare(body: &str) -> Value {
    let mut body: Value = serde_json::from_str(body).expect("a body");
    if let Some(data) = body["data"].as_object_mut() {
        data.remove("sealed");
        data.remove("candle");
    }
    body
}
