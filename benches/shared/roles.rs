//! A bench is several processes of one program: each is told by its first argument what it is, and by its second what to do.

use crate::Result;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::process::Stdio;
use tokio::process::Command;
use tokio::task::LocalSet;

/// This program again, to be something else.
pub fn role(name: &str, orders: &str) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args([name, orders]).kill_on_drop(true);
    Ok(command)
}

/// Has clients measure something, and reads what they print.
pub async fn found_by<T: DeserializeOwned>(mut clients: Command) -> Result<T> {
    let clients = clients.stdout(Stdio::piped()).spawn()?.wait_with_output().await?;
    match clients.status.success() {
        true => Ok(serde_json::from_slice(&clients.stdout)?),
        false => Err(format!("the clients came back with {}", clients.status).into()),
    }
}

/// Is such clients: all in one thread. What they find is printed.
pub fn play(measuring: impl Future<Output = Result<impl Serialize>>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("{}", serde_json::to_string(&LocalSet::new().block_on(&runtime, measuring)?)?);
    Ok(())
}
