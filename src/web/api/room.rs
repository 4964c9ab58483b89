//! What is said about an auction, for programs and for pages that have no socket: the same messages, keys and answers.

use super::{bids, named, no_room};
use crate::domain::Seq;
use crate::live::protocol;
use crate::live::talk::{Refused, Words};
use crate::store::rooms::Kind;
use crate::web::auth::{SignedIn, Viewer};
use crate::web::error::Error;
use crate::web::{House, outlive, room};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// Which page of a room is asked for.
#[derive(Deserialize)]
pub struct Asked {
    /// The messages before this number; the last ones if it is not said.
    before: Option<Seq>,
}

/// Something to be said.
#[derive(Deserialize)]
pub struct Written {
    text: String,
    kind: Option<Kind>,
    about: Option<Seq>,
}

/// An act of who moderates.
#[derive(Deserialize)]
pub struct Act {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    author: String,
}

/// `GET /api/v1/auctions/{id}/room`.
///
/// # Errors
/// 404 for an unknown auction; 503.
pub async fn list(
    request: HttpRequest,
    viewer: Viewer,
    asked: web::Query<Asked>,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    let who = viewer.0.as_ref().map(SignedIn::person);
    let page = house.live.overhear(named(&request)?, who, asked.before).await.map_err(no_room)?;
    Ok(json(HttpResponse::Ok(), protocol::room_page(&page, house.live.now())))
}

/// `POST /api/v1/auctions/{id}/room`.
///
/// # Errors
/// 400 without a key, 401, 403, 404, 422 and 429 with the code of what is wrong; 503.
pub async fn say(
    request: HttpRequest,
    who: SignedIn,
    written: web::Json<Written>,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    let (auction, key, person) = (named(&request)?, bids::key(&request)?.0, who.person());
    let Written { text, kind, about } = written.into_inner();
    let words = Words { kind, text, about, key };
    let said = outlive(async move { house.live.say(auction, person, words).await.map_err(problem) }).await?;
    Ok(json(HttpResponse::Created(), protocol::said(None, auction, key, &said)))
}

/// `POST /api/v1/auctions/{id}/room/{seq}/hide`.
///
/// # Errors
/// 401, 403, 404, 422; 503.
pub async fn hide(
    request: HttpRequest,
    who: SignedIn,
    act: web::Json<Act>,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    let (auction, person) = (named(&request)?, who.person());
    let seq = request.match_info().query("seq").parse().map_err(|_| problem(Refused::NoSuchMessage))?;
    outlive(async move { house.live.hide(auction, person, seq, &act.reason).await.map_err(problem) }).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /api/v1/auctions/{id}/room/{mute,unmute}`.
///
/// # Errors
/// 401, 403, 404, 422; 503.
pub async fn mute(
    request: HttpRequest,
    who: SignedIn,
    act: web::Json<Act>,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    let (auction, person) = (named(&request)?, who.person());
    let guest = act.author.parse().map_err(|()| problem(Refused::NoSuchGuest))?;
    let mutes = request.match_info().query("act") == "mute";
    outlive(async move {
        let done = match mutes {
            true => house.live.mute(auction, person, guest, &act.reason).await,
            false => house.live.unmute(auction, person, guest, &act.reason).await,
        };
        done.map_err(problem)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn problem(refused: Refused) -> Error {
    room::problem(refused, no_room)
}

fn json(mut answer: actix_web::HttpResponseBuilder, body: bytestring::ByteString) -> HttpResponse {
    answer.content_type("application/json").body(body)
}
