//! The house's registration desk: who waits to be approved, on what conditions, what became of deposits; and one person's
//! limits and linked accounts. What the acts do is in [`registrar`].

use super::acts::Why;
use super::auth::{Admin, SignedIn};
use super::browse::see;
use super::error::Error;
use super::layout::{After, Layout};
use super::{House, page, registrar};
use crate::config;
use crate::domain::{AccountId, Currency, Money};
use crate::store::accounts::{Account, Email};
use crate::store::credit::Link;
use crate::store::registrations::{Conditions, Deposit, Registration, RegistrationId, State};
use crate::web::when;
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
    /// Longest waiting first.
    pub waiting: Vec<Registration>,
    /// Decided last first.
    pub decided: Vec<Registration>,
    /// What was typed to find somebody, if nobody was found.
    pub looked_for: String,
}

/// `GET /admin/people/{id}`.
#[derive(Template)]
#[template(path = "person.html")]
pub struct PersonPage {
    pub layout: Layout,
    pub person: Account,
    /// By currency. What of it is at stake is not shown: it is made of maxima, which are nobody's business but theirs (I10).
    pub limits: Vec<(Currency, Money)>,
    pub links: Vec<Link>,
    pub registrations: Vec<Registration>,
}

impl Registration {
    /// Icon and word for how it stands.
    pub fn status_text(&self) -> &'static str {
        match self.state {
            State::Requested => "◌ Waiting",
            State::Approved if self.deposit.lets_bid() => "✓ Approved",
            State::Approved => "◌ Approved, deposit missing",
            State::Refused => "× Refused",
            State::Withdrawn => "× Withdrawn",
        }
    }

    /// The deposit in words; empty if none was ever asked for.
    pub fn deposit_text(&self) -> String {
        match (self.deposit, self.deposit_amount) {
            (Deposit::None, _) | (_, None) => String::new(),
            (deposit, Some(amount)) => format!("{} {}", self.money(amount), deposit.word()),
        }
    }

    /// What can become of its deposit that needs no amount: the word on the wire, and on the button.
    pub fn deposit_acts(&self) -> Vec<(&'static str, &'static str)> {
        let act = |next: &Deposit| match next {
            Deposit::None => Some(("none", "Ask for none")),
            Deposit::Asked => None,
            Deposit::Held => Some(("held", "The house has it")),
            Deposit::Returned => Some(("returned", "Returned")),
            Deposit::Kept => Some(("kept", "Kept")),
        };
        self.deposit.next().iter().filter_map(act).collect()
    }

    /// An amount in the lot's currency.
    fn money(&self, amount: Money) -> String {
        self.currency().map_or_else(|_| amount.0.to_string(), |currency| currency.display(amount))
    }
}

impl PersonPage {
    /// An amount in its currency.
    pub fn money(&self, currency: &Currency, amount: &Money) -> String {
        currency.display(*amount)
    }
}

/// What is said about what was done just before.
fn words(done: &str) -> Option<&'static str> {
    Some(match done {
        "approve" => "Approved.",
        "refuse" => "Refused. A bid that stands, stands; new ones are not taken.",
        "deposit" => "Written down.",
        "limit" => "Set. It holds from now on.",
        "link" => "Linked. Neither may bid on the other’s lots.",
        "unlink" => "No longer linked.",
        _ => return None,
    })
}

/// `GET /admin/registrations`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn registrations(house: Data<House>, admin: Admin, after: Query<After>) -> Result<HttpResponse, Error> {
    let mut shown = desk(&house, &admin.0).await?;
    shown.layout = shown.layout.after(words(&after.done));
    page(StatusCode::OK, &shown)
}

async fn desk(house: &House, who: &SignedIn) -> Result<DeskPage, Error> {
    Ok(DeskPage {
        layout: who.layout("Registrations"),
        waiting: house.store.registrations_waiting(config::LISTED_REGISTRATIONS).await?,
        decided: house.store.registrations_decided(config::LISTED_REGISTRATIONS).await?,
        looked_for: String::new(),
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
    currency: String,
    email: String,
    other: Option<Uuid>,
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
            let mut shown = desk(&house, &admin.0).await?;
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
    let (by, currency) = (admin.0.account.id, there.currency().map_err(Error::internal)?);
    match act {
        "approve" => {
            let (limit, deposit) = (amount(currency, &typed.limit)?, amount(currency, &typed.deposit)?);
            registrar::approve(house, there.id, by, Conditions { limit, deposit }).await
        }
        "refuse" => registrar::refuse(house, there.id, by, reason(&typed.reason)?).await,
        "deposit" => {
            let to = Deposit::from_word(&typed.state).ok_or_else(Error::not_found)?;
            registrar::deposit(house, there.id, by, to, amount(currency, &typed.amount)?).await
        }
        _ => Err(Error::not_found()),
    }
}

/// Whether an error is to be shown on the page it comes from.
fn is_a_mistake(error: &Error) -> bool {
    matches!(error.problem().status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY)
}

fn mistake(message: String) -> Error {
    Error::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", message)
}

fn amount(currency: Currency, typed: &str) -> Result<Option<Money>, Error> {
    let given = Some(typed.trim()).filter(|typed| !typed.is_empty());
    given.map(|typed| currency.parse(typed)).transpose().map_err(|wrong| mistake(wrong.into()))
}

fn reason(typed: &str) -> Result<String, Error> {
    Why::from(typed).reason().map_err(mistake)
}

/// Who is looked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sought {
    email: String,
}

/// `GET /admin/people?email=`: finds somebody by their address.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn find(house: Data<House>, admin: Admin, sought: Query<Sought>) -> Result<HttpResponse, Error> {
    if let Some(found) = by_email(&house, &sought.email).await? {
        return Ok(see(&format!("/admin/people/{}", found.id)));
    }
    let mut shown = desk(&house, &admin.0).await?;
    shown.layout = shown.layout.warning("Nobody has an account with this address.");
    shown.looked_for.clone_from(&sought.email);
    page(StatusCode::NOT_FOUND, &shown)
}

