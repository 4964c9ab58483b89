//! What people tell the house: the form on which they do, and the queue in which it is looked at. Whoever decides says why;
//! a message can be hidden in the same press.

use super::nav::Nav;
use super::{is_a_mistake, mistake, own_affair, reason};
use crate::config::office::{LISTED_HIDDEN, LISTED_REPORTS};
use crate::domain::{AccountId, AuctionId, Seq};
use crate::store::reports::{About, Report, ReportId, ReportState};
use crate::store::rooms::{HiddenMessage, Line, What};
use crate::web::auth::{Admin, SignedIn};
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::{After, Layout};
use crate::web::{House, fill, outlive, page, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// `GET /auctions/{id}/report`: something is wrong with this lot, with its seller, or with what was said.
#[derive(Template)]
#[template(path = "report.html")]
pub struct ReportPage {
    pub layout: Layout,
    pub auction: AuctionId,
    pub title: String,
    pub seller: String,
    /// What was said lately: its number, whose it is, and the text.
    pub messages: Vec<(Seq, String, String)>,
    /// The message that is chosen, where one is.
    pub chosen: Option<Seq>,
    /// What was typed before.
    pub typed: String,
    /// It is told: there is nothing more to do.
    pub done: bool,
}

/// `GET /admin/reports`.
#[derive(Template)]
#[template(path = "house_reports.html")]
pub struct QueuePage {
    pub layout: Layout,
    pub nav: Nav,
    /// Oldest first.
    pub open: Vec<Report>,
    /// Decided last first.
    pub decided: Vec<Report>,
    /// What is hidden in rooms now, the latest to be first.
    pub hidden: Vec<HiddenMessage>,
}

impl HiddenMessage {
    /// Tells it from the others on the page.
    pub fn key(&self) -> String {
        format!("{}-{}", self.auction, self.seq)
    }
}

impl Report {
    /// What it is about, in words.
    pub fn about_text(&self) -> String {
        match self.about {
            About::Lot => t!("house-report-lot"),
            About::Message(_) => t!("house-report-message", name = self.about_name),
            About::Person(_) => t!("house-report-person", name = self.about_name),
        }
    }

    /// Where that is to be seen.
    pub fn about_path(&self) -> String {
        match self.about {
            About::Lot => format!("/auctions/{}", self.auction),
            About::Message(seq) => format!("/auctions/{}#m{seq}", self.auction),
            About::Person(account) => format!("/admin/people/{account}"),
        }
    }

    /// Whether there is a message that could be hidden.
    pub fn can_hide(&self) -> bool {
        matches!(self.about, About::Message(_)) && !self.is_hidden
    }

    /// What became of it, in words.
    pub fn state_text(&self) -> String {
        t_code!("house-report-", self.state.word()).unwrap_or_default()
    }
}

/// Which message the form begins with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    m: Option<Seq>,
    done: String,
}

/// `GET /auctions/{id}/report`.
///
/// # Errors
/// 401 for who is not signed in, 404 for what is not there, 503 while the database is away.
pub async fn form(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Error> {
    let mut shown = blank(&house, &who, AuctionId(*id)).await?;
    (shown.chosen, shown.done) = (asked.m, asked.done == "report");
    page(StatusCode::OK, &shown)
}

async fn blank(house: &House, who: &SignedIn, id: AuctionId) -> Result<ReportPage, Error> {
    let listing = house.store.listing(id).await?.filter(|listing| listing.status().is_some());
    let listing = listing.ok_or_else(Error::not_found)?;
    let said = house.live.overhear(id, Some(who.person()), None).await.map_err(fill::unreachable)?;
    let messages = said.messages.iter().filter_map(|line| of_others(line, who.account.id)).collect();
    Ok(ReportPage {
        layout: who.layout(t!("house-report-title")),
        auction: id,
        title: listing.title,
        seller: listing.seller_name,
        messages,
        chosen: None,
        typed: String::new(),
        done: false,
    })
}

/// A message that somebody else can be told about: not their own, and not hidden already.
fn of_others(line: &Line, reader: AccountId) -> Option<(Seq, String, String)> {
    match &line.what {
        What::Message(message) if message.hidden.is_none() && line.author_id != reader => {
            Some((line.seq, line.author.to_string(), message.text.to_string()))
        }
        _ => None,
    }
}

/// What is reported, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Told {
    /// `lot`, `seller`, or the number of a message.
    about: String,
    reason: String,
}

/// `POST /auctions/{id}/report`.
///
/// # Errors
/// 401 for who is not signed in, 404 for what is not there, 429 for who reports faster than anybody reads, 503 while the
/// database is away. A mistake brings the form back.
pub async fn report(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    told: Form<Told>,
) -> Result<HttpResponse, Error> {
    let id = AuctionId(*id);
    match write_down(&house, &who, id, &told).await {
        Ok(()) => Ok(see(&format!("/auctions/{id}/report?done=report"))),
        Err(error) if is_a_mistake(&error) => {
            let mut shown = blank(&house, &who, id).await?;
            (shown.chosen, shown.typed) = (told.about.parse().ok(), told.reason.clone());
            shown.layout = shown.layout.warning(error.problem().detail.clone());
            page(error.problem().status, &shown)
        }
        Err(error) => Err(error),
    }
}

