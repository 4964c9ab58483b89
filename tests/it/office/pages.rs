//! What the house's pages show, and what is written down about their acts.

use super::{looks_at, page, presses};
use crate::support::house::House;
use crate::support::people::{Admin, Lot, Seller, Visitor};
use chrono::{TimeDelta, Utc};
use gavel::domain::AuctionId;
use gavel::store::accounts::Shown;
use gavel::store::audit::{DeedFilter, Officer};
use gavel::store::sessions::Origin;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

const PAGES: [&str; 12] = [
    "/admin",
    "/admin/sales",
    "/admin/registrations",
    "/admin/people",
    "/admin/reports",
    "/admin/signals",
    "/admin/strikes",
    "/admin/tariffs",
    "/admin/categories",
    "/admin/mail",
    "/admin/audit",
    "/admin/health",
];

#[tokio::test]
async fn the_houses_pages_are_for_its_people_alone_in_either_language() {
    let house = House::open().await;
    let (admin, seller) = (house.admin().await, house.seller().await);
    seller.lists().await;
    for path in PAGES {
        assert!(page(&admin, path).await.contains("aria-current=\"page\">"), "{path}");
        let spanish = admin.browses(Method::GET, path).header("accept-language", "es").send().await.unwrap();
        let spanish = spanish.text().await.unwrap();
        assert!(spanish.contains("<html lang=\"es\"") && spanish.contains(">Admisiones"), "{path}: {spanish}");
        assert_eq!(looks_at(&seller, path).await.0, 403, "{path}");
        assert_eq!(looks_at(&house.anon(), path).await.0, 303, "{path}");
    }
}

#[tokio::test]
async fn auctions_are_found_by_words_and_state_and_acted_on_with_a_reason() {
    let house = House::open().await;
    let (admin, seller) = (house.admin().await, house.seller().await);
    let chair = seller.lists().await;
    let table = seller.lists_as(json!({"title": "A walnut table"})).await;
    let found = page(&admin, "/admin?text=walnut").await;
    assert!(found.contains("A walnut table") && !found.contains("A bentwood chair"), "{found}");
    let halt = format!("/admin/auctions/{}/halt", chair.id);
    assert_eq!(presses(&admin, &halt, &[("reason", " ")]).await.0, 422);
    assert_eq!(presses(&admin, &halt, &[("reason", "A lost phone line.")]).await.0, 303);
    let halted = page(&admin, "/admin?state=halted").await;
    assert!(halted.contains("A bentwood chair") && !halted.contains("A walnut table"), "{halted}");
    assert_eq!(house.anon().sees(&chair).await["status"], "halted");
    let audit = page(&admin, "/admin/audit?kind=auction").await;
    assert!(audit.contains("A lost phone line.") && audit.contains("127.0.0.1"), "{audit}");
    assert_eq!(house.anon().sees(&table).await["status"], "open");
}

#[tokio::test]
async fn nobody_acts_for_the_house_where_they_sell_or_bid() {
    let house = House::open().await;
    let (ada, ida) = (house.admin().await, house.admin().await);
    let seller = house.seller().await;
    let lot = seller.lists().await;
    ada.bids(&lot, 20_00).await.leads();
    for act in ["cancel", "halt", "close"] {
        let (status, text) = presses(&ada, &format!("/admin/auctions/{}/{act}", lot.id), &[("reason", "R.")]).await;
        assert!(status == 403 && text.contains("somebody else of the house"), "{act}: {text}");
        ada.acts(&lot, act).await.refused(403, "forbidden");
    }
    let own = lists(&ida).await;
    for act in ["halt", "close"] {
        assert_eq!(presses(&ida, &format!("/admin/auctions/{own}/{act}"), &[("reason", "R.")]).await.0, 403, "{act}");
    }
    let link = format!("/admin/people/{}/link", ida.id());
    assert_eq!(presses(&ada, &link, &[("email", seller.email()), ("reason", "One household.")]).await.0, 303);
    ida.acts(&lot, "halt").await.refused(403, "forbidden");
}

/// Says something in a lot's room, and gives back its number.
async fn says(who: &Visitor, lot: &Lot, text: &str) -> String {
    let request = who.asks(Method::POST, &lot.path("/room")).header("idempotency-key", Uuid::new_v4().to_string());
    let said: Value = request.json(&json!({ "text": text })).send().await.unwrap().json().await.unwrap();
    said["seq"].to_string()
}

/// An admin's own lot, on sale.
async fn lists(who: &Admin) -> AuctionId {
    let id = who.posts("/api/v1/auctions", Seller::a_chair()).await.with(201).body["id"].as_str().unwrap().to_owned();
    who.posts(&format!("/api/v1/auctions/{id}/publish"), json!({})).await.with(200);
    id.parse().unwrap()
}

