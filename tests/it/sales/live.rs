//! Live sales, run from the console by an auctioneer who speaks the API.

use super::Sale;
use crate::support::house::{House, until};
use crate::support::people::{Answer, Lot, Seller, Visitor};
use serde_json::{Value, json};

/// A published live sale of so many chairs at 10.00, with steps of 5.00.
pub async fn called(seller: &Seller, chairs: usize) -> (Sale, Vec<Lot>) {
    let common = json!({"title": "Under the hammer", "kind": "live", "currency": "EUR", "increments": {"fixed": 500}});
    let (sale, lots) = Sale::of_chairs(seller, common, chairs).await;
    sale.publishes(seller).await.with(200);
    (sale, lots)
}

/// What an auctioneer does, and with what.
async fn acts(who: &Visitor, lot: &Lot, body: Value) -> Answer {
    who.posts(&lot.path("/auctioneer"), body).await
}

pub async fn does(who: &Visitor, lot: &Lot, act: &str) -> Value {
    acts(who, lot, json!({ "act": act })).await.with(200).body
}

async fn takes_from_the_floor(who: &Visitor, lot: &Lot, amount: i64) -> Value {
    acts(who, lot, json!({"act": "floor", "amount": amount})).await.with(200).body
}

/// The kinds of a lot's events, in order.
async fn ledger(house: &House, lot: &Lot) -> Vec<String> {
    let text = house.anon().gets(&lot.path("/ledger")).await.with(200).body;
    let text = text.as_str().map(str::to_owned).unwrap_or_else(|| text.to_string());
    let body = |line: &str| -> Value {
        let line: Value = serde_json::from_str(line).unwrap();
        serde_json::from_str(line["body"].as_str().unwrap()).unwrap()
    };
    text.lines().map(|line| body(line)["kind"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_whole_sale_is_run_lot_by_lot_and_every_act_is_in_the_ledger() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (sale, lots) = called(&seller, 3).await;
    let ann = house.bidder("Ann").await;
    assert_eq!(house.anon().sees(&lots[0]).await["status"], "scheduled", "no clock opens it");

    assert_eq!(does(&seller, &lots[0], "open").await["status"], "open");
    acts(&seller, &lots[0], json!({"act": "ask", "amount": 20_00})).await.with(200);
    ann.bids(&lots[0], 15_00).await.refused(409, "too_low");
    ann.bids(&lots[0], 20_00).await.leads().at_price(20_00);
    let after = takes_from_the_floor(&seller, &lots[0], 25_00).await;
    assert_eq!((after["price"].as_i64(), after["leader"].as_str()), (Some(25_00), Some("floor")));
    ann.bids(&lots[0], 30_00).await.leads().at_price(30_00);
    acts(&seller, &lots[0], json!({"act": "announce", "text": "Against you in the room."})).await.with(200);
    assert_eq!(does(&seller, &lots[0], "warn").await["warned"], true);
    let sold = does(&seller, &lots[0], "hammer").await;
    assert_eq!(sold["result"], json!({"sold": true, "winner": "b1", "price": 30_00}));
    assert_eq!(ann.sees(&lots[0]).await["you"]["standing"], "won");

    does(&seller, &lots[1], "open").await;
    assert_eq!(does(&seller, &lots[1], "pass").await["result"]["sold"], false);
    does(&seller, &lots[2], "open").await;
    takes_from_the_floor(&seller, &lots[2], 10_00).await;
    assert_eq!(does(&seller, &lots[2], "hammer").await["result"]["winner"], "floor");

    let kinds = ["opened", "announced", "bid", "bid", "bid", "announced", "announced", "closed"];
    assert_eq!(ledger(&house, &lots[0]).await, kinds);
    let states: Vec<String> = house.anon().gets(&sale.path).await.body["lots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|lot| lot["status"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(states, ["closed", "closed", "closed"]);
}

#[tokio::test]
async fn absentee_maxima_compete_and_of_equal_ones_the_earliest_leads() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (_, lots) = called(&seller, 1).await;
    let lot = lots[0];
    let (ann, bo, cy) = (house.bidder("Ann").await, house.bidder("Bo").await, house.bidder("Cy").await);
    ann.bids(&lot, 30_00).await.leads().at_price(10_00);
    bo.bids(&lot, 50_00).await.leads().at_price(35_00);
    cy.bids(&lot, 50_00).await.outbid_at_once().at_price(50_00);
    let seen = house.anon().sees(&lot).await;
    assert_eq!((seen["status"].as_str(), seen["leader"].as_str()), (Some("scheduled"), Some("b2")));
    does(&seller, &lot, "open").await;
    assert_eq!(does(&seller, &lot, "hammer").await["result"], json!({"sold": true, "winner": "b2", "price": 50_00}));
}

#[tokio::test]
async fn a_floor_bid_is_answered_for_an_absentee_at_the_next_increment() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (_, lots) = called(&seller, 1).await;
    let ann = house.bidder("Ann").await;
    ann.bids(&lots[0], 40_00).await.leads().at_price(10_00);
    does(&seller, &lots[0], "open").await;
    let after = takes_from_the_floor(&seller, &lots[0], 20_00).await;
    assert_eq!((after["price"].as_i64(), after["leader"].as_str()), (Some(25_00), Some("b1")));
    let after = takes_from_the_floor(&seller, &lots[0], 40_00).await;
    assert_eq!((after["price"].as_i64(), after["leader"].as_str()), (Some(40_00), Some("b1")), "first at that amount");
    let after = takes_from_the_floor(&seller, &lots[0], 45_00).await;
    assert_eq!((after["price"].as_i64(), after["leader"].as_str()), (Some(45_00), Some("floor")));
}

#[tokio::test]
async fn an_act_is_undone_until_the_next_lot_is_opened_and_not_after() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (_, lots) = called(&seller, 2).await;
    let ann = house.bidder("Ann").await;
    does(&seller, &lots[0], "open").await;
    ann.bids(&lots[0], 10_00).await.leads();
    takes_from_the_floor(&seller, &lots[0], 15_00).await;
    let undone = does(&seller, &lots[0], "undo").await;
    assert_eq!((undone["price"].as_i64(), undone["leader"].as_str()), (Some(10_00), Some("b1")));
    does(&seller, &lots[0], "hammer").await;
    assert_eq!(does(&seller, &lots[0], "undo").await["status"], "open");
    takes_from_the_floor(&seller, &lots[0], 15_00).await;
    does(&seller, &lots[0], "hammer").await;
    does(&seller, &lots[1], "open").await;
    acts(&seller, &lots[0], json!({"act": "undo"})).await.refused(409, "nothing_to_undo");
    does(&seller, &lots[1], "pass").await;
    acts(&seller, &lots[0], json!({"act": "undo"})).await.refused(409, "nothing_to_undo");
    assert_eq!(house.anon().sees(&lots[0]).await["result"]["winner"], "floor");
}

