//! A way to sell: a format and a closing, as terms for a lot.

use super::Settings;
use super::crowd::{Lot, Visitor};
use crate::config::simulation::{DUTCH_START_PART, DUTCH_STEPS, LOT_RUNS, UNITS};
use crate::domain::terms::Pricing;
use crate::domain::{
    AccountId, Auction, AuctionId, Closing, ClosingMode, Currency, Format, Money, Seed, Terms, Timestamp,
};
use chrono::TimeDelta;
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;

/// The formats that can be simulated. A live sale needs an auctioneer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Game {
    English,
    FirstPrice,
    Vickrey,
    Dutch,
    Reverse,
    MultiUnit,
}

/// A format and a closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    pub game: Game,
    pub mode: ClosingMode,
}

impl Game {
    /// Whether late bids can move its end at all.
    pub fn moves(self) -> bool {
        matches!(self, Game::English | Game::Reverse | Game::MultiUnit)
    }

    fn word(self) -> &'static str {
        match self {
            Game::English => "english",
            Game::FirstPrice => "first_price",
            Game::Vickrey => "vickrey",
            Game::Dutch => "dutch",
            Game::Reverse => "reverse",
            Game::MultiUnit => "multi_unit",
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.game.word(), self.mode.word())
    }
}

/// The instant at which every lot opens: a Monday.
pub fn opens() -> Timestamp {
    Timestamp::UNIX_EPOCH + TimeDelta::days(20_458)
}

impl Way {
    /// This lot, published to be sold this way.
    pub fn publish(self, lot: &Lot, settings: &Settings) -> Auction {
        let (currency, opens) = (Currency::EUR, opens());
        let id = AuctionId(Uuid::from_u64_pair(lot.luck, 1));
        let start = self.start(lot);
        let mut terms = Terms::usual(id, currency, start, settings.increments(), opens, opens + LOT_RUNS);
        terms.format = self.format(lot);
        terms.closing = Closing {
            mode: self.mode,
            window: TimeDelta::seconds(settings.window_s),
            extension: TimeDelta::seconds(settings.extension_s),
            ..Closing::default()
        };
        let burns = self.mode == ClosingMode::Candle;
        let seed = burns.then(|| Seed(std::array::from_fn(|at| (lot.luck >> (at % 8 * 8)) as u8)));
        Auction::published(Arc::new(terms), SELLER, self.reserve(lot, settings)).with_seed(seed)
    }

    fn format(self, lot: &Lot) -> Format {
        match self.game {
            Game::English => Format::English,
            Game::FirstPrice => Format::FirstPrice,
            Game::Vickrey => Format::Vickrey,
            Game::Reverse => Format::Reverse,
            Game::MultiUnit => Format::MultiUnit { units: UNITS, pricing: Pricing::Uniform },
            Game::Dutch => {
                let fall = self.start(lot).0 - lot.start.0;
                let steps = i64::from(DUTCH_STEPS);
                // The floor is reached before the end, so that somebody can still buy at it.
                let every = TimeDelta::seconds((LOT_RUNS * 95 / 100 / DUTCH_STEPS).num_seconds());
                Format::Dutch { step: Money((fall + steps - 1) / steps), every, floor: lot.start }
            }
        }
    }

    /// Where the price begins.
    pub fn start(self, lot: &Lot) -> Money {
        match self.game {
            Game::Dutch => Money(lot.estimate.0 * DUTCH_START_PART / 100),
            Game::Reverse => mirrored(lot, lot.start),
            _ => lot.start,
        }
    }

    fn reserve(self, lot: &Lot, settings: &Settings) -> Option<Money> {
        let percent = Some(settings.reserve).filter(|percent| *percent > 0)?;
        let reserve = Money(lot.estimate.0 * i64::from(percent) / 100).max(lot.start);
        match self.game {
            Game::Dutch => None,
            Game::Reverse => Some(mirrored(lot, reserve)),
            _ => Some(reserve),
        }
    }

    /// The most somebody would pay, or the least they would take.
    pub fn limit(self, lot: &Lot, visitor: &Visitor) -> Money {
        if self.game == Game::Reverse { mirrored(lot, visitor.value) } else { visitor.value }
    }

    /// What the lot would bring if the price were what it is worth to the first who goes without: the second highest value, or
    /// the start if that is more; nothing if nobody would pay as much.
    pub fn second(self, lot: &Lot) -> Money {
        let start = self.start(lot);
        let mut limits: Vec<Money> = lot.visitors.iter().map(|visitor| self.limit(lot, visitor)).collect();
        limits.sort_unstable();
        match self.game {
            Game::Reverse => {
                limits.retain(|limit| *limit <= start);
                limits.first().map_or(Money(0), |_| limits.get(1).copied().unwrap_or(start))
            }
            game => {
                limits.retain(|limit| *limit >= lot.start);
                let units = if game == Game::MultiUnit { UNITS as usize } else { 1 };
                let sold = units.min(limits.len());
                let next = limits.iter().rev().nth(units).copied().unwrap_or(lot.start);
                Money(next.0 * i64::try_from(sold).unwrap_or_default())
            }
        }
    }
}

/// Whoever sells.
const SELLER: AccountId = AccountId(Uuid::from_u128(2));

/// Where the lowest offer wins, what something is worth becomes what it costs: as far below twice the estimate.
fn mirrored(lot: &Lot, amount: Money) -> Money {
    Money(2 * lot.estimate.0 - amount.0).max(Money(100))
}
