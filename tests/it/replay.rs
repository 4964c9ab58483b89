//! `gavel replay` and `gavel simulate`, as they are run from a command line.

use crate::support::house::House;
use crate::support::people::{Lot, Seller};
use reqwest::Method;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn gavel(arguments: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_gavel")).args(arguments).output().unwrap();
    eprintln!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    run
}

fn says(run: &Output) -> String {
    String::from_utf8(run.stdout.clone()).unwrap()
}

/// A lot that was bid on, halted, resumed and sold, with a reserve of 30.00 and a maximum of 77.77 that nobody beat.
async fn a_sold_lot(house: &House) -> Lot {
    let mut chair = Seller::a_chair();
    (chair["reserve"], chair["publish"]) = (json!(30_00), json!(true));
    let lot = house.seller().await.drafts(chair).await;
    let (ann, bo, ada) = (house.bidder("Ann").await, house.bidder("Bo").await, house.admin().await);
    ann.bids(&lot, 20_00).await.leads();
    bo.bids(&lot, 77_77).await.leads();
    ann.bids(&lot, 40_00).await.outbid_at_once();
    for act in ["halt", "resume", "close"] {
        ada.acts(&lot, act).await.with(200);
    }
    lot
}

async fn text(house: &House, lot: &Lot, part: &str) -> String {
    house.anon().asks(Method::GET, &lot.path(part)).send().await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn a_sale_is_told_from_its_address_and_from_a_file_by_public_facts_alone() {
    let house = House::open().await;
    let lot = a_sold_lot(&house).await;
    let told = gavel(&["replay", &format!("http://{}{}", house.address(), lot.path("/ledger"))]);
    assert!(told.status.success());
    let said = says(&told);
    assert!(said.contains("followed by public facts, and each follows"));
    assert!(said.contains("outbid: b1 at once") && said.contains("of halt are given back"), "{said}");
    assert!(!said.contains("77.77") && !said.contains("7777"), "a maximum that was not beaten");

    let folder = tempfile::tempdir().unwrap();
    let (ledger, terms) = (folder.path().join("ledger.ndjson"), folder.path().join("terms.json"));
    let lines = text(&house, &lot, "/ledger").await;
    fs::write(&ledger, &lines).unwrap();
    fs::write(&terms, text(&house, &lot, "/terms").await).unwrap();
    let (ledger, terms) = (ledger.to_str().unwrap(), terms.to_str().unwrap());
    assert_eq!(says(&gavel(&["replay", ledger, "--terms", terms])), said, "the same from a file");
    let without_terms = gavel(&["replay", ledger]);
    assert!(!without_terms.status.success() && String::from_utf8_lossy(&without_terms.stderr).contains("--terms"));

    fs::write(ledger, lines.replacen("\\\"bids\\\":2", "\\\"bids\\\":3", 1)).unwrap();
    let changed = gavel(&["replay", ledger, "--terms", terms]);
    assert!(!changed.status.success() && says(&changed).contains("the ledger does not hold"));
}

#[tokio::test]
async fn the_house_decides_its_own_ledger_again_and_tells_every_maximum_to_its_owner() {
    let house = House::open().await;
    let lot = a_sold_lot(&house).await;
    let (id, url) = (lot.id.to_string(), house.database.url());
    let told = gavel(&["replay", &id, "--database-url", &url]);
    assert!(told.status.success());
    let said = says(&told);
    assert!(said.contains("decided again, and each follows"), "{said}");
    assert!(said.contains("77.77") && said.contains("the hidden reserve of"), "{said}");

    let lines = says(&gavel(&["replay", &id, "--database-url", &url, "--json", "--until", "3"]));
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<i64> = lines.iter().filter_map(|line| line["seq"].as_i64()).collect();
    assert_eq!(told, [1, 2, 3]);
    assert_eq!(lines[2]["why"][0]["rule"], "beaten_maximum");
    assert_eq!(lines[2]["why"][0]["amounts"]["maximum"], 77_77);
    let last = lines.last().unwrap();
    assert_eq!((&last["ok"], &last["faults"], &last["how"]), (&json!(true), &json!(0), &json!("decided again")));
    assert!(last["events"].as_i64().unwrap() > 6, "all of it is checked, whatever is told");

    let nobody = gavel(&["replay", &uuid::Uuid::new_v4().to_string(), "--database-url", &url]);
    assert!(!nobody.status.success());
}

#[test]
fn a_stored_ledger_that_the_rules_would_not_make_is_told_and_fails() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledgers/v2-english-candle.json");
    let recorded = fs::read_to_string(path).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_str().unwrap().to_owned();
    for (from, to) in [
        ("\\\"maximum\\\":2000", "\\\"maximum\\\":3000"),
        ("\\\"price\\\":2050", "\\\"price\\\":2100"),
        ("\"kind\":\"revealed\"", "\"kind\":\"reserve_met\""),
        ("4242424242", "4242424243"),
        ("\\\"nonce\\\":\\\"9e", "\\\"nonce\\\":\\\"9f"),
    ] {
        assert!(recorded.contains(from), "{from}");
        fs::write(&path, recorded.replacen(from, to, 1)).unwrap();
        let run = gavel(&["replay", &path]);
        assert!(!run.status.success(), "{from} → {to}");
        assert!(says(&run).contains("cannot be right"), "{from} → {to}");
    }
    fs::write(&path, &recorded).unwrap();
    assert!(gavel(&["replay", &path]).status.success());
}

#[test]
fn a_simulated_sale_prints_the_same_bytes_for_the_same_seed() {
    let lines = ["simulate", "--auctions", "50", "--seed", "42", "--json"];
    let (one, other) = (gavel(&lines), gavel(&lines));
    assert!(one.status.success());
    assert_eq!(one.stdout, other.stdout);
    assert!(String::from_utf8_lossy(&one.stderr).contains("commands decided"), "how fast it was is no result");
    let ways: Vec<Value> = says(&one).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = ways.iter().map(|way| way["way"].as_str().unwrap()).collect();
    assert_eq!(names, ["english/hard", "english/reset", "vickrey/hard"]);
    assert!(!gavel(&["simulate", "--format", "live"]).status.success(), "a live sale needs an auctioneer");
}
