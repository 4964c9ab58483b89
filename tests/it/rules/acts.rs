//! RULES "Ending early" and the admin's clock: halt, resume, cancel, close.

use crate::lot::{A, ADMIN, ANOTHER_SELLER, B, Lot, OWNER, euros};
use gavel::config::SELLER_CANCEL_BEFORE;
use gavel::domain::rejection::NotOpen;
use gavel::domain::{Award, By, Event, Rejection, Standing, Status};

/// Twelve hours before the scheduled end, in seconds after it.
fn twelve_hours_before() -> f64 {
    -(SELLER_CANCEL_BEFORE.num_seconds() as f64)
}

#[test]
fn a_seller_may_cancel_without_a_reason_while_nobody_has_bid() {
    let mut scheduled = Lot::us("9.99").not_begun();
    scheduled.cancels(OWNER, "").accepted();
    scheduled.is(Status::Cancelled);
    let mut open = Lot::us("9.99");
    open.at(-1.0).cancels(OWNER, "").accepted();
    open.is(Status::Cancelled);
}

#[test]
fn a_seller_may_cancel_a_lot_with_bids_more_than_twelve_hours_before_the_end_and_says_why() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    lot.at(twelve_hours_before() - 0.001);
    lot.cancels(OWNER, "  ").is_refused(Rejection::ReasonRequired);
    let reason = "it broke";
    lot.cancels(OWNER, reason).happens(&[Event::Cancelled { by: OWNER, reason: reason.into() }]);
    lot.is(Status::Cancelled);
    lot.stands(A, Standing::Lost);
}

#[test]
fn a_seller_may_not_cancel_a_lot_with_bids_at_twelve_hours_or_less() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    for seconds in [twelve_hours_before(), -60.0, 0.0] {
        lot.at(seconds).cancels(OWNER, "it broke").is_refused(Rejection::HasBids);
    }
    lot.is(Status::Open);
}

#[test]
fn while_a_lot_is_halted_the_time_left_to_cancel_it_stands_still() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    lot.at(twelve_hours_before() - 60.0).halts(ADMIN, "checking the lot").accepted();
    lot.at(-60.0).cancels(OWNER, "it is a copy").accepted();
}

#[test]
fn a_seller_cancels_no_lot_but_their_own() {
    let mut lot = Lot::us("9.99");
    lot.cancels(By::Seller(ANOTHER_SELLER), "spite").is_refused(Rejection::Forbidden);
}

#[test]
fn an_admin_may_cancel_at_any_time_before_the_end_and_says_why() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    lot.at(-1.0).cancels(ADMIN, "").is_refused(Rejection::ReasonRequired);
    lot.cancels(ADMIN, "stolen goods").accepted();
    lot.is(Status::Cancelled);
}

#[test]
fn nobody_cancels_what_has_ended() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    lot.at(0.001).cancels(ADMIN, "regret").is_refused(Rejection::Ended);
    lot.ticks().accepted();
    lot.cancels(ADMIN, "regret").is_refused(Rejection::Ended);
    lot.is(Status::Closed);
}

#[test]
fn a_halt_stops_the_clock_and_a_resume_gives_the_rest_of_the_time_back() {
    let mut lot = Lot::us("9.99");
    lot.at(-600.0).halts(ADMIN, "a question of title").accepted();
    lot.is(Status::Halted);
    lot.at(3_000.0).ticks().happens(&[]);
    lot.resumes(ADMIN, "answered").accepted();
    lot.is(Status::Open);
    lot.ends_at(3_600.0);
    lot.at(3_599.0).bids(A, "12").leads_at("9.99");
}

#[test]
fn a_second_halt_gives_back_its_own_time_too() {
    let mut lot = Lot::us("9.99");
    lot.at(-600.0).halts(ADMIN, "one").accepted();
    lot.at(-500.0).resumes(ADMIN, "on").accepted();
    lot.ends_at(100.0);
    lot.at(-400.0).halts(ADMIN, "two").accepted();
    lot.at(-350.0).resumes(ADMIN, "on").accepted();
    lot.ends_at(150.0);
}

