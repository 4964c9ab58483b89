//! The form that makes a lot, and its page. What was typed is kept, whatever was wrong with it.

use crate::config::sales::CURRENCIES;
use crate::domain::AuctionId;
use crate::web::categories;
use crate::web::fault::{self, Fault};
use crate::web::layout::Layout;
use crate::web::rates;
use crate::web::seller::local_time::{self, Typed};
use askama::Template;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// The seller's form as it was typed, nothing read into it yet. Field names are those of the faults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SellForm {
    pub title: String,
    pub description: String,
    pub category: String,
    /// ISO 3166-1, two letters; empty for nowhere in particular.
    pub country: String,
    /// A format's word; `live` keeps what was made through the API.
    pub format: String,
    /// How many there are, and how their winners pay, where there are several.
    pub quantity: String,
    pub pricing: String,
    /// How a Dutch price falls: by how much, every how many seconds, down to where.
    pub dutch_step: String,
    pub dutch_every: String,
    pub dutch_floor: String,
    pub currency: String,
    pub start: String,
    /// Empty for none.
    pub reserve: String,
    /// `us`, `uk`, `decade`, `fixed`, or a word of [`rates`]; `own` keeps what was written otherwise.
    pub increments: String,
    /// The step, where increments are `fixed`.
    pub step: String,
    /// Empty for none.
    pub quantum: String,
    /// `on` or `off`.
    pub automatic: String,
    /// Empty for none; and until when: `first_bid` or `price_passes`.
    pub buy_now: String,
    pub buy_now_until: String,
    /// `open`, `registered` or `approved`.
    pub approval: String,
    /// `on` or `off`.
    pub retraction: String,
    /// A closing mode's word.
    pub closing: String,
    /// In minutes, as are the next two.
    pub window: String,
    pub extension: String,
    /// Empty for none.
    pub cap: String,
    /// `price_or_leader` or `leader`.
    pub trigger: String,
    /// `25`, or a sliding table; empty for what the next says.
    pub premium: String,
    /// A word of [`rates`]; empty for none.
    pub premium_of: String,
    /// In percent, as is the next; empty for none.
    pub tax_on_hammer: String,
    pub tax_on_premium: String,
    /// `now` or `at`.
    pub starts: String,
    /// `2026-11-21T14:00`, by the clock of `zone`, where `starts` is `at`.
    pub starts_at: String,
    pub ends_at: String,
    /// `first` or `second`, where that clock shows the time above twice.
    pub starts_at_turn: String,
    pub ends_at_turn: String,
    /// The IANA name of the zone in which the times were typed; the reader's own where there is none.
    pub zone: String,
    /// The button that was pressed: `draft`, `publish`, and so on.
    #[serde(skip_serializing)]
    pub act: String,
    #[serde(skip_serializing)]
    pub csrf: String,
}

impl Default for SellForm {
    /// What a new form suggests.
    fn default() -> Self {
        let text = String::from;
        SellForm {
            title: String::new(),
            description: String::new(),
            category: String::new(),
            country: String::new(),
            format: text("english"),
            quantity: String::new(),
            pricing: text("pay_as_bid"),
            dutch_step: String::new(),
            dutch_every: String::new(),
            dutch_floor: String::new(),
            currency: text("EUR"),
            start: String::new(),
            reserve: String::new(),
            increments: text("us"),
            step: String::new(),
            quantum: String::new(),
            automatic: text("on"),
            buy_now: String::new(),
            buy_now_until: text("first_bid"),
            approval: text("open"),
            retraction: text("off"),
            closing: text("reset"),
            window: text("2"),
            extension: text("2"),
            cap: String::new(),
            trigger: text("price_or_leader"),
            premium: String::new(),
            premium_of: String::new(),
            tax_on_hammer: String::new(),
            tax_on_premium: String::new(),
            starts: text("now"),
            starts_at: String::new(),
            ends_at: String::new(),
            starts_at_turn: String::new(),
            ends_at_turn: String::new(),
            zone: String::new(),
            act: String::new(),
            csrf: String::new(),
        }
    }
}

/// The formats a form offers, by their words.
const FORMATS: [&str; 6] = ["english", "first_price", "vickrey", "dutch", "multi_unit", "reverse"];

/// The ways to close, by their words.
const CLOSINGS: [&str; 5] = ["reset", "add", "quiet", "candle", "hard"];

/// The ways to step, by their words.
const INCREMENTS: [&str; 4] = ["us", "uk", "decade", "fixed"];

