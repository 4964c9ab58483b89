//! The seller's pages: their lots, and the form that makes one. What was typed is kept, whatever was wrong with it.

use crate::domain::terms::Fault;
use crate::domain::{AuctionId, Currency, Money, Status, Timestamp};
use crate::web::layout::Layout;
use crate::web::lot::{Card, status_text};
use crate::web::sales::browse::Line;
use crate::web::when;
use askama::Template;
use serde::Deserialize;

/// `GET /sell`: the seller's own lots.
#[derive(Template)]
#[template(path = "sell.html")]
pub struct SellPage {
    pub layout: Layout,
    /// Newest first.
    pub lots: Vec<OwnLot>,
    /// Newest first.
    pub sales: Vec<Line>,
    pub now: Timestamp,
}

/// One of the seller's lots.
#[derive(Clone, Debug)]
pub enum OwnLot {
    Draft {
        id: AuctionId,
        title: String,
        currency: Currency,
        start: Money,
    },
    /// `can_cancel`: whether the seller may still take it down; `sold` the hammer price once it is.
    Published {
        card: Card,
        can_cancel: bool,
        sold: Option<Money>,
    },
}

impl OwnLot {
    /// `✎ Draft`, `● Live`.
    pub fn status_text(&self) -> String {
        match self {
            OwnLot::Draft { .. } => "✎ Draft".into(),
            OwnLot::Published { card, .. } => status_text(card.status),
        }
    }

    /// What a draft would start at; empty for anything else.
    pub fn start_text(&self) -> String {
        match self {
            OwnLot::Draft { currency, start, .. } => currency.display(*start),
            OwnLot::Published { .. } => String::new(),
        }
    }

    /// Whether it is over, for better or worse.
    pub fn is_over(&self) -> bool {
        matches!(self, OwnLot::Published { card, .. } if card.status.is_final())
    }

    /// The class that colours the status.
    pub fn status_class(&self) -> &'static str {
        match self {
            OwnLot::Draft { .. } => "draft",
            OwnLot::Published { card, .. } => card.status.word(),
        }
    }

    /// How it ended, where it did: `Sold`, `Not sold`.
    pub fn outcome(&self) -> &'static str {
        match self {
            OwnLot::Published { sold: Some(_), .. } => "sold",
            OwnLot::Published { card, .. } if card.status == Status::Closed => "not sold",
            _ => "",
        }
    }
}

/// The seller's form as it was typed, nothing read into it yet. Field names are those of the faults.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct SellForm {
    pub title: String,
    pub description: String,
    pub category: String,
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
    /// `us`, `uk`, `decade` or `fixed`; `own` keeps what was written through the API.
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
    /// `25`, or a sliding table; empty for none.
    pub premium: String,
    /// In percent, as is the next; empty for none.
    pub tax_on_hammer: String,
    pub tax_on_premium: String,
    /// `now` or `at`.
    pub starts: String,
    /// `2026-11-21T14:00`, UTC, where `starts` is `at`.
    pub starts_at: String,
    pub ends_at: String,
    /// `draft` or `publish`: the button that was pressed.
    pub act: String,
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
            tax_on_hammer: String::new(),
            tax_on_premium: String::new(),
            starts: text("now"),
            starts_at: String::new(),
            ends_at: String::new(),
            act: String::new(),
            csrf: String::new(),
        }
    }
}

/// The formats, each with what it means.
const FORMATS: &[(&str, &str, &str)] = &[
    ("english", "Rising:", "everybody sees the price; the highest bid wins"),
    ("first_price", "Sealed:", "nobody sees a bid before the end; the highest wins and pays what it said"),
    ("vickrey", "Sealed, second price:", "the same, but the winner pays the second highest bid"),
    ("dutch", "Falling:", "the price falls step by step, and the first to say yes buys"),
    ("multi_unit", "Several alike:", "the highest bids for one get one each, as far as they go"),
    ("reverse", "You are the buyer:", "sellers undercut one another, and the lowest offer wins"),
];

