//! Limits: what a bidder may have at stake at once, on all lots together, whatever way the bids come.

use crate::support::house::{House, until};
use crate::support::people::{Bidder, Lot, Seller};
use crate::support::socket::Socket;
use chrono::TimeDelta;
use gavel::domain::Currency;
use gavel::domain::terms::Format;
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

/// Rounds of the race.
const ROUNDS: i64 = 1_000;

/// A lot that starts at 1.00, in steps of a cent.
async fn by_cents(seller: &Seller) -> Lot {
    seller.lists_as(json!({"start": 1_00, "increments": {"fixed": 1}})).await
}

/// What somebody has at stake, as the house has it.
async fn at_stake_now(house: &House, bidder: &Bidder) -> i64 {
    house.live().at_stake(bidder.id(), Currency::EUR).await.unwrap().unwrap().0.0
}

/// What somebody has at stake, and their limit, as they are told.
async fn at_stake(bidder: &Bidder, lot: &Lot) -> (i64, i64) {
    let told = bidder.gets(&lot.path("/registration")).await.with(200).body;
    (told["at_stake"].as_i64().unwrap(), told["limit"].as_i64().unwrap())
}

#[tokio::test]
async fn of_two_maxima_at_the_same_moment_on_two_lots_exactly_one_fits_the_limit_a_thousand_times() {
    let house = House::open().await;
    let (seller, admin) = (house.seller().await, house.admin().await);
    let lots = [by_cents(&seller).await, by_cents(&seller).await];
    let (ann, rival) = (house.bidder("Ann").await, house.bidder("Rival").await);
    admin.limits(&ann, Some(150_00)).await;
    let mut sockets = [ann.watches(&lots[0]).await, ann.watches(&lots[1]).await];
    for round in 0..ROUNDS {
        let amount = 100_00 + 2 * round;
        let verdicts = match round % 2 {
            0 => {
                let [one, other] = &mut sockets;
                let (one, other) = tokio::join!(one.bids(&lots[0], amount), other.bids(&lots[1], amount));
                [one, other]
            }
            _ => {
                let (one, other) = tokio::join!(ann.bids(&lots[0], amount), ann.bids(&lots[1], amount));
                [one.body, other.body]
            }
        };
        let led: Vec<usize> = (0..2).filter(|lot| verdicts[*lot]["leading"] == true).collect();
        assert_eq!(led.len(), 1, "round {round}: {verdicts:?}");
        assert_eq!(verdicts[1 - led[0]]["code"], "over_limit", "round {round}: {verdicts:?}");
        // Being outbid makes room for the next round.
        rival.bids(&lots[led[0]], amount + 1).await.leads();
    }
    assert_eq!(at_stake(&ann, &lots[0]).await, (0, 150_00));
}

#[tokio::test]
async fn a_raise_counts_only_its_difference_and_being_outbid_makes_room() {
    let house = House::open().await;
    let (seller, admin) = (house.seller().await, house.admin().await);
    let (chair, table) = (seller.lists().await, seller.lists().await);
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    admin.limits(&ann, Some(100_00)).await;
    ann.bids(&chair, 60_00).await.leads();
    ann.bids(&table, 30_00).await.leads();
    ann.bids(&chair, 70_01).await.refused(409, "over_limit");
    ann.bids(&chair, 70_00).await.leads();
    assert_eq!(at_stake(&ann, &chair).await, (100_00, 100_00));
    bo.bids(&table, 50_00).await.leads();
    assert_eq!(at_stake(&ann, &chair).await, (70_00, 100_00));
    ann.bids(&table, 31_00).await.refused(409, "over_limit");
    ann.bids(&chair, 100_00).await.leads();
}

#[tokio::test]
async fn a_bid_refused_for_its_limit_is_refused_again_by_its_key_and_passes_with_a_new_one_once_it_fits() {
    let house = House::open().await;
    let (lot, admin, ann) = (house.seller().await.lists().await, house.admin().await, house.bidder("Ann").await);
    admin.limits(&ann, Some(50_00)).await;
    let (key, bid) = (Uuid::new_v4(), json!({"amount": 60_00}));
    let refused = ann.bids_with(&lot, key, bid.clone()).await.refused(409, "over_limit");
    assert_eq!(refused.body["temporary"], false);
    admin.limits(&ann, Some(60_00)).await;
    ann.bids_with(&lot, key, bid).await.refused(409, "over_limit");
    ann.bids(&lot, 60_00).await.leads();
}

#[tokio::test]
async fn a_limit_counts_what_somebody_leads_already_and_is_lifted_as_it_was_set() {
    let house = House::open().await;
    let (seller, admin) = (house.seller().await, house.admin().await);
    let (chair, table) = (seller.lists().await, seller.lists().await);
    let ann = house.bidder("Ann").await;
    ann.bids(&chair, 80_00).await.leads();
    admin.limits(&ann, Some(100_00)).await;
    assert_eq!(at_stake(&ann, &table).await, (80_00, 100_00));
    ann.bids(&table, 20_01).await.refused(409, "over_limit");
    admin.limits(&ann, Some(50_00)).await;
    assert_eq!(ann.sees(&chair).await["you"]["standing"], "leading", "what stands, stands");
    ann.bids(&chair, 80_01).await.refused(409, "over_limit");
    admin.limits(&ann, None).await;
    ann.bids(&table, 5_000_00).await.leads();
}

