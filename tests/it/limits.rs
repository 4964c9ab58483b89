//! What is too much is answered by its code, whoever asks and however; and it is nobody else's trouble.

use crate::support::house::{House, until};
use crate::support::people::{Answer, Bidder, Visitor};
use crate::support::socket::{Socket, handshake, refused};
use clap::Parser;
use futures_util::future::join_all;
use gavel::app::Application;
use gavel::config::limits::FLOOD;
use gavel::config::{FORM_UPLOAD, Settings};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use uuid::Uuid;

const SCHOOL: &str = "192.0.2.7";
const ELSEWHERE: &str = "203.0.113.7";

/// A knock at a door behind which there is no place.
async fn is_turned_away(visitor: &Visitor, code: u16) -> Value {
    Socket::knock(visitor).await.is_closed_with(code).await
}

/// What a request for the events of a lot is answered with; an event stream is left open.
async fn watching(visitor: &Visitor, path: &str) -> Response {
    visitor.asks(Method::GET, path).header("accept", "text/event-stream").send().await.unwrap()
}

fn retry_after(response: &Response) -> u64 {
    response.headers()["retry-after"].to_str().unwrap().parse().unwrap()
}

/// Whether somebody is told to come back in half an hour, less what went by since.
fn half_an_hour(told: &Answer) -> bool {
    told.retry_after
        .as_deref()
        .and_then(|wait| wait.parse().ok())
        .is_some_and(|wait: u64| (1_700..=1_800).contains(&wait))
}

#[tokio::test]
async fn one_address_has_so_many_sockets_and_another_is_not_the_worse_for_it() {
    let house = House::with_limits(&["--viewers-per-address", "2"]).await;
    let lot = house.seller().await.lists().await;
    let (here, there) = (house.anon().from(SCHOOL), house.anon().from(ELSEWHERE));
    let (first, _second) = (here.watches(&lot).await, here.watches(&lot).await);
    let bye = is_turned_away(&here, 4004).await;
    assert_eq!((&bye["reason"], &bye["reconnect"]), (&json!("too_many_connections"), &json!(false)));
    there.watches(&lot).await;
    drop(first);
    until("the place is free again", async || house.live().limits().viewers() == 1).await;
    here.watches(&lot).await;
}

#[tokio::test]
async fn one_account_has_so_many_sockets_wherever_it_is() {
    let house = House::with_limits(&["--viewers-per-account", "2"]).await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let _hers = (ann.from(SCHOOL).watches(&lot).await, ann.from(ELSEWHERE).watches(&lot).await);
    is_turned_away(&ann.from("198.51.100.1"), 4004).await;
    bo.from(SCHOOL).watches(&lot).await;
    house.anon().from(SCHOOL).watches(&lot).await;
}

#[tokio::test]
async fn a_full_house_says_when_to_come_back() {
    let house = House::with_limits(&["--viewers", "1"]).await;
    let lot = house.seller().await.lists().await;
    let one = house.anon().from(SCHOOL).watches(&lot).await;
    let elsewhere = house.anon().from(ELSEWHERE);
    let bye = is_turned_away(&elsewhere, 4100).await;
    assert_eq!((&bye["reason"], &bye["reconnect"]), (&json!("overloaded"), &json!(true)));
    assert!(bye["after_ms"].as_u64() >= Some(1_000), "{bye}");
    drop(one);
    until("somebody left", async || house.live().limits().viewers() == 0).await;
    elsewhere.watches(&lot).await;
}

#[tokio::test]
async fn whoever_is_turned_away_takes_no_place_and_hears_nothing_else() {
    let house = House::with_limits(&["--viewers-per-address", "1"]).await;
    let lot = house.seller().await.lists().await;
    let here = house.anon().from(SCHOOL);
    let mut seated = here.watches(&lot).await;
    for _ in 0..20 {
        let mut socket = Socket::knock(&here).await;
        socket.is_closed_with(4004).await;
        assert!(!socket.has_unread(|_| true));
    }
    assert_eq!(house.live().limits().viewers(), 1);
    house.bidder("Ann").await.from(ELSEWHERE).bids(&lot, 12_00).await.leads();
    seated.next_of("event").await;
}

