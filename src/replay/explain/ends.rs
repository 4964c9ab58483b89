//! What moves an end, and what does not. What is said here is public.

use super::Scene;
use crate::config;
use crate::domain::closing::{Closing, ClosingMode, Trigger};
use crate::domain::formats::multi_unit;
use crate::domain::{Bid, BidPlaced, Cause, Format, Timestamp};
use crate::replay::step::{Why, span};
use crate::store::ledger::instant;

impl Scene<'_> {
    pub(super) fn extended(&self, from: Timestamp, to: Timestamp, because: Cause) -> (String, Vec<Why>) {
        let (closing, scheduled) = (&self.before.terms.closing, self.before.scheduled_end);
        let last = self.before.book.bid(self.before.seq).or_else(|| self.before.book.bid(self.before.seq - 1));
        let bidder = last.map(|placed| self.name(placed.bidder));
        (moved(from, to), vec![why_moved(closing, self.at, (from, to), scheduled, because, bidder.as_deref())])
    }

    /// Why an accepted bid near the end does not move it, where one might have expected it.
    pub(super) fn end_stands(&self, placed: &BidPlaced) -> Option<Why> {
        let (closing, end) = (&self.before.terms.closing, self.before.ends_at);
        let changed = match self.before.terms.format {
            // Nobody leads alone: what counts is who gets how many.
            Format::MultiUnit { units, .. } => {
                let bid = Bid::new(placed.bidder, placed.maximum, placed.key, placed.nonce);
                let bid = Bid { quantity: placed.quantity, whole: placed.whole, ..bid };
                (false, multi_unit::changes_winners(self.before, &bid, units))
            }
            _ => (placed.price != self.before.price, placed.leader != self.before.lead.map(|lead| lead.bidder)),
        };
        why_stands(closing, self.at, end, self.before.scheduled_end, placed.raise, changed)
    }
}

/// That the end moved, in a sentence.
pub fn moved(from: Timestamp, to: Timestamp) -> String {
    format!("the end moves by {}, from {} to {}", span(to - from), instant(from), instant(to))
}

/// Why an end moved: by whose bid and in which window, with another lot, or for an outage.
pub fn why_moved(
    closing: &Closing,
    at: Timestamp,
    (from, to): (Timestamp, Timestamp),
    scheduled: Timestamp,
    because: Cause,
    bidder: Option<&str>,
) -> Why {
    let (before, extension) = (span(from - at), span(closing.extension));
    let whose = bidder.map_or_else(|| "a bid".into(), |bidder| format!("{bidder}'s bid"));
    let mut says = match (because, closing.mode) {
        (Cause::Group, _) => "end: a late bid on another lot of the group moves this one too".to_owned(),
        (Cause::Outage, _) => {
            let (again, grace) = (instant(to - config::OUTAGE_GRACE), span(config::OUTAGE_GRACE));
            format!("end: the house was away over it and served again at {again}; people get {grace} to come back")
        }
        (Cause::LateBid, ClosingMode::Add) => {
            format!("end: {whose} came {before} before it, within {}: {extension} more", span(closing.window))
        }
        (Cause::LateBid, ClosingMode::Quiet) => {
            format!("end: {whose} came {before} before it, and {extension} must be quiet after every bid")
        }
        (Cause::LateBid, _) => format!(
            "end: {whose} came {before} before it, within {}: its own instant and {extension}",
            span(closing.window)
        ),
    };
    let capped = closing.cap.filter(|cap| because != Cause::Outage && to == scheduled + *cap);
    if let Some(cap) = capped {
        says.push_str(&format!(", but never more than {} after the scheduled end", span(cap)));
    }
    let rule = if capped.is_some() { "cap" } else { because.word() };
    Why::new(rule, says)
}

/// Why a bid in the window leaves the end where it is; `None` for a bid that moves it, or that comes early. `changed` is
/// whether it changed the price, and the leader.
pub fn why_stands(
    closing: &Closing,
    at: Timestamp,
    end: Timestamp,
    scheduled: Timestamp,
    raise: bool,
    (price, leader): (bool, bool),
) -> Option<Why> {
    let moves = matches!(closing.mode, ClosingMode::Reset | ClosingMode::Add | ClosingMode::Quiet);
    if !moves || end - at >= closing.window || at > end {
        return None;
    }
    let stands = |rule, says: &str| Some(Why::new(rule, format!("end: it stands, {says}")));
    if raise {
        return stands("raise_moves_no_end", "because a leader's own raise never moves it");
    }
    if !closing.triggered(price, leader) {
        return match closing.trigger {
            Trigger::Leader => stands("trigger", "because only a bid that changes the leader moves it"),
            Trigger::PriceOrLeader => stands("trigger", "because the bid changed nothing"),
        };
    }
    match closing.extends(at, end, scheduled) {
        None if closing.cap.is_some_and(|cap| end >= scheduled + cap) => stands("cap", "because its cap is reached"),
        None => stands("late_enough", "because it lies further ahead already"),
        Some(_) => None,
    }
}
