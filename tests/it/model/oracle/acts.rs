//! What the seller, the house, a bidder who mistyped, and an auctioneer do; and what time does.

use super::{Given, Oracle, Outcome, Person, Refusal, Sent, refuse};
use crate::model::house::{FLOOR, Kind, LARGEST, Mode, Who};
use crate::model::oracle::Allowed;

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60 * SECOND_MS;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Something an auctioneer did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Asked, when this was asked for before.
    Asked(Option<i64>),
    /// Took the bid that was event so and so.
    Took(i64),
    Warned,
    /// Closed at this instant, when it was halted or not.
    Closed(bool, i64),
}

/// What an auctioneer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conduct {
    Open,
    Ask(i64),
    Floor(Option<i64>),
    Warn,
    Hammer,
    Pass,
    Undo { last: bool },
    Announce,
}

impl Oracle {
    pub fn tick(&mut self, now: i64) -> Outcome {
        if self.house.kind == Kind::Live {
            return Ok(vec![]);
        }
        if self.status == "scheduled" && now >= self.house.opens {
            return self.opens(now);
        }
        if self.status == "open" && now > self.last_instant() {
            return self.ends(now);
        }
        Ok(vec![])
    }

    fn opens(&mut self, now: i64) -> Outcome {
        self.status = "open";
        self.ran.push((now, None));
        self.happened(vec!["opened"])
    }

    fn ends(&mut self, now: i64) -> Outcome {
        let mut kinds = Vec::new();
        if self.house.sealed() {
            kinds.extend(self.bids.chunks(200).map(|_| "revealed"));
        }
        kinds.extend((self.house.mode == Mode::Candle).then_some("revealed"));
        kinds.push("closed");
        self.closes_with(self.awards(), now);
        self.happened(kinds)
    }

    pub(super) fn closes_with(&mut self, given: Vec<Given>, now: i64) {
        if self.house.kind == Kind::Live {
            self.done.push(Done::Closed(self.status == "halted", now));
        }
        self.closed_with = given;
        self.status = "closed";
    }

    pub fn outage(&mut self, from: i64, until: i64) -> Outcome {
        let concerns = self.status == "open" && !self.house.first_rules && self.house.kind != Kind::Live;
        // While a candle burns nobody may learn when it would go out: it counts as burning until the house is back.
        let end = if self.last_instant() >= until { self.end.max(until) } else { self.last_instant() };
        let in_the_gap = from < end && end <= until;
        let soon_after = until < end && end < until + 10 * MINUTE_MS && until - from >= 5 * SECOND_MS;
        let begun = self.house.opens <= until;
        let to = until + 10 * MINUTE_MS;
        if concerns && begun && (in_the_gap || soon_after) && to > self.end {
            self.end = to;
            self.scheduled_end = self.scheduled_end.max(to);
            return self.happened(vec!["extended"]);
        }
        Ok(vec![])
    }

    pub fn follow(&mut self, to: i64, now: i64) -> Outcome {
        let to = to.min(self.furthest());
        if self.status == "open" && now <= self.end && self.house.group && to > self.end {
            self.end = to;
            return self.happened(vec!["extended"]);
        }
        Ok(vec![])
    }

    pub fn halt(&mut self, by: Person, reason: bool, now: i64) -> Outcome {
        self.admin(by, reason)?;
        self.open(now)?;
        self.status = "halted";
        self.ran.last_mut().expect("it ran").1 = Some(now);
        self.happened(vec!["halted"])
    }

    pub fn resume(&mut self, by: Person, reason: bool, now: i64) -> Outcome {
        self.admin(by, reason)?;
        if self.status != "halted" {
            return refuse("not_halted");
        }
        self.status = "open";
        let stood = now - self.halted_at();
        self.end += stood;
        self.scheduled_end += stood;
        self.ran.push((now, None));
        self.happened(vec!["resumed"])
    }

    fn halted_at(&self) -> i64 {
        self.ran.last().and_then(|(_, to)| *to).expect("it is halted")
    }

    fn time_left(&self, now: i64) -> i64 {
        self.end - if self.status == "halted" { self.halted_at() } else { now }
    }

    pub fn close(&mut self, by: Person, reason: bool, now: i64) -> Outcome {
        self.admin(by, reason)?;
        if self.status != "halted" {
            self.open(now)?;
        }
        self.ends(now)
    }

    pub fn cancel(&mut self, by: Person, reason: bool, now: i64) -> Outcome {
        let due = self.status == "open" && self.house.kind != Kind::Live && now > self.last_instant();
        if self.over() || due {
            return refuse("ended");
        }
        if by == Person::AnotherSeller {
            return refuse("forbidden");
        }
        let (owner, untouched) = (by == Person::Owner, self.bids.is_empty());
        if owner && !untouched && self.time_left(now) <= 12 * HOUR_MS {
            return refuse("has_bids");
        }
        let needs_no_reason = owner && untouched;
        if !reason && !needs_no_reason {
            return refuse("reason_required");
        }
        self.status = "cancelled";
        self.happened(vec!["cancelled"])
    }

