//! RULES "Closing": the other modes, their triggers and caps, and who follows whom.

use crate::lot::{A, ADMIN, B, C, Lot};
use gavel::domain::{Cause, ClosingMode, Event, Rejection};

#[test]
fn add_moves_the_end_by_the_whole_extension_for_each_bid_in_the_window() {
    let mut lot = Lot::us("9.99").closing(ClosingMode::Add).extends_by(120, 60);
    lot.at(-120.0).bids(A, "12").extends_nothing();
    lot.at(-119.999).bids(B, "20").extends(0.0, 60.0);
    lot.at(-59.0).bids(C, "30").extends(60.0, 120.0);
    lot.at(-58.0).bids(A, "40").extends_nothing();
    lot.at(120.0).bids(B, "50").extends(120.0, 180.0);
}

#[test]
fn add_is_capped_as_any_mode_is() {
    let mut lot = Lot::us("9.99").closing(ClosingMode::Add).extends_by(120, 60).extends_at_most(90);
    lot.at(-10.0).bids(A, "12").extends(0.0, 60.0);
    lot.at(50.0).bids(B, "20").extends(60.0, 90.0);
    lot.at(80.0).bids(C, "30").extends_nothing();
    lot.at(90.001).bids(A, "40").is_refused(Rejection::Ended);
}

#[test]
fn quiet_ends_once_nobody_has_bid_for_so_long_but_not_before_the_scheduled_end() {
    let mut lot = Lot::us("9.99").closing(ClosingMode::Quiet).extends_by(0, 600);
    lot.at(-3_600.0).bids(A, "12").extends_nothing();
    lot.at(-600.0).bids(B, "20").extends_nothing();
    lot.at(-599.999).bids(C, "30").extends(0.0, 0.001);
    lot.at(-10.0).bids(A, "40").extends(0.001, 590.0);
    lot.at(590.001).ticks().is_told_as(&["closed"]);
}

#[test]
fn quiet_needs_no_window_and_a_lot_without_bids_ends_as_scheduled() {
    let mut lot = Lot::us("9.99").closing(ClosingMode::Quiet);
    lot.at(0.0).ticks().happens(&[]);
    lot.at(0.001).ticks().is_told_as(&["closed"]);
}

#[test]
fn quiet_is_capped_too() {
    let mut lot = Lot::us("9.99").closing(ClosingMode::Quiet).extends_by(0, 600).extends_at_most(300);
    lot.at(-10.0).bids(A, "12").extends(0.0, 300.0);
    lot.at(250.0).bids(B, "20").extends_nothing();
}

#[test]
fn in_no_mode_does_a_leaders_raise_or_a_refusal_move_the_end() {
    for mode in ClosingMode::ALL {
        let mut lot = Lot::us("9.99").closing(mode);
        lot.at(-3_600.0).bids(A, "50").extends_nothing();
        let end = lot.auction.ends_at;
        lot.at(-10.0).bids(A, "80").extends_nothing();
        lot.bids(B, "10").is_too_low_for("10.49").extends_nothing();
        assert_eq!(lot.auction.ends_at, end, "{mode:?}");
    }
}

#[test]
fn in_every_moving_mode_a_bid_that_only_moves_the_price_extends_unless_only_a_leader_may() {
    for (mode, to) in [(ClosingMode::Reset, 110.0), (ClosingMode::Add, 120.0), (ClosingMode::Quiet, 110.0)] {
        let mut lot = Lot::us("9.99").closing(mode);
        lot.at(-3_600.0).bids(A, "50").accepted();
        lot.at(-10.0).bids(B, "20").is_beaten_by(A, "20.50").extends(0.0, to);
        let mut strict = Lot::us("9.99").closing(mode).extended_by_a_new_leader_only();
        strict.at(-3_600.0).bids(A, "50").accepted();
        strict.at(-10.0).bids(B, "20").extends_nothing();
        strict.bids(C, "60").leads_at("51").extends(0.0, to);
    }
}

#[test]
fn the_end_that_a_late_bid_moves_says_from_where_to_where_and_why() {
    let mut lot = Lot::us("9.99");
    lot.at(-10.0).bids(A, "12").moves_the_end(Cause::LateBid, 110.0).is_told_as(&["bid", "extended"]);
}

// Groups.

#[test]
fn an_open_lot_of_a_group_follows_another_that_moved() {
    let mut lot = Lot::us("9.99").in_a_group();
    lot.at(-10.0).follows(110.0).moves_the_end(Cause::Group, 110.0);
    lot.follows(110.0).happens(&[]);
    lot.follows(109.0).happens(&[]);
    lot.ends_at(110.0);
}

#[test]
fn a_lot_that_closes_by_itself_follows_nobody() {
    let mut lot = Lot::us("9.99");
    lot.at(-10.0).follows(110.0).happens(&[]);
    lot.ends_at(0.0);
}

#[test]
fn a_lot_follows_only_as_far_as_its_own_cap() {
    let mut lot = Lot::us("9.99").in_a_group().extends_at_most(60);
    lot.at(-10.0).follows(110.0).moves_the_end(Cause::Group, 60.0);
    lot.follows(300.0).happens(&[]);
}

#[test]
fn a_lot_follows_up_to_its_end_and_not_once_it_is_over_or_halted_or_has_not_begun() {
    let mut lot = Lot::us("9.99").in_a_group();
    lot.at(0.0).follows(60.0).moves_the_end(Cause::Group, 60.0);
    lot.at(60.001).follows(110.0).happens(&[]);
    lot.ticks().accepted();
    lot.follows(200.0).happens(&[]);
    Lot::us("9.99").in_a_group().not_begun().follows(60.0).happens(&[]);
    let mut halted = Lot::us("9.99").in_a_group();
    halted.halts(ADMIN, "a question").accepted();
    halted.follows(60.0).happens(&[]);
}

#[test]
fn a_lots_own_late_bid_moves_it_in_a_group_as_anywhere() {
    let mut lot = Lot::us("9.99").in_a_group();
    lot.at(-10.0).bids(A, "12").moves_the_end(Cause::LateBid, 110.0);
}

#[test]
fn a_lot_opened_late_ends_when_it_was_to() {
    let mut lot = Lot::us("9.99").not_begun();
    lot.at(-60.0).ticks().happens(&[Event::Opened { by: None }]);
    lot.ends_at(0.0);
}
