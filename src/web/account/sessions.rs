//! Where somebody is signed in: see it, and end it there, one by one or everywhere else. Its sockets end with it.

use super::device;
use crate::store::accounts::SessionId;
use crate::store::sessions::{OpenSession, Origin};
use crate::web::auth::SignedIn;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::{After, Layout};
use crate::web::security::{self, Event};
use crate::web::{House, outlive, page, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use uuid::Uuid;

/// `GET /account/sessions`.
#[derive(Template)]
#[template(path = "account_sessions.html")]
pub struct SessionsPage {
    pub layout: Layout,
    /// The one used last first.
    pub sessions: Vec<OpenSession>,
    /// The one that asks.
    pub this: SessionId,
}

impl SessionsPage {
    /// `Firefox on Linux`.
    pub fn device(&self, session: &OpenSession) -> String {
        device::words(&session.origin.agent)
    }

    /// Whether it is the one that asks.
    pub fn is_this(&self, session: &OpenSession) -> bool {
        session.id == self.this
    }
}

/// `GET /account/sessions`.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn, after: Query<After>) -> Result<HttpResponse, Error> {
    let done = (after.done == "end").then(|| t!("account-session-ended"));
    let layout = who.layout(t!("account-sessions")).after(done.as_deref());
    let sessions = house.store.sessions_of(who.account.id).await?;
    page(StatusCode::OK, &SessionsPage { layout, sessions, this: who.session_id })
}

/// `POST /account/sessions/{id}/end`. One that has ended already is none of anybody's business.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn end(house: Data<House>, who: SignedIn, from: Origin, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let (account, session) = (who.account.id, SessionId(*id));
    outlive(async move {
        if house.store.end_session(account, session).await? {
            house.session_ended(session);
            security::note(Event::SessionsEnded, Some(account), &from.address);
        }
        Ok::<_, Error>(())
    })
    .await?;
    Ok(see("/account/sessions?done=end"))
}

/// `POST /account/sessions/end-others`.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn end_others(house: Data<House>, who: SignedIn, from: Origin) -> Result<HttpResponse, Error> {
    let (account, this) = (who.account.id, who.session_id);
    outlive(async move {
        house.sessions_ended(house.store.end_other_sessions(account, this).await?);
        security::note(Event::SessionsEnded, Some(account), &from.address);
        Ok::<_, Error>(())
    })
    .await?;
    Ok(see("/account/sessions?done=end"))
}
