//! How the machine is: what waits, how fast it is written, who is here, what PostgreSQL says. Figures for people; programs
//! read [`metrics`](super::metrics).

use super::nav::Nav;
use crate::live::readings::Readings;
use crate::store::health::{PoolUse, Postgres};
use crate::store::journal::gauge;
use crate::store::notices::outbox::Counts;
use crate::web::auth::Admin;
use crate::web::error::Error;
use crate::web::layout::Layout;
use crate::web::{House, page, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;
use std::time::Duration;

/// `GET /admin/health`.
#[derive(Template)]
#[template(path = "house_health.html")]
pub struct HealthPage {
    pub layout: Layout,
    pub nav: Nav,
    pub groups: Vec<Group>,
}

/// Figures that belong together.
pub struct Group {
    pub title: String,
    pub figures: Vec<Figure>,
}

/// One figure.
pub struct Figure {
    pub name: String,
    pub value: String,
    /// Whether somebody ought to look at it.
    pub is_bad: bool,
}

fn figure(name: String, value: impl ToString) -> Figure {
    Figure { name, value: value.to_string(), is_bad: false }
}

/// `GET /admin/health`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away: then `/metrics` still tells the rest.
pub async fn show(house: Data<House>, admin: Admin) -> Result<HttpResponse, Error> {
    let postgres = house.store.postgres_health().await?;
    let (live, journal) = (house.live.readings(), house.store.journal.readings());
    let groups = vec![
        people(&live),
        journal_figures(&journal, &live),
        database(&postgres, house.store.pool_use()),
        mail(&house.store.outbox_counts(live.now).await?),
        process(&live, &postgres),
    ];
    let (layout, nav) = (admin.0.layout(t!("house-health")), Nav::at(&house, "/admin/health").await?);
    page(StatusCode::OK, &HealthPage { layout, nav, groups })
}

fn people(live: &Readings) -> Group {
    Group {
        title: t!("house-health-people"),
        figures: vec![
            figure(t!("house-health-viewers"), live.viewers),
            figure(t!("house-health-readers"), live.readers),
            figure(t!("house-health-watching"), live.watching),
            figure(t!("house-health-awake"), live.awake),
        ],
    }
}

fn journal_figures(journal: &gauge::Readings, live: &Readings) -> Group {
    let mean = journal.busy.checked_div(u32::try_from(journal.commits).unwrap_or(u32::MAX)).unwrap_or_default();
    Group {
        title: t!("house-health-journal"),
        figures: vec![
            figure(t!("house-health-inboxes"), live.undecided),
            figure(t!("house-health-appends"), journal.waiting),
            figure(t!("house-health-events"), journal.events),
            figure(t!("house-health-rate"), per_second(journal.events, live.uptime)),
            figure(t!("house-health-commit-last"), millis(journal.last)),
            figure(t!("house-health-commit-mean"), millis(mean)),
        ],
    }
}

fn database(postgres: &Postgres, pool: PoolUse) -> Group {
    let off = |value: &str| value == "off";
    let settings = postgres.durability.iter().map(|(name, value)| Figure {
        name: name.clone(),
        value: value.clone(),
        is_bad: off(value),
    });
    let mut figures = vec![
        figure(t!("house-health-version"), &postgres.version),
        figure(t!("house-health-size"), format!("{} MiB", postgres.bytes / (1024 * 1024))),
        Figure {
            is_bad: pool.in_use >= pool.most,
            ..figure(t!("house-health-pool"), format!("{} / {} / {}", pool.in_use, pool.idle, pool.most))
        },
    ];
    figures.extend(settings);
    Group { title: t!("house-health-database"), figures }
}

fn mail(counts: &Counts) -> Group {
    let late = counts.late_since.map_or_else(|| "–".to_owned(), when::exact);
    Group {
        title: t!("house-mail"),
        figures: vec![
            figure(t!("house-mail-due"), counts.due),
            Figure { is_bad: counts.failed > 0, ..figure(t!("house-mail-failed"), counts.failed) },
            figure(t!("house-health-late"), late),
        ],
    }
}

fn process(live: &Readings, postgres: &Postgres) -> Group {
    let instant = |at: Option<_>| at.map_or_else(|| "–".to_owned(), |at: crate::domain::Timestamp| when::exact(at));
    let late = postgres.heartbeat.is_some_and(|at| live.now - at > crate::config::PULSE_GAP);
    Group {
        title: t!("house-health-process"),
        figures: vec![
            figure(t!("house-health-release"), env!("CARGO_PKG_VERSION")),
            figure(t!("house-health-uptime"), when::left(chrono::TimeDelta::from_std(live.uptime).unwrap_or_default())),
            figure(t!("house-health-clock"), when::exact(live.now)),
            Figure { is_bad: late, ..figure(t!("house-health-heartbeat"), instant(postgres.heartbeat)) },
            figure(t!("house-health-outage"), instant(postgres.last_outage)),
        ],
    }
}

/// Milliseconds with a tenth, as nobody needs it finer.
fn millis(span: Duration) -> String {
    let tenths = span.as_micros() / 100;
    format!("{}.{} ms", tenths / 10, tenths % 10)
}

/// Events in a second, over the whole time the house is open.
fn per_second(events: u64, uptime: Duration) -> String {
    let hundredths = u128::from(events) * 100_000 / uptime.as_millis().max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_as_fine_as_anybody_needs_them() {
        assert_eq!(millis(Duration::from_micros(12_345)), "12.3 ms");
        assert_eq!(per_second(150, Duration::from_secs(60)), "2.50");
        assert_eq!(per_second(1, Duration::ZERO), "1000.00");
    }
}
