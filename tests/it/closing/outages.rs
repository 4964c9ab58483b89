//! RULES "Outage": an end that fell while the house was away, or soon after, is moved to ten minutes after it is back (I14).

use crate::lot::{A, ADMIN, B, Lot};
use gavel::config::{OUTAGE_GRACE, OUTAGE_LEAST};
use gavel::domain::{Act, Cause, ClosingMode, Event, Format, Rejection, Seed, Status};

const GRACE: f64 = 600.0;

#[test]
fn the_grace_is_ten_minutes_and_a_short_outage_less_than_five_seconds() {
    assert_eq!((OUTAGE_GRACE.num_seconds(), OUTAGE_LEAST.num_seconds()), (600, 5));
}

#[test]
fn an_end_inside_the_gap_is_moved_to_ten_minutes_after_it() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    lot.survives(-600.0, 600.0).moves_the_end(Cause::Outage, 600.0 + GRACE);
    lot.ticks().happens(&[]);
    lot.bids(B, "20").leads_at("12.50");
    lot.at(1_200.001).ticks().is_told_as(&["closed"]);
}

#[test]
fn an_end_within_ten_minutes_after_the_gap_is_moved_too() {
    for (until, moved) in [(-0.001, true), (-599.999, true), (-600.0, false), (-601.0, false)] {
        let mut lot = Lot::us("9.99");
        match moved {
            true => lot.survives(-1_200.0, until).moves_the_end(Cause::Outage, until + GRACE),
            false => lot.survives(-1_200.0, until).happens(&[]),
        };
    }
}

#[test]
fn an_end_well_after_the_gap_or_up_to_the_last_sign_of_life_before_it_stands() {
    let mut after = Lot::us("9.99");
    after.survives(-7_200.0, -3_600.0).happens(&[]);
    let mut before = Lot::us("9.99");
    before.survives(0.0, 600.0).happens(&[]);
    before.ends_at(0.0);
    let mut just_inside = Lot::us("9.99");
    just_inside.survives(-0.001, 600.0).moves_the_end(Cause::Outage, 1_200.0);
}

#[test]
fn an_outage_of_less_than_five_seconds_moves_only_an_end_inside_it() {
    let mut soon_after = Lot::us("9.99");
    soon_after.survives(-104.999, -100.0).happens(&[]);
    soon_after.survives(-105.0, -100.0).moves_the_end(Cause::Outage, 500.0);
    let mut inside = Lot::us("9.99");
    inside.survives(-0.001, 0.0).moves_the_end(Cause::Outage, GRACE);
}

#[test]
fn under_the_first_rules_an_end_during_an_outage_stands() {
    let mut lot = Lot::us("9.99").under_the_first_rules();
    lot.survives(-600.0, 600.0).happens(&[]);
    lot.ticks().is_told_as(&["closed"]);
}

#[test]
fn an_outage_heard_of_twice_moves_an_end_once() {
    let mut lot = Lot::us("9.99");
    lot.survives(-600.0, 600.0).accepted();
    lot.survives(-600.0, 600.0).happens(&[]);
    lot.ends_at(1_200.0);
}

#[test]
fn a_second_outage_moves_the_end_again() {
    let mut lot = Lot::us("9.99");
    lot.survives(-600.0, 600.0).accepted();
    lot.survives(700.0, 800.0).moves_the_end(Cause::Outage, 1_400.0);
}

#[test]
fn a_lot_that_was_to_begin_in_the_gap_is_moved_although_it_is_opened_only_after_it() {
    let mut lot = Lot::us("9.99").not_begun();
    lot.at(601.0).ticks().happens(&[Event::Opened { by: None }]);
    lot.survives(-90_000.0, 600.0).moves_the_end(Cause::Outage, 1_200.0);
}

#[test]
fn a_lot_that_begins_after_the_gap_is_not_concerned() {
    let mut begins_later = Lot::us("9.99").under(|terms| terms.starts_at = crate::lot::instant(-60.0));
    begins_later.survives(-3_600.0, -60.001).happens(&[]);
    let mut begins_then = Lot::us("9.99").under(|terms| terms.starts_at = crate::lot::instant(-60.0));
    begins_then.survives(-3_600.0, -60.0).moves_the_end(Cause::Outage, 540.0);
}

#[test]
fn an_outage_is_no_extension_that_a_cap_could_bound_and_a_cap_counts_from_it_anew() {
    let mut lot = Lot::us("9.99").extends_at_most(60);
    lot.survives(-600.0, 600.0).moves_the_end(Cause::Outage, 1_200.0);
    lot.at(1_199.0).bids(A, "12").extends(1_200.0, 1_260.0);
}

#[test]
fn a_halted_lot_a_closed_one_and_a_live_one_are_not_moved() {
    let mut halted = Lot::us("9.99");
    halted.at(-700.0).halts(ADMIN, "a question").accepted();
    halted.survives(-600.0, 600.0).happens(&[]);
    let mut closed = Lot::us("9.99");
    closed.at(-700.0).closes(ADMIN, "a quick sale").accepted();
    closed.survives(-600.0, 600.0).happens(&[]);
    closed.is(Status::Closed);
    let mut live = Lot::us("9.99").sold_as(Format::Live);
    live.conducts(Act::Open).accepted();
    live.survives(-600.0, 600.0).happens(&[]);
}

#[test]
fn a_hard_close_is_moved_by_an_outage_too() {
    let mut lot = Lot::us("9.99").hard_close();
    lot.survives(-600.0, 600.0).moves_the_end(Cause::Outage, 1_200.0);
}

// Candles: of this seed the candle burns 126.567 s if it may burn ten minutes.

fn candle() -> Lot {
    Lot::us("9.99").closing(ClosingMode::Candle).extends_by(0, 600).burning(Seed([7; 32]))
}

#[test]
fn a_candle_that_would_have_gone_out_in_the_gap_burns_on_after_it() {
    let mut lot = candle();
    lot.survives(100.0, 300.0).moves_the_end(Cause::Outage, 900.0);
    lot.at(900.0 + 126.567).bids(A, "12").leads_at("9.99");
    lot.at(900.0 + 126.568).bids(B, "20").is_refused(Rejection::Ended);
}

#[test]
fn whether_a_candle_was_still_burning_after_the_gap_is_not_told() {
    let mut burns_on = candle();
    burns_on.survives(50.0, 100.0).moves_the_end(Cause::Outage, 700.0);
    let mut went_out_before = candle();
    went_out_before.survives(126.567, 300.0).happens(&[]);
}
