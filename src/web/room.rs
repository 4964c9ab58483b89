//! Asking and talking by plain forms, for browsers without scripts; and moderating. A mistake brings the auction's page
//! back with it. Who may do what is decided by [`live::talk`](crate::live::talk).

use super::auth::{SignedIn, Viewer};
use super::browse::{auction_page, see};
use super::error::{Error, retry_after_s};
use super::talk::Typed;
use super::{House, fill, outlive, page};
use crate::domain::{AuctionId, Seq};
use crate::live;
use crate::live::talk::{Refused, Words};
use crate::store::rooms::Kind;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::web::{Data, Form, Path};
use serde::Deserialize;
use std::future::Future;
use uuid::Uuid;

/// A message as it was typed.
#[derive(Deserialize)]
pub struct SayForm {
    text: String,
    #[serde(default)]
    kind: String,
    /// The question it answers.
    about: Option<Seq>,
    key: Uuid,
}

/// An act of who moderates, as it was typed.
#[derive(Deserialize)]
pub struct ModerateForm {
    #[serde(default)]
    reason: String,
    /// Whom it concerns; nobody where a message is hidden.
    #[serde(default)]
    author: String,
}

/// `POST /auctions/{id}/room`: asks, answers or talks.
///
/// # Errors
/// 401 for who is not signed in, 404 for what is not there, 503 while the database is away. Whatever else is refused brings
/// the page back.
pub async fn say(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    typed: Form<SayForm>,
) -> Result<HttpResponse, Error> {
    let (id, SayForm { text, kind, about, key }) = (AuctionId(*id), typed.into_inner());
    let kind = kind.parse().ok();
    let words = Words { kind, text: text.clone(), about, key };
    let (there, person) = (house.clone(), who.person());
    let said = written(async move { there.live.say(id, person, words).await }).await?;
    match said {
        Ok(said) => Ok(see(&format!("/auctions/{id}#m{}", said.seq))),
        Err(refused) => {
            let typed = Typed { text, kind: kind.unwrap_or(Kind::Chat), about };
            again(&house, who, id, Some(typed), refused).await
        }
    }
}

/// `POST /auctions/{id}/room/{seq}/hide`.
///
/// # Errors
/// As [`say`].
pub async fn hide(
    house: Data<House>,
    who: SignedIn,
    what: Path<(Uuid, Seq)>,
    why: Form<ModerateForm>,
) -> Result<HttpResponse, Error> {
    let (id, seq) = what.into_inner();
    let (id, there, person) = (AuctionId(id), house.clone(), who.person());
    let hidden = written(async move { there.live.hide(id, person, seq, &why.reason).await }).await?;
    done(&house, who, id, &format!("m{seq}"), hidden).await
}

/// `POST /auctions/{id}/room/mute`.
///
/// # Errors
/// As [`say`].
pub async fn mute(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    why: Form<ModerateForm>,
) -> Result<HttpResponse, Error> {
    let (id, there, person) = (AuctionId(*id), house.clone(), who.person());
    let muted = written(async move {
        let guest = why.author.parse().map_err(|()| Refused::NoSuchGuest)?;
        there.live.mute(id, person, guest, &why.reason).await
    });
    done(&house, who, id, "room", muted.await?).await
}

/// `POST /auctions/{id}/room/unmute`.
///
/// # Errors
/// As [`say`].
pub async fn unmute(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    why: Form<ModerateForm>,
) -> Result<HttpResponse, Error> {
    let (id, there, person) = (AuctionId(*id), house.clone(), who.person());
    let heard = written(async move {
        let guest = why.author.parse().map_err(|()| Refused::NoSuchGuest)?;
        there.live.unmute(id, person, guest, &why.reason).await
    });
    done(&house, who, id, "room", heard.await?).await
}

/// Runs a write to its end, and gives back what was refused as well.
async fn written<T: 'static>(
    write: impl Future<Output = Result<T, Refused>> + 'static,
) -> Result<Result<T, Refused>, Error> {
    outlive(async move { Ok::<_, Error>(write.await) }).await
}

async fn done(
    house: &Data<House>,
    who: SignedIn,
    id: AuctionId,
    place: &str,
    outcome: Result<(), Refused>,
) -> Result<HttpResponse, Error> {
    match outcome {
        Ok(()) => Ok(see(&format!("/auctions/{id}#{place}"))),
        Err(refused) => again(house, who, id, None, refused).await,
    }
}

/// The auction's page as it is now, with what was typed and what is wrong with it.
async fn again(
    house: &House,
    who: SignedIn,
    id: AuctionId,
    typed: Option<Typed>,
    refused: Refused,
) -> Result<HttpResponse, Error> {
    let message = refused.message();
    let wait = match refused {
        Refused::RateLimited { wait } => Some(wait),
        Refused::Live(error) => return Err(fill::unreachable(error)),
        _ => None,
    };
    let listing = house.store.listing(id).await?.ok_or_else(Error::not_found)?;
    let mut shown = auction_page(house, &Viewer(Some(who)), listing, None).await?;
    shown.layout = shown.layout.warning(message.clone());
    (shown.room.typed, shown.room.mistake) = (typed, Some(message));
    let mut answer = page(status(&refused), &shown)?;
    if let Some(wait) = wait {
        answer.headers_mut().insert(RETRY_AFTER, retry_after_s(wait).into());
    }
    Ok(answer)
}

fn status(refused: &Refused) -> StatusCode {
    match refused {
        Refused::SignedOut => StatusCode::UNAUTHORIZED,
        Refused::Contradiction => StatusCode::BAD_REQUEST,
        Refused::Forbidden | Refused::Muted { .. } => StatusCode::FORBIDDEN,
        Refused::NoRoom | Refused::NoSuchMessage | Refused::NoSuchGuest => StatusCode::NOT_FOUND,
        Refused::BadText
        | Refused::CaptionTooLong
        | Refused::ReasonRequired
        | Refused::KeyReused
        | Refused::NoSuchQuestion => StatusCode::UNPROCESSABLE_ENTITY,
        Refused::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refused::Overloaded | Refused::Live(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Why something was not said or done, as a problem for programs. `unreachable` says what an auction is that cannot be
/// reached.
pub fn problem(refused: Refused, unreachable: impl FnOnce(live::Error) -> Error) -> Error {
    let (status, code, message) = (status(&refused), refused.code(), refused.message());
    match refused {
        Refused::RateLimited { wait } => Error::rate_limited(wait, message),
        Refused::Muted { reason } => Error::new(status, code, message).with("reason", reason),
        Refused::Live(error) => unreachable(error),
        _ => Error::new(status, code, message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn told(refused: Refused) -> (u16, &'static str) {
        let error = problem(refused, fill::unreachable);
        (error.problem().status.as_u16(), error.problem().code)
    }

    #[test]
    fn a_refusal_tells_by_its_status_whether_to_change_something_or_to_wait() {
        assert_eq!(told(Refused::BadText), (422, "bad_text"));
        assert_eq!(told(Refused::Forbidden), (403, "forbidden"));
        assert_eq!(told(Refused::NoSuchMessage), (404, "unknown_message"));
        assert_eq!(told(Refused::RateLimited { wait: Duration::from_secs(3) }), (429, "rate_limited"));
        assert_eq!(told(Refused::Overloaded), (503, "overloaded"));
    }

    #[test]
    fn whoever_is_muted_is_told_why() {
        let error = problem(Refused::Muted { reason: "Rude.".into() }, fill::unreachable);
        assert_eq!((error.problem().status.as_u16(), error.problem().body()["reason"].as_str()), (403, Some("Rude.")));
    }
}