#[tokio::test]
async fn every_act_is_in_the_audit_once_and_nothing_there_is_ever_changed() {
    let house = House::open().await;
    let (admin, ann, seller) = (house.admin().await, house.bidder("Ann").await, house.seller().await);
    let lot = seller.lists_as(json!({"approval": "approved"})).await;
    let person = format!("/admin/people/{}", ann.id());
    presses(&admin, &format!("{person}/limit"), &[("currency", "EUR"), ("limit", "20"), ("reason", "New.")]).await;
    let registration = ann.posts(&lot.path("/registration"), json!({})).await.with(201).body;
    let id = registration["id"].as_str().unwrap();
    admin.posts(&format!("/api/v1/registrations/{id}/approve"), json!({})).await.with(200);
    ann.bids(&lot, 15_00).await.leads();
    let seq = ann.sees(&lot).await["seq"].to_string();
    let void = format!("/admin/auctions/{}/void", lot.id);
    assert_eq!(presses(&admin, &void, &[("seq", &seq), ("reason", "A slip.")]).await.0, 303);
    let hidden = says(&ann, &lot, "Very rude.").await;
    admin.posts(&lot.path(&format!("/room/{hidden}/hide")), json!({"reason": "Not here."})).await.with(204);
    let deeds = house.store.deeds(&DeedFilter { limit: 50, ..DeedFilter::default() }).await.unwrap();
    let acts: Vec<&str> = deeds.iter().rev().map(|deed| deed.act.as_str()).collect();
    assert_eq!(acts, ["limit", "approve", "voided", "hidden"]);
    assert!(deeds.iter().all(|deed| deed.by == admin.id()), "{deeds:?}");
    let limit = deeds.last().unwrap();
    assert_eq!((&*limit.why, &*limit.what, &*limit.address), ("New.", "EUR 20.00", "127.0.0.1"), "{limit:?}");
    assert_eq!(deeds[1].address, "127.0.0.1", "a ledger's act comes from somewhere, too");
    for statement in ["update audit set why = ''", "delete from audit", "truncate audit"] {
        let refused = sqlx::query(statement).execute(&mut house.connection().await).await;
        assert!(refused.is_err(), "{statement}");
    }
}

#[tokio::test]
async fn the_audit_goes_on_from_page_to_page_without_a_gap() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    let by = Officer { account: admin.id(), address: "192.0.2.1".into() };
    for _ in 0..3 {
        house.store.set_limits(ann.id(), &[], &by).await.unwrap();
    }
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let filter = DeedFilter { after, limit: 1, ..DeedFilter::default() };
        let Some(deed) = house.store.deeds(&filter).await.unwrap().pop() else { break };
        after = Some((deed.at, deed.id.clone()));
        seen.push(deed.id);
    }
    assert_eq!(seen.len(), 3);
    seen.dedup();
    assert_eq!(seen.len(), 3, "each once");
}

#[tokio::test]
async fn people_are_found_by_name_address_role_and_ban() {
    let house = House::open().await;
    let (admin, ann, bo) = (house.admin().await, house.bidder("Ann O’Hara").await, house.bidder("Bo_50%").await);
    let found = page(&admin, "/admin/people?text=o%E2%80%99har").await;
    assert!(found.contains(ann.email()) && !found.contains(bo.email()), "{found}");
    assert!(page(&admin, "/admin/people?text=_50%25").await.contains(bo.email()));
    let admins = page(&admin, "/admin/people?only=admin").await;
    assert!(admins.contains(admin.email()) && !admins.contains(ann.email()));
    presses(&admin, &format!("/admin/people/{}/ban", bo.id()), &[("reason", "R.")]).await;
    let banned = page(&admin, "/admin/people?only=banned").await;
    assert!(banned.contains(bo.email()) && banned.contains("× Banned") && !banned.contains(ann.email()));
}

#[tokio::test]
async fn what_is_reported_is_looked_at_and_a_message_hidden_in_the_same_press() {
    let house = House::open().await;
    let (admin, ann, bo) = (house.admin().await, house.bidder("Ann").await, house.bidder("Bo").await);
    let lot = house.seller().await.lists().await;
    let seq = says(&bo, &lot, "Mine is <better>").await;
    let form = format!("/auctions/{}/report", lot.id);
    assert_eq!(looks_at(&house.anon(), &form).await.0, 303, "whoever is not signed in is led to that");
    assert!(page(&ann, &form).await.contains("Mine is &#60;better&#62;"));
    assert_eq!(presses(&ann, &form, &[("about", &seq), ("reason", "")]).await.0, 422);
    assert_eq!(presses(&ann, &form, &[("about", "99"), ("reason", "R.")]).await.0, 404);
    for _ in 0..2 {
        assert_eq!(presses(&ann, &form, &[("about", &seq), ("reason", "He sells here.")]).await.0, 303);
    }
    assert_eq!(presses(&ann, &form, &[("about", "lot"), ("reason", "It is a copy.")]).await.0, 303);
    let queue = page(&admin, "/admin/reports").await;
    assert_eq!(queue.matches("He sells here.").count(), 1, "told twice, it is there once: {queue}");
    let id = queue.split("/admin/reports/").find_map(|rest| rest.split_once("/hide\"")).unwrap().0.to_owned();
    assert_eq!(presses(&admin, &format!("/admin/reports/{id}/hide"), &[("reason", "An advertisement.")]).await.0, 303);
    let room = page(&ann, &format!("/auctions/{}", lot.id)).await;
    assert!(room.contains("An advertisement.") && !room.contains("Mine is"), "{room}");
    let queue = page(&admin, "/admin/reports").await;
    assert!(queue.contains("✓ Acted on") && queue.contains("It is a copy."), "{queue}");
}

