//! One PostgreSQL server on one folder: starts it, waits until it answers, prepares it, stops it.

use super::identity::Identity;
use super::programs::{Programs, Search};
use super::settings::SETTINGS;
use super::{Error, layout, leavings, socket};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{Connection, PgConnection};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};
use tokio::process::Child;
use tokio::time::{sleep, timeout};

/// The name `initdb` gives the superuser. Only start-up uses it, and tests.
pub(super) const SUPERUSER: &str = "postgres";

/// How long a server may take from its start to its first word; milliseconds on an idle machine. Recovering from a crash
/// is not counted: it says that it recovers, and takes what it takes.
const FIRST_WORD: Duration = Duration::from_secs(60);

/// How long the leavings of a server that was killed may be in the way. Its processes end within moments.
const LEAVINGS: Duration = Duration::from_secs(5);

/// How long to knock, once. A server under load may be slow to open.
const KNOCK: Duration = Duration::from_secs(5);

/// How often to knock while waiting.
const PAUSE: Duration = Duration::from_millis(20);

/// How much of the end of the log an error quotes, in bytes: some twenty lines.
const QUOTED: u64 = 2_000;

/// What a knock on the socket finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// A server that takes connections.
    Ready,
    /// A server that is starting, recovering or stopping.
    Busy,
    /// Nobody.
    Nothing,
}

/// A server, running or not.
#[derive(Debug)]
pub(super) struct Server {
    data: PathBuf,
    /// What PostgreSQL calls its data directory: `postgres` in ours.
    folder: PathBuf,
    log: PathBuf,
    /// The folder in which we find its socket.
    socket: PathBuf,
    identity: Identity,
    programs: Programs,
}

impl Server {
    /// The server on `data`, after a look at what is there. Starts nothing.
    pub async fn new(data: &Path, search: &Search) -> Result<Server, Error> {
        let folder = data.join("postgres");
        let identity = Identity::choose(data, &folder).await?;
        let programs = search.find(&folder, layout::version_of(&folder)?.as_deref())?;
        let socket = socket::place(&folder, &identity)?;
        Ok(Server { data: data.into(), log: data.join("postgres.log"), folder, socket, identity, programs })
    }

    /// See [`starting`].
    pub fn starting(&self) -> PathBuf {
        starting(&self.data)
    }

    /// Whether a server holds the data, be it ready or not.
    pub fn is_alive(&self) -> bool {
        leavings::holder_of(&self.folder).is_some()
    }

    /// How to connect as `role` to `database`.
    pub fn options(&self, role: &str, database: &str) -> PgConnectOptions {
        let options = PgConnectOptions::new_without_pgpass().socket(&self.socket).port(socket::PORT);
        options.ssl_mode(PgSslMode::Disable).username(role).database(database)
    }

    /// How to connect as the superuser.
    pub fn superuser(&self) -> PgConnectOptions {
        self.options(SUPERUSER, "postgres")
    }

    /// Sees to it that the server runs and takes connections.
    pub async fn run(&self) -> Result<(), Error> {
        let patience = Instant::now() + LEAVINGS;
        loop {
            if self.settled().await == Answer::Ready {
                tracing::info!(data = %self.folder.display(), "using the private PostgreSQL that runs already");
                return Ok(());
            }
            if layout::version_of(&self.folder)?.is_none() {
                layout::lay_out(&self.data, &self.identity, &self.programs).await?;
            }
            let Some(said) = self.launch().await? else {
                let version = self.programs.major;
                tracing::info!(data = %self.folder.display(), version, "started the private PostgreSQL");
                return Ok(());
            };
            self.forgive(said, patience)?;
            sleep(PAUSE).await;
        }
    }

    /// Creates our role and our database where they are missing.
    pub async fn prepare(&self) -> Result<(), Error> {
        let prepared = async {
            let mut connection = PgConnection::connect_with(&self.superuser()).await?;
            for (missing, create) in [
                ("select not exists (select from pg_roles where rolname = 'gavel')", "create role gavel login"),
                (
                    "select not exists (select from pg_database where datname = 'gavel')",
                    "create database gavel owner gavel",
                ),
            ] {
                if sqlx::query_scalar(missing).fetch_one(&mut connection).await? {
                    sqlx::query(create).execute(&mut connection).await?;
                }
            }
            connection.close().await
        };
        prepared.await.map_err(|source| Error::Prepare { folder: self.folder.clone(), source })
    }

    /// Stops the server: sessions are cut, everything is written, and then it ends.
    pub async fn stop(&self) -> Result<(), Error> {
        if self.knock().await == Answer::Nothing {
            return Ok(());
        }
        let arguments = ["stop", "--mode=fast", "--wait", "--timeout=60"].map(String::from);
        let output = output_of(&self.identity, &self.programs, "pg_ctl", &self.folder, &arguments).await?;
        if !output.status.success() {
            return Err(Error::NotStopped { folder: self.folder.clone(), said: words_of(&output) });
        }
        if self.socket != self.folder {
            // An empty folder left in the temporary one would harm nobody.
            let _ = fs::remove_dir(&self.socket);
        }
        tracing::info!(data = %self.folder.display(), "stopped the private PostgreSQL");
        Ok(())
    }

