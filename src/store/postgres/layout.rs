//! Lays out the data folder on first use, whole or not at all.

use super::Error;
use super::identity::Identity;
use super::programs::Programs;
use super::server::{SUPERUSER, output_of, words_of};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Output;

/// How characters are classed: by Unicode, so that `lower('Ü')` is `ü`. Order is by code point either way.
const CTYPE: &str = if cfg!(target_os = "macos") { "UTF-8" } else { "C.UTF-8" };

/// The version that wrote the data in `folder`; `None` if nothing has been written yet.
pub(super) fn version_of(folder: &Path) -> Result<Option<String>, Error> {
    let file = folder.join("PG_VERSION");
    match fs::read_to_string(&file) {
        Ok(version) => Ok(Some(version.trim().into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => must_be_empty(folder).map(|()| None),
        Err(error) => Err(Error::io("read", &file)(error)),
    }
}

fn must_be_empty(folder: &Path) -> Result<(), Error> {
    let first = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Error::io("look into", folder)(error)),
    };
    first.map_or(Ok(()), |_| Err(Error::NotADatabase { folder: folder.into() }))
}

/// Makes `data/postgres`: lays everything out in a folder beside and moves that into place when it is complete, so that
/// being killed half-way leaves nothing that looks like data.
pub(super) async fn lay_out(data: &Path, identity: &Identity, programs: &Programs) -> Result<(), Error> {
    let (folder, beside) = (data.join("postgres"), data.join("postgres.new"));
    clear(&beside)?;
    identity.make_private(&beside)?;
    let mut output = initdb(&beside, CTYPE, identity, programs).await?;
    if words_of(&output).contains("invalid locale name") {
        output = initdb(&beside, "C", identity, programs).await?;
    }
    if !output.status.success() {
        clear(&beside)?;
        return Err(Error::Initdb { folder, said: words_of(&output) });
    }
    fs::rename(&beside, &folder).map_err(Error::io("move into place", &folder))?;
    File::open(data).and_then(|data| data.sync_all()).map_err(Error::io("write", data))
}

/// Whoever can reach the socket may connect as anybody; nobody connects any other way.
async fn initdb(folder: &Path, ctype: &str, identity: &Identity, programs: &Programs) -> Result<Output, Error> {
    let arguments = [
        "--encoding=UTF8",
        "--locale=C",
        &format!("--lc-ctype={ctype}"),
        &format!("--username={SUPERUSER}"),
        "--auth-local=trust",
        "--auth-host=reject",
        "--no-instructions",
    ];
    output_of(identity, programs, "initdb", folder, &arguments.map(String::from)).await
}

/// Removes what an earlier attempt had begun.
fn clear(beside: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io("remove", beside)(error)),
        _ => Ok(()),
    }
}
