//! Acts on an auction that are no bids, from its own page: striking a bid out, taking one back; and what these share with a
//! seller's takedown. Each act is published with its reason, and whether it may be done is the auction's to decide.

use super::auth::{Admin, SignedIn, Viewer};
use super::browse::{auction_page, see};
use super::error::Error;
use super::office::doing;
use super::{House, fill, outlive, page};
use crate::config;
use crate::domain::{AuctionId, By, Command, Seq};
use crate::live::inbox::{Refused, Verdict};
use crate::live::words;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path};
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
            return Err(t!("house-reason-long", most = most));
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
    outlive(async move { house.live.act(id, command).await.map_err(fill::unreachable) }).await.map(told)
}

/// What a verdict on an act comes to, for whoever pressed its button.
fn told(verdict: Verdict) -> Result<(), No> {
    verdict.map(drop).map_err(|refused| match refused {
        Refused::Rejected(rejection) => No { status: StatusCode::CONFLICT, message: words::rejection(&rejection) },
        Refused::RateLimited { .. } | Refused::Overloaded | Refused::Unavailable => {
            No { status: StatusCode::SERVICE_UNAVAILABLE, message: t!("house-not-written") }
        }
    })
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
        Ok(reason) => told(doing::act(&house, &admin.officer(), id, Command::Void { by, seq, reason }).await?),
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
}
