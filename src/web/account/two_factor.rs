//! The second factor, turned on and off. On: a secret for the app, a first code that shows it has it, recovery codes shown
//! once. Off, or new recovery codes: password and code.

use super::{codes, proof};
use crate::store::sessions::Origin;
use crate::store::two_factor::{CodeHash, TwoFactor};
use crate::web::auth::{self, SignedIn, Token};
use crate::web::browse::see;
use crate::web::door::too_often;
use crate::web::error::Error;
use crate::web::fault::{self, Fault};
use crate::web::layout::{After, Layout};
use crate::web::security::{self, Event};
use crate::web::{House, outlive, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use askama::Template;
use chrono::Utc;
use serde::Deserialize;

/// `GET /account/two-factor`, in whichever of its states.
#[derive(Template)]
#[template(path = "account_two_factor.html")]
pub struct TwoFactorPage {
    pub layout: Layout,
    pub state: State,
    /// What was wrong with what was typed: `password` or `code`.
    pub faults: Vec<Fault>,
}

impl TwoFactorPage {
    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        fault::of(&self.faults, field)
    }
}

/// How it stands.
#[derive(Clone, Debug)]
pub enum State {
    Off,
    /// Being set up: a picture for the app's camera, so many units wide, and the same secret to be typed.
    Begun {
        picture: Option<(usize, String)>,
        secret: String,
    },
    On {
        codes_left: i64,
    },
    /// Just turned on, or renewed: recovery codes that nobody will be shown again.
    Codes(Vec<String>),
}

impl State {
    fn of(factor: Option<TwoFactor>, email: &str) -> State {
        match factor {
            None => State::Off,
            Some(factor) if factor.on => State::On { codes_left: factor.codes_left },
            Some(factor) => State::Begun {
                picture: codes::picture(&codes::uri(&factor.secret, email)),
                secret: codes::spelled(&factor.secret),
            },
        }
    }
}

/// `GET /account/two-factor`.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn, after: Query<After>) -> Result<HttpResponse, Error> {
    let done = (after.done == "off").then(|| t!("account-two-factor-now-off"));
    let layout = who.layout(t!("account-two-factor")).after(done.as_deref());
    let state = State::of(house.store.two_factor(who.account.id).await?, &who.account.email);
    page(StatusCode::OK, &TwoFactorPage { layout, state, faults: Vec::new() })
}

/// What its forms send.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
}

/// `POST /account/two-factor/{begin,confirm,give-up,off,codes}`.
///
/// # Errors
/// 401 for who is not signed in, 404 for any other act, 429 if it was tried too often, 503 while the database is away.
/// Mistakes bring the page back.
pub async fn act(
    house: Data<House>,
    who: SignedIn,
    from: Origin,
    act: Path<String>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    let done = match act.as_str() {
        "begin" => begin(&house, &who, &from, &typed).await,
        "confirm" => confirm(&house, &who, &from, &typed).await,
        "give-up" => give_up(&house, &who).await,
        "off" => turn_off(&house, &who, &from, &typed).await,
        "codes" => renew_codes(&house, &who, &from, &typed).await,
        _ => return Err(Error::not_found()),
    };
    let Err(error) = done else { return done };
    let faults = vec![proof::fault(error, "password")?];
    let layout = who.layout(t!("account-two-factor"));
    let state = State::of(house.store.two_factor(who.account.id).await?, &who.account.email);
    page(StatusCode::FORBIDDEN, &TwoFactorPage { layout, state, faults })
}

async fn begin(house: &Data<House>, who: &SignedIn, from: &Origin, typed: &Typed) -> Result<HttpResponse, Error> {
    proof::password(house, who, from, &typed.password).await?;
    let (house, account) = (house.clone(), who.account.id);
    outlive(async move { house.store.begin_two_factor(account, &codes::fresh_secret()).await }).await?;
    Ok(see("/account/two-factor"))
}

async fn give_up(house: &Data<House>, who: &SignedIn) -> Result<HttpResponse, Error> {
    let (house, account) = (house.clone(), who.account.id);
    outlive(async move { house.store.give_two_factor_up(account).await }).await?;
    Ok(see("/account/two-factor"))
}

