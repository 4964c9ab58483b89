//! What is said about a lot: stored, told in order to everybody, once for each press, and by whoever may.

mod captions;
mod moderation;
mod pages;
mod talkers;

use crate::support::house::{House, until};
use crate::support::people::{Lot, Seller, Visitor};
use futures_util::future::join_all;
use gavel::config::rooms::{LONGEST_MESSAGE, PAGE, REPLAY};
use gavel::store::rooms::{Kind, Office, Saying, Speaker, Text};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use talkers::*;
use uuid::Uuid;

/// Has somebody say so many things, without going through the front door.
async fn has_said(house: &House, who: &Visitor, lot: &Lot, count: usize) {
    let speaker = Speaker { account: who.id(), office: Office::Guest };
    for number in 1..=count {
        let text = Text::parse(&format!("remark {number}")).unwrap();
        let saying = Saying { kind: Kind::Chat, text, about: None, key: Uuid::new_v4() };
        house.store.say(lot.id, speaker, &saying, chrono::Utc::now()).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_said_is_kept_in_order_and_shown_whole_to_who_comes_later() {
    let mut house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    asks(&ann, &lot, "Is it beech?").await.with(201);
    says(&bo, &lot, "It looks like beech.").await.with(201);
    let answered = answers(&seller, &lot, 1, "Steam-bent beech.").await.with(201);
    assert_eq!((&answered.body["seq"], &answered.body["author"]), (&json!(3), &json!("seller")), "{answered:?}");
    let before = sees(&house.anon(), &lot).await;
    house.stop().await;
    house.reopen().await;
    let page = sees(&house.anon(), &lot).await;
    assert_eq!(page["messages"], before["messages"]);
    assert_eq!(page["epoch"], before["epoch"], "the same log");
    let message = |seq, kind, author: &str, text: &str| (json!(seq), json!(kind), json!(author), json!(text));
    let told: Vec<_> = page["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["seq"].clone(), line["kind"].clone(), line["author"].clone(), line["text"].clone()))
        .collect();
    assert_eq!(told[0], message(1, "question", "g1", "Is it beech?"));
    assert_eq!(told[1], message(2, "chat", "g2", "It looks like beech."));
    assert_eq!(told[2], message(3, "answer", "seller", "Steam-bent beech."));
    assert_eq!((&page["messages"][2]["about"], &page["seq"], &page["you"]), (&json!(1), &json!(3), &Value::Null));
    assert_eq!(sees(&ann, &lot).await["you"], json!({"author": "g1", "muted": null, "moderates": false}));
    let (snapshot, subscribed) = house.anon().connects().await.subscribes(&channel(&lot)).await;
    assert_eq!(snapshot["state"]["messages"], page["messages"], "the same on a socket");
    assert_eq!((&subscribed["seq"], &subscribed["epoch"]), (&json!(3), &page["epoch"]));
}

#[tokio::test]
async fn everybody_in_a_room_is_told_the_same_in_the_same_order_and_nobody_outside() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, other) = (seller.lists().await, seller.lists().await);
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    // Enough for both workers to have some.
    let mut sockets = Vec::new();
    for who in [&*ann, &*bo, &*house.anon(), &*house.anon(), &*house.anon()] {
        sockets.push(listens(who, &lot).await);
    }
    let mut elsewhere = listens(&ann, &other).await;
    elsewhere.subscribes(&lot.channel()).await;
    for round in 0..5 {
        for (speaker, socket) in sockets[..2].iter_mut().enumerate() {
            let key = Uuid::new_v4();
            let said = says_over(socket, &lot, key, &format!("{round} of {speaker}")).await;
            assert_eq!((&said["type"], &said["key"], &said["duplicate"]), (&json!("said"), &json!(key), &json!(false)));
            assert_eq!(said["channel"], channel(&lot));
        }
    }
    let mut told = Vec::new();
    for socket in &mut sockets {
        told.push(socket.next_events(10).await);
    }
    let numbers: Vec<_> = told[0].iter().map(|event| event["seq"].as_i64().unwrap()).collect();
    assert_eq!(numbers, (1..=10).collect::<Vec<_>>());
    assert!(told.iter().all(|events| *events == told[0]));
    let body = &told[0][3]["body"];
    assert_eq!((&body["kind"], &body["seq"], &body["auction"]), (&json!("chat"), &json!(4), &json!(lot.id.0)));
    assert_eq!(body["data"], json!({"author": "g2", "text": "1 of 1"}));
    // Answered in order: whatever was said before it would have come before.
    elsewhere.says(json!({"type": "time", "t0": 1})).await;
    elsewhere.next_of("time").await;
    assert!(!elsewhere.has_unread(|frame| frame["type"] == "event"));
}

#[tokio::test]
async fn resuming_replays_exactly_what_was_missed_and_a_longer_gap_gets_the_last_page() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    let mut socket = house.anon().connects().await;
    let (snapshot, _) = socket.subscribes(&channel(&lot)).await;
    assert_eq!((&snapshot["seq"], &snapshot["state"]["messages"]), (&json!(0), &json!([])), "nothing was said yet");
    has_said(&house, &ann, &lot, REPLAY - 1).await;
    says(&ann, &lot, "the last").await.with(201);
    let mut back = house.anon().connects().await;
    let subscribed = back.resumes(&channel(&lot), &snapshot["epoch"], 0).await;
    assert_eq!((&subscribed["recovered"], &subscribed["missed"]), (&json!(true), &json!(REPLAY)), "{subscribed}");
    let events = back.next_events(REPLAY).await;
    assert_eq!((&events[0]["seq"], &events[REPLAY - 1]["body"]["data"]["text"]), (&json!(1), &json!("the last")));
    assert!(!back.has_unread(|frame| frame["type"] == "snapshot"));
    says(&ann, &lot, "one too many").await.with(201);
    for (epoch, seq) in [(snapshot["epoch"].clone(), 0), (json!("another log"), 100), (snapshot["epoch"].clone(), 999)]
    {
        let mut other = house.anon().connects().await;
        assert_eq!(other.resumes(&channel(&lot), &epoch, seq).await["recovered"], false);
        let page = other.next_of("snapshot").await;
        assert_eq!(page["state"]["messages"].as_array().unwrap().len(), PAGE);
        assert_eq!(page["state"]["earlier"], page["state"]["messages"][0]["seq"]);
    }
}

