//! The journal: an append lands whole or not at all, with its projection row, and nobody else's trouble is its own.

mod desk;
mod trouble;

use crate::lot::ADMIN;
use desk::{Desk, House};
use futures_util::FutureExt;
use futures_util::future::join_all;
use gavel::domain::{Command, Seq};
use gavel::store::journal::{Append, Journal, Outcome};
use sqlx::postgres::PgConnection;

/// The transaction that wrote this event.
async fn transaction(connection: &mut PgConnection, desk: &Desk, seq: Seq) -> String {
    let event = "select xmin::text from event where auction_id = $1 and seq = $2";
    sqlx::query_scalar(event).bind(desk.id().0).bind(seq).fetch_one(connection).await.unwrap()
}

#[tokio::test]
async fn an_append_lands_with_its_projection_row_in_the_same_transaction() {
    let house = House::new().await;
    let mut desk = house.opens().await;
    assert_eq!(house.store.journal.append(desk.bids_times(3)).await, Outcome::Landed);
    house.agrees_with(&desk).await;
    let mut connection = house.connection().await;
    let row = sqlx::query_scalar("select xmin::text from auction where id = $1").bind(desk.id().0);
    let row: String = row.fetch_one(&mut connection).await.unwrap();
    for seq in 2..=4 {
        assert_eq!(transaction(&mut connection, &desk, seq).await, row);
    }
}

#[tokio::test]
async fn every_kind_of_event_lands_and_is_read_back() {
    let house = House::new().await;
    let mut desk = house.opens().await;
    let journal = &house.store.journal;
    assert_eq!(journal.append(desk.bids()).await, Outcome::Landed);
    let because = || String::from("a “question”\nfrom the room");
    for command in [
        Command::Halt { by: ADMIN, reason: because() },
        Command::Resume { by: ADMIN, reason: because() },
        Command::Close { by: ADMIN, reason: because() },
    ] {
        assert_eq!(journal.append(desk.decides(&command)).await, Outcome::Landed);
    }
    house.agrees_with(&desk).await;
}

/// Sends the appends before the journal's lane, a task of this same thread, comes to look.
async fn in_one_batch<const N: usize>(house: &House, appends: [Append; N]) -> [Outcome; N] {
    let outcomes = join_all(appends.map(|append| house.store.journal.append(append))).await;
    outcomes.try_into().unwrap()
}

#[tokio::test]
async fn what_a_rival_wrote_first_is_refused_and_the_rest_of_the_batch_lands() {
    let house = House::new().await;
    let (mut one, mut contested, mut other) = (house.opens().await, house.opens().await, house.opens().await);
    let mut rivals = contested.clone();
    let rival = Journal::open(house.database.options(), 1);
    assert_eq!(rival.append(rivals.bids()).await, Outcome::Landed);
    let outcomes = in_one_batch(&house, [one.bids(), contested.bids(), other.bids()]).await;
    assert_eq!(outcomes, [Outcome::Landed, Outcome::Refused, Outcome::Landed]);
    house.agrees_with(&one).await;
    house.agrees_with(&rivals).await;
    house.agrees_with(&other).await;
    let mut connection = house.connection().await;
    let batch = transaction(&mut connection, &one, 2).await;
    assert_eq!(transaction(&mut connection, &other, 2).await, batch, "they were one batch");
    assert_ne!(transaction(&mut connection, &contested, 2).await, batch);
}

#[tokio::test]
async fn of_two_rivals_at_the_same_instant_exactly_one_lands() {
    let house = House::new().await;
    let rival = Journal::open(house.database.options(), 1);
    let mut desk = house.opens().await;
    for _ in 0..30 {
        let mut theirs = desk.clone();
        let (mine, yours) = tokio::join!(house.store.journal.append(desk.bids()), rival.append(theirs.bids()));
        match (mine, yours) {
            (Outcome::Landed, Outcome::Refused) => {}
            (Outcome::Refused, Outcome::Landed) => desk = theirs,
            both => panic!("{both:?}"),
        }
    }
    house.agrees_with(&desk).await;
}

#[tokio::test]
async fn what_the_database_rejects_is_rejected_alone_and_its_auction_goes_on() {
    let house = House::new().await;
    let (mut one, mut spoilt, mut other) = (house.opens().await, house.opens().await, house.opens().await);
    let first = spoilt.bids();
    let used = first.entries[0].clone();
    assert_eq!(house.store.journal.append(first).await, Outcome::Landed);
    let before = spoilt.clone();
    // The domain would not let it come to this.
    let mut again = spoilt.bids();
    again.entries[0].bidder = used.bidder;
    again.entries[0].key = used.key;
    let [first, Outcome::Rejected(why), last] = in_one_batch(&house, [one.bids(), again, other.bids()]).await else {
        panic!("not rejected")
    };
    assert_eq!([first, last], [Outcome::Landed, Outcome::Landed]);
    assert!(why.contains("23505"), "{why}");
    assert!(!why.contains(&used.key.unwrap().to_string()), "a value of a row: {why}");
    let mut spoilt = before;
    house.agrees_with(&spoilt).await;
    assert_eq!(house.store.journal.append(spoilt.bids()).await, Outcome::Landed);
    for desk in [&one, &spoilt, &other] {
        house.agrees_with(desk).await;
    }
}

