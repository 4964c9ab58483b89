//! How a lot ended, and what was opened then.

use super::{Lot, Standing, Status};
use crate::domain::{Format, Money};
use crate::web::charges;

/// How an auction closed: the winner's pseudonym and the hammer price, or `None` unsold. Of several winners the first, and
/// the lowest price.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub sold: Option<(String, Money)>,
}

/// What somebody gets of several units, at a price for one.
#[derive(Clone, Debug)]
pub struct Share {
    pub bidder: String,
    pub quantity: u32,
    pub price: Money,
}

/// What was secret until the end, and how anybody can check it.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// Sealed bids, the best first.
    pub bids: Vec<OpenedBid>,
    /// A candle's commitment, from the opening on, and its seed, from the end on.
    pub commitment: Option<String>,
    pub seed: Option<String>,
    /// How long the candle burned after the scheduled end, in milliseconds.
    pub tail_ms: Option<i64>,
    /// How long it could have burned at most, in milliseconds.
    pub longest_ms: i64,
}

/// A sealed bid that was opened.
#[derive(Clone, Debug)]
pub struct OpenedBid {
    pub bidder: String,
    pub amount: Money,
    pub nonce: String,
    /// A later bid of the same bidder took its place.
    pub replaced: bool,
}

impl Lot {
    fn sold(&self) -> Option<&(String, Money)> {
        self.outcome.as_ref().and_then(|outcome| outcome.sold.as_ref())
    }

    /// What the viewer got of several units, and would pay for all of them.
    pub fn own_share(&self) -> Option<(u32, Money)> {
        let own = self.shares.iter().find(|share| self.is_you(&share.bidder))?;
        Some((own.quantity, own.price.times(own.quantity)))
    }

    pub(super) fn outcome_strip(&self) -> String {
        let won = self.standing() == Some(Standing::Won);
        match (self.terms.format, self.sold()) {
            (Format::MultiUnit { .. }, Some(_)) if won => {
                t!("script-won-several", count = self.own_share().map_or(0, |(quantity, _)| quantity))
            }
            (Format::MultiUnit { .. }, Some(_)) => t!("script-sold-from"),
            (Format::Reverse, Some(_)) if won => t!("script-offer-won"),
            (Format::Reverse, Some((winner, _))) => t!("script-won-by", winner = winner),
            (_, Some(_)) if won => t!("script-ended-won"),
            (_, Some((winner, _))) => t!("script-ended-sold", winner = winner),
            (_, None) if self.card.bids == 0 => t!("script-ended-no-bids"),
            (_, None) => t!("script-ended-not-sold"),
        }
    }

    /// What happens next, once it is over.
    pub fn aftermath(&self) -> String {
        match (self.card.status, self.standing(), self.sold()) {
            (Status::Cancelled, ..) => t!("script-taken-down"),
            (Status::Closed, Some(Standing::Won), Some((_, price))) => self.won_aftermath(*price),
            (Status::Closed, _, None) if self.card.bids > 0 => {
                t!("script-reserve-was-not-met")
            }
            (Status::Closed, Some(Standing::Lost), Some(_)) => t!("script-owe-nothing"),
            _ => String::new(),
        }
    }

    /// Whether the viewer has an invoice of it: they bought or sold it.
    pub fn has_invoice(&self) -> bool {
        self.sold().is_some() && (self.is_own() || self.standing() == Some(Standing::Won))
    }

    fn won_aftermath(&self, price: Money) -> String {
        let money = |amount| self.card.money(amount);
        match (self.terms.format, self.own_share()) {
            (Format::MultiUnit { .. }, Some((quantity, total))) => {
                t!("script-bought-several", count = quantity, price = money(total))
            }
            (Format::Reverse, _) => t!("script-offer-taken", price = money(price)),
            _ => {
                let total = charges::comes_to(&self.terms, price, 1);
                if total.is_empty() {
                    return t!("script-bought", price = money(price));
                }
                t!("script-bought-with", price = money(price), total = total)
            }
        }
    }
}
