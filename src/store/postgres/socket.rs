//! Where the server's socket is. Beside the data, in a folder that only the server's user and root may enter; what may
//! open the socket may do everything, and PostgreSQL asks no password.

use super::Error;
use super::identity::Identity;
use crate::domain::ledger::hex;
use sha2::{Digest, Sha256};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Names the socket's file; nothing listens on a port.
pub(super) const PORT: u16 = 5432;

/// The socket's file in its folder, as PostgreSQL names it for [`PORT`].
const FILE: &str = ".s.PGSQL.5432";

/// The longest path a socket may have, in bytes: Linux takes 107, macOS 103.
const LONGEST: usize = 103;

/// The folder in which we find the socket of the server on `folder`: that one itself, or, where the path would be too
/// long for the operating system, one in the temporary folder with a name made from the path.
pub(super) fn place(folder: &Path, identity: &Identity) -> Result<PathBuf, Error> {
    if fits(folder) {
        return Ok(folder.into());
    }
    let digest = Sha256::digest(folder.as_os_str().as_bytes());
    let place = std::env::temp_dir().join(format!("gavel-{}", hex(&digest[..8])));
    if !fits(&place) {
        return Err(Error::SocketFolder { folder: place, why: "its path is too long as well" });
    }
    if place.symlink_metadata().is_err() {
        identity.make_private(&place)?;
    }
    match identity.fault_of(&place) {
        Some(why) => Err(Error::SocketFolder { folder: place, why }),
        None => Ok(place),
    }
}

/// The lock file PostgreSQL keeps beside a socket in `folder`.
pub(super) fn lock_file(folder: &Path) -> PathBuf {
    folder.join(format!("{FILE}.lock"))
}

fn fits(folder: &Path) -> bool {
    folder.join(FILE).as_os_str().len() <= LONGEST
}
