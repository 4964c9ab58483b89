//! Another password. It asks for the old one, ends every other session, and gives this one a new token.

use super::proof;
use crate::store::sessions::Origin;
use crate::web::auth::{self, SignedIn, Token};
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::fault::{self, Fault};
use crate::web::layout::{After, Layout};
use crate::web::security::{self, Event};
use crate::web::{House, outlive, page, password};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Query};
use askama::Template;
use serde::Deserialize;

/// `GET` and `POST /account/password`.
#[derive(Template)]
#[template(path = "account_password.html")]
pub struct PasswordPage {
    pub layout: Layout,
    /// Whose it is, for a browser that keeps passwords.
    pub email: String,
    /// Whether a second factor is asked for as well.
    pub two_factor: bool,
    /// What to change: `old`, `code` or `password`.
    pub faults: Vec<Fault>,
}

impl PasswordPage {
    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        fault::of(&self.faults, field)
    }
}

/// The old password and the new one, as typed, and a code where a second factor is on.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    old: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    password: String,
}

/// `GET /account/password`.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn, after: Query<After>) -> Result<HttpResponse, Error> {
    let done = (after.done == "password").then(|| t!("account-password-done"));
    let layout = who.layout(t!("account-new-password")).after(done.as_deref());
    show_again(&house, who, layout, StatusCode::OK, Vec::new()).await
}

async fn show_again(
    house: &House,
    who: SignedIn,
    layout: Layout,
    status: StatusCode,
    faults: Vec<Fault>,
) -> Result<HttpResponse, Error> {
    let two_factor = house.store.asks_for_code(who.account.id).await?;
    page(status, &PasswordPage { layout, email: who.account.email, two_factor, faults })
}

/// `POST /account/password`.
///
/// # Errors
/// 401 for who is not signed in, 429 if it was tried too often, 503 while the database is away. Mistakes bring the form back.
pub async fn submit(
    house: Data<House>,
    who: SignedIn,
    from: Origin,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    match change(&house, &who, &from, &typed).await {
        Ok(token) => {
            let mut response = see("/account/password?done=password");
            response.add_cookie(&auth::session_cookie(&token, &house.settings)).map_err(Error::internal)?;
            Ok(response)
        }
        Err(error) => again(&house, who, error).await,
    }
}

async fn change(house: &Data<House>, who: &SignedIn, from: &Origin, typed: &Typed) -> Result<Token, Error> {
    let was = proof::password(house, who, from, &typed.old).await?;
    let account = &who.account;
    let weakness = password::weakness(&house.passwords, &typed.password, &account.email, &account.name).await?;
    let same = (typed.password == typed.old).then(|| t!("account-password-same"));
    if let Some(what) = same.or(weakness) {
        return Err(Error::invalid(vec![Fault::new("password", what)]));
    }
    // Last, so that no code is used up by a new password that will not do.
    proof::code(house, who, from, &typed.code).await?;
    let hash = house.passwords.hash(typed.password.clone()).await?;
    let (house, whose, from, token) = (house.clone(), (account.id, who.session_id), from.clone(), Token::fresh());
    let token_hash = token.hash();
    outlive(async move {
        let ended = house.store.change_password(whose, &was, &hash, &token_hash).await?;
        let ended = ended.ok_or_else(Error::unavailable)?;
        house.sessions_ended(ended);
        security::note(Event::PasswordChanged, Some(whose.0), &from.address);
        Ok::<_, Error>(())
    })
    .await?;
    Ok(token)
}

/// The form with what is wrong with it; or the error, if that is none of the form's.
async fn again(house: &House, who: SignedIn, error: Error) -> Result<HttpResponse, Error> {
    let (status, faults) = match error.problem().code {
        "invalid" => (error.problem().status, error.problem().faults.clone()),
        _ => (StatusCode::FORBIDDEN, vec![proof::fault(error, "old")?]),
    };
    let layout = who.layout(t!("account-new-password"));
    show_again(house, who, layout, status, faults).await
}
