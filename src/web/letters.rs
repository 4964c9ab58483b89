//! What the links in letters lead to: confirming an address, changing it, setting a new password. A link is only looked at
//! when it is opened, and used when its button is pressed, because programs that look for bad links open every one. Nobody
//! learns here whether an address has an account.

use super::auth::{SignedIn, Viewer};
use super::browse::see;
use super::door::often;
use super::error::Error;
use super::layout::Layout;
use super::security::{self, Event};
use super::{House, outlive, page, password, visitor};
use crate::domain::AccountId;
use crate::limits::address::Address;
use crate::mail::link::Link;
use crate::store::accounts::{Account, Email};
use crate::store::proofs::{Moved, Proof, Purpose};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path};
use askama::Template;
use serde::Deserialize;

/// `GET` and `POST /forgot`.
#[derive(Template)]
#[template(path = "forgot.html")]
pub struct ForgotPage {
    pub layout: Layout,
    /// What was typed, once a letter is on its way, if anybody has an account there.
    pub sent_to: Option<String>,
    pub fault: Option<String>,
    pub email: String,
}

/// `GET` and `POST /reset/{token}`.
#[derive(Template)]
#[template(path = "reset.html")]
pub struct ResetPage {
    pub layout: Layout,
    pub token: String,
    /// For password managers.
    pub email: String,
    pub fault: Option<String>,
}

/// One thing to say, and at most one thing to press: before and after a link is used.
#[derive(Template)]
#[template(path = "letter.html")]
pub struct LetterPage {
    pub layout: Layout,
    pub text: String,
    /// Where the button's form goes, and what it says.
    pub press: Option<(String, String)>,
    /// Where to go on: address and words.
    pub next: (String, String),
}

/// Whose account it is, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Forgotten {
    email: String,
}

/// A new password, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NewPassword {
    password: String,
}

/// A link that works no more: what to do instead.
fn stale(viewer: &Viewer, next: (String, String)) -> Result<HttpResponse, Error> {
    let (layout, text) = (viewer.layout(t!("letter-stale-title")), t!("letter-stale"));
    page(StatusCode::GONE, &LetterPage { layout, text, press: None, next })
}

fn home() -> (String, String) {
    ("/".into(), t!("letter-home"))
}

async fn proof(house: &House, token: &str, purpose: Purpose) -> Result<Option<Proof>, Error> {
    match Link::read(token) {
        Some(link) => Ok(house.store.proof(&link.hash(), purpose).await?),
        None => Ok(None),
    }
}

/// Where the house goes only by confirmed addresses: that somebody's is one.
///
/// # Errors
/// 403 with what to do.
pub fn must_be_confirmed(house: &House, account: &Account) -> Result<(), Error> {
    if house.settings.require_confirmed && !account.is_confirmed {
        return Err(Error::new(StatusCode::FORBIDDEN, "unconfirmed", t!("letter-unconfirmed")));
    }
    Ok(())
}

/// An address is shown to be its owner's: has the house go by it. It is written already, so a trouble here undoes nothing;
/// it is then read when they next bid.
async fn confirmed(house: &House, account: AccountId) {
    if let Err(error) = house.live.bidder_changed(account).await {
        tracing::warn!(%account, %error, "that an address is confirmed is heeded once its owner bids");
    }
}

/// `GET /confirm/{token}`.
///
/// # Errors
/// 503 while the database is away.
pub async fn confirm_page(house: Data<House>, viewer: Viewer, token: Path<String>) -> Result<HttpResponse, Error> {
    let Some(proof) = proof(&house, &token, Purpose::Confirm).await? else { return stale(&viewer, home()) };
    let layout = viewer.layout(t!("letter-confirm-title"));
    let text = t!("letter-confirm", email = proof.email);
    let press = Some((format!("/confirm/{token}"), t!("letter-confirm-button")));
    page(StatusCode::OK, &LetterPage { layout, text, press, next: home() })
}

/// `POST /confirm/{token}`.
///
/// # Errors
/// 503 while the database is away.
pub async fn confirm(house: Data<House>, viewer: Viewer, token: Path<String>) -> Result<HttpResponse, Error> {
    let Some(link) = Link::read(&token) else { return stale(&viewer, home()) };
    let (changing, hash) = (house.clone(), link.hash());
    let whose = outlive(async move {
        let whose = changing.store.confirm_email(&hash).await?;
        if let Some(account) = whose {
            confirmed(&changing, account).await;
        }
        Ok::<_, Error>(whose)
    })
    .await?;
    let Some(account) = whose else { return stale(&viewer, home()) };
    let mut layout = viewer.layout(t!("letter-confirmed-title"));
    if let Some(shown) = layout.viewer.as_mut().filter(|_| viewer.0.is_some_and(|who| who.account.id == account)) {
        shown.is_confirmed = true;
    }
    page(StatusCode::OK, &LetterPage { layout, text: t!("letter-confirmed"), press: None, next: home() })
}

/// `POST /account/confirm`: sends the letter once more.
///
/// # Errors
/// 429 if it was asked for too often, 503 while the database is away.
pub async fn confirm_again(house: Data<House>, who: SignedIn, from: Address) -> Result<HttpResponse, Error> {
    house.live.limits().letter(from, &who.account.email).map_err(often)?;
    let (store, account, email) = (house.store.clone(), who.account.id, who.account.email.clone());
    outlive(async move { store.ask_to_confirm(account).await }).await?;
    let layout = who.layout(t!("letter-again-title"));
    page(StatusCode::OK, &LetterPage { layout, text: t!("letter-again", email = email), press: None, next: home() })
}

