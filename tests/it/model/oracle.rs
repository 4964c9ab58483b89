//! The brute-force auctioneer: keeps the whole list of accepted bids and works everything out from all of it, each time
//! anew, in plain integers. It shares nothing with the house but the rule book.
//!
//! - `english` (and live lots) · `reverse` · `sealed` (both) · `several` units: price and leader from a list of bids
//! - `bids` whether a bid is taken, and what it does · `acts` what the seller, the house and an auctioneer do · here how things
//!   stand, the clock and the end

pub mod acts;
mod bids;
mod english;
mod reverse;
mod sealed;
mod several;

use super::house::{House, Kind, Mode, Who};
use std::collections::HashMap;

/// An accepted bid.
#[derive(Clone, Copy, Debug)]
pub struct Bid {
    pub seq: i64,
    pub who: Who,
    pub amount: i64,
    pub exact: bool,
    pub quantity: u32,
    pub whole: bool,
    pub bought: bool,
    /// What the auctioneer asked for.
    asked: i64,
    /// What a Dutch lot cost just then.
    shown: i64,
    at: i64,
    raise: bool,
}

/// A bid as it is sent.
#[derive(Clone, Copy, Debug)]
pub struct Sent {
    pub who: Who,
    pub amount: i64,
    pub exact: bool,
    pub quantity: u32,
    pub whole: bool,
    pub buy_now: bool,
    pub allowed: Allowed,
    pub key: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    Anything,
    UpTo(i64),
    NotApproved,
    Linked,
}

/// Who asks for an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    Owner,
    AnotherSeller,
    Admin,
}

/// What an accepted bid was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub seq: i64,
    /// `None` for what was bought at once.
    pub amount: Option<i64>,
    pub exact: bool,
    pub price: Option<i64>,
    pub minimum: i64,
    pub leading: bool,
}

/// What can be seen of an auction, by the house at least.
#[derive(Debug, PartialEq, Eq)]
pub struct View {
    pub status: &'static str,
    pub seq: i64,
    pub price: Option<i64>,
    pub leader: Option<(Who, i64)>,
    pub minimum: i64,
    pub bids: usize,
    pub reserve_met: bool,
    pub ends: i64,
    pub buy_now: Option<i64>,
    pub ask: Option<i64>,
    pub warned: bool,
    pub awards: Vec<Given>,
}

/// Who gets how many at which price.
pub type Given = (Who, u32, i64);

