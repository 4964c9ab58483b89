//! The parts of terms as JSON writes them. What cannot be read is told in words; what makes no sense is judged elsewhere.

use crate::domain::increment::Row;
use crate::domain::terms::Pricing;
use crate::domain::{Closing, ClosingMode, Currency, Format, Increments, Money, Scope, Trigger};
use chrono::TimeDelta;
use serde_json::{Map, Value};

/// How many units are sold when nothing says so; also the most of what is one thing.
const ONE: u32 = 1;

/// A member that is there; `null` is as good as nothing.
fn given<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    fields.get(name).filter(|value| !value.is_null())
}

/// The format of a lot, from its word and from what belongs to it: `dutch`, `quantity`, `pricing`.
///
/// # Errors
/// The field at fault, and what to write there.
pub fn format(fields: &Map<String, Value>) -> Result<Format, (&'static str, String)> {
    let unknown = || ("format", t!("faults-json-format"));
    let word = match given(fields, "format") {
        None => "english",
        Some(value) => value.as_str().ok_or_else(unknown)?,
    };
    let format = match word {
        "english" => Format::English,
        "first_price" | "sealed" | "sealed_first_price" => Format::FirstPrice,
        "vickrey" => Format::Vickrey,
        "reverse" => Format::Reverse,
        "live" => Format::Live,
        "dutch" => dutch(given(fields, "dutch"))?,
        "multi_unit" | "multi-unit" => Format::MultiUnit { units: ONE, pricing: pricing(fields)? },
        _ => return Err(unknown()),
    };
    only_where_they_belong(fields, format)?;
    match (format, given(fields, "quantity")) {
        (Format::MultiUnit { .. }, None) => Err(("quantity", t!("faults-json-units-missing"))),
        (Format::MultiUnit { pricing, .. }, Some(units)) => {
            let units = units.as_u64().and_then(|units| u32::try_from(units).ok());
            let units = units.ok_or_else(|| ("quantity", t!("faults-json-units")))?;
            Ok(Format::MultiUnit { units, pricing })
        }
        (format, _) => Ok(format),
    }
}

/// What another format needs is better refused than left out in silence.
fn only_where_they_belong(fields: &Map<String, Value>, format: Format) -> Result<(), (&'static str, String)> {
    let several = matches!(format, Format::MultiUnit { .. });
    if !matches!(format, Format::Dutch { .. }) && given(fields, "dutch").is_some() {
        return Err(("dutch", t!("faults-json-only-dutch")));
    }
    if !several && given(fields, "quantity").is_some_and(|quantity| quantity != ONE) {
        return Err(("quantity", t!("faults-json-only-several")));
    }
    if !several && given(fields, "pricing").is_some() {
        return Err(("pricing", t!("faults-json-only-pricing")));
    }
    Ok(())
}

fn dutch(value: Option<&Value>) -> Result<Format, (&'static str, String)> {
    let read = |value: &Value| {
        let amount = |name: &str| value.get(name)?.as_i64().map(Money);
        let every = value.get("every_s")?.as_i64().and_then(TimeDelta::try_seconds)?;
        Some(Format::Dutch { step: amount("step")?, every, floor: amount("floor")? })
    };
    value.and_then(read).ok_or_else(|| ("dutch", t!("faults-json-dutch")))
}

fn pricing(fields: &Map<String, Value>) -> Result<Pricing, (&'static str, String)> {
    let wrong = || ("pricing", t!("faults-json-pricing"));
    match given(fields, "pricing") {
        None => Ok(Pricing::PayAsBid),
        Some(word) => word.as_str().and_then(crate::store::terms::pricing_of_word).ok_or_else(wrong),
    }
}

/// How far the next bid must go; `None` if it is written in no known way.
pub fn increments(value: &Value, currency: Currency) -> Option<Increments> {
    match value {
        Value::String(name) => match name.as_str() {
            "us" => Some(Increments::us(currency)),
            "uk" => Some(Increments::uk(currency)),
            "decade" => Some(Increments::Decade),
            _ => None,
        },
        Value::Object(fields) => {
            if let Some(step) = fields.get("fixed") {
                return Some(Increments::Fixed(Money(step.as_i64()?)));
            }
            if let Some(rows) = fields.get("table") {
                return rows.as_array()?.iter().map(row).collect::<Option<_>>().map(Increments::Table);
            }
            // As the protocol has it, or as terms are written.
            let share = fields.get("percent").filter(|share| share.is_object()).unwrap_or(value);
            let percent = u32::try_from(share.get("percent")?.as_u64()?).ok()?;
            Some(Increments::Percent { percent, least: Money(share.get("least")?.as_i64()?) })
        }
        _ => None,
    }
}

/// `[from, step]` or `{"from":…,"step":…}`.
fn row(value: &Value) -> Option<Row> {
    let (from, step) = pair(value, "step")?;
    Some(Row { from: Money(from.as_i64()?), step: Money(step.as_i64()?) })
}

/// `[from, x]` or `{"from":…,NAME:…}`.
fn pair<'a>(value: &'a Value, name: &str) -> Option<(&'a Value, &'a Value)> {
    match value {
        Value::Array(pair) if pair.len() == 2 => Some((&pair[0], &pair[1])),
        value => Some((value.get("from")?, value.get(name)?)),
    }
}

/// How a lot closes. Where no bid can move the end, that is the usual; `quiet_s`, `tail_s` and `candle_s` are other names
/// for the extension.
///
/// # Errors
/// What to write instead.
pub fn closing(value: Option<&Value>, format: Format) -> Result<Closing, String> {
    let usual = if format.has_fixed_end() { Closing::hard() } else { Closing::default() };
    let Some(value) = value else { return Ok(usual) };
    let fields = value.as_object().ok_or_else(|| t!("faults-json-closing"))?;
    let given = |field: &str| given(fields, field);
    let span = |field: &str| {
        let seconds = given(field).map(|value| value.as_i64().and_then(TimeDelta::try_seconds));
        seconds.map(|span| span.ok_or_else(|| t!("faults-json-closing-spans"))).transpose()
    };
    let word = |field: &str| given(field).map(|value| value.as_str().unwrap_or_default());
    let mode = match word("mode") {
        None => usual.mode,
        Some(word) => ClosingMode::of_word(word).ok_or_else(|| t!("faults-json-closing-mode"))?,
    };
    let other_names: &[&str] = match mode {
        ClosingMode::Quiet => &["quiet_s"],
        ClosingMode::Candle => &["tail_s", "candle_s"],
        _ => &[],
    };
    let mut extension = span("extension_s")?;
    for name in other_names {
        extension = extension.or(span(name)?);
    }
    Ok(Closing {
        mode,
        scope: match word("scope") {
            None | Some("lot") => Scope::Lot,
            Some("group") => Scope::Group,
            Some(_) => return Err(t!("faults-json-closing-scope")),
        },
        window: span("window_s")?.unwrap_or(usual.window),
        extension: extension.unwrap_or(usual.extension),
        cap: span("cap_s")?,
        trigger: match word("trigger") {
            None | Some("price_or_leader") => Trigger::PriceOrLeader,
            Some("leader") => Trigger::Leader,
            Some(_) => return Err(t!("faults-json-closing-trigger")),
        },
    })
}
