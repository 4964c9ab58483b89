//! RULES sentence by sentence, with every worked line: "English" here, the rest by its name.

mod acts;
mod admission;
mod afterwards;
mod allowances;
mod buy_now;
mod dutch;
mod guide;
mod increments;
mod keys;
mod live;
mod refusals;
mod reverse;
mod sealed;
mod several;
mod terms;
mod voids;

use crate::lot::{A, B, C, Lot, euros};
use gavel::domain::{Award, Event, Format, Rejection, Standing, Status};

// The worked lines.

#[test]
fn worked_a_lower_maximum_pushes_the_leader_one_step_above_it_but_not_beyond_their_own() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12.00").leads_at("9.99");
    lot.bids(B, "11.75").is_beaten_by(A, "12.00").next("12.50");
}

#[test]
fn worked_the_step_is_taken_at_the_beaten_maximum_not_at_the_visible_price() {
    let mut lot = Lot::us("9.00");
    lot.bids(A, "200").leads_at("9.00");
    lot.bids(B, "500").leads_at("202.50");
}

#[test]
fn worked_a_row_boundary_is_crossed_by_the_price_that_reaches_it() {
    let mut lot = Lot::us("99.99");
    lot.bids(A, "99.99").leads_at("99.99").next("100.99");
    lot.bids(B, "103.49").leads_at("100.99").next("103.49");
}

#[test]
fn worked_below_the_reserve_the_leader_is_fully_exposed_and_above_it_pays_the_reserve() {
    let mut lot = Lot::uk("1").reserve("100");
    lot.bids(A, "1.50").leads_at("1.50").leaves_the_reserve_unmet();
    lot.bids(B, "150").leads_at("100.00").meets_the_reserve().next("102");
}

#[test]
fn worked_an_equal_maximum_keeps_the_earlier_bidder_in_the_lead() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").leads_at("9.99");
    lot.bids(B, "12").is_beaten_by(A, "12");
}

#[test]
fn worked_of_two_equal_challengers_the_earlier_leads() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "10").leads_at("9.99");
    lot.bids(B, "20").leads_at("10.50");
    lot.bids(A, "20").is_beaten_by(B, "20");
}

// Step 1: the first bid.

#[test]
fn the_first_bid_is_at_least_the_start_and_leads_at_the_start() {
    let mut lot = Lot::us("9.99");
    lot.minimum_is("9.99");
    lot.bids(A, "9.98").is_too_low_for("9.99");
    lot.bids(A, "9.99").leads_at("9.99").next("10.49");
}

// Step 2: the leader's own raise.

#[test]
fn a_leader_raises_only_above_their_own_maximum() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").leads_at("9.99");
    for not_above in ["11", "12", "9.99", "1"] {
        lot.bids(A, not_above).is_refused(Rejection::NotAboveYourMaximum { minimum: euros("12.01") });
    }
    lot.bids(A, "12.01").leads_at("9.99");
}

#[test]
fn a_leaders_raise_leaves_the_price_and_the_count_of_bids_where_they_were() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").leads_at("9.99");
    lot.bids(A, "50").leads_at("9.99").next("10.49");
    assert_eq!(lot.auction.bids, 1);
    lot.bids(B, "12").is_beaten_by(A, "12.50");
    assert_eq!(lot.auction.bids, 2);
}

#[test]
fn a_leaders_raise_says_in_public_no_more_than_the_price() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").accepted();
    lot.bids(A, "50").accepted();
    let Some((_, Event::Bid(raise))) = lot.ledger.last() else { panic!("no bid in the ledger") };
    assert!(raise.raise);
    assert_eq!((raise.amount, raise.price), (Some(euros("9.99")), Some(euros("9.99"))));
}

#[test]
fn a_raise_has_the_time_priority_of_the_raise() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").leads_at("9.99");
    lot.bids(B, "20").leads_at("12.50");
    lot.bids(A, "20").is_beaten_by(B, "20");
    let mut other = Lot::us("9.99");
    other.bids(A, "12").leads_at("9.99");
    other.bids(A, "20").leads_at("9.99");
    other.bids(B, "20").is_beaten_by(A, "20");
}