/// `GET /move/{token}`.
///
/// # Errors
/// 503 while the database is away.
pub async fn move_page(house: Data<House>, viewer: Viewer, token: Path<String>) -> Result<HttpResponse, Error> {
    let Some(proof) = proof(&house, &token, Purpose::Move).await? else { return stale(&viewer, home()) };
    let layout = viewer.layout(t!("letter-move-title"));
    let text = t!("letter-move", email = proof.email);
    let press = Some((format!("/move/{token}"), t!("letter-move-button")));
    page(StatusCode::OK, &LetterPage { layout, text, press, next: home() })
}

/// `POST /move/{token}`.
///
/// # Errors
/// 503 while the database is away.
pub async fn move_email(house: Data<House>, viewer: Viewer, token: Path<String>) -> Result<HttpResponse, Error> {
    let Some(link) = Link::read(&token) else { return stale(&viewer, home()) };
    let hash = link.hash();
    let moved = outlive(async move {
        let moved = house.store.move_email(&hash).await?;
        if let Moved::Done(account) = moved {
            security::note(Event::EmailChanged, Some(account), "");
            confirmed(&house, account).await;
        }
        Ok::<_, Error>(moved)
    })
    .await?;
    let text = match moved {
        Moved::Done(_) => t!("letter-moved"),
        Moved::Taken => t!("letter-move-taken"),
        Moved::Stale => return stale(&viewer, home()),
    };
    let layout = viewer.layout(t!("letter-move-title"));
    page(StatusCode::OK, &LetterPage { layout, text, press: None, next: home() })
}

/// `GET /forgot`.
///
/// # Errors
/// None of its own.
pub async fn forgot_page(viewer: Viewer) -> Result<HttpResponse, Error> {
    let layout = viewer.layout(t!("letter-forgot-title"));
    page(StatusCode::OK, &ForgotPage { layout, sent_to: None, fault: None, email: String::new() })
}

/// `POST /forgot`: the same answer, as soon, whether or not anybody has an account under the address. The letter is written
/// down behind the asker's back.
///
/// # Errors
/// 429 if it was asked for too often, 503 while the database is away.
pub async fn forgot(
    house: Data<House>,
    viewer: Viewer,
    from: Address,
    typed: Form<Forgotten>,
) -> Result<HttpResponse, Error> {
    let layout = viewer.layout(t!("letter-forgot-title"));
    let typed = typed.into_inner().email;
    let Some(email) = Email::parse(&typed) else {
        let again = ForgotPage { layout, sent_to: None, fault: Some(t!("letter-forgot-fault")), email: typed };
        return page(StatusCode::UNPROCESSABLE_ENTITY, &again);
    };
    house.live.limits().letter(from, email.as_str()).map_err(often)?;
    let known = house.store.account_by_email(&email).await?;
    let store = house.store.clone();
    actix_web::rt::spawn(async move {
        if let Some((account, _)) = known
            && let Err(error) = store.ask_to_reset(account.id).await
        {
            tracing::warn!(%error, "a letter that sets a new password could not be written down");
        }
    });
    page(StatusCode::OK, &ForgotPage { layout, sent_to: Some(email.to_string()), fault: None, email: String::new() })
}

fn ask_anew() -> (String, String) {
    ("/forgot".into(), t!("letter-forgot-again"))
}

/// `GET /reset/{token}`.
///
/// # Errors
/// 503 while the database is away.
pub async fn reset_page(house: Data<House>, viewer: Viewer, token: Path<String>) -> Result<HttpResponse, Error> {
    let Some(proof) = proof(&house, &token, Purpose::Reset).await? else { return stale(&viewer, ask_anew()) };
    let layout = viewer.layout(t!("letter-reset-title"));
    page(StatusCode::OK, &ResetPage { layout, token: token.into_inner(), email: proof.email, fault: None })
}

/// `POST /reset/{token}`: a new password. Every session of the account ends, and nobody is signed in by it.
///
/// # Errors
/// 503 while the database is away, or too many passwords are being hashed.
pub async fn reset(
    house: Data<House>,
    viewer: Viewer,
    from: Address,
    token: Path<String>,
    typed: Form<NewPassword>,
) -> Result<HttpResponse, Error> {
    let Some(link) = Link::read(&token) else { return stale(&viewer, ask_anew()) };
    let Some(proof) = house.store.proof(&link.hash(), Purpose::Reset).await? else {
        return stale(&viewer, ask_anew());
    };
    let weakness = password::weakness(&house.passwords, &typed.password, &proof.email, &proof.name).await?;
    if let Some(fault) = weakness {
        let layout = viewer.layout(t!("letter-reset-title"));
        let again = ResetPage { layout, token: token.into_inner(), email: proof.email, fault: Some(fault) };
        return page(StatusCode::UNPROCESSABLE_ENTITY, &again);
    }
    let password_hash = house.passwords.hash(typed.into_inner().password).await?;
    let (changing, hash) = (house.clone(), link.hash());
    let done = outlive(async move {
        let Some((account, ended)) = changing.store.reset_password(&hash, &password_hash).await? else {
            return Ok(false);
        };
        changing.sessions_ended(ended);
        security::note(Event::PasswordReset, Some(account), &from.to_string());
        confirmed(&changing, account).await;
        Ok::<_, Error>(true)
    })
    .await?;
    if done { Ok(see("/reset")) } else { stale(&viewer, ask_anew()) }
}

/// `GET /reset`: where a new password leads. It can be loaded again without harm.
///
/// # Errors
/// None of its own.
pub async fn was_reset() -> Result<HttpResponse, Error> {
    let layout = Layout::new(t!("letter-was-reset-title"), None, visitor::csrf());
    let next = ("/sign-in".into(), t!("letter-sign-in"));
    page(StatusCode::OK, &LetterPage { layout, text: t!("letter-was-reset"), press: None, next })
}
