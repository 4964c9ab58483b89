//! Where the house and the oracle play the same script side by side, and are compared after every step.

use super::oracle::{Answer, House, Oracle, Outcome, Person, SELLER, Steps, View, Who};
use super::script::{Act, Aim, Step, Twist};
use chrono::{DateTime, TimeDelta};
use gavel::domain::increment::Row;
use gavel::domain::ledger::Nonce;
use gavel::domain::{
    AccountId, Auction, AuctionId, BidKey, By, Closing, ClosingMode, Command, Currency, Event, Increments, Money,
    Receipt, Rejection, Scope, Status, Terms, Timestamp, Trigger,
};
use gavel::domain::{Bid, BidPlaced};
use gavel::store::ledger::kind;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

type Checked = Result<(), TestCaseError>;

/// How often each thing happened.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<&'static str, usize>);

impl Tally {
    const COMMANDS: &'static str = "commands";

    fn count(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    pub fn add(&mut self, other: Tally) {
        for (what, times) in other.0 {
            *self.0.entry(what).or_default() += times;
        }
    }

    pub fn of(&self, what: &str) -> usize {
        self.0.get(what).copied().unwrap_or_default()
    }

    pub fn commands(&self) -> usize {
        self.of(Tally::COMMANDS)
    }
}

/// A bid as it was sent, accepted or not.
#[derive(Clone, Copy)]
struct Sent {
    who: Who,
    amount: i64,
    exact: bool,
    key: u64,
}

pub struct Stage {
    auction: Auction,
    oracle: Oracle,
    ledger: Vec<(Timestamp, Event)>,
    sent: Vec<Sent>,
    now: i64,
    tally: Tally,
}

fn instant(ms: i64) -> Timestamp {
    DateTime::from_timestamp_millis(1_800_000_000_000 + ms).expect("an instant")
}

fn account(who: Who) -> AccountId {
    AccountId(Uuid::from_u128(u128::from(who) + 1))
}

fn by(person: Person) -> By {
    match person {
        Person::Owner => By::Seller(account(SELLER)),
        Person::AnotherSeller => By::Seller(account(100)),
        Person::Admin => By::Admin(account(101)),
    }
}

fn terms(house: &House) -> Terms {
    let mode = if house.hard { ClosingMode::Hard } else { ClosingMode::Reset };
    let trigger = if house.leader_only { Trigger::Leader } else { Trigger::PriceOrLeader };
    Terms {
        quantum: house.quantum.map(Money),
        automatic: house.automatic,
        closing: Closing {
            mode,
            window: TimeDelta::milliseconds(house.window),
            extension: TimeDelta::milliseconds(house.extension),
            cap: house.cap.map(TimeDelta::milliseconds),
            trigger,
            scope: Scope::Lot,
        },
        ..Terms::usual(
            AuctionId(Uuid::nil()),
            Currency::EUR,
            Money(house.start),
            increments(&house.steps),
            instant(house.opens),
            instant(house.ends),
        )
    }
}

fn increments(steps: &Steps) -> Increments {
    match steps {
        Steps::Us => Increments::us(Currency::EUR),
        Steps::Uk => Increments::uk(Currency::EUR),
        Steps::Own(rows) => {
            Increments::Table(rows.iter().map(|&(from, step)| Row { from: Money(from), step: Money(step) }).collect())
        }
        Steps::Fixed(step) => Increments::Fixed(Money(*step)),
        Steps::Percent(percent, least) => {
            Increments::Percent { percent: u32::try_from(*percent).expect("a percentage"), least: Money(*least) }
        }
        Steps::Decade => Increments::Decade,
    }
}

fn outcome(decided: &Result<Vec<Event>, Rejection>) -> Outcome {
    match decided {
        Ok(events) => Ok(events.iter().map(kind).collect()),
        Err(refusal) => Err((refusal.code(), refusal.minimum().map(|minimum| minimum.0))),
    }
}

fn view(auction: &Auction) -> View {
    let who = |account: AccountId| Who::try_from(account.0.as_u128() - 1).expect("a bidder");
    View {
        status: auction.status.word(),
        seq: auction.seq,
        price: auction.price.map(|price| price.0),
        leader: auction.lead.map(|lead| (who(lead.bidder), lead.maximum.0)),
        minimum: auction.minimum().0,
        bids: auction.bids as usize,
        reserve_met: auction.reserve_met(),
        ends: (auction.ends_at - instant(0)).num_milliseconds(),
    }
}

fn answer(receipt: Receipt) -> Answer {
    let Receipt { seq, asked, price, minimum, leading, .. } = receipt;
    let (amount, exact) = (asked.amount.unwrap_or_default(), asked.exact);
    Answer { seq, amount: amount.0, exact, price: price.map_or(0, |price| price.0), minimum: minimum.0, leading }
}

impl Stage {
    /// A published lot, ticked at the instant zero: most open then, a few a little later.
    pub fn new(house: House) -> Stage {
        let terms = terms(&house);
        assert_eq!(terms.faults(house.reserve.map(Money), instant(0)), vec![], "terms no seller could publish");
        let auction = Auction::published(Arc::new(terms), account(SELLER), house.reserve.map(Money));
        let mut stage = Stage {
            auction,
            oracle: Oracle::new(house),
            ledger: Vec::new(),
            sent: Vec::new(),
            now: 0,
            tally: Tally::default(),
        };
        stage.plays(&Step::Tick).expect("a first tick");
        stage
    }

