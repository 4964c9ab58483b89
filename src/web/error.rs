//! Every "no" as HTTP: `application/problem+json` (RFC 9457) for programs, a page for people. What went wrong inside is
//! logged here and never shown.

use crate::config;
use crate::limits::places::Full;
use crate::store;
use crate::store::bans::Banned;
use crate::web::fault::Fault;
use crate::web::{password, when};
use actix_web::http::StatusCode;
use actix_web::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use serde_json::{Map, Value, json};
use std::fmt;
use std::time::Duration;

/// What a handler answers instead of what was asked for.
#[derive(Clone, Debug)]
pub struct Error(Box<Problem>);

/// The parts of the answer.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    /// For programs; see docs/PROTOCOL.md.
    pub code: &'static str,
    /// What happened, for a person, and what to do.
    pub detail: String,
    /// What is wrong with what was sent, field by field.
    pub faults: Vec<Fault>,
    /// Members beyond the standard ones, like `minimum`.
    pub more: Map<String, Value>,
    /// After how many seconds to try again.
    pub retry_after_s: Option<u64>,
}

impl Error {
    /// An answer with this status, this code for programs and this sentence for people.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Error {
        let retry_after_s = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(config::RETRY_AFTER_S.into());
        let (detail, faults, more) = (detail.into(), Vec::new(), Map::new());
        Error(Box::new(Problem { status, code, detail, faults, more, retry_after_s }))
    }

    /// The same, with one more member for programs.
    pub fn with(mut self, member: &str, value: impl Into<Value>) -> Error {
        self.0.more.insert(member.into(), value.into());
        self
    }

    /// There is nothing at this address.
    pub fn not_found() -> Error {
        Error::new(StatusCode::NOT_FOUND, "not_found", t!("error-not-found"))
    }

    /// Needs somebody who is signed in. People are led to the way in.
    pub fn signed_out() -> Error {
        Error::new(StatusCode::UNAUTHORIZED, "signed_out", t!("error-signed-out"))
    }

    /// Signed in, but this is not theirs to see or do.
    pub fn forbidden() -> Error {
        Error::new(StatusCode::FORBIDDEN, "forbidden", t!("error-forbidden"))
    }

    /// Not to be made sense of.
    pub fn malformed(detail: impl Into<String>) -> Error {
        Error::new(StatusCode::BAD_REQUEST, "malformed", detail)
    }

    /// Makes sense, but some fields need changing.
    pub fn invalid(faults: Vec<Fault>) -> Error {
        let detail = faults.first().map_or_else(|| t!("error-invalid"), |fault| fault.message.clone());
        let mut error = Error::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail);
        error.0.faults = faults;
        error
    }

    /// More than the house takes in one piece.
    pub fn too_large() -> Error {
        Error::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", t!("error-too-large"))
    }

    /// Not now, but soon.
    pub fn unavailable() -> Error {
        let detail = t!("error-unavailable");
        Error::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
    }

    /// Too much is going on for this just now.
    pub fn overloaded(detail: impl Into<String>) -> Error {
        Error::new(StatusCode::SERVICE_UNAVAILABLE, "overloaded", detail)
    }

    /// Too often by the same hand; after `wait` it would be done.
    pub fn rate_limited(wait: Duration, detail: impl Into<String>) -> Error {
        let mut error = Error::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", detail);
        error.0.retry_after_s = Some(retry_after_s(wait));
        error
    }

    /// Our own fault. `what` goes to the log and nowhere else.
    pub fn internal(what: impl fmt::Display) -> Error {
        tracing::error!(error = %what, "a request failed inside");
        let detail = t!("error-internal");
        Error::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
    }

    /// What is answered for a status that came without words.
    pub fn of_status(status: StatusCode) -> Error {
        match status {
            StatusCode::NOT_FOUND => Error::not_found(),
            StatusCode::PAYLOAD_TOO_LARGE => Error::too_large(),
            StatusCode::SERVICE_UNAVAILABLE => Error::unavailable(),
            StatusCode::METHOD_NOT_ALLOWED => Error::new(status, "method_not_allowed", t!("error-method")),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::new(status, "unsupported_media_type", t!("error-media-type")),
            StatusCode::REQUEST_TIMEOUT => Error::new(status, "timeout", t!("error-timeout")),
            status if status.is_client_error() => Error::new(status, "malformed", t!("error-malformed")),
            _ => Error::internal(format_args!("an answer of {status} without words")),
        }
    }

    /// The parts of the answer.
    pub fn problem(&self) -> &Problem {
        &self.0
    }
}

