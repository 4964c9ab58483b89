//! How an auction stands: for a page, for a card of the catalogue, and for one viewer.

use crate::domain::terms::SaleLot;
use crate::domain::{Currency, Format, Money, Standing, Tax};
use crate::live::room::{Board, Room};
use crate::store::auctions::Listing;
use crate::store::ledger::{instant, pseudonym};
use serde::Serialize;
use uuid::Uuid;

/// How a signed-in viewer stands in an auction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YouAre {
    pub bidder: Option<String>,
    pub standing: Option<Standing>,
    pub maximum: Option<Money>,
    pub seller: bool,
    /// Whether they may bid, where not everybody may; `None` elsewhere, and where it is not known just now.
    pub may_bid: Option<bool>,
}

impl YouAre {
    /// Whether there is anything to tell.
    pub fn is_something(&self) -> bool {
        self.standing.is_some() || self.may_bid.is_some()
    }
}

impl Serialize for YouAre {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct You<'a> {
            bidder: &'a Option<String>,
            standing: Option<&'static str>,
            maximum: Option<i64>,
            seller: bool,
            #[serde(skip_serializing_if = "Option::is_none")]
            may_bid: Option<bool>,
        }
        let standing = self.standing.map(Standing::word);
        let maximum = self.maximum.map(|maximum| maximum.0);
        You { bidder: &self.bidder, standing, maximum, seller: self.seller, may_bid: self.may_bid }
            .serialize(serializer)
    }
}

/// Everything a page needs to know about an auction.
#[derive(Debug, Serialize)]
pub struct State {
    pub id: Uuid,
    pub title: String,
    pub status: &'static str,
    pub format: &'static str,
    pub currency: String,
    pub decimals: u32,
    pub start: i64,
    pub price: Option<i64>,
    pub minimum: i64,
    pub leader: Option<String>,
    pub bids: u32,
    pub starts_at: String,
    pub ends_at: String,
    pub has_reserve: bool,
    pub reserve_met: bool,
    pub quantum: Option<i64>,
    pub automatic: bool,
    /// Who may bid: `open`, `registered` or `approved`.
    pub approval: &'static str,
    pub buy_now: Option<i64>,
    /// Whether fair warning was given since the last bid, in a live sale.
    pub warned: bool,
    /// Its place, where it is a lot of a sale.
    pub lot: Option<Place>,
    pub premium: Vec<(i64, u32)>,
    pub tax: Taxes,
    pub watchers: usize,
    pub result: Option<Outcome>,
    pub you: Option<YouAre>,
}

/// A lot's place in its sale.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Place {
    pub sale: Uuid,
    pub number: u32,
}

impl From<SaleLot> for Place {
    fn from(lot: SaleLot) -> Place {
        Place { sale: lot.sale.0, number: lot.number }
    }
}

/// The taxes a buyer pays, in basis points.
#[derive(Debug, Serialize)]
pub struct Taxes {
    pub on_hammer: u32,
    pub on_premium: u32,
}

impl From<Tax> for Taxes {
    fn from(Tax { on_hammer, on_premium }: Tax) -> Taxes {
        Taxes { on_hammer: on_hammer.0, on_premium: on_premium.0 }
    }
}

/// How an auction ended.
#[derive(Debug, Serialize)]
pub struct Outcome {
    pub sold: bool,
    pub winner: Option<String>,
    pub price: Option<i64>,
}

impl State {
    /// The committed state of `room`, with `you` for a signed-in viewer.
    pub fn of(room: &Room, board: &Board, you: Option<YouAre>) -> State {
        let auction = &board.auction;
        let sold = auction.sold_at().filter(|_| auction.status == crate::domain::Status::Closed);
        State {
            id: room.id.0,
            title: room.title.to_string(),
            status: auction.status.word(),
            format: auction.terms.format.word(),
            currency: auction.terms.currency.code().into(),
            decimals: auction.terms.currency.decimals(),
            start: auction.terms.start.0,
            price: auction.price.map(|price| price.0),
            minimum: auction.minimum().0,
            leader: auction.lead.and_then(|lead| auction.number(lead.bidder)).map(pseudonym),
            bids: auction.bids,
            starts_at: instant(auction.terms.starts_at),
            ends_at: instant(auction.ends_at),
            has_reserve: auction.reserve.is_some(),
            reserve_met: auction.reserve_met(),
            quantum: auction.terms.quantum.map(|quantum| quantum.0),
            automatic: auction.terms.automatic,
            approval: auction.terms.approval.word(),
            buy_now: auction.buy_now().map(|price| price.0),
            warned: auction.warned,
            lot: auction.terms.lot.map(Place::from),
            premium: auction.terms.premium.pairs(),
            tax: auction.terms.tax.into(),
            watchers: room.watchers(),
            result: auction.status.is_final().then(|| Outcome {
                sold: sold.is_some(),
                winner: sold.and_then(|(winner, _)| auction.number(winner)).map(pseudonym),
                price: sold.map(|(_, price)| price.0),
            }),
            you,
        }
    }
}

/// An auction as the catalogue shows it.
#[derive(Debug, Serialize)]
pub struct Card {
    pub auction: Uuid,
    pub title: String,
    pub status: String,
    pub currency: String,
    pub decimals: u32,
    pub price: Option<i64>,
    pub minimum: i64,
    pub bids: u32,
    pub starts_at: String,
    pub ends_at: String,
    /// Opened and ended by an auctioneer, and not by the clock.
    pub live: bool,
    /// Whether anything has happened to it yet.
    #[serde(skip)]
    pub(super) fresh: bool,
}

impl Card {
    /// The committed state of an auction that is awake.
    pub fn of(room: &Room) -> Card {
        let board = room.board();
        let auction = &board.auction;
        Card {
            auction: room.id.0,
            title: room.title.to_string(),
            status: auction.status.word().into(),
            currency: auction.terms.currency.code().into(),
            decimals: auction.terms.currency.decimals(),
            price: auction.price.map(|price| price.0),
            minimum: auction.minimum().0,
            bids: auction.bids,
            starts_at: instant(auction.terms.starts_at),
            ends_at: instant(auction.ends_at),
            live: auction.terms.format == Format::Live,
            fresh: auction.seq <= 1,
        }
    }
}

impl From<&Listing> for Card {
    fn from(listing: &Listing) -> Card {
        Card {
            auction: listing.id.0,
            title: listing.title.clone(),
            status: listing.status_word.clone(),
            currency: listing.currency.clone(),
            decimals: listing.currency.parse().map_or(2, |currency: Currency| currency.decimals()),
            price: listing.price.map(|price| price.0),
            minimum: listing.minimum.0,
            bids: listing.bids,
            starts_at: instant(listing.starts_at),
            ends_at: instant(listing.ends_at),
            live: listing.live,
            fresh: listing.seq <= 1,
        }
    }
}
