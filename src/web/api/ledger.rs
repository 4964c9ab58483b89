//! What anybody can check an auction with: the terms that its chain begins with, and its ledger, both byte for byte.

use super::{named, unknown};
use crate::store::auctions::Listing;
use crate::store::ledger::Line;
use crate::web::House;
use crate::web::error::Error;
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::TryStreamExt;
use serde::Serialize;

/// `GET /api/v1/auctions/{id}/terms`: the exact text that was hashed.
///
/// # Errors
/// 404 unless it is published; 503.
pub async fn terms(request: HttpRequest, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let listing = published(&request, &house).await?;
    Ok(HttpResponse::Ok().content_type("application/json").body(listing.terms_text))
}

/// `GET /api/v1/auctions/{id}/ledger`: every event so far, one a line. Breaks off, rather than ends, if the database
/// goes away meanwhile.
///
/// # Errors
/// 404 unless it is published; 503.
pub async fn ledger(request: HttpRequest, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let listing = published(&request, &house).await?;
    let lines = house.store.lines(listing.id, 0).map_ok(|line| written(&line));
    Ok(HttpResponse::Ok().content_type("application/x-ndjson").streaming(lines))
}

async fn published(request: &HttpRequest, house: &House) -> Result<Listing, Error> {
    let listing = house.store.listing(named(request)?).await?;
    listing.filter(|listing| listing.status().is_some()).ok_or_else(unknown)
}

/// A line of the ledger. The body goes as a string, so that whoever reads it gets the bytes that were hashed.
pub(crate) fn written(line: &Line) -> Bytes {
    #[derive(Serialize)]
    struct Written<'a> {
        seq: i64,
        hash: String,
        body: &'a str,
    }
    let written = Written { seq: line.seq, hash: line.hash.to_string(), body: &line.body };
    // A struct of strings and numbers cannot fail to serialise.
    let mut text = serde_json::to_string(&written).unwrap_or_default();
    text.push('\n');
    text.into()
}
