//! Invoices: made once, seen by whom they concern, and moved by whom they may be.

use super::{Sold, count, page, submits};
use crate::support::house::{House, until};
use crate::support::people::{Bidder, Lot, Seller};
use chrono::TimeDelta;
use gavel::domain::terms::Pricing;
use gavel::domain::{Act, AuctionId, By, Closing, ClosingMode, Command, Currency, Format, Increments, Money, Terms};
use gavel::store::auctions::Draft;
use reqwest::Method;
use serde_json::json;
use sqlx::Connection;
use uuid::Uuid;

#[tokio::test]
async fn a_sale_makes_one_invoice_that_buyer_and_seller_see_alike() {
    let sold = Sold::chair().await;
    let (bought, sale) = (sold.invoice_of(&sold.bo).await, sold.invoice_of(&sold.seller).await);
    for (field, value) in [
        ("hammer", json!(20_50)),
        ("premium", json!(0)),
        ("tax", json!(0)),
        ("total", json!(20_50)),
        ("currency", json!("EUR")),
        ("state", json!("awaiting_payment")),
        ("title", json!("A bentwood chair")),
        ("quantity", json!(1)),
        ("overdue", json!(false)),
    ] {
        assert_eq!((&bought[field], &sale[field]), (&value, &value), "{field}");
    }
    assert_eq!((&bought["part"], &sale["part"]), (&json!("buyer"), &json!("seller")));
    assert_eq!((&bought["buyer"]["name"], &bought["seller"]["name"]), (&json!("Bo"), &json!("Sal")));
    assert_eq!(bought["seller"]["email"], sold.seller.email(), "how else would they pay?");
    let number = bought["number"].as_str().unwrap();
    assert!(number.len() == 11 && number.as_bytes()[4] == b'-', "{number}");
    let (status, html) = page(&sold.bo, &format!("/invoices/{}", bought["id"].as_str().unwrap())).await;
    assert!(status == 200 && html.contains(number) && html.contains("€\u{a0}20.50"), "{html}");
    for (who, paper) in [(&*sold.bo, "Invoice"), (&*sold.seller, "Statement")] {
        let (_, html) = page(who, &format!("/auctions/{}", sold.lot.id)).await;
        assert!(html.contains(&format!("{paper} {number}")), "the lot's page leads there");
    }
}

#[tokio::test]
async fn whom_an_invoice_does_not_concern_is_told_that_there_is_none() {
    let sold = Sold::chair().await;
    let api = sold.path().await;
    let path = api.trim_start_matches("/api/v1").to_owned();
    let other = sold.house.seller().await;
    for who in [&*sold.ann, &*other] {
        who.gets(&api).await.refused(404, "not_found");
        assert_eq!(page(who, &path).await.0, 404);
        for act in ["paid", "handed_over", "cancel", "report", "lift", "rate"] {
            who.posts(&format!("{api}/{act}"), json!({"reason": "mine", "stars": 5})).await.refused(404, "not_found");
            assert_eq!(submits(who, &format!("{path}/{act}"), &[("reason", "mine"), ("stars", "5")]).await.0, 404);
        }
        assert_eq!(who.gets("/api/v1/invoices").await.body, json!({"invoices": []}));
    }
    sold.house.anon().gets(&api).await.refused(401, "signed_out");
    assert_eq!(sold.house.anon().browses(Method::GET, &path).send().await.unwrap().status(), 303, "to the way in");
    sold.house.admin().await.gets(&api).await.with(200);
    let (_, html) = page(&sold.ann, &format!("/auctions/{}", sold.lot.id)).await;
    assert!(!html.contains("What happens next"), "the beaten have no part in it");
}

