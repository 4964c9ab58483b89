//! What owners do with their sales: write them, fill them, put their lots in order, publish. Only ever their own.

use super::edit::{LotPage, OwnLot, SaleEditPage};
use super::form::{LotForm, SaleForm};
use super::{typed, writing};
use crate::domain::{AuctionId, Format, SaleId, SaleKind, Terms};
use crate::language::money;
use crate::store::auctions::Listing;
use crate::store::sales::Sale;
use crate::web::auth::SignedIn;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::After;
use crate::web::listing::{self, Refusal, named};
use crate::web::seller::drafts::{self, Saved};
use crate::web::{House, categories, countries, language, outlive, page, when};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use uuid::Uuid;

/// What is said about what was done just before.
fn words(done: &str) -> Option<String> {
    Some(match done {
        "saved" => t!("sale-desk-saved"),
        "added" => t!("sale-desk-added"),
        "removed" => t!("sale-desk-removed"),
        "imported" => t!("sale-desk-imported"),
        _ => return None,
    })
}

/// `GET /sell/sales/new`: an empty form.
///
/// # Errors
/// 401 for who is not signed in, 403 for who may not sell here.
pub async fn new_form(house: Data<House>, who: SignedIn, request: HttpRequest) -> Result<HttpResponse, Error> {
    listing::may_sell(&house, &who.account)?;
    // The sale's own from the first save on: a save that is sent twice makes one sale.
    let id = SaleId(Uuid::now_v7());
    let mut shown = SaleEditPage::new(who.layout(t!("sale-desk-new")), id, SaleForm::suggested());
    shown.zone_unchosen = !language::has_zone(&request);
    page(StatusCode::OK, &shown)
}

/// `POST /sell/sales/new`: a new draft, and what the pressed button says.
///
/// # Errors
/// As for [`rewrite`].
pub async fn create(house: Data<House>, who: SignedIn, form: Form<SaleForm>) -> Result<HttpResponse, Error> {
    act(&house, &who, SaleId(Uuid::now_v7()), form.into_inner()).await
}

/// `GET /sell/sales/{id}`: the form of a draft, and its lots. What is published is shown as it is.
///
/// # Errors
/// 404 for what is not there or not theirs, 503 while the database is away.
pub async fn edit_form(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    after: Query<After>,
) -> Result<HttpResponse, Error> {
    let sale = own(&house, &who, SaleId(*id)).await?;
    if sale.published {
        return Ok(see(&format!("/sales/{}", sale.id)));
    }
    let form = kept(&house, &sale).await?;
    let mut shown = edit_page(&house, &who, &sale, form).await?;
    shown.layout = shown.layout.after(words(&after.done));
    page(StatusCode::OK, &shown)
}

/// The form of a draft as it was last typed; of one that was not made in the form, as it would be typed.
async fn kept(house: &House, sale: &Sale) -> Result<SaleForm, Error> {
    match house.store.typed_sale(sale.id).await? {
        Some(typed) => Ok(SaleForm { revision: typed.revision, ..drafts::read(&typed.form) }),
        None => Ok(SaleForm::of(sale, &pattern(sale)?, house.live.now())),
    }
}

async fn edit_page(house: &House, who: &SignedIn, sale: &Sale, form: SaleForm) -> Result<SaleEditPage, Error> {
    let lots = house.store.lots_of(sale.id).await?.iter().filter_map(|lot| own_lot(lot, sale)).collect();
    let new = SaleEditPage::new(who.layout(named(&sale.title)), sale.id, form);
    Ok(SaleEditPage { lots, sale_revision: sale.revision, is_new: false, ..new })
}

fn own_lot(lot: &Listing, sale: &Sale) -> Option<OwnLot> {
    let number = lot.place?.number;
    let currency = lot.currency.parse().ok()?;
    let ends = (sale.kind == SaleKind::Timed).then(|| writing::end_in(sale, number));
    Some(OwnLot { id: lot.id, number, title: named(&lot.title), start: money(currency, lot.minimum), ends })
}

/// `POST /sell/sales/{id}`: saves the sale as it is now typed, and does what the pressed button says.
///
/// # Errors
/// 403 for who may not sell, 404 for what is not theirs, 409 for what is published, 503 while the database is away. Mistakes
/// bring the form back, saved as it is; so does another window that saved meanwhile.
pub async fn rewrite(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    form: Form<SaleForm>,
) -> Result<HttpResponse, Error> {
    act(&house, &who, SaleId(*id), form.into_inner()).await
}

