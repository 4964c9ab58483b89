//! The seller's form, from its first letter to its publication, and lots taken down. Only ever their own.

use super::auth::SignedIn;
use super::browse::see;
use super::error::Error;
use super::layout::{After, Layout};
use super::sell::{SellEditPage, SellForm};
use super::seller::desk;
use super::seller::drafts::{self, Saved, Sent};
use super::seller::templates::{self, From};
use super::{House, acts, categories, countries, language, listing, outlive, page, when};
use crate::domain::{AuctionId, By, Command};
use crate::store::auctions::Listing;
use crate::web::fault::Fault;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

/// What is said about what was done just before.
fn words(done: &str) -> Option<String> {
    Some(match done {
        "taken-back" => t!("sell-done-taken-back"),
        "template" => t!("sell-done-template"),
        _ => return None,
    })
}

/// The page of a form.
fn form_page(layout: Layout, id: AuctionId, revision: i32, form: SellForm) -> SellEditPage {
    SellEditPage {
        layout,
        id,
        revision,
        is_new: revision == 0,
        is_contested: false,
        form,
        faults: Vec::new(),
        zone_unchosen: false,
        countries: countries::all(),
        categories: categories::choices(),
    }
}

/// `GET /sell/new`: an empty form, or one like an earlier lot's.
///
/// # Errors
/// 401 for who is not signed in, 403 for who may not sell here, 404 for a lot or a form that is not theirs.
pub async fn new_form(
    house: Data<House>,
    who: SignedIn,
    from: Query<From>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    listing::may_sell(&house, &who.account)?;
    let form = templates::begun(&house, &who, &from).await?;
    // The lot's own from the first save on: a save that is sent twice makes one draft.
    let id = AuctionId(Uuid::now_v7());
    let shown = form_page(who.layout(t!("sell-new")), id, 0, form);
    page(StatusCode::OK, &SellEditPage { zone_unchosen: !language::has_zone(&request), ..shown })
}

/// `POST /sell/new`: a new draft, and what the pressed button says.
///
/// # Errors
/// As for [`press`].
pub async fn create(house: Data<House>, who: SignedIn, sent: Form<Sent>) -> Result<HttpResponse, Error> {
    act(&house, &who, AuctionId(Uuid::now_v7()), sent.into_inner()).await
}

/// `GET /sell/{id}`: the form of a draft. What is published is shown as it is.
///
/// # Errors
/// 404 for what is not there or not theirs, 503 while the database is away.
pub async fn edit_form(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    after: Query<After>,
) -> Result<HttpResponse, Error> {
    let listing = listing::own(&house, &who, AuctionId(*id)).await?;
    if listing.status().is_some() {
        return Ok(see(&format!("/auctions/{}", listing.id)));
    }
    if let Some(place) = listing.place {
        return Ok(see(&format!("/sell/sales/{}/lots/{}", place.sale, listing.id)));
    }
    let id = listing.id;
    let (form, revision) = kept(&house, listing).await?;
    let layout = who.layout(t!("sell-edit")).after(words(&after.done));
    let mut shown = form_page(layout, id, revision, form);
    shown.is_new = false;
    page(StatusCode::OK, &shown)
}

/// The form of a draft as it was last typed, and its revision; of one that was not made in the form, as it would be typed.
async fn kept(house: &House, listing: Listing) -> Result<(SellForm, i32), Error> {
    if let Some(typed) = house.store.typed(listing.id).await? {
        return Ok((drafts::read(&typed.form), typed.revision));
    }
    let terms = listing.terms().map_err(|what| Error::internal(format_args!("auction {}: {what}", listing.id)))?;
    Ok((SellForm::of(listing, &terms, house.live.now()), 0))
}

