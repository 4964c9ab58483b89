//! A bid by a plain form, for browsers without scripts or without a live connection: asked once, then placed. What comes
//! of it is the auction's to decide.

use super::auth::{self, SignedIn, Viewer};
use super::browse::{auction_page, see};
use super::charges;
use super::error::{Error, retry_after_s};
use super::fill;
use super::pages::ConfirmPage;
use super::{House, outlive, page};
use crate::domain::rejection::Rejection;
use crate::domain::{AuctionId, BidKey, Currency, Money, Timestamp};
use crate::language;
use crate::live::BidRequest;
use crate::live::inbox::{Refused, Verdict};
use crate::live::room::Room;
use crate::live::words;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::web::{Data, Form, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use uuid::Uuid;

/// A bid as it was typed.
#[derive(Deserialize)]
pub struct BidForm {
    /// Nothing where it is the seller's price that is paid.
    #[serde(default)]
    amount: String,
    key: Uuid,
    /// `yes` to buy at once.
    #[serde(default)]
    buy_now: String,
    /// For how many, where there are several.
    #[serde(default)]
    quantity: String,
    /// `yes` to refuse a part of them.
    #[serde(default)]
    whole: String,
    /// `yes` once it was asked.
    #[serde(default)]
    confirmed: String,
}

impl BidForm {
    /// The bid that was typed.
    fn read(&self, currency: Currency) -> Result<BidRequest, String> {
        let key = BidKey(self.key);
        if self.buy_now == "yes" {
            return Ok(BidRequest::buy_now(key));
        }
        let quantity = match self.quantity.trim() {
            "" => 1,
            typed => typed.parse().map_err(|_| t!("lot-write-how-many"))?,
        };
        let whole = self.whole == "yes";
        Ok(BidRequest { quantity, whole, ..BidRequest::new(language::amount(currency, &self.amount)?, key) })
    }
}

/// `POST /auctions/{id}/bid`: asks whether it is meant, and then places it.
///
/// # Errors
/// 401 for who is not signed in, 404 for what is not there, 503 while the database is away. A refused bid brings the page
/// back.
pub async fn bid(
    house: Data<House>,
    id: Path<Uuid>,
    typed: Form<BidForm>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let id = AuctionId(*id);
    // The form is complete only now, and this instant decides: everything below may wait for the database.
    let arrival = (typed.confirmed == "yes").then(|| house.live.arrive(id));
    let who = auth::viewer(&request).await?.0.ok_or_else(Error::signed_out)?;
    let room = house.live.room(id).await.map_err(fill::unreachable)?;
    let currency = room.board().auction.terms.currency;
    let bid = match typed.read(currency) {
        Ok(bid) => bid,
        Err(mistake) => {
            drop(arrival);
            return again(&house, who, id, &typed, mistake, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let Some(arrival) = arrival else {
        return page(StatusCode::OK, &confirmation(&room, &who, bid, house.live.now()));
    };
    let (house_then, bidder) = (house.clone(), who.account.id);
    let verdict = outlive(async move {
        let verdict = house_then.live.bid(arrival, bidder, bid).await;
        verdict.or_else(|error| error.refusal().map(Err).ok_or_else(|| fill::unreachable(error)))
    });
    let verdict = verdict.await?;
    answer(&house, who, &room, &typed, bid, verdict).await
}

async fn answer(
    house: &House,
    who: SignedIn,
    room: &Room,
    typed: &BidForm,
    bid: BidRequest,
    verdict: Verdict,
) -> Result<HttpResponse, Error> {
    match verdict {
        Ok(_) => Ok(see(&format!("/auctions/{}", room.id))),
        Err(Refused::Rejected(rejection)) => {
            let mistake = refusal(rejection, bid.amount, room.board().auction.terms.currency);
            again(house, who, room.id, typed, mistake, StatusCode::CONFLICT).await
        }
        Err(Refused::RateLimited { wait }) => {
            let mut answer =
                ask_again(room, &who, bid, house.live.now(), StatusCode::TOO_MANY_REQUESTS, t!("lot-too-fast"))?;
            answer.headers_mut().insert(RETRY_AFTER, retry_after_s(wait).into());
            Ok(answer)
        }
        Err(Refused::Overloaded | Refused::Unavailable) => {
            ask_again(room, &who, bid, house.live.now(), StatusCode::SERVICE_UNAVAILABLE, t!("lot-not-written"))
        }
    }
}

/// The same question with the same key, for a bid that was not taken for a reason that passes.
fn ask_again(
    room: &Room,
    who: &SignedIn,
    bid: BidRequest,
    now: Timestamp,
    status: StatusCode,
    why: String,
) -> Result<HttpResponse, Error> {
    let mut asked = confirmation(room, who, bid, now);
    asked.layout = asked.layout.warning(why);
    page(status, &asked)
}

fn confirmation(room: &Room, who: &SignedIn, bid: BidRequest, now: Timestamp) -> ConfirmPage {
    let board = room.board();
    // What it costs now is what is asked about; what is paid, the auction decides when the bid is confirmed.
    let price = board.auction.buy_now().filter(|_| bid.buy_now);
    ConfirmPage {
        layout: who.layout(t!("lot-your-bid")),
        card: fill::live_card(room, &board, now),
        amount: price.unwrap_or(bid.amount),
        comes_to: charges::comes_to(&board.auction.terms, price.unwrap_or(bid.amount), bid.quantity),
        buy_now: bid.buy_now,
        quantity: bid.quantity,
        whole: bid.whole,
        automatic: board.auction.terms.automatic,
        key: bid.key.to_string(),
    }
}

/// The lot's page as it is now, with what was typed and what is wrong with it. Its key is new: the old one belongs to the
/// bid that was refused.
async fn again(
    house: &House,
    who: SignedIn,
    id: AuctionId,
    typed: &BidForm,
    mistake: String,
    status: StatusCode,
) -> Result<HttpResponse, Error> {
    let listing = house.store.listing(id).await?.ok_or_else(Error::not_found)?;
    let mut shown = auction_page(house, &Viewer(Some(who)), listing, None).await?;
    shown.layout = shown.layout.warning(mistake.clone());
    shown.typed.clone_from(&typed.amount);
    shown.mistake = Some(mistake);
    page(status, &shown)
}

/// Why nothing was bid, with the amount that would do.
fn refusal(rejection: Rejection, amount: Money, currency: Currency) -> String {
    let shown = |amount| language::money(currency, amount);
    match rejection {
        Rejection::TooLow { minimum } => {
            t!("script-refused-too-low", amount = shown(amount), least = shown(minimum))
        }
        Rejection::TooHigh { minimum } => {
            t!("script-refused-too-high", amount = shown(amount), most = shown(minimum))
        }
        Rejection::NotBelowYourOffer { minimum } => {
            t!("script-refused-not-below", amount = shown(minimum))
        }
        Rejection::BadQuantity { units } => t!("script-refused-quantity", count = units),
        Rejection::NotAboveYourMaximum { minimum } => {
            t!("script-refused-not-above", amount = shown(minimum))
        }
        Rejection::OffQuantum { quantum } => {
            t!("script-refused-quantum", step = shown(quantum))
        }
        Rejection::Ended => t!("script-refused-ended", amount = shown(amount)),
        other => t!("script-refused-because", reason = words::rejection(&other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_what_was_bid_and_what_would_do() {
        let low = refusal(Rejection::TooLow { minimum: Money(12_750) }, Money(12_500), Currency::EUR);
        assert_eq!(low, "€\u{a0}125.00 is too low now: the least is €\u{a0}127.50. Nothing was bid.");
        let late = refusal(Rejection::Ended, Money(12_500), Currency::EUR);
        assert_eq!(late, "The auction had ended when €\u{a0}125.00 arrived. Nothing was bid.");
    }
}
