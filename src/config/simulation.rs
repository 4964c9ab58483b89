//! How a simulated sale is shaped, and how large it may be. Every number here is in docs/SIMULATION.md.

use chrono::TimeDelta;

/// The most lots in a simulated sale: minutes of work, and a gigabyte of nothing.
pub const MOST_LOTS: u32 = 100_000;

/// The most visitors a simulated lot may have on the average.
pub const MOST_VISITORS: u32 = 1_000;

/// How long a simulated lot is open: the usual week.
pub const LOT_RUNS: TimeDelta = TimeDelta::days(7);

/// Of its time, the last part that counts as late, in hundredths: more than 30 % of bids come in the last 5 %.
pub const LATE_PART: i64 = 5;

/// Of a hundred visitors who are no snipers, so many first come in the late part.
pub const LATE_COMERS: usize = 30;

/// When a sniper strikes before the scheduled end, in milliseconds: between three seconds and two minutes.
pub const SNIPES_MS: (i64, i64) = (3_000, 120_000);

/// From looking to pressing, in milliseconds: reading and typing. A sniper has typed before, and needs a quarter of it.
pub const THINKS_MS: (i64, i64) = (300, 8_000);

/// When somebody who was outbid looks again in the last hour, in seconds: they sit before it.
pub const ANSWERS_S: (i64, i64) = (10, 60);

/// When somebody who was outbid looks again before that, in seconds: between ten minutes and half a day.
pub const RETURNS_S: (i64, i64) = (600, 43_200);

/// Who bids step by step bids the minimum and one part in so many of what is left to their value.
pub const INCREMENTAL_PART: i64 = 6;

/// How often somebody who bids step by step presses at most: between these.
pub const LEAST_PATIENCE: u32 = 5;

/// See [`LEAST_PATIENCE`].
pub const MOST_PATIENCE: usize = 25;

/// What a typical visitor would pay for a lot, in cents: one of these, so that lots differ fifty-fold.
pub const ESTIMATES: [i64; 12] =
    [2_000, 2_500, 3_200, 4_000, 5_000, 6_300, 8_000, 10_000, 16_000, 25_000, 50_000, 100_000];

/// A lot starts at so many hundredths of its estimate.
pub const START_PART: i64 = 25;

/// A visitor's value by the estimate, in thousandths: 33 equally likely steps of a log-normal distribution with a standard
/// deviation of 0.4, cut off at two and a half of them.
pub const VALUES: [i64; 33] = [
    368, 475, 541, 590, 631, 668, 701, 733, 764, 793, 822, 851, 880, 909, 939, 969, 1000, 1032, 1065, 1100, 1136, 1175,
    1216, 1261, 1310, 1364, 1426, 1498, 1584, 1694, 1847, 2107, 2718,
];

/// A Dutch price starts at so many hundredths of the estimate: above what anybody would pay.
pub const DUTCH_START_PART: i64 = 300;

/// In so many steps a Dutch price falls to the start of the other formats.
pub const DUTCH_STEPS: i32 = 200;

/// Units of a simulated lot of several.
pub const UNITS: u32 = 3;
