//! Registering to bid: who may, who must be approved, on what conditions, and who may decide it.

use crate::support::house::{House, until};
use crate::support::people::{Admin, Bidder, Lot, Seller, Visitor};
use crate::support::socket::Socket;
use crate::support::sse::Sse;
use chrono::TimeDelta;
use gavel::domain::terms::{Approval, SaleLot};
use gavel::domain::{SaleId, Terms};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// Registers by the API, and gives back how it stands.
async fn registers(bidder: &Bidder, lot: &Lot) -> Value {
    bidder.posts(&lot.path("/registration"), json!({})).await.with(201).body
}

async fn decides(admin: &Admin, registration: &Value, act: &str, body: Value) -> Value {
    let id = registration["id"].as_str().unwrap();
    admin.posts(&format!("/api/v1/registrations/{id}/{act}"), body).await.with(200).body
}

/// A page, posted to as a browser does it: its status, and its text.
async fn presses(visitor: &Visitor, path: &str, form: &[(&str, &str)]) -> (u16, String) {
    let answer = visitor.browses(Method::POST, path).form(form).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

async fn page(visitor: &Visitor, path: &str) -> String {
    visitor.browses(Method::GET, path).send().await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn where_one_registers_accepting_the_terms_is_enough_and_without_it_nobody_bids() {
    let house = House::open().await;
    let lot = house.seller().await.lists_as(json!({"approval": "registered"})).await;
    let ann = house.bidder("Ann").await;
    assert_eq!(house.anon().sees(&lot).await["approval"], "registered");
    ann.bids(&lot, 20_00).await.refused(409, "not_approved");
    ann.posts(&lot.path("/registration"), json!({"accept": false})).await.refused(422, "invalid");
    let before = ann.gets(&lot.path("/registration")).await.with(200).body;
    assert_eq!((&before["state"], &before["may_bid"]), (&json!("none"), &json!(false)), "{before}");
    let registered = registers(&ann, &lot).await;
    assert_eq!((&registered["state"], &registered["may_bid"]), (&json!("approved"), &json!(true)), "{registered}");
    let again = ann.posts(&lot.path("/registration"), json!({"accept": true})).await.with(200).body;
    assert_eq!(again, registered, "done twice, it is there once");
    ann.bids(&lot, 20_00).await.leads();
    house.bidder("Bo").await.bids(&lot, 30_00).await.refused(409, "not_approved");
}

#[tokio::test]
async fn where_the_house_approves_nobody_bids_before_it_has_and_then_up_to_the_limit_it_set() {
    let house = House::open().await;
    let (seller, admin, ann) = (house.seller().await, house.admin().await, house.bidder("Ann").await);
    let lot = seller.lists_as(json!({"approval": "approved"})).await;
    let requested = registers(&ann, &lot).await;
    assert_eq!((&requested["state"], &requested["may_bid"]), (&json!("requested"), &json!(false)), "{requested}");
    ann.bids(&lot, 20_00).await.refused(409, "not_approved");
    let waiting = admin.gets("/api/v1/registrations").await.with(200).body["registrations"].clone();
    assert_eq!((waiting.as_array().unwrap().len(), &waiting[0]["email"]), (1, &json!(ann.email())), "{waiting}");
    let approved = decides(&admin, &waiting[0], "approve", json!({"limit": 50_00})).await;
    assert_eq!((&approved["state"], &approved["may_bid"]), (&json!("approved"), &json!(true)), "{approved}");
    ann.bids(&lot, 50_01).await.refused(409, "over_limit");
    ann.bids(&lot, 50_00).await.leads();
    // The limit is the bidder's, on whatever lots; the approval is for this one.
    ann.bids(&seller.lists().await, 10_00).await.refused(409, "over_limit");
    let other = seller.lists_as(json!({"approval": "approved"})).await;
    ann.bids(&other, 10_00).await.refused(409, "not_approved");
}

#[tokio::test]
async fn a_deposit_that_is_asked_for_must_be_held_before_a_bid_and_as_long_as_there_are_any() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    let lot = house.seller().await.lists_as(json!({"approval": "approved"})).await;
    let registration = registers(&ann, &lot).await;
    decides(&admin, &registration, "approve", json!({"deposit": 200_00})).await;
    ann.bids(&lot, 20_00).await.refused(409, "not_approved");
    let html = page(&ann, &format!("/auctions/{}", lot.id)).await;
    assert!(html.contains("once the house has your deposit of €\u{a0}200.00"), "{html}");
    let path = format!("/api/v1/registrations/{}/deposit", registration["id"].as_str().unwrap());
    admin.posts(&path, json!({"state": "returned"})).await.refused(409, "deposit_state");
    decides(&admin, &registration, "deposit", json!({"state": "held"})).await;
    let twice = decides(&admin, &registration, "deposit", json!({"state": "held"})).await;
    assert_eq!((&twice["deposit"], &twice["deposit_amount"]), (&json!("held"), &json!(200_00)), "{twice}");
    ann.bids(&lot, 20_00).await.leads();
    decides(&admin, &registration, "deposit", json!({"state": "returned"})).await;
    ann.bids(&lot, 30_00).await.refused(409, "not_approved");
    admin.posts(&path, json!({"state": "asked"})).await.refused(422, "invalid");
    decides(&admin, &registration, "deposit", json!({"state": "asked", "amount": 50_00})).await;
    decides(&admin, &registration, "deposit", json!({"state": "held"})).await;
    ann.bids(&lot, 30_00).await.leads();
}

#[tokio::test]
async fn an_approval_withdrawn_from_the_leader_leaves_their_bid_and_takes_no_other() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    let lot = house.seller().await.lists_as(json!({"approval": "approved"})).await;
    let registration = registers(&ann, &lot).await;
    decides(&admin, &registration, "approve", json!({})).await;
    ann.bids(&lot, 20_00).await.leads();
    let path = format!("/api/v1/registrations/{}/refuse", registration["id"].as_str().unwrap());
    admin.posts(&path, json!({})).await.refused(422, "invalid");
    let withdrawn = decides(&admin, &registration, "refuse", json!({"reason": "A cheque bounced."})).await;
    assert_eq!(withdrawn["state"], "withdrawn");
    ann.bids(&lot, 30_00).await.refused(409, "not_approved");
    assert_eq!(ann.sees(&lot).await["you"]["standing"], "leading");
    let told = ann.gets(&lot.path("/registration")).await.body;
    assert_eq!((&told["state"], &told["reason"]), (&json!("withdrawn"), &json!("A cheque bounced.")), "{told}");
    let again = ann.posts(&lot.path("/registration"), json!({"accept": true})).await.with(200).body;
    assert_eq!(again["state"], "withdrawn", "asking again undoes nothing");
    decides(&admin, &registration, "approve", json!({})).await;
    ann.bids(&lot, 30_00).await.leads();
}

