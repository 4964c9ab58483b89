//! Becoming a member. The page answers the same whether the address has an account already; only a letter to it tells. The
//! API says `email_taken`, as it always has; docs/SECURITY.md weighs that.

use super::{Leading, lead_on};
use crate::config;
use crate::language;
use crate::limits::address::Address;
use crate::store::accounts::{Account, Email, NewAccount, Role, tidy_name};
use crate::web::auth::Viewer;
use crate::web::browse::see;
use crate::web::door::too_often;
use crate::web::error::Error;
use crate::web::fault::{self, Fault};
use crate::web::layout::Layout;
use crate::web::next::Next;
use crate::web::security::{self, Event};
use crate::web::{House, outlive, page, password};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Json, Query};
use askama::Template;
use serde::Deserialize;
use serde_json::json;

/// `GET` and `POST /register`.
#[derive(Template)]
#[template(path = "register.html")]
pub struct RegisterPage {
    pub layout: Layout,
    pub email: String,
    pub name: String,
    /// What to change, field by field: `email`, `name` or `password`.
    pub faults: Vec<Fault>,
    /// Where to go afterwards: a path of this site.
    pub next: String,
}

/// `GET /register/sent`.
#[derive(Template)]
#[template(path = "register_sent.html")]
pub struct SentPage {
    pub layout: Layout,
    /// Where to go after signing in.
    pub next: String,
}

/// A field of the form: its name, label and help, the type of its input, and what a browser fills in.
pub type Field = (&'static str, String, String, &'static str, &'static str);

impl RegisterPage {
    /// The fields, in their order.
    pub fn fields(&self) -> [Field; 3] {
        let least = config::SHORTEST_PASSWORD;
        [
            ("email", t!("account-email"), t!("account-email-help"), "email", "username"),
            ("name", t!("account-name"), t!("account-name-help"), "text", "name"),
            (
                "password",
                t!("account-password"),
                t!("account-password-help", least = least),
                "password",
                "new-password",
            ),
        ]
    }

    /// What was typed into a field. A password is never sent back.
    pub fn typed(&self, field: &str) -> &str {
        match field {
            "email" => &self.email,
            "name" => &self.name,
            _ => "",
        }
    }

    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        fault::of(&self.faults, field)
    }
}

