//! Gives every error its final shape on the way out, whoever raised it: problem details for programs, a page for people,
//! and for people who are not signed in, the way in.

use super::arrival;
use super::auth::{self, Viewer};
use super::error::{Error, Problem};
use super::next::Next;
use super::pages::ErrorPage;
use super::security::{self, Event};
use crate::config;
use crate::limits::address::Address;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::{JsonPayloadError, PathError, QueryPayloadError, UrlencodedError};
use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, ALLOW, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION};
use actix_web::middleware::Next as Rest;
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, ResponseError, web};
use askama::Template;

/// The middleware.
///
/// # Errors
/// None of its own.
pub async fn dress(
    request: ServiceRequest,
    rest: Rest<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let response = rest.call(request).await?.map_into_boxed_body();
    let Some(error) = wordless(&response) else { return Ok(response) };
    let request = response.request().clone();
    write_down(&request, error.problem().code);
    let allowed = response.headers().get(ALLOW).cloned();
    let mut dressed = answer(&request, &error).await;
    if let Some(allowed) = allowed {
        dressed.headers_mut().insert(ALLOW, allowed);
    }
    Ok(ServiceResponse::new(request, dressed))
}

/// Who was sent away is in the security log, whatever they were sent away from.
fn write_down(request: &HttpRequest, code: &str) {
    let event = match code {
        "rate_limited" => Event::RateLimited,
        "cross_site" => Event::CrossSite,
        "forbidden" => Event::Forbidden,
        _ => return,
    };
    let account = request.extensions().get::<Viewer>().and_then(|viewer| viewer.0.as_ref()).map(|who| who.account.id);
    let from = Address::extract(request).into_inner().map(|from| from.to_string()).unwrap_or_default();
    security::note_about(event, account, &from, request.path());
}

/// The error in a response that no handler wrote itself.
fn wordless(response: &ServiceResponse<BoxBody>) -> Option<Error> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    match response.response().error() {
        Some(error) => Some(error.as_error::<Error>().cloned().unwrap_or_else(|| arrival::unread(error))),
        None if empty(response.response().body()) => Some(Error::of_status(status)),
        None => None,
    }
}

fn empty(body: &BoxBody) -> bool {
    matches!(body.size(), BodySize::None | BodySize::Sized(0))
}

async fn answer(request: &HttpRequest, error: &Error) -> HttpResponse {
    let problem = error.problem();
    if !for_people(request.path(), request.headers()) {
        return error.error_response();
    }
    if problem.status == StatusCode::UNAUTHORIZED {
        return HttpResponse::SeeOther().insert_header((LOCATION, Next::of(request).sign_in())).finish();
    }
    let viewer = match problem.status {
        // The books that say who is looking are the very ones that do not open.
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::INTERNAL_SERVER_ERROR => Viewer::default(),
        _ => auth::viewer(request).await.unwrap_or_default(),
    };
    match page(request, problem, &viewer).render() {
        Ok(html) => as_page(error.error_response(), html),
        Err(failed) => Error::from(failed).error_response(),
    }
}

/// The same status and headers, with a page in place of the problem.
fn as_page(mut response: HttpResponse, html: String) -> HttpResponse {
    let head = response.headers_mut();
    head.remove(CONTENT_LENGTH);
    head.insert(CONTENT_TYPE, super::HTML);
    response.set_body(BoxBody::new(html))
}

/// Whether the answer will be read by a person: anywhere but under `/api`, unless they ask for JSON and not for HTML.
pub fn for_people(path: &str, headers: &HeaderMap) -> bool {
    let accepts = |kind: &str| {
        headers.get_all(ACCEPT).filter_map(|value| value.to_str().ok()).any(|accept| accept.contains(kind))
    };
    !path.starts_with("/api/") && (accepts("text/html") || !accepts("json"))
}

fn page(request: &HttpRequest, problem: &Problem, viewer: &Viewer) -> ErrorPage {
    let safe = request.method().is_safe();
    ErrorPage {
        layout: viewer.layout(title(problem.status)),
        status: problem.status.as_u16(),
        happened: problem.detail.clone(),
        lost: lost(problem.status, safe),
        next: next(request, problem.status, safe),
    }
}

/// What an answer of this status is called.
fn title(status: StatusCode) -> String {
    t_code!("error-title-", status.as_u16()).unwrap_or_else(|| t!("error-title-other"))
}

fn lost(status: StatusCode, safe: bool) -> String {
    match (status.is_server_error(), safe) {
        (_, true) => t!("error-nothing-lost"),
        (false, false) => t!("error-nothing-changed"),
        (true, false) => t!("error-perhaps-arrived"),
    }
}

