//! Crashes of the house, and a database that goes away.

use crate::support::house::{House, PATIENCE, until};
use crate::support::people::{Answer, Bidder, Lot};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Rounds of the test that kills; `GAVEL_TEST_KILLS` asks for more.
fn rounds() -> usize {
    std::env::var("GAVEL_TEST_KILLS").map_or(3, |rounds| rounds.parse().expect("a number of rounds"))
}

/// What a bid was answered: its event, its bidder, and the most they authorised.
type Accepted = HashMap<i64, (Uuid, i64)>;

/// Bids one amount after the other until the connection breaks, and keeps what was accepted.
async fn bids_until_the_end(bidder: Bidder, lot: Lot, mut amount: i64, accepted: Arc<Mutex<Accepted>>) {
    loop {
        let request = bidder.asks(reqwest::Method::POST, &lot.path("/bids"));
        let request = request.header("idempotency-key", Uuid::new_v4().to_string()).json(&json!({ "amount": amount }));
        match Answer::try_of(request).await {
            Some(answer) if answer.is_accepted() => {
                let seq = answer.body["seq"].as_i64().unwrap();
                let other = accepted.lock().unwrap().insert(seq, (bidder.id().0, amount));
                assert_eq!(other, None, "two bids were told {seq}");
                amount += 2_00;
            }
            // The second after a crash, when the house had accepted more than it could still answer.
            Some(answer) if ["too_low", "not_above_your_maximum"].iter().any(|code| answer.body["code"] == *code) => {
                amount = answer.body["minimum"].as_i64().unwrap() + 1_00;
            }
            Some(answer) if answer.body["temporary"] == true => {}
            Some(answer) => panic!("{answer:?}"),
            None => return,
        }
    }
}

/// The database's processes that write journals.
async fn journals(house: &House) -> Vec<i32> {
    let backends =
        "select pid from pg_stat_activity where datname = current_database() and application_name = 'gavel-journal'";
    sqlx::query_scalar(backends).fetch_all(&mut house.connection().await).await.unwrap()
}

/// Whether everything that was accepted stands in the ledger as it was told.
async fn all_is_there(house: &House, lot: &Lot, accepted: &Accepted) {
    let rows = "select seq, bidder_id, secret from event where auction_id = $1 and kind = 'bid'";
    let rows: Vec<(i64, Uuid, String)> =
        sqlx::query_as(rows).bind(lot.id.0).fetch_all(&mut house.connection().await).await.unwrap();
    let written: HashMap<i64, (Uuid, i64)> = rows
        .into_iter()
        .map(|(seq, bidder, secret)| {
            let secret: Value = serde_json::from_str(&secret).unwrap();
            (seq, (bidder, secret["maximum"].as_i64().unwrap()))
        })
        .collect();
    for (seq, told) in accepted {
        assert_eq!(written.get(seq), Some(told), "event {seq}");
    }
    let seen = house.anon().sees(lot).await;
    let text =
        house.anon().asks(reqwest::Method::GET, &lot.path("/ledger")).send().await.unwrap().text().await.unwrap();
    crate::ledger::check(&text, seen["genesis"].as_str().unwrap(), seen["seq"].as_u64().unwrap() as usize);
    let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    let last: Value = serde_json::from_str(last["body"].as_str().unwrap()).unwrap();
    for field in ["price", "leader", "bids"] {
        assert_eq!(seen[field], last["data"][field], "{field}");
    }
    let row = house.store.listing(lot.id).await.unwrap().unwrap();
    assert_eq!(json!(row.price.map(|price| price.0)), seen["price"]);
    let highest = written.iter().max_by_key(|(seq, (_, maximum))| (*maximum, -**seq)).unwrap().1.0;
    assert_eq!(row.leader.map(|leader| leader.0), Some(highest), "the highest maximum leads");
}

#[tokio::test]
async fn what_was_accepted_is_in_the_ledger_however_often_the_house_is_killed() {
    let mut house = House::as_a_process().await;
    let lot = house.seller().await.lists().await;
    let mut bidders = Vec::new();
    for name in ["Ann", "Bo", "Cy", "Di"] {
        bidders.push(house.bidder(name).await);
    }
    let accepted: Arc<Mutex<Accepted>> = Arc::default();
    for round in 0..rounds() {
        let before = accepted.lock().unwrap().len();
        let bidding: Vec<_> = bidders
            .iter()
            .map(|bidder| tokio::spawn(bids_until_the_end(bidder.clone(), lot, 10_00, accepted.clone())))
            .collect();
        until("bids are accepted", async || accepted.lock().unwrap().len() >= before + 20 + round % 5).await;
        let writing = journals(&house).await;
        house.kill();
        for task in bidding {
            tokio::time::timeout(PATIENCE, task).await.expect("the connection breaks").unwrap();
        }
        house.spawn();
        // What the killed house had handed to its database, the database writes though its client is gone.
        until("nothing of the killed house is on its way", async || {
            let still = journals(&house).await;
            !writing.iter().any(|backend| still.contains(backend))
        })
        .await;
        let accepted = accepted.lock().unwrap().clone();
        all_is_there(&house, &lot, &accepted).await;
    }
}

#[tokio::test]
async fn while_the_database_is_away_bids_hear_unavailable_and_none_is_lost_or_counted_twice() {
    let (house, proxy) = House::behind_a_proxy().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    ann.bids(&lot, 12_00).await.leads();
    bo.bids(&lot, 11_00).await.outbid_at_once();
    let mut socket = bo.watches(&lot).await;
    proxy.refuse();
    let (key, bid) = (Uuid::new_v4(), json!({"amount": 50_00}));
    let refused = ann.bids_with(&lot, Uuid::new_v4(), json!({"amount": 30_00})).await.refused(503, "unavailable");
    assert_eq!(refused.body["temporary"], true);
    assert!(refused.retry_after.is_some());
    // The socket needs no database to know who bids and what for, so this one waits for its commit until it may wait no longer.
    let verdict = socket.bids_with(&lot, key, bid.clone()).await;
    assert_eq!((&verdict["code"], &verdict["temporary"]), (&json!("unavailable"), &json!(true)), "{verdict}");
    proxy.accept();
    let back = Instant::now();
    let answer = loop {
        let answer = bo.bids_with(&lot, key, bid.clone()).await;
        if answer.status != 503 {
            break answer.leads();
        }
        assert!(back.elapsed() < PATIENCE, "{answer:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    eprintln!("bids flow again after {:?}", back.elapsed());
    let again = bo.bids_with(&lot, key, bid).await.leads();
    assert_eq!((&again.body["seq"], &again.body["duplicate"]), (&answer.body["seq"], &json!(true)));
    let of_this_key = "select count(*) from event where auction_id = $1 and key = $2";
    let events: i64 = sqlx::query_scalar(of_this_key)
        .bind(lot.id.0)
        .bind(key)
        .fetch_one(&mut house.connection().await)
        .await
        .unwrap();
    assert_eq!(events, 1);
    assert_eq!(socket.next_of("event").await["seq"], answer.body["seq"], "viewers hear of it as ever");
    assert_eq!(ann.sees(&lot).await["you"]["standing"], "outbid");
}