/// Somebody who would like an account, as typed. What is missing is empty, so that it is a fault of its field.
#[derive(Deserialize)]
pub struct Registration {
    #[serde(default)]
    email: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// What is typed, or everything that can be seen at once to be wrong with it.
fn check(typed: &Registration) -> Result<(Email, String), Error> {
    let email = Email::parse(&typed.email);
    let name = tidy_name(&typed.name);
    let mut faults = Vec::new();
    if email.is_none() {
        faults.push(Fault::new("email", t!("account-email-fault")));
    }
    if name.is_none() {
        faults.push(Fault::new("name", t!("account-name-fault", most = config::LONGEST_NAME)));
    }
    faults.extend(password::length_fault(&typed.password).map(|what| Fault::new("password", what)));
    email.zip(name).filter(|_| faults.is_empty()).ok_or_else(|| Error::invalid(faults))
}

/// Opens an account for a bidder. An address that is taken costs as much time as one that is not. Mistakes do not count, but
/// for a password that has to be judged: that takes its turn among those that are being checked.
async fn open_account(house: &Data<House>, from: Address, typed: &Registration) -> Result<Account, Error> {
    let (email, name) = check(typed)?;
    house.live.limits().registration(from).map_err(too_often)?;
    let weakness = password::weakness(&house.passwords, &typed.password, &typed.email, &typed.name).await?;
    if let Some(what) = weakness {
        return Err(Error::invalid(vec![Fault::new("password", what)]));
    }
    let password_hash = house.passwords.hash(typed.password.clone()).await?;
    let new = NewAccount { email, name, password_hash, role: Role::Bidder };
    let house = house.clone();
    outlive(async move {
        let id = house.store.register_account(&new, language::current()).await?;
        security::note_about(Event::Registered, Some(id), &from.to_string(), &security::shortened(new.email.as_str()));
        let NewAccount { email, name, role, .. } = new;
        Ok::<_, Error>(Account { id, email: email.to_string(), name, role, is_confirmed: false })
    })
    .await
}

/// `GET /register`.
///
/// # Errors
/// 503 while the database is away.
pub async fn show(viewer: Viewer, leading: Query<Leading>) -> Result<HttpResponse, Error> {
    let next = Next::read(&leading.next);
    if viewer.0.is_some() {
        return Ok(lead_on(&next));
    }
    let blank = RegisterPage {
        layout: viewer.layout(t!("account-register")),
        email: String::new(),
        name: String::new(),
        faults: Vec::new(),
        next: next.to_string(),
    };
    page(StatusCode::OK, &blank)
}

/// `POST /register`: an account, and a letter to its address.
///
/// # Errors
/// 429 if it was tried too often, 503 while the database is away. Mistakes bring the form back.
pub async fn submit(
    house: Data<House>,
    viewer: Viewer,
    from: Address,
    typed: Form<Registration>,
) -> Result<HttpResponse, Error> {
    let typed = typed.into_inner();
    match open_account(&house, from, &typed).await {
        Ok(_) => Ok(sent_to(&typed)),
        Err(error) if error.problem().code == "email_taken" => {
            write_to_the_owner(&house, from, &typed).await?;
            Ok(sent_to(&typed))
        }
        Err(error) if error.problem().code == "invalid" => again(&viewer, typed, &error),
        Err(error) => Err(error),
    }
}

/// Whoever owns the address hears that somebody wants to come in with it, and how they can; nobody else learns that there is
/// an owner. Only so many such letters go out, whoever asks.
async fn write_to_the_owner(house: &Data<House>, from: Address, typed: &Registration) -> Result<(), Error> {
    let Some(email) = Email::parse(&typed.email) else { return Ok(()) };
    if house.live.limits().letter(from, email.as_str()).is_err() {
        return Ok(());
    }
    let house = house.clone();
    outlive(async move {
        if let Some((account, _)) = house.store.account_by_email(&email).await? {
            house.store.ask_to_reset(account.id).await?;
        }
        Ok::<_, Error>(())
    })
    .await
}

fn sent_to(typed: &Registration) -> HttpResponse {
    see(&Next::read(&typed.next).leading_from("/register/sent"))
}

/// The form with what was typed and what is wrong with it.
fn again(viewer: &Viewer, typed: Registration, error: &Error) -> Result<HttpResponse, Error> {
    let next = Next::read(&typed.next).to_string();
    let Registration { email, name, .. } = typed;
    let (layout, faults) = (viewer.layout(t!("account-register")), error.problem().faults.clone());
    page(error.problem().status, &RegisterPage { layout, email, name, faults, next })
}

/// `GET /register/sent`: what to do next, the same for everybody.
///
/// # Errors
/// 503 while the database is away.
pub async fn sent(viewer: Viewer, leading: Query<Leading>) -> Result<HttpResponse, Error> {
    let next = Next::read(&leading.next).to_string();
    page(StatusCode::OK, &SentPage { layout: viewer.layout(t!("account-sent")), next })
}

/// `POST /api/v1/accounts`.
///
/// # Errors
/// 409 `email_taken`, 422 with every field at fault, 429 `rate_limited`, 503 while the database is away.
pub async fn create_account(
    house: Data<House>,
    from: Address,
    typed: Json<Registration>,
) -> Result<HttpResponse, Error> {
    let Account { id, email, name, role, .. } = open_account(&house, from, &typed).await?;
    Ok(HttpResponse::Created().json(json!({ "id": id.0, "email": email, "name": name, "role": role.word() })))
}

#[cfg(test)]
mod tests {
    use crate::web::samples::{self, render};

    #[test]
    fn a_refused_registration_keeps_what_was_typed_but_never_the_password() {
        let html = render("register", &samples::register());
        assert!(html.contains("value=\"ann@example.org\"") && html.contains("href=\"#password\""));
        assert!(!html.contains("type=\"password\" value"));
    }
}