#[tokio::test]
async fn one_lot_at_a_time_is_on_the_block_and_in_the_order_of_the_sale() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (_, lots) = called(&seller, 3).await;
    acts(&seller, &lots[1], json!({"act": "open"})).await.refused(409, "not_its_turn");
    does(&seller, &lots[0], "open").await;
    acts(&seller, &lots[0], json!({"act": "open"})).await.refused(409, "open_already");
    acts(&seller, &lots[1], json!({"act": "open"})).await.refused(409, "not_its_turn");
    does(&seller, &lots[0], "hammer").await;
    let admin = house.admin().await;
    admin.acts(&lots[1], "cancel").await.with(200);
    does(&seller, &lots[2], "open").await;
}

#[tokio::test]
async fn a_hammer_that_was_taken_back_is_on_nobodys_bell() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (_, lots) = called(&seller, 1).await;
    let ann = house.bidder("Ann").await;
    let unread = async || house.store.foyer(ann.id()).await.unwrap().unread;
    does(&seller, &lots[0], "open").await;
    ann.bids(&lots[0], 10_00).await.leads();
    does(&seller, &lots[0], "hammer").await;
    assert_eq!(unread().await, 1);
    does(&seller, &lots[0], "undo").await;
    assert!(unread().await == 0 && house.store.notices(ann.id(), None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_undo_and_the_next_opening_at_the_same_moment_never_both_happen() {
    let house = House::open().await;
    let seller = house.seller().await;
    for _ in 0..12 {
        let (_, lots) = called(&seller, 2).await;
        does(&seller, &lots[0], "open").await;
        does(&seller, &lots[0], "pass").await;
        let (undo, open) = tokio::join!(
            acts(&seller, &lots[0], json!({"act": "undo"})),
            acts(&seller, &lots[1], json!({"act": "open"})),
        );
        let mut answers = [undo.status, open.status];
        answers.sort_unstable();
        assert_eq!(answers, [200, 409], "{undo:?} {open:?}");
        let on_the_block = [&lots[0], &lots[1]];
        let mut open = 0;
        for lot in on_the_block {
            open += u32::from(house.anon().sees(lot).await["status"] == "open");
        }
        assert_eq!(open, 1);
    }
}

#[tokio::test]
async fn after_a_restart_the_sale_goes_on_where_it_was_and_what_is_past_stays_past() {
    let mut house = House::open().await;
    let seller = house.seller().await;
    let (_, lots) = called(&seller, 3).await;
    does(&seller, &lots[0], "open").await;
    does(&seller, &lots[0], "pass").await;
    does(&seller, &lots[1], "open").await;
    takes_from_the_floor(&seller, &lots[1], 10_00).await;
    house.stop().await;
    house.reopen().await;
    acts(&seller, &lots[0], json!({"act": "undo"})).await.refused(409, "nothing_to_undo");
    acts(&seller, &lots[2], json!({"act": "open"})).await.refused(409, "not_its_turn");
    let undone = does(&seller, &lots[1], "undo").await;
    assert_eq!((undone["status"].as_str(), undone["price"].as_i64()), (Some("open"), None));
    takes_from_the_floor(&seller, &lots[1], 10_00).await;
    does(&seller, &lots[1], "hammer").await;
    assert_eq!(does(&seller, &lots[1], "undo").await["status"], "open");
}

#[tokio::test]
async fn the_owner_conducts_and_the_house_may_and_nobody_else() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (_, lots) = called(&seller, 1).await;
    let (other, ann, admin) = (house.seller().await, house.bidder("Ann").await, house.admin().await);
    let open = || json!({"act": "open"});
    acts(&house.anon(), &lots[0], open()).await.refused(401, "signed_out");
    for stranger in [&*other, &*ann] {
        acts(stranger, &lots[0], open()).await.refused(403, "forbidden");
    }
    does(&admin, &lots[0], "open").await;
    seller.bids(&lots[0], 10_00).await.refused(409, "own_auction");
    let alone = seller.lists().await;
    acts(&seller, &alone, open()).await.refused(409, "not_live");
}

#[tokio::test]
async fn an_act_that_makes_no_sense_says_what_would() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (_, lots) = called(&seller, 1).await;
    acts(&seller, &lots[0], json!({"act": "floor"})).await.refused(409, "not_open");
    does(&seller, &lots[0], "open").await;
    acts(&seller, &lots[0], json!({"act": "sing"})).await.refused(422, "invalid");
    acts(&seller, &lots[0], json!({"act": "ask"})).await.refused(422, "invalid");
    acts(&seller, &lots[0], json!({"act": "announce", "text": " "})).await.refused(422, "invalid");
    takes_from_the_floor(&seller, &lots[0], 10_00).await;
    let low = acts(&seller, &lots[0], json!({"act": "ask", "amount": 10_00})).await.refused(409, "bad_ask");
    assert_eq!(low.body["minimum"], 10_01);
    acts(&seller, &lots[0], json!({"act": "floor", "amount": 12_00})).await.refused(409, "too_low");
}

