//! Bids that are not open and for one thing: sealed ones, the one that takes a Dutch price, and those for several units.

use super::Scene;
use crate::domain::formats::dutch::Fall;
use crate::domain::{Auction, Award, BidPlaced, Event, Money};
use crate::replay::step::{Why, counted, span};

impl Scene<'_> {
    pub(super) fn sealed_bid(&self, placed: &BidPlaced, name: &str) -> (String, Vec<Why>) {
        let amount = self.money(placed.maximum);
        let mut why = vec![Why::new("sealed", format!("sealed: {amount} is nobody's to know before the end"))];
        if let Some(own) = self.before.last_bid(placed.bidder) {
            let says = format!("replaced: {name}'s earlier bid of {} counts no longer", self.money(own.maximum));
            why.push(Why::new("replaced", says).with("before", own.maximum).with("maximum", placed.maximum));
        }
        (format!("{name} hands in a sealed bid"), why)
    }

    pub(super) fn dutch_bid(&self, placed: &BidPlaced, name: &str, fall: Fall) -> (String, Vec<Why>) {
        let (start, price) = (self.before.terms.start, placed.price.unwrap_or_default());
        let fallen = self.before.falls_from().map_or_else(Default::default, |from| self.at - from);
        let says = format!(
            "price: from {} it fell for {} by {} every {}, to no less than {}",
            self.money(start),
            span(fallen),
            self.money(fall.step),
            span(fall.every),
            self.money(fall.floor)
        );
        let why = Why::new("fallen", says).with("start", start).with("price", price).with("maximum", placed.maximum);
        (format!("{name} is the first to accept, at {}", self.money(price)), vec![why])
    }

    pub(super) fn unit_bid(&self, placed: &BidPlaced, name: &str, units: u32) -> (String, Vec<Why>) {
        let after = self.after(&Event::Bid(placed.clone()));
        let (amount, price) = (self.money(placed.maximum), self.price(placed.price));
        let wanted = counted(placed.quantity, "unit");
        let or_none = if placed.whole { ", all or none" } else { "" };
        let mut why = Vec::new();
        if let Some(own) = self.before.last_bid(placed.bidder) {
            let says =
                format!("replaced: {name}'s bid for {} at {}", counted(own.quantity, "unit"), self.money(own.maximum));
            why.push(Why::new("replaced", says).with("before", own.maximum));
        }
        let says =
            format!("price: the dearest bids share {}; the lowest that gets any is {price}", counted(units, "unit"));
        why.push(Why::new("lowest_winning", says).with("price", placed.price.unwrap_or(Money(0))));
        why.extend(self.outbid_of_units(&after));
        why.extend(self.end_stands(placed));
        (format!("{name} bids {amount} each for {wanted}{or_none}"), why)
    }

    /// Who gets fewer units than before.
    fn outbid_of_units(&self, after: &Auction) -> Vec<Why> {
        let now = after.awards();
        let has =
            |award: &Award| now.iter().find(|other| other.bidder == award.bidder).map_or(0, |other| other.quantity);
        let losers = self.before.awards().into_iter().filter(|award| has(award) < award.quantity);
        losers
            .map(|award| {
                let (name, left) = (self.name(award.bidder), has(&award));
                Why::new(
                    "outbid",
                    format!("outbid: {name} would get {left} instead of {}", counted(award.quantity, "unit")),
                )
            })
            .collect()
    }
}
