//! A tape: an auction that is played by hand, and everything that the house would have stored of it.

use chrono::{DateTime, TimeDelta};
use gavel::domain::ledger::Nonce;
use gavel::domain::terms::SaleLot;
use gavel::domain::{
    AccountId, Act, Auction, AuctionId, Bid, BidKey, By, Command, Currency, Hash, Increments, Money, Outage, Rejection,
    SaleId, Seed, Seq, Terms, Timestamp,
};
use gavel::replay::recording::{Recorded, Recording};
use gavel::store::ledger::encode;
use gavel::store::terms;
use std::sync::Arc;
use uuid::Uuid;

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;

/// So many milliseconds after the auction begins.
pub fn instant(ms: i64) -> Timestamp {
    DateTime::from_timestamp_millis(1_795_255_200_000 + ms).unwrap()
}

pub fn span(ms: i64) -> TimeDelta {
    TimeDelta::milliseconds(ms)
}

fn id(what: u128, number: u128) -> Uuid {
    Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 + (what << 80) + number)
}

pub fn person(number: u128) -> AccountId {
    AccountId(id(1, number))
}

pub fn seller() -> By {
    By::Seller(person(9_000))
}

pub fn admin() -> By {
    By::Admin(person(9_001))
}

/// The lot of this number in a sale.
pub fn lot(number: u32) -> Option<SaleLot> {
    Some(SaleLot { sale: SaleId(id(2, 1)), number })
}

pub struct Tape {
    pub auction: Auction,
    head: Hash,
    recording: Recording,
    bids: u64,
    pub refused: Vec<&'static str>,
}

impl Tape {
    /// An auction of an hour with the usual terms, but for what `change` makes of them. The same number and terms are the
    /// same bytes, always.
    pub fn of(number: u128, reserve: Option<i64>, seed: Option<[u8; 32]>, change: impl FnOnce(&mut Terms)) -> Tape {
        let auction = AuctionId(id(3, number));
        let usual = Increments::us(Currency::EUR);
        let mut terms = Terms::usual(auction, Currency::EUR, Money(10_00), usual, instant(0), instant(HOUR));
        terms.reserve_sealed = reserve.map(|reserve| Hash::seal(Money(reserve), &Nonce([9; 16])));
        change(&mut terms);
        assert_eq!(terms.flaws(reserve.map(Money), instant(-1)), []);
        let text = terms::write(&terms);
        let head = Hash::genesis(auction, &text);
        let seed = seed.map(Seed);
        let recording = Recording {
            about: String::new(),
            terms: text,
            seller: seller().account().0,
            reserve,
            seed: seed.map(|seed| seed.to_string()),
            events: Vec::new(),
        };
        let auction = Auction::published(Arc::new(terms), seller().account(), reserve.map(Money)).with_seed(seed);
        Tape { auction, head, recording, bids: 0, refused: Vec::new() }
    }

    pub fn does(&mut self, ms: i64, command: &Command) -> Result<Seq, Rejection> {
        let at = instant(ms);
        let events = self.auction.decide(command, at).inspect_err(|rejection| self.refused.push(rejection.code()))?;
        let first = self.auction.seq + 1;
        for event in events {
            self.auction.apply(at, &event);
            let entry = encode(&self.auction, at, &event, self.head);
            self.head = entry.hash;
            self.recording.events.push(Recorded::of(&entry));
        }
        Ok(first)
    }

    pub fn tick(&mut self, ms: i64) {
        self.does(ms, &Command::Tick).unwrap();
    }

    /// Bids, with what `change` makes of a plain bid.
    pub fn bids_as(
        &mut self,
        ms: i64,
        bidder: u128,
        amount: i64,
        change: impl FnOnce(&mut Bid),
    ) -> Result<Seq, Rejection> {
        self.bids += 1;
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&self.bids.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        let key = BidKey(id(4, u128::from(self.bids)));
        let mut bid = Bid::new(person(bidder), Money(amount), key, Nonce(nonce));
        change(&mut bid);
        self.does(ms, &Command::Bid(bid))
    }

    pub fn bids(&mut self, ms: i64, bidder: u128, amount: i64) -> Seq {
        self.bids_as(ms, bidder, amount, |_| {}).unwrap()
    }

    pub fn conducts(&mut self, ms: i64, act: Act) -> Seq {
        self.does(ms, &Command::Conduct { by: seller(), act }).unwrap()
    }

    pub fn voids(&mut self, ms: i64, seq: Seq) -> Seq {
        self.does(ms, &Command::Void { by: admin(), seq, reason: "Bid by a child".into() }).unwrap()
    }

    pub fn halts(&mut self, ms: i64) -> Seq {
        self.does(ms, &Command::Halt { by: admin(), reason: "A question about its “origin”".into() }).unwrap()
    }

    pub fn resumes(&mut self, ms: i64) -> Seq {
        self.does(ms, &Command::Resume { by: admin(), reason: "Answered:\nit is genuine".into() }).unwrap()
    }

    pub fn was_away(&mut self, from: i64, until: i64) {
        let outage = Outage { from: instant(from), until: instant(until) };
        self.does(until, &Command::Outage(outage)).unwrap();
    }

    /// The end as it is now, in milliseconds after the beginning.
    pub fn end(&self) -> i64 {
        (self.auction.accepts_until() - instant(0)).num_milliseconds()
    }

    /// Lets the time run out.
    pub fn ends(&mut self) {
        let end = self.end();
        self.tick(end + 1);
    }

    pub fn recorded(mut self, about: &str) -> Recording {
        self.recording.about = about.into();
        self.recording
    }
}