async fn act(house: &Data<House>, who: &SignedIn, id: SaleId, form: SaleForm) -> Result<HttpResponse, Error> {
    let saved = typed::save(house, who, id, &form).await?;
    let sale = own(house, who, id).await?;
    match saved {
        Saved::As { faults, .. } if faults.is_empty() && form.common.act == "publish" => {
            publish_or_ask(house, who, id).await
        }
        Saved::As { faults, .. } if faults.is_empty() => Ok(see(&format!("/sell/sales/{id}?done=saved"))),
        Saved::As { revision, faults, .. } => {
            let form = SaleForm { revision, ..form };
            let shown = SaleEditPage { faults, ..edit_page(house, who, &sale, form).await? };
            page(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Saved::Contested { revision, at } => {
            let mut shown = edit_page(house, who, &sale, SaleForm { revision, ..form }).await?;
            shown.is_contested = true;
            shown.layout = shown.layout.warning(t!("sell-contested", time = when::of_day(at)));
            page(StatusCode::CONFLICT, &shown)
        }
    }
}

/// `POST /sell/sales/{id}/publish`.
///
/// # Errors
/// As for the form. What has to be changed first brings the form.
pub async fn publish(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    publish_or_ask(&house, &who, SaleId(*id)).await
}

async fn publish_or_ask(house: &Data<House>, who: &SignedIn, id: SaleId) -> Result<HttpResponse, Error> {
    let (house_then, owner) = (house.clone(), who.account.id);
    let published = outlive(async move {
        let published = writing::publish(&house_then.store, &house_then.live, id, owner).await;
        Ok::<_, Error>(published)
    });
    match published.await? {
        Ok(()) => Ok(see(&format!("/sales/{id}"))),
        Err(Refusal::Faults(faults)) => {
            let sale = own(house, who, id).await?;
            let form = kept(house, &sale).await?;
            let shown = SaleEditPage { faults, ..edit_page(house, who, &sale, form).await? };
            page(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(Refusal::Published) => Err(writing::changed()),
        Err(refusal) => Err(refusal.into()),
    }
}

/// What is to be done with a whole sale or a lot of it, and the revision that was on the page.
#[derive(Deserialize)]
pub struct Order {
    #[serde(default)]
    act: String,
    revision: i32,
}

/// `POST /sell/sales/{id}/discard`: throws a draft away, with its lots.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 for what was changed or published meanwhile, 503.
pub async fn discard(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    order: Form<Order>,
) -> Result<HttpResponse, Error> {
    let sale = own(&house, &who, SaleId(*id)).await?;
    let (house_then, revision) = (house.clone(), order.revision);
    if outlive(async move { house_then.store.discard_sale(sale.id, revision).await }).await? {
        return Ok(see("/sell?done=discarded"));
    }
    Err(writing::changed())
}

fn lot_page(who: &SignedIn, sale: &Sale, id: AuctionId, form: LotForm) -> LotPage {
    let is_new = form.revision == 0;
    let layout = who.layout(if is_new { t!("sale-desk-one-more") } else { t!("sale-desk-change-lot") });
    LotPage {
        layout,
        sale: sale.id,
        sale_title: named(&sale.title),
        id,
        is_new,
        is_contested: false,
        format: sale.pattern().map_or(Format::English, |pattern| pattern.format),
        form,
        faults: Vec::new(),
        categories: categories::choices(),
        countries: countries::all(),
    }
}

/// `GET /sell/sales/{id}/lots/new`: an empty form.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 for what is published, 503.
pub async fn new_lot_form(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let sale = own_draft(&house, &who, SaleId(*id)).await?;
    page(StatusCode::OK, &lot_page(&who, &sale, AuctionId(Uuid::now_v7()), LotForm::default()))
}

/// `POST /sell/sales/{id}/lots/new`: one more lot, at the end.
///
/// # Errors
/// As for [`rewrite_lot`].
pub async fn add_lot(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    form: Form<LotForm>,
) -> Result<HttpResponse, Error> {
    act_on_lot(&house, &who, SaleId(*id), AuctionId(Uuid::now_v7()), form.into_inner()).await
}

/// `GET /sell/sales/{id}/lots/{lot}`: the form of a lot, as it was last typed.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 for what is published, 503.
pub async fn lot_form(house: Data<House>, who: SignedIn, ids: Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    let (sale, lot) = ids.into_inner();
    let sale = own_draft(&house, &who, SaleId(sale)).await?;
    let lot = lot_in(&house, &sale, AuctionId(lot)).await?;
    let form = match house.store.typed(lot.id).await? {
        Some(typed) => LotForm { revision: typed.revision, ..drafts::read(&typed.form) },
        None => LotForm::of(&lot, &lot.terms().map_err(Error::internal)?),
    };
    let form = LotForm { country: form.country.or(lot.country), ..form };
    page(StatusCode::OK, &LotPage { is_new: false, ..lot_page(&who, &sale, lot.id, form) })
}

/// `POST /sell/sales/{id}/lots/{lot}`: saves the lot as it is now typed, and does what the pressed button says; its place stays.
///
/// # Errors
/// 404 for what is not theirs, 409 for what is published meanwhile, or full; 503. Mistakes bring the form back, saved as it
/// is; so does another window that saved meanwhile.
pub async fn rewrite_lot(
    house: Data<House>,
    who: SignedIn,
    ids: Path<(Uuid, Uuid)>,
    form: Form<LotForm>,
) -> Result<HttpResponse, Error> {
    let (sale, lot) = ids.into_inner();
    act_on_lot(&house, &who, SaleId(sale), AuctionId(lot), form.into_inner()).await
}

async fn act_on_lot(
    house: &Data<House>,
    who: &SignedIn,
    sale: SaleId,
    id: AuctionId,
    form: LotForm,
) -> Result<HttpResponse, Error> {
    let sale = own_draft(house, who, sale).await?;
    let (revision, faults) = match typed::save_lot(house, &sale, id, &form).await? {
        Saved::As { revision, faults, .. } => (revision, faults),
        Saved::Contested { revision, at } => {
            let shown = lot_page(who, &sale, id, LotForm { revision, ..form });
            let layout = shown.layout.warning(t!("sell-contested", time = when::of_day(at)));
            return page(StatusCode::CONFLICT, &LotPage { layout, is_contested: true, ..shown });
        }
    };
    match form.act.as_str() {
        "preview" => Ok(see(&format!("/sell/{id}/preview"))),
        "photos" => Ok(see(&format!("/sell/{id}/photos"))),
        _ if !faults.is_empty() => {
            let shown = LotPage { faults, ..lot_page(who, &sale, id, LotForm { revision, ..form }) };
            page(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        _ => {
            let done = if revision == 1 { "added" } else { "saved" };
            Ok(see(&format!("/sell/sales/{}?done={done}", sale.id)))
        }
    }
}

/// `POST /sell/sales/{id}/lots/{lot}/move`: one place up or down, or out.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 for what was changed or published meanwhile, 503.
pub async fn move_lot(
    house: Data<House>,
    who: SignedIn,
    ids: Path<(Uuid, Uuid)>,
    order: Form<Order>,
) -> Result<HttpResponse, Error> {
    let (sale, lot) = ids.into_inner();
    let (id, lot) = (own_draft(&house, &who, SaleId(sale)).await?.id, AuctionId(lot));
    let Order { act, revision } = order.into_inner();
    let house_then = house.clone();
    let done = match act.as_str() {
        "out" => outlive(async move { house_then.store.remove_lot(id, revision, lot).await }).await?,
        "up" | "down" => {
            let lots: Vec<AuctionId> = house.store.lots_of(id).await?.iter().map(|lot| lot.id).collect();
            let lots = moved(lots, lot, act == "up").ok_or_else(Error::not_found)?;
            outlive(async move { house_then.store.order_lots(id, revision, &lots).await }).await?
        }
        _ => return Err(Error::not_found()),
    };
    match done {
        true => Ok(see(&format!("/sell/sales/{id}{}", if act == "out" { "?done=removed" } else { "" }))),
        false => Err(writing::changed()),
    }
}

/// The lots with one of them a place further up or down, as far as there is one; `None` if it is not among them.
fn moved(mut lots: Vec<AuctionId>, lot: AuctionId, up: bool) -> Option<Vec<AuctionId>> {
    let place = lots.iter().position(|id| *id == lot)?;
    let other = if up { place.saturating_sub(1) } else { (place + 1).min(lots.len() - 1) };
    lots.swap(place, other);
    Some(lots)
}

/// The owner's own sale; nobody is told of anybody else's.
pub(super) async fn own(house: &House, who: &SignedIn, id: SaleId) -> Result<Sale, Error> {
    let sale = house.store.sale(id).await?;
    sale.filter(|sale| sale.owner == who.account.id).ok_or_else(writing::unknown)
}

pub(super) async fn own_draft(house: &House, who: &SignedIn, id: SaleId) -> Result<Sale, Error> {
    let sale = own(house, who, id).await?;
    if sale.published { Err(writing::changed()) } else { Ok(sale) }
}

async fn lot_in(house: &House, sale: &Sale, lot: AuctionId) -> Result<Listing, Error> {
    let listing = house.store.listing(lot).await?;
    listing.filter(|lot| lot.place.is_some_and(|place| place.sale == sale.id)).ok_or_else(Error::not_found)
}

pub(super) fn pattern(sale: &Sale) -> Result<Terms, Error> {
    sale.pattern().map_err(|what| Error::internal(format_args!("sale {}: {what}", sale.id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lot_moves_one_place_and_stops_at_the_ends() {
        let ids: Vec<AuctionId> = (1..=3).map(|number| AuctionId(Uuid::from_u128(number))).collect();
        let order = |lots: Vec<AuctionId>| lots.iter().map(|id| id.0.as_u128()).collect::<Vec<_>>();
        assert_eq!(moved(ids.clone(), ids[2], true).map(order), Some(vec![1, 3, 2]));
        assert_eq!(moved(ids.clone(), ids[0], false).map(order), Some(vec![2, 1, 3]));
        assert_eq!(moved(ids.clone(), ids[0], true).map(order), Some(vec![1, 2, 3]));
        assert_eq!(moved(ids.clone(), ids[2], false).map(order), Some(vec![1, 2, 3]));
        assert_eq!(moved(ids, AuctionId(Uuid::nil()), true), None);
    }
}
