//! A believable sale to render in tests.

use super::browse::{Line as SaleLine, SalePage, SalesPage};
use super::console::ConsolePage;
use super::edit::{LotPage, OwnLot, SaleEditPage};
use super::form::{LotForm, SaleForm};
use crate::domain::terms::Pricing;
use crate::domain::{Format, Money, SaleId, SaleKind, Standing};
use crate::web::fault::Fault;
use crate::web::lot::{Lot, Place};
use crate::web::samples::{ahead, cards, id, layout, now, scheduled, seller, with_you};
use crate::web::{categories, countries};
use chrono::TimeDelta;

/// The rocking chair on the block of a live sale.
pub fn on_the_block() -> Lot {
    let mut lot = with_you(Some(Standing::Outbid), "b3", 11_000);
    lot.card.live = true;
    lot.terms.format = Format::Live;
    lot.warned = true;
    let next = Some((id(2), "Brass ship’s clock, Hamburg, about 1910".into()));
    lot.place = Some(Place { sale: sale_id(), sale_title: "Spring sale".into(), number: 3, of: 12, next });
    lot
}

/// The same before its turn.
pub fn to_be_called() -> Lot {
    let mut lot = scheduled();
    lot.card.live = true;
    lot.terms.format = Format::Live;
    lot
}

fn sale_id() -> SaleId {
    SaleId(uuid::Uuid::from_u128(0x0192_77a0_1c00_7000_8000_0000_0000_0501))
}

fn sale_line(kind: SaleKind) -> SaleLine {
    SaleLine {
        id: sale_id(),
        title: "Spring sale".into(),
        owner: "Holm & Daughters".into(),
        kind,
        published: true,
        lots: 7,
        starts_at: ahead(3_600),
        ends_at: ahead(7_200),
        stagger: TimeDelta::minutes(1),
    }
}

pub fn sales() -> SalesPage {
    let sales = vec![sale_line(SaleKind::Timed), sale_line(SaleKind::Live)];
    SalesPage { layout: layout("Sales", seller()), sales, after: None }
}

pub fn sale() -> SalePage {
    SalePage {
        layout: layout("Spring sale", seller()),
        sale: sale_line(SaleKind::Live),
        description: "From two houses in the old town.\n\nOn view on Friday, 10 to 6.".into(),
        lots: (1..).zip(cards()).collect(),
        conducts: true,
        now: now(),
    }
}

pub fn sale_mistakes() -> SaleEditPage {
    let mut form = SaleForm { stagger: "a while".into(), revision: 4, ..SaleForm::default() };
    form.common.title = "<Spring>".into();
    let lot = |number: u32, title: &str| OwnLot {
        id: id(number.into()),
        number,
        title: title.into(),
        start: "€\u{a0}100.00".into(),
        ends: Some(ahead(7_200)),
    };
    SaleEditPage {
        faults: vec![
            Fault::new("stagger", "Write a number of minutes, like 2 or 0.5."),
            Fault::new("ends_at", "The end must lie in the future and after the start."),
            Fault::new("lots", "Lot 2: A reserve is at or above the starting price; leave it empty for none."),
        ],
        lots: vec![lot(1, "A bentwood chair"), lot(2, "A deal table")],
        is_new: false,
        sale_revision: 9,
        ..SaleEditPage::new(layout("Spring sale", seller()), sale_id(), form)
    }
}

pub fn sale_lot() -> LotPage {
    LotPage {
        layout: layout("One more lot", seller()),
        sale: sale_id(),
        sale_title: "Spring sale".into(),
        id: id(8),
        is_new: true,
        is_contested: false,
        format: Format::MultiUnit { units: 10, pricing: Pricing::PayAsBid },
        form: LotForm { start: "ten".into(), ..LotForm::default() },
        faults: vec![Fault::new("start", "Write an amount in figures, like 125.00.")],
        categories: categories::choices(),
        countries: countries::all(),
    }
}

pub fn console(lot: Option<Lot>) -> ConsolePage {
    ConsolePage {
        layout: layout("Console: Spring sale", seller()),
        sale: sale_id(),
        title: "Spring sale".into(),
        lots: 12,
        lot,
        number: 3,
        next: Some((4, "Brass ship’s clock, Hamburg, about 1910".into())),
        to_open: Some(id(2)),
        watchers: 31,
        warned: true,
        reserve: Some(Money(20_000)),
        typed: String::new(),
    }
}
