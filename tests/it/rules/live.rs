//! RULES "Other formats": a live lot, run by an auctioneer. The us table steps by 5 from 250, by 2.50 from 100, by 1 from 25.

use crate::lot::{A, ADMIN, ANOTHER_SELLER, B, C, Lot, euros};
use gavel::domain::rejection::NotOpen;
use gavel::domain::{AccountId, Act, Announcement, By, Event, Format, Money, Rejection, Standing, Status};

const UNDO: Act = Act::Undo { last: true };

/// Published, not opened.
fn waiting() -> Lot {
    Lot::us("50").sold_as(Format::Live)
}

fn open() -> Lot {
    let mut lot = waiting();
    lot.conducts(Act::Open).is_told_as(&["opened"]);
    lot
}

fn ask(amount: &str) -> Act {
    Act::Ask(euros(amount))
}

fn floor(amount: &str) -> Act {
    Act::Floor(Some(euros(amount)))
}

#[track_caller]
fn floor_leads(lot: &Lot, price: &str) {
    assert_eq!(lot.auction.lead.map(|lead| lead.bidder), Some(AccountId::FLOOR));
    lot.price_is(price);
}

#[test]
fn a_live_lot_is_opened_and_ended_by_its_auctioneer_alone() {
    let mut lot = waiting();
    lot.at(0.0).ticks().happens(&[]);
    lot.is(Status::Scheduled);
    assert_eq!(lot.auction.due_at(), None);
    lot.conducts(Act::Open).accepted();
    lot.at(86_400.0).ticks().happens(&[]);
    lot.is(Status::Open);
    lot.bids(A, "80").leads_at("50").extends_nothing();
    lot.conducts(Act::Hammer).is_told_as(&["closed"]);
    lot.gives(&[(A, 1, "50")]);
}

#[test]
fn only_the_lots_seller_or_an_admin_conducts_it() {
    let mut lot = waiting();
    for by in [By::Seller(ANOTHER_SELLER), By::Bidder(A)] {
        lot.conducted_by(by, Act::Open).is_refused(Rejection::Forbidden);
    }
    lot.conducted_by(ADMIN, Act::Open).accepted();
    Lot::us("10").conducts(Act::Warn).is_refused(Rejection::NotLive);
}

#[test]
fn a_lot_is_opened_once_and_conducted_only_while_it_is_open() {
    let mut lot = waiting();
    lot.conducts(Act::Warn).is_refused(Rejection::NotOpen(NotOpen::Scheduled));
    lot.conducts(Act::Open).accepted();
    lot.conducts(Act::Open).is_refused(Rejection::OpenAlready);
    lot.halts(ADMIN, "a question").accepted();
    for act in [Act::Open, Act::Hammer, Act::Pass, Act::Warn, floor("80")] {
        lot.conducts(act).is_refused(Rejection::NotOpen(NotOpen::Halted));
    }
    lot.resumes(ADMIN, "answered").accepted();
    lot.conducts(Act::Pass).accepted();
    for act in [Act::Open, Act::Hammer, ask("80")] {
        lot.conducts(act).is_refused(Rejection::Ended);
    }
}

#[test]
fn absentee_maxima_compete_by_the_english_rules_before_the_lot_is_opened() {
    let mut lot = waiting();
    lot.bids(A, "80").leads_at("50").next("51");
    lot.bids(B, "120").leads_at("81");
    lot.bids(C, "120").is_beaten_by(B, "120");
    lot.stands(B, Standing::Leading);
    lot.conducts(Act::Open).accepted();
    lot.conducts(Act::Hammer).accepted();
    lot.gives(&[(B, 1, "120")]);
}

#[test]
fn a_bid_from_the_floor_is_answered_by_an_absentee_at_the_next_increment() {
    let mut lot = waiting();
    lot.bids(A, "120").leads_at("50");
    lot.conducts(Act::Open).accepted();
    lot.conducts(floor("60")).is_told_as(&["bid"]);
    assert_eq!(lot.auction.lead.map(|lead| lead.bidder), Some(A));
    lot.price_is("61");
    lot.conducts(floor("120")).accepted();
    lot.price_is("120");
    lot.stands(A, Standing::Leading);
    lot.conducts(floor("122.50")).accepted();
    floor_leads(&lot, "122.50");
}

#[test]
fn the_floor_answers_itself_and_takes_the_next_step_unless_the_auctioneer_says_another() {
    let mut lot = open();
    lot.conducts(Act::Floor(None)).accepted();
    floor_leads(&lot, "50");
    lot.conducts(Act::Floor(None)).accepted();
    floor_leads(&lot, "51");
    lot.conducts(floor("51.99")).is_too_low_for("52");
    lot.conducts(floor("200")).accepted();
    floor_leads(&lot, "200");
    assert_eq!(lot.auction.bids, 3);
    lot.conducts(Act::Hammer).accepted();
    lot.gives(&[(AccountId::FLOOR, 1, "200")]);
}

