//! The only wiring place: settings in, a listening house out; and how it closes without losing anything.

use crate::config::{self, Settings};
use crate::demo;
use crate::limits::Limits;
use crate::live::Live;
use crate::mail::PostOffice;
use crate::mail::carrier::Carrier;
use crate::mail::letter::Sender;
use crate::photos::{Photos, Shelf};
use crate::store::Store;
use crate::store::accounts::{Email, NewAccount, Role, tidy_name};
use crate::store::postgres::{Claim, PrivatePostgres, claim};
use crate::web::password::hash_here;
use crate::web::photos::hang;
use crate::web::{self, House, takeover};
use actix_web::App;
use actix_web::dev::{Server, ServerHandle};
use anyhow::Context;
use chrono::Utc;
use socket2::{Domain, Socket, Type};
use sqlx::postgres::PgConnectOptions;
use std::io::{self, BufRead, IsTerminal};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::mpsc;
use std::time::Duration;

/// A house that listens. Dropped without [`Application::run`], it never opens.
pub struct Application {
    server: Server,
    address: SocketAddr,
    live: Live,
    store: Store,
    database: Database,
    /// Held until the end: one house at a time on a data folder.
    _claim: Option<Claim>,
}

/// Where the house's PostgreSQL comes from.
enum Database {
    /// Named by the settings; none of ours to stop.
    Named(Box<PgConnectOptions>),
    Private(PrivatePostgres),
}

impl Database {
    async fn find(url: Option<&str>, data: &std::path::Path) -> anyhow::Result<Database> {
        match url {
            Some(url) => {
                let options = PgConnectOptions::from_str(url).context("the database URL cannot be read")?;
                Ok(Database::Named(Box::new(options)))
            }
            None => Ok(Database::Private(PrivatePostgres::start(data).await?)),
        }
    }

    fn options(&self) -> PgConnectOptions {
        match self {
            Database::Named(options) => (**options).clone(),
            Database::Private(postgres) => postgres.connect_options(),
        }
    }

    async fn close(self) -> anyhow::Result<()> {
        if let Database::Private(postgres) = self {
            postgres.stop().await?;
        }
        Ok(())
    }
}

impl Application {
    /// Opens the store, starts the live side, and binds the address. Port 0 lets the system choose one.
    ///
    /// # Errors
    /// Whatever keeps the house from opening, said so that a person can put it right.
    pub async fn build(settings: Settings) -> anyhow::Result<Application> {
        check(&settings)?;
        let listener = bind(settings.listen)
            .with_context(|| format!("cannot listen on {}: choose another address with --listen", settings.listen))?;
        let address = listener.local_addr()?;
        let claim = match settings.database_url {
            Some(_) => None,
            None => Some(claim(&settings.data)?),
        };
        let database = Database::find(settings.database_url.as_deref(), &settings.data).await?;
        let store = Store::open(database.options(), &settings.storage).await?;
        let live = Live::start(store.clone(), Limits::new(&settings.limits), settings.auction_threads());
        tokio::spawn(sweep(store.clone()));
        if settings.web.require_confirmed {
            live.require_confirmed();
        }
        let base = settings.web.public_url.as_ref().map_or(format!("http://{address}"), |url| url.origin().into());
        let sender = Sender::new(&settings.mail.mail_from, &base)?;
        let carrier = Carrier::open(&settings.mail, &settings.data)?;
        tokio::spawn(PostOffice { store: store.clone(), live: live.clone(), sender, carrier }.run());
        let photos = open_photos(&store, &settings).await?;
        tokio::spawn(hang::keep_swept(store.clone(), photos.clone()));
        let house = House::new(store.clone(), live.clone(), photos, settings.web.clone());
        if settings.demo {
            demo::open(&house).await?;
        }
        let server = listen(house, listener, settings.workers())?;
        Ok(Application { server, address, live, store, database, _claim: claim })
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops the house from elsewhere, as a signal would.
    pub fn handle(&self) -> (ServerHandle, Live) {
        (self.server.handle(), self.live.clone())
    }

    /// Serves until SIGTERM or Ctrl-C, then says goodbye: sockets hear `bye`, requests are finished, and what is decided
    /// is committed.
    ///
    /// # Errors
    /// If the server or its private PostgreSQL ends badly.
    pub async fn run(self) -> anyhow::Result<()> {
        let (handle, live) = self.handle();
        let stopping = actix_web::rt::spawn(async move {
            asked_to_stop().await;
            tracing::info!("closing the house");
            live.drain().await;
            handle.stop(true).await;
        });
        self.server.await?;
        stopping.abort();
        self.store.close().await;
        self.database.close().await
    }
}

/// Refuses what must not be open to the world, and warns of what looks like a mistake.
fn check(settings: &Settings) -> anyhow::Result<()> {
    let (address, web) = (settings.listen, &settings.web);
    anyhow::ensure!(
        !settings.demo || address.ip().is_loopback(),
        "--demo prints its passwords and makes up bids, so it listens on a loopback address only, like 127.0.0.1:8080; \
         {address} is not one"
    );
    anyhow::ensure!(
        settings.limits.hold() || address.ip().is_loopback(),
        "--rate-limits off is for tests and benchmarks, so it listens on a loopback address only, like 127.0.0.1:8080; \
         {address} is not one"
    );
    if web.public_url.is_some() && web.trusted_proxies.is_empty() && settings.limits.hold() {
        tracing::warn!(
            "--public-url says that a proxy stands in front, but --trusted-proxies does not name it: everybody who comes \
             through it is limited as if they were one"
        );
    }
    Ok(())
}

/// Binds as the standard library does, but with room for everybody who comes back at once after a restart.
fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(config::BACKLOG_OF_CONNECTIONS)?;
    Ok(socket.into())
}

