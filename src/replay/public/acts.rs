//! What people do besides bidding: openings, halts, voids, and an auctioneer's words.

use super::{Found, Public, read_instant};
use crate::config;
use crate::domain::{AccountId, By, ClosingMode, Event, Format, Hash, Money, Seq, Status, Timestamp};
use crate::replay::step::{Why, counted, span};
use crate::store::ledger::instant;
use crate::store::ledger::text::Data;
use chrono::TimeDelta;
use uuid::Uuid;

/// Whoever acts, where only that somebody does counts.
const SOMEBODY: By = By::Admin(AccountId(Uuid::nil()));

impl Public {
    /// Lets the house's own reckoning go on, where it is repeated.
    pub(super) fn shadow_applies(&mut self, at: Timestamp, event: &Event) {
        if let Some(shadow) = &mut self.shadow {
            shadow.apply(at, event);
        }
    }

    pub(super) fn opened(&mut self, at: Timestamp, data: &Data) -> Found {
        let live = self.terms.format == Format::Live;
        let mut found = Found::what(format!("open for bids from {}", self.money(self.terms.start)));
        found.must(self.status == Status::Scheduled, || "it was opened already".into());
        found.must(live || at >= self.terms.starts_at, || format!("it begins at {}", instant(self.terms.starts_at)));
        found.must(live == data.by.is_some(), || "an auctioneer opens the lots of live sales, and no others".into());
        let ends = instant(self.ends_at);
        found.must(data.ends_at.as_ref() == Some(&ends), || format!("by the terms it ends at {ends}"));
        self.check_minimum(data, &mut found);
        self.candle = data.candle.as_deref().and_then(Hash::parse);
        let burns = self.terms.closing.mode == ClosingMode::Candle;
        found.must(burns == self.candle.is_some(), || "a candle commits to its seed, and nothing else does".into());
        if let Some(candle) = self.candle {
            found.why([Why::new("candle", format!("end: drawn from a seed whose SHA-256 is {candle}"))]);
        }
        (self.status, self.opened_at) = (Status::Open, Some(at));
        self.shadow_applies(at, &Event::Opened { by: None });
        found
    }

    pub(super) fn reserve_is_met(&mut self, data: &Data) -> Found {
        let mut found = Found::what("the reserve is met");
        found.must(data.price == self.price.map(|price| price.0), || format!("the price is {}", self.price_words()));
        found.must(self.terms.reserve_sealed.is_some(), || "the terms hold no reserve".into());
        self.reserve_met = true;
        let at = self.ends_at;
        self.shadow_applies(at, &Event::ReserveMet);
        found
    }

    pub(super) fn announced(&mut self, data: &Data) -> Found {
        let office = data.by.unwrap_or("nobody");
        let what = match (data.announced, data.ask.map(Money)) {
            (Some("ask"), Some(ask)) => {
                self.undoable.push((self.seq, false));
                self.ask = Some(ask);
                format!("the {office} asks for {}", self.money(ask))
            }
            (Some("fair_warning"), _) => {
                self.undoable.push((self.seq, false));
                format!("the {office} gives fair warning")
            }
            _ => format!("the {office} says: “{}”", data.text.as_deref().unwrap_or_default()),
        };
        let mut found = Found::what(what);
        found.must(self.terms.format == Format::Live, || "only a live sale has an auctioneer".into());
        found.must(self.status == Status::Open, || "the lot is not open".into());
        if let Some(ask) = data.ask.map(Money) {
            let more = self.price.map_or(ask >= self.terms.start, |price| ask > price);
            found.must(more, || "it asks for no more than is bid already".into());
            found.must(self.terms.round_up(ask) == ask, || "it is not in whole steps".into());
            self.check_minimum(data, &mut found);
        }
        found
    }

    pub(super) fn halted(&mut self, at: Timestamp, data: &Data) -> Found {
        let reason = data.reason.as_deref().unwrap_or_default();
        let mut found = Found::what(format!("an admin halts it: {reason}"));
        found.must(self.status == Status::Open, || format!("it is {}", self.status.word()));
        found.must(self.terms.format == Format::Live || at <= self.latest(), || "it had ended".into());
        found.why([Why::new("halted", format!("end: {} are left, and stand still", span(self.ends_at - at)))]);
        (self.status, self.halted_at) = (Status::Halted, Some(at));
        self.shadow_applies(at, &Event::Halted { by: SOMEBODY, reason: String::new() });
        found
    }

    pub(super) fn resumed(&mut self, at: Timestamp, data: &Data) -> Found {
        let reason = data.reason.as_deref().unwrap_or_default();
        let mut found = Found::what(format!("an admin lets it go on: {reason}"));
        found.must(self.status == Status::Halted, || "it was not halted".into());
        let given_back = (at - self.halted_at.unwrap_or(at)).max(TimeDelta::zero());
        let ends_at = self.ends_at + given_back;
        found.must(data.ends_at.as_ref() == Some(&instant(ends_at)), || {
            format!("{} of halt must be given back: {}", span(given_back), instant(ends_at))
        });
        found.why([Why::new("given_back", format!("end: {} of halt are given back", span(given_back)))]);
        let told = read_instant(data.ends_at.as_deref()).unwrap_or(ends_at);
        let moved: TimeDelta = told - self.ends_at;
        (self.status, self.halted_at, self.ends_at) = (Status::Open, None, told);
        self.stood_still += moved;
        self.scheduled_end += moved;
        self.shadow_applies(at, &Event::Resumed { by: SOMEBODY, reason: String::new(), ends_at: told });
        found
    }

