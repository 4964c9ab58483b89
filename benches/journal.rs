//! The journal alone against a row-locked transaction per bid, on the same private PostgreSQL, with fsync on.
//!
//! Two loads: one hot auction with 256 bids in flight, and 1000 auctions with one each. The row-locked side is what most
//! auction software does: begin, `select … for update`, insert the event, update the auction, commit, on 16 pooled
//! connections with 256 bids in flight. Making the text and the hash of every event is part of both, and both clients are
//! one thread. Rounds alternate, so that both meet the same weather; the medians count, and of those only their ratio
//! means anything on another machine.

#[path = "shared/figures.rs"]
mod figures;
#[path = "shared/lots.rs"]
mod lots;
#[path = "shared/postgres.rs"]
mod postgres;
#[path = "shared/waits.rs"]
mod waits;

use figures::median;
use futures_util::future::try_join_all;
use gavel::config::{BATCH, Storage};
use gavel::domain::Bid;
use gavel::domain::ledger::Nonce;
use gavel::domain::{AccountId, Auction, AuctionId, BidKey, Command, Hash, Money, Terms, Timestamp};
use gavel::store::Store;
use gavel::store::journal::{Append, Journal, Outcome};
use gavel::store::ledger::{Entry, encode, instant};
use gavel::store::postgres::PrivatePostgres;
use lots::now;
use sqlx::postgres::{PgPool, PgPoolOptions};
use std::error::Error;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use uuid::Uuid;
use waits::percentile;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// How long each measurement runs. Four make a round.
const SPAN: Duration = Duration::from_millis(2500);
const ROUNDS: usize = 3;
/// Bids in flight on the hot auction, and on the row-locked side in all.
const IN_FLIGHT: usize = 256;
const MANY: usize = 1000;
/// Connections of the row-locked side.
const POOL: u32 = 16;

const SELLER: AccountId = AccountId(Uuid::from_u128(1));
const BIDDERS: [AccountId; 2] = [AccountId(Uuid::from_u128(2)), AccountId(Uuid::from_u128(3))];

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(postgres::with_postgres(async |_, postgres| compare(postgres).await))
}

async fn compare(postgres: &PrivatePostgres) -> Result<()> {
    let store = Store::open(postgres.connect_options(), &Storage::default()).await?;
    let pool =
        PgPoolOptions::new().max_connections(POOL).min_connections(POOL).acquire_timeout(Duration::from_secs(60));
    let pool = pool.connect_with(postgres.connect_options()).await?;
    sqlx::query("insert into account (id, email, name, password_hash, role) values ($1, 's@x.org', 'S', '', 'seller')")
        .bind(SELLER.0)
        .execute(&pool)
        .await?;
    println!("preparing {} auctions", 2 * (MANY + 1));
    let (hot, many) = (Journalled::start(&store, 1).await?, Journalled::start(&store, MANY).await?);
    let (hot_row, many_rows) =
        (RowLocked::start(&store, &pool, 1).await?, RowLocked::start(&store, &pool, MANY).await?);

    let (mut one_hot, mut each) = (Comparison::default(), Comparison::default());
    let rounds = figures::rounds(ROUNDS);
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        one_hot.row_locked.push(hot_row.pace().await?);
        one_hot.journal.push(hot.pace(IN_FLIGHT).await?);
        each.row_locked.push(many_rows.pace().await?);
        each.journal.push(many.pace(MANY).await?);
    }
    println!();
    one_hot.print(&format!("one hot auction, {IN_FLIGHT} bids in flight"), 30.0);
    each.print(&format!("{MANY} auctions, one bid in flight each"), 7.0);
    for (who, counted) in [
        (&hot.auctions, &one_hot.journal),
        (&many.auctions, &each.journal),
        (&hot_row.auctions, &one_hot.row_locked),
        (&many_rows.auctions, &each.row_locked),
    ] {
        check(&pool, who, counted).await?;
    }
    pool.close().await;
    store.close().await;
    Ok(())
}

/// Every bid that was counted is in the ledger, and no other.
async fn check(pool: &PgPool, auctions: &[AuctionId], counted: &[Pace]) -> Result<()> {
    let ids: Vec<Uuid> = auctions.iter().map(|id| id.0).collect();
    let bids = sqlx::query_scalar("select count(*) from event where auction_id = any($1) and kind = 'bid'").bind(ids);
    let bids: i64 = bids.fetch_one(pool).await?;
    let counted: usize = counted.iter().map(|pace| pace.bids).sum();
    if bids == i64::try_from(counted)? { Ok(()) } else { Err(format!("{counted} bids counted, {bids} stored").into()) }
}

