//! `/metrics`: what the house says of itself, in the text that Prometheus reads. For whoever is on the machine, and for the
//! addresses that `--metrics-from` names; for everybody else there is nothing at this address.

use crate::config::office::METRICS_PATIENCE;
use crate::limits::address::Address;
use crate::live::readings::Readings;
use crate::store::health::{PoolUse, Waiting};
use crate::store::journal::gauge;
use crate::web::House;
use crate::web::error::Error;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use std::fmt::{Display, Write};
use std::time::Duration;

/// What Prometheus asks for, and says it gets.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// `GET /metrics`.
///
/// # Errors
/// 404 for whom it is not for.
pub async fn show(house: Data<House>, request: HttpRequest, from: Address) -> Result<HttpResponse, Error> {
    if !is_for(&house, &request, from) {
        return Err(Error::not_found());
    }
    let waiting = tokio::time::timeout(METRICS_PATIENCE, house.store.office_waiting()).await;
    let waiting = waiting.ok().and_then(Result::ok);
    let text = written(&house.live.readings(), &house.store.journal.readings(), house.store.pool_use(), waiting);
    Ok(HttpResponse::Ok().content_type(TEXT).body(text))
}

/// Whether whoever asks may know. What came through a proxy comes from where the proxy says; from the machine itself only
/// what came through none.
fn is_for(house: &House, request: &HttpRequest, from: Address) -> bool {
    let forwarded = request.headers().contains_key("x-forwarded-for") || request.headers().contains_key("forwarded");
    (from.is_here() && !forwarded) || house.settings.metrics_from.iter().any(|network| from.is_in(network))
}

/// One figure: its name, what it is, how it moves, and how it stands.
fn put(text: &mut String, name: &str, kind: &str, help: &str, value: impl Display) {
    // Writing to a String does not fail.
    let _ = writeln!(text, "# HELP gavel_{name} {help}\n# TYPE gavel_{name} {kind}\ngavel_{name} {value}");
}

/// Seconds to the microsecond.
fn seconds(span: Duration) -> String {
    format!("{}.{:06}", span.as_secs(), span.subsec_micros())
}

fn written(live: &Readings, journal: &gauge::Readings, pool: PoolUse, waiting: Option<Waiting>) -> String {
    let text = &mut String::new();
    put(text, "up", "gauge", "Whether the database answers.", u8::from(waiting.is_some()));
    put(text, "uptime_seconds", "gauge", "How long the house is open.", seconds(live.uptime));
    put(text, "viewers", "gauge", "Sockets, streams and long polls.", live.viewers);
    put(text, "auctions_awake", "gauge", "Auctions with an actor.", live.awake);
    put(text, "commands_undecided", "gauge", "Commands waiting for an auction.", live.undecided);
    put(text, "appends_waiting", "gauge", "Appends whose fate is not known.", journal.waiting);
    put(text, "events_total", "counter", "Events written since the house opened.", journal.events);
    put(text, "commits_total", "counter", "Statements that wrote them.", journal.commits);
    put(text, "commit_seconds_total", "counter", "How long these took.", seconds(journal.busy));
    put(text, "commit_seconds_last", "gauge", "How long the last one took.", seconds(journal.last));
    put(text, "pool_in_use", "gauge", "Database connections in use.", pool.in_use);
    put(text, "pool_idle", "gauge", "Database connections that wait.", pool.idle);
    if let Some(waiting) = waiting {
        put(text, "reports_waiting", "gauge", "Reports nobody has looked at.", waiting.reports);
        put(text, "registrations_waiting", "gauge", "Registrations to be decided.", waiting.registrations);
        put(text, "letters_failed", "gauge", "Letters that did not get out.", waiting.letters);
    }
    std::mem::take(text)
}
