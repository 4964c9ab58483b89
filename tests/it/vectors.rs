//! Examples kept as data, in `tests/vectors/english/`: bids, and what each came to. Anybody can add a file of their own; its
//! README says how one is written.

use crate::lot::{ADMIN, Lot};
use gavel::domain::increment::Increments;
use gavel::domain::{AccountId, Currency, Money, Rejection};
use serde::Deserialize;
use std::path::Path;
use uuid::Uuid;

/// One lot, from the first bid to the hammer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    says: String,
    #[serde(default = "euro")]
    currency: String,
    increments: Steps,
    start: i64,
    reserve: Option<i64>,
    quantum: Option<i64>,
    #[serde(default = "yes")]
    automatic: bool,
    bids: Vec<Step>,
    sold: Option<Sold>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Steps {
    Named(String),
    Fixed { fixed: i64 },
    Percent { percent: u32, least: i64 },
}

/// A bid, and either why it was refused or how the lot stands after it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    by: String,
    bids: i64,
    #[serde(default)]
    exact: bool,
    refused: Option<String>,
    price: Option<i64>,
    leader: Option<String>,
    minimum: Option<i64>,
    reserve_met: Option<bool>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
struct Sold {
    to: String,
    at: i64,
}

fn euro() -> String {
    "EUR".into()
}

fn yes() -> bool {
    true
}

#[test]
fn every_example_comes_to_what_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/english");
    let files = folder.read_dir().expect("the folder").map(|file| file.expect("a file").path());
    let mut played = 0;
    for path in files.filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
        let text = std::fs::read_to_string(&path).expect("its text");
        let examples: Vec<Example> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for example in examples {
            let story = format!("{}, “{}”", path.display(), example.says);
            comes_to_what_it_says(&example, &story);
            played += 1;
        }
    }
    assert!(played >= 30, "only {played} examples were found");
}

fn comes_to_what_it_says(example: &Example, story: &str) {
    let mut lot = lot(example);
    for (turn, step) in example.bids.iter().enumerate() {
        let at = format!("{story}, bid {}", turn + 1);
        let bid = gavel::domain::Bid { exact: step.exact, amount: Money(step.bids), ..lot.press(who(&step.by), "0") };
        let refused = lot.sends(bid).refusal();
        assert_eq!(refused.map(|refused| refused.code()), step.refused.as_deref(), "{at}");
        match refused {
            Some(refused) => assert_eq!(tells(refused), step.minimum, "{at}"),
            None => stands(&lot, step, &at),
        }
    }
    lot.closes(ADMIN, "the example is over").accepted();
    let sold = lot.auction.sold_at().map(|(account, price)| Sold { to: name(account), at: price.0 });
    assert_eq!(sold, example.sold, "{story}");
}

fn stands(lot: &Lot, step: &Step, at: &str) {
    let auction = &lot.auction;
    let leader = auction.lead.map(|lead| name(lead.bidder));
    let seen = (auction.price.map(|price| price.0), leader, Some(auction.minimum().0));
    assert_eq!(seen, (step.price, step.leader.clone(), step.minimum), "price, leader and least next bid of {at}");
    if let Some(met) = step.reserve_met {
        assert_eq!(auction.reserve_met(), met, "the reserve of {at}");
    }
}

/// Terms nobody could publish are no example.
fn lot(example: &Example) -> Lot {
    let currency: Currency = example.currency.parse().expect("a currency");
    let increments = match &example.increments {
        Steps::Named(name) if name == "us" => Increments::us(currency),
        Steps::Named(name) if name == "uk" => Increments::uk(currency),
        Steps::Named(name) => panic!("{}: “{name}” is no table", example.says),
        Steps::Fixed { fixed } => Increments::Fixed(Money(*fixed)),
        Steps::Percent { percent, least } => Increments::Percent { percent: *percent, least: Money(*least) },
    };
    let lot = Lot::stepping("1", increments).under(|terms| {
        terms.start = Money(example.start);
        terms.currency = currency;
        terms.quantum = example.quantum.map(Money);
        terms.automatic = example.automatic;
    });
    let faults = lot.auction.terms.flaws(example.reserve.map(Money), lot.auction.terms.starts_at);
    assert_eq!(faults, [], "{}", example.says);
    lot.with_reserve(example.reserve.map(Money))
}

/// A bidder is a letter.
fn who(name: &str) -> AccountId {
    let letter = name.chars().next().filter(|_| name.len() == 1).unwrap_or_else(|| panic!("“{name}” is no letter"));
    AccountId(Uuid::from_u128(u128::from(u32::from(letter))))
}

fn name(account: AccountId) -> String {
    let letter = u32::try_from(account.0.as_u128()).ok().and_then(char::from_u32);
    letter.map(String::from).unwrap_or_default()
}

fn tells(refused: Rejection) -> Option<i64> {
    refused.minimum().map(|minimum| minimum.0)
}
