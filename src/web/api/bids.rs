//! A bid over plain HTTP: the same bid, the same key and the same answer as over the socket.

use super::{named, unknown};
use crate::config;
use crate::domain::{AuctionId, BidKey, Rejection};
use crate::live::arrivals::Arrival;
use crate::live::inbox::{Refused, Verdict};
use crate::live::protocol::{self, Amount, Quantity};
use crate::live::{self, BidRequest};
use crate::web::auth::{self, Viewer};
use crate::web::error::{Error, retry_after_s};
use crate::web::{House, outlive};
use actix_web::http::StatusCode;
use actix_web::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    amount: Amount,
    #[serde(default)]
    exact: bool,
    #[serde(default)]
    quantity: Quantity,
    #[serde(default)]
    whole: bool,
    #[serde(default)]
    buy_now: bool,
}

/// `POST /api/v1/auctions/{id}/bids`.
///
/// A bid is received when its last byte is: its instant is stamped then, before anything that may have to wait, and
/// never earlier, or one could hold a place before the end and decide afterwards how much to bid.
///
/// # Errors
/// 404 for an unknown auction, 400 without a key or with something that is not JSON. Every other "no" is a verdict.
pub async fn place(
    request: HttpRequest,
    payload: web::Payload,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    let (auction, key) = (named(&request)?, key(&request)?);
    let body = read(payload).await?;
    let arrival = house.live.arrive(auction);
    let Written { amount, exact, quantity, whole, buy_now } = serde_json::from_slice(&body).map_err(|error| {
        Error::malformed(t!("api-bid-object", example = "{\"amount\":12500}", why = error.to_string()))
    })?;
    let plain = BidRequest::new(amount.or_bad(), key);
    let bid = BidRequest { exact, quantity: quantity.0, whole, buy_now, ..plain };
    answer(&request, house, arrival, bid).await
}

/// `POST /api/v1/auctions/{id}/buy-now`: a bid that buys at once, at the seller's price. Whatever its body says is not read.
///
/// # Errors
/// As [`place`].
pub async fn buy_now(
    request: HttpRequest,
    payload: web::Payload,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    let (auction, key) = (named(&request)?, key(&request)?);
    read(payload).await?;
    let arrival = house.live.arrive(auction);
    answer(&request, house, arrival, BidRequest::buy_now(key)).await
}

async fn answer(
    request: &HttpRequest,
    house: web::Data<House>,
    arrival: Arrival,
    bid: BidRequest,
) -> Result<HttpResponse, Error> {
    let (auction, key) = (arrival.auction(), bid.key);
    let bidder = match auth::viewer(request).await {
        Ok(Viewer(Some(who))) => who.account.id,
        Ok(Viewer(None)) => return Ok(signed_out(auction, key)),
        Err(error) if error.problem().status == StatusCode::SERVICE_UNAVAILABLE => {
            return Ok(told(auction, key, &Err(Refused::Unavailable)));
        }
        Err(error) => return Err(error),
    };
    let verdict = outlive(async move { Ok::<_, Error>(house.live.bid(arrival, bidder, bid).await) }).await?;
    settled(verdict).map(|verdict| told(auction, key, &verdict)).ok_or_else(unknown)
}

/// The verdict, if the bid could get one.
fn settled(verdict: Result<Verdict, live::Error>) -> Option<Verdict> {
    match verdict {
        Ok(verdict) => Some(verdict),
        Err(error) => error.refusal().map(Err),
    }
}

/// The key of what is sent: plain, or between quotation marks as the header's draft standard writes it.
pub(super) fn key(request: &HttpRequest) -> Result<BidKey, Error> {
    let header = request.headers().get("idempotency-key").and_then(|header| header.to_str().ok());
    header
        .and_then(|text| text.trim().trim_matches('"').parse().ok())
        .ok_or_else(|| Error::new(StatusCode::BAD_REQUEST, "key_missing", t!("api-key-missing")))
}

