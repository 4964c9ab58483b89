//! Locks on the data folder: who serves from it, and who uses its PostgreSQL. They are locks of the operating system on
//! open files, so they vanish with the process that held them, however it ends.

use super::Error;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// The right to serve from a data folder. Held until dropped.
#[derive(Debug)]
pub struct Claim {
    _held: File,
}

/// Claims `data` for one `gavel serve`, making the folder if need be: two servers on one ledger would be two writers (I16).
///
/// # Errors
/// [`Error::Claimed`] if another process has it, naming that one; or why the folder cannot be used.
pub fn claim(data: &Path) -> Result<Claim, Error> {
    make_folder(data)?;
    let path = data.join("serve.lock");
    let mut file = open(&path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(Error::Claimed { data: data.into(), pid: read_pid(&mut file) }),
        Err(TryLockError::Error(source)) => return Err(Error::io("lock", &path)(source)),
    }
    let written = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
    written.map_err(Error::io("write", &path))?;
    Ok(Claim { _held: file })
}

/// The number in a lock file; `None` if its writer has not come that far.
fn read_pid(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// Makes the data folder, for us alone: it holds everybody's bids.
pub(super) fn make_folder(data: &Path) -> Result<(), Error> {
    DirBuilder::new().recursive(true).mode(0o700).create(data).map_err(Error::io("create", data))?;
    match fs::metadata(data).map_err(Error::io("look at", data))?.is_dir() {
        true => Ok(()),
        false => Err(Error::NotAFolder { path: data.into() }),
    }
}

/// Waits for a lock that is only ever held for the time of a start or a stop.
pub(super) async fn wait_for(path: &Path) -> Result<File, Error> {
    let (file, path) = (open(path)?, path.to_path_buf());
    let locked = tokio::task::spawn_blocking(move || file.lock().map(|()| file)).await;
    locked.unwrap_or_else(|gone| Err(gone.into())).map_err(Error::io("lock", &path))
}

/// A share of a lock, together with everybody else who uses the same thing.
pub(super) fn share(path: &Path) -> Result<File, Error> {
    let file = open(path)?;
    file.lock_shared().map_err(Error::io("lock", path))?;
    Ok(file)
}

/// Gives up a share; true if nobody else holds one, and then nobody can get one until the file is closed.
pub(super) fn was_last(file: &File) -> bool {
    file.unlock().is_ok() && file.try_lock().is_ok()
}

fn open(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(0o600);
    options.open(path).map_err(Error::io("write", path))
}
