//! What comes of not paying: reminders, strikes, and who may not bid.

use super::{Sold, count, page};
use crate::support::house::until;
use crate::support::people::Seller;
use serde_json::json;

#[tokio::test]
async fn a_sale_can_be_undone_or_reported_only_once_it_is_late() {
    let sold = Sold::chair().await;
    for act in ["cancel", "report"] {
        sold.acts(&sold.seller, act).await.refused(409, "not_overdue");
    }
    sold.days_pass(6).await;
    sold.acts(&sold.seller, "report").await.refused(409, "not_overdue");
    sold.days_pass(2).await;
    assert_eq!(sold.invoice_of(&sold.seller).await["overdue"], true);
    assert_eq!(sold.invoice_of(&sold.seller).await["acts"], json!(["paid", "report", "cancel"]));
    let path = sold.path().await;
    sold.seller.posts(&format!("{path}/cancel"), json!({})).await.refused(422, "reason_required");
    let (one, other) = tokio::join!(sold.acts(&sold.seller, "report"), sold.acts(&sold.seller, "report"));
    assert_eq!((one.status, other.status, count(&sold.house, "strike").await), (200, 200, 1));
    let undone = sold.acts(&sold.seller, "cancel").await.with(200);
    assert_eq!((&undone.body["state"], &undone.body["strike"]), (&json!("cancelled"), &json!("standing")));
    sold.acts(&sold.seller, "paid").await.refused(409, "not_now");
}

#[tokio::test]
async fn a_buyer_who_has_not_paid_is_reminded_on_the_set_days_and_sees_it_on_every_page() {
    let sold = Sold::chair().await;
    let path = sold.path().await.trim_start_matches("/api/v1").to_owned();
    assert!(!page(&sold.bo, "/").await.1.contains("not paid for yet"), "not before it is time");
    let remind = async || sold.house.store.remind(sold.house.live().now()).await.unwrap().len();
    assert_eq!(remind().await, 0);
    let reminded = async || sold.invoice_of(&sold.bo).await["reminders"].as_i64().unwrap();
    for (days, number) in [(4, 1), (3, 2), (3, 3)] {
        sold.days_pass(days).await;
        // The house does it by itself, too: whichever comes first.
        remind().await;
        assert_eq!((remind().await, reminded().await), (0, number), "once");
        assert!(page(&sold.bo, "/").await.1.contains("not paid for yet"));
        let (_, html) = page(&sold.bo, &path).await;
        assert!(html.contains(&format!("Reminder {number}: €\u{a0}20.50")), "{html}");
    }
    assert!(!page(&sold.seller, "/").await.1.contains("not paid for yet"));
    assert!(!page(&sold.seller, &path).await.1.contains("id=\"reminder\""));
    let history = sold.bo.gets(&sold.path().await).await.body["history"].clone();
    assert_eq!(history.as_array().unwrap().iter().filter(|step| step["kind"] == "reminded").count(), 3);
    sold.acts(&sold.seller, "paid").await.with(200);
    assert!(!page(&sold.bo, "/").await.1.contains("not paid for yet"));
    sold.days_pass(30).await;
    assert_eq!(remind().await, 0, "what is paid is nobody's to remember");
}

#[tokio::test]
async fn of_reminders_that_fell_due_while_the_house_was_closed_only_the_last_counts() {
    let sold = Sold::chair().await;
    sold.days_pass(8).await;
    sold.house.store.remind(sold.house.live().now()).await.unwrap();
    assert_eq!(sold.invoice_of(&sold.bo).await["reminders"], 2);
    assert_eq!(count(&sold.house, "invoice_step where kind = 'reminded'").await, 1);
}

/// Bo buys a chair and does not pay.
async fn does_not_pay(sold: &Sold) -> String {
    let lot = sold.seller.lists().await;
    sold.bo.bids(&lot, 30_00).await.leads();
    sold.house.admin().await.acts(&lot, "close").await.with(200);
    until("the books are made up", async || sold.house.store.is_settled(lot.id).await.unwrap()).await;
    sold.days_pass(8).await;
    let invoice = sold.house.store.invoices_for(lot.id).await.unwrap()[0].id;
    let path = format!("/api/v1/invoices/{invoice}");
    sold.seller.posts(&format!("{path}/report"), json!({})).await.with(200);
    path
}

#[tokio::test]
async fn with_three_strikes_an_account_may_not_buy_until_the_house_lifts_one() {
    let sold = Sold::chair().await;
    let admin = sold.house.admin().await;
    let mut paths = Vec::new();
    for _ in 0..3 {
        assert!(!sold.house.live().is_barred(sold.bo.id()));
        paths.push(does_not_pay(&sold).await);
    }
    assert!(sold.house.live().is_barred(sold.bo.id()));
    let lot = sold.seller.lists().await;
    sold.bo.bids(&lot, 30_00).await.refused(409, "not_approved");
    sold.ann.bids(&lot, 30_00).await.leads();
    let (_, html) = page(&admin, "/admin/strikes").await;
    assert!(html.contains("3 of 3") && html.contains("× No"), "{html}");
    for who in [&*sold.bo, &*sold.seller] {
        assert_eq!(page(who, "/admin/strikes").await.0, 403);
        who.posts(&format!("{}/lift", paths[0]), json!({"reason": "please"})).await.refused(403, "forbidden");
    }
    admin.posts(&format!("{}/lift", paths[0]), json!({})).await.refused(422, "reason_required");
    admin.posts(&format!("{}/lift", paths[0]), json!({"reason": "paid in cash"})).await.with(200);
    sold.bo.bids(&lot, 40_00).await.leads();
    let (_, html) = page(&admin, "/admin/strikes").await;
    assert!(html.contains("2 of 3") && html.contains("● Yes"), "lifted ones stay on the books: {html}");
}

#[tokio::test]
async fn whoever_may_not_buy_is_neither_offered_a_second_chance_nor_may_take_one() {
    let mut chair = Seller::a_chair();
    chair["reserve"] = 500_00.into();
    let sold = Sold::of(chair).await;
    sold.seller.posts(&sold.lot.path("/second-chance"), json!({})).await.with(201);
    for _ in 0..3 {
        does_not_pay(&sold).await;
    }
    let offers = sold.bo.gets("/api/v1/offers").await.body;
    let path = format!("/api/v1/offers/{}", offers["offers"][0]["id"].as_str().unwrap());
    sold.bo.posts(&format!("{path}/accept"), json!({})).await.refused(403, "barred");
    sold.bo.posts(&format!("{path}/decline"), json!({})).await.with(200);
    let made = sold.seller.posts(&sold.lot.path("/second-chance"), json!({})).await.with(201);
    assert_eq!(made.body["bidder"], "b1");
}

#[tokio::test]
async fn a_rating_for_not_paying_goes_with_the_strike() {
    let sold = Sold::chair().await;
    sold.days_pass(8).await;
    sold.acts(&sold.seller, "report").await.with(200);
    let path = sold.path().await;
    sold.bo.posts(&format!("{path}/rate"), json!({"stars": 1})).await.refused(409, "not_now");
    sold.seller.posts(&format!("{path}/rate"), json!({"stars": 1, "words": "Never paid."})).await.with(200);
    let count = async || sold.seller.gets(&path).await.body["buyer_ratings"]["count"].as_i64().unwrap();
    assert_eq!(count().await, 1);
    sold.acts(&*sold.house.admin().await, "lift").await.with(200);
    assert_eq!(count().await, 0);
}
