//! Why the house decided so: asked for with every act, kept, and told to whom it concerns.

use super::{page, presses};
use crate::support::house::{House, until};
use crate::support::people::{Admin, Lot, Visitor};
use gavel::store::audit::{Deed, DeedFilter};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

async fn deeds(house: &House) -> Vec<Deed> {
    house.store.deeds(&DeedFilter { limit: 50, ..DeedFilter::default() }).await.unwrap()
}

#[tokio::test]
async fn an_approval_and_what_becomes_of_a_deposit_have_reasons_and_the_bidder_is_told() {
    let house = House::open().await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    let lot = house.seller().await.lists_as(json!({"approval": "approved"})).await;
    let registration = ann.posts(&lot.path("/registration"), json!({})).await.with(201).body;
    let at = format!("/admin/registrations/{}", registration["id"].as_str().unwrap());
    for act in ["approve", "deposit", "refuse"] {
        let (status, text) = presses(&admin, &format!("{at}/{act}"), &[("state", "none")]).await;
        assert!(status == 422 && text.contains("Say why"), "{act}: {text}");
    }
    let approve = [("deposit", "200"), ("reason", "Known to <us> for years.")];
    assert_eq!(presses(&admin, &format!("{at}/approve"), &approve).await.0, 303);
    let held = [("state", "held"), ("reason", "By bank, on Monday.")];
    assert_eq!(presses(&admin, &format!("{at}/deposit"), &held).await.0, 303);
    let deeds = deeds(&house).await;
    let said: Vec<_> = deeds.iter().rev().map(|deed| (&*deed.act, &*deed.why)).collect();
    assert_eq!(said, [("approve", "Known to <us> for years."), ("deposit", "By bank, on Monday.")]);
    assert!(page(&admin, "/admin/registrations").await.contains("Known to &#60;us&#62; for years."));
    let lot_page = page(&ann, &format!("/auctions/{}", lot.id)).await;
    assert!(lot_page.contains("Known to &#60;us&#62; for years."), "{lot_page}");
    until("a letter says why", async || {
        let letters = house.mails().iter().map(|mail| std::fs::read_to_string(mail).unwrap()).collect::<String>();
        letters.contains("for years.")
    })
    .await;
}

/// Says something in a lot's room, and gives back its number.
async fn says(who: &Visitor, lot: &Lot, text: &str) -> u64 {
    let request = who.asks(Method::POST, &lot.path("/room")).header("idempotency-key", Uuid::new_v4().to_string());
    let said: Value = request.json(&json!({ "text": text })).send().await.unwrap().json().await.unwrap();
    said["seq"].as_u64().unwrap()
}

async fn shows_again(admin: &Admin, lot: &Lot, seq: u64, reason: &str) -> u16 {
    presses(admin, &format!("/admin/rooms/{}/{seq}/show", lot.id), &[("reason", reason)]).await.0
}

#[tokio::test]
async fn what_was_hidden_is_shown_again_with_a_reason_and_can_be_hidden_anew() {
    let house = House::open().await;
    let (admin, ann, seller) = (house.admin().await, house.bidder("Ann").await, house.seller().await);
    let lot = seller.lists().await;
    let seq = says(&ann, &lot, "Is the <seat> new?").await;
    let hide = lot.path(&format!("/room/{seq}/hide"));
    seller.posts(&hide, json!({"reason": "A slip of mine."})).await.with(204);
    let here = format!("/auctions/{}", lot.id);
    assert!(!page(&house.anon(), &here).await.contains("Is the &#60;seat&#62; new?"));
    let queue = page(&admin, "/admin/reports").await;
    assert!(queue.contains("Is the &#60;seat&#62; new?") && queue.contains("A slip of mine."), "{queue}");
    assert_eq!(shows_again(&admin, &lot, seq, " ").await, 422, "not without a reason");
    assert_eq!(shows_again(&admin, &lot, seq, "A fair question.").await, 303);
    assert!(page(&house.anon(), &here).await.contains("Is the &#60;seat&#62; new?"));
    assert!(page(&admin, "/admin/reports").await.contains("Nothing is hidden."));
    assert_eq!(shows_again(&admin, &lot, seq, "Again.").await, 422, "it is not hidden any more");
    let [shown] = &deeds(&house).await[..] else { panic!("one act") };
    assert_eq!((&*shown.act, &*shown.what, &*shown.why), ("shown_again", &*seq.to_string(), "A fair question."));
    seller.posts(&hide, json!({"reason": "No slip."})).await.with(204);
    assert!(!page(&house.anon(), &here).await.contains("Is the &#60;seat&#62; new?"));
}

#[tokio::test]
async fn nobody_shows_again_what_they_said_themselves() {
    let house = House::open().await;
    let (ada, ida) = (house.admin().await, house.admin().await);
    let lot = house.seller().await.lists().await;
    let seq = says(&ada, &lot, "Mine is cheaper.").await;
    ida.posts(&lot.path(&format!("/room/{seq}/hide")), json!({"reason": "An advertisement."})).await.with(204);
    assert_eq!(shows_again(&ada, &lot, seq, "It is.").await, 403);
    assert_eq!(shows_again(&ida, &lot, seq, "It was none.").await, 303);
}