impl Problem {
    /// The body, as RFC 9457 has it. The members a caller added do not replace the standard ones.
    pub fn body(&self) -> Value {
        let mut body = self.more.clone();
        body.insert("type".into(), "about:blank".into());
        body.insert("title".into(), self.status.canonical_reason().unwrap_or("Error").into());
        body.insert("status".into(), self.status.as_u16().into());
        body.insert("code".into(), self.code.into());
        body.insert("detail".into(), self.detail.clone().into());
        if !self.faults.is_empty() {
            let told = |fault: &Fault| json!({ "field": fault.field, "message": fault.message });
            body.insert("errors".into(), self.faults.iter().map(told).collect());
        }
        Value::Object(body)
    }
}

/// Why somebody is not let in, for themselves.
fn banned_out(banned: &Banned) -> Error {
    let detail = match banned.until {
        Some(until) => t!("house-banned-out-until", until = when::short(until), reason = banned.reason),
        None => t!("house-banned-out", reason = banned.reason),
    };
    Error::new(StatusCode::FORBIDDEN, "banned", detail)
}

/// A pause as `Retry-After` has it: in whole seconds, and never too short.
pub fn retry_after_s(wait: Duration) -> u64 {
    wait.as_millis().div_ceil(1_000).try_into().unwrap_or(u64::MAX).max(1)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.detail)
    }
}

impl std::error::Error for Error {}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        self.0.status
    }

    /// For programs. People get a page instead: see [`problems`](super::problems).
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.0.status);
        if self.0.status == StatusCode::UNAUTHORIZED {
            response.insert_header((WWW_AUTHENTICATE, "Bearer"));
        }
        if let Some(seconds) = self.0.retry_after_s {
            response.insert_header((RETRY_AFTER, seconds));
        }
        response.content_type("application/problem+json").body(self.0.body().to_string())
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Error {
        match error {
            store::Error::EmailTaken => {
                let detail = t!("error-email-taken");
                Error::new(StatusCode::CONFLICT, "email_taken", detail)
            }
            store::Error::Banned(banned) => banned_out(&banned),
            store::Error::Closed => Error::signed_out(),
            store::Error::UnknownCategory => Error::invalid(vec![Fault::new("category", t!("faults-category"))]),
            error if error.is_temporary() => {
                tracing::warn!(%error, "a request found no database");
                Error::unavailable()
            }
            error => Error::internal(error),
        }
    }
}

impl From<password::Error> for Error {
    fn from(error: password::Error) -> Error {
        match error {
            password::Error::Overloaded => Error::overloaded(t!("error-crowded-door")),
            error => Error::internal(error),
        }
    }
}

impl From<Full> for Error {
    fn from(full: Full) -> Error {
        match full {
            Full::Address | Full::Account => Error::rate_limited(config::limits::ROOM_PAUSE, full.message()),
            Full::House => Error::overloaded(full.message()),
        }
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Error {
        Error::internal(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_its_code_and_every_field_at_fault() {
        let faults = vec![Fault::new("email", "Write an address."), Fault::new("name", "Write a name.")];
        let body = Error::invalid(faults).with("minimum", 12_600).with("code", "mine").problem().body();
        assert_eq!(body["status"], 422);
        assert_eq!(body["code"], "invalid");
        assert_eq!(body["detail"], "Write an address.");
        assert_eq!(body["minimum"], 12_600);
        assert_eq!(body["errors"][1], json!({ "field": "name", "message": "Write a name." }));
    }

    #[test]
    fn what_broke_inside_is_not_shown() {
        let error = Error::from(store::Error::Sql(sqlx::Error::ColumnNotFound("password_hash".into())));
        let response = error.error_response();
        assert_eq!(response.status(), 500);
        assert!(!error.problem().body().to_string().contains("password_hash"));
    }

    #[test]
    fn a_database_that_is_away_is_worth_another_try() {
        let response = Error::from(store::Error::Unavailable(sqlx::Error::PoolTimedOut)).error_response();
        assert_eq!(response.status(), 503);
        assert!(response.headers().contains_key(RETRY_AFTER));
    }
}
