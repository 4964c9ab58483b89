//! The bell: everything somebody was told, the latest first, and that they have read it. The same for pages and programs.

use super::auth::SignedIn;
use super::browse::see;
use super::error::Error;
use super::layout::Layout;
use super::{House, outlive, page, when};
use crate::config::mail as limits;
use crate::domain::Timestamp;
use crate::mail::words::words;
use crate::store::notices::Notice;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Json, Query};
use askama::Template;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// `GET /notices`.
#[derive(Template)]
#[template(path = "notices.html")]
pub struct NoticesPage {
    pub layout: Layout,
    pub lines: Vec<Line>,
    /// Where the next page begins, if there is one.
    pub before: Option<Uuid>,
    /// The latest, if any of those shown is not read: up to it, everything can be marked so.
    pub unread: Option<Uuid>,
}

/// One notice, in words.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub id: Uuid,
    pub kind: &'static str,
    pub text: String,
    /// The page it leads to.
    pub href: String,
    pub at: Timestamp,
    pub read: bool,
}

/// Where a page of notices begins.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: Option<Uuid>,
    limit: Option<i64>,
}

/// What was read.
#[derive(Deserialize)]
pub struct Read {
    /// This notice, and everything before it.
    upto: Uuid,
}

fn line(notice: &Notice) -> Line {
    let words = words(notice.kind, notice.auction.as_ref(), &notice.facts, None);
    let (id, at, read) = (notice.id, notice.at, notice.is_read);
    Line { id, kind: notice.kind.word(), text: words.headline, href: words.path, at, read }
}

/// A page of what somebody was told, and where the next begins.
async fn lines(house: &House, who: &SignedIn, asked: &Asked) -> Result<(Vec<Line>, Option<Uuid>), Error> {
    let most = asked.limit.unwrap_or(limits::NOTICES_PAGE).clamp(1, limits::NOTICES_PAGE);
    let mut notices = house.store.notices(who.account.id, asked.before, most + 1).await?;
    let more = notices.len() > usize::try_from(most).unwrap_or_default();
    if more {
        notices.pop();
    }
    let before = notices.last().filter(|_| more).map(|last| last.id);
    Ok((notices.iter().map(line).collect(), before))
}

/// `GET /notices`.
///
/// # Errors
/// 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn, asked: Query<Asked>) -> Result<HttpResponse, Error> {
    let (lines, before) = lines(&house, &who, &asked).await?;
    let unread = lines.first().filter(|_| lines.iter().any(|line| !line.read)).map(|line| line.id);
    page(StatusCode::OK, &NoticesPage { layout: who.layout(t!("bell-title")), lines, before, unread })
}

/// `POST /notices/read`.
///
/// # Errors
/// 503 while the database is away.
pub async fn read(house: Data<House>, who: SignedIn, what: Form<Read>) -> Result<HttpResponse, Error> {
    mark(&house, &who, what.upto).await?;
    Ok(see("/notices"))
}

async fn mark(house: &Data<House>, who: &SignedIn, upto: Uuid) -> Result<(), Error> {
    let (house, account) = (house.clone(), who.account.id);
    outlive(async move { house.store.read_notices(account, upto).await }).await
}

/// `GET /api/v1/notices`.
///
/// # Errors
/// 401 `signed_out`, 503 while the database is away.
pub async fn list(house: Data<House>, who: SignedIn, asked: Query<Asked>) -> Result<HttpResponse, Error> {
    #[derive(Serialize)]
    struct Page {
        unread: i64,
        notices: Vec<Line>,
        next: Option<Uuid>,
    }
    let unread = house.store.foyer(who.account.id).await?.unread;
    let (notices, next) = lines(&house, &who, &asked).await?;
    Ok(HttpResponse::Ok().json(Page { unread, notices, next }))
}

/// `POST /api/v1/notices/read`.
///
/// # Errors
/// 401 `signed_out`, 503 while the database is away.
pub async fn read_by_program(house: Data<House>, who: SignedIn, what: Json<Read>) -> Result<HttpResponse, Error> {
    mark(&house, &who, what.upto).await?;
    Ok(HttpResponse::NoContent().finish())
}
