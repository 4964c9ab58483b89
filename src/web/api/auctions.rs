//! What is on sale, page by page, and one auction with everything that is public about it.

use super::{named, no_room, unknown};
use crate::config;
use crate::domain::ledger::{hex, unhex};
use crate::domain::{AccountId, AuctionId, Hash, Seq, Timestamp};
use crate::live::protocol::{Card, State};
use crate::live::room::{Board, Room};
use crate::store::auctions::{Filter, Listing};
use crate::store::ledger::instant;
use crate::web::House;
use crate::web::auth::Viewer;
use crate::web::error::Error;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// What can still be bid on, or soon: what is listed if no status is asked for.
const CURRENT: [&str; 3] = ["scheduled", "open", "halted"];

/// What is over.
const PAST: [&str; 2] = ["closed", "cancelled"];

/// Which auctions are asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Status words with commas between, or `all`.
    status: Option<String>,
    category: Option<String>,
    q: Option<String>,
    /// `soonest` to end, or `latest`.
    sort: Option<String>,
    cursor: Option<String>,
}

/// `GET /api/v1/auctions`.
///
/// # Errors
/// 400 for a status, sort or cursor that is none; 503.
pub async fn list(asked: web::Query<Asked>, house: web::Data<House>) -> Result<HttpResponse, Error> {
    #[derive(Serialize)]
    struct Page {
        auctions: Vec<Card>,
        next: Option<String>,
    }
    let filter = filter(asked.into_inner())?;
    let mut listings = house.store.listings(&filter).await?;
    let page = usize::try_from(config::API_PAGE).unwrap_or_default();
    let more = listings.len() > page;
    listings.truncate(page);
    let next = listings.last().filter(|_| more).map(cursor);
    Ok(HttpResponse::Ok().json(Page { auctions: listings.iter().map(Card::from).collect(), next }))
}

fn filter(asked: Asked) -> Result<Filter, Error> {
    let given = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let latest_first = match asked.sort.as_deref() {
        None | Some("" | "soonest") => false,
        Some("latest") => true,
        Some(_) => return Err(Error::malformed("Sort by soonest or by latest.")),
    };
    let text = given(asked.q);
    if text.as_ref().is_some_and(|text| text.chars().count() > config::LONGEST_SEARCH || text.contains('\0')) {
        return Err(Error::malformed(format!("Search for at most {} characters of text.", config::LONGEST_SEARCH)));
    }
    Ok(Filter {
        seller: None,
        statuses: statuses(given(asked.status).as_deref())?,
        category: given(asked.category).filter(|category| !category.contains('\0')),
        text,
        latest_first,
        after: given(asked.cursor).map(|cursor| position(&cursor)).transpose()?,
        // One more tells whether there is a next page.
        limit: config::API_PAGE + 1,
    })
}

fn statuses(asked: Option<&str>) -> Result<Vec<String>, Error> {
    let Some(asked) = asked else { return Ok(CURRENT.map(String::from).to_vec()) };
    let known: Vec<&str> = CURRENT.into_iter().chain(PAST).collect();
    if asked == "all" {
        return Ok(known.into_iter().map(String::from).collect());
    }
    let words: Vec<&str> = asked.split(',').map(str::trim).collect();
    if words.iter().all(|word| known.contains(word)) {
        Ok(words.into_iter().map(String::from).collect())
    } else {
        Err(Error::malformed(format!("A status is one of {}, or all.", known.join(", "))))
    }
}

/// Where the next page begins. Opaque to its reader.
fn cursor(last: &Listing) -> String {
    let mut bytes = [0; 24];
    bytes[..8].copy_from_slice(&last.ends_at.timestamp_micros().to_be_bytes());
    bytes[8..].copy_from_slice(last.id.0.as_bytes());
    hex(&bytes)
}

fn position(cursor: &str) -> Result<(Timestamp, AuctionId), Error> {
    let read = || {
        let bytes: [u8; 24] = unhex(cursor)?;
        let (end, id) = bytes.split_at(8);
        let end: DateTime<Utc> = DateTime::from_timestamp_micros(i64::from_be_bytes(end.try_into().ok()?))?;
        // What PostgreSQL can compare with; no auction ends outside.
        if !(1970..10_000).contains(&end.year()) {
            return None;
        }
        Some((end, AuctionId(Uuid::from_slice(id).ok()?)))
    };
    read().ok_or_else(|| Error::malformed("This is not a cursor that was given out; begin again without one."))
}