#[tokio::test]
async fn page_by_page_everything_that_was_said_is_shown_once() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.lists().await;
    let ann = house.bidder("Ann").await;
    has_said(&house, &ann, &lot, 2 * PAGE + 7).await;
    hides(&seller, &lot, 60, "off topic").await.with(204);
    let mut all = Vec::new();
    let mut page = sees(&house.anon(), &lot).await;
    loop {
        all.splice(0..0, numbers(&page["messages"]));
        let Some(earlier) = page["earlier"].as_i64() else { break };
        page = house.anon().gets(&lot.path(&format!("/room?before={earlier}"))).await.with(200).body;
    }
    assert_eq!(all, (1..=2 * PAGE as i64 + 7).collect::<Vec<_>>(), "hiding one is no message");
    house.anon().gets(&lot.path("/room?before=x")).await.with(400);
}

#[tokio::test]
async fn the_same_key_counts_once_over_whichever_way_it_comes() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let mut socket = listens(&ann, &lot).await;
    let key = Uuid::new_v4();
    let said = says_over(&mut socket, &lot, key, "Is it beech?").await;
    let again = says_over(&mut socket, &lot, key, "  Is it beech? ").await;
    let over_http = says_with(&ann, &lot, key, json!({"text": "Is it beech?"})).await.with(201);
    for (repeat, what) in [(&again, "the socket"), (&over_http.body, "HTTP")] {
        assert_eq!((&repeat["seq"], &repeat["duplicate"]), (&said["seq"], &json!(true)), "{what}: {repeat}");
    }
    let other = says_over(&mut socket, &lot, key, "Is it oak?").await;
    assert_eq!(
        (&other["code"], &other["temporary"], &other["key"]),
        (&json!("key_reused"), &json!(false), &json!(key))
    );
    says_with(&ann, &lot, key, json!({"text": "Is it beech?", "kind": "question"})).await.refused(422, "key_reused");
    assert_eq!(says_with(&bo, &lot, key, json!({"text": "Is it oak?"})).await.with(201).body["duplicate"], false);
    assert_eq!(texts(&sees(&ann, &lot).await), [&json!("Is it beech?"), &json!("Is it oak?")]);
}

#[tokio::test]
async fn many_who_speak_at_once_are_numbered_without_a_gap_and_each_named_once() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let mut people = Vec::new();
    for name in 0..8 {
        people.push(house.bidder(&format!("Bidder {name}")).await);
    }
    let keys: Vec<Uuid> = (0..4).map(|_| Uuid::new_v4()).collect();
    // Each says three things for the first time at once, and one of them twice.
    let presses = people.iter().flat_map(|who| keys.iter().chain(&keys[3..]).map(move |key| (who, *key)));
    let lot = &lot;
    let said = join_all(presses.map(|(who, key)| async move {
        let answer = says_with(who, lot, key, json!({"text": format!("as {key}")})).await.with(201);
        (who.id(), answer.body)
    }))
    .await;
    let page = sees(&house.anon(), lot).await;
    assert_eq!(numbers(&page["messages"]), (1..=32).collect::<Vec<_>>());
    let names: BTreeSet<_> = said.iter().map(|(who, body)| (*who, body["author"].as_str().unwrap())).collect();
    let authors: BTreeSet<_> = names.iter().map(|(_, author)| *author).collect();
    assert_eq!((names.len(), authors.len()), (8, 8), "{names:?}");
    assert!((1..=8).all(|number| authors.contains(format!("g{number}").as_str())), "{authors:?}");
    assert_eq!(said.iter().filter(|(_, body)| body["duplicate"] == true).count(), 8);
}