async fn confirm(house: &Data<House>, who: &SignedIn, from: &Origin, typed: &Typed) -> Result<HttpResponse, Error> {
    let account = who.account.id;
    house.live.limits().code(account).map_err(too_often)?;
    let begun = house.store.two_factor(account).await?.filter(|factor| !factor.on);
    let Some(begun) = begun else { return Ok(see("/account/two-factor")) };
    let now = u64::try_from(Utc::now().timestamp()).unwrap_or_default();
    let Some(step) = codes::step(&begun.secret, &typed.code, now) else {
        security::note(Event::CodeRefused, Some(account), &from.address);
        return Err(Error::new(StatusCode::FORBIDDEN, "wrong_code", t!("account-first-code-wrong")));
    };
    let (fresh, hashes) = fresh_codes();
    let (token, whose, address) = (Token::fresh(), (account, who.session_id), from.address.clone());
    let (turning, token_hash) = (house.clone(), token.hash());
    let turned = outlive(async move {
        let ended = turning.store.turn_two_factor_on(whose, step, &hashes, &token_hash).await?;
        let Some(ended) = ended else { return Ok(false) };
        turning.sessions_ended(ended);
        security::note(Event::TwoFactorOn, Some(account), &address);
        Ok::<_, Error>(true)
    })
    .await?;
    if !turned {
        return Ok(see("/account/two-factor"));
    }
    let who = SignedIn { csrf: token.csrf(), ..who.clone() };
    let mut response = show_codes(&who, fresh)?;
    response.add_cookie(&auth::session_cookie(&token, &house.settings)).map_err(Error::internal)?;
    Ok(response)
}

/// Recovery codes, and what the database knows them by.
fn fresh_codes() -> (Vec<String>, Vec<CodeHash>) {
    let fresh = codes::recovery_codes();
    let hashes = fresh.iter().filter_map(|code| codes::recovery_hash(code)).collect();
    (fresh, hashes)
}

fn show_codes(who: &SignedIn, fresh: Vec<String>) -> Result<HttpResponse, Error> {
    let layout = who.layout(t!("account-two-factor"));
    page(StatusCode::OK, &TwoFactorPage { layout, state: State::Codes(fresh), faults: Vec::new() })
}

async fn renew_codes(house: &Data<House>, who: &SignedIn, from: &Origin, typed: &Typed) -> Result<HttpResponse, Error> {
    proof::password_and_code(house, who, from, (&typed.password, &typed.code)).await?;
    let (fresh, hashes) = fresh_codes();
    let (renewing, account, address) = (house.clone(), who.account.id, from.address.clone());
    let renewed = outlive(async move {
        let renewed = renewing.store.replace_recovery_codes(account, &hashes).await?;
        if renewed {
            security::note(Event::RecoveryCodesRenewed, Some(account), &address);
        }
        Ok::<_, Error>(renewed)
    })
    .await?;
    if renewed { show_codes(who, fresh) } else { Ok(see("/account/two-factor")) }
}

async fn turn_off(house: &Data<House>, who: &SignedIn, from: &Origin, typed: &Typed) -> Result<HttpResponse, Error> {
    proof::password_and_code(house, who, from, (&typed.password, &typed.code)).await?;
    let (token, whose, address) = (Token::fresh(), (who.account.id, who.session_id), from.address.clone());
    let (turning, token_hash) = (house.clone(), token.hash());
    let turned = outlive(async move {
        let Some(ended) = turning.store.turn_two_factor_off(whose, &token_hash).await? else { return Ok(false) };
        turning.sessions_ended(ended);
        security::note(Event::TwoFactorOff, Some(whose.0), &address);
        Ok::<_, Error>(true)
    })
    .await?;
    if !turned {
        return Ok(see("/account/two-factor"));
    }
    let mut response = see("/account/two-factor?done=off");
    response.add_cookie(&auth::session_cookie(&token, &house.settings)).map_err(Error::internal)?;
    Ok(response)
}
