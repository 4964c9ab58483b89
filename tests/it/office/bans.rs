//! Sending somebody out: on every tab, whatever they have open, and whatever way they would bid.

use super::{page, presses};
use crate::support::house::{House, PASSWORD, until};
use crate::support::people::{Admin, Visitor};
use crate::support::socket::Socket;
use crate::support::sse::Sse;
use gavel::domain::{BidKey, Money, Rejection};
use gavel::live::BidRequest;
use gavel::live::inbox::Refused;
use reqwest::Method;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

/// Within so long, whoever is sent away is out on every tab. It takes milliseconds.
const AT_ONCE: Duration = Duration::from_secs(2);

async fn bans(admin: &Admin, who: &Visitor, days: &str) {
    let form = [("days", days), ("reason", "Did not <b>pay</b>, twice.")];
    let (status, text) = presses(admin, &format!("/admin/people/{}/ban", who.id()), &form).await;
    assert_eq!(status, 303, "{text}");
}

#[tokio::test]
async fn whoever_is_banned_is_out_on_every_tab_at_once() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    let lot = house.seller().await.lists().await;
    let mut tabs =
        vec![ann.watches(&lot).await, Socket::open(&ann).await, Socket::offering(&ann, "auction.v1.msgpack").await];
    let mut stream = Sse::open(&ann, &lot, None).await;
    stream.next_of("snapshot").await;
    let (waiting, path) = (ann.clone(), lot.path(&format!("/events?after={}&wait=25", ann.sees(&lot).await["seq"])));
    let poll = tokio::spawn(async move { waiting.gets(&path).await.status });
    let mut bystander = house.bidder("Bo").await.watches(&lot).await;
    bans(&admin, &ann, "").await;
    let out = async {
        for tab in &mut tabs {
            tab.is_closed_with(4001).await;
        }
        stream.until_bye().await;
        poll.await.unwrap();
    };
    assert!(tokio::time::timeout(AT_ONCE, out).await.is_ok(), "something of hers goes on");
    assert_eq!(bystander.bids(&lot, 20_00).await["leading"], true, "nobody else is concerned");
    ann.bids(&lot, 30_00).await.refused(401, "signed_out");
    ann.gets("/api/v1/registrations").await.refused(401, "signed_out");
}

#[tokio::test]
async fn whoever_is_banned_is_out_even_while_their_sessions_cannot_be_written() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    let lot = house.seller().await.lists().await;
    let mut tab = ann.watches(&lot).await;
    let mut stream = Sse::open(&ann, &lot, None).await;
    stream.next_of("snapshot").await;
    let mut held = house.connection().await;
    let holding = format!("begin; select from session where account_id = '{}' for update", ann.id());
    sqlx::raw_sql(sqlx::AssertSqlSafe(holding)).execute(&mut held).await.unwrap();
    let banning = tokio::spawn({
        let ann = ann.clone();
        async move { bans(&admin, &ann, "").await }
    });
    tab.is_closed_with(4001).await;
    stream.until_bye().await;
    assert!(!banning.is_finished(), "their sessions are still to be ended");
    sqlx::raw_sql("rollback").execute(&mut held).await.unwrap();
    banning.await.unwrap();
    assert!(house.store.sessions_of(ann.id()).await.unwrap().is_empty());
}

#[tokio::test]
async fn whoever_was_put_out_and_signs_in_anew_stays() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    let lot = house.seller().await.lists().await;
    let role = [("role", "seller"), ("reason", "Has things to sell.")];
    assert_eq!(presses(&admin, &format!("/admin/people/{}/role", ann.id()), &role).await.0, 303);
    let credentials = json!({"email": ann.email(), "password": PASSWORD});
    let session = house.anon().posts("/api/v1/sessions", credentials).await.with(201).body;
    let ann = ann.with_token(session["token"].as_str().unwrap());
    assert_eq!(ann.watches(&lot).await.bids(&lot, 20_00).await["leading"], true);
    let mut stream = Sse::open(&ann, &lot, None).await;
    assert_eq!(stream.next_of("you").await["standing"], "leading");
}

