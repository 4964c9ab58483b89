//! Terms as the exact text that a ledger's chain of hashes begins with, and back. Public, and never rewritten once the
//! auction is published; `rules` names the version of the rules they were published under.

use super::ledger::instant;
use crate::domain::increment::Row;
use crate::domain::premium::{BasisPoints, Premium, Slice, Tax};
use crate::domain::terms::{Approval, BuyNow, BuyNowUntil, Format, Pricing, Rules, SaleLot};
use crate::domain::{AuctionId, Closing, ClosingMode, Hash, Increments, Money, SaleId, Scope, Terms, Trigger};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
struct Text {
    rules: u32,
    auction: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sale: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lot: Option<u32>,
    format: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dutch: Option<Fall>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quantity: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pricing: Option<String>,
    currency: String,
    start: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reserve_sealed: Option<String>,
    increments: Steps,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quantum: Option<i64>,
    automatic: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    buy_now: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    buy_now_until: Option<String>,
    closing: Close,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    premium: Vec<(i64, u32)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tax: Option<Taxes>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    approval: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    retraction: bool,
    starts_at: String,
    ends_at: String,
}

/// How a Dutch price falls.
#[derive(Serialize, Deserialize)]
struct Fall {
    step: i64,
    every_s: i64,
    floor: i64,
}

/// In hundredths of a percent.
#[derive(Serialize, Deserialize)]
struct Taxes {
    on_hammer: u32,
    on_premium: u32,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
}

/// The text of these terms. What is as usual and was unknown to the first rules is left out, so that theirs read as ever.
pub fn write(terms: &Terms) -> String {
    let fall = |(step, every, floor): (Money, TimeDelta, Money)| Fall {
        step: step.0,
        every_s: every.num_seconds(),
        floor: floor.0,
    };
    let (dutch, several) = match terms.format {
        Format::Dutch { step, every, floor } => (Some((step, every, floor)), None),
        Format::MultiUnit { units, pricing } => (None, Some((units, pricing))),
        _ => (None, None),
    };
    let text = Text {
        rules: match terms.rules {
            Rules::V1 => 1,
            Rules::V2 => 2,
        },
        auction: terms.auction.0,
        sale: terms.lot.map(|lot| lot.sale.0),
        lot: terms.lot.map(|lot| lot.number),
        format: terms.format.word().into(),
        dutch: dutch.map(fall),
        quantity: several.map(|(units, _)| units),
        pricing: several.map(|(_, pricing)| pricing_word(pricing).into()),
        currency: terms.currency.code().into(),
        start: terms.start.0,
        reserve_sealed: terms.reserve_sealed.map(|seal| seal.to_string()),
        increments: write_increments(&terms.increments),
        quantum: terms.quantum.map(|quantum| quantum.0),
        automatic: terms.automatic,
        buy_now: terms.buy_now.map(|offer| offer.price.0),
        buy_now_until: terms.buy_now.map(|offer| until_word(offer.until).into()),
        closing: write_closing(&terms.closing),
        premium: terms.premium.rows.iter().map(|row| (row.from.0, row.rate.0)).collect(),
        tax: Some(terms.tax)
            .filter(|tax| !tax.is_none())
            .map(|tax| Taxes { on_hammer: tax.on_hammer.0, on_premium: tax.on_premium.0 }),
        approval: Some(terms.approval).filter(|way| *way != Approval::Open).map(|way| way.word().into()),
        retraction: terms.retraction,
        starts_at: instant(terms.starts_at),
        ends_at: instant(terms.ends_at),
    };
    // A struct of strings and numbers cannot fail to serialise.
    serde_json::to_string(&text).unwrap_or_default()
}

fn write_increments(increments: &Increments) -> Steps {
    match increments {
        Increments::Table(rows) => Steps::Table(rows.iter().map(|row| (row.from.0, row.step.0)).collect()),
        Increments::Fixed(step) => Steps::Fixed(step.0),
        Increments::Percent { percent, least } => Steps::Percent { percent: *percent, least: least.0 },
        Increments::Decade => Steps::Decade,
    }
}

fn write_closing(closing: &Closing) -> Close {
    Close {
        mode: closing.mode.word().into(),
        window_s: closing.window.num_seconds(),
        extension_s: closing.extension.num_seconds(),
        cap_s: closing.cap.map(|cap| cap.num_seconds()),
        trigger: match closing.trigger {
            Trigger::PriceOrLeader => "price_or_leader".into(),
            Trigger::Leader => "leader".into(),
        },
        scope: Some("group".into()).filter(|_| closing.scope == Scope::Group),
    }
}

/// The word for what winners of several units pay.
pub fn pricing_word(pricing: Pricing) -> &'static str {
    match pricing {
        Pricing::PayAsBid => "pay_as_bid",
        Pricing::Uniform => "uniform",
    }
}

