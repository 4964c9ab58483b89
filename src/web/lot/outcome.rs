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
                format!("■ Ended: you won {} at", self.own_share().map_or(0, |(quantity, _)| quantity))
            }
            (Format::MultiUnit { .. }, Some(_)) => "■ Ended: sold from".into(),
            (Format::Reverse, Some(_)) if won => "■ Ended: your offer won at".into(),
            (Format::Reverse, Some((winner, _))) => format!("■ Ended: won by {winner} at"),
            (_, Some(_)) if won => "■ Ended: you won at".into(),
            (_, Some((winner, _))) => format!("■ Ended: sold to {winner} at"),
            (_, None) if self.card.bids == 0 => "■ Ended: no bids".into(),
            (_, None) => "■ Ended: not sold".into(),
        }
    }

    /// What happens next, once it is over.
    pub fn aftermath(&self) -> String {
        match (self.card.status, self.standing(), self.sold()) {
            (Status::Cancelled, ..) => "This auction was taken down. No bid stands.".into(),
            (Status::Closed, Some(Standing::Won), Some((_, price))) => self.won_aftermath(*price),
            (Status::Closed, _, None) if self.card.bids > 0 => {
                "The reserve was not met, so nobody has to buy or sell.".into()
            }
            (Status::Closed, Some(Standing::Lost), Some(_)) => "You did not win, and owe nothing.".into(),
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
                format!("You bought {quantity} for {} in all. The invoice says how to go on.", money(total))
            }
            (Format::Reverse, _) => format!("Your offer of {} was taken. The invoice says how to go on.", money(price)),
            _ => {
                let total = charges::comes_to(&self.terms, price, 1);
                let total = if total.is_empty() { total } else { format!(", {total}") };
                format!("You bought it for {}{total}. The invoice says how to go on.", money(price))
            }
        }
    }
}
