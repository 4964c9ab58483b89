//! The owner's forms, read: a sale, and a lot of it. What was typed becomes what it means, or a fault beside its field.

use super::writing::{LotInput, SaleInput};
use crate::domain::{AccountId, AuctionId, Currency, Format, Money, SaleId, SaleKind, Scope, Terms, Timestamp, Wrong};
use crate::language;
use crate::store::auctions::{Draft, Listing};
use crate::store::sales::{Sale, SaleDraft};
use crate::web::fault::Fault;
use crate::web::listing::{ListingInput, NO_CATEGORY};
use crate::web::sell::SellForm;
use crate::web::sell_form::{in_minutes, minutes};
use crate::web::seller::local_time;
use serde::{Deserialize, Serialize};

/// A sale as it was typed: the seller's form, with what a lot has of its own left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaleForm {
    /// `timed` or `live`.
    pub kind: String,
    /// From lot to lot, in minutes.
    pub stagger: String,
    /// Whose end a late bid moves: `lot` or `group`.
    pub scope: String,
    /// The revision that was on the page; 0 if it was never saved.
    #[serde(skip_serializing)]
    pub revision: i32,
    #[serde(flatten)]
    pub common: SellForm,
}

impl Default for SaleForm {
    /// What a new form suggests.
    fn default() -> Self {
        SaleForm {
            kind: "timed".into(),
            stagger: "1".into(),
            scope: "lot".into(),
            revision: 0,
            common: SellForm::default(),
        }
    }
}

impl SaleForm {
    /// What a new form suggests, with what the house presets.
    pub fn suggested() -> SaleForm {
        SaleForm { common: SellForm::suggested(), ..SaleForm::default() }
    }

    /// The draft that was typed, with something harmless in place of what cannot be read, and everything that is wrong with it,
    /// once per field. `was` are the terms of the sale being edited: what the form cannot show is kept.
    pub fn judged(&self, id: SaleId, owner: AccountId, was: Option<&Terms>, now: Timestamp) -> (SaleDraft, Vec<Fault>) {
        let kind = if self.kind == "live" { SaleKind::Live } else { SaleKind::Timed };
        let mut faults = Vec::new();
        let stagger = minutes(&self.stagger).unwrap_or_else(|message| {
            faults.extend((kind == SaleKind::Timed).then(|| Fault::new("stagger", message)));
            Default::default()
        });
        let (mut common, others) = self.standing_in(kind).input_of(was, now);
        common.closing.scope = if self.scope == "group" { Scope::Group } else { Scope::Lot };
        common.start = any_start(&common);
        faults.extend(others);
        let (draft, others) = SaleInput { kind, stagger, common }.judged(id, owner, now);
        (draft, Fault::once_per_field(faults, others))
    }

    /// The seller's form with harmless values where a lot has its own, or a live sale has none.
    fn standing_in(&self, kind: SaleKind) -> SellForm {
        let mut common = self.common.clone();
        common.category = NO_CATEGORY.into();
        (common.start, common.reserve, common.buy_now) = ("1".into(), String::new(), String::new());
        common.quantity = "1".into();
        if kind == SaleKind::Live {
            common.ends_at = local_time::field(Timestamp::UNIX_EPOCH, common.zone());
        }
        common
    }

    /// The form that would be typed for this sale.
    pub fn of(sale: &Sale, pattern: &Terms, now: Timestamp) -> SaleForm {
        let common = SellForm {
            title: sale.title.clone(),
            description: sale.description.clone(),
            ..SellForm::of_terms(pattern, now)
        };
        let scope = if pattern.closing.scope == Scope::Group { "group" } else { "lot" };
        let (kind, stagger) = (sale.kind.word().into(), in_minutes(sale.stagger));
        SaleForm { kind, stagger, scope: scope.into(), revision: 0, common }
    }
}

/// A start that no lot has and every lot could have: above the floor of a falling price, and on the quantum.
fn any_start(common: &ListingInput) -> Money {
    let quantum = common.quantum.map_or(1, |Money(quantum)| quantum.max(1));
    let floor = match common.format {
        Format::Dutch { floor: Money(floor), .. } => floor,
        _ => 0,
    };
    Money((floor / quantum).saturating_add(1).saturating_mul(quantum))
}

/// A lot of a sale as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LotForm {
    pub title: String,
    pub description: String,
    pub category: String,
    /// ISO 3166-1, two letters; empty for nowhere in particular, and `None` where it was not asked for: then it stays.
    pub country: Option<String>,
    pub start: String,
    /// Empty for none.
    pub reserve: String,
    /// Empty for one.
    pub quantity: String,
    /// The revision that was on the page; 0 if it was never saved.
    #[serde(skip_serializing)]
    pub revision: i32,
    /// The button that was pressed.
    #[serde(skip_serializing)]
    pub act: String,
}

impl LotForm {
    /// The lot that was typed, if nothing is wrong with it.
    ///
    /// # Errors
    /// As [`LotForm::judged`] tells it.
    pub fn read(
        &self,
        id: AuctionId,
        was: Option<&str>,
        of: (&Sale, &Terms),
        now: Timestamp,
    ) -> Result<Draft, Vec<Fault>> {
        let (draft, faults) = self.judged(id, was, of, now);
        if faults.is_empty() { Ok(draft) } else { Err(faults) }
    }

    /// The lot that was typed, with something harmless in place of what cannot be read, and everything that is wrong with it,
    /// once per field. `was` is where it was said to be.
    pub fn judged(
        &self,
        id: AuctionId,
        was: Option<&str>,
        (sale, pattern): (&Sale, &Terms),
        now: Timestamp,
    ) -> (Draft, Vec<Fault>) {
        let currency = pattern.currency;
        let mut faults = Vec::new();
        let start = language::amount(currency, &self.start).unwrap_or_else(|message| {
            faults.push(Fault::new("start", message));
            pattern.start
        });
        let reserve = optional(&self.reserve, currency).unwrap_or_else(|message| {
            faults.push(Fault::new("reserve", message));
            None
        });
        let quantity = match self.quantity.trim() {
            "" => 1,
            typed => typed.parse().unwrap_or_else(|_| {
                faults.push(Fault::new("quantity", t!("faults-quantity")));
                1
            }),
        };
        let (title, description, category) = (self.title.clone(), self.description.clone(), self.category.clone());
        let country = self.country.as_deref().or(was).map(str::trim).filter(|country| !country.is_empty());
        let country = country.map(str::to_owned);
        let input = LotInput { title, description, category, country, start, reserve, quantity };
        let (draft, others) = input.judged(id, sale, pattern, now);
        (draft, Fault::once_per_field(faults, others))
    }

    /// The form that would be typed for this lot.
    pub fn of(lot: &Listing, terms: &Terms) -> LotForm {
        let money = |amount: Money| terms.currency.plain(amount).replace(',', "");
        LotForm {
            title: lot.title.clone(),
            description: lot.description.clone(),
            category: lot.category.clone(),
            country: Some(lot.country.clone().unwrap_or_default()),
            start: money(terms.start),
            reserve: lot.reserve.map(money).unwrap_or_default(),
            quantity: if terms.format.units() > 1 { terms.format.units().to_string() } else { String::new() },
            ..LotForm::default()
        }
    }
}

fn optional(typed: &str, currency: Currency) -> Result<Option<Money>, Wrong> {
    (!typed.trim().is_empty()).then(|| language::amount(currency, typed)).transpose()
}
