//! Every format and every act on bids, through the running house: over pages, API, socket, stream and poll.

mod acts;
mod forms;
mod secrets;

use crate::support::house::{House, until};
use crate::support::people::{Lot, Seller};
use crate::support::sse::Sse;
use chrono::{DateTime, TimeDelta, Utc};
use gavel::domain::ledger::Nonce;
use gavel::domain::{Hash, Money, Seed};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// A chair that starts at 10.00, with these members besides, on sale.
pub async fn lists(seller: &Seller, with: Value) -> Lot {
    seller.drafts(a_chair(with)).await
}

/// The same as it is written.
pub fn a_chair(with: Value) -> Value {
    let mut chair = Seller::a_chair();
    (chair["start"], chair["publish"]) = (json!(10_00), json!(true));
    for (name, value) in with.as_object().expect("an object") {
        chair[name] = value.clone();
    }
    chair
}

#[tokio::test]
async fn every_format_is_listed_over_the_api_and_has_a_page_a_state_and_a_card() {
    let house = House::open().await;
    let seller = house.seller().await;
    let falls = json!({"step": 50, "every_s": 60, "floor": 5_00});
    for (fields, word, says) in [
        (json!({}), "english", "No bids yet"),
        (json!({"format": "sealed"}), "first_price", "Sealed bids, from"),
        (json!({"format": "vickrey"}), "vickrey", "pays the second highest"),
        (json!({"format": "dutch", "dutch": falls}), "dutch", "Falling: yours now for"),
        (json!({"format": "reverse"}), "reverse", "No offers yet: at most"),
        (json!({"format": "multi-unit", "quantity": 12}), "multi_unit", "12 alike"),
    ] {
        let lot = lists(&seller, fields).await;
        let state = house.anon().sees(&lot).await;
        assert_eq!((&state["format"], &state["status"]), (&json!(word), &json!("open")), "{state}");
        assert_eq!(state["sealed"], word == "first_price" || word == "vickrey");
        let page = house.anon().browses(Method::GET, &format!("/auctions/{}", lot.id)).send().await.unwrap();
        let page = page.text().await.unwrap();
        assert!(page.contains(says), "{word}: {page}");
        assert!(page.contains(state["genesis"].as_str().unwrap()), "the hash of the terms is shown");
        let cards = house.anon().gets("/api/v1/auctions").await.with(200).body;
        let card = cards["auctions"].as_array().unwrap().iter().find(|card| card["auction"] == state["id"]).unwrap();
        assert_eq!((&card["format"], card["dutch"].is_object()), (&json!(word), word == "dutch"));
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_field_by_field() {
    let house = House::open().await;
    let seller = house.seller().await;
    let wrong = json!({"format": "multi_unit", "premium": "a lot", "closing": {"mode": "sundial"}, "buy_now": 1.5});
    let answer = seller.posts("/api/v1/auctions", a_chair(wrong)).await.refused(422, "invalid");
    let fields: Vec<&str> =
        answer.body["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["quantity", "buy_now", "closing", "premium"]);
    let makes_no_sense = json!({"format": "sealed", "closing": {"mode": "reset"}, "buy_now": 50_00});
    let answer = seller.posts("/api/v1/auctions", a_chair(makes_no_sense)).await.refused(422, "invalid");
    assert!(answer.body.to_string().contains("close it hard"), "{}", answer.body);
}

#[tokio::test]
async fn a_sealed_bid_is_its_bidders_alone_until_all_are_opened_and_the_highest_pays_itself() {
    let house = House::open().await;
    let lot = lists(&house.seller().await, json!({"format": "first_price"})).await;
    let (ann, bo, looker) = (house.bidder("Ann").await, house.bidder("Bo").await, house.bidder("Cy").await);
    let (mut hers, mut sees) = (ann.watches(&lot).await, looker.watches(&lot).await);
    let mut sse = Sse::open(&bo, &lot, None).await;

    let verdict = hers.bids(&lot, 77_00).await;
    assert_eq!((&verdict["type"], &verdict["price"]), (&json!("accepted"), &Value::Null), "{verdict}");
    assert_eq!((&verdict["leading"], &verdict["minimum"]), (&json!(false), &json!(10_00)));
    let you = hers.next_where("how she stands", |frame| frame["type"] == "you" && frame["maximum"] == 77_00).await;
    assert_eq!((&you["standing"], &you["bidder"]), (&json!("sealed"), &Value::Null));
    let event = sees.next_of("event").await["body"].clone();
    let told: Vec<&String> = event["data"].as_object().unwrap().keys().collect();
    assert_eq!(told, ["bids", "ends_at", "minimum", "sealed"]);
    assert_eq!(sse.next_of("event").await["body"], event, "the stream tells the same");
    let polled = bo.gets(&lot.path("/events?after=1&wait=0")).await.with(200).body;
    assert!(polled.to_string().contains("\"sealed\"") && !polled.to_string().contains("7700"), "{polled}");

    bo.bids(&lot, 80_00).await.with(201);
    bo.bids(&lot, 60_00).await.with(201);
    assert_eq!(bo.sees(&lot).await["you"]["maximum"], 60_00, "the later one counts, though it is lower");
    let state = looker.sees(&lot).await;
    assert_eq!((&state["bids"], &state["price"], &state["leader"]), (&json!(3), &Value::Null, &Value::Null));
    looker.bids(&lot, 9_99).await.refused(409, "too_low");

    house.admin().await.acts(&lot, "close").await.with(200);
    let ended = ann.sees(&lot).await;
    assert_eq!((&ended["result"]["winner"], &ended["result"]["price"]), (&json!("b1"), &json!(77_00)), "{ended}");
    assert_eq!((&ended["you"]["standing"], &ended["price"]), (&json!("won"), &json!(77_00)));
    let opened = ended["revealed"].as_array().unwrap();
    let replaced: Vec<(i64, bool)> =
        opened.iter().map(|bid| (bid["amount"].as_i64().unwrap(), bid["replaced"] == true)).collect();
    assert_eq!(replaced, [(80_00, true), (77_00, false), (60_00, false)]);
    let own = opened.iter().find(|bid| bid["seq"] == event["seq"]).unwrap();
    assert_eq!(own["nonce"], verdict["nonce"]);
    let nonce = Nonce::parse(own["nonce"].as_str().unwrap()).unwrap();
    assert_eq!(event["data"]["sealed"], Hash::seal(Money(77_00), &nonce).to_string());
    let page = looker.browses(Method::GET, &format!("/auctions/{}", lot.id)).send().await.unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains("The sealed bids, opened") && page.contains("replaced by a later one"), "{page}");
}

#[tokio::test]
async fn at_second_price_the_winner_pays_what_the_second_said() {
    let house = House::open().await;
    let lot = lists(&house.seller().await, json!({"format": "vickrey"})).await;
    house.bidder("Ann").await.bids(&lot, 90_00).await.with(201);
    house.bidder("Bo").await.bids(&lot, 70_00).await.with(201);
    house.admin().await.acts(&lot, "close").await.with(200);
    let ended = house.anon().sees(&lot).await;
    assert_eq!((&ended["result"]["winner"], &ended["result"]["price"]), (&json!("b1"), &json!(70_00)), "{ended}");
}

/// What a Dutch price is by the protocol's own words, at an instant of the house's clock.
fn price_by(dutch: &Value, now: DateTime<Utc>) -> i64 {
    let number = |name: &str| dutch[name].as_i64().unwrap();
    let from: DateTime<Utc> = dutch["from"].as_str().unwrap().parse().unwrap();
    let steps = (now - from).num_milliseconds().max(0) / (number("every_s") * 1_000);
    (number("start") - number("step") * steps).max(number("floor"))
}

#[tokio::test]
async fn a_falling_price_is_the_same_for_everybody_and_whoever_authorised_more_pays_the_lower() {
    let house = House::open().await;
    let falls = json!({"step": 1_00, "every_s": 1, "floor": 3_00});
    let lot = lists(&house.seller().await, json!({"format": "dutch", "dutch": falls})).await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let dutch = ann.sees(&lot).await["dutch"].clone();
    ann.bids(&lot, 2_00).await.refused(409, "too_low");
    until("it has fallen", async || price_by(&dutch, house.live().now()) < 10_00).await;
    let page = ann.browses(Method::GET, &format!("/auctions/{}", lot.id)).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("Buy at €") && !page.contains("Buy at €\u{a0}10.00"), "{page}");
    let before = price_by(&dutch, house.live().now());
    let bought = ann.bids(&lot, 10_00).await.leads();
    let paid = bought.body["price"].as_i64().unwrap();
    assert!(paid <= before && paid >= price_by(&dutch, house.live().now()), "{before} {paid}");
    let ended = bo.sees(&lot).await;
    assert_eq!((&ended["status"], &ended["result"]["price"]), (&json!("closed"), &json!(paid)), "{ended}");
    bo.bids(&lot, 10_00).await.refused(409, "ended");
}

#[tokio::test]
async fn a_falling_price_stands_still_while_the_house_halts_it() {
    let house = House::open().await;
    let falls = json!({"step": 1_00, "every_s": 1, "floor": 1_00});
    let lot = lists(&house.seller().await, json!({"format": "dutch", "dutch": falls})).await;
    let admin = house.admin().await;
    admin.acts(&lot, "halt").await.with(200);
    let halted = admin.sees(&lot).await["dutch"].clone();
    let at: DateTime<Utc> = halted["halted"].as_str().unwrap().parse().unwrap();
    until("a step would have been taken", async || house.live().now() - at > TimeDelta::milliseconds(1_100)).await;
    admin.acts(&lot, "resume").await.with(200);
    let resumed = admin.sees(&lot).await["dutch"].clone();
    let from = |dutch: &Value| dutch["from"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
    assert!(from(&resumed) - from(&halted) >= TimeDelta::milliseconds(1_100) && resumed["halted"].is_null());
}

#[tokio::test]
async fn where_the_lowest_offer_wins_everything_goes_the_other_way() {
    let house = House::open().await;
    let reverse = json!({"format": "reverse", "start": 100_00, "increments": {"fixed": 5_00}});
    let lot = lists(&house.seller().await, reverse).await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    ann.bids(&lot, 120_00).await.refused(409, "too_high");
    ann.bids(&lot, 60_00).await.leads().at_price(100_00);
    let too_much = bo.bids(&lot, 99_00).await.refused(409, "too_high");
    assert_eq!(too_much.body["minimum"], 95_00);
    bo.bids(&lot, 80_00).await.outbid_at_once().at_price(75_00);
    ann.bids(&lot, 60_00).await.refused(409, "not_below_your_offer");
    house.admin().await.acts(&lot, "close").await.with(200);
    let ended = ann.sees(&lot).await;
    assert_eq!((&ended["you"]["standing"], &ended["result"]["price"]), (&json!("won"), &json!(75_00)), "{ended}");
}

#[tokio::test]
async fn of_several_units_everybody_sees_who_gets_how_many_and_a_part_may_be_refused() {
    let house = House::open().await;
    let several = json!({"format": "multi_unit", "quantity": 5, "pricing": "uniform"});
    let lot = lists(&house.seller().await, several).await;
    let [ann, bo, cy] = [house.bidder("Ann").await, house.bidder("Bo").await, house.bidder("Cy").await];
    let bid = |amount: i64, quantity: u32, whole: bool| json!({"amount": amount, "quantity": quantity, "whole": whole});
    ann.bids_with(&lot, Uuid::new_v4(), bid(20_00, 3, false)).await.leads();
    bo.bids_with(&lot, Uuid::new_v4(), bid(15_00, 3, true)).await.with(201);
    cy.bids_with(&lot, Uuid::new_v4(), bid(12_00, 6, false)).await.refused(422, "bad_quantity");
    cy.bids_with(&lot, Uuid::new_v4(), bid(12_00, 2, false)).await.leads();
    let seen = house.anon().sees(&lot).await;
    let gets = |state: &Value| -> Vec<(String, i64, i64)> {
        let award = |award: &Value| {
            let number = |name: &str| award[name].as_i64().unwrap();
            (award["bidder"].as_str().unwrap().to_owned(), number("quantity"), number("price"))
        };
        state["awards"].as_array().unwrap().iter().map(award).collect()
    };
    assert_eq!(gets(&seen), [("b1".into(), 3, 12_00), ("b3".into(), 2, 12_00)], "Bo would not have two of three");
    assert_eq!(bo.sees(&lot).await["you"]["standing"], "outbid");
    house.admin().await.acts(&lot, "close").await.with(200);
    let ended = cy.sees(&lot).await;
    assert_eq!((gets(&ended), &ended["you"]["standing"]), (gets(&seen), &json!("won")));
    let closed = house.anon().gets(&lot.path("/events?after=0&wait=0")).await.body["events"].clone();
    assert_eq!(closed.as_array().unwrap().last().unwrap()["body"]["data"]["awards"], ended["awards"]);
}

#[tokio::test]
async fn anybody_can_check_how_long_a_candle_burned() {
    let house = House::open().await;
    let soon = house.live().now() + TimeDelta::milliseconds(700);
    let candle = json!({"closing": {"mode": "candle", "tail_s": 1}, "ends_at": soon});
    let lot = lists(&house.seller().await, candle).await;
    let before = house.anon().sees(&lot).await["candle"].clone();
    assert_eq!((&before["longest_s"], &before["seed"], &before["tail_ms"]), (&json!(1), &Value::Null, &Value::Null));
    until("it has burned down", async || house.anon().sees(&lot).await["status"] == "closed").await;
    let after = house.anon().sees(&lot).await["candle"].clone();
    let seed = Seed::parse(after["seed"].as_str().unwrap()).unwrap();
    assert_eq!(before["commitment"], seed.commitment().to_string());
    assert_eq!(after["tail_ms"], seed.tail(TimeDelta::seconds(1)).num_milliseconds());
    let opened = house.anon().gets(&lot.path("/events?after=0&wait=0")).await.body["events"][0]["body"].clone();
    assert_eq!(opened["data"]["candle"], before["commitment"]);
    let page = house.anon().browses(Method::GET, &format!("/auctions/{}", lot.id)).send().await.unwrap();
    assert!(page.text().await.unwrap().contains(after["seed"].as_str().unwrap()));
}