#[tokio::test]
async fn whoever_watches_a_lot_hears_that_its_hammer_was_taken_back() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (_, lots) = called(&seller, 1).await;
    let ann = house.bidder("Ann").await;
    let mut socket = ann.watches(&lots[0]).await;
    does(&seller, &lots[0], "open").await;
    ann.bids(&lots[0], 10_00).await.leads();
    does(&seller, &lots[0], "hammer").await;
    let closed = socket.next_where("closed", |frame| frame["body"]["kind"] == "closed").await;
    assert_eq!(closed["body"]["data"]["winner"], "b1");
    does(&seller, &lots[0], "undo").await;
    let undone = socket.next_where("voided", |frame| frame["body"]["kind"] == "voided").await;
    let undone = &undone["body"];
    assert_eq!((undone["data"]["undo"].as_bool(), undone["data"]["status"].as_str()), (Some(true), Some("open")));
}

/// A sale of two lots that are written to the database in two lanes of the journal.
async fn called_in_two_lanes(seller: &Seller) -> Vec<Lot> {
    for _ in 0..100 {
        let (_, lots) = called(seller, 2).await;
        let lane = |lot: &Lot| lot.id.0.as_u64_pair().1 % 2;
        if lane(&lots[0]) != lane(&lots[1]) {
            return lots;
        }
    }
    panic!("a hundred pairs of lots, all in one lane");
}

