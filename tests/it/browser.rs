//! The house as people meet it: in Chromium, with scripts and without.

use crate::support::browser::{Browser, Driver};
use crate::support::house::{House, until};
use crate::support::people::Lot;
use chrono::{TimeDelta, Utc};
use serde_json::json;

/// Writes a lot in the seller's form and publishes it.
async fn publishes(house: &House, seller: &Browser) -> (Lot, String) {
    seller.goes_to("/sell/new").await;
    seller.types("#title", "A bentwood chair").await;
    seller.types("#description", "It rocks.").await;
    seller.chooses("#category", "furniture").await;
    seller.types("#start", "9.99").await;
    seller.sets_instant("#ends_at", Utc::now() + TimeDelta::days(2)).await;
    seller.presses("button[value=publish]").await;
    let open = async || house.anon().gets("/api/v1/auctions").await.body["auctions"][0]["auction"].is_string();
    until("the lot is on sale", open).await;
    let page = house.anon().gets("/api/v1/auctions").await;
    let id = page.body["auctions"][0]["auction"].as_str().unwrap().to_owned();
    (Lot { id: id.parse().unwrap() }, format!("/auctions/{id}"))
}

/// Closes the only lot of the house in its table.
async fn closes(admin: &Browser) {
    admin.goes_to("/admin").await;
    admin.presses("td.acts summary").await;
    admin.types("td.acts input[name=reason]", "The collection was withdrawn").await;
    admin.presses("button[formaction$='/close']").await;
}

#[tokio::test]
async fn a_sale_from_the_sellers_form_to_the_hammer_is_seen_live_in_every_browser() {
    let house = House::open().await;
    let driver = Driver::start().await;
    let seller = driver.browser(&house, true).await;
    seller.registers("sal").await;
    let (lot, page) = publishes(&house, &seller).await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let (hers, his) = (driver.browser_of(&house, &ann, true).await, driver.browser_of(&house, &bo, true).await);
    hers.watches(&page).await;
    his.watches(&page).await;

    hers.bids().await;
    for browser in [&hers, &his] {
        browser.shows("#price", "9.99").await;
    }
    hers.shows("#standing", "You lead").await;
    his.shows("#bid", "10.49").await;
    his.bids().await;
    hers.shows("#price", "10.49").await;
    hers.shows("#standing", "Outbid").await;
    hers.types("#maximum", "50").await;
    hers.presses("#max-form button").await;
    hers.presses("#confirm:enabled").await;
    his.shows("#price", "10.99").await;
    his.shows("#standing", "Outbid").await;
    hers.shows("#own-maximum", "50.00").await;
    assert_eq!(hers.texts("#history .what").await, his.texts("#history .what").await);
    assert!(!his.text("body").await.unwrap().contains("50.00"), "her maximum is hers");

    let admin = driver.browser_of(&house, &*house.admin().await, true).await;
    closes(&admin).await;
    for browser in [&hers, &his] {
        browser.shows("#status", "Ended").await;
    }
    until("the sockets have ended", async || house.anon().sees(&lot).await["watchers"] == 0).await;
    assert_eq!(ann.sees(&lot).await["you"]["standing"], "won");
}

#[tokio::test]
async fn whoever_waits_on_a_lots_page_to_be_approved_can_bid_there_as_soon_as_they_are() {
    let house = House::open().await;
    let lot = house.seller().await.lists_as(json!({"approval": "approved"})).await;
    let driver = Driver::start().await;
    let ann = house.bidder("Ann").await;
    let hers = driver.browser_of(&house, &ann, true).await;
    hers.watches(&format!("/auctions/{}", lot.id)).await;
    hers.presses("#registration input[name=accept]").await;
    hers.presses("#registration button").await;
    hers.shows("#registration .stands", "not decided yet").await;
    hers.finds("#auction[data-trust=live]").await;

    let admin = driver.browser_of(&house, &*house.admin().await, true).await;
    admin.goes_to("/admin/registrations").await;
    admin.presses("td.acts summary").await;
    admin.types("td.acts input[name=limit]", "10").await;
    admin.types("form[action$='/approve'] [name=reason]", "Known.").await;
    admin.presses("form[action$='/approve'] button").await;
    hers.shows("#registration .stands", "You may bid").await;
    hers.finds("#auction[data-trust=live] #bid:enabled").await;
    hers.bids().await;
    hers.shows("#standing", "You lead").await;
}

#[tokio::test]
async fn when_the_house_restarts_the_pages_come_back_by_themselves_and_nothing_is_lost() {
    let mut house = House::open().await;
    let lot = house.seller().await.lists().await;
    let page = format!("/auctions/{}", lot.id);
    let driver = Driver::start().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let (hers, his) = (driver.browser_of(&house, &ann, true).await, driver.browser_of(&house, &bo, true).await);
    hers.watches(&page).await;
    his.watches(&page).await;
    hers.bids().await;
    his.shows("#price", "9.99").await;
    house.stop().await;
    for browser in [&hers, &his] {
        browser.finds("#auction:not([data-trust=live])").await;
    }
    house.reopen().await;
    for browser in [&hers, &his] {
        browser.finds("#auction[data-trust=live]").await;
        browser.shows("#price", "9.99").await;
    }
    his.bids().await;
    hers.shows("#price", "10.49").await;
    hers.shows("#standing", "Outbid").await;
    assert_eq!(house.anon().sees(&lot).await["bids"], 2);
}

