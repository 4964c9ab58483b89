//! What was found, as a table for a person and for `docs/BENCHMARKS.md`.

use crate::figures::median;
use crate::load::Findings;
use crate::{SIDES, Side};

/// What is told of each measurement: its title, its decimals, and where it is found.
type Column = (&'static str, usize, fn(&Findings) -> f64);

/// All but the rate are better small.
const COLUMNS: [Column; 8] = [
    ("p50 ms", 2, |found| found.lone.p50_ms),
    ("p99 ms", 2, |found| found.lone.p99_ms),
    ("µs CPU each", 2, |found| found.lone.cpu_us()),
    ("burst: p99 ms", 1, |found| found.burst.p99_ms),
    ("µs CPU each", 2, |found| found.burst.cpu_us()),
    ("deliveries/s", 0, |found| found.burst.per_second()),
    ("KiB connected", 1, |found| found.connected_kib),
    ("KiB watching", 1, |found| found.watching_kib),
];

/// One measurement, as it comes in.
pub fn in_short(side: Side, watchers: usize, found: &Findings) {
    let (lone, burst, kib) = (found.lone.cpu_us(), found.burst.cpu_us(), found.watching_kib);
    let side = side.name();
    println!(
        "  {watchers:>5} watchers  {side:<14} {lone:>5.2} µs a delivery, {burst:>5.2} in the burst, {kib:>5.1} KiB each"
    );
}

/// The head of the table.
pub fn head() {
    let titles = COLUMNS.map(|(title, ..)| title).join(" | ");
    println!("\n| watchers | server | {titles} |\n|---|---|{}", "---|".repeat(COLUMNS.len()));
}

/// All rounds with so many watchers: medians, and the medians of the rounds' ratios.
pub fn rows(watchers: usize, [plain, house]: &[Vec<Findings>; 2]) {
    for (side, rounds) in SIDES.iter().zip([plain, house]) {
        let cells = COLUMNS.map(|(_, decimals, of)| format!("{:.decimals$}", median(rounds, of)));
        println!("| {watchers} | {} | {} |", side.name(), cells.join(" | "));
    }
    let cells = COLUMNS.map(|(_, _, of)| ratio(plain, house, of));
    println!("| {watchers} | ratio | {} |", cells.join(" | "));
}

/// What a figure is to what it is compared with, round by round: the median, as a cell.
pub fn ratio<T>(compared_with: &[T], figures: &[T], of: fn(&T) -> f64) -> String {
    let paired: Vec<f64> = compared_with.iter().zip(figures).map(|(with, figure)| of(figure) / of(with)).collect();
    format!("**{:.2}**", median(&paired, |ratio| *ratio))
}
