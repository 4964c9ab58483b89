//! One lot, sold in virtual time: its visitors look, think and press, and the auction decides, by the very same rules as any.

use super::Settings;
use super::crowd::{Habit, Lot, Visitor};
use super::way::{Game, Way, opens};
use crate::config::simulation::{DUTCH_STEPS, INCREMENTAL_PART, LATE_PART, LOT_RUNS};
use crate::domain::ledger::Nonce;
use crate::domain::{AccountId, Auction, Bid, BidKey, Command, Event, Format, Money, Rejection, Timestamp};
use chrono::TimeDelta;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use uuid::Uuid;

/// What became of a lot.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Played {
    pub sold: bool,
    /// What it brought; in a reverse auction what it cost.
    pub revenue: i64,
    pub extensions: u64,
    /// How far the last end lay beyond the scheduled one.
    pub beyond: TimeDelta,
    /// Bids that were sent, and how many of them late, and accepted.
    pub sent: u64,
    pub late: u64,
    pub accepted: u64,
    /// Bids refused, by code.
    pub refused: BTreeMap<&'static str, u64>,
    /// Commands decided.
    pub decided: u64,
}

/// What happens next, in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    Looks(usize),
    /// Who, for which time, and what is sent.
    Presses(usize, u32, Money),
}

struct Stage<'a> {
    way: Way,
    lot: &'a Lot,
    /// How many rivals a bidder reckons with who must guess.
    rivals: i64,
    auction: Auction,
    moments: BinaryHeap<Reverse<(i64, u64, Moment)>>,
    order: u64,
    /// How often each visitor has pressed.
    presses: Vec<u32>,
    played: Played,
}

/// Sells a lot.
pub fn play(lot: &Lot, way: Way, settings: &Settings) -> Played {
    let mut stage = Stage {
        way,
        lot,
        rivals: i64::from(settings.bidders.max(2)),
        auction: way.publish(lot, settings),
        moments: BinaryHeap::with_capacity(lot.visitors.len()),
        order: 0,
        presses: vec![0; lot.visitors.len()],
        played: Played::default(),
    };
    for (who, visitor) in lot.visitors.iter().enumerate() {
        let comes = stage.comes(visitor);
        stage.then(comes, Moment::Looks(who));
    }
    while let Some(Reverse((ms, _, moment))) = stage.moments.pop() {
        stage.time_goes_on(ms);
        match moment {
            Moment::Looks(who) => stage.looks(ms, who),
            Moment::Presses(who, turn, amount) => stage.sends(ms, who, turn, amount),
        }
    }
    stage.ends()
}

fn instant(ms: i64) -> Timestamp {
    opens() + TimeDelta::milliseconds(ms)
}