/// `GET /api/v1/auctions/{id}`.
///
/// # Errors
/// 404 if there is no such auction, or only somebody else's draft; 503.
pub async fn show(request: HttpRequest, viewer: Viewer, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let viewer = viewer.0.map(|who| who.account.id);
    Ok(HttpResponse::Ok().json(full(&house, named(&request)?, viewer).await?))
}

/// Everything that one viewer may know about an auction.
#[derive(Debug, Serialize)]
pub struct Full {
    #[serde(flatten)]
    state: State,
    description: String,
    category: String,
    /// The seller's public name.
    seller: String,
    epoch: String,
    seq: Seq,
    /// The last event's; what the next one's follows from.
    hash: Option<String>,
    /// What the chain begins with: the hash of the terms.
    genesis: Option<String>,
    increments: Value,
    closing: Value,
    /// The seller's secret, for the seller.
    #[serde(skip_serializing_if = "Option::is_none")]
    reserve: Option<i64>,
    now: String,
}

/// An auction as `viewer` may see it.
///
/// # Errors
/// As [`show`].
pub async fn full(house: &House, id: AuctionId, viewer: Option<AccountId>) -> Result<Full, Error> {
    let listing = house.store.listing(id).await?.ok_or_else(unknown)?;
    let own = viewer == Some(listing.seller);
    if listing.status().is_none() {
        let state = draft(&listing)?;
        return if own { Ok(Full::new(listing, state, own, house.live.now())) } else { Err(unknown()) };
    }
    let room = house.live.room(id).await.map_err(no_room)?;
    house.live.recognise(&room, viewer).await;
    let board = room.board();
    Ok(Full::published(listing, &room, &board, viewer, house.live.now()))
}

impl Full {
    fn published(listing: Listing, room: &Room, board: &Board, viewer: Option<AccountId>, now: Timestamp) -> Full {
        let own = viewer == Some(listing.seller);
        let genesis = Hash::genesis(room.id, &listing.terms_text);
        let state = State::of(room, board, viewer.map(|viewer| room.you(board, viewer)));
        Full {
            seq: board.auction.seq,
            hash: Some(board.head.to_string()),
            genesis: Some(genesis.to_string()),
            ..Full::new(listing, state, own, now)
        }
    }

    /// Without what only a published auction has.
    fn new(listing: Listing, state: State, own: bool, now: Timestamp) -> Full {
        let mut terms: Value = serde_json::from_str(&listing.terms_text).unwrap_or_default();
        Full {
            state,
            description: listing.description,
            category: listing.category,
            seller: listing.seller_name,
            epoch: listing.epoch,
            seq: 0,
            hash: None,
            genesis: None,
            increments: terms["increments"].take(),
            closing: terms["closing"].take(),
            reserve: listing.reserve.filter(|_| own).map(|reserve| reserve.0),
            now: instant(now),
        }
    }
}

/// A draft in the shape of a published auction.
fn draft(listing: &Listing) -> Result<State, Error> {
    let terms = listing.terms().map_err(Error::internal)?;
    Ok(State::under(&listing.title, &terms, listing.reserve.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_goes_both_ways_and_anything_else_is_refused() {
        let (end, id) = ("2026-11-21T12:00:00.123Z".parse().expect("an instant"), AuctionId(Uuid::from_u128(7)));
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&DateTime::<Utc>::timestamp_micros(&end).to_be_bytes());
        bytes[8..].copy_from_slice(id.0.as_bytes());
        assert_eq!(position(&hex(&bytes)).ok(), Some((end, id)));
        for wrong in ["1", "zz", &"f".repeat(46), &format!("7f{}", "f".repeat(46))] {
            assert_eq!(position(wrong).map_err(|error| error.problem().status.as_u16()), Err(400), "{wrong}");
        }
    }

    #[test]
    fn what_is_asked_for_by_status_is_known_or_refused() {
        assert_eq!(statuses(None).ok().map(|words| words.len()), Some(3));
        assert_eq!(statuses(Some("all")).ok().map(|words| words.len()), Some(5));
        assert_eq!(statuses(Some("open, closed")).ok(), Some(vec!["open".into(), "closed".into()]));
        assert!(statuses(Some("draft")).is_err(), "drafts are nobody else's business");
    }
}
