//! A public ledger, followed by public facts alone: what each event says, why as far as anybody can know, and whether it can
//! follow from what came before under the terms. No maximum is guessed: of a secret, only what it must lie between is
//! checked, and its seal once it is shown.
//!
//! - `book` what is known of each bid · `ascending` and `reverse` open bids · `others` bids that are not · `acts` what people
//!   do besides bidding · `ends` what moves an end · `close` what is shown and who gets what
//!
//! It never opens a database, and decides nothing: where a rule leaves one answer, that answer is compared.

mod acts;
mod ascending;
mod book;
mod close;
mod ends;
mod others;
mod reverse;

use super::step::{Position, Step, Why};
use crate::config;
use crate::domain::{
    AccountId, Auction, ClosingMode, Format, Hash, Increments, Money, Seq, Shown, Status, Terms, Timestamp,
};
use crate::store::ledger::text::Data;
use book::Book;
use chrono::{Datelike, TimeDelta};
use serde::Deserialize;
use std::collections::VecDeque;
use std::sync::Arc;
use uuid::Uuid;

/// An auction as the public knows it, after some of its ledger.
pub struct Public {
    terms: Arc<Terms>,
    status: Status,
    seq: Seq,
    price: Option<Money>,
    leader: Option<String>,
    bids: u32,
    ends_at: Timestamp,
    scheduled_end: Timestamp,
    reserve_met: bool,
    /// The leader's maximum, where it shows: below the reserve, or once it stopped the price.
    exposed: Option<Money>,
    ask: Option<Money>,
    book: Book,
    opened_at: Option<Timestamp>,
    halted_at: Option<Timestamp>,
    stood_still: TimeDelta,
    /// The seal of a candle's seed, and how long it burned once that is known.
    candle: Option<Hash>,
    tail: Option<TimeDelta>,
    revealed: Vec<Shown>,
    /// What an auctioneer can take back, and whether that is a close.
    undoable: Vec<(Seq, bool)>,
    /// Of several units every bid is public, so the house's own reckoning can be repeated.
    shadow: Option<Auction>,
    /// What must follow at once, the next first.
    due: VecDeque<Due>,
}

/// What must follow an event at once.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Due {
    ReserveMet,
    /// The end moves to this instant, for a late bid.
    Extended(Timestamp),
    /// The close, or more that is shown before it.
    Ending,
    /// The same, because somebody bought.
    Bought,
}

/// The text of an event.
#[derive(Deserialize)]
struct Body<'a> {
    seq: Seq,
    at: Timestamp,
    kind: &'a str,
    #[serde(borrow)]
    data: Data<'a>,
}

/// What was found out about an event.
#[derive(Default)]
struct Found {
    what: String,
    why: Vec<Why>,
    faults: Vec<String>,
}

impl Found {
    fn what(what: impl Into<String>) -> Found {
        Found { what: what.into(), ..Found::default() }
    }

    fn why(&mut self, why: impl IntoIterator<Item = Why>) {
        self.why.extend(why);
    }

    /// Notes a fault, unless all is well.
    fn must(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds {
            self.faults.push(fault());
        }
    }
}

impl Public {
    /// An auction with these terms, to which nothing has happened yet.
    ///
    /// # Errors
    /// If nothing can be reckoned under such terms, whoever wrote them.
    pub fn new(terms: Terms) -> Result<Public, String> {
        if !reckons(&terms) {
            return Err("nothing can be reckoned under these terms: no house publishes such".into());
        }
        let several = matches!(terms.format, Format::MultiUnit { .. });
        let terms = Arc::new(terms);
        let shadow = several.then(|| Auction::published(terms.clone(), AccountId(Uuid::nil()), None));
        Ok(Public {
            status: Status::Scheduled,
            seq: 0,
            price: None,
            leader: None,
            bids: 0,
            ends_at: terms.ends_at,
            scheduled_end: terms.ends_at,
            reserve_met: terms.reserve_sealed.is_none(),
            exposed: None,
            ask: None,
            book: Book::default(),
            opened_at: None,
            halted_at: None,
            stood_still: TimeDelta::zero(),
            candle: None,
            tail: None,
            revealed: Vec::new(),
            undoable: Vec::new(),
            shadow,
            due: VecDeque::new(),
            terms,
        })
    }

    /// Follows the next event, by its public text.
    ///
    /// # Errors
    /// If the text cannot be read; nothing after it can be told then.
    pub fn follow(&mut self, body: &str) -> Result<Step, String> {
        let Body { seq, at, kind, data } =
            serde_json::from_str(body).map_err(|error| format!("it cannot be read: {error}"))?;
        if !is_of_this_age(at) {
            return Err("no auction is held at such a time".into());
        }
        self.seq = seq;
        let mut found = Found::default();
        self.must_be_due(kind, &data, &mut found);
        let over = self.status.is_final() && !data.undo;
        found.must(!over, || format!("nothing follows once it is {}", self.status.word()));
        let told = self.tell(kind, at, &data)?;
        found.faults.extend(told.faults);
        Ok(Step {
            seq,
            at,
            kind: kind.into(),
            what: told.what,
            why: told.why,
            after: self.position(),
            faults: found.faults,
        })
    }

