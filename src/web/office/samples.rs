//! The house's own pages as tests render them.

use super::auctions::{AdminPage, AdminRow, Asked};
use super::audit::AuditPage;
use super::categories::{CategoriesPage, CategoryPage};
use super::mail::MailPage;
use super::nav::Nav;
use super::person::PersonPage;
use super::registrations::DeskPage;
use super::reports::{QueuePage, ReportPage};
use super::signals::SignalsPage;
use super::tariffs::TariffsPage;
use crate::domain::{AccountId, Currency, Money, Premium};
use crate::store::accounts::{Account, Role};
use crate::store::audit::Deed;
use crate::store::categories::{Category, Tree};
use crate::store::credit::Link;
use crate::store::health::Waiting;
use crate::store::notices::Kind;
use crate::store::notices::outbox::{Counts, Fate, Outgoing};
use crate::store::people::NamedLot;
use crate::store::registrations::{Deposit, Registration, State};
use crate::store::reports::{About, Report, ReportId, ReportState};
use crate::store::rooms::HiddenMessage;
use crate::store::tariffs::{Rates, Tariff, TariffId};
use crate::web::layout::Layout;
use crate::web::samples::{ago, ahead, cards, id, layout, now, registration, viewer};
use uuid::Uuid;

fn officer(title: &str) -> Layout {
    layout(title, Some(viewer("Ingrid", true, true)))
}

pub fn nav(here: &'static str) -> Nav {
    Nav { here, waiting: Waiting { reports: 2, ..Waiting::default() } }
}

fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

pub fn admin() -> AdminPage {
    let mut cards = cards();
    cards.drain(2..4);
    let row = |card| AdminRow { card, seller: "Marta K.".into(), seller_id: account(20), watchers: 97 };
    AdminPage {
        layout: officer("The house").saying("Halted: Field telescope."),
        nav: nav("/admin"),
        asked: Asked::default(),
        rows: cards.into_iter().map(row).collect(),
        now: now(),
        next: Some("/admin?after=2026-11-21T12:00:00Z_7".into()),
    }
}

pub fn desk() -> DeskPage {
    let held = Registration { state: State::Approved, deposit: Deposit::Held, reason: None, ..registration() };
    DeskPage {
        layout: officer("Registrations"),
        nav: nav("/admin/registrations"),
        waiting: vec![Registration { reason: None, ..registration() }],
        decided: vec![held, Registration { state: State::Refused, ..registration() }],
    }
}

pub fn deed() -> Deed {
    Deed {
        at: ago(600),
        id: "17".into(),
        by: account(30),
        by_name: "Ingrid".into(),
        act: "limit".into(),
        on_kind: "person".into(),
        on_id: Some(account(11).0),
        on_name: Some("Ann".into()),
        what: "EUR 100000".into(),
        why: "She asked <us>.".into(),
        address: "192.0.2.1".into(),
    }
}

pub fn person() -> PersonPage {
    PersonPage {
        layout: officer("Ann"),
        nav: nav("/admin/people"),
        person: Account {
            id: account(11),
            email: "ann@example.org".into(),
            name: "Ann".into(),
            role: Role::Bidder,
            is_confirmed: true,
        },
        is_own: false,
        ban: None,
        limits: vec![(Currency::EUR, Money(100_000))],
        links: vec![Link {
            account: account(12),
            name: "Anna E.".into(),
            email: "anna@example.org".into(),
            reason: "the same telephone".into(),
            set_at: ago(90_000),
        }],
        bids_on: vec![NamedLot { id: id(1), title: "A bentwood rocking chair".into(), ends_at: ahead(600) }],
        registrations: vec![registration()],
        deeds: vec![deed()],
    }
}

pub fn audit() -> AuditPage {
    let halted = Deed { act: "halted".into(), on_kind: "auction".into(), on_name: None, ..deed() };
    AuditPage {
        layout: officer("Audit"),
        nav: nav("/admin/audit"),
        asked: Default::default(),
        deeds: vec![deed(), halted],
        next: None,
    }
}