/// The ways to close, each with what it means.
const CLOSINGS: &[(&str, &str, &str)] = &[
    (
        "reset",
        "A late bid keeps it open",
        "for the time below, from then on: nobody wins by being the last by a second",
    ),
    ("add", "A late bid adds time:", "the end moves by the time below, however late the bid came"),
    ("quiet", "Until it is quiet:", "it ends once nobody has bid for the time below, and not before its end"),
    (
        "candle",
        "By candle:",
        "after the end it burns on for a hidden time, at most that below; the draw can be checked",
    ),
    ("hard", "On the dot:", "the end stands, whatever is bid"),
];

impl SellForm {
    /// The choices of the format field.
    pub fn formats(&self) -> &'static [(&'static str, &'static str, &'static str)] {
        FORMATS
    }

    /// The choices of the closing field.
    pub fn closings(&self) -> &'static [(&'static str, &'static str, &'static str)] {
        CLOSINGS
    }

    /// The choices of the currency field.
    pub fn currencies(&self) -> &'static [(&'static str, &'static str)] {
        CURRENCIES
    }

    /// The choices of the increments field.
    pub fn steps(&self) -> &'static [(&'static str, &'static str, &'static str)] {
        INCREMENTS
    }

    /// Whether the steps were written through the API, and the form can only keep them.
    pub fn own_steps(&self) -> bool {
        self.increments == "own"
    }

    /// Whether a currency that the form does not offer was written through the API.
    pub fn other_currency(&self) -> bool {
        !CURRENCIES.iter().any(|(code, _)| *code == self.currency)
    }
}

/// `GET` and `POST /sell/new` and `/sell/{id}`: the form.
#[derive(Template)]
#[template(path = "sell_edit.html")]
pub struct SellEditPage {
    pub layout: Layout,
    /// The draft being edited; `None` for a new lot.
    pub id: Option<AuctionId>,
    pub form: SellForm,
    pub faults: Vec<Fault>,
    /// The categories there are: slug and name.
    pub categories: &'static [(&'static str, &'static str)],
}

/// The currencies the form offers; any other ISO 4217 code can be written through the API.
const CURRENCIES: &[(&str, &str)] = &[
    ("EUR", "Euro (EUR)"),
    ("USD", "US dollar (USD)"),
    ("GBP", "Pound sterling (GBP)"),
    ("CHF", "Swiss franc (CHF)"),
    ("SEK", "Swedish krona (SEK)"),
    ("JPY", "Yen (JPY)"),
    ("KWD", "Kuwaiti dinar (KWD)"),
];

/// The ways to step, each with what it means.
const INCREMENTS: &[(&str, &str, &str)] = &[
    ("us", "US table", "0.25 from 1, 0.50 from 5, 1 from 25, 2.50 from 100, 5 from 250 …"),
    ("uk", "UK table", "0.20 from 1, 0.50 from 5, 1 from 15, 2 from 60, 5 from 150 …"),
    ("decade", "A tenth of the power of ten", "1 from 10, 10 from 100, 100 from 1 000 …"),
    ("fixed", "Always the same step", "written below"),
];

impl SellEditPage {
    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }

    /// Where the form goes.
    pub fn action(&self) -> String {
        self.id.map_or_else(|| "/sell/new".into(), |id| format!("/sell/{id}"))
    }

    /// Whether a choice is the one that was made.
    pub fn is_chosen(&self, chosen: &str, value: &str) -> bool {
        chosen == value
    }
}

#[cfg(test)]
mod tests {
    use crate::web::samples::{self, render};

    #[test]
    fn each_of_the_sellers_lots_offers_the_acts_of_its_state() {
        let html = render("sell", &samples::sell());
        assert_eq!(html.matches("/publish\"").count(), 1, "only a draft can be published");
        assert_eq!(html.matches("/cancel\"").count(), 3, "the draft, the live one without bids and the scheduled one");
        assert!(html.contains("✎ Draft") && html.contains("sold"));
    }

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
    }
}
