//! RULES "English", step 0: what makes a bid inadmissible, whatever the others bid.

use crate::lot::{A, ADMIN, B, Lot, SELLER, euros};
use gavel::config::LARGEST_AMOUNT;
use gavel::domain::rejection::NotOpen;
use gavel::domain::{Bid, Money, Rejection};

#[test]
fn nobody_bids_before_the_opening() {
    let mut lot = Lot::us("9.99").not_begun();
    lot.bids(A, "12").is_refused(Rejection::NotOpen(NotOpen::Scheduled));
}

#[test]
fn a_bid_received_before_the_opening_is_too_early_however_late_it_is_decided() {
    let mut lot = Lot::us("9.99");
    lot.at(-86_400.001).bids(A, "12").is_refused(Rejection::NotOpen(NotOpen::Scheduled));
    lot.at(-86_400.0).bids(A, "12").leads_at("9.99");
}

#[test]
fn nobody_bids_while_the_lot_is_halted() {
    let mut lot = Lot::us("9.99");
    lot.halts(ADMIN, "a question of title").accepted();
    lot.bids(A, "12").is_refused(Rejection::NotOpen(NotOpen::Halted));
}

#[test]
fn nobody_bids_on_a_closed_or_cancelled_lot() {
    let mut closed = Lot::us("9.99");
    closed.closes(ADMIN, "withdrawn").accepted();
    closed.bids(A, "12").is_refused(Rejection::Ended);
    let mut cancelled = Lot::us("9.99");
    cancelled.cancels(ADMIN, "withdrawn").accepted();
    cancelled.bids(A, "12").is_refused(Rejection::Ended);
}

#[test]
fn the_seller_never_bids_on_their_own_lot() {
    let mut lot = Lot::us("9.99");
    lot.bids(SELLER, "12").is_refused(Rejection::OwnAuction);
    lot.bids(A, "10").leads_at("9.99");
    lot.bids(SELLER, "12").is_refused(Rejection::OwnAuction);
}

#[test]
fn an_amount_is_positive_and_at_most_the_houses_largest() {
    let mut lot = Lot::us("9.99");
    let bid = lot.press(A, "12");
    for amount in [Money(0), Money(-1), Money(i64::MIN), Money(LARGEST_AMOUNT.0 + 1), Money(i64::MAX)] {
        lot.sends(Bid { amount, ..bid }).is_refused(Rejection::BadAmount);
    }
    lot.sends(Bid { amount: LARGEST_AMOUNT, ..bid }).leads_at("9.99");
}

#[test]
fn a_bid_off_the_quantum_is_refused_and_one_on_it_is_not() {
    let mut lot = Lot::us("10").in_steps_of("1");
    let quantum = euros("1");
    lot.bids(A, "12.50").is_refused(Rejection::OffQuantum { quantum });
    lot.bids(A, "9.50").is_refused(Rejection::OffQuantum { quantum });
    lot.bids(A, "12").leads_at("10");
}

#[test]
fn with_a_quantum_the_minimum_is_the_next_amount_that_can_be_bid() {
    let mut lot = Lot::us("10").in_steps_of("1");
    lot.bids(A, "20").leads_at("10").next("11");
    lot.bids(B, "10").is_too_low_for("11");
    lot.bids(B, "11").is_beaten_by(A, "11.50").next("12");
    lot.bids(B, "12").is_beaten_by(A, "12.50").next("13");
}

#[test]
fn what_makes_a_bid_inadmissible_is_told_in_the_order_of_the_rule_book() {
    let mut lot = Lot::us("10").in_steps_of("1");
    lot.bids(SELLER, "0").is_refused(Rejection::OwnAuction);
    lot.bids(A, "0").is_refused(Rejection::BadAmount);
    lot.bids(A, "0.50").is_refused(Rejection::OffQuantum { quantum: euros("1") });
    lot.bids(A, "9").is_too_low_for("10");
    lot.at(0.001).bids(SELLER, "0").is_refused(Rejection::Ended);
}

#[test]
fn a_rejection_changes_nothing() {
    let mut lot = Lot::us("9.99").reserve("50");
    lot.bids(A, "12").accepted();
    let before = lot.auction.clone();
    lot.bids(B, "12.49").is_too_low_for("12.50");
    lot.bids(A, "12").is_refused(Rejection::NotAboveYourMaximum { minimum: euros("12.01") });
    lot.bids(SELLER, "100").is_refused(Rejection::OwnAuction);
    lot.bids(B, "0").is_refused(Rejection::BadAmount);
    assert_eq!(lot.auction, before);
}
