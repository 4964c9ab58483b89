//! Registering to bid, and what the house does about it: the same acts for pages and programs. Each is written down first,
//! and when it returns the house goes by it, also in auctions that are running.

use super::error::Error;
use super::fault::Fault;
use super::office::own_affair;
use super::{House, outlive};
use crate::config;
use crate::domain::terms::{Approval, Terms};
use crate::domain::{AccountId, AuctionId, Currency, Money, Rejection};
use crate::live::room::Room;
use crate::live::words;
use crate::store;
use crate::store::audit::Officer;
use crate::store::credit::in_words;
use crate::store::registrations::{Conditions, Deposit, Registration, RegistrationId, Scope};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use std::future::Future;
use std::sync::Arc;

/// Registers somebody for a lot, or for the sale it is in. Says how their registration stands, and whether it is new.
///
/// # Errors
/// 409 if nobody has to register for it, for the seller, and once it is over; 503.
pub async fn register(house: &Data<House>, room: &Room, who: AccountId) -> Result<(Registration, bool), Error> {
    let (terms, seller, over) = {
        let board = room.board();
        (board.auction.terms.clone(), board.auction.seller, board.is_over())
    };
    if who == seller {
        return Err(conflict(Rejection::OwnAuction.code(), t!("house-registering-own-lot")));
    }
    if over {
        return Err(conflict(Rejection::Ended.code(), words::rejection(&Rejection::Ended)));
    }
    let at_once = match terms.approval {
        Approval::Open => {
            let detail = t!("house-registering-not-needed");
            return Err(conflict("registration_not_needed", detail));
        }
        Approval::Registered => true,
        Approval::Approved => false,
    };
    let (scope, store) = (Scope::of(&terms), house.store.clone());
    if let Some(there) = house.store.registration_for(who, scope).await? {
        return Ok((there, false));
    }
    let registered = changing(house, who, async move { store.register(who, scope, at_once).await }).await?;
    registered.map(|registration| (registration, true)).ok_or_else(|| Error::internal("a registration vanished"))
}

/// How somebody's registration for a lot stands; `None` if they never asked.
///
/// # Errors
/// 503.
pub async fn registration(house: &House, terms: &Terms, who: AccountId) -> Result<Option<Registration>, Error> {
    Ok(house.store.registration_for(who, Scope::of(terms)).await?)
}

/// Approves a registration, on conditions. A reason is told to whom it concerns, if there is one.
///
/// # Errors
/// 404 for none, 422 for amounts that are none, 503.
pub async fn approve(
    house: &Data<House>,
    id: RegistrationId,
    by: &Officer,
    conditions: Conditions,
    why: String,
) -> Result<Registration, Error> {
    let largest = config::LARGEST_AMOUNT;
    let mut faults = Vec::new();
    if conditions.limit.is_some_and(|limit| !(Money(0)..=largest).contains(&limit)) {
        faults.push(Fault::new("limit", t!("house-limit-wrong")));
    }
    if conditions.deposit.is_some_and(|deposit| !(Money(1)..=largest).contains(&deposit)) {
        faults.push(Fault::new("deposit", t!("house-deposit-wrong")));
    }
    if !faults.is_empty() {
        return Err(Error::invalid(faults));
    }
    let (store, officer) = (house.store.clone(), by.clone());
    let said = conditions_in_words(&named(house, id).await?, conditions);
    act(house, id, by, async move { store.approve(id, &officer, conditions, &said, &why).await }).await
}

