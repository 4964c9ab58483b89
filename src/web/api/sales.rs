//! Sales for programs: `/api/v1/sales`. Reads JSON, asks the store, writes JSON; decides no rule.

use super::create::{self, Reader};
use super::not_published;
use crate::config::sales::{LISTED_SALES, MOST_LOTS};
use crate::domain::{AccountId, AuctionId, SaleId, SaleKind, Timestamp};
use crate::live::protocol::Card;
use crate::store::auctions::Listing;
use crate::store::ledger::instant;
use crate::store::sales::Sale;
use crate::web::auth::{SignedIn, Viewer};
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::listing;
use crate::web::listing::NO_CATEGORY;
use crate::web::sales::writing::{self, LotInput, SaleInput};
use crate::web::{House, cursor, outlive};
use actix_web::http::header::LOCATION;
use actix_web::web::{Bytes, Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// What is a lot's own, and means nothing for a sale.
const OF_A_LOT: [&str; 6] = ["category", "country", "start", "reserve", "buy_now", "quantity"];

/// What all lots of a sale have in common, and no lot says by itself.
const OF_THE_SALE: [&str; 12] = [
    "currency",
    "format",
    "increments",
    "quantum",
    "automatic",
    "closing",
    "premium",
    "tax",
    "approval",
    "retraction",
    "starts_at",
    "ends_at",
];

/// A sale among others.
#[derive(Serialize)]
struct Line {
    id: Uuid,
    title: String,
    kind: &'static str,
    state: &'static str,
    /// The owner's public name.
    owner: String,
    starts_at: String,
    /// The end of the first lot; in a live sale only a guess.
    ends_at: String,
    stagger_s: i64,
}

/// A sale with its lots.
#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    line: Line,
    description: String,
    /// What all lots have in common.
    terms: Value,
    lots: Vec<Lot>,
    now: String,
}

/// A lot of a sale.
#[derive(Serialize)]
struct Lot {
    number: u32,
    #[serde(flatten)]
    card: Card,
}

impl From<&Sale> for Line {
    fn from(sale: &Sale) -> Line {
        Line {
            id: sale.id.0,
            title: sale.title.clone(),
            kind: sale.kind.word(),
            state: if sale.published { "published" } else { "draft" },
            owner: sale.owner_name.clone(),
            starts_at: instant(sale.starts_at),
            ends_at: instant(sale.ends_at),
            stagger_s: sale.stagger.num_seconds(),
        }
    }
}

/// Which page is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    cursor: Option<String>,
}

/// `GET /api/v1/sales`: published sales, the latest to begin first.
///
/// # Errors
/// 400 for a cursor that is none; 503.
pub async fn list(asked: Query<Asked>, house: Data<House>) -> Result<HttpResponse, Error> {
    #[derive(Serialize)]
    struct Listed {
        #[serde(flatten)]
        line: Line,
        lots: u32,
    }
    let given = asked.cursor.as_deref().filter(|cursor| !cursor.is_empty());
    let position = |given| cursor::read(given).ok_or_else(|| Error::malformed(t!("api-cursor")));
    let after = given.map(position).transpose()?;
    // One more tells whether there is a next page.
    let mut sales = house.store.sales(after, LISTED_SALES + 1).await?;
    let page = usize::try_from(LISTED_SALES).unwrap_or_default();
    let more = sales.len() > page;
    sales.truncate(page);
    let next = sales.last().filter(|_| more).map(|last| cursor::write(last.starts_at, last.id));
    let listed: Vec<Listed> = sales.iter().map(|sale| Listed { line: sale.into(), lots: sale.lots }).collect();
    Ok(HttpResponse::Ok().json(json!({ "sales": listed, "next": next })))
}

/// `GET /api/v1/sales/{id}`: a sale with its lots in order.
///
/// # Errors
/// 404 if there is no such sale, or only somebody else's draft; 503.
pub async fn show(request: HttpRequest, viewer: Viewer, house: Data<House>) -> Result<HttpResponse, Error> {
    let viewer = viewer.0.map(|who| who.account.id);
    Ok(HttpResponse::Ok().json(whole(&house, named(&request)?, viewer).await?))
}

async fn whole(house: &House, id: SaleId, viewer: Option<AccountId>) -> Result<Whole, Error> {
    let sale = writing::visible(house, id, viewer).await?;
    let lots = house.store.lots_of(id).await?.iter().map(|lot| Lot::of(lot, &sale)).collect();
    let mut terms: Value = serde_json::from_str(&sale.pattern_text).unwrap_or_default();
    if let Some(terms) = terms.as_object_mut() {
        // Each lot has its own, and these only hold their places.
        terms.retain(|name, _| !["auction", "sale", "lot", "start", "starts_at", "ends_at"].contains(&name.as_str()));
    }
    let line = Line::from(&sale);
    Ok(Whole { line, description: sale.description, terms, lots, now: instant(house.live.now()) })
}

