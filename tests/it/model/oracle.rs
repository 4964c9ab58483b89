//! The brute-force auctioneer: keeps the whole list of accepted bids and works leader and price out from all of it, each
//! time anew, in plain integers. It shares nothing with the house but the rule book.

use std::collections::HashMap;

/// The house's largest amount, written down again.
pub const LARGEST: i64 = 1_000_000_000_000;

/// Whoever takes part: the seller is 0, bidders are 1 and up.
pub type Who = u8;

pub const SELLER: Who = 0;

// eBay's tables, column by column, in cents.
const US_FROM: [i64; 10] = [1, 100, 500, 2500, 10000, 25000, 50000, 100000, 250000, 500000];
const US_STEP: [i64; 10] = [5, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000];
const UK_FROM: [i64; 10] = [1, 100, 500, 1500, 6000, 15000, 30000, 60000, 150000, 300000];
const UK_STEP: [i64; 10] = [5, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

const TWELVE_HOURS_MS: i64 = 12 * 60 * 60 * 1_000;

/// An auction's terms, in minor units and milliseconds.
#[derive(Clone, Debug)]
pub struct House {
    pub start: i64,
    pub reserve: Option<i64>,
    pub steps: Steps,
    pub quantum: Option<i64>,
    pub automatic: bool,
    pub hard: bool,
    pub window: i64,
    pub extension: i64,
    pub cap: Option<i64>,
    pub leader_only: bool,
    pub opens: i64,
    pub ends: i64,
}

#[derive(Clone, Debug)]
pub enum Steps {
    Us,
    Uk,
    Own(Vec<(i64, i64)>),
    Fixed(i64),
    Percent(i64, i64),
    Decade,
}

/// Who asks for an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    Owner,
    AnotherSeller,
    Admin,
}

/// An accepted bid.
#[derive(Clone, Copy, Debug)]
struct Bid {
    who: Who,
    maximum: i64,
    exact: bool,
}

/// What an accepted bid was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub seq: i64,
    pub amount: i64,
    pub exact: bool,
    pub price: i64,
    pub minimum: i64,
    pub leading: bool,
}

/// What anybody can see of an auction, and the end.
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
}

/// A refusal: its code, and the minimum it tells, where it tells one.
pub type Refusal = (&'static str, Option<i64>);

/// The kinds of the events a command makes happen.
pub type Outcome = Result<Vec<&'static str>, Refusal>;

pub struct Oracle {
    pub house: House,
    bids: Vec<Bid>,
    answers: HashMap<(Who, u64), Answer>,
    status: &'static str,
    seq: i64,
    end: i64,
    scheduled_end: i64,
    halted_at: i64,
}

fn refuse(code: &'static str) -> Outcome {
    Err((code, None))
}

impl House {
    /// The increment at a price: the tables read row by row, from the first to the last that fits.
    fn step(&self, price: i64) -> i64 {
        let printed = |from: [i64; 10], step| last_fitting(from.into_iter().zip::<[i64; 10]>(step), price);
        match &self.steps {
            Steps::Us => printed(US_FROM, US_STEP),
            Steps::Uk => printed(UK_FROM, UK_STEP),
            Steps::Own(rows) => last_fitting(rows.iter().copied(), price),
            Steps::Fixed(step) => *step,
            Steps::Percent(percent, least) => {
                let share = price * percent;
                let rounded_up = if share % 100 == 0 { share / 100 } else { share / 100 + 1 };
                rounded_up.max(*least)
            }
            Steps::Decade => {
                let mut tenth = 1;
                while tenth * 100 <= price {
                    tenth *= 10;
                }
                tenth
            }
        }
    }

    fn leader<'b>(&self, bids: &'b [Bid]) -> Option<&'b Bid> {
        let greatest = bids.iter().map(|bid| bid.maximum).max()?;
        bids.iter().find(|bid| bid.maximum == greatest)
    }

    /// The price after these bids: the dearest of the start, of what each challenge forced, and of the reserve as far as
    /// the greatest maximum reaches it.
    fn price(&self, bids: &[Bid]) -> Option<i64> {
        let greatest = self.leader(bids)?.maximum;
        let challenges = bids.iter().enumerate().map(|(i, bid)| self.forced(&bids[..i], bid));
        let pulled = self.reserve.map(|reserve| reserve.min(greatest));
        challenges.chain(pulled).chain([self.start]).max()
    }

    /// The price a bid forced, coming after those.
    fn forced(&self, earlier: &[Bid], bid: &Bid) -> i64 {
        let jump = bid.exact || !self.automatic;
        match self.leader(earlier) {
            Some(leader) if leader.who == bid.who => 0,
            Some(leader) if leader.maximum >= bid.maximum => leader.maximum.min(bid.maximum + self.step(bid.maximum)),
            _ if jump => bid.maximum,
            Some(beaten) => bid.maximum.min(beaten.maximum + self.step(beaten.maximum)),
            None => self.start,
        }
    }

    fn minimum(&self, bids: &[Bid]) -> i64 {
        let least = self.price(bids).map_or(self.start, |price| price + self.step(price));
        let grid = self.quantum.unwrap_or(1);
        least + (grid - least % grid) % grid
    }
}

