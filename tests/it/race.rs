//! Many bidders at once.

use crate::support::house::{House, until};
use futures_util::future::join_all;
use gavel::domain::ledger::Nonce;
use gavel::domain::{Bid, BidKey, Command, Money};
use gavel::store::ledger::encode;
use std::collections::HashSet;
use std::time::Duration;
use uuid::Uuid;

const BIDDERS: usize = 200;

#[tokio::test]
async fn of_two_hundred_equal_bids_in_the_same_moment_exactly_one_leads() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let mut bidders = Vec::new();
    for _ in 0..BIDDERS {
        bidders.push(house.bidder("Racer").await);
    }
    let answers = join_all(bidders.iter().map(|bidder| bidder.bids(&lot, 50_00))).await;
    let leading = answers.iter().filter(|answer| answer.is_accepted() && answer.body["leading"] == true).count();
    assert_eq!(leading, 1);
    for answer in &answers {
        assert!(
            answer.is_accepted() || (answer.status, answer.body["code"].as_str()) == (409, Some("too_low")),
            "{answer:?}"
        );
    }
    let accepted: Vec<i64> = answers.iter().filter_map(|answer| answer.body["seq"].as_i64()).collect();
    assert_eq!(accepted.iter().collect::<HashSet<_>>().len(), accepted.len(), "each has an event of its own");
    let seen = house.anon().sees(&lot).await;
    assert_eq!(seen["bids"], accepted.len());
    // A second bid at the leader's maximum brings the price there; nobody gets past it.
    assert_eq!(seen["price"], 50_00);
    let mut standings = Vec::new();
    for bidder in &bidders {
        standings.push(bidder.sees(&lot).await["you"]["standing"].clone());
    }
    assert_eq!(standings.iter().filter(|standing| *standing == "leading").count(), 1);
}

#[tokio::test]
async fn what_was_decided_ahead_of_a_rivals_event_is_decided_again() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let [ann, bo, rival] = [house.bidder("Ann").await, house.bidder("Bo").await, house.bidder("Rival").await];
    assert!(ann.bids(&lot, 20_00).await.is_accepted());

    // Another writer has the auction's row, and adds a bid of 50.00.
    let loaded = house.store.load(lot.id, 1).await.unwrap().unwrap();
    let (mut auction, now) = (loaded.auction, house.live().now());
    let (key, nonce) = (BidKey(Uuid::now_v7()), Nonce([7; 16]));
    let bid = Command::Bid(Bid::new(rival.id(), Money(50_00), key, nonce));
    let events = auction.decide(&bid, now).unwrap();
    assert_eq!(events.len(), 1);
    auction.apply(now, &events[0]);
    let entry = encode(&auction, now, &events[0], loaded.head);
    let mut connection = house.connection().await;
    let mut writing = sqlx::Connection::begin(&mut connection).await.unwrap();
    sqlx::query(
        "update auction set seq = $2, hash = $3, price = $4, leader_id = $5, bids = $6, minimum = $7 where id = $1",
    )
    .bind(lot.id.0)
    .bind(entry.seq)
    .bind(&entry.hash.0[..])
    .bind(auction.price.unwrap().0)
    .bind(rival.id().0)
    .bind(i32::try_from(auction.bids).unwrap())
    .bind(auction.minimum().0)
    .execute(&mut *writing)
    .await
    .unwrap();
    sqlx::query(
        "insert into event (auction_id, seq, at, kind, body, hash, bidder_id, key, secret)
         values ($1, $2, $3, 'bid', $4, $5, $6, $7, $8)",
    )
    .bind(lot.id.0)
    .bind(entry.seq)
    .bind(entry.at)
    .bind(&entry.body[..])
    .bind(&entry.hash.0[..])
    .bind(rival.id().0)
    .bind(key.0)
    .bind(&entry.secret)
    .execute(&mut *writing)
    .await
    .unwrap();

    // Meanwhile one bid is in flight, behind that row, and two are decided to follow it: by what the house knows, Bo leads
    // with 30.00, and 25.00 is too little.
    let in_flight = tokio::spawn({
        let (bo, lot) = (bo.clone(), lot);
        async move { bo.bids(&lot, 30_00).await }
    });
    until("the journal waits for the rival", async || {
        let waiting = "select exists (select from pg_stat_activity
                       where application_name = 'gavel-journal' and wait_event_type = 'Lock')";
        sqlx::query_scalar(waiting).fetch_one(&mut house.connection().await).await.unwrap()
    })
    .await;
    let ahead = tokio::spawn({
        let (ann, lot) = (ann.clone(), lot);
        async move { futures_util::join!(ann.bids(&lot, 40_00), ann.bids(&lot, 25_00)) }
    });
    // Nothing tells from outside that they are decided. Should they be late, they wait in the inbox, and the rest holds.
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!in_flight.is_finished() && !ahead.is_finished(), "nobody is told what is not durable");
    writing.commit().await.unwrap();

    let (of_bo, (of_ann, too_low)) = (in_flight.await.unwrap(), ahead.await.unwrap());
    for answer in [&of_bo, &of_ann] {
        assert!(answer.is_accepted() && answer.body["leading"] == false, "{answer:?}");
    }
    assert_eq!((too_low.status, too_low.body["code"].as_str()), (409, Some("too_low")), "{too_low:?}");
    let seen = house.anon().sees(&lot).await;
    assert_eq!(seen["leader"], "b2", "the rival, by order of first bids");
    assert_eq!(seen["bids"], 4);
    let text =
        house.anon().asks(reqwest::Method::GET, &lot.path("/ledger")).send().await.unwrap().text().await.unwrap();
    crate::ledger::check(&text, seen["genesis"].as_str().unwrap(), seen["seq"].as_u64().unwrap() as usize);
}
