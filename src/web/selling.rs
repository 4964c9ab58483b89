//! What sellers do with their lots: write, rewrite, publish, take down. Only ever their own.

use super::auth::SignedIn;
use super::browse::see;
use super::error::Error;
use super::layout::After;
use super::sales::browse::Line;
use super::sell::{OwnLot, SellEditPage, SellForm, SellPage};
use super::{House, acts, categories, fill, listing, outlive, page};
use crate::config;
use crate::config::sales::LISTED_SALES;
use crate::domain::terms::Fault;
use crate::domain::{AuctionId, By, Command, Status, Terms, Timestamp};
use crate::store::auctions::{Filter, Listing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use uuid::Uuid;

/// What is said about what was done just before.
fn words(done: &str) -> Option<&'static str> {
    Some(match done {
        "saved" => "Saved as a draft. Nobody else sees it yet.",
        "discarded" => "The draft is gone.",
        "cancelled" => "Taken down. Nobody won, and no bid stands.",
        _ => return None,
    })
}

/// `GET /sell`: the seller's own lots.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn lots(house: Data<House>, who: SignedIn, after: Query<After>) -> Result<HttpResponse, Error> {
    let mut shown = own_lots(&house, &who).await?;
    shown.layout = shown.layout.after(words(&after.done));
    page(StatusCode::OK, &shown)
}

async fn own_lots(house: &House, who: &SignedIn) -> Result<SellPage, Error> {
    let own =
        Filter { seller: Some(who.account.id), latest_first: true, limit: config::LISTED_LOTS, ..Filter::default() };
    let mut listings = house.store.listings(&own).await?;
    listings.sort_by_key(|listing| std::cmp::Reverse(listing.created_at));
    let now = house.live.now();
    let lots = listings.iter().filter_map(|listing| own_lot(listing, now)).collect();
    let sales = house.store.sales_of(who.account.id, LISTED_SALES).await?.iter().map(Line::of).collect();
    Ok(SellPage { layout: who.layout("Your lots"), lots, sales, now })
}

fn own_lot(listing: &Listing, now: Timestamp) -> Option<OwnLot> {
    let Some(card) = fill::card(listing) else {
        if listing.place.is_some() {
            // It is shown with its sale, and published with it.
            return None;
        }
        let (id, title) = (listing.id, listing.title.clone());
        let currency = listing.currency.parse().ok()?;
        return Some(OwnLot::Draft { id, title, currency, start: listing.minimum });
    };
    let free = card.price.is_none() || card.ends_at - now > config::SELLER_CANCEL_BEFORE;
    let reached = card.price.filter(|price| listing.reserve.is_none_or(|reserve| *price >= reserve));
    let sold = reached.filter(|_| card.status == Status::Closed);
    Some(OwnLot::Published { can_cancel: free && !card.status.is_final(), card, sold })
}

fn form_page(who: &SignedIn, id: Option<AuctionId>, form: SellForm, faults: Vec<Fault>) -> SellEditPage {
    let title = if id.is_some() { "Edit the draft" } else { "A new lot" };
    SellEditPage { layout: who.layout(title), id, form, faults, categories: categories::choices() }
}

fn mistaken(who: &SignedIn, id: Option<AuctionId>, form: SellForm, faults: Vec<Fault>) -> Result<HttpResponse, Error> {
    page(StatusCode::UNPROCESSABLE_ENTITY, &form_page(who, id, form, faults))
}

/// `GET /sell/new`: an empty form.
///
/// # Errors
/// 401 for who is not signed in, 403 for who may not sell here.
pub async fn new_form(house: Data<House>, who: SignedIn) -> Result<HttpResponse, Error> {
    listing::may_sell(&house, &who.account)?;
    page(StatusCode::OK, &form_page(&who, None, SellForm::default(), Vec::new()))
}

/// `POST /sell/new`: a draft, or an auction at once.
///
/// # Errors
/// As for the form, and 503 while the database is away. Mistakes bring the form back.
pub async fn create(house: Data<House>, who: SignedIn, form: Form<SellForm>) -> Result<HttpResponse, Error> {
    listing::may_sell(&house, &who.account)?;
    let (id, form) = (AuctionId(Uuid::now_v7()), form.into_inner());
    let draft = match form.read(id, who.account.id, None, house.live.now()) {
        Ok(draft) => draft,
        Err(faults) => return mistaken(&who, None, form, faults),
    };
    let (house_then, account) = (house.clone(), who.account.clone());
    outlive(async move { listing::create(&house_then, &account, &draft).await }).await?;
    saved(&house, &who, id, form).await
}

