//! `gavel replay`: a ledger told step by step, and why. Which rule moved the price, who was outbid by what, whose bid moved
//! the end, what a void changed.
//!
//! - `public` follows a public ledger by public facts: explains what anybody can know and checks what anybody can check
//! - `again` decides a house's own ledger again, by the very same rules, and compares byte for byte · `explain` says why, with
//!   every secret · `recording` such a ledger as a file
//! - `step` what is told of an event, as text and as JSON
//!
//! It writes nothing to any ledger.

pub mod again;
pub mod explain;
pub mod public;
pub mod recording;
pub mod step;

use crate::app;
use crate::domain::{AuctionId, Currency, Seq};
use crate::store::terms;
use crate::verify::source::Remote;
use crate::verify::{self, Chain, Fault};
use again::Again;
use anyhow::{Context, anyhow, bail};
use public::Public;
use recording::{History, Recording};
use std::io::{self, BufWriter, ErrorKind, Read, StdoutLock, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use step::{Step, counted};

/// What to replay, and how to tell it.
#[derive(clap::Args, Debug)]
pub struct Replay {
    /// A ledger saved from /api/v1/auctions/ID/ledger (with --terms), `-` for standard input, the http:// address of an
    /// auction, a recorded ledger with its secrets, or the id of an auction in the house's own database.
    #[arg(value_name = "FILE|URL|ID")]
    pub ledger: String,
    /// The auction's terms, saved from /api/v1/auctions/ID/terms: the rules of a saved ledger are in them.
    #[arg(long, value_name = "FILE")]
    pub terms: Option<PathBuf>,
    /// Tell no event after the one with this number.
    #[arg(long, value_name = "SEQ")]
    pub until: Option<Seq>,
    /// Tell each event as a line of JSON, and at last how it all was.
    #[arg(long)]
    pub json: bool,
    /// The data folder of the private PostgreSQL that knows the ID.
    #[arg(long, env = "GAVEL_DATA", default_value = "data")]
    pub data: PathBuf,
    /// The PostgreSQL that knows the ID, if it is not a private one.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

impl Replay {
    /// Tells every step, and succeeds only if each follows from those before it.
    ///
    /// # Errors
    /// If there is nothing to replay: an unreadable file, no answer, no such auction.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let mut teller = Teller::new(self.json, self.until);
        let told = match (Remote::parse(&self.ledger)?, self.ledger.parse::<AuctionId>()) {
            (Some(remote), _) => self.tell_address(&remote, &mut teller).await,
            (None, Ok(id)) => self.tell_stored(id, &mut teller).await,
            (None, Err(_)) => self.tell_file(&mut teller),
        };
        match told.and_then(|()| teller.end()) {
            // Whoever read along has seen enough.
            Err(error) if is_closed_pipe(&error) => Ok(ExitCode::SUCCESS),
            told => told,
        }
    }

    async fn tell_address(&self, remote: &Remote, teller: &mut Teller) -> anyhow::Result<()> {
        let head = remote.head().await?;
        let mut reader = Reader::new(&remote.terms().await?, Some(head), teller)?;
        let read = remote.read(|line| reader.line(line)).await?;
        reader.end(read)
    }

    async fn tell_stored(&self, id: AuctionId, teller: &mut Teller) -> anyhow::Result<()> {
        let database = app::OpenStore::open(self.database_url.as_deref(), &self.data).await?;
        let history = database.store.history(id).await;
        database.close().await?;
        let (listing, rows) = history?.with_context(|| format!("there is no published auction {id} in this house"))?;
        again(History::of(&listing, rows).map_err(|what| anyhow!(what))?, teller)
    }

    fn tell_file(&self, teller: &mut Teller) -> anyhow::Result<()> {
        let mut text = String::new();
        verify::open(&self.ledger)?
            .read_to_string(&mut text)
            .with_context(|| format!("{} is no ledger", self.ledger))?;
        if let Some(recording) = Recording::parse(&text) {
            return again(recording.history().map_err(|what| anyhow!(what))?, teller);
        }
        let Some(terms) = &self.terms else {
            bail!("the rules are in the terms: save them from /api/v1/auctions/ID/terms and pass them with --terms");
        };
        let terms = std::fs::read_to_string(terms).with_context(|| format!("cannot read {}", terms.display()))?;
        let mut reader = Reader::new(terms.trim_end_matches(['\r', '\n']), None, teller)?;
        let read = verify::read(text.as_bytes(), |line| reader.line(line))?;
        reader.end(read)
    }
}

/// Tells what was decided, by deciding it again.
fn again(history: History, teller: &mut Teller) -> anyhow::Result<()> {
    let currency = history.published.terms.currency;
    teller.mode = "decided again";
    for step in Again::new(history) {
        teller.tell(&step, currency)?;
    }
    Ok(())
}

/// Reads a public ledger: each line against the chain, then against the rules.
struct Reader<'a> {
    chain: Chain,
    public: Public,
    currency: Currency,
    teller: &'a mut Teller,
    failed: Option<anyhow::Error>,
}

