//! Several equal units: bids name a price for one and a quantity, and are open. The highest prices get their units first, of
//! equal ones the earliest, until there are none left; the last to get any may get only a part, unless their bid refuses
//! that, and then the next in line is served.
//!
//! A bidder has one bid at a time. A later one takes its place, and its turn among equals; it may not be worth less in
//! either price or quantity.

use super::Effect;
use crate::domain::auction::Auction;
use crate::domain::book::Placed;
use crate::domain::event::Award;
use crate::domain::money::Money;
use crate::domain::rejection::Rejection;
use crate::domain::terms::Pricing;
use crate::domain::{AccountId, Bid, Seq};
use std::cmp::Reverse;

/// A bid in line for its units.
#[derive(Clone, Copy)]
struct InLine {
    bidder: AccountId,
    price: Money,
    quantity: u32,
    whole: bool,
    seq: Seq,
}

impl From<&Placed> for InLine {
    fn from(placed: &Placed) -> InLine {
        let Placed { bidder, maximum: price, quantity, whole, seq, .. } = *placed;
        InLine { bidder, price, quantity, whole, seq }
    }
}

/// The effect of an admissible bid, or why it has none.
pub fn place(auction: &Auction, bid: &Bid, units: u32) -> Result<Effect, Rejection> {
    if !(1..=units).contains(&bid.quantity) {
        return Err(Rejection::BadQuantity { units });
    }
    let minimum = minimum(auction, Some(bid.bidder), units);
    if bid.amount < minimum {
        return Err(Rejection::TooLow { minimum });
    }
    if let Some(own) = auction.last_bid(bid.bidder) {
        let worth_more = bid.amount > own.maximum || bid.quantity > own.quantity;
        if bid.amount < own.maximum || bid.quantity < own.quantity || !worth_more {
            let minimum = own.maximum.plus(auction.terms.quantum.unwrap_or(Money(1)));
            return Err(Rejection::NotAboveYourMaximum { minimum });
        }
    }
    Ok(effect(auction, Some(bid), units))
}

/// The price after this bid, if there is one: the lowest that gets a unit. Nobody leads alone.
pub fn effect(auction: &Auction, bid: Option<&Bid>, units: u32) -> Effect {
    let price = serve(joined(auction, bid), units).last().map(|award| award.price);
    Effect { amount: bid.map(|bid| bid.amount), price, lead: None }
}

/// Whether this bid changes who gets how many units. A winner who only offers more for theirs changes nothing.
pub fn changes_winners(auction: &Auction, bid: &Bid, units: u32) -> bool {
    let shares = |line| {
        let mut shares: Vec<_> = serve(line, units).iter().map(|award| (award.bidder, award.quantity)).collect();
        shares.sort_unstable();
        shares
    };
    shares(line(auction, None)) != shares(joined(auction, Some(bid)))
}

/// The least price for one unit: the start while there are units left, then one step above the lowest that gets any. Seen
/// by `bidder`, whose own bid would give way.
pub fn minimum(auction: &Auction, bidder: Option<AccountId>, units: u32) -> Money {
    let served = serve(line(auction, bidder), units);
    let taken: u32 = served.iter().map(|award| award.quantity).sum();
    let lowest = served.last().filter(|_| taken == units);
    let terms = &auction.terms;
    terms.round_up(lowest.map_or(terms.start, |award| terms.increments.above(award.price)))
}

/// Who would get how many units at which price if it closed now: those whose bids reach the reserve.
pub fn awards(auction: &Auction, units: u32, pricing: Pricing) -> Vec<Award> {
    let reserve = auction.reserve.unwrap_or_default();
    let reaches = line(auction, None).into_iter().filter(|bid| bid.price >= reserve).collect();
    let mut awards = serve(reaches, units);
    if let (Pricing::Uniform, Some(lowest)) = (pricing, awards.last().map(|award| award.price)) {
        awards.iter_mut().for_each(|award| award.price = lowest);
    }
    awards
}

/// Everybody's last bid, but for `without`.
fn line(auction: &Auction, without: Option<AccountId>) -> Vec<InLine> {
    auction.last_bids().filter(|placed| Some(placed.bidder) != without).map(InLine::from).collect()
}

/// The line with this bid in it, in place of the bidder's last.
fn joined(auction: &Auction, bid: Option<&Bid>) -> Vec<InLine> {
    let mut line = line(auction, bid.map(|bid| bid.bidder));
    line.extend(bid.map(|bid| InLine {
        bidder: bid.bidder,
        price: bid.amount,
        quantity: bid.quantity,
        whole: bid.whole,
        seq: auction.seq + 1,
    }));
    line
}

/// Serves a line until there are no units left; each gets theirs at their own price, the dearest first.
fn serve(mut line: Vec<InLine>, units: u32) -> Vec<Award> {
    line.sort_unstable_by_key(|bid| (Reverse(bid.price), bid.seq));
    let mut left = units;
    let mut awards = Vec::new();
    for bid in line {
        let quantity = bid.quantity.min(left);
        if left == 0 || bid.whole && quantity < bid.quantity {
            continue;
        }
        left -= quantity;
        awards.push(Award { bidder: bid.bidder, quantity, price: bid.price });
    }
    awards
}