#[tokio::test]
async fn event_streams_and_waiting_polls_take_places_too() {
    let house = House::with_limits(&["--viewers", "2", "--viewers-per-address", "1"]).await;
    let lot = house.seller().await.lists().await;
    let (here, there) = (house.anon().from(SCHOOL), house.anon().from(ELSEWHERE));
    let stream = watching(&here, &lot.path("/events")).await;
    assert_eq!(stream.status(), 200);
    let second = watching(&here, &lot.path("/events")).await;
    assert_eq!((second.status().as_u16(), retry_after(&second)), (429, 10));
    assert_eq!(second.json::<Value>().await.unwrap()["code"], "rate_limited");
    is_turned_away(&here, 4004).await;
    let (path, poll) = (lot.path("/events?after=1&wait=30"), there.clone());
    let poll = tokio::spawn(async move { poll.gets(&path).await });
    until("the poll waits", async || house.live().limits().viewers() == 2).await;
    let third = house.anon().from("198.51.100.1").gets(&lot.path("/events")).await.refused(503, "overloaded");
    assert!(third.retry_after.is_some());
    // Bids take no place.
    house.bidder("Ann").await.from(SCHOOL).bids(&lot, 12_00).await.leads();
    assert_eq!(poll.await.unwrap().with(200).body["seq"], 2);
    until("the poll is over", async || house.live().limits().viewers() == 1).await;
    there.gets(&lot.path("/events")).await.with(200);
}

#[tokio::test]
async fn an_address_that_shakes_hands_too_often_is_told_to_wait() {
    let house = House::with_limits(&["--handshakes", "2/1h"]).await;
    let (here, there) = (house.anon().from(SCHOOL), house.anon().from(ELSEWHERE));
    for _ in 0..2 {
        here.connects().await;
    }
    assert_eq!(refused(handshake(&here, "auction.v1.json")).await, 429);
    let told = here.gets("/ws").await.refused(429, "rate_limited");
    assert!(half_an_hour(&told), "{:?}", told.retry_after);
    there.connects().await;
}

#[tokio::test]
async fn a_socket_that_says_too_much_is_told_and_one_that_goes_on_is_closed() {
    let house = House::with_limits(&["--frames", "3/1h"]).await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    let mut socket = ann.watches(&lot).await;
    assert_eq!(socket.bids(&lot, 12_00).await["type"], "accepted");
    socket.says(json!({"type": "time", "t0": 1})).await;
    socket.next_of("time").await;
    let id = socket.says(json!({"type": "time", "t0": 1})).await;
    let error = socket.next_of("error").await;
    assert_eq!((&error["id"], &error["code"], &error["temporary"]), (&json!(id), &json!("rate_limited"), &json!(true)));
    let (key, bid) = (Uuid::new_v4(), json!({"amount": 20_00}));
    let rejected = socket.bids_with(&lot, key, bid.clone()).await;
    assert_eq!(
        (&rejected["type"], &rejected["key"], &rejected["code"], &rejected["temporary"]),
        (&json!("rejected"), &json!(key.to_string()), &json!("rate_limited"), &json!(true))
    );
    let mut other = ann.watches(&lot).await;
    let accepted = other.bids_with(&lot, key, bid).await;
    assert_eq!((&accepted["type"], &accepted["duplicate"]), (&json!("accepted"), &json!(false)), "it had no effect");
    for _ in 2..FLOOD {
        socket.sends("{").await;
    }
    assert_eq!(socket.is_closed_with(4000).await["reconnect"], false);
}

#[tokio::test]
async fn pings_are_frames_too() {
    let house = House::with_limits(&["--frames", "3/1h"]).await;
    let lot = house.seller().await.lists().await;
    let mut socket = house.anon().watches(&lot).await;
    for _ in 0..2 + FLOOD {
        socket.pings().await;
    }
    socket.is_closed_with(4000).await;
}

#[tokio::test]
async fn an_account_bids_so_often_over_every_transport_together() {
    let house = House::with_limits(&["--bids", "3/1h"]).await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let mut socket = ann.watches(&lot).await;
    assert_eq!(socket.bids(&lot, 12_00).await["type"], "accepted");
    ann.from(ELSEWHERE).bids(&lot, 13_00).await.leads();
    assert_eq!(form(&ann, &lot.id.to_string(), "14.00").await.status(), 303);

    let rejected = socket.bids(&lot, 20_00).await;
    assert_eq!((&rejected["code"], &rejected["temporary"]), (&json!("rate_limited"), &json!(true)), "{rejected}");
    let told = ann.from(ELSEWHERE).bids(&lot, 20_00).await.refused(429, "rate_limited");
    assert_eq!((told.body["temporary"].as_bool(), told.retry_after.as_deref()), (Some(true), Some("1200")));
    let page = form(&ann, &lot.id.to_string(), "20.00").await;
    assert_eq!((page.status().as_u16(), retry_after(&page)), (429, 1200));
    let page = page.text().await.unwrap();
    assert!(page.contains("faster than the house takes bids") && page.contains("Confirm"), "{page}");

    let seen = ann.sees(&lot).await;
    assert_eq!((&seen["seq"], &seen["you"]["maximum"]), (&json!(4), &json!(14_00)), "the others had no effect");
    bo.bids(&lot, 30_00).await.leads();
}

