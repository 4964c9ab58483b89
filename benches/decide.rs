//! The rules alone: `decide` and `apply` of an English auction, on one core, without text, journal or sockets.
//!
//! The same bids go to a plain map from auction to highest bid, which is what a first sketch of an auction house does: it
//! knows no increments, no maxima, no ties, no ends, and forgets every bid but one. The two take turns, and the ratio of their
//! medians says what the rules cost; bare times say little on another machine.
//!
//! Then the same for twice, four times … as many bids on one lot: what a bid costs must not grow with how many came before.
//!
//! `GAVEL_BENCH_ROUNDS` (5) says how often each is measured.

#[path = "shared/figures.rs"]
mod figures;

use chrono::{DateTime, TimeDelta};
use figures::{median, rounds};
use gavel::domain::ledger::Nonce;
use gavel::domain::{
    AccountId, Auction, AuctionId, Bid, BidKey, Command, Currency, Increments, Money, Terms, Timestamp,
};
use std::collections::HashMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

/// Bids on one lot in the comparison: more than any lot ever had.
const BIDS: usize = 100_000;

/// How often the bids on one lot are doubled.
const DOUBLINGS: u32 = 4;

/// People who bid against each other.
const BIDDERS: usize = 500;

/// What is asked of a core that does nothing else.
const GOAL: f64 = 2_000_000.0;

fn main() {
    let rounds = rounds(5);
    compare(&story(BIDS), rounds);
    grow(rounds);
}

/// The rules and the map in turn, over the same bids.
fn compare(bids: &[(Bid, Timestamp)], rounds: usize) {
    let (mut rules, mut map) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        rules.push(by_the_rules(bids));
        map.push(by_a_map(bids));
    }
    let [rules, map] = [rules, map].map(|times| median(&times, |time| *time));
    println!("{BIDS} bids of {BIDDERS} people on one English lot, one core, medians of {rounds} rounds\n");
    println!("| | bids/s | ns a bid | ratio |\n|---|---|---|---|");
    println!("| a map of highest bids | {:.0} | {:.0} | 1 |", 1e9 / map, map);
    println!("| `decide` and `apply` | {:.0} | {:.0} | {:.1} |", 1e9 / rules, rules, rules / map);
    let verdict = if 1e9 / rules >= GOAL { "reached" } else { "MISSED" };
    println!("\nThe goal of {GOAL:.0} bids/s is {verdict}.\n");
}

/// What a bid costs as a lot has more and more of them.
fn grow(rounds: usize) {
    println!("| bids on one lot | ns a bid | of that before |\n|---|---|---|");
    let mut before = None;
    for doubling in 0..=DOUBLINGS {
        let bids = story(BIDS << doubling >> 1);
        let times: Vec<f64> = (0..rounds).map(|_| by_the_rules(&bids)).collect();
        let time = median(&times, |time| *time);
        let ratio = before.map_or_else(|| "–".to_owned(), |before: f64| format!("{:.2}", time / before));
        println!("| {} | {time:.0} | {ratio} |", bids.len());
        before = Some(time);
    }
}

/// Nanoseconds a bid, over as many lots as it takes: the core's own time is told in steps of some milliseconds.
fn by_the_rules(bids: &[(Bid, Timestamp)]) -> f64 {
    let commands: Vec<_> = bids.iter().map(|(bid, at)| (Command::Bid(*bid), *at)).collect();
    let lots = (BIDS << DOUBLINGS >> 1).div_ceil(bids.len());
    let begun = Stopwatch::starts();
    for _ in 0..lots {
        let mut auction = open();
        for (command, at) in &commands {
            for event in auction.decide(command, *at).into_iter().flatten() {
                auction.apply(*at, &event);
            }
        }
        assert_eq!(black_box(&auction).seq, bids.len() as i64 + 1, "a bid of the story was refused");
    }
    begun.stops() / (lots * bids.len()) as f64
}

/// The same bids, and who is highest; so often that the time can be told.
fn by_a_map(bids: &[(Bid, Timestamp)]) -> f64 {
    const TIMES: usize = 20;
    let begun = Stopwatch::starts();
    for _ in 0..TIMES {
        let mut highest: HashMap<AuctionId, (AccountId, Money, Timestamp)> = HashMap::new();
        for (bid, at) in bids {
            let entry = highest.entry(LOT).or_insert((bid.bidder, bid.amount, *at));
            if bid.amount > entry.1 {
                *entry = (bid.bidder, bid.amount, *at);
            }
        }
        black_box(&highest);
    }
    begun.stops() / (TIMES * bids.len()) as f64
}

/// Times this thread alone: what Linux counts as its own on a core, where it says so, and the time that passed elsewhere.
struct Stopwatch {
    begun: Instant,
    on_core: Option<u64>,
}

impl Stopwatch {
    fn starts() -> Stopwatch {
        Stopwatch { on_core: on_core(), begun: Instant::now() }
    }

    /// Nanoseconds since.
    fn stops(self) -> f64 {
        let passed = self.begun.elapsed().as_nanos() as f64;
        on_core().zip(self.on_core).map_or(passed, |(now, begun)| (now - begun) as f64)
    }
}

fn on_core() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

const LOT: AuctionId = AuctionId(Uuid::from_u128(1));

fn begins() -> Timestamp {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// A lot that has just been opened, for a month.
fn open() -> Auction {
    let (from, to) = (begins(), begins() + TimeDelta::days(30));
    let terms = Terms::usual(LOT, Currency::EUR, Money(100), Increments::us(Currency::EUR), from, to);
    let mut auction = Auction::published(Arc::new(terms), AccountId(Uuid::from_u128(2)), None);
    for event in auction.decide(&Command::Tick, from).into_iter().flatten() {
        auction.apply(from, &event);
    }
    auction
}

/// So many bids that are all accepted: most take the lead or are beaten at once, some are the leader's own raises.
fn story(bids: usize) -> Vec<(Bid, Timestamp)> {
    let mut auction = open();
    let mut chance = Chance(1);
    let mut story = Vec::with_capacity(bids);
    while story.len() < bids {
        let at = begins() + TimeDelta::milliseconds(story.len() as i64);
        let bid = next(&auction, &mut chance);
        if let Ok(events) = auction.decide(&Command::Bid(bid), at) {
            events.iter().for_each(|event| auction.apply(at, event));
            story.push((bid, at));
        }
    }
    story
}

fn next(auction: &Auction, chance: &mut Chance) -> Bid {
    let bidder = AccountId(Uuid::from_u128(1_000 + u128::from(chance.below(BIDDERS as u64))));
    let leads = auction.lead.filter(|lead| lead.bidder == bidder);
    let least = leads.map_or(auction.minimum(), |lead| lead.maximum.plus(Money(1)));
    let amount = least.plus(Money(chance.below(30_000) as i64));
    let key = BidKey(Uuid::from_u64_pair(chance.draw(), chance.draw()));
    Bid::new(bidder, amount, key, Nonce(u128::from(chance.draw()).to_be_bytes()))
}

/// SplitMix64: the same story in every run.
struct Chance(u64);

impl Chance {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.draw() % bound
    }
}
