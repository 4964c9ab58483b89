//! A bid in whatever format: what is common to all, and the bids that are not open and for one thing.

use super::ascending::{FLOOR, Told};
use super::book::Placed;
use super::{Due, Found, Public};
use crate::domain::formats::dutch::Fall;
use crate::domain::formats::multi_unit;
use crate::domain::ledger::Nonce;
use crate::domain::terms::BuyNowUntil;
use crate::domain::{AccountId, Bid, BidKey, Command, Event, Format, Hash, Money, Status, Timestamp};
use crate::replay::explain::explain;
use crate::replay::step::{Why, counted, span};
use crate::store::ledger::instant;
use crate::store::ledger::text::Data;
use chrono::TimeDelta;
use uuid::Uuid;

/// The account that stands for a bidder where the house's own reckoning is repeated: their number, far from the floor's.
pub(super) fn account(number: u32) -> AccountId {
    AccountId(Uuid::from_u128(1_000 + u128::from(number)))
}

/// The number in `b7`.
pub(super) fn number(shown: &str) -> Option<u32> {
    shown.strip_prefix('b')?.parse().ok()
}

impl Public {
    pub(super) fn bid(&mut self, at: Timestamp, data: &Data) -> Found {
        let mut found = Found::default();
        self.must_take_bids(at, &mut found);
        let (raise, told) = (self.raises(data), Told::of(data));
        let met = data.reserve_met.unwrap_or(self.reserve_met);
        found.must(!self.reserve_met || met, || "a reserve that is met stays met".into());
        let reaches = met && !self.reserve_met;
        let wins = self.follows_the_format(at, data, told.as_ref(), raise, &mut found);
        found.what = self.in_words(data, raise);
        let ascends = matches!(self.terms.format, Format::English | Format::Live);
        self.exposed = told.as_ref().filter(|_| ascends).and_then(|told| self.exposed_after(told, met));
        let changed = self.takes_over(data, raise, met);
        self.writes_down(at, data, raise, &mut found);
        self.check_after_bid(data, &mut found);
        self.due.extend(reaches.then_some(Due::ReserveMet));
        if data.buy_now || matches!(self.terms.format, Format::Dutch { .. }) {
            self.due.push_back(Due::Bought);
        } else {
            self.expect(at, raise, wins.map_or(changed, |wins| (false, wins)), &mut found);
        }
        found
    }

    /// Whether a bid is its bidder's raise of what they lead with already.
    fn raises(&self, data: &Data) -> bool {
        let leads = data.bidder.is_some() && data.bidder == self.leader;
        leads && !self.terms.format.is_sealed() && !data.buy_now && data.bidder.as_deref() != Some(FLOOR)
    }

    /// Whether the bid can have done what it says by its format. Of several units: whether it changes who gets how many.
    fn follows_the_format(
        &mut self,
        at: Timestamp,
        data: &Data,
        told: Option<&Told>,
        raise: bool,
        found: &mut Found,
    ) -> Option<bool> {
        match (self.terms.format, told) {
            _ if data.buy_now => self.bought_at_once(data, found),
            (Format::English | Format::Live, Some(told)) => self.ascends(told, raise, found),
            (Format::Reverse, Some(told)) => self.descends(told, raise, found),
            (Format::FirstPrice | Format::Vickrey, _) => self.sealed(data, found),
            (Format::Dutch { step, every, floor }, Some(told)) => {
                self.accepted(at, told, Fall { step, every, floor }, found);
            }
            (Format::MultiUnit { units, .. }, _) => return Some(self.wants_units(at, data, units, found)),
            _ => found.faults.push("it does not say who bid what, and who leads".into()),
        }
        None
    }

    /// Takes over price and leader, and says whether each changed.
    fn takes_over(&mut self, data: &Data, raise: bool, met: bool) -> (bool, bool) {
        let (price, leader) = (self.price, self.leader.clone());
        self.price = data.price.map(Money).or(price);
        self.leader = data.leader.clone().or(self.leader.take());
        self.reserve_met = met;
        self.ask = self.ask.filter(|ask| raise && self.price.is_none_or(|price| price < *ask));
        self.bids += u32::from(!raise);
        (price != self.price, leader != self.leader)
    }

    fn writes_down(&mut self, at: Timestamp, data: &Data, raise: bool, found: &mut Found) {
        let seal = data.sealed.as_deref().and_then(Hash::parse);
        found.must(seal.is_some(), || "it is not sealed".into());
        self.book.write(self.seq, Placed { at, bidder: data.bidder.clone(), seal, raise, struck: false });
        if data.bidder.as_deref() == Some(FLOOR) {
            self.undoable.push((self.seq, false));
        }
    }

    fn check_after_bid(&self, data: &Data, found: &mut Found) {
        self.check_minimum(data, found);
        found.must(data.bids == Some(self.bids), || format!("these are {}", counted(self.bids, "bid")));
        let ends = instant(self.ends_at);
        found.must(data.ends_at.as_ref() == Some(&ends), || format!("the end is {ends}, until an event moves it"));
        let off = |quantum: Money| data.amount.is_some_and(|amount| amount % quantum.0 != 0);
        let beaten = data.bidder != data.leader;
        let whole_steps = self.terms.quantum.filter(|_| beaten);
        found.must(!whole_steps.is_some_and(off), || "it is not in whole steps".into());
    }

