//! What an event leaves behind.

use super::conduct::Undoable;
use super::{Auction, Bidder, Lead, Status};
use crate::domain::book::{Answer, Placed};
use crate::domain::event::{Announcement, Award, BidPlaced, Cause, Event};
use crate::domain::terms::Format;
use crate::domain::{AccountId, Timestamp};

impl Auction {
    /// Folds an event that happened at `at`. Events come in the order of the ledger, none left out.
    pub fn apply(&mut self, at: Timestamp, event: &Event) {
        self.seq += 1;
        match event {
            Event::Opened { .. } => {
                self.status = Status::Open;
                self.opened_at = Some(at);
            }
            Event::Bid(placed) => self.apply_bid(at, placed),
            Event::ReserveMet | Event::Revealed { .. } => {}
            Event::Extended { to, because, .. } => {
                self.ends_at = *to;
                if *because == Cause::Outage {
                    self.scheduled_end = self.scheduled_end.max(*to);
                }
            }
            Event::Announced { what, .. } => self.apply_announcement(what),
            Event::Halted { .. } => {
                self.status = Status::Halted;
                self.halted_at = Some(at);
            }
            Event::Resumed { ends_at, .. } => {
                let given_back = *ends_at - self.ends_at;
                self.status = Status::Open;
                self.halted_at = None;
                self.stood_still += given_back;
                self.scheduled_end += given_back;
                self.ends_at = *ends_at;
            }
            Event::Voided { seq, .. } => self.strike(*seq),
            Event::Undone { .. } => self.apply_undone(),
            Event::Cancelled { .. } => self.status = Status::Cancelled,
            Event::Closed { awards, .. } => self.apply_close(at, awards),
        }
    }

    fn apply_announcement(&mut self, what: &Announcement) {
        match what {
            Announcement::Ask(ask) => {
                self.undoable.push(Undoable::Ask { seq: self.seq, before: self.ask });
                self.ask = Some(*ask);
                self.warned = false;
            }
            Announcement::FairWarning => {
                self.undoable.push(Undoable::Warning { seq: self.seq });
                self.warned = true;
            }
            Announcement::Note(_) => {}
        }
    }

    fn apply_close(&mut self, at: Timestamp, awards: &[Award]) {
        self.status = Status::Closed;
        self.awards = awards.to_vec();
        if self.terms.format == Format::Live {
            self.undoable.push(Undoable::Close { seq: self.seq, at });
        }
        if let (true, Some(best)) = (self.terms.format.is_sealed(), awards.first()) {
            self.price = Some(best.price);
            self.lead = self.last_bid(best.bidder).map(|bid| Lead { bidder: bid.bidder, maximum: bid.maximum });
        }
    }

    fn apply_bid(&mut self, at: Timestamp, placed: &BidPlaced) {
        let newcomer = || Bidder { number: placed.number, last: None };
        let bidder = self.bidders.entry(placed.bidder).or_insert_with(newcomer);
        if bidder.last.is_none() && placed.number as usize == self.roster.len() + 1 {
            self.roster.push(placed.bidder);
        }
        bidder.last = Some(self.seq);
        self.book.write(Placed {
            seq: self.seq,
            at,
            bidder: placed.bidder,
            maximum: placed.maximum,
            exact: placed.exact,
            at_least: self.ask.filter(|_| !placed.raise).unwrap_or_default(),
            nonce: placed.nonce,
            quantity: placed.quantity,
            whole: placed.whole,
            raise: placed.raise,
            buy_now: placed.buy_now,
            struck: false,
            key: placed.key,
            answer: Answer::default(),
        });
        if placed.leader == Some(placed.bidder) {
            self.lead = Some(Lead { bidder: placed.bidder, maximum: placed.maximum });
        }
        self.bids += u32::from(!placed.raise);
        self.price = placed.price;
        // A leader's raise answers nobody, but below the reserve it lifts the price, maybe beyond what is asked for.
        self.ask = self.ask.filter(|ask| placed.raise && placed.price.is_none_or(|price| price < *ask));
        self.warned &= placed.raise;
        if placed.bidder == AccountId::FLOOR {
            self.undoable.push(Undoable::Floor { seq: self.seq });
        }
        let (minimum, leading) = (self.minimum(), self.leads(placed.bidder));
        self.book.answer(Answer { price: placed.price, minimum, leading });
    }
}
