//! Every way to a lot: the catalogue with its filters, a category's page, searches that are kept, feeds and the map of the
//! house for search engines. Reads, and writes down what somebody waits for; decides nothing about a lot.
//!
//! - [`asked`] what an address asks for · [`reading`] what that means, with notes on what makes no sense · [`catalogue`] the page
//! - [`chips`] what is asked for, each with the way to ask without it
//! - [`head`] what a page says of itself to search engines and to those who share it · [`origin`] the house's own address
//! - [`feed`] new lots as Atom · [`sitemap`] every lot, for search engines
//! - [`searches`] searches that somebody keeps

pub mod asked;
pub mod catalogue;
pub mod chips;
pub mod feed;
pub mod head;
pub mod origin;
pub mod reading;
pub mod searches;
pub mod sitemap;

use super::error::Error;
use super::{House, get};
use crate::limits::TooSoon;
use crate::limits::address::Address;
use crate::store::finding::{Found, Order, Place, Question};
use actix_web::web::{ServiceConfig, post, resource};

/// A page of what is asked for, in an order, after what was on the one before.
///
/// # Errors
/// 429 if words are searched for too often from where somebody is, 503 while the database is away.
pub async fn find(
    house: &House,
    from: Address,
    question: &Question,
    (order, after): (Order, Option<&Place>),
    limit: i64,
) -> Result<Found, Error> {
    if question.words.is_some() {
        let too_often = |TooSoon { wait }| Error::rate_limited(wait, t!("catalogue-too-often"));
        house.live.limits().search(from).map_err(too_often)?;
    }
    Ok(house.store.find(question, order, after, limit).await?)
}

/// The routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .service(resource("/").route(get().to(catalogue::everything)))
        .service(resource("/c/{category}").route(get().to(catalogue::category)))
        .service(resource("/feed.atom").route(get().to(feed::atom)))
        .service(resource("/robots.txt").route(get().to(sitemap::robots)))
        .service(resource("/sitemap.xml").route(get().to(sitemap::index)))
        .service(resource("/sitemap/house.xml").route(get().to(sitemap::house)))
        .service(resource("/sitemap/{from}.xml").route(get().to(sitemap::part)))
        .service(resource("/searches").route(get().to(searches::list)).route(post().to(searches::save)))
        .service(resource("/searches/{id}/remove").route(post().to(searches::remove)));
}
