//! RULES "Other formats": Dutch. From 100 the price falls by 5 every minute, down to 20; every lot here opens a day before
//! its end.

use crate::lot::{A, ADMIN, B, Lot, euros};
use chrono::TimeDelta;
use gavel::domain::{Event, Format, Rejection, Standing, Status};

const OPENS: f64 = -86_400.0;

fn dutch() -> Lot {
    Lot::us("100").sold_as(Format::Dutch { step: euros("5"), every: TimeDelta::minutes(1), floor: euros("20") })
}

#[track_caller]
fn costs(lot: &Lot, seconds: f64, price: &str) {
    assert_eq!(
        lot.auction.minimum_at(crate::lot::instant(OPENS + seconds)),
        euros(price),
        "{seconds} s after the opening"
    );
}

#[test]
fn the_price_falls_by_a_step_every_so_often_down_to_the_floor() {
    let lot = dutch();
    for (seconds, price) in [
        (0.0, "100"),
        (59.999, "100"),
        (60.0, "95"),
        (119.999, "95"),
        (120.0, "90"),
        (15.0 * 60.0, "25"),
        (16.0 * 60.0, "20"),
        (17.0 * 60.0, "20"),
        (86_400.0, "20"),
    ] {
        costs(&lot, seconds, price);
    }
}

#[test]
fn a_floor_between_two_steps_is_not_undercut() {
    let lot =
        Lot::us("100").sold_as(Format::Dutch { step: euros("30"), every: TimeDelta::minutes(1), floor: euros("20") });
    for (minutes, price) in [(2.0, "40"), (3.0, "20"), (4.0, "20")] {
        costs(&lot, minutes * 60.0, price);
    }
}

#[test]
fn the_first_to_accept_buys_at_the_price_shown_when_their_bid_was_received() {
    let mut lot = dutch();
    lot.at(OPENS + 59.999).bids(A, "95").is_too_low_for("100");
    lot.at(OPENS + 60.0).bids(A, "95").is_told_as(&["bid", "closed"]);
    lot.gives(&[(A, 1, "95")]);
    lot.is(Status::Closed);
    lot.stands(A, Standing::Won);
    lot.at(OPENS + 61.0).bids(B, "100").is_refused(Rejection::Ended);
}

#[test]
fn whoever_authorises_more_than_is_shown_pays_what_is_shown() {
    let mut lot = dutch();
    lot.at(OPENS + 600.0).bids(A, "80").leads_at("50");
    lot.gives(&[(A, 1, "50")]);
    let Some((_, Event::Bid(bought))) = lot.ledger.iter().rev().nth(1) else { panic!("no bid in the ledger") };
    assert_eq!((bought.amount, bought.maximum), (Some(euros("50")), euros("80")));
}

#[test]
fn a_bid_received_in_the_last_instant_of_a_price_buys_at_it_however_late_it_is_decided() {
    let mut lot = dutch();
    lot.at(OPENS + 300.0).ticks().happens(&[]);
    lot.at(OPENS + 119.999).bids(A, "95").leads_at("95");
}

#[test]
fn a_halt_stops_the_fall_and_a_resume_goes_on_from_there() {
    let mut lot = dutch();
    lot.at(OPENS + 90.0).halts(ADMIN, "a question").accepted();
    costs(&lot, 90.0, "95");
    costs(&lot, 3_600.0, "95");
    lot.at(OPENS + 3_600.0).resumes(ADMIN, "answered").accepted();
    costs(&lot, 3_600.0, "95");
    costs(&lot, 3_629.999, "95");
    costs(&lot, 3_630.0, "90");
    lot.ends_at(3_510.0);
    lot.at(OPENS + 3_640.0).halts(ADMIN, "another").accepted();
    lot.at(OPENS + 3_660.0).resumes(ADMIN, "answered").accepted();
    costs(&lot, 3_709.999, "90");
    costs(&lot, 3_710.0, "85");
}

#[test]
fn a_falling_price_says_when_it_falls_next_and_to_what() {
    let mut lot = dutch();
    let next = |lot: &Lot, seconds: f64| lot.auction.next_fall(crate::lot::instant(OPENS + seconds));
    let falls = |seconds: f64, price| Some((crate::lot::instant(OPENS + seconds), euros(price)));
    assert_eq!(next(&lot, -5.0), falls(60.0, "95"), "as it is opened");
    assert_eq!(next(&lot, 59.999), falls(60.0, "95"));
    assert_eq!(next(&lot, 60.0), falls(120.0, "90"));
    assert_eq!(next(&lot, 15.0 * 60.0), falls(16.0 * 60.0, "20"));
    assert_eq!(next(&lot, 16.0 * 60.0), None, "it stands at its floor");
    lot.at(OPENS + 30.0).halts(ADMIN, "a question").accepted();
    assert_eq!(next(&lot, 40.0), None, "it stands still");
    lot.at(OPENS + 90.0).resumes(ADMIN, "answered").accepted();
    assert_eq!(next(&lot, 100.0), falls(120.0, "95"));
    lot.at(OPENS + 100.0).bids(A, "100").accepted();
    assert_eq!(next(&lot, 101.0), None, "it is sold");
    assert_eq!(next(&Lot::us("10"), 0.0), None, "an English price does not fall");
}

#[test]
fn a_lot_nobody_accepts_ends_unsold() {
    let mut lot = dutch();
    lot.at(0.0).bids(A, "19.99").is_too_low_for("20");
    lot.at(0.001).ticks().is_told_as(&["closed"]);
    lot.gives(&[]);
}
