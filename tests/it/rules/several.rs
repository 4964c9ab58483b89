//! RULES "Other formats": several equal units.

use crate::lot::{A, B, C, Lot, euros};
use gavel::domain::terms::Pricing;
use gavel::domain::{AccountId, Format, Money, Rejection, Standing};
use uuid::Uuid;

const D: AccountId = AccountId(Uuid::from_u128(0xD));

fn selling(units: u32, pricing: Pricing) -> Lot {
    Lot::us("10").sold_as(Format::MultiUnit { units, pricing })
}

fn ten() -> Lot {
    selling(10, Pricing::PayAsBid)
}

#[test]
fn the_dearest_bids_get_their_units_first_and_the_last_may_get_a_part() {
    let mut lot = ten();
    lot.bids_for(A, 4, "20").accepted();
    lot.bids_for(B, 4, "30").accepted();
    lot.bids_for(C, 4, "25").accepted();
    lot.at(0.001).ticks().accepted();
    lot.gives(&[(B, 4, "30"), (C, 4, "25"), (A, 2, "20")]);
    lot.stands(A, Standing::Won);
}

#[test]
fn of_equal_prices_the_earliest_is_served_first() {
    let mut lot = selling(3, Pricing::PayAsBid);
    lot.bids_for(A, 2, "20").accepted();
    lot.bids_for(B, 2, "20").accepted();
    lot.gives(&[(A, 2, "20"), (B, 1, "20")]);
}

#[test]
fn a_bid_that_refuses_a_part_gets_all_or_nothing_and_the_next_in_line_is_served() {
    let mut lot = ten();
    lot.bids_for(A, 8, "30").accepted();
    lot.bids_for_all_of(B, 3, "25").accepted();
    lot.bids_for(C, 5, "20").accepted();
    lot.stands(B, Standing::Outbid);
    lot.at(0.001).ticks().accepted();
    lot.gives(&[(A, 8, "30"), (C, 2, "20")]);
    lot.stands(B, Standing::Lost);
    let mut fits = ten();
    fits.bids_for(A, 7, "30").accepted();
    fits.bids_for_all_of(B, 3, "25").accepted();
    fits.gives(&[(A, 7, "30"), (B, 3, "25")]);
}

#[test]
fn pay_as_bid_winners_pay_their_own_price_and_uniform_ones_the_lowest_that_wins() {
    for (pricing, [first, second]) in [(Pricing::PayAsBid, ["30", "20"]), (Pricing::Uniform, ["20", "20"])] {
        let mut lot = selling(5, pricing);
        lot.bids_for(A, 3, "30").accepted();
        lot.bids_for(B, 3, "20").accepted();
        lot.at(0.001).ticks().accepted();
        lot.gives(&[(A, 3, first), (B, 2, second)]);
        assert_eq!(lot.auction.sold_at(), Some((A, euros("20"))));
    }
}

#[test]
fn a_bid_that_wins_nothing_does_not_set_the_uniform_price() {
    let mut lot = selling(3, Pricing::Uniform);
    lot.bids_for(A, 2, "30").accepted();
    lot.bids_for_all_of(B, 2, "25").accepted();
    lot.gives(&[(A, 2, "30")]);
}

#[test]
fn the_least_bid_is_the_start_while_units_are_left_and_then_a_step_above_the_lowest_that_wins() {
    let mut lot = ten();
    lot.minimum_is("10");
    lot.bids_for(A, 6, "30").next("10");
    lot.price_is("30");
    lot.bids_for(B, 3, "20").next("10");
    lot.bids_for(C, 2, "12").next("12.50");
    lot.price_is("12");
    lot.bids_for(D, 1, "12.49").is_too_low_for("12.50");
    lot.bids_for(D, 1, "12.50").next("13");
    lot.gives(&[(A, 6, "30"), (B, 3, "20"), (D, 1, "12.50")]);
}

