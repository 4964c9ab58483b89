//! What is bid on: books.

use crate::Result;
use chrono::{TimeDelta, Utc};
use gavel::domain::{AccountId, AuctionId, Currency, Increments, Money, Terms, Timestamp};
use gavel::store::Store;
use gavel::store::auctions::Draft;
use uuid::Uuid;

/// Publishes a book that is on sale for a week.
pub async fn publish(store: &Store, seller: AccountId) -> Result<Terms> {
    let now = now();
    let terms = Terms::usual(
        AuctionId(Uuid::now_v7()),
        Currency::EUR,
        Money(100),
        Increments::Fixed(Money(1)),
        now,
        now + TimeDelta::days(7),
    );
    let (title, description, category) = ("A book".into(), "A book.".into(), "books".into());
    let draft = Draft { seller, title, description, category, reserve: None, country: None, terms: terms.clone() };
    store.create_draft(&draft).await?;
    match store.publish(&gavel::store::terms::write(&terms), None, terms.clone(), None).await? {
        true => Ok(terms),
        false => Err("a draft was not published".into()),
    }
}

/// In whole milliseconds, as the ledger writes instants.
pub fn now() -> Timestamp {
    let now = Utc::now();
    Timestamp::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
}