#[tokio::test]
async fn the_seller_says_that_it_is_paid_and_the_buyer_that_it_is_handed_over() {
    let sold = Sold::chair().await;
    sold.acts(&sold.bo, "paid").await.refused(403, "forbidden");
    sold.acts(&sold.bo, "handed_over").await.refused(409, "not_now");
    sold.acts(&sold.seller, "paid").await.with(200);
    let twice = sold.acts(&sold.seller, "paid").await.with(200);
    assert_eq!(twice.body["state"], "paid", "pressed twice is pressed once");
    sold.acts(&sold.seller, "handed_over").await.refused(403, "forbidden");
    let done = sold.acts(&sold.bo, "handed_over").await.with(200);
    assert_eq!(done.body["state"], "handed_over");
    let history = done.body["history"].as_array().unwrap();
    let told: Vec<_> = history.iter().map(|step| (step["kind"].as_str().unwrap(), step["by"].as_str())).collect();
    assert_eq!(told, [("made", None), ("paid", Some("seller")), ("handed_over", Some("buyer"))], "who moved it");
}

#[tokio::test]
async fn by_plain_forms_an_invoice_goes_the_same_way() {
    let sold = Sold::chair().await;
    let path = sold.path().await.trim_start_matches("/api/v1").to_owned();
    let (status, html) = submits(&sold.bo, &format!("{path}/paid"), &[]).await;
    assert!(status == 403 && html.contains("not yours to do"), "{html}");
    assert_eq!(submits(&sold.seller, &format!("{path}/paid"), &[]).await, (303, format!("{path}?done=paid")));
    let (_, html) = page(&sold.bo, &path).await;
    assert!(html.contains("● Paid") && html.contains("I have it"), "{html}");
    assert_eq!(submits(&sold.bo, &format!("{path}/handed_over"), &[]).await.0, 303);
    assert_eq!(submits(&sold.bo, &format!("{path}/rate"), &[("stars", "4")]).await.0, 303);
    let (status, html) = submits(&sold.bo, &format!("{path}/rate"), &[("stars", "1")]).await;
    assert!(status == 409 && html.contains("rated this already"), "{html}");
    assert_eq!(submits(&sold.bo, &format!("{path}/sell"), &[]).await.0, 404);
}

#[tokio::test]
async fn the_house_acts_only_with_a_reason_and_never_in_a_sale_of_its_own() {
    let sold = Sold::chair().await;
    let (admin, path) = (sold.house.admin().await, sold.path().await);
    admin.posts(&format!("{path}/paid"), json!({})).await.refused(422, "reason_required");
    let long = json!({"reason": "x".repeat(501)});
    admin.posts(&format!("{path}/paid"), long).await.refused(422, "invalid");
    let done = sold.acts(&admin, "paid").await.with(200);
    assert_eq!(done.body["history"][1]["reason"], "it is so");
    assert_eq!(done.body["history"][1]["by"], "house");
    let again = Sold::chair().await;
    again.house.store.make_seller(again.bo.id()).await.unwrap();
    let promote = sqlx::query("update account set role = 'admin' where id = $1").bind(again.bo.id().0);
    promote.execute(&mut again.house.connection().await).await.unwrap();
    again.acts(&again.bo, "paid").await.refused(403, "forbidden");
}

#[tokio::test]
async fn a_house_killed_between_hammer_and_invoice_writes_it_once_when_it_opens_again() {
    let mut house = House::as_a_process().await;
    let (seller, bo) = (house.seller().await, house.bidder("Bo").await);
    let lot = seller.lists().await;
    bo.bids(&lot, 30_00).await.leads();
    // Nobody can write an invoice until this ends.
    let mut connection = house.connection().await;
    let mut holding = connection.begin().await.unwrap();
    sqlx::query("lock table invoice in exclusive mode").execute(&mut *holding).await.unwrap();
    house.admin().await.acts(&lot, "close").await.with(200);
    until("it is about to be written", async || count(&house, "pg_locks where not granted").await > 0).await;
    house.kill();
    holding.rollback().await.unwrap();
    house.spawn();
    until("the books are made up", async || house.store.is_settled(lot.id).await.unwrap()).await;
    let listed = bo.gets("/api/v1/invoices").await.with(200).body;
    assert_eq!(listed["invoices"].as_array().unwrap().len(), 1, "{listed}");
    assert_eq!((count(&house, "invoice").await, count(&house, "invoice_step").await), (1, 1));
}

