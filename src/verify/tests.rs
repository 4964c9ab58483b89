use super::*;

const TERMS: &str = r#"{"rules":1,"auction":"00000000-0000-0000-0000-000000000007","format":"english"}"#;

/// A ledger of an auction that was bid on and sold, in the house's own lines.
fn ledger() -> Vec<String> {
    let bodies = [
        r#"{"auction":"00000000-0000-0000-0000-000000000007","seq":1,"kind":"opened","data":{"terms":"GENESIS"}}"#,
        r#"{"auction":"00000000-0000-0000-0000-000000000007","seq":2,"kind":"bid","data":{"bidder":"b1","price":1000}}"#,
        r#"{"auction":"00000000-0000-0000-0000-000000000007","seq":3,"kind":"halted","data":{"reason":"An “odd” bid\\\n"}}"#,
        r#"{"auction":"00000000-0000-0000-0000-000000000007","seq":4,"kind":"closed","data":{"sold":true,"winner":"b1","price":1000}}"#,
    ];
    let mut head = genesis_in(TERMS).expect("terms");
    let first = bodies[0].replace("GENESIS", &head.to_string());
    let bodies = [&first, bodies[1], bodies[2], bodies[3]];
    let line = |(i, body): (usize, &&str)| {
        head = head.then(body);
        serde_json::json!({"seq": i + 1, "hash": head.to_string(), "body": body}).to_string()
    };
    bodies.iter().enumerate().map(line).collect()
}

fn check(lines: &[String], genesis: Option<Hash>, noted: Option<Head>) -> Result<Chain, Fault> {
    let mut chain = Chain::new(genesis, noted);
    read(lines.join("\n").as_bytes(), |line| chain.line(line)).expect("memory can be read")?;
    chain.end()
}

fn fault(lines: &[String]) -> Fault {
    check(lines, None, None).expect_err("must be found")
}

fn hash_of(line: &str) -> Hash {
    let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
    line["hash"].as_str().and_then(Hash::parse).expect("a hash")
}

#[test]
fn an_untouched_ledger_holds_and_tells_how_it_ended() {
    let lines = ledger();
    let chain = check(&lines, Some(genesis_in(TERMS).expect("terms")), None).expect("holds");
    let head = hash_of(&lines[3]);
    assert_eq!(report(&chain), format!("ok: 4 events, head {head}, closed: sold to b1 at 1000"));
}

#[test]
fn an_edit_is_found_at_the_event_that_was_edited() {
    let mut lines = ledger();
    lines[1] = lines[1].replace("1000", "9000");
    assert_eq!(fault(&lines).seq, Some(2));
}

#[test]
fn an_edit_with_a_hash_that_fits_is_found_one_event_later() {
    let mut lines = ledger();
    let body = r#"{"auction":"00000000-0000-0000-0000-000000000007","seq":2,"kind":"bid","data":{}}"#;
    let hash = hash_of(&lines[0]).then(body).to_string();
    lines[1] = serde_json::json!({"seq": 2, "hash": hash, "body": body}).to_string();
    assert_eq!(fault(&lines).seq, Some(3));
}

#[test]
fn a_removed_event_is_found_whether_or_not_the_rest_is_renumbered() {
    let mut lines = ledger();
    lines.remove(1);
    assert!(fault(&lines).what.contains("missing"));
    let renumbered =
        [lines[0].clone(), lines[1].replacen("\"seq\":3", "\"seq\":2", 9).replace("\\\"seq\\\":3", "\\\"seq\\\":2")];
    assert_eq!(fault(&renumbered).seq, Some(2));
}

#[test]
fn a_missing_beginning_is_found() {
    assert_eq!(fault(&ledger()[1..]).seq, Some(1));
}

#[test]
fn events_in_another_order_are_found() {
    let mut lines = ledger();
    lines.swap(1, 2);
    assert_eq!(fault(&lines).seq, Some(2));
}

#[test]
fn a_cut_end_is_found_where_a_later_hash_is_known_and_admitted_where_it_is_not() {
    let lines = ledger();
    let noted = [Head::at(4, hash_of(&lines[3])), hash_of(&lines[3]).prefix().parse().expect("a head")];
    for noted in noted {
        let fault = check(&lines[..3], None, Some(noted.clone())).expect_err("must be found");
        assert!(fault.what.contains("cut short"), "{fault}");
        check(&lines, None, Some(noted)).expect("holds");
    }
    let chain = check(&lines[..3], None, None).expect("nothing in it is wrong");
    assert!(report(&chain).contains("not ended\n") && report(&chain).contains("cut off"));
}

#[test]
fn a_head_noted_early_is_enough_for_a_ledger_that_has_grown() {
    let lines = ledger();
    check(&lines, None, Some(Head::at(2, hash_of(&lines[1])))).expect("holds");
    let other = Head::at(2, hash_of(&lines[0]));
    assert_eq!(check(&lines, None, Some(other)).expect_err("another history").seq, Some(2));
}

#[test]
fn other_terms_than_it_began_under_are_found() {
    let other = genesis_in(&TERMS.replace("english", "dutch")).expect("terms");
    let fault = check(&ledger(), Some(other), None).expect_err("must be found");
    assert_eq!(fault.seq, Some(1));
    assert!(fault.what.contains("other terms"));
}

#[test]
fn an_auction_that_has_not_begun_holds_at_its_terms_and_an_empty_file_does_not() {
    let begin = genesis_in(TERMS).expect("terms");
    check(&[], Some(begin), Some(Head::at(0, begin))).expect("holds");
    assert!(check(&[], None, None).is_err());
}

#[test]
fn an_auction_is_found_by_its_page_or_its_ledger_and_nothing_else() {
    let id = "00000000-0000-0000-0000-000000000007";
    for path in [format!("auctions/{id}"), format!("api/v1/auctions/{id}/ledger"), format!("api/v1/auctions/{id}?x")] {
        assert!(Remote::parse(&format!("http://127.0.0.1:8080/{path}")).expect("an address").is_some());
    }
    assert!(Remote::parse("ledger.ndjson").expect("a file").is_none());
    assert!(Remote::parse("http://127.0.0.1:8080/").is_err());
    assert!(Remote::parse("https://gavel.example/auctions/1").is_err());
}
