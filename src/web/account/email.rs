//! Another address: asked for here, and done once the link in a letter to the new one is opened. Says the same whether or
//! not that address has an account.

use super::proof;
use crate::limits::address::Address;
use crate::store::accounts::Email;
use crate::store::sessions::Origin;
use crate::web::auth::SignedIn;
use crate::web::door::often;
use crate::web::error::Error;
use crate::web::fault::{self, Fault};
use crate::web::layout::Layout;
use crate::web::{House, outlive, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form};
use askama::Template;
use serde::Deserialize;

/// `GET` and `POST /account/email`.
#[derive(Template)]
#[template(path = "account_email.html")]
pub struct EmailPage {
    pub layout: Layout,
    /// The address now.
    pub email: String,
    /// What was typed.
    pub typed: String,
    /// Whether a second factor is asked for as well.
    pub two_factor: bool,
    /// What to change: `email`, `password` or `code`.
    pub faults: Vec<Fault>,
}

impl EmailPage {
    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        fault::of(&self.faults, field)
    }
}

/// `GET /account/email`.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn) -> Result<HttpResponse, Error> {
    page(StatusCode::OK, &blank(&house, &who).await?)
}

async fn blank(house: &House, who: &SignedIn) -> Result<EmailPage, Error> {
    Ok(EmailPage {
        layout: who.layout(t!("account-new-email")),
        email: who.account.email.clone(),
        typed: String::new(),
        two_factor: house.store.asks_for_code(who.account.id).await?,
        faults: Vec::new(),
    })
}

/// The new address, and what shows who asks.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
}

/// `POST /account/email`.
///
/// # Errors
/// 401 for who is not signed in, 429 if it was tried too often, 503 while the database is away. Mistakes bring the form back.
pub async fn submit(
    house: Data<House>,
    who: SignedIn,
    address: Address,
    from: Origin,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    let typed = typed.into_inner();
    let mut shown = EmailPage { typed: typed.email.clone(), ..blank(&house, &who).await? };
    let Some(new) = Email::parse(&typed.email) else {
        shown.faults.push(Fault::new("email", t!("account-email-fault")));
        return page(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    };
    if let Err(error) = proof::password_and_code(&house, &who, &from, (&typed.password, &typed.code)).await {
        shown.faults.push(proof::fault(error, "password")?);
        return page(StatusCode::FORBIDDEN, &shown);
    }
    house.live.limits().letter(address, new.as_str()).map_err(often)?;
    shown.layout = shown.layout.saying(t!("account-email-sent", email = new.as_str()));
    shown.typed = String::new();
    let account = who.account.id;
    outlive(async move { house.store.ask_new_email(account, &new).await }).await?;
    page(StatusCode::OK, &shown)
}