    fn must_take_bids(&self, at: Timestamp, found: &mut Found) {
        let waits = self.terms.format == Format::Live && self.status == Status::Scheduled;
        let (status, ends) = (self.status, self.latest());
        found.must(waits || status == Status::Open, || format!("it takes no bids while it is {}", status.word()));
        if self.terms.format != Format::Live {
            found.must(at <= ends, || format!("it was received after the end, {}", instant(ends)));
            found.must(at >= self.terms.starts_at, || "it was received before the auction began".into());
        }
    }

    fn in_words(&self, data: &Data, raise: bool) -> String {
        let name = data.bidder.as_deref().unwrap_or("somebody");
        let leads = data.leader == data.bidder;
        let money = |amount: Option<i64>| amount.map_or_else(|| "nothing".into(), |amount| self.money(Money(amount)));
        let (price, amount) = (money(data.price), money(data.amount));
        match self.terms.format {
            _ if data.buy_now => format!("{name} buys at once at {price}"),
            Format::FirstPrice | Format::Vickrey => "somebody hands in a sealed bid".into(),
            Format::Dutch { .. } => format!("{name} is the first to accept, at {price}"),
            Format::MultiUnit { .. } => {
                let or_none = if data.whole { ", all or none" } else { "" };
                format!("{name} bids {amount} each for {}{or_none}", counted(data.quantity.unwrap_or(1), "unit"))
            }
            _ if raise => format!("{name} leads already and bids on; the price is {price}"),
            _ if leads => format!("{name} leads at {price}"),
            _ => format!(
                "{name} bids {amount} and is beaten: {} leads at {price}",
                data.leader.as_deref().unwrap_or("nobody")
            ),
        }
    }

    fn bought_at_once(&self, data: &Data, found: &mut Found) {
        let Some(offer) = self.terms.buy_now else {
            return found.faults.push("nothing can be bought at once here".into());
        };
        let stands = match offer.until {
            BuyNowUntil::PricePasses => self.price.is_none_or(|price| price < offer.price),
            BuyNowUntil::FirstBid if self.terms.reserve_sealed.is_some() => !self.reserve_met,
            BuyNowUntil::FirstBid => self.leader.is_none(),
        };
        found.must(stands, || "it could be bought at once no longer".into());
        found.must(data.price == Some(offer.price.0), || format!("buying at once costs {}", self.money(offer.price)));
        found.must(data.leader == data.bidder, || "whoever buys leads".into());
        let says = format!("price: {} is what the seller asks of whoever buys at once", self.money(offer.price));
        found.why([Why::new("buy_now", says).with("price", offer.price)]);
    }

    fn sealed(&self, data: &Data, found: &mut Found) {
        let shows = data.bidder.is_some() || data.amount.is_some() || data.price.is_some() || data.leader.is_some();
        found.must(!shows, || "a sealed bid shows more than its seal".into());
        found.why([Why::new("sealed", "sealed: whose it is, and how much, is shown at the end")]);
    }

    fn accepted(&self, at: Timestamp, told: &Told, fall: Fall, found: &mut Found) {
        let fallen = self.opened_at.map_or(TimeDelta::zero(), |opened| at - (opened + self.stood_still));
        let price = fall.price(self.terms.start, fallen);
        found.must(told.price == price && told.amount == price, || format!("it had fallen to {}", self.money(price)));
        found.must(told.leads(), || "whoever accepts first buys".into());
        let (start, step) = (self.money(self.terms.start), self.money(fall.step));
        let says = format!("price: from {start} it fell for {} by {step} every {}", span(fallen), span(fall.every));
        found.why([Why::new("fallen", says).with("price", price)]);
    }

    /// Of several units every bid is public: the house's own reckoning is repeated. Whether who gets how many changes.
    fn wants_units(&mut self, at: Timestamp, data: &Data, units: u32, found: &mut Found) -> bool {
        let (Some(shadow), Some((number, amount))) =
            (&mut self.shadow, data.bidder.as_deref().and_then(number).zip(data.amount))
        else {
            found.faults.push("it does not say who bid what".into());
            return false;
        };
        let key = BidKey(Uuid::from_u128(u128::from(self.seq.unsigned_abs())));
        let bid = Bid::new(account(number), Money(amount), key, Nonce([0; 16]));
        let bid = Bid { quantity: data.quantity.unwrap_or(1), whole: data.whole, ..bid };
        let wins = multi_unit::changes_winners(shadow, &bid, units);
        // When it may come was looked at before: how long a candle burns, this reckoning does not know.
        let in_time = at.min(shadow.ends_at);
        let placed = shadow.decide(&Command::Bid(bid), in_time).map(|events| events.into_iter().next());
        let event = match placed {
            Ok(Some(event @ Event::Bid(_))) => event,
            Ok(_) => return false,
            Err(refusal) => {
                found.faults.push(format!("the rules refuse it: {}", refusal.code()));
                return false;
            }
        };
        found.why(explain(shadow, at, &event).1);
        shadow.apply(at, &event);
        let price = shadow.price;
        found.must(data.price == price.map(|price| price.0), || {
            let price = price.map_or_else(|| "nothing".into(), |price| self.terms.currency.display(price));
            format!("the lowest bid that gets a unit is at {price}")
        });
        wins
    }
}
