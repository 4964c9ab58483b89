//! Photographs of lots: sent, put in order, seen by who may; and fifty files that mean harm.

mod hostile;
mod pages;

use crate::support::house::{House, PATIENCE, until};
use crate::support::people::{Answer, Lot, Seller, Visitor};
use futures_util::future::join_all;
use gavel::photos::{Photos, Shelf};
use gavel::web::photos::hang;
use hostile::{EVIL, Fate, jpeg, png, webp};
use image::ImageFormat;
use reqwest::Method;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Sends a file as a program does.
async fn sends(who: &Visitor, lot: &Lot, file: Vec<u8>) -> Answer {
    tries(who, lot, file).await.expect("an answer")
}

/// The same; `None` if no answer came in time.
async fn tries(who: &Visitor, lot: &Lot, file: Vec<u8>) -> Option<Answer> {
    let request = who.asks(Method::POST, &lot.path("/photos")).header("content-type", "application/octet-stream");
    Answer::try_of(request.body(file)).await
}

async fn hung(who: &Visitor, lot: &Lot) -> Vec<Value> {
    who.gets(&lot.path("/photos")).await.with(200).body["photos"].as_array().unwrap().clone()
}

async fn ids(who: &Visitor, lot: &Lot) -> Vec<String> {
    hung(who, lot).await.iter().map(|photo| photo["id"].as_str().unwrap().to_owned()).collect()
}

/// Where the prints of a photograph are.
fn prints(photo: &Value) -> Vec<String> {
    photo["sizes"].as_array().unwrap().iter().map(|size| size["url"].as_str().unwrap().to_owned()).collect()
}

async fn changes(who: &Visitor, lot: &Lot, photo: &str, change: Value) -> Answer {
    Answer::of(who.asks(Method::PATCH, &lot.path(&format!("/photos/{photo}"))).json(&change)).await
}

async fn takes_down(who: &Visitor, lot: &Lot, photo: &str) -> Answer {
    Answer::of(who.asks(Method::DELETE, &lot.path(&format!("/photos/{photo}")))).await
}

/// A draft with this many photographs.
async fn draft_with(seller: &Seller, count: u32) -> Lot {
    let lot = seller.drafts(Seller::a_chair()).await;
    for number in 0..count {
        sends(seller, &lot, jpeg(400 + number, 300)).await.with(201);
    }
    lot
}

/// Every file under a folder.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn of_every_hostile_file_nothing_comes_out_but_a_picture_written_anew_or_a_reason() {
    let files = hostile::files();
    let different: HashSet<&[u8]> = files.iter().map(|file| &file.bytes[..]).collect();
    assert!(different.len() >= 50, "{}", different.len());
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.drafts(Seller::a_chair()).await;
    for hostile::File { name, bytes, fate } in files {
        let answer = sends(&seller, &lot, bytes).await;
        let code = answer.body["code"].as_str().unwrap_or_default().to_owned();
        let taken = answer.status == 201;
        match fate {
            Fate::Refused(reason) => assert_eq!(code, reason, "{name:?}: {}", answer.body),
            Fate::NotTaken => assert!([413, 422].contains(&answer.status), "{name:?}: {}", answer.body),
            Fate::Anew => assert!(taken, "{name:?}: {}", answer.body),
            Fate::Either => assert!(taken || [413, 422].contains(&answer.status), "{name:?}: {}", answer.body),
        }
        if taken {
            are_only_pictures(&seller, &answer.body, &name).await;
            takes_down(&seller, &lot, answer.body["id"].as_str().unwrap()).await.with(204);
        } else {
            assert!(!answer.body["detail"].as_str().unwrap_or_default().is_empty(), "{name:?} without a reason");
        }
    }
    for file in files_in(&house.data().join("photos")) {
        is_only_a_picture(&std::fs::read(&file).unwrap(), &file.display().to_string());
    }
    house.anon().gets("/readyz").await.with(200);
}

