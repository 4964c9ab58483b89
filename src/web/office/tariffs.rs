//! Premiums and increments with names, for sellers to choose from. Every change is a new version; what is published keeps
//! what it was published with.

use super::nav::Nav;
use super::{is_a_mistake, mistake, reason};
use crate::config::office::LONGEST_TARIFF_NAME;
use crate::domain::increment::Row as Step;
use crate::domain::wrong::Wrong;
use crate::domain::{Currency, Increments, Money};
use crate::language;
use crate::store::tariffs::{NewTariff, Rates, Standing, Tariff, TariffId};
use crate::web::auth::Admin;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::{After, Layout};
use crate::web::rates::Offered;
use crate::web::{House, charges, kept, page, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// `GET /admin/tariffs`.
#[derive(Template)]
#[template(path = "house_tariffs.html")]
pub struct TariffsPage {
    pub layout: Layout,
    pub nav: Nav,
    pub tariffs: Vec<Tariff>,
    /// What was typed for a new one.
    pub typed: Typed,
}

impl TariffsPage {
    /// Whether forms begin with it: of those that are preset, the one that was made last.
    pub fn is_preset(&self, tariff: &Tariff) -> bool {
        let rivals = |other: &&Tariff| {
            other.preset
                && other.currency == tariff.currency
                && other.kind() == tariff.kind()
                && other.made_at > tariff.made_at
        };
        tariff.preset && !self.tariffs.iter().any(|other| rivals(&other))
    }
}

impl Tariff {
    /// What it is: a premium, or increments.
    pub fn kind_text(&self) -> String {
        t_code!("house-tariff-", self.rates.word()).unwrap_or_default()
    }

    /// The word its form sends.
    pub fn kind(&self) -> &'static str {
        self.rates.word()
    }

    /// Its rows, as they are typed.
    pub fn rows_text(&self) -> String {
        match &self.rates {
            Rates::Premium(premium) => charges::typed_premium(premium, self.currency),
            Rates::Increments(Increments::Table(rows)) => typed_steps(rows, self.currency),
            Rates::Increments(_) => String::new(),
        }
    }
}

/// A tariff, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub kind: String,
    pub name: String,
    pub currency: String,
    pub rows: String,
    pub reason: String,
    /// The version it follows; 0 for a new one.
    version: i32,
}

impl Typed {
    /// What it means.
    ///
    /// # Errors
    /// 422 with what to change.
    fn read(&self) -> Result<NewTariff, Error> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().count() > LONGEST_TARIFF_NAME || name.chars().any(char::is_control) {
            return Err(mistake(t!("house-tariff-name-wrong", most = LONGEST_TARIFF_NAME)));
        }
        let currency: Currency = self.currency.trim().to_uppercase().parse().map_err(mistake)?;
        let rates = match self.kind.as_str() {
            "premium" => Rates::Premium(charges::read_premium(&self.rows, currency).map_err(mistake)?),
            "increments" => Rates::Increments(Increments::Table(read_steps(&self.rows, currency).map_err(mistake)?)),
            _ => return Err(Error::not_found()),
        };
        check(&rates).map_err(|wrong| mistake(wrong.into()))?;
        Ok(NewTariff { name, currency, rates })
    }
}

/// Whether a lot could be published with it.
fn check(rates: &Rates) -> Result<(), Wrong> {
    match rates {
        Rates::Premium(premium) => premium.check(),
        Rates::Increments(increments) => increments.check(Money(1)),
    }
}

/// Reads increments as a person types them: `0.01: 0.05; 1: 0.25; 5: 0.50`.
fn read_steps(typed: &str, currency: Currency) -> Result<Vec<Step>, String> {
    let row = |row: &str| {
        let (from, step) = row.split_once(':').ok_or_else(|| t!("house-steps-wrong"))?;
        let read = |typed: &str| language::amount(currency, typed).map_err(|_| t!("house-steps-wrong"));
        Ok(Step { from: read(from)?, step: read(step)? })
    };
    typed.split(';').filter(|row| !row.trim().is_empty()).map(row).collect()
}

/// The same as they would be typed.
fn typed_steps(rows: &[Step], currency: Currency) -> String {
    let plain = |amount: Money| currency.plain(amount).replace(',', "");
    rows.iter().map(|row| format!("{}: {}", plain(row.from), plain(row.step))).collect::<Vec<_>>().join("; ")
}

/// `GET /admin/tariffs`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn table(house: Data<House>, admin: Admin, after: Query<After>) -> Result<HttpResponse, Error> {
    let mut shown = tariffs(&house, &admin, Typed::default()).await?;
    shown.layout = shown.layout.after(t_code!("house-done-", after.done).as_deref());
    page(StatusCode::OK, &shown)
}

