//! From an event to its line.

use super::line::{Entry, instant, pseudonym};
use super::text::{AwardText, Body, Data, Secret, ShownText};
use crate::domain::{
    AccountId, Announcement, Auction, Award, BidPlaced, By, ClosingMode, Event, Format, Hash, Shown, Timestamp,
};
use bytestring::ByteString;
use serde::Serialize;

/// Writes down `event`, which happened at `at` and led to the state `after`, following the line with hash `previous`.
pub fn encode(after: &Auction, at: Timestamp, event: &Event, previous: Hash) -> Entry {
    let (bidder, key) = match event {
        Event::Bid(placed) => (Some(placed.bidder), Some(placed.key)),
        _ => (None, None),
    };
    let mut data = data(after, at, event);
    data.terms = (after.seq == 1).then(|| previous.to_string());
    let kind = kind(event);
    let body = Body { auction: after.terms.auction.0, seq: after.seq, at: instant(at), kind, data };
    let body = ByteString::from(json(&body));
    let secret = secret(event).map(|secret| json(&secret));
    Entry { seq: after.seq, at, kind, hash: previous.then(&body), body, bidder, key, secret }
}

/// Plain structs of strings and numbers cannot fail to serialise.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The word for an event on the wire and in the ledger.
pub fn kind(event: &Event) -> &'static str {
    match event {
        Event::Opened { .. } => "opened",
        Event::Bid(_) => "bid",
        Event::ReserveMet => "reserve_met",
        Event::Extended { .. } => "extended",
        Event::Announced { .. } => "announced",
        Event::Halted { .. } => "halted",
        Event::Resumed { .. } => "resumed",
        Event::Voided { .. } | Event::Undone { .. } => "voided",
        Event::Cancelled { .. } => "cancelled",
        Event::Revealed { .. } => "revealed",
        Event::Closed { .. } => "closed",
    }
}

fn data<'a>(after: &Auction, at: Timestamp, event: &'a Event) -> Data<'a> {
    let ends_at = Some(instant(after.ends_at));
    let act = |by: &By, reason: &'a str| Data { by: Some(by.office()), reason: Some(reason.into()), ..Data::default() };
    match event {
        Event::Opened { by } => {
            let candle = after.seed.filter(|_| after.terms.closing.mode == ClosingMode::Candle);
            Data {
                by: by.map(By::office),
                minimum: Some(after.minimum().0),
                ends_at,
                candle: candle.map(|seed| seed.commitment().to_string()),
                ..Data::default()
            }
        }
        Event::Bid(placed) => bid(after, placed),
        Event::ReserveMet => {
            Data { price: after.price.map(|price| price.0), reserve_met: Some(true), ..Data::default() }
        }
        Event::Extended { from, to, because } => Data {
            from: Some(instant(*from)),
            to: Some(instant(*to)),
            ends_at,
            reason: Some(because.word().into()),
            ..Data::default()
        },
        Event::Announced { by, what } => announced(after, *by, what),
        Event::Halted { by, reason } | Event::Cancelled { by, reason } => act(by, reason),
        Event::Resumed { by, reason, .. } => Data { ends_at, ..act(by, reason) },
        Event::Voided { by, seq, reason } => {
            Data { by: Some(by.office()), reason: Some(reason.into()), voided: Some(*seq), ..position(after) }
        }
        Event::Undone { by, seq } => Data {
            by: Some(by.office()),
            voided: Some(*seq),
            undo: true,
            ask: after.ask.map(|ask| ask.0),
            status: Some(after.status.word()),
            ..position(after)
        },
        Event::Revealed { bids, seed } => revealed(after, bids, seed.as_ref()),
        Event::Closed { by, reason, awards } => Data {
            by: Some(by.map_or(if at > after.accepts_until() { "time" } else { "buyer" }, By::office)),
            reason: reason.as_deref().map(Into::into),
            ..closed(after, awards)
        },
    }
}