async fn write_down(house: &Data<House>, who: &SignedIn, id: AuctionId, told: &Told) -> Result<(), Error> {
    let (by, why) = (who.account.id, reason(&told.reason)?);
    let about = match told.about.as_str() {
        "lot" => About::Lot,
        "seller" => About::Person(house.store.listing(id).await?.ok_or_else(Error::not_found)?.seller),
        message => About::Message(message.parse().map_err(|_| mistake(t!("house-report-what")))?),
    };
    let too_often = |too_soon: crate::limits::TooSoon| Error::rate_limited(too_soon.wait, t!("house-report-often"));
    house.live.limits().message(by).map_err(too_often)?;
    let house = house.clone();
    let there = outlive(async move { house.store.report(by, id, about, &why).await }).await?;
    if there { Ok(()) } else { Err(Error::not_found()) }
}

/// `GET /admin/reports`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn queue(house: Data<House>, admin: Admin, after: Query<After>) -> Result<HttpResponse, Error> {
    let mut shown = reports(&house, &admin).await?;
    shown.layout = shown.layout.after(t_code!("house-done-", after.done).as_deref());
    page(StatusCode::OK, &shown)
}

/// The page as it stands.
///
/// # Errors
/// 503 while the database is away.
pub(super) async fn reports(house: &House, admin: &Admin) -> Result<QueuePage, Error> {
    Ok(QueuePage {
        layout: admin.0.layout(t!("house-reports")),
        nav: Nav::at(house, "/admin/reports").await?,
        open: house.store.reports_open(LISTED_REPORTS).await?,
        decided: house.store.reports_decided(LISTED_REPORTS).await?,
        hidden: house.store.hidden_messages(LISTED_HIDDEN).await?,
    })
}

/// Why it is decided so.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    reason: String,
}

/// `POST /admin/reports/{id}/{act,dismiss,hide}`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 404 for what is not there, 503 while the database is away. A refusal brings the page
/// back.
pub async fn decide(
    house: Data<House>,
    admin: Admin,
    what: Path<(Uuid, String)>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    let (id, act) = (ReportId(what.0), what.1.as_str());
    match carry_out(&house, &admin, id, act, &typed.reason).await {
        Ok(()) => Ok(see(&format!("/admin/reports?done=report-{act}"))),
        Err(error) if is_a_mistake(&error) => {
            let mut shown = reports(&house, &admin).await?;
            shown.layout = shown.layout.warning(error.problem().detail.clone());
            page(error.problem().status, &shown)
        }
        Err(error) => Err(error),
    }
}

async fn carry_out(house: &Data<House>, admin: &Admin, id: ReportId, act: &str, why: &str) -> Result<(), Error> {
    let (by, why) = (admin.officer(), reason(why)?);
    let report = house.store.report_named(id).await?.ok_or_else(Error::not_found)?;
    if report.by == by.account || report.about_account == by.account {
        return Err(own_affair());
    }
    let to = match act {
        "act" | "hide" => ReportState::Acted,
        "dismiss" => ReportState::Dismissed,
        _ => return Err(Error::not_found()),
    };
    let (house, person, hides) = (house.clone(), admin.0.person(), act == "hide" && report.can_hide());
    outlive(async move {
        if let (true, About::Message(seq)) = (hides, report.about) {
            house.live.hide(report.auction, person, seq, &why).await.map_err(|refused| mistake(refused.message()))?;
        }
        // Decided by somebody else a moment ago, it is decided.
        house.store.decide_report(id, &by, to, &why).await?;
        Ok::<_, Error>(())
    })
    .await
}

#[cfg(test)]
mod tests {
    use crate::web::office::samples;
    use crate::web::samples::render;

    #[test]
    fn a_report_names_the_lot_its_seller_or_a_message_and_says_why() {
        let html = render("report", &samples::report());
        for text in ["value=\"lot\"", "value=\"seller\"", "value=\"3\" checked", "name=\"reason\" required"] {
            assert!(html.contains(text), "{text} is missing in {html}");
        }
    }

    #[test]
    fn whoever_looks_at_a_report_acts_or_dismisses_it_with_a_reason() {
        let html = render("house-reports", &samples::reports());
        for text in [
            "/hide\"",
            "/act\"",
            "/dismiss\"",
            "/4/show\"",
            "Mine is &#60;i&#62;cheaper",
            "name=\"reason\" required",
            "I have a &#60;b&#62;better one",
        ] {
            assert!(html.contains(text), "{text} is missing in {html}");
        }
    }
}
