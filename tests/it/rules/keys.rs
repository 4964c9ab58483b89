//! A key counts once and a pseudonym stays: what makes retries safe (I15) and the public ledger readable.

use crate::lot::{A, B, C, Lot, euros};
use gavel::domain::Bid;
use gavel::domain::Rejection;

#[test]
fn the_same_key_and_bid_get_the_same_answer_however_things_stand_by_then() {
    let mut lot = Lot::us("9.99");
    let bid = lot.press(A, "12");
    assert_eq!(lot.auction.answered(&bid), None);
    lot.sends(bid).leads_at("9.99");
    let first = lot.receipt(&bid);
    assert_eq!((first.seq, first.asked.amount, first.leading), (2, Some(euros("12")), true));
    assert_eq!((first.price, first.minimum), (Some(euros("9.99")), euros("10.49")));
    lot.bids(B, "50").leads_at("12.50");
    lot.at(0.001).ticks().accepted();
    assert_eq!(lot.receipt(&bid), first);
    assert_eq!(lot.auction.receipt(A, bid.key), Some(first));
    assert_eq!(lot.auction.receipt(B, bid.key), None);
}

#[test]
fn a_key_used_again_for_another_bid_is_refused() {
    let mut lot = Lot::us("9.99");
    let bid = lot.press(A, "12");
    lot.sends(bid).accepted();
    let dearer = Bid { amount: euros("20"), ..bid };
    let jump = Bid { exact: true, ..bid };
    for other in [dearer, jump] {
        assert_eq!(lot.auction.answered(&other), Some(Err(Rejection::KeyReused)));
        lot.sends(other).is_refused(Rejection::KeyReused);
    }
}

#[test]
fn a_key_is_the_bidders_own() {
    let mut lot = Lot::us("9.99");
    let bid = lot.press(A, "12");
    lot.sends(bid).accepted();
    let same_key = Bid { bidder: B, amount: euros("20"), ..bid };
    assert_eq!(lot.auction.answered(&same_key), None);
    lot.sends(same_key).leads_at("12.50");
}

#[test]
fn the_key_of_a_rejected_bid_may_be_tried_again() {
    let mut lot = Lot::us("9.99");
    let bid = lot.press(A, "5");
    lot.sends(bid).is_too_low_for("9.99");
    assert_eq!(lot.auction.answered(&bid), None);
    lot.sends(Bid { amount: euros("12"), ..bid }).leads_at("9.99");
}

#[test]
fn two_lots_that_differ_only_in_a_key_are_not_the_same() {
    let bid = |presses| {
        let mut lot = Lot::us("9.99");
        let bid = (0..presses).map(|_| lot.press(A, "12")).last().expect("a press");
        lot.sends(bid).accepted();
        lot.auction
    };
    assert_eq!(bid(1), bid(1));
    assert_ne!(bid(1), bid(2));
}

// Pseudonyms.

#[test]
fn bidders_are_numbered_in_the_order_of_their_first_accepted_bids() {
    let mut lot = Lot::us("9.99");
    lot.bids(C, "5").is_too_low_for("9.99");
    lot.bids(B, "12").accepted();
    lot.bids(A, "15").accepted();
    lot.bids(B, "20").accepted();
    assert_eq!(lot.auction.roster(), [B, A]);
    assert_eq!([B, A, C].map(|who| lot.auction.number(who)), [Some(1), Some(2), None]);
    assert_eq!([0, 1, 2, 3].map(|number| lot.auction.account(number)), [None, Some(B), Some(A), None]);
}
