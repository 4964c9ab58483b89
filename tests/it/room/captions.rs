//! The auctioneer's caption: mirrored as it is typed, to everybody in the room and to nobody else.

use super::talkers::*;
use crate::support::house::House;
use crate::support::people::Lot;
use crate::support::socket::Socket;
use gavel::config::rooms::LONGEST_CAPTION;
use serde_json::{Value, json};

fn caption(lot: &Lot, text: &str) -> Value {
    json!({"type": "caption", "channel": channel(lot), "text": text})
}

/// Waits until a socket is shown this, and gives back everything it was shown on the way.
async fn is_shown(socket: &mut Socket, text: &str) -> Vec<String> {
    let mut shown = Vec::new();
    while shown.last().map(String::as_str) != Some(text) {
        shown.push(socket.next_of("caption").await["text"].as_str().unwrap().to_owned());
    }
    shown
}

#[tokio::test]
async fn what_the_auctioneer_types_is_mirrored_to_every_viewer_of_the_room_and_nobody_elses() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, other) = (seller.lists().await, seller.lists().await);
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let (mut hers, mut his) = (listens(&ann, &lot).await, listens(&bo, &lot).await);
    let (mut elsewhere, mut watcher) = (listens(&ann, &other).await, bo.watches(&lot).await);
    let mut sellers = seller.connects().await;
    let sentence = "Going once, going twice";
    for end in 1..=sentence.len() {
        sellers.says(caption(&lot, &sentence[..end])).await;
    }
    for viewer in [&mut hers, &mut his] {
        let shown = is_shown(viewer, sentence).await;
        assert!(shown.iter().all(|text| sentence.starts_with(text.as_str())), "{shown:?}");
        assert!(shown.is_sorted_by_key(String::len), "never one that was overtaken: {shown:?}");
    }
    let mut late = listens(&house.anon(), &lot).await;
    assert_eq!(late.next_of("caption").await["text"], sentence, "whoever comes later reads it too");
    assert_eq!(sees(&house.anon(), &lot).await["caption"], sentence);
    sellers.says(caption(&lot, "")).await;
    for viewer in [&mut hers, &mut his, &mut late] {
        is_shown(viewer, "").await;
    }
    for outsider in [&mut elsewhere, &mut watcher] {
        outsider.says(json!({"type": "time", "t0": 1})).await;
        outsider.next_of("time").await;
        assert!(!outsider.has_unread(|frame| frame["type"] == "caption"));
    }
    let (snapshot, _) = house.anon().connects().await.subscribes(&channel(&lot)).await;
    assert_eq!(snapshot["seq"], 0, "it is kept nowhere");
}

#[tokio::test]
async fn typed_slowly_every_character_is_seen() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (mut viewer, mut admins) = (listens(&house.anon(), &lot).await, house.admin().await.connects().await);
    for text in ["s", "so", "sol", "sold"] {
        admins.says(caption(&lot, text)).await;
        assert_eq!(viewer.next_of("caption").await["text"], text);
    }
}

#[tokio::test]
async fn a_caption_goes_with_the_auctioneer() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.lists().await;
    let (mut viewer, mut sellers) = (listens(&house.anon(), &lot).await, seller.connects().await);
    sellers.says(caption(&lot, "one moment")).await;
    is_shown(&mut viewer, "one moment").await;
    drop(sellers);
    is_shown(&mut viewer, "").await;
}

#[tokio::test]
async fn only_the_seller_and_the_house_have_a_caption_and_not_an_endless_one() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (lot, ann, rival) = (seller.lists().await, house.bidder("Ann").await, house.seller().await);
    for (who, code) in [(&*ann, "forbidden"), (&*rival, "forbidden"), (&*house.anon(), "signed_out")] {
        let mut socket = who.connects().await;
        assert_eq!(tells(&mut socket, caption(&lot, "sold")).await["code"], code);
    }
    let mut sellers = seller.connects().await;
    let long = "é".repeat(LONGEST_CAPTION + 1);
    assert_eq!(tells(&mut sellers, caption(&lot, &long)).await["code"], "bad_text");
    let nowhere = json!({"type": "caption", "channel": "room:1", "text": "sold"});
    assert_eq!(tells(&mut sellers, nowhere).await["code"], "unknown_channel");
    let draft = seller.drafts(crate::support::people::Seller::a_chair()).await;
    assert_eq!(tells(&mut sellers, caption(&draft, "sold")).await["code"], "unknown_auction");
    assert_eq!(sees(&ann, &lot).await["caption"], "");
}

#[tokio::test]
async fn an_auctioneer_who_types_faster_than_anybody_can_is_told_so() {
    let house = House::with_limits(&["--captions", "2/1h"]).await;
    let seller = house.seller().await;
    let lot = seller.lists().await;
    let (mut viewer, mut sellers) = (listens(&house.anon(), &lot).await, seller.connects().await);
    for text in ["o", "on"] {
        sellers.says(caption(&lot, text)).await;
        is_shown(&mut viewer, text).await;
    }
    let told = tells(&mut sellers, caption(&lot, "one")).await;
    assert_eq!((&told["code"], &told["temporary"]), (&json!("rate_limited"), &json!(true)), "{told}");
    assert_eq!(sees(&house.anon(), &lot).await["caption"], "on");
}
