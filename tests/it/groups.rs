//! Lots of a sale that close as a group: a late bid on one keeps every open one open.

use crate::support::house::{House, until};
use crate::support::people::{Lot, Seller};
use chrono::TimeDelta;
use gavel::domain::terms::SaleLot;
use gavel::domain::{Closing, ClosingMode, SaleId, Scope, Status, Terms, Timestamp};
use serde_json::Value;
use uuid::Uuid;

/// A timed sale without lots.
async fn a_sale(house: &House, owner: &Seller) -> SaleId {
    let sale = SaleId(Uuid::now_v7());
    let row = "insert into sale (id, owner_id, title, description, kind, terms, starts_at, ends_at, stagger_s, state)
               values ($1, $2, 'A sale', '', 'timed', '', now(), now(), 0, 'published')";
    sqlx::query(row).bind(sale.0).bind(owner.id().0).execute(&mut house.connection().await).await.unwrap();
    sale
}

/// Puts a lot into its sale, where its terms say it is.
async fn belongs(house: &House, lot: &Lot, sale: SaleId, number: i32) {
    let place = "update auction set sale_id = $2, lot_number = $3 where id = $1";
    let mut connection = house.connection().await;
    sqlx::query(place).bind(lot.id.0).bind(sale.0).bind(number).execute(&mut connection).await.unwrap();
}

/// The terms of a lot whose late bids keep all of its group open for ten seconds.
fn grouped(sale: SaleId, number: u32) -> impl FnOnce(&mut Terms) {
    move |terms: &mut Terms| {
        terms.lot = Some(SaleLot { sale, number });
        let (window, extension) = (TimeDelta::seconds(10), TimeDelta::seconds(10));
        terms.closing =
            Closing { mode: ClosingMode::Reset, window, extension, scope: Scope::Group, ..Closing::default() };
    }
}

async fn opens(house: &House, lot: &Lot) {
    let open = async || house.store.listing(lot.id).await.unwrap().unwrap().status() == Some(Status::Open);
    until("it is open", open).await;
}

async fn ends_at(house: &House, lot: &Lot) -> Timestamp {
    house.anon().sees(lot).await["ends_at"].as_str().unwrap().parse().unwrap()
}

/// What its extensions say, each as its reason and its new end.
async fn extensions(house: &House, lot: &Lot) -> Vec<(String, Timestamp)> {
    let answer = house.anon().gets(&lot.path("/events?after=0")).await;
    let events = answer.body["events"].as_array().unwrap();
    let extended = events.iter().filter(|event| event["body"]["kind"] == "extended");
    let read =
        |data: &Value| (data["reason"].as_str().unwrap().to_owned(), data["to"].as_str().unwrap().parse().unwrap());
    extended.map(|event| read(&event["body"]["data"])).collect()
}

#[tokio::test]
async fn a_late_bid_on_one_lot_moves_the_end_of_every_open_lot_that_would_end_before() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&house, &seller).await;
    // Late enough that all are there before any of them wakes, as when a sale is published.
    let (now, soon, later) = (TimeDelta::seconds(10), TimeDelta::seconds(18), TimeDelta::hours(1));
    let mut lots = Vec::new();
    for (number, end) in [(1, soon), (2, soon), (3, later)] {
        let lot = house.lot_under(&seller, now, end, grouped(sale, number)).await;
        belongs(&house, &lot, sale, number as i32).await;
        lots.push(lot);
    }
    let apart = house.lot_of(&seller, now, later).await;
    for lot in lots.iter().chain([&apart]) {
        opens(&house, lot).await;
    }
    let promised = ends_at(&house, &lots[2]).await;
    house.bidder("Ann").await.bids(&lots[0], 12_00).await.leads();
    let moved = ends_at(&house, &lots[0]).await;
    until("the other has followed", async || !extensions(&house, &lots[1]).await.is_empty()).await;
    assert_eq!(extensions(&house, &lots[0]).await, [("late_bid".to_owned(), moved)]);
    assert_eq!(extensions(&house, &lots[1]).await, [("group".to_owned(), moved)]);
    assert_eq!((ends_at(&house, &lots[1]).await, ends_at(&house, &lots[2]).await), (moved, promised));
    assert!(extensions(&house, &apart).await.is_empty());
}

#[tokio::test]
async fn no_lot_of_a_group_closes_while_a_bid_in_time_on_another_is_on_its_way() {
    let house = House::open().await;
    let seller = house.seller().await;
    for _ in 0..5 {
        let sale = a_sale(&house, &seller).await;
        let (now, soon) = (TimeDelta::seconds(7), TimeDelta::seconds(10));
        let [first, second] = [1, 2].map(|number| (number, grouped(sale, number)));
        let first = house.lot_under(&seller, now, soon, first.1).await;
        let second = house.lot_under(&seller, now, soon, second.1).await;
        belongs(&house, &first, sale, 1).await;
        belongs(&house, &second, sale, 2).await;
        opens(&house, &first).await;
        opens(&house, &second).await;
        let last = ends_at(&house, &first).await.min(ends_at(&house, &second).await) - TimeDelta::milliseconds(60);
        let bidder = house.bidder("Ann").await;
        until("the last moment", async || house.live().now() >= last).await;
        let answer = bidder.bids(&first, 12_00).await;
        if answer.body["code"] == "ended" {
            continue;
        }
        answer.leads();
        if ends_at(&house, &second).await > last + TimeDelta::milliseconds(60) {
            continue;
        }
        until("the other has followed or closed", async || {
            house.anon().sees(&second).await["status"] == "closed" || !extensions(&house, &second).await.is_empty()
        })
        .await;
        assert_eq!(extensions(&house, &second).await.len(), 1, "it closed under a bid received in time");
    }
}

#[tokio::test]
async fn a_lot_that_was_not_told_of_its_groups_extension_reads_it_before_it_closes() {
    let mut house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&house, &seller).await;
    let (now, soon) = (TimeDelta::zero(), TimeDelta::seconds(9));
    let told = house.lot_under(&seller, now, soon, grouped(sale, 1)).await;
    let untold = house.lot_under(&seller, now, soon, grouped(sale, 2)).await;
    belongs(&house, &told, sale, 1).await;
    opens(&house, &told).await;
    opens(&house, &untold).await;
    house.bidder("Ann").await.bids(&told, 12_00).await.leads();
    let moved = ends_at(&house, &told).await;
    assert!(extensions(&house, &untold).await.is_empty(), "nobody knows yet that it belongs there");
    house.stop().await;
    belongs(&house, &untold, sale, 2).await;
    house.reopen().await;
    until("it has followed", async || !extensions(&house, &untold).await.is_empty()).await;
    assert_eq!(extensions(&house, &untold).await[0], ("group".to_owned(), moved));
}
