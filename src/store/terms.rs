//! Terms as the exact text that a ledger's chain of hashes begins with, and back. Public, and never rewritten once the
//! auction is published; `rules` names the version of the rules they were published under.

use super::ledger::instant;
use crate::domain::increment::Row;
use crate::domain::terms::Format;
use crate::domain::{AuctionId, Closing, ClosingMode, Hash, Increments, Money, Terms, Trigger};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// The version of the rules in force. A change of any rule raises it, and the old version goes on replaying old ledgers.
const RULES: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Text {
    rules: u32,
    auction: uuid::Uuid,
    format: String,
    currency: String,
    start: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reserve_sealed: Option<String>,
    increments: Steps,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quantum: Option<i64>,
    automatic: bool,
    closing: Close,
    starts_at: String,
    ends_at: String,
}

/// Increments on the wire and in terms: `{"table":[[from,step],…]}`, `{"fixed":step}`, `{"percent":p,"least":l}`,
/// `"decade"`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Steps {
    Table(Vec<(i64, i64)>),
    Fixed(i64),
    Percent { percent: u32, least: i64 },
    Decade,
}

#[derive(Serialize, Deserialize)]
struct Close {
    mode: String,
    window_s: i64,
    extension_s: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cap_s: Option<i64>,
    trigger: String,
}

/// The text of these terms.
pub fn write(terms: &Terms) -> String {
    let text = Text {
        rules: RULES,
        auction: terms.auction.0,
        format: match terms.format {
            Format::English => "english".into(),
        },
        currency: terms.currency.code().into(),
        start: terms.start.0,
        reserve_sealed: terms.reserve_sealed.map(|seal| seal.to_string()),
        increments: match &terms.increments {
            Increments::Table(rows) => Steps::Table(rows.iter().map(|row| (row.from.0, row.step.0)).collect()),
            Increments::Fixed(step) => Steps::Fixed(step.0),
            Increments::Percent { percent, least } => Steps::Percent { percent: *percent, least: least.0 },
            Increments::Decade => Steps::Decade,
        },
        quantum: terms.quantum.map(|quantum| quantum.0),
        automatic: terms.automatic,
        closing: Close {
            mode: mode_word(terms.closing.mode).into(),
            window_s: terms.closing.window.num_seconds(),
            extension_s: terms.closing.extension.num_seconds(),
            cap_s: terms.closing.cap.map(|cap| cap.num_seconds()),
            trigger: match terms.closing.trigger {
                Trigger::PriceOrLeader => "price_or_leader".into(),
                Trigger::Leader => "leader".into(),
            },
        },
        starts_at: instant(terms.starts_at),
        ends_at: instant(terms.ends_at),
    };
    // A struct of strings and numbers cannot fail to serialise.
    serde_json::to_string(&text).unwrap_or_default()
}

/// The word for a closing mode on the wire and in terms.
pub fn mode_word(mode: ClosingMode) -> &'static str {
    match mode {
        ClosingMode::Hard => "hard",
        ClosingMode::Reset => "reset",
    }
}

/// Reads terms back.
///
/// # Errors
/// What in the text makes no sense.
pub fn read(text: &str) -> Result<Terms, String> {
    let text: Text = serde_json::from_str(text).map_err(|error| format!("its terms are not readable: {error}"))?;
    if text.rules != RULES {
        return Err(format!("it was published under rules {}, which this version does not know", text.rules));
    }
    let instant = |text: &str| text.parse().map_err(|_| format!("“{text}” is no instant"));
    Ok(Terms {
        auction: AuctionId(text.auction),
        format: match text.format.as_str() {
            "english" => Format::English,
            other => return Err(format!("“{other}” is no format")),
        },
        currency: text.currency.parse()?,
        start: Money(text.start),
        reserve_sealed: text.reserve_sealed.as_deref().and_then(Hash::parse),
        increments: match text.increments {
            Steps::Table(rows) => Increments::Table(
                rows.into_iter().map(|(from, step)| Row { from: Money(from), step: Money(step) }).collect(),
            ),
            Steps::Fixed(step) => Increments::Fixed(Money(step)),
            Steps::Percent { percent, least } => Increments::Percent { percent, least: Money(least) },
            Steps::Decade => Increments::Decade,
        },
        quantum: text.quantum.map(Money),
        automatic: text.automatic,
        closing: Closing {
            mode: match text.closing.mode.as_str() {
                "hard" => ClosingMode::Hard,
                "reset" => ClosingMode::Reset,
                other => return Err(format!("“{other}” is no way to close")),
            },
            window: TimeDelta::seconds(text.closing.window_s),
            extension: TimeDelta::seconds(text.closing.extension_s),
            cap: text.closing.cap_s.map(TimeDelta::seconds),
            trigger: if text.closing.trigger == "leader" { Trigger::Leader } else { Trigger::PriceOrLeader },
        },
        starts_at: instant(&text.starts_at)?,
        ends_at: instant(&text.ends_at)?,
    })
}
