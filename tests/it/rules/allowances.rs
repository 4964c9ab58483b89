//! RULES "English", step 0: who may bid at all, and how much. The house says what it lets a bidder risk; the auction decides.

use crate::lot::{A, B, Lot, euros};
use gavel::domain::terms::{BuyNowUntil, Pricing};
use gavel::domain::{Allowance, Bid, Format, Rejection};

fn up_to(limit: &str) -> Allowance {
    Allowance::UpTo(euros(limit))
}

#[test]
fn who_is_not_approved_does_not_bid_and_nor_does_the_seller_by_another_name() {
    let mut lot = Lot::us("10");
    let bid = lot.press(A, "12");
    lot.sends(Bid { allowance: Allowance::NotApproved, ..bid }).is_refused(Rejection::NotApproved);
    lot.sends(Bid { allowance: Allowance::Linked, ..bid }).is_refused(Rejection::OwnAuction);
    lot.sends(bid).leads_at("10");
}

#[test]
fn a_maximum_is_within_the_limit_whatever_the_price() {
    let mut lot = Lot::us("10");
    let bid = lot.press(A, "12.01");
    lot.sends(Bid { allowance: up_to("12"), ..bid }).is_refused(Rejection::OverLimit);
    lot.sends(Bid { allowance: up_to("12.01"), ..bid }).leads_at("10");
}

#[test]
fn of_several_units_the_limit_is_for_all_of_them() {
    let mut lot = Lot::us("10").sold_as(Format::MultiUnit { units: 5, pricing: Pricing::Uniform });
    let bid = Bid { quantity: 3, ..lot.press(A, "20") };
    lot.sends(Bid { allowance: up_to("59.99"), ..bid }).is_refused(Rejection::OverLimit);
    lot.sends(Bid { allowance: up_to("60"), ..bid }).accepted();
}

#[test]
fn buying_at_once_is_held_against_the_limit_at_its_price() {
    let mut lot = Lot::us("10").buy_now("100", BuyNowUntil::FirstBid);
    let bought = Bid { buy_now: true, ..lot.press(A, "1") };
    lot.sends(Bid { allowance: up_to("99.99"), ..bought }).is_refused(Rejection::OverLimit);
    lot.sends(Bid { allowance: up_to("100"), ..bought }).leads_at("100");
}

#[test]
fn an_offer_in_a_reverse_auction_risks_nothing() {
    let mut lot = Lot::us("100").sold_as(Format::Reverse);
    let offer = lot.press(B, "80");
    lot.sends(Bid { allowance: up_to("0"), ..offer }).leads_at("100");
}
