//! A server in a process of its own, so that what it costs can be told from what its load costs.

use crate::Result;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

/// When to give up on a server that does not open or does not stop.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that listens.
pub struct Server {
    process: Child,
    pub pid: u32,
    pub address: SocketAddr,
    /// Kept: it must not find its standard output closed.
    _says: Lines<BufReader<ChildStdout>>,
}

/// The house, as it is run. Port 0 lets the system choose.
pub fn house(data: &Path, listen: &str) -> Command {
    let mut gavel = Command::new(env!("CARGO_BIN_EXE_gavel"));
    gavel.args(["serve", "--listen", listen, "--data"]).arg(data);
    // Whatever the environment says. One address is a thousand viewers here, so nobody is held to a rate.
    gavel.env_remove("DATABASE_URL").env_remove("GAVEL_DEMO").env("GAVEL_LOG", "error").env("GAVEL_RATE_LIMITS", "off");
    gavel
}

impl Server {
    /// Starts it, and waits until it prints where it is open.
    pub async fn start(mut command: Command) -> Result<Server> {
        let mut process = command.stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let pid = process.id().ok_or("it ended at once")?;
        let mut says = BufReader::new(process.stdout.take().ok_or("no standard output")?).lines();
        let line = timeout(PATIENCE, says.next_line()).await??.unwrap_or_default();
        let address = line.split_once("http://").map(|(_, address)| address.trim_end_matches('/').parse());
        let address = address.ok_or_else(|| format!("the server did not open; it says {line:?}"))??;
        Ok(Server { process, pid, address, _says: says })
    }

    /// Stops it as a service manager would, and waits for it to end.
    pub async fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").args(["-TERM", &self.pid.to_string()]).status().await?;
        let ended = timeout(PATIENCE, self.process.wait()).await??;
        match asked.success() && ended.success() {
            true => Ok(()),
            false => Err(format!("the server ended with {ended}").into()),
        }
    }
}