async fn read(payload: web::Payload) -> Result<Bytes, Error> {
    match tokio::time::timeout(config::BID_UPLOAD, payload.to_bytes_limited(config::LARGEST_BID)).await {
        Ok(Ok(Ok(body))) => Ok(body),
        Ok(Ok(Err(error))) => Err(Error::malformed(t!("api-bid-broke-off", why = error.to_string()))),
        Ok(Err(_)) => Err(Error::too_large()),
        Err(_) => Err(Error::of_status(StatusCode::REQUEST_TIMEOUT)),
    }
}

/// The verdict as an answer.
fn told(auction: AuctionId, key: BidKey, verdict: &Verdict) -> HttpResponse {
    let mut answer = HttpResponse::build(status(verdict));
    match verdict {
        Err(Refused::RateLimited { wait }) => answer.insert_header((RETRY_AFTER, retry_after_s(*wait))),
        Err(Refused::Overloaded | Refused::Unavailable) => answer.insert_header((RETRY_AFTER, config::RETRY_AFTER_S)),
        _ => &mut answer,
    };
    answer.content_type("application/json").body(protocol::verdict(None, auction, key, verdict))
}

fn status(verdict: &Verdict) -> StatusCode {
    match verdict {
        Ok(done) if done.receipt.is_some() => StatusCode::CREATED,
        Ok(_) | Err(Refused::Overloaded | Refused::Unavailable) => StatusCode::SERVICE_UNAVAILABLE,
        Err(Refused::RateLimited { .. }) => StatusCode::TOO_MANY_REQUESTS,
        Err(Refused::Rejected(rejection)) => match rejection {
            Rejection::BadAmount
            | Rejection::BadQuantity { .. }
            | Rejection::OffQuantum { .. }
            | Rejection::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        },
    }
}

fn signed_out(auction: AuctionId, key: BidKey) -> HttpResponse {
    let body = protocol::rejected(None, auction, key, "signed_out", &t!("error-signed-out"), None, false);
    HttpResponse::Unauthorized().insert_header((WWW_AUTHENTICATE, "Bearer")).content_type("application/json").body(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rejection::NotOpen;
    use actix_web::test::TestRequest;
    use std::time::Duration;

    #[test]
    fn a_bid_without_a_uuid_for_a_key_is_refused() {
        let with = |key: &str| TestRequest::post().insert_header(("Idempotency-Key", key)).to_http_request();
        let uuid = "3f0c1a52-8a6b-4c4e-9a55-0d7f6f1f2b11";
        assert!(key(&with(uuid)).is_ok() && key(&with(&format!("\"{uuid}\""))).is_ok());
        for request in [with("17"), with(""), TestRequest::post().to_http_request()] {
            let refused = key(&request).map_err(|error| (error.problem().status.as_u16(), error.problem().code));
            assert_eq!(refused.err(), Some((400, "key_missing")));
        }
    }

    #[test]
    fn the_status_tells_a_lost_race_from_a_mistake_and_both_from_trouble() {
        for (refused, code) in [
            (Refused::Rejected(Rejection::Ended), 409),
            (Refused::Rejected(Rejection::NotOpen(NotOpen::Draft)), 409),
            (Refused::Rejected(Rejection::BadAmount), 422),
            (Refused::Rejected(Rejection::KeyReused), 422),
            (Refused::RateLimited { wait: Duration::from_millis(1_200) }, 429),
            (Refused::Overloaded, 503),
            (Refused::Unavailable, 503),
        ] {
            let answer = told(AuctionId(uuid::Uuid::nil()), BidKey(uuid::Uuid::nil()), &Err(refused));
            assert_eq!(answer.status().as_u16(), code, "{refused:?}");
            let retry_after = answer.headers().get(RETRY_AFTER).map(|value| value.to_str().unwrap());
            assert_eq!(retry_after, (code == 503 || code == 429).then_some("2"));
        }
    }
}
