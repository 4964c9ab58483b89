//! Sealed bids: everybody's last one, opened and compared at the end.

use super::{Bid, Given};
use crate::model::house::{House, Who};

/// Each bidder's last bid, from the list read backwards.
pub fn last_bids(bids: &[Bid]) -> Vec<&Bid> {
    let mut seen: Vec<Who> = Vec::new();
    let mut last: Vec<&Bid> = Vec::new();
    for bid in bids.iter().rev() {
        if !seen.contains(&bid.who) {
            seen.push(bid.who);
            last.push(bid);
        }
    }
    last
}

fn winner<'b>(house: &House, bids: &'b [Bid]) -> Option<&'b Bid> {
    let last = last_bids(bids);
    let best = last.iter().map(|bid| bid.amount).max()?;
    let first = last.into_iter().filter(|bid| bid.amount == best).min_by_key(|bid| bid.seq)?;
    Some(first).filter(|bid| bid.amount >= house.reserve.unwrap_or(0))
}

/// The highest, at its own amount.
pub fn first_price(house: &House, bids: &[Bid]) -> Option<Given> {
    winner(house, bids).map(|best| (best.who, 1, best.amount))
}

/// The highest, at the most of all that others bid, the reserve and the start.
pub fn vickrey(house: &House, bids: &[Bid]) -> Option<Given> {
    let best = winner(house, bids)?;
    let others = last_bids(bids).into_iter().filter(|bid| bid.who != best.who).map(|bid| bid.amount);
    let price = others.chain([house.reserve.unwrap_or(0), house.start]).max()?;
    Some((best.who, 1, price))
}
