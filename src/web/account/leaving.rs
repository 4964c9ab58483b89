//! Leaving: everything the house knows of somebody as one file, and the account closed for good. What others rely on stays
//! under a pseudonym: bids in their ledgers, invoices, what was said in rooms.

use super::proof;
use crate::config::security::{BIDS_RUNNING, LEAVING};
use crate::domain::{AccountId, AuctionId};
use crate::store::accounts::SessionId;
use crate::store::own_data::{Leaving, Obstacles};
use crate::store::sessions::Origin;
use crate::web::auth::{self, SignedIn};
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::fault::{self, Fault};
use crate::web::layout::Layout;
use crate::web::security::{self, Event};
use crate::web::{House, outlive, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::{Data, Form};
use askama::Template;
use chrono::Utc;
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
        fault::of(&self.faults, field)
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

/// What is in the way of closing an account: also bids that stand on these lots, where nobody is told who leads.
async fn obstacles(house: &House, account: AccountId, lots: Vec<AuctionId>) -> Result<Obstacles, Error> {
    let mut obstacles = house.store.closing_obstacles(account).await?;
    for auction in lots {
        let room = house.live.room(auction).await.map_err(crate::web::fill::unreachable)?;
        if room.board().auction.exposure(account).0 > 0 {
            obstacles.standing_bids += 1;
        }
    }
    Ok(obstacles)
}

/// `GET /account/close`.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn) -> Result<HttpResponse, Error> {
    show_again(&house, &who, StatusCode::OK, Vec::new()).await
}

async fn show_again(
    house: &House,
    who: &SignedIn,
    status: StatusCode,
    faults: Vec<Fault>,
) -> Result<HttpResponse, Error> {
    let account = who.account.id;
    let obstacles = obstacles(house, account, house.store.bids_running(account, BIDS_RUNNING).await?).await?;
    let two_factor = house.store.asks_for_code(account).await?;
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
    let account = who.account.id;
    if !typed.word.trim().eq_ignore_ascii_case(&t!("account-close-word")) {
        let fault = Fault::new("word", t!("account-close-word-fault", word = t!("account-close-word")));
        return show_again(&house, &who, StatusCode::UNPROCESSABLE_ENTITY, vec![fault]).await;
    }
    if let Err(error) = proof::password_and_code(&house, &who, &from, (&typed.password, &typed.code)).await {
        let fault = proof::fault(error, "password")?;
        return show_again(&house, &who, StatusCode::FORBIDDEN, vec![fault]).await;
    }
    let closing = house.clone();
    let stays = outlive(async move {
        let ended = leave(&closing, account).await?;
        if let Ok(ended) = ended {
            closing.sessions_ended(ended);
            security::note(Event::AccountClosed, Some(account), &from.address);
            return Ok::<_, Error>(None);
        }
        Ok(ended.err())
    })
    .await?;
    if let Some(obstacles) = stays {
        if obstacles.is_empty() {
            return show_again(&house, &who, StatusCode::CONFLICT, Vec::new()).await;
        }
        let layout = who.layout(t!("account-close"));
        return page(StatusCode::CONFLICT, &ClosePage { layout, obstacles, two_factor: false, faults: Vec::new() });
    }
    let mut response = see("/");
    response.add_cookie(&auth::farewell_cookie(&house.settings)).map_err(Error::internal)?;
    Ok(response)
}

/// Closes an account of which nothing is left to be settled, and says which sessions ended; or else what is, or nothing if
/// something of theirs was listed in the same moment. First they bid nowhere, then what stands is looked at, then they are
/// gone: so no bid of theirs comes between. If they stay, they may bid again.
async fn leave(house: &House, account: AccountId) -> Result<Result<Vec<SessionId>, Obstacles>, Error> {
    let leaving = house.store.begin_leaving(account, Utc::now() + LEAVING).await?.ok_or_else(Error::signed_out)?;
    let left = look_and_close(house, account, &leaving).await;
    if !matches!(left, Ok(Ok(_))) {
        house.store.stay(account).await?;
    }
    let heeded = house.live.bidder_changed(account).await;
    if let Err(error) = heeded {
        tracing::warn!(%account, %error, "whether somebody left is looked up when they next bid");
    }
    left
}

async fn look_and_close(
    house: &House,
    account: AccountId,
    leaving: &Leaving,
) -> Result<Result<Vec<SessionId>, Obstacles>, Error> {
    house.live.bidder_changed(account).await.map_err(|_| Error::unavailable())?;
    // From the ledgers themselves: the list of who took part is written a moment later.
    let obstacles = obstacles(house, account, house.store.bid_on_by(account).await?).await?;
    if !obstacles.is_empty() {
        return Ok(Err(obstacles));
    }
    Ok(house.store.close_account(leaving).await?.ok_or(obstacles))
}