#[test]
fn a_leaders_raise_below_the_reserve_pulls_the_price_up_to_it() {
    let mut lot = Lot::us("9.99").reserve("50");
    lot.bids(A, "12").leads_at("12").leaves_the_reserve_unmet();
    lot.bids(A, "30").leads_at("30").leaves_the_reserve_unmet();
    lot.bids(A, "80").leads_at("50").meets_the_reserve();
    lot.bids(A, "90").leads_at("50");
    assert_eq!(lot.auction.bids, 1);
}

// Step 3: a challenge.

#[test]
fn a_challenge_is_at_least_one_step_above_the_price() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "12").leads_at("9.99").next("10.49");
    lot.bids(B, "10.48").is_too_low_for("10.49");
    lot.bids(B, "10.49").is_beaten_by(A, "10.99");
}

#[test]
fn a_beaten_bid_is_public_at_its_full_amount_and_the_leaders_maximum_stays_secret() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "500").accepted();
    lot.bids(B, "20").is_beaten_by(A, "20.50");
    let Some((_, Event::Bid(beaten))) = lot.ledger.last() else { panic!("no bid in the ledger") };
    assert_eq!((beaten.amount, beaten.price, beaten.leader), (Some(euros("20")), Some(euros("20.50")), Some(A)));
    assert!(!beaten.raise);
}

#[test]
fn nothing_public_depends_on_how_far_the_leader_would_have_gone() {
    let seen = |maximum| {
        let mut lot = Lot::us("9.99").reserve("50");
        lot.bids(A, maximum).accepted();
        lot.bids(B, "80").is_beaten_by(A, "81");
        lot.bids(C, "120").is_beaten_by(A, "122.50");
        let said = lot.ledger.iter().map(|(_, event)| match event {
            Event::Bid(bid) => Some((bid.number, bid.amount, bid.price, bid.leader)),
            _ => None,
        });
        (said.collect::<Vec<_>>(), lot.auction.minimum())
    };
    assert_eq!(seen("200"), seen("5000"));
}

#[test]
fn a_challenger_takes_the_lead_at_their_maximum_where_a_full_step_would_exceed_it() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "200").leads_at("9.99");
    lot.bids(B, "200.01").leads_at("200.01").next("202.51");
}

#[test]
fn a_beaten_bidder_may_come_back() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "20").leads_at("9.99");
    lot.bids(B, "30").leads_at("20.50");
    lot.stands(A, Standing::Outbid);
    lot.bids(A, "40").leads_at("31");
    lot.stands(A, Standing::Leading);
    lot.stands(B, Standing::Outbid);
    assert_eq!(lot.auction.bids, 3);
}

// Step 4: the reserve.

#[test]
fn nothing_but_whether_the_reserve_is_met_is_said_and_that_once() {
    let mut lot = Lot::us("9.99").reserve("50");
    lot.bids(A, "49.99").leads_at("49.99").leaves_the_reserve_unmet();
    lot.bids(B, "60").leads_at("50.99").meets_the_reserve();
    lot.bids(C, "70").leads_at("61");
    let said = lot.ledger.iter().filter(|(_, event)| *event == Event::ReserveMet).count();
    assert_eq!(said, 1);
}

#[test]
fn a_bid_of_exactly_the_reserve_meets_it() {
    let mut lot = Lot::us("9.99").reserve("50");
    lot.bids(A, "50").leads_at("50").meets_the_reserve();
}

#[test]
fn a_reserve_met_by_the_step_alone_changes_no_price() {
    let mut lot = Lot::us("9.99").reserve("12.40");
    lot.bids(A, "12").leads_at("12").leaves_the_reserve_unmet();
    lot.bids(B, "20").leads_at("12.50").meets_the_reserve();
}

#[test]
fn a_reserve_at_the_start_is_met_by_the_first_bid() {
    let mut lot = Lot::us("9.99").reserve("9.99");
    assert!(!lot.reserve_met(), "nobody has bid yet");
    lot.bids(A, "12").leads_at("9.99").meets_the_reserve();
}

// Step 5: the close.

