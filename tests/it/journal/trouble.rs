//! Killed backends and a network that fails: what was sent lands once, whole, by itself.

use super::desk::{Desk, House, until};
use gavel::store::journal::{Journal, Outcome};
use sqlx::Connection;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::task::{JoinHandle, JoinSet};

/// Auctions that append bids, one append after the other, until told to end.
struct Sale {
    bidding: JoinSet<Desk>,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    landed: AtomicUsize,
    ending: AtomicBool,
}

impl Sale {
    async fn begins(house: &House, journal: &Journal, auctions: usize) -> Sale {
        let mut sale = Sale { bidding: JoinSet::new(), state: Arc::default() };
        for _ in 0..auctions {
            let (mut desk, journal, state) = (house.opens().await, journal.clone(), sale.state.clone());
            sale.bidding.spawn(async move {
                while !state.ending.load(Ordering::SeqCst) {
                    let append = desk.bids_times(1 + desk.auction.seq as usize % 3);
                    assert_eq!(journal.append(append).await, Outcome::Landed);
                    state.landed.fetch_add(1, Ordering::SeqCst);
                }
                desk
            });
        }
        sale
    }

    /// Waits until the bidding goes on, and then a little longer, to strike at another moment each round.
    async fn goes_on(&self, round: u64) {
        let before = self.state.landed.load(Ordering::SeqCst);
        until(async || self.state.landed.load(Ordering::SeqCst) > before).await;
        tokio::time::sleep(Duration::from_millis(round * 7 % 20)).await;
    }

    /// Everything lands, and every ledger says exactly what its desk does.
    async fn ends_well(self, house: &House) {
        self.state.ending.store(true, Ordering::SeqCst);
        for desk in self.bidding.join_all().await {
            house.agrees_with(&desk).await;
        }
    }
}

fn append(journal: &Journal, desk: &mut Desk) -> JoinHandle<Outcome> {
    let (journal, append) = (journal.clone(), desk.bids());
    tokio::spawn(async move { journal.append(append).await })
}

#[tokio::test]
async fn killed_backends_lose_nothing_and_double_nothing() {
    let house = House::new().await;
    let journal = Journal::open(house.database.options(), 2);
    let sale = Sale::begins(&house, &journal, 50).await;
    let mut killer = house.connection().await;
    let kill = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and application_name = 'gavel-journal'";
    let mut killed = 0;
    for round in 0..30 {
        sale.goes_on(round).await;
        killed += sqlx::query_scalar::<_, i64>(kill).fetch_one(&mut killer).await.unwrap();
    }
    assert!(killed >= 20, "{killed} were killed");
    sale.ends_well(&house).await;
}

#[tokio::test]
async fn an_append_whose_answer_was_lost_is_recognised() {
    let house = House::new().await;
    let (journal, proxy) = house.journal_behind_a_proxy().await;
    let mut desk = house.opens().await;
    // The first of all prepares the statement; from then on the next answer is that of a commit.
    assert_eq!(journal.append(desk.bids()).await, Outcome::Landed);
    for _ in 0..3 {
        let asked = proxy.asked();
        proxy.swallow_answers(1);
        assert_eq!(journal.append(desk.bids_times(2)).await, Outcome::Landed);
        assert_eq!(proxy.to_swallow(), 0);
        assert_eq!(proxy.asked(), asked + 1, "it had to ask again");
    }
    house.agrees_with(&desk).await;
}

#[tokio::test]
async fn a_rivals_event_is_not_taken_for_one_that_landed_unseen() {
    let house = House::new().await;
    let (journal, proxy) = house.journal_behind_a_proxy().await;
    let mut desk = house.opens().await;
    assert_eq!(journal.append(desk.bids()).await, Outcome::Landed);
    proxy.refuse();
    let mut rivals = desk.clone();
    let ours = append(&journal, &mut desk);
    let asked = proxy.asked();
    until(async || proxy.asked() > asked).await;
    assert_eq!(house.store.journal.append(rivals.bids()).await, Outcome::Landed);
    proxy.accept();
    assert_eq!(ours.await.unwrap(), Outcome::Refused);
    house.agrees_with(&rivals).await;
}

#[tokio::test]
async fn a_network_cut_again_and_again_tears_nothing() {
    let house = House::new().await;
    let (journal, proxy) = house.journal_behind_a_proxy().await;
    let sale = Sale::begins(&house, &journal, 50).await;
    for round in 0..30 {
        sale.goes_on(round).await;
        if round % 2 == 0 { proxy.cut() } else { proxy.swallow_answers(1) }
    }
    until(async || proxy.to_swallow() == 0).await;
    assert!(proxy.asked() >= 20, "it asked {} times", proxy.asked());
    sale.ends_well(&house).await;
}

#[tokio::test]
async fn a_connection_gone_dead_is_given_up_and_what_arrives_late_changes_nothing() {
    let house = House::new().await;
    let (journal, proxy) = house.journal_behind_a_proxy().await;
    let mut desk = house.opens().await;
    assert_eq!(journal.append(desk.bids()).await, Outcome::Landed);
    proxy.stall();
    assert_eq!(journal.append(desk.bids()).await, Outcome::Landed);
    assert_eq!(proxy.asked(), 2, "the dead connection and the one after it");
    // The first try comes out of the network now, after the second has landed, and after it the end of its connection.
    proxy.deliver();
    drop(journal);
    house.journal_connections_are(1).await;
    house.agrees_with(&desk).await;
}

#[tokio::test]
async fn while_postgres_is_away_appends_wait_and_land_when_it_is_back() {
    let house = House::new().await;
    let (journal, proxy) = house.journal_behind_a_proxy().await;
    let (mut one, mut other) = (house.opens().await, house.opens().await);
    assert_eq!(journal.append(one.bids()).await, Outcome::Landed);
    proxy.refuse();
    let pending = [append(&journal, &mut one), append(&journal, &mut other)];
    let asked = proxy.asked();
    until(async || proxy.asked() >= asked + 4).await;
    assert!(pending.iter().all(|append| !append.is_finished()));
    proxy.accept();
    for append in pending {
        assert_eq!(append.await.unwrap(), Outcome::Landed);
    }
    house.agrees_with(&one).await;
    house.agrees_with(&other).await;
}

#[tokio::test]
async fn a_statement_still_under_way_on_a_lost_connection_is_waited_for() {
    let house = House::new().await;
    let (journal, proxy) = house.journal_behind_a_proxy().await;
    let mut desk = house.opens().await;
    assert_eq!(journal.append(desk.bids()).await, Outcome::Landed);
    let holder = house.holds(&desk).await;
    let pending = append(&journal, &mut desk);
    house.journal_waits_for_a_row(1).await;
    // The server does not notice that nobody listens any more: two statements now want the same row.
    proxy.cut();
    house.journal_waits_for_a_row(2).await;
    holder.close().await.unwrap();
    assert_eq!(pending.await.unwrap(), Outcome::Landed);
    house.agrees_with(&desk).await;
}