/// A refusal: its code, and the minimum it tells, where it tells one.
pub type Refusal = (&'static str, Option<i64>);

/// The kinds of the events a command makes happen.
pub type Outcome = Result<Vec<&'static str>, Refusal>;

pub struct Oracle {
    pub house: House,
    pub bids: Vec<Bid>,
    answers: HashMap<(Who, u64), (Sent, Answer)>,
    status: &'static str,
    seq: i64,
    end: i64,
    scheduled_end: i64,
    /// The times in which the lot was open and not halted; the last may go on.
    ran: Vec<(i64, Option<i64>)>,
    closed_with: Vec<Given>,
    ask: Option<i64>,
    warned: bool,
    done: Vec<acts::Done>,
}

fn refuse<T>(code: &'static str) -> Result<T, Refusal> {
    Err((code, None))
}

impl Oracle {
    pub fn new(house: House) -> Oracle {
        Oracle {
            end: house.ends,
            scheduled_end: house.ends,
            bids: Vec::new(),
            answers: HashMap::new(),
            status: "scheduled",
            seq: 0,
            ran: Vec::new(),
            closed_with: Vec::new(),
            ask: None,
            warned: false,
            done: Vec::new(),
            house,
        }
    }

    pub fn view(&self, now: i64) -> View {
        View {
            status: self.status,
            seq: self.seq,
            price: self.price(),
            leader: self.leader(),
            minimum: self.minimum(now),
            bids: self.bids.iter().filter(|bid| !bid.raise).count(),
            reserve_met: self.reserve_met(),
            ends: self.end,
            buy_now: self.buy_now(),
            ask: self.ask,
            warned: self.warned,
            awards: self.awards(),
        }
    }

    fn price(&self) -> Option<i64> {
        let bought = self.bids.iter().find(|bid| bid.bought).map(|bid| bid.amount);
        bought.or_else(|| match self.house.kind {
            Kind::English | Kind::Live => english::price(&self.house, &english::counting(&self.house, &self.bids)),
            Kind::Reverse => reverse::price(&self.house, &reverse::counting(&self.house, &self.bids)),
            Kind::Dutch { .. } => self.bids.first().map(|bid| bid.shown),
            Kind::Several { .. } => several::price(&self.house, &self.bids),
            Kind::FirstPrice | Kind::Vickrey => self.closed_with.first().map(|given| given.2),
        })
    }

    fn leader(&self) -> Option<(Who, i64)> {
        let bought = self.bids.iter().find(|bid| bid.bought);
        let leader = bought.or_else(|| match self.house.kind {
            Kind::English | Kind::Live => english::leader(&english::counting(&self.house, &self.bids)),
            Kind::Reverse => reverse::leader(&reverse::counting(&self.house, &self.bids)),
            Kind::Dutch { .. } => self.bids.first(),
            Kind::Several { .. } => None,
            Kind::FirstPrice | Kind::Vickrey => self.closed_with.first().and_then(|given| self.last_bid(given.0)),
        });
        leader.map(|bid| (bid.who, bid.amount))
    }

    pub fn minimum(&self, now: i64) -> i64 {
        match self.house.kind {
            Kind::English => english::minimum(&self.house, self.price()),
            Kind::Live => self.ask.unwrap_or_else(|| english::minimum(&self.house, self.price())),
            Kind::Reverse => reverse::maximum(&self.house, self.price()),
            Kind::FirstPrice | Kind::Vickrey => self.house.start,
            Kind::Dutch { .. } => self.price().unwrap_or_else(|| self.fallen_to(now)),
            Kind::Several { .. } => several::minimum(&self.house, &self.bids, None),
        }
    }

    /// What a Dutch lot costs, going down step by step through the time that it ran.
    fn fallen_to(&self, now: i64) -> i64 {
        let Kind::Dutch { step, every, floor } = self.house.kind else { return 0 };
        let mut ran: i64 = self.ran.iter().map(|(from, to)| (to.unwrap_or(now) - from).max(0)).sum();
        let mut price = self.house.start;
        while ran >= every && price > floor {
            ran -= every;
            price -= step;
        }
        price.max(floor)
    }

    fn reserve_met(&self) -> bool {
        let Some(reserve) = self.house.reserve else { return true };
        match self.house.kind {
            Kind::Reverse => self.price().is_some_and(|price| price <= reserve),
            Kind::Several { .. } => sealed::last_bids(&self.bids).iter().any(|bid| bid.amount >= reserve),
            _ => self.price().is_some_and(|price| price >= reserve),
        }
    }

    fn buy_now(&self) -> Option<i64> {
        let (price, until_reached) = self.house.buy_now.filter(|_| self.status == "open")?;
        let gone = match until_reached {
            true => self.price().is_some_and(|at| at >= price),
            false if self.house.reserve.is_some() => self.reserve_met(),
            false => !self.bids.is_empty(),
        };
        (!gone).then_some(price)
    }

    /// Who gets what, or would if it closed now.
    fn awards(&self) -> Vec<Given> {
        match self.status {
            "closed" => return self.closed_with.clone(),
            "cancelled" => return Vec::new(),
            _ => {}
        }
        match self.house.kind {
            Kind::FirstPrice => sealed::first_price(&self.house, &self.bids).into_iter().collect(),
            Kind::Vickrey => sealed::vickrey(&self.house, &self.bids).into_iter().collect(),
            Kind::Several { uniform, .. } => several::awards(&self.house, &self.bids, uniform),
            _ if !self.reserve_met() => Vec::new(),
            _ => self.leader().zip(self.price()).map(|((who, _), price)| (who, 1, price)).into_iter().collect(),
        }
    }

    pub fn last_bid(&self, who: Who) -> Option<&Bid> {
        self.bids.iter().filter(|bid| bid.who == who).max_by_key(|bid| bid.seq)
    }

    /// The word for how somebody stands, and the most they authorised.
    pub fn standing(&self, who: Who) -> Option<(&'static str, i64)> {
        let last = self.last_bid(who)?;
        let gets = self.awards().iter().any(|given| given.0 == who);
        let word = match self.status {
            "closed" if gets => "won",
            "closed" | "cancelled" => "lost",
            _ if self.house.sealed() => "sealed",
            _ if self.leads(who) => "leading",
            _ => "outbid",
        };
        Some((word, last.amount))
    }

    fn leads(&self, who: Who) -> bool {
        match self.house.kind {
            Kind::Several { .. } => self.awards().iter().any(|given| given.0 == who),
            _ => self.leader().is_some_and(|leader| leader.0 == who),
        }
    }

    /// The most somebody could have to pay as things stand.
    pub fn exposure(&self, who: Who) -> i64 {
        let at_stake = match self.house.kind {
            Kind::Reverse => false,
            Kind::FirstPrice | Kind::Vickrey => true,
            _ => self.leads(who),
        };
        let last = self.last_bid(who).filter(|_| at_stake && !self.over());
        last.map_or(0, |bid| bid.amount * i64::from(bid.quantity))
    }

    /// The answer a key already has: the same to the same bid, `None` inside to another.
    pub fn answered(&self, sent: &Sent) -> Option<Option<Answer>> {
        let (before, answer) = self.answers.get(&(sent.who, sent.key))?;
        let alike = |sent: &Sent| (sent.buy_now, sent.quantity, sent.whole);
        let named = |sent: &Sent| Some((sent.amount, sent.exact)).filter(|_| !sent.buy_now);
        Some(Some(*answer).filter(|_| alike(before) == alike(sent) && named(before) == named(sent)))
    }

    /// Where a bid moves the end to, if it may.
    fn moved_by(&self, now: i64) -> Option<i64> {
        let in_window = self.end - now < self.house.window;
        let to = match self.house.mode {
            Mode::Reset if in_window => now + self.house.extension,
            Mode::Add if in_window => self.end + self.house.extension,
            Mode::Quiet => self.scheduled_end.max(now + self.house.extension),
            _ => return None,
        };
        Some(to.min(self.furthest())).filter(|_| now <= self.end)
    }

    fn furthest(&self) -> i64 {
        self.house.cap.map_or(i64::MAX, |cap| self.scheduled_end + cap)
    }

    /// The last instant that counts.
    fn last_instant(&self) -> i64 {
        self.end + self.house.tail()
    }

    /// The instant a tick next does something.
    pub fn due(&self) -> Option<i64> {
        match self.status {
            _ if self.house.kind == Kind::Live => None,
            "scheduled" => Some(self.house.opens),
            "open" => Some(self.last_instant() + 1),
            _ => None,
        }
    }

    fn open(&self, now: i64) -> Result<(), Refusal> {
        match self.status {
            "scheduled" | "halted" => refuse("not_open"),
            "open" if self.house.kind == Kind::Live || now <= self.last_instant() => Ok(()),
            _ => refuse("ended"),
        }
    }

    /// Absentee maxima come before a live lot is opened.
    fn takes_bids(&self, now: i64) -> Result<(), Refusal> {
        if self.house.kind == Kind::Live && self.status == "scheduled" { Ok(()) } else { self.open(now) }
    }

    fn over(&self) -> bool {
        self.status == "closed" || self.status == "cancelled"
    }

    fn happened(&mut self, kinds: Vec<&'static str>) -> Outcome {
        self.seq += kinds.len() as i64;
        Ok(kinds)
    }
}
