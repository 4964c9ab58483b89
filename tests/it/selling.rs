//! Sellers at their forms and their desk: drafts that are never lost, previews, words that change while nobody has bid, and
//! sales filled from files.

mod browser;
mod files;
mod typed;

use crate::support::house::House;
use crate::support::people::{Lot, Seller, Visitor};
use chrono::{TimeDelta, Utc};
use reqwest::header::{ACCEPT, HeaderValue};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use uuid::Uuid;

/// A day and a time in two days, as a browser sends it.
fn in_two_days() -> String {
    (Utc::now() + TimeDelta::days(2)).format("%Y-%m-%dT%H:%M").to_string()
}

/// Sends a form as a browser does.
async fn sends(who: &Visitor, path: &str, fields: &[(&str, &str)]) -> Response {
    who.browses(Method::POST, path).form(fields).send().await.unwrap()
}

/// Sends the form of a draft as its page's script does.
async fn saves(who: &Visitor, id: Uuid, revision: &str, fields: &[(&str, &str)]) -> (u16, Value) {
    let fields = [&[("revision", revision)], fields].concat();
    let accepts = [(ACCEPT, HeaderValue::from_static("application/json"))].into_iter().collect();
    let request = who.browses(Method::POST, &format!("/sell/{id}/draft")).headers(accepts);
    let response = request.form(&fields).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

async fn page(who: &Visitor, path: &str) -> (u16, String) {
    let response = who.browses(Method::GET, path).send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

fn led_to(response: &Response) -> String {
    assert_eq!(response.status(), 303);
    response.headers()["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn no_more_of_a_description_is_looked_at_than_a_lot_may_have() {
    let house = House::open().await;
    let seller = house.seller().await;
    let most = "d".repeat(10_000);
    let shown = sends(&seller, "/sell/description", &[("description", &most)]).await;
    assert_eq!(shown.status(), 200);
    let refused = sends(&seller, "/sell/description", &[("description", &">".repeat(10_001))]).await;
    assert_eq!(refused.status(), 422);
}

#[tokio::test]
async fn a_half_finished_form_is_kept_to_the_letter_and_never_published() {
    let house = House::open().await;
    let seller = house.seller().await;
    let id = Uuid::now_v7();
    let (status, told) = saves(&seller, id, "0", &[("title", "A \"half\" <chair>"), ("start", "one hundred")]).await;
    assert_eq!((status, &told["revision"]), (200, &json!(1)), "{told}");
    assert!(told["said"].as_str().unwrap().starts_with("Saved"));
    let (_, html) = page(&seller, &format!("/sell/{id}")).await;
    assert!(html.contains("value=\"A &#34;half&#34; &#60;chair&#62;\"") && html.contains("value=\"one hundred\""));

    let refused = sends(&seller, &format!("/sell/{id}/publish"), &[]).await;
    assert_eq!(refused.status(), 422);
    let html = refused.text().await.unwrap();
    assert!(html.contains("href=\"#start\"") && html.contains("href=\"#category\""), "{html}");
    seller.posts(&format!("/api/v1/auctions/{id}/publish"), json!({})).await.refused(422, "invalid");
    house.anon().gets(&format!("/api/v1/auctions/{id}")).await.with(404);
    assert_eq!(page(&*house.seller().await, &format!("/sell/{id}")).await.0, 404, "it is nobody else's business");
}

#[tokio::test]
async fn of_two_windows_the_second_to_save_is_told_and_neither_loses_what_it_has() {
    let house = House::open().await;
    let seller = house.seller().await;
    let id = Uuid::now_v7();
    saves(&seller, id, "0", &[("title", "From the one window")]).await;
    assert_eq!(saves(&seller, id, "1", &[("title", "The one again")]).await.1["revision"], 2);
    let (status, told) = saves(&seller, id, "1", &[("title", "From the other")]).await;
    assert_eq!((status, &told["code"], &told["revision"]), (409, &json!("draft_changed"), &json!(2)));
    let contested = sends(&seller, &format!("/sell/{id}"), &[("title", "From the other"), ("revision", "1")]).await;
    assert_eq!(contested.status(), 409);
    let html = contested.text().await.unwrap();
    assert!(html.contains("value=\"From the other\"") && html.contains("name=\"revision\" value=\"2\""), "{html}");
    assert!(page(&seller, &format!("/sell/{id}")).await.1.contains("value=\"The one again\""));
    assert_eq!(saves(&seller, id, "2", &[("title", "From the other")]).await.0, 200, "as a person decided");
}

#[tokio::test]
async fn a_save_that_is_sent_twice_makes_one_draft() {
    let house = House::open().await;
    let seller = house.seller().await;
    let id = Uuid::now_v7();
    let (one, two) =
        tokio::join!(saves(&seller, id, "0", &[("title", "A")]), saves(&seller, id, "0", &[("title", "A")]));
    let mut statuses = [one.0, two.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let (_, html) = page(&seller, "/sell?show=drafts").await;
    assert_eq!(html.matches("/publish\"").count(), 1, "{html}");
    assert_eq!(saves(&*house.seller().await, id, "0", &[("title", "B")]).await.0, 404, "an id belongs to one seller");
}

#[tokio::test]
async fn a_field_is_found_fault_with_by_the_rules_of_publishing_and_in_the_sellers_language() {
    let house = House::open().await;
    let seller = house.seller().await;
    let fields = [
        ("title", "A chair"),
        ("category", "furniture"),
        ("start", "100"),
        ("reserve", "50"),
        ("ends_at", &*in_two_days()),
    ];
    let judged = async |language: &str| {
        let request = seller.browses(Method::POST, "/sell/validate").header("accept-language", language);
        let told: Value = request.form(&fields).send().await.unwrap().json().await.unwrap();
        assert_eq!(told["errors"].as_array().map(Vec::len), Some(1), "{told}");
        assert_eq!(told["errors"][0]["field"], "reserve");
        told["errors"][0]["message"].as_str().unwrap().to_owned()
    };
    assert!(judged("en").await.starts_with("A reserve is at or above"));
    assert!(judged("es").await.starts_with("El precio de reserva"));
    let mut lot = Seller::a_chair();
    lot["reserve"] = json!(1);
    let request = seller.asks(Method::POST, "/api/v1/auctions").header("accept-language", "es");
    let told: Value = request.json(&lot).send().await.unwrap().json().await.unwrap();
    assert!(told["detail"].as_str().unwrap().starts_with("El precio de reserva"), "{told}");
}

#[tokio::test]
async fn a_preview_is_the_real_page_for_the_seller_alone_and_nothing_runs_on_it() {
    let house = House::open().await;
    let seller = house.seller().await;
    let id = Uuid::now_v7();
    saves(&seller, id, "0", &[("title", "A half chair"), ("start", "12,50")]).await;
    let path = format!("/sell/{id}/preview");
    let shown = seller.browses(Method::GET, &path).send().await.unwrap();
    let head = |name: &str| shown.headers()[name].to_str().unwrap().to_owned();
    assert!(shown.status() == 200 && head("x-robots-tag") == "noindex");
    assert!(!head("content-security-policy").contains("script-src"));
    let html = shown.text().await.unwrap();
    assert!(html.contains("A half chair") && html.contains("12.50") && html.contains("need changing"), "{html}");
    assert_eq!(page(&*house.seller().await, &path).await.0, 404);
}

#[tokio::test]
async fn another_lot_begins_from_an_earlier_one_or_from_a_form_that_was_kept_without_its_dates() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.lists_as(json!({"title": "A tall chair", "reserve": 50_00})).await;
    let (_, html) = page(&seller, &format!("/sell/new?like={}", lot.id)).await;
    assert!(html.contains("value=\"A tall chair\"") && html.contains("name=\"reserve\" value=\"50.00\""), "{html}");
    assert!(html.contains("name=\"ends_at\" value=\"\"") && html.contains("name=\"revision\" value=\"0\""), "{html}");
    assert_eq!(page(&*house.seller().await, &format!("/sell/new?like={}", lot.id)).await.0, 404);

    let fields =
        [("act", "template"), ("template", "Small chairs"), ("title", "A small chair"), ("ends_at", &*in_two_days())];
    assert!(led_to(&sends(&seller, "/sell/new", &fields).await).ends_with("done=template"));
    let (_, desk) = page(&seller, "/sell").await;
    let address =
        desk.split("href=\"").find(|rest| rest.starts_with("/sell/new?template=")).expect("the form on the desk");
    let (_, html) = page(&seller, address.split('"').next().unwrap()).await;
    assert!(html.contains("value=\"A small chair\"") && html.contains("name=\"ends_at\" value=\"\""), "{html}");
    let nameless = sends(&seller, "/sell/new", &[("act", "template"), ("template", " ")]).await;
    assert_eq!(nameless.status(), 422);
}

#[tokio::test]
async fn the_words_of_a_lot_change_for_everybody_until_somebody_bids() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.lists().await;
    let terms = house.anon().gets(&lot.path("/terms")).await.body;
    let path = format!("/sell/{}/amend", lot.id);
    let words =
        [("title", "A mended chair"), ("description", "One leg is new."), ("category", "furniture"), ("start", "1")];
    assert_eq!(led_to(&sends(&seller, &path, &words).await), format!("/auctions/{}", lot.id));
    assert_eq!(house.anon().sees(&lot).await["title"], "A mended chair", "also where it is awake");
    assert_eq!(house.anon().gets(&lot.path("/terms")).await.body, terms, "what is sealed stays sealed");
    assert_eq!(sends(&seller, &path, &[("title", "x")]).await.status(), 422);
    assert_eq!(sends(&*house.seller().await, &path, &words).await.status(), 404);

    house.bidder("Ann").await.bids(&lot, 50_00).await.leads();
    assert_eq!(sends(&seller, &path, &words).await.status(), 409);
    assert_eq!(sends(&seller, &format!("/sell/{}/relist", lot.id), &[]).await.status(), 409);
    assert_eq!(house.anon().sees(&lot).await["status"], "open");
}

#[tokio::test]
async fn a_lot_without_bids_is_taken_back_and_its_copy_opens_as_a_draft_in_one_press() {
    let house = House::open().await;
    let seller = house.seller().await;
    let steps = json!({"percent": {"percent": 7, "least": 100}});
    let lot = seller.lists_as(json!({"reserve": 50_00, "increments": steps})).await;
    let copy = led_to(&sends(&seller, &format!("/sell/{}/relist", lot.id), &[]).await);
    let seen = house.anon().sees(&lot).await;
    assert_eq!(seen["status"], "cancelled", "{seen}");
    let (status, html) = page(&seller, &copy).await;
    assert!(status == 200 && html.contains("name=\"reserve\" value=\"50.00\""), "{html}");
    let id = copy.trim_start_matches("/sell/").split('?').next().unwrap();
    let copied = Lot { id: gavel::domain::AuctionId(id.parse().unwrap()) };
    seller.posts(&copied.path("/publish"), json!({})).await.with(200);
    assert_eq!(house.anon().sees(&copied).await["status"], "open");
    let terms = house.anon().gets(&copied.path("/terms")).await.body;
    assert!(terms.to_string().contains("\"percent\":7"), "steps that the form cannot show come along: {terms}");
}

#[tokio::test]
async fn the_desk_shows_what_waits_what_it_comes_to_and_the_lots_that_are_asked_for() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.lists_as(json!({"title": "A lively chair"})).await;
    seller.drafts(Seller::a_chair()).await;
    let ann = house.bidder("Ann").await;
    ann.bids(&lot, 50_00).await.leads();
    let asks = ann.asks(Method::POST, &lot.path("/room")).header("idempotency-key", Uuid::new_v4().to_string());
    let asked = asks.json(&json!({"kind": "question", "text": "Is it sound?"})).send().await.unwrap();
    assert_eq!(asked.status(), 201);
    let (_, desk) = page(&seller, "/sell").await;
    for text in ["1 question without an answer", "1 draft", "1 lot on sale", "A lively chair"] {
        assert!(desk.contains(text), "{text} is missing in {desk}");
    }
    let (_, drafts) = page(&seller, "/sell?show=drafts").await;
    assert!(!drafts.contains("A lively chair") && drafts.contains("/publish\""));
    assert!(page(&seller, "/sell?show=asked").await.1.contains("A lively chair"));
    assert!(!page(&seller, "/sell?show=sold").await.1.contains("A lively chair"));
    assert!(!page(&ann, "/sell").await.1.contains("A lively chair"), "a desk is its seller's");
}

#[tokio::test]
async fn a_desk_of_many_lots_is_read_page_by_page_and_every_lot_is_on_one() {
    let house = House::open().await;
    let seller = house.seller().await;
    for number in 0..53 {
        let mut lot = Seller::a_chair();
        lot["title"] = json!(format!("Chair number {number}"));
        seller.drafts(lot).await;
    }
    let (mut path, mut seen, mut pages) = ("/sell".to_owned(), 0, 0);
    loop {
        let (_, html) = page(&seller, &path).await;
        seen += html.matches("/publish\"").count();
        pages += 1;
        let next = html.split("href=\"").find(|rest| rest.starts_with("/sell?show=all&amp;after="));
        let Some(next) = next else { break };
        path = next.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    }
    assert_eq!((seen, pages), (53, 2));
}