#[tokio::test]
async fn however_often_the_books_are_made_up_there_is_one_invoice() {
    let sold = Sold::chair().await;
    let due = gavel::domain::settlement::dues(&sold.house.live().room(sold.lot.id).await.unwrap().board().auction);
    let (store, seq) = (&sold.house.store, sold.seller.sees(&sold.lot).await["seq"].as_i64().unwrap());
    let settle = || store.settle(sold.lot.id, seq, gavel::domain::Currency::EUR, &due, sold.house.live().now());
    assert_eq!(due.len(), 1);
    for done in [settle().await, settle().await] {
        assert!(!done.unwrap(), "it was done before");
    }
    sqlx::query("update auction set settled_at = null").execute(&mut sold.house.connection().await).await.unwrap();
    let (one, other) = tokio::join!(settle(), settle());
    assert!(one.unwrap() | other.unwrap() | sold.is_settled().await);
    assert_eq!((count(&sold.house, "invoice").await, count(&sold.house, "invoice_step").await), (1, 1));
}

#[tokio::test]
async fn what_nobody_bought_makes_no_invoice() {
    let sold = Sold::unsold().await;
    for who in [&*sold.ann, &*sold.bo, &*sold.seller] {
        assert_eq!(who.gets("/api/v1/invoices").await.body, json!({"invoices": []}));
    }
    let seller = sold.house.seller().await;
    let lot = seller.drafts(Seller::a_chair()).await;
    seller.posts(&lot.path("/publish"), json!({})).await.with(200);
    sold.house.admin().await.acts(&lot, "cancel").await.with(200);
    assert_eq!(count(&sold.house, "invoice").await, 0);
}

#[tokio::test]
async fn each_side_rates_the_other_once_after_all_is_handed_over() {
    let sold = Sold::chair().await;
    let rates = async |who: &crate::support::people::Visitor, stars: i64, words: &str| {
        who.posts(&format!("{}/rate", sold.path().await), json!({"stars": stars, "words": words})).await
    };
    rates(&sold.bo, 5, "").await.refused(409, "not_now");
    sold.acts(&sold.seller, "paid").await.with(200);
    rates(&sold.seller, 5, "").await.refused(409, "not_now");
    sold.acts(&sold.bo, "handed_over").await.with(200);
    for stars in [0, 6, -1] {
        rates(&sold.bo, stars, "").await.refused(422, "invalid");
    }
    rates(&sold.bo, 4, &"x".repeat(301)).await.refused(422, "invalid");
    let words = "<script>alert(1)</script> & sound";
    let (one, other) = tokio::join!(rates(&sold.bo, 4, words), rates(&sold.bo, 4, words));
    assert_eq!((one.status, other.status), (200, 200), "two presses at once");
    rates(&sold.bo, 1, "worse on reflection").await.refused(409, "rated");
    let told = rates(&sold.seller, 5, "Paid the same day.").await.with(200);
    assert_eq!(
        (&told.body["ratings"]["buyer"]["stars"], &told.body["ratings"]["seller"]["stars"]),
        (&json!(4), &json!(5))
    );
    assert_eq!(count(&sold.house, "rating").await, 2);
    let (_, html) = page(&sold.house.anon(), &format!("/auctions/{}", sold.lot.id)).await;
    assert!(html.contains("★ 4.0 (1 rating)") && html.contains("&#60;script&#62;"), "{html}");
    assert!(!html.contains("<script>alert"), "text is text");
    let seen = sold.seller.gets(&sold.path().await).await.with(200).body;
    assert_eq!((&seen["buyer_ratings"]["count"], &seen["buyer_ratings"]["tenths"]), (&json!(1), &json!(50)));
    assert!(sold.bo.gets(&sold.path().await).await.body.get("buyer_ratings").is_none(), "said to sellers");
}

