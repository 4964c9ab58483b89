//! The English auction with automatic bidding: RULES "English", step by step.

use super::{Effect, Ground, Offer};
use crate::domain::auction::Lead;
use crate::domain::money::Money;
use crate::domain::rejection::Rejection;

/// The effect of an admissible bid on price and leader, or why it has none.
pub fn place(ground: Ground, offer: Offer) -> Result<Effect, Rejection> {
    let exact = offer.exact || !ground.terms.automatic;
    match ground.lead {
        None => first(ground, offer, exact),
        Some(lead) if lead.bidder == offer.bidder => raise(ground, offer, lead),
        Some(lead) => challenge(ground, offer, lead, exact),
    }
}

/// The least amount that can be bid: the start, then one step above the price.
pub fn minimum(ground: Ground) -> Money {
    let terms = ground.terms;
    terms.round_up(ground.price.map_or(terms.start, |price| terms.increments.above(price)))
}

/// Step 1: nobody leads yet. The first bidder leads at the start, whatever they authorised.
fn first(ground: Ground, offer: Offer, exact: bool) -> Result<Effect, Rejection> {
    let start = ground.terms.start;
    if offer.amount < start {
        return Err(Rejection::TooLow { minimum: start });
    }
    Ok(takes_the_lead(ground, offer, if exact { offer.amount } else { start }))
}

/// Step 2: the leader raises their own maximum. The price moves only if the reserve pulls it.
fn raise(ground: Ground, offer: Offer, lead: Lead) -> Result<Effect, Rejection> {
    if !ground.terms.automatic {
        return Err(Rejection::AlreadyLeading);
    }
    if offer.amount <= lead.maximum {
        let minimum = lead.maximum.plus(ground.terms.quantum.unwrap_or(Money(1)));
        return Err(Rejection::NotAboveYourMaximum { minimum });
    }
    // A raise answers no auctioneer.
    let offer = Offer { at_least: Money(0), ..offer };
    Ok(takes_the_lead(ground, offer, ground.price.unwrap_or(ground.terms.start)))
}

/// Step 3: somebody else challenges the leader.
fn challenge(ground: Ground, offer: Offer, lead: Lead, exact: bool) -> Result<Effect, Rejection> {
    let minimum = minimum(ground);
    if offer.amount < minimum {
        return Err(Rejection::TooLow { minimum });
    }
    Ok(beats_or_pushes(ground, offer, lead, exact))
}

/// What a bid that was accepted comes to, where another was struck out before it. It counts whatever the least bid would have
/// been: it was taken, so the highest maximum leads and the earliest of equals (I9), and the price does not fall by it. Only
/// without automatic bidding a leader's own bid is none.
pub fn refold(ground: Ground, offer: Offer) -> Effect {
    let exact = offer.exact || !ground.terms.automatic;
    let effect = match ground.lead {
        None => takes_the_lead(ground, offer, if exact { offer.amount } else { ground.terms.start }),
        Some(lead) if lead.bidder == offer.bidder => raise(ground, offer, lead).unwrap_or(ground.unchanged()),
        Some(lead) => beats_or_pushes(ground, offer, lead, exact),
    };
    Effect { price: effect.price.max(ground.price), ..effect }
}

/// A challenge that is high enough.
pub(super) fn beats_or_pushes(ground: Ground, offer: Offer, lead: Lead, exact: bool) -> Effect {
    let increments = &ground.terms.increments;
    if offer.amount > lead.maximum {
        // The step is taken at the beaten maximum, not at the visible price.
        let price = if exact { offer.amount } else { offer.amount.min(increments.above(lead.maximum)) };
        return takes_the_lead(ground, offer, price);
    }
    // Beaten, or equal and later: the leader stays and the price climbs to just above the challenger, if it can.
    Effect::of(offer.amount, lead.maximum.min(increments.above(offer.amount)), lead)
}

/// The bidder leads at `price`, or at what step 4, the reserve rule, makes of it. What they did in public is that price.
pub(super) fn takes_the_lead(ground: Ground, offer: Offer, price: Money) -> Effect {
    let pulled = ground.reserve.map_or(Money(0), |reserve| reserve.min(offer.amount));
    let price = price.max(pulled).max(offer.at_least);
    Effect::of(price, price, Lead { bidder: offer.bidder, maximum: offer.amount })
}
