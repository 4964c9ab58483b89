//! RULES "Buy now": the three rules on how long a lot can be bought at once.

use crate::lot::{A, ADMIN, B, Lot, SELLER, euros};
use gavel::domain::terms::BuyNowUntil::{FirstBid, PricePasses};
use gavel::domain::{Bid, Event, Rejection, Standing, Status};

#[test]
fn whoever_buys_at_once_has_the_lot_at_the_sellers_price() {
    let mut lot = Lot::us("10").buy_now("100", FirstBid);
    assert_eq!(lot.auction.buy_now(), Some(euros("100")));
    lot.buys(A).leads_at("100").is_told_as(&["bid", "closed"]);
    lot.is(Status::Closed);
    lot.stands(A, Standing::Won);
    lot.gives(&[(A, 1, "100")]);
    assert_eq!(lot.auction.buy_now(), None);
    let Some((_, Event::Closed { by, reason, .. })) = lot.ledger.last() else { panic!("not closed") };
    assert_eq!((by, reason), (&None, &None));
    lot.bids(B, "200").is_refused(Rejection::Ended);
}

#[test]
fn without_a_reserve_the_first_bid_ends_the_offer() {
    let mut lot = Lot::us("10").buy_now("100", FirstBid);
    lot.bids(A, "10").leads_at("10");
    assert_eq!(lot.auction.buy_now(), None);
    lot.buys(B).is_refused(Rejection::NoBuyNow);
}

#[test]
fn with_a_reserve_the_offer_stands_until_it_is_met() {
    let mut lot = Lot::us("10").buy_now("100", FirstBid).reserve("50");
    lot.bids(A, "49.99").leaves_the_reserve_unmet();
    assert_eq!(lot.auction.buy_now(), Some(euros("100")));
    lot.bids(B, "60").meets_the_reserve();
    lot.buys(A).is_refused(Rejection::NoBuyNow);
}

#[test]
fn where_the_terms_say_so_the_offer_stands_until_the_price_reaches_it() {
    let mut lot = Lot::us("10").buy_now("100", PricePasses);
    lot.bids(A, "500").leads_at("10");
    lot.bids(B, "98.99").is_beaten_by(A, "99.99");
    assert_eq!(lot.auction.buy_now(), Some(euros("100")));
    lot.bids(B, "100.99").is_beaten_by(A, "103.49");
    lot.buys(B).is_refused(Rejection::NoBuyNow);
    let mut at_it = Lot::us("10").buy_now("100", PricePasses);
    at_it.jumps(A, "100").leads_at("100");
    at_it.buys(B).is_refused(Rejection::NoBuyNow);
}

#[test]
fn buying_at_once_beats_any_maximum_because_nobody_has_bid_that_price_yet() {
    let mut lot = Lot::us("10").buy_now("100", PricePasses);
    lot.bids(A, "500").leads_at("10");
    lot.buys(B).leads_at("100");
    lot.gives(&[(B, 1, "100")]);
    lot.stands(A, Standing::Lost);
}

#[test]
fn a_leader_may_buy_at_once_too() {
    let mut lot = Lot::us("10").buy_now("100", PricePasses);
    lot.bids(A, "50").leads_at("10");
    lot.buys(A).leads_at("100");
    let bought = lot.ledger.iter().rev().find_map(|(_, event)| match event {
        Event::Bid(bid) => Some((bid.raise, bid.buy_now, bid.exact)),
        _ => None,
    });
    assert_eq!(bought, Some((false, true, true)));
    assert_eq!(lot.auction.bids, 2);
}

#[test]
fn buying_at_once_meets_the_reserve_and_says_so() {
    let mut lot = Lot::us("10").buy_now("100", FirstBid).reserve("80");
    lot.buys(A).meets_the_reserve().is_told_as(&["bid", "reserve_met", "closed"]);
}

#[test]
fn the_offer_comes_back_when_the_only_bid_is_voided() {
    let mut lot = Lot::us("10").buy_now("100", FirstBid);
    lot.bids(A, "12").accepted();
    let voided = lot.last();
    lot.voids(ADMIN, voided, "forged").accepted();
    assert_eq!(lot.auction.buy_now(), Some(euros("100")));
}

#[test]
fn nobody_buys_at_once_what_is_not_offered_so_or_not_open_or_their_own() {
    Lot::us("10").buys(A).is_refused(Rejection::NoBuyNow);
    let mut lot = Lot::us("10").buy_now("100", FirstBid);
    lot.buys(SELLER).is_refused(Rejection::OwnAuction);
    lot.halts(ADMIN, "a question").accepted();
    assert_eq!(lot.auction.buy_now(), None);
    lot.resumes(ADMIN, "answered").accepted();
    lot.at(0.001).buys(A).is_refused(Rejection::Ended);
}

#[test]
fn a_key_that_bought_at_once_is_no_key_for_a_bid() {
    let mut lot = Lot::us("10").buy_now("100", FirstBid);
    let bought = Bid { buy_now: true, ..lot.press(A, "0") };
    lot.sends(bought).accepted();
    let first = lot.receipt(&bought);
    assert_eq!((first.price, first.leading), (Some(euros("100")), true));
    assert_eq!(lot.auction.answered(&Bid { amount: euros("7"), exact: true, ..bought }), Some(Ok(first)));
    let bid = Bid { buy_now: false, amount: euros("100"), ..bought };
    assert_eq!(lot.auction.answered(&bid), Some(Err(Rejection::KeyReused)));
}
