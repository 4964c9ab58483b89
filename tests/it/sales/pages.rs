//! Sales as people meet them: in plain forms, and the auctioneer's console by keyboard.

use super::live::{called, does};
use crate::support::browser::{Browser, Driver};
use crate::support::house::{House, until};
use crate::support::people::{Seller, Visitor};
use reqwest::{Method, Response};
use serde_json::{Value, json};

/// Sends a form as a browser does, and gives back what came.
async fn sends(who: &Visitor, path: &str, fields: &[(&str, &str)]) -> Response {
    who.browses(Method::POST, path).form(fields).send().await.unwrap()
}

/// Where a form led to.
fn led_to(response: &Response) -> String {
    assert_eq!(response.status(), 303);
    response.headers()["location"].to_str().unwrap().to_owned()
}

/// A sale written in the form; its address there.
async fn writes(seller: &Seller, kind: &str, ends_at: &str) -> String {
    let fields = [
        ("title", "Spring sale"),
        ("kind", kind),
        ("currency", "EUR"),
        ("increments", "fixed"),
        ("step", "5"),
        ("ends_at", ends_at),
        ("stagger", "1.5"),
        ("scope", "group"),
        ("premium", "25"),
        ("tax_on_premium", "19"),
    ];
    let saved = led_to(&sends(seller, "/sell/sales/new", &fields).await);
    saved.split('?').next().unwrap().to_owned()
}

async fn adds(seller: &Seller, sale: &str, title: &str) {
    let fields = [("title", title), ("category", "furniture"), ("start", "10")];
    assert!(led_to(&sends(seller, &format!("{sale}/lots/new"), &fields).await).ends_with("done=added"));
}

/// The sale as the API tells it.
async fn told(who: &Visitor, sale: &str) -> Value {
    let id = sale.rsplit('/').next().unwrap();
    who.gets(&format!("/api/v1/sales/{id}")).await.with(200).body
}

fn soon() -> String {
    (chrono::Utc::now() + chrono::TimeDelta::hours(2)).format("%Y-%m-%dT%H:%M").to_string()
}