fn last_fitting(rows: impl Iterator<Item = (i64, i64)>, price: i64) -> i64 {
    let mut found = 0;
    for (from, step) in rows {
        if from <= price {
            found = step;
        }
    }
    found
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
            halted_at: 0,
            house,
        }
    }

    pub fn view(&self) -> View {
        View {
            status: self.status,
            seq: self.seq,
            price: self.house.price(&self.bids),
            leader: self.house.leader(&self.bids).map(|bid| (bid.who, bid.maximum)),
            minimum: self.house.minimum(&self.bids),
            bids: self.challenges(),
            reserve_met: self.reserve_met(),
            ends: self.end,
        }
    }

    /// Bids that are no leader's own raise.
    fn challenges(&self) -> usize {
        let raise = |i: usize| self.house.leader(&self.bids[..i]).is_some_and(|leader| leader.who == self.bids[i].who);
        (0..self.bids.len()).filter(|i| !raise(*i)).count()
    }

    fn reserve_met(&self) -> bool {
        self.house.reserve.is_none_or(|reserve| self.house.price(&self.bids).is_some_and(|price| price >= reserve))
    }

    /// The word for how somebody stands, and the most they authorised.
    pub fn standing(&self, who: Who) -> Option<(&'static str, i64)> {
        let maximum = self.bids.iter().filter(|bid| bid.who == who).map(|bid| bid.maximum).max()?;
        let leads = self.house.leader(&self.bids).is_some_and(|leader| leader.who == who);
        let word = match self.status {
            "closed" if leads && self.reserve_met() => "won",
            "closed" | "cancelled" => "lost",
            _ if leads => "leading",
            _ => "outbid",
        };
        Some((word, maximum))
    }

    /// The answer a key already has: the same to the same bid, `None` inside to another.
    pub fn answered(&self, who: Who, key: u64, amount: i64, exact: bool) -> Option<Option<Answer>> {
        let answer = self.answers.get(&(who, key))?;
        Some(Some(*answer).filter(|answer| answer.amount == amount && answer.exact == exact))
    }

    pub fn bid(&mut self, who: Who, amount: i64, exact: bool, key: u64, now: i64) -> Outcome {
        self.admits(who, amount, now)?;
        let leader = self.house.leader(&self.bids).copied();
        let raise = leader.is_some_and(|leader| leader.who == who);
        if raise && !self.house.automatic {
            return refuse("already_leading");
        }
        if let Some(leader) = leader.filter(|leader| raise && amount <= leader.maximum) {
            return Err(("not_above_your_maximum", Some(leader.maximum + self.house.quantum.unwrap_or(1))));
        }
        let minimum = self.house.minimum(&self.bids);
        if !raise && amount < minimum {
            return Err(("too_low", Some(minimum)));
        }
        let kinds = self.accept(Bid { who, maximum: amount, exact }, raise, now);
        let view = self.view();
        let leading = view.leader.is_some_and(|(leader, _)| leader == who);
        let price = view.price.unwrap_or_default();
        let answer = Answer { seq: self.seq + 1, amount, exact, price, minimum: view.minimum, leading };
        self.answers.insert((who, key), answer);
        self.happened(kinds)
    }

    fn admits(&self, who: Who, amount: i64, now: i64) -> Result<(), Refusal> {
        self.open(now)?;
        let refusal = match self.house.quantum {
            _ if who == SELLER => "own_auction",
            _ if amount <= 0 || amount > LARGEST => "bad_amount",
            Some(quantum) if amount % quantum != 0 => "off_quantum",
            _ => return Ok(()),
        };
        Err((refusal, None))
    }

    fn accept(&mut self, bid: Bid, raise: bool, now: i64) -> Vec<&'static str> {
        let before = self.view();
        self.bids.push(bid);
        let after = self.view();
        let mut kinds = vec!["bid"];
        if after.reserve_met && !before.reserve_met {
            kinds.push("reserve_met");
        }
        let new_leader = before.leader.map(|leader| leader.0) != after.leader.map(|leader| leader.0);
        let new_price = before.price != after.price;
        let moves = !raise && (new_leader || new_price && !self.house.leader_only);
        let in_window = self.end - now < self.house.window;
        if moves && in_window && !self.house.hard {
            let furthest = self.house.cap.map_or(i64::MAX, |cap| self.scheduled_end + cap);
            let moved = (now + self.house.extension).min(furthest);
            if moved > self.end {
                self.end = moved;
                kinds.push("extended");
            }
        }
        kinds
    }

    fn open(&self, now: i64) -> Result<(), Refusal> {
        match self.status {
            "scheduled" | "halted" => Err(("not_open", None)),
            "open" if now <= self.end => Ok(()),
            _ => Err(("ended", None)),
        }
    }

    fn over(&self) -> bool {
        self.status == "closed" || self.status == "cancelled"
    }

    fn happened(&mut self, kinds: Vec<&'static str>) -> Outcome {
        self.seq += kinds.len() as i64;
        Ok(kinds)
    }

    pub fn tick(&mut self, now: i64) -> Outcome {
        if self.status == "scheduled" && now >= self.house.opens {
            self.status = "open";
            return self.happened(vec!["opened"]);
        }
        if self.status == "open" && now > self.end {
            self.status = "closed";
            return self.happened(vec!["closed"]);
        }
        Ok(vec![])
    }

    /// The instant a tick next does something.
    pub fn due(&self) -> Option<i64> {
        match self.status {
            "scheduled" => Some(self.house.opens),
            "open" => Some(self.end + 1),
            _ => None,
        }
    }

    pub fn halt(&mut self, by: Person, reason: bool, now: i64) -> Outcome {
        self.admin(by, reason)?;
        self.open(now)?;
        self.status = "halted";
        self.halted_at = now;
        self.happened(vec!["halted"])
    }

    pub fn resume(&mut self, by: Person, reason: bool, now: i64) -> Outcome {
        self.admin(by, reason)?;
        if self.status != "halted" {
            return refuse("not_halted");
        }
        self.status = "open";
        self.end += now - self.halted_at;
        self.scheduled_end += now - self.halted_at;
        self.happened(vec!["resumed"])
    }

    pub fn close(&mut self, by: Person, reason: bool, now: i64) -> Outcome {
        self.admin(by, reason)?;
        if self.status != "halted" {
            self.open(now)?;
        }
        self.status = "closed";
        self.happened(vec!["closed"])
    }

    pub fn cancel(&mut self, by: Person, reason: bool, now: i64) -> Outcome {
        if self.over() || self.status == "open" && now > self.end {
            return refuse("ended");
        }
        if by == Person::AnotherSeller {
            return refuse("forbidden");
        }
        let clock = if self.status == "halted" { self.halted_at } else { now };
        let (owner, untouched) = (by == Person::Owner, self.bids.is_empty());
        if owner && !untouched && self.end - clock <= TWELVE_HOURS_MS {
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
            Person::Owner | Person::AnotherSeller => Err(("forbidden", None)),
            Person::Admin if self.over() => Err(("ended", None)),
            Person::Admin if !reason => Err(("reason_required", None)),
            Person::Admin => Ok(()),
        }
    }
}
