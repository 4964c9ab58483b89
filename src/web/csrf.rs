//! Keeps other sites from acting through a visitor's browser. A browser says where a request comes from; where it does
//! not, the form must carry what only our own pages know.

use super::House;
use super::arrival::{self, Arriving};
use super::auth::{Credential, Token};
use super::error::Error;
use super::visitor;
use crate::config;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{self, ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{HOST, HeaderMap, ORIGIN};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data, Query};
use actix_web::{HttpMessage, HttpRequest};
use bytes::BytesMut;
use futures_util::{StreamExt, stream};
use serde::Deserialize;

/// What a request's headers say about where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// One of our own pages, or the visitor's own hand.
    Ours,
    /// Somebody else's page.
    Foreign,
    /// An old browser, or no browser.
    Unsaid,
}

/// The middleware: refuses what another site's page sends with our visitor's cookie, or to sign them in.
///
/// # Errors
/// None: a refusal is a response.
pub async fn guard(
    mut request: ServiceRequest,
    rest: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    match check(&mut request).await {
        Ok(()) => Ok(rest.call(request).await?.map_into_boxed_body()),
        Err(refusal) => Ok(request.error_response(refusal)),
    }
}

async fn check(request: &mut ServiceRequest) -> Result<(), Error> {
    if request.method().is_safe() {
        return Ok(());
    }
    let house =
        request.app_data::<Data<House>>().cloned().ok_or_else(|| Error::internal("no house in the app's data"))?;
    let credential = Credential::of(request.request(), &house.settings);
    match (credential, source(request.headers(), &house.settings)) {
        (Some(Credential::Bearer(_)), _) | (_, Source::Ours) => Ok(()),
        (_, Source::Foreign) => Err(refusal()),
        (Some(Credential::Cookie(Some(session))), Source::Unsaid) => ask_for_token(request, &session).await,
        (None | Some(Credential::Cookie(None)), Source::Unsaid) => look_at_token(request, &house.settings).await,
    }
}

/// `Sec-Fetch-Site` where the browser sends it, else `Origin`.
fn source(headers: &HeaderMap, settings: &config::Web) -> Source {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some("same-origin" | "none"), _) => Source::Ours,
        (Some(_), _) => Source::Foreign,
        (None, Some(origin)) if is_ours(origin, headers, settings) => Source::Ours,
        (None, Some(_)) => Source::Foreign,
        (None, None) => Source::Unsaid,
    }
}

/// Whether a page may open a socket here: it is ours, or it is no page but a program.
pub fn may_connect(request: &HttpRequest, settings: &config::Web) -> bool {
    match request.headers().get(ORIGIN).map(|origin| origin.to_str().unwrap_or("?")) {
        Some(origin) => is_ours(origin, request.headers(), settings),
        None => true,
    }
}

/// Whether an `Origin` is the house as it is known, or as it was addressed just now.
fn is_ours(origin: &str, headers: &HeaderMap, settings: &config::Web) -> bool {
    let known = settings.public_url.as_ref().is_some_and(|url| url.origin() == origin);
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let addressed = origin.split_once("://").is_some_and(|(_, authority)| Some(authority) == host);
    known || addressed
}

/// Whoever acts by a session shows its token.
async fn ask_for_token(request: &mut ServiceRequest, session: &Token) -> Result<(), Error> {
    match shown(request).await? {
        Some(shown) if is_of(&shown, session) => Ok(()),
        _ => Err(refusal()),
    }
}

/// Without a session there is nothing that another site could act with, and programs carry no token. But a form that has one
/// is a page's, and must be one that this browser was shown: nobody is signed in by a page made for somebody else.
async fn look_at_token(request: &mut ServiceRequest, settings: &config::Web) -> Result<(), Error> {
    let number = visitor::number(request.request(), settings);
    match (shown(request).await?, number) {
        (None, _) => Ok(()),
        (Some(shown), Some(number)) if is_of(&shown, &number) => Ok(()),
        (Some(_), _) => Err(refusal()),
    }
}

fn is_of(shown: &str, token: &Token) -> bool {
    same(shown.as_bytes(), token.csrf().as_bytes())
}

/// The token that came with a request: in a header, else in the form's hidden field.
async fn shown(request: &mut ServiceRequest) -> Result<Option<String>, Error> {
    let header = request.headers().get("x-csrf-token").and_then(|header| header.to_str().ok().map(str::to_owned));
    match header {
        Some(header) => Ok(Some(header)),
        None => in_form(request).await,
    }
}

/// The form's hidden field. The body is put back for the handler.
async fn in_form(request: &mut ServiceRequest) -> Result<Option<String>, Error> {
    #[derive(Deserialize)]
    struct Carried {
        csrf: Option<String>,
    }
    match request.content_type() {
        "application/x-www-form-urlencoded" => {}
        "multipart/form-data" => return in_first_part(request).await,
        _ => return Ok(None),
    }
    let body = request.extract::<Bytes>().await.map_err(|error| arrival::unread(&error))?;
    let text = std::str::from_utf8(&body).unwrap_or_default();
    let carried = Query::<Carried>::from_query(text).ok().and_then(|carried| carried.into_inner().csrf);
    request.set_payload(dev::Payload::from(body));
    Ok(carried.filter(|carried| !carried.is_empty()))
}

