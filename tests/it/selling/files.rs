//! Sales filled from files.

use super::{in_two_days, led_to, page, sends};
use crate::support::house::House;
use crate::support::people::{Seller, Visitor};
use gavel::config::sales::{LARGEST_FILE, LARGEST_FILE_WASTE};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::Value;

const TWO_LOTS: &str = "\u{feff}lote;título;categoría;precio de salida;precio de reserva\r\n\
                        1;Una silla;furniture;1.250,50;2000\r\n2;Una mesa;furniture;80;\r\n";

/// A draft of a sale; its address for its owner.
pub async fn a_sale(seller: &Seller) -> String {
    let ends = in_two_days();
    let fields =
        [("title", "Spring sale"), ("kind", "timed"), ("currency", "EUR"), ("ends_at", &*ends), ("stagger", "1")];
    let saved = led_to(&sends(seller, "/sell/sales/new", &fields).await);
    saved.split('?').next().unwrap().to_owned()
}

/// Gives a file as a browser does. What came: the status, and the page it led to.
pub async fn gives(who: &Visitor, sale: &str, file: &[u8]) -> (u16, String) {
    let head =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lots.csv\"\r\nContent-Type: text/csv\r\n\r\n";
    let body = [head.as_bytes(), file, b"\r\n--b--\r\n"].concat();
    let request =
        who.browses(Method::POST, &format!("{sale}/import")).header(CONTENT_TYPE, "multipart/form-data; boundary=b");
    let response = request.body(body).send().await.unwrap();
    match response.status().as_u16() {
        303 => page(who, &format!("{sale}/import")).await,
        status => (status, response.text().await.unwrap()),
    }
}

/// Takes what the file's page offers; the status.
pub async fn takes(who: &Visitor, sale: &str, act: &str) -> u16 {
    let (_, html) = page(who, &format!("{sale}/import")).await;
    let revision = html.split("name=\"revision\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let fields = [("act", act), ("revision", revision.unwrap_or("0"))];
    sends(who, &format!("{sale}/import/take"), &fields).await.status().as_u16()
}

/// A sale as the API tells it.
pub async fn told(who: &Visitor, sale: &str) -> Value {
    let id = sale.rsplit('/').next().unwrap();
    who.gets(&format!("/api/v1/sales/{id}")).await.with(200).body
}

/// The lots of a sale: number, title and start.
pub async fn lots(who: &Visitor, sale: &str) -> Vec<(i64, String, i64)> {
    let told = told(who, sale).await;
    let lot = |lot: &Value| {
        (lot["number"].as_i64().unwrap(), lot["title"].as_str().unwrap().to_owned(), lot["minimum"].as_i64().unwrap())
    };
    told["lots"].as_array().unwrap().iter().map(lot).collect()
}

#[tokio::test]
async fn a_good_file_is_looked_over_first_and_then_taken_in_one_piece() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&seller).await;
    let (status, html) = gives(&seller, &sale, TWO_LOTS.as_bytes()).await;
    assert!(status == 200 && html.contains("2 new lots") && html.contains("€\u{a0}1,250.50"), "{html}");
    assert_eq!(lots(&seller, &sale).await, [], "nothing is in the sale yet");
    assert_eq!(takes(&seller, &sale, "all").await, 303);
    let taken = lots(&seller, &sale).await;
    assert_eq!(taken, [(1, "Una silla".into(), 1_250_50), (2, "Una mesa".into(), 80_00)]);
    assert_eq!(takes(&seller, &sale, "all").await, 409, "the file is gone");
    let published = led_to(&sends(&seller, &format!("{sale}/publish"), &[]).await);
    assert_eq!(page(&house.anon(), &published).await.0, 200);
}

#[tokio::test]
async fn a_file_given_again_changes_its_lots_and_adds_none_twice() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&seller).await;
    gives(&seller, &sale, TWO_LOTS.as_bytes()).await;
    assert_eq!(takes(&seller, &sale, "all").await, 303);
    let again = TWO_LOTS.replace("Una mesa;furniture;80", "Una mesa baja;furniture;90") + "3;Un sofá;furniture;70;\r\n";
    let (_, html) = gives(&seller, &sale, again.as_bytes()).await;
    assert!(html.contains("1 new lot<") || html.contains("1 new lot "), "{html}");
    assert!(html.contains("2 changed lots"), "{html}");
    assert_eq!(takes(&seller, &sale, "all").await, 303);
    let titles: Vec<_> = lots(&seller, &sale).await.into_iter().map(|(number, title, _)| (number, title)).collect();
    assert_eq!(titles, [(1, "Una silla".into()), (2, "Una mesa baja".into()), (3, "Un sofá".into())]);
}

/// Where the lots of a sale are said to be, in their order.
async fn countries(who: &Visitor, sale: &str) -> Vec<Value> {
    let mut countries = Vec::new();
    for lot in told(who, sale).await["lots"].as_array().unwrap() {
        let lot = who.gets(&format!("/api/v1/auctions/{}", lot["auction"].as_str().unwrap())).await.with(200).body;
        countries.push(lot["country"].clone());
    }
    countries
}

