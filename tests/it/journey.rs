//! The long way of a lot, as people go it who are new to the house, in Spanish: one registers, confirms by letter and sells
//! with three photographs; another registers on a phone, bids, is outbid, answers, wins, and sees the invoice. In Chromium,
//! with scripts and without.

use crate::support::browser::{Browser, Driver};
use crate::support::house::{House, until};
use crate::support::people::Lot;
use chrono::{TimeDelta, Utc};
use std::time::Duration;

/// How a browser of the journey is set up.
#[derive(Clone, Copy)]
struct Ways {
    scripts: bool,
}

impl Ways {
    /// Presses the button with the next amount, and says yes: on the page, or on one that asks.
    async fn bids(self, browser: &Browser) {
        browser.presses("#bid").await;
        self.confirms(browser).await;
    }

    async fn confirms(self, browser: &Browser) {
        browser.presses(if self.scripts { "#confirm:enabled" } else { "form[action$='/bid'] button.primary" }).await;
    }

    /// Sees what has happened since: by itself, or by loading the page again.
    async fn sees(self, browser: &Browser, page: &str, css: &str, words: &str) {
        if !self.scripts {
            browser.goes_to(page).await;
        }
        browser.shows(css, words).await;
    }
}

/// The address in the latest letter to somebody that leads to this.
async fn link(house: &House, to: &str, what: &str) -> String {
    let folder = house.data().join("mail");
    let find = || {
        let letters =
            std::fs::read_dir(&folder).ok()?.filter_map(|file| std::fs::read_to_string(file.ok()?.path()).ok());
        // A long line goes on after an equals sign.
        let letters = letters.map(|letter| letter.replace("=\r\n", ""));
        let letter = letters.filter(|letter| letter.contains(to)).find(|letter| letter.contains(what))?;
        let end = |address: &str| address.find(|sign: char| !sign.is_alphanumeric() && !"/-_".contains(sign));
        let address = &letter[letter.find(what)?..];
        Some(address[..end(address).unwrap_or(address.len())].to_owned())
    };
    until("the letter is there", async || find().is_some()).await;
    find().unwrap()
}

/// Becomes a member, and confirms the address by the link of a letter.
async fn joins(house: &House, browser: &Browser, name: &str) {
    browser.registers(name).await;
    browser.goes_to("/").await;
    browser.shows("footer", "Español").await;
    let confirm = link(house, &format!("{name}@example.org"), "/confirm/").await;
    browser.goes_to(&confirm).await;
    browser.shows("h1", "Confirma tu dirección").await;
    browser.presses("form[action^='/confirm/'] button").await;
    browser.shows("main", "Tu dirección está confirmada").await;
}

/// Writes a lot, hangs three photographs on it and publishes it.
async fn sells(house: &House, seller: &Browser, ways: Ways) -> (Lot, String) {
    seller.goes_to("/sell/new").await;
    seller.types("#title", "Una mecedora de madera curvada").await;
    seller.types("#description", "Haya, hacia 1900. Se mece.").await;
    seller.chooses("#category", "furniture").await;
    seller.types("#start", "10").await;
    seller.sets_instant("#ends_at", Utc::now() + TimeDelta::days(2)).await;
    seller.presses("#photographs button").await;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/photos");
    let files = ["cmyk.jpg", "progressive.jpg", "palette.png"].map(|name| format!("{folder}/{name}"));
    seller.finds("#photos-files").await.send_keys(&files.join("\n")).await.unwrap();
    if !ways.scripts {
        seller.presses("#photos-add button").await;
    }
    until("three photographs hang", async || seller.texts(".hung li .place").await.len() == 3).await;
    let draft = seller.path().await.trim_end_matches("/photos").to_owned();
    seller.goes_to(&draft).await;
    seller.presses("button[value=publish]").await;
    seller.shows("h1", "Una mecedora de madera curvada").await;
    let lot = draft.rsplit('/').next().unwrap().parse().unwrap();
    until("it is on sale", async || {
        house.anon().gets(&format!("/api/v1/auctions/{lot}")).await.body["status"] == "open"
    })
    .await;
    (Lot { id: lot }, format!("/auctions/{lot}"))
}

async fn the_long_way(ways: Ways) {
    let house = House::open().await;
    let driver = Driver::start().await;
    let seller = driver.browser_in(&house, ways.scripts, "es", None).await;
    joins(&house, &seller, "sol").await;
    let (lot, page) = sells(&house, &seller, ways).await;

    let bidder = driver.browser_in(&house, ways.scripts, "es", Some((390, 844))).await;
    joins(&house, &bidder, "ana").await;
    bidder.goes_to(&page).await;
    assert_eq!(bidder.texts(".thumbs li").await.len(), 3);
    ways.bids(&bidder).await;
    bidder.shows("#standing", "Vas en cabeza").await;
    bidder.shows("#price", "10,00").await;

    let rival = house.bidder("Bo").await;
    rival.bids(&lot, 20_00).await.leads();
    ways.sees(&bidder, &page, "#standing", "Te").await;
    if !ways.scripts {
        ways.bids(&bidder).await;
    }
    // One press. What only just appeared has not been read: it is pressed again.
    until("she has answered", async || {
        if ways.scripts && house.anon().sees(&lot).await["bids"] == 2 {
            bidder.tries("#answer-bid").await;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        house.anon().sees(&lot).await["bids"] == 3
    })
    .await;
    ways.sees(&bidder, &page, "#price", "11,50").await;
    bidder.types("#maximum", "50,00").await;
    bidder.presses("#max-form button").await;
    ways.confirms(&bidder).await;
    bidder.shows("#standing", "Vas en cabeza").await;
    bidder.shows("#price", "20,50").await;

    house.admin().await.acts(&lot, "close").await.with(200);
    ways.sees(&bidder, &page, "#status", "Terminad").await;
    until("the invoice is written", async || {
        bidder.goes_to("/invoices").await;
        bidder.text("main a[href^='/invoices/']").await.is_some()
    })
    .await;
    bidder.presses("main a[href^='/invoices/']").await;
    bidder.shows("main", "Una mecedora de madera curvada").await;
    bidder.shows("main", "20,50").await;
    bidder.shows("h1", "Factura").await;
    seller.goes_to(&page).await;
    seller.shows("main", "20,50").await;
}

#[tokio::test]
async fn somebody_new_sells_a_lot_and_somebody_new_buys_it_with_a_phone_in_spanish() {
    the_long_way(Ways { scripts: true }).await;
}

#[tokio::test]
async fn the_same_goes_without_scripts() {
    the_long_way(Ways { scripts: false }).await;
}
