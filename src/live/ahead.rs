//! An auction as its actor has decided it, ahead of the ledger by what is in flight and what will follow.

use super::credit::paddle::Paddle;
use super::credit::stakes::Stakes;
use super::heed::Heed;
use super::inbox::{Done, Pending, Refused, Verdict};
use super::refusals::Refusals;
use crate::config;
use crate::domain::{AccountId, Allowance, Auction, Bid, Command, Event, Hash, Outage, Status, Timestamp};
use crate::store::journal::Append;
use crate::store::ledger::{self, Entry, Line};
use std::sync::Arc;
use std::time::Instant;

/// The state to decide against, and what was decided since the last take-off.
pub(super) struct Ahead {
    auction: Auction,
    head: Hash,
    entries: Vec<Entry>,
    events: Vec<(Timestamp, Event)>,
    waiting: Vec<Waiting>,
    heed: Heed,
}

/// Who waits for a decision to become durable, with what they will be told if it does, and the command, to decide it again
/// if it does not.
pub(super) struct Waiting {
    pub pending: Pending,
    pub verdict: Verdict,
}

/// A batch that is being committed.
pub(super) struct Flight {
    pub events: Vec<(Timestamp, Event)>,
    pub lines: Vec<Line>,
    pub waiting: Vec<Waiting>,
    /// Who is told something by it.
    pub told: Vec<AccountId>,
}

impl Ahead {
    /// Starts from what the ledger says.
    pub(super) fn new(auction: Auction, head: Hash) -> Ahead {
        let heed = Heed::of(&auction);
        Ahead { auction, head, entries: Vec::new(), events: Vec::new(), waiting: Vec::new(), heed }
    }

    pub(super) fn auction(&self) -> &Auction {
        &self.auction
    }

    /// How many more commands fit into the next batch.
    pub(super) fn room_left(&self) -> usize {
        config::BATCH.saturating_sub(self.waiting.len())
    }

    /// Whether time is up for what was received at `at`.
    pub(super) fn is_due(&self, at: Timestamp) -> bool {
        self.auction.is_due(at)
    }

    /// Opens an auction whose time has come.
    pub(super) fn open(&mut self, now: Timestamp) {
        if self.auction.status == Status::Scheduled {
            self.tick(now);
        }
    }

    /// Moves an end that fell into an outage, or soon after it.
    pub(super) fn outage(&mut self, outage: Outage, now: Timestamp) {
        // An outage is never refused.
        let _ = self.carry_out(&Command::Outage(outage), now);
    }

    /// Closes an auction whose time is up.
    pub(super) fn close(&mut self, now: Timestamp) {
        if self.is_due(now) {
            self.tick(now);
        }
    }

    /// Decides a command, once: a bid that was answered before gets the same answer.
    pub(super) fn decide(&mut self, pending: Pending, refusals: &mut Refusals, stakes: &Stakes) {
        if pending.deadline <= Instant::now() {
            return (pending.reply)(Err(Refused::Unavailable));
        }
        let verdict = match &pending.command {
            Command::Bid(bid) => self.answered(bid, refusals).unwrap_or_else(|| {
                let verdict = self.bid(*bid, pending.paddle.as_ref(), pending.received_at, stakes);
                if let Err(Refused::Rejected(rejection)) = verdict {
                    refusals.remember(bid, rejection);
                }
                verdict
            }),
            act => self.carry_out(act, pending.received_at),
        };
        self.waiting.push(Waiting { pending, verdict });
    }

    /// What this bid was answered before, accepted or refused.
    fn answered(&self, bid: &Bid, refusals: &Refusals) -> Option<Verdict> {
        match self.auction.answered(bid) {
            Some(Ok(receipt)) => Some(Ok(Done { seq: receipt.seq, receipt: Some(receipt), duplicate: true })),
            Some(Err(rejection)) => Some(Err(Refused::Rejected(rejection))),
            None => refusals.answered(bid).map(Err),
        }
    }

    /// Decides a bid within what its bidder may have at stake, and takes what it puts there.
    fn bid(&mut self, bid: Bid, paddle: Option<&Arc<Paddle>>, at: Timestamp, stakes: &Stakes) -> Verdict {
        let hand = paddle.map(|paddle| paddle.raise(&self.auction, at));
        // Who is barred stays so, whatever else is known of them.
        let allowance = match (bid.allowance, &hand) {
            (Allowance::Unlimited, Some(hand)) => hand.allowance(),
            (already, _) => already,
        };
        let done = self.carry_out(&Command::Bid(Bid { allowance, ..bid }), at)?;
        if hand.is_some_and(|hand| hand.keep(&self.auction)) {
            paddle.into_iter().for_each(|paddle| stakes.follow(paddle));
        }
        Ok(Done { receipt: self.auction.answered(&bid).and_then(Result::ok), ..done })
    }

    fn tick(&mut self, now: Timestamp) {
        // A tick is never refused.
        let _ = self.carry_out(&Command::Tick, now);
    }

    fn carry_out(&mut self, command: &Command, at: Timestamp) -> Verdict {
        let events = self.auction.decide(command, at).map_err(Refused::Rejected)?;
        let seq = self.auction.seq + 1;
        for event in events {
            self.auction.apply(at, &event);
            self.heed.note(&self.auction);
            let entry = ledger::encode(&self.auction, at, &event, self.head);
            self.head = entry.hash;
            self.entries.push(entry);
            self.events.push((at, event));
        }
        Ok(Done { seq, receipt: None, duplicate: false })
    }

    /// What is to be committed next, or, if nothing happened, only who is to be answered.
    pub(super) fn take_off(&mut self) -> Result<(Append, Flight), Vec<Waiting>> {
        let waiting = std::mem::take(&mut self.waiting);
        let entries = std::mem::take(&mut self.entries);
        if entries.is_empty() {
            return Err(waiting);
        }
        let events = std::mem::take(&mut self.events);
        let line = |entry: &Entry| Line { seq: entry.seq, hash: entry.hash, body: entry.body.clone() };
        let lines = entries.iter().map(line).collect();
        let notices = self.heed.tell(&self.auction, &events);
        let told = notices.iter().map(|told| told.account).collect();
        let append = Append::leading_to(&self.auction, entries).telling(notices);
        Ok((append, Flight { events, lines, waiting, told }))
    }

    /// Who waits for what has not taken off.
    pub(super) fn waiting_mut(&mut self) -> &mut [Waiting] {
        &mut self.waiting
    }

    /// The earliest of what has not taken off.
    pub(super) fn earliest(&self) -> Option<Timestamp> {
        earliest(&self.waiting)
    }

    /// The same, from a state that is being given up.
    pub(super) fn into_waiting(self) -> Vec<Waiting> {
        self.waiting
    }
}

impl Flight {
    /// The earliest of what it carries.
    pub(super) fn earliest(&self) -> Option<Timestamp> {
        earliest(&self.waiting)
    }
}

fn earliest(waiting: &[Waiting]) -> Option<Timestamp> {
    waiting.iter().map(|waiting| waiting.pending.received_at).min()
}
