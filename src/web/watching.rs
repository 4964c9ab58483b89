//! Lots that somebody keeps an eye on: the heart on every lot, the page of all of them, and both for programs.

use super::auth::SignedIn;
use super::browse::see;
use super::error::Error;
use super::layout::Layout;
use super::lot::Card;
use super::next::Next;
use super::{House, fill, outlive, page};
use crate::config::mail as limits;
use crate::domain::{AuctionId, Timestamp};
use crate::live::protocol;
use crate::store::watches::Watched;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde_json::json;
use uuid::Uuid;

/// `GET /watching`.
#[derive(Template)]
#[template(path = "watching.html")]
pub struct WatchingPage {
    pub layout: Layout,
    /// What is to come or on, the soonest to end first.
    pub cards: Vec<Card>,
    /// What is over, the latest first.
    pub over: Vec<Card>,
    pub now: Timestamp,
}

/// `GET /watching`.
///
/// # Errors
/// 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn) -> Result<HttpResponse, Error> {
    let lots = house.store.watched(who.account.id).await?;
    let cards = fill::cards(&house.store, &lots).await?;
    let (over, cards) = cards.into_iter().partition(|card| card.status.is_final());
    let layout = who.layout(t!("watch-title"));
    page(StatusCode::OK, &WatchingPage { layout, cards, over, now: house.live.now() })
}

/// Watches a lot, or no longer.
async fn set(house: &Data<House>, who: &SignedIn, lot: Uuid, watch: bool) -> Result<(), Error> {
    let (store, account, lot) = (house.store.clone(), who.account.id, AuctionId(lot));
    let watched = outlive(async move {
        match watch {
            true => store.watch(account, lot).await,
            false => store.unwatch(account, lot).await.map(|()| Watched::Yes),
        }
    });
    match watched.await? {
        Watched::Yes => Ok(()),
        Watched::Nowhere => Err(Error::not_found()),
        Watched::TooMany => {
            let detail = t!("watch-too-many", most = limits::MOST_WATCHED);
            Err(Error::new(StatusCode::CONFLICT, "too_many_watched", detail))
        }
    }
}

/// `POST /auctions/{id}/watch`, from whatever page: it leads back there.
///
/// # Errors
/// 404 for no lot, 409 for one too many, 503 while the database is away.
pub async fn watch(
    house: Data<House>,
    request: HttpRequest,
    who: SignedIn,
    lot: Path<Uuid>,
) -> Result<HttpResponse, Error> {
    set(&house, &who, *lot, true).await?;
    Ok(see(Next::of(&request).as_str()))
}

/// `POST /auctions/{id}/unwatch`.
///
/// # Errors
/// 503 while the database is away.
pub async fn unwatch(
    house: Data<House>,
    request: HttpRequest,
    who: SignedIn,
    lot: Path<Uuid>,
) -> Result<HttpResponse, Error> {
    set(&house, &who, *lot, false).await?;
    Ok(see(Next::of(&request).as_str()))
}

/// `GET /api/v1/watches`: cards as the catalogue's, and of one's own lots how many watch them.
///
/// # Errors
/// 401 `signed_out`, 503 while the database is away.
pub async fn list(house: Data<House>, who: SignedIn) -> Result<HttpResponse, Error> {
    let lots = house.store.watched(who.account.id).await?;
    let cards: Vec<_> = house.store.lots(&lots).await?.iter().map(protocol::Card::from).collect();
    Ok(HttpResponse::Ok().json(json!({ "auctions": cards })))
}

/// `PUT /api/v1/auctions/{id}/watch`.
///
/// # Errors
/// As [`watch`], and 401 `signed_out`.
pub async fn put(house: Data<House>, who: SignedIn, lot: Path<Uuid>) -> Result<HttpResponse, Error> {
    set(&house, &who, *lot, true).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `DELETE /api/v1/auctions/{id}/watch`.
///
/// # Errors
/// 401 `signed_out`, 503 while the database is away.
pub async fn delete(house: Data<House>, who: SignedIn, lot: Path<Uuid>) -> Result<HttpResponse, Error> {
    set(&house, &who, *lot, false).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::notices::Foyer;
    use crate::web::samples::{self, render};

    #[test]
    fn a_heart_says_whether_a_lot_is_watched_and_works_without_scripts() {
        let mut layout = samples::layout("Watching", Some(samples::bidder()));
        let mut cards = samples::cards();
        let over = cards.split_off(cards.len() - 1);
        layout.foyer = Foyer { watched: vec![cards[0].id, over[0].id], unread: 2, hearts: None };
        let html = render("watching", &WatchingPage { layout, now: samples::now(), cards, over });
        let (watched, other) =
            (format!("/auctions/{}/unwatch", samples::id(1)), format!("/auctions/{}/watch", samples::id(2)));
        assert!(html.contains(&format!("action=\"{watched}\"")) && html.contains(&format!("action=\"{other}\"")));
        assert_eq!(html.matches("aria-pressed=\"true\"").count(), 2);
        assert!(html.contains("/words/en/script.js") && html.contains("/words/en/script-cards.js"), "what scripts say");
    }
}