fn shown(after: &Auction, account: AccountId) -> Option<String> {
    after.number(account).map(pseudonym)
}

/// Where the bidding stands, as far as anybody may know.
fn position(after: &Auction) -> Data<'static> {
    let open = !after.terms.format.is_sealed();
    Data {
        price: after.price.map(|price| price.0),
        leader: after.lead.and_then(|lead| shown(after, lead.bidder)),
        minimum: Some(after.minimum().0),
        bids: Some(after.bids),
        ends_at: Some(instant(after.ends_at)),
        reserve_met: open.then(|| after.reserve_met()),
        ..Data::default()
    }
}

fn bid(after: &Auction, placed: &BidPlaced) -> Data<'static> {
    let several = matches!(after.terms.format, Format::MultiUnit { .. });
    let open = !after.terms.format.is_sealed();
    Data {
        bidder: open.then(|| pseudonym(placed.number)),
        amount: placed.amount.map(|amount| amount.0),
        quantity: several.then_some(placed.quantity),
        whole: placed.whole,
        buy_now: placed.buy_now,
        sealed: Some(Hash::seal(placed.maximum, &placed.nonce).to_string()),
        ..position(after)
    }
}

fn announced<'a>(after: &Auction, by: By, what: &'a Announcement) -> Data<'a> {
    let (announced, ask, text) = match what {
        Announcement::Ask(ask) => ("ask", Some(ask.0), None),
        Announcement::FairWarning => ("fair_warning", None, None),
        Announcement::Note(text) => ("note", None, Some(text.into())),
    };
    let minimum = ask.map(|_| after.minimum().0);
    Data { by: Some(by.office()), announced: Some(announced), ask, text, minimum, ..Data::default() }
}

fn revealed(after: &Auction, bids: &[Shown], seed: Option<&crate::domain::Seed>) -> Data<'static> {
    let line = |shown: &Shown| ShownText {
        seq: shown.seq,
        bidder: after.number(shown.bidder).map(pseudonym).unwrap_or_default(),
        amount: shown.amount.0,
        nonce: shown.nonce.to_string(),
    };
    Data {
        revealed: (!bids.is_empty()).then(|| bids.iter().map(line).collect()),
        seed: seed.map(ToString::to_string),
        tail_ms: seed.map(|seed| seed.tail(after.terms.closing.longest_tail()).num_milliseconds()),
        ..Data::default()
    }
}

fn closed(after: &Auction, awards: &[Award]) -> Data<'static> {
    let line = |award: &Award| AwardText {
        bidder: after.number(award.bidder).map(pseudonym).unwrap_or_default(),
        quantity: award.quantity,
        price: award.price.0,
    };
    let several = matches!(after.terms.format, Format::MultiUnit { .. });
    Data {
        sold: Some(!awards.is_empty()),
        winner: awards.first().and_then(|award| shown(after, award.bidder)),
        price: awards.last().map(|award| award.price.0),
        bids: Some(after.bids),
        reserve_met: Some(after.reserve_met()),
        awards: several.then(|| awards.iter().map(line).collect()),
        ..Data::default()
    }
}

fn secret(event: &Event) -> Option<Secret> {
    match event {
        Event::Bid(placed) => Some(Secret {
            maximum: Some(placed.maximum.0),
            nonce: Some(placed.nonce.to_string()),
            exact: placed.exact,
            by: None,
        }),
        Event::Announced { by, .. }
        | Event::Halted { by, .. }
        | Event::Resumed { by, .. }
        | Event::Voided { by, .. }
        | Event::Undone { by, .. }
        | Event::Cancelled { by, .. } => Some(acted(*by)),
        Event::Opened { by } | Event::Closed { by, .. } => by.map(acted),
        Event::ReserveMet | Event::Extended { .. } | Event::Revealed { .. } => None,
    }
}

fn acted(by: By) -> Secret {
    Secret { by: Some(by.account().0), ..Secret::default() }
}
