//! What owners do with their sales: write them, fill them, put their lots in order, publish. Only ever their own.

use super::edit::{LotPage, OwnLot, SaleEditPage};
use super::form::{LotForm, SaleForm};
use super::writing;
use crate::config::sales::MOST_LOTS;
use crate::domain::{AuctionId, Format, SaleId, SaleKind, Terms};
use crate::language::money;
use crate::store::auctions::Listing;
use crate::store::sales::Sale;
use crate::web::auth::SignedIn;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::layout::After;
use crate::web::listing::{self, Refusal};
use crate::web::{House, categories, countries, outlive, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
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
pub async fn new_form(house: Data<House>, who: SignedIn) -> Result<HttpResponse, Error> {
    listing::may_sell(&house, &who.account)?;
    page(StatusCode::OK, &SaleEditPage::new(who.layout(t!("sale-desk-new")), None, SaleForm::suggested()))
}

/// `POST /sell/sales/new`: a draft without lots.
///
/// # Errors
/// As for the form, and 503 while the database is away. Mistakes bring the form back.
pub async fn create(house: Data<House>, who: SignedIn, form: Form<SaleForm>) -> Result<HttpResponse, Error> {
    listing::may_sell(&house, &who.account)?;
    let (id, form) = (SaleId(Uuid::now_v7()), form.into_inner());
    let draft = match form.read(id, who.account.id, None, house.live.now()) {
        Ok(draft) => draft,
        Err(faults) => {
            let shown = SaleEditPage { faults, ..SaleEditPage::new(who.layout(t!("sale-desk-new")), None, form) };
            return page(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let house_then = house.clone();
    outlive(async move { writing::create(&house_then, &who, &draft).await }).await?;
    Ok(see(&format!("/sell/sales/{id}?done=saved")))
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
    let form = SaleForm::of(&sale, &pattern(&sale)?, house.live.now());
    let mut shown = edit_page(&house, &who, &sale, form).await?;
    shown.layout = shown.layout.after(words(&after.done));
    page(StatusCode::OK, &shown)
}

async fn edit_page(house: &House, who: &SignedIn, sale: &Sale, form: SaleForm) -> Result<SaleEditPage, Error> {
    let lots = house.store.lots_of(sale.id).await?.iter().filter_map(|lot| own_lot(lot, sale)).collect();
    Ok(SaleEditPage { lots, ..SaleEditPage::new(who.layout(sale.title.clone()), Some(sale.id), form) })
}

fn own_lot(lot: &Listing, sale: &Sale) -> Option<OwnLot> {
    let number = lot.place?.number;
    let currency = lot.currency.parse().ok()?;
    let ends = (sale.kind == SaleKind::Timed).then(|| writing::end_in(sale, number));
    Some(OwnLot { id: lot.id, number, title: lot.title.clone(), start: money(currency, lot.minimum), ends })
}

/// `POST /sell/sales/{id}`: the sale as it is now typed.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 for what was changed or published meanwhile, 503 while the database is away.
/// Mistakes bring the form back.
pub async fn rewrite(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    form: Form<SaleForm>,
) -> Result<HttpResponse, Error> {
    let sale = own(&house, &who, SaleId(*id)).await?;
    let (form, was) = (form.into_inner(), pattern(&sale)?);
    let read = form.read(sale.id, who.account.id, Some(&was), house.live.now());
    let same_money = |draft: &crate::store::sales::SaleDraft| sale.lots == 0 || draft.pattern.currency == was.currency;
    let draft = match read {
        Ok(draft) if same_money(&draft) => draft,
        read => {
            let kept = || vec![Fault::new("currency", t!("faults-currency-of-lots"))];
            let faults = read.err().unwrap_or_else(kept);
            let shown = SaleEditPage { faults, ..edit_page(&house, &who, &sale, form).await? };
            return page(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let (house_then, revision) = (house.clone(), form.revision);
    if !outlive(async move { house_then.store.rewrite_sale(&draft, revision).await }).await? {
        return Err(writing::changed());
    }
    if form.common.act == "publish" {
        return publish_or_ask(&house, &who, sale.id).await;
    }
    Ok(see(&format!("/sell/sales/{}?done=saved", sale.id)))
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
            let form = SaleForm::of(&sale, &pattern(&sale)?, house.live.now());
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

fn lot_page(who: &SignedIn, sale: &Sale, id: Option<AuctionId>, form: LotForm, faults: Vec<Fault>) -> LotPage {
    let title = if id.is_some() { t!("sale-desk-change-lot") } else { t!("sale-desk-one-more") };
    let several = sale.pattern().is_ok_and(|pattern| matches!(pattern.format, Format::MultiUnit { .. }));
    let (layout, sale_title) = (who.layout(title), sale.title.clone());
    let (categories, countries) = (categories::choices(), countries::all());
    LotPage { layout, sale: sale.id, sale_title, id, several, form, faults, categories, countries }
}

/// `GET /sell/sales/{id}/lots/new`: an empty form.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 for what is published, 503.
pub async fn new_lot_form(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let sale = own_draft(&house, &who, SaleId(*id)).await?;
    page(StatusCode::OK, &lot_page(&who, &sale, None, LotForm::default(), Vec::new()))
}

/// `POST /sell/sales/{id}/lots/new`: one more lot, at the end.
///
/// # Errors
/// As for the form; 409 if the sale is full. Mistakes bring the form back.
pub async fn add_lot(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    form: Form<LotForm>,
) -> Result<HttpResponse, Error> {
    let sale = own_draft(&house, &who, SaleId(*id)).await?;
    let draft = match form.read(AuctionId(Uuid::now_v7()), None, (&sale, &pattern(&sale)?), house.live.now()) {
        Ok(draft) => draft,
        Err(faults) => {
            let shown = lot_page(&who, &sale, None, form.into_inner(), faults);
            return page(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let (house_then, id) = (house.clone(), sale.id);
    match outlive(async move { house_then.store.add_lot(id, &draft, MOST_LOTS).await }).await? {
        Some(_) => Ok(see(&format!("/sell/sales/{id}?done=added"))),
        None => Err(writing::no_more_lots(&sale)),
    }
}

/// `GET /sell/sales/{id}/lots/{lot}`: the form of a lot.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 for what is published, 503.
pub async fn lot_form(house: Data<House>, who: SignedIn, ids: Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    let (sale, lot) = ids.into_inner();
    let sale = own_draft(&house, &who, SaleId(sale)).await?;
    let lot = lot_in(&house, &sale, AuctionId(lot)).await?;
    let terms = lot.terms().map_err(Error::internal)?;
    page(StatusCode::OK, &lot_page(&who, &sale, Some(lot.id), LotForm::of(&lot, &terms), Vec::new()))
}

/// `POST /sell/sales/{id}/lots/{lot}`: the lot as it is now typed; its place stays.
///
/// # Errors
/// As for the form. Mistakes bring the form back.
pub async fn rewrite_lot(
    house: Data<House>,
    who: SignedIn,
    ids: Path<(Uuid, Uuid)>,
    form: Form<LotForm>,
) -> Result<HttpResponse, Error> {
    let (sale, lot) = ids.into_inner();
    let sale = own_draft(&house, &who, SaleId(sale)).await?;
    let lot = lot_in(&house, &sale, AuctionId(lot)).await?;
    let draft = match form.read(lot.id, lot.country.as_deref(), (&sale, &pattern(&sale)?), house.live.now()) {
        Ok(draft) => draft,
        Err(faults) => {
            let shown = lot_page(&who, &sale, Some(lot.id), form.into_inner(), faults);
            return page(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let (house_then, id) = (house.clone(), sale.id);
    if outlive(async move { house_then.store.rewrite_lot(id, &draft).await }).await? {
        return Ok(see(&format!("/sell/sales/{id}?done=saved")));
    }
    Err(writing::changed())
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
