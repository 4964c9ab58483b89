//! What is one's own: an account, the ways into it, and everything a person may look at and change about themselves.
//!
//! - [`register`] becoming a member · [`sign_in`] and out, in two steps where a second factor is on · [`codes`] of that
//! - [`overview`] the account at a glance, language and time zone · [`sessions`] see and end them · [`device`] what they are
//!   called · [`new_password`], [`email`] changed · [`two_factor`] turning it on and off · [`leaving`] with one's data, and for good
//! - [`bids`] what one has bid on · [`proof`] who changes how they come in shows once more that it is them

pub mod bids;
pub mod codes;
pub mod device;
pub mod email;
pub mod leaving;
pub mod new_password;
pub mod overview;
pub mod proof;
pub mod register;
pub mod sessions;
pub mod sign_in;
pub mod two_factor;

use super::get;
use super::next::Next;
use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::{ServiceConfig, delete, post, resource};
use serde::Deserialize;

/// Where a form leads back to.
#[derive(Deserialize)]
pub struct Leading {
    #[serde(default)]
    pub next: String,
}

/// The pages' routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .service(resource("/register").route(get().to(register::show)).route(post().to(register::submit)))
        .service(resource("/register/sent").route(get().to(register::sent)))
        .service(resource("/sign-in").route(get().to(sign_in::show)).route(post().to(sign_in::submit)))
        .service(resource("/sign-in/code").route(post().to(sign_in::submit_code)))
        .service(resource("/sign-out").route(post().to(sign_in::sign_out)))
        .service(resource("/bids").route(get().to(bids::show)))
        .service(resource("/account").route(get().to(overview::show)).route(post().to(overview::choose)))
        .service(resource("/account/sessions").route(get().to(sessions::show)))
        .service(resource("/account/sessions/end-others").route(post().to(sessions::end_others)))
        .service(resource("/account/sessions/{id}/end").route(post().to(sessions::end)))
        .service(
            resource("/account/password").route(get().to(new_password::show)).route(post().to(new_password::submit)),
        )
        .service(resource("/account/email").route(get().to(email::show)).route(post().to(email::submit)))
        .service(resource("/account/two-factor").route(get().to(two_factor::show)))
        .service(resource("/account/two-factor/{act}").route(post().to(two_factor::act)))
        .service(resource("/account/data").route(get().to(leaving::data)))
        .service(resource("/account/close").route(get().to(leaving::show)).route(post().to(leaving::close)));
}

/// The same for programs.
pub fn api(routes: &mut ServiceConfig) {
    routes.service(resource("/api/v1/accounts").route(post().to(register::create_account))).service(
        resource("/api/v1/sessions")
            .route(post().to(sign_in::create_session))
            .route(delete().to(sign_in::delete_session)),
    );
}

/// What the account's navigation leads to: each path with its word.
pub fn places() -> [(&'static str, String); 10] {
    [
        ("/bids", t!("account-nav-bids")),
        ("/invoices", t!("account-nav-invoices")),
        ("/watching", t!("account-nav-watching")),
        ("/searches", t!("account-nav-searches")),
        ("/account", t!("account-nav-account")),
        ("/account/messages", t!("account-nav-messages")),
        ("/account/sessions", t!("account-nav-sessions")),
        ("/account/password", t!("account-nav-password")),
        ("/account/two-factor", t!("account-nav-two-factor")),
        ("/account/email", t!("account-nav-email")),
    ]
}

fn lead_on(next: &Next) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, next.as_str())).finish()
}
