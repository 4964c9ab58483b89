//! The terms of an auction: what it promises, frozen when it is published and hashed into the chain's start.

use super::closing::{Closing, ClosingMode, Scope};
use super::increment::Increments;
use super::ledger::Hash;
use super::money::{Currency, Money};
use super::premium::{Premium, Tax};
use super::wrong::Flaw;
use super::{AuctionId, SaleId, Timestamp};
use crate::{config, wrong};
use chrono::TimeDelta;

/// Everything about an auction that decides its outcome and is public. The reserve is not: the terms hold only its seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Under which version of the rules it runs, for ever.
    pub rules: Rules,
    pub auction: AuctionId,
    /// The sale it is a lot of, if any.
    pub lot: Option<SaleLot>,
    pub format: Format,
    pub currency: Currency,
    /// The least first bid; in a reverse auction the most that may be offered; in a Dutch one where the price begins.
    pub start: Money,
    /// Commitment to the hidden reserve, where there is one: proves later that it was not moved.
    pub reserve_sealed: Option<Hash>,
    pub increments: Increments,
    /// Every bid must be a multiple of this.
    pub quantum: Option<Money>,
    /// Whether the house bids on a bidder's behalf up to their maximum. Off: every bid stands at its full amount.
    pub automatic: bool,
    pub buy_now: Option<BuyNow>,
    pub closing: Closing,
    pub premium: Premium,
    pub tax: Tax,
    pub approval: Approval,
    /// Whether a mistyped bid may be taken back.
    pub retraction: bool,
    pub starts_at: Timestamp,
    /// The scheduled end, before any extension. Of a lot in a live sale only a guess.
    pub ends_at: Timestamp,
}

/// The versions of the rules. A change of any rule makes a new one, and the old ones go on replaying old ledgers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rules {
    /// English auctions that close hard or reset; an end during an outage stands.
    V1,
    /// Every format and every way to close; an outage over the end extends it.
    #[default]
    V2,
}

/// How bids become a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Ascending, open, with automatic bidding up to a maximum.
    English,
    /// Sealed; the highest wins and pays its bid.
    FirstPrice,
    /// Sealed; the highest wins and pays the second highest.
    Vickrey,
    /// The price falls by `step` every `every`, down to `floor`; the first to accept buys.
    Dutch { step: Money, every: TimeDelta, floor: Money },
    /// The buyer lists, and the lowest offer wins.
    Reverse,
    /// `units` equal things; the highest bids for one get them.
    MultiUnit { units: u32, pricing: Pricing },
    /// An auctioneer runs it, by the English rules.
    Live,
}

/// What the winners of several units pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pricing {
    /// Each their own bid.
    PayAsBid,
    /// All the lowest bid that wins.
    Uniform,
}

/// A price at which a lot can be bought at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuyNow {
    pub price: Money,
    pub until: BuyNowUntil,
}

/// How long a lot can be bought at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BuyNowUntil {
    /// Until the first bid; with a reserve, until that is met.
    #[default]
    FirstBid,
    /// Until the price reaches it.
    PricePasses,
}

/// Who may bid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Approval {
    /// Anybody signed in.
    #[default]
    Open,
    /// Whoever has registered for it.
    Registered,
    /// Whoever the house has approved.
    Approved,
}

/// A lot's place in its sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaleLot {
    pub sale: SaleId,
    /// Counted from 1.
    pub number: u32,
}

impl Format {
    /// The word on the wire and in terms.
    pub fn word(&self) -> &'static str {
        match self {
            Format::English => "english",
            Format::FirstPrice => "first_price",
            Format::Vickrey => "vickrey",
            Format::Dutch { .. } => "dutch",
            Format::Reverse => "reverse",
            Format::MultiUnit { .. } => "multi_unit",
            Format::Live => "live",
        }
    }

    /// Whether bids are secret until the close.
    pub fn is_sealed(&self) -> bool {
        matches!(self, Format::FirstPrice | Format::Vickrey)
    }

    /// Whether no bid can move its end.
    pub fn has_fixed_end(&self) -> bool {
        self.is_sealed() || matches!(self, Format::Dutch { .. } | Format::Live)
    }

    /// How many units there are.
    pub fn units(&self) -> u32 {
        match self {
            Format::MultiUnit { units, .. } => *units,
            _ => 1,
        }
    }
}

impl Approval {
    /// The word on the wire and in terms.
    pub fn word(self) -> &'static str {
        match self {
            Approval::Open => "open",
            Approval::Registered => "registered",
            Approval::Approved => "approved",
        }
    }

    /// The way of this word.
    pub fn of_word(word: &str) -> Option<Approval> {
        [Approval::Open, Approval::Registered, Approval::Approved].into_iter().find(|way| way.word() == word)
    }
}

impl Terms {
    /// The usual terms: an English auction with automatic bidding and a soft close, open to everybody, and nothing on top of
    /// the hammer price.
    pub fn usual(
        auction: AuctionId,
        currency: Currency,
        start: Money,
        increments: Increments,
        starts_at: Timestamp,
        ends_at: Timestamp,
    ) -> Terms {
        Terms {
            rules: Rules::default(),
            auction,
            lot: None,
            format: Format::English,
            currency,
            start,
            reserve_sealed: None,
            increments,
            quantum: None,
            automatic: true,
            buy_now: None,
            closing: Closing::default(),
            premium: Premium::default(),
            tax: Tax::default(),
            approval: Approval::Open,
            retraction: false,
            starts_at,
            ends_at,
        }
    }

