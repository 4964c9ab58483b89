//! `gavel simulate`: a made-up sale in virtual time through the very same `decide` and `apply` as every real one, so that a
//! seller can compare ways of selling before choosing one. The same lots, people, values and moments are played in each way;
//! the same seed prints the same bytes.
//!
//! - `crowd` lots, and who comes to them · `way` a format and a closing as terms · `play` one lot in virtual time
//! - `tally` the figures · `table` how they are printed
//!
//! It opens no database and no socket, reads no clock but to say how fast it was, and has no float anywhere.
//! docs/SIMULATION.md tells what its people are like, and what its figures do not say.

pub mod crowd;
pub mod play;
pub mod table;
pub mod tally;
pub mod way;

use crate::config::simulation::{MOST_LOTS, MOST_VISITORS};
use crate::domain::{ClosingMode, Currency, Increments};
use play::{Played, play};
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;
use tally::Tally;
use way::{Game, Way};

/// What to simulate.
#[derive(clap::Args, Clone, Debug)]
pub struct Settings {
    /// Decides everything that is drawn: the same seed prints the same bytes.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many lots there are. One of them gets as many bids as all others together.
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(2..=i64::from(MOST_LOTS)))]
    pub auctions: u32,
    /// How many people come to an ordinary lot, on the average.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_VISITORS)))]
    pub bidders: u32,
    /// The formats to compare, with commas between: english, first_price, vickrey, dutch, reverse, multi_unit.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub format: Vec<Game>,
    /// The ways to close to compare, with commas between: hard, reset, add, quiet, candle. Sealed and Dutch auctions close
    /// hard, whatever is said here.
    #[arg(long, value_parser = mode, value_delimiter = ',')]
    pub closing: Vec<ClosingMode>,
    /// A hidden reserve on every lot, in percent of what a typical visitor would pay; 0 for none.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=500))]
    pub reserve: u32,
    /// The increments: us, uk or decade.
    #[arg(long, default_value = "us", value_parser = ["us", "uk", "decade"])]
    pub increments: String,
    /// The window before the end in which a bid moves it, in seconds.
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(i64).range(0..=86_400))]
    pub window_s: i64,
    /// By how much, in seconds; for how long it must be quiet; how long a candle burns at most.
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(i64).range(0..=86_400))]
    pub extension_s: i64,
    /// Print a line of JSON for each way, instead of a table.
    #[arg(long)]
    pub json: bool,
}

fn mode(word: &str) -> Result<ClosingMode, String> {
    ClosingMode::of_word(word).ok_or_else(|| "ways to close are hard, reset, add, quiet and candle".into())
}

impl Settings {
    /// The increments that every lot has.
    pub fn increments(&self) -> Increments {
        match self.increments.as_str() {
            "uk" => Increments::uk(Currency::EUR),
            "decade" => Increments::Decade,
            _ => Increments::us(Currency::EUR),
        }
    }

    /// The ways to compare. Unless said, English auctions closed hard and softly, and Vickrey's.
    pub fn ways(&self) -> Vec<Way> {
        let usual = self.format.is_empty() && self.closing.is_empty();
        let games = match (usual, self.format.is_empty()) {
            (true, _) => vec![Game::English, Game::Vickrey],
            (_, true) => vec![Game::English],
            _ => self.format.clone(),
        };
        let modes =
            if self.closing.is_empty() { vec![ClosingMode::Hard, ClosingMode::Reset] } else { self.closing.clone() };
        let mut ways: Vec<Way> = Vec::new();
        for game in games {
            let modes = if game.moves() { &modes[..] } else { &[ClosingMode::Hard] };
            ways.extend(modes.iter().map(|mode| Way { game, mode: *mode }));
        }
        ways.dedup();
        ways
    }

    /// Plays the sale and prints what came of it.
    ///
    /// # Errors
    /// If it cannot be printed.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let begun = Instant::now();
        let outcome = Outcome::of(&self);
        let took = begun.elapsed();
        let text = if self.json { table::json(&outcome, &self) } else { table::text(&outcome, &self) };
        std::io::stdout().write_all(text.as_bytes())?;
        let (decided, ms) = (outcome.decided(), u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1));
        eprintln!("{decided} commands decided and folded in {ms} ms: {} a second", decided.saturating_mul(1_000) / ms);
        Ok(ExitCode::SUCCESS)
    }
}

/// What came of a sale, way by way.
pub struct Outcome {
    /// How many people came to the lot that everybody wants.
    pub crowd: u32,
    pub ways: Vec<(Way, Tally)>,
    reference: u64,
}

/// The crowd of the lot that everybody wants is as large as the number of bids that all others draw this way.
const REFERENCE: Way = Way { game: Game::English, mode: ClosingMode::Hard };

impl Outcome {
    /// Plays the sale in every way.
    pub fn of(settings: &Settings) -> Outcome {
        let mut reference = Tally::default();
        ordinary(settings, REFERENCE, &mut reference);
        let crowd = u32::try_from(reference.sent).unwrap_or(u32::MAX).max(1);
        let decided = reference.decided;
        let hot = crowd::hot_lot(settings.seed, crowd);
        let ways = settings.ways().into_iter().map(|way| {
            let mut tally = Tally::default();
            ordinary(settings, way, &mut tally);
            let played = play(&hot, way, settings);
            tally.hot = played.sent;
            tally.add(&played, way.second(&hot));
            (way, tally)
        });
        Outcome { crowd, ways: ways.collect(), reference: decided }
    }

    /// How many commands were decided in all.
    pub fn decided(&self) -> u64 {
        self.reference + self.ways.iter().map(|(_, tally)| tally.decided).sum::<u64>()
    }
}

/// Plays all lots but the one that everybody wants.
fn ordinary(settings: &Settings, way: Way, tally: &mut Tally) {
    for number in 1..u64::from(settings.auctions) {
        let lot = crowd::lot(settings.seed, number, settings.bidders);
        let played: Played = play(&lot, way, settings);
        tally.add(&played, way.second(&lot));
    }
}

#[cfg(test)]
mod tests;
