//! How bids become a price, one file a format. A format says what an admissible bid does, what the least next bid is, and
//! who gets what at the end; everything else about an auction is the same in all of them.
//!
//! - [`english`] ascending, with automatic bidding · [`live`] the same, with an auctioneer · [`reverse`] the same, upside down
//! - [`sealed`] what the two sealed formats share · [`first_price`] · [`vickrey`]
//! - [`dutch`] a falling price · [`multi_unit`] several equal units

pub mod dutch;
pub mod english;
pub mod first_price;
pub mod live;
pub mod multi_unit;
pub mod reverse;
pub mod sealed;
pub mod vickrey;

use super::auction::{Auction, Lead};
use super::book::Placed;
use super::event::Award;
use super::money::Money;
use super::rejection::Rejection;
use super::terms::{Format, Terms};
use super::{AccountId, Bid, Timestamp};

/// What a bid meets: the terms, and price and leader before it.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub terms: &'a Terms,
    pub reserve: Option<Money>,
    pub price: Option<Money>,
    pub lead: Option<Lead>,
}

impl Ground<'_> {
    /// Everything as it was.
    fn unchanged(&self) -> Effect {
        Effect { amount: None, price: self.price, lead: self.lead }
    }
}

/// A bid, as far as it decides price and leader.
#[derive(Clone, Copy)]
pub struct Offer {
    pub bidder: AccountId,
    pub amount: Money,
    pub exact: bool,
    /// What the auctioneer asked for: if it takes the lead, the price is no lower. Nothing elsewhere.
    pub at_least: Money,
}

impl Offer {
    /// What was accepted. A leader's raise was no jump, and is none where without another bid it would have been a challenge.
    fn of(placed: &Placed) -> Offer {
        let Placed { bidder, maximum: amount, exact, raise, at_least, .. } = *placed;
        Offer { bidder, amount, exact: exact && !raise, at_least }
    }
}

/// What a bid does. `None` is what nobody may see, or what there is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// What the bid did in public.
    pub amount: Option<Money>,
    pub price: Option<Money>,
    pub lead: Option<Lead>,
}

impl Effect {
    /// `lead` at `price`, after a bid that did `amount` in public.
    fn of(amount: Money, price: Money, lead: Lead) -> Effect {
        Effect { amount: Some(amount), price: Some(price), lead: Some(lead) }
    }
}

/// The effect of an admissible bid received at `now`, or why it has none.
pub(super) fn place(auction: &Auction, bid: &Bid, now: Timestamp) -> Result<Effect, Rejection> {
    let offer = Offer { bidder: bid.bidder, amount: bid.amount, exact: bid.exact, at_least: Money(0) };
    match auction.terms.format {
        Format::English => english::place(auction.ground(), offer),
        Format::Live => live::place(auction, offer),
        Format::Reverse => reverse::place(auction.ground(), offer),
        Format::FirstPrice | Format::Vickrey => sealed::place(auction, offer),
        Format::Dutch { step, every, floor } => dutch::place(auction, offer, dutch::Fall { step, every, floor }, now),
        Format::MultiUnit { units, .. } => multi_unit::place(auction, bid, units),
    }
}

/// The least amount that can be bid at `now`; in a reverse auction the most.
pub(super) fn minimum(auction: &Auction, now: Option<Timestamp>) -> Money {
    match auction.terms.format {
        Format::English => english::minimum(auction.ground()),
        Format::Live => live::minimum(auction),
        Format::Reverse => reverse::maximum(auction.ground()),
        Format::FirstPrice | Format::Vickrey => auction.terms.round_up(auction.terms.start),
        Format::Dutch { step, every, floor } => dutch::asking(auction, dutch::Fall { step, every, floor }, now),
        Format::MultiUnit { units, .. } => multi_unit::minimum(auction, None, units),
    }
}

/// Who would get what at which price if it closed now.
pub(super) fn awards(auction: &Auction) -> Vec<Award> {
    match auction.terms.format {
        Format::FirstPrice => first_price::award(auction).into_iter().collect(),
        Format::Vickrey => vickrey::award(auction).into_iter().collect(),
        Format::MultiUnit { units, pricing } => multi_unit::awards(auction, units, pricing),
        Format::English | Format::Live | Format::Reverse | Format::Dutch { .. } => {
            let leads = auction.lead.zip(auction.price).filter(|_| auction.reserve_met());
            leads.map(|(lead, price)| Award { bidder: lead.bidder, quantity: 1, price }).into_iter().collect()
        }
    }
}

/// Price and leader after the bids that count, folded from the first on: what is left when one was struck out. Each counts
/// because it was accepted, even if without the one that was struck it would not have been.
pub(super) fn refold(auction: &Auction) -> Effect {
    let by_position = |fold: fn(Ground, Offer) -> Effect| {
        auction.book.standing().fold(Effect::default(), |before, placed| {
            fold(Ground { price: before.price, lead: before.lead, ..auction.ground() }, Offer::of(placed))
        })
    };
    match auction.terms.format {
        Format::English => by_position(english::refold),
        Format::Live => by_position(live::refold),
        Format::Reverse => by_position(reverse::refold),
        Format::MultiUnit { units, .. } => multi_unit::effect(auction, None, units),
        Format::FirstPrice | Format::Vickrey | Format::Dutch { .. } => Effect::default(),
    }
}
