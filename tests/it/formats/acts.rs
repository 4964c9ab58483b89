//! Buying at once, taking back, striking out: the same over page, API and socket.

use super::lists;
use crate::support::house::House;
use crate::support::people::{Bidder, Lot};
use chrono::{TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// Sends a form as a page does, and gives back the status.
async fn submits(who: &Bidder, path: &str, fields: &[(&str, &str)]) -> u16 {
    who.browses(Method::POST, path).form(fields).send().await.unwrap().status().as_u16()
}

async fn page(who: &Bidder, lot: &Lot) -> String {
    who.browses(Method::GET, &format!("/auctions/{}", lot.id)).send().await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn a_lot_is_bought_at_once_the_same_over_socket_api_and_page() {
    let house = House::open().await;
    let seller = house.seller().await;
    let offer = json!({"buy_now": 300_00});
    let key = Uuid::new_v4();
    for way in ["socket", "bids", "buy-now", "page"] {
        let lot = lists(&seller, offer.clone()).await;
        let ann = house.bidder("Ann").await;
        assert_eq!(ann.sees(&lot).await["buy_now"], 300_00);
        match way {
            "socket" => {
                let mut socket = ann.watches(&lot).await;
                socket.says(json!({"type": "buy_now", "auction": lot.id.to_string(), "key": key})).await;
                assert_eq!(socket.next_of("accepted").await["price"], 300_00);
                let closed = socket.next_where("the end", |frame| frame["body"]["kind"] == "closed").await;
                assert_eq!(closed["body"]["data"]["by"], "buyer");
            }
            "bids" => drop(ann.bids_with(&lot, key, json!({"buy_now": true})).await.leads().at_price(300_00)),
            "buy-now" => {
                let pressed = ann.asks(Method::POST, &lot.path("/buy-now")).header("idempotency-key", key.to_string());
                assert_eq!(pressed.send().await.unwrap().status(), 201);
                let again = ann.bids_with(&lot, key, json!({"buy_now": true})).await;
                assert_eq!(again.with(201).body["duplicate"], true, "the same key is the same press, whatever the way");
            }
            _ => {
                assert!(page(&ann, &lot).await.contains("Buy now for €\u{a0}300.00"));
                let (path, key) = (format!("/auctions/{}/bid", lot.id), key.to_string());
                let fields = [("key", key.as_str()), ("buy_now", "yes")];
                let asked = ann.browses(Method::POST, &path).form(&fields).send().await.unwrap();
                let asked = asked.text().await.unwrap();
                assert!(asked.contains("Buy it now for €\u{a0}300.00?"), "{asked}");
                assert_eq!(ann.sees(&lot).await["status"], "open", "asked is not bought");
                assert_eq!(submits(&ann, &path, &[fields[0], fields[1], ("confirmed", "yes")]).await, 303);
            }
        }
        let ended = ann.sees(&lot).await;
        assert_eq!((&ended["status"], &ended["you"]["standing"]), (&json!("closed"), &json!("won")), "{way}: {ended}");
    }
}

#[tokio::test]
async fn a_price_to_buy_at_once_goes_with_the_first_bid_or_with_the_price() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let lot = lists(&seller, json!({"buy_now": 300_00})).await;
    ann.bids(&lot, 20_00).await.leads();
    assert_eq!(ann.sees(&lot).await["buy_now"], Value::Null);
    bo.bids_with(&lot, Uuid::new_v4(), json!({"buy_now": true})).await.refused(409, "no_buy_now");
    let lot = lists(&seller, json!({"buy_now": 30_00, "buy_now_until": "price_passes"})).await;
    ann.bids(&lot, 25_00).await.leads();
    assert_eq!(bo.sees(&lot).await["buy_now"], 30_00);
    bo.bids_with(&lot, Uuid::new_v4(), json!({"buy_now": true})).await.leads().at_price(30_00);
}

fn may_be_taken_back() -> Value {
    json!({"retraction": true, "ends_at": Utc::now() + TimeDelta::days(2)})
}

#[tokio::test]
async fn a_mistyped_bid_is_taken_back_by_its_number_by_its_key_or_by_the_button_and_the_price_falls() {
    let house = House::open().await;
    let lot = lists(&house.seller().await, may_be_taken_back()).await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    ann.bids(&lot, 20_00).await.leads();
    for way in ["number", "key", "button"] {
        let key = Uuid::new_v4();
        let mistyped = bo.bids_with(&lot, key, json!({"amount": 900_00})).await.leads();
        let seq = mistyped.body["seq"].as_i64().unwrap();
        assert_eq!(bo.sees(&lot).await["you"]["retract"]["seq"], seq);
        let named = if way == "key" { key.to_string() } else { seq.to_string() };
        ann.posts(&lot.path(&format!("/bids/{named}/retract")), json!({})).await.refused(409, "no_such_bid");
        match way {
            "button" => {
                assert!(page(&bo, &lot).await.contains("take my bid back"));
                let path = format!("/auctions/{}/retract", lot.id);
                assert_eq!(submits(&bo, &path, &[("seq", &named)]).await, 303);
            }
            _ => drop(bo.posts(&lot.path(&format!("/bids/{named}/retract")), json!({})).await.with(200)),
        }
        let state = bo.sees(&lot).await;
        assert_eq!((&state["price"], &state["leader"]), (&json!(10_00), &json!("b1")), "{way}: {state}");
        assert_eq!((&state["you"]["standing"], &state["you"]["retract"]), (&Value::Null, &Value::Null));
    }
    let story = page(&ann, &lot).await;
    assert!(story.contains("A bid of b2 was taken back: mistyped amount") && story.contains("struck out"), "{story}");
}

#[tokio::test]
async fn where_the_terms_do_not_say_so_or_the_end_is_near_a_bid_stands() {
    let house = House::open().await;
    let seller = house.seller().await;
    let ann = house.bidder("Ann").await;
    for terms in [json!({"ends_at": Utc::now() + TimeDelta::days(2)}), json!({"retraction": true})] {
        let lot = lists(&seller, terms).await;
        let seq = ann.bids(&lot, 20_00).await.leads().body["seq"].clone();
        ann.posts(&lot.path(&format!("/bids/{seq}/retract")), json!({})).await.refused(409, "not_retractable");
        assert_eq!(ann.sees(&lot).await["you"]["retract"], Value::Null);
        let refused = ann.browses(Method::POST, &format!("/auctions/{}/retract", lot.id));
        let refused = refused.form(&[("seq", seq.to_string())]).send().await.unwrap();
        assert_eq!(refused.status(), 409);
        assert!(refused.text().await.unwrap().contains("A bid stands here."));
    }
}

#[tokio::test]
async fn the_house_strikes_a_bid_out_with_a_reason_and_everybody_is_told_at_once() {
    let house = House::open().await;
    let lot = lists(&house.seller().await, json!({})).await;
    let (ann, bo, admin) = (house.bidder("Ann").await, house.bidder("Bo").await, house.admin().await);
    ann.bids(&lot, 20_00).await.leads();
    let mut his = bo.watches(&lot).await;
    let seq = his.bids(&lot, 500_00).await["seq"].clone();
    let strike = |reason: &str| json!({"seq": seq, "reason": reason});
    for who in [&ann, &bo] {
        who.posts(&lot.path("/void"), strike("I would like it")).await.refused(403, "forbidden");
    }
    admin.posts(&lot.path("/void"), strike(" ")).await.refused(422, "reason_required");
    admin.posts(&lot.path("/void"), json!({"seq": 1, "reason": "no bid"})).await.refused(409, "no_such_bid");
    let state = admin.posts(&lot.path("/void"), strike("a stolen card")).await.with(200).body;
    assert_eq!((&state["price"], &state["leader"]), (&json!(10_00), &json!("b1")), "{state}");
    let voided = his.next_where("it was struck out", |frame| frame["body"]["kind"] == "voided").await;
    assert_eq!((&voided["body"]["data"]["voided"], &voided["body"]["data"]["by"]), (&seq, &json!("admin")));
    let you = his.next_where("he stands nowhere", |frame| frame["type"] == "you" && frame["standing"].is_null()).await;
    assert_eq!(you["maximum"], Value::Null);
    assert!(page(&ann, &lot).await.contains("A bid of b2 was struck out: a stolen card"));
    let again = bo.bids(&lot, 30_00).await.leads().body["seq"].to_string();
    let form = [("seq", again.as_str()), ("reason", "the same card")];
    let path = format!("/admin/auctions/{}/void", lot.id);
    assert_eq!(submits(&bo, &path, &form).await, 403);
    assert_eq!(admin.browses(Method::POST, &path).form(&form).send().await.unwrap().status(), 303);
    assert_eq!(ann.sees(&lot).await["price"], 10_00);
}

#[tokio::test]
async fn only_the_houses_own_see_who_a_bidder_is() {
    let house = House::open().await;
    let (seller, admin) = (house.seller().await, house.admin().await);
    let lot = lists(&seller, json!({})).await;
    let (ann, bo) = (house.bidder("Annabel Tester").await, house.bidder("Bo").await);
    ann.bids(&lot, 20_00).await.leads();
    bo.bids(&lot, 30_00).await.leads();
    let names = admin.gets(&lot.path("/bidders")).await.with(200).body;
    assert_eq!(names, json!({"b1": "Annabel Tester", "b2": "Bo"}));
    let theirs = admin.browses(Method::GET, &format!("/auctions/{}", lot.id)).send().await.unwrap();
    let theirs = theirs.text().await.unwrap();
    assert!(theirs.contains("Annabel Tester") && theirs.contains("Strike this bid out"));
    bo.gets(&lot.path("/bidders")).await.refused(403, "forbidden");
    seller.gets(&lot.path("/bidders")).await.refused(403, "forbidden");
    house.anon().gets(&lot.path("/bidders")).await.refused(401, "signed_out");
    for shown in [page(&bo, &lot).await, page(&Bidder::at(house.address(), None), &lot).await] {
        assert!(!shown.contains("Annabel") && !shown.contains("Strike this bid out"));
    }
}
