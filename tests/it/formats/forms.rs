//! The seller's form: what it is given, it gives back.

use super::a_chair;
use crate::support::browser::Driver;
use crate::support::house::{House, until};
use crate::support::people::Lot;
use reqwest::Method;
use serde_json::{Value, json};

/// What a browser without scripts would send of a page's form.
fn sent(page: &str) -> Vec<(String, String)> {
    let form = page.split_once("id=\"sell-form\"").expect("the form").1.split_once("</form>").expect("its end").0;
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        rest.split_once('"').map(|(value, _)| plain(value))
    };
    let mut fields = Vec::new();
    for tag in form.split("<input ").skip(1).map(|rest| rest.split_once('>').unwrap().0) {
        let chosen = !tag.contains("type=\"radio\"") || tag.contains("checked");
        fields.extend(attribute(tag, "name").filter(|_| chosen).zip(attribute(tag, "value")));
    }
    for rest in form.split("<textarea ").skip(1) {
        let (tag, rest) = rest.split_once('>').unwrap();
        fields.extend(attribute(tag, "name").map(|name| (name, plain(rest.split_once("</textarea>").unwrap().0))));
    }
    for rest in form.split("<select ").skip(1) {
        let (tag, rest) = rest.split_once('>').unwrap();
        let options = rest.split_once("</select>").unwrap().0;
        let chosen =
            options.split("<option ").skip(1).find(|option| option.split('>').next().unwrap().contains("selected"));
        fields.extend(attribute(tag, "name").zip(chosen.and_then(|option| attribute(option, "value"))));
    }
    fields
}

/// Text as it was before it was escaped.
fn plain(escaped: &str) -> String {
    escaped
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
}

fn every_kind_of_draft() -> Vec<Value> {
    let falls = json!({"step": 50, "every_s": 90, "floor": 5_00});
    let table = json!({"table": [[1, 50], [1000, 100]]});
    let closing = |mode: &str| json!({"closing": {"mode": mode, "window_s": 95, "extension_s": 45, "cap_s": 600, "trigger": "leader"}});
    let mut drafts = vec![
        json!({"format": "sealed", "reserve": 50_00}),
        json!({"format": "vickrey", "quantum": 1_00}),
        json!({"format": "dutch", "dutch": falls}),
        json!({"format": "reverse", "automatic": false, "increments": {"percent": {"percent": 5, "least": 100}}}),
        json!({"format": "multi_unit", "quantity": 12, "pricing": "uniform", "increments": table}),
        json!({"buy_now": 99_50, "buy_now_until": "price_passes", "retraction": true, "approval": "approved"}),
        json!({"premium": [[0, 2_600], [400_000, 1_450]], "tax": {"on_hammer": 810, "on_premium": 1_900}}),
        json!({"description": "“Old” & <worn>\n\nwith \"a story\"."}),
    ];
    drafts.extend(["hard", "reset", "add", "quiet", "candle"].map(closing));
    drafts
}

#[tokio::test]
async fn a_draft_that_is_opened_in_the_form_and_saved_as_it_is_stays_what_it_was() {
    let house = House::open().await;
    let seller = house.seller().await;
    for with in every_kind_of_draft() {
        let mut chair = a_chair(with.clone());
        chair["publish"] = json!(false);
        let lot = seller.drafts(chair).await;
        let row = async || house.store.listing(lot.id).await.unwrap().unwrap();
        let before = row().await;
        let path = format!("/sell/{}", lot.id);
        let page = seller.browses(Method::GET, &path).send().await.unwrap().text().await.unwrap();
        let mut fields = sent(&page);
        fields.push(("act".into(), "draft".into()));
        let saved = seller.browses(Method::POST, &path).form(&fields).send().await.unwrap();
        assert_eq!(saved.status(), 303, "{with}: {}", saved.text().await.unwrap());
        let after = row().await;
        // A beginning "as soon as it is published" is that of the moment it was saved.
        let terms = |row: &gavel::store::auctions::Listing| {
            let mut terms: Value = serde_json::from_str(&row.terms_text).unwrap();
            terms["starts_at"].take();
            terms
        };
        assert_eq!(terms(&after), terms(&before), "{with}");
        assert_eq!((after.title, after.description, after.reserve), (before.title, before.description, before.reserve));
    }
}

#[tokio::test]
async fn the_form_keeps_out_of_the_way_what_a_format_does_not_use_and_lists_each_of_them() {
    let house = House::open().await;
    let driver = Driver::start().await;
    let seller = driver.browser_of(&house, &*house.seller().await, true).await;
    seller.goes_to("/sell/new").await;
    seller.finds("[data-for=dutch][hidden]").await;
    seller.types("#title", "A bentwood chair").await;
    seller.chooses("#category", "furniture").await;
    seller.types("#start", "50").await;
    seller.types("#buy_now", "80").await;
    seller.presses("input[name=format][value=dutch]").await;
    seller.finds("[data-for=english][hidden] #buy_now:disabled").await;
    seller.types("#dutch_step", "5").await;
    seller.types("#dutch_every", "60").await;
    seller.types("#dutch_floor", "10").await;
    seller.sets_instant("#ends_at", chrono::Utc::now() + chrono::TimeDelta::days(2)).await;
    seller.presses("button[value=publish]").await;
    let listed = async || house.anon().gets("/api/v1/auctions").await.body["auctions"][0].clone();
    until("the lot is on sale", async || listed().await["auction"].is_string()).await;
    let card = listed().await;
    assert_eq!((&card["format"], &card["dutch"]["floor"]), (&json!("dutch"), &json!(10_00)));
    let lot = Lot { id: card["auction"].as_str().unwrap().parse().unwrap() };
    assert_eq!(house.anon().sees(&lot).await["buy_now_offer"], Value::Null);
}
