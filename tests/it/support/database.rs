//! A database for each test, on a PostgreSQL that lives as long as the test run.
//!
//! The server is Gavel's own private one, in a fresh temporary folder, started when the first test asks. However the
//! run ends, kill -9 included, nothing of it stays: a guard waits for the end of a pipe that only this process holds.
//! `GAVEL_TEST_DATABASE_URL` names another server to use, as a role that may create databases.

use gavel::store::postgres::PrivatePostgres;
use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use std::fs;
use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::thread;
use tokio::sync::OnceCell;
use uuid::Uuid;

/// A database with the migrations in it and nothing else, dropped when this is.
pub struct Database {
    name: String,
    server: &'static Server,
}

impl Database {
    /// A database nobody has used before.
    pub async fn fresh() -> Database {
        static SERVER: OnceCell<Server> = OnceCell::const_new();
        let server = SERVER.get_or_init(Server::start).await;
        let name = format!("test_{}", Uuid::new_v4().simple());
        let mut admin = server.admin().await;
        let Server { template, role, .. } = server;
        run(&mut admin, format!("create database {name} template {template} owner \"{role}\"")).await;
        admin.close().await.unwrap();
        Database { name, server }
    }

    /// How to connect, over the socket where there is one.
    pub fn options(&self) -> PgConnectOptions {
        self.server.direct.clone().database(&self.name)
    }

    /// How to connect over TCP, as another program would.
    pub fn url(&self) -> String {
        self.server.over_tcp.clone().database(&self.name).to_url_lossy().to_string()
    }
}

impl Drop for Database {
    /// As well as can be: a database that stays costs disk space until the run ends. Nobody waits for it: PostgreSQL drops a
    /// database only once every one of its backends has answered, and one that is being connected to from this very thread
    /// would do so when it gives up, after a minute.
    fn drop(&mut self) {
        let (admin, name) = (self.server.admin.clone(), self.name.clone());
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
            runtime.block_on(async {
                let mut admin = admin.connect().await.ok()?;
                let sql = AssertSqlSafe(format!("drop database if exists {name} with (force)"));
                sqlx::query(sql).execute(&mut admin).await.ok()?;
                admin.close().await.ok()
            })
        });
    }
}

/// The server all tests share.
struct Server {
    /// May create databases.
    admin: PgConnectOptions,
    /// Owns the databases.
    role: String,
    direct: PgConnectOptions,
    over_tcp: PgConnectOptions,
    /// The database every other is a copy of.
    template: String,
    _private: Option<(PrivatePostgres, ChildStdin)>,
}

impl Server {
    async fn start() -> Server {
        let mut server = match std::env::var("GAVEL_TEST_DATABASE_URL") {
            Ok(url) => Server::at(url.parse().expect("GAVEL_TEST_DATABASE_URL is a PostgreSQL URL")),
            Err(_) => Server::private().await,
        };
        server.template = server.make_template().await;
        server
    }

    fn at(options: PgConnectOptions) -> Server {
        let role = options.get_username().to_string();
        let (admin, direct, over_tcp) = (options.clone(), options.clone(), options);
        Server { admin, role, direct, over_tcp, template: String::new(), _private: None }
    }

    async fn private() -> Server {
        let top = tempfile::Builder::new().prefix("gavel-test-").tempdir().unwrap().keep();
        let guard = guard(&top);
        let data = top.join("data");
        let postgres = PrivatePostgres::start(&data).await.unwrap_or_else(|error| panic!("{error}"));
        let password = Uuid::new_v4().to_string();
        ask_for_password(&postgres, &data, &password).await;
        let admin = postgres.superuser_options().password(&password);
        let direct = postgres.connect_options().password(&password);
        let port = forward(postgres.connect_options().get_socket().unwrap().join(".s.PGSQL.5432"));
        let over_tcp = PgConnectOptions::new_without_pgpass().host("127.0.0.1").port(port);
        let over_tcp = over_tcp.username("gavel").password(&password).ssl_mode(sqlx::postgres::PgSslMode::Disable);
        let _private = Some((postgres, guard));
        Server { admin, role: "gavel".into(), direct, over_tcp, template: String::new(), _private }
    }

    async fn admin(&self) -> PgConnection {
        self.admin.connect().await.expect("the test server answers")
    }

    /// Makes the template, or finds it: its name tells the migrations it has. It gets that name when it is complete.
    async fn make_template(&self) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let migrations = Migrator::new(folder).await.unwrap();
        let name = format!("gavel_template_{}", fingerprint(&migrations));
        let mut admin = self.admin().await;
        run(&mut admin, "select pg_advisory_lock(7281)".into()).await;
        let there = sqlx::query_scalar("select exists (select from pg_database where datname = $1)").bind(&name);
        let there: bool = there.fetch_one(&mut admin).await.unwrap();
        if !there {
            let unfinished = format!("{name}_unfinished");
            run(&mut admin, format!("drop database if exists {unfinished} with (force)")).await;
            run(&mut admin, format!("create database {unfinished} template template0 owner \"{}\"", self.role)).await;
            let mut connection = self.direct.clone().database(&unfinished).connect().await.unwrap();
            migrations.run(&mut connection).await.unwrap();
            connection.close().await.unwrap();
            run(&mut admin, format!("alter database {unfinished} rename to {name}")).await;
        }
        admin.close().await.unwrap();
        name
    }
}