#[tokio::test]
async fn registering_at_one_lot_of_a_sale_is_registering_for_all_of_it() {
    let house = House::open().await;
    let (seller, ann) = (house.seller().await, house.bidder("Ann").await);
    let sales = [SaleId(Uuid::now_v7()), SaleId(Uuid::now_v7())];
    let mut lots = Vec::new();
    for (sale, number) in [(sales[0], 1), (sales[0], 2), (sales[1], 1)] {
        let in_sale = |terms: &mut Terms| {
            terms.lot = Some(SaleLot { sale, number });
            terms.approval = Approval::Registered;
        };
        lots.push(house.lot_under(&seller, TimeDelta::zero(), TimeDelta::hours(1), in_sale).await);
    }
    for lot in &lots {
        until("the lot is open", async || house.anon().sees(lot).await["status"] == "open").await;
    }
    let registered = registers(&ann, &lots[0]).await;
    assert_eq!(registered["sale"], json!(sales[0].0), "{registered}");
    ann.bids(&lots[1], 20_00).await.leads();
    assert_eq!(ann.gets(&lots[1].path("/registration")).await.body["may_bid"], true);
    ann.bids(&lots[2], 20_00).await.refused(409, "not_approved");
}

#[tokio::test]
async fn whoever_looks_is_told_when_they_may_bid_over_every_transport() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    let lot = house.seller().await.lists_as(json!({"approval": "approved"})).await;
    let mut socket = Socket::open(&ann).await;
    let (snapshot, _) = socket.subscribes(&lot.channel()).await;
    assert_eq!(snapshot["state"]["you"]["may_bid"], false, "{snapshot}");
    assert_eq!(socket.next_of("you").await["may_bid"], false);
    let mut stream = Sse::open(&ann, &lot, None).await;
    assert_eq!(stream.next_of("snapshot").await["state"]["you"]["may_bid"], false);
    let poll = lot.path("/events?wait=0");
    assert_eq!(ann.gets(&poll).await.body["snapshot"]["you"]["may_bid"], false);
    assert_eq!(ann.sees(&lot).await["you"]["may_bid"], false);
    let refused = socket.bids(&lot, 20_00).await;
    assert_eq!(refused["code"], "not_approved", "{refused}");
    let form = [("amount", "20.00"), ("key", &*Uuid::new_v4().to_string()), ("confirmed", "yes")];
    let (status, html) = presses(&ann, &format!("/auctions/{}/bid", lot.id), &form).await;
    assert_eq!(status, 409);
    assert!(html.contains(refused["message"].as_str().unwrap()), "{html}");

    let registration = registers(&ann, &lot).await;
    decides(&admin, &registration, "approve", json!({})).await;
    assert_eq!(socket.next_where("leave to bid", |frame| frame["may_bid"] == true).await["type"], "you");
    let mut told = stream.next_of("you").await;
    while told["may_bid"] != true {
        told = stream.next_of("you").await;
    }
    assert_eq!(ann.gets(&poll).await.body["snapshot"]["you"]["may_bid"], true);
    assert_eq!(ann.sees(&lot).await["you"]["may_bid"], true);
    assert_eq!(socket.bids(&lot, 20_00).await["leading"], true);
}

