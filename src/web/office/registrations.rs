//! The house's registration desk: who waits to be approved, on what conditions, and what became of deposits. What the acts do
//! is in [`registrar`].

use super::nav::Nav;
use super::person::amount;
use super::{is_a_mistake, reason};
use crate::config;
use crate::domain::Money;
use crate::store::registrations::{Conditions, Deposit, Registration, RegistrationId, State};
use crate::web::auth::Admin;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::{After, Layout};
use crate::web::{House, page, registrar, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// `GET /admin/registrations`.
#[derive(Template)]
#[template(path = "registrations.html")]
pub struct DeskPage {
    pub layout: Layout,
    pub nav: Nav,
    /// Longest waiting first.
    pub waiting: Vec<Registration>,
    /// Decided last first.
    pub decided: Vec<Registration>,
}

impl Registration {
    /// Icon and word for how it stands.
    pub fn status_text(&self) -> String {
        match self.state {
            State::Requested => t!("house-registration-waiting"),
            State::Approved if self.deposit.lets_bid() => t!("house-registration-approved"),
            State::Approved => t!("house-registration-deposit-missing"),
            State::Refused => t!("house-registration-refused"),
            State::Withdrawn => t!("house-registration-withdrawn"),
        }
    }

    /// Whether an approval stands.
    pub fn is_approved(&self) -> bool {
        self.state == State::Approved
    }

    /// The deposit in words; empty if none was ever asked for.
    pub fn deposit_text(&self) -> String {
        match (self.deposit, self.deposit_amount) {
            (Deposit::None, _) | (_, None) => String::new(),
            (deposit, Some(amount)) => {
                let state = t_code!("house-deposit-", deposit.word()).unwrap_or_default();
                t!("house-deposit-of", amount = self.money(amount), state = state)
            }
        }
    }

    /// What can become of its deposit that needs no amount: the word on the wire, and on the button.
    pub fn deposit_acts(&self) -> Vec<(&'static str, String)> {
        let named = |next: &Deposit| Some((next.word(), t_code!("house-deposit-act-", next.word())?));
        self.deposit.next().iter().filter_map(named).collect()
    }

    /// An amount in the lot's currency.
    fn money(&self, amount: Money) -> String {
        self.currency().map_or_else(|_| amount.0.to_string(), |currency| crate::language::money(currency, amount))
    }
}

/// `GET /admin/registrations`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn registrations(house: Data<House>, admin: Admin, after: Query<After>) -> Result<HttpResponse, Error> {
    let mut shown = desk(&house, &admin).await?;
    shown.layout = shown.layout.after(t_code!("house-done-", after.done).as_deref());
    page(StatusCode::OK, &shown)
}

async fn desk(house: &House, admin: &Admin) -> Result<DeskPage, Error> {
    Ok(DeskPage {
        layout: admin.0.layout(t!("house-approvals")),
        nav: Nav::at(house, "/admin/registrations").await?,
        waiting: house.store.registrations_waiting(config::LISTED_REGISTRATIONS).await?,
        decided: house.store.registrations_decided(config::LISTED_REGISTRATIONS).await?,
    })
}

/// What is typed at the desk, whatever the act.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    reason: String,
    limit: String,
    deposit: String,
    amount: String,
    state: String,
}

/// `POST /admin/registrations/{id}/{approve,refuse,deposit}`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 404 for what is not there, 503 while the database is away. A refusal brings the page
/// back.
pub async fn decide(
    house: Data<House>,
    admin: Admin,
    what: Path<(Uuid, String)>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    let (id, act) = (RegistrationId(what.0), what.1.as_str());
    let there = house.store.registration(id).await?.ok_or_else(Error::not_found)?;
    match carry_out(&house, &admin, &there, act, &typed).await {
        Ok(_) => Ok(see(&format!("/admin/registrations?done={act}"))),
        Err(error) if is_a_mistake(&error) => {
            let mut shown = desk(&house, &admin).await?;
            shown.layout = shown.layout.warning(error.problem().detail.clone());
            page(error.problem().status, &shown)
        }
        Err(error) => Err(error),
    }
}

async fn carry_out(
    house: &Data<House>,
    admin: &Admin,
    there: &Registration,
    act: &str,
    typed: &Typed,
) -> Result<Registration, Error> {
    let (by, currency) = (admin.officer(), there.currency().map_err(Error::internal)?);
    let why = reason(&typed.reason)?;
    match act {
        "approve" => {
            let (limit, deposit) = (amount(currency, &typed.limit)?, amount(currency, &typed.deposit)?);
            registrar::approve(house, there.id, &by, Conditions { limit, deposit }, why).await
        }
        "refuse" => registrar::refuse(house, there.id, &by, why).await,
        "deposit" => {
            let to = Deposit::from_word(&typed.state).ok_or_else(Error::not_found)?;
            registrar::deposit(house, there.id, &by, to, amount(currency, &typed.amount)?, why).await
        }
        _ => Err(Error::not_found()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::office::samples;
    use crate::web::samples::render;

    #[test]
    fn whoever_waits_can_be_approved_on_conditions_or_refused_with_a_reason() {
        let html = render("registrations", &samples::desk());
        for text in ["/approve\"", "name=\"limit\"", "name=\"deposit\"", "/refuse\"", "ann@example.org"] {
            assert!(html.contains(text), "{text} is missing");
        }
        let forms = html.matches("action=\"/admin/registrations/").count();
        assert_eq!(forms, html.matches("name=\"reason\" required").count(), "every act asks for a reason");
        assert!(html.contains("value=\"returned\"") && html.contains("€\u{a0}200.00 held"), "{html}");
    }

    #[test]
    fn every_act_and_every_state_of_a_deposit_has_words() {
        for act in ["approve", "refuse", "deposit"] {
            assert!(t_code!("house-done-", act).is_some(), "{act}");
        }
        for deposit in Deposit::ALL {
            assert!(t_code!("house-deposit-", deposit.word()).is_some(), "{}", deposit.word());
        }
    }
}
