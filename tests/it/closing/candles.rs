//! RULES "Closing": `candle`. The lot burns on after its scheduled end for a hidden time; of this seed, 126.567 seconds out of
//! at most ten minutes.

use crate::lot::{A, ADMIN, B, C, Lot};
use chrono::TimeDelta;
use gavel::domain::terms::BuyNowUntil;
use gavel::domain::{ClosingMode, Event, Hash, Rejection, Seed};
use gavel::store::ledger::encode;
use sha2::{Digest, Sha256};

const SEED: Seed = Seed([7; 32]);
const BURNS: f64 = 126.567;

fn candle() -> Lot {
    Lot::us("9.99").closing(ClosingMode::Candle).extends_by(120, 600).burning(SEED)
}

#[test]
fn bids_after_the_scheduled_end_and_before_the_hidden_one_count() {
    let mut lot = candle();
    lot.at(-10.0).bids(A, "12").leads_at("9.99").extends_nothing();
    lot.at(0.001).bids(B, "20").leads_at("12.50").extends_nothing();
    lot.at(BURNS).bids(C, "30").leads_at("20.50").extends_nothing();
    lot.ends_at(0.0);
}

#[test]
fn nothing_counts_after_the_hidden_end() {
    let mut lot = candle();
    lot.at(BURNS).ticks().happens(&[]);
    lot.at(BURNS + 0.001).bids(A, "12").is_refused(Rejection::Ended);
    lot.ticks().is_told_as(&["revealed", "closed"]);
}

#[test]
fn a_candle_is_due_only_after_its_hidden_end() {
    let lot = candle();
    assert_eq!(lot.auction.due_at(), Some(crate::lot::instant(BURNS + 0.001)));
    assert_eq!(lot.auction.accepts_until(), crate::lot::instant(BURNS));
}

/// What a stranger does with a downloaded ledger and nothing else.
#[test]
fn anyone_can_check_a_candle_after_the_close() {
    let mut lot = candle();
    lot.at(BURNS).bids(A, "12").accepted();
    lot.at(BURNS + 0.001).ticks().accepted();
    let mut folded = gavel::domain::Auction::published(lot.auction.terms.clone(), lot.auction.seller, None);
    folded.seed = lot.auction.seed;
    let bodies: Vec<serde_json::Value> = lot
        .ledger
        .iter()
        .map(|(at, event)| {
            folded.apply(*at, event);
            serde_json::from_str(&encode(&folded, *at, event, Hash([0; 32])).body).expect("a body")
        })
        .collect();
    let told = |kind: &str, field: &str| {
        let body = bodies.iter().find(|body| body["kind"] == kind).expect("such an event");
        body["data"][field].clone()
    };
    let hex = |digest: &[u8]| digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let seed = told("revealed", "seed").as_str().expect("a seed").to_owned();
    assert_eq!(told("opened", "candle"), hex(&Sha256::digest(&seed)), "the seed is the one that was committed to");
    let drawn = &hex(&Sha256::digest(format!("tail{seed}")))[..16];
    let tail_ms = u64::from_str_radix(drawn, 16).expect("hex") % 600_001;
    assert_eq!(told("revealed", "tail_ms"), tail_ms);
    assert_eq!(tail_ms as f64 / 1_000.0, BURNS);
}

#[test]
fn no_candle_burns_beyond_the_cap() {
    let capped = candle().extends_at_most(60).burning(SEED);
    let longest = TimeDelta::seconds(60);
    assert_eq!(capped.auction.accepts_until(), crate::lot::instant(0.0) + SEED.tail(longest));
    assert!(SEED.tail(longest) <= longest);
    let looser = candle().extends_at_most(3_600).burning(SEED);
    assert_eq!(looser.auction.accepts_until(), crate::lot::instant(BURNS));
}

#[test]
fn a_halt_keeps_what_is_left_of_the_candle() {
    let mut lot = candle();
    lot.at(100.0).halts(ADMIN, "a question").accepted();
    lot.at(1_100.0).resumes(ADMIN, "answered").accepted();
    lot.at(1_000.0 + BURNS).bids(A, "12").accepted();
    lot.at(1_000.0 + BURNS + 0.001).bids(B, "20").is_refused(Rejection::Ended);
}

#[test]
fn a_candle_put_out_early_shows_its_seed_too() {
    let mut closed = candle();
    closed.at(-600.0).closes(ADMIN, "a quick sale").is_told_as(&["revealed", "closed"]);
    let mut bought = candle().buy_now("100", BuyNowUntil::FirstBid).burning(SEED);
    bought.at(-600.0).buys(A).is_told_as(&["bid", "revealed", "closed"]);
    let shown = Event::Revealed { bids: vec![], seed: Some(SEED) };
    assert!(bought.ledger.iter().any(|(_, event)| *event == shown));
}

#[test]
fn a_lot_without_a_candle_has_nothing_to_burn() {
    for mode in [ClosingMode::Hard, ClosingMode::Reset, ClosingMode::Add, ClosingMode::Quiet] {
        let mut lot = Lot::us("9.99").closing(mode);
        lot.at(0.001).bids(A, "12").is_refused(Rejection::Ended);
        lot.ticks().is_told_as(&["closed"]);
    }
}
