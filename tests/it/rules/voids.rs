//! RULES "Retraction": a bid taken back by its bidder or struck out by an admin, and what the others then come to.

use crate::lot::{A, ADMIN, B, C, Lot, OWNER, euros, instant};
use gavel::domain::rejection::NotOpen;
use gavel::domain::terms::Pricing;
use gavel::domain::{By, Event, Format, Rejection, Standing};

#[test]
fn a_void_folds_the_remaining_bids_in_their_order_and_the_price_falls() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").leads_at("9.99");
    lot.bids(B, "500").leads_at("12.50");
    let voided = lot.last();
    lot.bids(C, "100").is_beaten_by(B, "102.50");
    let reason = "the account was not theirs";
    lot.voids(ADMIN, voided, reason).happens(&[Event::Voided { by: ADMIN, seq: voided, reason: reason.into() }]);
    lot.stands(C, Standing::Leading);
    lot.price_is("12.50");
    lot.minimum_is("13");
    assert_eq!((lot.auction.bids, lot.auction.standing(B)), (2, None));
}

#[test]
fn a_void_of_the_first_bid_leaves_the_next_at_the_start() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    let voided = lot.last();
    lot.bids(B, "50").leads_at("12.50");
    lot.voids(ADMIN, voided, "forged").accepted();
    lot.price_is("9.99");
    lot.stands(B, Standing::Leading);
}

#[test]
fn a_void_of_the_only_bid_leaves_the_lot_as_if_nobody_had_bid() {
    let mut lot = Lot::us("9.99").reserve("9.99");
    let bid = lot.last() + 1;
    lot.bids(A, "12").meets_the_reserve();
    lot.voids(ADMIN, bid, "forged").accepted();
    assert_eq!((lot.auction.price, lot.auction.lead, lot.auction.bids), (None, None, 0));
    assert!(!lot.reserve_met());
    lot.minimum_is("9.99");
    lot.bids(B, "15").leads_at("9.99").meets_the_reserve();
}

#[test]
fn a_void_of_a_raise_leaves_the_maximum_before_it() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    lot.bids(A, "500").accepted();
    let raise = lot.last();
    lot.voids(ADMIN, raise, "mistyped, by telephone").accepted();
    assert_eq!(lot.auction.bids, 1, "a raise was not counted");
    lot.bids(B, "20").leads_at("12.50");
}

#[test]
fn after_a_void_the_highest_maximum_leads_even_if_it_would_have_been_too_low_a_bid() {
    let mut lot = Lot::stepping("49.80", gavel::domain::Increments::Fixed(euros("1.51")));
    lot.bids(A, "49.80").leads_at("49.80");
    lot.bids(A, "51.40").leads_at("49.80");
    let raise = lot.last();
    lot.bids(B, "51.35").is_beaten_by(A, "51.40");
    lot.bids(A, "52.95").leads_at("51.40");
    lot.bids(B, "54").leads_at("54");
    // Without the raise B would have led at 51.31, A at 52.86, and 54.00 been less than the least bid of 54.37.
    lot.voids(ADMIN, raise, "forged").accepted();
    lot.stands(B, Standing::Leading);
    lot.price_is("54");
}

#[test]
fn a_raise_that_a_void_makes_a_challenge_is_no_jump() {
    let mut lot = Lot::us("50");
    lot.bids(A, "60").leads_at("50");
    lot.bids(A, "80").leads_at("50");
    let raise = lot.last();
    lot.bids(B, "70").is_beaten_by(A, "71");
    lot.jumps(A, "200").leads_at("71");
    lot.voids(ADMIN, raise, "forged").accepted();
    lot.stands(A, Standing::Leading);
    lot.price_is("71");
}

#[test]
fn a_bid_taken_at_a_lower_price_does_not_lower_it_when_the_bids_before_it_are_folded() {
    for format in [Format::English, Format::Live] {
        let mut lot = Lot::us("9.99").sold_as(format);
        lot.bids(A, "10").accepted();
        let first = lot.auction.last_bid(A).expect("a bid").seq;
        lot.bids(B, "20").leads_at("10.50");
        let second = lot.last();
        lot.jumps(A, "33").leads_at("33");
        lot.voids(ADMIN, second, "forged").accepted();
        lot.price_is("9.99");
        lot.bids(C, "15").is_beaten_by(A, "15.50");
        // Now the jump is the first bid of all.
        lot.voids(ADMIN, first, "forged").accepted();
        lot.stands(A, Standing::Leading);
        lot.price_is("33");
    }
}

