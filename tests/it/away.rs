//! Ends that fall while the house is away: nothing is ever closed at a time at which nobody could bid (I14).

use crate::support::house::{House, until};
use crate::support::people::Lot;
use chrono::TimeDelta;
use gavel::config::OUTAGE_GRACE;
use gavel::domain::terms::Rules;
use gavel::domain::{Status, Timestamp};
use gavel::store::auctions::Listing;

async fn row(house: &House, lot: &Lot) -> Listing {
    house.store.listing(lot.id).await.unwrap().unwrap()
}

async fn until_status(house: &House, lot: &Lot, status: Status) {
    until(status.word(), async || row(house, lot).await.status() == Some(status)).await;
}

/// A lot that is open, and ends soon.
async fn a_lot_ending_in(house: &House, seconds: i64) -> Lot {
    let lot = house.lot_of(&house.seller().await, TimeDelta::zero(), TimeDelta::seconds(seconds)).await;
    until_status(house, &lot, Status::Open).await;
    lot
}

/// The only outage the house knows of.
async fn outage(house: &House) -> (Timestamp, Timestamp) {
    let query = sqlx::query_as("select began, ended from outage");
    query.fetch_one(&mut house.connection().await).await.unwrap()
}

/// While the house is closed: as if it had been for so long.
async fn has_been_away_for(house: &House, away: TimeDelta) {
    let back = "update heartbeat set at = $1";
    sqlx::query(back).bind(chrono::Utc::now() - away).execute(&mut house.connection().await).await.unwrap();
}

/// The public events of a kind.
async fn told(house: &House, lot: &Lot, kind: &str) -> Vec<serde_json::Value> {
    let answer = house.anon().gets(&lot.path("/events?after=0")).await;
    let events = answer.body["events"].as_array().unwrap().clone();
    events
        .into_iter()
        .filter(|event| event["body"]["kind"] == kind)
        .map(|event| event["body"]["data"].clone())
        .collect()
}

/// The lot was extended because of the outage, for everybody to see, and takes bids.
async fn is_extended(house: &House, lot: &Lot) {
    until("its end has moved", async || !told(house, lot, "extended").await.is_empty()).await;
    let (_, ended) = outage(house).await;
    let told = told(house, lot, "extended").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["reason"], "outage");
    let row = row(house, lot).await;
    assert_eq!((row.status(), row.ends_at), (Some(Status::Open), ended + OUTAGE_GRACE));
    house.bidder("Bea").await.bids(lot, 50_00).await.leads();
}

#[tokio::test]
async fn an_end_that_fell_while_the_house_was_closed_is_ten_minutes_after_it_opened_again() {
    let mut house = House::open().await;
    let lot = a_lot_ending_in(&house, 3).await;
    house.bidder("Ann").await.bids(&lot, 12_00).await.leads();
    house.stop().await;
    let end = row(&house, &lot).await.ends_at;
    until("the end has passed", async || chrono::Utc::now() > end).await;
    house.reopen().await;
    is_extended(&house, &lot).await;
}

#[tokio::test]
async fn an_end_soon_after_a_long_outage_is_moved_too() {
    let mut house = House::open().await;
    let lot = a_lot_ending_in(&house, 300).await;
    house.stop().await;
    has_been_away_for(&house, TimeDelta::minutes(20)).await;
    house.reopen().await;
    is_extended(&house, &lot).await;
}

#[tokio::test]
async fn an_end_long_after_the_house_is_back_stands() {
    let mut house = House::open().await;
    let (soon, late) = (a_lot_ending_in(&house, 300).await, a_lot_ending_in(&house, 900).await);
    let promised = row(&house, &late).await.ends_at;
    house.stop().await;
    has_been_away_for(&house, TimeDelta::minutes(20)).await;
    house.reopen().await;
    // Whatever is to be moved has been.
    is_extended(&house, &soon).await;
    house.bidder("Cec").await.bids(&late, 50_00).await.leads();
    assert_eq!(row(&house, &late).await.ends_at, promised);
    assert!(told(&house, &late, "extended").await.is_empty());
}

#[tokio::test]
async fn an_outage_is_not_forgotten_if_the_house_ends_before_it_has_moved_anything() {
    let mut house = House::open().await;
    let lot = a_lot_ending_in(&house, 3).await;
    house.stop().await;
    let end = row(&house, &lot).await.ends_at;
    until("the end has passed", async || chrono::Utc::now() > end).await;
    // It gave its first sign of life, and died.
    let before = end - TimeDelta::seconds(30);
    has_been_away_for(&house, TimeDelta::zero()).await;
    let left = "insert into outage (began, ended) values ($1, now())";
    sqlx::query(left).bind(before).execute(&mut house.connection().await).await.unwrap();
    house.reopen().await;
    until("its end has moved", async || !told(&house, &lot, "extended").await.is_empty()).await;
    assert_eq!(row(&house, &lot).await.status(), Some(Status::Open));
}

#[tokio::test]
async fn an_end_that_fell_while_the_database_was_away_is_moved() {
    let (house, proxy) = House::behind_a_proxy().await;
    let lot = a_lot_ending_in(&house, 3).await;
    let end = row(&house, &lot).await.ends_at;
    proxy.refuse();
    proxy.cut();
    until("the database is missed", async || chrono::Utc::now() > end + TimeDelta::seconds(6)).await;
    assert_eq!(row(&house, &lot).await.status(), Some(Status::Open), "nothing closes that nobody could bid on");
    proxy.accept();
    is_extended(&house, &lot).await;
}

#[tokio::test]
async fn under_the_first_rules_an_end_in_an_outage_stands() {
    let mut house = House::open().await;
    let (now, soon) = (TimeDelta::zero(), TimeDelta::seconds(3));
    let lot = house.lot_under(&house.seller().await, now, soon, |terms| terms.rules = Rules::V1).await;
    until_status(&house, &lot, Status::Open).await;
    house.bidder("Ann").await.bids(&lot, 12_00).await.leads();
    house.stop().await;
    let end = row(&house, &lot).await.ends_at;
    until("the end has passed", async || chrono::Utc::now() > end).await;
    house.reopen().await;
    until_status(&house, &lot, Status::Closed).await;
    let seen = house.anon().sees(&lot).await;
    assert_eq!((&seen["result"]["sold"], &seen["result"]["price"]), (&true.into(), &9_99.into()), "{seen}");
}