/// `GET /sell/{id}`: the form of a draft. What is published is shown as it is.
///
/// # Errors
/// 404 for what is not there or not theirs, 503 while the database is away.
pub async fn edit_form(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let listing = own(&house, &who, AuctionId(*id)).await?;
    if listing.status().is_some() {
        return Ok(see(&format!("/auctions/{}", listing.id)));
    }
    if let Some(place) = listing.place {
        return Ok(see(&format!("/sell/sales/{}/lots/{}", place.sale, listing.id)));
    }
    let (id, terms) = (listing.id, terms(&listing)?);
    let form = SellForm::of(listing, &terms, house.live.now());
    page(StatusCode::OK, &form_page(&who, Some(id), form, Vec::new()))
}

/// `POST /sell/{id}`: the draft as it is now typed.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 for what is published, 503 while the database is away. Mistakes bring the
/// form back.
pub async fn rewrite(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    form: Form<SellForm>,
) -> Result<HttpResponse, Error> {
    let listing = own(&house, &who, AuctionId(*id)).await?;
    let (id, was, form) = (listing.id, terms(&listing)?, form.into_inner());
    let draft = match form.read(id, who.account.id, Some(&was), house.live.now()) {
        Ok(draft) => draft,
        Err(faults) => return mistaken(&who, Some(id), form, faults),
    };
    let house_then = house.clone();
    if !outlive(async move { house_then.store.rewrite_draft(&draft).await }).await? {
        return Err(listing::Refusal::Published.into());
    }
    saved(&house, &who, id, form).await
}

/// Does what the pressed button says with a form that was saved.
async fn saved(house: &Data<House>, who: &SignedIn, id: AuctionId, form: SellForm) -> Result<HttpResponse, Error> {
    if form.act != "publish" {
        return Ok(see("/sell?done=saved"));
    }
    publish_or_ask(house, who, id, form).await
}

async fn publish_or_ask(
    house: &Data<House>,
    who: &SignedIn,
    id: AuctionId,
    form: SellForm,
) -> Result<HttpResponse, Error> {
    let (house_then, seller) = (house.clone(), who.account.id);
    let published = outlive(async move {
        let published = listing::publish(&house_then.store, &house_then.live, id, seller).await;
        Ok::<_, Error>(published)
    });
    match published.await? {
        Ok(()) => Ok(see(&format!("/auctions/{id}"))),
        Err(listing::Refusal::Faults(faults)) => mistaken(who, Some(id), form, faults),
        Err(refusal) => Err(refusal.into()),
    }
}

/// `POST /sell/{id}/publish`: from the list of lots.
///
/// # Errors
/// As for the form. What has to be changed first brings the form.
pub async fn publish(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let listing = own(&house, &who, AuctionId(*id)).await?;
    let (id, terms) = (listing.id, terms(&listing)?);
    let form = SellForm::of(listing, &terms, house.live.now());
    publish_or_ask(&house, &who, id, form).await
}

/// `POST /sell/{id}/cancel`: throws a draft away, takes a published lot down.
///
/// # Errors
/// 404 for what is not there or not theirs, 503 while the database is away. A refusal brings the list back.
pub async fn cancel(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    why: Form<acts::Why>,
) -> Result<HttpResponse, Error> {
    let listing = own(&house, &who, AuctionId(*id)).await?;
    let (id, house_then) = (listing.id, house.clone());
    if listing.status().is_none() && outlive(async move { house_then.store.discard_draft(id).await }).await? {
        return Ok(see("/sell?done=discarded"));
    }
    let by = By::Seller(who.account.id);
    let done = match why.reason() {
        Ok(reason) => acts::act(&house, id, Command::Cancel { by, reason }).await?,
        Err(message) => Err(acts::No { status: StatusCode::UNPROCESSABLE_ENTITY, message }),
    };
    let Err(no) = done else { return Ok(see("/sell?done=cancelled")) };
    let mut shown = own_lots(&house, &who).await?;
    shown.layout = shown.layout.warning(format!("{}: {}", listing.title, no.message));
    page(no.status, &shown)
}

/// The seller's own listing; nobody is told of anybody else's.
async fn own(house: &House, who: &SignedIn, id: AuctionId) -> Result<Listing, Error> {
    let listing = house.store.listing(id).await?;
    listing.filter(|listing| listing.seller == who.account.id).ok_or_else(Error::not_found)
}

fn terms(listing: &Listing) -> Result<Terms, Error> {
    listing.terms().map_err(|what| Error::internal(format_args!("auction {}: {what}", listing.id)))
}
