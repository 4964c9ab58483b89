//! Limits of the house's own pages, and what counts as a signal there.

use chrono::TimeDelta;
use std::time::Duration;

/// Rows on a page of the house's tables: a few screens, and the next page is a press away.
pub const PAGE: i64 = 50;

/// Reports on their page, those that wait and those decided each: more than anybody works through in a sitting.
pub const LISTED_REPORTS: i64 = 100;

/// Hidden messages below the reports: what was hidden lately, for who was hidden by mistake says so soon.
pub const LISTED_HIDDEN: i64 = 50;

/// Running lots that somebody bid on, on their page: what an officer looks through before they ban somebody.
pub const LISTED_BIDS_ON: i64 = 50;

/// The longest ban with an end: five years. Longer is one without.
pub const LONGEST_BAN_DAYS: i64 = 1_826;

/// The longest name of a tariff, in characters: a line in the seller's form.
pub const LONGEST_TARIFF_NAME: usize = 60;

/// The longest name of a category in a language, in characters, as the database has it: a line in a menu.
pub const LONGEST_CATEGORY_NAME: usize = 80;

/// The longest slug of a category, as the database has it: an address that can still be read.
pub const LONGEST_CATEGORY_SLUG: usize = 60;

/// How long it is remembered from where and with what an account was used: a season of sales. Addresses are personal, and
/// older ones lead to whoever has them now.
pub const TRACES_KEPT: TimeDelta = TimeDelta::days(90);

/// How far back signals look: as far as traces do.
pub const SIGNALS_OVER: TimeDelta = TRACES_KEPT;

/// Lots that signals look through, the latest to end first: a second of work for the database.
pub const SIGNAL_LOTS: i64 = 2_000;

/// Pairs of a seller and a bidder on the page of signals, the strongest first.
pub const LISTED_SIGNALS: usize = 100;

/// Bidding on so many lots of one seller begins to be a pattern; a collector may well do that.
pub const SIGNAL_LOTS_OF_ONE: i64 = 5;

/// ... if it is so many hundredths of all they bid on.
pub const SIGNAL_SHARE: i64 = 80;

/// Raising so many finished lots of one seller without ever winning one.
pub const SIGNAL_NEVER_WON: i64 = 5;

/// Taking back so many bids.
pub const SIGNAL_RETRACTIONS: i64 = 3;

/// Ending just under the reserve on so many lots of one seller.
pub const SIGNAL_UNDER_RESERVE: i64 = 2;

/// So many hundredths of a reserve are just under it.
pub const SIGNAL_NEAR_RESERVE: i64 = 90;

/// An address that more accounts than this share is an office or a telephone network, and says nothing.
pub const SIGNAL_CROWD: i64 = 10;

/// How long `/metrics` waits for the database before it leaves out what only that knows.
pub const METRICS_PATIENCE: Duration = Duration::from_secs(1);
