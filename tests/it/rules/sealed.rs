//! RULES "Other formats": sealed first price and Vickrey.

use crate::lot::{A, ADMIN, B, C, Lot, euros};
use gavel::domain::{Event, Format, Money, Rejection, Standing, Status};

fn first_price() -> Lot {
    Lot::us("10").sold_as(Format::FirstPrice)
}

fn vickrey() -> Lot {
    Lot::us("10").sold_as(Format::Vickrey)
}

#[test]
fn the_highest_sealed_bid_wins_and_pays_itself() {
    let mut lot = first_price();
    lot.bids(A, "80").accepted();
    lot.bids(B, "120.01").accepted();
    lot.bids(C, "100").accepted();
    lot.at(0.001).ticks().is_told_as(&["revealed", "closed"]);
    lot.gives(&[(B, 1, "120.01")]);
    lot.stands(B, Standing::Won);
    lot.stands(C, Standing::Lost);
    lot.price_is("120.01");
}

#[test]
fn of_equal_sealed_bids_the_earliest_wins() {
    for mut lot in [first_price(), vickrey()] {
        lot.bids(A, "80").accepted();
        lot.bids(B, "100").accepted();
        lot.bids(C, "100").accepted();
        lot.at(0.001).ticks().accepted();
        lot.gives(&[(B, 1, "100")]);
    }
}

#[test]
fn a_sealed_bid_is_replaced_up_and_down_until_the_end() {
    let mut lot = first_price();
    lot.bids(A, "200").accepted();
    lot.bids(B, "100").accepted();
    lot.at(0.0).bids(A, "50").accepted();
    lot.at(0.001).bids(B, "20").is_refused(Rejection::Ended);
    lot.ticks().accepted();
    lot.gives(&[(B, 1, "100")]);
    let mut other = first_price();
    other.bids(A, "20").accepted();
    other.bids(B, "100").accepted();
    other.bids(A, "100.01").accepted();
    other.at(0.001).ticks().accepted();
    other.gives(&[(A, 1, "100.01")]);
}

#[test]
fn a_replaced_bid_has_the_time_of_the_bid_that_replaced_it() {
    let mut lot = first_price();
    lot.bids(A, "100").accepted();
    lot.bids(B, "100").accepted();
    lot.bids(A, "120").accepted();
    lot.bids(A, "100").accepted();
    lot.at(0.001).ticks().accepted();
    lot.gives(&[(B, 1, "100")]);
}

#[test]
fn a_sealed_bid_below_the_start_is_told_nothing_but_the_start() {
    let mut lot = first_price();
    lot.bids(A, "500").accepted();
    lot.bids(B, "9.99").is_too_low_for("10");
    lot.bids(B, "10").accepted();
}

#[test]
fn until_the_close_a_sealed_lot_says_how_many_bids_there_are_and_nothing_else() {
    let mut lot = first_price().reserve("50");
    lot.bids(A, "80").accepted();
    lot.bids(B, "120").accepted();
    let auction = &lot.auction;
    assert_eq!((auction.bids, auction.price, auction.lead, auction.sold_at()), (2, None, None, None));
    assert!(!lot.reserve_met());
    lot.minimum_is("10");
    lot.stands(A, Standing::Sealed);
    lot.stands(B, Standing::Sealed);
    let said = lot.ledger.iter().filter_map(|(_, event)| match event {
        Event::Bid(bid) => Some((bid.amount, bid.price, bid.leader)),
        _ => None,
    });
    assert!(said.eq([(None, None, None); 2]));
}

#[test]
fn every_sealed_bid_is_revealed_at_the_close_in_the_order_of_the_ledger() {
    let mut lot = first_price();
    lot.bids(B, "120").accepted();
    lot.bids(A, "80").accepted();
    lot.bids(B, "90").accepted();
    lot.closes(ADMIN, "a quick sale").is_told_as(&["revealed", "closed"]);
    let shown = lot.ledger.iter().find_map(|(_, event)| match event {
        Event::Revealed { bids, .. } => Some(bids.iter().map(|bid| (bid.seq, bid.bidder, bid.amount)).collect()),
        _ => None,
    });
    assert_eq!(shown, Some(vec![(2, B, euros("120")), (3, A, euros("80")), (4, B, euros("90"))]));
    lot.gives(&[(B, 1, "90")]);
}

