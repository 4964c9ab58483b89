//! What can go wrong with the private PostgreSQL. Every message says what to do about it.

use std::io;
use std::path::{Path, PathBuf};

/// Why there is no private PostgreSQL to talk to.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No server programs anywhere we know to look.
    #[error(
        "PostgreSQL's server programs were not found on this machine. Install them:\n  \
         Debian, Ubuntu:  apt-get install postgresql\n  \
         Fedora, RHEL:    dnf install postgresql-server\n  \
         Alpine:          apk add postgresql\n  \
         macOS:           brew install postgresql@17\n\
         or name the folder that holds `postgres` and `initdb` in GAVEL_POSTGRES_BIN, \
         or set DATABASE_URL to a PostgreSQL you have."
    )]
    NoPrograms,

    /// `GAVEL_POSTGRES_BIN` leads nowhere.
    #[error(
        "GAVEL_POSTGRES_BIN names {folder}, but the programs `postgres`, `initdb` and `pg_ctl` are not all there and \
         working. Name the folder that holds them, or unset it and Gavel looks for them itself."
    )]
    NoProgramsIn { folder: PathBuf },

    /// All the programs there are come from a version Gavel does not work with.
    #[error("The newest PostgreSQL here is {found}, in {folder}; Gavel needs {oldest} or newer. Install a newer one.")]
    TooOld { found: u32, oldest: u32, folder: PathBuf },

    /// The data was written by a major version whose programs are not here.
    #[error(
        "The data in {folder} was written by PostgreSQL {wrote}, and this machine has {found}. Install the server \
         programs of PostgreSQL {wrote}, or name their folder in GAVEL_POSTGRES_BIN; to go on with another version, \
         carry the data over with pg_upgrade first. Nothing was changed."
    )]
    OtherVersion { folder: PathBuf, wrote: String, found: String },

    /// A file stands where a folder is needed.
    #[error(
        "At {path}, or on the way there, is a file where Gavel needs a folder. Move it away, or choose another folder \
         with --data."
    )]
    NotAFolder { path: PathBuf },

    /// The folder holds something, but no PostgreSQL data.
    #[error(
        "{folder} is not empty and holds no PostgreSQL data. Move what is there away, or choose another folder with \
         --data. Nothing was changed."
    )]
    NotADatabase { folder: PathBuf },

    /// PostgreSQL insists that whoever runs it owns the data, and that is another user.
    #[error(
        "{folder} belongs to the user with id {owner}, and Gavel runs as {runs_as}. Start Gavel as that user or as \
         root, or choose another folder with --data."
    )]
    Foreign { folder: PathBuf, owner: u32, runs_as: u32 },

    /// As root without `/proc`: the unprivileged user cannot walk to the data.
    #[error(
        "PostgreSQL refuses to run as root, and the user it runs as instead (id {uid}) may not enter {folder}. Let \
         others pass through it (chmod o+x {folder}), or choose a folder with --data that they can reach."
    )]
    Blocked { folder: PathBuf, uid: u32 },

    /// The data folder's path is too long for a socket, and the place it goes to instead is not ours.
    #[error(
        "The path of the data is too long for a socket, which therefore belongs in {folder}; but that is not a private \
         folder of the server's own ({why}). Remove it, set TMPDIR to another place, or choose a shorter folder with \
         --data."
    )]
    SocketFolder { folder: PathBuf, why: &'static str },

    /// The operating system said no.
    #[error("Cannot {doing} {path}: {source}. Give Gavel's user access to it, or choose another folder with --data.")]
    Io { doing: &'static str, path: PathBuf, source: io::Error },

    /// A program that every Unix has, or one of PostgreSQL's, could not be run.
    #[error("Cannot run {program}: {source}. See that it is installed and may be executed.")]
    Run { program: PathBuf, source: io::Error },

    /// `initdb` gave up. Its own words say why: a full disk, most often.
    #[error(
        "PostgreSQL's initdb could not lay out {folder}. It said:\n{said}\nPut that right and start again; what it had \
         begun is already cleared away."
    )]
    Initdb { folder: PathBuf, said: String },

    /// The server ended before it took a connection.
    #[error("PostgreSQL did not start. The end of {log} says why:\n{said}\nPut that right and start again.")]
    NotStarted { log: PathBuf, said: String },

    /// The server runs, but nothing answers where it should.
    #[error(
        "A PostgreSQL with process id {pid} holds {folder} but does not answer on the socket in {socket}. If it was \
         started by hand, stop it (kill -INT {pid}) and start Gavel again. The end of {log} says:\n{said}"
    )]
    NoAnswer { pid: u32, folder: PathBuf, socket: PathBuf, log: PathBuf, said: String },

    /// The server answers, but would not do what start-up needs of it.
    #[error("The private PostgreSQL in {folder} refused to prepare its database: {source}. Its log is beside it.")]
    Prepare { folder: PathBuf, source: sqlx::Error },

    /// The server did not end when told to.
    #[error("PostgreSQL in {folder} did not stop; it said:\n{said}\nIts data is safe. `pg_ctl stop -D` stops it.")]
    NotStopped { folder: PathBuf, said: String },

    /// Another `gavel serve` has this data folder.
    #[error(
        "Another gavel{} serves {data} already. Stop that one first, or choose another folder with --data.",
        by(.pid)
    )]
    Claimed { data: PathBuf, pid: Option<u32> },
}

fn by(pid: &Option<u32>) -> String {
    pid.map(|pid| format!(" (process id {pid})")).unwrap_or_default()
}

impl Error {
    /// Wraps what the operating system said about `path`: `result.map_err(Error::io("write", path))`.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        let path = path.to_path_buf();
        move |source| match source.kind() {
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => Error::NotAFolder { path },
            _ => Error::Io { doing, path, source },
        }
    }
}