#[test]
fn nor_does_an_offer_raise_it_in_a_reverse_auction() {
    let mut lot = Lot::us("100").sold_as(Format::Reverse);
    lot.bids(A, "90").leads_at("100");
    let first = lot.last();
    lot.bids(B, "70").leads_at("89");
    let second = lot.last();
    lot.jumps(A, "50").leads_at("50");
    lot.voids(ADMIN, second, "forged").accepted();
    lot.price_is("100");
    lot.bids(C, "80").is_beaten_by(A, "79");
    lot.voids(ADMIN, first, "forged").accepted();
    lot.price_is("50");
}

#[test]
fn without_automatic_bidding_a_leader_has_not_bid_against_themselves_after_a_void() {
    let mut lot = Lot::us("9.99").without_automatic_bidding();
    lot.bids(A, "10").leads_at("10");
    lot.bids(B, "20").leads_at("20");
    let voided = lot.last();
    lot.bids(A, "30").leads_at("30");
    lot.voids(ADMIN, voided, "forged").accepted();
    lot.price_is("10");
    lot.bids(C, "15").leads_at("15");
}

#[test]
fn a_voided_key_keeps_its_answer_and_buys_nothing_twice() {
    let mut lot = Lot::us("9.99");
    let bid = lot.press(A, "12");
    lot.sends(bid).accepted();
    let first = lot.receipt(&bid);
    let voided = lot.last();
    lot.voids(ADMIN, voided, "forged").accepted();
    assert_eq!(lot.receipt(&bid), first);
    lot.sends(bid).is_refused(Rejection::KeyReused);
}

#[test]
fn a_bidder_whose_bids_are_all_voided_keeps_their_number() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    let voided = lot.last();
    lot.bids(B, "20").accepted();
    lot.voids(ADMIN, voided, "forged").accepted();
    lot.bids(A, "50").accepted();
    lot.bids(C, "80").accepted();
    assert_eq!([A, B, C].map(|who| lot.auction.number(who)), [Some(1), Some(2), Some(3)]);
}

#[test]
fn the_end_stays_where_the_voided_bid_moved_it() {
    let mut lot = Lot::us("9.99");
    lot.at(-10.0).bids(A, "12").extends(0.0, 110.0);
    let voided = lot.last();
    lot.voids(ADMIN, voided, "forged").extends_nothing();
    lot.ends_at(110.0);
}

#[test]
fn only_an_admin_voids_and_only_a_bid_that_counts_and_always_says_why() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    let bid = lot.last();
    for by in [OWNER, By::Bidder(A)] {
        lot.voids(by, bid, "please").is_refused(Rejection::Forbidden);
    }
    lot.voids(ADMIN, bid, " ").is_refused(Rejection::ReasonRequired);
    for no_bid in [0, 1, bid + 1] {
        lot.voids(ADMIN, no_bid, "forged").is_refused(Rejection::NoSuchBid);
    }
    lot.voids(ADMIN, bid, "forged").accepted();
    lot.voids(ADMIN, bid, "again").is_refused(Rejection::NoSuchBid);
}

#[test]
fn a_bid_is_voided_while_the_lot_is_halted_but_not_once_it_is_over() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    let bid = lot.last();
    lot.bids(B, "20").accepted();
    let another = lot.last();
    lot.halts(ADMIN, "a question").accepted();
    lot.voids(ADMIN, bid, "forged").accepted();
    lot.resumes(ADMIN, "answered").accepted();
    lot.at(0.001).voids(ADMIN, another, "late").is_refused(Rejection::Ended);
    lot.ticks().accepted();
    lot.voids(ADMIN, another, "late").is_refused(Rejection::Ended);
    Lot::us("9.99").not_begun().voids(ADMIN, 1, "early").is_refused(Rejection::NotOpen(NotOpen::Scheduled));
}

#[test]
fn a_void_of_a_replaced_bid_changes_nothing_and_of_its_replacement_brings_it_back() {
    let mut sealed = Lot::us("10").sold_as(Format::FirstPrice);
    sealed.bids(A, "100").accepted();
    sealed.bids(A, "300").accepted();
    let replacement = sealed.last();
    sealed.bids(B, "200").accepted();
    sealed.voids(ADMIN, replacement, "forged").accepted();
    sealed.at(0.001).ticks().accepted();
    sealed.gives(&[(B, 1, "200")]);
    sealed.stands(A, Standing::Lost);
    let mut several = Lot::us("10").sold_as(Format::MultiUnit { units: 2, pricing: Pricing::PayAsBid });
    several.bids_for(A, 1, "20").accepted();
    several.bids_for(A, 2, "30").accepted();
    let replacement = several.last();
    several.voids(ADMIN, replacement, "forged").accepted();
    several.gives(&[(A, 1, "20")]);
    several.price_is("20");
}

