//! The end: what was secret is shown and held against its seals, and who gets what is reckoned again.

use super::others::{account, number};
use super::{Due, Found, Public};
use crate::domain::ledger::Nonce;
use crate::domain::terms::Pricing;
use crate::domain::{Award, Event, Format, Hash, Money, Seed, Seq, Shown, Status, Timestamp};
use crate::replay::step::{Why, counted, span};
use crate::store::ledger::instant;
use crate::store::ledger::text::Data;
use chrono::TimeDelta;
use std::cmp::Reverse;
use std::collections::BTreeMap;

impl Public {
    /// Sealed bids, or a candle's seed.
    ///
    /// # Errors
    /// If what is shown cannot be read.
    pub(super) fn revealed(&mut self, data: &Data) -> Result<Found, String> {
        let at = self.ends_at;
        self.shadow_applies(at, &Event::Revealed { bids: Vec::new(), seed: None });
        if self.due.is_empty() {
            self.due.push_back(Due::Ending);
        }
        if let Some(seed) = data.seed.as_deref() {
            let seed = Seed::parse(seed).ok_or("its seed is none")?;
            return Ok(self.seed_shown(seed, data.tail_ms));
        }
        let texts = data.revealed.as_deref().unwrap_or_default();
        let mut found =
            Found::what(format!("{} opened", counted(u32::try_from(texts.len()).unwrap_or(0), "sealed bid")));
        found.must(self.terms.format.is_sealed(), || "no bid here was sealed".into());
        for text in texts {
            let number = number(&text.bidder).ok_or_else(|| format!("“{}” is no bidder", text.bidder))?;
            let nonce = Nonce::parse(&text.nonce).ok_or("it reveals no nonce")?;
            let shown = Shown { seq: text.seq, bidder: account(number), amount: Money(text.amount), nonce };
            self.check_shown(&shown, &mut found);
            let says = format!("event {}: {} bid {}", shown.seq, text.bidder, self.money(shown.amount));
            found.why([Why::new("revealed", says).with("amount", shown.amount)]);
            self.revealed.push(shown);
        }
        Ok(found)
    }

    fn check_shown(&self, shown: &Shown, found: &mut Found) {
        let Shown { seq, amount, nonce, .. } = shown;
        let placed = self.book.bid(*seq).filter(|placed| !placed.struck);
        found.must(placed.is_some(), || format!("event {seq} is no bid that counts"));
        let seal = placed.and_then(|placed| placed.seal);
        found
            .must(seal == Some(Hash::seal(*amount, nonce)), || format!("the seal of event {seq} holds another amount"));
        found.must(*amount >= self.terms.start, || format!("the bid of event {seq} is below the start"));
        let in_order = self.revealed.last().is_none_or(|last: &Shown| last.seq < *seq);
        found.must(in_order, || "bids are shown in the order of the ledger".into());
    }

    fn seed_shown(&mut self, seed: Seed, tail_ms: Option<i64>) -> Found {
        let mut found = Found::what("the candle's seed is shown");
        let tail: TimeDelta = seed.tail(self.terms.closing.longest_tail());
        found.must(self.candle == Some(seed.commitment()), || "it is not the seed committed to at the opening".into());
        found.must(tail_ms == Some(tail.num_milliseconds()), || format!("the seed draws {}", span(tail)));
        let end = self.ends_at + tail;
        let late: Vec<Seq> = self.book.standing().filter(|(_, bid)| bid.at > end).map(|(seq, _)| seq).collect();
        found.must(late.is_empty(), || format!("these bids came after the candle was out: {late:?}"));
        found.why([Why::new(
            "candle",
            format!("end: drawn from the seed, {} after {}", span(tail), instant(self.ends_at)),
        )]);
        self.tail = Some(tail);
        found
    }

    /// The hammer.
    ///
    /// # Errors
    /// If who gets what cannot be read.
    pub(super) fn closed(&mut self, at: Timestamp, data: &Data) -> Result<Found, String> {
        let awards = self.awards_told(data)?;
        let mut found = Found::what(outcome(data, |price| self.money(price)));
        self.check_over(at, data, &mut found);
        let told = !awards.is_empty();
        found.must(data.sold == Some(told), || "it says both that it was sold and that it was not".into());
        self.check_awards(data, &awards, &mut found);
        self.due.clear();
        self.status = Status::Closed;
        if self.terms.format.is_sealed() {
            (self.price, self.leader) = (data.price.map(Money), data.winner.clone());
        }
        if self.terms.format == Format::Live {
            self.undoable.push((self.seq, true));
        }
        Ok(found)
    }

    fn awards_told(&self, data: &Data) -> Result<Vec<Award>, String> {
        let award = |bidder: &str, quantity, price| {
            let bidder = match bidder {
                "floor" => crate::domain::AccountId::FLOOR,
                bidder => account(number(bidder).ok_or_else(|| format!("“{bidder}” is no bidder"))?),
            };
            Ok(Award { bidder, quantity, price: Money(price) })
        };
        match (&data.awards, data.winner.as_deref().zip(data.price)) {
            (Some(awards), _) => awards.iter().map(|text| award(&text.bidder, text.quantity, text.price)).collect(),
            (None, Some((winner, price))) => Ok(vec![award(winner, 1, price)?]),
            (None, None) => Ok(Vec::new()),
        }
    }

