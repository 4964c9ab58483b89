//! RULES "Closing": what moves the end and what does not. By default W = E = 2 min; seconds count from the scheduled end.

mod candles;
mod modes;
mod outages;

use crate::lot::{A, ADMIN, B, C, Lot};
use gavel::domain::Event;
use gavel::domain::{Rejection, Standing, Status};
use gavel::store::ledger::kind;

#[test]
fn a_lot_opens_at_its_start_and_not_before() {
    let mut lot = Lot::us("9.99").not_begun();
    lot.ticks().happens(&[]);
    lot.is(Status::Scheduled);
    lot.at(-86_400.0).ticks().happens(&[Event::Opened { by: None }]);
    lot.is(Status::Open);
    lot.ticks().happens(&[]);
}

#[test]
fn a_bid_at_exactly_the_end_is_accepted_and_one_a_millisecond_later_is_not() {
    let mut lot = Lot::us("9.99").hard_close();
    lot.at(0.0).bids(A, "12").leads_at("9.99");
    lot.at(0.001).bids(B, "20").is_refused(Rejection::Ended);
}

#[test]
fn a_tick_closes_only_after_the_end_and_only_once() {
    let mut lot = Lot::us("9.99");
    lot.at(0.0).ticks().happens(&[]);
    lot.is(Status::Open);
    lot.at(0.001).ticks().happens(&[Event::Closed { by: None, reason: None, awards: vec![] }]);
    lot.is(Status::Closed);
    lot.at(60.0).ticks().happens(&[]);
}

#[test]
fn a_lot_knows_since_when_it_is_open_and_since_when_it_is_halted() {
    let mut lot = Lot::us("9.99").not_begun();
    assert_eq!((lot.auction.opened_at(), lot.auction.halted_at()), (None, None));
    lot.at(-86_000.0).ticks().accepted();
    lot.at(-600.0).halts(ADMIN, "a question").accepted();
    assert_eq!(lot.auction.opened_at(), Some(crate::lot::instant(-86_000.0)));
    assert_eq!(lot.auction.halted_at(), Some(crate::lot::instant(-600.0)));
    assert_eq!(lot.auction.time_left(crate::lot::instant(0.0)).num_seconds(), 600);
    lot.at(-500.0).resumes(ADMIN, "answered").accepted();
    assert_eq!(lot.auction.halted_at(), None);
    assert_eq!(lot.auction.time_left(crate::lot::instant(0.0)).num_seconds(), 100);
}

#[test]
fn an_instant_of_the_house_is_whole_milliseconds_and_no_leap_second() {
    let at = |text: &str| text.parse::<gavel::domain::Timestamp>().expect("an instant");
    let whole = |text| gavel::domain::whole_millis(at(text));
    assert_eq!(whole("2027-01-15T08:00:00.123999Z"), at("2027-01-15T08:00:00.123Z"));
    assert_eq!(whole("2016-12-31T23:59:60.500Z"), at("2017-01-01T00:00:00.500Z"));
}

#[test]
fn the_lot_says_when_it_is_next_due() {
    let mut lot = Lot::us("9.99").not_begun();
    assert_eq!(lot.auction.due_at(), Some(lot.auction.terms.starts_at));
    lot.at(-86_400.0).ticks().accepted();
    let after_the_end = lot.auction.ends_at + chrono::TimeDelta::milliseconds(1);
    assert_eq!(lot.auction.due_at(), Some(after_the_end));
    lot.halts(ADMIN, "a question").accepted();
    assert_eq!(lot.auction.due_at(), None);
    lot.closes(ADMIN, "settled").accepted();
    assert_eq!(lot.auction.due_at(), None);
}

#[test]
fn a_hard_close_moves_for_nobody() {
    let mut lot = Lot::us("9.99").hard_close();
    lot.at(-1.0).bids(A, "12").leads_at("9.99").extends_nothing();
    lot.at(0.0).bids(B, "20").leads_at("12.50").extends_nothing();
    lot.ends_at(0.0);
}

#[test]
fn a_bid_before_the_window_moves_nothing_and_one_inside_it_does() {
    let mut lot = Lot::us("9.99");
    lot.at(-120.0).bids(A, "12").leads_at("9.99").extends_nothing();
    lot.at(-119.999).bids(B, "20").leads_at("12.50").extends(0.0, 0.001);
}

#[test]
fn the_window_begins_just_after_its_first_instant() {
    let mut lot = Lot::us("9.99").extends_by(60, 120);
    lot.at(-60.0).bids(A, "12").leads_at("9.99").extends_nothing();
    lot.at(-59.999).bids(B, "20").leads_at("12.50").extends(0.0, 60.001);
}

#[test]
fn the_first_bid_of_all_does_extend() {
    let mut lot = Lot::us("9.99");
    lot.at(-30.0).bids(A, "12").leads_at("9.99").extends(0.0, 90.0);
}

#[test]
fn a_bid_at_exactly_the_end_extends_by_the_whole_extension() {
    let mut lot = Lot::us("9.99");
    lot.at(0.0).bids(A, "12").extends(0.0, 120.0);
}

#[test]
fn two_bids_in_one_window_extend_each_from_its_own_instant() {
    let mut lot = Lot::us("9.99");
    lot.at(-60.0).bids(A, "12").extends(0.0, 60.0);
    lot.at(-59.0).bids(B, "20").extends(60.0, 61.0);
    lot.at(-58.0).bids(C, "30").extends(61.0, 62.0);
}