    pub(super) fn cancelled(&mut self, at: Timestamp, data: &Data) -> Found {
        let (office, reason) = (data.by.unwrap_or("nobody"), data.reason.as_deref().unwrap_or_default());
        let mut found = Found::what(format!("the {office} takes it down: “{reason}”"));
        let has_bids = self.book.standing().next().is_some();
        let left = self.ends_at - self.halted_at.unwrap_or(at);
        let may = office == "admin" || !has_bids || left > config::SELLER_CANCEL_BEFORE;
        found.must(may, || "a seller cannot take down a lot with bids this near its end".into());
        found.must(!reason.trim().is_empty() || office == "seller" && !has_bids, || "it lacks a reason".into());
        self.status = Status::Cancelled;
        found
    }

    /// A bid struck out. What price the others make, only the house can tell, because it rests on maxima.
    pub(super) fn voided(&mut self, at: Timestamp, data: &Data) -> Found {
        let (office, reason) = (data.by.unwrap_or("nobody"), data.reason.as_deref().unwrap_or_default());
        let Some(seq) = data.voided else { return Found::what("a bid is struck out, but it does not say which") };
        let mut found = match office {
            "bidder" => Found::what(format!("a bidder takes back their bid of event {seq}: {reason}")),
            office => Found::what(format!("the {office} strikes out the bid of event {seq}: “{reason}”")),
        };
        if office == "bidder" {
            self.check_retraction(at, seq, &mut found);
        }
        self.strike(seq, &mut found);
        self.shadow_applies(at, &Event::Voided { by: SOMEBODY, seq, reason: String::new() });
        self.stands_as_told(data, &mut found);
        found
    }

    fn check_retraction(&self, at: Timestamp, seq: Seq, found: &mut Found) {
        let at_once = self.book.bid(seq).is_some_and(|placed| at - placed.at <= config::RETRACT_WITHIN);
        let far = match self.terms.format {
            Format::Live => self.status == Status::Scheduled,
            _ => self.ends_at - at > config::RETRACT_BEFORE,
        };
        found.must(self.terms.retraction, || "the terms allow no retraction".into());
        found.must(at_once, || format!("a bid can be taken back within {} only", span(config::RETRACT_WITHIN)));
        found.must(far, || format!("no bid can be taken back in the last {}", span(config::RETRACT_BEFORE)));
    }

    fn strike(&mut self, seq: Seq, found: &mut Found) {
        match self.book.strike(seq) {
            Some(placed) => {
                self.bids = self.bids.saturating_sub(u32::from(!placed.raise));
                self.undoable.retain(|(act, _)| *act != seq);
            }
            None => found.faults.push(format!("event {seq} is no bid that counts")),
        }
    }

    /// The auctioneer takes back their own last act.
    pub(super) fn undone(&mut self, data: &Data) -> Found {
        let seq = data.voided.unwrap_or_default();
        let office = data.by.unwrap_or("nobody");
        let mut found = Found::what(format!("the {office} takes back their own last act, event {seq}"));
        let last = self.undoable.pop();
        found.must(last.is_some_and(|(last, _)| last == seq), || "that was not the last they did".into());
        match last {
            Some((_, true)) => self.status = if self.halted_at.is_some() { Status::Halted } else { Status::Open },
            Some((seq, false)) if self.book.bid(seq).is_some() => self.strike(seq, &mut found),
            _ => {}
        }
        found.must(data.status == Some(self.status.word()), || format!("it is {} again", self.status.word()));
        self.ask = data.ask.map(Money);
        self.stands_as_told(data, &mut found);
        found
    }

    /// Takes over where the bidding stands after something was taken back, as far as it can be.
    fn stands_as_told(&mut self, data: &Data, found: &mut Found) {
        let (was, before) = (self.price_words(), self.leader_words().to_owned());
        self.ask = self.ask.filter(|_| data.undo);
        (self.price, self.leader) = (data.price.map(Money), data.leader.clone());
        self.reserve_met = data.reserve_met.unwrap_or(self.reserve_met);
        let unmet = !self.reserve_met || !self.terms.automatic;
        self.exposed = self.price.filter(|_| unmet && matches!(self.terms.format, Format::English | Format::Live));
        let counted_bids = self.book.counted();
        found
            .must(data.bids == Some(self.bids), || format!("{} are left", counted(self.bids.min(counted_bids), "bid")));
        if let Some(leader) = &self.leader {
            found.must(self.book.has(leader), || format!("no bid of {leader}'s counts any more"));
        }
        self.check_minimum(data, found);
        if let Some(shadow) = &self.shadow {
            let price = shadow.price.map(|price| price.0);
            found.must(data.price == price, || "the others' bids make another price".into());
        }
        if self.terms.format.is_sealed() || (was == self.price_words() && before == self.leader_words()) {
            return;
        }
        let (price, leader) = (self.price_words(), self.leader_words());
        let who = if self.shadow.is_some() { String::new() } else { format!("; leader: {before} → {leader}") };
        let says = format!("price: {was} → {price}{who}; the other bids folded in order, as if it had never been");
        found.why([Why::new("folded_anew", says)]);
    }
}
