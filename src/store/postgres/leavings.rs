//! What a server that was killed leaves behind: its other processes, for a moment, and lock files with its number, which
//! may by now be the number of some other program. PostgreSQL itself clears away all but the last.

use super::{Error, socket};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The process a lock file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// It has ended, or its parent has only yet to be told.
    Gone,
    /// A PostgreSQL server.
    Postgres,
    /// Some other program, which got the number after the server had gone.
    Stranger,
}

/// Whether a server that ended with these words stumbled over leavings, so that trying again makes sense.
pub(super) fn are_to_blame(said: &str) -> bool {
    said.contains(".pid\" already exists")
        || said.contains(".lock\" already exists")
        || said.contains("pre-existing shared memory block")
}

/// Removes the lock files that name a stranger; true if there were any. A server's other processes end within moments
/// of it, and numbers come round much later, so none of them can still be at work on the data.
pub(super) fn clear(folder: &Path, socket: &Path) -> Result<bool, Error> {
    let mut cleared = false;
    for file in [pid_file(folder), socket::lock_file(folder), socket::lock_file(socket)] {
        if pid_in(&file).is_some_and(|pid| look_at(pid) == Holder::Stranger) {
            remove(&file)?;
            cleared = true;
        }
    }
    Ok(cleared)
}

/// The server that holds `folder`, as far as its lock file tells and it is alive.
pub(super) fn holder_of(folder: &Path) -> Option<u32> {
    pid_in(&pid_file(folder)).filter(|pid| look_at(*pid) == Holder::Postgres)
}

fn pid_file(folder: &Path) -> PathBuf {
    folder.join("postmaster.pid")
}

/// The number in the first line of a lock file. A minus before it marks a server that serves one terminal only.
fn pid_in(file: &Path) -> Option<u32> {
    fs::read_to_string(file).ok()?.lines().next()?.trim().trim_start_matches('-').parse().ok()
}

fn remove(file: &Path) -> Result<(), Error> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io("remove", file)(error)),
        _ => Ok(()),
    }
}

/// Asks `/proc` about a process, or `ps` where there is none.
fn look_at(pid: u32) -> Holder {
    let proc = Path::new("/proc/self/status");
    if proc.exists() {
        return fs::read_to_string(format!("/proc/{pid}/status")).map_or(Holder::Gone, |status| {
            let value = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("").trim();
            classify(value("State:"), value("Name:"))
        });
    }
    let asked = Command::new("ps").args(["-o", "state=,comm=", "-p", &pid.to_string()]).output();
    let answer = asked.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_string()).unwrap_or_default();
    answer.split_once(' ').map_or(Holder::Gone, |(state, name)| classify(state, name))
}

fn classify(state: &str, name: &str) -> Holder {
    match name.trim() {
        _ if state.starts_with(['Z', 'X']) => Holder::Gone,
        name if name.ends_with("postgres") || name.ends_with("postmaster") => Holder::Postgres,
        _ => Holder::Stranger,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_told_from_a_server_and_from_one_that_has_ended() {
        assert_eq!(look_at(std::process::id()), Holder::Stranger);
        assert_eq!(look_at(u32::MAX), Holder::Gone);
        assert_eq!(classify("S (sleeping)", "postgres"), Holder::Postgres);
        assert_eq!(classify("Z (zombie)", "postgres"), Holder::Gone);
        assert_eq!(classify("Ss", "/opt/pg/bin/postgres"), Holder::Postgres);
    }
}
