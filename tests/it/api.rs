//! The house over plain HTTP: selling, bidding, and who may do what.

use crate::support::house::{House, PASSWORD};
use crate::support::people::{Lot, Seller};
use chrono::TimeDelta;
use gavel::config::LARGEST_AMOUNT;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

#[tokio::test]
async fn two_registered_bidders_compete_for_a_lot_by_the_book() {
    let house = House::open().await;
    let anon = house.anon();
    let mut bidders = Vec::new();
    for name in ["ann", "bo"] {
        let password = PASSWORD;
        let email = format!("{name}@example.org");
        let account = json!({"email": email, "password": password, "name": name});
        anon.posts("/api/v1/accounts", account.clone()).await.with(201);
        anon.posts("/api/v1/accounts", account).await.with(409);
        let session = anon.posts("/api/v1/sessions", json!({"email": email, "password": password})).await.with(201);
        bidders.push(anon.with_token(session.body["token"].as_str().unwrap()));
    }
    let lot = house.seller().await.lists().await;
    assert_eq!(anon.sees(&lot).await["minimum"], 9_99);
    bidders[0].bids(&lot, 12_00).await.leads().at_price(9_99);
    bidders[1].bids(&lot, 11_75).await.outbid_at_once().at_price(12_00);
    let seen = anon.sees(&lot).await;
    assert_eq!((&seen["price"], &seen["minimum"], &seen["leader"]), (&json!(1200), &json!(1250), &json!("b1")));
    assert_eq!(bidders[0].sees(&lot).await["you"]["standing"], "leading");
    assert_eq!(bidders[1].sees(&lot).await["you"]["standing"], "outbid");
    bidders[1].bids(&lot, 12_49).await.refused(409, "too_low");
}

#[tokio::test]
async fn a_bid_sent_twice_counts_once_and_is_answered_alike() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, key) = (house.bidder("Ann").await, Uuid::new_v4());
    let first = ann.bids_with(&lot, key, json!({"amount": 20_00})).await.leads();
    let again = ann.bids_with(&lot, key, json!({"amount": 20_00})).await.leads();
    let mut expected = first.body.clone();
    assert_eq!(first.body["duplicate"], false);
    expected["duplicate"] = true.into();
    assert_eq!(again.body, expected);
    ann.bids_with(&lot, key, json!({"amount": 21_00})).await.refused(422, "key_reused");
    ann.bids_with(&lot, key, json!({"amount": 20_00, "exact": true})).await.refused(422, "key_reused");
    assert_eq!(house.anon().sees(&lot).await["bids"], 1);
    // A key is its bidder's own.
    house.bidder("Bo").await.bids_with(&lot, key, json!({"amount": 30_00})).await.leads();
}

#[tokio::test]
async fn only_a_positive_whole_amount_within_the_limit_is_a_bid() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    for amount in [json!(0), json!(-1), json!(12.5), json!("abc"), json!("1200"), Value::Null, json!(1e30), json!([12])]
        .into_iter()
        .chain([json!(LARGEST_AMOUNT.0 + 1), json!(i64::MAX), json!(u64::MAX)])
    {
        let answer = ann.bids_with(&lot, Uuid::new_v4(), json!({ "amount": amount })).await;
        answer.refused(422, "bad_amount");
    }
    ann.bids_with(&lot, Uuid::new_v4(), json!({})).await.refused(422, "bad_amount");
    assert_eq!(house.anon().sees(&lot).await["bids"], 0);
    ann.bids(&lot, LARGEST_AMOUNT.0).await.leads().at_price(9_99);
}

#[tokio::test]
async fn a_bid_is_refused_with_the_reason_wherever_it_cannot_count() {
    let house = House::open().await;
    let (seller, admin, ann) = (house.seller().await, house.admin().await, house.bidder("Ann").await);
    let lot = seller.lists().await;
    seller.bids(&lot, 20_00).await.refused(409, "own_auction");
    house.anon().bids(&lot, 20_00).await.refused(401, "signed_out");
    ann.with_token(&"0".repeat(64)).bids(&lot, 20_00).await.refused(401, "signed_out");
    let nothing = Lot { id: Uuid::new_v4().to_string().parse().unwrap() };
    ann.bids(&nothing, 20_00).await.refused(404, "unknown_auction");
    let draft = seller.drafts(Seller::a_chair()).await;
    ann.bids(&draft, 20_00).await.refused(409, "not_open");
    let tomorrow = house.lot_of(&seller, TimeDelta::days(1), TimeDelta::days(2)).await;
    ann.bids(&tomorrow, 20_00).await.refused(409, "not_open");
    admin.acts(&lot, "halt").await.with(200);
    ann.bids(&lot, 20_00).await.refused(409, "not_open");
    admin.acts(&lot, "resume").await.with(200);
    ann.bids(&lot, 20_00).await.leads();
    admin.acts(&lot, "close").await.with(200);
    ann.bids(&lot, 30_00).await.refused(409, "ended");
    let seen = ann.sees(&lot).await;
    assert_eq!(seen["you"]["standing"], "won", "{seen}");
}

#[tokio::test]
async fn who_may_do_what_is_the_same_over_pages_and_api() {
    let house = House::open().await;
    let (seller, bidder, anon) = (house.seller().await, house.bidder("Ann").await, house.anon());
    let lot = seller.lists().await;
    let draft = seller.drafts(Seller::a_chair()).await;
    bidder.bids(&lot, 20_00).await.leads();
    for act in ["halt", "resume", "close", "cancel"] {
        let reason = json!({"reason": "I would like it"});
        bidder.posts(&lot.path(&format!("/{act}")), reason.clone()).await.refused(403, "forbidden");
        anon.posts(&lot.path(&format!("/{act}")), reason).await.refused(401, "signed_out");
        let path = format!("/admin/auctions/{}/{act}", lot.id);
        for visitor in [&*bidder, &*seller] {
            let page =
                visitor.browses(Method::POST, &path).form(&[("reason", "I would like it")]).send().await.unwrap();
            assert_eq!(page.status(), 403, "{act}");
        }
    }
    for act in ["halt", "resume", "close"] {
        let refused = seller.posts(&lot.path(&format!("/{act}")), json!({"reason": "mine"})).await;
        assert!(refused.status == 403 || refused.body["code"] == "not_halted", "{act}: {refused:?}");
    }
    for visitor in [&*bidder, &*anon] {
        visitor.gets(&draft.path("")).await.refused(404, "unknown_auction");
        let page = visitor.browses(Method::GET, &format!("/auctions/{}", draft.id)).send().await.unwrap();
        assert_eq!(page.status(), 404);
        for path in ["/events", "/ledger"] {
            visitor.gets(&draft.path(path)).await.with(404);
        }
    }
    bidder.posts(&draft.path("/publish"), json!({})).await.refused(404, "unknown_auction");
    assert_eq!(house.anon().sees(&lot).await["status"], "open");
    assert_eq!(seller.sees(&draft).await["status"], "draft");
    assert_eq!(bidder.browses(Method::GET, "/admin").send().await.unwrap().status(), 403);
    assert_eq!(house.admin().await.browses(Method::GET, "/admin").send().await.unwrap().status(), 200);
}
