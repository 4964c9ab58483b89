//! The house against a brute-force auctioneer: random lots, random commands, and after every one of them the same
//! answer, the same price, leader, minimum and end, and every invariant of the rule book.
//!
//! `GAVEL_MODEL_COMMANDS` sets how many commands are run at least (100 000 by default). A failing script is shrunk and
//! printed, and its seed is kept in `model.regressions`, which later runs try first.

mod oracle;
mod script;
mod stage;

use proptest::test_runner::{Config, FileFailurePersistence, TestRunner};
use stage::{Stage, Tally};
use std::cell::RefCell;

/// Everything a run of the usual length must have seen, lest it prove nothing about it.
const MUST_HAPPEN: &[&str] = &[
    "opened",
    "bid",
    "reserve_met",
    "extended",
    "halted",
    "resumed",
    "cancelled",
    "closed",
    "too_low",
    "not_above_your_maximum",
    "not_open",
    "ended",
    "own_auction",
    "bad_amount",
    "off_quantum",
    "already_leading",
    "key_reused",
    "not_halted",
    "has_bids",
    "reason_required",
    "forbidden",
    "answered again",
    "took the lead",
    "raised",
    "beaten",
    "tied",
];

#[test]
fn the_house_decides_as_a_brute_force_auctioneer_does() {
    let least: usize = std::env::var("GAVEL_MODEL_COMMANDS").map_or(100_000, |text| text.parse().expect("a number"));
    let tally = RefCell::new(Tally::default());
    let config = Config {
        cases: u32::try_from(least / script::USUAL + 1).expect("fewer cases"),
        source_file: Some(file!()),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..Config::default()
    };
    let played = TestRunner::new(config).run(&script::scripts(), |(house, steps)| {
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
    if least >= 100_000 {
        let missing: Vec<_> = MUST_HAPPEN.iter().filter(|what| tally.of(what) < 10).collect();
        assert!(missing.is_empty(), "hardly ever seen: {missing:?} in {tally:?}");
        assert!(tally.of("bid") * 6 > tally.commands(), "too few bids were accepted: {tally:?}");
    }
}
