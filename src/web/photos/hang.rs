//! From a file to a photograph of a lot: whether its seller may, then the darkroom, then the shelf, then the books, in that
//! order. What is on the shelf and in no book is swept out.

use crate::config::photos::{
    LARGEST_FORMFUL, LARGEST_PHOTO, LARGEST_WASTE, LONGEST_ALT, MOST_PHOTOS, MOST_PIXELS, SHORTEST_SIDE, SPACE_OF_ONE,
    SWEEP_PERIOD, UPLOAD,
};
use crate::domain::{AccountId, AuctionId, PhotoId};
use crate::limits::TooSoon;
use crate::limits::address::Address;
use crate::limits::places::{Full, Place};
use crate::photos::darkroom;
use crate::photos::{Photos, Prints, Refusal};
use crate::store::Store;
use crate::store::photos::{NewPhoto, Wall};
use crate::web::error::Error;
use crate::web::receive::Bounds;
use crate::web::{House, outlive};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use std::io;
use uuid::Uuid;

/// How much is taken of a photograph that is a whole body.
pub const BOUNDS: Bounds = Bounds { kept: LARGEST_PHOTO, read: LARGEST_WASTE, time: UPLOAD };

/// How much is taken of a form with photographs.
pub const FORM: Bounds = Bounds { read: LARGEST_FORMFUL, ..BOUNDS };

/// Whether the photographs of this seller's lot can be changed now.
///
/// # Errors
/// 404 for what is not theirs, 409 once somebody has bid or it is over, 503 while the database is away.
pub async fn changeable(house: &House, seller: AccountId, auction: AuctionId) -> Result<Wall, Error> {
    let wall = house.store.photo_wall(seller, auction).await?.ok_or_else(Error::not_found)?;
    if wall.changeable { Ok(wall) } else { Err(fixed()) }
}

/// The photographs stand as they are.
pub fn fixed() -> Error {
    Error::new(StatusCode::CONFLICT, "photos_fixed", t!("photos-fixed"))
}

/// Lets an account send files; held while it does.
///
/// # Errors
/// 429 if it sends as many at once as it may, or everybody together does.
pub fn turn(house: &House, from: Address, account: AccountId) -> Result<Place, Error> {
    let crowded = |_: Full| Error::rate_limited(crate::config::limits::ROOM_PAUSE, t!("photos-crowded"));
    house.photos.senders.enter(from, Some(account)).map_err(crowded)
}

/// Makes a file a photograph of a lot, after the others; `None` is one that was too large to be kept. Done to its end even if its sender hangs up.
///
/// # Errors
/// 409, 413, 422, 429, 503 or 507, each with a code and what to do.
pub async fn hang(
    house: &Data<House>,
    seller: AccountId,
    from: Address,
    auction: AuctionId,
    file: Option<Vec<u8>>,
    alt: String,
) -> Result<PhotoId, Error> {
    house
        .live
        .limits()
        .upload(from, seller)
        .map_err(|TooSoon { wait }| Error::rate_limited(wait, t!("photos-rate")))?;
    has_room(house, &changeable(house, seller, auction).await?)?;
    let file = file.ok_or_else(|| refused(&Refusal::TooLarge))?;
    let prints = house.photos.darkroom.develop(file).await.map_err(undeveloped)?;
    let house = house.clone();
    outlive(async move { file_away(&house, seller, auction, prints, alt).await }).await
}

/// Whether there is room for another.
fn has_room(house: &House, wall: &Wall) -> Result<(), Error> {
    if wall.hung >= MOST_PHOTOS {
        return Err(full());
    }
    if wall.bytes >= SPACE_OF_ONE {
        return Err(Error::new(StatusCode::CONFLICT, "photo_quota", t!("photos-quota")));
    }
    if house.photos.has_room() { Ok(()) } else { Err(no_space()) }
}

fn full() -> Error {
    Error::new(StatusCode::CONFLICT, "too_many_photos", t!("photos-too-many", most = MOST_PHOTOS))
}

fn no_space() -> Error {
    tracing::error!("there is no room for another photograph: make some, or raise --photo-space");
    Error::new(StatusCode::INSUFFICIENT_STORAGE, "no_space", t!("photos-no-space"))
}

async fn file_away(
    house: &House,
    seller: AccountId,
    auction: AuctionId,
    prints: Prints,
    alt: String,
) -> Result<PhotoId, Error> {
    let (photos, id) = (&house.photos, PhotoId(Uuid::now_v7()));
    let sizes = prints.prints.iter().map(|print| print.size).collect();
    let new = NewPhoto { id, alt, sizes, bytes: prints.bytes(), sha: prints.sha };
    let hanging = photos.shelf.hanging().await;
    photos.shelf.keep(prints, &hanging).await.map_err(not_kept)?;
    if !house.store.hang_photo(seller, auction, &new).await? {
        // Somebody was faster: with a bid, or with the last photograph there is room for.
        changeable(house, seller, auction).await?;
        return Err(full());
    }
    photos.took(new.bytes);
    Ok(id)
}