/// What one measurement found.
struct Pace {
    bids: usize,
    per_second: f64,
    p99_ms: f64,
}

#[derive(Default)]
struct Comparison {
    row_locked: Vec<Pace>,
    journal: Vec<Pace>,
}

impl Comparison {
    fn print(&self, load: &str, goal: f64) {
        println!("{load}");
        for (name, paces) in [("row-locked transaction per bid", &self.row_locked), ("journal", &self.journal)] {
            let (bids, p99) = (median(paces, |pace| pace.per_second), median(paces, |pace| pace.p99_ms));
            println!("  {name:<31} {bids:>9.0} bids/s   p99 {p99:>6.1} ms");
        }
        let per_second = |pace: &Pace| pace.per_second;
        let ratio = median(&self.journal, per_second) / median(&self.row_locked, per_second);
        println!("  ratio {ratio:.1} (goal {goal:.0})\n");
    }
}

/// Has so many bidders bid, each again as soon as it is answered.
async fn pace<F>(bidders: usize, bid: impl Fn(usize) -> F + Clone + Send + 'static) -> Result<Pace>
where
    F: Future<Output = Result<()>> + Send,
{
    let begun = Instant::now();
    let mut bidding = JoinSet::new();
    for bidder in 0..bidders {
        let bid = bid.clone();
        bidding.spawn(async move {
            let mut waits = Vec::new();
            while begun.elapsed() < SPAN {
                let sent = Instant::now();
                bid(bidder).await?;
                waits.push(sent.elapsed());
            }
            Ok(waits)
        });
    }
    let waits: Result<Vec<Vec<Duration>>> = bidding.join_all().await.into_iter().collect();
    let took = begun.elapsed();
    let mut waits = waits?.concat();
    waits.sort();
    let per_second = waits.len() as f64 / took.as_secs_f64();
    Ok(Pace { bids: waits.len(), per_second, p99_ms: percentile(&waits, 99).as_secs_f64() * 1000.0 })
}

/// Auctions whose bids go through the journal, as an auction's actor sends them.
struct Journalled {
    auctions: Arc<[AuctionId]>,
    desks: Arc<[mpsc::Sender<oneshot::Sender<()>>]>,
}

impl Journalled {
    async fn start(store: &Store, how_many: usize) -> Result<Journalled> {
        let (mut auctions, mut desks) = (Vec::new(), Vec::new());
        for terms in publish(store, how_many).await? {
            auctions.push(terms.auction);
            let (sender, inbox) = mpsc::channel(IN_FLIGHT);
            tokio::spawn(Desk::at(terms).serve(store.journal.clone(), inbox));
            desks.push(sender);
        }
        Ok(Journalled { auctions: auctions.into(), desks: desks.into() })
    }

    async fn pace(&self, bidders: usize) -> Result<Pace> {
        let desks = self.desks.clone();
        pace(bidders, move |bidder| {
            let desk = desks[bidder % desks.len()].clone();
            async move {
                let (sender, answer) = oneshot::channel();
                desk.send(sender).await?;
                Ok(answer.await?)
            }
        })
        .await
    }
}

/// One auction: gathers, decides a batch, keeps one append in flight and decides the next meanwhile.
struct Desk {
    auction: Auction,
    head: Hash,
}

impl Desk {
    fn at(terms: Terms) -> Desk {
        let head = Hash::genesis(terms.auction, &gavel::store::terms::write(&terms));
        Desk { auction: Auction::published(terms.into(), SELLER, None), head }
    }

    async fn serve(mut self, journal: Journal, mut inbox: mpsc::Receiver<oneshot::Sender<()>>) {
        let (mut entries, mut asked, mut landed) = (self.decide(&Command::Tick), Vec::new(), Vec::new());
        while inbox.recv_many(&mut asked, BATCH).await > 0 {
            entries.extend(self.bids(asked.len()));
            while !asked.is_empty() {
                let waiting = std::mem::take(&mut asked);
                let mut append = pin!(journal.append(Append::leading_to(&self.auction, std::mem::take(&mut entries))));
                answer(&mut landed);
                let outcome = loop {
                    let room = BATCH - asked.len();
                    tokio::select! {
                        outcome = &mut append => break outcome,
                        came = inbox.recv_many(&mut asked, room), if room > 0 => entries.extend(self.bids(came)),
                    }
                };
                // Whoever asked hears nothing then, and the measurement ends with that.
                if outcome != Outcome::Landed {
                    return;
                }
                landed = waiting;
            }
            answer(&mut landed);
        }
    }

    fn bids(&mut self, how_many: usize) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(how_many);
        for _ in 0..how_many {
            let bid = self.next_bid();
            entries.extend(self.decide(&Command::Bid(bid)));
        }
        entries
    }

    fn next_bid(&self) -> Bid {
        let leads = self.auction.lead.is_some_and(|lead| lead.bidder == BIDDERS[0]);
        let (key, nonce) = (BidKey(Uuid::now_v7()), Nonce(rand::random()));
        Bid::new(BIDDERS[usize::from(leads)], self.auction.minimum(), key, nonce)
    }

    fn decide(&mut self, command: &Command) -> Vec<Entry> {
        let now = now();
        let events = self.auction.decide(command, now).unwrap_or_default();
        let folded = events.iter().map(|event| {
            self.auction.apply(now, event);
            let entry = encode(&self.auction, now, event, self.head);
            self.head = entry.hash;
            entry
        });
        folded.collect()
    }
}