/// The hidden field of a form with files, which must be its first part: what comes after it may be hundreds of megabytes, and
/// is left for the handler to read.
async fn in_first_part(request: &mut ServiceRequest) -> Result<Option<String>, Error> {
    let (mut payload, mut head) = (request.take_payload(), BytesMut::new());
    let field = loop {
        if let Some(field) = first_part(&head) {
            break Some(field);
        }
        match payload.next().await {
            Some(Ok(chunk)) if head.len() < config::LARGEST_FIRST_PART => head.extend_from_slice(&chunk),
            Some(Err(error)) => return Err(arrival::broken_off(&error)),
            _ => break None,
        }
    };
    let read: Arriving = Box::pin(stream::iter([Ok(head.freeze())]).chain(payload));
    request.set_payload(dev::Payload::from(read));
    Ok(field)
}

/// The value of the first part of a form, if it has come whole and is called `csrf`.
fn first_part(body: &[u8]) -> Option<String> {
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).ok().map(str::to_owned);
    let find = |from: usize, what: &[u8]| Some(from + body.get(from..)?.windows(what.len()).position(|at| at == what)?);
    let boundary_ends = find(0, b"\r\n")?;
    let head_ends = find(boundary_ends, b"\r\n\r\n")?;
    let boundary = [b"\r\n", body.get(..boundary_ends)?].concat();
    let value_ends = find(head_ends + 4, &boundary)?;
    let head = text(body.get(boundary_ends..head_ends)?)?.to_ascii_lowercase();
    let named = head.split([';', '\r', '\n']).any(|attribute| attribute.trim() == "name=\"csrf\"");
    if named { text(body.get(head_ends + 4..value_ends)?) } else { None }
}

/// Compares without telling by its time how much was right.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

fn refusal() -> Error {
    let detail = t!("error-cross-site");
    Error::new(StatusCode::FORBIDDEN, "cross_site", detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn seen(headers: &[(&'static str, &'static str)], public_url: Option<&str>) -> Source {
        let request = headers.iter().fold(TestRequest::post(), |request, header| request.append_header(*header));
        let public_url = public_url.map(|url| url.parse().unwrap());
        let settings = config::Web { public_url, ..config::Web::default() };
        source(request.to_http_request().headers(), &settings)
    }

    #[test]
    fn what_the_browser_says_of_the_site_decides() {
        for (site, source) in [
            ("same-origin", Source::Ours),
            ("none", Source::Ours),
            ("same-site", Source::Foreign),
            ("cross-site", Source::Foreign),
            ("", Source::Foreign),
        ] {
            let host = ("host", "gavel.example");
            assert_eq!(seen(&[("sec-fetch-site", site), host], None), source, "{site}");
            let origin = ("origin", "https://gavel.example");
            assert_eq!(seen(&[("sec-fetch-site", site), host, origin], None), source, "{site} with our origin");
        }
    }

    #[test]
    fn else_the_origin_must_be_the_host_that_was_addressed_or_the_public_address() {
        let host = ("host", "10.0.0.7:8080");
        for (origin, public_url, source) in [
            ("http://10.0.0.7:8080", None, Source::Ours),
            ("https://gavel.example", None, Source::Foreign),
            ("https://gavel.example", Some("https://gavel.example"), Source::Ours),
            ("https://gavel.example.evil.example", Some("https://gavel.example"), Source::Foreign),
            ("http://10.0.0.7", None, Source::Foreign),
            ("null", None, Source::Foreign),
            ("", None, Source::Foreign),
        ] {
            assert_eq!(seen(&[("origin", origin), host], public_url), source, "{origin}");
        }
    }

    #[test]
    fn without_either_header_nothing_is_said() {
        assert_eq!(seen(&[("host", "gavel.example")], None), Source::Unsaid);
    }

    #[test]
    fn the_token_of_a_form_with_files_is_its_first_part_and_no_other() {
        let part = |name: &str, value: &str| {
            format!("--b0\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let form = format!("{}{}--b0--\r\n", part("csrf", "t0ken"), part("photos", "x"));
        assert_eq!(first_part(form.as_bytes()).as_deref(), Some("t0ken"));
        let other = format!("{}{}--b0--\r\n", part("photos", "x"), part("csrf", "t0ken"));
        assert_eq!(first_part(other.as_bytes()), None);
        assert_eq!(first_part(&form.as_bytes()[..60]), None, "not all of it has come");
        assert_eq!(first_part(part("xcsrf", "t0ken").as_bytes()), None);
    }

    #[test]
    fn only_equal_tokens_are_the_same() {
        assert!(same(b"abc", b"abc"));
        for other in [&b"abd"[..], b"ab", b"abcd", b""] {
            assert!(!same(b"abc", other));
        }
    }
}
