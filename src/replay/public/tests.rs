//! A ledger that was changed, its chain put right again: what cannot be is told, whoever handed it over.

// Amounts are written 12_50: euros and cents.
#![allow(clippy::inconsistent_digit_grouping)]

use super::*;
use crate::domain::Closing;
use crate::replay::recording::Recording;
use crate::store::terms;
use serde_json::{Value, json};
use std::path::Path;

/// The public texts of a recorded ledger, and its terms.
fn recorded(name: &str) -> (Terms, Vec<Value>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledgers").join(format!("{name}.json"));
    let recording = Recording::parse(&std::fs::read_to_string(path).expect("a recording")).expect("is one");
    let bodies = recording.events.iter().map(|event| serde_json::from_str(&event.body).expect("JSON"));
    (terms::read(&recording.terms).expect("terms"), bodies.collect())
}

/// What is found wrong first, and with which event.
fn first_fault(terms: Terms, bodies: &[Value]) -> Option<(Seq, String)> {
    let mut public = Public::new(terms).expect("terms to reckon under");
    bodies.iter().find_map(|body| {
        let seq = body["seq"].as_i64().expect("a number");
        match public.follow(&body.to_string()) {
            Ok(step) => step.faults.first().map(|fault| (seq, fault.clone())),
            Err(fault) => Some((seq, fault)),
        }
    })
}

/// Changes a member of the data of the first event of this kind that has it, and asserts that this is found, there or after.
fn is_found(name: &str, kind: &str, member: &str, change: impl Fn(&Value) -> Value) {
    let (terms, mut bodies) = recorded(name);
    let has = |body: &&mut Value| body["kind"] == kind && !body["data"][member].is_null();
    let body = bodies.iter_mut().find(has).unwrap_or_else(|| panic!("{name} has no {kind} with {member}"));
    let seq = body["seq"].as_i64().expect("a number");
    let changed = change(&body["data"][member]);
    assert_ne!(body["data"][member], changed);
    body["data"][member] = changed;
    let (found, fault) = first_fault(terms, &bodies).unwrap_or_else(|| panic!("{name}: {member} of the {kind} {seq}"));
    assert!(found >= seq, "{name}: found at {found}, before it was changed at {seq}: {fault}");
}

fn more(value: &Value) -> Value {
    json!(value.as_i64().expect("a number") + 1)
}

/// A day later, where it is an instant.
fn later(value: &Value) -> Value {
    json!(value.as_str().expect("an instant").replace("2026-11-2", "2026-11-3"))
}

fn not(value: &Value) -> Value {
    json!(!value.as_bool().expect("a truth"))
}

#[test]
fn whatever_is_reckoned_from_public_facts_cannot_be_changed_unseen() {
    let english = "v2-english-add-capped-voided";
    for (kind, member) in [("bid", "minimum"), ("bid", "bids"), ("closed", "price"), ("voided", "minimum")] {
        is_found(english, kind, member, more);
    }
    for (kind, member) in [("opened", "ends_at"), ("bid", "ends_at"), ("extended", "to"), ("extended", "from")] {
        is_found(english, kind, member, later);
    }
    is_found("v2-english-quiet-outage", "resumed", "ends_at", later);
    is_found("v2-english-quiet-outage", "closed", "sold", not);
    is_found("v2-english-quiet-outage", "reserve_met", "price", more);
    is_found(english, "closed", "winner", |_| json!("b1"));
    is_found(english, "voided", "voided", |_| json!(1));
    is_found(english, "voided", "leader", |_| json!("b9"));
    is_found(english, "bid", "sealed", |_| json!("not a hash"));
}

#[test]
fn a_price_that_no_maximum_could_make_is_told() {
    is_found("v2-english-add-capped-voided", "bid", "price", |_| json!(9_99));
    let (terms, mut bodies) = recorded("v2-english-add-capped-voided");
    // The second to bid is beaten and shown in full: the price is at most a step above that.
    bodies[3]["data"]["price"] = json!(711_00);
    assert_eq!(first_fault(terms, &bodies).expect("is found").0, 4);
}

#[test]
fn a_leader_whose_maximum_shows_is_beaten_only_above_it() {
    let (terms, mut bodies) = recorded("v1-english-reset-reserve");
    // Below the reserve the leader is exposed, at 50.00 by event 3; event 4 raises, event 5 beats 90.00.
    (bodies[4]["data"]["price"], bodies[4]["data"]["amount"]) = (json!(90_00), json!(90_00));
    assert!(first_fault(terms, &bodies).expect("is found").1.contains("must rise"));
}

#[test]
fn a_sealed_bid_that_was_another_and_a_winner_who_is_none_are_told() {
    for amount in ["amount", "nonce"] {
        is_found("v2-first-price", "revealed", "revealed", |shown| {
            let mut shown = shown.clone();
            let was = shown[1][amount].clone();
            shown[1][amount] = if was.is_i64() { more(&was) } else { json!("0".repeat(32)) };
            shown
        });
    }
    is_found("v2-first-price", "revealed", "revealed", |shown| json!(shown.as_array().expect("bids")[1..]));
    is_found("v2-first-price", "closed", "winner", |_| json!("b2"));
    is_found("v2-first-price", "closed", "price", more);
    is_found("v2-vickrey-reserve", "closed", "winner", |_| json!("b2"));
    is_found("v2-vickrey-reserve", "closed", "price", |_| json!(59_99));
    is_found("v2-first-price", "bid", "minimum", more);
}

