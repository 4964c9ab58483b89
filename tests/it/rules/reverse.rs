//! RULES "Other formats": reverse. The English examples turned round: a buyer lists, and the lowest offer wins.

use crate::lot::{A, B, C, Lot, euros};
use gavel::domain::{Format, Increments, Money, Rejection, Standing};

fn reverse(start: &str) -> Lot {
    Lot::us(start).sold_as(Format::Reverse)
}

#[track_caller]
fn too_high(most: &str) -> Rejection {
    Rejection::TooHigh { minimum: euros(most) }
}

#[test]
fn the_first_offer_is_at_most_the_start_and_leads_at_the_start() {
    let mut lot = reverse("100");
    lot.minimum_is("100");
    lot.bids(A, "100.01").is_refused(too_high("100"));
    lot.bids(A, "60").leads_at("100").next("97.50");
}

#[test]
fn a_higher_offer_pushes_the_leader_one_step_below_it_but_not_beyond_their_own() {
    let mut lot = reverse("100");
    lot.bids(A, "60").leads_at("100");
    lot.bids(B, "97.51").is_refused(too_high("97.50"));
    lot.bids(B, "80").is_beaten_by(A, "79").next("78");
    lot.bids(B, "60.50").is_beaten_by(A, "60").next("59");
}

#[test]
fn the_step_is_taken_at_the_beaten_offer_not_at_the_visible_price() {
    let mut lot = reverse("500");
    lot.bids(A, "200").leads_at("500");
    lot.bids(B, "50").leads_at("197.50");
}

#[test]
fn an_offer_that_undercuts_by_less_than_a_step_leads_at_itself() {
    let mut lot = reverse("500");
    lot.bids(A, "200").leads_at("500");
    lot.bids(B, "199.99").leads_at("199.99").next("197.49");
}

#[test]
fn an_equal_offer_keeps_the_earlier_in_the_lead() {
    let mut lot = reverse("100");
    lot.bids(A, "60").leads_at("100");
    lot.bids(B, "60").is_beaten_by(A, "60");
}

#[test]
fn above_the_buyers_limit_the_leader_is_fully_exposed_and_below_it_gets_the_limit() {
    let mut lot = reverse("100").reserve("50");
    lot.bids(A, "60").leads_at("60").leaves_the_reserve_unmet();
    lot.bids(B, "40").leads_at("50").meets_the_reserve();
    lot.at(0.001).ticks().accepted();
    lot.gives(&[(B, 1, "50")]);
}

#[test]
fn an_offer_at_exactly_the_limit_meets_it_and_a_cent_above_does_not() {
    for (offer, met) in [("50", true), ("50.01", false)] {
        let mut lot = reverse("100").reserve("50");
        lot.bids(A, offer).leads_at(offer);
        assert_eq!(lot.reserve_met(), met);
        lot.at(0.001).ticks().accepted();
        lot.stands(A, if met { Standing::Won } else { Standing::Lost });
    }
}

#[test]
fn nobody_has_met_a_limit_before_the_first_offer() {
    let lot = reverse("100").reserve("100");
    assert!(!lot.reserve_met());
}

#[test]
fn a_leader_lowers_only_below_their_own_offer_and_the_price_stays() {
    let mut lot = reverse("100");
    lot.bids(A, "60").leads_at("100");
    for not_below in ["60", "70", "100"] {
        lot.bids(A, not_below).is_refused(Rejection::NotBelowYourOffer { minimum: euros("59.99") });
    }
    lot.bids(A, "59.99").leads_at("100");
    assert_eq!(lot.auction.bids, 1);
    let mut stepped = reverse("100").in_steps_of("5");
    stepped.bids(A, "60").accepted();
    stepped.bids(A, "60").is_refused(Rejection::NotBelowYourOffer { minimum: euros("55") });
}

#[test]
fn a_leader_who_lowers_above_the_limit_pulls_the_price_down_with_them() {
    let mut lot = reverse("100").reserve("50");
    lot.bids(A, "80").leads_at("80");
    lot.bids(A, "60").leads_at("60").leaves_the_reserve_unmet();
    lot.bids(A, "40").leads_at("50").meets_the_reserve();
    lot.bids(A, "30").leads_at("50");
}

#[test]
fn an_exact_offer_that_takes_the_lead_sets_the_price() {
    let mut lot = reverse("100");
    lot.jumps(A, "60").leads_at("60");
    lot.jumps(B, "30").leads_at("30");
    lot.jumps(C, "29").leads_at("29");
    let mut manual = reverse("100").without_automatic_bidding();
    manual.bids(A, "60").leads_at("60");
    manual.bids(A, "50").is_refused(Rejection::AlreadyLeading);
    manual.bids(B, "40").leads_at("40");
}

#[test]
fn with_whole_steps_the_most_that_can_be_offered_is_rounded_down() {
    let mut lot = reverse("100").in_steps_of("1");
    lot.bids(A, "60").leads_at("100").next("97");
    lot.bids(B, "97").is_beaten_by(A, "96").next("95");
}

#[test]
fn no_offer_is_for_nothing_or_less() {
    let mut lot = Lot::stepping("0.10", Increments::Fixed(euros("0.09"))).sold_as(Format::Reverse);
    lot.jumps(A, "0.10").leads_at("0.10").next("0.01");
    lot.jumps(B, "0.01").leads_at("0.01");
    assert!(lot.auction.minimum() < Money(1));
    lot.bids(C, "0").is_refused(Rejection::BadAmount);
}

#[test]
fn a_late_offer_extends_as_a_late_bid_does() {
    let mut lot = reverse("100");
    lot.at(-60.0).bids(A, "60").extends(0.0, 60.0);
    lot.at(-50.0).bids(A, "50").leads_at("100").extends_nothing();
    lot.at(-40.0).bids(B, "55").is_beaten_by(A, "54").extends(60.0, 80.0);
}

#[test]
fn a_bidder_in_a_reverse_auction_is_paid_and_has_nothing_at_stake() {
    let mut lot = reverse("100");
    lot.bids(A, "60").accepted();
    assert_eq!(lot.auction.exposure(A), Money(0));
}
