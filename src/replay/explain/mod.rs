//! Why an event happened, in words, from the state before it with all its secrets: which rule moved the price, who was
//! outbid by what, why the end moved, what a void changed. Pure, and of no consequence: nothing is decided here, and a
//! sentence that is wrong changes no auction.
//!
//! - `bids` open bids, ascending and descending · `others` sealed, Dutch and several units · `acts` what people do besides
//!   bidding · `ends` what moves an end · `close` who gets what

mod acts;
mod bids;
mod close;
pub mod ends;
mod others;

use super::step::Why;
use crate::domain::{AccountId, Auction, Event, Money, Timestamp};
use crate::store::ledger::pseudonym;

/// What happened, in a sentence, and why. `before` is the state right before `event`, which happened at `at`.
pub fn explain(before: &Auction, at: Timestamp, event: &Event) -> (String, Vec<Why>) {
    let scene = Scene { before, at };
    match event {
        Event::Opened { by } => scene.opened(*by),
        Event::Bid(placed) => scene.bid(placed),
        Event::ReserveMet => scene.reserve_met(),
        Event::Extended { from, to, because } => scene.extended(*from, *to, *because),
        Event::Announced { by, what } => scene.announced(*by, what),
        Event::Halted { by, reason } => scene.halted(*by, reason),
        Event::Resumed { by, reason, ends_at } => scene.resumed(*by, reason, *ends_at),
        Event::Voided { by, seq, reason } => scene.voided(*by, *seq, reason, event),
        Event::Undone { by, seq } => scene.undone(*by, *seq, event),
        Event::Cancelled { by, reason } => scene.cancelled(*by, reason),
        Event::Revealed { bids, seed } => scene.revealed(bids, *seed),
        Event::Closed { by, reason, awards } => scene.closed(*by, reason.as_deref(), awards),
    }
}

/// What an explanation looks at.
struct Scene<'a> {
    before: &'a Auction,
    at: Timestamp,
}

impl Scene<'_> {
    fn money(&self, amount: Money) -> String {
        self.before.terms.currency.display(amount)
    }

    /// A bidder as everybody sees them.
    fn name(&self, account: AccountId) -> String {
        self.before.number(account).map_or_else(|| "nobody".into(), pseudonym)
    }

    /// The state that `event` leaves.
    fn after(&self, event: &Event) -> Auction {
        let mut after = self.before.clone();
        after.apply(self.at, event);
        after
    }

    fn price(&self, price: Option<Money>) -> String {
        price.map_or_else(|| "no price".into(), |price| self.money(price))
    }

    fn leader(&self, auction: &Auction) -> String {
        auction.lead.map_or_else(|| "nobody".into(), |lead| self.name(lead.bidder))
    }

    fn reserve_met(&self) -> (String, Vec<Why>) {
        let (reserve, price) = (self.before.reserve.unwrap_or_default(), self.before.price);
        let says = format!("reserve: {} reaches the hidden {}", self.price(price), self.money(reserve));
        ("the reserve is met".into(), vec![Why::new("reserve_met", says).with("reserve", reserve)])
    }
}

#[cfg(test)]
mod tests;