    /// Plays one step on both sides and compares them.
    pub fn plays(&mut self, step: &Step) -> Checked {
        match step {
            Step::Bid { who, aim, exact } => self.press(*who, aim, *exact)?,
            Step::Again { back, twist } => self.again(*back, twist)?,
            Step::Wait(pause) => self.now = self.now.max(pause.until(&self.oracle, self.now)),
            Step::Tick => {
                let expected = self.oracle.tick(self.now);
                self.decides(&Command::Tick, expected)?;
            }
            Step::Act { act, by: person, reason } => self.acts(*act, *person, *reason)?,
        }
        self.agree()
    }

    fn press(&mut self, who: Who, aim: &Aim, exact: bool) -> Checked {
        let amount = aim.amount(&self.oracle);
        let sent = Sent { who, amount, exact, key: self.sent.len() as u64 };
        self.sent.push(sent);
        self.send(sent)
    }

    fn again(&mut self, back: usize, twist: &Twist) -> Checked {
        let Some(mut sent) = self.sent.iter().rev().nth(back).copied() else { return Ok(()) };
        match twist {
            Twist::Nothing => {}
            Twist::Amount(by) => sent.amount = sent.amount.saturating_add(*by),
            Twist::Exactness => sent.exact = !sent.exact,
            Twist::Bidder(who) => sent.who = *who,
        }
        self.send(sent)
    }

    /// Sends a bid as the house takes one in: a key that was answered is answered alike, any other is decided.
    fn send(&mut self, Sent { who, amount, exact, key }: Sent) -> Checked {
        let (key_sent, nonce) = (BidKey(Uuid::from_u128(u128::from(key))), Nonce([key as u8; 16]));
        let bid = Bid { exact, ..Bid::new(account(who), Money(amount), key_sent, nonce) };
        let told = self.auction.answered(&bid);
        let expected = self.oracle.answered(who, key, amount, exact);
        prop_assert_eq!(told.map(|told| told.map(answer).ok()), expected, "the answer to a key used before");
        if let Some(told) = told {
            self.tally.count(Tally::COMMANDS);
            self.tally.count(if told.is_ok() { "answered again" } else { "key_reused" });
            let decided = self.auction.decide(&Command::Bid(bid), instant(self.now));
            prop_assert_eq!(decided, Err(Rejection::KeyReused), "one effect a key (I15)");
            return Ok(());
        }
        let expected = self.oracle.bid(who, amount, exact, key, self.now);
        let accepted = expected.is_ok();
        self.decides(&Command::Bid(bid), expected)?;
        let receipt = self.auction.answered(&bid).map(|told| told.map(answer).ok());
        prop_assert_eq!(receipt, self.oracle.answered(who, key, amount, exact));
        prop_assert_eq!(receipt.is_some(), accepted, "a refused bid leaves no trace (I2)");
        Ok(())
    }

    fn acts(&mut self, act: Act, person: Person, because: bool) -> Checked {
        let (by, reason) = (by(person), if because { "because" } else { " " }.to_owned());
        let (oracle, now) = (&mut self.oracle, self.now);
        let (command, expected) = match act {
            Act::Halt => (Command::Halt { by, reason }, oracle.halt(person, because, now)),
            Act::Resume => (Command::Resume { by, reason }, oracle.resume(person, because, now)),
            Act::Cancel => (Command::Cancel { by, reason }, oracle.cancel(person, because, now)),
            Act::Close => (Command::Close { by, reason }, oracle.close(person, because, now)),
        };
        self.decides(&command, expected)
    }

    /// Puts the command to the house and holds its decision against what was expected.
    fn decides(&mut self, command: &Command, expected: Outcome) -> Checked {
        self.tally.count(Tally::COMMANDS);
        let decided = self.auction.decide(command, instant(self.now));
        prop_assert_eq!(outcome(&decided), expected, "decided {:?} on {:?}", decided, command);
        match decided {
            Ok(events) => events.into_iter().try_for_each(|event| self.happens(event)),
            Err(refusal) => {
                self.tally.count(refusal.code());
                Ok(())
            }
        }
    }

