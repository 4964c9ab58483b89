//! English, and live lots, which are the same with an asking price: leader and price from the whole list.

use super::Bid;
use crate::model::house::{FLOOR, House};

/// The greatest maximum; of equal ones the earliest.
pub fn leader<'b>(bids: &[&'b Bid]) -> Option<&'b Bid> {
    let greatest = bids.iter().map(|bid| bid.amount).max()?;
    bids.iter().find(|bid| bid.amount == greatest).copied()
}

/// The bids that count: without automatic bidding a leader cannot bid, which a void may show to have been so.
pub fn counting<'b>(house: &House, bids: &'b [Bid]) -> Vec<&'b Bid> {
    let mut counting: Vec<&Bid> = Vec::new();
    for bid in bids {
        let leads = leader(&counting).is_some_and(|leader| leader.who == bid.who && bid.who != FLOOR);
        if house.automatic || !leads {
            counting.push(bid);
        }
    }
    counting
}

/// The dearest of the start, of what each challenge forced, and of the reserve as far as the greatest maximum reaches it.
pub fn price(house: &House, bids: &[&Bid]) -> Option<i64> {
    let greatest = leader(bids)?.amount;
    let challenges = bids.iter().enumerate().map(|(i, bid)| forced(house, &bids[..i], bid));
    let pulled = house.reserve.map(|reserve| reserve.min(greatest));
    challenges.chain(pulled).chain([house.start]).max()
}

/// The price a bid forced, coming after those.
fn forced(house: &House, earlier: &[&Bid], bid: &Bid) -> i64 {
    let jump = bid.exact && !bid.raise || !house.automatic;
    match leader(earlier) {
        Some(leader) if leader.who == bid.who && bid.who != FLOOR => 0,
        Some(leader) if leader.amount >= bid.amount => leader.amount.min(bid.amount + house.step(bid.amount)),
        _ if jump => bid.amount,
        Some(beaten) => bid.asked.max(bid.amount.min(beaten.amount + house.step(beaten.amount))),
        None => bid.asked.max(house.start),
    }
}

/// The least next bid, whatever an auctioneer asks for.
pub fn minimum(house: &House, price: Option<i64>) -> i64 {
    house.up(price.map_or(house.start, |price| price + house.step(price)))
}
