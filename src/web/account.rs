//! Registering, signing in and signing out, by form and by JSON.

use super::House;
use super::auth::{self, SignedIn, Token, Viewer};
use super::error::Error;
use super::next::Next;
use super::password;
use crate::config;
use crate::domain::Timestamp;
use crate::domain::terms::Fault;
use crate::language;
use crate::limits::TooSoon;
use crate::limits::address::Address;
use crate::store::accounts::{Account, Email, NewAccount, Role, tidy_name};
use crate::web::layout::Layout;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
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

/// `GET` and `POST /sign-in`.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    pub layout: Layout,
    pub email: String,
    /// Why it did not work: the same for an unknown address and a wrong password.
    pub fault: Option<String>,
    /// Where to go afterwards: a path of this site.
    pub next: String,
}

impl RegisterPage {
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
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
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

/// Somebody who says who they are, as typed.
#[derive(Deserialize)]
pub struct Credentials {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// Where a form leads back to.
#[derive(Deserialize)]
pub struct Leading {
    #[serde(default)]
    next: String,
}

/// What is good of a registration, or everything that is wrong with it.
fn check(typed: &Registration) -> Result<(Email, String), Vec<Fault>> {
    let email = Email::parse(&typed.email);
    let name = tidy_name(&typed.name);
    let mut faults = Vec::new();
    if email.is_none() {
        faults.push(Fault::new("email", "Write an e-mail address, like ann@example.org."));
    }
    if name.is_none() {
        faults.push(Fault::new("name", format!("Write a name of 1 to {} characters.", config::LONGEST_NAME)));
    }
    faults.extend(password::fault(&typed.password, &typed.email, &typed.name).map(|what| Fault::new("password", what)));
    email.zip(name).filter(|_| faults.is_empty()).ok_or(faults)
}

/// Opens an account for a bidder.
async fn open_account(house: &Data<House>, from: Address, typed: &Registration) -> Result<Account, Error> {
    let (email, name) = check(typed).map_err(Error::invalid)?;
    house.live.limits().registration(from).map_err(too_often)?;
    let password_hash = house.passwords.hash(typed.password.clone()).await?;
    let new = NewAccount { email, name, password_hash, role: Role::Bidder };
    let house = house.clone();
    super::outlive(async move {
        let id = house.store.register_account(&new, language::current()).await?;
        let NewAccount { email, name, role, .. } = new;
        Ok::<_, Error>(Account { id, email: email.to_string(), name, role })
    })
    .await
}

/// The account somebody names, if they know its password. An address without an account takes as long to refuse.
async fn recognise(house: &Data<House>, from: Address, typed: &Credentials) -> Result<Account, Error> {
    house.live.limits().sign_in(from, &typed.email).map_err(too_often)?;
    let known = match Email::parse(&typed.email) {
        Some(email) => house.store.account_by_email(&email).await?,
        None => None,
    };
    let (account, stored) = known.unzip();
    let right = house.passwords.verify(typed.password.clone(), stored).await?;
    account.filter(|_| right).ok_or_else(wrong_credentials)
}

fn wrong_credentials() -> Error {
    let detail = "That address and password do not go together.";
    Error::new(StatusCode::UNAUTHORIZED, "wrong_credentials", detail)
}

fn too_often(TooSoon { wait }: TooSoon) -> Error {
    Error::rate_limited(wait, "That was tried too often from where you are. Wait a minute, then try again.")
}

/// Leads on, with a cookie that says who it is.
fn welcome(house: &House, token: &Token, next: &Next) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, next.as_str()))
        .cookie(auth::session_cookie(token, &house.settings))
        .finish()
}

fn lead_on(next: &Next) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, next.as_str())).finish()
}

/// `GET /register`.
///
/// # Errors
/// 503 while the database is away.
pub async fn registration_page(viewer: Viewer, leading: Query<Leading>) -> Result<HttpResponse, Error> {
    let next = Next::read(&leading.next);
    if viewer.0.is_some() {
        return Ok(lead_on(&next));
    }
    let blank = RegisterPage {
        layout: viewer.layout("Register"),
        email: String::new(),
        name: String::new(),
        faults: Vec::new(),
        next: next.to_string(),
    };
    super::page(StatusCode::OK, &blank)
}

/// `POST /register`: an account, and signed in with it.
///
/// # Errors
/// 429 if it was tried too often, 503 while the database is away. Mistakes bring the form back.
pub async fn register(
    house: Data<House>,
    viewer: Viewer,
    from: Address,
    typed: Form<Registration>,
) -> Result<HttpResponse, Error> {
    let typed = typed.into_inner();
    let next = Next::read(&typed.next);
    let account = match open_account(&house, from, &typed).await {
        Ok(account) => account,
        Err(error) => return registration_again(&viewer, typed, error),
    };
    leave_old_session(&house, &viewer).await?;
    let (token, _) = auth::begin_session(&house, &account).await?;
    Ok(welcome(&house, &token, &next))
}

