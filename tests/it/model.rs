//! The house against a brute-force auctioneer: random lots of every format, random commands, and after every one of them
//! the same answer, the same price, leader, minimum, end and awards, and every invariant of the rule book.
//!
//! `GAVEL_MODEL_COMMANDS` sets how many commands are run at least in all formats together (100 000 by default; `make
//! test-deep` runs a million in each). A failing script is shrunk and printed, and its seed is kept in `model.regressions`,
//! which later runs try first.
//!
//! - `house` terms in plain integers · `oracle` the auctioneer · `script` what happens · `stage` where the two are compared

mod house;
mod oracle;
mod script;
mod stage;
mod tally;

use house::Kind;
use proptest::test_runner::{Config, FileFailurePersistence, TestRunner};
use stage::Stage;
use std::cell::RefCell;
use tally::Tally;

/// How many formats share the commands.
const FORMATS: usize = 7;

/// What a run of the usual length must have seen of any format, lest it prove nothing about it.
const ALWAYS: &[&str] = &[
    "bid",
    "opened",
    "halted",
    "resumed",
    "cancelled",
    "closed",
    "sold",
    "not sold",
    "not_open",
    "ended",
    "own_auction",
    "not_approved",
    "bad_amount",
    "bad_quantity",
    "off_quantum",
    "key_reused",
    "no_buy_now",
    "not_halted",
    "reason_required",
    "forbidden",
    "no_such_bid",
    "answered again",
];

/// Of those in which bids move the end.
const SOFT: &[&str] = &["late_bid", "group", "revealed", "extended"];

/// Of those in which somebody leads by a secret maximum.
const LED: &[&str] = &["already_leading", "took the lead", "raised", "beaten", "tied", "reserve_met"];

/// Of all that have bids and go on.
const VOIDED: &[&str] = &["voided", "retracted", "not_retractable", "has_bids"];

/// Of all but live lots, whose end is an auctioneer's, and which are never away.
const TIMED: &[&str] = &["not_live", "outage", "outlived an outage"];

/// Plays at least this format's share of the commands, and holds the run to have met these things.
#[track_caller]
fn decides_as_an_auctioneer_would(kind: Kind, must_happen: &[&[&str]]) {
    let all: usize = std::env::var("GAVEL_MODEL_COMMANDS").map_or(100_000, |text| text.parse().expect("a number"));
    let least = all / FORMATS;
    let tally = RefCell::new(Tally::default());
    let config = Config {
        cases: u32::try_from(least / script::usual(kind) + 20).expect("fewer cases"),
        source_file: Some(file!()),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..Config::default()
    };
    let played = TestRunner::new(config).run(&script::scripts(kind), |(house, steps)| {
        let mut stage = Stage::new(house);
        for step in &steps {
            stage.plays(step)?;
        }
        let seen = stage.ends()?;
        tally.borrow_mut().add(seen);
        Ok(())
    });
    if let Err(failure) = played {
        panic!("{failure}");
    }
    let tally = tally.into_inner();
    println!("{tally:?}");
    assert!(tally.commands() >= least, "only {} commands were run", tally.commands());
    if all >= 100_000 {
        let wanted = must_happen.iter().copied().flatten();
        let missing: Vec<_> = wanted.filter(|what| tally.of(what) == 0).collect();
        assert!(missing.is_empty(), "never seen: {missing:?} in {tally:?}");
    }
}

#[test]
fn an_english_auction_is_decided_as_a_brute_force_auctioneer_would() {
    let own = &["too_low", "not_above_your_maximum", "over_limit", "bought at once"];
    decides_as_an_auctioneer_would(Kind::English, &[ALWAYS, SOFT, LED, VOIDED, TIMED, own]);
}

#[test]
fn a_sealed_first_price_auction_is_decided_as_a_brute_force_auctioneer_would() {
    decides_as_an_auctioneer_would(Kind::FirstPrice, &[ALWAYS, VOIDED, TIMED, &["too_low", "over_limit", "revealed"]]);
}

#[test]
fn a_vickrey_auction_is_decided_as_a_brute_force_auctioneer_would() {
    decides_as_an_auctioneer_would(Kind::Vickrey, &[ALWAYS, VOIDED, TIMED, &["too_low", "over_limit", "revealed"]]);
}

#[test]
fn a_dutch_auction_is_decided_as_a_brute_force_auctioneer_would() {
    let kind = Kind::Dutch { step: 1, every: 1_000, floor: 1 };
    decides_as_an_auctioneer_would(kind, &[ALWAYS, TIMED, &["too_low", "over_limit"]]);
}

#[test]
fn a_reverse_auction_is_decided_as_a_brute_force_auctioneer_would() {
    let own = &["too_high", "not_below_your_offer"];
    decides_as_an_auctioneer_would(Kind::Reverse, &[ALWAYS, SOFT, LED, VOIDED, TIMED, own]);
}

#[test]
fn an_auction_of_several_units_is_decided_as_a_brute_force_auctioneer_would() {
    let own = &["too_low", "not_above_your_maximum", "over_limit", "reserve_met", "sold to several"];
    let kind = Kind::Several { units: 9, uniform: true };
    decides_as_an_auctioneer_would(kind, &[ALWAYS, SOFT, VOIDED, TIMED, own]);
}

#[test]
fn a_live_lot_is_decided_as_a_brute_force_auctioneer_would() {
    let done = &["opened by hand", "asked", "took the floor's bid", "warned", "hammered", "passed", "undone", "noted"];
    let own = &["too_low", "not_above_your_maximum", "over_limit", "bad_ask", "nothing_to_undo", "open_already"];
    decides_as_an_auctioneer_would(Kind::Live, &[ALWAYS, LED, VOIDED, done, own]);
}
