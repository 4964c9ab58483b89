//! The worked lines of docs/RULES.md that no other room has: what sealed bids and several alike come to, and what late bids do.

use crate::lot::{A, B, C, Lot, euros};
use gavel::domain::terms::Pricing;
use gavel::domain::{AccountId, ClosingMode, Format, Increments};

type Sold<'a> = &'a [(AccountId, u32, &'a str)];

/// Who bids what, the reserve, and what becomes of it at the first and at the second price.
type Sealed<'a> = (&'a [(AccountId, &'a str)], Option<&'a str>, Sold<'a>, Sold<'a>);

#[test]
fn worked_sealed_bids_at_first_and_at_second_price() {
    let lines: &[Sealed] = &[
        (&[(A, "90"), (B, "70")], None, &[(A, 1, "90")], &[(A, 1, "70")]),
        (&[(A, "90")], None, &[(A, 1, "90")], &[(A, 1, "10")]),
        (&[(A, "90"), (B, "70")], Some("80"), &[(A, 1, "90")], &[(A, 1, "80")]),
        (&[(A, "90"), (A, "60"), (B, "70")], None, &[(B, 1, "70")], &[(B, 1, "60")]),
        (&[(A, "70"), (B, "70")], None, &[(A, 1, "70")], &[(A, 1, "70")]),
        (&[(A, "70")], Some("80"), &[], &[]),
    ];
    for (bids, reserve, first, second) in lines {
        for (format, sold) in [(Format::FirstPrice, first), (Format::Vickrey, second)] {
            let mut lot = Lot::us("10").sold_as(format).with_reserve(reserve.map(euros));
            for (bidder, amount) in *bids {
                lot.bids(*bidder, amount).accepted();
            }
            lot.at(0.001).ticks().accepted();
            lot.gives(sold);
        }
    }
}

#[test]
fn worked_several_alike() {
    let five = |pricing| Lot::us("10").sold_as(Format::MultiUnit { units: 5, pricing });
    let mut lot = five(Pricing::Uniform);
    lot.bids_for(A, 3, "20").accepted();
    lot.bids_for(B, 3, "15").accepted();
    lot.gives(&[(A, 3, "15"), (B, 2, "15")]);
    let mut lot = five(Pricing::Uniform);
    lot.bids_for(A, 3, "20").accepted();
    lot.bids_for_all_of(B, 3, "15").accepted();
    lot.bids_for(C, 2, "12").accepted();
    lot.gives(&[(A, 3, "12"), (C, 2, "12")]);
    let mut lot = five(Pricing::PayAsBid);
    lot.bids_for(A, 3, "20").accepted();
    lot.bids_for(B, 3, "20").accepted();
    lot.gives(&[(A, 3, "20"), (B, 2, "20")]);
    let mut lot = five(Pricing::Uniform);
    lot.bids_for(A, 2, "20").accepted();
    lot.gives(&[(A, 2, "20")]);
}

#[test]
fn worked_where_the_lowest_offer_wins() {
    let from_100 = || Lot::stepping("100", Increments::Fixed(euros("5"))).sold_as(Format::Reverse);
    let mut lot = from_100();
    lot.bids(A, "60").leads_at("100");
    lot.bids(B, "80").is_beaten_by(A, "75").next("70");
    let mut lot = from_100().reserve("50");
    lot.bids(A, "60").leads_at("60").leaves_the_reserve_unmet();
}

#[test]
fn worked_late_bids() {
    let mut lot = Lot::us("9.99").closing(ClosingMode::Reset);
    lot.at(-121.0).bids(A, "12").extends_nothing();
    lot.at(-119.0).bids(B, "20").extends(0.0, 1.0);
    lot.at(-30.0).bids(A, "40").extends(1.0, 90.0);
    let mut lot = Lot::us("9.99").closing(ClosingMode::Add);
    lot.at(-121.0).bids(A, "12").extends_nothing();
    lot.at(-119.0).bids(B, "20").extends(0.0, 120.0);
    lot.at(-30.0).bids(A, "40").extends_nothing();
}
