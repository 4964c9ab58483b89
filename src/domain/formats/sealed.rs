//! Sealed bids: secret until the close. A bidder's later bid takes the place of their earlier one, up or down; of equal bids
//! the earlier stands first.

use super::{Effect, Offer};
use crate::domain::auction::Auction;
use crate::domain::book::Placed;
use crate::domain::rejection::Rejection;

/// A sealed bid does nothing that anybody could see.
pub fn place(auction: &Auction, offer: Offer) -> Result<Effect, Rejection> {
    let minimum = auction.minimum();
    if offer.amount < minimum { Err(Rejection::TooLow { minimum }) } else { Ok(Effect::default()) }
}

/// Each bidder's last bid, the best first, as far as they reach the reserve.
pub fn ranking(auction: &Auction) -> Vec<&Placed> {
    let reserve = auction.reserve.unwrap_or_default();
    let mut ranking: Vec<&Placed> = auction.last_bids().filter(|placed| placed.maximum >= reserve).collect();
    ranking.sort_unstable_by_key(|placed| (std::cmp::Reverse(placed.maximum), placed.seq));
    ranking
}
