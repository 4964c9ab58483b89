//! What a lot's page says above the price and on its buttons, from where the viewer stands. `static/js/words.js` says the
//! same about the same state.

use super::{Lot, Standing, Status};
use crate::domain::{Format, Money};
use crate::web::{charges, when};
use std::borrow::Borrow;

/// The form in which an amount of one's own is typed: its label, what it means, and its button.
pub struct OwnAmount {
    pub label: String,
    pub help: String,
    pub button: String,
}

impl OwnAmount {
    fn maximum() -> OwnAmount {
        OwnAmount { label: t!("lot-maximum"), help: t!("lot-maximum-help"), button: t!("lot-maximum-set") }
    }

    fn sealed() -> OwnAmount {
        OwnAmount { label: t!("lot-sealed"), help: t!("lot-sealed-help"), button: t!("lot-sealed-set") }
    }

    fn least() -> OwnAmount {
        OwnAmount { label: t!("lot-least"), help: t!("lot-least-help"), button: t!("lot-least-set") }
    }

    fn for_one() -> OwnAmount {
        OwnAmount { label: t!("lot-for-one"), help: t!("lot-for-one-help"), button: t!("lot-for-one-set") }
    }
}

impl Lot {
    /// The strip above the price.
    pub fn strip(&self) -> String {
        match (self.card.status, self.standing()) {
            (Status::Cancelled, _) => t!("script-nobody-won"),
            (Status::Closed, _) => self.outcome_strip(),
            _ if self.is_own() && !self.terms.format.is_sealed() => t!("script-own-lot"),
            (_, Some(Standing::Sealed)) => t!("script-you-sealed"),
            (_, Some(Standing::Leading)) => self.leading_strip(),
            (_, Some(Standing::Outbid)) => self.outbid_strip(),
            _ => self.calm_strip(),
        }
    }

    fn leading_strip(&self) -> String {
        match self.terms.format {
            Format::Reverse => t!("script-lead-with"),
            Format::MultiUnit { units, .. } => {
                let own = self.own_share().map_or(0, |(quantity, _)| quantity);
                t!("script-you-get", count = own, units = units)
            }
            _ => t!("script-lead-at"),
        }
    }

    fn outbid_strip(&self) -> String {
        let by = |from: Money, to: Money| self.card.money(Money(to.0 - from.0));
        match (self.terms.format, self.card.price.zip(self.maximum())) {
            (Format::MultiUnit { .. }, _) => t!("script-you-get-none"),
            (Format::Reverse, Some((price, own))) if price < own => t!("script-undercut-by", by = by(price, own)),
            (Format::Reverse, _) => t!("script-undercut"),
            (_, Some((price, own))) if price > own => t!("script-outbid-by", by = by(own, price)),
            _ => t!("script-outbid"),
        }
    }

    fn calm_strip(&self) -> String {
        let fresh = self.card.price.is_none();
        match self.terms.format {
            Format::FirstPrice | Format::Vickrey => t!("script-sealed-from"),
            Format::Dutch { .. } if self.card.status == Status::Scheduled => t!("script-will-fall-from"),
            Format::Dutch { .. } if self.card.status == Status::Halted => t!("script-stands-still-at"),
            Format::Dutch { .. } => t!("script-falling"),
            Format::Reverse if fresh => t!("script-no-offers-yet"),
            Format::Reverse => t!("script-no-offer-made"),
            Format::MultiUnit { .. } if fresh => t!("script-no-bids-for-one"),
            _ if fresh => t!("script-no-bids-yet"),
            _ => t!("script-not-bid"),
        }
    }

    /// The figure below the strip: the price, or of a sealed auction the viewer's own bid.
    pub fn figure(&self) -> String {
        let own = self.maximum().filter(|_| self.standing() == Some(Standing::Sealed));
        own.map_or_else(|| self.card.price_text(), |own| self.card.money(own))
    }