    /// The next amount at or above `amount` that is a whole number of steps.
    pub fn round_up(&self, amount: Money) -> Money {
        match self.quantum {
            Some(Money(quantum)) => Money(amount.0.saturating_add(quantum - 1) / quantum * quantum),
            None => amount,
        }
    }

    /// The next amount at or below `amount` that is a whole number of steps.
    pub fn round_down(&self, amount: Money) -> Money {
        Money(amount.0 - self.quantum.map_or(0, |quantum| amount.0.rem_euclid(quantum.0)))
    }

    /// Everything wrong with these terms, were they published at `now`; empty if nothing is. A `starts_at` in the past
    /// means "at once" and is no flaw.
    pub fn flaws(&self, reserve: Option<Money>, now: Timestamp) -> Vec<Flaw> {
        let mut flaws = self.amounts(reserve);
        flaws.extend(self.format_flaws());
        flaws.extend(self.buy_now_flaw(reserve));
        flaws.extend(self.times(now));
        let (premium, tax) = (self.premium.check().err(), self.tax.check().err());
        flaws.extend(premium.map(|wrong| Flaw::new("premium", wrong)));
        flaws.extend(tax.map(|wrong| Flaw::new("tax", wrong)));
        flaws
    }

    fn amounts(&self, reserve: Option<Money>) -> Vec<Flaw> {
        let largest = config::LARGEST_AMOUNT;
        let mut flaws = Vec::new();
        if !(1..=largest.0).contains(&self.start.0) {
            flaws.push(Flaw::new("start", wrong!("faults-start", most = (self.currency, largest))));
        }
        if let Some(quantum) = self.quantum {
            if !(1..=largest.0).contains(&quantum.0) {
                flaws.push(Flaw::new("quantum", wrong!("faults-quantum")));
            } else if self.start.0 % quantum.0 != 0 {
                let wrong = wrong!("faults-start-off-quantum", quantum = (self.currency, quantum));
                flaws.push(Flaw::new("start", wrong));
            }
        }
        flaws.extend(reserve.and_then(|reserve| self.reserve_flaw(reserve)));
        let from = if self.format == Format::Reverse { Money(1) } else { self.start };
        flaws.extend(self.increments.check(from).err().map(|wrong| Flaw::new("increments", wrong)));
        flaws
    }

    fn reserve_flaw(&self, reserve: Money) -> Option<Flaw> {
        let wrong = match self.format {
            Format::Reverse if reserve < Money(1) || reserve > self.start => wrong!("faults-reserve-of-a-buyer"),
            Format::Reverse => return None,
            Format::Dutch { .. } => wrong!("faults-reserve-falling"),
            _ if reserve < self.start || reserve > config::LARGEST_AMOUNT => wrong!("faults-reserve"),
            _ => return None,
        };
        Some(Flaw::new("reserve", wrong))
    }

    fn format_flaws(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        match self.format {
            Format::Dutch { step, every, floor } => {
                if step < Money(1) || floor < Money(1) || floor >= self.start {
                    flaws.push(Flaw::new("format", wrong!("faults-fall")));
                }
                if !(config::FASTEST_FALL..=config::LONGEST_EXTENSION).contains(&every) {
                    flaws.push(Flaw::new("format", wrong!("faults-fall-pace")));
                }
            }
            Format::MultiUnit { units, .. } if !(1..=config::MOST_UNITS).contains(&units) => {
                flaws.push(Flaw::new("quantity", wrong!("faults-units", most = config::MOST_UNITS)));
            }
            _ => {}
        }
        let moves = matches!(self.closing.mode, ClosingMode::Reset | ClosingMode::Add | ClosingMode::Quiet);
        if self.format.has_fixed_end() && (moves || self.closing.mode == ClosingMode::Candle) {
            flaws.push(Flaw::new("closing", wrong!("faults-closing-fixed")));
        }
        if self.closing.scope == Scope::Group && (self.lot.is_none() || !moves) {
            flaws.push(Flaw::new("closing", wrong!("faults-closing-group")));
        }
        flaws
    }

    fn buy_now_flaw(&self, reserve: Option<Money>) -> Option<Flaw> {
        let BuyNow { price, .. } = self.buy_now?;
        let off_quantum = self.quantum.is_some_and(|quantum| quantum.0 > 0 && price.0 % quantum.0 != 0);
        let wrong = match () {
            () if self.format != Format::English => wrong!("faults-buy-now-format"),
            () if price <= self.start || reserve.is_some_and(|reserve| price < reserve) => wrong!("faults-buy-now"),
            () if price > config::LARGEST_AMOUNT => wrong!("faults-buy-now-largest"),
            () if off_quantum => wrong!("faults-buy-now-off-quantum"),
            () => return None,
        };
        Some(Flaw::new("buy_now", wrong))
    }

    fn times(&self, now: Timestamp) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        let opens = self.starts_at.max(now);
        if self.ends_at <= opens {
            flaws.push(Flaw::new("ends_at", wrong!("faults-end")));
        } else if self.ends_at - opens > config::LONGEST_AUCTION || opens - now > config::LONGEST_AUCTION {
            let days = config::LONGEST_AUCTION.num_days();
            flaws.push(Flaw::new("ends_at", wrong!("faults-end-too-far", days = days)));
        }
        let spans = [self.closing.window, self.closing.extension, self.closing.cap.unwrap_or_default()];
        if spans.iter().any(|span| *span < TimeDelta::zero() || *span > config::LONGEST_EXTENSION) {
            let hours = config::LONGEST_EXTENSION.num_hours();
            flaws.push(Flaw::new("closing", wrong!("faults-closing-spans", hours = hours)));
        }
        flaws
    }
}
