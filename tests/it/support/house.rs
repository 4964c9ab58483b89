//! A house that listens: in a thread of this process with an actix system of its own, or as a child process that can be
//! killed. Either can stop and open again on the same database, at the same address.

use super::database::Database;
use super::people::{Admin, Anon, Bidder, Lot, Seller};
use super::proxy::Proxy;
use actix_web::dev::ServerHandle;
use actix_web::rt::System;
use chrono::{TimeDelta, Utc};
use clap::Parser;
use gavel::app::Application;
use gavel::config::{Settings, Storage};
use gavel::domain::{AuctionId, Closing, ClosingMode, Currency, Increments, Money, Terms};
use gavel::live::Live;
use gavel::store::Store;
use gavel::store::accounts::{Account, Email, NewAccount, Role, Shown};
use gavel::store::auctions::Draft;
use gavel::store::sessions::Origin;
use gavel::web::auth::Token;
use gavel::web::password::hash_here;
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use std::fs::File;
use std::future::Future;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::thread::JoinHandle;
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

/// The longest any test waits for something that must happen. For busy machines; nothing is measured by it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Everybody's.
pub const PASSWORD: &str = "correct horse battery";

/// Waits until something is so.
pub async fn until<F: Future<Output = bool>>(what: &str, so: impl Fn() -> F) {
    let waiting = async {
        while !so().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(tokio::time::timeout(PATIENCE, waiting).await.is_ok(), "waited in vain until {what}");
}

/// A house with a database of its own.
pub struct House {
    running: Option<Running>,
    address: SocketAddr,
    /// How the house reaches the database.
    url: String,
    /// What else it is told when it opens.
    flags: Vec<String>,
    /// What it keeps on disk.
    data: TempDir,
    /// Where a process is to write down everything it does, if anywhere.
    log: Option<PathBuf>,
    /// The tests' own way to it, round any proxy.
    pub store: Store,
    pub database: Database,
}

enum Running {
    Here { server: ServerHandle, live: Live, thread: JoinHandle<()> },
    Child(Child),
}

impl House {
    /// A house in this process.
    pub async fn open() -> House {
        let database = Database::fresh().await;
        let url = database.url();
        let mut house = House::closed(database, url).await;
        house.reopen().await;
        house
    }

    /// A house in this process with limits: the usual ones but for these flags, and whoever comes may say in
    /// X-Forwarded-For where from.
    pub async fn with_limits(flags: &[&str]) -> House {
        let database = Database::fresh().await;
        let url = database.url();
        let mut house = House::closed(database, url).await;
        let limited = ["--trusted-proxies", "127.0.0.1"];
        house.flags = limited.iter().chain(flags).map(ToString::to_string).collect();
        house.reopen().await;
        house
    }

    /// A house in this process that reaches its database through a network that can fail.
    pub async fn behind_a_proxy() -> (House, Proxy) {
        House::behind_a_proxy_with(&[]).await
    }

    /// The same, told these flags besides.
    pub async fn behind_a_proxy_with(flags: &[&str]) -> (House, Proxy) {
        let database = Database::fresh().await;
        let direct: PgConnectOptions = database.url().parse().unwrap();
        let proxy = Proxy::to(SocketAddr::from(([127, 0, 0, 1], direct.get_port()))).await;
        let url = direct.port(proxy.port).to_url_lossy().to_string();
        let mut house = House::closed(database, url).await;
        house.flags.extend(flags.iter().map(ToString::to_string));
        house.reopen().await;
        (house, proxy)
    }

    /// A house in this process that is told these flags besides.
    pub async fn told(flags: &[&str]) -> House {
        let mut house = House::ready(flags).await;
        house.reopen().await;
        house
    }

    /// The `gavel` binary itself, told these flags besides.
    pub async fn told_as_a_process(flags: &[&str]) -> House {
        let mut house = House::ready(flags).await;
        house.spawn();
        house
    }

    async fn ready(flags: &[&str]) -> House {
        let database = Database::fresh().await;
        let url = database.url();
        let mut house = House::closed(database, url).await;
        house.flags.extend(flags.iter().map(ToString::to_string));
        house
    }

    /// The mails that lie in the data folder, the oldest first.
    pub fn mails(&self) -> Vec<PathBuf> {
        let lying = std::fs::read_dir(self.data.path().join("mail")).into_iter().flatten();
        let mut mails: Vec<PathBuf> = lying.map(|entry| entry.unwrap().path()).collect();
        mails.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
        mails.sort();
        mails
    }

    /// The `gavel` binary itself, to be killed.
    pub async fn as_a_process() -> House {
        let database = Database::fresh().await;
        let url = database.url();
        let mut house = House::closed(database, url).await;
        house.spawn();
        house
    }

    /// The same, with a log of everything, down to the least.
    pub async fn as_a_process_that_logs_to(log: &Path) -> House {
        let database = Database::fresh().await;
        let url = database.url();
        let mut house = House::closed(database, url).await;
        house.log = Some(log.to_owned());
        house.spawn();
        house
    }

    async fn closed(database: Database, url: String) -> House {
        let storage = Storage { connections: 4, ..Storage::default() };
        let store = Store::open(database.options(), &storage).await.unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        // Many of its people come from one address, and faster than any hand.
        let flags = ["--rate-limits", "off"].map(String::from).to_vec();
        let data = tempfile::Builder::new().prefix("gavel-data-").tempdir().unwrap();
        House { running: None, address, url, flags, data, log: None, store, database }
    }

    /// Opens a house that was stopped, in this process, where it was before.
    pub async fn reopen(&mut self) {
        assert!(self.running.is_none(), "it is open");
        let settings = self.settings();
        let (told, opened) = tokio::sync::oneshot::channel();
        let thread = std::thread::spawn(move || {
            let system = System::new();
            system.block_on(async move {
                let application = Application::build(settings).await.unwrap_or_else(|error| panic!("{error:#}"));
                let (server, live) = application.handle();
                let _ = told.send((application.address(), server, live));
                application.run().await.unwrap();
            });
            System::current().stop();
            system.run().unwrap();
        });
        let (address, server, live) = opened.await.expect("the house opens");
        self.address = address;
        self.running = Some(Running::Here { server, live, thread });
    }

    /// Opens a house that was stopped or killed, as a process, where it was before.
    pub fn spawn(&mut self) {
        assert!(self.running.is_none(), "it is open");
        let mut gavel = Command::new(env!("CARGO_BIN_EXE_gavel"));
        gavel.args(["serve", "--listen", &self.address.to_string()]).args(&self.flags).env("DATABASE_URL", &self.url);
        gavel.env("GAVEL_DATA", self.data.path());
        let level = if self.log.is_some() { "trace" } else { "error" };
        if let Some(log) = &self.log {
            gavel.stderr(File::options().append(true).create(true).open(log).unwrap());
        }
        let mut child = gavel.env("GAVEL_LOG", level).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Gavel is open at http://").and_then(|rest| rest.strip_suffix('/'));
        self.address = address.unwrap_or_else(|| panic!("it says {line:?}")).parse().unwrap();
        self.running = Some(Running::Child(child));
    }

    fn settings(&self) -> Settings {
        #[derive(Parser)]
        struct Flags {
            #[command(flatten)]
            settings: Settings,
        }
        let listen = self.address.to_string();
        let data = self.data.path().to_str().unwrap();
        let flags = ["gavel", "--listen", &listen, "--database-url", &self.url, "--workers", "2", "--data", data];
        Flags::try_parse_from(flags.into_iter().chain(self.flags.iter().map(String::as_str))).unwrap().settings
    }

    /// Closes the house as a signal would.
    pub async fn stop(&mut self) {
        match self.running.take().expect("it is open") {
            Running::Here { server, live, thread } => {
                live.drain().await;
                server.stop(true).await;
                tokio::task::spawn_blocking(move || thread.join().unwrap()).await.unwrap();
            }
            Running::Child(mut child) => {
                let term = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
                assert!(term.success());
                assert!(tokio::task::spawn_blocking(move || child.wait().unwrap()).await.unwrap().success());
            }
        }
    }

    /// kill -9.
    pub fn kill(&mut self) {
        match self.running.take() {
            Some(Running::Child(mut child)) => {
                child.kill().unwrap();
                child.wait().unwrap();
            }
            _ => panic!("only a process can be killed"),
        }
    }

    /// The folder in which it keeps what is on disk.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The live side of a house in this process.
    pub fn live(&self) -> &Live {
        match &self.running {
            Some(Running::Here { live, .. }) => live,
            _ => panic!("not in this process"),
        }
    }

    /// A connection of the tests' own.
    pub async fn connection(&self) -> PgConnection {
        self.database.options().connect().await.unwrap()
    }

    /// Until somebody waits for a lock that somebody else holds.
    pub async fn somebody_waits(&self) {
        let mut looks = self.connection().await;
        let waits = "select exists (select from pg_stat_activity
                                    where datname = current_database() and wait_event_type = 'Lock')";
        let waiting = async {
            while !sqlx::query_scalar::<_, bool>(waits).fetch_one(&mut looks).await.unwrap() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        assert!(tokio::time::timeout(PATIENCE, waiting).await.is_ok(), "nobody waits for a lock");
    }

    pub fn anon(&self) -> Anon {
        Anon::at(self.address, None)
    }

    pub async fn bidder(&self, name: &str) -> Bidder {
        Bidder::at(self.address, Some(self.person(name, Role::Bidder).await))
    }

    pub async fn seller(&self) -> Seller {
        Seller::at(self.address, Some(self.person("Sal", Role::Seller).await))
    }

    pub async fn admin(&self) -> Admin {
        Admin::at(self.address, Some(self.person("Ada", Role::Admin).await))
    }

    /// Somebody with an account and a session, without the time that hashing a password for each takes.
    async fn person(&self, name: &str, role: Role) -> (Account, Token) {
        let email = Email::parse(&format!("{}@example.org", Uuid::new_v4().simple())).unwrap();
        static HASH: LazyLock<String> = LazyLock::new(|| hash_here(PASSWORD).unwrap());
        let new = NewAccount { email, name: name.into(), password_hash: HASH.clone(), role };
        let id = self.store.create_account(&new).await.unwrap();
        let token = Token::fresh();
        let (shown, until) = (Shown { password_hash: HASH.clone(), code: false }, Utc::now() + TimeDelta::days(1));
        self.store.open_session(id, &shown, &token.hash(), until, &Origin::default()).await.unwrap().unwrap();
        (Account { id, email: new.email.to_string(), name: new.name, role, is_confirmed: true }, token)
    }

    /// A published lot at 9.99, written down without going through the front door.
    pub async fn lot_of(&self, seller: &Seller, starts_in: TimeDelta, ends_in: TimeDelta) -> Lot {
        self.lot_under(seller, starts_in, ends_in, |_| {}).await
    }

    /// The same, under other terms.
    pub async fn lot_under(
        &self,
        seller: &Seller,
        starts_in: TimeDelta,
        ends_in: TimeDelta,
        change: impl FnOnce(&mut Terms),
    ) -> Lot {
        // By the house's clock where that is to be had: a paused machine leaves it behind the wall's.
        let now = match &self.running {
            Some(Running::Here { live, .. }) => live.now(),
            _ => Utc::now(),
        };
        let id = AuctionId(Uuid::now_v7());
        let mut terms = Terms {
            closing: Closing { mode: ClosingMode::Hard, ..Closing::default() },
            ..Terms::usual(
                id,
                Currency::EUR,
                Money(9_99),
                Increments::us(Currency::EUR),
                millis(now + starts_in),
                millis(now + ends_in),
            )
        };
        change(&mut terms);
        let (title, description, category) = ("A bentwood chair".into(), "It rocks.".into(), "furniture".into());
        let draft = Draft { seller: seller.id(), title, description, category, reserve: None, country: None, terms };
        self.store.create_draft(&draft).await.unwrap();
        let was = self.store.listing(id).await.unwrap().unwrap().terms_text;
        assert!(self.store.publish(&was, None, draft.terms, None).await.unwrap());
        Lot { id }
    }
}

/// Terms keep instants to the millisecond.
fn millis(at: gavel::domain::Timestamp) -> gavel::domain::Timestamp {
    gavel::domain::Timestamp::from_timestamp_millis(at.timestamp_millis()).unwrap()
}

impl Drop for House {
    fn drop(&mut self) {
        match self.running.take() {
            Some(Running::Here { server, thread, .. }) => {
                // Sent at once; nobody waits for the answer.
                drop(server.stop(false));
                let _ = thread.join();
            }
            Some(Running::Child(mut child)) => {
                let _ = child.kill();
                let _ = child.wait();
            }
            None => {}
        }
    }
}
