//! Pages that stay right while lots move, and what pages say of themselves.

use super::{page, sells, titles};
use crate::support::house::House;
use crate::support::people::Anon;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What stands between two marks, wherever it does.
fn between<'a>(text: &'a str, before: &'a str, after: &'a str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split_once(after).map(|(found, _)| found)).collect()
}

/// Turns pages until there are no more, and counts how often each lot was shown. Between two pages `meanwhile` happens.
async fn turned(anon: &Anon, sort: &str, mut meanwhile: impl AsyncFnMut(usize)) -> BTreeMap<String, usize> {
    let mut shown = BTreeMap::new();
    let mut next = Value::Null;
    for turn in 0.. {
        let cursor = next.as_str().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page = anon.gets(&format!("/api/v1/auctions?currency=EUR&sort={sort}{cursor}")).await.with(200).body;
        for card in page["auctions"].as_array().unwrap() {
            *shown.entry(card["auction"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        next = page["next"].clone();
        if next.is_null() {
            return shown;
        }
        meanwhile(turn).await;
    }
    shown
}

#[tokio::test]
async fn whoever_turns_pages_sees_every_lot_that_stays_once_while_others_move() {
    let house = House::open().await;
    let (seller, ann) = (house.seller().await, house.bidder("Ann").await);
    let mut lots = Vec::new();
    for n in 0..120 {
        // Several at the same price, so that a page ends among equals.
        lots.push(sells(&seller, &format!("Number {n}"), json!({"start": 1_000 + n / 7 * 100})).await);
    }
    let anon = house.anon();
    for sort in ["cheapest", "dearest", "bids", "soonest", "newest"] {
        let (moved, amount) = (&lots[60], 90_000);
        let shown = turned(&anon, sort, async |turn| {
            ann.bids(moved, amount + 10_000 * i64::try_from(turn).unwrap()).await;
        })
        .await;
        let stayed = lots.iter().filter(|lot| lot.id != moved.id);
        for lot in stayed {
            assert_eq!(shown.get(&lot.id.to_string()), Some(&1), "{sort}");
        }
        ann.bids(moved, 1).await;
    }
}

#[tokio::test]
async fn the_catalogue_goes_on_by_a_link_and_counts_what_there_is() {
    let house = House::open().await;
    let (seller, anon) = (house.seller().await, house.anon());
    for n in 0..50 {
        sells(&seller, &format!("Lamp {n}"), json!({"category": "lighting"})).await;
    }
    let first = page(&anon, "/c/lighting").await;
    assert!(first.contains(">50 lots<"));
    let next = between(&first, "rel=\"next\" href=\"", "\"")[0].replace("&#38;", "&").replace("&amp;", "&");
    let second = page(&anon, &next).await;
    let shown =
        |html: &str| between(html, "<li data-auction=\"", "\"").into_iter().map(str::to_owned).collect::<Vec<_>>();
    let (mut all, rest) = (shown(&first), shown(&second));
    assert_eq!((all.len(), rest.len()), (48, 2));
    all.extend(rest);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 50);
    assert!(!second.contains("rel=\"next\""));
}

#[tokio::test]
async fn a_lot_is_at_home_where_its_title_is_and_reached_by_any_other() {
    let house = House::open().await;
    let (seller, anon) = (house.seller().await, house.anon());
    let lot = sells(&seller, "Jarrón «antiguo»", json!({"description": "Un jarrón </script> de 1900."})).await;
    let home = format!("/auctions/{}/jarron-antiguo", lot.id);
    for path in [format!("/auctions/{}", lot.id), home.clone(), format!("/auctions/{}/an-older-title", lot.id)] {
        let html = page(&anon, &path).await;
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"http://{}{home}\"", house.address())), "{path}");
    }
    let html = page(&anon, &home).await;
    let data = between(&html, "<script type=\"application/ld+json\">", "</script>")[0];
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!((&data["name"], &data["offers"]["price"]), (&json!("Jarrón «antiguo»"), &json!("9.99")));
    for property in ["og:title", "og:image", "og:url", "og:description"] {
        assert!(html.contains(&format!("<meta property=\"{property}\"")), "{property}");
    }
    assert!(page(&anon, "/").await.contains(&format!("href=\"{home}\"")), "cards lead there");
}

#[tokio::test]
async fn the_map_names_every_published_lot_once_and_no_draft() {
    let house = House::open().await;
    let (seller, anon) = (house.seller().await, house.anon());
    let lot = sells(&seller, "A bentwood chair", json!({})).await;
    let draft = seller.drafts(crate::support::people::Seller::a_chair()).await;
    let index = page(&anon, "/sitemap.xml").await;
    let parts = between(&index, "<loc>", "</loc>");
    assert_eq!(parts.len(), 2, "{index}");
    let mut all = String::new();
    for part in parts {
        let path = part.strip_prefix(&format!("http://{}", house.address())).unwrap();
        all += &page(&anon, path).await;
    }
    assert_eq!(all.matches(&format!("/auctions/{}/a-bentwood-chair<", lot.id)).count(), 1, "{all}");
    assert!(!all.contains(&draft.id.to_string()) && all.contains("/c/furniture<"));
    let robots = page(&anon, "/robots.txt").await;
    assert!(robots.contains("/sitemap.xml") && robots.contains("Disallow: /sell"));
}

#[tokio::test]
async fn the_feed_has_the_newest_first_and_only_what_is_asked_for() {
    let house = House::open().await;
    let (seller, anon) = (house.seller().await, house.anon());
    sells(&seller, "A desk & chair", json!({"category": "furniture"})).await;
    sells(&seller, "An atlas", json!({"category": "books"})).await;
    let answer = anon.browses(Method::GET, "/feed.atom").send().await.unwrap();
    assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("application/atom+xml"));
    let feed = answer.text().await.unwrap();
    assert!(feed.find("An atlas") < feed.find("A desk &#38; chair") && feed.contains("<published>"), "{feed}");
    let books = page(&anon, "/feed.atom?category=books").await;
    assert!(books.contains("An atlas") && !books.contains("A desk"));
}

#[tokio::test]
async fn pages_speak_spanish_to_who_asks_for_it() {
    let house = House::open().await;
    sells(&house.seller().await, "A desk", json!({"category": "furniture"})).await;
    let spanish =
        house.anon().browses(Method::GET, "/c/furniture?currency=EUR&price_to=100,50").header("accept-language", "es");
    let html = spanish.send().await.unwrap().text().await.unwrap();
    for words in ["<h1>Muebles</h1>", "hasta 100,50\u{a0}€", ">1 lote<", "Sin precio de reserva", "sale a"] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert_eq!(titles(&house.anon(), "q=desk").await.len(), 1);
}