async fn tariffs(house: &House, admin: &Admin, typed: Typed) -> Result<TariffsPage, Error> {
    Ok(TariffsPage {
        layout: admin.0.layout(t!("house-tariffs")),
        nav: Nav::at(house, "/admin/tariffs").await?,
        tariffs: house.store.tariffs().await?,
        typed,
    })
}

/// `POST /admin/tariffs`: a new one.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away. A mistake brings the page back as typed.
pub async fn write(house: Data<House>, admin: Admin, typed: Form<Typed>) -> Result<HttpResponse, Error> {
    let typed = typed.into_inner();
    let written = put(&house, &admin, TariffId(Uuid::now_v7()), 0, &typed).await;
    answer(&house, &admin, typed, "tariff", written).await
}

/// `POST /admin/tariffs/{id}/{change,retire,offer,preset}`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 404 for what is not there, 503 while the database is away. A mistake brings the page
/// back.
pub async fn change(
    house: Data<House>,
    admin: Admin,
    what: Path<(Uuid, String)>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    let (id, act) = (TariffId(what.0), what.1.as_str());
    let done = match act {
        "change" => put(&house, &admin, id, typed.version, &typed).await,
        "retire" => place(&house, &admin, id, Standing::Retired, &typed.reason).await,
        "offer" => place(&house, &admin, id, Standing::Offered, &typed.reason).await,
        "preset" => place(&house, &admin, id, Standing::Preset, &typed.reason).await,
        _ => Err(Error::not_found()),
    };
    answer(&house, &admin, Typed::default(), &format!("tariff-{act}"), done).await
}

async fn put(house: &Data<House>, admin: &Admin, id: TariffId, was: i32, typed: &Typed) -> Result<(), Error> {
    let (new, by, why) = (typed.read()?, admin.officer(), reason(&typed.reason)?);
    let store = house.store.clone();
    let write = async move { store.write_tariff(id, was, &new, &by, &why).await };
    if kept::change::<Offered>(house, write).await? { Ok(()) } else { Err(mistake(t!("house-tariff-changed"))) }
}

async fn place(house: &Data<House>, admin: &Admin, id: TariffId, to: Standing, why: &str) -> Result<(), Error> {
    let (store, by, why) = (house.store.clone(), admin.officer(), reason(why)?);
    // Done twice, it is done.
    kept::change::<Offered>(house, async move { store.place_tariff(id, to, &by, &why).await }).await.map(drop)
}

async fn answer(
    house: &House,
    admin: &Admin,
    typed: Typed,
    done: &str,
    came_to: Result<(), Error>,
) -> Result<HttpResponse, Error> {
    match came_to {
        Ok(()) => Ok(see(&format!("/admin/tariffs?done={done}"))),
        Err(error) if is_a_mistake(&error) => {
            let mut shown = tariffs(house, admin, typed).await?;
            shown.layout = shown.layout.warning(error.problem().detail.clone());
            page(error.problem().status, &shown)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::office::samples;
    use crate::web::samples::render;

    #[test]
    fn a_tariff_is_changed_as_the_version_that_was_seen() {
        let html = render("house-tariffs", &samples::tariffs());
        for text in ["name=\"version\" value=\"3\"", "25; 1000.00: 20", "House &#38; home", "/retire\"", "★ Preset"] {
            assert!(html.contains(text), "{text} is missing in {html}");
        }
    }

    #[test]
    fn increments_are_typed_as_a_table_and_read_back() {
        let rows = read_steps("0.01: 0.05; 1: 0.25; 5: 0,50;", Currency::EUR).expect("a table");
        assert_eq!(typed_steps(&rows, Currency::EUR), "0.01: 0.05; 1.00: 0.25; 5.00: 0.50");
        for wrong in ["5", "1: x", "x: 1", "1; 2: 3"] {
            assert!(read_steps(wrong, Currency::EUR).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_tariff_no_lot_could_be_published_with_is_refused() {
        let typed = |kind: &str, rows: &str| Typed {
            kind: kind.into(),
            name: " House  rates ".into(),
            currency: "eur".into(),
            rows: rows.into(),
            ..Typed::default()
        };
        assert!(typed("premium", "25; 1000: 20").read().is_ok_and(|new| new.name == "House rates"));
        assert!(typed("increments", "0.01: 0.05; 1: 0.25").read().is_ok());
        for (kind, rows) in [("premium", "250"), ("increments", ""), ("increments", "1: 1; 1: 2"), ("tax", "19")] {
            assert!(typed(kind, rows).read().is_err(), "{kind} {rows}");
        }
        assert!(Typed { name: " ".into(), ..typed("premium", "25") }.read().is_err());
    }
}
