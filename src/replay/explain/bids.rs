//! Open bids: the ascending formats, and the descending one, which is the same turned round.

use super::Scene;
use crate::domain::auction::Lead;
use crate::domain::increment::Increments;
use crate::domain::{AccountId, BidPlaced, Format, Money};
use crate::replay::step::Why;
use crate::store::ledger::pseudonym;

impl Scene<'_> {
    /// A bid, in whatever format.
    pub(super) fn bid(&self, placed: &BidPlaced) -> (String, Vec<Why>) {
        let name = pseudonym(placed.number);
        if placed.buy_now {
            let price = placed.maximum;
            let says = format!("price: {} is what the seller asks of whoever buys at once", self.money(price));
            let what = format!("{name} buys at once at {}", self.money(price));
            return (what, vec![Why::new("buy_now", says).with("price", price)]);
        }
        match self.before.terms.format {
            Format::English | Format::Live | Format::Reverse => self.open_bid(placed, &name),
            Format::FirstPrice | Format::Vickrey => self.sealed_bid(placed, &name),
            Format::Dutch { step, every, floor } => {
                self.dutch_bid(placed, &name, crate::domain::formats::dutch::Fall { step, every, floor })
            }
            Format::MultiUnit { units, .. } => self.unit_bid(placed, &name, units),
        }
    }

    fn open_bid(&self, placed: &BidPlaced, name: &str) -> (String, Vec<Why>) {
        let price = self.price(placed.price);
        let leads = placed.leader == Some(placed.bidder);
        let before = self.before.lead.filter(|lead| lead.bidder != placed.bidder || placed.bidder == AccountId::FLOOR);
        let verb = if self.descends() { "offers" } else { "bids" };
        let what = match (leads, placed.raise, before) {
            (_, true, _) => {
                format!("{name} leads already and {} their own maximum; the price is {price}", self.moves())
            }
            (true, _, _) => format!("{name} {verb} and leads at {price}"),
            (false, _, Some(lead)) => {
                let (amount, leader) = (self.money(placed.maximum), self.name(lead.bidder));
                format!("{name} {verb} {amount} and is beaten at once: {leader} leads at {price}")
            }
            (false, ..) => format!("{name} {verb}"),
        };
        let mut why = vec![match (placed.raise, before) {
            (true, _) => self.raise(placed, name),
            (_, None) => self.first(placed, name),
            (_, Some(lead)) if leads => self.takes_the_lead(placed, name, lead),
            (_, Some(lead)) => self.pushes(placed, name, lead),
        }];
        why.extend(self.pulled(placed));
        if let (false, false, Some(lead)) = (leads, placed.raise, before) {
            let says = format!("outbid: {name} at once, by {}'s maximum", self.name(lead.bidder));
            why.push(Why::new("outbid", says).with("beaten", placed.maximum));
        }
        if let (true, Some(lead)) = (leads, before.filter(|lead| lead.bidder != placed.bidder)) {
            let (loser, beaten) = (self.name(lead.bidder), self.money(lead.maximum));
            let says =
                format!("outbid: {loser}, whose maximum was {beaten}, by {name}'s {}", self.money(placed.maximum));
            why.push(Why::new("outbid", says).with("beaten", lead.maximum).with("maximum", placed.maximum));
        }
        why.extend(self.end_stands(placed));
        (what, why)
    }

    fn descends(&self) -> bool {
        self.before.terms.format == Format::Reverse
    }

    fn moves(&self) -> &'static str {
        if self.descends() { "lowers" } else { "raises" }
    }

    fn increments(&self) -> &Increments {
        &self.before.terms.increments
    }

    /// Whether the bid stands at its full amount if it leads.
    fn stands_in_full(&self, placed: &BidPlaced) -> bool {
        placed.exact || !self.before.terms.automatic
    }

    fn raise(&self, placed: &BidPlaced, name: &str) -> Why {
        let had = self.before.lead.map_or(placed.maximum, |lead| lead.maximum);
        let (from, to) = (self.money(had), self.money(placed.maximum));
        let stays = if placed.price == self.before.price { "so it stays" } else { "so only the reserve moves it" };
        let says = format!("price: {name} bids against nobody, {stays}; their maximum was {from} and is {to}");
        Why::new("raise", says).with("before", had).with("maximum", placed.maximum)
    }

    fn first(&self, placed: &BidPlaced, name: &str) -> Why {
        let (start, maximum) = (self.before.terms.start, placed.maximum);
        let says = if self.stands_in_full(placed) {
            format!("price: {name}'s exact bid of {} stands in full", self.money(maximum))
        } else {
            format!("price: nobody else leads, so it is the start of {}, whatever {name} authorised", self.money(start))
        };
        Why::new("first_bid", format!("{says} ({name}'s maximum is {})", self.money(maximum)))
            .with("start", start)
            .with("maximum", maximum)
    }

    fn takes_the_lead(&self, placed: &BidPlaced, name: &str, lead: Lead) -> Why {
        let (loser, maximum, beaten) = (self.name(lead.bidder), self.money(placed.maximum), self.money(lead.maximum));
        if self.stands_in_full(placed) {
            let says = format!(
                "price: {name}'s exact bid of {maximum} beats {loser}'s maximum of {beaten} and stands in full"
            );
            return Why::new("exact", says).with("maximum", placed.maximum).with("beaten", lead.maximum);
        }
        let step = self.increments().step(lead.maximum);
        let (which, sign) = if self.descends() { ("greater", "-") } else { ("least", "+") };
        let says = format!(
            "price: {loser}'s maximum of {beaten} is beaten: the {which} of {name}'s {maximum} and {beaten} {sign} a step of {}",
            self.money(step)
        );
        Why::new("beaten_maximum", says).with("beaten", lead.maximum).with("maximum", placed.maximum).with("step", step)
    }

    fn pushes(&self, placed: &BidPlaced, name: &str, lead: Lead) -> Why {
        let (leader, amount, maximum) = (self.name(lead.bidder), self.money(placed.maximum), self.money(lead.maximum));
        if placed.maximum == lead.maximum {
            let says = format!("price: {name}'s {amount} equals {leader}'s maximum, and of equals the earlier leads");
            return Why::new("tie", says).with("maximum", lead.maximum);
        }
        let step = self.increments().step(placed.maximum);
        let (which, sign) = if self.descends() { ("greater", "-") } else { ("least", "+") };
        let says = format!(
            "price: the house answers for {leader}: the {which} of their maximum of {maximum} and {name}'s {amount} {sign} a step of {}",
            self.money(step)
        );
        Why::new("answered", says).with("maximum", lead.maximum).with("amount", placed.maximum).with("step", step)
    }

    /// What lifted the price beyond the others' bids: the hidden reserve, or what the auctioneer asked for.
    fn pulled(&self, placed: &BidPlaced) -> Option<Why> {
        if placed.leader != Some(placed.bidder) {
            return None;
        }
        let (price, base) = (placed.price?, self.by_bids_alone(placed));
        if price == base {
            return None;
        }
        if let Some(ask) = self.before.ask.filter(|ask| *ask == price && !placed.raise) {
            let says = format!("price: the auctioneer asked for {}, more than {}", self.money(ask), self.money(base));
            return Some(Why::new("asked", says).with("ask", ask).with("without", base));
        }
        let reserve = self.before.reserve?;
        let says = format!(
            "price: the bids alone would make it {}; the hidden reserve of {} takes it to {}",
            self.money(base),
            self.money(reserve),
            self.money(price)
        );
        Some(Why::new("reserve", says).with("reserve", reserve).with("without", base))
    }

    /// The price that the bids alone would make.
    fn by_bids_alone(&self, placed: &BidPlaced) -> Money {
        let ground = crate::domain::formats::Ground { reserve: None, ..self.before.ground() };
        let offer = crate::domain::formats::Offer {
            bidder: placed.bidder,
            amount: placed.maximum,
            exact: placed.exact,
            at_least: Money(0),
        };
        let effect = match self.before.terms.format {
            Format::Live => Ok(crate::domain::formats::live::refold(ground, offer)),
            Format::Reverse => crate::domain::formats::reverse::place(ground, offer),
            _ => crate::domain::formats::english::place(ground, offer),
        };
        effect.ok().and_then(|effect| effect.price).or(placed.price).unwrap_or_default()
    }
}
