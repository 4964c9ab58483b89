//! Many bidders at once.

use crate::support::house::House;
use futures_util::future::join_all;
use std::collections::HashSet;

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
