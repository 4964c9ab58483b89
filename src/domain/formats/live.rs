//! A lot that an auctioneer runs: the English rules, with an asking price and bids from the floor. Maxima left before the
//! lot is opened compete by the same rules.

use super::{Effect, Ground, Offer, english};
use crate::domain::AccountId;
use crate::domain::auction::{Auction, Lead};
use crate::domain::money::Money;
use crate::domain::rejection::Rejection;

/// The effect of a bid from the floor or from afar, or why it has none.
pub fn place(auction: &Auction, offer: Offer) -> Result<Effect, Rejection> {
    let ground = auction.ground();
    let raises = ground.lead.is_some_and(|lead| !rivals(lead, offer));
    let minimum = minimum(auction);
    if !raises && offer.amount < minimum {
        return Err(Rejection::TooLow { minimum });
    }
    let offer = Offer { at_least: auction.ask.unwrap_or_default(), ..offer };
    match ground.lead {
        // An asking price may lie below the next step: what it drew counts all the same.
        Some(lead) if rivals(lead, offer) => Ok(challenge(ground, offer, lead)),
        _ => english::place(ground, offer),
    }
}

/// What a bid that was accepted comes to, where another was struck out before it.
pub fn refold(ground: Ground, offer: Offer) -> Effect {
    match ground.lead {
        Some(lead) if rivals(lead, offer) => {
            let effect = challenge(ground, offer, lead);
            Effect { price: effect.price.max(ground.price), ..effect }
        }
        _ => english::refold(ground, offer),
    }
}

fn challenge(ground: Ground, offer: Offer, lead: Lead) -> Effect {
    english::beats_or_pushes(ground, offer, lead, offer.exact || !ground.terms.automatic)
}

/// Whether an offer challenges the lead. The floor is many people: it can answer itself.
fn rivals(lead: Lead, offer: Offer) -> bool {
    lead.bidder != offer.bidder || offer.bidder == AccountId::FLOOR
}

/// What the auctioneer asks for; without a word from them, one step above the price.
pub fn minimum(auction: &Auction) -> Money {
    auction.ask.unwrap_or_else(|| english::minimum(auction.ground()))
}
