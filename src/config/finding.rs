//! Limits on looking around.

use chrono::TimeDelta;
use std::time::Duration;

/// Cards on a page of the catalogue: whole rows at every width, and quick on a slow telephone.
pub const CARDS: i64 = 48;

/// Lots are counted up to here; beyond, a page says "more than". Nobody looks at them all, and counting them costs the same
/// as reading them.
pub const COUNTED: i64 = 1_000;

/// Of the lots that have the words of a search, the best are shown first among so many that end soonest. Whoever finds more
/// says more words; ranking all of a hundred thousand chairs would take a second, and nobody would be helped.
pub const RANKED: i64 = 300;

/// Before the index of words is asked, so many of the lots that end next are looked at, which takes a few milliseconds. A word in
/// every thirteenth lot gives [`RANKED`] of them; of a rarer one the index names few enough.
pub const NEAREST: i64 = 4_000;

/// How long after its end a lot is no longer looked at by searches for what is on: no hammer is taken back so late.
pub const FILED_AFTER: TimeDelta = TimeDelta::hours(1);

/// Lots that are put away at once. Each writes its words anew; ten thousand that end in one hour are done a minute later.
pub const FILED_AT_ONCE: i64 = 500;

/// The longest text searched for, in characters: a few words.
pub const LONGEST_SEARCH: usize = 200;

/// Words of a search for which others are tried when nobody wrote them.
pub const MENDED: usize = 8;

/// Words that are held against one that nobody wrote.
pub const ALIKE: i64 = 20;

/// Connections for searches: enough for the cores there are, and no more, so that bids never wait for who looks around.
pub const SEARCH_CONNECTIONS: u32 = 4;

/// How alike two words must be for one to be tried for the other, from 0 to 1. Two letters in each other's place make five
/// letters this unlike already; which of the candidates is meant is judged more closely.
pub const ALIKENESS: &str = "0.15";

/// How old the categories and the rates may be that a page is written by, where another server of the same house has changed
/// them.
pub const CATEGORIES_AGE: Duration = Duration::from_secs(5);

/// Cards that one socket follows: several screens of them, and still a small message.
pub const CARDS_FOLLOWED: usize = 64;

/// Lots in a feed.
pub const FEED: i64 = 50;

/// Addresses in one part of the sitemap: what sitemaps.org allows.
pub const SITEMAP_PART: i64 = 50_000;

/// Addresses of the sitemap that are read at once; between two readings no connection is held.
pub const SITEMAP_PAGE: i64 = 1_000;

/// Searches one account may keep.
pub const SAVED_SEARCHES: i64 = 50;

/// The longest name of a saved search, in characters.
pub const LONGEST_SEARCH_NAME: usize = 120;

/// How often new lots are held against the saved searches.
pub const ALERTS_PERIOD: Duration = Duration::from_secs(2);

/// New lots held against the saved searches in one statement.
pub const ALERTS_AT_ONCE: i64 = 100;

/// New lots shown with a saved search.
pub const HITS_SHOWN: i64 = 3;