impl Stage<'_> {
    fn then(&mut self, ms: i64, moment: Moment) {
        self.order += 1;
        self.moments.push(Reverse((ms, self.order, moment)));
    }

    /// When somebody first looks. A falling price they all watch, until it is what they would bid.
    fn comes(&self, visitor: &Visitor) -> i64 {
        let Format::Dutch { step, every, floor } = self.auction.terms.format else { return visitor.comes };
        let bid = self.shaded(visitor).max(floor);
        let steps = (self.auction.terms.start.0 - bid.0 + step.0 - 1) / step.0;
        every.num_milliseconds() * steps.clamp(0, i64::from(DUTCH_STEPS))
    }

    /// Opens, or closes, if that is due by now.
    fn time_goes_on(&mut self, ms: i64) {
        while let Some(due) = self.auction.due_at().filter(|due| *due <= instant(ms)) {
            // A tick is never refused.
            let _ = self.decides(&Command::Tick, due);
        }
    }

    fn decides(&mut self, command: &Command, at: Timestamp) -> Result<(), Rejection> {
        self.played.decided += 1;
        for event in self.auction.decide(command, at)? {
            self.auction.apply(at, &event);
            self.played.extensions += u64::from(matches!(event, Event::Extended { .. }));
        }
        Ok(())
    }

    /// Somebody looks at the lot, and makes up their mind.
    fn looks(&mut self, ms: i64, who: usize) {
        let visitor = &self.lot.visitors[who];
        if self.auction.status.is_final() {
            return;
        }
        if let Some(amount) = self.would_bid(who, visitor) {
            self.presses[who] += 1;
            self.then(ms + visitor.thinks, Moment::Presses(who, self.presses[who], amount));
        }
    }

    fn would_bid(&self, who: usize, visitor: &Visitor) -> Option<Money> {
        let (limit, minimum) = (self.way.limit(self.lot, visitor), self.auction.minimum());
        let fresh = self.presses[who] == 0;
        let (amount, may) = match (self.way.game, visitor.habit) {
            (Game::Vickrey, _) => (limit, fresh),
            (Game::FirstPrice | Game::Dutch, _) => (self.shaded(visitor), fresh),
            (_, Habit::Hopeful) => return fresh.then_some(limit),
            (_, Habit::Proxy | Habit::Sniper) => (limit, fresh),
            (_, Habit::Incremental) => {
                let bid = Money(minimum.0 + (limit.0 - minimum.0) / INCREMENTAL_PART);
                (bid, self.presses[who] < visitor.patience && !self.leads(account(who)))
            }
        };
        let worth_it = match self.way.game {
            Game::Reverse => limit <= minimum,
            Game::Dutch => amount >= self.lot.start,
            _ => amount >= minimum && limit >= minimum,
        };
        Some(amount).filter(|_| may && worth_it)
    }

    /// What a bidder bids who pays their own bid: the equilibrium of so many rivals whose values are equally likely.
    fn shaded(&self, visitor: &Visitor) -> Money {
        let start = self.lot.start.0;
        Money(start + (visitor.value.0 - start) * (self.rivals - 1) / self.rivals)
    }

    /// Who would win if it closed now; nobody knows while bids are sealed.
    fn winning(&self) -> Vec<AccountId> {
        match self.way.game {
            Game::MultiUnit => self.auction.awards().iter().map(|award| award.bidder).collect(),
            _ => self.auction.lead.iter().map(|lead| lead.bidder).collect(),
        }
    }

    fn leads(&self, bidder: AccountId) -> bool {
        self.winning().contains(&bidder)
    }

    fn sends(&mut self, ms: i64, who: usize, turn: u32, amount: Money) {
        self.played.sent += 1;
        self.played.late += u64::from(ms >= LOT_RUNS.num_milliseconds() * (100 - LATE_PART) / 100);
        let key = BidKey(Uuid::from_u64_pair(who as u64, u64::from(turn)));
        let bid = Bid::new(account(who), amount, key, Nonce([0; 16]));
        let winning = self.winning();
        match self.decides(&Command::Bid(bid), instant(ms)) {
            Ok(()) => self.played.accepted += 1,
            Err(refusal) => *self.played.refused.entry(refusal.code()).or_default() += 1,
        }
        self.looks_again(ms, who);
        for other in winning.into_iter().filter_map(visitor_of).filter(|other| *other != who) {
            self.looks_again(ms, other);
        }
    }

    /// Who bids step by step comes back if they do not lead: soon when the end is near, else when they find the time.
    fn looks_again(&mut self, ms: i64, who: usize) {
        let visitor = &self.lot.visitors[who];
        if visitor.habit != Habit::Incremental || self.auction.status.is_final() || self.leads(account(who)) {
            return;
        }
        let near = self.auction.ends_at - instant(ms) < TimeDelta::hours(1);
        self.then(ms + if near { visitor.answers.0 } else { visitor.answers.1 }, Moment::Looks(who));
    }

    fn ends(mut self) -> Played {
        while let Some(due) = self.auction.due_at() {
            let _ = self.decides(&Command::Tick, due);
        }
        let awards = self.auction.awards();
        self.played.sold = !awards.is_empty();
        self.played.revenue = awards.iter().map(|award| award.price.times(award.quantity).0).sum();
        self.played.beyond = self.auction.accepts_until() - self.auction.terms.ends_at;
        self.played
    }
}

/// The account of a visitor; those below are somebody else's.
fn account(who: usize) -> AccountId {
    AccountId(Uuid::from_u128(1_000 + who as u128))
}

fn visitor_of(account: AccountId) -> Option<usize> {
    usize::try_from(account.0.as_u128().checked_sub(1_000)?).ok()
}
