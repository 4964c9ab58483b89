//! The owner's pages: a sale as a form, its lots in order with a form for one more, and one lot to be changed.

use super::form::{LotForm, SaleForm};
use crate::domain::{AuctionId, Format, SaleId, Timestamp};
use crate::web::categories;
use crate::web::fault::{self, Fault};
use crate::web::layout::Layout;
use crate::web::sell::{Choice, SellForm};
use crate::web::when;
use askama::Template;

/// `GET` and `POST /sell/sales/new` and `/sell/sales/{id}`: the sale, and below it its lots.
#[derive(Template)]
#[template(path = "sale_edit.html")]
pub struct SaleEditPage {
    pub layout: Layout,
    /// The draft, or the id that a new sale will have.
    pub id: SaleId,
    /// Whether nothing of it was saved yet.
    pub is_new: bool,
    /// Whether what is on the page stands against another version that was saved meanwhile.
    pub is_contested: bool,
    pub kind: String,
    pub stagger: String,
    /// `lot` or `group`.
    pub scope: String,
    /// The revision of the form that is on the page; 0 until it is saved for the first time.
    pub revision: i32,
    /// The revision of the sale, which a lot that comes or goes raises too.
    pub sale_revision: i32,
    /// What is common to all lots.
    pub form: SellForm,
    /// Whether nobody said which clock the times mean: then the browser may.
    pub zone_unchosen: bool,
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
    /// The page of a new form, with nothing wrong and no lots yet.
    pub fn new(layout: Layout, id: SaleId, form: SaleForm) -> SaleEditPage {
        let SaleForm { kind, stagger, scope, revision, common } = form;
        SaleEditPage {
            layout,
            id,
            is_new: true,
            is_contested: false,
            kind,
            stagger,
            scope,
            revision,
            sale_revision: 0,
            form: common,
            zone_unchosen: false,
            faults: Vec::new(),
            lots: Vec::new(),
        }
    }

    /// The formats that lots under common terms can have.
    pub fn formats(&self) -> Vec<Choice> {
        self.form.formats()
    }

    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        fault::of(&self.faults, field)
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
        format!("/sell/sales/{}", self.id)
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
    /// The draft, or the id that a new lot will have.
    pub id: AuctionId,
    /// Whether nothing of it was saved yet.
    pub is_new: bool,
    /// Whether what is on the page stands against another version that was saved meanwhile.
    pub is_contested: bool,
    /// How every lot of the sale is sold.
    pub format: Format,
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
        fault::of(&self.faults, field)
    }

    /// Where the lot is said to be.
    pub fn country(&self) -> &str {
        self.form.country.as_deref().unwrap_or_default()
    }

    /// Where the form goes.
    pub fn action(&self) -> String {
        format!("/sell/sales/{}/lots/{}", self.sale, self.id)
    }

    /// Whether each lot is so many equal things.
    pub fn is_several(&self) -> bool {
        matches!(self.format, Format::MultiUnit { .. })
    }

    /// Whether each lot's price falls: then none has a reserve.
    pub fn falls(&self) -> bool {
        matches!(self.format, Format::Dutch { .. })
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
        let one = LotPage { format: Format::English, ..samples::sale_lot() };
        assert!(!render("sale-lot-single", &one).contains("id=\"quantity\""));
    }
}