#[test]
fn many_sealed_bids_are_revealed_in_parts_and_none_is_left_out() {
    let mut lot = first_price();
    for cents in 0..401 {
        let amount = format!("{}.{:02}", 10 + cents / 100, cents % 100);
        lot.bids([A, B, C][cents % 3], &amount).accepted();
    }
    lot.at(0.001).ticks().is_told_as(&["revealed", "revealed", "revealed", "closed"]);
    let parts = lot.ledger.iter().filter_map(|(_, event)| match event {
        Event::Revealed { bids, .. } => Some(bids.len()),
        _ => None,
    });
    assert!(parts.eq([200, 200, 1]));
}

#[test]
fn a_sealed_lot_without_bids_reveals_nothing_and_is_not_sold() {
    let mut lot = vickrey();
    lot.at(0.001).ticks().is_told_as(&["closed"]);
    lot.gives(&[]);
    assert_eq!(lot.auction.price, None);
}

#[test]
fn a_cancelled_sealed_lot_reveals_nothing() {
    let mut lot = vickrey();
    lot.bids(A, "80").accepted();
    lot.cancels(ADMIN, "withdrawn").is_told_as(&["cancelled"]);
    lot.is(Status::Cancelled);
}

#[test]
fn a_sealed_lot_is_not_sold_a_cent_below_its_reserve() {
    for (highest, given) in [("49.99", vec![]), ("50", vec![(A, 1, "50")])] {
        let mut lot = first_price().reserve("50");
        lot.bids(A, highest).accepted();
        lot.at(0.001).ticks().accepted();
        lot.gives(&given);
        assert_eq!(lot.reserve_met(), !given.is_empty());
    }
}

#[test]
fn a_vickrey_winner_pays_the_second_highest() {
    let mut lot = vickrey();
    lot.bids(A, "300").accepted();
    lot.bids(B, "120.50").accepted();
    lot.bids(C, "80").accepted();
    lot.at(0.001).ticks().accepted();
    lot.gives(&[(A, 1, "120.50")]);
}

#[test]
fn a_vickrey_winner_pays_no_less_than_the_reserve_and_no_less_than_the_start() {
    let mut reserved = vickrey().reserve("150");
    reserved.bids(A, "300").accepted();
    reserved.bids(B, "120").accepted();
    reserved.at(0.001).ticks().accepted();
    reserved.gives(&[(A, 1, "150")]);
    let mut alone = vickrey();
    alone.bids(A, "300").accepted();
    alone.at(0.001).ticks().accepted();
    alone.gives(&[(A, 1, "10")]);
}

#[test]
fn a_vickrey_second_price_above_the_reserve_is_paid() {
    let mut lot = vickrey().reserve("100");
    lot.bids(A, "300").accepted();
    lot.bids(B, "120").accepted();
    lot.at(0.001).ticks().accepted();
    lot.gives(&[(A, 1, "120")]);
}

#[test]
fn ones_own_replaced_bid_is_no_second_price() {
    let mut lot = vickrey();
    lot.bids(A, "100").accepted();
    lot.bids(A, "300").accepted();
    lot.bids(B, "20").accepted();
    lot.at(0.001).ticks().accepted();
    lot.gives(&[(A, 1, "20")]);
}

#[test]
fn a_sealed_bid_is_at_stake_in_full_and_an_outbid_one_nowhere_else() {
    let mut sealed = first_price();
    sealed.bids(A, "80").accepted();
    sealed.bids(B, "120").accepted();
    assert_eq!([A, B, C].map(|who| sealed.auction.exposure(who)), [euros("80"), euros("120"), Money(0)]);
    sealed.at(0.001).ticks().accepted();
    assert_eq!(sealed.auction.exposure(B), Money(0), "what was won is for the invoice");
    let mut open = Lot::us("10");
    open.bids(A, "80").accepted();
    open.bids(B, "120").accepted();
    assert_eq!([A, B].map(|who| open.auction.exposure(who)), [Money(0), euros("120")]);
}
