//! What somebody wants to be told, and how; and the links in mails that end those of a kind with one press (RFC 8058).

use super::auth::{SignedIn, Viewer};
use super::browse::see;
use super::error::Error;
use super::layout::{After, Layout};
use super::{House, outlive, page};
use crate::store::notices::Kind;
use crate::store::notices::wishes::{Stop, Wish};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use askama::Template;
use serde::Deserialize;
use std::borrow::Borrow;
use uuid::Uuid;

/// `GET /account/messages`.
#[derive(Template)]
#[template(path = "messages.html")]
pub struct MessagesPage {
    pub layout: Layout,
    pub wishes: Vec<Wish>,
}

/// `GET` and `POST /unsubscribe/{token}`.
#[derive(Template)]
#[template(path = "unsubscribe.html")]
pub struct UnsubscribePage {
    pub layout: Layout,
    pub token: Uuid,
    pub stop: Stop,
}

impl UnsubscribePage {
    /// What the mails are about.
    pub fn kind(&self) -> String {
        kind(self.stop.kind)
    }
}

/// A kind of message, as people choose it.
pub fn kind(kind: impl Borrow<Kind>) -> String {
    t_code!("bell-kind-", kind.borrow().word()).unwrap_or_default()
}

/// The form's boxes: `page-outbid=yes`, `mail-outbid=yes`, for whatever is ticked.
pub type Ticked = Vec<(String, String)>;

/// `GET /account/messages`.
///
/// # Errors
/// 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn, after: Query<After>) -> Result<HttpResponse, Error> {
    let words = (after.done == "saved").then(|| t!("bell-saved"));
    let layout = who.layout(t!("bell-wishes-title")).after(words.as_deref());
    page(StatusCode::OK, &MessagesPage { layout, wishes: house.store.wishes(who.account.id).await? })
}

/// `POST /account/messages`.
///
/// # Errors
/// 503 while the database is away.
pub async fn save(house: Data<House>, who: SignedIn, ticked: Form<Ticked>) -> Result<HttpResponse, Error> {
    let ticked = |box_: &str, kind: Kind| ticked.iter().any(|(name, _)| *name == format!("{box_}-{}", kind.word()));
    let wishes: Vec<Wish> = Kind::wishable()
        .map(|kind| Wish { kind, in_page: ticked("page", kind), by_mail: ticked("mail", kind) })
        .collect();
    let (house, account) = (house.clone(), who.account.id);
    outlive(async move { house.store.set_wishes(account, &wishes).await }).await?;
    Ok(see("/account/messages?done=saved"))
}

/// Whether mails of the kind are wanted again; a mail program that presses the button says neither.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Press {
    again: String,
}

/// `GET /unsubscribe/{token}`: asks, because programs that look for bad links open every one.
///
/// # Errors
/// 404 for a link that was in no letter of ours, 503 while the database is away.
pub async fn ask(house: Data<House>, viewer: Viewer, token: Path<Uuid>) -> Result<HttpResponse, Error> {
    let stop = house.store.stop_of(*token).await?.ok_or_else(Error::not_found)?;
    let layout = viewer.layout(t!("bell-stop-title"));
    page(StatusCode::OK, &UnsubscribePage { layout, token: *token, stop })
}

/// `POST /unsubscribe/{token}`: no more mails of the kind, whoever is or is not signed in; or again, with `again`.
///
/// # Errors
/// As [`ask`].
pub async fn unsubscribe(
    house: Data<House>,
    viewer: Viewer,
    token: Path<Uuid>,
    press: Form<Press>,
) -> Result<HttpResponse, Error> {
    let (store, id, by_mail) = (house.store.clone(), *token, press.again == "yes");
    if !outlive(async move { store.stop_mail(id, by_mail).await }).await? {
        return Err(Error::not_found());
    }
    ask(house, viewer, token).await
}
