//! The seller's page of a lot's photographs: sending, describing, putting in order, taking down. Every act is a form of its
//! own and works without a script; what was refused stands beside the name of its file.

use super::hang;
use crate::config::photos::{LARGEST_PHOTO, LONGEST_ALT, MOST_PHOTOS};
use crate::domain::{AuctionId, PhotoId};
use crate::limits::address::Address;
use crate::web::auth::SignedIn;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::{After, Layout};
use crate::web::lot::Picture;
use crate::web::receive::Files;
use crate::web::{House, listing, outlive, page};
use actix_multipart::Multipart;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// `GET` and `POST /sell/{id}/photos`.
#[derive(Template)]
#[template(path = "photos.html")]
pub struct PhotosPage {
    pub layout: Layout,
    pub id: AuctionId,
    /// The lot's title.
    pub title: String,
    /// Whether it is still a draft.
    pub draft: bool,
    /// Whether they can be changed.
    pub changeable: bool,
    /// In order; the first stands for the lot everywhere else.
    pub pictures: Vec<Picture>,
    /// Files that were not taken: what they were called, and why.
    pub refused: Vec<(String, String)>,
}

impl PhotosPage {
    /// How many more there may be.
    pub fn left(&self) -> usize {
        MOST_PHOTOS.saturating_sub(self.pictures.len())
    }

    /// The most there may be.
    pub fn most(&self) -> usize {
        MOST_PHOTOS
    }

    /// The largest file, in megabytes.
    pub fn largest_mb(&self) -> usize {
        LARGEST_PHOTO / (1024 * 1024)
    }

    /// The same in bytes, for the script.
    pub fn largest(&self) -> usize {
        LARGEST_PHOTO
    }

    /// The most characters of a description.
    pub fn longest_alt(&self) -> usize {
        LONGEST_ALT
    }

    /// Where the seller came from.
    pub fn back(&self) -> String {
        if self.draft { format!("/sell/{}", self.id) } else { format!("/auctions/{}", self.id) }
    }
}

/// What is said about what was done just before.
fn words(done: &str) -> Option<String> {
    Some(match done {
        "added" => t!("photos-done-added"),
        "up" | "down" => t!("photos-done-moved"),
        "describe" => t!("photos-done-described"),
        "remove" => t!("photos-done-removed"),
        _ => return None,
    })
}

async fn photos_page(house: &House, who: &SignedIn, id: AuctionId) -> Result<PhotosPage, Error> {
    let listing = listing::own(house, who, id).await?;
    let wall = house.store.photo_wall(who.account.id, id).await?.ok_or_else(Error::not_found)?;
    Ok(PhotosPage {
        layout: who.layout(t!("photos-title")),
        id,
        draft: listing.status().is_none(),
        title: listing.title,
        changeable: wall.changeable,
        pictures: super::pictures(&house.store, id).await?,
        refused: Vec::new(),
    })
}

/// `GET /sell/{id}/photos`.
///
/// # Errors
/// 404 for what is not there or not theirs, 503 while the database is away.
pub async fn show(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    after: Query<After>,
) -> Result<HttpResponse, Error> {
    let mut shown = photos_page(&house, &who, AuctionId(*id)).await?;
    shown.layout = shown.layout.after(words(&after.done).as_deref());
    page(StatusCode::OK, &shown)
}

