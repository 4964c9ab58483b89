//! The ledger as anybody can download and check it.

use crate::support::house::House;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::process::Command;

#[tokio::test]
async fn a_downloaded_ledger_is_verified_by_the_binary_and_by_anybody_with_sha256() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    for step in 0..10 {
        ann.bids(&lot, 20_00 + step * 20_00).await.leads();
        bo.bids(&lot, 30_00 + step * 20_00).await.leads();
    }
    house.admin().await.acts(&lot, "close").await.with(200);
    let text =
        house.anon().asks(reqwest::Method::GET, &lot.path("/ledger")).send().await.unwrap().text().await.unwrap();
    let genesis = house.anon().sees(&lot).await["genesis"].as_str().unwrap().to_owned();
    check(&text, &genesis, 22);

    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), &text).unwrap();
    assert!(verifies(file.path().to_str().unwrap()), "as a file");
    assert!(verifies(&format!("http://{}{}", house.address(), lot.path("/ledger"))), "from its address");
    std::fs::write(file.path(), text.replacen("\\\"bids\\\":7", "\\\"bids\\\":8", 1)).unwrap();
    assert!(!verifies(file.path().to_str().unwrap()), "a changed event");
    std::fs::write(file.path(), text.lines().skip(1).collect::<Vec<_>>().join("\n")).unwrap();
    assert!(!verifies(file.path().to_str().unwrap()), "a missing event");
}

/// hash = SHA-256(previous hash ‖ body), from the genesis on.
pub fn check(ledger: &str, genesis: &str, events: usize) {
    let mut previous: [u8; 32] = gavel::domain::ledger::unhex(genesis).unwrap();
    for (at, line) in ledger.lines().enumerate() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["seq"], at + 1);
        previous = Sha256::new().chain_update(previous).chain_update(line["body"].as_str().unwrap()).finalize().into();
        assert_eq!(line["hash"], gavel::domain::ledger::hex(&previous));
    }
    assert_eq!(ledger.lines().count(), events);
}

fn verifies(what: &str) -> bool {
    let run = Command::new(env!("CARGO_BIN_EXE_gavel")).args(["verify", what]).output().unwrap();
    eprintln!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    run.status.success()
}
