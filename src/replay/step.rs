//! A step of a replay: what happened, why, how things stand after it, and what about it cannot be right; as text for people
//! and as a line of JSON for programs.

use crate::domain::{Currency, Money, Seq, Timestamp};
use crate::store::ledger::instant;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// One event, explained.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    pub seq: Seq,
    #[serde(serialize_with = "as_instant")]
    pub at: Timestamp,
    /// The event's word in the ledger.
    pub kind: String,
    /// What happened, in a sentence.
    pub what: String,
    /// Which rules made it so.
    pub why: Vec<Why>,
    pub after: Position,
    /// What cannot be right about it; empty if everything follows.
    pub faults: Vec<String>,
}

/// A rule that had a say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// Its name, for programs.
    pub rule: &'static str,
    /// What it said here, for people.
    pub says: String,
    /// The amounts it compared, in minor units.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub amounts: BTreeMap<&'static str, i64>,
}

/// How things stand. Absent is what there is not yet, or what nobody may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    pub status: &'static str,
    #[serde(serialize_with = "as_minor_units")]
    pub price: Option<Money>,
    /// By pseudonym.
    pub leader: Option<String>,
    pub bids: u32,
    #[serde(serialize_with = "as_instant")]
    pub ends_at: Timestamp,
}

impl Why {
    /// A rule's say.
    pub fn new(rule: &'static str, says: impl Into<String>) -> Why {
        Why { rule, says: says.into(), amounts: BTreeMap::new() }
    }

    /// The same, with an amount that it compared.
    #[must_use]
    pub fn with(mut self, name: &'static str, amount: Money) -> Why {
        self.amounts.insert(name, amount.0);
        self
    }
}

impl Step {
    /// For people: the event, the rules that made it, and how things stand.
    pub fn text(&self, currency: Currency) -> String {
        let mut lines = vec![format!("#{} {} {}: {}", self.seq, instant(self.at), self.kind, self.what)];
        lines.extend(self.why.iter().map(|why| format!("    {}", why.says)));
        lines.push(format!("    → {}", Standing { position: &self.after, currency }));
        lines.extend(self.faults.iter().map(|fault| format!("    ✗ cannot be right: {fault}")));
        lines.iter().map(|line| printable(line) + "\n").collect()
    }

    /// For programs: one line of JSON.
    pub fn json(&self) -> String {
        // Strings, numbers and maps with names for keys cannot fail to serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

struct Standing<'a> {
    position: &'a Position,
    currency: Currency,
}

impl fmt::Display for Standing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { status, price, leader, bids, ends_at } = self.position;
        f.write_str(status)?;
        if let Some(price) = price {
            write!(f, " · {}", self.currency.display(*price))?;
        }
        if let Some(leader) = leader {
            write!(f, " · {leader} leads")?;
        }
        write!(f, " · {} · ends {}", counted(*bids, "bid"), instant(*ends_at))
    }
}

/// What somebody else wrote, fit for a terminal: it holds no line of its own, and no command to whoever shows it.
fn printable(line: &str) -> String {
    line.chars().map(|char| if char.is_control() { ' ' } else { char }).collect()
}

/// `1 bid`, `2 bids`.
pub fn counted(number: u32, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// A span as people say it, exact to the millisecond: `2 min`, `1 h 0 min 5.250 s`.
pub fn span(span: chrono::TimeDelta) -> String {
    let ms = span.num_milliseconds().abs();
    let (hours, minutes, seconds, rest) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60, ms % 1_000);
    let mut parts = Vec::new();
    if hours > 0 {
        parts.push(format!("{hours} h"));
    }
    if minutes > 0 || hours > 0 && (seconds, rest) != (0, 0) {
        parts.push(format!("{minutes} min"));
    }
    match (seconds, rest) {
        (0, 0) if !parts.is_empty() => {}
        (_, 0) => parts.push(format!("{seconds} s")),
        _ => parts.push(format!("{seconds}.{rest:03} s")),
    }
    parts.join(" ")
}

fn as_instant<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&instant(*at))
}

fn as_minor_units<S: Serializer>(amount: &Option<Money>, serializer: S) -> Result<S::Ok, S::Error> {
    amount.map(|amount| amount.0).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_span_is_said_as_people_say_it_and_to_the_millisecond() {
        for (ms, said) in [
            (0, "0 s"),
            (59_000, "59 s"),
            (120_000, "2 min"),
            (61_001, "1 min 1.001 s"),
            (3_600_000, "1 h"),
            (3_605_250, "1 h 0 min 5.250 s"),
            (-5_000, "5 s"),
        ] {
            assert_eq!(span(TimeDelta::milliseconds(ms)), said);
        }
    }
}