#[tokio::test]
async fn whoever_is_banned_hears_why_when_they_come_back_and_is_not_let_in() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    bans(&admin, &ann, "7").await;
    let credentials = json!({"email": ann.email(), "password": PASSWORD});
    let refused = house.anon().posts("/api/v1/sessions", credentials.clone()).await.refused(403, "banned");
    assert!(refused.body["detail"].as_str().unwrap().contains("Did not <b>pay</b>, twice."), "{}", refused.body);
    let form = [("email", ann.email()), ("password", PASSWORD)];
    let (status, text) = presses(&house.anon(), "/sign-in", &form).await;
    assert_eq!(status, 403, "{text}");
    assert!(text.contains("Did not &#60;b&#62;pay&#60;/b&#62;, twice."), "{text}");
    let path = format!("/admin/people/{}", ann.id());
    assert!(page(&admin, &path).await.contains("/unban\""));
    assert_eq!(presses(&admin, &format!("{path}/unban"), &[("reason", "")]).await.0, 422, "not without a reason");
    assert_eq!(presses(&admin, &format!("{path}/unban"), &[("reason", "She paid.")]).await.0, 303);
    house.anon().posts("/api/v1/sessions", credentials).await.with(201);
}

#[tokio::test]
async fn a_ban_that_has_run_out_keeps_nobody_out() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    let lot = house.seller().await.lists().await;
    bans(&admin, &ann, "1").await;
    let back = "update account set banned_at = now() - interval '2 days', banned_until = now() - interval '1 day' where id = $1";
    sqlx::query(back).bind(ann.id().0).execute(&mut house.connection().await).await.unwrap();
    let credentials = json!({"email": ann.email(), "password": PASSWORD});
    let token = house.anon().posts("/api/v1/sessions", credentials).await.with(201).body;
    assert!(token["token"].is_string());
    assert!(page(&admin, &format!("/admin/people/{}", ann.id())).await.contains("/ban\""));
    assert_eq!(house.anon().sees(&lot).await["status"], "open");
}

#[tokio::test]
async fn a_bid_that_reaches_the_house_after_a_ban_is_refused_whatever_way_it_came() {
    let house = House::open().await;
    let (seller, admin, ann) = (house.seller().await, house.admin().await, house.bidder("Ann").await);
    let lot = seller.lists().await;
    ann.bids(&lot, 20_00).await.leads();
    bans(&admin, &ann, "").await;
    // As a bid that was under way would: past every door, straight to the auction.
    let bid = BidRequest::new(Money(50_00), BidKey(Uuid::new_v4()));
    let verdict = house.live().bid(house.live().arrive(lot.id), ann.id(), bid).await.unwrap();
    assert!(matches!(verdict, Err(Refused::Rejected(Rejection::Banned))), "{verdict:?}");
    assert_eq!(house.anon().sees(&lot).await["price"], 9_99, "what stands, stands");
    let path = format!("/admin/people/{}", ann.id());
    let offers = async || {
        let shown = page(&admin, &path).await;
        shown.contains("/strike-out\"") && shown.contains("A bentwood chair")
    };
    until("the page has what they bid on", offers).await;
    let form = [("lot", &*lot.id.to_string()), ("reason", "A ban.")];
    assert_eq!(presses(&admin, &format!("{path}/strike-out"), &form).await.0, 303);
    let after = house.anon().sees(&lot).await;
    assert_eq!((&after["price"], &after["bids"]), (&json!(null), &json!(0)), "{after}");
}

#[tokio::test]
async fn nobody_bans_themselves_or_gives_themselves_another_role() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    let own = format!("/admin/people/{}", admin.id());
    assert_eq!(presses(&admin, &format!("{own}/ban"), &[("reason", "Tired.")]).await.0, 403);
    assert_eq!(presses(&admin, &format!("{own}/role"), &[("role", "bidder"), ("reason", "Tired.")]).await.0, 403);
    let path = format!("/admin/people/{}", ann.id());
    for days in ["0", "x", "100000"] {
        assert_eq!(presses(&admin, &format!("{path}/ban"), &[("days", days), ("reason", "R.")]).await.0, 422, "{days}");
    }
    let mut socket = Socket::open(&ann).await;
    assert_eq!(presses(&admin, &format!("{path}/role"), &[("role", "admin"), ("reason", "Joins us.")]).await.0, 303);
    socket.is_closed_with(4001).await;
    let status = ann.browses(Method::GET, "/admin").send().await.unwrap().status().as_u16();
    assert_eq!(status, 303, "she signs in anew before she is an admin");
}
