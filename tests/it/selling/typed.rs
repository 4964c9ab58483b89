//! Sales and their lots as they are typed: kept half finished, told of other windows, and published only as their forms say.

use super::files::{a_sale, gives, lots, takes, told};
use super::{in_two_days, led_to, page, sends};
use crate::support::browser::Driver;
use crate::support::house::{House, until};
use crate::support::people::{Seller, Visitor};
use reqwest::Method;
use reqwest::header::{ACCEPT, HeaderValue};
use serde_json::{Value, json};
use uuid::Uuid;

type Fields<'a> = &'a [(&'a str, &'a str)];

/// Sends a form as its page's script does.
async fn saves(who: &Visitor, path: &str, revision: &str, fields: Fields<'_>) -> (u16, Value) {
    let fields = [&[("revision", revision)], fields].concat();
    let accepts = [(ACCEPT, HeaderValue::from_static("application/json"))].into_iter().collect();
    let request = who.browses(Method::POST, &format!("{path}/draft")).headers(accepts);
    let response = request.form(&fields).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

/// The address of a sale that nobody has saved yet.
fn a_new_sale() -> String {
    format!("/sell/sales/{}", Uuid::now_v7())
}

/// The address of a lot that nobody has saved yet.
fn a_new_lot(sale: &str) -> String {
    format!("{sale}/lots/{}", Uuid::now_v7())
}

#[tokio::test]
async fn half_a_sale_and_half_a_lot_are_kept_to_the_letter_and_published_only_once_they_are_whole() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_new_sale();
    let (status, saved) =
        saves(&seller, &sale, "0", &[("title", "A \"half\" <sale>"), ("step", "some"), ("increments", "fixed")]).await;
    assert_eq!((status, &saved["revision"], &saved["sale"]), (200, &json!(1), &json!(0)), "{saved}");
    assert!(saved["errors"].as_array().unwrap().iter().any(|error| error["field"] == "step"), "{saved}");
    let (_, html) = page(&seller, &sale).await;
    assert!(html.contains("value=\"A &#34;half&#34; &#60;sale&#62;\"") && html.contains("value=\"some\""), "{html}");

    let lot = a_new_lot(&sale);
    let (status, saved) = saves(&seller, &lot, "0", &[("start", "ten"), ("country", "ES")]).await;
    assert_eq!((status, &saved["revision"]), (200, &json!(1)), "{saved}");
    let (_, html) = page(&seller, &lot).await;
    assert!(html.contains("value=\"ten\"") && html.contains("<option value=\"ES\" selected>"), "{html}");
    assert!(page(&seller, &sale).await.1.contains(">Untitled</a>"));

    let refused = sends(&seller, &format!("{sale}/publish"), &[]).await;
    assert_eq!(refused.status(), 422);
    let html = refused.text().await.unwrap();
    assert!(html.contains("href=\"#step\"") && html.contains("Lot 1: ") && html.contains("value=\"some\""), "{html}");
    assert_eq!(page(&*house.seller().await, &sale).await.0, 404, "it is nobody else's business");
    assert_eq!(saves(&*house.seller().await, &sale, "1", &[("title", "Mine")]).await.0, 404);

    let whole = [("title", "A whole sale"), ("currency", "EUR"), ("ends_at", &*in_two_days()), ("revision", "1")];
    led_to(&sends(&seller, &sale, &whole).await);
    let refused = sends(&seller, &format!("{sale}/publish"), &[]).await;
    assert!(refused.status() == 422 && refused.text().await.unwrap().contains("Lot 1: "), "the lot is half still");
    let words = [("title", "A chair"), ("category", "furniture"), ("start", "10"), ("revision", "1")];
    led_to(&sends(&seller, &lot, &words).await);
    led_to(&sends(&seller, &format!("{sale}/publish"), &[]).await);
    assert_eq!(lots(&house.anon(), &sale).await, [(1, "A chair".into(), 10_00)]);
}

