//! The account at a glance: whose it is, in which language and by which clock the house writes to them.

use crate::language::{self, Language, Reader};
use crate::store::accounts::Account;
use crate::web::auth::SignedIn;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::language::{language_cookie, zone_cookie};
use crate::web::layout::{After, Layout};
use crate::web::{House, outlive, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Query};
use askama::Template;
use chrono_tz::{TZ_VARIANTS, Tz};
use serde::Deserialize;

/// `GET /account`.
#[derive(Template)]
#[template(path = "account.html")]
pub struct AccountPage {
    pub layout: Layout,
    pub account: Account,
    pub reader: Reader,
    pub two_factor: bool,
}

impl AccountPage {
    /// Every zone of the world that is a place, by its IANA name, and UTC.
    pub fn zones(&self) -> impl Iterator<Item = &'static str> {
        let places = |name: &str| name.contains('/') && !name.starts_with("Etc/");
        std::iter::once("UTC").chain(TZ_VARIANTS.iter().map(|zone| zone.name()).filter(move |name| places(name)))
    }
}

/// `GET /account`.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn, after: Query<After>) -> Result<HttpResponse, Error> {
    let done = (after.done == "reader").then(|| t!("account-reader-done"));
    let two_factor = house.store.asks_for_code(who.account.id).await?;
    let shown = AccountPage {
        layout: who.layout(t!("account-title")).after(done.as_deref()),
        account: who.account,
        reader: Reader { language: language::current(), ..Reader::current() },
        two_factor,
    };
    page(StatusCode::OK, &shown)
}

/// Language and time zone, as chosen.
#[derive(Deserialize)]
pub struct Choice {
    #[serde(default)]
    language: String,
    #[serde(default)]
    zone: String,
}

/// `POST /account`: language and time zone, from now on and on every device that signs in.
///
/// # Errors
/// 401 for who is not signed in, 400 for what is neither, 503 while the database is away.
pub async fn choose(house: Data<House>, who: SignedIn, choice: Form<Choice>) -> Result<HttpResponse, Error> {
    let language = Language::of_tag(&choice.language).ok_or_else(|| Error::malformed(t!("account-unknown-choice")))?;
    let zone: Tz = choice.zone.parse().map_err(|_| Error::malformed(t!("account-unknown-choice")))?;
    let (store, account) = (house.clone(), who.account.id);
    outlive(async move { store.store.set_reader(account, language, zone).await }).await?;
    let mut response = see("/account?done=reader");
    for cookie in [language_cookie(language, &house.settings), zone_cookie(zone, &house.settings)] {
        response.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(response)
}