    fn tell(&mut self, kind: &str, at: Timestamp, data: &Data) -> Result<Found, String> {
        Ok(match kind {
            "opened" => self.opened(at, data),
            "bid" => self.bid(at, data),
            "reserve_met" => self.reserve_is_met(data),
            "extended" => self.extended(at, data),
            "announced" => self.announced(data),
            "halted" => self.halted(at, data),
            "resumed" => self.resumed(at, data),
            "voided" if data.undo => self.undone(data),
            "voided" => self.voided(at, data),
            "cancelled" => self.cancelled(at, data),
            "revealed" => self.revealed(data)?,
            "closed" => self.closed(at, data)?,
            other => return Err(format!("“{other}” is no kind of event")),
        })
    }

    /// Whether this is what had to come next, and comes only where it had to.
    fn must_be_due(&mut self, kind: &str, data: &Data, found: &mut Found) {
        let due = self.due.pop_front();
        let (met, late) = (kind == "reserve_met", kind == "extended" && data.reason.as_deref() == Some("late_bid"));
        match &due {
            Some(Due::ReserveMet) => found.must(met, || "the event that the reserve is met must come first".into()),
            Some(Due::Extended(_)) => found.must(late, || "the bid before it must have moved the end".into()),
            Some(Due::Ending) => {
                found.must(kind == "closed" || kind == "revealed", || "the close must come now".into())
            }
            Some(Due::Bought) => found.must(kind == "closed" || kind == "revealed", || "a sale at once ends it".into()),
            None => {
                found.must(!met, || "no bid right before it reached the reserve".into());
                found.must(!late, || "no bid right before it moved the end".into());
            }
        }
        match due {
            // Looked at when the event itself is told.
            Some(due @ Due::Extended(_)) if late => self.due.push_front(due),
            Some(due @ (Due::Bought | Due::Ending)) if kind == "revealed" || kind == "closed" => {
                self.due.push_front(due)
            }
            _ => {}
        }
    }

    fn position(&self) -> Position {
        let (status, leader) = (self.status.word(), self.leader.clone());
        Position { status, price: self.price, leader, bids: self.bids, ends_at: self.ends_at }
    }

    fn money(&self, amount: Money) -> String {
        self.terms.currency.display(amount)
    }

    fn price_words(&self) -> String {
        self.price.map_or_else(|| "no price".into(), |price| self.money(price))
    }

    fn leader_words(&self) -> &str {
        self.leader.as_deref().unwrap_or("nobody")
    }

    /// The latest instant at which a bid can count, as far as the public can know.
    fn latest(&self) -> Timestamp {
        match (self.terms.closing.mode, self.tail) {
            (ClosingMode::Candle, Some(tail)) => self.ends_at + tail,
            (ClosingMode::Candle, None) => self.ends_at + self.terms.closing.longest_tail(),
            _ => self.ends_at,
        }
    }

    /// The least next bid by the public price; in a reverse auction the most.
    fn minimum(&self) -> Money {
        let Terms { format, increments, start, .. } = &*self.terms;
        let step = match format {
            Format::Reverse => self.price.map(|price| increments.below(price)),
            Format::Dutch { .. } => self.price,
            Format::FirstPrice | Format::Vickrey => None,
            _ => self.price.map(|price| increments.above(price)),
        };
        match (format, self.ask, &self.shadow) {
            (Format::Live, Some(ask), _) => ask,
            (_, _, Some(shadow)) => shadow.minimum(),
            (Format::Reverse, ..) => self.terms.round_down(step.unwrap_or(*start)),
            (Format::Dutch { .. }, ..) => step.unwrap_or(*start),
            _ => self.terms.round_up(step.unwrap_or(*start)),
        }
    }

    /// Compares what the event says of the least next bid with what the price makes it.
    fn check_minimum(&self, data: &Data, found: &mut Found) {
        let minimum = self.minimum();
        found.must(data.minimum == Some(minimum.0), || format!("the next bid must be at {}", self.money(minimum)));
    }
}

/// Whether sums and differences can be made under these terms. They come from anybody, and a house's own always can.
fn reckons(terms: &Terms) -> bool {
    let closing = &terms.closing;
    let spans = [closing.window, closing.extension, closing.cap.unwrap_or_default()];
    let spans = spans.iter().all(|span| (TimeDelta::zero()..=config::LONGEST_EXTENSION).contains(span));
    let table = !matches!(&terms.increments, Increments::Table(rows) if rows.is_empty());
    let quantum = terms.quantum.is_none_or(|quantum| quantum > Money(0));
    spans && table && quantum && is_of_this_age(terms.starts_at) && is_of_this_age(terms.ends_at)
}

/// Whether an instant can be reckoned with: far from the ends of all time, where sums fail.
fn is_of_this_age(at: Timestamp) -> bool {
    (1970..=9999).contains(&at.year())
}

/// An instant in the text of an event.
fn read_instant(text: Option<&str>) -> Option<Timestamp> {
    text?.parse().ok().filter(|at| is_of_this_age(*at))
}

#[cfg(test)]
mod tests;