#[tokio::test]
async fn of_two_windows_the_second_to_save_a_sale_is_told_and_a_new_lot_takes_nobodys_form() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&seller).await;
    let ends = in_two_days();
    let titled = |title: &'static str| [("title", title), ("currency", "EUR"), ("ends_at", &*ends)];
    let lot = a_new_lot(&sale);
    saves(&seller, &lot, "0", &[("title", "A chair")]).await;
    let (status, saved) = saves(&seller, &sale, "1", &titled("From the one")).await;
    assert_eq!((status, &saved["revision"], &saved["sale"]), (200, &json!(2), &json!(2)), "{saved}");
    let (status, contested) = saves(&seller, &sale, "1", &titled("From the other")).await;
    assert_eq!((status, &contested["code"], &contested["revision"]), (409, &json!("draft_changed"), &json!(2)));
    let form = [&titled("From the other")[..], &[("revision", "1")]].concat();
    let told_so = sends(&seller, &sale, &form).await;
    assert_eq!(told_so.status(), 409);
    let html = told_so.text().await.unwrap();
    assert!(html.contains("value=\"From the other\"") && html.contains("name=\"revision\" value=\"2\""), "{html}");
    assert_eq!(told(&seller, &sale).await["title"], "From the one");

    let (status, contested) = saves(&seller, &lot, "0", &[("title", "A table")]).await;
    assert_eq!((status, &contested["revision"]), (409, &json!(1)), "{contested}");
    assert_eq!(saves(&seller, &lot, "1", &[("title", "A table")]).await.1["revision"], 2);
    assert_eq!(lots(&seller, &sale).await.len(), 1, "a lot that is saved twice is one lot");
    let elsewhere = format!("{}/lots/{}", a_sale(&seller).await, lot.rsplit('/').next().unwrap());
    assert_eq!(saves(&seller, &elsewhere, "2", &[("title", "A table")]).await.0, 404);
}

#[tokio::test]
async fn a_save_of_a_lot_that_is_sent_twice_makes_one_lot() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&seller).await;
    let lot = a_new_lot(&sale);
    let save = || saves(&seller, &lot, "0", &[("title", "A")]);
    let (one, two) = tokio::join!(save(), save());
    let mut statuses = [one.0, two.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{one:?} {two:?}");
    assert_eq!(lots(&seller, &sale).await.len(), 1);
    let next = a_new_lot(&sale);
    saves(&seller, &next, "0", &[("title", "B")]).await;
    assert_eq!(lots(&seller, &sale).await.into_iter().map(|(number, ..)| number).collect::<Vec<_>>(), [1, 2]);
}

#[tokio::test]
async fn what_a_file_says_of_a_lot_goes_before_what_was_typed_of_it() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&seller).await;
    let file = |price: u32| format!("lot,title,category,starting price\n1,A chair,furniture,{price}\n");
    gives(&seller, &sale, file(10).as_bytes()).await;
    assert_eq!(takes(&seller, &sale, "all").await, 303);
    let id = told(&seller, &sale).await["lots"][0]["auction"].as_str().unwrap().to_owned();
    let lot = format!("{sale}/lots/{id}");
    saves(&seller, &lot, "0", &[("title", "A chair"), ("category", "furniture"), ("start", "much")]).await;
    gives(&seller, &sale, file(20).as_bytes()).await;
    assert_eq!(takes(&seller, &sale, "all").await, 303);
    let (_, html) = page(&seller, &lot).await;
    assert!(html.contains("name=\"start\" value=\"20.00\""), "{html}");
    led_to(&sends(&seller, &format!("{sale}/publish"), &[]).await);
    assert_eq!(lots(&house.anon(), &sale).await, [(1, "A chair".into(), 20_00)]);
}

