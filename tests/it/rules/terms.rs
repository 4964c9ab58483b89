//! What a seller cannot publish, and which field says so.

use crate::lot::{Lot, euros};
use chrono::TimeDelta;
use gavel::config::{LARGEST_AMOUNT, LONGEST_AUCTION, LONGEST_EXTENSION};
use gavel::domain::increment::Increments;
use gavel::domain::{Money, Terms};

const MOMENT: TimeDelta = TimeDelta::milliseconds(1);

/// The fields found fault with when good terms are changed like this and published at their start.
fn faults(reserve: Option<Money>, change: impl FnOnce(&mut Terms)) -> Vec<&'static str> {
    let mut terms = Terms::clone(&Lot::us("10").auction.terms);
    let now = terms.starts_at;
    change(&mut terms);
    terms.faults(reserve, now).into_iter().map(|fault| fault.field).collect()
}

fn fault_of(change: impl FnOnce(&mut Terms)) -> Vec<&'static str> {
    faults(None, change)
}

#[test]
fn good_terms_have_no_fault() {
    assert_eq!(fault_of(|_| ()), [""; 0]);
    assert_eq!(fault_of(|terms| terms.starts_at -= TimeDelta::days(1)), [""; 0], "a start in the past means at once");
    assert_eq!(fault_of(|terms| terms.quantum = Some(euros("2.50"))), [""; 0]);
}

#[test]
fn a_start_is_more_than_nothing_and_at_most_the_largest_amount() {
    for start in [Money(0), Money(-1), Money(LARGEST_AMOUNT.0 + 1)] {
        assert_eq!(fault_of(|terms| (terms.start, terms.increments) = (start, Increments::Decade)), ["start"]);
    }
    assert_eq!(fault_of(|terms| terms.start = LARGEST_AMOUNT), [""; 0]);
}

#[test]
fn a_start_lies_on_the_quantum_that_its_bids_must_lie_on() {
    assert_eq!(fault_of(|terms| terms.quantum = Some(euros("3"))), ["start"]);
    assert_eq!(fault_of(|terms| terms.quantum = Some(Money(0))), ["quantum"]);
}

#[test]
fn a_reserve_is_not_below_the_start() {
    assert_eq!(faults(Some(euros("9.99")), |_| ()), ["reserve"]);
    assert_eq!(faults(Some(euros("10")), |_| ()), [""; 0]);
    assert_eq!(faults(Some(Money(LARGEST_AMOUNT.0 + 1)), |_| ()), ["reserve"]);
}

#[test]
fn increments_that_do_not_rise_are_the_increments_fault() {
    assert_eq!(fault_of(|terms| terms.increments = Increments::Fixed(Money(0))), ["increments"]);
}

#[test]
fn an_end_lies_after_the_start_and_within_the_longest_auction() {
    assert_eq!(fault_of(|terms| terms.ends_at = terms.starts_at), ["ends_at"]);
    assert_eq!(fault_of(|terms| terms.ends_at = terms.starts_at + MOMENT), [""; 0]);
    assert_eq!(fault_of(|terms| terms.ends_at = terms.starts_at + LONGEST_AUCTION), [""; 0]);
    assert_eq!(fault_of(|terms| terms.ends_at = terms.starts_at + LONGEST_AUCTION + MOMENT), ["ends_at"]);
}

#[test]
fn window_extension_and_cap_are_within_a_day() {
    for wrong in [-MOMENT, LONGEST_EXTENSION + MOMENT] {
        assert_eq!(fault_of(|terms| terms.closing.window = wrong), ["closing"]);
        assert_eq!(fault_of(|terms| terms.closing.extension = wrong), ["closing"]);
        assert_eq!(fault_of(|terms| terms.closing.cap = Some(wrong)), ["closing"]);
    }
    assert_eq!(fault_of(|terms| terms.closing.cap = Some(LONGEST_EXTENSION)), [""; 0]);
}
