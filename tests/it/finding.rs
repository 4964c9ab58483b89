//! Ways to a lot: words, categories, filters, orders and pages; what a page says of itself; searches that are kept; cards that
//! are followed.

mod cards;
mod pages;
mod searches;

use crate::support::house::House;
use crate::support::people::{Anon, Lot, Seller};
use gavel::store::audit::Officer;
use gavel::store::categories::NewCategory;
use reqwest::Method;
use serde_json::{Value, json};

/// The titles that the API lists for a question, in their order.
async fn titles(anon: &Anon, query: &str) -> Vec<String> {
    let page = anon.gets(&format!("/api/v1/auctions?{query}")).await.with(200).body;
    page["auctions"].as_array().unwrap().iter().map(|card| card["title"].as_str().unwrap().to_owned()).collect()
}

async fn sells(seller: &Seller, title: &str, with: Value) -> Lot {
    let mut lot = json!({"title": title, "description": "As it stands."});
    lot.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
    seller.lists_as(lot).await
}

async fn page(anon: &Anon, path: &str) -> String {
    let answer = anon.browses(Method::GET, path).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

#[tokio::test]
async fn words_are_found_in_any_language_by_their_stem_and_without_their_accents() {
    let house = House::open().await;
    let (seller, anon) = (house.seller().await, house.anon());
    sells(&seller, "Two rocking chairs", json!({})).await;
    sells(&seller, "Jarrones de cerámica", json!({})).await;
    sells(&seller, "A table", json!({"description": "Goes with a chair."})).await;
    assert_eq!(titles(&anon, "q=chair").await, ["Two rocking chairs", "A table"], "the title weighs more");
    assert_eq!(titles(&anon, "q=CERAMICA").await, ["Jarrones de cerámica"]);
    assert_eq!(titles(&anon, "q=jarr%C3%B3n").await, ["Jarrones de cerámica"]);
    assert_eq!(titles(&anon, "q=chair+-rocking").await, ["A table"]);
    assert_eq!(titles(&anon, "q=%22rocking+chairs%22").await, ["Two rocking chairs"]);
    assert_eq!(titles(&anon, "q=chairs+table").await, ["A table"], "all words must be there");
}

#[tokio::test]
async fn a_typing_mistake_finds_what_was_meant_and_says_so() {
    let house = House::open().await;
    let (seller, anon) = (house.seller().await, house.anon());
    sells(&seller, "A terrestrial globe", json!({})).await;
    let found = anon.gets("/api/v1/auctions?q=terestrial+gloeb").await.with(200).body;
    assert_eq!(found["instead"], "terrestrial globe");
    assert_eq!(found["auctions"][0]["title"], "A terrestrial globe");
    let html = page(&anon, "/?q=gloeb").await;
    assert!(html.contains("Nobody wrote “gloeb”") && html.contains("A terrestrial globe"));
    let mut draft = Seller::a_chair();
    draft["title"] = json!("A terestrial gloeb");
    seller.drafts(draft).await;
    let found = anon.gets("/api/v1/auctions?q=terestrial+gloeb").await.with(200).body;
    assert_eq!(found["instead"], "terrestrial globe", "a draft's mistakes are no words of the house");
    let nothing = anon.gets("/api/v1/auctions?q=xylophone").await.with(200).body;
    assert_eq!((&nothing["instead"], &nothing["total"]["count"]), (&Value::Null, &json!(0)));
}

#[tokio::test]
async fn nothing_that_can_be_typed_breaks_a_search() {
    let house = House::open().await;
    let anon = house.anon();
    for words in [
        "'",
        "\"",
        "a & | ! ( )",
        "-",
        "--",
        ":*",
        "\\",
        "%",
        "<->",
        "category:furniture",
        "\u{202e}",
        "ñ'ñ",
        "'::tsquery",
    ] {
        let query: String =
            reqwest::Url::parse_with_params("http://x/", [("q", words)]).unwrap().query().unwrap().into();
        anon.gets(&format!("/api/v1/auctions?{query}")).await.with(200);
        page(&anon, &format!("/?{query}")).await;
    }
}

#[tokio::test]
async fn a_category_shows_what_is_below_it_and_is_found_by_its_name() {
    let house = House::open().await;
    let (seller, anon) = (house.seller().await, house.anon());
    sells(&seller, "A desk", json!({"category": "furniture"})).await;
    sells(&seller, "An atlas", json!({"category": "books"})).await;
    assert_eq!(titles(&anon, "category=furniture").await, ["A desk"]);
    assert_eq!(titles(&anon, "category=home").await, ["A desk"], "a branch is everything below it");
    assert_eq!(titles(&anon, "q=muebles").await, ["A desk"], "its name in any language finds what is in it");
    assert!(titles(&anon, "category=cars").await.is_empty());
    let html = page(&anon, "/c/furniture").await;
    assert!(html.contains("A desk") && !html.contains("An atlas") && html.contains("href=\"/c/home\""));
    assert_eq!(anon.gets("/c/cars").await.status, 404);
}

#[tokio::test]
async fn categories_are_changed_without_a_lot_losing_its_own() {
    let house = House::open().await;
    let (seller, anon, store) = (house.seller().await, house.anon(), &house.store);
    sells(&seller, "A desk", json!({"category": "furniture"})).await;
    let by = Officer { account: house.admin().await.id(), address: "192.0.2.1".into() };
    let add = async |slug: &str, parent: Option<&str>| {
        let (slug, parent) = (slug.into(), parent.map(Into::into));
        let new = NewCategory { slug, parent, english: "Desks".into(), spanish: "Escritorios".into() };
        store.add_category(&new, &by, "R.").await.unwrap()
    };
    let puts = async |slug, parent, place| store.move_category(slug, parent, place, &by, "R.").await.unwrap();
    assert!(add("desks", Some("furniture")).await);
    assert!(!add("desks", None).await, "a slug is given once");
    assert!(!add("x", Some("none")).await);
    assert!(!puts("home", Some("desks"), 1).await, "no branch hangs on itself");
    assert!(!store.retire_category("furniture", true, &by, "R.").await.unwrap(), "something below it is offered");
    assert!(puts("desks", Some("devices"), 1).await);
    assert!(store.rename_category("desks", ("Writing desks", "Escritorios"), &by, "R.").await.unwrap());
    assert!(store.retire_category("furniture", true, &by, "R.").await.unwrap());
    assert!(!store.retire_category("furniture", true, &by, "R.").await.unwrap(), "once");
    assert!(!add("chairs", Some("furniture")).await, "nobody would find it");
    let devices = async || store.categories().await.unwrap().branch("devices");
    assert_eq!(devices().await, ["devices", "desks", "instruments", "cameras"]);
    assert!(puts("desks", Some("devices"), 2).await);
    assert_eq!(devices().await, ["devices", "instruments", "desks", "cameras"]);
    assert!(puts("instruments", Some("devices"), i32::MAX).await);
    assert_eq!(devices().await, ["devices", "desks", "cameras", "instruments"]);
    let tree = store.categories().await.unwrap();
    assert!(tree.get("furniture").is_some_and(|category| category.retired));
    assert_eq!(titles(&anon, "q=desk").await, ["A desk"], "what lies on a retired shelf stays there");
    let odd = json!({"title": "A car", "category": "cars", "currency": "EUR", "start": 1, "ends_at": "2030-01-01T00:00:00Z", "increments": "us"});
    seller.posts("/api/v1/auctions", odd).await.refused(422, "invalid");
}

#[tokio::test]
async fn every_filter_narrows_and_what_makes_no_sense_is_named() {
    let house = House::open().await;
    let (seller, anon) = (house.seller().await, house.anon());
    let falls = json!({"step": 10, "every_s": 60, "floor": 100});
    sells(&seller, "Dear", json!({"start": 50_000, "reserve": 60_000, "country": "ES"})).await;
    sells(&seller, "Cheap", json!({"start": 500, "buy_now": 900})).await;
    sells(&seller, "Falling", json!({"start": 2_000, "format": "dutch", "dutch": falls, "country": "FR"})).await;
    sells(&seller, "Pounds", json!({"start": 500, "currency": "GBP"})).await;
    for (query, found) in [
        ("currency=EUR&price_to=1000", vec!["Cheap"]),
        ("currency=EUR&price_from=2000&sort=dearest", vec!["Dear", "Falling"]),
        ("currency=EUR&sort=cheapest", vec!["Cheap", "Falling", "Dear"]),
        ("country=ES", vec!["Dear"]),
        ("format=dutch", vec!["Falling"]),
        ("buy_now=on", vec!["Cheap"]),
        ("no_reserve=on&currency=EUR&sort=cheapest", vec!["Cheap", "Falling"]),
        ("ending_within=60", vec![]),
        ("currency=GBP&ending_within=86400", vec!["Pounds"]),
        ("status=closed", vec![]),
    ] {
        assert_eq!(titles(&anon, query).await, found, "{query}");
    }
    for wrong in
        ["price_from=x", "format=lottery", "sort=random", "country=XX", "status=draft", "cursor=7", "ending_within=-1"]
    {
        anon.gets(&format!("/api/v1/auctions?{wrong}")).await.refused(400, "malformed");
    }
    let html = page(&anon, "/?price_from=10&country=XX").await;
    assert!(html.contains("Say in which currency.") && html.contains("two letters") && html.contains("Cheap"));
    let html = page(&anon, "/?currency=EUR&price_to=10.00&country=").await;
    assert!(html.contains("Cheap") && !html.contains(">Dear<") && html.contains("up to €\u{a0}10.00"));
}