    fn admin(&self, by: Person, reason: bool) -> Result<(), Refusal> {
        match by {
            Person::Owner | Person::AnotherSeller => refuse("forbidden"),
            Person::Admin if self.over() => refuse("ended"),
            Person::Admin if !reason => refuse("reason_required"),
            Person::Admin => Ok(()),
        }
    }

    pub fn void(&mut self, by: Person, seq: i64, reason: bool, now: i64) -> Outcome {
        self.admin(by, reason)?;
        if self.status != "halted" {
            self.takes_bids(now)?;
        }
        if self.bids.iter().all(|bid| bid.seq != seq) {
            return refuse("no_such_bid");
        }
        self.strike(seq);
        self.happened(vec!["voided"])
    }

    pub fn retract(&mut self, who: Who, seq: i64, now: i64) -> Outcome {
        self.takes_bids(now)?;
        let Some(bid) = self.last_bid(who).filter(|bid| bid.seq == seq) else { return refuse("no_such_bid") };
        let at_once = now - bid.at <= MINUTE_MS;
        let far = match self.house.kind {
            Kind::Live => self.status == "scheduled",
            _ => self.time_left(now) > 12 * HOUR_MS,
        };
        if !self.house.retraction || !at_once || !far {
            return refuse("not_retractable");
        }
        self.strike(seq);
        self.happened(vec!["voided"])
    }

    fn strike(&mut self, seq: i64) {
        self.bids.retain(|bid| bid.seq != seq);
        self.done.retain(|done| *done != Done::Took(seq));
        self.ask = None;
        self.warned = false;
    }

    pub fn conduct(&mut self, by: Person, act: Conduct, now: i64) -> Outcome {
        if self.house.kind != Kind::Live {
            return refuse("not_live");
        }
        if by == Person::AnotherSeller {
            return refuse("forbidden");
        }
        match act {
            Conduct::Open => match self.status {
                "scheduled" => self.opens(now),
                "open" => refuse("open_already"),
                "halted" => refuse("not_open"),
                _ => refuse("ended"),
            },
            Conduct::Undo { last } => self.undo(last, now),
            act => {
                self.open(now)?;
                self.conducts(act, now)
            }
        }
    }

    fn conducts(&mut self, act: Conduct, now: i64) -> Outcome {
        match act {
            Conduct::Ask(ask) => self.asks(ask),
            Conduct::Floor(amount) => self.takes(amount, now),
            Conduct::Warn => {
                self.done.push(Done::Warned);
                self.warned = true;
                self.happened(vec!["announced"])
            }
            Conduct::Hammer => self.ends(now),
            Conduct::Pass => {
                self.closes_with(Vec::new(), now);
                self.happened(vec!["closed"])
            }
            Conduct::Announce => self.happened(vec!["announced"]),
            Conduct::Open | Conduct::Undo { .. } => unreachable!("asked for elsewhere"),
        }
    }

    fn asks(&mut self, ask: i64) -> Outcome {
        if ask % self.house.one_unit() != 0 {
            return refuse("off_quantum");
        }
        let least = self.house.up(self.price().map_or(self.house.start, |price| price + 1));
        if ask < least || ask > LARGEST {
            return Err(("bad_ask", Some(least)));
        }
        self.done.push(Done::Asked(self.ask));
        self.ask = Some(ask);
        self.warned = false;
        self.happened(vec!["announced"])
    }

    fn takes(&mut self, amount: Option<i64>, now: i64) -> Outcome {
        let amount = amount.unwrap_or_else(|| self.minimum(now));
        let (allowed, key) = (Allowed::Anything, 0);
        let bid = Sent { who: FLOOR, amount, exact: true, quantity: 1, whole: false, buy_now: false, allowed, key };
        if amount > LARGEST {
            return refuse("bad_amount");
        }
        if amount % self.house.one_unit() != 0 {
            return refuse("off_quantum");
        }
        self.high_enough(&bid, now)?;
        let kinds = self.accept(&bid, now);
        self.done.push(Done::Took(self.seq + 1));
        self.happened(kinds)
    }

    /// Whatever was asked for is asked for no longer once somebody bids, or the price has gone past it.
    pub(super) fn answered_the_ask(&mut self, raise: bool) {
        if !raise {
            (self.ask, self.warned) = (None, false);
        }
        if self.ask.zip(self.price()).is_some_and(|(ask, price)| price >= ask) {
            self.ask = None;
        }
    }

    fn undo(&mut self, last: bool, now: i64) -> Outcome {
        let too_late = matches!(self.done.last(), Some(Done::Closed(_, at)) if now - at > 10 * MINUTE_MS);
        if !last || self.status == "cancelled" || too_late {
            return refuse("nothing_to_undo");
        }
        match self.done.pop() {
            None => return refuse("nothing_to_undo"),
            Some(Done::Asked(before)) => self.ask = if self.ask.is_none() { None } else { before },
            Some(Done::Took(seq)) => self.strike(seq),
            Some(Done::Warned) => self.warned = false,
            Some(Done::Closed(halted, _)) => {
                self.status = if halted { "halted" } else { "open" };
                self.closed_with.clear();
            }
        }
        self.happened(vec!["voided"])
    }
}
