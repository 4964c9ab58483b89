//! Open bids on a price that rises: English, and the lots of a live sale. What a bid did is public; what its bidder
//! authorised is not, so a price is held between what it must lie.

use super::{Due, Found, Public};
use crate::domain::{Format, Money, Timestamp};
use crate::replay::explain::ends::why_stands;
use crate::replay::step::Why;
use crate::store::ledger::text::Data;

/// The floor of a live sale is many people: it can answer itself.
pub(super) const FLOOR: &str = "floor";

/// An open bid as its event tells it.
pub(super) struct Told {
    pub bidder: String,
    /// What it did: the price it forced, or the full amount of a beaten bid.
    pub amount: Money,
    pub price: Money,
    pub leader: String,
}

impl Told {
    /// The parts of an open bid; `None` if one is missing.
    pub(super) fn of(data: &Data) -> Option<Told> {
        let (bidder, leader) = data.bidder.clone().zip(data.leader.clone())?;
        let (amount, price) = data.amount.map(Money).zip(data.price.map(Money))?;
        Some(Told { bidder, amount, price, leader })
    }

    pub(super) fn leads(&self) -> bool {
        self.leader == self.bidder
    }
}

impl Public {
    /// A bid in an ascending format, as far as price and leader go.
    pub(super) fn ascends(&self, told: &Told, raise: bool, found: &mut Found) {
        match (&self.leader, self.price) {
            _ if raise => self.raised(told, found),
            (Some(leader), Some(price)) if told.leads() => self.took_the_lead(told, leader, price, found),
            (Some(leader), Some(price)) => self.pushed(told, leader, price, found),
            _ => self.came_first(told, found),
        }
    }

    fn raised(&self, told: &Told, found: &mut Found) {
        let Told { bidder, price, .. } = told;
        found.must(told.leads(), || "a leader's own raise cannot change the leader".into());
        found.must(self.terms.automatic, || "without automatic bidding a leader cannot bid again".into());
        let (was, reserve_pulls) = (self.price.unwrap_or_default(), !self.reserve_met);
        found.must(*price == was || reserve_pulls && *price > was, || {
            format!("a leader's own raise leaves the price at {}", self.money(was))
        });
        found.must(told.amount == *price, || "a raise shows the price, nothing else".into());
        let says = if *price > was {
            format!("price: the hidden reserve lifts it by {bidder}'s new maximum, which shows below the reserve")
        } else {
            format!("price: {bidder} bids against nobody, so it stays; the new maximum is nobody else's to know")
        };
        found.why([Why::new("raise", says)]);
    }

    fn came_first(&self, told: &Told, found: &mut Found) {
        let (start, Told { bidder, price, .. }) = (self.minimum_of_first(), told);
        found.must(told.leads(), || "the first bid leads".into());
        found.must(*price >= start, || format!("the first bid is at {} or more", self.money(start)));
        found.must(told.amount == *price, || "a bid that leads shows the price it forced".into());
        let says = match (*price == start, self.terms.automatic, self.reserve_met) {
            (true, ..) => format!("price: nobody else leads, so it is the start, whatever {bidder} authorised"),
            (_, false, _) => format!("price: {bidder}'s bid stands in full, as all do here"),
            (_, _, false) => {
                format!("price: more than the start: the hidden reserve lifts it, or {bidder}'s bid is exact")
            }
            _ => format!("price: more than the start, so {bidder}'s bid is an exact one"),
        };
        found.why([Why::new("first_bid", says).with("start", start)]);
    }

    /// What the first bid must reach: the start, or what an auctioneer asks for.
    fn minimum_of_first(&self) -> Money {
        self.ask.filter(|_| self.terms.format == Format::Live).unwrap_or(self.terms.start)
    }

    /// The least that somebody else's bid may be.
    fn least(&self, price: Money) -> Money {
        let next = self.terms.increments.above(price);
        match (self.terms.format, self.ask) {
            (Format::Live, Some(ask)) => ask,
            _ => next,
        }
    }

