//! The headers every response carries: what browsers must not do with our pages, and how long anybody may keep them.

use super::House;
use super::auth::Credential;
use crate::config;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    SET_COOKIE, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use actix_web::middleware::Next;
use actix_web::web::Data;

/// Pages need our own styles, modules, pictures and sockets, and nothing inline or from elsewhere.
const PAGE_POLICY: &str = "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                           connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A picture opened by itself is a document: it may style itself and do nothing else.
pub const PICTURE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// What every response says unless it says otherwise itself.
const EVERYWHERE: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, PAGE_POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    // Our own forms need to know where they came from; nobody else does.
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
];

/// The middleware.
///
/// # Errors
/// None of its own.
pub async fn add<B: MessageBody>(
    request: ServiceRequest,
    rest: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let settings = request.app_data::<Data<House>>().map(|house| house.settings.clone()).unwrap_or_default();
    let known = Credential::of(request.request(), &settings).is_some();
    let mut response = rest.call(request).await?;
    fill(response.headers_mut(), &settings, known);
    Ok(response)
}

fn fill(headers: &mut HeaderMap, settings: &config::Web, known: bool) {
    for (name, value) in EVERYWHERE {
        say(headers, name, HeaderValue::from_static(value));
    }
    say(headers, CACHE_CONTROL, HeaderValue::from_static(kept(headers, known)));
    if settings.is_secure()
        && let Ok(value) = HeaderValue::try_from(format!("max-age={}; includeSubDomains", config::HSTS_MAX_AGE_S))
    {
        say(headers, STRICT_TRANSPORT_SECURITY, value);
    }
}

/// What one person sees stays out of every cache, and a page, whose forms are of one browser, out of those that several share;
/// the rest is asked for again.
fn kept(headers: &HeaderMap, known: bool) -> &'static str {
    let page = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    match known || headers.contains_key(SET_COOKIE) {
        true => "no-store",
        false if page => "private, no-cache",
        false => "no-cache",
    }
}

fn say(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    if !headers.contains_key(&name) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(given: &[(HeaderName, &'static str)], settings: &config::Web, known: bool) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in given {
            headers.insert(name.clone(), HeaderValue::from_static(value));
        }
        fill(&mut headers, settings, known);
        headers
    }

    #[test]
    fn a_page_runs_nothing_inline_and_is_framed_by_nobody() {
        let headers = filled(&[], &config::Web::default(), false);
        let policy = headers.get(CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok()).unwrap();
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'), "{policy}");
    }

    #[test]
    fn what_a_response_says_of_itself_stands() {
        let headers = filled(&[(CACHE_CONTROL, "public, max-age=60")], &config::Web::default(), true);
        assert_eq!(headers.get_all(CACHE_CONTROL).collect::<Vec<_>>(), ["public, max-age=60"]);
    }

    #[test]
    fn what_one_person_sees_is_kept_by_no_cache() {
        let plain = config::Web::default();
        assert_eq!(filled(&[], &plain, true).get(CACHE_CONTROL).unwrap(), "no-store");
        assert_eq!(filled(&[(SET_COOKIE, "gavel=1")], &plain, false).get(CACHE_CONTROL).unwrap(), "no-store");
        let page = [(CONTENT_TYPE, "text/html; charset=utf-8")];
        assert_eq!(filled(&page, &plain, false).get(CACHE_CONTROL).unwrap(), "private, no-cache");
        assert_eq!(filled(&[], &plain, false).get(CACHE_CONTROL).unwrap(), "no-cache");
    }

    #[test]
    fn only_a_house_on_https_promises_to_stay_there() {
        let secure = config::Web { public_url: "https://gavel.example".parse().ok(), ..config::Web::default() };
        assert!(filled(&[], &secure, false).contains_key(STRICT_TRANSPORT_SECURITY));
        assert!(!filled(&[], &config::Web::default(), false).contains_key(STRICT_TRANSPORT_SECURITY));
    }
}