#[tokio::test]
async fn where_a_lot_is_stays_as_it_is_unless_a_file_or_a_form_says_otherwise() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&seller).await;
    let file = "lot,title,category,starting price,country\n1,A chair,furniture,10,España\n2,A table,furniture,10,jp\n";
    gives(&seller, &sale, file.as_bytes()).await;
    assert_eq!(takes(&seller, &sale, "all").await, 303);
    assert_eq!(countries(&seller, &sale).await, ["ES", "JP"]);
    gives(&seller, &sale, b"lot,title,category,starting price\n1,A tall chair,furniture,11\n").await;
    assert_eq!(takes(&seller, &sale, "all").await, 303);
    assert_eq!(countries(&seller, &sale).await, ["ES", "JP"], "without the column nothing is said of it");
    gives(&seller, &sale, b"lot,title,category,starting price,country\n2,A table,furniture,10,\n").await;
    assert_eq!(takes(&seller, &sale, "all").await, 303);
    assert_eq!(countries(&seller, &sale).await, [Value::from("ES"), Value::Null], "empty for not said");

    let lot = told(&seller, &sale).await["lots"][0]["auction"].as_str().unwrap().to_owned();
    let (_, html) = page(&seller, &format!("{sale}/lots/{lot}")).await;
    assert!(html.contains("<option value=\"ES\" selected>"), "{html}");
    let words = [("title", "A chair"), ("category", "furniture"), ("start", "12"), ("revision", "0")];
    let fields = [&words[..], &[("country", "FR")]].concat();
    led_to(&sends(&seller, &format!("{sale}/lots/{lot}"), &fields).await);
    assert_eq!(countries(&seller, &sale).await[0], "FR");
    let (_, html) =
        gives(&seller, &sale, b"lot,title,category,starting price,country\n3,A lamp,lighting,10,Mars\n").await;
    assert!(html.contains("Choose one of the countries"), "{html}");
}

#[tokio::test]
async fn a_file_too_large_is_refused_with_what_to_do_and_an_endless_one_is_hung_up_on() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&seller).await;
    let (status, html) = gives(&seller, &sale, &vec![b'x'; LARGEST_FILE + 1]).await;
    assert!(status == 422 && html.contains("at most 1024 KiB") && html.contains("two sales"), "{html}");
    let (status, html) = gives(&seller, &sale, &vec![b'x'; LARGEST_FILE_WASTE + 1]).await;
    assert!(status == 413 && html.contains("at most 1024 KiB"), "{html}");
    let (status, html) = gives(&seller, &sale, TWO_LOTS.as_bytes()).await;
    assert!(status == 200 && html.contains("2 new lots"), "{html}");
}

#[tokio::test]
async fn every_mistake_in_a_file_is_told_by_its_line_and_only_good_lines_can_be_taken() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&seller).await;
    let file = "lot,title,category,starting price,reserve\n1,A chair,furniture,10,\n2,x,nowhere,ten,\n3,A lamp,lighting,20,5\n";
    let (_, html) = gives(&seller, &sale, file.as_bytes()).await;
    for text in
        ["2 lines with mistakes", "A title has 3 to 120", "categories", "in figures", "A reserve is at or above"]
    {
        assert!(html.contains(text), "{text} is missing in {html}");
    }
    assert_eq!(takes(&seller, &sale, "all").await, 422);
    assert_eq!(lots(&seller, &sale).await, []);
    assert_eq!(takes(&seller, &sale, "good").await, 303);
    assert_eq!(lots(&seller, &sale).await, [(1, "A chair".into(), 10_00)]);
}

#[tokio::test]
async fn what_is_no_file_of_lots_is_refused_with_what_to_do_and_nobody_elses_sale_is_touched() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&seller).await;
    let (status, html) = gives(&seller, &sale, b"lot;title\n1;Sill\xf3n\n").await;
    assert!(status == 422 && html.contains("UTF-8"), "{html}");
    let (_, html) = gives(&seller, &sale, b"name,price\nA chair,10\n").await;
    assert!(html.contains("This column is missing") && html.contains("No column has this name"), "{html}");
    assert_eq!(takes(&seller, &sale, "good").await, 422);
    let other = house.seller().await;
    assert_eq!(gives(&other, &sale, TWO_LOTS.as_bytes()).await.0, 404);
    let template = other.browses(Method::GET, &format!("{sale}/import/template.csv")).send().await.unwrap();
    assert!(template.text().await.unwrap().starts_with("\u{feff}lot,title,"));
}

#[tokio::test]
async fn a_sale_that_was_changed_after_its_file_was_looked_over_is_left_alone() {
    let house = House::open().await;
    let seller = house.seller().await;
    let sale = a_sale(&seller).await;
    gives(&seller, &sale, TWO_LOTS.as_bytes()).await;
    let (_, html) = page(&seller, &format!("{sale}/import")).await;
    let revision =
        html.split("name=\"revision\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let lamp = [("title", "A lamp"), ("category", "lighting"), ("start", "12.50")];
    led_to(&sends(&seller, &format!("{sale}/lots/new"), &lamp).await);
    let stale = sends(&seller, &format!("{sale}/import/take"), &[("act", "all"), ("revision", &revision)]).await;
    assert_eq!(stale.status(), 409);
    assert_eq!(lots(&seller, &sale).await.len(), 1);
}
