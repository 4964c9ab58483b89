//! The room on a lot's page: with scripts and without, and nothing on it is more than text.

use super::has_said;
use super::talkers::*;
use crate::support::browser::Driver;
use crate::support::house::{House, until};
use crate::support::proxy::Proxy;
use gavel::config::rooms::PAGE;
use uuid::Uuid;

#[tokio::test]
async fn what_is_said_is_shown_as_text_whatever_it_is() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, ann) = (seller.lists().await, house.bidder("Ann").await);
    let evil = "</p><script>alert(1)</script><img src=x onerror=alert(2)> &amp; \"'";
    asks(&ann, &lot, evil).await.with(201);
    assert_eq!(texts(&sees(&ann, &lot).await), [evil], "as it was said, for programs");
    hides(&seller, &lot, 1, "<b onclick=x>rude</b>").await.with(204);
    for who in [&*seller, &*house.anon()] {
        let page = page(who, &lot, "").await;
        assert!(!page.contains("<script>alert") && !page.contains("<img src=x") && !page.contains("<b onclick"));
        assert!(page.contains("hidden: &#60;b onclick=x&#62;rude"), "{page}");
    }
    assert!(page(&seller, &lot, "").await.contains("&#60;script&#62;alert(1)"));
}

#[tokio::test]
async fn by_plain_forms_one_asks_answers_hides_and_mutes() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, ann) = (seller.lists().await, house.bidder("Ann").await);
    let key = || Uuid::new_v4().to_string();
    let asked = form(&ann, &lot, "", &[("text", "Is it beech?"), ("kind", "question"), ("key", &key())]).await;
    let place = format!("/auctions/{}#m1", lot.id);
    assert_eq!((asked.status().as_u16(), asked.headers()["location"].to_str().unwrap()), (303, place.as_str()));
    let answered = form(&seller, &lot, "", &[("text", "It is."), ("about", "1"), ("key", &key())]).await;
    assert_eq!(answered.status(), 303);
    let seen = page(&house.anon(), &lot, "").await;
    assert!(seen.contains("? Question") && seen.contains("↳ Answer") && seen.contains("href=\"#m1\""), "{seen}");
    assert!(seen.contains("Sign in to ask or talk") && !seen.contains("/room/1/hide"));

    let nothing = form(&ann, &lot, "", &[("text", " "), ("kind", "chat"), ("key", &key())]).await;
    assert_eq!(nothing.status(), 422);
    assert!(nothing.text().await.unwrap().contains("Write something, of at most 500 characters."));
    let answer = form(&seller, &lot, "", &[("text", &"so ".repeat(200)), ("about", "1"), ("key", &key())]).await;
    let answer = answer.text().await.unwrap();
    assert!(answer.contains("so so so") && answer.contains("<input type=\"hidden\" name=\"about\" value=\"1\">"));
    assert_eq!(form(&seller, &lot, "/1/hide", &[("reason", "off topic")]).await.status(), 303);
    assert_eq!(form(&seller, &lot, "/mute", &[("author", "g1"), ("reason", "rude")]).await.status(), 303);
    let refused = form(&seller, &lot, "/mute", &[("author", "g9"), ("reason", "rude")]).await;
    assert_eq!(refused.status(), 404);
    assert!(refused.text().await.unwrap().contains("Nobody goes by that name here."));
    let seen = page(&ann, &lot, "").await;
    assert!(seen.contains("hidden: off topic") && seen.contains("You are muted here: <span id=\"muted-because\">rude"));
    assert!(page(&seller, &lot, "").await.contains("Let speak"));
    assert_eq!(form(&seller, &lot, "/unmute", &[("author", "g1")]).await.status(), 303);
    assert!(!page(&seller, &lot, "").await.contains("Let speak"));
}