impl Lot {
    fn of(listing: &Listing, sale: &Sale) -> Lot {
        let number = listing.place.map_or(0, |place| place.number);
        let mut card = Card::from(listing);
        if !sale.published {
            card.ends_at = instant(writing::end_in(sale, number));
        }
        Lot { number, card }
    }
}

/// `POST /api/v1/sales`: a draft without lots.
///
/// # Errors
/// 401 without sign-in, 403 if the caller may not sell, 400 for what is not JSON, 422 with every field at fault, 503.
pub async fn create(who: SignedIn, body: Bytes, house: Data<House>) -> Result<HttpResponse, Error> {
    let fields = object(&body)?;
    listing::may_sell(&house, &who.account)?;
    let (id, owner) = (SaleId(Uuid::now_v7()), who.account.id);
    let input = sale(fields).map_err(Error::invalid)?;
    let draft = input.draft(id, owner, house.live.now()).map_err(Error::invalid)?;
    let there = house.clone();
    outlive(async move { writing::create(&there, &who, &draft).await }).await?;
    let location = (LOCATION, format!("/api/v1/sales/{id}"));
    Ok(HttpResponse::Created().insert_header(location).json(whole(&house, id, Some(owner)).await?))
}

/// `POST /api/v1/sales/{id}/lots`: one more lot at the end of a draft.
///
/// # Errors
/// 404 unless it is the caller's; 400, 422; 409 once it is published, or full; 503.
pub async fn add_lot(
    request: HttpRequest,
    who: SignedIn,
    body: Bytes,
    house: Data<House>,
) -> Result<HttpResponse, Error> {
    let (id, owner) = (named(&request)?, who.account.id);
    let fields = object(&body)?;
    let sale = house.store.sale(id).await?.filter(|sale| sale.owner == owner).ok_or_else(writing::unknown)?;
    let pattern = sale.pattern().map_err(Error::internal)?;
    let input = lot(&fields).map_err(Error::invalid)?;
    let auction = AuctionId(Uuid::now_v7());
    let draft = input.draft(auction, &sale, &pattern, house.live.now()).map_err(Error::invalid)?;
    let there = house.clone();
    let number = outlive(async move { there.store.add_lot(id, &draft, None, MOST_LOTS).await }).await?;
    let number = number.ok_or_else(|| writing::no_more_lots(&sale))?;
    let location = (LOCATION, format!("/api/v1/auctions/{auction}"));
    Ok(HttpResponse::Created()
        .insert_header(location)
        .json(json!({ "sale": id.0, "number": number, "auction": auction.0 })))
}

/// `POST /api/v1/sales/{id}/publish`: with all its lots, or not at all.
///
/// # Errors
/// 404 unless it is the caller's; 409 if it is published; 422 with what is wrong with each lot; 503.
pub async fn publish(request: HttpRequest, who: SignedIn, house: Data<House>) -> Result<HttpResponse, Error> {
    let (id, owner, there) = (named(&request)?, who.account.id, house.clone());
    outlive(async move {
        writing::publish(&there.store, &there.live, id, owner).await.map_err(|refusal| match refusal {
            listing::Refusal::Unknown => writing::unknown(),
            listing::Refusal::Published => writing::changed(),
            other => not_published(other),
        })
    })
    .await?;
    Ok(HttpResponse::Ok().json(whole(&house, id, Some(owner)).await?))
}

/// The sale that a request's address names.
///
/// # Errors
/// 404: what cannot be an id is the id of nothing.
pub fn named(request: &HttpRequest) -> Result<SaleId, Error> {
    request.match_info().get("id").and_then(|id| id.parse().ok()).ok_or_else(writing::unknown)
}

fn object(body: &[u8]) -> Result<Map<String, Value>, Error> {
    serde_json::from_slice(body).map_err(|error| Error::malformed(t!("api-sale-object", why = error.to_string())))
}

/// What the fields of a sale say. The common ones are read as a lot's are.
fn sale(mut fields: Map<String, Value>) -> Result<SaleInput, Vec<Fault>> {
    let mut reader = Reader { fields: &fields, faults: Vec::new() };
    for field in OF_A_LOT {
        if reader.given(field).is_some() {
            reader.fault(field, t!("faults-json-of-a-lot"));
        }
    }
    let kind = reader
        .given("kind")
        .map_or(Some(SaleKind::Timed), |kind| SaleKind::from_word(kind.as_str().unwrap_or_default()));
    if kind.is_none() {
        reader.fault("kind", t!("faults-json-kind"));
    }
    let stagger = reader.given("stagger_s").map_or(Some(0), Value::as_i64).and_then(TimeDelta::try_seconds);
    if stagger.is_none() {
        reader.fault("stagger_s", t!("faults-json-stagger"));
    }
    let mut faults = reader.faults;
    let (kind, stagger) = (kind.unwrap_or(SaleKind::Timed), stagger.unwrap_or_default());
    stand_in(&mut fields, kind);
    match create::read(&fields) {
        Ok((common, _)) if faults.is_empty() => Ok(SaleInput { kind, stagger, common }),
        Ok(_) => Err(faults),
        Err(others) => {
            faults.extend(others);
            Err(faults)
        }
    }
}

