//! Who the server runs as. `postgres` refuses to run as root, so root's server runs as an unprivileged user, without any
//! capability; everybody else's runs as themselves.

use super::Error;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::process::Command;

/// The magic link through which a process reaches a folder it was handed, whatever lies above that folder.
const HANDED: &str = "/proc/self/fd/3";

/// Turns what came as standard input into descriptor 3, and becomes the program that follows. `initdb` needs its
/// standard input for itself, hence not simply descriptor 0.
const TAKE_FOLDER: &str = r#"exec "$0" "$@" 3<&0 </dev/null"#;

/// The user the server runs as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub uid: u32,
    gid: u32,
    /// We are root and the server is to be somebody else.
    drops: bool,
}

impl Identity {
    /// For a server on `folder`, which may not exist yet, inside `data`: ourselves, unless we are root. Root's server
    /// runs as whoever owns the data already, else as `postgres` where there is one, else as `nobody`.
    pub async fn choose(data: &Path, folder: &Path) -> Result<Identity, Error> {
        let (uid, gid) = (id(&["-u"]).await?, id(&["-g"]).await?);
        if uid != 0 {
            return Identity { uid, gid, drops: false }.may_use(folder);
        }
        if let Some((uid, gid)) = owner(folder).or_else(|| owner(data)) {
            return Ok(Identity { uid, gid, drops: true });
        }
        for name in ["postgres", "nobody"] {
            if let (Ok(uid), Ok(gid)) = (id(&["-u", name]).await, id(&["-g", name]).await) {
                return Ok(Identity { uid, gid, drops: true });
            }
        }
        Err(Error::Run { program: "id -u nobody".into(), source: io::ErrorKind::NotFound.into() })
    }

    fn may_use(self, folder: &Path) -> Result<Identity, Error> {
        match fs::metadata(folder) {
            Ok(found) if found.is_dir() && found.uid() != self.uid => {
                Err(Error::Foreign { folder: folder.into(), owner: found.uid(), runs_as: self.uid })
            }
            _ => Ok(self),
        }
    }

    /// Makes a folder that only this user, and root, can enter.
    pub fn make_private(&self, folder: &Path) -> Result<(), Error> {
        DirBuilder::new().mode(0o700).create(folder).map_err(Error::io("create", folder))?;
        if self.drops {
            chown(folder, Some(self.uid), Some(self.gid)).map_err(Error::io("give away", folder))?;
        }
        Ok(())
    }

    /// A folder that another user could have prepared: what is wrong with it, if anything.
    pub fn fault_of(&self, folder: &Path) -> Option<&'static str> {
        let Ok(found) = fs::symlink_metadata(folder) else { return Some("it cannot be looked at") };
        match found {
            found if !found.is_dir() => Some("it is no folder"),
            found if found.uid() != self.uid => Some("it belongs to somebody else"),
            found if found.permissions().mode() & 0o077 != 0 => Some("others may enter it"),
            _ => None,
        }
    }

    /// One of PostgreSQL's programs, as this user, on the data in `folder`, from a clean environment.
    ///
    /// An unprivileged user often cannot walk to the data: it may lie under `/root`. So the folder is not named to the
    /// program but handed to it, opened by us, and the program reaches it through `/proc` without any privilege.
    pub fn command(&self, program: &Path, folder: &Path, arguments: &[String]) -> Result<Command, Error> {
        let mut command = if self.drops && Path::new("/proc/self/fd").exists() {
            let handed = File::open(folder).map_err(Error::io("open", folder))?;
            let mut command = Command::new("/bin/sh");
            command.arg("-c").arg(TAKE_FOLDER).arg(program).arg("-D").arg(HANDED).stdin(Stdio::from(handed));
            command
        } else {
            self.must_reach(folder)?;
            let mut command = Command::new(program);
            command.arg("-D").arg(folder).stdin(Stdio::null());
            command
        };
        if self.drops {
            // Setting the user as root also gives up every supplementary group.
            command.uid(self.uid).gid(self.gid);
        }
        // PGDATA, PGPORT and their like would change what the programs do; LC_ALL keeps their words as we know them.
        command.args(arguments).env_clear().env("LC_ALL", "C").env("PATH", "/usr/bin:/bin");
        // PostgreSQL up to 15 goes back to where it was started, which must be a place this user may enter.
        command.current_dir("/");
        // A group of its own: Ctrl-C in the terminal is for us, who then stop the server in good order.
        command.process_group(0);
        Ok(command)
    }

    /// Without `/proc` the user must be able to walk to the folder.
    fn must_reach(&self, folder: &Path) -> Result<(), Error> {
        let above = folder.ancestors().skip(1).filter(|_| self.drops);
        let blocking = above.filter(|folder| fs::metadata(folder).is_ok_and(|found| !self.may_enter(&found))).last();
        match blocking {
            Some(folder) => Err(Error::Blocked { folder: folder.into(), uid: self.uid }),
            None => Ok(()),
        }
    }

    fn may_enter(&self, folder: &fs::Metadata) -> bool {
        let bit = match folder {
            folder if folder.uid() == self.uid => 0o100,
            folder if folder.gid() == self.gid => 0o010,
            _ => 0o001,
        };
        folder.permissions().mode() & bit != 0
    }
}

/// Who owns a folder, unless it is root, or is not there.
fn owner(folder: &Path) -> Option<(u32, u32)> {
    let found = fs::metadata(folder).ok().filter(|found| found.uid() != 0)?;
    Some((found.uid(), found.gid()))
}

/// What `id` answers. The standard library has no word for it, and one small program is cheaper than a dependency.
async fn id(arguments: &[&str]) -> Result<u32, Error> {
    let program = || PathBuf::from("id");
    let output = Command::new("id").args(arguments).stdin(Stdio::null()).output().await;
    let output = output.map_err(|source| Error::Run { program: program(), source })?;
    let number = String::from_utf8_lossy(&output.stdout).trim().parse();
    number.map_err(|_| Error::Run { program: program(), source: io::ErrorKind::InvalidData.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;

    #[test]
    fn without_proc_the_topmost_folder_that_blocks_the_way_is_named() {
        let top = tempfile::tempdir().unwrap();
        let inner = top.path().join("open/data");
        fs::create_dir_all(&inner).unwrap();
        let stranger = Identity { uid: 64_000, gid: 64_000, drops: true };
        fs::set_permissions(top.path(), Permissions::from_mode(0o700)).unwrap();
        let error = stranger.must_reach(&inner).unwrap_err().to_string();
        assert!(error.contains(&format!("chmod o+x {}", top.path().display())), "{error}");
        fs::set_permissions(top.path(), Permissions::from_mode(0o711)).unwrap();
        stranger.must_reach(&inner).unwrap();
    }
}
