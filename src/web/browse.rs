//! Looking at one lot. Open to everybody.

use super::auth::{SignedIn, Viewer};
use super::error::Error;
use super::fill;
use super::finding::head::Head;
use super::finding::origin::origin;
use super::lot::Lot;
use super::pages::{AuctionPage, SellerCard};
use super::settlement::aftermath::Aftermath;
use super::talk::RoomPart;
use super::{House, page, photos, registration};
use crate::domain::settlement::Part;
use crate::domain::{AccountId, AuctionId, Seq, Status};
use crate::live::room::Room;
use crate::live::talk;
use crate::store::auctions::Listing;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use uuid::Uuid;

/// `GET /auctions/{id}`: one lot. A draft is shown to its seller alone, as the form it still is.
///
/// # Errors
/// 404 for what is not there, 503 while the database is away.
pub async fn auction(
    house: Data<House>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<Uuid>,
    said: Query<SaidBefore>,
) -> Result<HttpResponse, Error> {
    one(&house, &viewer, &request, AuctionId(*id), &said).await
}

/// `GET /auctions/{id}/{title}`: the same, at the address that says what it is. Any title leads there, as titles change.
///
/// # Errors
/// As [`auction`].
pub async fn titled(
    house: Data<House>,
    viewer: Viewer,
    request: HttpRequest,
    address: Path<(Uuid, String)>,
    said: Query<SaidBefore>,
) -> Result<HttpResponse, Error> {
    one(&house, &viewer, &request, AuctionId(address.0), &said).await
}

async fn one(
    house: &House,
    viewer: &Viewer,
    request: &HttpRequest,
    id: AuctionId,
    said: &SaidBefore,
) -> Result<HttpResponse, Error> {
    let listing = house.store.listing(id).await?.ok_or_else(Error::not_found)?;
    if listing.status().is_none() {
        let own = account(viewer) == Some(listing.seller);
        return if own { Ok(see(&format!("/sell/{id}"))) } else { Err(Error::not_found()) };
    }
    let mut shown = auction_page(house, viewer, listing, said.before.parse().ok()).await?;
    let (lot, origin) = (&shown.lot, origin(request, &house.settings));
    shown.layout.head = Some(Head::of_lot(&origin, &lot.card, &lot.description, &lot.seller));
    page(StatusCode::OK, &shown)
}

/// How far back somebody looks in what was said about a lot.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SaidBefore {
    /// The number of a message; what is none begins at the end.
    before: String,
}

/// The page of a published lot, with a key nobody has used, and with what was said about it last, or before a message.
///
/// # Errors
/// 503 while the database is away.
pub async fn auction_page(
    house: &House,
    viewer: &Viewer,
    listing: Listing,
    said_before: Option<Seq>,
) -> Result<AuctionPage, Error> {
    let room = house.live.room(listing.id).await.map_err(fill::unreachable)?;
    let person = viewer.0.as_ref().map(SignedIn::person);
    let said = house.live.overhear(listing.id, person, said_before).await.map_err(fill::unreachable)?;
    page_in(house, viewer, listing, &room, said, said_before.is_some()).await
}

/// The page of a lot in this room, with what is said there.
///
/// # Errors
/// 503 while the database is away.
pub async fn page_in(
    house: &House,
    viewer: &Viewer,
    listing: Listing,
    room: &Room,
    said: talk::Page,
    earlier: bool,
) -> Result<AuctionPage, Error> {
    let place = fill::place(house, listing.place).await?;
    let room_part = RoomPart::of(listing.id, said, earlier);
    let (mut layout, who) = (viewer.layout(listing.title.clone()), account(viewer));
    if who == Some(listing.seller) {
        layout.foyer.hearts = Some(house.store.hearts(listing.id).await?);
    }
    let (id, seller, now) = (listing.id, listing.seller, house.live.now());
    let category = listing.category.clone();
    let mut lot = fill::lot(listing, room, who, now);
    lot.card.pictures = photos::pictures(&house.store, id).await?;
    if viewer.0.as_ref().is_some_and(|who| who.account.role.administers()) {
        lot.names = Some(fill::names(&house.store, room).await?);
    }
    if let Some(who) = who.filter(|_| !lot.is_own() && !lot.card.status.is_final()) {
        lot.registration = registration::panel(house, &lot.terms, who).await?;
        // Where it cannot be counted just now, the rest is still worth showing.
        lot.limit = house.live.at_stake(who, lot.card.currency).await.ok().flatten();
    }
    let ratings = house.store.ratings_of(seller, Part::Buyer).await?;
    let around = house.store.beside(id, seller, &category).await?;
    let known = house.store.seller(seller).await?;
    let seller_card = SellerCard {
        since: known.map(|known| known.since),
        sold: known.map_or(0, |known| known.sold),
        others: fill::cards(&house.store, &around.same_seller).await?,
    };
    let similar = fill::cards(&house.store, &around.similar).await?;
    let closed = room.board().auction.status == Status::Closed;
    let aftermath = match &viewer.0 {
        Some(who) if closed => Aftermath::of(house, id, seller, who).await?,
        _ => Aftermath::default(),
    };
    Ok(AuctionPage {
        layout,
        room: room_part,
        lot: Lot { place, ..lot },
        aftermath,
        ratings,
        seller: seller_card,
        similar,
        now,
        key: Uuid::new_v4().to_string(),
        typed: String::new(),
        mistake: None,
    })
}

fn account(viewer: &Viewer) -> Option<AccountId> {
    viewer.0.as_ref().map(|who| who.account.id)
}

/// Go and look there: the answer to a form that did what it should, so that reloading does not do it again.
pub fn see(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, path)).finish()
}