#[tokio::test]
async fn a_limit_holds_across_a_restart_of_the_house() {
    let mut house = House::open().await;
    let (seller, admin) = (house.seller().await, house.admin().await);
    let (chair, table) = (seller.lists().await, seller.lists().await);
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    admin.limits(&ann, Some(100_00)).await;
    ann.bids(&chair, 80_00).await.leads();
    house.stop().await;
    house.reopen().await;
    ann.bids(&table, 20_01).await.refused(409, "over_limit");
    ann.bids(&table, 20_00).await.leads();
    assert_eq!(at_stake(&ann, &chair).await, (100_00, 100_00));
    bo.bids(&chair, 90_00).await.leads();
    ann.bids(&table, 100_00).await.leads();
}

#[tokio::test]
async fn a_lot_that_is_closed_or_cancelled_makes_room() {
    let house = House::open().await;
    let (seller, admin, ann) = (house.seller().await, house.admin().await, house.bidder("Ann").await);
    admin.limits(&ann, Some(100_00)).await;
    for act in ["close", "cancel"] {
        let lot = seller.lists().await;
        ann.bids(&lot, 100_00).await.leads();
        let next = seller.lists().await;
        ann.bids(&next, 10_00).await.refused(409, "over_limit");
        admin.acts(&lot, act).await.with(200);
        ann.bids(&next, 10_00).await.leads();
        admin.acts(&next, "cancel").await.with(200);
    }
}

#[tokio::test]
async fn a_sealed_bid_is_at_stake_in_full_whoever_leads() {
    let house = House::open().await;
    let (seller, admin) = (house.seller().await, house.admin().await);
    let sealed = house
        .lot_under(&seller, TimeDelta::zero(), TimeDelta::hours(1), |terms| terms.format = Format::FirstPrice)
        .await;
    let open = seller.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    until("the lot is open", async || house.anon().sees(&sealed).await["status"] == "open").await;
    admin.limits(&ann, Some(100_00)).await;
    assert!(bo.bids(&sealed, 500_00).await.is_accepted());
    assert!(ann.bids(&sealed, 90_00).await.is_accepted());
    assert_eq!(at_stake(&ann, &open).await, (90_00, 100_00));
    ann.bids(&open, 10_01).await.refused(409, "over_limit");
    assert!(ann.bids(&sealed, 40_00).await.is_accepted(), "a lower one takes its place");
    ann.bids(&open, 60_00).await.leads();
}

#[tokio::test]
async fn a_limit_in_one_currency_says_nothing_about_another() {
    let house = House::open().await;
    let (seller, admin, ann) = (house.seller().await, house.admin().await, house.bidder("Ann").await);
    let dollars = house
        .lot_under(&seller, TimeDelta::zero(), TimeDelta::hours(1), |terms| terms.currency = "USD".parse().unwrap())
        .await;
    assert_ne!(Currency::EUR.code(), house.anon().sees(&dollars).await["currency"]);
    until("the lot is open", async || house.anon().sees(&dollars).await["status"] == "open").await;
    admin.limits(&ann, Some(20_00)).await;
    ann.bids(&dollars, 5_000_00).await.leads();
    ann.bids(&seller.lists().await, 20_00).await.leads();
    let told = ann.gets(&dollars.path("/registration")).await.with(200).body;
    assert!(told.get("limit").is_none(), "{told}");
}

#[tokio::test]
async fn over_the_limit_is_told_alike_over_every_transport() {
    let house = House::open().await;
    let (lot, admin, ann) = (house.seller().await.lists().await, house.admin().await, house.bidder("Ann").await);
    admin.limits(&ann, Some(20_00)).await;
    let by_http = ann.bids(&lot, 20_01).await.refused(409, "over_limit").body;
    for subprotocol in ["auction.v1.json", "auction.v1.msgpack"] {
        let verdict = Socket::offering(&ann, subprotocol).await.bids(&lot, 20_01).await;
        for field in ["type", "code", "message", "temporary"] {
            assert_eq!(verdict[field], by_http[field], "{subprotocol}: {verdict}");
        }
    }
    let form = [("amount", "20.01".to_owned()), ("key", Uuid::new_v4().to_string()), ("confirmed", "yes".into())];
    let page = ann.browses(Method::POST, &format!("/auctions/{}/bid", lot.id)).form(&form).send().await.unwrap();
    assert_eq!(page.status(), 409);
    let html = page.text().await.unwrap();
    assert!(html.contains(by_http["message"].as_str().unwrap()), "{html}");
    assert_eq!(house.anon().sees(&lot).await["bids"], 0);
}

#[tokio::test]
async fn what_is_in_doubt_stays_at_stake_until_it_is_known() {
    let (house, proxy) = House::behind_a_proxy().await;
    let (seller, admin) = (house.seller().await, house.admin().await);
    let (chair, table) = (seller.lists().await, seller.lists().await);
    let ann = house.bidder("Ann").await;
    admin.limits(&ann, Some(100_00)).await;
    ann.bids(&chair, 10_00).await.leads();
    let mut sockets = [ann.watches(&chair).await, ann.watches(&table).await];
    proxy.refuse();
    let [at_chair, at_table] = &mut sockets;
    let key = Uuid::new_v4();
    let in_doubt = async {
        let verdict = at_chair.bids_with(&chair, key, json!({"amount": 80_00})).await;
        assert_eq!(verdict["code"], "unavailable", "{verdict}");
    };
    let meanwhile = async {
        until("it is decided", async || at_stake_now(&house, &ann).await == 80_00).await;
        let refused = at_table.bids(&table, 20_01).await;
        assert_eq!(refused["code"], "over_limit", "{refused}");
    };
    tokio::join!(in_doubt, meanwhile);
    proxy.accept();
    until("the bid is known to stand", async || {
        ann.bids_with(&chair, key, json!({"amount": 80_00})).await.is_accepted()
    })
    .await;
    ann.bids(&table, 20_01).await.refused(409, "over_limit");
    ann.bids(&table, 20_00).await.leads();
}
