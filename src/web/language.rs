//! Which language and time zone a request is answered in: those somebody chose, else the first language of the house that
//! their browser asks for, and UTC. The choice is a cookie, so that it holds before anybody signs in and costs no query;
//! signing in brings it along from the account.

use super::House;
use super::auth::Viewer;
use super::error::Error;
use super::next::Next;
use crate::config;
use crate::language::{Language, Reader};
use actix_web::body::MessageBody;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AcceptLanguage, CONTENT_LANGUAGE, Header, HeaderMap, HeaderValue, LOCATION, VARY};
use actix_web::middleware::Next as Rest;
use actix_web::web::{Data, Form};
use actix_web::{HttpRequest, HttpResponse};
use chrono_tz::Tz;
use serde::Deserialize;

/// Holds the tag of the language somebody chose.
const LANGUAGE: &str = "gavel-language";

/// Holds the IANA name of the time zone they chose.
const ZONE: &str = "gavel-zone";

/// The middleware: whatever answers the request speaks to its reader.
///
/// # Errors
/// None of its own.
pub async fn listen<B: MessageBody>(
    request: ServiceRequest,
    rest: Rest<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let reader = reader(request.request());
    let mut response = reader.hears(rest.call(request)).await?;
    let language = HeaderValue::from_static(reader.language.tag());
    label(response.headers_mut(), language);
    Ok(response)
}

/// What has a language says which, and that others are told otherwise.
fn label(headers: &mut HeaderMap, language: HeaderValue) {
    use actix_web::http::header::CONTENT_TYPE;
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("text/html") || kind.starts_with("application/problem+json") {
        headers.insert(CONTENT_LANGUAGE, language);
        headers.append(VARY, HeaderValue::from_static("accept-language, cookie"));
    }
}

/// For whom a request is answered.
pub fn reader(request: &HttpRequest) -> Reader {
    let chosen = request.cookie(LANGUAGE).and_then(|cookie| Language::of_tag(cookie.value()));
    let language = chosen.or_else(|| asked_for(request)).unwrap_or_default();
    let zone = request.cookie(ZONE).and_then(|cookie| cookie.value().parse().ok()).unwrap_or(Tz::UTC);
    Reader { language, zone }
}

/// Whether somebody ever said by which clock they want to read.
pub fn has_zone(request: &HttpRequest) -> bool {
    request.cookie(ZONE).is_some()
}

/// The first language of ours among those that the browser asks for.
fn asked_for(request: &HttpRequest) -> Option<Language> {
    let asked = AcceptLanguage::parse(request).ok()?;
    asked.ranked().into_iter().find_map(|tag| Language::of_tag(tag.item()?.as_str()))
}

/// What the form at the foot of every page sends.
#[derive(Deserialize)]
pub struct Choice {
    pub language: String,
}

/// `POST /language`: from now on in another language.
///
/// # Errors
/// 422 if the house does not speak it, 503 while the database is away.
pub async fn choose(
    house: Data<House>,
    request: HttpRequest,
    viewer: Viewer,
    choice: Form<Choice>,
) -> Result<HttpResponse, Error> {
    let language = Language::of_tag(&choice.language).ok_or_else(|| Error::malformed(t!("page-unknown-language")))?;
    if let Some(who) = &viewer.0 {
        let (house, account) = (house.clone(), who.account.id);
        super::outlive(async move { house.store.set_language(account, language).await }).await?;
    }
    let next = Next::of(&request);
    let cookie = language_cookie(language, &house.settings);
    Ok(HttpResponse::SeeOther().cookie(cookie).insert_header((LOCATION, next.as_str())).finish())
}

/// Remembers a language in a browser.
pub fn language_cookie(language: Language, settings: &config::Web) -> Cookie<'static> {
    remember(LANGUAGE, language.tag().into(), settings)
}

/// Remembers a time zone in a browser.
pub fn zone_cookie(zone: Tz, settings: &config::Web) -> Cookie<'static> {
    remember(ZONE, zone.name().into(), settings)
}

fn remember(name: &'static str, value: String, settings: &config::Web) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .secure(settings.is_secure())
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::seconds(config::CHOICE_LIFE.num_seconds()))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::ACCEPT_LANGUAGE;
    use actix_web::test::TestRequest;

    fn language(accepts: &str, cookie: Option<&str>) -> Language {
        let mut request = TestRequest::get().insert_header((ACCEPT_LANGUAGE, accepts));
        if let Some(tag) = cookie {
            request = request.cookie(Cookie::new(LANGUAGE, tag.to_owned()));
        }
        reader(&request.to_http_request()).language
    }

    #[test]
    fn the_browser_is_answered_in_the_first_of_its_languages_that_we_speak() {
        for (accepts, expected) in [
            ("es-MX,es;q=0.9,en;q=0.8", Language::Spanish),
            ("fr, es;q=0.5, en;q=0.7", Language::English),
            ("ca, es;q=0.5", Language::Spanish),
            ("fr", Language::English),
            ("*", Language::English),
            ("", Language::English),
            (";;;", Language::English),
        ] {
            assert_eq!(language(accepts, None), expected, "{accepts}");
        }
    }

    #[test]
    fn a_choice_goes_before_what_the_browser_asks_for() {
        assert_eq!(language("en", Some("es")), Language::Spanish);
        assert_eq!(language("es", Some("xx")), Language::Spanish, "what is no choice of ours is none");
    }

    #[test]
    fn a_zone_is_one_of_the_iana_names_or_utc() {
        for (value, zone) in [("Europe/Madrid", Tz::Europe__Madrid), ("Mars/Olympus", Tz::UTC)] {
            let request = TestRequest::get().cookie(Cookie::new(ZONE, value)).to_http_request();
            assert_eq!(reader(&request).zone, zone);
        }
    }

    #[test]
    fn a_choice_is_kept_from_scripts_and_from_requests_of_other_sites() {
        let settings = config::Web::default();
        for cookie in [language_cookie(Language::Spanish, &settings), zone_cookie(Tz::Europe__Madrid, &settings)] {
            assert_eq!((cookie.http_only(), cookie.same_site()), (Some(true), Some(SameSite::Lax)), "{cookie}");
        }
    }
}