fn answer(landed: &mut Vec<oneshot::Sender<()>>) {
    for bidder in landed.drain(..) {
        let _ = bidder.send(());
    }
}

/// Auctions whose bids are a transaction each.
struct RowLocked {
    auctions: Arc<[AuctionId]>,
    pool: PgPool,
}

impl RowLocked {
    async fn start(store: &Store, pool: &PgPool, how_many: usize) -> Result<RowLocked> {
        let auctions = publish(store, how_many).await?.into_iter().map(|terms| terms.auction).collect();
        Ok(RowLocked { auctions, pool: pool.clone() })
    }

    async fn pace(&self) -> Result<Pace> {
        let (auctions, pool, next) = (self.auctions.clone(), self.pool.clone(), Arc::new(AtomicUsize::new(0)));
        pace(IN_FLIGHT, move |_| {
            let auction = auctions[next.fetch_add(1, Ordering::Relaxed) % auctions.len()];
            bid_under_a_lock(pool.clone(), auction)
        })
        .await
    }
}

async fn bid_under_a_lock(pool: PgPool, auction: AuctionId) -> Result<()> {
    let mut transaction = pool.begin().await?;
    let (seq, hash, price, leader, ends_at): (i64, Vec<u8>, Option<i64>, Option<Uuid>, Timestamp) =
        sqlx::query_as("select seq, hash, price, leader_id, ends_at from auction where id = $1 for update")
            .bind(auction.0)
            .fetch_one(&mut *transaction)
            .await?;
    let (seq, price, at) = (seq + 1, price.unwrap_or(99) + 1, now());
    let number = usize::from(leader == Some(BIDDERS[0].0));
    let nonce = Nonce(rand::random());
    let body = serde_json::json!({
        "auction": auction.0, "seq": seq, "at": instant(at), "kind": "bid",
        "data": {
            "bidder": format!("b{number}"), "amount": price, "price": price, "leader": format!("b{number}"),
            "minimum": price + 1, "bids": seq, "ends_at": instant(ends_at), "reserve_met": true,
            "sealed": Hash::seal(Money(price), &nonce).to_string(),
        }
    })
    .to_string();
    let hash = Hash(hash.try_into().map_err(|_| "a hash has 32 bytes")?).then(&body);
    sqlx::query(
        "insert into event (auction_id, seq, at, kind, body, hash, bidder_id, key, secret)
         values ($1, $2, $3, 'bid', $4, $5, $6, $7, $8)",
    )
    .bind(auction.0)
    .bind(seq)
    .bind(at)
    .bind(body)
    .bind(&hash.0[..])
    .bind(BIDDERS[number].0)
    .bind(Uuid::now_v7())
    .bind(format!(r#"{{"maximum":{price},"nonce":"{nonce}"}}"#))
    .execute(&mut *transaction)
    .await?;
    sqlx::query(
        "update auction set seq = $2, hash = $3, price = $4, leader_id = $5, bids = $6, minimum = $7 where id = $1",
    )
    .bind(auction.0)
    .bind(seq)
    .bind(&hash.0[..])
    .bind(price)
    .bind(BIDDERS[number].0)
    .bind(i32::try_from(seq)?)
    .bind(price + 1)
    .execute(&mut *transaction)
    .await?;
    Ok(transaction.commit().await?)
}

async fn publish(store: &Store, how_many: usize) -> Result<Vec<Terms>> {
    try_join_all((0..how_many).map(|_| lots::publish(store, SELLER))).await
}
