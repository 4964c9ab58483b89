//! Signing in and out, by form and by JSON. Where a second factor is on, the password opens a half-way door for five minutes:
//! what is asked there carries a token of its own, and no session is begun before the code.

use super::{Leading, codes, lead_on};
use crate::config::security as limits;
use crate::domain::{AccountId, Timestamp};
use crate::limits::TooSoon;
use crate::limits::address::Address;
use crate::store::accounts::{Account, Email, Shown};
use crate::store::sessions::Origin;
use crate::web::auth::{self, SignedIn, Token, Viewer};
use crate::web::door::too_often;
use crate::web::error::Error;
use crate::web::layout::Layout;
use crate::web::next::Next;
use crate::web::security::{self, Event};
use crate::web::{House, language, outlive, page, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue, LOCATION};
use actix_web::web::{Data, Form, Json, Query};
use askama::Template;
use chrono::Utc;
use serde::Deserialize;
use serde_json::json;

/// Has a browser forget what our pages kept in it.
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

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

/// The second step, as `POST /sign-in` and `POST /sign-in/code` show it.
#[derive(Template)]
#[template(path = "sign_in_code.html")]
pub struct CodePage {
    pub layout: Layout,
    /// Shows that the password was right, a moment ago.
    pub step: String,
    pub fault: Option<String>,
    pub next: String,
}

