//! What people do besides bidding.

use super::Scene;
use crate::domain::{Announcement, Auction, By, Event, Format, Seq, Timestamp};
use crate::replay::step::{Why, counted, span};
use crate::store::ledger::instant;

impl Scene<'_> {
    pub(super) fn opened(&self, by: Option<By>) -> (String, Vec<Why>) {
        let (Auction { terms, ends_at, .. }, start) = (self.before, self.money(self.before.terms.start));
        match by {
            Some(by) => (format!("the {} opens the lot at {start}", by.office()), Vec::new()),
            None => {
                let says = format!("opened: its time, {}, had come", instant(terms.starts_at));
                let what = format!("open for bids from {start}, until {}", instant(*ends_at));
                (what, vec![Why::new("opened", says)])
            }
        }
    }

    pub(super) fn announced(&self, by: By, what: &Announcement) -> (String, Vec<Why>) {
        let office = by.office();
        let said = match what {
            Announcement::Ask(ask) => format!("the {office} asks for {}", self.money(*ask)),
            Announcement::FairWarning => format!("the {office} gives fair warning"),
            Announcement::Note(text) => format!("the {office} says: “{text}”"),
        };
        (said, Vec::new())
    }

    pub(super) fn halted(&self, by: By, reason: &str) -> (String, Vec<Why>) {
        let says = format!("end: {} are left, and stand still", span(self.before.time_left(self.at)));
        (format!("the {} halts it: {reason}", by.office()), vec![Why::new("halted", says)])
    }

    pub(super) fn resumed(&self, by: By, reason: &str, ends_at: Timestamp) -> (String, Vec<Why>) {
        let says = format!("end: {} of halt are given back: {}", span(ends_at - self.before.ends_at), instant(ends_at));
        (format!("the {} lets it go on: {reason}", by.office()), vec![Why::new("given_back", says)])
    }

    pub(super) fn cancelled(&self, by: By, reason: &str) -> (String, Vec<Why>) {
        let why =
            if reason.is_empty() { "no reason given, and nobody had bid".into() } else { format!("“{reason}”") };
        (format!("the {} takes it down: {why}", by.office()), Vec::new())
    }

    pub(super) fn voided(&self, by: By, seq: Seq, reason: &str, event: &Event) -> (String, Vec<Why>) {
        let what = match by {
            By::Bidder(bidder) => format!("{} takes back their bid of event {seq}: {reason}", self.name(bidder)),
            _ => format!("the {} strikes out the bid of event {seq}: “{reason}”", by.office()),
        };
        (what, self.folded_anew(seq, event))
    }

    pub(super) fn undone(&self, by: By, seq: Seq, event: &Event) -> (String, Vec<Why>) {
        let what = format!("the {} takes back their own last act, event {seq}", by.office());
        (what, self.folded_anew(seq, event))
    }

    /// What is left when a bid was struck out.
    fn folded_anew(&self, seq: Seq, event: &Event) -> Vec<Why> {
        let Some(struck) = self.before.book.bid(seq) else { return Vec::new() };
        let after = self.after(event);
        let standing = u32::try_from(after.book.standing().count()).unwrap_or(u32::MAX);
        let says = format!(
            "struck: {}'s {}; the other {} folded in order, as if it had never been",
            self.name(struck.bidder),
            self.money(struck.maximum),
            counted(standing, "bid")
        );
        let mut why = vec![Why::new("folded_anew", says).with("maximum", struck.maximum)];
        let (was, is) = (self.price(self.before.price), self.price(after.price));
        let (before, now) = (self.leader(self.before), self.leader(&after));
        match self.before.terms.format {
            Format::FirstPrice | Format::Vickrey => {}
            Format::MultiUnit { .. } => why.push(Why::new("changed", format!("price: {was} → {is}"))),
            _ => why.push(Why::new("changed", format!("price: {was} → {is}; leader: {before} → {now}"))),
        }
        why
    }
}