#[test]
fn a_lot_is_sold_to_the_leader_at_the_price() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "20").accepted();
    lot.bids(B, "15").accepted();
    let sold =
        Event::Closed { by: None, reason: None, awards: vec![Award { bidder: A, quantity: 1, price: euros("15.50") }] };
    lot.at(0.001).ticks().happens(&[sold]);
    lot.is(Status::Closed);
    lot.stands(A, Standing::Won);
    lot.stands(B, Standing::Lost);
}

#[test]
fn while_it_is_open_a_lot_says_to_whom_it_would_be_sold() {
    let mut lot = Lot::us("9.99").reserve("11");
    lot.bids(A, "10.50").accepted();
    assert_eq!(lot.auction.sold_at(), None, "below the reserve");
    lot.bids(B, "20").accepted();
    assert_eq!(lot.auction.sold_at(), Some((B, euros("11"))));
    let mut sealed = Lot::us("9.99").sold_as(Format::FirstPrice);
    sealed.bids(A, "20").accepted();
    assert_eq!(sealed.auction.sold_at(), None, "nobody may know");
    sealed.at(0.001).ticks().accepted();
    assert_eq!(sealed.auction.sold_at(), Some((A, euros("20"))));
}

#[test]
fn a_lot_nobody_bid_on_is_not_sold() {
    let mut lot = Lot::us("9.99");
    let unsold = Event::Closed { by: None, reason: None, awards: vec![] };
    lot.at(0.001).ticks().happens(&[unsold]);
}

#[test]
fn a_lot_is_not_sold_a_cent_below_its_reserve_and_sold_at_it() {
    let close = |amount| {
        let mut lot = Lot::us("9.99").reserve("50");
        lot.bids(A, amount).accepted();
        lot.at(0.001).ticks().accepted();
        lot
    };
    let below = close("49.99");
    below.stands(A, Standing::Lost);
    let unsold = Event::Closed { by: None, reason: None, awards: vec![] };
    assert_eq!(below.ledger.last().map(|(_, event)| event), Some(&unsold));
    let at = close("50");
    at.stands(A, Standing::Won);
    let sold =
        Event::Closed { by: None, reason: None, awards: vec![Award { bidder: A, quantity: 1, price: euros("50") }] };
    assert_eq!(at.ledger.last().map(|(_, event)| event), Some(&sold));
}

// Exact bids, and automatic bidding off.

#[test]
fn an_exact_bid_that_takes_the_lead_sets_the_price_to_its_full_amount() {
    let mut lot = Lot::us("9.99");
    lot.jumps(A, "40").leads_at("40").next("41");
    lot.jumps(B, "100").leads_at("100");
}

#[test]
fn an_exact_bid_that_is_beaten_is_as_any_other() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "40").leads_at("9.99");
    lot.jumps(B, "30").is_beaten_by(A, "31");
    lot.jumps(B, "40").is_beaten_by(A, "40");
}

#[test]
fn a_leader_who_sends_an_exact_bid_only_raises_their_maximum() {
    let mut lot = Lot::us("9.99");
    lot.bids(A, "40").leads_at("9.99");
    lot.jumps(A, "60").leads_at("9.99");
}

#[test]
fn after_an_exact_bid_the_leader_can_raise_and_be_bid_up_again() {
    let mut lot = Lot::us("9.99");
    lot.jumps(A, "40").leads_at("40");
    lot.bids(A, "60").leads_at("40");
    lot.bids(B, "50").is_beaten_by(A, "51");
}

#[test]
fn without_automatic_bidding_every_bid_stands_at_its_full_amount() {
    let mut lot = Lot::us("9.99").without_automatic_bidding();
    lot.bids(A, "12").leads_at("12").next("12.50");
    lot.bids(B, "20").leads_at("20");
}

#[test]
fn without_automatic_bidding_the_leader_waits_until_outbid() {
    let mut lot = Lot::us("9.99").without_automatic_bidding();
    lot.bids(A, "12").leads_at("12");
    lot.bids(A, "20").is_refused(Rejection::AlreadyLeading);
    lot.bids(B, "12.50").leads_at("12.50");
    lot.bids(A, "20").leads_at("20");
}