/// The form with what was typed and what is wrong with it; or the error, if that is none of the form's.
fn registration_again(viewer: &Viewer, typed: Registration, error: Error) -> Result<HttpResponse, Error> {
    let problem = error.problem();
    let faults = match problem.code {
        "email_taken" => vec![Fault::new("email", problem.detail.clone())],
        "invalid" => problem.faults.clone(),
        _ => return Err(error),
    };
    let next = Next::read(&typed.next).to_string();
    let Registration { email, name, .. } = typed;
    let again = RegisterPage { layout: viewer.layout("Register"), email, name, faults, next };
    super::page(problem.status, &again)
}

/// `GET /sign-in`.
///
/// # Errors
/// 503 while the database is away.
pub async fn sign_in_page(viewer: Viewer, leading: Query<Leading>) -> Result<HttpResponse, Error> {
    let next = Next::read(&leading.next);
    if viewer.0.is_some() {
        return Ok(lead_on(&next));
    }
    let layout = viewer.layout("Sign in");
    let blank = SignInPage { layout, email: String::new(), fault: None, next: next.to_string() };
    super::page(StatusCode::OK, &blank)
}

/// `POST /sign-in`.
///
/// # Errors
/// 429 if it was tried too often, 503 while the database is away. Mistakes bring the form back.
pub async fn sign_in(
    house: Data<House>,
    viewer: Viewer,
    from: Address,
    typed: Form<Credentials>,
) -> Result<HttpResponse, Error> {
    let next = Next::read(&typed.next);
    let account = match recognise(&house, from, &typed).await {
        Ok(account) => account,
        Err(error) if error.problem().code == "wrong_credentials" => {
            let fault = Some(error.problem().detail.clone());
            let email = typed.into_inner().email;
            let again = SignInPage { layout: viewer.layout("Sign in"), email, fault, next: next.to_string() };
            return super::page(StatusCode::UNAUTHORIZED, &again);
        }
        Err(error) => return Err(error),
    };
    leave_old_session(&house, &viewer).await?;
    let (token, _) = auth::begin_session(&house, &account).await?;
    Ok(welcome(&house, &token, &next))
}

/// A browser holds one cookie: the session it had before would live on without anybody who could end it.
async fn leave_old_session(house: &Data<House>, viewer: &Viewer) -> Result<(), Error> {
    match &viewer.0 {
        Some(who) => auth::end_session(house, who).await,
        None => Ok(()),
    }
}

/// `POST /sign-out`. Done twice, it is done.
///
/// # Errors
/// 503 while the database is away: then the session still stands, and the page says so.
pub async fn sign_out(house: Data<House>, viewer: Viewer) -> Result<HttpResponse, Error> {
    leave_old_session(&house, &viewer).await?;
    let mut response = lead_on(&Next::read("/"));
    response.add_cookie(&auth::farewell_cookie(&house.settings)).map_err(Error::internal)?;
    Ok(response)
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
    let Account { id, email, name, role } = open_account(&house, from, &typed).await?;
    Ok(HttpResponse::Created().json(json!({ "id": id.0, "email": email, "name": name, "role": role.word() })))
}

/// `POST /api/v1/sessions`: a token to be sent as `Authorization: Bearer`. Sets no cookie.
///
/// # Errors
/// 401 `wrong_credentials`, 429 `rate_limited`, 503 while the database is away.
pub async fn create_session(
    house: Data<House>,
    from: Address,
    typed: Json<Credentials>,
) -> Result<HttpResponse, Error> {
    let account = recognise(&house, from, &typed).await?;
    let (token, expires_at): (Token, Timestamp) = auth::begin_session(&house, &account).await?;
    let session = json!({ "token": token.reveal(), "expires_at": super::when::iso(expires_at) });
    Ok(HttpResponse::Created().json(session))
}

/// `DELETE /api/v1/sessions`: ends the session that asks.
///
/// # Errors
/// 401 `signed_out`, 503 while the database is away.
pub async fn delete_session(house: Data<House>, who: SignedIn) -> Result<HttpResponse, Error> {
    auth::end_session(&house, &who).await?;
    Ok(HttpResponse::NoContent().cookie(auth::farewell_cookie(&house.settings)).finish())
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

    #[test]
    fn signing_in_leads_back_to_where_one_came_from() {
        let html = render("sign-in", &samples::sign_in());
        assert!(html.contains("name=\"next\" value=\"/auctions/0192\""));
        assert!(html.contains("/register?next=%2Fauctions%2F0192"));
    }
}
