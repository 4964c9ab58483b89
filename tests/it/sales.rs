//! Sales: lots in order under common terms, published all at once or not at all.

pub mod live;
mod pages;

use crate::support::house::House;
use crate::support::people::{Answer, Lot, Seller};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// A sale as its owner goes on with it.
pub struct Sale {
    path: String,
}

impl Sale {
    /// What an owner would write about a sale whose first lot ends in an hour and each later one a minute after.
    fn timed() -> Value {
        json!({
            "title": "Chairs and tables", "kind": "timed", "currency": "EUR", "increments": "us",
            "closing": {"mode": "hard"}, "ends_at": Utc::now() + TimeDelta::hours(1), "stagger_s": 60,
        })
    }

    async fn begun_by(seller: &Seller, sale: Value) -> Sale {
        let answer = seller.posts("/api/v1/sales", sale).await.with(201);
        assert_eq!(answer.body["state"], "draft");
        Sale { path: format!("/api/v1/sales/{}", answer.body["id"].as_str().unwrap()) }
    }

    fn path(&self, rest: &str) -> String {
        format!("{}{rest}", self.path)
    }

    async fn adds(&self, seller: &Seller, lot: Value) -> Answer {
        seller.posts(&self.path("/lots"), lot).await
    }

    /// A timed sale of so many chairs, not published yet.
    async fn of_chairs(seller: &Seller, sale: Value, chairs: usize) -> (Sale, Vec<Lot>) {
        let sale = Sale::begun_by(seller, sale).await;
        let mut lots = Vec::new();
        for number in 1..=chairs {
            let chair = json!({"title": format!("Chair {number}"), "start": 10_00});
            let added = sale.adds(seller, chair).await.with(201);
            assert_eq!(added.body["number"], number);
            lots.push(Lot { id: added.body["auction"].as_str().and_then(|id| id.parse().ok()).unwrap() });
        }
        (sale, lots)
    }

    async fn publishes(&self, seller: &Seller) -> Answer {
        seller.posts(&self.path("/publish"), json!({})).await
    }
}

fn instant(value: &Value) -> DateTime<Utc> {
    value.as_str().and_then(|text| text.parse().ok()).expect("an instant")
}