#[tokio::test]
async fn an_act_whose_fate_nobody_knows_holds_the_sale_back_until_it_is_known() {
    let (house, proxy) = House::behind_a_proxy_with(&["--journal-lanes", "2"]).await;
    let seller = house.seller().await;
    let lots = called_in_two_lanes(&seller).await;
    does(&seller, &lots[0], "open").await;
    does(&seller, &lots[0], "pass").await;
    proxy.block(&["\"kind\":\"voided\""]);
    acts(&seller, &lots[0], json!({"act": "undo"})).await.refused(503, "unavailable");
    acts(&seller, &lots[1], json!({"act": "open"})).await.refused(503, "unavailable");
    assert_eq!(house.anon().sees(&lots[1]).await["status"], "scheduled", "it could have been written");
    proxy.block(&[]);
    let opens = async || acts(&seller, &lots[1], json!({"act": "open"})).await;
    until("the house answers", async || opens().await.status != 503).await;
    opens().await.refused(409, "not_its_turn");
    assert_eq!(house.anon().sees(&lots[0]).await["status"], "open", "the undo has landed");
    assert_eq!(ledger(&house, &lots[0]).await, ["opened", "closed", "voided"]);
}

#[tokio::test]
async fn a_hammer_that_the_next_lot_made_final_is_billed_after_a_restart_too() {
    let mut house = House::open().await;
    let (seller, ann) = (house.seller().await, house.bidder("Ann").await);
    let (_, lots) = called(&seller, 2).await;
    ann.bids(&lots[0], 50_00).await.leads();
    for (lot, act) in [(&lots[0], "open"), (&lots[0], "hammer"), (&lots[1], "open")] {
        does(&seller, lot, act).await;
    }
    house.stop().await;
    // As if it had ended before the books were made up.
    let mut connection = house.connection().await;
    for undone in ["delete from invoice_step", "delete from invoice", "update auction set settled_at = null"] {
        sqlx::query(undone).execute(&mut connection).await.unwrap();
    }
    assert!(!house.store.is_settled(lots[0].id).await.unwrap());
    house.reopen().await;
    until("the lot is billed", async || house.store.is_settled(lots[0].id).await.unwrap()).await;
    assert_eq!(house.store.invoices_for(lots[0].id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_live_lot_that_is_in_no_sale_cannot_be_listed_because_nobody_could_open_it() {
    let house = House::open().await;
    let mut chair = Seller::a_chair();
    (chair["format"], chair["publish"]) = (json!("live"), json!(true));
    let answer = house.seller().await.posts("/api/v1/auctions", chair).await.with(422);
    assert!(answer.body.to_string().contains("live sale"), "{}", answer.body);
}
