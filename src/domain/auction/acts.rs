//! What the seller, the house and bidders may do besides bidding. Each act says who and why, and is published.

use super::{Auction, Status};
use crate::config;
use crate::domain::command::By;
use crate::domain::event::Event;
use crate::domain::rejection::Rejection;
use crate::domain::terms::Format;
use crate::domain::{AccountId, Seq, Timestamp};
use chrono::TimeDelta;

/// Why a bid was taken back, as the ledger has it.
const MISTYPED: &str = "mistyped amount";

impl Auction {
    pub(super) fn halt(&self, by: By, reason: &str, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        self.act(by, reason)?;
        self.must_be_open(now)?;
        Ok(vec![Event::Halted { by, reason: reason.into() }])
    }

    pub(super) fn resume(&self, by: By, reason: &str, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        self.act(by, reason)?;
        let halted_at = self.halted_at.ok_or(Rejection::NotHalted)?;
        let given_back = (now - halted_at).max(TimeDelta::zero());
        Ok(vec![Event::Resumed { by, reason: reason.into(), ends_at: self.ends_at + given_back }])
    }

    /// A seller may take a lot down before anybody bids, or with a reason while the end is far; an admin always.
    pub(super) fn cancel(&self, by: By, reason: &str, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        if self.status.is_final() || self.is_due(now) {
            return Err(Rejection::Ended);
        }
        let has_bids = self.last_bids().next().is_some();
        match by {
            By::Admin(_) => {}
            By::Seller(seller) if seller == self.seller => {
                if has_bids && self.time_left(now) <= config::SELLER_CANCEL_BEFORE {
                    return Err(Rejection::HasBids);
                }
            }
            By::Seller(_) | By::Bidder(_) => return Err(Rejection::Forbidden),
        }
        let untouched = matches!(by, By::Seller(_)) && !has_bids;
        if reason.trim().is_empty() && !untouched {
            return Err(Rejection::ReasonRequired);
        }
        Ok(vec![Event::Cancelled { by, reason: reason.into() }])
    }

    pub(super) fn close(&self, by: By, reason: &str, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        self.act(by, reason)?;
        if self.status != Status::Halted {
            self.must_be_open(now)?;
        }
        Ok(self.ending(Some(by), Some(reason.into())))
    }

    /// Strikes out a bid while the auction runs. The end stays where it is.
    pub(super) fn void(&self, by: By, seq: Seq, reason: &str, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        self.act(by, reason)?;
        if self.status != Status::Halted {
            self.must_take_bids(now)?;
        }
        let stands = self.book.bid(seq).is_some_and(|placed| !placed.struck);
        if stands { Ok(vec![Event::Voided { by, seq, reason: reason.into() }]) } else { Err(Rejection::NoSuchBid) }
    }

    /// A bidder takes back their last bid: at once, because the amount was mistyped, and never near the end.
    pub(super) fn retract(&self, bidder: AccountId, seq: Seq, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        self.must_take_bids(now)?;
        let last = self.last_bid(bidder).filter(|placed| placed.seq == seq).ok_or(Rejection::NoSuchBid)?;
        let at_once = now - last.at <= config::RETRACT_WITHIN;
        // A live lot has no end to be near to before it is opened.
        let far = match self.terms.format {
            Format::Live => self.status == Status::Scheduled,
            _ => self.time_left(now) > config::RETRACT_BEFORE,
        };
        if !(self.terms.retraction && at_once && far) {
            return Err(Rejection::NotRetractable);
        }
        Ok(vec![Event::Voided { by: By::Bidder(bidder), seq, reason: MISTYPED.into() }])
    }

    /// An admin's act on a running auction: admins only, and never without saying why.
    fn act(&self, by: By, reason: &str) -> Result<(), Rejection> {
        match by {
            By::Seller(_) | By::Bidder(_) => Err(Rejection::Forbidden),
            By::Admin(_) if self.status.is_final() => Err(Rejection::Ended),
            // Nobody acts for the house where they bid themselves.
            By::Admin(admin) if self.number(admin).is_some() => Err(Rejection::Forbidden),
            By::Admin(_) if reason.trim().is_empty() => Err(Rejection::ReasonRequired),
            By::Admin(_) => Ok(()),
        }
    }
}
