//! Looking around: the catalogue, and one lot. Open to everybody.

use super::auth::{SignedIn, Viewer};
use super::error::Error;
use super::fill;
use super::lot::{Card, Lot};
use super::pages::{AuctionPage, CataloguePage, Filter};
use super::settlement::aftermath::Aftermath;
use super::talk::RoomPart;
use super::{House, page, photos, registration, when};
use crate::config;
use crate::domain::settlement::Part;
use crate::domain::{AccountId, AuctionId, Seq, Status, Timestamp};
use crate::live::room::Room;
use crate::live::talk;
use crate::media::CATEGORIES;
use crate::store::auctions::{self, Listing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path, Query};
use serde::Deserialize;
use uuid::Uuid;

/// `GET /`: what is on offer, a page of it.
///
/// # Errors
/// 503 while the database is away.
pub async fn catalogue(house: Data<House>, viewer: Viewer, asked: Query<Filter>) -> Result<HttpResponse, Error> {
    let filter = asked.into_inner();
    let mut listings = house.store.listings(&query(&filter)).await?;
    let more = listings.len() > usize::try_from(config::CATALOGUE_CARDS).unwrap_or(usize::MAX);
    if more {
        listings.pop();
    }
    let after = listings.last().filter(|_| more).map(cursor);
    let mut cards: Vec<Card> = listings.iter().filter_map(fill::card).collect();
    photos::show_covers(&house.store, &mut cards).await?;
    let shown = CataloguePage {
        layout: viewer.layout("On offer"),
        cards,
        categories: CATEGORIES,
        now: house.live.now(),
        filter,
        after,
    };
    page(StatusCode::OK, &shown)
}

/// What a visitor asked for, as the store understands it. One row more than a page, to know whether there is another.
fn query(filter: &Filter) -> auctions::Filter {
    let words: &[&str] = match filter.status.as_str() {
        "open" => &["open", "halted"],
        "scheduled" => &["scheduled"],
        "closed" => &["closed", "cancelled"],
        _ => &["scheduled", "open", "halted"],
    };
    let text = filter.q.replace('\0', "");
    auctions::Filter {
        seller: None,
        statuses: words.iter().copied().map(String::from).collect(),
        category: CATEGORIES.iter().map(|(slug, _)| (*slug).to_owned()).find(|slug| *slug == filter.category),
        text: Some(text).filter(|text| !text.trim().is_empty()),
        latest_first: filter.status == "closed",
        after: read_cursor(&filter.after),
        limit: config::CATALOGUE_CARDS + 1,
    }
}

/// Where the next page goes on.
fn cursor(last: &Listing) -> String {
    format!("{}_{}", when::iso(last.ends_at), last.id)
}

/// A cursor that makes no sense begins at the beginning.
fn read_cursor(text: &str) -> Option<(Timestamp, AuctionId)> {
    let (end, id) = text.split_once('_')?;
    Some((end.parse().ok()?, id.parse().ok()?))
}

/// `GET /auctions/{id}`: one lot. A draft is shown to its seller alone, as the form it still is.
///
/// # Errors
/// 404 for what is not there, 503 while the database is away.
pub async fn auction(
    house: Data<House>,
    viewer: Viewer,
    id: Path<Uuid>,
    said: Query<SaidBefore>,
) -> Result<HttpResponse, Error> {
    let id = AuctionId(*id);
    let listing = house.store.listing(id).await?.ok_or_else(Error::not_found)?;
    if listing.status().is_none() {
        let own = account(&viewer) == Some(listing.seller);
        return if own { Ok(see(&format!("/sell/{id}"))) } else { Err(Error::not_found()) };
    }
    let shown = auction_page(&house, &viewer, listing, said.before.parse().ok()).await?;
    page(StatusCode::OK, &shown)
}

/// How far back somebody looks in what was said about a lot.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SaidBefore {
    /// The number of a message; what is none begins at the end.
    before: String,
}

