//! A house with auctions under way, and a desk at each, where bids become appends as in an auction's actor.

use crate::lot::{A, B, SELLER};
use crate::support::database::Database;
use crate::support::proxy::Proxy;
use chrono::{TimeDelta, TimeZone, Utc};
use gavel::config::Storage;
use gavel::domain::Bid;
use gavel::domain::ledger::Nonce;
use gavel::domain::{
    AccountId, Auction, AuctionId, BidKey, Command, Currency, Hash, Increments, Money, Terms, Timestamp,
};
use gavel::store::Store;
use gavel::store::auctions::Draft;
use gavel::store::journal::{Append, Journal, Outcome};
use gavel::store::ledger::encode;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};
use std::net::{Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::time::Duration;
use uuid::Uuid;

/// A database with a seller in it.
pub struct House {
    pub store: Store,
    pub database: Database,
}

impl House {
    pub async fn new() -> House {
        let database = Database::fresh().await;
        let store = Store::open(database.options(), &Storage::default()).await.unwrap();
        let seller =
            "insert into account (id, email, name, password_hash, role) values ($1, 's@x.org', 'S', '', 'seller')";
        let mut connection = database.options().connect().await.unwrap();
        sqlx::query(seller).bind(SELLER.0).execute(&mut connection).await.unwrap();
        House { store, database }
    }

    /// An auction that is published and open.
    pub async fn opens(&self) -> Desk {
        let mut desk = self.publishes().await;
        let opening = desk.decides(&Command::Tick);
        assert_eq!(self.store.journal.append(opening).await, Outcome::Landed);
        desk
    }

    pub async fn publishes(&self) -> Desk {
        let draft = self.drafts().await;
        let was = self.store.listing(draft.terms.auction).await.unwrap().unwrap().terms_text;
        assert!(self.store.publish(&was, None, draft.terms.clone(), None).await.unwrap());
        Desk::at(draft.terms)
    }

    pub async fn drafts(&self) -> Draft {
        let starts_at = Utc.with_ymd_and_hms(2030, 1, 1, 12, 0, 0).unwrap();
        let terms = Terms::usual(
            AuctionId(Uuid::new_v4()),
            Currency::EUR,
            Money(100),
            Increments::Fixed(Money(1)),
            starts_at,
            starts_at + TimeDelta::days(1),
        );
        let (title, description, category) = ("A lot".into(), "A lot.".into(), "books".into());
        let draft = Draft { seller: SELLER, title, description, category, reserve: None, country: None, terms };
        self.store.create_draft(&draft).await.unwrap();
        draft
    }

    pub async fn connection(&self) -> PgConnection {
        self.database.options().connect().await.unwrap()
    }

    /// A journal beyond a network of its own.
    pub async fn journal_behind_a_proxy(&self) -> (Journal, Proxy) {
        let options: PgConnectOptions = self.database.url().parse().unwrap();
        let server = (options.get_host(), options.get_port()).to_socket_addrs().unwrap().next().unwrap();
        let proxy = Proxy::to(server).await;
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, proxy.port));
        let options = options.host(&here.ip().to_string()).port(here.port());
        (Journal::open(options, 1), proxy)
    }

    /// The ledger is whole, the row agrees with it, and both say exactly what the desk does.
    pub async fn agrees_with(&self, desk: &Desk) {
        let loaded = self.store.load(desk.id(), 0).await.unwrap().unwrap();
        assert_eq!(loaded.auction, desk.auction);
        assert_eq!(loaded.head, desk.head);
        let mut connection = self.connection().await;
        let events = sqlx::query_scalar("select count(*) from event where auction_id = $1").bind(desk.id().0);
        let events: i64 = events.fetch_one(&mut connection).await.unwrap();
        assert_eq!(events, desk.auction.seq, "events in the ledger");
        let row = "select leader_id, minimum, hash from auction where id = $1";
        let row = sqlx::query_as(row).bind(desk.id().0).fetch_one(&mut connection).await.unwrap();
        let leader = desk.auction.lead.map(|lead| lead.bidder.0);
        let ours: (Option<Uuid>, i64, Vec<u8>) = (leader, desk.auction.minimum().0, desk.head.0.to_vec());
        assert_eq!(ours, row);
        connection.close().await.unwrap();
    }

    /// Takes an auction's row and keeps it until the connection ends: a lane that comes to it stands still.
    pub async fn holds(&self, desk: &Desk) -> PgConnection {
        let mut holder = self.connection().await;
        sqlx::query("begin").execute(&mut holder).await.unwrap();
        let row = sqlx::query("select from auction where id = $1 for update").bind(desk.id().0);
        row.execute(&mut holder).await.unwrap();
        holder
    }

    /// Waits until as many journal connections as this stand before a row that somebody else holds.
    pub async fn journal_waits_for_a_row(&self, how_many: i64) {
        let waiting = "wait_event_type = 'Lock'";
        self.journal_connections(waiting, how_many).await;
    }

    /// Waits until no more journal connections than these are left.
    pub async fn journal_connections_are(&self, how_many: i64) {
        self.journal_connections("true", how_many).await;
    }

    async fn journal_connections(&self, which: &'static str, how_many: i64) {
        let mut connection = self.connection().await;
        let count = "select count(*) from pg_stat_activity
                     where datname = current_database() and application_name = 'gavel-journal' and ";
        let count = format!("{count}{which}");
        until(async || {
            let count = sqlx::query_scalar(sqlx::AssertSqlSafe(count.clone()));
            let count: i64 = count.fetch_one(&mut connection).await.unwrap();
            count == how_many
        })
        .await;
    }
}

