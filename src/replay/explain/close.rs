//! The end: what was secret is shown, and who gets what.

use super::Scene;
use crate::domain::{Award, By, Format, Money, Seed, Shown};
use crate::replay::step::{Why, counted, span};
use crate::store::ledger::instant;

impl Scene<'_> {
    pub(super) fn revealed(&self, bids: &[Shown], seed: Option<Seed>) -> (String, Vec<Why>) {
        if let Some(seed) = seed {
            let tail = seed.tail(self.before.terms.closing.longest_tail());
            let says = format!("end: drawn from the seed: {} after {}", span(tail), instant(self.before.ends_at));
            return ("the candle's seed is shown".into(), vec![Why::new("candle", says)]);
        }
        let line = |shown: &Shown| {
            let says = format!("event {}: {} bid {}", shown.seq, self.name(shown.bidder), self.money(shown.amount));
            Why::new("revealed", says).with("amount", shown.amount)
        };
        let number = u32::try_from(bids.len()).unwrap_or(u32::MAX);
        (format!("{} opened", counted(number, "sealed bid")), bids.iter().map(line).collect())
    }

    pub(super) fn closed(&self, by: Option<By>, reason: Option<&str>, awards: &[Award]) -> (String, Vec<Why>) {
        let sold = |award: &Award| {
            let many = if award.quantity > 1 { format!("{} units at ", award.quantity) } else { String::new() };
            format!("{} for {many}{}", self.name(award.bidder), self.money(award.price))
        };
        let outcome = match awards {
            [] => "not sold".into(),
            awards => format!("sold to {}", awards.iter().map(sold).collect::<Vec<_>>().join(", ")),
        };
        let mut why = vec![self.why_over(by, reason)];
        let passed = awards.is_empty() && !self.before.awards().is_empty();
        why.extend((!passed).then(|| self.why_sold(awards)));
        (outcome, why)
    }

    fn why_over(&self, by: Option<By>, reason: Option<&str>) -> Why {
        let until = self.before.accepts_until();
        match (by, reason) {
            (None, _) if self.at > until => Why::new("time", format!("end: {} has passed", instant(until))),
            (None, _) => Why::new("buyer", "end: it was bought at once"),
            (Some(by), None) => Why::new("hammer", format!("end: the {} brings down the hammer", by.office())),
            (Some(by), Some(reason)) => Why::new("act", format!("end: the {} closes it: “{reason}”", by.office())),
        }
    }

    /// Why these get it at this price, or nobody does.
    fn why_sold(&self, awards: &[Award]) -> Why {
        let Some(best) = awards.first() else { return self.why_not_sold() };
        let price = self.money(best.price);
        match self.before.terms.format {
            Format::FirstPrice => {
                Why::new("first_price", format!("price: the highest sealed bid pays itself, {price}"))
            }
            Format::Vickrey => self.why_second_price(),
            Format::MultiUnit { .. } => {
                Why::new("units", "units: to the dearest bids first, of equals to the earliest, while there are any")
            }
            _ => Why::new("leader", format!("sold: {} leads at {price}", self.name(best.bidder))),
        }
        .with("price", best.price)
    }

    fn why_second_price(&self) -> Why {
        let mut bids: Vec<Money> = self.before.last_bids().map(|bid| bid.maximum).collect();
        bids.sort_unstable();
        let second = bids.iter().rev().nth(1).copied();
        let (start, reserve) = (self.before.terms.start, self.before.reserve);
        let second_says = second.map_or_else(|| "none".into(), |second| self.money(second));
        let reserve_says = reserve.map_or_else(|| "none".into(), |reserve| self.money(reserve));
        let says = format!(
            "price: the greatest of the second highest bid ({second_says}), the reserve ({reserve_says}) and the start ({})",
            self.money(start)
        );
        Why::new("second_price", says).with("second", second.unwrap_or(Money(0))).with("start", start)
    }

    fn why_not_sold(&self) -> Why {
        let Some(reserve) = self.before.reserve.filter(|_| self.before.last_bids().next().is_some()) else {
            return Why::new("no_bids", "not sold: nobody's bid counts");
        };
        let says = format!("not sold: no bid reaches the reserve of {}", self.money(reserve));
        Why::new("reserve", says).with("reserve", reserve)
    }
}