    /// Applies an event, and checks what must hold of it whatever the oracle thinks.
    fn happens(&mut self, event: Event) -> Checked {
        self.tally.count(kind(&event));
        let before = self.auction.clone();
        self.auction.apply(instant(self.now), &event);
        let after = &self.auction;
        prop_assert!(!before.status.is_final(), "nothing happens after the close (I11, I12): {:?}", event);
        prop_assert!(after.price >= before.price, "the price never falls (I6)");
        prop_assert!(after.ends_at >= before.ends_at, "the end only moves later (I13)");
        if let Event::Closed { by: None, .. } = event {
            prop_assert!(instant(self.now) > before.ends_at, "never closed early (I12)");
        }
        if let Event::Extended { from, to, .. } = event {
            prop_assert!(from == before.ends_at && to > from, "an extension goes on from the end as it is (I13)");
        }
        if let Event::Closed { awards, .. } = &event {
            prop_assert_eq!(awards, &before.awards(), "sold to the leader at the price, or not at all (I9)");
        }
        if let Event::Bid(placed) = &event {
            self.keeps_the_secret(placed)?;
            self.is_high_enough(&before, placed)?;
        }
        self.ledger.push((instant(self.now), event));
        Ok(())
    }

    /// What a bid's event says in public is never the leader's maximum, unless the price has reached it (I10).
    fn keeps_the_secret(&self, placed: &BidPlaced) -> Checked {
        let maximum = self.auction.lead.map(|lead| lead.maximum);
        let exposed = self.auction.price == maximum;
        let said = [placed.amount, placed.price];
        prop_assert!(exposed || said.iter().all(|amount| *amount < maximum), "{:?} tells {:?}", placed, maximum);
        prop_assert!(placed.amount <= placed.price, "the public amount is what the bid forced");
        Ok(())
    }

    /// An accepted bid is at least the minimum at its turn (I6), or above the leader's own maximum.
    fn is_high_enough(&mut self, before: &Auction, placed: &BidPlaced) -> Checked {
        let beaten = before.lead.filter(|lead| lead.bidder == placed.bidder);
        prop_assert_eq!(placed.raise, beaten.is_some());
        match beaten {
            Some(own) => prop_assert!(placed.maximum > own.maximum),
            None => prop_assert!(placed.maximum >= before.minimum()),
        }
        let tied = before.lead.is_some_and(|lead| lead.maximum == placed.maximum);
        let leads = placed.leader == Some(placed.bidder);
        self.tally.count(match () {
            () if placed.raise => "raised",
            () if tied => "tied",
            () if leads => "took the lead",
            () => "beaten",
        });
        prop_assert!(!(tied && leads), "of equal maxima the earliest leads (I9)");
        Ok(())
    }

    /// The two sides look the same, and what the rule book promises of every state holds.
    fn agree(&self) -> Checked {
        let auction = &self.auction;
        prop_assert_eq!(view(auction), self.oracle.view());
        for who in 0..=4 {
            let standing = auction.standing(account(who)).map(|(standing, maximum)| (standing.word(), maximum.0));
            prop_assert_eq!(standing, self.oracle.standing(who), "how {} stands", who);
        }
        if let Some((lead, price)) = auction.lead.zip(auction.price) {
            prop_assert!(price <= lead.maximum, "P ≤ M");
            prop_assert!(auction.reserve_met() || price == lead.maximum, "below the reserve P = M");
            prop_assert_ne!(lead.bidder, auction.seller, "no seller leads (I8)");
        }
        prop_assert_eq!(auction.due_at(), self.oracle.due().map(instant));
        if let Some(due) = auction.due_at() {
            let a_moment_before = due - TimeDelta::milliseconds(1);
            prop_assert_eq!(auction.decide(&Command::Tick, a_moment_before), Ok(vec![]), "never early (I12)");
            prop_assert_ne!(auction.decide(&Command::Tick, due), Ok(vec![]), "always eventually (I12)");
        }
        Ok(())
    }

    /// Lets the lot run out and folds its ledger once more from nothing; hands over what was seen.
    pub fn ends(mut self) -> Result<Tally, TestCaseError> {
        let mut folded = Auction::published(self.auction.terms.clone(), self.auction.seller, self.auction.reserve);
        for (at, event) in &self.ledger {
            folded.apply(*at, event);
        }
        prop_assert_eq!(&folded, &self.auction, "the state is the fold of its events (I5)");
        while let Some(due) = self.oracle.due() {
            self.now = self.now.max(due);
            self.plays(&Step::Tick)?;
        }
        let over = self.auction.status.is_final() || self.auction.status == Status::Halted;
        prop_assert!(over, "every lot ends, unless it is halted (I12)");
        Ok(self.tally)
    }
}