/// A bid by the plain form, confirmed.
async fn form(bidder: &Bidder, lot: &str, amount: &str) -> Response {
    let fields = [("amount", amount), ("key", &Uuid::new_v4().to_string()), ("confirmed", "yes")];
    bidder.browses(Method::POST, &format!("/auctions/{lot}/bid")).form(&fields).send().await.unwrap()
}

#[tokio::test]
async fn a_bid_that_came_too_fast_is_taken_later_with_the_same_key() {
    let house = House::with_limits(&["--bids", "1/2s"]).await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    let (key, bid) = (Uuid::new_v4(), json!({"amount": 50_00}));
    // Presses until one is too fast, however slow this machine is.
    let told = async || -> Answer { ann.bids_with(&lot, key, bid.clone()).await };
    let mut raise = 20_00;
    while ann.bids(&lot, raise).await.status != 429 {
        raise += 1;
    }
    until("it is taken", async || told().await.is_accepted()).await;
    until("it is told again", async || told().await.body["duplicate"] == true).await;
}

#[tokio::test]
async fn a_password_is_tried_only_so_often_from_one_address() {
    let house = House::with_limits(&["--sign-ins-per-account", "2/1h", "--sign-ins", "4/1h"]).await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let (rival, home) = (house.anon().from(SCHOOL), house.anon().from(ELSEWHERE));
    let tries = async |from: &Visitor, who: &Visitor, password: &str| {
        from.posts("/api/v1/sessions", json!({"email": who.email(), "password": password})).await
    };
    let right = crate::support::house::PASSWORD;
    for _ in 0..2 {
        tries(&rival, &ann, "a wrong password").await.refused(401, "wrong_credentials");
    }
    let told = tries(&rival, &ann, right).await.refused(429, "rate_limited");
    assert!(half_an_hour(&told), "{:?}", told.retry_after);
    tries(&rival, &bo, right).await.with(201);
    tries(&rival, &bo, right).await.refused(429, "rate_limited");
    let fields = [("email", bo.email()), ("password", right)];
    let page = rival.browses(Method::POST, "/sign-in").form(&fields).send().await.unwrap();
    assert_eq!(page.status(), 429);
    assert!(page.text().await.unwrap().contains("Wait a minute"));
    tries(&home, &ann, right).await.with(201);
}

#[tokio::test]
async fn one_address_registers_so_many_and_mistakes_do_not_count() {
    let house = House::with_limits(&["--registrations", "1/1h"]).await;
    let (here, there) = (house.anon().from(SCHOOL), house.anon().from(ELSEWHERE));
    let registers = async |from: &Visitor, name: &str, password: &str| {
        let person = json!({"email": format!("{name}@example.org"), "name": name, "password": password});
        from.posts("/api/v1/accounts", person).await
    };
    registers(&here, "ann", "short").await.refused(422, "invalid");
    registers(&here, "ann", "correct horse battery").await.with(201);
    registers(&here, "bo", "correct horse battery").await.refused(429, "rate_limited");
    registers(&there, "bo", "correct horse battery").await.with(201);
}

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

#[actix_web::test]
async fn a_house_without_limits_listens_on_loopback_only() {
    let flags = ["gavel", "--listen", "0.0.0.0:0", "--rate-limits", "off"];
    let refused = Application::build(Flags::try_parse_from(flags).unwrap().settings).await;
    let why = refused.err().map(|error| error.to_string()).unwrap();
    assert!(why.contains("--rate-limits off") && why.contains("loopback"), "{why}");
}

#[tokio::test]
async fn off_lifts_every_limit_that_is_set() {
    let tiny = ["--viewers", "0", "--viewers-per-address", "0", "--viewers-per-account", "0", "--rate-limits", "off"];
    let rates = ["--handshakes", "1/24h", "--frames", "1/24h", "--bids", "1/24h", "--sign-ins", "1/24h"];
    let house = House::with_limits(&[&rates[..], &tiny[..]].concat()).await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    for round in 1..=3 {
        let mut socket = ann.watches(&lot).await;
        for step in 0..5 {
            assert_eq!(socket.bids(&lot, round * 20_00 + step).await["type"], "accepted");
        }
        assert_eq!(house.live().limits().viewers(), 1);
        drop(socket);
        until("the socket is gone", async || house.live().limits().viewers() == 0).await;
    }
}

