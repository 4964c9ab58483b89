//! What a seller or the house does to an auction: publishing a draft, halting, resuming, closing, taking down, striking out a bid, and a bidder
//! taking one back. Whether it
//! may be done is the auction's to decide.

use super::auctions::full;
use super::{named, no_room, not_published, unknown};
use crate::config;
use crate::domain::{AccountId, AuctionId, BidKey, By, Command, Rejection, Seq};
use crate::limits::address::Address;
use crate::live;
use crate::live::inbox::{Refused, Verdict};
use crate::live::protocol::Amount;
use crate::live::words;
use crate::store::auctions::Listing;
use crate::store::audit::Officer;
use crate::web::auth::{Admin, SignedIn};
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::office::doing;
use crate::web::sales::acts as auctioneer;
use crate::web::{House, fill, listing, outlive};
use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

/// `POST /api/v1/auctions/{id}/publish`.
///
/// # Errors
/// 404 unless it is the caller's; 409 if it is no draft; 422 if it needs changing first; 503.
pub async fn publish(request: HttpRequest, who: SignedIn, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let (id, by) = (named(&request)?, who.account.id);
    let there = house.clone();
    outlive(async move { listing::publish(&there.store, &there.live, id, by).await.map_err(not_published) }).await?;
    state(&house, id, by).await
}

/// `POST /api/v1/auctions/{id}/{cancel,close,halt,resume}`.
///
/// # Errors
/// 403 unless it is the caller's to do; 404, 409, 422 with the rejection's code; 503.
pub async fn act(
    request: HttpRequest,
    who: SignedIn,
    from: Address,
    body: Bytes,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    let id = named(&request)?;
    let reason = reason(&body)?;
    let by = office(&house, id, &who).await?;
    let command = command(request.match_info().query("act"), by, reason).ok_or_else(Error::not_found)?;
    carried_out(&house, id, by, from, command).await
}

/// `POST /api/v1/auctions/{id}/void`: the house strikes out a bid.
///
/// # Errors
/// 403 for who is no admin; 404, 409, 422 with the rejection's code; 503.
pub async fn void(
    request: HttpRequest,
    who: SignedIn,
    from: Address,
    body: Bytes,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    #[derive(Deserialize)]
    struct Written {
        seq: Seq,
    }
    let id = named(&request)?;
    let Written { seq } = serde_json::from_slice(&body).map_err(|error| {
        Error::malformed(t!("api-json-like", example = "{\"seq\":17,\"reason\":\"…\"}", why = error.to_string()))
    })?;
    let reason = reason(&body)?;
    let by = office(&house, id, &who).await?;
    carried_out(&house, id, by, from, Command::Void { by, seq, reason }).await
}

/// `POST /api/v1/auctions/{id}/bids/{bid}/retract`: a bidder takes back a mistyped bid, named by its number or its key.
///
/// # Errors
/// 404, 409 with the rejection's code; 503.
pub async fn retract(
    request: HttpRequest,
    who: SignedIn,
    from: Address,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    let (id, bidder) = (named(&request)?, who.account.id);
    let room = house.live.room(id).await.map_err(no_room)?;
    let named = request.match_info().query("bid");
    let seq = match (named.parse::<Seq>(), named.parse::<BidKey>()) {
        (Ok(seq), _) => Some(seq),
        (_, Ok(key)) => room.board().auction.receipt(bidder, key).map(|receipt| receipt.seq),
        _ => None,
    };
    let seq = seq.ok_or_else(|| refused(Rejection::NoSuchBid))?;
    carried_out(&house, id, By::Bidder(bidder), from, Command::Retract { bidder, seq }).await
}

/// `GET /api/v1/auctions/{id}/bidders`: who the pseudonyms are, for the house's own.
///
/// # Errors
/// 403 for who is no admin; 404; 503.
pub async fn bidders(request: HttpRequest, _: Admin, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let room = house.live.room(named(&request)?).await.map_err(no_room)?;
    Ok(HttpResponse::Ok().json(fill::names(&house.store, &room).await?))
}

/// Does something to an auction, and shows how it stands then. What the house does is written down with where it came from.
async fn carried_out(
    house: &web::Data<House>,
    id: AuctionId,
    by: By,
    from: Address,
    command: Command,
) -> Result<HttpResponse, Error> {
    let there = house.clone();
    let verdict = match by {
        By::Admin(account) => doing::act(house, &Officer { account, address: from.to_string() }, id, command).await?,
        By::Seller(_) | By::Bidder(_) => {
            outlive(async move { there.live.act(id, command).await.map_err(not_an_auction_yet) }).await?
        }
    };
    done(verdict)?;
    state(house, id, by.account()).await
}

