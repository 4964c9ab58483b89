//! The terms of an auction: what it promises, frozen when it is published and hashed into the chain's start.

use super::closing::Closing;
use super::increment::Increments;
use super::ledger::Hash;
use super::money::{Currency, Money};
use super::{AuctionId, Timestamp};
use crate::config;
use chrono::TimeDelta;

/// Everything about an auction that decides its outcome and is public. The reserve is not: the terms hold only its seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub auction: AuctionId,
    pub format: Format,
    pub currency: Currency,
    /// The least first bid.
    pub start: Money,
    /// Commitment to the hidden reserve, where there is one: proves later that it was not moved.
    pub reserve_sealed: Option<Hash>,
    pub increments: Increments,
    /// Every bid must be a multiple of this.
    pub quantum: Option<Money>,
    /// Whether the house bids on a bidder's behalf up to their maximum. Off: every bid stands at its full amount.
    pub automatic: bool,
    pub closing: Closing,
    pub starts_at: Timestamp,
    /// The scheduled end, before any extension.
    pub ends_at: Timestamp,
}

/// How bids become a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Ascending, open, with automatic bidding up to a maximum.
    English,
}

/// Something in the terms that cannot be published, and the field of the form or the JSON it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub field: &'static str,
    pub message: String,
}

impl Fault {
    pub fn new(field: &'static str, message: impl Into<String>) -> Fault {
        Fault { field, message: message.into() }
    }
}

impl Terms {
    /// Everything wrong with these terms, were they published at `now`; empty if nothing is. A `starts_at` in the past
    /// means "at once" and is no fault.
    pub fn faults(&self, reserve: Option<Money>, now: Timestamp) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut fault = |field, message: String| faults.push(Fault::new(field, message));
        let largest = config::LARGEST_AMOUNT;
        if !(1..=largest.0).contains(&self.start.0) {
            fault(
                "start",
                format!("The starting price is more than nothing and at most {}.", self.currency.display(largest)),
            );
        }
        if let Some(quantum) = self.quantum {
            if !(1..=largest.0).contains(&quantum.0) {
                fault("quantum", "Whole steps are more than nothing.".into());
            } else if self.start.0 % quantum.0 != 0 {
                fault(
                    "start",
                    format!(
                        "With bids in steps of {0}, the starting price must be one of them.",
                        self.currency.display(quantum)
                    ),
                );
            }
        }
        if reserve.is_some_and(|reserve| reserve < self.start || reserve > largest) {
            fault("reserve", "A reserve is at or above the starting price; leave it empty for none.".into());
        }
        if let Err(message) = self.increments.check(self.start) {
            fault("increments", message);
        }
        let opens = self.starts_at.max(now);
        if self.ends_at <= opens {
            fault("ends_at", "The end must lie in the future and after the start.".into());
        } else if self.ends_at - opens > config::LONGEST_AUCTION || opens - now > config::LONGEST_AUCTION {
            let days = config::LONGEST_AUCTION.num_days();
            fault("ends_at", format!("An auction begins within {days} days and runs at most {days} days."));
        }
        let spans = [self.closing.window, self.closing.extension, self.closing.cap.unwrap_or_default()];
        if spans.iter().any(|span| *span < TimeDelta::zero() || *span > config::LONGEST_EXTENSION) {
            let hours = config::LONGEST_EXTENSION.num_hours();
            fault("closing", format!("Window, extension and cap are between nothing and {hours} hours."));
        }
        faults
    }
}
