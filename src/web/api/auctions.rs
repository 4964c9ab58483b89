//! What is on sale, page by page, and one auction with everything that is public about it.

use super::{named, no_room, unknown};
use crate::config;
use crate::domain::{AccountId, AuctionId, Hash, Money, Seq, Timestamp};
use crate::limits::address::Address;
use crate::live::protocol::{Card, State};
use crate::live::room::{Board, Room};
use crate::store::auctions::Listing;
use crate::store::categories::Tree;
use crate::store::finding::{Found, Order, Place};
use crate::store::ledger::instant;
use crate::web::auth::Viewer;
use crate::web::error::Error;
use crate::web::finding::asked::Asked;
use crate::web::finding::find;
use crate::web::finding::reading::Reading;
use crate::web::{House, categories};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::TimeDelta;
use serde::Serialize;
use serde_json::Value;

/// What can still be bid on, or soon: what is listed if no status is asked for.
const CURRENT: [&str; 3] = ["scheduled", "open", "halted"];

/// What is over.
const PAST: [&str; 2] = ["closed", "cancelled"];

/// `GET /api/v1/auctions`.
///
/// # Errors
/// 400 for a parameter that makes no sense, with what would; 429 if words are searched for too often; 503.
pub async fn list(
    asked: web::Query<Vec<(String, String)>>,
    from: Address,
    house: web::Data<House>,
) -> Result<HttpResponse, Error> {
    #[derive(Serialize)]
    struct Page {
        auctions: Vec<Card>,
        next: Option<String>,
        total: Counted,
        /// The words that were searched for instead of those that nobody wrote.
        instead: Option<String>,
    }
    #[derive(Serialize)]
    struct Counted {
        count: i64,
        and_more: bool,
    }
    let Reading { question, order, after, .. } = read(asked.into_inner(), &house)?;
    let Found { lots, next, total, instead } =
        find(&house, from, &question, (order, after.as_ref()), config::API_PAGE).await?;
    let total = Counted { count: total.count, and_more: total.and_more };
    let next = next.map(|place| place.to_string());
    Ok(HttpResponse::Ok().json(Page { auctions: lots.iter().map(Card::from).collect(), next, total, instead }))
}

/// The parameters as the catalogue's address has them, but for those that programs write otherwise: any states, amounts in
/// minor units, spans in seconds, and a cursor.
fn read(pairs: Vec<(String, String)>, house: &House) -> Result<Reading, Error> {
    const OWN: [&str; 6] = ["status", "price_from", "price_to", "ending_within", "cursor", "category"];
    let given = |name: &str| {
        let last = pairs.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.trim());
        last.filter(|value| !value.is_empty())
    };
    let others = pairs.iter().filter(|(name, _)| !OWN.contains(&name.as_str())).cloned().collect();
    let (tree, now) = (categories::known(), house.live.now());
    let mut reading = Asked::of(others).read(&tree, now);
    if let Some(note) = reading.notes.first() {
        return Err(Error::malformed(note.text.clone()));
    }
    let question = &mut reading.question;
    question.statuses = statuses(given("status"))?;
    question.categories = given("category").map(|slug| branch(&tree, slug)).unwrap_or_default();
    question.price_from = given("price_from").map(minor).transpose()?;
    question.price_to = given("price_to").map(minor).transpose()?;
    if question.currency.is_none() && question.price_from.or(question.price_to).is_some() {
        return Err(Error::malformed(t!("catalogue-price-of-what")));
    }
    question.ends_by = given("ending_within").map(seconds).transpose()?.map(|span| now + span);
    reading.after = given("cursor").map(|cursor| position(cursor, reading.order)).transpose()?;
    Ok(reading)
}

/// A category with what is below it. Nothing lies in one that the house does not have.
fn branch(tree: &Tree, slug: &str) -> Vec<String> {
    let branch = tree.branch(slug);
    if branch.is_empty() { vec![slug.replace('\0', "")] } else { branch }
}

fn minor(text: &str) -> Result<Money, Error> {
    let amount = text.parse().ok().filter(|amount| (0..=config::LARGEST_AMOUNT.0).contains(amount));
    amount.map(Money).ok_or_else(|| Error::malformed(t!("catalogue-api-price")))
}

fn seconds(text: &str) -> Result<TimeDelta, Error> {
    let span = text.parse::<u32>().ok().map(|seconds| TimeDelta::seconds(seconds.into()));
    span.filter(|span| *span <= config::LONGEST_AUCTION).ok_or_else(|| Error::malformed(t!("catalogue-api-span")))
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
        Err(Error::malformed(t!("catalogue-api-status", known = known.join(", "))))
    }
}

/// Where the next page begins. Opaque to its reader.
fn position(cursor: &str, order: Order) -> Result<Place, Error> {
    let place = cursor.parse().ok().filter(|place: &Place| place.is_in(order));
    place.ok_or_else(|| Error::malformed(t!("catalogue-api-cursor")))
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
    /// Where it is: ISO 3166-1, two letters.
    country: Option<String>,
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
            country: listing.country,
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
    fn a_cursor_of_another_order_and_anything_else_is_refused() {
        let place = Place::Bids(3, AuctionId(uuid::Uuid::from_u128(7)));
        assert_eq!(position(&place.to_string(), Order::Liveliest).ok(), Some(place.clone()));
        for (wrong, order) in [(place.to_string(), Order::Soonest), ("1".into(), Order::Soonest)] {
            let refused = position(&wrong, order).map_err(|error| error.problem().status.as_u16());
            assert_eq!(refused, Err(400), "{wrong}");
        }
    }

    #[test]
    fn amounts_are_minor_units_and_spans_seconds() {
        assert_eq!((minor("12500").ok(), seconds("3600").ok()), (Some(Money(12_500)), Some(TimeDelta::hours(1))));
        for wrong in ["12.50", "-1", "9999999999999999999", "x"] {
            assert!(minor(wrong).is_err() && seconds(wrong).is_err(), "{wrong}");
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
