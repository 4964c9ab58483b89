//! The figures of a simulated sale, in whole numbers.

use super::play::Played;
use crate::domain::Money;
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// What came of all lots, sold one way.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub lots: u64,
    pub sold: u64,
    /// What all lots brought, in cents; in a reverse auction what they cost.
    pub revenue: i64,
    /// What they would have brought at the second highest value each.
    pub second: i64,
    pub extensions: u64,
    /// Lots whose end moved, or whose candle burned on.
    pub extended: u64,
    beyond: Vec<TimeDelta>,
    pub sent: u64,
    pub accepted: u64,
    pub late: u64,
    /// Bids sent to the lot that everybody wants.
    pub hot: u64,
    pub refused: BTreeMap<&'static str, u64>,
    pub decided: u64,
}

impl Tally {
    /// Counts a lot; `second` is what it would have brought at the second highest value.
    pub fn add(&mut self, played: &Played, second: Money) {
        self.lots += 1;
        self.sold += u64::from(played.sold);
        self.revenue += played.revenue;
        self.second += second.0;
        self.extensions += played.extensions;
        self.extended += u64::from(played.beyond > TimeDelta::zero());
        self.beyond.push(played.beyond);
        self.sent += played.sent;
        self.accepted += played.accepted;
        self.late += played.late;
        for (code, times) in &played.refused {
            *self.refused.entry(code).or_default() += times;
        }
        self.decided += played.decided;
    }

    /// By how much the ends lay beyond the schedule, over all lots, in whole seconds: on the average, at the median and at most.
    pub fn beyond_s(&self) -> (i64, i64, i64) {
        let mut beyond: Vec<i64> = self.beyond.iter().map(TimeDelta::num_milliseconds).collect();
        beyond.sort_unstable();
        let mean = beyond.iter().sum::<i64>() / i64::try_from(beyond.len()).unwrap_or(i64::MAX).max(1);
        let median = beyond.get(beyond.len() / 2).copied().unwrap_or_default();
        (mean / 1_000, median / 1_000, beyond.last().copied().unwrap_or_default() / 1_000)
    }
}

/// A share in hundredths of a percent, rounded down; 0 of nothing.
pub fn share(part: i64, whole: i64) -> i64 {
    i64::try_from(i128::from(part) * 10_000 / i128::from(whole.max(1))).unwrap_or(i64::MAX)
}

/// The same, of counts.
pub fn share_of(part: u64, whole: u64) -> i64 {
    share(i64::try_from(part).unwrap_or(i64::MAX), i64::try_from(whole).unwrap_or(i64::MAX))
}