/// A lot of some format, published.
async fn listed(house: &House, seller: &Seller, format: Format) -> Lot {
    let id = AuctionId(Uuid::now_v7());
    let now = house.live().now();
    let (steps, ends_at) = (Increments::us(Currency::EUR), now + TimeDelta::hours(1));
    let hard = Closing { mode: ClosingMode::Hard, ..Closing::default() };
    let usual = Terms::usual(id, Currency::EUR, Money(9_99), steps, now, ends_at);
    let terms = Terms { format, closing: hard, ..usual };
    let (title, description, category) = ("A bentwood chair".into(), String::new(), "furniture".into());
    let draft = Draft { seller: seller.id(), title, description, category, reserve: None, country: None, terms };
    house.store.create_draft(&draft).await.unwrap();
    let was = house.store.listing(id).await.unwrap().unwrap().terms_text;
    assert!(house.store.publish(&was, None, draft.terms, None).await.unwrap());
    Lot { id }
}

/// A lot of a live sale, opened, with a bid of Bo's, and hammered down to them.
async fn hammered(house: &House, seller: &Seller, bo: &Bidder) -> Lot {
    let lot = listed(house, seller, Format::Live).await;
    let by = By::Seller(seller.id());
    let conduct = async |act: Act| house.live().act(lot.id, Command::Conduct { by, act }).await.unwrap().unwrap();
    conduct(Act::Open).await;
    bo.bids(&lot, 30_00).await.leads();
    conduct(Act::Hammer).await;
    lot
}

#[tokio::test]
async fn of_several_units_every_award_has_an_invoice_of_its_own() {
    let sold = Sold::chair().await;
    let units = listed(&sold.house, &sold.seller, Format::MultiUnit { units: 5, pricing: Pricing::Uniform }).await;
    until("it is open", async || sold.ann.sees(&units).await["status"] == "open").await;
    for (who, amount, quantity) in [(&sold.ann, 20_00, 2), (&sold.bo, 30_00, 4)] {
        let bid = json!({"amount": amount, "quantity": quantity});
        assert!(who.bids_with(&units, Uuid::new_v4(), bid).await.is_accepted());
    }
    sold.house.admin().await.acts(&units, "close").await.with(200);
    until("it is settled", async || sold.house.store.is_settled(units.id).await.unwrap()).await;
    let invoices = sold.house.store.invoices_for(units.id).await.unwrap();
    let told: Vec<_> =
        invoices.iter().map(|invoice| (invoice.buyer.name.as_str(), invoice.quantity, invoice.bill.total.0)).collect();
    assert_eq!(told, [("Bo", 4, 80_00), ("Ann", 1, 20_00)], "all at the lowest price that won");
}

#[tokio::test]
async fn a_lot_of_a_live_sale_is_billed_only_when_its_hammer_can_no_more_be_taken_back() {
    let sold = Sold::chair().await;
    let live = hammered(&sold.house, &sold.seller, &sold.bo).await;
    let next_is_open = hammered(&sold.house, &sold.seller, &sold.bo).await;
    sold.house.live().settle(next_is_open.id);
    // Later closed, and settled: the books have been looked through since.
    let later = sold.seller.lists().await;
    sold.bo.bids(&later, 30_00).await.leads();
    sold.house.admin().await.acts(&later, "close").await.with(200);
    let settled = async |lot: &Lot| sold.house.store.is_settled(lot.id).await.unwrap();
    until("the later lot is settled", async || settled(&later).await).await;
    until("so is the one before the next", async || settled(&next_is_open).await).await;
    assert!(!settled(&live).await, "it may yet be on sale again");
    let mut connection = sold.house.connection().await;
    for as_if_time_had_passed in [
        "grant update on event to current_user",
        "alter table event disable trigger event_is_append_only",
        "update event set at = at - make_interval(mins => 11) where kind = 'closed'",
    ] {
        sqlx::query(as_if_time_had_passed).execute(&mut connection).await.unwrap();
    }
    until("the live lot is settled", async || settled(&live).await).await;
    assert_eq!(sold.house.store.invoices_for(live.id).await.unwrap().len(), 1);
}