fn titles(sale: &Value) -> Vec<&str> {
    sale["lots"].as_array().unwrap().iter().map(|lot| lot["title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn each_lot_of_a_timed_sale_ends_one_stagger_after_the_one_before() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (sale, lots) = Sale::of_chairs(&seller, Sale::timed(), 3).await;
    let published = sale.publishes(&seller).await.with(200).body;
    assert_eq!(
        (published["state"].as_str(), titles(&published)),
        (Some("published"), vec!["Chair 1", "Chair 2", "Chair 3"])
    );
    let mut ends = Vec::new();
    for lot in &lots {
        let seen = house.anon().sees(lot).await;
        assert_eq!(seen["status"], "open");
        ends.push(instant(&seen["ends_at"]));
    }
    assert_eq!(ends[0], instant(&published["ends_at"]));
    assert_eq!((ends[1] - ends[0], ends[2] - ends[1]), (TimeDelta::minutes(1), TimeDelta::minutes(1)));
}

#[tokio::test]
async fn a_lot_takes_over_the_common_terms_and_they_are_frozen_in_its_own() {
    let house = House::open().await;
    let seller = house.seller().await;
    let common = json!({
        "title": "In dollars", "currency": "USD", "increments": {"fixed": 500}, "quantum": 100, "automatic": false,
        "closing": {"mode": "reset", "window_s": 30, "extension_s": 45}, "ends_at": Utc::now() + TimeDelta::hours(1),
    });
    let (sale, lots) = Sale::of_chairs(&seller, common, 2).await;
    sale.publishes(&seller).await.with(200);
    let terms = house.anon().gets(&lots[1].path("/terms")).await.with(200).body;
    assert_eq!(terms["currency"], "USD");
    assert_eq!(terms["increments"], json!({"fixed": 500}));
    assert_eq!((terms["quantum"].as_i64(), terms["automatic"].as_bool()), (Some(100), Some(false)));
    assert_eq!((terms["closing"]["window_s"].as_i64(), terms["closing"]["extension_s"].as_i64()), (Some(30), Some(45)));
    let bidder = house.bidder("Ann").await;
    bidder.bids(&lots[1], 10_50).await.refused(422, "off_quantum");
    bidder.bids(&lots[1], 10_00).await.leads();
}

#[tokio::test]
async fn one_lot_that_cannot_be_published_keeps_the_whole_sale_back() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (sale, lots) = Sale::of_chairs(&seller, Sale::timed(), 2).await;
    // Below the start when it is published, though not when it was written: as if the house had changed its mind.
    let spoilt = "update auction set reserve = 1 where id = $1";
    sqlx::query(spoilt).bind(lots[1].id.0).execute(&mut house.connection().await).await.unwrap();
    let refused = sale.publishes(&seller).await.refused(422, "invalid");
    let told = refused.body.to_string();
    assert!(told.contains("Lot 2: A reserve is at or above the starting price") && !told.contains("Lot 1:"), "{told}");
    for lot in &lots {
        assert_eq!(seller.sees(lot).await["status"], "draft");
        house.anon().gets(&lot.path("")).await.with(404);
    }
    let mended = "update auction set reserve = null where id = $1";
    sqlx::query(mended).bind(lots[1].id.0).execute(&mut house.connection().await).await.unwrap();
    sale.publishes(&seller).await.with(200);
    sale.publishes(&seller).await.refused(409, "sale_changed");
}

#[tokio::test]
async fn a_sale_is_published_as_it_was_judged_or_not_at_all() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (sale, lots) = Sale::of_chairs(&seller, Sale::timed(), 1).await;
    let id = sale.path.rsplit('/').next().unwrap().parse().unwrap();
    let judged = house.store.sale(id).await.unwrap().unwrap();
    sale.adds(&seller, json!({"title": "A late one", "start": 100})).await.with(201);
    assert!(!house.store.publish_sale(&judged, Vec::new()).await.unwrap(), "a lot was added meanwhile");
    assert!(!house.store.order_lots(id, judged.revision, &[lots[0].id]).await.unwrap());
    assert!(!house.store.remove_lot(id, judged.revision, lots[0].id).await.unwrap());
    assert_eq!(titles(&seller.gets(&sale.path).await.with(200).body), ["Chair 1", "A late one"]);
}

#[tokio::test]
async fn lots_added_at_the_same_moment_get_a_number_each() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = Sale::begun_by(&seller, Sale::timed()).await;
    let add = |number: usize| sale.adds(&seller, json!({"title": format!("Chair {number}"), "start": 100}));
    let answers = futures_util::future::join_all((0..12).map(add)).await;
    let mut numbers: Vec<u64> =
        answers.into_iter().map(|added| added.with(201).body["number"].as_u64().unwrap()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
}

#[tokio::test]
async fn lots_change_places_and_are_taken_out_while_the_sale_is_a_draft() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (sale, lots) = Sale::of_chairs(&seller, Sale::timed(), 3).await;
    let id = sale.path.rsplit('/').next().unwrap().parse().unwrap();
    let revision = async || house.store.sale(id).await.unwrap().unwrap().revision;
    let [one, two, three] = [lots[0].id, lots[1].id, lots[2].id];
    assert!(house.store.order_lots(id, revision().await, &[three, one, two]).await.unwrap());
    assert_eq!(titles(&seller.gets(&sale.path).await.body), ["Chair 3", "Chair 1", "Chair 2"]);
    assert!(house.store.remove_lot(id, revision().await, one).await.unwrap());
    let left = seller.gets(&sale.path).await.body;
    assert_eq!((titles(&left), left["lots"][1]["number"].as_i64()), (vec!["Chair 3", "Chair 2"], Some(2)));
    sale.publishes(&seller).await.with(200);
    assert!(!house.store.remove_lot(id, revision().await, two).await.unwrap(), "what is published stays");
}

