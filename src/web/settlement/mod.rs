//! What comes after the hammer, for people and programs alike: invoices, second chances, listing again, ratings. Who may do
//! what is the domain's to say, and it is asked here once for both.
//!
//! - [`doing`] every act, with its refusals · [`invoices`] and [`offers`] the pages' handlers
//! - [`pages`] what they show, [`shown`] in words · [`aftermath`] what a lot's own page says about it · [`since`] what that follows from

pub mod aftermath;
pub mod doing;
pub mod invoices;
pub mod offers;
pub mod pages;
pub mod shown;
pub mod since;

use actix_web::web::{ServiceConfig, post, resource};

/// The pages' routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .service(resource("/invoices").route(super::get().to(invoices::list)))
        .service(resource("/invoices/{id}").route(super::get().to(invoices::show)))
        .service(resource("/invoices/{id}/rate").route(post().to(invoices::rate)))
        .service(resource("/invoices/{id}/{act}").route(post().to(invoices::act)))
        .service(resource("/offers/{id}").route(super::get().to(offers::show)))
        .service(resource("/offers/{id}/{answer:accept|decline}").route(post().to(offers::answer)))
        .service(resource("/auctions/{id}/second-chance").route(post().to(offers::make)))
        .service(resource("/auctions/{id}/relist").route(post().to(offers::relist)))
        .service(resource("/admin/strikes").route(super::get().to(invoices::strikes)));
}