#[test]
fn a_bid_from_the_floor_has_its_place_for_a_key_since_nobody_could_send_it_again() {
    let mut lot = open();
    for _ in 0..3 {
        lot.conducts(Act::Floor(None)).accepted();
        let Some((_, Event::Bid(placed))) = lot.ledger.last() else { panic!("no bid in the ledger") };
        assert_eq!(placed.key.0.as_u64_pair().1, lot.last().unsigned_abs());
    }
}

#[test]
fn the_floors_bids_still_answer_each_other_when_another_is_voided() {
    let mut lot = open();
    lot.bids(A, "60").accepted();
    let voided = lot.last();
    lot.conducts(floor("70")).accepted();
    lot.conducts(floor("80")).accepted();
    lot.voids(ADMIN, voided, "a forged account").accepted();
    floor_leads(&lot, "80");
}

#[test]
fn a_live_lot_may_be_opened_before_it_was_to_begin() {
    let mut lot = waiting().not_begun();
    lot.conducts(Act::Open).accepted();
    lot.bids(A, "60").leads_at("50");
}

#[test]
fn what_is_asked_for_is_the_least_bid_until_somebody_bids_it() {
    let mut lot = open();
    lot.conducts(ask("100")).accepted();
    lot.minimum_is("100");
    lot.bids(A, "99.99").is_too_low_for("100");
    lot.bids(A, "150").leads_at("100").next("102.50");
}

#[test]
fn an_ask_may_lie_below_the_next_step_for_the_room_and_for_those_afar() {
    let mut lot = open();
    lot.bids(A, "100").leads_at("50");
    lot.conducts(floor("100")).accepted();
    lot.conducts(floor("110")).accepted();
    lot.conducts(ask("111")).accepted();
    lot.bids(B, "111").leads_at("111");
    lot.conducts(ask("112")).accepted();
    lot.conducts(Act::Floor(None)).accepted();
    floor_leads(&lot, "112");
    lot.conducts(ask("113")).accepted();
    lot.conducts(Act::Floor(None)).accepted();
    floor_leads(&lot, "113");
}

#[test]
fn an_ask_is_above_what_is_bid_and_no_more_than_anybody_can_bid() {
    let mut lot = open();
    lot.conducts(ask("49.99")).is_refused(Rejection::BadAsk { minimum: euros("50") });
    lot.conducts(ask("50")).accepted();
    lot.bids(A, "80").leads_at("50");
    lot.conducts(ask("50")).is_refused(Rejection::BadAsk { minimum: euros("50.01") });
    lot.conducts(ask("50.01")).accepted();
    let largest = gavel::config::LARGEST_AMOUNT;
    let beyond = Money(largest.0 + 1);
    lot.conducts(Act::Ask(beyond)).is_refused(Rejection::BadAsk { minimum: euros("50.01") });
    lot.conducts(Act::Floor(Some(beyond))).is_refused(Rejection::BadAmount);
    lot.conducts(Act::Ask(largest)).accepted();
    lot.conducts(Act::Floor(Some(largest))).accepted();
}

#[test]
fn asks_and_floor_bids_keep_to_whole_steps() {
    let mut lot = waiting().in_steps_of("5");
    lot.conducts(Act::Open).accepted();
    let off = Rejection::OffQuantum { quantum: euros("5") };
    lot.conducts(ask("52")).is_refused(off);
    lot.conducts(floor("52")).is_refused(off);
    lot.conducts(floor("55")).accepted();
    lot.conducts(ask("55")).is_refused(Rejection::BadAsk { minimum: euros("60") });
}

#[test]
fn fair_warning_stands_until_the_next_bid_or_ask() {
    let mut lot = open();
    lot.bids(A, "80").accepted();
    lot.conducts(Act::Warn).is_told_as(&["announced"]);
    assert!(lot.auction.warned);
    lot.bids(A, "90").accepted();
    assert!(lot.auction.warned, "a leader's raise is nobody's bid");
    lot.bids(B, "60").accepted();
    assert!(!lot.auction.warned);
    lot.conducts(Act::Warn).accepted();
    lot.conducts(ask("100")).accepted();
    assert!(!lot.auction.warned);
}

#[test]
fn what_is_announced_is_in_the_ledger_and_changes_nothing() {
    let mut lot = open();
    let said = Announcement::Note("Lot two is withdrawn.".into());
    let by = crate::lot::OWNER;
    lot.conducts(Act::Announce("Lot two is withdrawn.".into())).happens(&[Event::Announced { by, what: said }]);
    lot.minimum_is("50");
}

#[test]
fn a_raise_that_the_reserve_pulls_past_the_ask_answers_it() {
    let mut lot = waiting().reserve("200");
    lot.conducts(Act::Open).accepted();
    lot.bids(A, "60").leads_at("60");
    lot.conducts(ask("100")).accepted();
    lot.bids(A, "90").leads_at("90").next("100");
    lot.bids(A, "100").leads_at("100").next("102.50");
    lot.conducts(ask("120")).accepted();
    lot.bids(A, "150").leads_at("150").next("152.50");
}

