//! A lot sold through the form in Chromium: with its script and without, in Spanish, and after its tab was killed.

use super::files::a_sale;
use crate::support::browser::{Browser, Driver};
use crate::support::house::{House, until};
use chrono::{TimeDelta, Utc};
use std::io::Write;

/// From now on in Spanish, by the buttons at the foot of the page.
async fn speaks_spanish(browser: &Browser) {
    browser.goes_to("/").await;
    browser.presses("button[name=language][value=es]").await;
    browser.finds("html[lang=es]").await;
}

/// Fills in a lot and publishes it; the house then has it on sale.
async fn sells_a_chair(house: &House, seller: &Browser) {
    seller.goes_to("/sell/new").await;
    seller.shows("h1", "Nuevo lote").await;
    seller.types("#title", "Silla de madera").await;
    seller.types("#description", "Se mece.").await;
    seller.chooses("#category", "furniture").await;
    seller.types("#start", "1.250,50").await;
    seller.sets_instant("#ends_at", Utc::now() + TimeDelta::days(2)).await;
    seller.presses("button.primary[value=publish]").await;
    let listed = async || house.anon().gets("/api/v1/auctions").await.body["auctions"][0]["minimum"] == 1_250_50;
    until("the lot is on sale", listed).await;
}

#[tokio::test]
async fn a_lot_is_sold_in_spanish_with_the_forms_script() {
    let house = House::open().await;
    let driver = Driver::start().await;
    let seller = driver.browser_of(&house, &*house.seller().await, true).await;
    speaks_spanish(&seller).await;
    seller.goes_to("/sell/new").await;
    seller.types("#start", "mil").await;
    seller.types("#title", "Si").await;
    seller.shows("#start-error", "Escribe un importe en cifras").await;
    seller.finds("#start[aria-invalid=true]").await;
    seller.types("#start", "10").await;
    seller.presses("#title").await;
    seller.finds("#start:not([aria-invalid])").await;
    sells_a_chair(&house, &seller).await;
}

#[tokio::test]
async fn a_lot_is_sold_in_spanish_without_any_script() {
    let house = House::open().await;
    let driver = Driver::start().await;
    let seller = driver.browser_of(&house, &*house.seller().await, false).await;
    speaks_spanish(&seller).await;
    seller.goes_to("/sell/new").await;
    seller.types("#title", "Silla de madera").await;
    seller.types("#start", "mil").await;
    seller.presses("button.primary[value=publish]").await;
    seller.shows(".summary", "cosas que cambiar").await;
    seller.shows("#start-error", "Escribe un importe en cifras").await;
    assert_eq!(seller.holds("#start").await, "mil", "what was typed stays");
    seller.presses("button[value=preview]:not([tabindex])").await;
    seller.shows(".notice", "vista previa").await;
    sells_a_chair(&house, &seller).await;
}

#[tokio::test]
async fn what_was_typed_survives_its_tab() {
    let house = House::open().await;
    let driver = Driver::start().await;
    let who = house.seller().await;
    let first = driver.browser_of(&house, &who, true).await;
    first.goes_to("/sell/new").await;
    first.types("#title", "A chair with a history").await;
    first.types("#start", "a hundr").await;
    first.shows("#saved", "Saved").await;
    until("the address is the draft's", async || {
        let path = first.runs("return location.pathname").await;
        path.as_str().is_some_and(|path| path != "/sell/new")
    })
    .await;
    first.is_killed().await;
    let second = driver.browser_of(&house, &who, true).await;
    second.goes_to("/sell").await;
    second.presses("#lots td a[href^='/sell/']").await;
    second.finds("#sell-form").await;
    assert_eq!(second.holds("#title").await, "A chair with a history");
    assert_eq!(second.holds("#start").await, "a hundr");
}

#[tokio::test]
async fn of_two_tabs_the_second_is_told_and_decides() {
    let house = House::open().await;
    let driver = Driver::start().await;
    let who = house.seller().await;
    let one = driver.browser_of(&house, &who, true).await;
    one.goes_to("/sell/new").await;
    one.types("#title", "From the one").await;
    one.shows("#saved", "Saved").await;
    let path = one.runs("return document.getElementById('sell-form').getAttribute('action')").await;
    let other = driver.browser_of(&house, &who, true).await;
    other.goes_to(path.as_str().unwrap()).await;
    one.types("#description", "More of it.").await;
    until("the one has saved again", async || one.holds("[name=revision]").await != "1").await;
    other.types("#title", "From the other").await;
    other.shows("#saved", "another window").await;
    assert_eq!(other.holds("#title").await, "From the other");
    other.presses("#saved button").await;
    other.shows("#saved", "Saved").await;
}

#[tokio::test]
async fn a_file_with_mistakes_is_mended_in_the_browser_and_taken() {
    let house = House::open().await;
    let driver = Driver::start().await;
    let who = house.seller().await;
    let sale = a_sale(&who).await;
    let seller = driver.browser_of(&house, &who, false).await;
    let give = async |lines: &str| {
        let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        write!(file, "lot,title,category,starting price\n{lines}").unwrap();
        seller.goes_to(&format!("{sale}/import")).await;
        seller.finds("#file").await.send_keys(&file.path().display().to_string()).await.unwrap();
        seller.presses("form[enctype] button").await;
        seller.finds("#report").await;
        file
    };
    // Kept until the page says what it found: a browser reads a file when it sends it.
    let _first = give("1,A chair,furniture,10\n2,A table,furniture,ten\n").await;
    seller.shows("#faults", "in figures").await;
    seller.finds("button[value=good]").await;
    let _second = give("1,A chair,furniture,10\n2,A table,furniture,20\n").await;
    seller.presses("button[value=all]").await;
    seller.shows("#lots", "A table").await;
}

#[tokio::test]
async fn the_desk_moves_with_the_bids() {
    let house = House::open().await;
    let driver = Driver::start().await;
    let who = house.seller().await;
    let lot = who.lists_as(serde_json::json!({"reserve": 50_00})).await;
    let seller = driver.browser_of(&house, &who, true).await;
    seller.goes_to("/sell").await;
    seller.shows("#lots .reserve", "reserve not met").await;
    house.bidder("Ann").await.bids(&lot, 60_00).await.leads();
    seller.shows("#lots .price", "50.00").await;
    seller.shows("#lots .bids", "1").await;
    seller.shows("#lots .reserve", "reserve met").await;
}