#[tokio::test]
async fn nobody_can_be_followed_from_what_they_say_to_what_they_bid_or_to_another_room() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, other) = (seller.lists().await, seller.lists().await);
    let (ann, bo) = (house.bidder("Ann Onymous").await, house.bidder("Bo Incognito").await);
    ann.bids(&lot, 12_00).await.leads();
    bo.bids(&lot, 20_00).await.leads();
    let mut stranger = listens(&house.anon(), &lot).await;
    for (who, lot, name) in [(&bo, &lot, "g1"), (&ann, &lot, "g2"), (&ann, &other, "g1"), (&bo, &lot, "g1")] {
        assert_eq!(says(who, lot, "hello").await.with(201).body["author"], name);
    }
    assert_eq!(ann.sees(&lot).await["you"]["bidder"], "b1", "the first to bid is the second to speak");
    let told: Vec<_> = stranger.next_events(3).await.iter().map(Value::to_string).collect();
    let seen = [told.concat(), sees(&house.anon(), &lot).await.to_string(), page(&house.anon(), &lot, "").await];
    for text in &seen {
        for who in [&ann, &bo] {
            assert!(!text.contains(&who.id().to_string()) && !text.contains(who.email()), "{text}");
        }
        assert!(!text.contains("Onymous") && !text.contains("Incognito"), "{text}");
    }
    assert!(seen[..2].iter().all(|text| !text.contains("\"b1\"") && !text.contains("\"b2\"")), "{seen:?}");
}

#[tokio::test]
async fn whoever_is_not_signed_in_listens_and_says_nothing() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let anon = house.anon();
    says(&anon, &lot, "hello").await.refused(401, "signed_out");
    let mut socket = listens(&anon, &lot).await;
    assert_eq!(says_over(&mut socket, &lot, Uuid::new_v4(), "hello").await["code"], "signed_out");
    let led = form(&anon, &lot, "", &[("text", "hello"), ("key", &Uuid::new_v4().to_string())]).await;
    assert!(led.status() == 303 && led.headers()["location"].to_str().unwrap().starts_with("/sign-in"));
    assert_eq!(sees(&anon, &lot).await["seq"], 0);
}

#[tokio::test]
async fn only_the_seller_and_the_house_answer_and_only_questions() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.lists().await;
    let (ann, admin, rival) = (house.bidder("Ann").await, house.admin().await, house.seller().await);
    asks(&ann, &lot, "Is it beech?").await.with(201);
    says(&ann, &lot, "It rocks.").await.with(201);
    for guest in [&*ann, &*rival] {
        answers(guest, &lot, 1, "It is.").await.refused(403, "forbidden");
    }
    let mut hers = listens(&ann, &lot).await;
    let answer = json!({"type": "say", "channel": channel(&lot), "text": "It is.", "key": Uuid::new_v4(), "about": 1});
    assert_eq!(tells(&mut hers, answer).await["code"], "forbidden", "the same over a socket");
    assert_eq!(answers(&seller, &lot, 1, "It is.").await.with(201).body["author"], "seller");
    assert_eq!(answers(&admin, &lot, 1, "We looked: it is.").await.with(201).body["author"], "house");
    for nothing in [2, 3, 99] {
        answers(&seller, &lot, nothing, "It is.").await.refused(422, "unknown_question");
    }
    let odd = json!({"text": "It is.", "kind": "chat", "about": 1});
    says_with(&seller, &lot, Uuid::new_v4(), odd).await.refused(400, "malformed");
}

#[tokio::test]
async fn what_is_no_text_or_too_much_of_it_is_refused_and_control_characters_go() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    let long = "é".repeat(LONGEST_MESSAGE + 1);
    for text in ["", " \n\t ", "\u{0}\u{7}", &long] {
        says(&ann, &lot, text).await.refused(422, "bad_text");
    }
    says(&ann, &lot, &"🪑".repeat(LONGEST_MESSAGE)).await.with(201);
    let mut socket = listens(&ann, &lot).await;
    let longest = "\u{10FFFF}".repeat(LONGEST_MESSAGE);
    assert_eq!(says_over(&mut socket, &lot, Uuid::new_v4(), &longest).await["type"], "said", "it fits a frame");
    says(&ann, &lot, "  two\r\nlines\u{0} \u{202E}turned ").await.with(201);
    assert_eq!(sees(&ann, &lot).await["messages"][2]["text"], "two lines turned");
    let no_key = ann.posts(&lot.path("/room"), json!({"text": "hello"})).await;
    no_key.refused(400, "key_missing");
}