pub fn mail() -> MailPage {
    let letter = Outgoing {
        id: Uuid::from_u128(61),
        kind: Kind::Outbid,
        email: "ann@example.org".into(),
        title: Some("A bentwood rocking chair".into()),
        at: ago(600),
        fate: Fate::Failed,
        tries: 8,
        next_try_at: None,
        last_error: Some("550 no such box".into()),
    };
    let (layout, nav, counts) = (officer("Mail"), nav("/admin/mail"), Counts { failed: 1, ..Counts::default() });
    MailPage { layout, nav, fate: String::new(), counts, letters: vec![letter] }
}

pub fn report() -> ReportPage {
    ReportPage {
        layout: layout("Report something", Some(viewer("Ann", false, false))),
        auction: id(1),
        title: "A bentwood rocking chair".into(),
        seller: "Marta K.".into(),
        messages: vec![(3, "g2".into(), "I have a better one".into())],
        chosen: Some(3),
        typed: String::new(),
        done: false,
    }
}

pub fn reports() -> QueuePage {
    let open = Report {
        id: ReportId(Uuid::from_u128(41)),
        at: ago(600),
        by: account(11),
        by_name: "Ann".into(),
        auction: id(1),
        title: "A bentwood rocking chair".into(),
        about: About::Message(3),
        about_name: "Bo".into(),
        about_account: account(13),
        text: Some("I have a <b>better one".into()),
        is_hidden: false,
        why: "Sells in other people's rooms.".into(),
        state: ReportState::Open,
        decided: None,
        others: 2,
    };
    let decided = Some(("Ingrid".into(), "Told him.".into(), ago(60)));
    let acted = Report { state: ReportState::Acted, about: About::Lot, decided, ..open.clone() };
    let hidden = HiddenMessage {
        auction: id(1),
        seq: 4,
        title: "A bentwood rocking chair".into(),
        author: account(13),
        author_name: "Bo".into(),
        text: "Mine is <i>cheaper".into(),
        at: ago(500),
        by_name: "Marta K.".into(),
        reason: "An advertisement.".into(),
    };
    let (open, decided, hidden) = (vec![open], vec![acted], vec![hidden]);
    QueuePage { layout: officer("Reports"), nav: nav("/admin/reports"), open, decided, hidden }
}

pub fn tariffs() -> TariffsPage {
    let tariff = Tariff {
        id: TariffId(Uuid::from_u128(51)),
        version: 3,
        name: "House & home".into(),
        currency: Currency::EUR,
        rates: Rates::Premium(Premium::table(&[(0, 2_500), (100_000, 2_000)])),
        made_at: ago(6_000),
        made_by: "Ingrid".into(),
        retired: false,
        preset: true,
    };
    TariffsPage {
        layout: officer("Rates"),
        nav: nav("/admin/tariffs"),
        tariffs: vec![tariff],
        typed: Default::default(),
    }
}

fn tree() -> Tree {
    let category = |slug: &str, parent: Option<&str>, english: &str, spanish: &str| Category {
        slug: slug.into(),
        parent: parent.map(Into::into),
        position: 1,
        english: english.into(),
        spanish: spanish.into(),
        retired: slug == "old" || parent == Some("old"),
    };
    Tree::of(vec![
        category("home", None, "Home", "Casa"),
        category("lamps", Some("home"), "Lamps & lanterns", "Lámparas"),
        category("old", None, "Oddments", "Restos"),
        category("older", Some("old"), "Odds and ends", "Retales"),
    ])
}

pub fn categories() -> CategoriesPage {
    let (layout, nav) = (officer("Categories"), nav("/admin/categories"));
    CategoriesPage { layout, nav, tree: tree(), asked: Default::default() }
}

pub fn category() -> CategoryPage {
    let category = tree().get("lamps").unwrap().clone();
    let (layout, nav) = (officer("Lamps & lanterns"), nav("/admin/categories"));
    CategoryPage { layout, nav, tree: tree(), category, asked: Default::default() }
}

pub fn signals(pairs: Vec<crate::store::signals::Pair>) -> SignalsPage {
    SignalsPage::of(officer("Signals"), nav("/admin/signals"), pairs)
}