    /// Starts the server and waits until it takes connections: `None`, or what it said when it ended instead.
    async fn launch(&self) -> Result<Option<String>, Error> {
        let (log, logged) = self.open_log()?;
        let mut child = self.spawn(log)?;
        let patience = Instant::now() + FIRST_WORD;
        loop {
            if child.try_wait().map_err(Error::io("watch the server on", &self.folder))?.is_some() {
                return Ok(Some(self.quote(logged)));
            }
            match self.knock().await {
                Answer::Ready => break,
                Answer::Nothing if Instant::now() > patience => {
                    return Err(self.no_answer(child.id().unwrap_or_default(), self.quote(logged)));
                }
                Answer::Nothing | Answer::Busy => sleep(PAUSE).await,
            }
        }
        tokio::spawn(watch(child));
        Ok(None)
    }

    fn spawn(&self, log: File) -> Result<Child, Error> {
        let log_too = log.try_clone().map_err(Error::io("write", &self.log))?;
        // "." is the folder of the data, whatever the way there; a socket there can always be made.
        let elsewhere = (self.socket != self.folder).then(|| format!(",{}", self.socket.display()));
        let sockets = format!("unix_socket_directories=.{}", elsewhere.unwrap_or_default());
        let settings = SETTINGS.iter().map(|(name, value)| format!("{name}={value}")).chain([sockets]);
        let arguments: Vec<String> = settings.flat_map(|setting| ["-c".into(), setting]).collect();
        let program = self.programs.path("postgres");
        let mut command = self.identity.command(&program, &self.folder, &arguments)?;
        command.stdout(log).stderr(log_too).spawn().map_err(|source| Error::Run { program, source })
    }

    /// The log, to be added to, and how long it is now.
    fn open_log(&self) -> Result<(File, u64), Error> {
        let log = OpenOptions::new().append(true).create(true).mode(0o600).open(&self.log);
        let log = log.map_err(Error::io("write", &self.log))?;
        let logged = log.metadata().map_err(Error::io("look at", &self.log))?.len();
        Ok((log, logged))
    }

    /// Decides whether a start that failed is worth another attempt: only if leavings of a server that was killed were in
    /// the way, which soon they will not be.
    fn forgive(&self, said: String, patience: Instant) -> Result<(), Error> {
        if !leavings::are_to_blame(&said) {
            return Err(Error::NotStarted { log: self.log.clone(), said });
        }
        if leavings::clear(&self.folder, &self.socket)? || Instant::now() < patience {
            return Ok(());
        }
        match leavings::holder_of(&self.folder) {
            Some(pid) => Err(self.no_answer(pid, said)),
            None => Err(Error::NotStarted { log: self.log.clone(), said }),
        }
    }

    /// Knocks until somebody opens or nobody is there.
    async fn settled(&self) -> Answer {
        let mut told = false;
        loop {
            let answer = self.knock().await;
            if answer != Answer::Busy {
                return answer;
            }
            if !std::mem::replace(&mut told, true) {
                tracing::info!(data = %self.folder.display(), "waiting for the private PostgreSQL to recover or to stop");
            }
            sleep(PAUSE).await;
        }
    }

    async fn knock(&self) -> Answer {
        match timeout(KNOCK, PgConnection::connect_with(&self.superuser())).await {
            Ok(Ok(connection)) => {
                // Politeness: without it the server logs a connection that was dropped.
                let _ = connection.close().await;
                Answer::Ready
            }
            Ok(Err(sqlx::Error::Database(error))) if error.code().as_deref() == Some("57P03") => Answer::Busy,
            // It refuses us, so it is there; the next to connect reports why.
            Ok(Err(sqlx::Error::Database(_))) => Answer::Ready,
            Ok(Err(_)) => Answer::Nothing,
            Err(_) => Answer::Busy,
        }
    }

    fn no_answer(&self, pid: u32, said: String) -> Error {
        let (folder, socket, log) = (self.folder.clone(), self.socket.clone(), self.log.clone());
        Error::NoAnswer { pid, folder, socket, log, said }
    }

    /// The end of what was logged after the first `logged` bytes.
    fn quote(&self, logged: u64) -> String {
        let read = || -> io::Result<Vec<u8>> {
            let mut log = File::open(&self.log)?;
            let end = log.metadata()?.len();
            log.seek(SeekFrom::Start(logged.max(end.saturating_sub(QUOTED))))?;
            let mut text = Vec::new();
            log.read_to_end(&mut text)?;
            Ok(text)
        };
        String::from_utf8_lossy(&read().unwrap_or_default()).trim().into()
    }
}

/// The lock under which the server on `data` is started and stopped.
pub(super) fn starting(data: &Path) -> PathBuf {
    data.join("postgres.starting")
}

/// Waits for the server to end, so that it can vanish when it does.
async fn watch(mut child: Child) {
    match child.wait().await {
        Ok(status) => tracing::info!(%status, "the private PostgreSQL ended"),
        Err(error) => tracing::error!(%error, "lost sight of the private PostgreSQL"),
    }
}

/// Runs one of PostgreSQL's programs on `folder` to its end.
pub(super) async fn output_of(
    identity: &Identity,
    programs: &Programs,
    name: &str,
    folder: &Path,
    arguments: &[String],
) -> Result<Output, Error> {
    let program = programs.path(name);
    let output = identity.command(&program, folder, arguments)?.output().await;
    output.map_err(|source| Error::Run { program, source })
}

/// What a program had to say, its errors last.
pub(super) fn words_of(output: &Output) -> String {
    let words = [&output.stdout, &output.stderr].map(|words| String::from_utf8_lossy(words).trim().to_string());
    words.join("\n").trim().into()
}