    fn took_the_lead(&self, told: &Told, loser: &str, was: Money, found: &mut Found) {
        let (least, Told { bidder, price, .. }) = (self.least(was), told);
        found.must(*price >= least, || format!("the price must rise to {} at least", self.money(least)));
        found.must(told.amount == *price, || "a bid that leads shows the price it forced".into());
        let beaten = match self.exposed {
            _ if loser == FLOOR => format!("the floor's {} is beaten", self.money(was)),
            Some(maximum) => {
                found.must(*price > maximum, || format!("{loser}'s maximum of {} is not beaten", self.money(maximum)));
                format!("{loser}'s maximum of {} is beaten", self.money(maximum))
            }
            None => format!("{loser}'s maximum is beaten, which nobody else knows"),
        };
        let made = match (self.terms.automatic && bidder != FLOOR, self.reserve_met) {
            (false, _) => "the bid in full".into(),
            (true, true) => {
                format!("the least of a step above it and what {bidder} authorised, or all of that if the bid is exact")
            }
            (true, false) => {
                format!("a step above it, what {bidder} authorised, or what the hidden reserve makes of it")
            }
        };
        found.why([Why::new("beaten_maximum", format!("price: {beaten}: {made}")).with("price", *price)]);
        if loser != bidder {
            let says = format!("outbid: {loser}, by {bidder}, who leads at {}", self.money(*price));
            found.why([Why::new("outbid", says)]);
        }
    }

    fn pushed(&self, told: &Told, leader: &str, was: Money, found: &mut Found) {
        let Told { bidder, amount, price, .. } = told;
        found.must(told.leader == leader, || format!("a bid of {bidder}'s cannot make {} the leader", told.leader));
        let (least, above) = (self.least(was), self.terms.increments.above(*amount));
        found.must(*amount >= least, || {
            format!("{} is less than the least bid, {}", self.money(*amount), self.money(least))
        });
        found.must((*amount..=above).contains(price), || {
            format!("the price must lie between {} and a step above it, {}", self.money(*amount), self.money(above))
        });
        if let Some(maximum) = self.exposed {
            let must = maximum.min(above);
            found.must(*amount <= maximum, || format!("{bidder} bid more than {leader}'s maximum and does not lead"));
            found.must(*price == must, || format!("with {leader}'s maximum the price must be {}", self.money(must)));
        }
        let (shown, step) = (self.money(*amount), self.money(self.terms.increments.step(*amount)));
        let says = match price {
            price if *price == above => {
                format!("price: the house answers for {leader}: {bidder}'s {shown} and a step of {step}")
            }
            price if price == amount => {
                format!("price: {bidder}'s {shown} equals {leader}'s maximum, and the earlier leads")
            }
            _ => format!("price: {leader}'s maximum, less than {bidder}'s {shown} and a step of {step}"),
        };
        let outbid = format!("outbid: {bidder} at once, at {shown}, by {leader}'s maximum");
        found.why([Why::new("answered", says).with("amount", *amount), Why::new("outbid", outbid)]);
    }

    /// What is public of the leader's maximum after a bid.
    pub(super) fn exposed_after(&self, told: &Told, reserve_met: bool) -> Option<Money> {
        let pushed = self.leader.is_some() && !told.leads();
        let stopped = pushed && told.price < self.terms.increments.above(told.amount);
        match pushed {
            _ if !reserve_met || !self.terms.automatic || stopped => Some(told.price),
            true => self.exposed,
            false => None,
        }
    }

    /// Whether the end must move at once, and why it stands if one might think that it should not.
    pub(super) fn expect(&mut self, at: Timestamp, raise: bool, changed: (bool, bool), found: &mut Found) {
        let closing = &self.terms.closing;
        let moves = !raise && closing.triggered(changed.0, changed.1);
        if let Some(to) = closing.extends(at, self.ends_at, self.scheduled_end).filter(|_| moves) {
            self.due.push_back(Due::Extended(to));
        }
        // Where the house's own reckoning is repeated, that was said.
        let said = self.shadow.is_some();
        found.why(why_stands(closing, at, self.ends_at, self.scheduled_end, raise, changed).filter(|_| !said));
    }
}
