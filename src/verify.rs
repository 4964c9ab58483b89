//! `gavel verify`: checks a ledger without trusting who handed it over. Recomputes every hash from the exact text of the
//! events; never opens a database and decides no rule.

mod chain;
pub(crate) mod source;

pub use chain::{Chain, Ending, Fault, Head};

use crate::config::LONGEST_LEDGER_LINE;
use crate::domain::{AuctionId, Hash};
use anyhow::Context;
use serde::Deserialize;
use source::Remote;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to check, and against what.
#[derive(clap::Args, Debug)]
pub struct Verify {
    /// A ledger saved from /api/v1/auctions/ID/ledger, `-` for standard input, or the http:// address of an auction.
    #[arg(value_name = "FILE|URL")]
    pub ledger: String,
    /// The auction's terms, saved from /api/v1/auctions/ID/terms: the chain must begin with them.
    #[arg(long, value_name = "FILE")]
    pub terms: Option<PathBuf>,
    /// A hash that the ledger must contain: 16 or more of its hex digits, as noted while the auction ran.
    #[arg(long, value_name = "HASH")]
    pub head: Option<Head>,
}

impl Verify {
    /// Checks, says what was found, and succeeds only if everything holds.
    ///
    /// # Errors
    /// If there is nothing to check: an unreadable file, no answer.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.check().await? {
            Ok(chain) => {
                println!("{}", report(&chain));
                Ok(ExitCode::SUCCESS)
            }
            Err(fault) => {
                println!("not ok: {fault}");
                Ok(ExitCode::FAILURE)
            }
        }
    }

    async fn check(self) -> anyhow::Result<Result<Chain, Fault>> {
        let mut noted = self.head;
        let remote = Remote::parse(&self.ledger)?;
        let mut genesis = self.terms.as_deref().map(genesis_of).transpose()?;
        if let Some(remote) = &remote {
            // What the house says first is what its ledger, read later, must at least contain.
            let served = remote.head().await?;
            noted.get_or_insert(served);
            if genesis.is_none() {
                genesis = Some(genesis_in(&remote.terms().await?).context("the house shows no terms")?);
            }
        }
        let mut chain = Chain::new(genesis, noted);
        let read = match &remote {
            Some(remote) => remote.read(|line| chain.line(line)).await?,
            None => read(open(&self.ledger)?, |line| chain.line(line))?,
        };
        Ok(read.and_then(|()| chain.end()))
    }
}

/// What is said of a chain that holds.
fn report(chain: &Chain) -> String {
    let events = chain.events();
    let plural = if events == 1 { "" } else { "s" };
    let ending = chain.ending().map_or("not ended".into(), Ending::to_string);
    let mut said = format!("ok: {events} event{plural}, head {}, {ending}", chain.head());
    if chain.may_be_cut_short() {
        said.push_str(
            "\nThis ledger has no end, so it cannot be excluded that later events were cut off: compare the head ",
        );
        said.push_str("with the one the house shows, or pass one you noted with --head.");
    }
    said
}

/// Where the chain of an auction begins whose terms are in this file.
fn genesis_of(path: &Path) -> anyhow::Result<Hash> {
    let terms = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    genesis_in(terms.trim_end_matches(['\r', '\n'])).with_context(|| format!("{} holds no terms", path.display()))
}

/// Where the chain of an auction with these terms begins.
///
/// # Errors
/// If they name no auction.
pub(crate) fn genesis_in(terms: &str) -> anyhow::Result<Hash> {
    #[derive(Deserialize)]
    struct Named {
        auction: uuid::Uuid,
    }
    let Named { auction } = serde_json::from_str(terms)?;
    Ok(Hash::genesis(AuctionId(auction), terms))
}

/// A saved ledger; `-` is standard input.
///
/// # Errors
/// If it cannot be opened.
pub(crate) fn open(path: &str) -> anyhow::Result<Box<dyn BufRead>> {
    if path == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path).with_context(|| format!("cannot open {path}"))?;
    Ok(Box::new(BufReader::new(file)))
}

/// Reads a saved ledger line by line, until `each` finds fault.
///
/// # Errors
/// If it cannot be read.
pub(crate) fn read(
    mut lines: impl BufRead,
    mut each: impl FnMut(&[u8]) -> Result<(), Fault>,
) -> anyhow::Result<Result<(), Fault>> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if lines.by_ref().take(LONGEST_LEDGER_LINE as u64 + 1).read_until(b'\n', &mut line)? == 0 {
            return Ok(Ok(()));
        }
        if let Err(fault) = each(&line) {
            return Ok(Err(fault));
        }
    }
}

#[cfg(test)]
mod tests;