#[tokio::test]
async fn while_hostile_files_are_looked_at_everybody_else_is_answered() {
    let house = House::open().await;
    let (seller, rival, ann) = (house.seller().await, house.seller().await, house.bidder("Ann").await);
    let (draft, lot) = (seller.drafts(Seller::a_chair()).await, rival.lists().await);
    let bombs: Vec<_> = hostile::files().into_iter().filter(|file| file.name.contains("bomb")).collect();
    let (answered, served) = (Cell::new(0), Cell::new(0_i64));
    let storm = async {
        // As many at once as one account may send. Whoever waits too long for their turn is told so.
        for four in bombs.chunks(4).cycle() {
            let sent = join_all(four.iter().map(|file| tries(&seller, &draft, file.bytes.clone()))).await;
            for answer in sent.into_iter().flatten() {
                assert!([201, 413, 422, 503].contains(&answer.status), "{}", answer.body);
                answered.set(answered.get() + usize::from(answer.status != 503));
            }
            for photo in ids(&seller, &draft).await {
                takes_down(&seller, &draft, &photo).await.with(204);
            }
        }
    };
    let others = async {
        while answered.get() < 4 || served.get() < 5 {
            house.anon().gets("/readyz").await.with(200);
            ann.bids(&lot, 100_00 + 50_00 * served.get()).await.leads();
            served.set(served.get() + 1);
        }
    };
    let both = async {
        tokio::select! { () = storm => {}, () = others => {} }
    };
    tokio::time::timeout(PATIENCE * 4, both).await.expect("both are answered in the end");
}

async fn are_only_pictures(who: &Visitor, photo: &Value, name: &str) {
    for print in prints(photo) {
        let served = who.asks(Method::GET, &print).send().await.unwrap();
        assert_eq!(
            (served.status().as_u16(), &served.headers()["content-type"]),
            (200, &"image/jpeg".parse().unwrap())
        );
        is_only_a_picture(&served.bytes().await.unwrap(), name);
    }
}

/// Whether it is a JPEG with nothing in it but what a JPEG needs.
fn is_only_a_picture(bytes: &[u8], name: &str) {
    let picture = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap_or_else(|_| panic!("{name}"));
    assert!(picture.width().max(picture.height()) <= 1_600, "{name}");
    for gone in [&EVIL[..4], b"<script", b"<?php", b"Exif", b"ICC_PROFILE", b"GPS"] {
        assert!(!bytes.windows(gone.len()).any(|at| at == gone), "{name} still says {}", String::from_utf8_lossy(gone));
    }
    assert!(bytes.ends_with(&[0xff, 0xd9]), "{name} goes on after its end");
}