#[tokio::test]
async fn a_sale_is_written_filled_put_in_order_and_published_by_plain_forms() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = writes(&seller, "timed", &soon()).await;
    for title in ["A chair", "A table", "A lamp"] {
        adds(&seller, &sale, title).await;
    }
    let lots = told(&seller, &sale).await["lots"].clone();
    let [chair, lamp] = [0, 2].map(|at: usize| lots[at]["auction"].as_str().unwrap().to_owned());
    sends(&seller, &format!("{sale}/lots/{lamp}/move"), &[("act", "up"), ("revision", "3")]).await;
    let stale = sends(&seller, &format!("{sale}/lots/{lamp}/move"), &[("act", "up"), ("revision", "3")]).await;
    assert_eq!(stale.status(), 409, "that page had been changed since");
    sends(&seller, &format!("{sale}/lots/{chair}/move"), &[("act", "out"), ("revision", "4")]).await;
    let page = seller.browses(Method::GET, &sale).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("name=\"premium\" value=\"25\"") && page.contains("id=\"approval\""), "{page}");
    let renamed = [("title", "A tall lamp"), ("category", "lighting"), ("start", "12.50"), ("revision", "1")];
    led_to(&sends(&seller, &format!("{sale}/lots/{lamp}"), &renamed).await);
    let titles = super::titles(&told(&seller, &sale).await).join(", ");
    assert_eq!(titles, "A tall lamp, A table");

    let public = led_to(&sends(&seller, &format!("{sale}/publish"), &[]).await);
    let page = house.anon().browses(Method::GET, &public).send().await.unwrap().text().await.unwrap();
    assert!(page.find("A tall lamp") < page.find("A table") && page.contains("one every 90 seconds"), "{page}");
    let whole = told(&house.anon(), &sale).await;
    assert_eq!(whole["terms"]["tax"]["on_premium"], 1_900, "as it was typed");
    assert_eq!(whole["terms"]["closing"]["scope"], "group");
    let lots = whole["lots"].clone();
    assert_eq!(
        super::instant(&lots[1]["ends_at"]) - super::instant(&lots[0]["ends_at"]),
        chrono::TimeDelta::seconds(90)
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_sale_comes_back_in_its_form() {
    let house = House::open().await;
    let seller = house.seller().await;
    let wrong = sends(&seller, "/sell/sales/new", &[("title", "x"), ("stagger", "often"), ("ends_at", "")]).await;
    assert_eq!(wrong.status(), 422);
    let page = wrong.text().await.unwrap();
    for fault in ["A title has 3 to 120 characters.", "Write a number of minutes", "Write a day and a time"] {
        assert!(page.contains(fault), "{fault}");
    }
    let sale = writes(&seller, "timed", &soon()).await;
    let empty = sends(&seller, &format!("{sale}/publish"), &[]).await;
    assert_eq!(empty.status(), 422);
    assert!(empty.text().await.unwrap().contains("A sale has at least one lot."));
    let other = house.seller().await;
    assert_eq!(sends(&other, &format!("{sale}/publish"), &[]).await.status(), 404);
    led_to(&sends(&seller, &format!("{sale}/discard"), &[("revision", "0")]).await);
    assert_eq!(seller.browses(Method::GET, &sale).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn a_live_sale_is_run_from_plain_forms_too() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = writes(&seller, "live", "").await;
    for title in ["A chair", "A table"] {
        adds(&seller, &sale, title).await;
    }
    let public = led_to(&sends(&seller, &format!("{sale}/publish"), &[]).await);
    let console = format!("{public}/console");
    let lots = told(&house.anon(), &sale).await["lots"].clone();
    let [chair, table] = [0, 1].map(|at: usize| lots[at]["auction"].as_str().unwrap().to_owned());
    let press = async |act: &str, more: &[(&str, &str)]| {
        let fields = [&[("act", act), ("lot", &chair), ("opens", &chair), ("asked", "10.00")], more].concat();
        sends(&seller, &console, &fields).await
    };
    led_to(&press("open", &[]).await);
    led_to(&press("ask", &[("amount", "20")]).await);
    let low = press("floor", &[]).await;
    assert_eq!(low.status(), 409, "the page still had the ask before");
    assert!(low.text().await.unwrap().contains("below the least amount"));
    led_to(&sends(&seller, &console, &[("act", "floor"), ("lot", &chair), ("asked", "20.00")]).await);
    led_to(&press("say-1", &[]).await);
    led_to(&press("warn", &[]).await);
    led_to(&press("hammer", &[]).await);
    led_to(&sends(&seller, &console, &[("act", "open"), ("lot", &chair), ("opens", &table)]).await);
    let page = seller.browses(Method::GET, &console).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("Lot 2 of 2") && page.contains("A table"), "{page}");
    let other = house.bidder("Ann").await;
    assert_eq!(other.browses(Method::GET, &console).send().await.unwrap().status(), 403);
}

/// Presses keys on the page, as if nothing had the focus but the page itself.
async fn keys(browser: &Browser, keys: &str) {
    for key in keys.chars() {
        let script = format!(
            "document.dispatchEvent(new KeyboardEvent('keydown', {{key: {}, bubbles: true, cancelable: true}}))",
            json!(key)
        );
        browser.runs(&script).await;
    }
}

#[tokio::test]
async fn an_auctioneer_runs_a_lot_by_keyboard_and_a_bidder_follows() {
    let house = House::open().await;
    let (seller, ann) = (house.seller().await, house.bidder("Ann").await);
    let (sale, lots) = called(&seller, 2).await;
    let driver = Driver::start().await;
    let desk = driver.browser_of(&house, &seller, true).await;
    let hers = driver.browser_of(&house, &ann, true).await;
    let console = sale.path.replace("/api/v1", "") + "/console";
    desk.goes_to(&console).await;
    desk.finds("#console[data-trust=live]").await;
    hers.watches(&format!("/auctions/{}", lots[0].id)).await;
    hers.shows("#turn", "Its turn has not come").await;

    keys(&desk, "n").await;
    desk.shows("#status", "Live").await;
    desk.finds("#console[data-trust=live]").await;
    hers.shows("#ends", "under the hammer").await;
    hers.shows("#bid", "10.00").await;
    hers.bids().await;
    desk.shows("#online", "10.00").await;
    desk.shows("#ask", "15.00").await;
    keys(&desk, " ").await;
    desk.shows("#floor", "15.00").await;
    hers.shows("#standing", "Outbid").await;
    hers.shows("#bid", "20.00").await;
    hers.runs("document.getElementById('room').scrollIntoView()").await;
    desk.types("#caption", "Against you, madam").await;
    hers.shows("#caption", "Against you, madam").await;
    keys(&desk, "1f").await;
    hers.finds("#warning:not([hidden])").await;
    hers.shows("#history", "Any more bids?").await;
    keys(&desk, "u").await;
    hers.finds("#warning[hidden]").await;
    keys(&desk, "u").await;
    hers.shows("#standing", "You lead").await;
    hers.shows("#price", "10.00").await;
    desk.types("#amount", "50").await;
    desk.presses("#set-ask").await;
    hers.finds("#bid[hidden]").await;
    desk.shows("#ask", "50.00").await;
    keys(&desk, "h").await;
    hers.shows("#standing", "you won").await;
    keys(&desk, "u").await;
    hers.shows("#status", "Live").await;
    desk.finds("#console[data-trust=live]").await;
    keys(&desk, "h").await;
    hers.shows("#standing", "you won").await;
    desk.shows("#open-word", "Next lot").await;
    keys(&desk, "n").await;
    desk.shows(".strip", "Lot 2 of 2").await;
    until("the second lot is open", async || house.anon().sees(&lots[1]).await["status"] == "open").await;
    assert_eq!(does(&seller, &lots[1], "pass").await["result"]["sold"], false);
}
