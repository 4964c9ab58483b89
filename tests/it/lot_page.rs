//! What the page of a lot offers besides the bid: an answer, quick bids, its price as a chart, another language.

use crate::support::browser::{Browser, Driver};
use crate::support::house::{House, until};
use reqwest::Method;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING};
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn whoever_is_outbid_answers_in_one_press_and_later_without_being_asked_up_to_their_limit() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let page = format!("/auctions/{}", lot.id);
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let driver = Driver::start().await;
    let hers = driver.browser_of(&house, &ann, true).await;
    hers.watches(&page).await;
    assert_eq!(hers.runs("return document.getElementById('quick').hidden").await, json!(true), "off until a bid");
    hers.bids().await;
    hers.shows("#standing", "You lead").await;
    assert_eq!(hers.runs("return document.getElementById('answer').hidden").await, json!(true));

    bo.bids_with(&lot, Uuid::new_v4(), json!({"amount": 11_00, "exact": true})).await.leads();
    hers.shows("#answer-bid", "11.50").await;
    let first = "return [...document.querySelectorAll('a[href], button, input')].find((e) => e.checkVisibility()).id";
    assert_eq!(hers.runs(first).await, json!("answer-bid"), "the first thing the tab key finds");
    assert_ne!(hers.runs("return document.activeElement.id").await, json!("answer-bid"), "and no focus is stolen");
    answers(&hers).await;

    hers.presses("#quick-summary").await;
    hers.types("#quick-limit", "20").await;
    hers.presses("#quick-form button").await;
    hers.shows("#quick-on-text", "20.00").await;
    bo.bids_with(&lot, Uuid::new_v4(), json!({"amount": 13_00, "exact": true})).await.leads();
    hers.shows("#answer-bid", "13.50").await;
    answers_by_key(&hers).await;
    let focus = async || hers.runs("return document.activeElement.id").await == json!("bid");
    until("the focus goes on to the button, as the answer is gone", focus).await;

    hers.watches(&page).await;
    hers.shows("#quick-on-text", "20.00").await;
    bo.bids_with(&lot, Uuid::new_v4(), json!({"amount": 15_00, "exact": true})).await.leads();
    hers.shows("#answer-bid", "15.50").await;
    answers(&hers).await;
    bo.bids_with(&lot, Uuid::new_v4(), json!({"amount": 30_00, "exact": true})).await.leads();
    hers.shows("#answer-bid", "31.00").await;
    hers.presses("#answer-bid").await;
    hers.shows("#question", "31.00").await;
}

/// Presses the answer to being outbid. An amount that only just appeared was read by nobody: it is pressed until it counts.
async fn answers(browser: &Browser) {
    until("one press is the bid", async || {
        browser.tries("#answer-bid").await;
        browser.text("#standing").await.is_some_and(|text| text.contains("You lead"))
    })
    .await;
}

/// The same by the keyboard, after an answer by touch: what was pressed then is not what is pressed now.
async fn answers_by_key(browser: &Browser) {
    until("one key is the bid", async || {
        // It may be hidden by now, because it counted.
        let _ = browser.finds("#answer-bid").await.send_keys("\u{E007}").await;
        browser.text("#standing").await.is_some_and(|text| text.contains("You lead"))
    })
    .await;
}

#[tokio::test]
async fn the_price_is_drawn_once_it_is_seen_and_follows_every_bid() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    ann.bids(&lot, 12_00).await.leads();
    let driver = Driver::start().await;
    let browser = driver.browser(&house, true).await;
    browser.watches(&format!("/auctions/{}", lot.id)).await;
    browser.runs("document.getElementById('chart').scrollIntoView()").await;
    browser.finds("#chart-canvas canvas").await;
    let label = async || browser.runs("return document.getElementById('chart-canvas').ariaLabel").await.to_string();
    until("the chart says what it shows", async || label().await.contains("in one step")).await;
    bo.bids(&lot, 15_00).await.leads();
    until("the chart has the new price", async || label().await.contains("12.50")).await;
}

#[tokio::test]
async fn a_page_in_spanish_comes_alive_in_spanish() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let driver = Driver::start().await;
    let hers = driver.browser_of(&house, &ann, true).await;
    hers.goes_to("/").await;
    hers.presses("button[name=language][value=es]").await;
    hers.finds("html[lang=es]").await;
    hers.watches(&format!("/auctions/{}", lot.id)).await;
    hers.shows("#bid", "Pujar 9,99").await;
    hers.bids().await;
    hers.shows("#standing", "Vas en cabeza con").await;
    hers.shows("#verdict", "vale: vas en cabeza").await;
    bo.bids(&lot, 12_00).await.leads();
    hers.shows("#standing", "Te superan en").await;
    hers.shows("#answer-bid", "Pujar").await;
}

#[tokio::test]
async fn pages_are_sent_packed_and_what_streams_is_not() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let anon = house.anon();
    let page = format!("/auctions/{}", lot.id);
    let packed = anon.browses(Method::GET, &page).header(ACCEPT_ENCODING, "gzip").send().await.unwrap();
    assert_eq!(packed.headers()[CONTENT_ENCODING], "gzip");
    let events = format!("/api/v1/auctions/{}/events", lot.id);
    let stream = anon.requests(Method::GET, &events).header(ACCEPT, "text/event-stream");
    let stream = stream.header(ACCEPT_ENCODING, "gzip, br").send().await.unwrap();
    assert!(stream.headers().get(CONTENT_ENCODING).is_none(), "{:?}", stream.headers());
}
