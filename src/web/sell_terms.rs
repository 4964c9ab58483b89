//! What the seller's form says about format, closing and what comes on top, read and written back: plain words for what
//! [`written`](super::api) reads from JSON.

use super::sell::SellForm;
use super::sell_form::{Reading, in_minutes, minutes};
use crate::domain::premium::{BasisPoints, Slice};
use crate::domain::terms::{Approval, BuyNow, Pricing};
use crate::domain::{Closing, ClosingMode, Currency, Format, Money, Premium, Tax, Terms, Trigger};
use crate::store::terms::{pricing_of_word, pricing_word, until_of_word, until_word};
use chrono::TimeDelta;

/// How to write a premium, to whoever wrote none that can be read.
const PREMIUM: &str = "Write a premium as a percentage, like 20, or as lines like “0: 26” and “4000: 20”.";

impl SellForm {
    pub(super) fn format(&self, reading: &mut Reading, was: Option<&Terms>, currency: Currency) -> Format {
        match (self.format.as_str(), was) {
            ("first_price", _) => Format::FirstPrice,
            ("vickrey", _) => Format::Vickrey,
            ("reverse", _) => Format::Reverse,
            ("dutch", _) => Format::Dutch {
                step: reading.or("dutch_step", currency.parse(&self.dutch_step), Money(1)),
                every: reading.or("dutch_every", seconds(&self.dutch_every), TimeDelta::minutes(1)),
                floor: reading.or("dutch_floor", currency.parse(&self.dutch_floor), Money(1)),
            },
            ("multi_unit", _) => Format::MultiUnit {
                units: reading.or("quantity", units(&self.quantity), 1),
                pricing: pricing_of_word(&self.pricing).unwrap_or(Pricing::PayAsBid),
            },
            // Made through the API: the form can only keep it.
            ("live", Some(was)) if was.format == Format::Live => Format::Live,
            _ => Format::English,
        }
    }

    pub(super) fn buy_now(&self, reading: &mut Reading, currency: Currency) -> Option<BuyNow> {
        let until = until_of_word(&self.buy_now_until).unwrap_or(crate::domain::terms::BuyNowUntil::FirstBid);
        reading.optional("buy_now", &self.buy_now, currency).map(|price| BuyNow { price, until })
    }

    /// Where no bid can move the end it stands, whatever was chosen for another format.
    pub(super) fn closing(&self, reading: &mut Reading, was: Option<&Terms>, format: Format) -> Closing {
        let usual = Closing::default();
        let cap = (!self.cap.trim().is_empty()).then(|| minutes(&self.cap)).transpose();
        let mode = ClosingMode::of_word(&self.closing).unwrap_or(usual.mode);
        Closing {
            mode: if format.has_fixed_end() { ClosingMode::Hard } else { mode },
            window: reading.or("window", minutes(&self.window), usual.window),
            extension: reading.or("extension", minutes(&self.extension), usual.extension),
            cap: reading.or("cap", cap, None),
            trigger: if self.trigger == "leader" { Trigger::Leader } else { Trigger::PriceOrLeader },
            scope: was.map_or(usual.scope, |was| was.closing.scope),
        }
    }

    pub(super) fn premium(&self, reading: &mut Reading, currency: Currency) -> Premium {
        reading.or("premium", premium(&self.premium, currency), Premium::default())
    }

    pub(super) fn tax(&self, reading: &mut Reading) -> Tax {
        let mut rate = |field, typed: &str| match typed.trim() {
            "" => BasisPoints(0),
            typed => reading.or(field, percent(typed), BasisPoints(0)),
        };
        Tax {
            on_hammer: rate("tax_on_hammer", &self.tax_on_hammer),
            on_premium: rate("tax_on_premium", &self.tax_on_premium),
        }
    }

    pub(super) fn approval(&self) -> Approval {
        Approval::of_word(&self.approval).unwrap_or_default()
    }

    /// The part of the form that would be typed for these terms.
    pub(super) fn of_format(terms: &Terms) -> SellForm {
        let money = |amount: Money| terms.currency.plain(amount).replace(',', "");
        let form = SellForm {
            format: terms.format.word().into(),
            buy_now: terms.buy_now.map(|offer| money(offer.price)).unwrap_or_default(),
            buy_now_until: until_word(terms.buy_now.map_or_else(Default::default, |offer| offer.until)).into(),
            closing: terms.closing.mode.word().into(),
            window: in_minutes(terms.closing.window),
            extension: in_minutes(terms.closing.extension),
            cap: terms.closing.cap.map(in_minutes).unwrap_or_default(),
            trigger: if terms.closing.trigger == Trigger::Leader { "leader" } else { "price_or_leader" }.into(),
            premium: in_lines(&terms.premium, terms.currency),
            tax_on_hammer: in_percent(terms.tax.on_hammer),
            tax_on_premium: in_percent(terms.tax.on_premium),
            approval: terms.approval.word().into(),
            retraction: if terms.retraction { "on" } else { "off" }.into(),
            ..SellForm::default()
        };
        match terms.format {
            Format::Dutch { step, every, floor } => SellForm {
                dutch_step: money(step),
                dutch_every: every.num_seconds().to_string(),
                dutch_floor: money(floor),
                ..form
            },
            Format::MultiUnit { units, pricing } => {
                SellForm { quantity: units.to_string(), pricing: pricing_word(pricing).into(), ..form }
            }
            _ => form,
        }
    }
}