/// A choice: its word in the form, what it is called, and what it means.
pub type Choice = (&'static str, String, String);

impl SellForm {
    /// What a new form suggests, with what the house presets.
    pub fn suggested() -> SellForm {
        let form = SellForm::default();
        let (premium, steps) = form.currency.parse().map(rates::preset).unwrap_or_default();
        SellForm { premium_of: premium.unwrap_or_default(), increments: steps.unwrap_or(form.increments), ..form }
    }

    /// The premiums of the house.
    pub fn house_premiums(&self) -> Vec<rates::Choice> {
        rates::premiums()
    }

    /// The increments of the house.
    pub fn house_steps(&self) -> Vec<rates::Choice> {
        rates::steps()
    }

    /// The choices of the format field.
    pub fn formats(&self) -> Vec<Choice> {
        let told = |word| Some((word, t_code!("sell-format-", word)?, t_code!("sell-format-help-", word)?));
        FORMATS.into_iter().filter_map(told).collect()
    }

    /// The choices of the closing field.
    pub fn closings(&self) -> Vec<Choice> {
        let told = |word| Some((word, t_code!("sell-closing-", word)?, t_code!("sell-closing-help-", word)?));
        CLOSINGS.into_iter().filter_map(told).collect()
    }

    /// The choices of the increments field.
    pub fn steps(&self) -> Vec<Choice> {
        let told = |word| Some((word, t_code!("sell-steps-", word)?, t_code!("sell-steps-help-", word)?));
        INCREMENTS.into_iter().filter_map(told).collect()
    }

    /// The choices of the currency field: code and name. Any other ISO 4217 code can be written through the API.
    pub fn currencies(&self) -> Vec<(&'static str, String)> {
        CURRENCIES.into_iter().filter_map(|code| Some((code, t_code!("sell-currency-", code)?))).collect()
    }

    /// The zone its times are typed in.
    pub fn zone(&self) -> Tz {
        local_time::zone(&self.zone)
    }

    /// Whose clock the times mean: the zone's name, and how far its clock is from UTC on the day that was typed.
    pub fn zone_help(&self) -> String {
        let zone = self.zone();
        let day = self.typed_time(true).instant(None);
        t!("sell-zone", zone = day.map_or_else(|_| zone.name().into(), |day| local_time::named(zone, day)))
    }

    /// What was typed into the field of the beginning or the end.
    pub(super) fn typed_time(&self, ends: bool) -> Typed<'_> {
        let (text, turn) =
            if ends { (&self.ends_at, &self.ends_at_turn) } else { (&self.starts_at, &self.starts_at_turn) };
        Typed { text, zone: self.zone(), turn }
    }

    /// Whether it must be said which of two equal times is meant, for the beginning or for the end.
    pub fn is_twice(&self, field: &str) -> bool {
        self.typed_time(field == "ends_at").is_twice()
    }

    /// Whether the steps were written through the API, and the form can only keep them.
    pub fn own_steps(&self) -> bool {
        self.increments == "own"
    }

    /// Whether a currency that the form does not offer was written through the API.
    pub fn other_currency(&self) -> bool {
        !CURRENCIES.contains(&self.currency.as_str())
    }
}

/// `GET` and `POST /sell/new` and `/sell/{id}`: the form.
#[derive(Template)]
#[template(path = "sell_edit.html")]
pub struct SellEditPage {
    pub layout: Layout,
    /// The draft, or the id that a new lot will have.
    pub id: AuctionId,
    /// The revision that is on the page; 0 until it is saved for the first time.
    pub revision: i32,
    /// Whether nothing of it was saved yet.
    pub is_new: bool,
    /// Whether what is on the page stands against another version that was saved meanwhile.
    pub is_contested: bool,
    pub form: SellForm,
    pub faults: Vec<Fault>,
    /// Whether nobody said which clock the times mean: then the browser may.
    pub zone_unchosen: bool,
    /// The countries there are: code and name, in the reader's order.
    pub countries: Vec<(String, String)>,
    /// The categories there are.
    pub categories: Vec<categories::Choice>,
}

impl SellEditPage {
    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        fault::of(&self.faults, field)
    }

    /// Where the lot is said to be.
    pub fn country(&self) -> &str {
        &self.form.country
    }

    /// Whose clock the times mean.
    pub fn zone_help(&self) -> String {
        self.form.zone_help()
    }

    /// What the end is called.
    pub fn ends_word(&self) -> String {
        t!("sell-ends-at")
    }

    /// Whose clock it means.
    pub fn ends_help(&self) -> String {
        self.form.zone_help()
    }

    /// Where the form goes.
    pub fn action(&self) -> String {
        format!("/sell/{}", self.id)
    }

    /// Whether a choice is the one that was made.
    pub fn is_chosen(&self, chosen: &str, value: &str) -> bool {
        chosen == value
    }
}

#[cfg(test)]
mod tests {
    use crate::language::{Language, Reader};
    use crate::web::samples::{self, render};

    #[test]
    fn a_form_with_mistakes_keeps_what_was_typed_and_names_each_mistake_twice() {
        let html = render("sell-edit-mistakes", &samples::sell_mistakes());
        for fault in samples::sell_mistakes().faults {
            assert_eq!(html.matches(&fault.message).count(), 2, "beside {} and on top", fault.field);
            assert!(html.contains(&format!("href=\"#{}\"", fault.field)));
            assert!(html.contains(&format!("id=\"{}\"", fault.field)), "nothing to jump to for {}", fault.field);
        }
        assert!(html.contains("value=\"one hundred\"") && html.contains("&#60;script&#62;"));
    }

    #[test]
    fn a_new_form_says_in_which_zone_its_times_are() {
        let html = render("sell-new", &samples::sell_new());
        assert_eq!(html.matches("type=datetime-local").count(), 2);
        assert!(html.matches("UTC").count() >= 2 && !html.contains("aria-invalid=\"true\""));
        let madrid = Reader { language: Language::Spanish, zone: chrono_tz::Europe::Madrid };
        let html = madrid.reads(|| render("sell-new-es", &samples::sell_new()));
        assert!(html.contains("Europe/Madrid") && html.contains("name=\"zone\" value=\"Europe/Madrid\""));
        assert!(html.contains("Precio de salida") && !html.contains("Starting price"));
    }

    #[test]
    fn a_time_that_the_clock_shows_twice_is_asked_about_beside_its_field() {
        let mut page = samples::sell_new();
        (page.form.zone, page.form.ends_at) = ("Europe/Madrid".into(), "2026-10-25T02:30".into());
        let html = render("sell-twice", &page);
        assert!(html.contains("name=\"ends_at_turn\" value=\"second\"") && !html.contains("starts_at_turn"));
    }
}