#[tokio::test]
async fn a_lot_that_its_sale_could_not_have_is_published_as_it_was_typed_once_the_sale_can() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&seller).await;
    let lot = a_new_lot(&sale);
    let words = [("title", "Six chairs"), ("category", "furniture"), ("start", "10"), ("quantity", "6")];
    let (_, saved) = saves(&seller, &lot, "0", &words).await;
    assert_eq!(saved["errors"][0]["field"], "quantity", "{saved}");
    let several = [("title", "Spring sale"), ("format", "multi_unit"), ("ends_at", &*in_two_days()), ("revision", "1")];
    led_to(&sends(&seller, &sale, &several).await);
    led_to(&sends(&seller, &format!("{sale}/publish"), &[]).await);
    let id = told(&house.anon(), &sale).await["lots"][0]["auction"].as_str().unwrap().to_owned();
    let terms = house.anon().gets(&format!("/api/v1/auctions/{id}/terms")).await.with(200).body;
    assert!(terms.to_string().contains("\"quantity\":6"), "{terms}");
}

#[tokio::test]
async fn the_price_of_every_lot_of_a_sale_may_fall_to_a_floor_they_share() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_new_sale();
    let ends = in_two_days();
    let falling = [
        ("title", "A falling sale"),
        ("format", "dutch"),
        ("dutch_step", "5"),
        ("dutch_every", "60"),
        ("dutch_floor", "20"),
        ("ends_at", &*ends),
    ];
    led_to(&sends(&seller, &sale, &falling).await);
    let lot = a_new_lot(&sale);
    let words = |start: &'static str| [("title", "A chair"), ("category", "furniture"), ("start", start)];
    let (_, saved) = saves(&seller, &lot, "0", &words("20")).await;
    assert_eq!(saved["errors"][0]["field"], "start", "{saved}");
    let (_, html) = page(&seller, &lot).await;
    assert!(!html.contains("id=\"reserve\""), "where a price falls there is no reserve");
    led_to(&sends(&seller, &lot, &[&words("100")[..], &[("revision", "1")]].concat()).await);
    led_to(&sends(&seller, &format!("{sale}/publish"), &[]).await);
    let whole = told(&house.anon(), &sale).await;
    assert_eq!((&whole["terms"]["format"], &whole["terms"]["dutch"]["floor"]), (&json!("dutch"), &json!(20_00)));
    assert_eq!(lots(&house.anon(), &sale).await, [(1, "A chair".into(), 100_00)]);
}

#[tokio::test]
async fn what_the_house_offers_stands_to_the_end_of_a_publication() {
    let house = House::open().await;
    let seller = house.seller().await;
    let rate = [("kind", "premium"), ("name", "Usual"), ("currency", "EUR"), ("rows", "25"), ("reason", "New.")];
    let admin = house.admin().await;
    assert_eq!(sends(&admin, "/admin/tariffs", &rate).await.status(), 303);
    let rate = format!("house-{}", house.store.tariffs().await.unwrap().pop().unwrap().id.0);
    let ends = in_two_days();
    let common = [("title", "A chair"), ("category", "furniture"), ("premium_of", &*rate), ("ends_at", &*ends)];
    let own = [("start", "10"), ("act", "publish")];
    let lot = led_to(&sends(&seller, "/sell/new", &[&common[..], &own].concat()).await);
    let terms = house.anon().gets(&format!("/api/v1{lot}/terms")).await.with(200).body;
    assert!(terms.to_string().contains("\"premium\":[[0,2500]]"), "{terms}");

    let sale = a_new_sale();
    led_to(&sends(&seller, &sale, &common).await);
    let words = [("title", "A table"), ("category", "furniture"), ("start", "10")];
    led_to(&sends(&seller, &a_new_lot(&sale), &words).await);
    led_to(&sends(&seller, &format!("{sale}/publish"), &[]).await);
    assert_eq!(told(&house.anon(), &sale).await["terms"]["premium"], json!([[0, 2_500]]));
}