#[tokio::test]
async fn on_a_lot_open_to_everybody_nobody_is_told_anything_of_it() {
    let house = House::open().await;
    let (seller, ann) = (house.seller().await, house.bidder("Ann").await);
    let lot = seller.lists().await;
    assert!(ann.sees(&lot).await["you"].get("may_bid").is_none());
    ann.posts(&lot.path("/registration"), json!({"accept": true})).await.refused(409, "registration_not_needed");
    assert_eq!(ann.gets(&lot.path("/registration")).await.body["may_bid"], true);
    assert!(!page(&ann, &format!("/auctions/{}", lot.id)).await.contains("id=\"registration\""));
    let approving = seller.lists_as(json!({"approval": "approved"})).await;
    seller.posts(&approving.path("/registration"), json!({"accept": true})).await.refused(409, "own_auction");
    house.admin().await.acts(&approving, "close").await.with(200);
    ann.posts(&approving.path("/registration"), json!({"accept": true})).await.refused(409, "ended");
}

#[tokio::test]
async fn one_registers_and_is_approved_by_plain_forms() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    let lot = house.seller().await.lists_as(json!({"approval": "approved"})).await;
    let address = format!("/auctions/{}", lot.id);
    let html = page(&ann, &address).await;
    assert!(html.contains("Register to bid") && !html.contains("id=\"bid-form\""), "{html}");
    let register = format!("{address}/registration");
    assert_eq!(presses(&ann, &register, &[]).await.0, 422, "the terms are not accepted");
    assert_eq!(presses(&ann, &register, &[("accept", "yes")]).await.0, 303);
    assert!(page(&ann, &address).await.contains("not decided yet"));

    let desk = page(&admin, "/admin/registrations").await;
    let id = ann.gets(&lot.path("/registration")).await.body["id"].as_str().unwrap().to_owned();
    assert!(desk.contains(ann.email()) && desk.contains(&format!("/admin/registrations/{id}/approve")), "{desk}");
    let approve = format!("/admin/registrations/{id}/approve");
    assert_eq!(presses(&admin, &approve, &[("limit", "much"), ("reason", "Known.")]).await.0, 422);
    assert_eq!(presses(&admin, &approve, &[("limit", "50"), ("deposit", ""), ("reason", " ")]).await.0, 422);
    assert_eq!(presses(&admin, &approve, &[("limit", "50"), ("deposit", ""), ("reason", "Known.")]).await.0, 303);
    let html = page(&ann, &address).await;
    assert!(html.contains("✓ You may bid") && html.contains("id=\"bid-form\""), "{html}");
    ann.bids(&lot, 50_01).await.refused(409, "over_limit");

    let refuse = format!("/admin/registrations/{id}/refuse");
    assert_eq!(presses(&admin, &refuse, &[("reason", " ")]).await.0, 422);
    assert_eq!(presses(&admin, &refuse, &[("reason", "No <b>address</b>")]).await.0, 303);
    assert!(page(&ann, &address).await.contains("No &#60;b&#62;address&#60;/b&#62;"));
}