/// What to do now.
fn next(request: &HttpRequest, status: StatusCode, safe: bool) -> (String, String) {
    match status {
        status if status.is_server_error() && safe => (t!("error-try-again"), Next::of(request).to_string()),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => (t!("error-on-offer"), "/".into()),
        _ if !safe => (t!("error-go-back"), Next::of(request).to_string()),
        _ => (t!("error-on-offer"), "/".into()),
    }
}

/// Every address that is not in the route table.
///
/// # Errors
/// Always.
pub async fn nothing_here() -> Result<HttpResponse, Error> {
    Err(Error::not_found())
}

/// What actix reads for handlers, with our limits and our words.
pub fn readers(routes: &mut web::ServiceConfig) {
    let json = web::JsonConfig::default().limit(config::LARGEST_JSON);
    let form = web::FormConfig::default().limit(config::LARGEST_FORM);
    routes
        .app_data(web::PayloadConfig::new(config::LARGEST_FORM))
        .app_data(json.error_handler(|error, _| of_json(error).into()))
        .app_data(form.error_handler(|error, _| of_form(error).into()))
        .app_data(web::PathConfig::default().error_handler(|error, _| of_path(error)))
        .app_data(web::QueryConfig::default().error_handler(|error, _| of_query(error)));
}

fn of_json(error: JsonPayloadError) -> Error {
    match error {
        JsonPayloadError::Deserialize(error) if error.is_data() => {
            Error::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", t!("error-json-misfit", why = error.to_string()))
        }
        JsonPayloadError::Deserialize(error) => Error::malformed(t!("error-json-broken", why = error.to_string())),
        JsonPayloadError::ContentType => {
            let detail = t!("error-json-type");
            Error::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
        }
        JsonPayloadError::Payload(error) => arrival::broken_off(&error),
        other => Error::of_status(other.status_code()),
    }
}

fn of_form(error: UrlencodedError) -> Error {
    match error {
        UrlencodedError::Parse(error) => Error::malformed(t!("error-form-misfit", why = error.to_string())),
        UrlencodedError::ContentType => {
            let detail = t!("error-form-type");
            Error::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
        }
        UrlencodedError::Payload(error) => arrival::broken_off(&error),
        other => Error::of_status(other.status_code()),
    }
}

/// What cannot be a name of anything names nothing.
fn of_path(_: PathError) -> actix_web::Error {
    Error::not_found().into()
}

fn of_query(error: QueryPayloadError) -> actix_web::Error {
    Error::malformed(t!("error-query-misfit", why = error.to_string())).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::WWW_AUTHENTICATE;
    use actix_web::test::TestRequest;

    #[test]
    fn people_get_pages_and_programs_get_problems() {
        for (path, accept, people) in [
            ("/auctions/1", "text/html,application/xhtml+xml,*/*;q=0.8", true),
            ("/auctions/1", "*/*", true),
            ("/auctions/1", "application/json", false),
            ("/auctions/1", "application/problem+json", false),
            ("/api/v1/auctions/1", "text/html", false),
        ] {
            let request = TestRequest::get().uri(path).insert_header((ACCEPT, accept)).to_http_request();
            assert_eq!(for_people(path, request.headers()), people, "{path} {accept}");
        }
    }

    #[actix_web::test]
    async fn whoever_must_sign_in_is_led_there_and_back_but_a_program_is_told() {
        let page = TestRequest::get().uri("/sell?draft=1").to_http_request();
        let led = answer(&page, &Error::signed_out()).await;
        assert_eq!(led.status(), 303);
        assert_eq!(led.headers().get(LOCATION).unwrap(), "/sign-in?next=/sell%3Fdraft%3D1");
        let call = TestRequest::get().uri("/api/v1/auctions").to_http_request();
        let told = answer(&call, &Error::signed_out()).await;
        assert_eq!(told.status(), 401);
        assert_eq!(told.headers().get(WWW_AUTHENTICATE).unwrap(), "Bearer");
    }

    #[test]
    fn a_write_that_may_have_arrived_is_not_called_lost() {
        assert!(lost(StatusCode::SERVICE_UNAVAILABLE, false).contains("may or may not"));
        assert_eq!(lost(StatusCode::FORBIDDEN, false), "Nothing was changed.");
        assert_eq!(lost(StatusCode::SERVICE_UNAVAILABLE, true), "Nothing was lost.");
    }
}
