//! Photographs for programs: `/api/v1/auctions/{id}/photos`, as docs/PROTOCOL.md has it.

use super::hang;
use crate::domain::{AuctionId, PhotoId};
use crate::limits::address::Address;
use crate::store::photos::Photo;
use crate::web::api::unknown;
use crate::web::auth::{SignedIn, Viewer};
use crate::web::error::Error;
use crate::web::lot::Picture;
use crate::web::{House, outlive, receive};
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path, Payload, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// One photograph as JSON has it.
fn told(photo: &Photo) -> Value {
    let picture = Picture::of(photo);
    let size = |size: &crate::photos::Size| {
        let url = format!("/photos/{}/{}.jpg", photo.id, size.width);
        json!({ "width": size.width, "height": size.height, "url": url })
    };
    let sizes: Vec<Value> = picture.sizes.iter().map(size).collect();
    json!({ "id": photo.id.0, "position": photo.position, "alt": photo.alt, "sizes": sizes })
}

/// The address of an auction; what cannot be an id is the id of nothing.
fn auction(id: &str) -> Result<AuctionId, Error> {
    id.parse().map_err(|_| unknown())
}

fn no_such_photo() -> Error {
    Error::new(StatusCode::NOT_FOUND, "unknown_photo", t!("photos-unknown"))
}

/// `GET /api/v1/auctions/{id}/photos`: in order, of a published auction or the caller's own.
///
/// # Errors
/// 404 `unknown_auction`, 503 while the database is away.
pub async fn list(house: Data<House>, viewer: Viewer, id: Path<String>) -> Result<HttpResponse, Error> {
    let id = auction(&id)?;
    let listing = house.store.listing(id).await?.ok_or_else(unknown)?;
    let own = viewer.0.is_some_and(|who| who.account.id == listing.seller);
    if listing.status().is_none() && !own {
        return Err(unknown());
    }
    let photos: Vec<Value> = house.store.photos_of(id).await?.iter().map(told).collect();
    Ok(HttpResponse::Ok().json(json!({ "photos": photos })))
}

/// What the address of a new photograph may say.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Said {
    alt: String,
}

/// `POST /api/v1/auctions/{id}/photos`: the picture is the body, whatever its type is said to be.
///
/// # Errors
/// 401, 404, 409 `photos_fixed`, `too_many_photos` or `photo_quota`, 413 `too_large`, 422 with why the file is not taken, 429,
/// 503, 507 `no_space`.
pub async fn add(
    house: Data<House>,
    who: SignedIn,
    from: Address,
    id: Path<String>,
    said: Query<Said>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let (auction, seller) = (auction(&id)?, who.account.id);
    house.store.photo_wall(seller, auction).await?.ok_or_else(unknown)?;
    let _turn = hang::turn(&house, from, seller)?;
    let file = receive::body(&request, payload, hang::BOUNDS).await?;
    let id = hang::hang(&house, seller, from, auction, file, hang::tidied(&said.alt)).await?;
    let photo = find(&house, auction, id).await?;
    let place = format!("/api/v1/auctions/{auction}/photos/{id}");
    Ok(HttpResponse::Created().insert_header((LOCATION, place)).json(told(&photo)))
}

async fn find(house: &House, auction: AuctionId, id: PhotoId) -> Result<Photo, Error> {
    house.store.photos_of(auction).await?.into_iter().find(|photo| photo.id == id).ok_or_else(no_such_photo)
}

/// What is to be changed; what is left out stays.
#[derive(Deserialize)]
pub struct Change {
    alt: Option<String>,
    /// From 1; beyond the last is the last.
    position: Option<u32>,
}

/// The photograph that an address names, on a lot of this seller's whose photographs can be changed.
async fn named(house: &House, who: &SignedIn, what: &(String, String)) -> Result<(AuctionId, PhotoId), Error> {
    let auction = auction(&what.0)?;
    let photo = PhotoId(Uuid::parse_str(&what.1).map_err(|_| no_such_photo())?);
    let wall = house.store.photo_wall(who.account.id, auction).await?.ok_or_else(unknown)?;
    find(house, auction, photo).await?;
    if wall.changeable { Ok((auction, photo)) } else { Err(hang::fixed()) }
}

/// `PATCH /api/v1/auctions/{id}/photos/{photo}`: describes it, moves it, or both.
///
/// # Errors
/// 401, 404 `unknown_auction` or `unknown_photo`, 409 `photos_fixed`, 503 while the database is away.
pub async fn change(
    house: Data<House>,
    who: SignedIn,
    what: Path<(String, String)>,
    change: Json<Change>,
) -> Result<HttpResponse, Error> {
    let (auction, photo) = named(&house, &who, &what).await?;
    let (there, seller, Change { alt, position }) = (house.clone(), who.account.id, change.into_inner());
    let done = outlive(async move {
        let described = match alt {
            Some(alt) => there.store.describe_photo(seller, auction, photo, &hang::tidied(&alt)).await?,
            None => true,
        };
        match position {
            Some(to) => Ok::<_, Error>(described && there.store.move_photo(seller, auction, photo, to).await?),
            None => Ok(described),
        }
    });
    if !done.await? {
        return Err(hang::fixed());
    }
    Ok(HttpResponse::Ok().json(told(&find(&house, auction, photo).await?)))
}

/// `DELETE /api/v1/auctions/{id}/photos/{photo}`: takes it down.
///
/// # Errors
/// As [`change`].
pub async fn take_down(house: Data<House>, who: SignedIn, what: Path<(String, String)>) -> Result<HttpResponse, Error> {
    let (auction, photo) = named(&house, &who, &what).await?;
    let seller = who.account.id;
    let done = outlive(async move { house.store.take_down_photo(seller, auction, photo).await });
    if done.await? { Ok(HttpResponse::NoContent().finish()) } else { Err(hang::fixed()) }
}
