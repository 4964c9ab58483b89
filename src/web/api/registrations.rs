//! Registering to bid, for programs, and the house's part in it: approvals, deposits, limits and linked accounts.

use super::{named, no_room};
use crate::config;
use crate::domain::terms::{Approval, Terms};
use crate::domain::{AccountId, Currency, Money};
use crate::store::registrations::{Conditions, Deposit, Registration, RegistrationId};
use crate::web::acts::Why;
use crate::web::auth::{Admin, SignedIn};
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::{House, registrar};
use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// `POST /api/v1/auctions/{id}/registration`: accepts the auction's terms. 201 if it is new, 200 if it was there.
///
/// # Errors
/// 401, 404; 409 where there is nothing to register for; 422 for `{"accept":false}`; 503.
pub async fn register(
    request: HttpRequest,
    who: SignedIn,
    body: Bytes,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    #[derive(Deserialize)]
    struct Written {
        accept: Option<bool>,
    }
    let written: Written = read(&body, "{\"accept\":true}")?;
    let room = house.live.room(named(&request)?).await.map_err(no_room)?;
    if written.accept == Some(false) {
        let fault = Fault::new("accept", t!("api-registering-accepts"));
        return Err(Error::invalid(vec![fault]));
    }
    let (registration, new) = registrar::register(&house, &room, who.account.id).await?;
    let terms = room.board().auction.terms.clone();
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok(HttpResponse::build(status).json(standing(&house, &terms, &who, Some(registration)).await?))
}

/// `GET /api/v1/auctions/{id}/registration`: whether the caller may bid there, and what is missing.
///
/// # Errors
/// 401, 404, 503.
pub async fn show(request: HttpRequest, who: SignedIn, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let room = house.live.room(named(&request)?).await.map_err(no_room)?;
    let terms = room.board().auction.terms.clone();
    let registration = match terms.approval {
        Approval::Open => None,
        _ => registrar::registration(&house, &terms, who.account.id).await?,
    };
    Ok(HttpResponse::Ok().json(standing(&house, &terms, &who, registration).await?))
}

/// How somebody stands with a lot before they bid: their registration, and their limit if they have one.
async fn standing(
    house: &House,
    terms: &Terms,
    who: &SignedIn,
    registration: Option<Registration>,
) -> Result<Value, Error> {
    let may_bid = terms.approval == Approval::Open || registration.as_ref().is_some_and(Registration::lets_bid);
    let mut told = registration.as_ref().map(told).unwrap_or_default();
    told.insert("auction".into(), json!(terms.auction.0));
    told.insert("sale".into(), json!(terms.lot.map(|lot| lot.sale.0)));
    told.insert("approval".into(), terms.approval.word().into());
    told.insert("currency".into(), terms.currency.code().into());
    told.entry("state").or_insert_with(|| "none".into());
    told.insert("may_bid".into(), may_bid.into());
    let credit = house.live.at_stake(who.account.id, terms.currency).await.map_err(no_room)?;
    if let Some((at_stake, limit)) = credit {
        told.insert("limit".into(), limit.0.into());
        told.insert("at_stake".into(), at_stake.0.into());
    }
    Ok(Value::Object(told))
}

/// A registration, as far as its owner may see it.
fn told(registration: &Registration) -> Map<String, Value> {
    let told = json!({
        "id": registration.id.0, "state": registration.state.word(), "reason": registration.reason,
        "deposit": registration.deposit.word(), "deposit_amount": registration.deposit_amount.map(|amount| amount.0),
    });
    match told {
        Value::Object(told) => told,
        _ => Map::new(),
    }
}

/// The same, for the house.
fn told_to_the_house(registration: &Registration) -> Value {
    let mut told = told(registration);
    told.insert("account".into(), json!(registration.account.0));
    told.insert("name".into(), registration.name.clone().into());
    told.insert("email".into(), registration.email.clone().into());
    told.insert("auction".into(), json!(registration.scope.auction.0));
    told.insert("sale".into(), json!(registration.scope.sale.map(|sale| sale.0)));
    told.insert("title".into(), registration.title.clone().into());
    told.insert("currency".into(), registration.currency.clone().into());
    told.insert("may_bid".into(), registration.lets_bid().into());
    Value::Object(told)
}

/// `GET /api/v1/registrations`: those that wait for the house, longest first.
///
/// # Errors
/// 401, 403, 503.
pub async fn waiting(_: Admin, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let waiting = house.store.registrations_waiting(config::LISTED_REGISTRATIONS).await?;
    let waiting: Vec<Value> = waiting.iter().map(told_to_the_house).collect();
    Ok(HttpResponse::Ok().json(json!({ "registrations": waiting })))
}

/// `POST /api/v1/registrations/{id}/approve` `{"limit"?,"deposit"?,"reason"?}`, amounts in minor units of the lot's currency.
///
/// # Errors
/// 401, 403, 404, 422, 503.
pub async fn approve(
    admin: Admin,
    id: Path<Uuid>,
    body: Bytes,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    #[derive(Default, Deserialize)]
    struct Written {
        limit: Option<i64>,
        deposit: Option<i64>,
        #[serde(default)]
        reason: String,
    }
    let Written { limit, deposit, reason: typed } = read(&body, "{\"limit\":100000,\"deposit\":20000}")?;
    let why = reason(&Why::from(&*typed))?;
    let conditions = Conditions { limit: limit.map(Money), deposit: deposit.map(Money) };
    let done = registrar::approve(&house, RegistrationId(*id), &admin.officer(), conditions, why).await?;
    Ok(HttpResponse::Ok().json(told_to_the_house(&done)))
}

