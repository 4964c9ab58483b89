//! The owner's pages: a sale as a form, its lots in order with a form for one more, and one lot to be changed.

use super::form::{LotForm, SaleForm};
use crate::domain::{AuctionId, SaleId, Timestamp};
use crate::web::categories;
use crate::web::fault::Fault;
use crate::web::layout::Layout;
use crate::web::sell::{Choice, SellForm};
use crate::web::when;
use askama::Template;

/// `GET` and `POST /sell/sales/new` and `/sell/sales/{id}`: the sale, and below it its lots.
#[derive(Template)]
#[template(path = "sale_edit.html")]
pub struct SaleEditPage {
    pub layout: Layout,
    /// The sale being edited; `None` for a new one.
    pub id: Option<SaleId>,
    pub kind: String,
    pub stagger: String,
    /// `lot` or `group`.
    pub scope: String,
    pub revision: i32,
    /// What is common to all lots.
    pub form: SellForm,
    /// What is wrong with the sale; `lots` with its lots.
    pub faults: Vec<Fault>,
    pub lots: Vec<OwnLot>,
}

/// A lot of a draft, as its owner sees it.
#[derive(Clone, Debug)]
pub struct OwnLot {
    pub id: AuctionId,
    pub number: u32,
    pub title: String,
    pub start: String,
    /// Empty in a live sale, whose lots end by the hammer.
    pub ends: Option<Timestamp>,
}

impl OwnLot {
    /// `21 Nov 2026, 14:00 UTC`, or nothing.
    pub fn ends_text(&self) -> String {
        self.ends.map(when::short).unwrap_or_default()
    }
}

impl SaleEditPage {
    /// The page of a form, with nothing wrong and no lots yet.
    pub fn new(layout: Layout, id: Option<SaleId>, form: SaleForm) -> SaleEditPage {
        let SaleForm { kind, stagger, scope, revision, common } = form;
        let (faults, lots) = (Vec::new(), Vec::new());
        SaleEditPage { layout, id, kind, stagger, scope, revision, form: common, faults, lots }
    }

    /// The formats that lots under common terms can have: a falling price has a floor, and each lot another.
    pub fn formats(&self) -> Vec<Choice> {
        self.form.formats().into_iter().filter(|(format, ..)| *format != "dutch").collect()
    }

    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }

    /// Whose clock the times mean.
    pub fn zone_help(&self) -> String {
        self.form.zone_help()
    }

    /// What the end of a sale is called.
    pub fn ends_word(&self) -> String {
        t!("sale-desk-ends-at")
    }

    /// Whose clock it means, and when there is none.
    pub fn ends_help(&self) -> String {
        t!("sale-desk-ends-at-help", zone = self.form.zone_help())
    }

    /// Where the form goes.
    pub fn action(&self) -> String {
        self.id.map_or_else(|| "/sell/sales/new".into(), |id| format!("/sell/sales/{id}"))
    }

    /// Whether a choice is the one that was made.
    pub fn is_chosen(&self, chosen: &str, value: &str) -> bool {
        chosen == value
    }
}

/// `GET` and `POST /sell/sales/{id}/lots/{lot}`, and `…/lots/new`: one lot.
#[derive(Template)]
#[template(path = "sale_lot.html")]
pub struct LotPage {
    pub layout: Layout,
    pub sale: SaleId,
    pub sale_title: String,
    /// The lot being changed; `None` for a new one.
    pub id: Option<AuctionId>,
    /// Whether the lots of this sale are so many equal things each.
    pub several: bool,
    pub form: LotForm,
    pub faults: Vec<Fault>,
    /// The categories there are.
    pub categories: Vec<categories::Choice>,
    /// The countries there are: code and name, in the reader's order.
    pub countries: Vec<(String, String)>,
}

impl LotPage {
    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }

    /// Where the lot is said to be.
    pub fn country(&self) -> &str {
        self.form.country.as_deref().unwrap_or_default()
    }

    /// Where the form goes.
    pub fn action(&self) -> String {
        let which = self.id.map_or_else(|| "new".into(), |id| id.to_string());
        format!("/sell/sales/{}/lots/{which}", self.sale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::sales::samples;
    use crate::web::samples::render;

    #[test]
    fn a_sale_with_mistakes_keeps_what_was_typed_and_names_each_where_it_is() {
        let html = render("sale-edit-mistakes", &samples::sale_mistakes());
        for Fault { field, message } in samples::sale_mistakes().faults {
            assert!(html.contains(&message), "{field}");
            assert!(
                html.contains(&format!("href=\"#{field}\"")) && html.contains(&format!("id=\"{field}\"")),
                "{field}"
            );
        }
        assert!(html.contains("value=\"&#60;Spring&#62;\"") && html.contains("name=\"revision\" value=\"4\""));
    }

    #[test]
    fn every_lot_of_a_draft_can_be_moved_and_taken_out_by_name() {
        let html = render("sale-edit-mistakes", &samples::sale_mistakes());
        for name in ["Move A bentwood chair down", "Move A deal table up", "Take A deal table out"] {
            assert!(html.contains(&format!("aria-label=\"{name}\"")), "{name}");
        }
    }

    #[test]
    fn a_lot_of_several_is_asked_for_their_number() {
        let html = render("sale-lot", &samples::sale_lot());
        assert!(html.contains("id=\"quantity\"") && html.contains("value=\"ten\""));
        let one = LotPage { several: false, ..samples::sale_lot() };
        assert!(!render("sale-lot-single", &one).contains("id=\"quantity\""));
    }
}
