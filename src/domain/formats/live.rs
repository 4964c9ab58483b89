//! A lot that an auctioneer runs: the English rules, with an asking price and bids from the floor. Maxima left before the
//! lot is opened compete by the same rules.

use super::{Effect, Ground, Offer, english};
use crate::domain::AccountId;
use crate::domain::auction::Auction;
use crate::domain::money::Money;
use crate::domain::rejection::Rejection;

/// The effect of a bid from the floor or from afar, or why it has none.
pub fn place(auction: &Auction, offer: Offer) -> Result<Effect, Rejection> {
    let ground = auction.ground();
    let raises = ground.lead.is_some_and(|lead| lead.bidder == offer.bidder && offer.bidder != AccountId::FLOOR);
    let minimum = minimum(auction);
    if !raises && offer.amount < minimum {
        return Err(Rejection::TooLow { minimum });
    }
    let at_least = auction.ask.filter(|_| !raises).unwrap_or_default();
    place_by_increments(ground, Offer { at_least, ..offer })
}

/// The same, whatever the auctioneer asks for.
pub fn place_by_increments(ground: Ground, offer: Offer) -> Result<Effect, Rejection> {
    match ground.lead {
        // The floor is many people: it can answer itself.
        Some(lead) if lead.bidder == AccountId::FLOOR && offer.bidder == AccountId::FLOOR => {
            let minimum = english::minimum(ground);
            if offer.amount < minimum { Err(Rejection::TooLow { minimum }) } else { Ok(shouted(ground, offer)) }
        }
        // An asking price may lie below the next step: what it drew counts all the same.
        Some(lead) if lead.bidder != offer.bidder && ground.price.is_some_and(|price| offer.amount > price) => {
            let exact = offer.exact || !ground.terms.automatic;
            Ok(english::beats_or_pushes(ground, offer, lead, exact))
        }
        _ => english::place(ground, offer),
    }
}

/// A bid called out in the room: at its amount, and the highest there is.
fn shouted(ground: Ground, offer: Offer) -> Effect {
    english::takes_the_lead(ground, offer, offer.amount)
}

/// What the auctioneer asks for; without a word from them, one step above the price.
pub fn minimum(auction: &Auction) -> Money {
    auction.ask.unwrap_or_else(|| english::minimum(auction.ground()))
}
