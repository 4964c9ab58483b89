//! Reverse: the least offer leads, and the price is what the others forced it down to.

use super::Bid;
use crate::model::house::House;

/// The least offer; of equal ones the earliest.
pub fn leader<'b>(bids: &[&'b Bid]) -> Option<&'b Bid> {
    let least = bids.iter().map(|bid| bid.amount).min()?;
    bids.iter().find(|bid| bid.amount == least).copied()
}

pub fn counting<'b>(house: &House, bids: &'b [Bid]) -> Vec<&'b Bid> {
    let mut counting: Vec<&Bid> = Vec::new();
    for bid in bids {
        if house.automatic || leader(&counting).is_none_or(|leader| leader.who != bid.who) {
            counting.push(bid);
        }
    }
    counting
}

/// The cheapest of the start, of what each challenge forced, and of the buyer's limit as far as the least offer reaches it.
pub fn price(house: &House, bids: &[&Bid]) -> Option<i64> {
    let least = leader(bids)?.amount;
    let challenges = (0..bids.len()).map(|i| forced(house, &bids[..i], bids[i]));
    let pulled = house.reserve.map(|reserve| reserve.max(least));
    challenges.chain(pulled).chain([house.start]).min()
}

fn forced(house: &House, earlier: &[&Bid], bid: &Bid) -> i64 {
    let jump = bid.exact && !bid.raise || !house.automatic;
    match leader(earlier) {
        Some(leader) if leader.who == bid.who => i64::MAX,
        Some(leader) if leader.amount <= bid.amount => leader.amount.max(bid.amount - house.step(bid.amount)),
        _ if jump => bid.amount,
        Some(beaten) => bid.amount.max(beaten.amount - house.step(beaten.amount)),
        None => house.start,
    }
}

/// The most that can be offered next.
pub fn maximum(house: &House, price: Option<i64>) -> i64 {
    house.down(price.map_or(house.start, |price| price - house.step(price)))
}
