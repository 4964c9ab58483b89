//! Hiding and muting: at once, for everybody, by whoever may and nobody else.

use super::talkers::*;
use crate::support::house::House;
use gavel::store::rooms::{Kind, Office, Saying, Speaker, Text};
use serde_json::{Value, json};
use uuid::Uuid;

/// Stands nowhere in the house but where it was said.
const CANARY: &str = "canary-7f3a9c";

#[tokio::test]
async fn what_is_hidden_vanishes_live_and_for_good_and_its_reason_stands_in_its_place() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.lists().await;
    let (ann, bo, anon) = (house.bidder("Ann").await, house.bidder("Bo").await, house.anon());
    let mut his = bo.connects().await;
    let (snapshot, _) = his.subscribes(&channel(&lot)).await;
    says(&ann, &lot, &format!("Buy at {CANARY}.example")).await.with(201);
    says(&bo, &lot, "Hm.").await.with(201);
    his.next_events(2).await;
    hides(&seller, &lot, 1, " Somebody else's\nshop ").await.with(204);
    let event = his.next_of("event").await;
    assert_eq!((&event["seq"], &event["body"]["kind"]), (&json!(3), &json!("hidden")), "{event}");
    let told = json!({"about": 1, "by": "seller", "reason": "Somebody else's shop"});
    assert_eq!(event["body"]["data"], told);

    let mut late = anon.connects().await;
    let mut back = bo.connects().await;
    late.subscribes(&channel(&lot)).await;
    back.resumes(&channel(&lot), &snapshot["epoch"], 0).await;
    back.next_events(3).await;
    let seen = [
        json!(late.heard).to_string(),
        json!(back.heard).to_string(),
        sees(&anon, &lot).await.to_string(),
        bo.gets(&lot.path("/room?before=99")).await.with(200).body.to_string(),
        page(&anon, &lot, "").await,
        page(&bo, &lot, "?before=9").await,
    ];
    for text in &seen {
        assert!(!text.contains(CANARY) && text.contains("shop"), "{text}");
    }
    assert!(seen[4].contains("hidden: Somebody else"));
    let message = &sees(&anon, &lot).await["messages"][0];
    assert_eq!((&message["text"], &message["author"]), (&Value::Null, &json!("g1")));
    assert_eq!(message["hidden"], json!({"by": "seller", "reason": "Somebody else's shop"}));
}

#[tokio::test]
async fn the_author_and_who_moderates_go_on_seeing_what_is_hidden_whichever_way_they_look() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.lists().await;
    let (ann, admin) = (house.bidder("Ann").await, house.admin().await);
    let (epoch, _) = house.anon().connects().await.subscribes(&channel(&lot)).await;
    says(&ann, &lot, CANARY).await.with(201);
    hides(&admin, &lot, 1, "rude").await.with(204);
    for who in [&*ann, &*seller, &*admin] {
        let message = &sees(who, &lot).await["messages"][0];
        assert_eq!((&message["text"], &message["hidden"]["by"]), (&json!(CANARY), &json!("house")));
        assert!(page(who, &lot, "").await.contains(CANARY) && page(who, &lot, "?before=9").await.contains(CANARY));
        let (snapshot, _) = who.connects().await.subscribes(&channel(&lot)).await;
        assert_eq!(snapshot["state"]["messages"][0]["text"], CANARY);
        let mut back = who.connects().await;
        back.resumes(&channel(&lot), &epoch["epoch"], 0).await;
        assert_eq!(back.next_of("event").await["body"]["data"]["text"], CANARY);
    }
    assert!(page(&ann, &lot, "").await.contains("g1 (you)"), "the author sees that it was theirs");
}

#[tokio::test]
async fn what_was_hidden_before_it_could_be_told_is_told_only_to_who_may_see_it() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, ann, bo) = (seller.lists().await, house.bidder("Ann").await, house.bidder("Bo").await);
    let mut strangers = [listens(&bo, &lot).await, listens(&house.anon(), &lot).await];
    let mut others = [listens(&seller, &lot).await, listens(&ann, &lot).await];
    // Written down by another hand, so that the house reads all of it at once.
    let (guest, office) = (Office::Guest, Office::Seller);
    let saying = Saying { kind: Kind::Chat, text: Text::parse(CANARY).unwrap(), about: None, key: Uuid::new_v4() };
    let now = chrono::Utc::now();
    house.store.say(lot.id, Speaker { account: ann.id(), office: guest }, &saying, now).await.unwrap();
    house.store.hide(lot.id, 1, Speaker { account: seller.id(), office }, "rude", now).await.unwrap();
    says(&bo, &lot, "What was that?").await.with(201);
    for socket in &mut strangers {
        let events = socket.next_events(3).await;
        assert_eq!((&events[0]["body"]["data"]["text"], &events[2]["seq"]), (&Value::Null, &json!(3)));
        assert!(!json!(socket.heard).to_string().contains(CANARY));
    }
    for socket in &mut others {
        assert_eq!(socket.next_events(3).await[0]["body"]["data"]["text"], CANARY);
    }
}

