//! How the figures of a simulated sale are printed: a column for each way to sell, or a line of JSON.

use super::tally::{Tally, share, share_of};
use super::{Outcome, Settings};
use crate::config::simulation::{LATE_PART, LOT_RUNS};
use serde_json::json;
use std::collections::BTreeSet;

/// For people.
pub fn text(outcome: &Outcome, settings: &Settings) -> String {
    let Settings { seed, auctions, bidders, .. } = settings;
    let head = format!(
        "{auctions} lots of {} days, {bidders} visitors each on the average, and on one lot as many bids as on all others\n\
         (its {} visitors all bid). The same lots, people, values and moments in every column. Seed {seed}.\n\n",
        LOT_RUNS.num_days(),
        outcome.crowd
    );
    let rows = rows(outcome);
    let name = rows.iter().map(|row| row.0.chars().count()).max().unwrap_or_default();
    let cells = rows.iter().flat_map(|row| &row.1).map(|cell| cell.chars().count());
    let cell = cells.max().unwrap_or_default();
    let line = |(label, cells): &(String, Vec<String>)| {
        let cells: String = cells.iter().map(|text| format!("  {text:>cell$}")).collect();
        format!("{label:<name$}{cells}\n")
    };
    head + &rows.iter().map(line).collect::<String>()
}

/// A figure of a column.
type Figure = (&'static str, fn(&Tally) -> String);

const FIGURES: [Figure; 14] = [
    ("lots", |tally| tally.lots.to_string()),
    ("sold", |tally| percent(share_of(tally.sold, tally.lots))),
    ("revenue, in cents", |tally| tally.revenue.to_string()),
    ("… of the second highest values", |tally| percent(share(tally.revenue, tally.second))),
    ("bids sent", |tally| tally.sent.to_string()),
    ("… accepted", |tally| percent(share_of(tally.accepted, tally.sent))),
    ("… in the last 5 % of the time", |tally| percent(share_of(tally.late, tally.sent))),
    ("… on the one hot lot", |tally| percent(share_of(tally.hot, tally.sent))),
    ("extensions", |tally| tally.extensions.to_string()),
    ("lots that ended after schedule", |tally| percent(share_of(tally.extended, tally.lots))),
    ("… all lots by, mean", |tally| format!("{} s", tally.beyond_s().0)),
    ("… all lots by, median", |tally| format!("{} s", tally.beyond_s().1)),
    ("… the last of them by", |tally| format!("{} s", tally.beyond_s().2)),
    ("bids refused", |tally| tally.refused.values().sum::<u64>().to_string()),
];

const _: () = assert!(LATE_PART == 5, "a figure's name says so");

fn rows(outcome: &Outcome) -> Vec<(String, Vec<String>)> {
    let row = |label: String, figure: &dyn Fn(&Tally) -> String| {
        (label, outcome.ways.iter().map(|(_, tally)| figure(tally)).collect())
    };
    let mut rows = vec![(String::new(), outcome.ways.iter().map(|(way, _)| way.to_string()).collect())];
    rows.extend(FIGURES.map(|(label, figure)| row(label.into(), &figure)));
    let codes: BTreeSet<&str> = outcome.ways.iter().flat_map(|(_, tally)| tally.refused.keys().copied()).collect();
    for code in codes {
        rows.push(row(format!("… {code}"), &|tally| {
            tally.refused.get(code).copied().unwrap_or_default().to_string()
        }));
    }
    rows
}

/// Hundredths of a percent, as people write them.
fn percent(share: i64) -> String {
    format!("{}.{:02} %", share / 100, share % 100)
}

/// For programs: one line of JSON a way. Shares are in hundredths of a percent.
pub fn json(outcome: &Outcome, settings: &Settings) -> String {
    let line = |way: &super::Way, tally: &Tally| {
        let (mean, median, most) = tally.beyond_s();
        let line = json!({
            "seed": settings.seed, "way": way.to_string(), "lots": tally.lots, "sold": tally.sold,
            "revenue": tally.revenue, "second_values": tally.second, "revenue_share": share(tally.revenue, tally.second),
            "sent": tally.sent, "accepted": tally.accepted, "late": tally.late, "hot": tally.hot,
            "extensions": tally.extensions, "extended": tally.extended,
            "beyond_s": {"mean": mean, "median": median, "most": most}, "refused": tally.refused,
        });
        format!("{line}\n")
    };
    outcome.ways.iter().map(|(way, tally)| line(way, tally)).collect()
}