/// Somebody who says who they are, as typed.
#[derive(Deserialize)]
pub struct Credentials {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    /// Of the second factor, where a program sends both at once.
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// The second step, as typed.
#[derive(Deserialize)]
pub struct TypedCode {
    #[serde(default)]
    step: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// The account somebody names, if they know its password, and the hash of that. An address without an account takes as long to refuse.
async fn recognise(
    house: &Data<House>,
    from: &Origin,
    address: Address,
    typed: &Credentials,
) -> Result<(Account, String), Error> {
    let rates = house.live.limits();
    rates.sign_in(address, &typed.email).map_err(too_often)?;
    let crowded = rates.sign_in_from_anywhere(&typed.email).err();
    let known = match Email::parse(&typed.email) {
        Some(email) => house.store.account_by_email(&email).await?,
        None => None,
    };
    let (account, stored) = known.unzip();
    if let Some(too_soon) = crowded {
        must_be_familiar(house, account.as_ref(), from, too_soon).await?;
    }
    let right = house.passwords.verify(typed.password.clone(), stored.clone()).await?;
    let id = account.as_ref().map(|account| account.id);
    account.zip(stored).filter(|_| right).ok_or_else(|| {
        security::note_about(Event::SignInFailed, id, &from.address, &security::shortened(&typed.email));
        auth::wrong_credentials()
    })
}

/// While an account is being tried from many addresses, only those where it is in use already are listened to: its owner at
/// home comes in, whatever a crowd elsewhere does.
async fn must_be_familiar(
    house: &House,
    account: Option<&Account>,
    from: &Origin,
    too_soon: TooSoon,
) -> Result<(), Error> {
    let familiar = match account {
        Some(account) => house.store.is_used_from(account.id, &from.address).await?,
        None => false,
    };
    if familiar { Ok(()) } else { Err(too_often(too_soon)) }
}

/// Takes a code of the app, or a recovery code. Each is good once.
///
/// # Errors
/// 401 `wrong_code`, 429 `rate_limited`, 503 while the database is away.
pub async fn take_code(house: &Data<House>, account: AccountId, typed: &str, from: &Origin) -> Result<(), Error> {
    house.live.limits().code(account).map_err(too_often)?;
    let factor = house.store.two_factor(account).await?.filter(|factor| factor.on);
    let now = u64::try_from(Utc::now().timestamp()).unwrap_or_default();
    let step = factor.and_then(|factor| codes::step(&factor.secret, typed, now));
    let (store, recovery) = (house.clone(), codes::recovery_hash(typed));
    let taken = outlive(async move {
        match (step, recovery) {
            (Some(step), _) => Ok(store.store.take_step(account, step).await?.then_some(None)),
            (None, Some(code)) => {
                let taken = store.store.take_recovery_code(account, &code).await?;
                Ok(taken.then_some(Some(Event::RecoveryCodeUsed)))
            }
            (None, None) => Ok::<_, Error>(None),
        }
    })
    .await?;
    match taken {
        Some(event) => {
            event.into_iter().for_each(|event| security::note(event, Some(account), &from.address));
            Ok(())
        }
        None => {
            security::note(Event::CodeRefused, Some(account), &from.address);
            Err(wrong_code())
        }
    }
}

fn wrong_code() -> Error {
    Error::new(StatusCode::UNAUTHORIZED, "wrong_code", t!("account-wrong-code"))
}

/// `GET /sign-in`.
///
/// # Errors
/// 503 while the database is away.
pub async fn show(viewer: Viewer, leading: Query<Leading>) -> Result<HttpResponse, Error> {
    let next = Next::read(&leading.next);
    if viewer.0.is_some() {
        return Ok(lead_on(&next));
    }
    sign_in_page(&viewer, String::new(), None, &next)
}

fn sign_in_page(viewer: &Viewer, email: String, fault: Option<String>, next: &Next) -> Result<HttpResponse, Error> {
    let status = if fault.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    let (layout, next) = (viewer.layout(t!("account-sign-in")), next.to_string());
    page(status, &SignInPage { layout, email, fault, next })
}

/// `POST /sign-in`.
///
/// # Errors
/// 429 if it was tried too often, 503 while the database is away. Mistakes bring the form back.
pub async fn submit(
    house: Data<House>,
    viewer: Viewer,
    address: Address,
    from: Origin,
    typed: Form<Credentials>,
) -> Result<HttpResponse, Error> {
    let next = Next::read(&typed.next);
    let (account, password_hash) = match recognise(&house, &from, address, &typed).await {
        Err(error) => return form_again(&viewer, &typed.email, error, &next),
        Ok(known) => known,
    };
    if house.store.asks_for_code(account.id).await? {
        let step = half_way(&house, account.id, password_hash).await?;
        return code_page(&viewer, step, None, &next);
    }
    match enter(&house, &viewer, &account, Shown { password_hash, code: false }, from, &next).await {
        Err(error) => form_again(&viewer, &typed.email, error, &next),
        entered => entered,
    }
}

/// The form, with what was wrong with what was typed into it; any other error as it is.
fn form_again(viewer: &Viewer, email: &str, error: Error, next: &Next) -> Result<HttpResponse, Error> {
    if error.problem().code != "wrong_credentials" {
        return Err(error);
    }
    sign_in_page(viewer, email.to_owned(), Some(error.problem().detail.clone()), next)
}

/// Opens the half-way door, and gives what shows that somebody may stand in it.
async fn half_way(house: &Data<House>, account: AccountId, password_hash: String) -> Result<String, Error> {
    let (token, until) = (Token::fresh(), Utc::now() + limits::HALF_SIGN_IN_LIFE);
    let (house, hash) = (house.clone(), token.hash());
    outlive(async move { house.store.open_half_sign_in(account, &password_hash, &hash, until).await }).await?;
    Ok(token.reveal())
}

fn code_page(viewer: &Viewer, step: String, fault: Option<String>, next: &Next) -> Result<HttpResponse, Error> {
    let status = if fault.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    let (layout, next) = (viewer.layout(t!("account-code")), next.to_string());
    page(status, &CodePage { layout, step, fault, next })
}

/// `POST /sign-in/code`: the second step.
///
/// # Errors
/// 429 if it was tried too often, 503 while the database is away. Mistakes bring the form back.
pub async fn submit_code(
    house: Data<House>,
    viewer: Viewer,
    from: Origin,
    typed: Form<TypedCode>,
) -> Result<HttpResponse, Error> {
    let (next, token) = (Next::read(&typed.next), Token::parse(&typed.step));
    let half = match &token {
        Some(token) => house.store.half_signed_in(&token.hash()).await?,
        None => None,
    };
    let Some((token, (account, password_hash))) = token.zip(half) else {
        return sign_in_page(&viewer, String::new(), Some(t!("account-code-too-late")), &next);
    };
    match take_code(&house, account.id, &typed.code, &from).await {
        Ok(()) => {}
        Err(error) if error.problem().code == "wrong_code" => {
            return code_page(&viewer, token.reveal(), Some(error.problem().detail.clone()), &next);
        }
        Err(error) => return Err(error),
    }
    let (done, hash) = (house.clone(), token.hash());
    outlive(async move { done.store.close_half_sign_in(&hash).await }).await?;
    match enter(&house, &viewer, &account, Shown { password_hash, code: true }, from, &next).await {
        Err(error) => form_again(&viewer, "", error, &next),
        entered => entered,
    }
}

/// Begins a session in a browser and leads on. The one it had before would live on without anybody who could end it.
async fn enter(
    house: &Data<House>,
    viewer: &Viewer,
    account: &Account,
    shown: Shown,
    from: Origin,
    next: &Next,
) -> Result<HttpResponse, Error> {
    leave_old_session(house, viewer).await?;
    let (token, _) = auth::begin_session(house, account, shown, from).await?;
    let (spoken, zone) = house.store.reads_in(account.id).await?;
    let mut response = HttpResponse::SeeOther();
    response.insert_header((LOCATION, next.as_str())).cookie(auth::session_cookie(&token, &house.settings));
    if let Some(spoken) = spoken {
        response.cookie(language::language_cookie(spoken, &house.settings));
    }
    if let Some(zone) = zone {
        response.cookie(language::zone_cookie(zone, &house.settings));
    }
    Ok(response.finish())
}

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
    // What the page kept for itself, like a limit for quick bids, is no longer anybody's.
    response.headers_mut().insert(CLEAR_SITE_DATA, HeaderValue::from_static("\"storage\""));
    Ok(response)
}

/// `POST /api/v1/sessions`: a token to be sent as `Authorization: Bearer`. Sets no cookie.
///
/// # Errors
/// 401 `wrong_credentials`, `code_required` or `wrong_code`, 429 `rate_limited`, 503 while the database is away.
pub async fn create_session(
    house: Data<House>,
    address: Address,
    from: Origin,
    typed: Json<Credentials>,
) -> Result<HttpResponse, Error> {
    let (account, password_hash) = recognise(&house, &from, address, &typed).await?;
    // What can be no code is refused where none is asked for too.
    if typed.code.chars().count() > limits::LONGEST_CODE {
        return Err(wrong_code());
    }
    let code = house.store.asks_for_code(account.id).await?;
    if code {
        if typed.code.is_empty() {
            return Err(Error::new(StatusCode::UNAUTHORIZED, "code_required", t!("account-code-required")));
        }
        take_code(&house, account.id, &typed.code, &from).await?;
    }
    let shown = Shown { password_hash, code };
    let (token, expires_at): (Token, Timestamp) = auth::begin_session(&house, &account, shown, from).await?;
    let session = json!({ "token": token.reveal(), "expires_at": when::iso(expires_at) });
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
    fn signing_in_leads_back_to_where_one_came_from() {
        let html = render("sign-in", &samples::sign_in());
        assert!(html.contains("name=\"next\" value=\"/auctions/0192\""));
        assert!(html.contains("/register?next=%2Fauctions%2F0192"));
    }

    #[test]
    fn the_second_step_is_a_plain_form_that_carries_the_first() {
        let html = render("sign-in-code", &samples::sign_in_code());
        assert!(html.contains("name=\"step\" value=\"5te9\"") && html.contains("autocomplete=\"one-time-code\""));
    }
}
