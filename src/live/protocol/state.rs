//! How an auction stands: for a page, for a card of the catalogue, and for one viewer.

use super::parts::{self, Candle, Falling, Gets, Offer, Retractable, Revealed};
use crate::domain::terms::{Pricing, SaleLot};
use crate::domain::{Auction, Currency, Format, Money, Standing, Status, Tax, Terms};
use crate::live::room::{Board, Room};
use crate::store::auctions::Listing;
use crate::store::ledger::{instant, pseudonym};
use crate::store::terms::pricing_word;
use serde::Serialize;
use uuid::Uuid;

/// How a signed-in viewer stands in an auction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YouAre {
    pub bidder: Option<String>,
    pub standing: Option<Standing>,
    pub maximum: Option<Money>,
    /// For how many units, where there are several.
    pub quantity: Option<u32>,
    pub seller: bool,
    /// The bid they can take back, where the terms allow that.
    pub retract: Option<Retractable>,
    /// Whether they may bid, where not everybody may; `None` elsewhere, and where it is not known just now.
    pub may_bid: Option<bool>,
}

impl YouAre {
    /// How `account` stands, but for whether it may bid. While bids are sealed nobody's pseudonym is told: it would say how
    /// many bidders there were.
    pub fn of(auction: &Auction, account: crate::domain::AccountId) -> YouAre {
        let standing = auction.standing(account);
        let several = matches!(auction.terms.format, Format::MultiUnit { .. });
        let hidden = auction.terms.format.is_sealed() && auction.status != Status::Closed;
        YouAre {
            bidder: auction.number(account).filter(|_| !hidden).map(pseudonym),
            standing: standing.map(|(standing, _)| standing),
            maximum: standing.map(|(_, maximum)| maximum),
            quantity: auction.last_bid(account).filter(|_| several).map(|bid| bid.quantity),
            seller: account == auction.seller,
            retract: auction.retractable(account).map(Retractable::from),
            may_bid: None,
        }
    }

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
            #[serde(skip_serializing_if = "Option::is_none")]
            quantity: Option<u32>,
            seller: bool,
            #[serde(skip_serializing_if = "Option::is_none")]
            retract: &'a Option<Retractable>,
            #[serde(skip_serializing_if = "Option::is_none")]
            may_bid: Option<bool>,
        }
        let standing = self.standing.map(Standing::word);
        let maximum = self.maximum.map(|maximum| maximum.0);
        let YouAre { bidder, quantity, seller, retract, may_bid, .. } = self;
        let (quantity, seller, may_bid) = (*quantity, *seller, *may_bid);
        You { bidder, standing, maximum, quantity, seller, retract, may_bid }.serialize(serializer)
    }
}

/// Everything a page needs to know about an auction.
#[derive(Debug, Serialize)]
pub struct State {
    pub id: Uuid,
    pub title: String,
    pub status: &'static str,
    pub format: &'static str,
    /// Whether bids are secret until the close.
    pub sealed: bool,
    pub units: u32,
    /// What the winners of several units pay.
    pub pricing: Option<&'static str>,
    pub currency: String,
    pub decimals: u32,
    pub start: i64,
    pub price: Option<i64>,
    /// The least that can be bid, in a reverse auction the most; in a Dutch one where the price fell from.
    pub minimum: i64,
    pub leader: Option<String>,
    pub bids: u32,
    pub starts_at: String,
    pub ends_at: String,
    pub has_reserve: bool,
    pub reserve_met: bool,
    pub quantum: Option<i64>,
    pub automatic: bool,
    /// At which price it can be bought at once now.
    pub buy_now: Option<i64>,
    /// The same as the terms have it.
    pub buy_now_offer: Option<Offer>,
    /// What an auctioneer asks for, until it is bid.
    pub ask: Option<i64>,
    /// Whether an auctioneer has given fair warning since the last bid.
    pub warned: bool,
    pub dutch: Option<Falling>,
    pub candle: Option<Candle>,
    /// Its place, where it is a lot of a sale.
    pub lot: Option<Place>,
    /// Rows *from, hundredths of a percent*.
    pub premium: Vec<(i64, u32)>,
    pub tax: Taxes,
    /// Who may bid: `open`, `registered` or `approved`.
    pub approval: &'static str,
    pub retraction: bool,
    pub watchers: usize,
    /// Who gets how many units, or would if it closed now.
    pub awards: Option<Vec<Gets>>,
    pub revealed: Option<Vec<Revealed>>,
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
    /// Of several winners the first.
    pub winner: Option<String>,
    /// Of several prices the lowest.
    pub price: Option<i64>,
}