/// The word for how long a lot can be bought at once.
pub fn until_word(until: BuyNowUntil) -> &'static str {
    match until {
        BuyNowUntil::FirstBid => "first_bid",
        BuyNowUntil::PricePasses => "price_passes",
    }
}

/// What the winners of several units pay, by its word.
pub fn pricing_of_word(word: &str) -> Option<Pricing> {
    [Pricing::PayAsBid, Pricing::Uniform].into_iter().find(|pricing| pricing_word(*pricing) == word)
}

/// How long a lot can be bought at once, by its word.
pub fn until_of_word(word: &str) -> Option<BuyNowUntil> {
    [BuyNowUntil::FirstBid, BuyNowUntil::PricePasses].into_iter().find(|until| until_word(*until) == word)
}

/// Reads terms back.
///
/// # Errors
/// What in the text makes no sense.
pub fn read(text: &str) -> Result<Terms, String> {
    let text: Text = serde_json::from_str(text).map_err(|error| format!("its terms are not readable: {error}"))?;
    let rules = match text.rules {
        1 => Rules::V1,
        2 => Rules::V2,
        other => return Err(format!("it was published under rules {other}, which this version does not know")),
    };
    let instant = |text: &str| text.parse().map_err(|_| format!("“{text}” is no instant"));
    let until = match text.buy_now_until.as_deref() {
        Some("price_passes") => BuyNowUntil::PricePasses,
        _ => BuyNowUntil::FirstBid,
    };
    let slice = |(from, rate)| Slice { from: Money(from), rate: BasisPoints(rate) };
    let taxes =
        |taxes: Taxes| Tax { on_hammer: BasisPoints(taxes.on_hammer), on_premium: BasisPoints(taxes.on_premium) };
    let approval = text
        .approval
        .as_deref()
        .map(|word| Approval::of_word(word).ok_or_else(|| format!("“{word}” is no way to approve bidders")));
    Ok(Terms {
        rules,
        auction: AuctionId(text.auction),
        lot: text.sale.zip(text.lot).map(|(sale, number)| SaleLot { sale: SaleId(sale), number }),
        format: read_format(&text)?,
        currency: text.currency.parse()?,
        start: Money(text.start),
        reserve_sealed: text.reserve_sealed.as_deref().and_then(Hash::parse),
        increments: read_increments(text.increments),
        quantum: text.quantum.map(Money),
        automatic: text.automatic,
        buy_now: text.buy_now.map(|price| BuyNow { price: Money(price), until }),
        closing: read_closing(&text.closing)?,
        premium: Premium { rows: text.premium.into_iter().map(slice).collect() },
        tax: text.tax.map(taxes).unwrap_or_default(),
        approval: approval.transpose()?.unwrap_or_default(),
        retraction: text.retraction,
        starts_at: instant(&text.starts_at)?,
        ends_at: instant(&text.ends_at)?,
    })
}

fn read_format(text: &Text) -> Result<Format, String> {
    Ok(match text.format.as_str() {
        "english" => Format::English,
        "first_price" => Format::FirstPrice,
        "vickrey" => Format::Vickrey,
        "reverse" => Format::Reverse,
        "live" => Format::Live,
        "dutch" => {
            let Fall { step, every_s, floor } = text.dutch.as_ref().ok_or("it does not say how its price falls")?;
            let every = TimeDelta::try_seconds(*every_s).ok_or("its price falls at no possible pace")?;
            Format::Dutch { step: Money(*step), every, floor: Money(*floor) }
        }
        "multi_unit" => Format::MultiUnit {
            units: text.quantity.ok_or("it does not say how many units there are")?,
            pricing: match text.pricing.as_deref() {
                Some("uniform") => Pricing::Uniform,
                _ => Pricing::PayAsBid,
            },
        },
        other => return Err(format!("“{other}” is no format")),
    })
}

fn read_increments(steps: Steps) -> Increments {
    match steps {
        Steps::Table(rows) => Increments::Table(
            rows.into_iter().map(|(from, step)| Row { from: Money(from), step: Money(step) }).collect(),
        ),
        Steps::Fixed(step) => Increments::Fixed(Money(step)),
        Steps::Percent { percent, least } => Increments::Percent { percent, least: Money(least) },
        Steps::Decade => Increments::Decade,
    }
}

fn read_closing(text: &Close) -> Result<Closing, String> {
    let span = |seconds| TimeDelta::try_seconds(seconds).ok_or("its closing has an impossible span");
    Ok(Closing {
        mode: ClosingMode::of_word(&text.mode).ok_or_else(|| format!("“{}” is no way to close", text.mode))?,
        window: span(text.window_s)?,
        extension: span(text.extension_s)?,
        cap: text.cap_s.map(span).transpose()?,
        trigger: if text.trigger == "leader" { Trigger::Leader } else { Trigger::PriceOrLeader },
        scope: if text.scope.as_deref() == Some("group") { Scope::Group } else { Scope::Lot },
    })
}
