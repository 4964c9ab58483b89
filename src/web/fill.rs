//! Fills what pages show from what the house knows: rows of the catalogue, and rooms for what is happening now.

use super::House;
use super::error::Error;
use super::history;
use super::lot::{Card, Lot, Outcome, Place, You};
use crate::config;
use crate::domain::terms::SaleLot;
use crate::domain::{AccountId, Format, Status};
use crate::live;
use crate::live::room::{Board, Room};
use crate::media::CATEGORIES;
use crate::store::auctions::Listing;
use crate::store::ledger::pseudonym;
use crate::store::sales::Around;

/// A published auction as its row has it; `None` for a draft.
pub fn card(listing: &Listing) -> Option<Card> {
    Some(Card {
        id: listing.id,
        title: listing.title.clone(),
        status: listing.status()?,
        currency: listing.currency.parse().ok()?,
        price: listing.price,
        minimum: listing.minimum,
        bids: listing.bids,
        starts_at: listing.starts_at,
        ends_at: listing.ends_at,
        live: listing.live,
    })
}

/// An auction as it stands now.
pub fn live_card(room: &Room, board: &Board) -> Card {
    let auction = &board.auction;
    Card {
        id: room.id,
        title: room.title.to_string(),
        status: auction.status,
        currency: auction.terms.currency,
        price: auction.price,
        minimum: auction.minimum(),
        bids: auction.bids,
        starts_at: auction.terms.starts_at,
        ends_at: auction.ends_at,
        live: auction.terms.format == Format::Live,
    }
}

/// A lot as it stands now, as `viewer` sees it.
/// What they need to bid on it is looked up elsewhere.
pub fn lot(listing: Listing, room: &Room, viewer: Option<AccountId>) -> Lot {
    let board = room.board();
    let auction = &board.auction;
    let shown = |account| auction.number(account).map(pseudonym);
    Lot {
        card: live_card(room, &board),
        category: category(&listing.category).into(),
        description: listing.description,
        seller: listing.seller_name,
        terms: auction.terms.as_ref().clone(),
        leader: auction.lead.and_then(|lead| shown(lead.bidder)),
        place: None,
        warned: auction.warned,
        has_reserve: auction.reserve.is_some(),
        reserve_met: auction.reserve_met(),
        watchers: u32::try_from(room.watchers()).unwrap_or(u32::MAX),
        outcome: auction.status.is_final().then(|| outcome(&board)),
        you: viewer.map(|viewer| you(room, &board, viewer)),
        registration: None,
        limit: None,
        history: history::lines(board.recent(config::RECENT)),
    }
}

fn outcome(board: &Board) -> Outcome {
    let auction = &board.auction;
    let sold = auction.sold_at().filter(|_| auction.status == Status::Closed);
    Outcome { sold: sold.and_then(|(winner, price)| Some((pseudonym(auction.number(winner)?), price))) }
}

fn you(room: &Room, board: &Board, viewer: AccountId) -> You {
    let you = room.you(board, viewer);
    You { bidder: you.bidder, standing: you.standing, maximum: you.maximum, seller: you.seller }
}

/// Where a lot stands in its sale; `None` for one that stands alone.
///
/// # Errors
/// 503 while the database is away.
pub async fn place(house: &House, lot: Option<SaleLot>) -> Result<Option<Place>, Error> {
    let Some(SaleLot { sale, number }) = lot else { return Ok(None) };
    let around = house.store.around(sale, number).await?;
    Ok(around.map(|Around { title, lots, next }| Place { sale, sale_title: title, number, of: lots, next }))
}

/// A category's name for people; a slug the house no longer knows stands for itself.
fn category(slug: &str) -> &str {
    CATEGORIES.iter().find(|(known, _)| *known == slug).map_or(slug, |(_, name)| name)
}

/// What is answered when an auction cannot be reached.
pub fn unreachable(error: live::Error) -> Error {
    match error {
        live::Error::Unknown | live::Error::Draft => Error::not_found(),
        live::Error::InDoubt => Error::unavailable(),
        live::Error::Store(error) => error.into(),
    }
}