#[test]
fn the_hammer_sells_at_the_reserve_and_a_pass_sells_nothing() {
    let mut below = waiting().reserve("100");
    below.conducts(Act::Open).accepted();
    below.conducts(floor("99")).accepted();
    below.conducts(Act::Hammer).accepted();
    below.gives(&[]);
    let mut passed = open();
    passed.bids(A, "80").accepted();
    passed.conducts(Act::Pass).is_told_as(&["closed"]);
    passed.gives(&[]);
    passed.stands(A, Standing::Lost);
}

#[test]
fn a_hammer_is_undone_until_the_next_lot_is_opened() {
    let mut lot = open();
    lot.bids(A, "80").accepted();
    assert!(!lot.auction.may_come_back());
    lot.conducts(Act::Hammer).accepted();
    assert!(lot.auction.may_come_back());
    lot.conducts(Act::Undo { last: false }).is_refused(Rejection::NothingToUndo);
    lot.is(Status::Closed);
    lot.conducts(UNDO).accepted();
    lot.is(Status::Open);
    lot.stands(A, Standing::Leading);
    lot.bids(B, "100").leads_at("81");
    lot.conducts(Act::Hammer).accepted();
    lot.gives(&[(B, 1, "81")]);
}

#[test]
fn an_undone_hammer_leaves_a_halted_lot_halted() {
    let mut lot = open();
    lot.halts(ADMIN, "a question").accepted();
    lot.closes(ADMIN, "settled").accepted();
    lot.conducts(UNDO).accepted();
    lot.is(Status::Halted);
    lot.resumes(ADMIN, "after all").accepted();
    lot.is(Status::Open);
}

#[test]
fn undoing_a_floor_bid_folds_the_others_as_if_it_had_never_been() {
    let mut lot = open();
    lot.bids(A, "80").leads_at("50");
    lot.conducts(floor("500")).accepted();
    floor_leads(&lot, "500");
    lot.conducts(UNDO).accepted();
    lot.price_is("50");
    lot.stands(A, Standing::Leading);
    assert_eq!(lot.auction.bids, 1);
    lot.conducts(UNDO).is_refused(Rejection::NothingToUndo);
}

#[test]
fn undoing_an_ask_brings_back_the_one_before_unless_it_was_bid() {
    let mut lot = open();
    lot.conducts(ask("100")).accepted();
    lot.conducts(ask("120")).accepted();
    lot.conducts(UNDO).accepted();
    lot.minimum_is("100");
    lot.conducts(ask("120")).accepted();
    lot.bids(A, "150").leads_at("120").next("122.50");
    lot.conducts(UNDO).accepted();
    lot.minimum_is("122.50");
    lot.conducts(UNDO).accepted();
    lot.minimum_is("122.50");
    lot.conducts(UNDO).is_refused(Rejection::NothingToUndo);
}

#[test]
fn undoing_a_warning_takes_it_back() {
    let mut lot = open();
    lot.conducts(Act::Warn).accepted();
    lot.conducts(UNDO).accepted();
    assert!(!lot.auction.warned);
}

#[test]
fn a_lot_that_time_has_closed_does_not_come_back() {
    let mut lot = Lot::us("9.99");
    lot.at(0.001).ticks().accepted();
    assert!(!lot.auction.may_come_back());
}

#[test]
fn a_cancelled_lot_stays_cancelled() {
    let mut lot = open();
    lot.conducts(floor("60")).accepted();
    lot.cancels(ADMIN, "withdrawn").accepted();
    lot.conducts(UNDO).is_refused(Rejection::NothingToUndo);
    lot.is(Status::Cancelled);
}

#[test]
fn a_floor_bid_that_was_voided_is_not_undone_once_more() {
    let mut lot = open();
    lot.conducts(ask("60")).accepted();
    lot.conducts(Act::Floor(None)).accepted();
    let voided = lot.last();
    lot.voids(ADMIN, voided, "nobody bid it").accepted();
    assert_eq!((lot.auction.bids, lot.auction.price), (0, None));
    lot.conducts(UNDO).accepted();
    lot.conducts(UNDO).is_refused(Rejection::NothingToUndo);
    assert_eq!(lot.auction.bids, 0);
}

#[test]
fn whoever_took_what_was_asked_pays_it_still_when_another_bid_is_voided() {
    let mut lot = open();
    lot.bids(A, "60").leads_at("50");
    let first = lot.last();
    lot.conducts(ask("100")).accepted();
    lot.bids(B, "300").leads_at("100");
    lot.voids(ADMIN, first, "a forged account").accepted();
    lot.price_is("100");
    lot.stands(B, Standing::Leading);
}

#[test]
fn an_absentee_takes_a_mistyped_maximum_back_only_before_the_lot_is_opened() {
    let mut lot = waiting().with_retraction();
    lot.at(-3_600.0).bids(A, "800").accepted();
    let mistyped = lot.last();
    lot.retracts(A, mistyped).accepted();
    assert_eq!(lot.auction.standing(A), None);
    lot.bids(A, "80").accepted();
    let meant = lot.last();
    lot.conducts(Act::Open).accepted();
    lot.retracts(A, meant).is_refused(Rejection::NotRetractable);
}