impl<'a> Reader<'a> {
    fn new(terms_text: &str, noted: Option<verify::Head>, teller: &'a mut Teller) -> anyhow::Result<Reader<'a>> {
        let genesis = verify::genesis_in(terms_text).context("these are no terms")?;
        let terms = terms::read(terms_text).map_err(|what| anyhow!(what))?;
        let (currency, chain) = (terms.currency, Chain::new(Some(genesis), noted));
        let public = Public::new(terms).map_err(|what| anyhow!(what))?;
        Ok(Reader { chain, public, currency, teller, failed: None })
    }

    fn line(&mut self, line: &[u8]) -> Result<(), Fault> {
        #[derive(serde::Deserialize)]
        struct Line {
            body: String,
        }
        self.chain.line(line)?;
        let at = |what| Fault { seq: Some(self.chain.events()), what };
        let Line { body } = serde_json::from_slice(line).map_err(|error| at(error.to_string()))?;
        let step = self.public.follow(&body).map_err(at)?;
        if let Err(error) = self.teller.tell(&step, self.currency) {
            self.failed.get_or_insert(error);
        }
        Ok(())
    }

    fn end(self, read: Result<(), Fault>) -> anyhow::Result<()> {
        if let Some(failed) = self.failed {
            return Err(failed);
        }
        if let Err(fault) = read.and_then(|()| self.chain.end().map(drop)) {
            self.teller.broken(&fault)?;
        }
        Ok(())
    }
}

/// Says it, as text or as JSON.
struct Teller {
    out: BufWriter<StdoutLock<'static>>,
    json: bool,
    until: Option<Seq>,
    mode: &'static str,
    events: u32,
    faults: u32,
}

impl Teller {
    fn new(json: bool, until: Option<Seq>) -> Teller {
        let out = BufWriter::new(io::stdout().lock());
        Teller { out, json, until, mode: "followed by public facts", events: 0, faults: 0 }
    }

    /// Every step is checked; those up to the last that was asked for are told, and any that cannot be right.
    fn tell(&mut self, step: &Step, currency: Currency) -> anyhow::Result<()> {
        self.events += 1;
        self.faults += u32::try_from(step.faults.len()).unwrap_or(u32::MAX);
        if self.until.is_some_and(|until| step.seq > until) && step.faults.is_empty() {
            return Ok(());
        }
        if self.json {
            writeln!(self.out, "{}", step.json())?;
        } else {
            write!(self.out, "{}", step.text(currency))?;
        }
        Ok(())
    }

    /// The ledger itself does not hold; nothing after it can be told.
    fn broken(&mut self, fault: &Fault) -> anyhow::Result<()> {
        self.faults += 1;
        if self.json {
            let line = serde_json::json!({"seq": fault.seq, "faults": [fault.what]});
            writeln!(self.out, "{line}")?;
        } else {
            writeln!(self.out, "✗ the ledger does not hold: {fault}")?;
        }
        Ok(())
    }

    fn end(mut self) -> anyhow::Result<ExitCode> {
        let Teller { events, faults, mode, .. } = self;
        let ok = faults == 0;
        if self.json {
            writeln!(self.out, "{}", serde_json::json!({"ok": ok, "events": events, "faults": faults, "how": mode}))?;
        } else if ok {
            writeln!(self.out, "ok: {} {mode}, and each follows", counted(events, "event"))?;
        } else {
            writeln!(
                self.out,
                "not ok: {} that cannot be right in {} {mode}",
                counted(faults, "thing"),
                counted(events, "event")
            )?;
        }
        self.out.flush()?;
        Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