#[tokio::test]
async fn rates_are_written_in_versions_and_of_two_changes_at_once_one_is_told() {
    let house = House::open().await;
    let admin = house.admin().await;
    let new =
        [("kind", "premium"), ("name", "Usual"), ("currency", "EUR"), ("rows", "25; 1000: 20"), ("reason", "New.")];
    assert_eq!(presses(&admin, "/admin/tariffs", &new).await.0, 303);
    let tariff = house.store.tariffs().await.unwrap().pop().unwrap();
    let change = format!("/admin/tariffs/{}/change", tariff.id.0);
    let with = |rows: &'static str| {
        [
            ("kind", "premium"),
            ("name", "Usual"),
            ("currency", "EUR"),
            ("rows", rows),
            ("version", "1"),
            ("reason", "R."),
        ]
    };
    assert_eq!(presses(&admin, &change, &with("26")).await.0, 303);
    let (status, text) = presses(&admin, &change, &with("27")).await;
    assert!(status == 422 && text.contains("changed it meanwhile"), "{text}");
    assert_eq!(presses(&admin, &change, &with("250")).await.0, 422, "no premium is more than all of it");
    let tariff = house.store.tariffs().await.unwrap().pop().unwrap();
    assert_eq!((tariff.version, &*tariff.rows_text()), (2, "26"));
    let retire = format!("/admin/tariffs/{}/retire", tariff.id.0);
    assert_eq!(presses(&admin, &retire, &[("reason", "Too dear.")]).await.0, 303);
    assert!(house.store.tariffs().await.unwrap().pop().unwrap().retired);
}

#[tokio::test]
async fn two_who_share_an_address_are_a_signal_and_nothing_follows_from_it() {
    let house = House::open().await;
    let (admin, ann, bo, seller) =
        (house.admin().await, house.bidder("Ann").await, house.bidder("Bo").await, house.seller().await);
    let lot = seller.lists().await;
    ann.bids(&lot, 20_00).await.leads();
    bo.bids(&lot, 30_00).await.leads();
    for (who, address) in [(&*ann, "192.0.2.7"), (&*seller, "192.0.2.7"), (&*bo, "192.0.2.8")] {
        let ends_at = Utc::now() + TimeDelta::hours(1);
        let from = Origin::new(address, "A browser");
        let password_hash = house.store.password_hash(who.id()).await.unwrap().unwrap();
        let shown = Shown { password_hash, code: false };
        house.store.open_session(who.id(), &shown, &rand::random(), ends_at, &from).await.unwrap().unwrap();
    }
    let shown = page(&admin, "/admin/signals").await;
    assert!(shown.contains("192.0.2.7") && shown.contains("A family, an office"), "{shown}");
    assert!(!shown.contains("192.0.2.8") && !shown.contains(&bo.id().to_string()), "{shown}");
    ann.bids(&lot, 40_00).await.leads();
    assert_eq!(house.store.sweep_traces(Utc::now() + TimeDelta::hours(1)).await.unwrap(), 3);
    assert!(!page(&admin, "/admin/signals").await.contains("192.0.2.7"));
}

#[tokio::test]
async fn figures_are_for_the_machine_itself_and_for_nobody_who_comes_through_a_proxy() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let _watching = house.bidder("Ann").await.watches(&lot).await;
    let text = house.anon().browses(Method::GET, "/metrics").send().await.unwrap().text().await.unwrap();
    for line in ["gavel_up 1", "gavel_viewers 1", "gavel_auctions_awake 1", "# TYPE gavel_events_total counter"] {
        assert!(text.contains(line), "{line} is missing in {text}");
    }
    let from_outside = house.anon().browses(Method::GET, "/metrics").header("x-forwarded-for", "192.0.2.1");
    assert_eq!(from_outside.send().await.unwrap().status().as_u16(), 404);
    let admin = house.admin().await;
    let health = page(&admin, "/admin/health").await;
    assert!(health.contains("synchronous_commit") && health.contains("PostgreSQL"), "{health}");
}