/// What an auction's actor knows.
#[derive(Clone)]
pub struct Desk {
    pub auction: Auction,
    pub head: Hash,
    now: Timestamp,
}

impl Desk {
    fn at(terms: Terms) -> Desk {
        let head = Hash::genesis(terms.auction, &gavel::store::terms::write(&terms));
        let now = terms.starts_at;
        Desk { auction: Auction::published(terms.into(), SELLER, None), head, now }
    }

    /// The desk of a draft, which has no business being there.
    pub fn of_a_draft(draft: Draft) -> Desk {
        Desk::at(draft.terms)
    }

    pub fn id(&self) -> AuctionId {
        self.auction.terms.auction
    }

    /// The next bid that will be accepted, as an append; the desk goes on as if it had landed.
    pub fn bids(&mut self) -> Append {
        self.bids_times(1)
    }

    /// As many bids in one append.
    pub fn bids_times(&mut self, times: usize) -> Append {
        let mut entries = Vec::new();
        for _ in 0..times {
            let bid = self.next_bid();
            entries.extend(self.decides(&Command::Bid(bid)).entries);
        }
        Append::leading_to(&self.auction, entries)
    }

    /// What a command leads to, as an append; the desk goes on as if it had landed.
    pub fn decides(&mut self, command: &Command) -> Append {
        let mut entries = Vec::new();
        for event in self.auction.decide(command, self.now).unwrap() {
            self.auction.apply(self.now, &event);
            let entry = encode(&self.auction, self.now, &event, self.head);
            self.head = entry.hash;
            entries.push(entry);
        }
        self.now += TimeDelta::milliseconds(1);
        Append::leading_to(&self.auction, entries)
    }

    fn next_bid(&self) -> Bid {
        let leader = self.auction.lead.map(|lead| lead.bidder);
        let bidder: AccountId = if leader == Some(A) { B } else { A };
        let (key, nonce) = (BidKey(Uuid::new_v4()), Nonce(Uuid::new_v4().into_bytes()));
        Bid::new(bidder, self.auction.minimum(), key, nonce)
    }
}

/// Waits until something is so; a minute is for machines that are busy.
pub async fn until(mut so: impl AsyncFnMut() -> bool) {
    for _ in 0..6_000 {
        if so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("waited in vain");
}
