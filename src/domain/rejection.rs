//! Every "no" the house can say to a command. A closed list: it is part of the product, and its codes are on
//! the wire. What a person is told instead of a code is said where they are spoken to.

use super::money::Money;

/// Why a command was refused. A refusal changes nothing, ever (I2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Below the least amount that can be bid now.
    TooLow { minimum: Money },
    /// In a reverse auction: above the most that can be offered now.
    TooHigh { minimum: Money },
    /// The leader's new maximum is not above the one they have.
    NotAboveYourMaximum { minimum: Money },
    /// In a reverse auction: the leader's new offer is not below the one they have.
    NotBelowYourOffer { minimum: Money },
    /// Not published yet, not begun, or halted.
    NotOpen(NotOpen),
    /// Received after the end, or the auction is closed or cancelled.
    Ended,
    /// The seller, on their own lot.
    OwnAuction,
    /// The bidder is not registered for this auction, or not approved.
    NotApproved,
    /// The house has banned the bidder.
    Banned,
    /// More than the house lets this bidder have at stake.
    OverLimit,
    /// Not a positive amount of whole minor units, or over the house's largest.
    BadAmount,
    /// Not a multiple of the auction's quantum.
    OffQuantum { quantum: Money },
    /// No units, or more than there are.
    BadQuantity { units: u32 },
    /// Nothing to buy at once here, or no longer.
    NoBuyNow,
    /// Automatic bidding is off and the bidder leads already.
    AlreadyLeading,
    /// The key was used for another bid.
    KeyReused,
    /// No bid of that number counts here, or it is somebody else's.
    NoSuchBid,
    /// These terms, or the rule on when, allow no retraction.
    NotRetractable,
    /// The asking price is not above what is bid already.
    BadAsk { minimum: Money },
    /// Nothing an auctioneer could take back, or no longer.
    NothingToUndo,
    /// An act that needs a lot of a live sale.
    NotLive,
    /// A live lot that is open already.
    OpenAlready,
    /// An act that needs a halted auction.
    NotHalted,
    /// A seller may not take down a lot that has bids, this near its end.
    HasBids,
    /// An act that must say why.
    ReasonRequired,
    /// An act that is not this person's to do.
    Forbidden,
    /// In a live sale: an earlier lot is not over yet.
    NotItsTurn,
}

/// Which kind of "not open".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOpen {
    Draft,
    Scheduled,
    Halted,
}

impl Rejection {
    /// The code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Rejection::TooLow { .. } => "too_low",
            Rejection::NotAboveYourMaximum { .. } => "not_above_your_maximum",
            Rejection::NotOpen(_) => "not_open",
            Rejection::Ended => "ended",
            Rejection::OwnAuction => "own_auction",
            Rejection::BadAmount => "bad_amount",
            Rejection::OffQuantum { .. } => "off_quantum",
            Rejection::AlreadyLeading => "already_leading",
            Rejection::KeyReused => "key_reused",
            Rejection::TooHigh { .. } => "too_high",
            Rejection::NotBelowYourOffer { .. } => "not_below_your_offer",
            Rejection::NotApproved => "not_approved",
            Rejection::Banned => "banned",
            Rejection::OverLimit => "over_limit",
            Rejection::BadQuantity { .. } => "bad_quantity",
            Rejection::NoBuyNow => "no_buy_now",
            Rejection::NoSuchBid => "no_such_bid",
            Rejection::NotRetractable => "not_retractable",
            Rejection::BadAsk { .. } => "bad_ask",
            Rejection::NothingToUndo => "nothing_to_undo",
            Rejection::NotLive => "not_live",
            Rejection::OpenAlready => "open_already",
            Rejection::NotHalted => "not_halted",
            Rejection::HasBids => "has_bids",
            Rejection::ReasonRequired => "reason_required",
            Rejection::Forbidden => "forbidden",
            Rejection::NotItsTurn => "not_its_turn",
        }
    }

    /// The least amount that would do, where that is what was wrong.
    pub fn minimum(&self) -> Option<Money> {
        match self {
            Rejection::TooLow { minimum }
            | Rejection::TooHigh { minimum }
            | Rejection::NotAboveYourMaximum { minimum }
            | Rejection::NotBelowYourOffer { minimum }
            | Rejection::BadAsk { minimum } => Some(*minimum),
            _ => None,
        }
    }
}
