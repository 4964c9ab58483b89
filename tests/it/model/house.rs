//! An auction's terms in plain integers: minor units, and milliseconds from a fixed instant.

use sha2::{Digest, Sha256};

/// The house's largest amount, written down again.
pub const LARGEST: i64 = 1_000_000_000_000;

/// Whoever takes part: the seller is 0, bidders are 1 and up.
pub type Who = u8;

pub const SELLER: Who = 0;

/// The room of a live sale.
pub const FLOOR: Who = 255;

// eBay's tables, column by column, in cents.
const US_FROM: [i64; 10] = [1, 100, 500, 2500, 10000, 25000, 50000, 100000, 250000, 500000];
const US_STEP: [i64; 10] = [5, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000];
const UK_FROM: [i64; 10] = [1, 100, 500, 1500, 6000, 15000, 30000, 60000, 150000, 300000];
const UK_STEP: [i64; 10] = [5, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

/// What an auction promises.
#[derive(Clone, Debug)]
pub struct House {
    pub kind: Kind,
    /// Runs under the first version of the rules.
    pub first_rules: bool,
    pub start: i64,
    pub reserve: Option<i64>,
    pub steps: Steps,
    pub quantum: Option<i64>,
    pub automatic: bool,
    /// The price to buy at once, and whether until the price reaches it.
    pub buy_now: Option<(i64, bool)>,
    pub retraction: bool,
    pub mode: Mode,
    pub window: i64,
    pub extension: i64,
    pub cap: Option<i64>,
    pub leader_only: bool,
    pub group: bool,
    /// What a candle is drawn from.
    pub seed: u8,
    pub opens: i64,
    pub ends: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    English,
    FirstPrice,
    Vickrey,
    Dutch { step: i64, every: i64, floor: i64 },
    Reverse,
    Several { units: u32, uniform: bool },
    Live,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Hard,
    Reset,
    Add,
    Quiet,
    Candle,
}

#[derive(Clone, Debug)]
pub enum Steps {
    Us,
    Uk,
    Own(Vec<(i64, i64)>),
    Fixed(i64),
    Percent(i64, i64),
    Decade,
}

impl House {
    pub fn sealed(&self) -> bool {
        matches!(self.kind, Kind::FirstPrice | Kind::Vickrey)
    }

    pub fn units(&self) -> u32 {
        if let Kind::Several { units, .. } = self.kind { units } else { 1 }
    }

    /// The increment at a price: the tables read row by row, from the first to the last that fits.
    pub fn step(&self, price: i64) -> i64 {
        let printed = |from: [i64; 10], step| last_fitting(from.into_iter().zip::<[i64; 10]>(step), price);
        match &self.steps {
            Steps::Us => printed(US_FROM, US_STEP),
            Steps::Uk => printed(UK_FROM, UK_STEP),
            Steps::Own(rows) => last_fitting(rows.iter().copied(), price),
            Steps::Fixed(step) => *step,
            Steps::Percent(percent, least) => {
                let share = price * percent;
                let rounded_up = if share % 100 == 0 { share / 100 } else { share / 100 + 1 };
                rounded_up.max(*least)
            }
            Steps::Decade => {
                let mut tenth = 1;
                while tenth * 100 <= price {
                    tenth *= 10;
                }
                tenth
            }
        }
    }

    /// The next amount that can be bid, at or above this one.
    pub fn up(&self, amount: i64) -> i64 {
        let grid = self.quantum.unwrap_or(1);
        amount + (grid - amount % grid) % grid
    }

    /// The next amount that can be bid, at or below this one.
    pub fn down(&self, amount: i64) -> i64 {
        let mut amount = amount;
        while amount % self.quantum.unwrap_or(1) != 0 {
            amount -= 1;
        }
        amount
    }

    /// The same at a price.
    pub fn one_unit(&self) -> i64 {
        self.quantum.unwrap_or(1)
    }

    /// How long the candle burns after the scheduled end: what anybody can work out once the seed is known.
    pub fn tail(&self) -> i64 {
        if self.mode != Mode::Candle {
            return 0;
        }
        let text = format!("tail{}", format!("{:02x}", self.seed).repeat(32));
        let digest = Sha256::digest(text);
        let drawn = (0..8).map(|at| u128::from(digest[at]) << (8 * (7 - at))).sum::<u128>();
        let longest = self.cap.map_or(self.extension, |cap| cap.min(self.extension));
        i64::try_from(drawn % (u128::try_from(longest).expect("a span") + 1)).expect("a span")
    }
}

fn last_fitting(rows: impl Iterator<Item = (i64, i64)>, price: i64) -> i64 {
    let mut found = None;
    for (from, step) in rows {
        // Below the first row its step holds too.
        if from <= price || found.is_none() {
            found = Some(step);
        }
    }
    found.expect("a row")
}
