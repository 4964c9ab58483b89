//! The English auction with automatic bidding: RULES "English", step by step.

use crate::domain::auction::{Auction, Lead};
use crate::domain::money::Money;
use crate::domain::rejection::Rejection;
use crate::domain::{Bid, BidPlaced};

/// The effect of an admissible bid on price and leader, or why it has none.
pub fn place(auction: &Auction, bid: &Bid) -> Result<BidPlaced, Rejection> {
    let exact = bid.exact || !auction.terms.automatic;
    match auction.lead {
        None => first(auction, bid, exact),
        Some(lead) if lead.bidder == bid.bidder => raise(auction, bid, lead),
        Some(lead) => challenge(auction, bid, lead, exact),
    }
}

/// Step 1: nobody leads yet. The first bidder leads at the start, whatever they authorised.
fn first(auction: &Auction, bid: &Bid, exact: bool) -> Result<BidPlaced, Rejection> {
    let start = auction.terms.start;
    if bid.amount < start {
        return Err(Rejection::TooLow { minimum: start });
    }
    let price = if exact { bid.amount } else { start };
    Ok(takes_the_lead(auction, bid, price))
}

/// Step 2: the leader raises their own maximum. The price moves only if the reserve pulls it.
fn raise(auction: &Auction, bid: &Bid, lead: Lead) -> Result<BidPlaced, Rejection> {
    if !auction.terms.automatic {
        return Err(Rejection::AlreadyLeading);
    }
    if bid.amount <= lead.maximum {
        let minimum = lead.maximum.plus(auction.terms.quantum.unwrap_or(Money(1)));
        return Err(Rejection::NotAboveYourMaximum { minimum });
    }
    Ok(takes_the_lead(auction, bid, auction.price.unwrap_or(auction.terms.start)))
}

/// Step 3: somebody else challenges the leader.
fn challenge(auction: &Auction, bid: &Bid, lead: Lead, exact: bool) -> Result<BidPlaced, Rejection> {
    let increments = &auction.terms.increments;
    let minimum = auction.minimum();
    if bid.amount < minimum {
        return Err(Rejection::TooLow { minimum });
    }
    if bid.amount > lead.maximum {
        // The step is taken at the beaten maximum, not at the visible price.
        let price = if exact { bid.amount } else { bid.amount.min(increments.above(lead.maximum)) };
        return Ok(takes_the_lead(auction, bid, price));
    }
    // Beaten, or equal and later: the leader stays and the price climbs to just above the challenger, if it can.
    let price = lead.maximum.min(increments.above(bid.amount));
    Ok(BidPlaced::new(auction, bid, bid.amount, price, lead))
}

/// The bidder leads at `price`, or at what step 4, the reserve rule, makes of it. What they did in public is that price.
fn takes_the_lead(auction: &Auction, bid: &Bid, price: Money) -> BidPlaced {
    let price = price.max(auction.reserve.map_or(Money(0), |reserve| reserve.min(bid.amount)));
    BidPlaced::new(auction, bid, price, price, Lead { bidder: bid.bidder, maximum: bid.amount })
}
