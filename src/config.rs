//! Every setting and every limit, each with its reason.

use crate::domain::Money;
use chrono::TimeDelta;

/// The largest amount anybody can bid or ask, in minor units: ten thousand million euros. Far above any lot ever sold,
/// and far enough below `i64::MAX` that a price plus its increment, a premium and a tax never overflow.
pub const LARGEST_AMOUNT: Money = Money(1_000_000_000_000);

/// The longest an auction may run, and the furthest ahead one may be scheduled: a year. Longer is a typing mistake.
pub const LONGEST_AUCTION: TimeDelta = TimeDelta::days(366);

/// The longest window, extension or cap of a soft close. A day; in the trade they are minutes.
pub const LONGEST_EXTENSION: TimeDelta = TimeDelta::hours(24);

/// A seller may take down a lot with bids only while more than this is left (RULES, "Ending early").
pub const SELLER_CANCEL_BEFORE: TimeDelta = TimeDelta::hours(12);
