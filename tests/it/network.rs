//! An auction's page over a network in trouble, in Chromium: what it shows, what it lets do, and how it comes back.

use crate::support::browser::{Browser, Driver};
use crate::support::house::House;
use crate::support::people::{Bidder, Lot, Seller};
use crate::support::proxy::Proxy;
use serde_json::{Value, json};

/// What a middlebox finds in the requests of each way.
const SOCKETS: &str = "upgrade: websocket";
const STREAMS: &str = "accept: text/event-stream";
const POLLS: &str = "/events?";

/// The ways in which a page follows, and what is blocked where it takes them.
const WAYS: [(&str, &[&str]); 3] = [("socket", &[]), ("stream", &[SOCKETS]), ("poll", &[SOCKETS, STREAMS])];

/// Two who bid in turn, each time a euro more than the other authorised.
struct Rivals {
    lot: Lot,
    bidders: [Bidder; 2],
    euros: i64,
}

impl Rivals {
    async fn on(house: &House, lot: Lot) -> Rivals {
        Rivals { lot, bidders: [house.bidder("Bo").await, house.bidder("Cy").await], euros: 20 }
    }

    /// The next of them bids; gives back the price, in cents.
    async fn bid(&mut self) -> i64 {
        self.euros += 1;
        let bidder = &self.bidders[usize::try_from(self.euros).unwrap() % 2];
        bidder.bids(&self.lot, self.euros * 100).await.leads().body["price"].as_i64().unwrap()
    }
}

/// A lot, a page of it behind a network, and two who bid past that network.
async fn scene() -> (House, Proxy, Lot, Rivals) {
    let house = House::open().await;
    let mut chair = Seller::a_chair();
    // However long they go on, a euro more is enough.
    (chair["increments"], chair["publish"]) = (json!({"fixed": 1}), json!(true));
    let lot = house.seller().await.drafts(chair).await;
    let proxy = Proxy::to(house.address()).await;
    let rivals = Rivals::on(&house, lot).await;
    (house, proxy, lot, rivals)
}

async fn is_live_by(page: &Browser, way: &str) {
    page.finds(&format!("#auction[data-trust=live][data-by={way}]")).await;
    let banner = match way {
        "stream" => "by event stream",
        "poll" => "by polling",
        _ => "watching",
    };
    page.shows(".strip", banner).await;
    page.shows(".strip", "Live").await;
}

