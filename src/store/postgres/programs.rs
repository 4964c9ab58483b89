//! Finds PostgreSQL's server programs on this machine. Never installs or downloads any.

use super::Error;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The oldest major version the queries and migrations are written for.
const OLDEST: u32 = 13;

/// One PostgreSQL installation: a folder with `postgres`, `initdb` and `pg_ctl` of one major version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    pub(super) folder: PathBuf,
    pub(super) major: u32,
}

/// Where to look for the programs.
#[derive(Clone, Debug)]
pub enum Search {
    /// `PATH`, `pg_config`, and where the usual packages put them.
    Everywhere,
    /// In this folder and nowhere else.
    Only(PathBuf),
}

impl Search {
    /// What the environment asks for: `GAVEL_POSTGRES_BIN` where it is set, else everywhere.
    pub fn from_env() -> Search {
        match std::env::var_os("GAVEL_POSTGRES_BIN").filter(|folder| !folder.is_empty()) {
            Some(folder) => Search::Only(folder.into()),
            None => Search::Everywhere,
        }
    }

    /// The installation to use on the data in `folder`: of the version that wrote the data where there is some, else the
    /// newest. `wrote` is what `PG_VERSION` says.
    pub(super) fn find(&self, folder: &Path, wrote: Option<&str>) -> Result<Programs, Error> {
        let found: Vec<Programs> = match self {
            Search::Everywhere => places().iter().filter_map(|place| Programs::inspect(place)).collect(),
            Search::Only(place) => {
                let only = Programs::inspect(place);
                vec![only.ok_or_else(|| Error::NoProgramsIn { folder: place.clone() })?]
            }
        };
        choose(found, folder, wrote)
    }
}

/// Of several installations the one that fits the data, or the newest.
fn choose(found: Vec<Programs>, folder: &Path, wrote: Option<&str>) -> Result<Programs, Error> {
    let newest = found.iter().max_by_key(|programs| programs.major).ok_or(Error::NoPrograms)?.clone();
    if newest.major < OLDEST {
        return Err(Error::TooOld { found: newest.major, oldest: OLDEST, folder: newest.folder });
    }
    let Some(wrote) = wrote else { return Ok(newest) };
    if let Some(fitting) = found.iter().find(|programs| programs.major >= OLDEST && programs.major.to_string() == wrote)
    {
        return Ok(fitting.clone());
    }
    let mut majors: Vec<u32> = found.iter().map(|programs| programs.major).collect();
    majors.sort_unstable();
    majors.dedup();
    let majors: Vec<String> = majors.iter().map(|major| format!("PostgreSQL {major}")).collect();
    Err(Error::OtherVersion { folder: folder.into(), wrote: wrote.into(), found: majors.join(", ") })
}

impl Programs {
    /// The installation in `folder`, if the programs are there and run.
    fn inspect(folder: &Path) -> Option<Programs> {
        let has = |name: &str| folder.join(name).is_file();
        if !(has("postgres") && has("initdb") && has("pg_ctl")) {
            return None;
        }
        let version = said(Command::new(folder.join("postgres")).arg("--version"))?;
        Some(Programs { folder: folder.canonicalize().ok()?, major: major(&version)? })
    }

    /// One of the programs.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// 15 from `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`, 18 from `postgres (PostgreSQL) 18beta1`.
fn major(version: &str) -> Option<u32> {
    let number = version.strip_prefix("postgres (PostgreSQL) ")?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The folders worth looking into. A folder may be named twice; that costs a moment and changes nothing.
fn places() -> Vec<PathBuf> {
    let mut places: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    places.extend(said(Command::new("pg_config").arg("--bindir")).map(|folder| PathBuf::from(folder.trim())));
    for (parent, prefix, bin) in [
        ("/usr/lib/postgresql", "", "bin"),                          // Debian, Ubuntu
        ("/usr", "pgsql-", "bin"),                                   // Fedora, RHEL
        ("/usr/libexec", "postgresql", ""),                          // Alpine
        ("/opt/homebrew/opt", "postgresql", "bin"),                  // Homebrew on Apple silicon
        ("/usr/local/opt", "postgresql", "bin"),                     // Homebrew on Intel
        ("/home/linuxbrew/.linuxbrew/opt", "postgresql", "bin"),     // Homebrew on Linux
        ("/Applications/Postgres.app/Contents/Versions", "", "bin"), // Postgres.app
    ] {
        places.extend(inside(Path::new(parent), prefix).into_iter().map(|folder| folder.join(bin)));
    }
    places
}

/// The entries of `parent` whose names begin with `prefix`; none if it cannot be read.
fn inside(parent: &Path, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let named =
        entries.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(OsStr::new(prefix).as_encoded_bytes()));
    named.map(|entry| entry.path()).collect()
}

/// What a program prints, if it can be run and ends well.
fn said(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programs(major: u32) -> Programs {
        Programs { folder: format!("/pg/{major}").into(), major }
    }

    fn chosen(found: &[u32], wrote: Option<&str>) -> Result<u32, Error> {
        let found = found.iter().copied().map(programs).collect();
        choose(found, Path::new("/data/postgres"), wrote).map(|programs| programs.major)
    }

    #[test]
    fn without_data_the_newest_is_chosen_and_with_data_the_one_that_wrote_it() {
        assert_eq!(chosen(&[13, 17, 15], None).unwrap(), 17);
        assert_eq!(chosen(&[13, 17, 15], Some("15")).unwrap(), 15);
    }

    #[test]
    fn no_programs_at_all_names_the_command_for_each_system() {
        let error = chosen(&[], None).unwrap_err().to_string();
        for command in ["apt-get install postgresql", "dnf install", "apk add", "brew install", "DATABASE_URL"] {
            assert!(error.contains(command), "{error}");
        }
    }

    #[test]
    fn data_of_a_version_that_is_not_here_is_refused_with_both_versions_and_the_place() {
        let error = chosen(&[15, 16, 15], Some("12")).unwrap_err().to_string();
        for part in ["PostgreSQL 12", "PostgreSQL 15, PostgreSQL 16", "/data/postgres"] {
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn a_version_older_than_the_queries_is_refused() {
        assert!(matches!(chosen(&[11, 12], None), Err(Error::TooOld { found: 12, oldest: 13, .. })));
    }

    #[test]
    fn the_version_is_read_from_what_releases_and_betas_print() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major("pg_ctl (PostgreSQL) 15.18"), None);
    }
}
