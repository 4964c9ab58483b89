//! What a lot's page says above the price and on its buttons, from where the viewer stands. `static/js/words.js` says the
//! same about the same state.

use super::{Lot, Standing, Status};
use crate::domain::{Format, Money};
use crate::web::{charges, when};
use std::borrow::Borrow;

/// The form in which an amount of one's own is typed: its label, what it means, and its button.
pub struct OwnAmount {
    pub label: &'static str,
    pub help: &'static str,
    pub button: &'static str,
}

const MAXIMUM: OwnAmount = OwnAmount {
    label: "Or your maximum",
    help: "Up to this the house bids for you, one step at a time and only to keep you in the lead. Nobody else sees it.",
    button: "Set maximum",
};

const SEALED: OwnAmount = OwnAmount {
    label: "Your sealed bid",
    help: "Nobody sees it before the end, not even the seller. Bid again and the later one counts, be it higher or lower.",
    button: "Seal your bid",
};

const LEAST: OwnAmount = OwnAmount {
    label: "Or the least you would take",
    help: "Down to this the house undercuts for you, one step at a time and only to keep you in the lead. Nobody else sees it.",
    button: "Set your least",
};

const FOR_ONE: OwnAmount = OwnAmount {
    label: "Your bid for one",
    help: "Everybody sees it. The highest bids get theirs first; a higher bid, or for more, takes the place of your last.",
    button: "Bid",
};

impl Lot {
    /// The strip above the price.
    pub fn strip(&self) -> String {
        match (self.card.status, self.standing()) {
            (Status::Cancelled, _) => "× Cancelled: nobody won".into(),
            (Status::Closed, _) => self.outcome_strip(),
            _ if self.is_own() && !self.terms.format.is_sealed() => "◆ Your lot".into(),
            (_, Some(Standing::Sealed)) => "◆ You sealed a bid of".into(),
            (_, Some(Standing::Leading)) => self.leading_strip(),
            (_, Some(Standing::Outbid)) => self.outbid_strip(),
            _ => self.calm_strip().into(),
        }
    }

    fn leading_strip(&self) -> String {
        match self.terms.format {
            Format::Reverse => "▲ You lead with".into(),
            Format::MultiUnit { units, .. } => {
                let own = self.own_share().map_or(0, |(quantity, _)| quantity);
                format!("▲ You get {own} of {units}; the price is")
            }
            _ => "▲ You lead at".into(),
        }
    }

    fn outbid_strip(&self) -> String {
        let by = |from: Money, to: Money| self.card.money(Money(to.0 - from.0));
        match (self.terms.format, self.card.price.zip(self.maximum())) {
            (Format::MultiUnit { .. }, _) => "▼ You get none as it stands".into(),
            (Format::Reverse, Some((price, own))) if price < own => format!("▼ Undercut by {}", by(price, own)),
            (Format::Reverse, _) => "▼ Undercut".into(),
            (_, Some((price, own))) if price > own => format!("▼ Outbid by {}", by(own, price)),
            _ => "▼ Outbid".into(),
        }
    }

    fn calm_strip(&self) -> &'static str {
        let fresh = self.card.price.is_none();
        match self.terms.format {
            Format::FirstPrice | Format::Vickrey => "◇ Sealed bids, from",
            Format::Dutch { .. } if self.card.status == Status::Scheduled => "▽ It will fall from",
            Format::Dutch { .. } if self.card.status == Status::Halted => "‖ It stands still at",
            Format::Dutch { .. } => "▽ Falling: yours now for",
            Format::Reverse if fresh => "○ No offers yet: at most",
            Format::Reverse => "○ You have made no offer",
            Format::MultiUnit { .. } if fresh => "○ No bids yet: for one from",
            _ if fresh => "○ No bids yet: starts at",
            _ => "○ You have not bid",
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

    /// `17 bids · reserve met`.
    pub fn facts(&self) -> String {
        let reserve = match (self.terms.format, self.has_reserve, self.reserve_met) {
            (Format::Dutch { .. }, ..) => return self.card.bids_text(),
            (Format::FirstPrice | Format::Vickrey, true, _) if !self.is_over() => "with a reserve",
            (Format::Reverse, false, _) => "no limit",
            (Format::Reverse, true, true) => "the buyer’s limit met",
            (Format::Reverse, true, false) => "the buyer’s limit not met",
            (_, false, _) => "no reserve",
            (_, true, true) => "reserve met",
            (_, true, false) => "reserve not met",
        };
        match self.terms.format {
            Format::MultiUnit { units, .. } => format!("{} · {units} alike · {reserve}", self.card.bids_text()),
            _ => format!("{} · {reserve}", self.card.bids_text()),
        }
    }

    /// `falls to € 90.00 in 0:12`; empty where no price falls.
    pub fn falls(&self, now: impl Borrow<crate::domain::Timestamp>) -> String {
        let falls = self.next_fall.map(|(at, to)| (self.card.money(to), when::left(at - *now.borrow())));
        falls.map(|(to, left)| format!("falls to {to} in {left}")).unwrap_or_default()
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
    pub fn before_its_turn(&self) -> &'static str {
        match self.card.status {
            Status::Scheduled if self.card.live => {
                "Its turn has not come. Leave a maximum: it competes from here on, and when the lot is called."
            }
            _ => "",
        }
    }

    /// Whether the auctioneer has given fair warning, and it still stands.
    pub fn is_warned(&self) -> bool {
        self.warned && self.card.status == Status::Open
    }

    /// What the big button says.
    pub fn offer_text(&self, amount: impl Borrow<Money>) -> String {
        let verb = match (self.terms.format, self.leads()) {
            (Format::Dutch { .. }, _) => "Buy at",
            (Format::Reverse, true) => "Lower your offer to",
            (Format::Reverse, false) => "Offer",
            (_, true) => "Raise your maximum to",
            (_, false) => "Bid",
        };
        format!("{verb} {}", self.card.money(amount))
    }

    /// What somebody is shown who would have to sign in first.
    pub fn sign_in_text(&self) -> String {
        match self.terms.format {
            Format::FirstPrice | Format::Vickrey | Format::MultiUnit { .. } => {
                format!("Sign in to bid from {}", self.card.money(self.card.minimum))
            }
            Format::Dutch { .. } => format!("Sign in to buy at {}", self.card.money(self.card.minimum)),
            Format::Reverse => format!("Sign in to offer {}", self.card.money(self.card.minimum)),
            _ => format!("Sign in to bid {}", self.card.money(self.card.minimum)),
        }
    }

    /// The form for an amount of one's own, where there is one.
    pub fn own_amount(&self) -> Option<&'static OwnAmount> {
        match self.terms.format {
            Format::FirstPrice | Format::Vickrey => Some(&SEALED),
            Format::MultiUnit { .. } => Some(&FOR_ONE),
            Format::Dutch { .. } => None,
            Format::Reverse => Some(&LEAST).filter(|_| self.terms.automatic),
            Format::English | Format::Live => Some(&MAXIMUM).filter(|_| self.terms.automatic),
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
        several.map_or_else(|| format!("Yours is {maximum}."), |several| format!("Yours is {maximum} for {several}."))
    }

    /// Why there is no bidding just now; empty if there is.
    pub fn not_open(&self) -> &'static str {
        match self.card.status {
            Status::Scheduled if self.card.live => "",
            Status::Scheduled => "Bidding has not begun yet.",
            Status::Halted => "Halted by the house. The time left is given back.",
            Status::Open | Status::Closed | Status::Cancelled => "",
        }
    }
}
