//! Who changes how they come in, or leaves for good, shows once more that it is them: a session left open somewhere is not
//! enough.

use super::sign_in::take_code;
use crate::store::sessions::Origin;
use crate::web::House;
use crate::web::auth::SignedIn;
use crate::web::error::Error;
use crate::web::security::{self, Event};
use actix_web::http::StatusCode;
use actix_web::web::Data;

/// Checks the password of somebody who is signed in, and gives the hash it was checked against.
///
/// # Errors
/// 403 `wrong_password`, 429 `rate_limited`, 503 while the database is away.
pub async fn password(house: &Data<House>, who: &SignedIn, from: &Origin, typed: &str) -> Result<String, Error> {
    let account = who.account.id;
    let rate = house.live.limits().password(account);
    rate.map_err(|too_soon| Error::rate_limited(too_soon.wait, t!("account-too-often")))?;
    let stored = house.store.password_hash(account).await?;
    let right = house.passwords.verify(typed.to_owned(), stored.clone()).await?;
    stored.filter(|_| right).ok_or_else(|| {
        security::note(Event::PasswordRefused, Some(account), &from.address);
        Error::new(StatusCode::FORBIDDEN, "wrong_password", t!("account-wrong-password"))
    })
}

/// The same, and a code where a second factor is on.
///
/// # Errors
/// As [`password`], and 401 `wrong_code`.
pub async fn password_and_code(
    house: &Data<House>,
    who: &SignedIn,
    from: &Origin,
    (typed, code): (&str, &str),
) -> Result<(), Error> {
    password(house, who, from, typed).await?;
    let on = house.store.two_factor(who.account.id).await?.is_some_and(|factor| factor.on);
    if on { take_code(house, who.account.id, code, from).await } else { Ok(()) }
}