#[tokio::test]
async fn a_draft_and_an_auction_nobody_knows_are_refused() {
    let house = House::new().await;
    let mut draft = Desk::of_a_draft(house.drafts().await);
    assert_eq!(house.store.journal.append(draft.decides(&Command::Tick)).await, Outcome::Refused);
    let mut append = house.publishes().await.decides(&Command::Tick);
    append.auction.0 = uuid::Uuid::new_v4();
    assert_eq!(house.store.journal.append(append).await, Outcome::Refused);
    let mut connection = house.connection().await;
    let events: i64 = sqlx::query_scalar("select count(*) from event").fetch_one(&mut connection).await.unwrap();
    assert_eq!(events, 0);
}

#[tokio::test]
async fn an_append_without_events_or_wrongly_numbered_is_rejected_unsent() {
    let house = House::new().await;
    let mut desk = house.opens().await;
    let before = desk.clone();
    let sound = desk.bids_times(2);
    let without = Append { entries: Vec::new(), ..sound.clone() };
    let with_a_gap = Append { entries: sound.entries[1..].to_vec(), ..sound.clone() };
    for append in [without, with_a_gap] {
        assert!(matches!(house.store.journal.append(append).await, Outcome::Rejected(_)));
    }
    house.agrees_with(&before).await;
}

#[tokio::test]
async fn what_does_not_fit_into_one_statement_goes_with_the_next() {
    let house = House::new().await;
    let mut desks = [house.opens().await, house.opens().await, house.opens().await, house.opens().await];
    let sizes = [700, 700, 1100, 3];
    let mut sized = desks.iter_mut().zip(sizes).map(|(desk, size)| desk.bids_times(size));
    let appends = std::array::from_fn(|_| sized.next().unwrap());
    drop(sized);
    assert_eq!(in_one_batch(&house, appends).await, [const { Outcome::Landed }; 4]);
    let mut connection = house.connection().await;
    let mut transactions = Vec::new();
    for desk in &desks {
        house.agrees_with(desk).await;
        transactions.push(transaction(&mut connection, desk, 2).await);
    }
    transactions.dedup();
    assert_eq!(transactions.len(), 4, "a statement holds 1024 events, or one append");
}

#[tokio::test]
async fn an_append_whose_caller_has_gone_lands_all_the_same() {
    let house = House::new().await;
    let (mut blocked, mut desk) = (house.opens().await, house.opens().await);
    let holder = house.holds(&blocked).await;
    assert_eq!(house.store.journal.append(blocked.bids()).now_or_never(), None);
    house.journal_waits_for_a_row(1).await;
    assert_eq!(house.store.journal.append(desk.bids()).now_or_never(), None);
    drop(holder);
    assert_eq!(house.store.journal.append(blocked.bids()).await, Outcome::Landed);
    assert_eq!(house.store.journal.append(desk.bids()).await, Outcome::Landed);
    house.agrees_with(&blocked).await;
    house.agrees_with(&desk).await;
}

#[tokio::test]
async fn the_journal_ends_with_its_last_handle_once_everything_is_written() {
    let house = House::new().await;
    let mut desks = [house.opens().await, house.opens().await];
    let journal = Journal::open(house.database.options(), 2);
    for desk in &mut desks {
        assert_eq!(journal.append(desk.bids()).await, Outcome::Landed);
        assert_eq!(journal.clone().append(desk.bids()).now_or_never(), None);
    }
    drop(journal);
    let House { store, database } = house;
    store.close().await;
    drop(store);
    let store = gavel::store::Store::open(database.options(), &Default::default()).await.unwrap();
    let house = House { store, database };
    house.journal_connections_are(0).await;
    for desk in &desks {
        house.agrees_with(desk).await;
    }
}

#[tokio::test]
async fn nobody_can_update_delete_or_truncate_events_not_even_their_owner() {
    let house = House::new().await;
    let desk = house.opens().await;
    let mut owner = house.connection().await;
    let attempts = ["update event set body = '{}'", "delete from event", "truncate event"];
    for attempt in attempts {
        let refusal = sqlx::query(attempt).execute(&mut owner).await.unwrap_err();
        let code = refusal.as_database_error().unwrap().code().unwrap().into_owned();
        // No right to; and a superuser, who needs none, meets the trigger.
        assert!(code == "42501" || code == "23001", "{attempt}: {refusal}");
    }
    sqlx::query("grant update, delete, truncate on event to current_user").execute(&mut owner).await.unwrap();
    for attempt in attempts {
        let refusal = sqlx::query(attempt).execute(&mut owner).await.unwrap_err();
        assert_eq!(refusal.as_database_error().unwrap().code().unwrap(), "23001", "{attempt}: {refusal}");
    }
    house.agrees_with(&desk).await;
}
