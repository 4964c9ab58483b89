//! What an auctioneer does with a lot of a live sale. The seller conducts their own sale, or an admin does.

use super::{Auction, Status};
use crate::domain::command::{Act, Bid, By};
use crate::domain::event::{Announcement, Event};
use crate::domain::formats;
use crate::domain::ledger::Nonce;
use crate::domain::money::Money;
use crate::domain::rejection::{NotOpen, Rejection};
use crate::domain::terms::Format;
use crate::domain::{AccountId, BidKey, Seq, Timestamp};
use uuid::Uuid;

/// Something the auctioneer did, and how it was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undoable {
    Ask {
        seq: Seq,
        before: Option<Money>,
    },
    Floor {
        seq: Seq,
    },
    Warning {
        seq: Seq,
    },
    /// The hammer, or a pass.
    Close {
        seq: Seq,
        at: Timestamp,
    },
}

impl Undoable {
    /// Whether it was done so lately that it can be taken back: of a hammer, before anybody gets an invoice.
    fn is_recent(self, now: Timestamp) -> bool {
        match self {
            Undoable::Close { at, .. } => now - at <= crate::config::settlement::UNDO_HAMMER_WITHIN,
            Undoable::Ask { .. } | Undoable::Floor { .. } | Undoable::Warning { .. } => true,
        }
    }

    pub(super) fn seq(self) -> Seq {
        match self {
            Undoable::Ask { seq, .. }
            | Undoable::Floor { seq }
            | Undoable::Warning { seq }
            | Undoable::Close { seq, .. } => seq,
        }
    }
}

impl Auction {
    pub(super) fn conduct(&self, by: By, act: &Act, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        if self.terms.format != Format::Live {
            return Err(Rejection::NotLive);
        }
        match by {
            By::Admin(_) => {}
            By::Seller(seller) if seller == self.seller => {}
            By::Seller(_) | By::Bidder(_) => return Err(Rejection::Forbidden),
        }
        match act {
            Act::Open => self.open(by),
            Act::Undo { last } => self.undo(by, *last, now),
            act => {
                self.must_be_open(now)?;
                self.run(by, act, now)
            }
        }
    }

    fn open(&self, by: By) -> Result<Vec<Event>, Rejection> {
        match self.status {
            Status::Scheduled => Ok(vec![Event::Opened { by: Some(by) }]),
            Status::Open => Err(Rejection::OpenAlready),
            Status::Halted => Err(Rejection::NotOpen(NotOpen::Halted)),
            Status::Closed | Status::Cancelled => Err(Rejection::Ended),
        }
    }

    fn run(&self, by: By, act: &Act, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        let announced = |what| Ok(vec![Event::Announced { by, what }]);
        match act {
            Act::Ask(ask) => {
                self.on_quantum(*ask)?;
                let minimum = self.terms.round_up(self.price.map_or(self.terms.start, |price| price.plus(Money(1))));
                let possible = *ask >= minimum && *ask <= crate::config::LARGEST_AMOUNT;
                if possible { announced(Announcement::Ask(*ask)) } else { Err(Rejection::BadAsk { minimum }) }
            }
            Act::Floor(amount) => self.floor(amount.unwrap_or_else(|| self.minimum()), now),
            Act::Warn => announced(Announcement::FairWarning),
            Act::Announce(text) => announced(Announcement::Note(text.clone())),
            Act::Hammer => Ok(self.ending(Some(by), None)),
            Act::Pass => Ok(vec![Event::Closed { by: Some(by), reason: Some("passed".into()), awards: Vec::new() }]),
            Act::Open | Act::Undo { .. } => Ok(Vec::new()),
        }
    }

    /// A bid from the room, at its full amount. It has no bidder who could retry it, so its key is its place.
    fn floor(&self, amount: Money, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        let key = BidKey(Uuid::from_u64_pair(self.terms.auction.0.as_u64_pair().1, self.seq.unsigned_abs() + 1));
        let bid = Bid { exact: true, ..Bid::new(AccountId::FLOOR, amount, key, Nonce([0; 16])) };
        if amount > crate::config::LARGEST_AMOUNT {
            return Err(Rejection::BadAmount);
        }
        self.on_quantum(amount)?;
        let effect = formats::place(self, &bid, now)?;
        Ok(self.with_consequences(&bid, effect, now))
    }

    fn undo(&self, by: By, last: bool, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        let undoable = self.undoable.last().filter(|_| last && self.status != Status::Cancelled);
        let seq = undoable.filter(|undoable| undoable.is_recent(now)).ok_or(Rejection::NothingToUndo)?.seq();
        Ok(vec![Event::Undone { by, seq }])
    }

    /// Takes the last of the auctioneer's acts back.
    pub(super) fn apply_undone(&mut self) {
        match self.undoable.pop() {
            // What was asked for and bid, or overtaken, is not asked for again.
            Some(Undoable::Ask { before, .. }) => self.ask = self.ask.and(before),
            Some(Undoable::Floor { seq }) => self.strike(seq),
            Some(Undoable::Warning { .. }) => self.warned = false,
            Some(Undoable::Close { .. }) => {
                self.status = if self.halted_at.is_some() { Status::Halted } else { Status::Open };
                self.awards.clear();
            }
            None => {}
        }
    }

    /// Strikes out a bid and folds the others anew: the price may fall.
    pub(super) fn strike(&mut self, seq: Seq) {
        let Some(struck) = self.book.bid(seq).copied().filter(|placed| !placed.struck) else { return };
        self.book.strike(seq);
        self.undoable.retain(|act| act.seq() != seq);
        let last = self.book.last_of(struck.bidder).map(|placed| placed.seq);
        if let Some(bidder) = self.bidders.get_mut(&struck.bidder) {
            bidder.last = last;
        }
        let effect = formats::refold(self);
        self.price = effect.price;
        self.lead = effect.lead;
        self.bids -= u32::from(!struck.raise);
        self.ask = None;
        self.warned = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::settlement::UNDO_HAMMER_WITHIN;
    use crate::domain::{AuctionId, Command, Currency, Increments, Terms};
    use chrono::TimeDelta;

    const SELLER: AccountId = AccountId(Uuid::from_u128(0x5E));

    fn does(lot: &mut Auction, at: Timestamp, act: Act) -> Result<(), Rejection> {
        for event in lot.decide(&Command::Conduct { by: By::Seller(SELLER), act }, at)? {
            lot.apply(at, &event);
        }
        Ok(())
    }

    #[test]
    fn a_hammer_is_taken_back_for_some_minutes_and_no_longer() {
        let (id, now) = (AuctionId(Uuid::from_u128(1)), Timestamp::UNIX_EPOCH);
        let (steps, ends_at) = (Increments::Fixed(Money(100)), now + TimeDelta::days(1));
        let usual = Terms::usual(id, Currency::EUR, Money(1_000), steps, now, ends_at);
        let mut lot = Auction::published(Terms { format: Format::Live, ..usual }.into(), SELLER, None);
        for act in [Act::Open, Act::Floor(None), Act::Hammer] {
            does(&mut lot, now, act).expect("it is done");
        }
        let last = now + UNDO_HAMMER_WITHIN;
        let late = does(&mut lot, last + TimeDelta::milliseconds(1), Act::Undo { last: true });
        assert_eq!((late, lot.status), (Err(Rejection::NothingToUndo), Status::Closed));
        assert_eq!(does(&mut lot, last, Act::Undo { last: true }), Ok(()));
        assert_eq!((lot.status, lot.awards().len()), (Status::Open, 1), "on sale again, and the floor still leads");
    }
}