    fn check_over(&mut self, at: Timestamp, data: &Data, found: &mut Found) {
        let latest = self.latest();
        let bought = self.due.front() == Some(&Due::Bought);
        let burned = self.candle.is_none() || self.tail.is_some();
        found.must(burned || data.by.is_none(), || "a candle's seed is shown before the close".into());
        found.must(matches!(self.status, Status::Open | Status::Halted), || format!("it is {}", self.status.word()));
        let why = match (data.by, data.reason.as_deref()) {
            (Some("time"), _) => {
                found.must(at > latest, || format!("time is not up before {}", instant(latest)));
                format!("end: {} has passed", instant(latest))
            }
            (Some("buyer"), _) => {
                found.must(bought, || "nobody bought it at once".into());
                "end: it was bought at once".into()
            }
            (Some(office), Some(reason)) => format!("end: the {office} closes it: “{reason}”"),
            (Some(office), None) => {
                found.must(self.terms.format == Format::Live, || "only a live lot has a hammer".into());
                format!("end: the {office} brings down the hammer")
            }
            (None, _) => {
                found.faults.push("it does not say who closed it".into());
                "end".into()
            }
        };
        found.why([Why::new("over", why)]);
    }

    fn check_awards(&self, data: &Data, awards: &[Award], found: &mut Found) {
        let passed = self.terms.format == Format::Live && data.reason.is_some() && awards.is_empty();
        match self.terms.format {
            _ if passed => {}
            Format::FirstPrice | Format::Vickrey => self.check_sealed(awards, found),
            Format::MultiUnit { pricing, .. } => self.check_units(pricing, awards, found),
            _ => {
                let sells = self.leader.as_deref().zip(self.price).filter(|_| self.reserve_met);
                let told = data.winner.as_deref().zip(data.price.map(Money));
                found.must(sells == told, || match sells {
                    Some((leader, price)) => format!("{leader} leads at {}, and has it", self.money(price)),
                    None => "nobody leads, or not at the reserve: it is not sold".into(),
                });
                let why = if sells.is_some() {
                    "sold: to the leader, at the price"
                } else {
                    "not sold: nobody leads, or the reserve is not met"
                };
                found.why([Why::new("leader", why)]);
            }
        }
    }

    /// Each bidder's last bid, the highest first, of equals the earliest; all of them must have been shown.
    fn check_sealed(&self, awards: &[Award], found: &mut Found) {
        found.must(self.book.standing().count() == self.revealed.len(), || "not every sealed bid was shown".into());
        let last: BTreeMap<_, _> = self.revealed.iter().map(|shown| (shown.bidder, shown)).collect();
        let mut ranking: Vec<&Shown> = last.into_values().collect();
        ranking.sort_unstable_by_key(|shown| (Reverse(shown.amount), shown.seq));
        let (Some(best), hidden) = (ranking.first(), self.terms.reserve_sealed.is_some()) else {
            return found.must(awards.is_empty(), || "nobody bid, and it is sold".into());
        };
        let Some(award) = awards.first() else {
            return found.must(hidden, || "without a reserve the highest bid has it".into());
        };
        found.must(award.bidder == best.bidder, || "another bid is the highest".into());
        let second = ranking.get(1).map_or(self.terms.start, |second| second.amount).max(self.terms.start);
        let (least, most) = match (self.terms.format, hidden) {
            (Format::FirstPrice, _) => (best.amount, best.amount),
            (_, true) => (second, best.amount),
            (_, false) => (second, second),
        };
        found.must((least..=most).contains(&award.price), || {
            format!("by the bids shown it costs {}", self.money(least))
        });
        let says = match (self.terms.format, hidden) {
            (Format::FirstPrice, _) => "price: the highest bid pays itself".into(),
            (_, true) => {
                format!("price: the greater of the second highest, {}, and the hidden reserve", self.money(second))
            }
            (_, false) => format!("price: the second highest, {}, or the start", self.money(second)),
        };
        found.why([Why::new("ranking", says).with("second", second)]);
    }

    /// A hidden reserve takes away from the end of those who would be served, and nothing else.
    fn check_units(&self, pricing: Pricing, awards: &[Award], found: &mut Found) {
        let Some(shadow) = &self.shadow else { return };
        let by_bids = crate::domain::formats::multi_unit::awards(shadow, self.terms.format.units(), Pricing::PayAsBid);
        let served = |award: &Award| (award.bidder, award.quantity);
        let whole = self.terms.reserve_sealed.is_some() || awards.len() == by_bids.len();
        let same = awards.iter().map(served).eq(by_bids.iter().take(awards.len()).map(served));
        found.must(whole && same, || "the units go to others by the bids that count".into());
        let lowest = by_bids.get(awards.len().saturating_sub(1)).map(|award| award.price);
        let pays = |award: &Award, bid: &Award| match pricing {
            Pricing::PayAsBid => award.price == bid.price,
            Pricing::Uniform => Some(award.price) == lowest,
        };
        let right = awards.iter().zip(&by_bids).all(|(award, bid)| pays(award, bid));
        found.must(right, || "by the bids that count they pay something else".into());
        let says = match pricing {
            Pricing::PayAsBid => "price: each pays their own bid",
            Pricing::Uniform => "price: all pay the lowest bid that gets any",
        };
        found.why([Why::new("units", says)]);
    }
}

/// How it ended, in a sentence.
fn outcome(data: &Data, money: impl Fn(Money) -> String) -> String {
    let price = data.price.map(|price| money(Money(price))).unwrap_or_default();
    match (&data.awards, data.winner.as_deref()) {
        (Some(awards), _) if !awards.is_empty() => {
            let line = |award: &crate::store::ledger::text::AwardText| {
                format!("{} for {} at {}", award.bidder, counted(award.quantity, "unit"), money(Money(award.price)))
            };
            format!("sold to {}", awards.iter().map(line).collect::<Vec<_>>().join(", "))
        }
        (_, Some(winner)) => format!("sold to {winner} for {price}"),
        _ => "not sold".into(),
    }
}
