//! What comes after the hammer, for programs: invoices, second chances, listing again, ratings. The acts are those of the
//! pages, in [`doing`].

use super::auctions::full;
use super::{named, unknown};
use crate::domain::settlement::{InvoiceAct, Part, Strike};
use crate::domain::{AuctionId, Bill, Currency, InvoiceId, OfferId, Timestamp};
use crate::store::ledger::{instant, pseudonym};
use crate::store::settlement::invoices::{Invoice, Party, Step};
use crate::store::settlement::ratings::{Rating, Ratings};
use crate::store::settlement::resales::{Asked, Offer};
use crate::web::auth::SignedIn;
use crate::web::error::Error;
use crate::web::settlement::doing;
use crate::web::{House, get};
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{Bytes, Data, Path, ServiceConfig, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// The routes.
pub fn routes(routes: &mut ServiceConfig) {
    let at = |path: &str| resource(format!("/api/v1{path}"));
    routes
        .service(at("/invoices").route(get().to(invoices)))
        .service(at("/invoices/{id}").route(get().to(invoice)))
        .service(at("/invoices/{id}/rate").route(post().to(rate)))
        .service(at("/invoices/{id}/{act}").route(post().to(act)))
        .service(at("/auctions/{id}/second-chance").route(get().to(asked)).route(post().to(offer_next)))
        .service(at("/auctions/{id}/relist").route(post().to(relist)))
        .service(at("/offers").route(get().to(offers)))
        .service(at("/offers/{id}").route(get().to(offer)))
        .service(at("/offers/{id}/{answer:accept|decline}").route(post().to(answer)));
}

/// An amount, part by part.
#[derive(Serialize)]
struct Told {
    currency: String,
    decimals: u32,
    hammer: i64,
    premium: i64,
    tax: i64,
    total: i64,
}

impl Told {
    fn of(bill: Bill, currency: Currency) -> Told {
        let Bill { hammer, premium, tax, total } = bill;
        let (decimals, currency) = (currency.decimals(), currency.code().into());
        Told { currency, decimals, hammer: hammer.0, premium: premium.0, tax: tax.0, total: total.0 }
    }
}

/// An invoice as somebody with a part in it may see it.
#[derive(Serialize)]
struct InvoiceView {
    id: Uuid,
    number: String,
    auction: Uuid,
    title: String,
    part: &'static str,
    buyer: PartyView,
    seller: PartyView,
    quantity: u32,
    #[serde(flatten)]
    told: Told,
    /// What of it is the seller's, for all but the buyer.
    #[serde(skip_serializing_if = "Option::is_none")]
    proceeds: Option<i64>,
    second_chance: bool,
    state: &'static str,
    made_at: String,
    due_at: String,
    overdue: bool,
    reminders: u32,
    strike: Option<&'static str>,
    acts: Vec<&'static str>,
}

#[derive(Serialize)]
struct PartyView {
    name: String,
    email: String,
}

impl From<Party> for PartyView {
    fn from(Party { name, email, .. }: Party) -> PartyView {
        PartyView { name, email }
    }
}

impl InvoiceView {
    fn of(invoice: Invoice, part: Part, now: Timestamp) -> InvoiceView {
        let progress = invoice.progress;
        let acts = progress.acts(part, now).map(InvoiceAct::word);
        InvoiceView {
            id: invoice.id.0,
            number: invoice.number,
            auction: invoice.auction.0,
            title: invoice.title,
            part: part.word(),
            buyer: invoice.buyer.into(),
            seller: invoice.seller.into(),
            quantity: invoice.quantity,
            told: Told::of(invoice.bill, invoice.currency),
            proceeds: (part != Part::Buyer).then_some(invoice.bill.hammer.0),
            second_chance: invoice.second_chance,
            state: progress.state.word(),
            made_at: instant(invoice.made_at),
            due_at: instant(progress.due_at),
            overdue: progress.is_overdue(now),
            reminders: invoice.reminders,
            strike: match progress.strike {
                Strike::None => None,
                Strike::Standing => Some("standing"),
                Strike::Lifted => Some("lifted"),
            },
            acts: acts.chain(progress.may_rate(part).is_ok().then_some("rate")).collect(),
        }
    }
}

#[derive(Serialize)]
struct StepView {
    kind: String,
    at: String,
    by: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
}

impl From<Step> for StepView {
    fn from(Step { kind, at, part: by, reason }: Step) -> StepView {
        StepView { kind, at: instant(at), by, reason }
    }
}

#[derive(Serialize)]
struct RatingView {
    stars: i16,
    words: String,
    at: String,
}

impl From<Rating> for RatingView {
    fn from(Rating { stars, words, at }: Rating) -> RatingView {
        RatingView { stars, words, at: instant(at) }
    }
}

/// What others say of somebody.
#[derive(Serialize)]
struct RatingsView {
    count: i64,
    /// On average, in tenths of a star.
    tenths: Option<i64>,
    latest: Vec<RatingView>,
}

impl From<Ratings> for RatingsView {
    fn from(ratings: Ratings) -> RatingsView {
        let (count, tenths) = (ratings.count, ratings.tenths());
        RatingsView { count, tenths, latest: ratings.latest.into_iter().map(RatingView::from).collect() }
    }
}

/// `GET /api/v1/invoices`: what the caller bought or sold, the latest first.
///
/// # Errors
/// 401, 503.
pub async fn invoices(house: Data<House>, who: SignedIn) -> Result<HttpResponse, Error> {
    let (account, now) = (who.account.id, house.live.now());
    let invoices = house.store.invoices_of(account).await?.into_iter().map(|invoice| {
        let part = if invoice.buyer.id == account { Part::Buyer } else { Part::Seller };
        InvoiceView::of(invoice, part, now)
    });
    Ok(HttpResponse::Ok().json(json!({ "invoices": invoices.collect::<Vec<_>>() })))
}

/// `GET /api/v1/invoices/{id}`, with its history and ratings.
///
/// # Errors
/// 401; 404 for whom it does not concern; 503.
pub async fn invoice(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    whole(&house, &who, InvoiceId(*id)).await
}

async fn whole(house: &House, who: &SignedIn, id: InvoiceId) -> Result<HttpResponse, Error> {
    #[derive(Serialize)]
    struct Whole {
        #[serde(flatten)]
        invoice: InvoiceView,
        history: Vec<StepView>,
        ratings: Given,
        #[serde(skip_serializing_if = "Option::is_none")]
        buyer_ratings: Option<RatingsView>,
    }
    /// By whom.
    #[derive(Serialize)]
    struct Given {
        buyer: Option<RatingView>,
        seller: Option<RatingView>,
    }
    let (invoice, part) = doing::seen(house, who, id).await?;
    let rating = async |by| Ok::<_, Error>(house.store.rating(id, by).await?.map(RatingView::from));
    let of_buyer = match part {
        Part::Buyer => None,
        Part::Seller | Part::House => Some(house.store.ratings_of(invoice.buyer.id, Part::Seller).await?.into()),
    };
    Ok(HttpResponse::Ok().json(Whole {
        history: house.store.invoice_steps(id).await?.into_iter().map(StepView::from).collect(),
        ratings: Given { buyer: rating(Part::Buyer).await?, seller: rating(Part::Seller).await? },
        buyer_ratings: of_buyer,
        invoice: InvoiceView::of(invoice, part, house.live.now()),
    }))
}

/// What a body says, or what it says if there is none.
fn read<T: DeserializeOwned + Default>(body: &[u8]) -> Result<T, Error> {
    if body.is_empty() {
        return Ok(T::default());
    }
    serde_json::from_slice(body).map_err(|error| Error::malformed(t!("api-json-protocol", why = error.to_string())))
}

/// `POST /api/v1/invoices/{id}/{paid,handed_over,cancel,report,lift}` `{reason?}`.
///
/// # Errors
/// 401; 403 for whose it is not to do; 404 for whom it does not concern; 409; 422; 503.
pub async fn act(
    house: Data<House>,
    who: SignedIn,
    what: Path<(Uuid, String)>,
    body: Bytes,
) -> Result<HttpResponse, Error> {
    #[derive(Default, Deserialize)]
    struct Why {
        reason: Option<String>,
    }
    let (id, word) = what.into_inner();
    let (id, act) = (InvoiceId(id), InvoiceAct::from_word(&word).ok_or_else(Error::not_found)?);
    let why: Why = read(&body)?;
    let reason = doing::reason(&why.reason.unwrap_or_default())?;
    doing::act(&house, &who, id, act, reason).await?;
    whole(&house, &who, id).await
}

/// `POST /api/v1/invoices/{id}/rate` `{stars,words?}`.
///
/// # Errors
/// 401; 404 for whom it does not concern; 409 before it is time, or after something else was said; 422; 503.
pub async fn rate(house: Data<House>, who: SignedIn, id: Path<Uuid>, body: Bytes) -> Result<HttpResponse, Error> {
    #[derive(Default, Deserialize)]
    struct Written {
        stars: i64,
        words: Option<String>,
    }
    let id = InvoiceId(*id);
    let written: Written = read(&body)?;
    doing::rate(&house, &who, id, written.stars, &written.words.unwrap_or_default()).await?;
    whole(&house, &who, id).await
}

/// To whom a lot was offered, as its seller may know it: never at what amount.
#[derive(Serialize)]
struct AskedView {
    id: Uuid,
    bidder: Option<String>,
    state: &'static str,
    made_at: String,
    expires_at: String,
}

async fn asked_view(house: &House, auction: AuctionId, asked: Vec<Asked>) -> Result<Vec<AskedView>, Error> {
    let room = house.live.room(auction).await.map_err(super::no_room)?;
    let board = room.board();
    let view = |asked: Asked| AskedView {
        id: asked.id.0,
        bidder: board.auction.number(asked.bidder).map(pseudonym),
        state: asked.state.word(),
        made_at: instant(asked.made_at),
        expires_at: instant(asked.expires_at),
    };
    Ok(asked.into_iter().map(view).collect())
}

/// `GET /api/v1/auctions/{id}/second-chance`: to whom the caller's lot was offered.
///
/// # Errors
/// 401; 404 unless it is the caller's; 503.
pub async fn asked(house: Data<House>, who: SignedIn, request: HttpRequest) -> Result<HttpResponse, Error> {
    let id = named(&request)?;
    let listing = house.store.listing(id).await?;
    listing.filter(|listing| listing.seller == who.account.id && listing.status().is_some()).ok_or_else(unknown)?;
    let asked = house.store.asked(id, house.live.now()).await?;
    Ok(HttpResponse::Ok().json(json!({ "offers": asked_view(&house, id, asked).await? })))
}

/// `POST /api/v1/auctions/{id}/second-chance`: offers the caller's lot to the next in line.
///
/// # Errors
/// 401; 404 unless it is the caller's; 409; 503.
pub async fn offer_next(house: Data<House>, who: SignedIn, request: HttpRequest) -> Result<HttpResponse, Error> {
    let id = named(&request)?;
    let asked = doing::offer_next(&house, &who, id).await.map_err(of_auction)?;
    Ok(HttpResponse::Created().json(asked_view(&house, id, vec![asked]).await?.pop()))
}

/// `POST /api/v1/auctions/{id}/relist`: the new draft.
///
/// # Errors
/// 401; 404 unless it is the caller's; 409; 503.
pub async fn relist(house: Data<House>, who: SignedIn, request: HttpRequest) -> Result<HttpResponse, Error> {
    let new = doing::relist(&house, &who, named(&request)?).await.map_err(of_auction)?;
    let draft = full(&house, new, Some(who.account.id)).await?;
    Ok(HttpResponse::Created().insert_header((LOCATION, format!("/api/v1/auctions/{new}"))).json(draft))
}

/// What is not there is an auction, here.
fn of_auction(error: Error) -> Error {
    if error.problem().status == StatusCode::NOT_FOUND { unknown() } else { error }
}

/// An offer as whom it was made to sees it.
#[derive(Serialize)]
struct OfferView {
    id: Uuid,
    auction: Uuid,
    title: String,
    state: &'static str,
    made_at: String,
    expires_at: String,
    invoice: Option<Uuid>,
    #[serde(flatten)]
    told: Option<Told>,
}

impl OfferView {
    fn of(offer: Offer, told: Option<Told>) -> OfferView {
        OfferView {
            id: offer.id.0,
            auction: offer.auction.0,
            title: offer.title,
            state: offer.state.word(),
            made_at: instant(offer.made_at),
            expires_at: instant(offer.expires_at),
            invoice: offer.invoice.map(|invoice| invoice.0),
            told,
        }
    }
}

/// `GET /api/v1/offers`: lots offered to the caller, the latest first.
///
/// # Errors
/// 401, 503.
pub async fn offers(house: Data<House>, who: SignedIn) -> Result<HttpResponse, Error> {
    let offers = house.store.offers_to(who.account.id, house.live.now()).await?;
    let offers: Vec<OfferView> = offers.into_iter().map(|offer| OfferView::of(offer, None)).collect();
    Ok(HttpResponse::Ok().json(json!({ "offers": offers })))
}

/// `GET /api/v1/offers/{id}`, with what it comes to.
///
/// # Errors
/// 401; 404 for everybody but whom it was made to; 503.
pub async fn offer(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    one_offer(&house, &who, OfferId(*id)).await
}

async fn one_offer(house: &House, who: &SignedIn, id: OfferId) -> Result<HttpResponse, Error> {
    let (offer, listing, bill) = doing::offered(house, who, id).await?;
    let currency = listing.currency.parse().map_err(Error::internal)?;
    Ok(HttpResponse::Ok().json(OfferView::of(offer, Some(Told::of(bill, currency)))))
}

/// `POST /api/v1/offers/{id}/{accept,decline}`.
///
/// # Errors
/// 401; 403 for who may not buy; 404 for everybody but whom it was made to; 409 once it is over; 503.
pub async fn answer(house: Data<House>, who: SignedIn, what: Path<(Uuid, String)>) -> Result<HttpResponse, Error> {
    let (id, word) = what.into_inner();
    doing::answer(&house, &who, OfferId(id), word == "accept").await?;
    one_offer(&house, &who, OfferId(id)).await
}