fn fingerprint(migrations: &Migrator) -> String {
    use sha2::{Digest, Sha256};
    let digest = migrations.iter().fold(Sha256::new(), |digest, migration| digest.chain_update(&migration.checksum));
    gavel::domain::ledger::hex(&digest.finalize()[..8])
}

async fn run(connection: &mut PgConnection, sql: String) {
    sqlx::query(AssertSqlSafe(sql)).execute(connection).await.unwrap();
}

/// Gives every role the password and has the server ask for it: over TCP, anybody on this machine could knock.
async fn ask_for_password(postgres: &PrivatePostgres, data: &Path, password: &str) {
    let mut admin = postgres.superuser_options().connect().await.unwrap();
    for role in ["gavel", "postgres"] {
        run(&mut admin, format!("alter role {role} password '{password}'")).await;
    }
    fs::write(data.join("postgres/pg_hba.conf"), "local all all scram-sha-256\n").unwrap();
    run(&mut admin, "select pg_reload_conf()".into()).await;
    admin.close().await.unwrap();
}

/// Lends the server, which has only its socket, a TCP port. Plain threads, since each test brings its own runtime.
fn forward(socket: PathBuf) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            if let Ok(server) = UnixStream::connect(&socket) {
                join(client, server).unwrap();
            }
        }
    });
    port
}

/// Copies both ways until one side ends, then ends the other.
fn join(client: TcpStream, server: UnixStream) -> io::Result<()> {
    client.set_nodelay(true)?;
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || {
        let _ = io::copy(&mut from_client, &mut to_server);
        let _ = to_server.shutdown(Shutdown::Both);
    });
    let (mut from_server, mut to_client) = (server, client);
    thread::spawn(move || {
        let _ = io::copy(&mut from_server, &mut to_client);
        let _ = to_client.shutdown(Shutdown::Both);
    });
    Ok(())
}

/// Ends the server and removes its folder once this process has gone, whichever way it went.
fn guard(top: &Path) -> ChildStdin {
    const SCRIPT: &str = r#"
        cat >/dev/null
        read -r server <"$1/data/postgres/postmaster.pid" && kill -QUIT "$server"
        for _ in $(seq 100); do
            kill -0 "$server" || rm -rf "$1"
            [ -e "$1" ] || exit 0
            sleep 0.1
        done
        rm -rf "$1"
    "#;
    let mut guard = Command::new("sh");
    guard.args(["-c", SCRIPT, "guard"]).arg(top).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C in the terminal is meant for the tests, not for their guard.
    guard.process_group(0).spawn().unwrap().stdin.take().unwrap()
}

#[tokio::test]
async fn each_test_has_a_database_of_its_own_that_vanishes_with_it() {
    let (mine, yours) = tokio::join!(Database::fresh(), Database::fresh());
    let mut connection = mine.options().connect().await.unwrap();
    run(&mut connection, "create table note (text text)".into()).await;
    let mut connection = yours.options().connect().await.unwrap();
    run(&mut connection, "create table note (text text)".into()).await;
    let gone = mine.options();
    drop(mine);
    super::house::until("it has gone", async || gone.connect().await.is_err()).await;
}

#[tokio::test]
async fn the_url_leads_to_the_same_database_over_tcp_and_only_with_the_password() {
    let database = Database::fresh().await;
    run(&mut database.options().connect().await.unwrap(), "create table note as select 'here' as text".into()).await;
    let url = database.url();
    let options: PgConnectOptions = url.parse().unwrap();
    assert_eq!(options.get_socket(), None, "{url}");
    let mut connection = options.connect().await.unwrap();
    let text: String = sqlx::query_scalar("select text from note").fetch_one(&mut connection).await.unwrap();
    assert_eq!(text, "here");
    if std::env::var_os("GAVEL_TEST_DATABASE_URL").is_none() {
        assert!(options.password("guessed").connect().await.is_err());
    }
}

/// Not a claim of its own: what the process does that the next test starts and kills.
#[tokio::test]
async fn holds_a_database_until_killed() {
    let Ok(tell) = std::env::var("GAVEL_TEST_TELL") else { return };
    let database = Database::fresh().await;
    let socket = database.options().get_socket().unwrap().display().to_string();
    fs::write(tell, socket).unwrap();
    std::future::pending::<()>().await;
}

#[test]
fn nothing_stays_of_a_run_that_was_killed() {
    let tell = tempfile::tempdir().unwrap();
    let tell = tell.path().join("socket");
    let mut run = Command::new(std::env::current_exe().unwrap());
    run.args(["--exact", "support::database::holds_a_database_until_killed"]);
    run.env("GAVEL_TEST_TELL", &tell).env_remove("GAVEL_TEST_DATABASE_URL").stdout(Stdio::null());
    let mut run = run.spawn().unwrap();
    let folder = || fs::read_to_string(&tell).ok().filter(|folder| !folder.is_empty()).map(PathBuf::from);
    until(|| folder().is_some());
    let folder = folder().unwrap();
    assert!(folder.join("postmaster.pid").exists());
    run.kill().unwrap();
    run.wait().unwrap();
    until(|| !folder.ancestors().nth(2).unwrap().exists());
}

/// Waits until something is so; a minute is for machines that are busy.
fn until(so: impl Fn() -> bool) {
    for _ in 0..6_000 {
        if so() {
            return;
        }
        thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("waited in vain");
}
