//! What moves an end, as far as the public can check: a late bid by the closing rule to the millisecond, a group and an outage
//! within their bounds.

use super::{Due, Found, Public, read_instant};
use crate::config;
use crate::domain::terms::Rules;
use crate::domain::{Cause, Event, Format, Scope, Status, Timestamp};
use crate::replay::explain::ends::{moved, why_moved};
use crate::store::ledger::instant;
use crate::store::ledger::text::Data;

impl Public {
    pub(super) fn extended(&mut self, at: Timestamp, data: &Data) -> Found {
        let cause = data.reason.as_deref().and_then(Cause::of_word);
        let (Some(from), Some(to), Some(because)) =
            (read_instant(data.from.as_deref()), read_instant(data.to.as_deref()), cause)
        else {
            let mut found = Found::what("the end moves, but it does not say from when to when and why");
            found.faults.push("it cannot be followed".into());
            return found;
        };
        let mut found = Found::what(moved(from, to));
        found.must(from == self.ends_at, || format!("the end was {}, never another", instant(self.ends_at)));
        found.must(to > from, || "an end moves only later".into());
        found.must(data.ends_at == data.to, || "it names two ends".into());
        found.must(self.status == Status::Open, || format!("it is {}", self.status.word()));
        match because {
            Cause::LateBid => self.check_late_bid(to, &mut found),
            Cause::Group => self.check_group(at, to, &mut found),
            Cause::Outage => self.check_outage(at, to, &mut found),
        }
        let bidder = self.book.last().and_then(|(_, placed)| placed.bidder.clone());
        let why = why_moved(&self.terms.closing, at, (from, to), self.scheduled_end, because, bidder.as_deref());
        found.why([why]);
        self.ends_at = to;
        if because == Cause::Outage {
            self.scheduled_end = self.scheduled_end.max(to);
        }
        self.shadow_applies(at, &Event::Extended { from, to, because });
        found
    }

    fn check_late_bid(&mut self, to: Timestamp, found: &mut Found) {
        if let Some(Due::Extended(must)) = self.due.pop_front() {
            found.must(to == must, || format!("by the closing rule it moves to {}", instant(must)));
        }
    }

    fn check_group(&self, at: Timestamp, to: Timestamp, found: &mut Found) {
        let closing = &self.terms.closing;
        found.must(closing.scope == Scope::Group, || "the terms close it by itself, not with a group".into());
        found.must(at <= self.ends_at, || "it had ended".into());
        let beyond = closing.cap.is_some_and(|cap| to > self.scheduled_end + cap);
        found.must(!beyond, || "it moves beyond its cap".into());
    }

    /// When the house was away is not in the ledger; that it served again by now is.
    fn check_outage(&self, at: Timestamp, to: Timestamp, found: &mut Found) {
        let (again, rules) = (to - config::OUTAGE_GRACE, self.terms.rules);
        found.must(rules >= Rules::V2, || "under the first rules an outage moves no end".into());
        found.must(self.terms.format != Format::Live, || "an auctioneer ends a live lot, and no clock".into());
        found.must(again <= at, || format!("the house would have served again only at {}", instant(again)));
        found.must(self.terms.starts_at <= again, || "it began only after the house was away".into());
    }
}
