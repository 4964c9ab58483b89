//! A lot among others: a card of the catalogue, a line of a table.

use super::{Picture, status_text};
use crate::domain::{AuctionId, Currency, Format, Money, Status, Timestamp};
use crate::language::money;
use crate::web::finding::head::path_of;
use crate::web::when;
use std::borrow::Borrow;

/// A lot among others: a card of the catalogue, a line of a table.
#[derive(Clone, Debug)]
pub struct Card {
    pub id: AuctionId,
    pub title: String,
    pub status: Status,
    pub format: Format,
    pub currency: Currency,
    /// What the leader would pay now; `None` before the first bid.
    pub price: Option<Money>,
    /// The least that can be bid now; in a reverse auction the most, in a Dutch one what it can be bought for.
    pub minimum: Money,
    pub bids: u32,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// Opened and ended by an auctioneer, and not by the clock.
    pub live: bool,
    /// Its photographs, the one that stands for it first; among others only that one. Empty where the house's plate stands
    /// for it.
    pub pictures: Vec<Picture>,
}

impl Card {
    /// The photograph that stands for it, if there is one.
    pub fn cover(&self) -> Option<&Picture> {
        self.pictures.first()
    }

    /// The address of the picture that stands for it, a photograph or the plate of the house.
    pub fn picture(&self) -> String {
        self.cover().map_or_else(|| format!("/pictures/{}.svg", self.id), |cover| cover.src(1_600))
    }

    /// `● Live`.
    pub fn status_text(&self) -> String {
        status_text(self.status)
    }

    /// The price, or before the first bid what it starts at.
    pub fn price_text(&self) -> String {
        self.money(self.price.unwrap_or(self.minimum))
    }

    /// What [`price_text`](Self::price_text) is.
    pub fn price_word(&self) -> String {
        match (self.format, self.price) {
            (_, Some(_)) if self.status.is_final() => t!("catalogue-card-ended-at"),
            (Format::Dutch { .. }, _) => t!("catalogue-card-falls-from"),
            (Format::FirstPrice | Format::Vickrey, None) => t!("catalogue-card-sealed-from"),
            (Format::Reverse, None) => t!("catalogue-card-offers-up-to"),
            (Format::Reverse, Some(_)) => t!("catalogue-card-lowest-offer"),
            (Format::MultiUnit { .. }, None) => t!("catalogue-card-for-one-from"),
            (Format::MultiUnit { .. }, Some(_)) => t!("catalogue-card-for-one"),
            (_, None) => t!("catalogue-card-starts-at"),
            (_, Some(_)) => t!("catalogue-card-price"),
        }
    }

    /// `1 bid`, `17 bids`, `5 offers`.
    pub fn bids_text(&self) -> String {
        match self.format {
            Format::Reverse => t!("catalogue-card-offers", count = self.bids),
            _ => t!("catalogue-card-bids", count = self.bids),
        }
    }

    /// Where its page is at home.
    pub fn path(&self) -> String {
        path_of(self.id, &self.title)
    }

    /// An amount in this lot's currency: `€ 125.00`. Templates hand over references, other code amounts.
    pub fn money(&self, amount: impl Borrow<Money>) -> String {
        money(self.currency, *amount.borrow())
    }

    /// The amount as a form's field holds it: `125.00`.
    pub fn typed(&self, amount: impl Borrow<Money>) -> String {
        self.currency.plain(*amount.borrow()).replace(',', "")
    }

    /// The instant its clock runs towards.
    pub fn due(&self) -> Timestamp {
        if self.status == Status::Scheduled { self.starts_at } else { self.ends_at }
    }

    /// The same for `<time datetime>`.
    pub fn due_iso(&self) -> String {
        when::iso(self.due())
    }

    /// The same with its zone, for hover and focus.
    pub fn due_exact(&self) -> String {
        when::exact(self.due())
    }

    /// What happens then.
    pub fn due_word(&self) -> String {
        match self.status {
            Status::Scheduled if self.live => t!("catalogue-card-comes-up"),
            Status::Open if self.live => t!("catalogue-card-under-the-hammer"),
            Status::Scheduled => t!("catalogue-card-begins-in"),
            Status::Open => t!("catalogue-card-ends-in"),
            Status::Halted => t!("catalogue-card-clock-stopped"),
            Status::Closed | Status::Cancelled => t!("catalogue-card-ended"),
        }
    }

    /// How long until then, seen from `now`; empty where the clock does not run.
    pub fn left(&self, now: impl Borrow<Timestamp>) -> String {
        match self.status {
            Status::Scheduled | Status::Open if !self.live => when::left(self.due() - *now.borrow()),
            _ => String::new(),
        }
    }
}
