//! A lot as pages show it: the public state of an auction, in the words of the house. Filled from plain data; the scripts
//! in `static/js/words.js` say the same things about the same state, so a page does not change its mind when it comes alive.

mod card;
mod outcome;
mod picture;
mod terms;
mod words;

pub use card::Card;
pub use outcome::{Opened, OpenedBid, Outcome, Share};
pub use picture::Picture;
pub use words::OwnAmount;

use crate::domain::{AuctionId, Format, Money, SaleId, Seq, Standing, Status, Terms, Timestamp};
use crate::web::registration::Panel;
use crate::web::when;
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// A lot on its own page.
#[derive(Clone, Debug)]
pub struct Lot {
    pub card: Card,
    pub description: String,
    pub category: String,
    /// The seller's public name.
    pub seller: String,
    pub terms: Terms,
    /// The hash that the ledger's chain begins with: of the auction's id and its terms.
    pub genesis: String,
    /// The leader's pseudonym.
    pub leader: Option<String>,
    pub has_reserve: bool,
    pub reserve_met: bool,
    /// At which price it can be bought at once now.
    pub buy_now: Option<Money>,
    /// When a Dutch price falls next, and to what.
    pub next_fall: Option<(Timestamp, Money)>,
    /// Its place, where it is a lot of a sale.
    pub place: Option<Place>,
    /// Whether fair warning was given since the last bid.
    pub warned: bool,
    /// Pages that follow this lot now.
    pub watchers: u32,
    /// How it ended, once it has.
    pub outcome: Option<Outcome>,
    /// Who gets how many, where there are several; while it runs, as things stand.
    pub shares: Vec<Share>,
    /// What was secret until the end.
    pub opened: Opened,
    /// The viewer's own part in it; `None` for somebody not signed in.
    pub you: Option<You>,
    /// Where not everybody may bid: what the viewer needs for it, and how far they are.
    pub registration: Option<Panel>,
    /// For a viewer with a limit: what they have at stake now, on all lots, and the most they may have.
    pub limit: Option<(Money, Money)>,
    /// Who the pseudonyms are, for the house's own eyes.
    pub names: Option<BTreeMap<String, String>>,
    /// Newest first.
    pub history: Vec<Line>,
}

/// A lot's place in its sale.
#[derive(Clone, Debug)]
pub struct Place {
    pub sale: SaleId,
    pub sale_title: String,
    pub number: u32,
    /// How many lots there are.
    pub of: u32,
    /// The lot after it that still comes up, or came.
    pub next: Option<(AuctionId, String)>,
}

/// The viewer's own part in an auction. Private to them.
#[derive(Clone, Debug, Default)]
pub struct You {
    /// Their pseudonym here, once they bid.
    pub bidder: Option<String>,
    pub standing: Option<Standing>,
    /// The most they authorised.
    pub maximum: Option<Money>,
    /// For how many units, where there are several.
    pub quantity: Option<u32>,
    /// Whether it is their own lot.
    pub seller: bool,
    /// The bid they can still take back.
    pub retract: Option<Seq>,
}

/// A line of the history.
#[derive(Clone, Debug)]
pub struct Line {
    /// The event it tells of.
    pub seq: Seq,
    pub at: Timestamp,
    /// Whether it counts no longer.
    pub struck: bool,
    pub told: Told,
}

/// What a line of the history tells.
#[derive(Clone, Debug)]
pub enum Told {
    /// A bid, or the automatic one with which the leader answered it; `moved` is by how much it moved the end.
    Bid { bidder: String, amount: Money, quantity: Option<u32>, automatic: bool, moved: Option<TimeDelta> },
    /// Anything else worth knowing: the reserve was met, a halt and why.
    Note(String),
}

/// Icon and word for a status: state is never colour alone.
pub fn status_text(status: Status) -> String {
    match status {
        Status::Scheduled => t!("script-status-scheduled"),
        Status::Open => t!("script-status-open"),
        Status::Halted => t!("script-status-halted"),
        Status::Closed => t!("script-status-closed"),
        Status::Cancelled => t!("script-status-cancelled"),
    }
}

