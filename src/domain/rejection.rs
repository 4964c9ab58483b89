//! Every "no" the house can say to a command. A closed list: it is part of the product, and its codes are on the wire.

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

    /// What happened and what to do, for a person. Amounts are left to the reader of [`minimum`](Self::minimum), who
    /// knows the currency.
    pub fn message(&self) -> &'static str {
        match self {
            Rejection::TooLow { .. } => "That is below the least amount you can bid now.",
            Rejection::NotAboveYourMaximum { .. } => "You lead already; a new maximum must be above the one you have.",
            Rejection::NotOpen(NotOpen::Draft) => "This auction has not been published yet.",
            Rejection::NotOpen(NotOpen::Scheduled) => "This auction has not begun yet.",
            Rejection::NotOpen(NotOpen::Halted) => "This auction is halted for the moment; bid again when it resumes.",
            Rejection::Ended => "This auction has ended.",
            Rejection::OwnAuction => "You cannot bid on your own lot.",
            Rejection::BadAmount => {
                "That is not an amount you can bid: it must be a positive whole number of minor units."
            }
            Rejection::OffQuantum { .. } => "Bids in this auction go in whole steps; round your amount to one of them.",
            Rejection::AlreadyLeading => "You lead already; here you can bid again once you are outbid.",
            Rejection::KeyReused => "This key was used for another bid; a new bid needs a new key.",
            Rejection::TooHigh { .. } => "That is above the most you can offer now; the lowest offer wins.",
            Rejection::NotBelowYourOffer { .. } => "You lead already; a new offer must be below the one you have.",
            Rejection::NotApproved => {
                "You may not bid here yet: register for this auction, and wait for the house if it approves its bidders."
            }
            Rejection::Banned => {
                "The house takes no bids of yours any more. Sign in again to read why, and until when."
            }
            Rejection::OverLimit => {
                "That is more than the house lets you have at stake at once; bid less, or ask it to raise your limit."
            }
            Rejection::BadQuantity { .. } => "Bid for at least one unit, and for no more than there are.",
            Rejection::NoBuyNow => "This lot cannot be bought at once, or no longer; you can still bid.",
            Rejection::NoSuchBid => "There is no such bid that counts here.",
            Rejection::NotRetractable => {
                "A bid stands here. Where the terms allow it, your last bid can be taken back within a minute, until twelve hours before the end."
            }
            Rejection::BadAsk { .. } => "Ask for more than is bid already.",
            Rejection::NothingToUndo => {
                "There is nothing to take back, or it is too late: the next lot is open, or the hammer fell ten minutes ago."
            }
            Rejection::NotLive => "Only a lot of a live sale has an auctioneer.",
            Rejection::OpenAlready => "This lot is open already.",
            Rejection::NotHalted => "This auction is not halted.",
            Rejection::HasBids => "This lot has bids: only an admin can take it down now.",
            Rejection::ReasonRequired => "Say why, in a few words: the reason is published.",
            Rejection::Forbidden => "That is not yours to do.",
            Rejection::NotItsTurn => "Lots come up in their order: an earlier lot of this sale is not over yet.",
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