/// Puts harmless values where a lot has its own, or a live sale has none.
fn stand_in(fields: &mut Map<String, Value>, kind: SaleKind) {
    for field in OF_A_LOT {
        fields.remove(field);
    }
    let whole = |value: Option<&Value>| value.and_then(Value::as_i64).filter(|amount| *amount > 0);
    let quantum = whole(fields.get("quantum")).unwrap_or(1);
    // Above the floor of a falling price, and on the quantum.
    let floor = whole(fields.get("dutch").and_then(|falls| falls.get("floor"))).unwrap_or_default();
    fields.insert("start".into(), (floor / quantum).saturating_add(1).saturating_mul(quantum).into());
    if fields.get("format").and_then(Value::as_str).is_some_and(|format| format.starts_with("multi")) {
        fields.insert("quantity".into(), 1.into());
    }
    if kind == SaleKind::Live {
        // The auctioneer ends its lots.
        fields.insert("ends_at".into(), instant(Timestamp::UNIX_EPOCH).into());
    }
}

/// What the fields of a lot say.
fn lot(fields: &Map<String, Value>) -> Result<LotInput, Vec<Fault>> {
    let mut reader = Reader { fields, faults: Vec::new() };
    for field in OF_THE_SALE {
        if reader.given(field).is_some() {
            reader.fault(field, t!("faults-json-of-the-sale"));
        }
    }
    let title = reader.text("title");
    if title.trim().is_empty() && reader.faults.iter().all(|fault| fault.field != "title") {
        reader.fault("title", t!("faults-json-title"));
    }
    let (description, category) = (reader.text("description"), reader.text("category"));
    let category = if category.is_empty() { NO_CATEGORY.into() } else { category };
    let country = reader.country();
    let (start, reserve) = (reader.amount("start"), reader.amount("reserve"));
    reader.needed("start", start.is_some(), t!("faults-json-start"));
    let quantity = reader.given("quantity").map_or(Some(1), |value| value.as_u64().and_then(|n| n.try_into().ok()));
    if quantity.is_none() {
        reader.fault("quantity", t!("faults-json-units"));
    }
    match (start, quantity) {
        (Some(start), Some(quantity)) if reader.faults.is_empty() => {
            Ok(LotInput { title, description, category, country, start, reserve, quantity })
        }
        _ => Err(reader.faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(value: Value) -> Map<String, Value> {
        value.as_object().cloned().expect("an object")
    }

    fn at_fault<T>(read: Result<T, Vec<Fault>>) -> Vec<&'static str> {
        read.err().unwrap_or_default().into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn a_sale_says_what_is_common_and_a_lot_what_is_its_own() {
        let own =
            json!({"title": "A sale", "currency": "EUR", "ends_at": "2026-12-01T12:00:00Z", "start": 5, "quantity": 2});
        assert_eq!(at_fault(sale(fields(own))), ["start", "quantity"]);
        let common = json!({"title": "A chair", "start": 100, "currency": "USD", "closing": {"mode": "hard"}});
        assert_eq!(at_fault(lot(&fields(common))), ["currency", "closing"]);
    }

    #[test]
    fn every_mistake_in_a_sale_is_named_at_once() {
        let wrong = json!({"kind": "silent", "stagger_s": "a minute", "closing": 7});
        assert_eq!(at_fault(sale(fields(wrong))), ["kind", "stagger_s", "currency", "title", "ends_at", "closing"]);
    }

    #[test]
    fn a_live_sale_needs_no_end() {
        let live = json!({"kind": "live", "title": "A sale", "currency": "EUR"});
        assert_eq!(sale(fields(live)).map(|sale| sale.kind).ok(), Some(SaleKind::Live));
    }

    #[test]
    fn a_format_is_common_to_all_lots_and_its_units_are_each_lots_own() {
        for more in [
            json!({"format": "vickrey"}),
            json!({"format": "multi_unit", "pricing": "uniform"}),
            json!({"format": "dutch", "dutch": {"step": 500, "every_s": 60, "floor": 1_000}, "quantum": 300}),
        ] {
            let mut whole = json!({"title": "A sale", "currency": "EUR", "ends_at": "2026-12-01T12:00:00Z"});
            whole.as_object_mut().expect("an object").extend(fields(more.clone()));
            let now = "2026-11-21T12:00:00Z".parse().expect("an instant");
            let (id, owner) = (SaleId(Uuid::nil()), AccountId(Uuid::nil()));
            let draft = sale(fields(whole)).and_then(|sale| sale.draft(id, owner, now));
            assert!(draft.is_ok(), "{more}: {:?}", draft.err());
        }
    }

    #[test]
    fn a_lot_needs_a_title_and_a_start() {
        assert_eq!(at_fault(lot(&Map::new())), ["title", "start"]);
    }
}
