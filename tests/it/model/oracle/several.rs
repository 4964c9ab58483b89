//! Several units: handed out one by one.

use super::sealed::last_bids;
use super::{Bid, Given};
use crate::model::house::{House, Who};

/// Hands out the units one at a time, always to the best bid that still wants one, could have all it insists on, and has not
/// been passed over. What each gets, in that order.
fn handed_out(units: u32, mut waiting: Vec<&Bid>) -> Vec<(&Bid, u32)> {
    let mut left = units;
    let mut given: Vec<(&Bid, u32)> = Vec::new();
    while left > 0 && !waiting.is_empty() {
        let dearest = waiting.iter().map(|bid| bid.amount).max().expect("somebody waits");
        let first =
            waiting.iter().filter(|bid| bid.amount == dearest).map(|bid| bid.seq).min().expect("somebody waits");
        let at = waiting.iter().position(|bid| bid.seq == first).expect("it waits");
        let bid = waiting.remove(at);
        if bid.whole && bid.quantity > left {
            continue;
        }
        let mut got = 0;
        while left > 0 && got < bid.quantity {
            left -= 1;
            got += 1;
        }
        given.push((bid, got));
    }
    given
}

/// Who gets how many, whatever the reserve.
pub fn shares(house: &House, bids: &[Bid]) -> Vec<(Who, u32)> {
    let mut shares: Vec<_> =
        handed_out(house.units(), last_bids(bids)).into_iter().map(|(bid, got)| (bid.who, got)).collect();
    shares.sort_unstable();
    shares
}

/// The lowest price that gets a unit.
pub fn price(house: &House, bids: &[Bid]) -> Option<i64> {
    handed_out(house.units(), last_bids(bids)).into_iter().map(|(bid, _)| bid.amount).min()
}

/// The least price that can be bid, for somebody who has no bid yet, or by `own`, whose bid would give way.
pub fn minimum(house: &House, bids: &[Bid], own: Option<Who>) -> i64 {
    let others = last_bids(bids).into_iter().filter(|bid| Some(bid.who) != own).collect();
    let given = handed_out(house.units(), others);
    let gone: u32 = given.iter().map(|(_, got)| got).sum();
    let lowest = given.iter().map(|(bid, _)| bid.amount).min().unwrap_or_default();
    house.up(if gone == house.units() { lowest + house.step(lowest) } else { house.start })
}

/// Who gets how many at which price: those whose bids reach the reserve.
pub fn awards(house: &House, bids: &[Bid], uniform: bool) -> Vec<Given> {
    let reaches = last_bids(bids).into_iter().filter(|bid| bid.amount >= house.reserve.unwrap_or(0)).collect();
    let given = handed_out(house.units(), reaches);
    let lowest = given.iter().map(|(bid, _)| bid.amount).min().unwrap_or_default();
    given.into_iter().map(|(bid, got)| (bid.who, got, if uniform { lowest } else { bid.amount })).collect()
}
