//! Lots that somebody keeps an eye on.

use super::{page, submits};
use crate::support::house::{House, until};
use crate::support::people::Answer;
use chrono::TimeDelta;
use reqwest::Method;

async fn sends(request: reqwest::RequestBuilder) -> u16 {
    Answer::try_of(request).await.unwrap().status
}

#[tokio::test]
async fn a_heart_is_pressed_and_let_go_by_form_and_by_program_alike() {
    let house = House::open().await;
    let (ann, seller) = (house.bidder("Ann").await, house.seller().await);
    let lot = seller.lists().await;
    let at = format!("/auctions/{}", lot.id);
    let (_, before) = page(&ann, &at).await;
    assert!(before.contains(&format!("action=\"{at}/watch\"")), "{before}");
    let press = ann.browses(Method::POST, &format!("{at}/watch")).header("referer", format!("http://house{at}"));
    let answer = press.send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()), (303, at.as_str()));
    let (_, after) = page(&ann, &at).await;
    assert!(after.contains(&format!("action=\"{at}/unwatch\"")) && after.contains("<span id=\"watching\">1</span>"));
    assert!(page(&ann, "/watching").await.1.contains("A bentwood chair"));
    let watches = ann.gets("/api/v1/watches").await.with(200).body;
    assert_eq!(watches["auctions"][0]["auction"], lot.id.to_string());
    assert_eq!(house.store.hearts(lot.id).await.unwrap(), 1);
    assert!(page(&seller, &at).await.1.contains("1 person watches this lot"), "its seller is told how many");
    assert!(!after.contains("person watches"), "and nobody else");

    for _ in 0..2 {
        assert_eq!(sends(ann.asks(Method::DELETE, &lot.path("/watch"))).await, 204, "done twice, it is done");
    }
    assert!(page(&ann, "/watching").await.1.contains("not watching anything"));
    for _ in 0..2 {
        assert_eq!(sends(ann.asks(Method::PUT, &lot.path("/watch"))).await, 204);
    }
    assert_eq!(submits(&ann, &format!("{at}/unwatch"), &[]).await.0, 303);
    assert_eq!(house.store.hearts(lot.id).await.unwrap(), 0);
}

#[tokio::test]
async fn nobody_watches_a_draft_and_nobody_at_all_who_is_not_signed_in() {
    let house = House::open().await;
    let (seller, ann) = (house.seller().await, house.bidder("Ann").await);
    let draft = seller.drafts(crate::support::people::Seller::a_chair()).await;
    assert_eq!(sends(ann.asks(Method::PUT, &draft.path("/watch"))).await, 404);
    let lot = seller.lists().await;
    assert_eq!(sends(house.anon().asks(Method::PUT, &lot.path("/watch"))).await, 401);
    let (status, to, _) = submits(&house.anon(), &format!("/auctions/{}/watch", lot.id), &[]).await;
    assert!(status == 303 && to.starts_with("/sign-in"), "{to}");
}

#[tokio::test]
async fn whoever_watches_a_lot_is_told_once_that_it_ends_soon() {
    let house = House::open().await;
    let (seller, ann) = (house.seller().await, house.bidder("Ann").await);
    let soon = house.lot_of(&seller, TimeDelta::seconds(-1), TimeDelta::minutes(8)).await;
    let later = house.lot_of(&seller, TimeDelta::seconds(-1), TimeDelta::hours(2)).await;
    for lot in [&soon, &later] {
        until("it is open", async || ann.sees(lot).await["status"] == "open").await;
        assert_eq!(sends(ann.asks(Method::PUT, &lot.path("/watch"))).await, 204);
    }
    let notices = async || ann.gets("/api/v1/notices").await.with(200).body["notices"].as_array().unwrap().clone();
    until("they are told", async || !notices().await.is_empty()).await;
    // The end moves, as a late bid or an outage would move it: it is the same end.
    let moved = "update auction set ends_at = ends_at + interval '1 minute' where id = $1";
    sqlx::query(moved).bind(soon.id.0).execute(&mut house.connection().await).await.unwrap();
    assert!(house.store.tell_what_ends_soon(house.live().now()).await.unwrap().is_empty());
    let [told] = notices().await.try_into().unwrap();
    assert_eq!((&told["kind"], &told["href"]), (&"ending_soon".into(), &format!("/auctions/{}", soon.id).into()));
}