#[test]
fn only_an_open_lot_is_halted_and_only_a_halted_one_resumed() {
    let mut lot = Lot::us("9.99").not_begun();
    lot.halts(ADMIN, "early").is_refused(Rejection::NotOpen(NotOpen::Scheduled));
    lot.resumes(ADMIN, "early").is_refused(Rejection::NotHalted);
    let mut lot = Lot::us("9.99");
    lot.resumes(ADMIN, "nothing").is_refused(Rejection::NotHalted);
    lot.halts(ADMIN, "one").accepted();
    lot.halts(ADMIN, "again").is_refused(Rejection::NotOpen(NotOpen::Halted));
    lot.resumes(ADMIN, "on").accepted();
    lot.resumes(ADMIN, "on").is_refused(Rejection::NotHalted);
}

#[test]
fn a_lot_that_has_ended_is_not_halted() {
    let mut lot = Lot::us("9.99");
    lot.at(0.001).halts(ADMIN, "too late").is_refused(Rejection::Ended);
    lot.ticks().accepted();
    lot.halts(ADMIN, "too late").is_refused(Rejection::Ended);
    lot.resumes(ADMIN, "too late").is_refused(Rejection::Ended);
}

#[test]
fn an_admin_closes_early_and_the_leader_has_it_at_the_price() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "20").accepted();
    lot.bids(B, "12").accepted();
    let reason = Some("a quick sale".to_owned());
    let hammer = Event::Closed {
        by: Some(ADMIN),
        reason,
        awards: vec![Award { bidder: A, quantity: 1, price: euros("12.50") }],
    };
    lot.closes(ADMIN, "a quick sale").happens(&[hammer]);
    lot.stands(A, Standing::Won);
}

#[test]
fn an_early_close_below_the_reserve_sells_nothing() {
    let mut lot = Lot::us("9.99").reserve("50");
    lot.bids(A, "20").accepted();
    let reason = Some("no interest".to_owned());
    lot.closes(ADMIN, "no interest").happens(&[Event::Closed { by: Some(ADMIN), reason, awards: vec![] }]);
    lot.stands(A, Standing::Lost);
}

#[test]
fn a_halted_lot_may_be_closed_or_cancelled() {
    let halted = || {
        let mut lot = Lot::us("9.99");
        lot.halts(ADMIN, "a question").accepted();
        lot
    };
    halted().closes(ADMIN, "settled").accepted();
    halted().cancels(ADMIN, "settled").accepted();
}

#[test]
fn a_lot_that_has_not_begun_or_has_ended_is_not_closed_early() {
    let mut lot = Lot::us("9.99").not_begun();
    lot.closes(ADMIN, "early").is_refused(Rejection::NotOpen(NotOpen::Scheduled));
    let mut lot = Lot::us("9.99");
    lot.at(0.001).closes(ADMIN, "late").is_refused(Rejection::Ended);
    lot.ticks().accepted();
    lot.closes(ADMIN, "twice").is_refused(Rejection::Ended);
}

#[test]
fn a_seller_neither_halts_nor_resumes_nor_closes() {
    let mut lot = Lot::us("9.99");
    lot.halts(OWNER, "wait").is_refused(Rejection::Forbidden);
    lot.closes(OWNER, "enough").is_refused(Rejection::Forbidden);
    lot.halts(ADMIN, "a question").accepted();
    lot.resumes(OWNER, "go on").is_refused(Rejection::Forbidden);
}

#[test]
fn an_admin_always_says_why() {
    let mut lot = Lot::us("9.99");
    lot.halts(ADMIN, " ").is_refused(Rejection::ReasonRequired);
    lot.closes(ADMIN, "").is_refused(Rejection::ReasonRequired);
    lot.cancels(ADMIN, "").is_refused(Rejection::ReasonRequired);
    lot.halts(ADMIN, "a question").accepted();
    lot.resumes(ADMIN, "\t").is_refused(Rejection::ReasonRequired);
}

#[test]
fn who_has_bid_does_not_act_for_the_house() {
    let mut lot = Lot::us("9.99");
    let By::Admin(admin) = ADMIN else { panic!("an admin") };
    lot.at(-600.0).bids(A, "12").accepted();
    lot.bids(admin, "15").accepted();
    lot.halts(ADMIN, "a lost phone").is_refused(Rejection::Forbidden);
    lot.closes(ADMIN, "at a good moment").is_refused(Rejection::Forbidden);
    lot.halts(By::Admin(B), "a lost phone").accepted();
}
