//! Photographs of lots: sending, ordering and describing them, and handing out their prints. Never hands out a byte as it was
//! sent.
//!
//! - [`hang`] from a file to a photograph of a lot
//! - [`pages`] the seller's page · [`api`] the same for programs · [`serve`] prints, for everybody

pub mod api;
pub mod hang;
pub mod pages;
pub mod serve;

use super::get;
use super::lot::{Card, Picture};
use crate::domain::AuctionId;
use crate::store::{self, Store};
use actix_web::web::{ServiceConfig, patch, post, resource};
use std::collections::HashMap;

/// The routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .service(resource("/photos/{id}/{width}.jpg").route(get().to(serve::print)))
        .service(resource("/pictures/{id}").route(get().to(serve::cover)))
        .service(resource("/sell/{id}/photos").route(get().to(pages::show)).route(post().to(pages::add)))
        .service(resource("/sell/{id}/photos/{photo}/{act}").route(post().to(pages::act)))
        .service(resource("/api/v1/auctions/{id}/photos").route(get().to(api::list)).route(post().to(api::add)))
        .service(
            resource("/api/v1/auctions/{id}/photos/{photo}")
                .route(patch().to(api::change))
                .route(actix_web::web::delete().to(api::take_down)),
        );
}

/// Gives each card the first photograph of its lot, by one query for all of them, and by none for no cards.
///
/// # Errors
/// [`store::Error::Unavailable`].
pub async fn show_covers<'c>(store: &Store, cards: impl IntoIterator<Item = &'c mut Card>) -> Result<(), store::Error> {
    let cards: Vec<&mut Card> = cards.into_iter().collect();
    if cards.is_empty() {
        return Ok(());
    }
    let lots: Vec<AuctionId> = cards.iter().map(|card| card.id).collect();
    let covers = store.covers(&lots).await?;
    let mut covers: HashMap<AuctionId, Picture> =
        covers.iter().map(|photo| (photo.auction, Picture::of(photo))).collect();
    for card in cards {
        card.pictures = covers.remove(&card.id).into_iter().collect();
    }
    Ok(())
}

/// The photographs of one lot, in order.
///
/// # Errors
/// [`store::Error::Unavailable`].
pub async fn pictures(store: &Store, lot: AuctionId) -> Result<Vec<Picture>, store::Error> {
    Ok(store.photos_of(lot).await?.iter().map(Picture::of).collect())
}
