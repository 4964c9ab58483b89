//! Limits on sales.

use chrono::TimeDelta;

/// The most lots of one sale: a long day at the pace of [`LIVE_PACE`], and still published in one statement.
pub const MOST_LOTS: u32 = 500;

/// The longest from the end of one lot to the end of the next: a day. In the trade it is a minute.
pub const LONGEST_STAGGER: TimeDelta = TimeDelta::days(1);

/// How long a lot takes under the hammer, as near as anybody can say before: some auctioneers sell a hundred lots an hour.
pub const LIVE_PACE: TimeDelta = TimeDelta::minutes(1);

/// Lots of a sale that are shown to the house at once when it is published: enough to keep the database busy, few enough to
/// leave others their turn.
pub const PUBLISHED_AT_ONCE: usize = 4;

/// Sales on a page of the list.
pub const LISTED_SALES: i64 = 50;
