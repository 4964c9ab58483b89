//! What of an auction's state belongs to its format, its closing, and what is around the hammer.

use crate::config;
use crate::domain::{Auction, Award, ClosingMode, Format, Seq, Status, Terms, Timestamp};
use crate::store::ledger::{instant, pseudonym};
use crate::store::terms::until_word;
use serde::Serialize;

/// How a Dutch price falls. At an instant `t` it is `start − step · ⌊(t − from) / every⌋`, and no lower than `floor`.
#[derive(Clone, Debug, Serialize)]
pub struct Falling {
    /// From when on it would have fallen without a break; null before it begins, or where that is not at hand.
    pub from: Option<String>,
    pub start: i64,
    pub step: i64,
    pub every_s: i64,
    pub floor: i64,
    /// Since when it stands still, while the auction is halted.
    pub halted: Option<String>,
}

impl Falling {
    /// Under these terms, before anything happens.
    pub fn under(terms: &Terms) -> Option<Falling> {
        let Format::Dutch { step, every, floor } = terms.format else { return None };
        Some(Falling {
            from: None,
            start: terms.start.0,
            step: step.0,
            every_s: every.num_seconds(),
            floor: floor.0,
            halted: None,
        })
    }

    /// As it falls now.
    pub fn of(auction: &Auction) -> Option<Falling> {
        let under = Falling::under(&auction.terms)?;
        let halted = auction.halted_at().map(instant);
        Some(Falling { from: auction.falls_from().map(instant), halted, ..under })
    }
}

/// A candle: what its hidden end was drawn from, once that may be known.
#[derive(Clone, Debug, Serialize)]
pub struct Candle {
    /// `SHA-256` of the seed, from the opening on.
    pub commitment: Option<String>,
    pub longest_s: i64,
    /// Revealed at the close.
    pub seed: Option<String>,
    /// How long it burned beyond the scheduled end.
    pub tail_ms: Option<i64>,
}

impl Candle {
    /// Under these terms, before anything happens.
    pub fn under(terms: &Terms) -> Option<Candle> {
        let longest_s = terms.closing.extension.num_seconds();
        let candle = Candle { commitment: None, longest_s, seed: None, tail_ms: None };
        (terms.closing.mode == ClosingMode::Candle).then_some(candle)
    }

    /// As far as anybody may know it.
    pub fn of(auction: &Auction) -> Option<Candle> {
        let under = Candle::under(&auction.terms)?;
        let revealed = auction.seed.filter(|_| auction.status == Status::Closed);
        Some(Candle {
            commitment: auction.seed.map(|seed| seed.commitment().to_string()),
            seed: revealed.map(|seed| seed.to_string()),
            tail_ms: revealed.map(|seed| seed.tail(auction.terms.closing.extension).num_milliseconds()),
            ..under
        })
    }
}

/// At which price a lot can be bought at once, while it can be.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Offer {
    pub price: i64,
    /// `first_bid`, or with a reserve until that is met; or `price_passes`.
    pub until: &'static str,
}

impl Offer {
    /// Under these terms.
    pub fn under(terms: &Terms) -> Option<Offer> {
        terms.buy_now.map(|offer| Offer { price: offer.price.0, until: until_word(offer.until) })
    }
}

/// Who gets how many units at which price.
#[derive(Clone, Debug, Serialize)]
pub struct Gets {
    pub bidder: String,
    pub quantity: u32,
    pub price: i64,
}

/// Who gets what of several units, or would if it closed now; `None` where there is only one.
pub fn awards(auction: &Auction) -> Option<Vec<Gets>> {
    let several = matches!(auction.terms.format, Format::MultiUnit { .. });
    let gets = |award: &Award| {
        let bidder = auction.number(award.bidder).map(pseudonym)?;
        Some(Gets { bidder, quantity: award.quantity, price: award.price.0 })
    };
    several.then(|| auction.awards().iter().filter_map(gets).collect())
}

/// A sealed bid, revealed. `SHA-256(amount ‖ nonce)` is the seal in the bid's own event.
#[derive(Clone, Debug, Serialize)]
pub struct Revealed {
    /// The bid's event.
    pub seq: Seq,
    pub bidder: String,
    pub amount: i64,
    pub nonce: String,
    /// A later bid of the same bidder took its place.
    pub replaced: bool,
}

/// The sealed bids once they are open, best first: as many as one event of the reveal has. All of them are in the ledger.
pub fn revealed(auction: &Auction) -> Option<Vec<Revealed>> {
    if !auction.terms.format.is_sealed() || auction.status != Status::Closed {
        return None;
    }
    let mut bids: Vec<_> = auction.book.standing().collect();
    bids.sort_by_key(|bid| (std::cmp::Reverse(bid.maximum), bid.seq));
    let revealed = bids.into_iter().take(config::REVEALED_AT_ONCE).filter_map(|bid| {
        Some(Revealed {
            seq: bid.seq,
            bidder: auction.number(bid.bidder).map(pseudonym)?,
            amount: bid.maximum.0,
            nonce: bid.nonce.to_string(),
            replaced: auction.last_bid(bid.bidder).is_none_or(|last| last.seq != bid.seq),
        })
    });
    Some(revealed.collect())
}

/// A bid that its bidder can take back, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Retractable {
    pub seq: Seq,
    pub until: String,
}

impl From<(Seq, Timestamp)> for Retractable {
    fn from((seq, until): (Seq, Timestamp)) -> Retractable {
        Retractable { seq, until: instant(until) }
    }
}
