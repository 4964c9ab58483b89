//! Sealed, first price: the highest bid wins, and pays itself.

use super::sealed;
use crate::domain::auction::Auction;
use crate::domain::event::Award;

/// Who gets it, if anybody reaches the reserve.
pub fn award(auction: &Auction) -> Option<Award> {
    let best = *sealed::ranking(auction).first()?;
    Some(Award { bidder: best.bidder, quantity: 1, price: best.maximum })
}
