//! Looking for lots: by words, by what is frozen in their terms, by price; in several orders, page by page. Reads, over
//! connections of its own, so that nobody's bid waits behind somebody's search; and keeps beside the words when their lot ends.
//!
//! - [`Question`] what is asked for · [`Order`] and [`Place`] in which order, and from where on
//! - `pages` the statements · `filing` what is over · `words` what a search means, and what it may have meant
//!
//! **What pages promise.** A lot that stays where it is in an order is shown exactly once, however many others move while
//! somebody turns pages: a page goes on after the last place of the one before, and not after a number of rows. A lot that
//! moves meanwhile, because it was bid on or its end was put off, is shown where it then is: once more, if it moved on past the
//! reader, or not again, if it fell behind them.

mod filing;
mod pages;
mod place;
mod words;

pub use place::{Order, Place};
pub use words::Meaning;

use crate::config;
use crate::domain::{Currency, Money, Timestamp};
use crate::store::auctions::Listing;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

/// What is asked for. Nothing at all asks for everything in these states.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// Words as somebody typed them: several must all be there, `"a phrase"` together, `-this` not.
    pub words: Option<String>,
    /// Status words; never a draft's.
    pub statuses: Vec<String>,
    /// Categories' slugs, branches already opened; empty for all.
    pub categories: Vec<String>,
    /// A format's word.
    pub format: Option<String>,
    pub currency: Option<Currency>,
    /// Bounds of the price that is shown, in the minor units of `currency`.
    pub price_from: Option<Money>,
    pub price_to: Option<Money>,
    pub ends_by: Option<Timestamp>,
    /// Only lots without a reserve.
    pub no_reserve: bool,
    /// Only lots whose terms let them be bought at once.
    pub buy_now: bool,
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
}

/// A page of what was found.
#[derive(Clone, Debug)]
pub struct Found {
    pub lots: Vec<Listing>,
    /// Where the next page goes on, if there is one.
    pub next: Option<Place>,
    pub total: Total,
    /// The words that were searched for instead, because nobody wrote those that were asked for.
    pub instead: Option<String>,
}

/// How many lots were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    pub count: i64,
    /// Whether there are more than were counted.
    pub and_more: bool,
}

impl Total {
    fn of(counted: i64, bound: i64) -> Total {
        Total { count: counted.min(bound), and_more: counted > bound }
    }
}

/// Whether the database can tell which words are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgiving(pub bool);

/// Connections for who looks around. Each statement is planned for what it asks: a plan that suits every question suits none.
pub(super) fn connections(options: PgConnectOptions) -> PgPool {
    let options = options.application_name("gavel-search").options([
        ("plan_cache_mode", "force_custom_plan"),
        ("jit", "off"),
        // What is searched is in memory, and two cores have better things to do than to share one search.
        ("random_page_cost", "1.1"),
        ("max_parallel_workers_per_gather", "0"),
        ("pg_trgm.similarity_threshold", config::finding::ALIKENESS),
        ("statement_timeout", "5s"),
        ("default_transaction_read_only", "on"),
    ]);
    PgPoolOptions::new()
        .max_connections(config::finding::SEARCH_CONNECTIONS)
        .acquire_timeout(config::ACQUIRE_TIMEOUT)
        .connect_lazy_with(options)
}