#[test]
fn a_void_in_a_reverse_auction_lets_the_price_rise() {
    let mut lot = Lot::us("100").sold_as(Format::Reverse);
    lot.bids(A, "60").leads_at("100");
    lot.bids(B, "30").leads_at("59");
    let voided = lot.last();
    lot.bids(C, "40").is_beaten_by(B, "39");
    lot.voids(ADMIN, voided, "forged").accepted();
    lot.stands(C, Standing::Leading);
    lot.price_is("59");
}

// Retraction: the lots here run for a day, so the last twelve hours begin at their half.

const HALF: f64 = -43_200.0;

#[test]
fn a_mistyped_bid_is_taken_back_at_once_where_the_terms_allow_it() {
    let mut lot = Lot::us("9.99").with_retraction();
    lot.bids(A, "12").accepted();
    lot.at(HALF - 3_600.0).bids(B, "5000").leads_at("12.50");
    let mistyped = lot.last();
    let taken_back = Event::Voided { by: By::Bidder(B), seq: mistyped, reason: "mistyped amount".into() };
    lot.at(HALF - 3_540.0).retracts(B, mistyped).happens(&[taken_back]);
    lot.stands(A, Standing::Leading);
    lot.price_is("9.99");
}

#[test]
fn a_bid_is_not_taken_back_more_than_a_minute_later() {
    let mut lot = Lot::us("9.99").with_retraction();
    lot.at(HALF - 3_600.0).bids(A, "12").accepted();
    let bid = lot.last();
    lot.at(HALF - 3_539.999).retracts(A, bid).is_refused(Rejection::NotRetractable);
}

#[test]
fn a_bid_is_not_taken_back_in_the_last_twelve_hours() {
    for (seconds, allowed) in [(HALF - 0.001, true), (HALF, false), (-60.0, false)] {
        let mut lot = Lot::us("9.99").with_retraction();
        lot.at(seconds).bids(A, "12").accepted();
        let bid = lot.auction.last_bid(A).expect("a bid").seq;
        match allowed {
            true => lot.retracts(A, bid).accepted(),
            false => lot.retracts(A, bid).is_refused(Rejection::NotRetractable),
        };
    }
}

#[test]
fn no_bid_is_taken_back_where_the_terms_do_not_say_so() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    let bid = lot.last();
    lot.retracts(A, bid).is_refused(Rejection::NotRetractable);
}

#[test]
fn only_ones_own_last_bid_is_taken_back_and_only_while_bids_are_taken() {
    let mut lot = Lot::us("9.99").with_retraction();
    lot.bids(A, "12").accepted();
    let first = lot.last();
    lot.retracts(B, first).is_refused(Rejection::NoSuchBid);
    lot.bids(A, "20").accepted();
    let last = lot.last();
    lot.retracts(A, first).is_refused(Rejection::NoSuchBid);
    lot.halts(ADMIN, "a question").accepted();
    lot.retracts(A, last).is_refused(Rejection::NotOpen(NotOpen::Halted));
    lot.resumes(ADMIN, "answered").accepted();
    lot.retracts(A, last).accepted();
    lot.stands(A, Standing::Leading);
    lot.retracts(A, first).accepted();
    assert_eq!(lot.auction.lead, None);
}

#[test]
fn a_lot_says_which_bid_can_be_taken_back_and_until_when() {
    let mut lot = Lot::us("9.99").with_retraction();
    assert_eq!(lot.auction.retractable(A), None, "nobody has bid");
    lot.at(HALF - 3_600.0).bids(A, "12").accepted();
    let bid = lot.last();
    assert_eq!(lot.auction.retractable(A), Some((bid, instant(HALF - 3_540.0))));
    lot.at(HALF - 10.0).bids(B, "20").accepted();
    let late = lot.last();
    assert_eq!(lot.auction.retractable(B), Some((late, instant(HALF))), "only while twelve hours are left");
    lot.at(HALF).bids(C, "30").accepted();
    assert_eq!(lot.auction.retractable(C), None);
    lot.cancels(ADMIN, "withdrawn").accepted();
    assert_eq!(lot.auction.retractable(A), None, "it is over");
    let mut strict = Lot::us("9.99");
    strict.bids(A, "12").accepted();
    assert_eq!(strict.auction.retractable(A), None, "the terms do not say so");
    let mut live = Lot::us("9.99").sold_as(Format::Live).with_retraction();
    live.at(-60.0).bids(A, "12").accepted();
    assert_eq!(live.auction.retractable(A), Some((1, instant(0.0))));
    live.conducts(gavel::domain::Act::Open).accepted();
    assert_eq!(live.auction.retractable(A), None, "it was opened");
}
