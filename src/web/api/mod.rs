//! Auctions for programs: `/api/v1/auctions`, as docs/PROTOCOL.md has it. Reads a request, asks the store or the live side,
//! writes JSON; decides no rule.
//!
//! - [`auctions`] listing and showing · [`create`] a lot from JSON, `written` the parts of its terms
//! - [`acts`] publishing, halting, closing, taking down, striking out
//! - [`sales`] lots in order, under common terms
//! - [`searches`] searches that somebody keeps, and the categories
//! - [`settlement`] what comes after the hammer
//! - [`bids`] bidding without a socket · [`room`] asking and talking · [`ledger`] the ledger and the terms it begins with
//! - [`registrations`] registering to bid, and the house's approvals, limits and linked accounts

pub mod acts;
pub mod auctions;
pub mod bids;
pub mod create;
pub mod ledger;
pub mod registrations;
pub mod room;
pub mod sales;
pub mod searches;
pub mod settlement;
mod written;

use super::error::Error;
use super::listing::Refusal;
use super::{door, fallback, get};
use crate::domain::AuctionId;
use crate::live;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::web::{ServiceConfig, delete, post, put, resource};

/// The routes.
pub fn api(routes: &mut ServiceConfig) {
    let at = |rest: &str| resource(format!("/api/v1/auctions{rest}"));
    routes
        .service(at("").route(get().to(auctions::list)).route(post().to(create::create)))
        .service(at("/{id}").route(get().to(auctions::show)))
        .service(at("/{id}/terms").route(get().to(ledger::terms)))
        .service(at("/{id}/ledger").route(get().to(ledger::ledger)))
        .service(at("/{id}/events").wrap(from_fn(door::viewers)).route(get().to(fallback::events)))
        .service(at("/{id}/bids").route(post().to(bids::place)))
        .service(at("/{id}/bids/{bid}/retract").route(post().to(acts::retract)))
        .service(at("/{id}/buy-now").route(post().to(bids::buy_now)))
        .service(at("/{id}/void").route(post().to(acts::void)))
        .service(at("/{id}/bidders").route(get().to(acts::bidders)))
        .service(at("/{id}/room").route(get().to(room::list)).route(post().to(room::say)))
        .service(at("/{id}/room/{act:mute|unmute}").route(post().to(room::mute)))
        .service(at("/{id}/room/{seq}/hide").route(post().to(room::hide)))
        .service(
            at("/{id}/registration").route(get().to(registrations::show)).route(post().to(registrations::register)),
        )
        .service(at("/{id}/publish").route(post().to(acts::publish)))
        .service(at("/{id}/{act:cancel|close|halt|resume}").route(post().to(acts::act)))
        .service(at("/{id}/auctioneer").route(post().to(acts::conduct)))
        .configure(settlement::routes);
    let at = |rest: &str| resource(format!("/api/v1/sales{rest}"));
    routes
        .service(at("").route(get().to(sales::list)).route(post().to(sales::create)))
        .service(at("/{id}").route(get().to(sales::show)))
        .service(at("/{id}/lots").route(post().to(sales::add_lot)))
        .service(at("/{id}/publish").route(post().to(sales::publish)));
}

/// Looking for lots, now and later.
pub fn finding(routes: &mut ServiceConfig) {
    let at = |rest: &str| resource(format!("/api/v1{rest}"));
    routes
        .service(at("/categories").route(get().to(searches::tree)))
        .service(at("/searches").route(get().to(searches::list)).route(post().to(searches::create)))
        .service(at("/searches/{id}").route(delete().to(searches::remove)));
}

/// For the house: who may bid, and how much.
pub fn house(routes: &mut ServiceConfig) {
    let at = |rest: &str| resource(format!("/api/v1{rest}"));
    routes
        .service(at("/registrations").route(get().to(registrations::waiting)))
        .service(at("/registrations/{id}/approve").route(post().to(registrations::approve)))
        .service(at("/registrations/{id}/refuse").route(post().to(registrations::refuse)))
        .service(at("/registrations/{id}/deposit").route(post().to(registrations::deposit)))
        .service(
            at("/accounts/{id}/limits")
                .route(get().to(registrations::limits))
                .route(put().to(registrations::set_limits)),
        )
        .service(at("/accounts/{id}/links").route(get().to(registrations::links)))
        .service(
            at("/accounts/{id}/links/{other}")
                .route(put().to(registrations::link))
                .route(delete().to(registrations::unlink)),
        );
}

/// The auction that a request's address names.
///
/// # Errors
/// 404: what cannot be an id is the id of nothing.
pub fn named(request: &HttpRequest) -> Result<AuctionId, Error> {
    request.match_info().get("id").and_then(|id| id.parse().ok()).ok_or_else(unknown)
}

/// There is no such auction, or none that is anybody else's business yet.
pub fn unknown() -> Error {
    Error::new(StatusCode::NOT_FOUND, "unknown_auction", live::Error::Unknown.message())
}

/// Why an auction's room could not be entered.
pub fn no_room(error: live::Error) -> Error {
    match error {
        live::Error::Unknown | live::Error::Draft => unknown(),
        live::Error::InDoubt => Error::unavailable(),
        live::Error::Store(error) => error.into(),
    }
}

/// Why a draft was not published.
fn not_published(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Unknown => unknown(),
        Refusal::Published => {
            let detail = t!("api-draft-changed");
            Error::new(StatusCode::CONFLICT, "not_a_draft", detail)
        }
        Refusal::Faults(faults) => Error::invalid(faults),
        Refusal::Unreadable(what) => Error::internal(what),
        Refusal::Store(error) => error.into(),
    }
}
