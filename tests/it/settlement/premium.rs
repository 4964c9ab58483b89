//! Premium and tax: said before a bid is confirmed, and billed as they were said.

use super::{Sold, page};
use crate::support::browser::Driver;
use crate::support::house::{House, until};
use crate::support::people::{Lot, Seller};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// A chair at 9.99 with a premium of 20 % up to 20.00 and 10 % above, and 19 % tax on that.
fn with_premium() -> Value {
    let mut chair = Seller::a_chair();
    chair["premium"] = json!([[0, 2_000], [20_00, 1_000]]);
    chair["tax"] = json!({"on_premium": 1_900});
    chair
}

#[tokio::test]
async fn premium_and_tax_stand_in_the_terms_and_everybody_can_reckon_with_them() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.drafts(with_premium()).await;
    let draft = seller.sees(&lot).await;
    assert_eq!(draft["premium"], json!([[0, 2_000], [20_00, 1_000]]));
    seller.posts(&lot.path("/publish"), json!({})).await.with(200);
    let (seen, terms) = (house.anon().sees(&lot).await, house.anon().gets(&lot.path("/terms")).await.body);
    for rates in [&seen, &terms] {
        assert_eq!(rates["premium"], json!([[0, 2_000], [20_00, 1_000]]));
        assert_eq!(rates["tax"], json!({"on_hammer": 0, "on_premium": 1_900}));
    }
    let mut socket = house.anon().connects().await;
    let (snapshot, _) = socket.subscribes(&lot.channel()).await;
    assert_eq!(snapshot["state"]["premium"], seen["premium"], "the page needs no other request");
    let (_, html) = page(&house.anon(), &format!("/auctions/{}", lot.id)).await;
    assert!(html.contains("20\u{a0}% up to €\u{a0}20.00, 10\u{a0}% above"), "{html}");
    assert!(html.contains("19\u{a0}% on the premium"), "{html}");
}

#[tokio::test]
async fn rates_that_make_no_sense_are_refused_field_by_field() {
    let house = House::open().await;
    let seller = house.seller().await;
    for (field, value) in [
        ("premium", json!(25)),
        ("premium", json!([[5, 2_000]])),
        ("premium", json!([[0, 10_001]])),
        ("tax", json!({"on_hammer": 10_001})),
        ("tax", json!(19)),
    ] {
        let mut chair = Seller::a_chair();
        chair[field] = value;
        let refused = seller.posts("/api/v1/auctions", chair).await.refused(422, "invalid");
        assert_eq!(refused.body["errors"][0]["field"], field, "{}", refused.body);
    }
}

#[tokio::test]
async fn a_sellers_form_takes_a_percentage_or_a_table_and_shows_it_again() {
    let house = House::open().await;
    let seller = house.seller().await;
    let ends = (chrono::Utc::now() + chrono::TimeDelta::days(2)).format("%Y-%m-%dT%H:%M").to_string();
    let form = |premium: &'static str, tax: &'static str, act: &'static str| {
        let fields = [("title", "A bentwood chair"), ("category", "furniture"), ("currency", "EUR"), ("start", "9.99")];
        let more = [("increments", "us"), ("window", "2"), ("extension", "2"), ("ends_at", &ends), ("act", act)];
        let mut all: Vec<(&str, String)> = fields.into_iter().chain(more).map(|(k, v)| (k, v.to_owned())).collect();
        all.extend([("premium", premium.to_owned()), ("tax_on_premium", tax.to_owned())]);
        seller.browses(Method::POST, "/sell/new").form(&all)
    };
    let wrong = form("a fifth", "lots", "publish").send().await.unwrap();
    assert_eq!(wrong.status(), 422);
    let html = wrong.text().await.unwrap();
    assert!(html.contains("id=\"premium-error\">Write") && html.contains("id=\"tax-error\">Write"), "{html}");
    assert!(html.contains("value=\"a fifth\"") && html.contains("href=\"#tax\""), "{html}");
    assert_eq!(form("20; 20: 10", "19", "draft").send().await.unwrap().status(), 303);
    let (_, html) = page(&seller, "/sell").await;
    let path =
        html.split("href=\"/sell/").find_map(|rest| rest.split('"').next().filter(|id| id.parse::<Uuid>().is_ok()));
    let (_, html) = page(&seller, &format!("/sell/{}", path.expect("the draft's form"))).await;
    assert!(html.contains("value=\"20; 20: 10\"") && html.contains("value=\"19\""), "{html}");
}

