//! A PostgreSQL of Gavel's own, for a house without a database server: real server programs found on the machine, its
//! data in `postgres` inside the data folder, reachable by one Unix socket and by nothing else.
//!
//! - `programs`: which of the installed PostgreSQLs to use
//! - `identity`: the user it runs as, for it refuses to run as root
//! - `layout`: laying out the data on first use
//! - `server`: starting, waiting until it answers, stopping
//! - `keeper`: starting it again if it is killed
//! - `settings`: how it is set up, and why
//! - `socket`: where it is reached, and by whom
//! - `leavings`: what a server that was killed leaves in the way
//! - `claim`: who serves from the data folder, and who still uses the server
//!
//! It never downloads anything, never opens a TCP port, and never touches data it did not write.

mod claim;
mod error;
mod identity;
mod keeper;
mod layout;
mod leavings;
mod programs;
mod server;
mod settings;
mod socket;

pub use claim::{Claim, claim};
pub use error::Error;
pub use programs::Search;

use keeper::Keeper;
use server::Server;
use sqlx::postgres::PgConnectOptions;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// The role Gavel connects as. It owns its database and is no superuser, so that even a forged query could not read
/// files or run programs.
const ROLE: &str = "gavel";

/// The database everything is in.
const DATABASE: &str = "gavel";

/// A running private PostgreSQL, in use by this process until [`PrivatePostgres::stop`]. If it is killed, it is started
/// again; connections are then lost, and what was committed is not.
#[derive(Debug)]
pub struct PrivatePostgres {
    server: Arc<Server>,
    keeper: Keeper,
    /// Our share of `postgres.lock`: while anybody holds one, nobody stops the server.
    in_use: File,
}

impl PrivatePostgres {
    /// Sees to it that a PostgreSQL runs on `data/postgres` and has our database, laying out everything on first use. One
    /// that runs there already is used: another gavel's, or what a gavel that was killed has left behind.
    ///
    /// # Errors
    /// Whatever keeps it from running, said so that a person can put it right.
    pub async fn start(data: &Path) -> Result<PrivatePostgres, Error> {
        PrivatePostgres::start_with(data, &Search::from_env()).await
    }

    /// As [`PrivatePostgres::start`], with the server programs that `search` finds.
    ///
    /// # Errors
    /// As [`PrivatePostgres::start`].
    pub async fn start_with(data: &Path, search: &Search) -> Result<PrivatePostgres, Error> {
        claim::make_folder(data)?;
        let data = data.canonicalize().map_err(Error::io("find", data))?;
        let _starting = claim::wait_for(&server::starting(&data)).await?;
        let in_use = claim::share(&data.join("postgres.lock"))?;
        let server = Arc::new(Server::new(&data, search).await?);
        server.run().await?;
        server.prepare().await?;
        let keeper = Keeper::of(server.clone());
        Ok(PrivatePostgres { server, keeper, in_use })
    }

    /// How to connect: over the socket, to the database `gavel`, as the role that owns it.
    pub fn connect_options(&self) -> PgConnectOptions {
        self.server.options(ROLE, DATABASE)
    }

    /// How to connect as the superuser, to the database `postgres`. For tests, which make databases of their own.
    pub fn superuser_options(&self) -> PgConnectOptions {
        self.server.superuser()
    }

    /// Gives the server up. The last to do so stops it; then its data is at rest. Close your connections first: those
    /// still open are cut.
    ///
    /// # Errors
    /// If the server would not stop. It goes on running then, and the next start finds it.
    pub async fn stop(self) -> Result<(), Error> {
        let _starting = claim::wait_for(&self.server.starting()).await?;
        drop(self.keeper);
        if claim::was_last(&self.in_use) { self.server.stop().await } else { Ok(()) }
    }
}