#[tokio::test]
async fn the_page_shows_what_was_said_last_and_leads_to_the_rest() {
    let house = House::open().await;
    let (lot, ann) = (house.seller().await.lists().await, house.bidder("Ann").await);
    has_said(&house, &ann, &lot, PAGE + 5).await;
    let last = page(&house.anon(), &lot, "").await;
    assert!(last.contains("remark 55<") && last.contains("remark 6<") && !last.contains("remark 5<"));
    assert!(last.contains("?before=6#room"), "the way to what was said before");
    let first = page(&house.anon(), &lot, "?before=6").await;
    assert!(first.contains("remark 1<") && first.contains("remark 5<") && !first.contains("remark 6<"));
    assert!(first.contains("▼ Latest") && !first.contains("?before="));
    assert!(page(&house.anon(), &lot, "?before=nonsense").await.contains("remark 55<"));
}

#[tokio::test]
async fn in_browsers_a_question_its_answer_a_caption_and_what_is_hidden_are_seen_live() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, ann, bo) = (seller.lists().await, house.bidder("Ann").await, house.bidder("Bo").await);
    let address = format!("/auctions/{}", lot.id);
    let driver = Driver::start().await;
    let hers = driver.browser_of(&house, &ann, true).await;
    let sellers = driver.browser_of(&house, &seller, true).await;
    for browser in [&hers, &sellers] {
        browser.watches(&address).await;
        browser.runs("document.getElementById('room').scrollIntoView()").await;
        browser.finds("#room[data-live]").await;
    }
    hers.types("#say-text", "Is it <i>beech</i>?").await;
    hers.presses("#say button").await;
    hers.shows("#m1 .who", "g1 (you)").await;
    sellers.shows("#m1 .text", "Is it <i>beech</i>?").await;
    sellers.presses("#m1 .answering summary").await;
    sellers.types("#m1 .answering textarea", "Steam-bent.").await;
    sellers.presses("#m1 .answering button").await;
    hers.shows("#m2", "Steam-bent.").await;
    hers.shows("#m2 .kind", "Answer").await;
    says(&bo, &lot, "Buy at example.org").await.with(201);
    hers.shows("#m3 .text", "example.org").await;
    sellers.presses("#m3 .moderating summary").await;
    sellers.types("#m3 .moderating input[name=reason]", "Somebody else's shop").await;
    sellers.presses("#m3 .hide").await;
    hers.shows("#m3 .gone", "hidden: Somebody else's shop").await;
    assert!(!hers.text("body").await.unwrap().contains("example.org"));
    sellers.shows("#m3", "example.org").await;

    let mut auctioneer = seller.connects().await;
    for text in ["Go", "Going", "Going once"] {
        let message = serde_json::json!({"type": "caption", "channel": channel(&lot), "text": text});
        auctioneer.says(message).await;
        hers.shows("#caption", text).await;
    }
    mutes(&seller, &lot, "mute", "g1", "Enough.").await.with(204);
    hers.shows("#muted", "Enough.").await;
    until("there is no form any more", async || hers.text("#say").await.as_deref() == Some("")).await;
}

#[tokio::test]
async fn a_page_misses_nothing_that_was_said_while_its_network_failed_or_let_no_socket_through() {
    let house = House::open().await;
    let proxy = Proxy::to(house.address()).await;
    let seller = house.seller().await;
    let (lot, ann, bo) = (seller.lists().await, house.bidder("Ann").await, house.bidder("Bo").await);
    let driver = Driver::start().await;
    let hers = driver.browser_through(&proxy, &ann).await;
    hers.watches(&format!("/auctions/{}", lot.id)).await;
    hers.runs("document.getElementById('room').scrollIntoView()").await;
    says(&bo, &lot, "one").await.with(201);
    hers.shows("#m1", "one").await;
    proxy.refuse();
    says(&bo, &lot, "two").await.with(201);
    hides(&seller, &lot, 1, "off topic").await.with(204);
    proxy.accept();
    hers.shows("#m2", "two").await;
    hers.shows("#m1 .gone", "hidden: off topic").await;
    proxy.block(&["upgrade: websocket"]);
    hers.finds("#auction[data-by=stream]").await;
    says(&bo, &lot, "four").await.with(201);
    hers.shows("#m4", "four").await;
    hers.types("#say-text", "five").await;
    hers.presses("#say button").await;
    hers.shows("#m5 .who", "g2 (you)").await;
    assert_eq!(hers.texts("#lines > li .text").await, ["", "two", "four", "five"]);
}