#[tokio::test]
async fn only_the_seller_and_the_house_hide_each_message_once_and_the_seller_never_the_houses() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, ann, rival, admin) =
        (seller.lists().await, house.bidder("Ann").await, house.seller().await, house.admin().await);
    says(&ann, &lot, "one").await.with(201);
    says(&admin, &lot, "two").await.with(201);
    for guest in [&*ann, &*rival] {
        hides(guest, &lot, 1, "rude").await.refused(403, "forbidden");
        let page = form(guest, &lot, "/1/hide", &[("reason", "rude")]).await;
        assert_eq!(page.status(), 403, "the same by the page's form");
    }
    hides(&house.anon(), &lot, 1, "rude").await.refused(401, "signed_out");
    hides(&seller, &lot, 1, "  ").await.refused(422, "reason_required");
    hides(&seller, &lot, 2, "rude").await.refused(403, "forbidden");
    hides(&seller, &lot, 99, "rude").await.refused(404, "unknown_message");
    hides(&seller, &lot, 1, "rude").await.with(204);
    hides(&seller, &lot, 3, "an act is no message").await.refused(404, "unknown_message");
    hides(&admin, &lot, 1, "another reason").await.with(204);
    let page = sees(&ann, &lot).await;
    assert_eq!(
        (&page["seq"], &page["messages"][0]["hidden"]["reason"]),
        (&json!(3), &json!("rude")),
        "the first stands"
    );
    hides(&admin, &lot, 2, "a mistake").await.with(204);
}

#[tokio::test]
async fn hidden_by_two_at_once_a_message_is_hidden_once() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, ann) = (seller.lists().await, house.bidder("Ann").await);
    for round in 0..10 {
        let seq = says(&ann, &lot, &format!("{round}")).await.with(201).body["seq"].as_i64().unwrap();
        let both = (hides(&seller, &lot, seq, "one"), hides(&seller, &lot, seq, "other"));
        let (one, other) = tokio::join!(both.0, both.1);
        assert_eq!((one.status, other.status), (204, 204));
        assert_eq!(sees(&ann, &lot).await["seq"], 2 * (round + 1));
    }
}

#[tokio::test]
async fn a_question_that_is_hidden_is_answered_no_more() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, ann) = (seller.lists().await, house.bidder("Ann").await);
    asks(&ann, &lot, "Is it yours?").await.with(201);
    hides(&seller, &lot, 1, "rude").await.with(204);
    answers(&seller, &lot, 1, "Yes.").await.refused(422, "unknown_question");
}

#[tokio::test]
async fn whoever_is_muted_is_told_why_on_every_way_until_they_may_speak_again() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, other) = (seller.lists().await, seller.lists().await);
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let mut hers = listens(&ann, &lot).await;
    let mut his = listens(&bo, &lot).await;
    let (key, body) = (Uuid::new_v4(), json!({"text": "hello"}));
    says_with(&ann, &lot, key, body.clone()).await.with(201);
    mutes(&seller, &lot, "mute", "g1", "Rude again.").await.with(204);
    let you = hers.next_of("you").await;
    assert_eq!((&you["muted"], &you["channel"]), (&json!("Rude again."), &json!(channel(&lot))), "told at once");

    let told = says_over(&mut hers, &lot, Uuid::new_v4(), "but").await;
    assert_eq!((&told["code"], &told["reason"]), (&json!("muted"), &json!("Rude again.")), "{told}");
    let over_http = says(&ann, &lot, "but").await.refused(403, "muted");
    assert_eq!(over_http.body["reason"], "Rude again.");
    let by_form = form(&ann, &lot, "", &[("text", "but"), ("key", &Uuid::new_v4().to_string())]).await;
    assert_eq!(by_form.status(), 403);
    assert!(
        by_form.text().await.unwrap().contains("You are muted here: <span id=\"muted-because\">Rude again.</span>")
    );
    assert_eq!(sees(&ann, &lot).await["you"]["muted"], "Rude again.");
    assert_eq!(says_with(&ann, &lot, key, body).await.with(201).body["duplicate"], true, "what was said, was said");
    says(&ann, &other, "hello").await.with(201);
    says(&bo, &lot, "hello").await.with(201);

    mutes(&seller, &lot, "unmute", "g1", "").await.with(204);
    assert_eq!(hers.next_of("you").await["muted"], Value::Null);
    says(&ann, &lot, "Sorry.").await.with(201);
    his.next_where("her apology", |frame| frame["body"]["data"]["text"] == "Sorry.").await;
    assert!(!his.has_unread(|frame| frame["type"] == "you"), "it is nobody else's affair");
}

#[tokio::test]
async fn only_who_moderates_mutes_only_guests_and_sees_who_is_muted() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, ann, rival, admin) =
        (seller.lists().await, house.bidder("Ann").await, house.seller().await, house.admin().await);
    says(&ann, &lot, "hello").await.with(201);
    for guest in [&*ann, &*rival] {
        mutes(guest, &lot, "mute", "g1", "rude").await.refused(403, "forbidden");
        mutes(guest, &lot, "unmute", "g1", "").await.refused(403, "forbidden");
    }
    mutes(&house.anon(), &lot, "mute", "g1", "rude").await.refused(401, "signed_out");
    mutes(&seller, &lot, "mute", "g1", " ").await.refused(422, "reason_required");
    for nobody in ["g2", "seller", "house", "b1", "g01", ""] {
        mutes(&admin, &lot, "mute", nobody, "rude").await.refused(404, "unknown_author");
        mutes(&admin, &lot, "unmute", nobody, "").await.refused(404, "unknown_author");
    }
    mutes(&seller, &lot, "mute", "g1", "rude").await.with(204);
    mutes(&admin, &lot, "mute", "g1", "very rude").await.with(204);
    for who in [&*seller, &*admin] {
        let muted = &sees(who, &lot).await["muted"];
        assert_eq!(
            (&muted[0]["author"], &muted[0]["reason"], &muted[1]),
            (&json!("g1"), &json!("very rude"), &Value::Null)
        );
    }
    assert!(sees(&rival, &lot).await.get("muted").is_none());
    mutes(&seller, &lot, "unmute", "g1", "").await.with(204);
    mutes(&seller, &lot, "unmute", "g1", "").await.with(204);
    assert_eq!(sees(&seller, &lot).await["muted"], json!([]));
}