#[tokio::test]
async fn a_photograph_is_seen_by_its_seller_alone_until_the_lot_is_published_and_may_then_be_kept_for_ever() {
    let house = House::open().await;
    let (seller, other) = (house.seller().await, house.bidder("Bo").await);
    let lot = draft_with(&seller, 1).await;
    let print = prints(&hung(&seller, &lot).await[0])[0].clone();
    let seen = async |who: &Visitor| who.asks(Method::GET, &print).send().await.unwrap();
    assert_eq!(seen(&other).await.status(), 404);
    assert_eq!(seen(&house.anon()).await.status(), 404);
    house.anon().gets(&lot.path("/photos")).await.refused(404, "unknown_auction");
    let own = seen(&seller).await;
    assert!(own.headers()["cache-control"].to_str().unwrap().starts_with("private"));
    seller.posts(&lot.path("/publish"), json!({})).await.with(200);
    let public = seen(&house.anon()).await;
    let head = public.headers().clone();
    assert_eq!(head["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(head["content-security-policy"], "default-src 'none'; sandbox");
    assert_eq!(
        (&head["x-content-type-options"], &head["content-type"]),
        (&"nosniff".parse().unwrap(), &"image/jpeg".parse().unwrap())
    );
    let length = public.bytes().await.unwrap().len();
    let asked = house.anon().asks(Method::HEAD, &print).send().await.unwrap();
    assert_eq!(asked.headers()["content-length"], length.to_string().as_str());
    let again = house.anon().asks(Method::GET, &print).header("if-none-match", &head["etag"]).send().await.unwrap();
    assert_eq!(again.status(), 304);
    for wrong in [print.replace("/320", "/321"), "/photos/none/320.jpg".into(), "/photos/../../serve.lock".into()] {
        assert_eq!(house.anon().asks(Method::GET, &wrong).send().await.unwrap().status(), 404, "{wrong}");
    }
}

#[tokio::test]
async fn photographs_are_put_in_order_described_and_taken_down() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = draft_with(&seller, 4).await;
    let [a, b, c, d] = <[String; 4]>::try_from(ids(&seller, &lot).await).unwrap();
    changes(&seller, &lot, &d, json!({ "position": 1 })).await.with(200);
    assert_eq!(ids(&seller, &lot).await, [&d, &a, &b, &c].map(String::clone));
    changes(&seller, &lot, &a, json!({ "position": 99, "alt": " The\nleft arm " })).await.with(200);
    assert_eq!(ids(&seller, &lot).await, [&d, &b, &c, &a].map(String::clone));
    assert_eq!(hung(&seller, &lot).await[3]["alt"], "The left arm");
    takes_down(&seller, &lot, &b).await.with(204);
    takes_down(&seller, &lot, &b).await.refused(404, "unknown_photo");
    let left = hung(&seller, &lot).await;
    let places: Vec<_> = left.iter().map(|photo| photo["position"].as_i64().unwrap()).collect();
    assert_eq!((ids(&seller, &lot).await, places), (vec![d, c, a], vec![1, 2, 3]));
}

#[tokio::test]
async fn however_many_come_at_once_twelve_hang_and_none_in_anothers_place() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = draft_with(&seller, 9).await;
    let many = (0..4).map(|number| sends(&seller, &lot, png(200 + number, 150)));
    let answers = join_all(many).await;
    let full: Vec<_> = answers.into_iter().filter(|answer| answer.status != 201).collect();
    assert_eq!(full.len(), 1, "{full:?}");
    full.into_iter().for_each(|answer| drop(answer.refused(409, "too_many_photos")));
    let photos = hung(&seller, &lot).await;
    let places: Vec<_> = photos.iter().map(|photo| photo["position"].as_u64().unwrap()).collect();
    assert_eq!(places, (1..=12).collect::<Vec<_>>());
    let moved = photos.iter().map(|photo| async {
        changes(&seller, &lot, photo["id"].as_str().unwrap(), json!({"position": 6})).await.status
    });
    assert!(join_all(moved).await.into_iter().all(|status| status == 200));
    let after = hung(&seller, &lot).await;
    let places: Vec<_> = after.iter().map(|photo| photo["position"].as_u64().unwrap()).collect();
    assert_eq!(places, (1..=12).collect::<Vec<_>>());
}

#[tokio::test]
async fn once_somebody_has_bid_the_photographs_stand_and_nobody_elses_are_touched() {
    let house = House::open().await;
    let (seller, rival, bidder) = (house.seller().await, house.seller().await, house.bidder("Ann").await);
    let lot = draft_with(&seller, 1).await;
    let photo = ids(&seller, &lot).await.remove(0);
    sends(&rival, &lot, jpeg(200, 200)).await.refused(404, "unknown_auction");
    takes_down(&rival, &lot, &photo).await.refused(404, "unknown_auction");
    let elsewhere = draft_with(&rival, 0).await;
    takes_down(&rival, &elsewhere, &photo).await.refused(404, "unknown_photo");
    sends(&house.anon(), &lot, jpeg(200, 200)).await.refused(401, "signed_out");
    seller.posts(&lot.path("/publish"), json!({})).await.with(200);
    sends(&seller, &lot, webp(200, 200)).await.with(201);
    bidder.bids(&lot, 12_00).await.leads();
    sends(&seller, &lot, jpeg(200, 200)).await.refused(409, "photos_fixed");
    changes(&seller, &lot, &photo, json!({ "alt": "Another chair" })).await.refused(409, "photos_fixed");
    takes_down(&seller, &lot, &photo).await.refused(409, "photos_fixed");
    assert_eq!(hung(&bidder, &lot).await.len(), 2);
}

