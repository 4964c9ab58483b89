//! Every auction, found by name or state, and what can be done to it now. Each act is published with its reason.

use super::nav::Nav;
use super::{cursor, cut, doing, given, is_a_mistake, mistake, onward, reason};
use crate::config::office::PAGE;
use crate::domain::{AccountId, AuctionId, By, Command, Status, Timestamp};
use crate::live::inbox::Refused;
use crate::live::words;
use crate::store::auctions::{Filter, Listing};
use crate::web::auth::Admin;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::{After, Layout};
use crate::web::lot::Card;
use crate::web::{House, fill, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// `GET /admin`.
#[derive(Template)]
#[template(path = "admin.html")]
pub struct AdminPage {
    pub layout: Layout,
    pub nav: Nav,
    pub asked: Asked,
    pub rows: Vec<AdminRow>,
    pub now: Timestamp,
    /// The address of the next page, if there is one.
    pub next: Option<String>,
}

/// An auction in the table.
#[derive(Clone, Debug)]
pub struct AdminRow {
    pub card: Card,
    pub seller: String,
    pub seller_id: AccountId,
    pub watchers: u32,
}

/// What is looked for, as the page's address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// One of [`STATES`]; empty for what runs.
    pub state: String,
    pub text: String,
    after: String,
}

/// The groups that auctions are shown in: a word in the page's address, and the states in it.
const STATES: [(&str, &[&str]); 6] = [
    ("running", &["scheduled", "open", "halted"]),
    ("open", &["open"]),
    ("scheduled", &["scheduled"]),
    ("halted", &["halted"]),
    ("closed", &["closed"]),
    ("cancelled", &["cancelled"]),
];

impl Asked {
    fn states(&self) -> (&'static str, &'static [&'static str]) {
        STATES.into_iter().find(|(word, _)| *word == self.state).unwrap_or(STATES[0])
    }

    /// What to ask the store for: what runs soonest to end first, what is over the latest first.
    fn filter(&self) -> Filter {
        let (word, states) = self.states();
        Filter {
            statuses: states.iter().copied().map(String::from).collect(),
            text: given(&self.text),
            latest_first: matches!(word, "closed" | "cancelled"),
            after: cursor::read(&self.after),
            limit: PAGE + 1,
            ..Filter::default()
        }
    }
}

/// An act: the last part of its address, the word on its button, and whether there is no way back from it.
pub struct Act {
    pub path: &'static str,
    pub word: String,
    pub is_final: bool,
}

impl AdminPage {
    /// What the auctions are shown by: the word in the address, what it is called, and whether it is shown.
    pub fn states(&self) -> Vec<(&'static str, String, bool)> {
        let (shown, _) = self.asked.states();
        let name = |word| t_code!("house-state-", word).unwrap_or_default();
        STATES.into_iter().map(|(word, _)| (word, name(word), word == shown)).collect()
    }
}

impl AdminRow {
    /// What can be done to it now. The domain decides again when it is asked.
    pub fn acts(&self) -> Vec<Act> {
        let acts: &[&str] = match self.card.status {
            Status::Scheduled => &["cancel"],
            Status::Open => &["halt", "close", "cancel"],
            Status::Halted => &["resume", "close", "cancel"],
            Status::Closed | Status::Cancelled => &[],
        };
        let act = |path: &&'static str| Act {
            path,
            word: t_code!("house-act-", path).unwrap_or_default(),
            is_final: matches!(*path, "close" | "cancel"),
        };
        acts.iter().map(act).collect()
    }
}

/// `GET /admin`: every auction, what runs first.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn table(
    house: Data<House>,
    admin: Admin,
    asked: Query<Asked>,
    after: Query<After>,
) -> Result<HttpResponse, Error> {
    let mut shown = auctions(&house, &admin, asked.into_inner()).await?;
    shown.layout = shown.layout.after(t_code!("house-done-", after.done).as_deref());
    page(StatusCode::OK, &shown)
}

