//! The house's own pages: for those who look after auctions, people and the machine. Every act asks for a reason, is one
//! plain form, and is written down with who, when and from where (see [`crate::store::audit`]).
//!
//! - [`auctions`] halting, closing, taking down · [`sales`] what is sold in order · [`registrations`] who waits to be approved
//! - [`people`] finding somebody · [`person`] what the house can do about them · [`bans`] sending somebody out, at once
//! - [`reports`] what people tell the house · [`hidden`] what is hidden in rooms · [`signals`] what looks like one hand with two names
//! - [`tariffs`] premiums and increments with names · [`categories`] what lots are filed under · [`audit`] what the house's people did
//! - [`mail`] letters on their way, and those that did not get out
//! - [`health`] how the machine is · [`metrics`] the same for programs
//! - [`nav`] what stands above each of these pages · [`doing`] acts on auctions, the same for pages and programs

pub mod auctions;
pub mod audit;
pub mod bans;
pub mod categories;
pub mod doing;
pub mod health;
pub mod hidden;
pub mod mail;
pub mod metrics;
pub mod nav;
pub mod people;
pub mod person;
pub mod registrations;
pub mod reports;
pub mod sales;
pub mod signals;
pub mod tariffs;

#[cfg(test)]
mod samples;

use super::error::Error;
use super::{cursor, get};
use crate::config;
use actix_web::http::StatusCode;
use actix_web::web::{ServiceConfig, post, resource};

/// Every address of the house's own, and the form by which anybody signed in reports something to it.
pub fn routes(routes: &mut ServiceConfig) {
    let at = |rest: &str| resource(format!("/admin{rest}"));
    routes
        .service(at("").route(get().to(auctions::table)))
        .service(at("/auctions/{id}/void").route(post().to(super::acts::void)))
        .service(at("/auctions/{id}/{act}").route(post().to(auctions::administer)))
        .service(at("/sales").route(get().to(sales::table)))
        .service(at("/registrations").route(get().to(registrations::registrations)))
        .service(at("/registrations/{id}/{act}").route(post().to(registrations::decide)))
        .service(at("/people").route(get().to(people::list)))
        .service(at("/people/{id}").route(get().to(person::show)))
        .service(at("/people/{id}/{act}").route(post().to(person::change)))
        .service(at("/reports").route(get().to(reports::queue)))
        .service(at("/reports/{id}/{act}").route(post().to(reports::decide)))
        .service(at("/rooms/{auction}/{seq}/show").route(post().to(hidden::show_again)))
        .service(at("/signals").route(get().to(signals::table)))
        .service(at("/tariffs").route(get().to(tariffs::table)).route(post().to(tariffs::write)))
        .service(at("/tariffs/{id}/{act}").route(post().to(tariffs::change)))
        .service(at("/categories").route(get().to(categories::table)).route(post().to(categories::add)))
        .service(at("/categories/{slug}").route(get().to(categories::show)))
        .service(at("/categories/{slug}/{act}").route(post().to(categories::change)))
        .service(at("/mail").route(get().to(mail::table)))
        .service(at("/mail/{id}/again").route(post().to(mail::again)))
        .service(at("/audit").route(get().to(audit::table)))
        .service(at("/health").route(get().to(health::show)))
        .service(resource("/auctions/{id}/report").route(get().to(reports::form)).route(post().to(reports::report)));
}

/// A reason on one line of plain text.
///
/// # Errors
/// 422 if there is none, or too much of one.
fn reason(typed: &str) -> Result<String, Error> {
    let why = super::acts::Why::from(typed).reason().map_err(mistake)?;
    if why.is_empty() { Err(mistake(t!("house-reason-missing"))) } else { Ok(why) }
}

/// What was typed cannot be done as it stands.
fn mistake(message: String) -> Error {
    Error::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", message)
}

/// What is not done by those whom it concerns themselves.
pub(super) fn own_affair() -> Error {
    Error::new(StatusCode::FORBIDDEN, "forbidden", t!("house-own-affair"))
}

/// Whether an error is to be shown on the page it comes from.
fn is_a_mistake(error: &Error) -> bool {
    matches!(error.problem().status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::FORBIDDEN)
}

/// The rows of a page out of one more than fit, and whether there are more.
fn cut<T>(mut rows: Vec<T>) -> (Vec<T>, bool) {
    let fit = usize::try_from(config::office::PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > fit;
    rows.truncate(fit);
    (rows, more)
}

/// The address of the page after the one with what is looked for, if there is one.
fn onward(path: &str, asked: &[(&str, &str)], after: Option<String>) -> Option<String> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(asked.iter().filter(|(_, value)| !value.is_empty())).append_pair("after", &after?);
    Some(format!("{path}?{}", query.finish()))
}

/// What a filter says, if it says anything.
fn given(typed: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_without_a_reason_is_a_mistake_and_shown_on_its_page() {
        assert_eq!(reason(" a lost\nphone ").ok().as_deref(), Some("a lost phone"));
        assert!(reason(" \n").is_err_and(|error| is_a_mistake(&error)));
        assert!(!is_a_mistake(&Error::not_found()));
    }

    #[test]
    fn a_page_has_a_next_one_only_if_there_is_more_than_fits() {
        let fit = usize::try_from(config::office::PAGE).unwrap();
        assert!(!cut(vec![0; fit]).1);
        let (rows, more) = cut(vec![0; fit + 1]);
        assert!(rows.len() == fit && more);
    }

    #[test]
    fn the_next_page_looks_for_the_same() {
        let next = onward("/admin", &[("state", ""), ("text", "lamp & shade")], Some("7_a".into()));
        assert_eq!(next.as_deref(), Some("/admin?text=lamp+%26+shade&after=7_a"));
        assert_eq!(onward("/admin", &[("state", "open")], None), None);
    }
}