fn units(typed: &str) -> Result<u32, String> {
    typed.trim().parse().map_err(|_| "Write how many units there are, like 12.".into())
}

fn seconds(typed: &str) -> Result<TimeDelta, String> {
    let seconds = typed.trim().parse::<u32>().ok().map(i64::from).and_then(TimeDelta::try_seconds);
    seconds.ok_or_else(|| "Write a whole number of seconds, like 60.".into())
}

/// A share as people type it: `26`, `14.5`, `14,5 %`. Hundredths of a percent are the least.
fn percent(typed: &str) -> Result<BasisPoints, String> {
    let wrong = || "Write a percentage with at most two decimals, like 20 or 8.1.".to_owned();
    let text = typed.trim().trim_end_matches('%').trim().replace(',', ".");
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || decimals.len() > 2 || !digits(whole) || !digits(decimals) {
        return Err(wrong());
    }
    format!("{whole}{decimals:0<2}").parse().map(BasisPoints).map_err(|_| wrong())
}

/// A premium as people type it: one percentage, or lines of *from: percentage*.
fn premium(typed: &str, currency: Currency) -> Result<Premium, String> {
    let lines: Vec<&str> = typed.split(['\n', ';']).map(str::trim).filter(|line| !line.is_empty()).collect();
    let slice = |line: &&str| {
        let (from, rate) = line.split_once(':').unwrap_or(("0", line));
        let from = if from.trim() == "0" { Ok(Money(0)) } else { currency.parse(from) };
        Ok(Slice { from: from?, rate: percent(rate)? })
    };
    if lines.len() > 1 && !lines.iter().all(|line| line.contains(':')) {
        return Err(PREMIUM.into());
    }
    lines.iter().map(slice).collect::<Result<_, String>>().map(|rows| Premium { rows }).map_err(|_| PREMIUM.into())
}

/// The same as it would be typed.
fn in_lines(premium: &Premium, currency: Currency) -> String {
    match premium.rows.as_slice() {
        [flat] if flat.from == Money(0) => number(flat.rate),
        rows => {
            let from = |from: Money| if from.0 == 0 { "0".into() } else { currency.plain(from).replace(',', "") };
            rows.iter().map(|row| format!("{}: {}", from(row.from), number(row.rate))).collect::<Vec<_>>().join("\n")
        }
    }
}

fn in_percent(rate: BasisPoints) -> String {
    if rate.0 == 0 { String::new() } else { number(rate) }
}

/// A share without its sign.
fn number(rate: BasisPoints) -> String {
    rate.to_string().trim_end_matches('%').trim_end().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_to_the_hundredth_of_a_percent_and_no_finer() {
        for (typed, points) in
            [("20", 2_000), ("14.5 %", 1_450), ("8,1", 810), ("0.25", 25), ("0", 0), ("100%", 10_000)]
        {
            assert_eq!(percent(typed), Ok(BasisPoints(points)), "{typed}");
        }
        for typed in ["", "%", "1.234", "-1", "a", "1e3", ".5", "12345"] {
            assert!(percent(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_premium_is_one_share_or_a_table_and_reads_back_as_it_is_written() {
        for (typed, rows) in [
            ("", &[][..]),
            ("20", &[(0, 2_000)]),
            ("0: 26\n4000: 20\r\n1000000: 14.5", &[(0, 2_600), (400_000, 2_000), (100_000_000, 1_450)]),
            ("0: 0; 100.50: 10 %", &[(0, 0), (10_050, 1_000)]),
            ("500: 10", &[(50_000, 1_000)]),
        ] {
            let read = premium(typed, Currency::EUR).expect(typed);
            assert_eq!(read, Premium::table(rows), "{typed}");
            assert_eq!(premium(&in_lines(&read, Currency::EUR), Currency::EUR), Ok(read), "{typed}");
        }
        for typed in ["a lot", "20\n10", "0: 26, 4000: 20", "x: 5", "5: y"] {
            assert!(premium(typed, Currency::EUR).is_err(), "{typed}");
        }
    }
}
