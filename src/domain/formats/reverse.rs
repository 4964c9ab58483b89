//! The reverse auction: a buyer lists, and the lowest offer wins. The English rules with every comparison turned round; what
//! is a maximum there is here the least the seller would take, and the reserve is the most the buyer would pay.

use super::{Effect, Ground, Offer};
use crate::domain::auction::Lead;
use crate::domain::money::Money;
use crate::domain::rejection::Rejection;

/// The effect of an admissible offer on price and leader, or why it has none.
pub fn place(ground: Ground, offer: Offer) -> Result<Effect, Rejection> {
    let exact = offer.exact || !ground.terms.automatic;
    match ground.lead {
        Some(lead) if lead.bidder == offer.bidder => lower(ground, offer, lead),
        before => {
            let minimum = maximum(ground);
            match before {
                _ if offer.amount > minimum => Err(Rejection::TooHigh { minimum }),
                None => Ok(takes_the_lead(ground, offer, if exact { offer.amount } else { ground.terms.start })),
                Some(lead) => Ok(undercut(ground, offer, lead, exact)),
            }
        }
    }
}

/// The most that can be offered: the start, then one step below the price. Below one minor unit no offer can be.
pub fn maximum(ground: Ground) -> Money {
    let terms = ground.terms;
    terms.round_down(ground.price.map_or(terms.start, |price| terms.increments.below(price)))
}

/// The leader lowers their own offer. The price moves only if the reserve pulls it.
fn lower(ground: Ground, offer: Offer, lead: Lead) -> Result<Effect, Rejection> {
    if !ground.terms.automatic {
        return Err(Rejection::AlreadyLeading);
    }
    if offer.amount >= lead.maximum {
        let minimum = Money(lead.maximum.0 - ground.terms.quantum.map_or(1, |quantum| quantum.0));
        return Err(Rejection::NotBelowYourOffer { minimum });
    }
    Ok(takes_the_lead(ground, offer, ground.price.unwrap_or(ground.terms.start)))
}

/// What an offer that was accepted comes to, where another was struck out before it: see [`english::refold`].
///
/// [`english::refold`]: super::english::refold
pub fn refold(ground: Ground, offer: Offer) -> Effect {
    let exact = offer.exact || !ground.terms.automatic;
    let effect = match ground.lead {
        None => takes_the_lead(ground, offer, if exact { offer.amount } else { ground.terms.start }),
        Some(lead) if lead.bidder == offer.bidder => lower(ground, offer, lead).unwrap_or(ground.unchanged()),
        Some(lead) => undercut(ground, offer, lead, exact),
    };
    let price = effect.price.into_iter().chain(ground.price).min();
    Effect { price, ..effect }
}

/// Somebody else's offer that is low enough.
fn undercut(ground: Ground, offer: Offer, lead: Lead, exact: bool) -> Effect {
    let increments = &ground.terms.increments;
    if offer.amount < lead.maximum {
        let price = if exact { offer.amount } else { offer.amount.max(increments.below(lead.maximum)) };
        return takes_the_lead(ground, offer, price);
    }
    Effect::of(offer.amount, lead.maximum.max(increments.below(offer.amount)), lead)
}

fn takes_the_lead(ground: Ground, offer: Offer, price: Money) -> Effect {
    let price = ground.reserve.map_or(price, |reserve| price.min(reserve.max(offer.amount)));
    Effect::of(price, price, Lead { bidder: offer.bidder, maximum: offer.amount })
}