#[tokio::test]
async fn an_account_sends_so_many_and_a_house_without_room_says_so() {
    let house = House::with_limits(&["--uploads", "2/1h", "--photo-space", "0"]).await;
    let seller = house.seller().await;
    let lot = seller.drafts(Seller::a_chair()).await;
    for _ in 0..2 {
        sends(&seller, &lot, jpeg(200, 200)).await.refused(507, "no_space");
    }
    let limited = sends(&seller, &lot, jpeg(200, 200)).await;
    assert!(limited.retry_after.is_some());
    limited.refused(429, "rate_limited");
    assert!(files_in(&house.data().join("photos")).is_empty());
}

#[tokio::test]
async fn what_no_photograph_needs_is_swept_out_and_nothing_else_is() {
    let house = House::open().await;
    let seller = house.seller().await;
    let (kept, gone) = (draft_with(&seller, 1).await, draft_with(&seller, 2).await);
    let print = prints(&hung(&seller, &kept).await[0])[0].clone();
    // The first of each lot is the same picture, on the shelf once; a draft that is thrown away takes its own along.
    assert_eq!(files_in(&house.data().join("photos")).len(), 4);
    seller.posts(&gone.path("/cancel"), json!({})).await;
    let discarded =
        seller.browses(Method::POST, &format!("/sell/{}/cancel", gone.id)).form(&[("reason", "")]).send().await;
    assert_eq!(discarded.unwrap().status(), 303);
    let shelf = Shelf::open(house.data(), house.store.photo_shelf().await.unwrap()).unwrap();
    assert_eq!(hang::sweep(&house.store, &Photos::new(shelf, 0, 0)).await.unwrap(), 1);
    assert_eq!(files_in(&house.data().join("photos")).len(), 2);
    assert_eq!(seller.asks(Method::GET, &print).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn photographs_of_a_lot_that_is_listed_again_hang_on_its_draft_too() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = draft_with(&seller, 2).await;
    seller.posts(&lot.path("/publish"), json!({})).await.with(200);
    house.admin().await.acts(&lot, "close").await.with(200);
    let relists = async || seller.posts(&lot.path("/relist"), json!({})).await;
    until("it is settled and listed again", async || relists().await.status == 201).await;
    let draft = Lot { id: relists().await.with(201).body["id"].as_str().unwrap().parse().unwrap() };
    let (was, is) = (hung(&seller, &lot).await, hung(&seller, &draft).await);
    assert_eq!((was.len(), is.len()), (2, 2));
    assert_ne!(was[0]["id"], is[0]["id"]);
    are_only_pictures(&seller, &is[1], "the copy").await;
    takes_down(&seller, &draft, is[0]["id"].as_str().unwrap()).await.with(204);
    assert_eq!(hung(&seller, &lot).await.len(), 2, "the old one keeps its own");
}

#[tokio::test]
async fn photographs_of_a_lot_that_is_taken_back_hang_on_its_draft_in_their_order() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = draft_with(&seller, 2).await;
    let second = ids(&seller, &lot).await.remove(1);
    changes(&seller, &lot, &second, json!({ "position": 1, "alt": "The back" })).await.with(200);
    seller.posts(&lot.path("/publish"), json!({})).await.with(200);
    let path = format!("/sell/{}/relist", lot.id);
    let back = seller.browses(Method::POST, &path).form(&[("reason", "")]).send().await.unwrap();
    let place = back.headers()["location"].to_str().unwrap().to_owned();
    let id = place.trim_start_matches("/sell/").split('?').next().unwrap();
    let draft = Lot { id: id.parse().unwrap() };
    let (was, is) = (hung(&seller, &lot).await, hung(&seller, &draft).await);
    let told = |photos: &[Value]| photos.iter().map(|photo| photo["alt"].clone()).collect::<Vec<_>>();
    assert_eq!((told(&is), is.len()), (told(&was), 2));
    assert_eq!(is[0]["alt"], "The back");
    are_only_pictures(&seller, &is[0], "the copy").await;
}

#[tokio::test]
async fn photographs_are_there_when_the_house_opens_again() {
    let mut house = House::open().await;
    let seller = house.seller().await;
    let lot = draft_with(&seller, 1).await;
    let print = prints(&hung(&seller, &lot).await[0])[0].clone();
    house.stop().await;
    house.reopen().await;
    assert_eq!(seller.asks(Method::GET, &print).send().await.unwrap().status(), 200);
}