/// `POST /api/v1/registrations/{id}/refuse` `{"reason"}`: refuses it, or withdraws an approval.
///
/// # Errors
/// 401, 403, 404, 422, 503.
pub async fn refuse(admin: Admin, id: Path<Uuid>, body: Bytes, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let reason = reason(&read::<Why>(&body, "{\"reason\":\"…\"}")?)?;
    let done = registrar::refuse(&house, RegistrationId(*id), &admin.officer(), reason).await?;
    Ok(HttpResponse::Ok().json(told_to_the_house(&done)))
}

/// `POST /api/v1/registrations/{id}/deposit` `{"state","amount"?,"reason"?}`.
///
/// # Errors
/// 401, 403, 404, 409 if it cannot come to that from where it is, 422, 503.
pub async fn deposit(
    admin: Admin,
    id: Path<Uuid>,
    body: Bytes,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    #[derive(Deserialize)]
    struct Written {
        state: String,
        amount: Option<i64>,
        #[serde(default)]
        reason: String,
    }
    let Written { state, amount, reason: typed } = read(&body, "{\"state\":\"held\"}")?;
    let why = reason(&Why::from(&*typed))?;
    let to = Deposit::from_word(&state).ok_or_else(|| {
        let words = Deposit::ALL.map(Deposit::word).join(", ");
        Error::invalid(vec![Fault::new("state", format!("A deposit is one of {words}."))])
    })?;
    let by = admin.officer();
    let done = registrar::deposit(&house, RegistrationId(*id), &by, to, amount.map(Money), why).await?;
    Ok(HttpResponse::Ok().json(told_to_the_house(&done)))
}

/// `GET /api/v1/accounts/{id}/limits`: for the house, and for whose they are.
///
/// # Errors
/// 401, 403, 404, 503.
pub async fn limits(who: SignedIn, id: Path<Uuid>, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let account = AccountId(*id);
    if who.account.id != account && !who.account.role.administers() {
        return Err(Error::forbidden());
    }
    house.store.account(account).await?.ok_or_else(Error::not_found)?;
    told_limits(&house, account).await
}

/// `PUT /api/v1/accounts/{id}/limits` `{"limits":{"EUR":100000}}`: these and no others. A currency left out has no limit.
///
/// # Errors
/// 401, 403, 404, 422, 503.
pub async fn set_limits(
    admin: Admin,
    id: Path<Uuid>,
    body: Bytes,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    #[derive(Deserialize)]
    struct Written {
        limits: BTreeMap<String, i64>,
    }
    let Written { limits } = read(&body, "{\"limits\":{\"EUR\":100000}}")?;
    let read = |(code, amount): (String, i64)| Ok((code.parse::<Currency>()?, Money(amount)));
    let limits = limits.into_iter().map(read).collect::<Result<Vec<_>, String>>();
    let limits = limits.map_err(|message| Error::invalid(vec![Fault::new("limits", message)]))?;
    registrar::set_limits(&house, AccountId(*id), limits, &admin.officer()).await?;
    told_limits(&house, AccountId(*id)).await
}

async fn told_limits(house: &House, account: AccountId) -> Result<HttpResponse, Error> {
    let limits = house.store.facts(account).await?.limits;
    let limits: BTreeMap<&str, i64> = limits.iter().map(|(currency, limit)| (currency.code(), limit.0)).collect();
    Ok(HttpResponse::Ok().json(json!({ "account": account.0, "limits": limits })))
}

/// `GET /api/v1/accounts/{id}/links`: the accounts linked to it.
///
/// # Errors
/// 401, 403, 503.
pub async fn links(_: Admin, id: Path<Uuid>, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let links = house.store.links(AccountId(*id)).await?;
    let told = |link: &crate::store::credit::Link| json!({ "account": link.account.0, "name": link.name, "email": link.email, "reason": link.reason });
    Ok(HttpResponse::Ok().json(json!({ "links": links.iter().map(told).collect::<Vec<_>>() })))
}

/// `PUT /api/v1/accounts/{id}/links/{other}` `{"reason"}`: the two are one person's.
///
/// # Errors
/// 401, 403, 404, 422, 503.
pub async fn link(
    admin: Admin,
    pair: Path<(Uuid, Uuid)>,
    body: Bytes,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    let (one, other) = pair.into_inner();
    let reason = reason(&read::<Why>(&body, "{\"reason\":\"…\"}")?)?;
    registrar::link(&house, AccountId(one), AccountId(other), reason, &admin.officer()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `DELETE /api/v1/accounts/{id}/links/{other}`.
///
/// # Errors
/// 401, 403, 404, 503.
pub async fn unlink(admin: Admin, pair: Path<(Uuid, Uuid)>, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let (one, other) = pair.into_inner();
    registrar::unlink(&house, AccountId(one), AccountId(other), &admin.officer(), String::new()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Reads a body, of which nothing at all stands for an empty object.
fn read<T: DeserializeOwned>(body: &[u8], example: &str) -> Result<T, Error> {
    let body = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body)
        .map_err(|error| Error::malformed(t!("api-json-like", example = example, why = error.to_string())))
}

fn reason(why: &Why) -> Result<String, Error> {
    why.reason().map_err(|message| Error::invalid(vec![Fault::new("reason", message)]))
}
