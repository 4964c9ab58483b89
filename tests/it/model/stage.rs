//! Where the house and the oracle play the same script side by side, and are compared after every step.
//!
//! - `casting` from plain integers to the house's terms and commands, and what is seen back
//! - `promises` what must hold of every event and every state, whatever the oracle thinks
//! - `shadow` the same auction with other secrets: nobody can tell the two apart

mod casting;
mod promises;
mod shadow;

use super::house::{FLOOR, House, SELLER, Who};
use super::oracle::acts::Conduct;
use super::oracle::{Oracle, Outcome, Person, Sent};
use super::script::{Act, Aim, How, Manner, Step, Twist};
use super::tally::Tally;
use casting::{account, answer, by, instant, outcome, view};
use gavel::domain::{Auction, Command, Event, Outage, Rejection, Status};
use gavel::store::ledger::{encode, kind};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use shadow::Shadow;
use std::sync::Arc;

type Checked = Result<(), TestCaseError>;

pub struct Stage {
    auction: Auction,
    oracle: Oracle,
    /// The same auction as the text of its ledger tells it.
    told: Auction,
    shadow: Shadow,
    sent: Vec<Sent>,
    now: i64,
    tally: Tally,
}

impl Stage {
    /// A published lot, ticked at the instant zero: most open then, a few a little later.
    pub fn new(house: House) -> Stage {
        let terms = casting::terms(&house);
        let reserve = house.reserve.map(gavel::domain::Money);
        assert_eq!(terms.flaws(reserve, instant(0)), vec![], "terms no seller could publish");
        let auction = Auction::published(Arc::new(terms), account(SELLER), reserve).with_seed(casting::seed(&house));
        let mut stage = Stage {
            told: auction.clone(),
            shadow: Shadow::of(&auction),
            auction,
            oracle: Oracle::new(house),
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
            Step::Bid { who, aim, how } => self.press(*who, aim, *how)?,
            Step::Again { back, twist } => self.again(*back, twist)?,
            Step::Wait(pause) => self.now = self.now.max(pause.until(&self.oracle, self.now)),
            Step::Tick => {
                let expected = self.oracle.tick(self.now);
                self.decides(&Command::Tick, expected)?;
            }
            Step::Act { act, by: person, reason } => self.acts(*act, *person, *reason)?,
            Step::Void { back, by: person, reason } => self.voids(*back, *person, *reason)?,
            Step::Retract { who, back } => self.retracts(*who, *back)?,
            Step::Outage { before, lasts } => self.was_away(*before, *lasts)?,
            Step::Follow { after } => {
                let to = self.oracle.view(self.now).ends + after;
                let expected = self.oracle.follow(to, self.now);
                self.decides(&Command::Follow { to: instant(to) }, expected)?;
            }
            Step::Conduct { by: person, act } => self.conducts(*person, act)?,
        }
        self.agree()
    }

    fn press(&mut self, who: Who, aim: &Aim, how: How) -> Checked {
        let amount = aim.amount(&self.oracle, self.now);
        let How { exact, buy_now, quantity, whole, allowed } = how;
        let quantity = quantity.of(self.oracle.house.units());
        let comes_to = if buy_now { self.oracle.house.buy_now.map_or(amount, |offer| offer.0) } else { amount };
        let allowed = allowed.of(comes_to, quantity);
        let sent = Sent { who, amount, exact, quantity, whole, buy_now, allowed, key: self.sent.len() as u64 };
        self.sent.push(sent);
        self.send(sent)
    }

    fn again(&mut self, back: usize, twist: &Twist) -> Checked {
        let Some(mut sent) = self.sent.iter().rev().nth(back).copied() else { return Ok(()) };
        match twist {
            Twist::Nothing => {}
            Twist::Amount(by) => sent.amount = sent.amount.saturating_add(*by),
            Twist::Exactness => sent.exact = !sent.exact,
            Twist::Quantity => sent.quantity = sent.quantity.saturating_add(1),
            Twist::Wholeness => sent.whole = !sent.whole,
            Twist::BuyingNow => sent.buy_now = !sent.buy_now,
            Twist::Bidder(who) => sent.who = *who,
        }
        self.send(sent)
    }

    /// Sends a bid as the house takes one in: a key that was answered is answered alike, any other is decided.
    fn send(&mut self, sent: Sent) -> Checked {
        let bid = casting::bid(&sent);
        let told = self.auction.answered(&bid);
        let expected = self.oracle.answered(&sent);
        prop_assert_eq!(told.map(|told| told.map(answer).ok()), expected, "the answer to a key used before");
        if let Some(told) = told {
            self.tally.command();
            self.tally.count(if told.is_ok() { "answered again" } else { "key_reused" });
            let decided = self.auction.decide(&Command::Bid(bid), instant(self.now));
            prop_assert_eq!(decided, Err(Rejection::KeyReused), "one effect a key (I15)");
            return Ok(());
        }
        let expected = self.oracle.bid(sent, self.now);
        let accepted = expected.is_ok();
        if accepted && sent.buy_now {
            self.tally.count("bought at once");
        }
        self.decides(&Command::Bid(bid), expected)?;
        let receipt = self.auction.answered(&bid).map(|told| told.map(answer).ok());
        prop_assert_eq!(receipt, self.oracle.answered(&sent));
        prop_assert_eq!(receipt.is_some(), accepted, "a refused bid leaves no trace (I2)");
        Ok(())
    }

