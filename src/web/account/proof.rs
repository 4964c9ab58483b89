//! Who changes how they come in, or leaves for good, shows once more that it is them: a session left open somewhere is not
//! enough.

use super::sign_in::take_code;
use crate::store::sessions::Origin;
use crate::web::House;
use crate::web::auth::SignedIn;
use crate::web::door::too_often;
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::security::{self, Event};
use actix_web::http::StatusCode;
use actix_web::web::Data;

/// Checks the password of somebody who is signed in, and gives the hash it was checked against.
///
/// # Errors
/// 403 `wrong_password`, 429 `rate_limited`, 503 while the database is away.
pub async fn password(house: &Data<House>, who: &SignedIn, from: &Origin, typed: &str) -> Result<String, Error> {
    let account = who.account.id;
    house.live.limits().password(account).map_err(too_often)?;
    let stored = house.store.password_hash(account).await?;
    let right = house.passwords.verify(typed.to_owned(), stored.clone()).await?;
    stored.filter(|_| right).ok_or_else(|| {
        security::note(Event::PasswordRefused, Some(account), &from.address);
        Error::new(StatusCode::FORBIDDEN, "wrong_password", t!("account-wrong-password"))
    })
}

/// Checks a code, where a second factor is on.
///
/// # Errors
/// 401 `wrong_code`, 429 `rate_limited`, 503 while the database is away.
pub async fn code(house: &Data<House>, who: &SignedIn, from: &Origin, typed: &str) -> Result<(), Error> {
    if house.store.asks_for_code(who.account.id).await? {
        take_code(house, who.account.id, typed, from).await?;
    }
    Ok(())
}

/// Both.
///
/// # Errors
/// As [`password`] and [`code`].
pub async fn password_and_code(
    house: &Data<House>,
    who: &SignedIn,
    from: &Origin,
    typed: (&str, &str),
) -> Result<(), Error> {
    password(house, who, from, typed.0).await?;
    code(house, who, from, typed.1).await
}

/// What is wrong with the field for the password, of this name, or with `code`.
///
/// # Errors
/// The error itself, if it is about neither.
pub fn fault(error: Error, password: &'static str) -> Result<Fault, Error> {
    match error.problem().code {
        "wrong_password" => Ok(Fault::new(password, error.problem().detail.clone())),
        "wrong_code" => Ok(Fault::new("code", error.problem().detail.clone())),
        _ => Err(error),
    }
}
