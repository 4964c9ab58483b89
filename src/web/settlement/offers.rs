//! Second chances and listing again, by plain forms.

use super::doing;
use super::invoices::refusal;
use super::pages::OfferPage;
use crate::domain::{AuctionId, OfferId};
use crate::web::auth::{SignedIn, Viewer};
use crate::web::browse::{auction_page, see};
use crate::web::error::Error;
use crate::web::{House, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use uuid::Uuid;

/// `GET /offers/{id}`: shown to whom it was made, and to nobody else.
///
/// # Errors
/// 401 for who is not signed in, 404 for everybody else, 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    page(StatusCode::OK, &offer_page(&house, &who, OfferId(*id)).await?)
}

async fn offer_page(house: &House, who: &SignedIn, id: OfferId) -> Result<OfferPage, Error> {
    let (offer, listing, bill) = doing::offered(house, who, id).await?;
    let currency = listing.currency.parse().map_err(Error::internal)?;
    Ok(OfferPage { layout: who.layout(t!("settlement-chance-title")), offer, currency, bill })
}

/// `POST /offers/{id}/{accept,decline}`.
///
/// # Errors
/// As [`show`]. A refusal brings the page back.
pub async fn answer(house: Data<House>, who: SignedIn, what: Path<(Uuid, String)>) -> Result<HttpResponse, Error> {
    let (id, word) = what.into_inner();
    let id = OfferId(id);
    match doing::answer(&house, &who, id, word == "accept").await {
        Ok(Some(invoice)) => Ok(see(&format!("/invoices/{invoice}?done=accept"))),
        Ok(None) => Ok(see("/invoices?done=decline")),
        Err(error) => {
            let (status, message) = refusal(error)?;
            let mut shown = offer_page(&house, &who, id).await?;
            shown.layout = shown.layout.warning(message);
            page(status, &shown)
        }
    }
}

/// `POST /auctions/{id}/second-chance`: offers a lot to the next in line.
///
/// # Errors
/// 401 for who is not signed in, 404 unless it is their lot, 503 while the database is away. A refusal brings the lot's page
/// back.
pub async fn make(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let id = AuctionId(*id);
    match doing::offer_next(&house, &who, id).await {
        Ok(_) => Ok(see(&format!("/auctions/{id}#next"))),
        Err(error) => lot_page(&house, who, id, error).await,
    }
}

/// `POST /auctions/{id}/relist`: leads to the new draft.
///
/// # Errors
/// As [`make`].
pub async fn relist(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let id = AuctionId(*id);
    match doing::relist(&house, &who, id).await {
        Ok(new) => Ok(see(&format!("/sell/{new}"))),
        Err(error) => lot_page(&house, who, id, error).await,
    }
}

/// The lot's page, with what stood in the way.
async fn lot_page(house: &House, who: SignedIn, id: AuctionId, error: Error) -> Result<HttpResponse, Error> {
    let (status, message) = refusal(error)?;
    let listing = house.store.listing(id).await?.ok_or_else(Error::not_found)?;
    let mut shown = auction_page(house, &Viewer(Some(who)), listing, None).await?;
    shown.layout = shown.layout.warning(message);
    page(status, &shown)
}