/// Hangs the photographs of a lot on a new draft of the same seller's, which was written like it.
///
/// # Errors
/// 503 while the database is away; the draft then has none.
pub async fn copy(house: &House, seller: AccountId, from: AuctionId, to: AuctionId) -> Result<(), Error> {
    // The broom must not take prints whose first photograph goes while their second comes.
    let _hanging = house.photos.shelf.hanging().await;
    Ok(house.store.copy_photos(seller, from, to).await?)
}

fn not_kept(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => no_space(),
        _ => Error::internal(format_args!("a photograph could not be kept: {error}")),
    }
}

fn undeveloped(error: darkroom::Error) -> Error {
    match error {
        darkroom::Error::Refused(refusal) => refused(&refusal),
        darkroom::Error::Overloaded => Error::overloaded(t!("photos-overloaded")),
    }
}

/// Why a file is not taken, in words.
pub fn refused(refusal: &Refusal) -> Error {
    let words = match refusal {
        Refusal::Empty => t!("photos-refused-empty"),
        Refusal::TooLarge => t!("photos-refused-too-large", most = LARGEST_PHOTO / (1024 * 1024)),
        Refusal::TooManyPixels { width, height } => {
            let (width, height) = (width.to_string(), height.to_string());
            t!("photos-refused-too-many-pixels", width = width, height = height, most = MOST_PIXELS / 1_000_000)
        }
        Refusal::TooSmall { width, height } => {
            let (width, height) = (width.to_string(), height.to_string());
            t!("photos-refused-too-small", width = width, height = height, least = SHORTEST_SIDE)
        }
        Refusal::OtherKind("HEIC") => t!("photos-refused-heic"),
        Refusal::OtherKind(kind) => t!("photos-refused-other-kind", kind = *kind),
        Refusal::NotAPicture => t!("photos-refused-not-a-picture"),
        Refusal::Animated => t!("photos-refused-animated"),
        Refusal::Truncated => t!("photos-refused-truncated"),
        Refusal::Damaged => t!("photos-refused-damaged"),
        Refusal::TooIntricate => t!("photos-refused-too-intricate"),
    };
    let status = match refusal {
        Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Error::new(status, refusal.code(), words)
}

/// A description as it is kept: one line of plain text, and not endless.
pub fn tidied(alt: &str) -> String {
    let plain = alt.replace(char::is_control, " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_ALT).collect()
}

/// Sweeps out prints that no photograph needs, for as long as the house is open.
pub async fn keep_swept(store: Store, photos: Photos) {
    let mut hourly = tokio::time::interval(SWEEP_PERIOD);
    loop {
        hourly.tick().await;
        match sweep(&store, &photos).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!(gone, "swept out prints of photographs that are no more"),
            Err(error) => tracing::warn!(%error, "cannot sweep out old prints; trying again in an hour"),
        }
    }
}

/// Throws away prints that no photograph needs; how many photographs they were of.
///
/// # Errors
/// What the disk or the database says. What was thrown away until then is gone.
pub async fn sweep(store: &Store, photos: &Photos) -> anyhow::Result<usize> {
    let mut gone = 0;
    for drawer in photos.shelf.drawers().await? {
        // A drawer at a time: nobody who sends a photograph waits for longer than that.
        let sweeping = photos.shelf.sweeping().await;
        let there = photos.shelf.in_drawer(drawer).await?;
        let needed = store.needed_prints(&there).await?;
        for sha in there.into_iter().filter(|sha| !needed.contains(sha)) {
            photos.shelf.discard(sha, &sweeping).await?;
            gone += 1;
        }
    }
    photos.recount(store.photo_bytes().await?);
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, speaking};

    #[test]
    fn a_refusal_says_in_the_senders_language_what_to_do() {
        let told = |language| speaking(language, || refused(&Refusal::TooLarge).problem().detail.clone());
        assert!(told(Language::English).contains("20 MB"), "{}", told(Language::English));
        assert_ne!(told(Language::English), told(Language::Spanish));
        let error = refused(&Refusal::TooManyPixels { width: 60_000, height: 60_000 });
        assert_eq!((error.problem().code, error.problem().status.as_u16()), ("too_many_pixels", 422));
        assert!(error.problem().detail.contains("60000"), "{}", error.problem().detail);
    }

    #[test]
    fn a_description_is_one_line_and_not_endless() {
        assert_eq!(tidied(" The\r\n left\0arm "), "The left arm");
        assert_eq!(tidied(&"é".repeat(500)).chars().count(), LONGEST_ALT);
    }
}
