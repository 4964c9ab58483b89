//! Explanations of recorded ledgers: the right rule is named, and what it says makes the price that there is.

use crate::replay::again::Again;
use crate::replay::recording::Recording;
use crate::replay::step::{Step, Why};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledgers")
}

fn told(name: &str) -> Vec<Step> {
    let text = std::fs::read_to_string(folder().join(format!("{name}.json"))).expect("a recording");
    Again::new(Recording::parse(&text).expect("is one").history().expect("makes sense")).collect()
}

/// Whether event `seq` of a recording is explained by this rule, in words that have `says` in them.
fn is_explained(name: &str, seq: usize, rule: &str, says: &str) {
    let steps = told(name);
    let why = steps[seq - 1].why.iter().find(|why| why.rule == rule);
    let said = why.unwrap_or_else(|| panic!("{name}, event {seq} has no {rule}: {:?}", steps[seq - 1].why));
    assert!(said.says.replace('\u{a0}', " ").contains(says), "{name}, event {seq}: {}", said.says);
}

#[test]
fn a_price_is_explained_by_the_rule_that_moved_it() {
    let english = "v1-english-reset-reserve";
    is_explained(english, 2, "first_bid", "so it is the start of € 10.00, whatever b1 authorised");
    is_explained(english, 2, "reserve", "the hidden reserve of € 100.00 takes it to € 12.00");
    is_explained(
        english,
        5,
        "beaten_maximum",
        "b2's maximum of € 90.00 is beaten: the least of b3's € 150.00 and € 90.00 + a step of € 1.00",
    );
    is_explained(english, 7, "tie", "b1's € 150.00 equals b3's maximum, and of equals the earlier leads");
    is_explained(english, 9, "answered", "the least of their maximum of € 200.00 and b1's € 170.00 + a step of € 2.50");
    is_explained(english, 8, "raise", "so it stays; their maximum was € 150.00 and is € 200.00");
    is_explained(english, 14, "exact", "exact bid of € 500.00 beats b3's maximum of € 400.00 and stands in full");
    is_explained("v2-live-undone", 23, "asked", "the auctioneer asked for € 100.00, more than € 81.00");
    is_explained("v2-english-bought-first", 2, "buy_now", "€ 80.00 is what the seller asks of whoever buys at once");
    is_explained("v2-dutch-halted", 4, "fallen", "from € 200.00 it fell for 15 min 30 s by € 5.00 every 1 min");
}

#[test]
fn whoever_was_outbid_hears_by_what() {
    let english = "v1-english-reset-reserve";
    is_explained(english, 14, "outbid", "b3, whose maximum was € 400.00, by b2's € 500.00");
    is_explained(english, 9, "outbid", "b1 at once, by b3's maximum");
    is_explained("v2-multi-unit-pay-as-bid", 5, "outbid", "b3 would get 0 instead of 1 unit");
    is_explained("v2-multi-unit-pay-as-bid", 8, "outbid", "b1 would get 3 instead of 4 units");
    is_explained("v2-first-price", 5, "replaced", "b2's earlier bid of € 90.00 counts no longer");
}

#[test]
fn an_end_is_explained_by_whose_bid_moved_it_or_why_none_did() {
    is_explained(
        "v1-english-reset-reserve",
        12,
        "late_bid",
        "b2's bid came 1 min before it, within 2 min: its own instant and 2 min",
    );
    is_explained("v1-english-reset-reserve", 13, "raise_moves_no_end", "a leader's own raise never moves it");
    is_explained(
        "v2-english-add-capped-voided",
        8,
        "late_bid",
        "b4's bid came 10 s before it, within 2 min: 2 min more",
    );
    is_explained("v2-english-add-capped-voided", 13, "cap", "never more than 5 min after the scheduled end");
    is_explained("v2-english-add-capped-voided", 14, "cap", "because its cap is reached");
    is_explained("v2-english-quiet-outage", 5, "late_bid", "and 20 min must be quiet after every bid");
    is_explained("v2-english-quiet-outage", 7, "given_back", "1 h 5 min of halt are given back");
    is_explained("v2-english-quiet-outage", 8, "outage", "served again at 2026-11-21T13:00:00.000Z; people get 10 min");
    is_explained("v2-english-reset-group", 4, "group", "a late bid on another lot of the group");
}

#[test]
fn what_a_void_changed_is_told() {
    is_explained("v2-english-add-capped-voided", 6, "folded_anew", "b2's € 900.00; the other 3 bids folded in order");
    is_explained("v2-english-add-capped-voided", 6, "changed", "price: € 760.00 → € 710.00; leader: b2 → b1");
    is_explained("v2-english-hard-retracted", 4, "changed", "leader: b2 → b1");
}

#[test]
fn a_close_is_explained_by_what_ended_it_and_who_gets_what() {
    is_explained("v1-english-hard-unsold", 6, "reserve", "no bid reaches the reserve of € 500.00");
    is_explained("v2-vickrey-unsold", 2, "no_bids", "nobody's bid counts");
    is_explained(
        "v2-vickrey-reserve",
        6,
        "second_price",
        "second highest bid (€ 60.00), the reserve (€ 65.00) and the start (€ 10.00)",
    );
    is_explained("v2-first-price", 10, "first_price", "the highest sealed bid pays itself, € 80.00");
    is_explained("v2-live-undone", 20, "hammer", "the seller brings down the hammer");
    is_explained("v2-english-bought-first", 3, "buyer", "bought at once");
    is_explained("v1-english-by-hand-closed-early", 9, "act", "All is well, and nobody waits");
}

fn amount(why: &Why, name: &str) -> i64 {
    why.amounts[name]
}

/// What a rule says must make the price it explains, for every bid that was ever recorded.
#[test]
fn the_amounts_that_are_named_make_the_price_that_there_is() {
    let mut checked = 0;
    for entry in std::fs::read_dir(folder()).expect("the folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if path.extension().is_none_or(|extension| extension != "json") || name.contains("reverse") {
            continue;
        }
        for step in told(&name).iter().filter(|step| step.kind == "bid") {
            let lifted = step.why.iter().any(|why| matches!(why.rule, "reserve" | "asked"));
            let price = step.after.price.map(|price| price.0);
            for why in step.why.iter().filter(|_| !lifted) {
                let made = match why.rule {
                    "beaten_maximum" => amount(why, "maximum").min(amount(why, "beaten") + amount(why, "step")),
                    "answered" => amount(why, "maximum").min(amount(why, "amount") + amount(why, "step")),
                    "tie" | "exact" => amount(why, "maximum"),
                    "buy_now" | "fallen" | "lowest_winning" => amount(why, "price"),
                    _ => continue,
                };
                assert_eq!(price, Some(made), "{name}, event {}: {}", step.seq, why.says);
                checked += 1;
            }
        }
    }
    assert!(checked > 300, "only {checked} explanations were checked");
}
