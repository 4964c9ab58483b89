//! Limits on sales.

use chrono::TimeDelta;
use std::time::Duration;

/// The currencies that forms offer, by their ISO 4217 codes: those the trade settles in most, and one each without and with three
/// decimals. Programs may write any other.
pub const CURRENCIES: [&str; 7] = ["EUR", "USD", "GBP", "CHF", "SEK", "JPY", "KWD"];

/// The most lots of one sale: a long day at the pace of [`LIVE_PACE`], and still published in one statement.
pub const MOST_LOTS: u32 = 500;

/// The longest from the end of one lot to the end of the next: a day. In the trade it is a minute.
pub const LONGEST_STAGGER: TimeDelta = TimeDelta::days(1);

/// How long a lot takes under the hammer, as near as anybody can say before: some auctioneers sell a hundred lots an hour.
pub const LIVE_PACE: TimeDelta = TimeDelta::minutes(1);

/// Lots of a sale that are shown to the house at once when it is published: enough to keep the database busy, few enough to
/// leave others their turn.
pub const PUBLISHED_AT_ONCE: usize = 4;

/// Lots on a page of the seller's desk: what a screen scrolls through in a moment.
pub const DESK_LOTS: i64 = 50;

/// Forms that a seller may keep under names of their own: more are not found again.
pub const MOST_TEMPLATES: i64 = 50;

/// Characters in the name of a form.
pub const LONGEST_TEMPLATE_NAME: usize = 60;

/// The largest file of lots: all lots of a sale, each with half a page of description.
pub const LARGEST_FILE: usize = 1024 * 1024;

/// Bytes of a file too large that are read and thrown away before its sender is told so: a spreadsheet with its pictures. Whoever
/// sends more need not hear it.
pub const LARGEST_FILE_WASTE: usize = 16 * LARGEST_FILE;

/// How long a file of lots may take to arrive: one megabyte over a slow telephone.
pub const FILE_UPLOAD: Duration = Duration::from_secs(60);

/// Columns of a file of lots: the house's own several times over. More are no list of lots, and every one of them would be found
/// fault with.
pub const MOST_COLUMNS: usize = 64;

/// Characters by which the owner of a file calls a line: a lot number with a letter behind it, or a stock number.
pub const LONGEST_LINE_NAME: usize = 40;

/// Sales on a page of the list.
pub const LISTED_SALES: i64 = 50;