#[test]
fn a_candle_that_was_not_drawn_is_told() {
    is_found("v2-english-candle", "opened", "candle", |_| json!("00".repeat(32)));
    is_found("v2-english-candle", "revealed", "seed", |_| json!("43".repeat(32)));
    is_found("v2-english-candle", "revealed", "tail_ms", more);
}

#[test]
fn units_that_go_to_others_and_prices_they_do_not_pay_are_told() {
    is_found("v2-multi-unit-pay-as-bid", "bid", "price", more);
    for (member, value) in [("bidder", json!("b2")), ("quantity", json!(4)), ("price", json!(39_00))] {
        is_found("v2-multi-unit-pay-as-bid", "closed", "awards", |awards| {
            let mut awards = awards.clone();
            awards[0][member] = value.clone();
            awards
        });
    }
    is_found("v2-multi-unit-uniform", "closed", "awards", |awards| {
        let mut awards = awards.clone();
        awards[0]["price"] = json!(25_00);
        awards
    });
}

#[test]
fn a_falling_price_is_that_of_its_instant() {
    is_found("v2-dutch-halted", "bid", "price", |_| json!(130_00));
    is_found("v2-dutch-halted", "bid", "amount", more);
}

#[test]
fn an_offer_that_costs_more_than_it_could_is_told() {
    is_found("v2-reverse", "bid", "minimum", more);
    is_found("v2-reverse", "bid", "price", |_| json!(1_000_01));
    is_found("v2-reverse", "closed", "price", more);
}

#[test]
fn an_auctioneer_takes_back_only_their_last_act() {
    is_found("v2-live-undone", "voided", "status", |_| json!("closed"));
    let (terms, mut bodies) = recorded("v2-live-undone");
    let undone = bodies.iter().position(|body| body["data"]["undo"] == true).expect("an undo");
    bodies[undone]["data"]["voided"] = json!(9);
    assert_eq!(first_fault(terms, &bodies).expect("is found").0, bodies[undone]["seq"].as_i64().expect("a number"));
}

/// Without one event, as if it had never happened; its number goes to the next.
fn without(name: &str, kind: &str) -> Option<(Seq, String)> {
    let (terms, mut bodies) = recorded(name);
    let at = bodies.iter().position(|body| body["kind"] == kind).expect("such an event");
    bodies.remove(at);
    for (seq, body) in (1_i64..).zip(&mut bodies) {
        body["seq"] = json!(seq);
    }
    first_fault(terms, &bodies)
}

#[test]
fn an_event_that_must_follow_and_does_not_is_told() {
    for (name, kind) in [
        ("v2-english-quiet-outage", "reserve_met"),
        ("v2-english-add-capped-voided", "extended"),
        ("v2-english-quiet-outage", "halted"),
        ("v2-english-candle", "revealed"),
        ("v2-first-price", "revealed"),
        ("v2-english-add-capped-voided", "opened"),
        ("v2-multi-unit-uniform", "reserve_met"),
    ] {
        assert!(without(name, kind).is_some(), "{name} without its {kind}");
    }
}

#[test]
fn an_end_that_nothing_moved_is_told() {
    let (terms, mut bodies) = recorded("v2-english-add-capped-voided");
    // The same bid, earlier than the window.
    let late = bodies.iter().position(|body| body["kind"] == "extended").expect("an end that moves") - 1;
    bodies[late]["at"] = json!("2026-11-21T10:57:00.000Z");
    let (_, fault) = first_fault(terms, &bodies).expect("is found");
    assert!(fault.contains("moved the end"), "{fault}");
}

#[test]
fn nothing_follows_the_end() {
    let (terms, mut bodies) = recorded("v2-vickrey-unsold");
    bodies.push(bodies.last().expect("a close").clone());
    assert!(first_fault(terms, &bodies).expect("is found").1.contains("nothing follows"));
}

/// Whatever somebody serves as a ledger: an answer, and no panic.
#[test]
fn terms_and_instants_that_nobody_could_reckon_with_are_refused() {
    let (terms, bodies) = recorded("v2-english-add-capped-voided");
    let closing = |cap| Closing { cap: Some(TimeDelta::days(cap)), ..terms.closing.clone() };
    for broken in [
        Terms { quantum: Some(Money(0)), ..terms.clone() },
        Terms { increments: Increments::Table(Vec::new()), ..terms.clone() },
        Terms { closing: closing(1_000_000), ..terms.clone() },
        Terms { closing: closing(-1), ..terms.clone() },
        Terms { ends_at: Timestamp::MAX_UTC, ..terms.clone() },
    ] {
        assert!(Public::new(broken).is_err());
    }
    let mut body = bodies[0].clone();
    body["at"] = json!("+262142-01-01T00:00:00.000Z");
    assert_eq!(first_fault(terms, &[body]).expect("is found").0, 1);
    is_found("v2-english-quiet-outage", "resumed", "ends_at", |_| json!("+262142-01-01T00:00:00.000Z"));
    is_found("v2-english-quiet-outage", "extended", "to", |_| json!("-262142-01-01T00:00:00.000Z"));
    for amount in [i64::MAX, i64::MIN, -1, 0] {
        for (name, member) in [
            ("v2-english-add-capped-voided", "amount"),
            ("v2-english-add-capped-voided", "price"),
            ("v2-reverse", "amount"),
            ("v2-reverse", "price"),
            ("v2-multi-unit-pay-as-bid", "amount"),
            ("v2-dutch-halted", "price"),
            ("v2-live-undone", "amount"),
        ] {
            is_found(name, "bid", member, |_| json!(amount));
        }
    }
}