#[test]
fn a_bid_that_changes_only_the_price_extends_too() {
    let mut lot = Lot::us("9.99");
    lot.at(-600.0).bids(A, "50").extends_nothing();
    lot.at(-60.0).bids(B, "20").is_beaten_by(A, "20.50").extends(0.0, 60.0);
    lot.at(-50.0).bids(C, "50").is_beaten_by(A, "50").extends(60.0, 70.0);
}

#[test]
fn where_only_a_new_leader_extends_a_beaten_bid_does_not() {
    let mut lot = Lot::us("9.99").extended_by_a_new_leader_only();
    lot.at(-600.0).bids(A, "50").extends_nothing();
    lot.at(-60.0).bids(B, "20").is_beaten_by(A, "20.50").extends_nothing();
    lot.at(-60.0).bids(C, "50").is_beaten_by(A, "50").extends_nothing();
    lot.at(-50.0).bids(B, "60").leads_at("51").extends(0.0, 70.0);
}

#[test]
fn where_only_a_new_leader_extends_the_first_leader_is_one() {
    let mut lot = Lot::us("9.99").extended_by_a_new_leader_only();
    lot.at(-60.0).bids(A, "12").extends(0.0, 60.0);
}

#[test]
fn a_refused_bid_never_extends() {
    let mut lot = Lot::us("9.99");
    lot.at(-600.0).bids(A, "50").accepted();
    lot.at(-600.0).bids(B, "20").accepted();
    lot.at(-10.0).bids(C, "20.50").is_too_low_for("21").extends_nothing();
    lot.at(-10.0).bids(C, "0").is_refused(Rejection::BadAmount).extends_nothing();
    lot.ends_at(0.0);
}

#[test]
fn a_leaders_raise_never_extends_even_where_the_reserve_moves_the_price() {
    let mut plain = Lot::us("9.99");
    plain.at(-600.0).bids(A, "12").accepted();
    plain.at(-10.0).bids(A, "50").leads_at("9.99").extends_nothing();
    plain.ends_at(0.0);
    let mut reserved = Lot::us("9.99").reserve("100");
    reserved.at(-600.0).bids(A, "12").leads_at("12");
    reserved.at(-10.0).bids(A, "150").leads_at("100").meets_the_reserve().extends_nothing();
    reserved.ends_at(0.0);
}

#[test]
fn the_end_never_comes_nearer() {
    let mut lot = Lot::us("9.99").extends_by(300, 60);
    lot.at(-200.0).bids(A, "12").extends_nothing();
    lot.at(-60.0).bids(B, "20").extends_nothing();
    lot.at(-59.0).bids(C, "30").extends(0.0, 1.0);
    lot.ends_at(1.0);
}

#[test]
fn a_bid_received_earlier_but_decided_later_takes_nothing_back() {
    let mut lot = Lot::us("9.99");
    lot.at(-10.0).bids(A, "12").extends(0.0, 110.0);
    lot.at(-11.0).bids(B, "20").leads_at("12.50").extends_nothing();
    lot.ends_at(110.0);
}

#[test]
fn extensions_go_on_as_long_as_bids_do() {
    let mut lot = Lot::us("9.99").extends_by(60, 60);
    let mut end = 0.0;
    for (turn, amount) in ["12", "20", "30", "40", "50", "60"].into_iter().enumerate() {
        let bidder = if turn % 2 == 0 { A } else { B };
        lot.at(end - 5.0).bids(bidder, amount).extends(end, end + 55.0);
        end += 55.0;
    }
    lot.at(end + 0.001).ticks().accepted();
    lot.stands(B, Standing::Won);
}

#[test]
fn a_cap_bounds_all_extensions_together() {
    let mut lot = Lot::us("9.99").extends_at_most(150);
    lot.at(-10.0).bids(A, "12").extends(0.0, 110.0);
    lot.at(100.0).bids(B, "20").extends(110.0, 150.0);
    lot.at(149.0).bids(C, "30").leads_at("20.50").extends_nothing();
    lot.at(150.001).bids(A, "40").is_refused(Rejection::Ended);
}

#[test]
fn a_cap_of_nothing_is_a_hard_close() {
    let mut lot = Lot::us("9.99").extends_at_most(0);
    lot.at(-10.0).bids(A, "12").extends_nothing();
    lot.ends_at(0.0);
}

#[test]
fn a_halt_moves_the_cap_with_the_end() {
    let mut lot = Lot::us("9.99").extends_at_most(150);
    lot.at(-1_000.0).halts(ADMIN, "a question").accepted();
    lot.at(0.0).resumes(ADMIN, "answered").accepted();
    lot.ends_at(1_000.0);
    lot.at(990.0).bids(A, "12").extends(1_000.0, 1_110.0);
    lot.at(1_100.0).bids(B, "20").extends(1_110.0, 1_150.0);
}

#[test]
fn a_halt_within_an_extension_keeps_what_is_left_of_the_cap() {
    let mut lot = Lot::us("9.99").extends_at_most(150);
    lot.at(-10.0).bids(A, "12").extends(0.0, 110.0);
    lot.at(50.0).halts(ADMIN, "a question").accepted();
    lot.at(1_050.0).resumes(ADMIN, "answered").accepted();
    lot.ends_at(1_110.0);
    lot.at(1_100.0).bids(B, "20").extends(1_110.0, 1_150.0);
}

#[test]
fn the_event_of_a_late_bid_comes_before_what_it_brings_about() {
    let mut lot = Lot::us("9.99").reserve("50");
    lot.at(-10.0).bids(A, "80").meets_the_reserve().extends(0.0, 110.0);
    let kinds: Vec<&str> = lot.ledger.iter().map(|(_, event)| kind(event)).collect();
    assert_eq!(kinds, ["opened", "bid", "reserve_met", "extended"]);
}
