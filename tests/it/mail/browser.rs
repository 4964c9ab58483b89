//! The bell and the hearts in a real browser, with scripts and without.

use crate::support::browser::Driver;
use crate::support::house::{House, until};
use crate::support::people::Seller;
use std::sync::atomic::{AtomicI64, Ordering};

#[tokio::test]
async fn on_a_page_that_follows_no_lot_the_bell_rings_all_the_same() {
    let house = House::open().await;
    let (seller, ann, bo) = (house.seller().await, house.bidder("Ann").await, house.bidder("Bo").await);
    let chair = seller.lists().await;
    let driver = Driver::start().await;
    let browser = driver.browser_of(&house, &ann, true).await;
    // A table of lots that nobody bids on follows none.
    ann.posts("/api/v1/auctions", Seller::a_chair()).await.with(201);
    browser.goes_to("/sell?show=drafts").await;
    let amount = AtomicI64::new(12_00);
    // It listens once the page has nothing better to do: whoever is outbid before has it from the page itself.
    until("it rings", async || {
        let next = || amount.fetch_add(10_00, Ordering::Relaxed);
        ann.bids(&chair, next()).await.leads();
        bo.bids(&chair, next()).await.leads();
        browser.text("#unread").await.is_some_and(|unread| !unread.is_empty())
    })
    .await;
    browser.shows("#told", ": A bentwood chair").await;
}

#[tokio::test]
async fn a_heart_is_pressed_without_loading_the_page_again_and_without_scripts_with() {
    let house = House::open().await;
    let (seller, ann) = (house.seller().await, house.bidder("Ann").await);
    let chair = seller.lists().await;
    let driver = Driver::start().await;
    let browser = driver.browser_of(&house, &ann, true).await;
    let at = format!("/auctions/{}", chair.id);
    browser.watches(&at).await;
    browser.runs("window.stayed = true").await;
    browser.finds(".heart[aria-pressed=false]").await;
    browser.runs("for (const _ of [1, 2]) document.querySelector('.heart').click()").await;
    browser.finds(".heart[aria-pressed=true]").await;
    browser.shows("#watching", "1").await;
    assert_eq!(browser.runs("return window.stayed").await, true);
    assert_eq!(house.store.watched(ann.id()).await.unwrap(), [chair.id]);

    browser.goes_to("/watching").await;
    browser.finds("#lots[data-trust=live] li[data-live]").await;
    let card = browser.text("#lots li").await.unwrap();
    assert!(card.contains("● Live") && !card.contains("script-"), "what is live has its words: {card}");

    let plain = driver.browser_of(&house, &ann, false).await;
    plain.goes_to("/watching").await;
    plain.presses(".heart[aria-pressed=true]").await;
    plain.shows("#no-lots", "not watching anything").await;
    plain.goes_to(&at).await;
    plain.presses(".heart[aria-pressed=false]").await;
    plain.finds(".heart[aria-pressed=true]").await;
    plain.shows("h1", "A bentwood chair").await;
}