async fn by_email(house: &House, typed: &str) -> Result<Option<Account>, Error> {
    let Some(email) = Email::parse(typed) else { return Ok(None) };
    Ok(house.store.account_by_email(&email).await?.map(|(account, _)| account))
}

/// `GET /admin/people/{id}`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 404 for nobody, 503 while the database is away.
pub async fn person(
    house: Data<House>,
    admin: Admin,
    id: Path<Uuid>,
    after: Query<After>,
) -> Result<HttpResponse, Error> {
    let mut shown = about(&house, &admin.0, AccountId(*id)).await?;
    shown.layout = shown.layout.after(words(&after.done));
    page(StatusCode::OK, &shown)
}

async fn about(house: &House, who: &SignedIn, id: AccountId) -> Result<PersonPage, Error> {
    let person = house.store.account(id).await?.ok_or_else(Error::not_found)?;
    let mut limits: Vec<_> = house.store.facts(id).await?.limits.into_iter().collect();
    limits.sort_by(|(one, _), (other, _)| one.code().cmp(other.code()));
    Ok(PersonPage {
        layout: who.layout(person.name.clone()),
        limits,
        links: house.store.links(id).await?,
        registrations: house.store.registrations_of(id, config::LISTED_REGISTRATIONS).await?,
        person,
    })
}

/// `POST /admin/people/{id}/{limit,link,unlink}`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 404 for what is not there, 503 while the database is away. A refusal brings the page
/// back.
pub async fn change(
    house: Data<House>,
    admin: Admin,
    what: Path<(Uuid, String)>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    let (id, act) = (AccountId(what.0), what.1.as_str());
    match carry_out_on(&house, &admin, id, act, &typed).await {
        Ok(()) => Ok(see(&format!("/admin/people/{id}?done={act}"))),
        Err(error) if is_a_mistake(&error) => {
            let mut shown = about(&house, &admin.0, id).await?;
            shown.layout = shown.layout.warning(error.problem().detail.clone());
            page(error.problem().status, &shown)
        }
        Err(error) => Err(error),
    }
}

async fn carry_out_on(
    house: &Data<House>,
    admin: &Admin,
    id: AccountId,
    act: &str,
    typed: &Typed,
) -> Result<(), Error> {
    let by = admin.0.account.id;
    match act {
        "limit" => {
            let currency: Currency = typed.currency.trim().to_uppercase().parse().map_err(mistake)?;
            registrar::set_limit(house, id, currency, amount(currency, &typed.limit)?, by).await
        }
        "link" => {
            let nobody = || mistake("Nobody has an account with this address.".into());
            let other = by_email(house, &typed.email).await?.ok_or_else(nobody)?;
            registrar::link(house, id, other.id, reason(&typed.reason)?, by).await
        }
        "unlink" => registrar::unlink(house, id, AccountId(typed.other.ok_or_else(Error::not_found)?)).await,
        _ => Err(Error::not_found()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::samples::{self, render};

    #[test]
    fn whoever_waits_can_be_approved_on_conditions_or_refused_with_a_reason() {
        let html = render("registrations", &samples::desk());
        for text in ["/approve\"", "name=\"limit\"", "name=\"deposit\"", "/refuse\"", "ann@example.org"] {
            assert!(html.contains(text), "{text} is missing");
        }
        assert!(html.contains("value=\"returned\"") && html.contains("€\u{a0}200.00 held"), "{html}");
    }

    #[test]
    fn a_person_is_shown_with_limits_and_who_else_they_are() {
        let html = render("person", &samples::person());
        for text in ["€\u{a0}1,000.00", "Anna E.", "/unlink\"", "the same telephone"] {
            assert!(html.contains(text), "{text} is missing");
        }
    }

    #[test]
    fn an_amount_left_empty_is_none_and_one_that_is_no_amount_is_a_mistake() {
        assert_eq!(amount(Currency::EUR, " ").ok(), Some(None));
        assert_eq!(amount(Currency::EUR, "1 000,50").ok(), Some(Some(Money(100_050))));
        assert!(amount(Currency::EUR, "much").is_err_and(|error| is_a_mistake(&error)));
    }

    #[test]
    fn every_act_has_words_for_when_it_is_done() {
        for act in ["approve", "refuse", "deposit", "limit", "link", "unlink"] {
            assert!(words(act).is_some(), "{act}");
        }
    }
}