/// The page of a published lot, with a key nobody has used, and with what was said about it last, or before a message.
///
/// # Errors
/// 503 while the database is away.
pub async fn auction_page(
    house: &House,
    viewer: &Viewer,
    listing: Listing,
    said_before: Option<Seq>,
) -> Result<AuctionPage, Error> {
    let room = house.live.room(listing.id).await.map_err(fill::unreachable)?;
    let person = viewer.0.as_ref().map(SignedIn::person);
    let said = house.live.overhear(listing.id, person, said_before).await.map_err(fill::unreachable)?;
    page_in(house, viewer, listing, &room, said, said_before.is_some()).await
}

/// The page of a lot in this room, with what is said there.
///
/// # Errors
/// 503 while the database is away.
pub async fn page_in(
    house: &House,
    viewer: &Viewer,
    listing: Listing,
    room: &Room,
    said: talk::Page,
    earlier: bool,
) -> Result<AuctionPage, Error> {
    let place = fill::place(house, listing.place).await?;
    let room_part = RoomPart::of(listing.id, said, earlier);
    let (mut layout, who) = (viewer.layout(listing.title.clone()), account(viewer));
    if who == Some(listing.seller) {
        let hearts = house.store.hearts(&[listing.id]).await?;
        layout.foyer.hearts = Some(hearts.get(&listing.id).copied().unwrap_or_default());
    }
    let (id, seller, now) = (listing.id, listing.seller, house.live.now());
    let mut lot = fill::lot(listing, room, who, now);
    lot.card.pictures = photos::pictures(&house.store, id).await?;
    if viewer.0.as_ref().is_some_and(|who| who.account.role.administers()) {
        lot.names = Some(fill::names(&house.store, room).await?);
    }
    if let Some(who) = who.filter(|_| !lot.is_own() && !lot.card.status.is_final()) {
        lot.registration = registration::panel(house, &lot.terms, who).await?;
        // Where it cannot be counted just now, the rest is still worth showing.
        lot.limit = house.live.at_stake(who, lot.card.currency).await.ok().flatten();
    }
    let ratings = house.store.ratings_of(seller, Part::Buyer).await?;
    let closed = room.board().auction.status == Status::Closed;
    let aftermath = match &viewer.0 {
        Some(who) if closed => Aftermath::of(house, id, seller, who).await?,
        _ => Aftermath::default(),
    };
    Ok(AuctionPage {
        layout,
        room: room_part,
        lot: Lot { place, ..lot },
        aftermath,
        ratings,
        now,
        key: Uuid::new_v4().to_string(),
        typed: String::new(),
        mistake: None,
    })
}

fn account(viewer: &Viewer) -> Option<AccountId> {
    viewer.0.as_ref().map(|who| who.account.id)
}

/// Go and look there: the answer to a form that did what it should, so that reloading does not do it again.
pub fn see(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, path)).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(status: &str, category: &str, q: &str) -> auctions::Filter {
        query(&Filter { status: status.into(), category: category.into(), q: q.into(), ..Filter::default() })
    }

    #[test]
    fn the_plain_catalogue_shows_what_is_running_or_about_to() {
        let plain = asked("", "", " ");
        assert_eq!(plain.statuses, ["scheduled", "open", "halted"]);
        assert!(plain.text.is_none() && plain.category.is_none() && !plain.latest_first);
    }

    #[test]
    fn what_has_ended_begins_with_the_latest() {
        let ended = asked("closed", "watches", "gold\0");
        assert!(ended.latest_first && ended.statuses == ["closed", "cancelled"]);
        assert_eq!((ended.category.as_deref(), ended.text.as_deref()), (Some("watches"), Some("gold")));
    }

    #[test]
    fn what_nobody_offers_to_choose_is_not_searched_for() {
        assert_eq!(asked("draft", "x", "").statuses, asked("", "", "").statuses);
        assert_eq!(asked("", "no-such-category", "").category, None);
    }

    #[test]
    fn a_cursor_is_read_back_and_a_broken_one_begins_at_the_beginning() {
        let id = AuctionId(Uuid::from_u128(7));
        let end: Timestamp = "2026-11-21T12:00:00.123Z".parse().expect("an instant");
        assert_eq!(read_cursor(&format!("{}_{id}", when::iso(end))), Some((end, id)));
        for broken in ["", "_", "2026_x", "x_y"] {
            assert_eq!(read_cursor(broken), None);
        }
    }
}