#[tokio::test]
async fn a_persons_limit_and_links_are_set_by_plain_forms() {
    let house = House::open().await;
    let (seller, admin, ann) = (house.seller().await, house.admin().await, house.bidder("Ann").await);
    let lot = seller.lists().await;
    let found = admin.browses(Method::GET, &format!("/admin/people?email={}", ann.email())).send().await.unwrap();
    let person = format!("/admin/people/{}", ann.id());
    assert_eq!((found.status().as_u16(), found.headers()["location"].to_str().unwrap()), (303, &*person));
    let nobody = admin.browses(Method::GET, "/admin/people?email=nobody@example.org").send().await.unwrap();
    assert_eq!(nobody.status(), 404);

    let limit = format!("{person}/limit");
    assert_eq!(presses(&admin, &limit, &[("currency", "eur"), ("limit", "20.00"), ("reason", "New.")]).await.0, 303);
    ann.bids(&lot, 20_01).await.refused(409, "over_limit");
    ann.bids(&lot, 15_00).await.leads();
    let html = page(&admin, &person).await;
    // What of it is at stake is her maximum, and nobody else's business.
    assert!(html.contains("€\u{a0}20.00") && !html.contains("15.00"), "{html}");
    assert_eq!(presses(&admin, &limit, &[("currency", "EUR"), ("limit", "-1"), ("reason", "New.")]).await.0, 422);
    assert_eq!(presses(&admin, &limit, &[("currency", "EUR"), ("limit", ""), ("reason", "Known.")]).await.0, 303);
    ann.bids(&lot, 20_01).await.leads();

    let (link, unlink) = (format!("{person}/link"), format!("{person}/unlink"));
    let other = seller.id().to_string();
    assert_eq!(presses(&admin, &link, &[("email", seller.email()), ("reason", "")]).await.0, 422);
    assert_eq!(presses(&admin, &link, &[("email", seller.email()), ("reason", "the same address")]).await.0, 303);
    assert!(page(&admin, &person).await.contains("the same address"));
    ann.bids(&lot, 30_00).await.refused(409, "own_auction");
    assert_eq!(presses(&admin, &unlink, &[("other", &other), ("reason", "Two people.")]).await.0, 303);
    ann.bids(&lot, 30_00).await.leads();
}

#[tokio::test]
async fn accounts_the_house_links_may_not_bid_on_each_others_lots() {
    let house = House::open().await;
    let (seller, admin, ann) = (house.seller().await, house.admin().await, house.bidder("Ann").await);
    let lot = seller.lists().await;
    ann.bids(&lot, 20_00).await.leads();
    let path = format!("/api/v1/accounts/{}/links/{}", seller.id(), ann.id());
    admin.puts(&path, json!({"reason": "one hand"})).await.with(204);
    admin.puts(&path, json!({"reason": "one hand, again"})).await.with(204);
    ann.bids(&lot, 30_00).await.refused(409, "own_auction");
    assert_eq!(ann.sees(&lot).await["you"]["standing"], "leading", "what stands, stands");
    house.bidder("Bo").await.bids(&lot, 30_00).await.leads();
    let links = admin.gets(&format!("/api/v1/accounts/{}/links", ann.id())).await.with(200).body;
    let told = (&links["links"][0]["account"], &links["links"][0]["reason"]);
    assert_eq!(told, (&json!(seller.id().0), &json!("one hand")), "{links}");
    let unlinked = admin.asks(Method::DELETE, &path).send().await.unwrap();
    assert_eq!(unlinked.status(), 204);
    assert_eq!(admin.asks(Method::DELETE, &path).send().await.unwrap().status(), 404);
    ann.bids(&lot, 40_00).await.leads();
}

#[tokio::test]
async fn only_the_house_decides_who_may_bid_and_how_much_the_same_over_pages_and_api() {
    let house = House::open().await;
    let (seller, ann, anon) = (house.seller().await, house.bidder("Ann").await, house.anon());
    let lot = seller.lists_as(json!({"approval": "approved"})).await;
    let registration = registers(&ann, &lot).await;
    let id = registration["id"].as_str().unwrap();
    let limits = format!("/api/v1/accounts/{}/limits", ann.id());
    for (visitor, status) in [(&*seller, 403), (&*ann, 403), (&*anon, 401)] {
        for (act, body) in [("approve", json!({})), ("refuse", json!({"reason": "x"})), ("deposit", json!({}))] {
            visitor.posts(&format!("/api/v1/registrations/{id}/{act}"), body).await.with(status);
            let pressed = presses(visitor, &format!("/admin/registrations/{id}/{act}"), &[("reason", "x")]).await;
            assert!([403, 303].contains(&pressed.0) && (status == 401 || pressed.0 == 403), "{act}: {}", pressed.0);
        }
        visitor.gets("/api/v1/registrations").await.with(status);
        visitor.puts(&limits, json!({"limits": {"EUR": 1}})).await.with(status);
        let link = format!("/api/v1/accounts/{}/links/{}", ann.id(), seller.id());
        visitor.puts(&link, json!({"reason": "x"})).await.with(status);
        visitor.gets(&format!("/api/v1/accounts/{}/links", ann.id())).await.with(status);
    }
    seller.gets(&limits).await.with(403);
    assert_eq!(ann.gets(&limits).await.with(200).body["limits"], json!({}), "one's own");
    assert_eq!(ann.gets(&lot.path("/registration")).await.body["state"], "requested", "nothing was decided");
    anon.posts(&lot.path("/registration"), json!({"accept": true})).await.refused(401, "signed_out");
}

