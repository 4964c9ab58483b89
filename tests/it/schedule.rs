//! Opening and closing on time, with nobody there to see it.

use crate::support::house::{House, until};
use crate::support::people::Lot;
use chrono::TimeDelta;
use gavel::domain::{Status, Timestamp};
use gavel::store::auctions::Listing;

async fn row(house: &House, lot: &Lot) -> Listing {
    house.store.listing(lot.id).await.unwrap().unwrap()
}

async fn until_status(house: &House, lot: &Lot, status: Status) {
    until(status.word(), async || row(house, lot).await.status() == Some(status)).await;
}

/// When an event of a kind happened, by the ledger.
async fn happened(house: &House, lot: &Lot, kind: &str) -> Timestamp {
    let at = sqlx::query_scalar("select at from event where auction_id = $1 and kind = $2").bind(lot.id.0).bind(kind);
    at.fetch_one(&mut house.connection().await).await.unwrap()
}

#[tokio::test]
async fn a_scheduled_lot_opens_and_closes_with_nobody_watching_and_never_early() {
    let house = House::open().await;
    let lot = house.lot_of(&house.seller().await, TimeDelta::seconds(2), TimeDelta::seconds(4)).await;
    let promised = row(&house, &lot).await;
    assert_eq!(promised.status(), Some(Status::Scheduled));
    until_status(&house, &lot, Status::Closed).await;
    assert!(happened(&house, &lot, "opened").await >= promised.starts_at);
    assert!(happened(&house, &lot, "closed").await >= promised.ends_at);
}

#[tokio::test]
async fn a_thousand_scheduled_lots_wake_no_actor() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = house.lot_of(&seller, TimeDelta::days(1), TimeDelta::days(2)).await;
    let copies = "insert into auction (id, seller_id, title, description, category, terms, epoch, currency, start_price,
                                       starts_at, status, ends_at, hash, minimum)
                  select gen_random_uuid(), seller_id, title, description, category, terms, epoch, currency, start_price,
                         starts_at, status, ends_at, hash, minimum
                  from auction, generate_series(1, 1000) where id = $1";
    sqlx::query(copies).bind(lot.id.0).execute(&mut house.connection().await).await.unwrap();
    // Two lots that do fall due, one after the other: the scheduler has looked, more than once.
    for starts_in in [0, 2] {
        let due = house.lot_of(&seller, TimeDelta::seconds(starts_in), TimeDelta::hours(1)).await;
        until_status(&house, &due, Status::Open).await;
    }
    assert!(house.live().awake() <= 2, "{} are awake", house.live().awake());
}
