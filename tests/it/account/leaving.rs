//! One's data, and the end of an account.

use super::{location, page, sends, signs_in};
use crate::support::house::{House, PASSWORD, until};
use crate::support::people::Visitor;
use chrono::{TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};

async fn closes(who: &Visitor) -> reqwest::Response {
    sends(who, "/account/close", &[("password", PASSWORD), ("word", " Close ")]).await
}

#[tokio::test]
async fn whoever_asks_gets_all_that_is_theirs_and_nothing_of_anybody_else() {
    let house = House::open().await;
    let (ann, bo, lot) = (house.bidder("Ann").await, house.bidder("Bo").await, house.seller().await.lists().await);
    ann.bids(&lot, 77_77).await.leads();
    bo.bids(&lot, 66_66).await.outbid_at_once();
    ann.posts("/api/v1/searches", json!({"question": "q=mahogany"})).await.with(201);
    bo.posts("/api/v1/searches", json!({"question": "q=rosewood"})).await.with(201);
    let taken = async || {
        let answer = ann.browses(Method::GET, "/account/data").send().await.unwrap();
        let named = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(named.starts_with("attachment") && answer.headers()["cache-control"] == "no-store");
        answer.json::<Value>().await.unwrap()
    };
    until("her bid is in it", async || taken().await["bids"].as_array().is_some_and(|bids| bids.len() == 1)).await;
    let data = taken().await;
    assert_eq!((&data["account"]["email"], &data["account"]["name"]), (&ann.email().into(), &"Ann".into()));
    let text = data.to_string();
    assert!(text.contains("7777") && !text.contains("6666"), "her own maximum, and nobody else's: {text}");
    assert!(text.contains("mahogany") && !text.contains("rosewood"), "{text}");
    for secret in ["password", "argon2", "token", ann.token().unwrap()] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn an_account_is_closed_by_password_and_word_and_only_pseudonyms_stay() {
    let house = House::open().await;
    let (ann, bo, lot) = (house.bidder("Ann").await, house.bidder("Bo").await, house.seller().await.lists().await);
    ann.bids(&lot, 12_00).await.leads();
    bo.bids(&lot, 99_00).await.leads();
    let mut socket = ann.watches(&lot).await;
    ann.posts("/api/v1/searches", json!({"question": "q=mahogany"})).await.with(201);
    let sale = json!({"title": "Never held", "kind": "timed", "currency": "EUR", "increments": "us",
        "closing": {"mode": "hard"}, "ends_at": Utc::now() + TimeDelta::hours(1), "stagger_s": 60});
    let sale = ann.posts("/api/v1/sales", sale).await.with(201).body["id"].as_str().unwrap().to_owned();
    ann.posts(&format!("/api/v1/sales/{sale}/lots"), json!({"title": "Her chair", "start": 10_00})).await.with(201);
    for (password, word) in [("a wrong password", "close"), (PASSWORD, "no")] {
        let refused = sends(&ann, "/account/close", &[("password", password), ("word", word)]).await;
        assert!(refused.status().is_client_error());
    }
    let closed = closes(&ann).await;
    assert_eq!((closed.status().as_u16(), location(&closed)), (303, "/"));
    socket.is_closed_with(4001).await;
    assert_eq!(signs_in(&house.anon(), ann.email()).await.status(), 401);
    let left = house.store.account(ann.id()).await.unwrap().unwrap();
    assert!(left.name.starts_with("Closed ") && left.email.ends_with("@closed.invalid"), "{left:?}");
    assert_eq!(signs_in(&house.anon(), &left.email).await.status(), 401);
    assert_eq!(bo.sees(&lot).await["bids"], 2, "the ledger stands");
    let typed = "select (select count(*) from saved_search where account_id = $1)
        + (select count(*) from sale where owner_id = $1) + (select count(*) from auction where seller_id = $1)";
    let typed = sqlx::query_scalar::<_, i64>(typed).bind(ann.id().0).fetch_one(&mut house.connection().await).await;
    assert_eq!(typed.unwrap(), 0, "what she looked for and what she never published is forgotten");
    let again = [("email", ann.email()), ("name", "Ann"), ("password", PASSWORD)];
    sends(&house.anon(), "/register", &again).await;
    assert_eq!(signs_in(&house.anon(), ann.email()).await.status(), 303, "the address is free again");
}

#[tokio::test]
async fn nobody_leaves_a_bid_a_debt_or_a_sale_behind() {
    let house = House::open().await;
    let (seller, admin, ann) = (house.seller().await, house.admin().await, house.bidder("Ann").await);
    let lot = seller.lists().await;
    ann.bids(&lot, 12_00).await.leads();
    let stays = async |who: &Visitor, why: &str| {
        let refused = closes(who).await;
        assert_eq!(refused.status(), 409, "{why}");
        let shown = refused.text().await.unwrap();
        assert!(shown.contains(why) && !shown.contains("name=\"word\""), "{shown}");
        until("the page says so before anybody tries", async || page(who, "/account/close").await.contains(why)).await;
    };
    stays(&ann, "Your bid stands on 1 lot").await;
    stays(&seller, "1 lot of yours is on sale").await;
    admin.acts(&lot, "close").await.with(200);
    until("there is an invoice", async || page(&ann, "/account/close").await.contains("1 invoice is to be paid")).await;
    stays(&ann, "1 invoice is to be paid").await;
    stays(&seller, "1 lot you sold is not handed over yet").await;
}

#[tokio::test]
async fn language_and_time_zone_are_remembered_for_the_next_time() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    let chosen = sends(&ann, "/account", &[("language", "es"), ("zone", "Europe/Madrid")]).await;
    assert_eq!(location(&chosen), "/account?done=reader");
    assert_eq!(sends(&ann, "/account", &[("language", "xx"), ("zone", "Mars")]).await.status(), 400);
    let entered = signs_in(&house.anon(), ann.email()).await;
    let cookies: Vec<_> = entered.headers().get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
    for cookie in ["gavel-language=es", "gavel-zone=Europe/Madrid"] {
        assert!(cookies.iter().any(|set| set.starts_with(cookie)), "{cookies:?}");
    }
    let spanish = ann.browses(Method::GET, "/account").header("accept-language", "es").send().await.unwrap();
    let spanish = spanish.text().await.unwrap();
    assert!(spanish.contains("Tu cuenta") && spanish.contains("<html lang=\"es\">"), "{spanish}");
}