#[tokio::test]
async fn a_lot_of_a_sale_is_published_with_the_sale_and_not_alone() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (_, lots) = Sale::of_chairs(&seller, Sale::timed(), 1).await;
    seller.posts(&lots[0].path("/publish"), json!({})).await.refused(409, "not_a_draft");
    assert_eq!(seller.sees(&lots[0]).await["status"], "draft");
}

#[tokio::test]
async fn a_draft_of_a_sale_is_its_owners_and_nobody_elses() {
    let house = House::open().await;
    let (seller, other) = (house.seller().await, house.seller().await);
    let (sale, _) = Sale::of_chairs(&seller, Sale::timed(), 1).await;
    house.anon().gets(&sale.path).await.refused(404, "unknown_sale");
    other.gets(&sale.path).await.refused(404, "unknown_sale");
    sale.adds(&other, json!({"title": "A cuckoo", "start": 100})).await.refused(404, "unknown_sale");
    sale.publishes(&other).await.refused(404, "unknown_sale");
    assert_eq!(house.anon().gets("/api/v1/sales").await.body["sales"], json!([]));
    sale.publishes(&seller).await.with(200);
    let listed = house.anon().gets("/api/v1/sales").await.with(200).body;
    assert_eq!(
        (listed["sales"][0]["title"].as_str(), listed["sales"][0]["lots"].as_i64()),
        (Some("Chairs and tables"), Some(1))
    );
    house.anon().gets(&sale.path).await.with(200);
}

#[tokio::test]
async fn the_lots_of_a_sale_may_close_as_a_group_and_then_say_so() {
    let house = House::open().await;
    let seller = house.seller().await;
    let mut together = Sale::timed();
    together["closing"] = json!({"mode": "reset", "scope": "group"});
    let (sale, lots) = Sale::of_chairs(&seller, together, 2).await;
    sale.publishes(&seller).await.with(200);
    for (number, lot) in (1..).zip(&lots) {
        let terms = house.anon().gets(&lot.path("/terms")).await.with(200).body;
        assert_eq!((&terms["closing"]["scope"], &terms["lot"]), (&json!("group"), &json!(number)));
    }
}

#[tokio::test]
async fn premium_tax_and_approval_are_common_to_all_lots() {
    let house = House::open().await;
    let seller = house.seller().await;
    let mut common = Sale::timed();
    common["premium"] = json!([[0, 2_500]]);
    common["tax"] = json!({"on_hammer": 0, "on_premium": 1_900});
    common["approval"] = json!("registered");
    let (sale, lots) = Sale::of_chairs(&seller, common, 2).await;
    sale.publishes(&seller).await.with(200);
    let first = house.anon().gets(&lots[0].path("/terms")).await.with(200).body;
    let second = house.anon().gets(&lots[1].path("/terms")).await.with(200).body;
    assert_eq!(second["approval"], "registered");
    for term in ["premium", "tax", "approval"] {
        assert!(!first[term].is_null() && first[term] == second[term], "{term}: {first}");
    }
    house.bidder("Ann").await.bids(&lots[1], 10_00).await.refused(409, "not_approved");
}

#[tokio::test]
async fn a_lot_of_a_sale_of_single_things_is_one() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = Sale::begun_by(&seller, Sale::timed()).await;
    let dozen = json!({"title": "A dozen glasses", "start": 100, "quantity": 12});
    let refused = sale.adds(&seller, dozen).await.refused(422, "invalid");
    assert_eq!(refused.body["errors"][0]["field"], "quantity");
}

#[tokio::test]
async fn a_sale_without_lots_is_none() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = Sale::begun_by(&seller, Sale::timed()).await;
    let refused = sale.publishes(&seller).await.refused(422, "invalid");
    assert!(refused.body.to_string().contains("at least one lot"), "{}", refused.body);
}
