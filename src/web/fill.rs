//! Fills what pages show from what the house knows: rows of the catalogue, and rooms for what is happening now.

use super::error::Error;
use super::lot::{Card, Lot, Opened, OpenedBid, Outcome, Place, Share, You};
use super::{House, categories, history, photos};
use crate::config;
use crate::domain::terms::SaleLot;
use crate::domain::{AccountId, Auction, AuctionId, Format, Hash, Money, Status, Timestamp};
use crate::live;
use crate::live::protocol;
use crate::live::room::{Board, Room};
use crate::store::Store;
use crate::store::auctions::Listing;
use crate::store::ledger::pseudonym;
use crate::store::sales::Around;
use std::collections::{BTreeMap, HashMap};

/// A published auction as its row has it; `None` for a draft.
pub fn card(listing: &Listing) -> Option<Card> {
    Some(Card {
        id: listing.id,
        title: listing.title.clone(),
        status: listing.status()?,
        format: listing.terms().ok()?.format,
        currency: listing.currency.parse().ok()?,
        price: listing.price,
        minimum: listing.minimum,
        bids: listing.bids,
        starts_at: listing.starts_at,
        ends_at: listing.ends_at,
        live: listing.live,
        pictures: Vec::new(),
    })
}

/// The published of these lots, in this order, as their rows have them and with their covers.
///
/// # Errors
/// 503 while the database is away.
pub async fn cards(store: &Store, lots: &[AuctionId]) -> Result<Vec<Card>, Error> {
    if lots.is_empty() {
        return Ok(Vec::new());
    }
    let mut cards: Vec<Card> = store.lots(lots).await?.iter().filter_map(card).collect();
    photos::show_covers(store, &mut cards).await?;
    Ok(cards)
}

/// An auction as it stands at `now`.
pub fn live_card(room: &Room, board: &Board, now: Timestamp) -> Card {
    let auction = &board.auction;
    Card {
        id: room.id,
        title: room.title().to_string(),
        status: auction.status,
        format: auction.terms.format,
        currency: auction.terms.currency,
        price: auction.price,
        minimum: auction.minimum_at(now),
        bids: auction.bids,
        starts_at: auction.terms.starts_at,
        ends_at: auction.ends_at,
        live: auction.terms.format == Format::Live,
        pictures: Vec::new(),
    }
}

/// A lot as it stands at `now`, as `viewer` sees it. What they need to bid on it is looked up elsewhere.
pub fn lot(listing: Listing, room: &Room, viewer: Option<AccountId>, now: Timestamp) -> Lot {
    let board = room.board();
    let auction = &board.auction;
    let shown = |account| auction.number(account).map(pseudonym);
    let card = live_card(room, &board, now);
    Lot {
        history: history::lines(board.recent(config::RECENT)),
        card,
        category: categories::name(&listing.category),
        description: listing.description,
        seller: listing.seller_name,
        terms: auction.terms.as_ref().clone(),
        genesis: Hash::genesis(room.id, &listing.terms_text).to_string(),
        leader: auction.lead.and_then(|lead| shown(lead.bidder)),
        place: None,
        warned: auction.warned,
        has_reserve: auction.reserve.is_some(),
        reserve_met: auction.reserve_met(),
        buy_now: auction.buy_now(),
        next_fall: auction.next_fall(now),
        watchers: u32::try_from(room.watchers()).unwrap_or(u32::MAX),
        outcome: auction.status.is_final().then(|| outcome(&board)),
        shares: protocol::awards(auction).unwrap_or_default().into_iter().map(share).collect(),
        opened: opened(auction),
        you: viewer.map(|viewer| you(room, &board, viewer, now)),
        registration: None,
        limit: None,
        names: None,
    }
}

fn outcome(board: &Board) -> Outcome {
    let auction = &board.auction;
    let sold = auction.sold_at().filter(|_| auction.status == Status::Closed);
    Outcome { sold: sold.and_then(|(winner, price)| Some((pseudonym(auction.number(winner)?), price))) }
}

fn share(gets: protocol::Gets) -> Share {
    Share { bidder: gets.bidder, quantity: gets.quantity, price: Money(gets.price) }
}

/// What was secret until the end, as far as it no longer is.
fn opened(auction: &Auction) -> Opened {
    let bid = |bid: protocol::Revealed| OpenedBid {
        bidder: bid.bidder,
        amount: Money(bid.amount),
        nonce: bid.nonce,
        replaced: bid.replaced,
    };
    let candle = protocol::Candle::of(auction);
    let of_candle = |of: fn(protocol::Candle) -> Option<String>| candle.clone().and_then(of);
    Opened {
        bids: protocol::revealed(auction).unwrap_or_default().into_iter().map(bid).collect(),
        commitment: of_candle(|candle| candle.commitment),
        seed: of_candle(|candle| candle.seed),
        tail_ms: candle.as_ref().and_then(|candle| candle.tail_ms),
        longest_ms: auction.terms.closing.extension.num_milliseconds(),
    }
}

fn you(room: &Room, board: &Board, viewer: AccountId, now: Timestamp) -> You {
    let you = room.you(board, viewer);
    let retract = board.auction.retractable(viewer).filter(|(_, until)| now <= *until);
    You {
        bidder: you.bidder,
        standing: you.standing,
        maximum: you.maximum,
        quantity: you.quantity,
        seller: you.seller,
        retract: retract.map(|(seq, _)| seq),
    }
}

/// Who is behind each pseudonym of an auction, for the house's own eyes.
///
/// # Errors
/// 503 while the database is away.
pub async fn names(store: &Store, room: &Room) -> Result<BTreeMap<String, String>, Error> {
    let roster: Vec<AccountId> = room.board().auction.roster().to_vec();
    let names: HashMap<AccountId, String> = store.names(&roster).await?.into_iter().collect();
    let named = |(at, account): (usize, &AccountId)| {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        Some((pseudonym(number), names.get(account)?.clone()))
    };
    Ok(roster.iter().enumerate().filter_map(named).collect())
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

/// What is answered when an auction cannot be reached.
pub fn unreachable(error: live::Error) -> Error {
    match error {
        live::Error::Unknown | live::Error::Draft => Error::not_found(),
        live::Error::InDoubt => Error::unavailable(),
        live::Error::Store(error) => error.into(),
    }
}
