//! The audit: what the house's people did, whichever book tells of it. Read, never written here.

use super::nav::Nav;
use super::{cursor, cut, onward};
use crate::config::office::PAGE;
use crate::domain::AccountId;
use crate::store::audit::{Deed, DeedFilter};
use crate::web::auth::Admin;
use crate::web::error::Error;
use crate::web::layout::Layout;
use crate::web::{House, page, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// `GET /admin/audit`.
#[derive(Template)]
#[template(path = "house_audit.html")]
pub struct AuditPage {
    pub layout: Layout,
    pub nav: Nav,
    pub asked: Asked,
    /// The latest first.
    pub deeds: Vec<Deed>,
    /// The address of the next page, if there is one.
    pub next: Option<String>,
}

/// What is looked for, as the page's address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Whose deeds: an account.
    pub by: String,
    /// What kind of thing it was done to; empty for all.
    pub kind: String,
    after: String,
}

/// The kinds of things that something is done to.
const KINDS: [&str; 9] =
    ["auction", "person", "registration", "report", "room", "invoice", "tariff", "category", "notice"];

impl AuditPage {
    /// What the list can be narrowed to: the word in the address, what it is called, and whether it is.
    pub fn kinds(&self) -> Vec<(&'static str, String, bool)> {
        let name = |kind| t_code!("audit-kind-", kind).unwrap_or_default();
        KINDS.into_iter().map(|kind| (kind, name(kind), kind == self.asked.kind)).collect()
    }
}

impl Deed {
    /// What was done, in words.
    pub fn act_text(&self) -> String {
        t_code!("audit-act-", self.act).unwrap_or_else(|| self.act.clone())
    }

    /// What it was done to, in words: its name, or what kind of thing it is.
    pub fn on_text(&self) -> String {
        let kind = t_code!("audit-kind-", self.on_kind).unwrap_or_else(|| self.on_kind.clone());
        match &self.on_name {
            Some(name) => t!("audit-on", kind = kind, name = name),
            None => kind,
        }
    }

    /// Where that is to be seen, if anywhere.
    pub fn on_path(&self) -> Option<String> {
        if self.on_kind == "category" {
            return Some("/admin/categories".into());
        }
        let id = self.on_id?;
        Some(match self.on_kind.as_str() {
            "auction" => format!("/auctions/{id}"),
            "room" => format!("/auctions/{id}#room"),
            "person" => format!("/admin/people/{id}"),
            "invoice" => format!("/invoices/{id}"),
            "registration" => "/admin/registrations".into(),
            "report" => "/admin/reports".into(),
            "tariff" => "/admin/tariffs".into(),
            _ => return None,
        })
    }
}

/// `GET /admin/audit`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn table(house: Data<House>, admin: Admin, asked: Query<Asked>) -> Result<HttpResponse, Error> {
    let asked = asked.into_inner();
    let filter = DeedFilter {
        by: Uuid::parse_str(asked.by.trim()).ok().map(AccountId),
        on: None,
        on_kind: KINDS.contains(&asked.kind.as_str()).then(|| asked.kind.clone()),
        after: cursor::read(&asked.after),
        limit: PAGE + 1,
    };
    let (deeds, more) = cut(house.store.deeds(&filter).await?);
    let after = deeds.last().filter(|_| more).map(|last| cursor::write(last.at, &last.id));
    let next = onward("/admin/audit", &[("kind", &asked.kind), ("by", &asked.by)], after);
    let (layout, nav) = (admin.0.layout(t!("house-audit")), Nav::at(&house, "/admin/audit").await?);
    page(StatusCode::OK, &AuditPage { layout, nav, asked, deeds, next })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::office::samples;
    use crate::web::samples::render;

    #[test]
    fn a_deed_is_told_with_who_what_why_and_from_where() {
        let html = render("house-audit", &samples::audit());
        for text in
            ["Ingrid", "Set the limit EUR 100000", "Person: Ann", "She asked &#60;us&#62;.", "192.0.2.1", "Halted"]
        {
            assert!(html.contains(text), "{text} is missing in {html}");
        }
    }

    #[test]
    fn every_act_and_every_kind_of_thing_has_words() {
        let acts =
            ["ban", "unban", "role", "limit", "link", "unlink", "approve", "refuse", "deposit", "hidden", "halted"]
                .into_iter()
                .chain([
                    "resumed",
                    "cancelled",
                    "voided",
                    "closed",
                    "report_acted",
                    "report_dismissed",
                    "tariff_written",
                ])
                .chain(["tariff_retired", "tariff_offered", "invoice_paid", "invoice_cancelled", "invoice_lifted"])
                .chain(["invoice_handed_over", "invoice_reported"]);
        for act in acts {
            assert!(t_code!("audit-act-", act).is_some(), "{act}");
        }
        assert!(KINDS.into_iter().all(|kind| t_code!("audit-kind-", kind).is_some()));
    }
}
