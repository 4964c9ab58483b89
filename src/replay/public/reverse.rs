//! Offers on a price that falls: the reverse auction, which is the ascending one turned round.

use super::ascending::Told;
use super::{Found, Public};
use crate::domain::Money;
use crate::replay::step::Why;

impl Public {
    /// An offer, as far as price and leader go.
    pub(super) fn descends(&self, told: &Told, raise: bool, found: &mut Found) {
        match (&self.leader, self.price) {
            _ if raise => self.lowered(told, found),
            (Some(leader), Some(price)) if told.leads() => self.undercut(told, leader, price, found),
            (Some(leader), Some(price)) => self.pressed(told, leader, price, found),
            _ => self.offered_first(told, found),
        }
    }

    fn lowered(&self, told: &Told, found: &mut Found) {
        let was = self.price.unwrap_or_default();
        found.must(told.leads(), || "a leader's own offer cannot change the leader".into());
        found.must(told.amount == told.price, || "an offer that leads shows the price it forced".into());
        found.must(self.terms.automatic, || "without automatic bidding a leader cannot offer again".into());
        found.must(told.price == was || !self.reserve_met && told.price < was, || {
            format!("a leader's own offer leaves the price at {}", self.money(was))
        });
        let says =
            format!("price: {} offers against nobody; how low they would go is nobody else's to know", told.bidder);
        found.why([Why::new("raise", says)]);
    }

    fn offered_first(&self, told: &Told, found: &mut Found) {
        let start = self.terms.start;
        found.must(told.leads(), || "the first offer leads".into());
        found.must(told.amount == told.price, || "an offer that leads shows the price it forced".into());
        found.must(told.price <= start && told.price >= Money(1), || format!("it is at {} or less", self.money(start)));
        let says = if told.price == start {
            "the start, as nobody else offers"
        } else {
            "less than the start: exact, or the buyer's limit"
        };
        found.why([Why::new("first_bid", format!("price: {says}")).with("start", start)]);
    }

    fn undercut(&self, told: &Told, loser: &str, was: Money, found: &mut Found) {
        // By how much it fell, a table decides at the undercut offer, where its step may be smaller than at the price.
        found.must(told.price < was, || format!("the price must fall below {}", self.money(was)));
        found.must(told.amount == told.price, || "an offer that leads shows the price it forced".into());
        let (name, price) = (&told.bidder, self.money(told.price));
        let says = format!("price: {loser}'s lowest offer is undercut, which nobody else knows, by {name}, at {price}");
        found.why([Why::new("beaten_maximum", says), Why::new("outbid", format!("outbid: {loser}, by {name}"))]);
    }

    fn pressed(&self, told: &Told, leader: &str, was: Money, found: &mut Found) {
        let (most, below) = (self.terms.increments.below(was), self.terms.increments.below(told.amount));
        found.must(told.leader == leader, || {
            format!("an offer of {}'s cannot make {} the leader", told.bidder, told.leader)
        });
        found.must(told.amount <= most, || {
            format!("the offer is more than {}, the most that could be", self.money(most))
        });
        found.must((below..=told.amount).contains(&told.price), || {
            format!("the price must lie between {} and a step below it", self.money(told.amount))
        });
        let shown = self.money(told.amount);
        let says = format!("price: the house answers {}'s {shown} for {leader}, at most a step below it", told.bidder);
        let outbid = format!("outbid: {} at once, at {shown}, by {leader}'s lowest offer", told.bidder);
        found.why([Why::new("answered", says).with("amount", told.amount), Why::new("outbid", outbid)]);
    }
}