impl Line {
    /// How a bid came about and what it did: `3 · automatic · end +1:08 · struck out`.
    pub fn how(&self) -> String {
        let Told::Bid { quantity, automatic, moved, .. } = &self.told else { return String::new() };
        let quantity = quantity.map(|quantity| format!("× {quantity}"));
        let automatic = automatic.then(|| t!("script-automatic"));
        let moved = moved.map(|by| t!("script-end-by", by = when::left(by)));
        let struck = self.struck.then(|| t!("script-struck-out"));
        quantity.into_iter().chain(automatic).chain(moved).chain(struck).collect::<Vec<_>>().join(" · ")
    }
}

impl Lot {
    pub(super) fn standing(&self) -> Option<Standing> {
        self.you.as_ref().and_then(|you| you.standing)
    }

    /// The most the viewer authorised.
    fn maximum(&self) -> Option<Money> {
        self.you.as_ref().and_then(|you| you.maximum)
    }

    /// Whether the viewer leads.
    pub fn leads(&self) -> bool {
        self.standing() == Some(Standing::Leading)
    }

    /// Whether a pseudonym is the viewer's.
    pub fn is_you(&self, bidder: &str) -> bool {
        self.you.as_ref().and_then(|you| you.bidder.as_deref()) == Some(bidder)
    }

    /// A pseudonym, and to whom it belongs that it does.
    pub fn named(&self, bidder: &str) -> String {
        if self.is_you(bidder) { t!("script-you", bidder = bidder) } else { bidder.to_owned() }
    }

    /// Whether this is the viewer's own lot.
    pub fn is_own(&self) -> bool {
        self.you.as_ref().is_some_and(|you| you.seller)
    }

    /// Whether it can be bid on, now or later.
    pub fn is_over(&self) -> bool {
        self.card.status.is_final()
    }

    /// Who a pseudonym is, for the house's own eyes; empty for everybody else.
    pub fn name(&self, bidder: &str) -> &str {
        self.names.as_ref().and_then(|names| names.get(bidder)).map_or("", String::as_str)
    }

    /// The bid the viewer can still take back.
    pub fn retract(&self) -> Option<Seq> {
        self.you.as_ref().and_then(|you| you.retract)
    }

    /// Whether the viewer may not bid as long as they are not registered.
    pub fn needs_registration(&self) -> bool {
        self.registration.as_ref().is_some_and(|panel| !panel.may_bid)
    }

    /// Whether its price rises: what scripts say of other formats is fetched where it is needed.
    pub fn is_plain(&self) -> bool {
        matches!(self.terms.format, Format::English | Format::Live)
    }

    /// Whether anything is paid on top of a bid.
    pub fn is_charged(&self) -> bool {
        !(self.terms.premium.is_none() && self.terms.tax.is_none())
    }

    /// How long before the end a bid still moves it, in seconds.
    pub fn window_s(&self) -> i64 {
        self.terms.closing.window.num_seconds()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::samples;

    #[test]
    fn the_leader_is_offered_one_step_above_their_own_maximum() {
        let lot = samples::leading();
        assert_eq!(lot.offer(), Some(Money(15_250)), "price 125.00, next 127.50, maximum 150.00");
        assert_eq!(lot.offer_text(Money(15_250)), "Raise your maximum to €\u{a0}152.50");
    }

    #[test]
    fn a_leader_without_automatic_bidding_is_offered_nothing() {
        let mut lot = samples::leading();
        lot.terms.automatic = false;
        assert_eq!(lot.offer(), None);
    }

    #[test]
    fn the_outbid_are_told_by_how_much_and_offered_the_next_amount() {
        let lot = samples::outbid();
        assert_eq!((lot.strip().as_str(), lot.tone()), ("▼ Outbid by €\u{a0}5.00", "outbid"));
        assert_eq!(lot.offer(), Some(lot.card.minimum));
    }

    #[test]
    fn a_raised_offer_stays_on_the_quantum() {
        let mut lot = samples::leading();
        lot.terms.quantum = Some(Money(1_000));
        assert_eq!(lot.offer(), Some(Money(16_000)));
    }
}
