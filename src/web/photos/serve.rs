//! Prints, for whoever may see their lot. Behind an address there are the same bytes for ever, so they may be kept for ever;
//! and they are nothing but a picture, whatever a browser would like to make of them.

use crate::config::PRINTS_MAX_AGE_S;
use crate::domain::ledger::hex;
use crate::domain::{AuctionId, PhotoId};
use crate::web::House;
use crate::web::assets::has;
use crate::web::auth::Viewer;
use crate::web::error::Error;
use crate::web::lot::Picture;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentType, ETAG, EntityTag, LOCATION};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

/// A picture opened by itself does nothing at all.
const POLICY: &str = "default-src 'none'; sandbox";

/// How long a browser may believe which picture stands for a lot.
const COVER: &str = "public, max-age=60";

/// `GET /photos/{id}/{width}.jpg`: a print of a photograph of a published lot, or of the viewer's own.
///
/// # Errors
/// 404, 503 while the database is away.
pub async fn print(
    house: Data<House>,
    viewer: Viewer,
    request: HttpRequest,
    what: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let (id, width) = what.into_inner();
    let id = id.parse().map_err(|_| Error::not_found())?;
    let width = width.parse().map_err(|_| Error::not_found())?;
    let filed = house.store.filed_photo(PhotoId(id)).await?.ok_or_else(Error::not_found)?;
    let own = viewer.0.is_some_and(|who| who.account.id == filed.seller);
    if !(filed.published || own) || !filed.widths.contains(&width) {
        return Err(Error::not_found());
    }
    let tag = EntityTag::new_strong(format!("{}-{width}", hex(&filed.sha.0[..12])));
    let known = has(&request, &tag);
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    let whose = if filed.published { "public" } else { "private" };
    response
        .insert_header((ETAG, tag))
        .insert_header((CACHE_CONTROL, format!("{whose}, max-age={PRINTS_MAX_AGE_S}, immutable")))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY));
    if known {
        return Ok(response.finish());
    }
    let jpeg = house.photos.shelf.fetch(filed.sha, width).await.map_err(Error::internal)?;
    let jpeg =
        jpeg.ok_or_else(|| Error::internal(format_args!("the prints of photograph {id} are not in the data folder")))?;
    Ok(response.insert_header(ContentType::jpeg()).body(jpeg))
}

/// `GET /pictures/{id}`: leads to the picture that stands for a published lot, a photograph or the plate of the house.
///
/// # Errors
/// 404, 503 while the database is away.
pub async fn cover(house: Data<House>, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let id = AuctionId(*id);
    let published = house.store.listing(id).await?.is_some_and(|listing| listing.status().is_some());
    if !published {
        return Err(Error::not_found());
    }
    let covers = house.store.covers(&[id]).await?;
    let place = covers.first().map_or_else(|| format!("/pictures/{id}.svg"), |photo| Picture::of(photo).src(800));
    Ok(HttpResponse::Found().insert_header((LOCATION, place)).insert_header((CACHE_CONTROL, COVER)).finish())
}