#[test]
fn a_later_bid_of_ones_own_takes_the_place_and_the_turn_of_the_earlier() {
    let mut lot = selling(2, Pricing::PayAsBid);
    lot.bids_for(A, 1, "20").accepted();
    lot.bids_for(B, 1, "20").accepted();
    lot.bids_for(A, 2, "20.00").accepted();
    lot.gives(&[(B, 1, "20"), (A, 1, "20")]);
    lot.bids_for(A, 2, "21").accepted();
    lot.gives(&[(A, 2, "21")]);
}

#[test]
fn a_later_bid_is_worth_more_in_price_or_quantity_and_less_in_neither() {
    let mut lot = ten();
    lot.bids_for(A, 3, "20").accepted();
    let refused = Rejection::NotAboveYourMaximum { minimum: euros("20.01") };
    lot.bids_for(A, 3, "20").is_refused(refused);
    lot.bids_for(A, 2, "30").is_refused(refused);
    lot.bids_for(A, 4, "19").is_refused(refused);
    lot.bids_for(A, 4, "20").accepted();
    lot.bids_for(A, 4, "20.01").accepted();
    let mut stepped = ten().in_steps_of("5");
    stepped.bids_for(A, 3, "20").accepted();
    stepped.bids_for(A, 3, "20").is_refused(Rejection::NotAboveYourMaximum { minimum: euros("25") });
}

#[test]
fn ones_own_bid_gives_way_before_the_least_bid_is_reckoned() {
    let mut lot = selling(2, Pricing::PayAsBid);
    lot.bids_for(A, 2, "20").next("20.50");
    lot.bids_for(A, 2, "20.01").accepted();
}

#[test]
fn a_bid_is_for_at_least_one_unit_and_no_more_than_there_are() {
    let mut lot = ten();
    for quantity in [0, 11] {
        lot.bids_for(A, quantity, "20").is_refused(Rejection::BadQuantity { units: 10 });
    }
    lot.bids_for(A, 10, "20").accepted();
    Lot::us("10").bids_for(A, 2, "20").is_refused(Rejection::BadQuantity { units: 1 });
}

#[test]
fn only_bids_that_reach_the_reserve_get_anything() {
    let mut lot = ten().reserve("25");
    lot.bids_for(A, 4, "24.99").leaves_the_reserve_unmet();
    lot.gives(&[]);
    lot.stands(A, Standing::Outbid);
    assert_eq!(lot.auction.exposure(A), Money(0));
    lot.bids_for(B, 2, "25").meets_the_reserve();
    lot.at(0.001).ticks().accepted();
    lot.gives(&[(B, 2, "25")]);
    lot.stands(A, Standing::Lost);
}

#[test]
fn a_winner_has_everything_they_bid_for_at_stake() {
    let mut lot = ten();
    lot.bids_for(A, 8, "20").accepted();
    lot.bids_for(B, 4, "15").accepted();
    assert_eq!([A, B, C].map(|who| lot.auction.exposure(who)), [euros("160"), euros("60"), Money(0)]);
}

#[test]
fn a_late_bid_that_changes_who_gets_what_extends() {
    let mut lot = ten();
    lot.at(-60.0).bids_for(A, 10, "20").extends(0.0, 60.0);
    lot.at(-50.0).bids_for(B, 1, "25").extends(60.0, 70.0);
}

#[test]
fn a_late_bid_that_wins_nothing_extends_nothing() {
    let mut lot = ten();
    lot.at(-600.0).bids_for(A, 8, "30").accepted();
    lot.bids_for(C, 2, "20").accepted();
    lot.at(-60.0).bids_for_all_of(B, 3, "25").extends_nothing();
    lot.gives(&[(A, 8, "30"), (C, 2, "20")]);
}

#[test]
fn a_winners_raise_for_the_same_units_extends_nothing_and_for_more_of_them_does() {
    let mut lot = ten();
    lot.at(-600.0).bids_for(A, 6, "30").accepted();
    lot.bids_for(B, 4, "20").accepted();
    lot.at(-60.0).bids_for(A, 6, "40").extends_nothing();
    lot.bids_for(B, 4, "22").extends_nothing();
    lot.bids_for(A, 7, "40").extends(0.0, 60.0);
}