impl State {
    /// The committed state of `room`, with `you` for a signed-in viewer.
    pub fn of(room: &Room, board: &Board, you: Option<YouAre>) -> State {
        let auction = &board.auction;
        let sold = auction.sold_at().filter(|_| auction.status == Status::Closed);
        State {
            status: auction.status.word(),
            price: auction.price.map(|price| price.0),
            minimum: auction.minimum().0,
            leader: auction.lead.and_then(|lead| auction.number(lead.bidder)).map(pseudonym),
            bids: auction.bids,
            ends_at: instant(auction.ends_at),
            reserve_met: auction.reserve_met(),
            buy_now: auction.buy_now().map(|price| price.0),
            ask: auction.ask.map(|ask| ask.0),
            warned: auction.warned,
            dutch: Falling::of(auction),
            candle: Candle::of(auction),
            watchers: room.watchers(),
            awards: parts::awards(auction),
            revealed: parts::revealed(auction),
            result: auction.status.is_final().then(|| Outcome {
                sold: sold.is_some(),
                winner: sold.and_then(|(winner, _)| auction.number(winner)).map(pseudonym),
                price: sold.map(|(_, price)| price.0),
            }),
            you,
            ..State::under(&room.title(), &auction.terms, auction.reserve.is_some())
        }
    }

    /// A draft in the shape of a published auction: nothing has happened to it.
    pub fn under(title: &str, terms: &Terms, has_reserve: bool) -> State {
        let pricing = match terms.format {
            Format::MultiUnit { pricing, .. } => Some(pricing),
            _ => None,
        };
        State {
            id: terms.auction.0,
            title: title.to_owned(),
            status: "draft",
            format: terms.format.word(),
            sealed: terms.format.is_sealed(),
            units: terms.format.units(),
            pricing: pricing.map(|pricing: Pricing| pricing_word(pricing)),
            currency: terms.currency.code().into(),
            decimals: terms.currency.decimals(),
            start: terms.start.0,
            price: None,
            minimum: terms.start.0,
            leader: None,
            bids: 0,
            starts_at: instant(terms.starts_at),
            ends_at: instant(terms.ends_at),
            has_reserve,
            reserve_met: !has_reserve,
            quantum: terms.quantum.map(|quantum| quantum.0),
            automatic: terms.automatic,
            buy_now: None,
            buy_now_offer: Offer::under(terms),
            ask: None,
            warned: false,
            dutch: Falling::under(terms),
            candle: Candle::under(terms),
            lot: terms.lot.map(Place::from),
            premium: terms.premium.pairs(),
            tax: terms.tax.into(),
            approval: terms.approval.word(),
            retraction: terms.retraction,
            watchers: 0,
            awards: None,
            revealed: None,
            result: None,
            you: None,
        }
    }
}

/// An auction as the catalogue shows it.
#[derive(Debug, Serialize)]
pub struct Card {
    pub auction: Uuid,
    pub title: String,
    pub status: String,
    /// Empty where it is not known.
    pub format: &'static str,
    pub currency: String,
    pub decimals: u32,
    pub price: Option<i64>,
    pub minimum: i64,
    pub bids: u32,
    pub starts_at: String,
    pub ends_at: String,
    pub dutch: Option<Falling>,
    /// Opened and ended by an auctioneer, and not by the clock.
    pub live: bool,
    /// Whether anything has happened to it yet.
    #[serde(skip)]
    pub(super) fresh: bool,
}

impl Card {
    /// Whether it is new in the catalogue: on offer, and nothing has happened to it yet.
    pub fn is_listed(&self) -> bool {
        self.fresh && !matches!(self.status.as_str(), "closed" | "cancelled")
    }

    /// The committed state of an auction that is awake.
    pub fn of(room: &Room) -> Card {
        let board = room.board();
        let auction = &board.auction;
        Card {
            auction: room.id.0,
            title: room.title().to_string(),
            status: auction.status.word().into(),
            format: auction.terms.format.word(),
            currency: auction.terms.currency.code().into(),
            decimals: auction.terms.currency.decimals(),
            price: auction.price.map(|price| price.0),
            minimum: auction.minimum().0,
            bids: auction.bids,
            starts_at: instant(auction.terms.starts_at),
            ends_at: instant(auction.ends_at),
            dutch: Falling::of(auction),
            live: auction.terms.format == Format::Live,
            fresh: auction.seq <= 1,
        }
    }
}

impl From<&Listing> for Card {
    fn from(listing: &Listing) -> Card {
        let terms = listing.terms().ok();
        Card {
            auction: listing.id.0,
            title: listing.title.clone(),
            status: listing.status_word.clone(),
            format: terms.as_ref().map_or("", |terms| terms.format.word()),
            currency: listing.currency.clone(),
            decimals: listing.currency.parse().map_or(2, |currency: Currency| currency.decimals()),
            price: listing.price.map(|price| price.0),
            minimum: listing.minimum.0,
            bids: listing.bids,
            starts_at: instant(listing.starts_at),
            ends_at: instant(listing.ends_at),
            dutch: terms.as_ref().and_then(Falling::under),
            live: listing.live,
            fresh: listing.seq <= 1,
        }
    }
}
