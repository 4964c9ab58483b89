//! Acts on an auction that are no bids: the house's own page, and what it and a seller's takedown share. Each act is
//! published with its reason, and whether it may be done is the auction's to decide.

use super::admin::{AdminPage, AdminRow};
use super::auth::{Admin, SignedIn, Viewer};
use super::browse::{auction_page, see};
use super::error::Error;
use super::layout::After;
use super::{House, fill, outlive, page};
use crate::config;
use crate::domain::{AuctionId, By, Command, Seq};
use crate::live::inbox::Refused;
use crate::live::words;
use crate::store::auctions::{Filter, Listing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use serde::Deserialize;
use uuid::Uuid;

/// The reason for an act, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Why {
    reason: String,
}

impl From<&str> for Why {
    fn from(typed: &str) -> Why {
        Why { reason: typed.into() }
    }
}

impl Why {
    /// The reason on one line of plain text, which is how it is published.
    ///
    /// # Errors
    /// If it is too long.
    pub fn reason(&self) -> Result<String, String> {
        let plain = self.reason.replace(char::is_control, " ");
        let reason = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let most = config::LONGEST_REASON;
        if reason.chars().count() > most {
            return Err(format!("A reason has at most {most} characters: everybody reads it."));
        }
        Ok(reason)
    }
}

/// Why an act was not done, for whoever pressed its button.
pub struct No {
    pub status: StatusCode,
    pub message: String,
}

/// Asks an auction for an act, and waits for its answer.
///
/// # Errors
/// 404 for what is not there, 503 while the database is away.
pub async fn act(house: &Data<House>, id: AuctionId, command: Command) -> Result<Result<(), No>, Error> {
    let house = house.clone();
    let verdict = outlive(async move { house.live.act(id, command).await.map_err(fill::unreachable) }).await?;
    Ok(verdict.map(drop).map_err(|refused| match refused {
        Refused::Rejected(rejection) => No { status: StatusCode::CONFLICT, message: words::rejection(&rejection) },
        Refused::RateLimited { .. } | Refused::Overloaded | Refused::Unavailable => No {
            status: StatusCode::SERVICE_UNAVAILABLE,
            message: "The house could not write this down just now. Look whether it was done, and if not, try again."
                .into(),
        },
    }))
}

/// What is said about what was done just before.
fn words(done: &str) -> Option<&'static str> {
    Some(match done {
        "halt" => "Halted. The time that is left stands still.",
        "resume" => "Resumed, with the time that was left.",
        "cancel" => "Cancelled. No bid stands.",
        "close" => "Closed.",
        _ => return None,
    })
}

/// `GET /admin`: every auction, what runs first.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn table(house: Data<House>, admin: Admin, after: Query<After>) -> Result<HttpResponse, Error> {
    let mut shown = every_auction(&house, &admin).await?;
    shown.layout = shown.layout.after(words(&after.done));
    page(StatusCode::OK, &shown)
}

async fn every_auction(house: &House, Admin(who): &Admin) -> Result<AdminPage, Error> {
    let some = |statuses: &[&str], latest_first| Filter {
        statuses: statuses.iter().copied().map(String::from).collect(),
        latest_first,
        limit: config::LISTED_LOTS,
        ..Filter::default()
    };
    let mut listings = house.store.listings(&some(&["scheduled", "open", "halted"], false)).await?;
    listings.extend(house.store.listings(&some(&["closed", "cancelled"], true)).await?);
    let row = |listing: Listing| {
        let (card, watchers) = (fill::card(&listing)?, house.live.watchers(listing.id));
        Some(AdminRow { card, seller: listing.seller_name, watchers: u32::try_from(watchers).unwrap_or(u32::MAX) })
    };
    let rows = listings.into_iter().filter_map(row).collect();
    Ok(AdminPage { layout: who.layout("The house"), rows, now: house.live.now() })
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
    why: Form<Why>,
) -> Result<HttpResponse, Error> {
    let (id, word) = what.into_inner();
    let by = By::Admin(admin.0.account.id);
    let done = match why.reason() {
        Ok(reason) => {
            let command = command(&word, by, reason).ok_or_else(Error::not_found)?;
            act(&house, AuctionId(id), command).await?
        }
        Err(message) => Err(No { status: StatusCode::UNPROCESSABLE_ENTITY, message }),
    };
    let Err(no) = done else { return Ok(see(&format!("/admin?done={word}"))) };
    let mut shown = every_auction(&house, &admin).await?;
    shown.layout = shown.layout.warning(no.message);
    page(no.status, &shown)
}

/// Which bid is struck out or taken back, as a button says it.
#[derive(Deserialize)]
pub struct Which {
    seq: Seq,
    #[serde(default)]
    reason: String,
}

/// `POST /admin/auctions/{id}/void`: strikes out a bid.
///
/// # Errors
/// As [`administer`]; a refusal brings the lot's page back.
pub async fn void(house: Data<House>, admin: Admin, id: Path<Uuid>, which: Form<Which>) -> Result<HttpResponse, Error> {
    let (id, by) = (AuctionId(*id), By::Admin(admin.0.account.id));
    let Which { seq, reason } = which.into_inner();
    let done = match (Why { reason }).reason() {
        Ok(reason) => act(&house, id, Command::Void { by, seq, reason }).await?,
        Err(message) => Err(No { status: StatusCode::UNPROCESSABLE_ENTITY, message }),
    };
    back_to_the_lot(&house, admin.0, id, done).await
}

/// `POST /auctions/{id}/retract`: a bidder takes back a mistyped bid.
///
/// # Errors
/// 401 for who is not signed in, 404, 503. A refusal brings the lot's page back.
pub async fn retract(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    which: Form<Which>,
) -> Result<HttpResponse, Error> {
    let (id, bidder) = (AuctionId(*id), who.account.id);
    let done = act(&house, id, Command::Retract { bidder, seq: which.seq }).await?;
    back_to_the_lot(&house, who, id, done).await
}

async fn back_to_the_lot(
    house: &House,
    who: SignedIn,
    id: AuctionId,
    done: Result<(), No>,
) -> Result<HttpResponse, Error> {
    let Err(no) = done else { return Ok(see(&format!("/auctions/{id}"))) };
    let listing = house.store.listing(id).await?.ok_or_else(Error::not_found)?;
    let mut shown = auction_page(house, &Viewer(Some(who)), listing, None).await?;
    shown.layout = shown.layout.warning(no.message);
    page(no.status, &shown)
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

    #[test]
    fn a_reason_is_one_line_of_plain_text_and_not_endless() {
        let why = |reason: &str| Why { reason: reason.into() }.reason();
        assert_eq!(why(" A lost\r\n\0phone. ").as_deref(), Ok("A lost phone."));
        assert!(why(&"é".repeat(config::LONGEST_REASON)).is_ok());
        assert!(why(&"é".repeat(config::LONGEST_REASON + 1)).is_err());
    }

    #[test]
    fn every_act_on_the_page_is_a_command_with_words_for_when_it_is_done() {
        let by = By::Admin(crate::domain::AccountId(Uuid::nil()));
        for word in ["halt", "resume", "cancel", "close"] {
            assert!(command(word, by, String::new()).is_some());
            assert!(words(word).is_some());
        }
        assert!(command("bid", by, String::new()).is_none());
    }
}