#[tokio::test]
async fn without_scripts_a_lot_is_sold_bid_on_and_closed_by_plain_pages() {
    let house = House::open().await;
    let driver = Driver::start().await;
    let seller = driver.browser(&house, false).await;
    seller.registers("sal").await;
    let (lot, page) = publishes(&house, &seller).await;
    let bo = house.bidder("Bo").await;
    let bidder = driver.browser(&house, false).await;
    bidder.registers("ann").await;
    bidder.goes_to(&page).await;
    assert!(bidder.finds("#bidding noscript").await.text().await.unwrap().contains("Without JavaScript"));
    bidder.presses("#bid").await;
    bidder.shows("h1", "9.99").await;
    bidder.presses("form[action$='/bid'] button.primary").await;
    bidder.shows("#standing", "You lead").await;
    bo.bids(&lot, 20_00).await.leads();
    bidder.goes_to(&page).await;
    bidder.shows("#standing", "Outbid").await;
    bidder.types("#maximum", "30").await;
    bidder.presses("#max-form button").await;
    bidder.shows("h1", "30.00").await;
    bidder.presses("form[action$='/bid'] button.primary").await;
    bidder.shows("#standing", "You lead").await;
    bidder.shows("#price", "20.50").await;
    let admin = driver.browser_of(&house, &*house.admin().await, false).await;
    closes(&admin).await;
    until("it is closed", async || house.anon().sees(&lot).await["status"] == "closed").await;
    bidder.goes_to(&page).await;
    bidder.shows("#status", "Ended").await;
}

#[tokio::test]
async fn whoever_is_outbid_hears_of_it_on_another_page() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    ann.bids(&lot, 12_00).await.leads();
    let driver = Driver::start().await;
    let hers = driver.browser_of(&house, &ann, true).await;
    hers.goes_to("/").await;
    until("the catalogue is live", async || hers.text("#lots[data-trust=live]").await.is_some()).await;
    bo.bids(&lot, 15_00).await.leads();
    hers.shows("#elsewhere", "You have been outbid on A bentwood chair.").await;
    ann.bids(&lot, 20_00).await.leads();
    until("that is no longer so", async || hers.text("#elsewhere").await.as_deref() == Some("")).await;
}

/// A chair that starts at 10.00 in some other format, on sale, and where its page is.
async fn a_chair(house: &House, with: serde_json::Value) -> (Lot, String) {
    let lot = crate::formats::lists(&house.seller().await, with).await;
    let page = format!("/auctions/{}", lot.id);
    (lot, page)
}

#[tokio::test]
async fn a_price_falls_on_the_page_by_itself_and_whoever_presses_first_has_it() {
    let house = House::open().await;
    let falls = serde_json::json!({"step": 10, "every_s": 1, "floor": 100});
    let (lot, page) = a_chair(&house, serde_json::json!({"format": "dutch", "dutch": falls})).await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let driver = Driver::start().await;
    let (hers, his) = (driver.browser_of(&house, &ann, true).await, driver.browser_of(&house, &bo, true).await);
    hers.watches(&page).await;
    his.watches(&page).await;
    let price = async || hers.text("#price").await.unwrap();
    let before = price().await;
    hers.shows("#falls", "falls to").await;
    until("it has fallen twice", async || {
        let now = price().await;
        now < before && now.len() == before.len()
    })
    .await;
    hers.presses("#bid").await;
    let asked = hers.finds("#question").await.text().await.unwrap();
    assert!(asked.starts_with("Buy it at"), "{asked}");
    // While she is asked the price falls on; what she says yes to is that it may cost this much.
    until("it falls on", async || !asked.contains(&price().await)).await;
    hers.presses("#confirm:enabled").await;
    hers.shows("#standing", "you won at").await;
    his.shows("#standing", "sold to b1 at").await;
    let paid = house.anon().sees(&lot).await["result"]["price"].as_i64().unwrap();
    let shown = format!("{}.{:02}", paid / 100, paid % 100);
    for browser in [&hers, &his] {
        browser.shows("#price", &shown).await;
        browser.shows("#status", "Ended").await;
    }
    assert!(!asked.contains(&shown), "{asked} and {shown}");
}

#[tokio::test]
async fn a_sealed_bid_is_shown_to_its_bidder_alone_and_all_are_opened_on_every_page() {
    let house = House::open().await;
    let (lot, page) = a_chair(&house, serde_json::json!({"format": "first_price"})).await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let driver = Driver::start().await;
    let (hers, his) = (driver.browser_of(&house, &ann, true).await, driver.browser_of(&house, &bo, false).await);
    hers.watches(&page).await;
    for (amount, shown) in [("9", "The least is"), ("77.77", "")] {
        hers.types("#maximum", amount).await;
        hers.presses("#set-maximum").await;
        if !shown.is_empty() {
            hers.shows("#maximum-error", shown).await;
        }
    }
    hers.shows("#question", "Seal a bid of").await;
    hers.presses("#confirm:enabled").await;
    hers.shows("#standing", "You sealed a bid of").await;
    hers.shows("#price", "77.77").await;
    hers.shows("#facts", "1 bid").await;
    // Without scripts: by form, confirmation and redirect.
    his.goes_to(&page).await;
    let seen = his.text("main").await.unwrap();
    assert!(seen.contains("1 bid ·") && !seen.contains("77.77"), "{seen}");
    his.types("#maximum", "60").await;
    his.presses("#set-maximum").await;
    his.shows("h1", "Seal a bid of").await;
    his.presses("form[action$='/bid'] button.primary").await;
    his.shows("#standing", "You sealed a bid of").await;
    hers.shows("#facts", "2 bids").await;
    assert!(!hers.text("body").await.unwrap().contains("60.00"));
    house.admin().await.acts(&lot, "close").await.with(200);
    hers.shows("#standing", "you won at").await;
    assert_eq!(hers.texts("#opened .what").await, ["€ 77.77", "€ 60.00"]);
    his.goes_to(&page).await;
    assert_eq!(his.texts("#opened .what").await, ["€ 77.77", "€ 60.00"]);
}
