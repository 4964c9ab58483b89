//! Prints on disk, in the data folder: a folder for each photograph, named by what is in it, complete or not there at all.
//! Each database has a shelf of its own, so that one house never sweeps out what is another's. Nothing here is ever changed;
//! what no photograph needs any more is swept out.

use super::{Prints, Sha};
use crate::domain::ledger::unhex;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock};
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// Prints that are not complete yet.
const UNFINISHED: &str = "unfinished";

/// Where prints are kept. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: Arc<PathBuf>,
    /// Shared by who hangs up a photograph, from its prints to its row; held alone by the broom.
    floor: Arc<RwLock<()>>,
}

/// Somebody is putting prints on the shelf and has not yet written down whose they are.
pub struct Hanging(#[allow(dead_code, reason = "held, not looked at")] OwnedRwLockReadGuard<()>);

/// Nobody puts anything on the shelf.
pub struct Sweeping(#[allow(dead_code, reason = "held, not looked at")] OwnedRwLockWriteGuard<()>);

impl Shelf {
    /// The shelf of this name in a data folder, made if it is not there. What was never finished is thrown away.
    ///
    /// # Errors
    /// Why the folder cannot be used.
    pub fn open(data: &Path, name: Uuid) -> io::Result<Shelf> {
        let folder = data.join("photos").join(name.to_string());
        let unfinished = folder.join(UNFINISHED);
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)?;
        }
        make(&unfinished)?;
        Ok(Shelf { folder: Arc::new(folder), floor: Arc::default() })
    }

    /// Keeps the broom away until the prints that are put down have a row.
    pub async fn hanging(&self) -> Hanging {
        Hanging(Arc::clone(&self.floor).read_owned().await)
    }

    /// Waits until nobody is putting anything down.
    pub async fn sweeping(&self) -> Sweeping {
        Sweeping(Arc::clone(&self.floor).write_owned().await)
    }

    /// Puts prints on the shelf; once it returns they survive the loss of power. Putting them there twice is once.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn keep(&self, prints: Prints, _: &Hanging) -> io::Result<()> {
        let shelf = self.clone();
        on_a_thread(move || shelf.keep_here(&prints)).await
    }

    fn keep_here(&self, prints: &Prints) -> io::Result<()> {
        let place = self.place(prints.sha);
        if place.is_dir() {
            return Ok(());
        }
        let beside = self.folder.join(UNFINISHED).join(Uuid::new_v4().to_string());
        make(&beside)?;
        for print in &prints.prints {
            let mut file = File::create_new(beside.join(name(print.size.width)))?;
            file.write_all(&print.jpeg)?;
            file.sync_all()?;
        }
        synced(&beside)?;
        let drawer = place.parent().unwrap_or(&self.folder);
        make(drawer)?;
        match fs::rename(&beside, &place) {
            // Somebody else put the same there just now.
            Err(_) if place.is_dir() => fs::remove_dir_all(&beside)?,
            moved => moved?,
        }
        synced(drawer)?;
        synced(&self.folder)
    }

    /// The print of this width; `None` if there is none.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn fetch(&self, sha: Sha, width: u32) -> io::Result<Option<Vec<u8>>> {
        match tokio::fs::read(self.place(sha).join(name(width))).await {
            Ok(jpeg) => Ok(Some(jpeg)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The drawers there are: photographs whose names begin alike.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn drawers(&self) -> io::Result<Vec<PathBuf>> {
        let folder = Arc::clone(&self.folder);
        let is_drawer = |path: &PathBuf| path.file_name().is_some_and(|name| name.len() == 2);
        on_a_thread(move || Ok(entries(&folder)?.into_iter().filter(is_drawer).collect())).await
    }

    /// What lies in a drawer.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn in_drawer(&self, drawer: PathBuf) -> io::Result<Vec<Sha>> {
        let sha = |path: PathBuf| path.file_name()?.to_str().and_then(unhex).map(Sha);
        on_a_thread(move || Ok(entries(&drawer)?.into_iter().filter_map(sha).collect())).await
    }

    /// Throws prints away.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn discard(&self, sha: Sha, _: &Sweeping) -> io::Result<()> {
        let place = self.place(sha);
        on_a_thread(move || fs::remove_dir_all(place)).await
    }

    fn place(&self, sha: Sha) -> PathBuf {
        let name = sha.to_string();
        self.folder.join(&name[..2]).join(name)
    }
}

fn name(width: u32) -> String {
    format!("{width}.jpg")
}

/// For us alone, as everything in the data folder.
fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Until its folder is written, a new file may have no name after a loss of power.
fn synced(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
}

async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    spawn_blocking(work).await.unwrap_or_else(|died| Err(io::Error::other(died)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photos::{darkroom, samples};

    fn shelf() -> (Shelf, tempfile::TempDir) {
        let data = tempfile::tempdir().unwrap();
        (Shelf::open(data.path(), Uuid::nil()).unwrap(), data)
    }

    #[tokio::test]
    async fn what_is_kept_is_fetched_and_twice_is_once() {
        let (shelf, _data) = shelf();
        let prints = darkroom::develop(&samples::jpeg(400, 300)).unwrap();
        for _ in 0..2 {
            shelf.keep(prints.clone(), &shelf.hanging().await).await.unwrap();
        }
        assert_eq!(shelf.fetch(prints.sha, 400).await.unwrap().as_ref(), Some(&prints.prints[1].jpeg));
        assert_eq!(shelf.fetch(prints.sha, 401).await.unwrap(), None);
        let drawers = shelf.drawers().await.unwrap();
        assert_eq!(shelf.in_drawer(drawers[0].clone()).await.unwrap(), [prints.sha]);
        shelf.discard(prints.sha, &shelf.sweeping().await).await.unwrap();
        assert_eq!(shelf.fetch(prints.sha, 400).await.unwrap(), None);
    }

    #[tokio::test]
    async fn the_broom_waits_for_whoever_is_putting_something_down() {
        use futures_util::FutureExt;
        let (shelf, _data) = shelf();
        let hanging = shelf.hanging().await;
        assert!(shelf.sweeping().now_or_never().is_none());
        drop(hanging);
        assert!(shelf.sweeping().now_or_never().is_some());
    }

    #[tokio::test]
    async fn what_was_never_finished_is_gone_when_the_house_opens_again() {
        let (_, data) = shelf();
        let left = data.path().join("photos").join(Uuid::nil().to_string()).join(UNFINISHED).join("x");
        fs::create_dir(&left).unwrap();
        Shelf::open(data.path(), Uuid::nil()).unwrap();
        assert!(!left.exists());
    }
}
