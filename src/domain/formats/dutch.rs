//! The Dutch auction: the price falls from the start by a step every so often, down to a floor. The first to accept buys, at
//! the price shown when their bid was received. While the auction is halted the price stands still.

use super::{Effect, Offer};
use crate::domain::Timestamp;
use crate::domain::auction::{Auction, Lead, Status};
use crate::domain::money::Money;
use crate::domain::rejection::Rejection;
use crate::domain::terms::Format;
use chrono::TimeDelta;

/// How a price falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fall {
    pub step: Money,
    pub every: TimeDelta,
    pub floor: Money,
}

impl Fall {
    /// The price after it fell from `start` for this long.
    pub fn price(&self, start: Money, fallen_for: TimeDelta) -> Money {
        let steps = fallen_for.num_milliseconds().max(0) / self.every.num_milliseconds().max(1);
        Money(start.0.saturating_sub(self.step.0.saturating_mul(steps))).max(self.floor)
    }
}

/// A bid that authorises the price shown at its instant buys at that price.
pub fn place(auction: &Auction, offer: Offer, fall: Fall, now: Timestamp) -> Result<Effect, Rejection> {
    let price = asking(auction, fall, Some(now));
    if offer.amount < price {
        return Err(Rejection::TooLow { minimum: price });
    }
    Ok(Effect::of(price, price, Lead { bidder: offer.bidder, maximum: offer.amount }))
}

/// The price shown at `now`; without an instant, the one it fell from.
pub fn asking(auction: &Auction, fall: Fall, now: Option<Timestamp>) -> Money {
    let start = auction.terms.start;
    match (auction.price, auction.falls_from(), now) {
        (Some(sold), ..) => sold,
        (None, Some(from), Some(now)) => fall.price(start, auction.halted_at().unwrap_or(now) - from),
        _ => start,
    }
}

/// When the price shown at `now` falls next, and to what; `None` if it stands.
pub fn next(auction: &Auction, now: Timestamp) -> Option<(Timestamp, Money)> {
    let Format::Dutch { step, every, floor } = auction.terms.format else { return None };
    let open = auction.status == Status::Open && auction.price.is_none();
    let from = auction.falls_from().filter(|_| open)?;
    let every_ms = every.num_milliseconds().max(1);
    let steps = (now - from).num_milliseconds().div_euclid(every_ms).max(0) + 1;
    let at = from + TimeDelta::milliseconds(every_ms * steps);
    let fall = Fall { step, every, floor };
    let price = fall.price(auction.terms.start, at - from);
    (price < asking(auction, fall, Some(now))).then_some((at, price))
}