/// `POST /api/v1/auctions/{id}/auctioneer`: what an auctioneer does with a lot of a live sale.
///
/// # Errors
/// 403 unless the caller owns the sale or acts for the house; 404, 409, 422 with the rejection's code; 503.
pub async fn conduct(
    request: HttpRequest,
    who: SignedIn,
    body: Bytes,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    #[derive(Deserialize)]
    struct Written {
        act: String,
        amount: Option<Amount>,
        #[serde(default)]
        text: String,
    }
    let (id, account) = (named(&request)?, who.account.id);
    let Written { act, amount, text } = serde_json::from_slice(&body).map_err(|error| {
        Error::malformed(t!("api-json-like", example = "{\"act\":\"floor\",\"amount\":13000}", why = error.to_string()))
    })?;
    let listing = house.store.listing(id).await?;
    let known = |listing: &Listing| listing.status().is_some() || listing.seller == account;
    let listing = listing.filter(known).ok_or_else(unknown)?;
    let office = auctioneer::office(&listing, &who)?;
    let amount = amount.map(Amount::or_bad);
    let act = auctioneer::read(&act, amount, &text).map_err(|fault| Error::invalid(vec![fault]))?;
    done(auctioneer::perform(&house, id, office, act).await?)?;
    state(&house, id, account).await
}

async fn state(house: &House, id: AuctionId, account: AccountId) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Ok().json(full(house, id, Some(account)).await?))
}

/// In what office somebody acts on an auction: the seller's on their own, elsewhere the house's if they hold it.
async fn office(house: &House, id: AuctionId, who: &SignedIn) -> Result<By, Error> {
    let listing = house.store.listing(id).await?.ok_or_else(unknown)?;
    let account = who.account.id;
    match (listing.status().is_some(), listing.seller == account) {
        (false, false) => Err(unknown()),
        (_, true) => Ok(By::Seller(account)),
        (true, _) if who.account.role.administers() => Ok(By::Admin(account)),
        (true, false) => Err(Error::forbidden()),
    }
}

fn command(act: &str, by: By, reason: String) -> Option<Command> {
    Some(match act {
        "halt" => Command::Halt { by, reason },
        "resume" => Command::Resume { by, reason },
        "cancel" => Command::Cancel { by, reason },
        "close" => Command::Close { by, reason },
        _ => return None,
    })
}

/// Why it is done. It is published, so it is a few words and no more.
fn reason(body: &[u8]) -> Result<String, Error> {
    #[derive(Default, Deserialize)]
    struct Written {
        reason: Option<String>,
    }
    if body.is_empty() {
        return Ok(String::new());
    }
    let written: Written = serde_json::from_slice(body).map_err(|error| {
        Error::malformed(t!("api-json-like", example = "{\"reason\":\"…\"}", why = error.to_string()))
    })?;
    let reason = written.reason.unwrap_or_default().trim().to_owned();
    if reason.chars().count() > config::LONGEST_REASON || reason.contains('\0') {
        let message = format!("A reason is text of at most {} characters.", config::LONGEST_REASON);
        return Err(Error::invalid(vec![Fault::new("reason", message)]));
    }
    Ok(reason)
}

fn not_an_auction_yet(error: live::Error) -> Error {
    match error.refusal() {
        Some(Refused::Rejected(rejection)) => refused(rejection),
        _ => no_room(error),
    }
}

fn done(verdict: Verdict) -> Result<(), Error> {
    match verdict {
        Ok(_) => Ok(()),
        Err(Refused::Rejected(rejection)) => Err(refused(rejection)),
        Err(Refused::RateLimited { wait }) => Err(Error::rate_limited(wait, t!("api-too-often"))),
        Err(Refused::Overloaded) => Err(Error::overloaded(t!("api-crowded"))),
        Err(Refused::Unavailable) => Err(Error::unavailable()),
    }
}

/// A rejected act as a problem.
fn refused(rejection: Rejection) -> Error {
    let status = match rejection {
        Rejection::Forbidden => StatusCode::FORBIDDEN,
        Rejection::ReasonRequired => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::CONFLICT,
    };
    let error = Error::new(status, rejection.code(), words::rejection(&rejection));
    match rejection.minimum() {
        Some(minimum) => error.with("minimum", minimum.0),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_may_be_left_out_but_not_run_on() {
        assert_eq!(reason(b"").ok().as_deref(), Some(""));
        assert_eq!(reason(br#"{"reason":" a lost phone line "}"#).ok().as_deref(), Some("a lost phone line"));
        let long = format!("{{\"reason\":\"{}\"}}", "x".repeat(config::LONGEST_REASON + 1));
        for (body, status) in [(long.as_str(), 422), ("no JSON", 400), (r#"{"reason":7}"#, 400)] {
            assert_eq!(reason(body.as_bytes()).map_err(|error| error.problem().status.as_u16()), Err(status), "{body}");
        }
    }

    #[test]
    fn a_rejected_act_says_with_its_status_whose_fault_it_is() {
        let told = |rejection| (refused(rejection).problem().status.as_u16(), refused(rejection).problem().code);
        assert_eq!(told(Rejection::Forbidden), (403, "forbidden"));
        assert_eq!(told(Rejection::ReasonRequired), (422, "reason_required"));
        assert_eq!(told(Rejection::NotHalted), (409, "not_halted"));
    }
}
