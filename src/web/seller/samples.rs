//! A believable seller's desk and forms to render in tests.

use super::amend::{AmendPage, Words};
use super::desk::{DeskPage, Row};
use crate::domain::{Currency, Format, Money, Status};
use crate::store::desk::{DeskLot, Shown, Sum, Waiting};
use crate::store::drafts::Template;
use crate::web::fault::Fault;
use crate::web::samples::{ago, ahead, cards, id, layout, now, seller};
use crate::web::sell::{SellEditPage, SellForm};
use crate::web::{categories, countries};
use uuid::Uuid;

/// A lot with nothing on it yet, in this state.
fn row(number: u128, title: &str, status: Option<Status>) -> Row {
    let lot = DeskLot {
        id: id(number),
        title: title.into(),
        status_word: status.map_or("draft", Status::word).into(),
        terms_text: String::new(),
        currency: "EUR".into(),
        price: None,
        minimum: Money(2_000),
        reserve: None,
        bids: 0,
        starts_at: ago(86_400),
        ends_at: ahead(11_100),
        created_at: ago(90_000),
        live: false,
        sale: None,
        questions: 0,
        invoice: None,
    };
    Row { lot, status, format: Format::English, currency: Currency::EUR, watchers: 3 }
}

/// A draft, a live lot with bids, one without, one to come, and one that is sold.
pub fn desk() -> DeskPage {
    let mut chair = row(1, "A bentwood rocking chair", Some(Status::Open));
    (chair.lot.price, chair.lot.bids, chair.lot.reserve) = (Some(Money(12_500)), 17, Some(Money(20_000)));
    (chair.lot.questions, chair.lot.ends_at) = (2, ahead(102));
    let mut sold = row(7, "A pair of opera glasses", Some(Status::Closed));
    sold.lot.invoice = Some((Uuid::from_u128(70), "awaiting_payment".into()));
    DeskPage {
        layout: layout("Your lots", seller()).saying("Saved as a draft."),
        shown: Shown::All,
        lots: vec![
            row(9, "", None),
            chair,
            row(3, "Two Delft tiles with tulips", Some(Status::Open)),
            row(6, "A walnut writing desk", Some(Status::Scheduled)),
            sold,
        ],
        next: Some("2026-11-20T12:00:00.000000Z_0192".into()),
        sums: vec![Sum {
            currency: "EUR".into(),
            on_sale: 3,
            bid: Money(12_500),
            sold: 1,
            hammered: Money(4_200),
            unpaid: 1,
            owed: Money(4_200),
        }],
        waiting: Waiting { drafts: 1, questions: 2, unpaid: 1 },
        sales: Vec::new(),
        templates: vec![Template { id: Uuid::from_u128(5), name: "Small chairs".into(), form: String::new() }],
        now: now(),
    }
}

/// An empty form.
pub fn sell_new() -> SellEditPage {
    SellEditPage {
        layout: layout("A new lot", seller()),
        id: id(9),
        revision: 0,
        is_new: true,
        is_contested: false,
        form: SellForm::default(),
        faults: Vec::new(),
        zone_unchosen: false,
        countries: countries::all(),
        categories: categories::choices(),
    }
}

/// A form with mistakes.
pub fn sell_mistakes() -> SellEditPage {
    let form = SellForm {
        title: "<script>alert(1)</script>".into(),
        start: "one hundred".into(),
        increments: "fixed".into(),
        ends_at: "2025-01-01T00:00".into(),
        ..SellForm::default()
    };
    let faults = vec![
        Fault::new("start", "Write an amount in figures, like 125.00."),
        Fault::new("increments", "The step must be more than nothing."),
        Fault::new("ends_at", "The end must lie in the future and after the start."),
        Fault::new("closing", "Window, extension and cap are between nothing and 24 hours."),
    ];
    SellEditPage { form, faults, revision: 4, is_new: false, ..sell_new() }
}

/// A published lot whose words may still change.
pub fn amend() -> AmendPage {
    AmendPage {
        layout: layout("Change the lot", seller()),
        card: cards().remove(2),
        words: Words { title: "Two Delft tiles".into(), ..Words::default() },
        can_relist: true,
        faults: Vec::new(),
        categories: categories::choices(),
    }
}