#[tokio::test]
async fn nobody_decides_for_the_house_about_their_own_account() {
    let house = House::open().await;
    let (admin, seller) = (house.admin().await, house.seller().await);
    let own = |rest: &str| format!("/api/v1/accounts/{}/{rest}", admin.id());
    let link = own(&format!("links/{}", seller.id()));
    admin.puts(&link, json!({"reason": "Neighbours."})).await.refused(403, "forbidden");
    admin.puts(&own("limits"), json!({"limits": {"EUR": 1}})).await.refused(403, "forbidden");
    let another = house.admin().await;
    another.puts(&link, json!({"reason": "Neighbours."})).await.with(204);
    assert_eq!(admin.asks(Method::DELETE, &link).send().await.unwrap().status(), 403);
    let person = format!("/admin/people/{}", admin.id());
    for (act, field) in [("unlink", ("other", seller.id().to_string())), ("limit", ("limit", String::new()))] {
        let fields = [("reason", "Mine."), ("currency", "EUR"), (field.0, &*field.1)];
        assert_eq!(presses(&admin, &format!("{person}/{act}"), &fields).await.0, 403, "{act}");
    }
    let lot = seller.lists().await;
    admin.acts(&lot, "halt").await.with(403);
}

#[tokio::test]
async fn what_the_house_decided_holds_after_a_restart() {
    let mut house = House::open().await;
    let (admin, ann, bo) = (house.admin().await, house.bidder("Ann").await, house.bidder("Bo").await);
    let lot = house.seller().await.lists_as(json!({"approval": "approved"})).await;
    let registration = registers(&ann, &lot).await;
    registers(&bo, &lot).await;
    decides(&admin, &registration, "approve", json!({"limit": 30_00})).await;
    house.stop().await;
    house.reopen().await;
    until("the house is back", async || house.anon().gets("/readyz").await.status == 200).await;
    bo.bids(&lot, 20_00).await.refused(409, "not_approved");
    ann.bids(&lot, 30_01).await.refused(409, "over_limit");
    ann.bids(&lot, 30_00).await.leads();
}

#[tokio::test]
async fn limits_that_make_no_sense_are_refused_whole() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    let path = format!("/api/v1/accounts/{}/limits", ann.id());
    admin.puts(&path, json!({"limits": {"EUR": 10_00, "USD": 5_00}})).await.with(200);
    for limits in [json!({"EUR": -1}), json!({"EURO": 1}), json!({"EUR": 1, "USD": i64::MAX})] {
        admin.puts(&path, json!({ "limits": limits })).await.refused(422, "invalid");
    }
    admin.puts(&path, json!({"limits": {"EUR": 1.5}})).await.refused(400, "malformed");
    assert_eq!(admin.gets(&path).await.body["limits"], json!({"EUR": 10_00, "USD": 5_00}));
    let only = admin.puts(&path, json!({"limits": {"USD": 7_00}})).await.with(200);
    assert_eq!(only.body["limits"], json!({"USD": 7_00}), "these and no others");
    let nobody = format!("/api/v1/accounts/{}/limits", Uuid::new_v4());
    admin.puts(&nobody, json!({"limits": {}})).await.refused(404, "not_found");
}

#[tokio::test]
async fn nobody_decides_about_their_own_registration() {
    let house = House::open().await;
    let (admin, other) = (house.admin().await, house.admin().await);
    let mut chair = Seller::a_chair();
    (chair["approval"], chair["publish"]) = (json!("approved"), json!(true));
    let lot = house.seller().await.drafts(chair).await;
    admin.posts(&lot.path("/registration"), json!({})).await;
    let waiting = admin.gets("/api/v1/registrations").await.with(200).body;
    let id = waiting["registrations"][0]["id"].as_str().unwrap();
    let approve = format!("/api/v1/registrations/{id}/approve");
    admin.posts(&approve, json!({})).await.refused(403, "forbidden");
    other.posts(&approve, json!({})).await.with(200);
}