#[tokio::test]
async fn words_are_searched_for_only_so_often_and_everything_else_of_the_catalogue_is_not_counted() {
    let house = House::with_limits(&["--searches", "3/1h"]).await;
    let (here, there) = (house.anon().from(SCHOOL), house.anon().from(ELSEWHERE));
    let looks = async |who: &Visitor, path: &str| who.browses(Method::GET, path).send().await.unwrap();
    for path in ["/?q=chair", "/c/furniture?q=chair", "/feed.atom?q=chair"] {
        assert_eq!(looks(&here, path).await.status(), 200, "{path}");
    }
    let refused = looks(&here, "/?q=table").await;
    assert_eq!(refused.status(), 429);
    assert!(retry_after(&refused) > 1_000, "an hour for three");
    assert!(refused.text().await.unwrap().contains("searched for too often"));
    here.gets("/api/v1/auctions?q=table").await.refused(429, "rate_limited");
    for path in ["/", "/?category=furniture", "/c/furniture"] {
        assert_eq!(looks(&here, path).await.status(), 200, "{path}");
    }
    here.gets("/api/v1/auctions").await.with(200);
    assert_eq!(looks(&there, "/?q=table").await.status(), 200);
}

#[tokio::test]
async fn a_registration_counts_once_its_password_has_to_be_judged() {
    let house = House::with_limits(&["--registrations", "2/1h"]).await;
    let anon = house.anon();
    let asks = async |password: &str| {
        let typed = json!({"email": "nell@example.org", "name": "Nell", "password": password});
        anon.posts("/api/v1/accounts", typed).await
    };
    for _ in 0..2 {
        asks("password1234").await.refused(422, "invalid");
    }
    asks("password1234").await.refused(429, "rate_limited");
}

#[tokio::test]
async fn an_address_at_the_edge_of_time_is_nobodys_trouble() {
    let house = House::open().await;
    let seller = house.seller().await;
    for year in ["-4800", "%2B262142"] {
        let place = format!("{year}-01-01T00:00:00Z_{}", Uuid::nil());
        seller.gets(&format!("/api/v1/sales?cursor={place}")).await.refused(400, "malformed");
        let desk = seller.browses(Method::GET, &format!("/sell?after={place}")).send().await.unwrap();
        assert_eq!(desk.status(), 200, "{year}");
    }
    let edges = [("+262142-12-31T23:59", "America/Los_Angeles"), ("-262143-01-01T00:00", "Pacific/Apia")];
    for (ends_at, zone) in edges {
        let form = [("ends_at", ends_at), ("zone", zone)];
        let judged = seller.browses(Method::POST, "/sell/validate").form(&form).send().await.unwrap();
        assert!(judged.status().is_success(), "{ends_at}: {}", judged.status());
    }
}

/// What is answered to a request that promises a hundred bytes and sends three.
async fn stalls(house: &House, path: &str, head: &str) -> String {
    let mut line = TcpStream::connect(house.address()).await.unwrap();
    let request = format!("POST {path} HTTP/1.1\r\nhost: gavel\r\ncontent-length: 100\r\n{head}\r\n\r\na=b");
    line.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    while !answer.windows(2).any(|end| end == b"\r\n") {
        assert!(line.read_buf(&mut answer).await.unwrap() > 0, "hung up on");
    }
    String::from_utf8(answer).unwrap().lines().next().unwrap().to_owned()
}

#[tokio::test]
async fn whoever_promises_a_form_and_does_not_send_it_is_told_so_whatever_reads_it() {
    let house = House::open().await;
    let bearer = format!("authorization: Bearer {}", house.bidder("Ann").await.token().unwrap());
    let form = "content-type: application/x-www-form-urlencoded";
    let own = format!("{form}\r\nsec-fetch-site: same-origin");
    let files = "content-type: multipart/form-data; boundary=b";
    let json = "content-type: application/json";
    let document = format!("{json}\r\n{bearer}");
    let everything = [
        ("/language", form),
        ("/language", &own),
        ("/language", files),
        ("/api/v1/sessions", json),
        ("/api/v1/auctions", &document),
    ];
    let told = join_all(everything.map(|(path, head)| timeout(4 * FORM_UPLOAD, stalls(&house, path, head)))).await;
    for (told, asked) in told.into_iter().zip(everything) {
        assert_eq!(told.as_deref(), Ok("HTTP/1.1 408 Request Timeout"), "{asked:?}");
    }
}