/// `POST /sell/{id}`: saves the form as it is now typed, and does what the pressed button says.
///
/// # Errors
/// 403 for who may not sell, 404 for what is not theirs, 409 for what is published, 503 while the database is away. Mistakes
/// bring the form back, once it is to be published; so does another window that saved meanwhile.
pub async fn press(house: Data<House>, who: SignedIn, id: Path<Uuid>, sent: Form<Sent>) -> Result<HttpResponse, Error> {
    act(&house, &who, AuctionId(*id), sent.into_inner()).await
}

async fn act(house: &Data<House>, who: &SignedIn, id: AuctionId, sent: Sent) -> Result<HttpResponse, Error> {
    let (revision, faults) = match drafts::save(house, who, id, &sent).await? {
        Saved::As { revision, faults, .. } => (revision, faults),
        Saved::Contested { revision, at } => {
            let told = t!("sell-contested", time = when::of_day(at));
            let layout = who.layout(t!("sell-edit")).warning(told);
            let mut shown = form_page(layout, id, revision, sent.form);
            shown.is_contested = true;
            return page(StatusCode::CONFLICT, &shown);
        }
    };
    match sent.form.act.as_str() {
        "publish" if faults.is_empty() => publish_or_ask(house, who, id, (sent.form, revision)).await,
        "publish" => mistaken(who, id, (sent.form, revision), faults),
        "preview" => Ok(see(&format!("/sell/{id}/preview"))),
        "photos" => Ok(see(&format!("/sell/{id}/photos"))),
        "template" => match templates::keep(house, who, &sent.template, &sent.form).await? {
            Ok(()) => Ok(see(&format!("/sell/{id}?done=template"))),
            Err(fault) => mistaken(who, id, (sent.form, revision), vec![fault]),
        },
        _ => Ok(see("/sell?done=saved")),
    }
}

fn mistaken(
    who: &SignedIn,
    id: AuctionId,
    (form, revision): (SellForm, i32),
    faults: Vec<Fault>,
) -> Result<HttpResponse, Error> {
    let shown = SellEditPage { faults, ..form_page(who.layout(t!("sell-edit")), id, revision, form) };
    page(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

async fn publish_or_ask(
    house: &Data<House>,
    who: &SignedIn,
    id: AuctionId,
    typed: (SellForm, i32),
) -> Result<HttpResponse, Error> {
    let (there, seller) = (house.clone(), who.account.id);
    let published =
        outlive(async move { Ok::<_, Error>(listing::publish(&there.store, &there.live, id, seller).await) });
    match published.await? {
        Ok(()) => Ok(see(&format!("/auctions/{id}"))),
        Err(listing::Refusal::Faults(faults)) => mistaken(who, id, typed, faults),
        Err(refusal) => Err(refusal.into()),
    }
}

/// `POST /sell/{id}/publish`: from the list of lots.
///
/// # Errors
/// As for the form. What has to be changed first brings the form.
pub async fn publish(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let listing = listing::own(&house, &who, AuctionId(*id)).await?;
    if listing.status().is_some() {
        return Err(listing::Refusal::Published.into());
    }
    let (id, typed) = (listing.id, kept(&house, listing).await?);
    publish_or_ask(&house, &who, id, typed).await
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
    let listing = listing::own(&house, &who, AuctionId(*id)).await?;
    let (id, there) = (listing.id, house.clone());
    if listing.status().is_none() && outlive(async move { there.store.discard_draft(id).await }).await? {
        return Ok(see("/sell?done=discarded"));
    }
    let by = By::Seller(who.account.id);
    let done = match why.reason() {
        Ok(reason) => acts::act(&house, id, Command::Cancel { by, reason }).await?,
        Err(message) => Err(acts::No { status: StatusCode::UNPROCESSABLE_ENTITY, message }),
    };
    let Err(no) = done else { return Ok(see("/sell?done=cancelled")) };
    let mut shown = desk::desk(&house, &who, &desk::Asked::default()).await?;
    shown.layout = shown.layout.warning(format!("{}: {}", listing.title, no.message));
    page(no.status, &shown)
}
