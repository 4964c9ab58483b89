//! Ledgers that were recorded, replayed for ever: whatever becomes of the rules, an auction is decided under those that it
//! began with. `tests/ledgers/README.md` says how one is added.

mod chance;
mod sales;
mod tape;

use gavel::replay::again::Again;
use gavel::replay::public::Public;
use gavel::replay::recording::Recording;
use gavel::store::terms;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledgers")
}

/// Every recording, by its name.
fn recordings() -> Vec<(String, Recording)> {
    let mut all: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let recording = Recording::parse(&fs::read_to_string(&path).unwrap());
            (name.clone(), recording.unwrap_or_else(|| panic!("{name} is no recording")))
        })
        .collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

#[test]
fn every_recorded_ledger_is_decided_again_to_the_byte_under_the_rules_it_began_with() {
    let all = recordings();
    assert!(all.len() >= 35, "there are only {} recordings", all.len());
    for (name, recording) in all {
        let events = recording.events.len();
        let steps: Vec<_> = Again::new(recording.history().unwrap()).collect();
        assert_eq!(steps.len(), events, "{name}");
        for step in steps {
            assert_eq!(step.faults, Vec::<String>::new(), "{name}, event {}: {}", step.seq, step.what);
        }
    }
}

#[test]
fn every_recorded_ledger_can_be_followed_by_anybody_without_a_fault() {
    for (name, recording) in recordings() {
        let mut public = Public::new(terms::read(&recording.terms).unwrap()).unwrap();
        for event in &recording.events {
            let step = public.follow(&event.body).unwrap_or_else(|what| panic!("{name}, event {}: {what}", event.seq));
            assert_eq!(step.faults, Vec::<String>::new(), "{name}, event {}: {}", step.seq, step.what);
        }
    }
}

#[test]
fn a_replay_by_public_facts_tells_no_secret() {
    for (name, recording) in recordings() {
        let mut public = Public::new(terms::read(&recording.terms).unwrap()).unwrap();
        let mut said = recording.terms.clone();
        for event in &recording.events {
            let step = public.follow(&event.body).unwrap();
            said.push_str(&event.body);
            for amount in step.why.iter().flat_map(|why| why.amounts.values()) {
                let known = said.contains(&format!(":{amount},")) || said.contains(&format!(":{amount}}}"));
                let reckoned = step.why.iter().any(|why| why.rule == "fallen");
                assert!(known || reckoned, "{name}, event {}: {amount} is in no public text: {step:?}", step.seq);
            }
        }
    }
}

#[test]
fn every_format_and_way_to_close_and_kind_of_event_is_among_the_recordings() {
    let mut seen = BTreeSet::new();
    for (_, recording) in recordings() {
        let terms = terms::read(&recording.terms).unwrap();
        seen.insert(format!("{:?} {}", terms.rules, terms.format.word()));
        seen.insert(format!("{:?} {}", terms.rules, terms.closing.mode.word()));
        for event in &recording.events {
            seen.insert(format!("{:?} {}", terms.rules, event.kind));
            let body: serde_json::Value = serde_json::from_str(&event.body).unwrap();
            let reason = body["data"]["reason"].as_str().unwrap_or_default();
            seen.insert(format!("{:?} {} {reason}", terms.rules, event.kind));
        }
    }
    let first = "english hard reset opened bid reserve_met extended halted resumed cancelled closed";
    let second = "english first_price vickrey dutch reverse multi_unit live hard reset add quiet candle opened bid \
                  reserve_met extended announced halted resumed voided cancelled revealed closed";
    for (rules, words) in [("V1", first), ("V2", second)] {
        for word in words.split_whitespace() {
            assert!(seen.contains(&format!("{rules} {word}")), "nothing of rules {rules} shows “{word}”");
        }
    }
    for cause in ["late_bid", "group", "outage"] {
        assert!(seen.contains(&format!("V2 extended {cause}")), "no end is moved by “{cause}”");
    }
}

/// `GAVEL_REPLAY_SALES` sets how many sales are played.
#[test]
fn no_replay_doubts_what_the_house_decided_whatever_people_did() {
    let sales: u64 = std::env::var("GAVEL_REPLAY_SALES").map_or(300, |text| text.parse().expect("a number"));
    let mut kinds = BTreeSet::new();
    for seed in 0..sales {
        let recording = chance::sale(seed);
        let mut public = Public::new(terms::read(&recording.terms).unwrap()).unwrap();
        let bodies: Vec<String> = recording.events.iter().map(|event| event.body.clone()).collect();
        kinds.extend(recording.events.iter().map(|event| event.kind.clone()));
        let again: Vec<_> = Again::new(recording.history().unwrap()).collect();
        assert_eq!(again.len(), bodies.len(), "seed {seed}");
        for (body, step) in bodies.iter().zip(again) {
            let followed = public.follow(body).unwrap();
            assert_eq!(step.faults, Vec::<String>::new(), "seed {seed}, event {}: {}", step.seq, step.what);
            assert_eq!(followed.faults, Vec::<String>::new(), "seed {seed}, {body}");
            assert_eq!(followed.after, step.after, "seed {seed}, {body}");
        }
    }
    assert!(kinds.len() == 11 || sales < 300, "only {kinds:?} happened");
}

/// A sale is recorded once: a recording that exists is never written over, since auctions may run under its rules.
#[test]
fn the_recorded_sales_are_decided_today_as_they_were_when_they_were_recorded() {
    for (name, recording) in sales::all() {
        let path = folder().join(format!("{name}.json"));
        if std::env::var_os("GAVEL_RECORD").is_some() && !path.exists() {
            fs::write(&path, recording.text()).unwrap();
        }
        let recorded = fs::read_to_string(&path).expect("a recording; GAVEL_RECORD=1 makes one");
        assert_eq!(recorded, recording.text(), "{name}");
    }
}
