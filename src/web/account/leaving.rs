//! Leaving: everything the house knows of somebody as one file, and the account closed for good. What others rely on stays
//! under a pseudonym: bids in their ledgers, invoices, what was said in rooms.

use super::proof;
use crate::store::own_data::Obstacles;
use crate::store::sessions::Origin;
use crate::web::auth::{self, SignedIn};
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::layout::Layout;
use crate::web::security::{self, Event};
use crate::web::{House, outlive, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::{Data, Form};
use askama::Template;
use serde::Deserialize;

/// `GET` and `POST /account/close`.
#[derive(Template)]
#[template(path = "account_close.html")]
pub struct ClosePage {
    pub layout: Layout,
    /// What has to be settled first.
    pub obstacles: Obstacles,
    /// Whether a second factor is asked for as well.
    pub two_factor: bool,
    /// What to change: `password`, `code` or `word`.
    pub faults: Vec<Fault>,
}

impl ClosePage {
    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }
}

/// `GET /account/data`: all that is theirs, as a JSON file.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn data(house: Data<House>, who: SignedIn, from: Origin) -> Result<HttpResponse, Error> {
    let json = house.store.own_data(who.account.id).await?;
    security::note(Event::DataTaken, Some(who.account.id), &from.address);
    let named = (CONTENT_DISPOSITION, "attachment; filename=\"gavel-data.json\"");
    Ok(HttpResponse::Ok().content_type("application/json").insert_header(named).body(json))
}

/// What is in the way of closing an account: also bids that stand where nobody is told who leads.
async fn obstacles(house: &House, who: &SignedIn) -> Result<Obstacles, Error> {
    let account = who.account.id;
    let mut obstacles = house.store.closing_obstacles(account).await?;
    for auction in house.store.bid_on_by(account).await? {
        let room = house.live.room(auction).await.map_err(crate::web::fill::unreachable)?;
        if room.board().auction.exposure(account).0 > 0 {
            obstacles.standing_bids += 1;
        }
    }
    Ok(obstacles)
}

async fn asks_for_code(house: &House, who: &SignedIn) -> Result<bool, Error> {
    Ok(house.store.two_factor(who.account.id).await?.is_some_and(|factor| factor.on))
}

/// `GET /account/close`.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn) -> Result<HttpResponse, Error> {
    close_page(&house, &who, StatusCode::OK, Vec::new()).await
}

async fn close_page(
    house: &House,
    who: &SignedIn,
    status: StatusCode,
    faults: Vec<Fault>,
) -> Result<HttpResponse, Error> {
    let (obstacles, two_factor) = (obstacles(house, who).await?, asks_for_code(house, who).await?);
    page(status, &ClosePage { layout: who.layout(t!("account-close")), obstacles, two_factor, faults })
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
    /// Shows that they mean it.
    #[serde(default)]
    word: String,
}

/// `POST /account/close`.
///
/// # Errors
/// 401 for who is not signed in, 429 if it was tried too often, 503 while the database is away. Mistakes, and what has to be
/// settled first, bring the page back.
pub async fn close(house: Data<House>, who: SignedIn, from: Origin, typed: Form<Typed>) -> Result<HttpResponse, Error> {
    if !typed.word.trim().eq_ignore_ascii_case(&t!("account-close-word")) {
        let fault = Fault::new("word", t!("account-close-word-fault", word = t!("account-close-word")));
        return close_page(&house, &who, StatusCode::UNPROCESSABLE_ENTITY, vec![fault]).await;
    }
    if let Err(error) = proof::password_and_code(&house, &who, &from, (&typed.password, &typed.code)).await {
        let field = match error.problem().code {
            "wrong_password" => "password",
            "wrong_code" => "code",
            _ => return Err(error),
        };
        let fault = Fault::new(field, error.problem().detail.clone());
        return close_page(&house, &who, StatusCode::FORBIDDEN, vec![fault]).await;
    }
    if !obstacles(&house, &who).await?.is_empty() {
        return close_page(&house, &who, StatusCode::CONFLICT, Vec::new()).await;
    }
    let (closing, account) = (house.clone(), who.account.id);
    outlive(async move {
        closing.sessions_ended(closing.store.close_account(account).await?);
        security::note(Event::AccountClosed, Some(account), &from.address);
        Ok::<_, Error>(())
    })
    .await?;
    let mut response = see("/");
    response.add_cookie(&auth::farewell_cookie(&house.settings)).map_err(Error::internal)?;
    Ok(response)
}