    /// The class that colours the strip.
    pub fn tone(&self) -> &'static str {
        match (self.card.status, self.standing()) {
            (Status::Closed, Some(Standing::Won)) | (_, Some(Standing::Leading)) => "leading",
            (Status::Closed | Status::Cancelled, _) => "over",
            (_, Some(Standing::Outbid)) => "outbid",
            _ => "calm",
        }
    }

    /// `17 bids`, `5 offers`.
    fn bids(&self) -> String {
        match self.terms.format {
            Format::Reverse => t!("script-offers", count = self.card.bids),
            _ => t!("script-bids", count = self.card.bids),
        }
    }

    /// `17 bids · reserve met`.
    pub fn facts(&self) -> String {
        let reserve = match (self.terms.format, self.has_reserve, self.reserve_met) {
            (Format::Dutch { .. }, ..) => return self.bids(),
            (Format::FirstPrice | Format::Vickrey, true, _) if !self.is_over() => t!("script-with-a-reserve"),
            (Format::Reverse, false, _) => t!("script-no-limit"),
            (Format::Reverse, true, true) => t!("script-limit-met"),
            (Format::Reverse, true, false) => t!("script-limit-not-met"),
            (_, false, _) => t!("script-no-reserve"),
            (_, true, true) => t!("script-reserve-met"),
            (_, true, false) => t!("script-reserve-not-met"),
        };
        match self.terms.format {
            Format::MultiUnit { units, .. } => {
                format!("{} · {} · {reserve}", self.bids(), t!("script-alike", count = units))
            }
            _ => format!("{} · {reserve}", self.bids()),
        }
    }

    /// `falls to € 90.00 in 0:12`; empty where no price falls.
    pub fn falls(&self, now: impl Borrow<crate::domain::Timestamp>) -> String {
        let falls = self.next_fall.map(|(at, to)| (self.card.money(to), when::left(at - *now.borrow())));
        falls.map(|(to, left)| t!("script-falls-to", price = to, left = left)).unwrap_or_default()
    }

    /// The amount on the big button: the least that can be bid, or for the leader one step beyond their own maximum;
    /// `None` where there is nothing to press.
    pub fn offer(&self) -> Option<Money> {
        match self.terms.format {
            Format::FirstPrice | Format::Vickrey | Format::MultiUnit { .. } => None,
            _ if !self.leads() => Some(self.card.minimum).filter(|least| least.0 > 0),
            // Under the hammer the leader waits for somebody to answer.
            Format::Live => None,
            _ => self.beyond_own().filter(|amount| self.terms.automatic && amount.0 > 0),
        }
    }

    /// One step beyond the leader's own maximum.
    fn beyond_own(&self) -> Option<Money> {
        let price = self.card.price.unwrap_or_default();
        let step = Money(self.card.minimum.0 - price.0);
        let beyond = self.maximum().unwrap_or(price).plus(step);
        Some(if step.0 < 0 { self.terms.round_down(beyond) } else { self.terms.round_up(beyond) })
    }

    /// What the amount on the big button comes to with premium and tax; empty where nothing is paid on top.
    pub fn offer_comes_to(&self) -> String {
        self.offer().map(|amount| charges::comes_to(&self.terms, amount, 1)).unwrap_or_default()
    }

    /// What a bid comes to before the lot's turn; empty otherwise.
    pub fn before_its_turn(&self) -> String {
        match self.card.status {
            Status::Scheduled if self.card.live => t!("script-before-its-turn"),
            _ => String::new(),
        }
    }

    /// Whether the auctioneer has given fair warning, and it still stands.
    pub fn is_warned(&self) -> bool {
        self.warned && self.card.status == Status::Open
    }

    /// What the big button says.
    pub fn offer_text(&self, amount: impl Borrow<Money>) -> String {
        let amount = self.card.money(amount);
        match (self.terms.format, self.leads()) {
            (Format::Dutch { .. }, _) => t!("script-buy-at", amount = amount),
            (Format::Reverse, true) => t!("script-lower-to", amount = amount),
            (Format::Reverse, false) => t!("script-offer", amount = amount),
            (_, true) => t!("script-raise-to", amount = amount),
            (_, false) => t!("script-bid", amount = amount),
        }
    }

    /// What somebody is shown who would have to sign in first.
    pub fn sign_in_text(&self) -> String {
        let amount = self.card.money(self.card.minimum);
        match self.terms.format {
            Format::FirstPrice | Format::Vickrey | Format::MultiUnit { .. } => {
                t!("script-sign-in-to-bid-from", amount = amount)
            }
            Format::Dutch { .. } => t!("script-sign-in-to-buy", amount = amount),
            Format::Reverse => t!("script-sign-in-to-offer", amount = amount),
            _ => t!("script-sign-in-to-bid", amount = amount),
        }
    }

    /// The form for an amount of one's own, where there is one.
    pub fn own_amount(&self) -> Option<OwnAmount> {
        match self.terms.format {
            Format::FirstPrice | Format::Vickrey => Some(OwnAmount::sealed()),
            Format::MultiUnit { .. } => Some(OwnAmount::for_one()),
            Format::Dutch { .. } => None,
            Format::Reverse => self.terms.automatic.then(OwnAmount::least),
            Format::English | Format::Live => self.terms.automatic.then(OwnAmount::maximum),
        }
    }

    /// Whether all that can be pressed is the button of [`own_amount`](Self::own_amount).
    pub fn has_one_button(&self) -> bool {
        self.terms.format.is_sealed() || self.units().is_some()
    }

    /// How many there are to bid for, where there are several.
    pub fn units(&self) -> Option<u32> {
        match self.terms.format {
            Format::MultiUnit { units, .. } => Some(units),
            _ => None,
        }
    }

    /// The viewer's maximum while it is in force, told to them alone.
    pub fn own_maximum(&self) -> String {
        let several = self.you.as_ref().and_then(|you| you.quantity);
        let shown = match self.standing() {
            Some(Standing::Leading | Standing::Sealed) => true,
            Some(Standing::Outbid) => several.is_some(),
            _ => false,
        };
        let Some(maximum) = self.maximum().filter(|_| shown).map(|maximum| self.card.money(maximum)) else {
            return String::new();
        };
        match several {
            None => t!("script-yours-is", amount = maximum),
            Some(several) => t!("script-yours-is-for", amount = maximum, count = several),
        }
    }

    /// Why there is no bidding just now; empty if there is.
    pub fn not_open(&self) -> String {
        match self.card.status {
            Status::Scheduled if !self.card.live => t!("script-not-begun"),
            Status::Halted => t!("script-is-halted"),
            _ => String::new(),
        }
    }
}
