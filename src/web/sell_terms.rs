//! What the seller's form says about format and closing, read and written back: plain words for what
//! [`written`](super::api) reads from JSON.

use super::sell::SellForm;
use super::sell_form::{Reading, in_minutes, minutes};
use crate::domain::terms::{BuyNow, BuyNowUntil, Pricing};
use crate::domain::{Closing, ClosingMode, Currency, Format, Money, Terms, Trigger};
use crate::language;
use crate::store::terms::{pricing_of_word, pricing_word, until_of_word, until_word};
use chrono::TimeDelta;

impl SellForm {
    pub(super) fn format(&self, reading: &mut Reading, was: Option<&Terms>, currency: Currency) -> Format {
        match (self.format.as_str(), was) {
            ("first_price", _) => Format::FirstPrice,
            ("vickrey", _) => Format::Vickrey,
            ("reverse", _) => Format::Reverse,
            ("dutch", _) => Format::Dutch {
                step: reading.or("dutch_step", language::amount(currency, &self.dutch_step), Money(1)),
                every: reading.or("dutch_every", seconds(&self.dutch_every), TimeDelta::minutes(1)),
                floor: reading.or("dutch_floor", language::amount(currency, &self.dutch_floor), Money(1)),
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
        let until = until_of_word(&self.buy_now_until).unwrap_or(BuyNowUntil::FirstBid);
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
    typed.trim().parse().map_err(|_| t!("faults-quantity"))
}

fn seconds(typed: &str) -> Result<TimeDelta, String> {
    let seconds = typed.trim().parse::<u32>().ok().map(i64::from).and_then(TimeDelta::try_seconds);
    seconds.ok_or_else(|| t!("faults-seconds"))
}