async fn auctions(house: &House, admin: &Admin, asked: Asked) -> Result<AdminPage, Error> {
    let (listings, more) = cut(house.store.listings(&asked.filter()).await?);
    let last = listings.last().filter(|_| more);
    let after = last.map(|last| cursor::write(last.ends_at, last.id));
    let next = onward("/admin", &[("state", &asked.state), ("text", &asked.text)], after);
    let rows = listings.into_iter().filter_map(|listing| row(house, listing)).collect();
    let (layout, nav) = (admin.0.layout(t!("house-auctions")), Nav::at(house, "/admin").await?);
    Ok(AdminPage { layout, nav, asked, rows, now: house.live.now(), next })
}

fn row(house: &House, listing: Listing) -> Option<AdminRow> {
    let (card, watchers) = (fill::card(&listing)?, house.live.watchers(listing.id));
    let watchers = u32::try_from(watchers).unwrap_or(u32::MAX);
    Some(AdminRow { card, seller: listing.seller_name, seller_id: listing.seller, watchers })
}

/// Why something is done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    reason: String,
}

/// `POST /admin/auctions/{id}/{act}`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 404 for what is not there, 503 while the database is away. A refusal brings the
/// table back.
pub async fn administer(
    house: Data<House>,
    admin: Admin,
    what: Path<(Uuid, String)>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    let (id, word) = what.into_inner();
    match carry_out(&house, &admin, AuctionId(id), &word, &typed.reason).await {
        Ok(()) => Ok(see(&format!("/admin?done={word}"))),
        Err(error) if is_a_mistake(&error) => {
            let mut shown = auctions(&house, &admin, Asked::default()).await?;
            shown.layout = shown.layout.warning(error.problem().detail.clone());
            page(error.problem().status, &shown)
        }
        Err(error) => Err(error),
    }
}

async fn carry_out(house: &Data<House>, admin: &Admin, id: AuctionId, word: &str, why: &str) -> Result<(), Error> {
    let by = admin.officer();
    let command = command(word, By::Admin(by.account), reason(why)?).ok_or_else(Error::not_found)?;
    match doing::act(house, &by, id, command).await? {
        Ok(_) => Ok(()),
        Err(Refused::Rejected(rejection)) => Err(mistake(words::rejection(&rejection))),
        Err(_) => Err(Error::unavailable()),
    }
}

fn command(word: &str, by: By, reason: String) -> Option<Command> {
    Some(match word {
        "halt" => Command::Halt { by, reason },
        "resume" => Command::Resume { by, reason },
        "cancel" => Command::Cancel { by, reason },
        "close" => Command::Close { by, reason },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::office::samples;
    use crate::web::samples::render;

    #[test]
    fn every_act_on_a_running_auction_asks_for_a_reason() {
        let html = render("admin", &samples::admin());
        assert_eq!(html.matches("/halt\"").count(), 2, "one for each open auction");
        assert_eq!(html.matches("<details").count(), html.matches("name=\"reason\"").count());
        assert!(html.contains("/resume\"") && html.contains("required"));
    }

    #[test]
    fn every_act_on_the_page_is_a_command_with_words_for_when_it_is_done() {
        let by = By::Admin(AccountId(Uuid::nil()));
        for word in ["halt", "resume", "cancel", "close"] {
            assert!(command(word, by, String::new()).is_some());
            assert!(t_code!("house-done-", word).is_some() && t_code!("house-act-", word).is_some(), "{word}");
        }
        assert!(command("bid", by, String::new()).is_none());
    }

    #[test]
    fn what_nobody_knows_shows_what_runs() {
        let asked = |state: &str| Asked { state: state.into(), ..Asked::default() }.filter();
        assert_eq!(asked("everything").statuses, ["scheduled", "open", "halted"]);
        assert!(asked("closed").latest_first && !asked("open").latest_first);
        assert!(STATES.into_iter().all(|(word, _)| t_code!("house-state-", word).is_some()));
    }
}
