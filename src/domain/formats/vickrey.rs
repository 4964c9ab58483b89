//! Sealed, second price (Vickrey): the highest bid wins, and pays the second highest, or the reserve or the start if those
//! are more.

use super::sealed;
use crate::domain::auction::Auction;
use crate::domain::event::Award;

/// Who gets it, if anybody reaches the reserve.
pub fn award(auction: &Auction) -> Option<Award> {
    let ranking = sealed::ranking(auction);
    let best = *ranking.first()?;
    let second = ranking.get(1).map_or(auction.terms.start, |second| second.maximum);
    let price = second.max(auction.reserve.unwrap_or_default());
    Some(Award { bidder: best.bidder, quantity: 1, price })
}