/// `POST /sell/{id}/photos`: hangs every file of the form that can be hung.
///
/// # Errors
/// 404 for what is not theirs, 409 if they can no longer be changed, 413 and 408 for what never ends, 429, 503. Files that
/// are not taken bring the page back, each with the reason.
pub async fn add(
    house: Data<House>,
    who: SignedIn,
    from: Address,
    id: Path<Uuid>,
    parts: Multipart,
) -> Result<HttpResponse, Error> {
    let (id, seller) = (AuctionId(*id), who.account.id);
    hang::changeable(&house, seller, id).await?;
    let _turn = hang::turn(&house, from, seller)?;
    let (mut files, mut hung, mut refused) = (Files::of(parts, "photos", hang::FORM), 0, Vec::new());
    while let Some(file) = files.next().await? {
        match hang::hang(&house, seller, from, id, file.bytes, String::new()).await {
            Ok(_) => hung += 1,
            Err(error) => refused.push((file.name, error.problem().detail.clone())),
        }
    }
    if refused.is_empty() && hung > 0 {
        return Ok(see(&format!("/sell/{id}/photos?done=added")));
    }
    let mut shown = photos_page(&house, &who, id).await?;
    if refused.is_empty() {
        refused.push((t!("photos-nothing"), t!("photos-nothing-chosen")));
    }
    shown.refused = refused;
    page(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// What the form of one photograph sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    alt: Option<String>,
}

/// `POST /sell/{id}/photos/{photo}/{act}`: `describe`, `up`, `down` or `remove`. Whatever the button, a description that was
/// typed is kept.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 if they can no longer be changed, 503 while the database is away.
pub async fn act(
    house: Data<House>,
    who: SignedIn,
    what: Path<(Uuid, Uuid, String)>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    let (auction, photo, act) = what.into_inner();
    let (auction, photo, seller) = (AuctionId(auction), PhotoId(photo), who.account.id);
    hang::changeable(&house, seller, auction).await?;
    let place = house.store.photos_of(auction).await?.into_iter().find(|hung| hung.id == photo);
    let place = place.ok_or_else(Error::not_found)?.position;
    let (there, alt, to) = (house.clone(), typed.into_inner().alt, act.clone());
    let done = outlive(async move {
        let store = &there.store;
        if let Some(alt) = alt.filter(|_| to != "remove") {
            store.describe_photo(seller, auction, photo, &hang::tidied(&alt)).await?;
        }
        match to.as_str() {
            "describe" => Ok::<_, Error>(true),
            "up" => Ok(store.move_photo(seller, auction, photo, place.saturating_sub(1)).await?),
            "down" => Ok(store.move_photo(seller, auction, photo, place + 1).await?),
            "remove" => Ok(store.take_down_photo(seller, auction, photo).await?),
            _ => Err(Error::not_found()),
        }
    });
    if !done.await? {
        return Err(hang::fixed());
    }
    let beside = if act == "remove" { String::new() } else { format!("#photo-{photo}") };
    Ok(see(&format!("/sell/{auction}/photos?done={act}{beside}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photos::Size;
    use crate::web::samples;

    fn photos_page(count: u128) -> PhotosPage {
        let picture = |number| Picture {
            id: PhotoId(Uuid::from_u128(number)),
            alt: "The <left> arm".into(),
            sizes: vec![Size { width: 320, height: 240 }, Size { width: 800, height: 600 }],
        };
        PhotosPage {
            layout: samples::layout("Photographs", samples::seller()),
            id: samples::id(1),
            title: "A bentwood rocking chair".into(),
            draft: true,
            changeable: true,
            pictures: (0..count).map(picture).collect(),
            refused: vec![("<b>.gif".into(), "This moves.".into())],
        }
    }

    #[test]
    fn each_photograph_can_be_described_moved_and_taken_down_by_a_form_of_its_own() {
        let html = samples::render("photos", &photos_page(3));
        assert_eq!(html.matches("name=\"alt\"").count(), 3);
        assert_eq!(html.matches("/remove\"").count(), 3);
        assert_eq!((html.matches("/up\"").count(), html.matches("/down\"").count()), (3, 3));
        assert_eq!(html.matches(" disabled>").count(), 2, "the first does not go up, the last not down");
        assert!(
            html.contains("The &#60;left&#62; arm") && html.contains("&#60;b&#62;.gif") && html.contains("This moves.")
        );
    }

    #[test]
    fn a_full_wall_takes_no_more_and_a_fixed_one_offers_nothing() {
        let full = samples::render("photos-full", &photos_page(12));
        assert!(!full.contains("type=\"file\"") && full.contains("name=\"alt\""));
        let fixed = PhotosPage { changeable: false, ..photos_page(2) };
        let fixed = samples::render("photos-fixed", &fixed);
        assert!(!fixed.contains("type=\"file\"") && !fixed.contains("name=\"alt\"") && fixed.contains("/320.jpg"));
    }
}