fn listen(house: House, listener: TcpListener, workers: usize) -> anyhow::Result<Server> {
    let house = actix_web::web::Data::new(house);
    let app = move || {
        let hub = actix_web::web::Data::new(house.live.open_hub());
        App::new().app_data(house.clone()).app_data(hub).configure(web::routes)
    };
    Ok(takeover::serve(listener, workers, app)?)
}

/// The photographs of the house, in its data folder wherever its database is.
async fn open_photos(store: &Store, settings: &Settings) -> anyhow::Result<Photos> {
    let shelf = Shelf::open(&settings.data, store.photo_shelf().await?).with_context(|| {
        let folder = settings.data.display();
        format!("cannot keep photographs in {folder}: choose another folder with --data, or see to its rights")
    })?;
    Ok(Photos::new(shelf, store.photo_bytes().await?, settings.photo_space.saturating_mul(1_000_000)))
}

/// Forgets sessions and links that have run out, and notices nobody looks back for, for as long as the house is open.
async fn sweep(store: Store) {
    let mut hourly = tokio::time::interval(config::SWEEP_PERIOD);
    loop {
        hourly.tick().await;
        if let Err(error) = store.sweep_sessions().await {
            tracing::warn!(%error, "cannot sweep out old sessions; trying again in an hour");
        }
        if let Err(error) = store.sweep_notices().await {
            tracing::warn!(%error, "cannot sweep out old notices; trying again in an hour");
        }
        if let Err(error) = store.sweep_traces(Utc::now() - config::office::TRACES_KEPT).await {
            tracing::warn!(%error, "cannot forget old traces; trying again in an hour");
        }
    }
}

/// Resolves on SIGTERM or Ctrl-C.
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(error) => {
            tracing::warn!(%error, "cannot hear SIGTERM; Ctrl-C still works");
            return drop(tokio::signal::ctrl_c().await);
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// The house's memory, open without the house: for commands that look something up or write it down, and are done.
pub struct OpenStore {
    pub store: Store,
    database: Database,
}

impl OpenStore {
    /// Opens the PostgreSQL at `url`, or else the private one in `data`, which is started if it does not run.
    ///
    /// # Errors
    /// If there is none, or it is not ours.
    pub async fn open(url: Option<&str>, data: &std::path::Path) -> anyhow::Result<OpenStore> {
        let database = Database::find(url, data).await?;
        let storage = config::Storage { unsafe_durability: true, ..config::Storage::default() };
        Ok(OpenStore { store: Store::open(database.options(), &storage).await?, database })
    }

    /// Says goodbye, and stops a private PostgreSQL that nobody else uses.
    ///
    /// # Errors
    /// If it does not stop.
    pub async fn close(self) -> anyhow::Result<()> {
        self.store.close().await;
        self.database.close().await
    }
}

/// Somebody to be added from the command line.
#[derive(clap::Args)]
pub struct NewPerson {
    /// The e-mail address they sign in with.
    #[arg(long)]
    email: String,
    /// The name others see.
    #[arg(long)]
    name: String,
    /// What they may do: bidder, seller or admin.
    #[arg(long, value_parser = ["bidder", "seller", "admin"])]
    role: String,
    /// The data folder of the private PostgreSQL.
    #[arg(long, env = "GAVEL_DATA", default_value = "data")]
    data: PathBuf,
    /// The PostgreSQL to use instead of a private one.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
}

/// Adds an account. A password that was made up is printed, once.
///
/// # Errors
/// If the address is taken or malformed, the password too weak, or the database away.
pub async fn add_account(person: NewPerson) -> anyhow::Result<()> {
    let email = Email::parse(&person.email).context("that is no e-mail address")?;
    let name = tidy_name(&person.name).context("a name is needed, of at most 80 characters")?;
    let role = Role::from_word(&person.role).context("a role is bidder, seller or admin")?;
    let typed = password_from_stdin();
    let password = typed.clone().unwrap_or_else(demo::made_up_password);
    if let Some(fault) = web::password::fault(&password, email.as_str(), &name) {
        anyhow::bail!("{fault}");
    }
    let house = OpenStore::open(person.database_url.as_deref(), &person.data).await?;
    let new = NewAccount { email, name, password_hash: hash_here(&password)?, role };
    let added = house.store.create_account(&new).await;
    house.close().await?;
    added?;
    match typed {
        Some(_) => println!("Added {} as {}.", person.email, person.role),
        None => println!("Added {} as {}, with the password {password}", person.email, person.role),
    }
    Ok(())
}

/// The first line of standard input, if somebody wrote one. A terminal is not asked, and nobody who merely left a pipe
/// open is waited for.
fn password_from_stdin() -> Option<String> {
    if std::io::stdin().is_terminal() {
        return None;
    }
    let (sender, line) = mpsc::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        if std::io::stdin().lock().read_line(&mut line).is_ok() {
            // Nobody may wait any more.
            let _ = sender.send(line);
        }
    });
    let line = line.recv_timeout(Duration::from_secs(2)).ok()?;
    let line = line.trim_end_matches(['\r', '\n']);
    (!line.is_empty()).then(|| line.to_owned())
}
