//! Whoever looks around without having signed in. Their browser keeps a number of its own, so that the forms they are
//! shown, signing in and registering among them, carry what only our pages know, as those of a session do.

use super::House;
use super::auth::Token;
use super::error::Error;
use crate::config;
use actix_web::HttpRequest;
use actix_web::body::MessageBody;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::CONTENT_TYPE;
use actix_web::middleware::Next;
use actix_web::web::Data;

tokio::task_local! {
    /// What the forms of this visitor carry, while they are answered.
    static FORMS: String;
}

/// The middleware: gives a number to a browser that has none and is shown a page.
///
/// # Errors
/// None of its own.
pub async fn greet<B: MessageBody>(
    request: ServiceRequest,
    rest: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let house =
        request.app_data::<Data<House>>().cloned().ok_or_else(|| Error::internal("no house in the app's data"))?;
    let known = number(request.request(), &house.settings);
    let is_new = known.is_none();
    let number = known.unwrap_or_else(Token::fresh);
    let mut response = FORMS.scope(number.csrf(), rest.call(request)).await?;
    if is_new && is_page(&response) {
        response.response_mut().add_cookie(&cookie(&number, &house.settings)).map_err(Error::internal)?;
    }
    Ok(response)
}

fn is_page<B>(response: &ServiceResponse<B>) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

/// What the forms on this page carry if nobody is signed in; nothing outside a request.
pub fn csrf() -> String {
    FORMS.try_with(String::clone).unwrap_or_default()
}

/// The number a browser shows, if it is one.
pub fn number(request: &HttpRequest, settings: &config::Web) -> Option<Token> {
    request.cookie(cookie_name(settings)).and_then(|cookie| Token::parse(cookie.value()))
}

fn cookie_name(settings: &config::Web) -> &'static str {
    if settings.is_secure() { "__Host-gavel-visitor" } else { "gavel-visitor" }
}

/// Kept until the browser is closed. Other sites' forms do not even bring it along.
fn cookie(number: &Token, settings: &config::Web) -> Cookie<'static> {
    Cookie::build(cookie_name(settings), number.reveal())
        .path("/")
        .http_only(true)
        .secure(settings.is_secure())
        .same_site(SameSite::Lax)
        .finish()
}
