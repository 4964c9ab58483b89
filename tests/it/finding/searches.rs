//! Searches that somebody keeps.

use super::sells;
use crate::support::house::{House, until};
use crate::support::people::{Bidder, Visitor};
use reqwest::Method;
use serde_json::{Value, json};

async fn kept(who: &Visitor) -> Vec<Value> {
    who.gets("/api/v1/searches").await.with(200).body["searches"].as_array().unwrap().clone()
}

async fn keeps(who: &Bidder, question: &str) {
    who.posts("/api/v1/searches", json!({ "question": question })).await.with(201);
}

#[tokio::test]
async fn a_new_lot_is_found_once_by_every_search_it_answers_and_by_no_other() {
    let house = House::open().await;
    let (seller, ann, bo) = (house.seller().await, house.bidder("Ann").await, house.bidder("Bo").await);
    sells(&seller, "An old chair", json!({})).await;
    keeps(&ann, "q=chairs").await;
    keeps(&ann, "category=home&currency=EUR&price_to=10").await;
    keeps(&bo, "q=lamp").await;
    let lot = sells(&seller, "A new chair", json!({"category": "furniture"})).await;
    until("both have found it", async || kept(&ann).await.iter().all(|search| search["fresh"] == 1)).await;
    for search in kept(&ann).await {
        assert_eq!(search["hits"], json!([lot.id.to_string()]), "what was there before is not new");
    }
    sells(&seller, "A lamp", json!({"category": "lighting", "start": 5_000})).await;
    until("the lamp is found", async || kept(&bo).await[0]["fresh"] == 1).await;
    assert!(kept(&ann).await.iter().all(|search| search["fresh"] == 1), "each lot is told once");
}

#[tokio::test]
async fn searches_are_kept_listed_and_removed_by_forms_and_only_by_their_owner() {
    let house = House::open().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let save = |question: &'static str| ann.browses(Method::POST, "/searches").form(&[("question", question)]).send();
    let saved = save("q=chair&sort=newest&after=x").await.unwrap();
    assert_eq!((saved.status().as_u16(), saved.headers()["location"].to_str().unwrap()), (303, "/searches?done=kept"));
    assert_eq!(
        save("q=chair").await.unwrap().headers()["location"],
        "/searches?done=already",
        "order is no part of it"
    );
    assert_eq!(save("").await.unwrap().status(), 422);
    assert_eq!(save("format=lottery").await.unwrap().status(), 422);
    let html = ann.browses(Method::GET, "/searches").send().await.unwrap().text().await.unwrap();
    assert!(html.contains("“chair”") && html.contains("href=\"/?q=chair\""), "{html}");
    let id = kept(&ann).await[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(bo.browses(Method::POST, &format!("/searches/{id}/remove")).send().await.unwrap().status(), 404);
    assert_eq!(ann.browses(Method::POST, &format!("/searches/{id}/remove")).send().await.unwrap().status(), 303);
    assert!(kept(&ann).await.is_empty());
    house.anon().gets("/api/v1/searches").await.with(401);
}

#[tokio::test]
async fn nobody_keeps_more_searches_than_one_may() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    for n in 0..gavel::config::finding::SAVED_SEARCHES {
        keeps(&ann, &format!("q=number{n}")).await;
    }
    ann.posts("/api/v1/searches", json!({"question": "q=another"})).await.refused(409, "too_many_searches");
    ann.posts("/api/v1/searches", json!({"question": "q=number1"})).await.with(200);
}
