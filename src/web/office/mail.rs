//! Outgoing mail: what waits, what failed and why, and trying again. What stands in a letter is not shown.

use super::nav::Nav;
use super::{is_a_mistake, mistake, reason};
use crate::store::notices::outbox::{Counts, Fate, Outgoing};
use crate::web::auth::Admin;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::{After, Layout};
use crate::web::{House, outlive, page, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// `GET /admin/mail`.
#[derive(Template)]
#[template(path = "house_mail.html")]
pub struct MailPage {
    pub layout: Layout,
    pub nav: Nav,
    /// The word of the fate that is shown; empty for every fate.
    pub fate: String,
    pub counts: Counts,
    /// The latest first.
    pub letters: Vec<Outgoing>,
}

/// Which letters are looked for, as the page's address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    fate: String,
}

impl MailPage {
    /// What the list can be narrowed to: the word in the address, what it is called, and whether it is.
    pub fn fates(&self) -> Vec<(&'static str, String, bool)> {
        let name = |fate: &Fate| t_code!("house-mail-", fate.word()).unwrap_or_default();
        Fate::ALL.iter().map(|fate| (fate.word(), name(fate), fate.word() == self.fate)).collect()
    }
}

impl Outgoing {
    /// What it is about, in words.
    pub fn kind_text(&self) -> String {
        t_code!("bell-kind-", self.kind.word()).unwrap_or_else(|| t!("house-mail-security"))
    }

    /// What became of it, in words.
    pub fn fate_text(&self) -> String {
        t_code!("house-mail-", self.fate.word()).unwrap_or_default()
    }

    /// Whether it can be tried again.
    pub fn can_try(&self) -> bool {
        matches!(self.fate, Fate::Due | Fate::Failed)
    }

    /// Whether it did not get out.
    pub fn has_failed(&self) -> bool {
        self.fate == Fate::Failed
    }
}

/// `GET /admin/mail`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn table(
    house: Data<House>,
    admin: Admin,
    asked: Query<Asked>,
    after: Query<After>,
) -> Result<HttpResponse, Error> {
    let mut shown = letters(&house, &admin, asked.into_inner()).await?;
    shown.layout = shown.layout.after(t_code!("house-done-", after.done).as_deref());
    page(StatusCode::OK, &shown)
}

async fn letters(house: &House, admin: &Admin, asked: Asked) -> Result<MailPage, Error> {
    Ok(MailPage {
        layout: admin.0.layout(t!("house-mail")),
        nav: Nav::at(house, "/admin/mail").await?,
        counts: house.store.outbox_counts(house.live.now()).await?,
        letters: house.store.outgoing(Fate::from_word(&asked.fate)).await?,
        fate: asked.fate,
    })
}

/// Why something is done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    reason: String,
}

/// `POST /admin/mail/{id}/again`: tries a letter once more.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away. A refusal brings the page back.
pub async fn again(
    house: Data<House>,
    admin: Admin,
    id: Path<Uuid>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    match try_again(&house, &admin, *id, &typed.reason).await {
        Ok(()) => Ok(see("/admin/mail?done=again")),
        Err(error) if is_a_mistake(&error) => {
            let mut shown = letters(&house, &admin, Asked::default()).await?;
            shown.layout = shown.layout.warning(error.problem().detail.clone());
            page(error.problem().status, &shown)
        }
        Err(error) => Err(error),
    }
}

async fn try_again(house: &Data<House>, admin: &Admin, id: Uuid, why: &str) -> Result<(), Error> {
    let (house, by, why) = (house.clone(), admin.officer(), reason(why)?);
    let now = house.live.now();
    let done = outlive(async move { house.store.send_again(id, now, &by, &why).await }).await?;
    if done { Ok(()) } else { Err(mistake(t!("house-mail-not-again"))) }
}

#[cfg(test)]
mod tests {
    use crate::web::office::samples;
    use crate::web::samples::render;

    #[test]
    fn a_letter_that_failed_says_why_and_can_be_tried_again() {
        let html = render("house-mail", &samples::mail());
        for text in ["ann@example.org", "550 no such box", "/again\"", "▲ Failed", "name=\"reason\" required"] {
            assert!(html.contains(text), "{text} is missing in {html}");
        }
    }
}