#[tokio::test]
async fn a_lot_of_a_sale_is_looked_at_before_it_is_published() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&seller).await;
    let lot = a_new_lot(&sale);
    let half = [("title", "A chair"), ("description", "*Sound*"), ("start", "ten"), ("act", "preview")];
    let path = led_to(&sends(&seller, &lot, &half).await);
    let (status, html) = page(&seller, &path).await;
    assert!(status == 200 && html.contains("<em>Sound</em>") && html.contains("need changing"), "{html}");
    assert_eq!(page(&*house.seller().await, &path).await.0, 404);
}

#[tokio::test]
async fn a_description_is_shown_as_its_page_will_show_it_and_nothing_in_it_runs() {
    let house = House::open().await;
    let seller = house.seller().await;
    let looks = async |who: &Visitor| {
        let fields = [("description", "# Chair\n\n*Sound*<script>alert(1)</script> [x](javascript:alert(1))")];
        let shown = sends(who, "/sell/description", &fields).await;
        (shown.status().as_u16(), shown.text().await.unwrap())
    };
    let (status, html) = looks(&seller).await;
    assert!(status == 200 && html.contains("<h3>Chair</h3>") && html.contains("<em>Sound</em>"), "{html}");
    assert!(!html.contains("<script") && !html.contains("href=\"javascript"), "{html}");
    assert_ne!(looks(&house.anon()).await.0, 200);

    let lot = seller.lists().await;
    let words = [("title", "A chair"), ("description", "**Sound**"), ("category", "furniture"), ("act", "look")];
    let (path, before) = (format!("/sell/{}/amend", lot.id), house.anon().sees(&lot).await);
    let looked = sends(&seller, &path, &words).await;
    assert!(looked.status() == 200 && looked.text().await.unwrap().contains("<strong>Sound</strong>"));
    assert_eq!(house.anon().sees(&lot).await["title"], before["title"], "looking changes nothing");
}

/// What a seller typed of a sale and its first lot, in a browser that then loads each page again.
#[tokio::test]
async fn in_a_browser_nothing_typed_of_a_sale_is_lost_on_reload() {
    let house = House::open().await;
    let driver = Driver::start_in("America/New_York").await;
    let who: Seller = house.seller().await;
    let seller = driver.browser_of(&house, &who, true).await;
    seller.goes_to("/sell/sales/new").await;
    seller.shows("#ends_at-help", "America/New_York, as your browser has it").await;
    seller.types("#title", "A sale with a history").await;
    seller.types("#stagger", "oft").await;
    seller.shows("#saved", "Saved").await;
    until("the address is the draft's", async || seller.path().await != "/sell/sales/new").await;
    let sale = seller.path().await;
    seller.goes_to(&sale).await;
    assert_eq!(
        (seller.holds("#title").await, seller.holds("#stagger").await),
        ("A sale with a history".into(), "oft".into())
    );
    seller.shows("#ends_at-help", "America/New_York").await;

    seller.presses("a[href$='/lots/new']").await;
    seller.types("#title", "A chair").await;
    seller.types("#description", "It is *sound*.").await;
    seller.shows("#described em", "sound").await;
    seller.types("#start", "te").await;
    seller.shows("#saved", "Saved").await;
    seller.presses("#title").await;
    seller.shows("#start-error", "in figures").await;
    until("the address is the lot's", async || !seller.path().await.ends_with("/new")).await;
    let lot = seller.path().await;
    seller.goes_to(&lot).await;
    assert_eq!((seller.holds("#title").await, seller.holds("#start").await), ("A chair".into(), "te".into()));
    seller.shows("#described em", "sound").await;

    // A save of the sale's form takes the page's other forms along.
    seller.goes_to(&sale).await;
    seller.types("#stagger", "2").await;
    seller.shows("#saved", "Saved").await;
    seller.presses("#lots button[value=out]").await;
    seller.shows(".notice", "The lot is gone").await;
    assert_eq!(seller.holds("#stagger").await, "2");
}