#[tokio::test]
async fn an_account_talks_only_so_much_over_all_its_ways_and_nobody_else_is_the_worse_for_it() {
    let house = House::with_limits(&["--messages", "2/1h"]).await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let mut socket = listens(&ann, &lot).await;
    says(&ann, &lot, "one").await.with(201);
    assert_eq!(says_over(&mut socket, &lot, Uuid::new_v4(), "two").await["type"], "said");
    let key = Uuid::new_v4();
    let over_http = says_with(&ann, &lot, key, json!({"text": "three"})).await.refused(429, "rate_limited");
    assert_eq!(over_http.retry_after.as_deref(), Some("1800"));
    let told = says_over(&mut socket, &lot, key, "three").await;
    assert_eq!((&told["code"], &told["temporary"]), (&json!("rate_limited"), &json!(true)), "{told}");
    let page = form(&ann, &lot, "", &[("text", "three <3"), ("kind", "question"), ("key", &key.to_string())]).await;
    assert_eq!((page.status().as_u16(), page.headers()["retry-after"].to_str().unwrap()), (429, "1800"));
    assert!(page.text().await.unwrap().contains(">three &#60;3</textarea>"), "what was typed is not lost");
    says(&bo, &lot, "hello").await.with(201);
    assert_eq!(sees(&ann, &lot).await["seq"], 3);
}

#[tokio::test]
async fn a_draft_has_no_room_and_neither_has_what_does_not_exist() {
    let house = House::open().await;
    let seller = house.seller().await;
    let draft = seller.drafts(Seller::a_chair()).await;
    let nothing = Lot { id: gavel::domain::AuctionId(Uuid::new_v4()) };
    for lot in [&draft, &nothing] {
        seller.gets(&lot.path("/room")).await.refused(404, "unknown_auction");
        says(&seller, lot, "hello").await.refused(404, "unknown_auction");
        let mut socket = seller.connects().await;
        socket.says(json!({"type": "subscribe", "channel": channel(lot)})).await;
        assert_eq!(socket.next_of("error").await["code"], "unknown_auction");
        assert_eq!(says_over(&mut socket, lot, Uuid::new_v4(), "hello").await["code"], "unknown_auction");
    }
    let mut socket = seller.connects().await;
    let lost = json!({"type": "say", "channel": "auction:1", "text": "hello", "key": Uuid::new_v4()});
    assert_eq!(tells(&mut socket, lost).await["code"], "unknown_channel");
}

#[tokio::test]
async fn after_the_hammer_the_room_goes_on() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    let mut socket = ann.watches(&lot).await;
    socket.subscribes(&channel(&lot)).await;
    house.admin().await.acts(&lot, "close").await.with(200);
    socket.next_where("the close", |frame| frame["body"]["kind"] == "closed").await;
    assert_eq!(says_over(&mut socket, &lot, Uuid::new_v4(), "When can I fetch it?").await["type"], "said");
    assert_eq!(socket.next_where("it", |frame| frame["channel"] == channel(&lot)).await["body"]["seq"], 1);
    assert!(!socket.has_unread(|frame| frame["type"] == "bye"));
}

#[tokio::test]
async fn what_was_in_doubt_is_told_once_the_database_says_so() {
    let (house, proxy) = House::behind_a_proxy().await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    let mut socket = listens(&ann, &lot).await;
    proxy.refuse();
    let key = Uuid::new_v4();
    let told = says_over(&mut socket, &lot, key, "hello").await;
    assert_eq!((&told["code"], &told["temporary"]), (&json!("unavailable"), &json!(true)), "{told}");
    // As if it had been written down before the connection broke.
    let text = Text::parse("hello").unwrap();
    let saying = Saying { kind: Kind::Chat, text, about: None, key };
    let speaker = Speaker { account: ann.id(), office: Office::Guest };
    house.store.say(lot.id, speaker, &saying, chrono::Utc::now()).await.unwrap();
    proxy.accept();
    assert_eq!(socket.next_of("event").await["body"]["data"]["text"], "hello", "whether or not it is said again");
    until("it can be said again", async || says_with(&ann, &lot, key, json!({"text": "hello"})).await.status == 201)
        .await;
    assert_eq!(says_over(&mut socket, &lot, key, "hello").await["duplicate"], true);
    assert_eq!(sees(&ann, &lot).await["seq"], 1);
}