    fn acts(&mut self, act: Act, person: Person, because: bool) -> Checked {
        let (by, reason) = (by(person), casting::reason(because));
        let (oracle, now) = (&mut self.oracle, self.now);
        let (command, expected) = match act {
            Act::Halt => (Command::Halt { by, reason }, oracle.halt(person, because, now)),
            Act::Resume => (Command::Resume { by, reason }, oracle.resume(person, because, now)),
            Act::Cancel => (Command::Cancel { by, reason }, oracle.cancel(person, because, now)),
            Act::Close => (Command::Close { by, reason }, oracle.close(person, because, now)),
        };
        self.decides(&command, expected)
    }

    fn voids(&mut self, back: i64, person: Person, because: bool) -> Checked {
        let seq = self.auction.seq - back;
        let expected = self.oracle.void(person, seq, because, self.now);
        self.decides(&Command::Void { by: by(person), seq, reason: casting::reason(because) }, expected)
    }

    fn retracts(&mut self, who: Who, back: Option<i64>) -> Checked {
        let own = self.oracle.last_bid(who).map_or(0, |bid| bid.seq);
        let seq = back.map_or(own, |back| self.auction.seq - back);
        let expected = self.oracle.retract(who, seq, self.now);
        if expected.is_ok() {
            self.tally.count("retracted");
        }
        self.decides(&Command::Retract { bidder: account(who), seq }, expected)
    }

    fn was_away(&mut self, before: i64, lasts: i64) -> Checked {
        let from = self.oracle.view(self.now).ends - before;
        let until = from + lasts;
        let expected = self.oracle.outage(from, until);
        if expected.as_ref().is_ok_and(|kinds| !kinds.is_empty()) {
            self.tally.count("outlived an outage");
        }
        self.decides(&Command::Outage(Outage { from: instant(from), until: instant(until) }), expected)
    }

    fn conducts(&mut self, person: Person, act: &Manner) -> Checked {
        let now = self.now;
        let act = match act {
            Manner::Ask(aim) => Conduct::Ask(aim.amount(&self.oracle, now)),
            Manner::Floor(aim) => Conduct::Floor(aim.as_ref().map(|aim| aim.amount(&self.oracle, now))),
            Manner::Plain(act) => *act,
        };
        let expected = self.oracle.conduct(person, act, now);
        if expected.is_ok() {
            self.tally.count(casting::word(act));
        }
        self.decides(&Command::Conduct { by: by(person), act: casting::act(act) }, expected)
    }

    /// Puts the command to the house and holds its decision against what was expected.
    fn decides(&mut self, command: &Command, expected: Outcome) -> Checked {
        self.tally.command();
        let decided = self.auction.decide(command, instant(self.now));
        prop_assert_eq!(outcome(&decided), expected, "decided {:?} on {:?}", decided, command);
        match decided {
            Ok(events) => events.into_iter().try_for_each(|event| self.happens(&event)),
            Err(refusal) => {
                self.tally.count(refusal.code());
                Ok(())
            }
        }
    }

    /// Applies an event, writes it down, reads it back, and checks what must hold of it.
    fn happens(&mut self, event: &Event) -> Checked {
        self.tally.count(kind(event));
        let (at, before) = (instant(self.now), self.auction.clone());
        self.auction.apply(at, event);
        self.tally.count_bid(&before, event);
        promises::of_an_event(&before, &self.auction, at, event)?;
        let entry = encode(&self.auction, at, event, casting::PREVIOUS);
        let read = entry.read_back(&self.told);
        prop_assert_eq!(read.as_ref(), Ok(event), "read back from {}", entry.body);
        self.told.apply(at, event);
        self.shadow.follows(&self.auction, at, event, &entry)
    }

    /// The two sides look the same, and what the rule book promises of every state holds.
    fn agree(&self) -> Checked {
        let (auction, oracle) = (&self.auction, &self.oracle);
        prop_assert_eq!(&self.told, auction, "the state is the fold of its ledger, text and all (I5)");
        prop_assert_eq!(view(auction, self.now), oracle.view(self.now));
        for who in (0..=4).chain([FLOOR]) {
            let standing = auction.standing(account(who)).map(|(standing, maximum)| (standing.word(), maximum.0));
            prop_assert_eq!(standing, oracle.standing(who), "how {} stands", who);
            prop_assert_eq!(auction.exposure(account(who)).0, oracle.exposure(who), "what {} may have to pay", who);
        }
        prop_assert_eq!(auction.due_at(), oracle.due().map(instant));
        promises::of_a_state(auction)
    }

    /// Lets the lot run out; hands over what was seen.
    pub fn ends(mut self) -> Result<Tally, TestCaseError> {
        while let Some(due) = self.oracle.due() {
            self.now = self.now.max(due);
            self.plays(&Step::Tick)?;
        }
        let waits = self.auction.status == Status::Halted || self.oracle.house.kind == super::house::Kind::Live;
        prop_assert!(waits || self.auction.status.is_final(), "every lot ends, unless it is halted (I12)");
        Ok(self.tally)
    }
}