/// What the audit says of conditions.
fn conditions_in_words(there: &Registration, conditions: Conditions) -> String {
    let part = |name, amount: Option<Money>| Some(format!("{name} {}", amount_in_words(there, Some(amount?))));
    let parts = [part("limit", conditions.limit), part("deposit", conditions.deposit)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn amount_in_words(there: &Registration, amount: Option<Money>) -> String {
    there.currency().map_or_else(|_| String::new(), |currency| in_words(currency, amount))
}

/// Refuses a registration, or withdraws one that was approved. A bid that stands, stands.
///
/// # Errors
/// 404 for none, 422 without a reason, 503.
pub async fn refuse(
    house: &Data<House>,
    id: RegistrationId,
    by: &Officer,
    reason: String,
) -> Result<Registration, Error> {
    if reason.is_empty() {
        return Err(Error::invalid(vec![Fault::new("reason", t!("house-reason-needed-told"))]));
    }
    let (store, officer) = (house.store.clone(), by.clone());
    act(house, id, by, async move { store.refuse(id, &officer, &reason).await }).await
}

/// Writes down what became of a deposit, and why.
///
/// # Errors
/// 404 for no such registration, 409 if the deposit cannot come to that from where it is, 422 for an amount that is none, or
/// for none with a deposit that is asked for; 503.
pub async fn deposit(
    house: &Data<House>,
    id: RegistrationId,
    by: &Officer,
    to: Deposit,
    amount: Option<Money>,
    why: String,
) -> Result<Registration, Error> {
    let amount = amount.filter(|_| to == Deposit::Asked);
    let good = amount.is_some_and(|amount| (Money(1)..=config::LARGEST_AMOUNT).contains(&amount));
    if to == Deposit::Asked && !good {
        return Err(Error::invalid(vec![Fault::new("amount", t!("house-deposit-amount-wrong"))]));
    }
    let (store, officer, there) = (house.store.clone(), by.clone(), named(house, id).await?);
    let said = format!("{} {}", to.word(), amount_in_words(&there, amount.or(there.deposit_amount)));
    let write = async move { store.set_deposit(id, &officer, to, amount, (&said, &why)).await };
    let done = changing(house, there.account, write).await?;
    let now = named(house, id).await?;
    // Pressed twice, it is done once.
    if done || now.deposit == to {
        return Ok(now);
    }
    let named = |deposit: Deposit| t_code!("house-deposit-", deposit.word()).unwrap_or_default();
    Err(conflict("deposit_state", t!("house-deposit-not-now", is = named(now.deposit), wanted = named(to))))
}

/// Nobody decides for the house what concerns themselves.
fn not_oneself(by: &Officer, concerned: &[AccountId]) -> Result<(), Error> {
    if concerned.contains(&by.account) { Err(own_affair()) } else { Ok(()) }
}

/// Sets an account's limits, in place of all it had.
///
/// # Errors
/// 403 for one's own, 404 for no such account, 422 for amounts that are none, 503.
pub async fn set_limits(
    house: &Data<House>,
    account: AccountId,
    limits: Vec<(Currency, Money)>,
    by: &Officer,
) -> Result<(), Error> {
    not_oneself(by, &[account])?;
    limits.iter().try_for_each(|(_, limit)| check_limit(*limit))?;
    somebody(house, account).await?;
    let (store, by) = (house.store.clone(), by.clone());
    changing(house, account, async move { store.set_limits(account, &limits, &by).await }).await
}

/// Sets an account's limit in one currency, or lifts it.
///
/// # Errors
/// As [`set_limits`].
pub async fn set_limit(
    house: &Data<House>,
    account: AccountId,
    currency: Currency,
    limit: Option<Money>,
    by: &Officer,
    why: String,
) -> Result<(), Error> {
    not_oneself(by, &[account])?;
    limit.map_or(Ok(()), check_limit)?;
    somebody(house, account).await?;
    let (store, by) = (house.store.clone(), by.clone());
    changing(house, account, async move { store.set_limit(account, currency, limit, &by, &why).await }).await
}

/// Writes down that two accounts are one person's.
///
/// # Errors
/// 403 for one's own account, 404 for no such account, 422 for one linked to itself or without a reason, 503.
pub async fn link(
    house: &Data<House>,
    one: AccountId,
    other: AccountId,
    reason: String,
    by: &Officer,
) -> Result<(), Error> {
    not_oneself(by, &[one, other])?;
    if one == other {
        return Err(Error::invalid(vec![Fault::new("account", t!("house-link-itself"))]));
    }
    if reason.is_empty() {
        return Err(Error::invalid(vec![Fault::new("reason", t!("house-link-why"))]));
    }
    somebody(house, one).await?;
    somebody(house, other).await?;
    let (store, by) = (house.store.clone(), by.clone());
    changing(house, one, async move { store.link(one, other, &reason, &by).await }).await?;
    changed(house, other).await
}

/// Takes that back.
///
/// # Errors
/// 403 for one's own account, 404 if nobody had said so, 503.
pub async fn unlink(
    house: &Data<House>,
    one: AccountId,
    other: AccountId,
    by: &Officer,
    why: String,
) -> Result<(), Error> {
    not_oneself(by, &[one, other])?;
    let (store, by) = (house.store.clone(), by.clone());
    let was = changing(house, one, async move { store.unlink(one, other, &by, &why).await }).await?;
    changed(house, other).await?;
    if was { Ok(()) } else { Err(Error::not_found()) }
}

/// An act on a registration, and how it stands after it.
async fn act(
    house: &Data<House>,
    id: RegistrationId,
    by: &Officer,
    write: impl Future<Output = Result<bool, store::Error>> + 'static,
) -> Result<Registration, Error> {
    let there = named(house, id).await?;
    if there.account == by.account {
        let detail = t!("house-own-affair");
        return Err(Error::new(StatusCode::FORBIDDEN, "forbidden", detail));
    }
    changing(house, there.account, write).await?;
    house.live.ring([there.account]);
    named(house, id).await
}

async fn named(house: &House, id: RegistrationId) -> Result<Registration, Error> {
    house.store.registration(id).await?.ok_or_else(Error::not_found)
}

async fn somebody(house: &House, account: AccountId) -> Result<(), Error> {
    house.store.account(account).await?.map(drop).ok_or_else(Error::not_found)
}

fn check_limit(limit: Money) -> Result<(), Error> {
    if (Money(0)..=config::LARGEST_AMOUNT).contains(&limit) {
        return Ok(());
    }
    Err(Error::invalid(vec![Fault::new("limit", t!("house-limit-wrong"))]))
}

/// Runs a write about an account, and has the house go by it, whatever is known of how it went.
async fn changing<T: 'static>(
    house: &Data<House>,
    account: AccountId,
    write: impl Future<Output = Result<T, store::Error>> + 'static,
) -> Result<T, Error> {
    let house = house.clone();
    outlive(async move {
        let written = write.await;
        house.live.bidder_changed(account).await.map_err(|_| Error::unavailable())?;
        written.map_err(Error::from)
    })
    .await
}

async fn changed(house: &Data<House>, account: AccountId) -> Result<(), Error> {
    changing(house, account, async { Ok(()) }).await
}

fn conflict(code: &'static str, detail: impl Into<String>) -> Error {
    Error::new(StatusCode::CONFLICT, code, detail)
}

/// The room of a lot that somebody registers for.
///
/// # Errors
/// 404 for what is not there or only a draft, 503.
pub async fn room(house: &House, id: AuctionId) -> Result<Arc<Room>, Error> {
    house.live.room(id).await.map_err(super::fill::unreachable)
}