fn euros(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

#[tokio::test]
async fn the_page_takes_whatever_way_gets_through_and_climbs_back_to_the_socket() {
    let (house, proxy, lot, mut rivals) = scene().await;
    let ann = house.bidder("Ann").await;
    let driver = Driver::start().await;
    proxy.block(&[SOCKETS, STREAMS]);
    let page = driver.browser_through(&proxy, &ann).await;
    page.goes_to(&format!("/auctions/{}", lot.id)).await;
    for (way, blocked_then) in [("poll", &[SOCKETS][..]), ("stream", &[]), ("socket", &[])] {
        is_live_by(&page, way).await;
        rivals.bid().await;
        let price = rivals.bid().await;
        page.shows("#price", &euros(price)).await;
        page.bids().await;
        page.shows("#verdict", "Your").await;
        assert!(ann.sees(&lot).await["you"]["maximum"].is_i64(), "her bid by {way} arrived");
        rivals.bid().await;
        let price = rivals.bid().await;
        page.shows("#price", &euros(price)).await;
        page.shows("#standing", "Outbid").await;
        proxy.block(blocked_then);
    }
}

#[tokio::test]
async fn a_page_that_gets_nothing_through_but_pages_loads_itself_anew() {
    let (house, proxy, lot, mut rivals) = scene().await;
    let ann = house.bidder("Ann").await;
    let driver = Driver::start().await;
    proxy.block(&[SOCKETS, STREAMS, POLLS]);
    let page = driver.browser_through(&proxy, &ann).await;
    page.goes_to(&format!("/auctions/{}", lot.id)).await;
    page.finds("#auction[data-trust]:not([data-trust=live])").await;
    let price = rivals.bid().await;
    page.shows("#price", &euros(price)).await;
    proxy.block(&[]);
    is_live_by(&page, "socket").await;
}

/// Writes down, from now on, every state the page is in: whether it lets bid, and at what price.
const WITNESS: &str = "
    window.seen = [];
    const lets = (id) => {
        const button = document.getElementById(id);
        return !button.disabled && !button.closest('[hidden]');
    };
    const look = () => seen.push({
        lets: lets('bid') || lets('confirm'),
        price: Number(document.getElementById('price').textContent.replace(/[^0-9]/g, '')),
    });
    const everything = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(look).observe(document.body, everything);
    look();";

/// What the witness saw since the page first did not let bid.
async fn seen_since_it_was_off(page: &Browser) -> Vec<(bool, i64)> {
    let seen = page.runs("return seen.splice(0)").await;
    let states = seen
        .as_array()
        .unwrap()
        .iter()
        .map(|state: &Value| (state["lets"].as_bool().unwrap(), state["price"].as_i64().unwrap()));
    states.skip_while(|(lets, _)| *lets).collect()
}

fn never_lets_bid_below(price: i64, seen: &[(bool, i64)], when: &str) {
    assert!(seen.iter().any(|(lets, _)| *lets), "it lets bid again {when}");
    for (lets, shown) in seen {
        assert!(!lets || *shown >= price, "{when} it let bid at {shown}, when the price was {price}: {seen:?}");
    }
}

/// Cuts the page off, has others bid, lets it come back while they go on, and looks at everything it showed.
async fn is_never_stale(page: &Browser, proxy: &Proxy, rivals: &mut Rivals, way: &str) {
    for round in 0..3 {
        is_live_by(page, way).await;
        page.runs(WITNESS).await;
        proxy.refuse();
        page.finds("#auction:not([data-trust=live])").await;
        page.finds("#bid:disabled").await;
        page.shows(".strip", "Reconnecting").await;
        let mut price = 0;
        for _ in 0..5 {
            price = rivals.bid().await;
        }
        proxy.accept();
        let back = async || page.text("#auction[data-trust=live] #price").await.is_some();
        while !back().await {
            rivals.bid().await;
        }
        let last = rivals.bid().await;
        page.shows("#price", &euros(last)).await;
        let seen = seen_since_it_was_off(page).await;
        never_lets_bid_below(price, &seen, &format!("after cut {round} of the {way}"));
    }
}

#[tokio::test]
async fn after_a_cut_the_page_never_lets_bid_at_a_price_from_before_it() {
    let (house, proxy, lot, mut rivals) = scene().await;
    let ann = house.bidder("Ann").await;
    let driver = Driver::start().await;
    let page = driver.browser_through(&proxy, &ann).await;
    for (way, blocked) in WAYS {
        proxy.block(blocked);
        page.goes_to(&format!("/auctions/{}", lot.id)).await;
        is_never_stale(&page, &proxy, &mut rivals, way).await;
    }
}

#[tokio::test]
async fn when_a_page_is_shown_again_it_lets_nobody_bid_until_its_line_has_proved_itself() {
    let (house, proxy, lot, mut rivals) = scene().await;
    let ann = house.bidder("Ann").await;
    let driver = Driver::start().await;
    let page = driver.browser_through(&proxy, &ann).await;
    for (way, blocked) in WAYS {
        proxy.block(blocked);
        page.goes_to(&format!("/auctions/{}", lot.id)).await;
        is_live_by(&page, way).await;
        page.runs(WITNESS).await;
        // As a computer that slept finds its connections: dead, and nobody told it.
        proxy.stall();
        rivals.bid().await;
        let price = rivals.bid().await;
        page.runs("document.dispatchEvent(new Event('visibilitychange'))").await;
        page.shows("#price", &euros(price)).await;
        page.finds("#auction[data-trust=live] #bid:enabled").await;
        let seen = seen_since_it_was_off(&page).await;
        never_lets_bid_below(price, &seen, &format!("shown again with a dead {way}"));
    }
}

#[tokio::test]
async fn the_end_reaches_the_page_whichever_way_it_comes_and_the_page_then_rests() {
    let (house, proxy, _, _) = scene().await;
    let (seller, ann, ada) = (house.seller().await, house.bidder("Ann").await, house.admin().await);
    let driver = Driver::start().await;
    let page = driver.browser_through(&proxy, &ann).await;
    for (way, blocked) in WAYS {
        let lot = seller.lists().await;
        ann.bids(&lot, 12_00).await.leads();
        proxy.block(blocked);
        page.goes_to(&format!("/auctions/{}", lot.id)).await;
        is_live_by(&page, way).await;
        ada.acts(&lot, "close").await.with(200);
        page.shows("#status", "Ended").await;
        page.shows("#standing", "you won").await;
        page.finds("#auction[data-trust=over]").await;
        assert_eq!(page.text("#connection").await.as_deref(), Some(""), "by {way}");
    }
}