#[tokio::test]
async fn without_scripts_the_total_is_said_before_the_bid_is_confirmed() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.drafts(with_premium()).await;
    seller.posts(&lot.path("/publish"), json!({})).await.with(200);
    let ann = house.bidder("Ann").await;
    let asks = async |amount: &str| {
        let form = [("amount", amount), ("key", &*Uuid::new_v4().to_string())].map(|(k, v)| (k, v.to_owned()));
        let path = format!("/auctions/{}/bid", lot.id);
        ann.browses(Method::POST, &path).form(&form).send().await.unwrap().text().await.unwrap()
    };
    // 9.99 and 2.00 and 0.38.
    assert!(asks("9.99").await.contains("€\u{a0}12.37 with premium and tax."));
    // 30.00, 4.00 and 1.00, 0.95.
    assert!(asks("30").await.contains("At most €\u{a0}35.95 with premium and tax."));
    assert_eq!(house.anon().sees(&lot).await["bids"], 0, "it only asked");
}

#[tokio::test]
async fn in_the_browser_the_question_says_the_total_with_premium() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.drafts(with_premium()).await;
    seller.posts(&lot.path("/publish"), json!({})).await.with(200);
    let ann = house.bidder("Ann").await;
    let driver = Driver::start().await;
    let browser = driver.browser_of(&house, &ann, true).await;
    browser.watches(&format!("/auctions/{}", lot.id)).await;
    browser.shows("#comes-to", "€ 12.37 with premium and tax").await;
    browser.presses("#bid").await;
    browser.shows("#question", "Bid € 9.99?").await;
    browser.shows("#question-note", "€ 12.37 with premium and tax.").await;
    browser.presses("#back").await;
    browser.types("#maximum", "30").await;
    browser.presses("#max-form button").await;
    browser.shows("#question-note", "At most € 35.95 with premium and tax.").await;
    browser.presses("#confirm:enabled").await;
    browser.shows("#standing", "You lead").await;
    house.admin().await.acts(&lot, "close").await.with(200);
    browser.shows("#aftermath", "You bought it for € 9.99, € 12.37 with premium and tax.").await;
    until("the invoice is written", async || house.store.is_settled(lot.id).await.unwrap()).await;
    browser.presses("#to-invoices a").await;
    browser.shows("main", "€ 12.37").await;
}

#[tokio::test]
async fn the_invoice_comes_to_what_was_said() {
    let sold = Sold::of(with_premium()).await;
    let invoice = sold.invoice_of(&sold.bo).await;
    // 20.50: a fifth of 20.00 and a tenth of 0.50 is 4.05; 19 % of that 0.77.
    let parts = ["hammer", "premium", "tax", "total"].map(|part| invoice[part].as_i64().unwrap());
    assert_eq!(parts, [20_50, 4_05, 77, 2_532]);
    let (_, html) = page(&sold.bo, &format!("/invoices/{}", invoice["id"].as_str().unwrap())).await;
    for part in ["Buyer’s premium", "€\u{a0}4.05", "€\u{a0}0.77", "€\u{a0}25.32"] {
        assert!(html.contains(part), "{part}");
    }
    assert!(invoice.get("proceeds").is_none() && sold.invoice_of(&sold.seller).await["proceeds"] == 20_50);
    sold.is_undone().await;
    sold.offers().await.with(201);
    let offers = sold.ann.gets("/api/v1/offers").await.body;
    let id = offers["offers"][0]["id"].as_str().unwrap();
    let offer = sold.ann.gets(&format!("/api/v1/offers/{id}")).await.with(200).body;
    assert_eq!((&offer["hammer"], &offer["total"]), (&json!(20_00), &json!(24_76)), "an offer says its total, too");
}

#[tokio::test]
async fn a_sales_premium_is_every_lots_and_the_form_of_the_sale_keeps_it() {
    let house = House::open().await;
    let seller = house.seller().await;
    let ends_at = chrono::Utc::now() + chrono::TimeDelta::days(1);
    let premium = json!([[0, 2_000], [20_00, 1_000]]);
    let sale = json!({
        "title": "Chairs and tables", "kind": "timed", "currency": "EUR", "closing": {"mode": "hard"},
        "ends_at": ends_at, "premium": premium, "tax": {"on_premium": 1_900},
    });
    let id = seller.posts("/api/v1/sales", sale).await.with(201).body["id"].as_str().unwrap().to_owned();
    let (_, html) = page(&seller, &format!("/sell/sales/{id}")).await;
    assert!(html.contains("value=\"20; 20.00: 10\"") && html.contains("value=\"19\""), "{html}");
    let path = format!("/api/v1/sales/{id}");
    seller.posts(&format!("{path}/lots"), json!({"title": "A chair", "start": 9_99})).await.with(201);
    seller.posts(&format!("{path}/publish"), json!({})).await.with(200);
    let lot = &house.anon().gets(&path).await.with(200).body["lots"][0];
    let lot = lot["id"].as_str().or(lot["auction"].as_str()).expect("its lot").parse().unwrap();
    let seen = house.anon().sees(&Lot { id: lot }).await;
    assert_eq!((&seen["premium"], &seen["tax"]["on_premium"]), (&premium, &json!(1_900)));
}
