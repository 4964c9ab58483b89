//! What a command makes happen: nothing here changes the state.

use super::{Auction, Status};
use crate::config;
use crate::domain::command::{Allowance, Bid, By, Command};
use crate::domain::event::{BidPlaced, Cause, Event, Shown};
use crate::domain::formats::{self, Effect};
use crate::domain::money::Money;
use crate::domain::rejection::{NotOpen, Rejection};
use crate::domain::terms::{Format, Rules};
use crate::domain::{Outage, Timestamp};

impl Auction {
    /// What `command`, received at `now`, makes happen. Changes nothing. A retried bid is no new command: ask
    /// [`answered`](Self::answered) first.
    ///
    /// # Errors
    /// The [`Rejection`] the command deserves; the state is as if it had never been asked.
    pub fn decide(&self, command: &Command, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        match command {
            Command::Bid(bid) => self.bid(bid, now),
            Command::Retract { bidder, seq } => self.retract(*bidder, *seq, now),
            Command::Tick => Ok(self.tick(now)),
            Command::Outage(outage) => Ok(self.outage(*outage)),
            Command::Follow { to } => Ok(self.follow(*to, now)),
            Command::Halt { by, reason } => self.halt(*by, reason, now),
            Command::Resume { by, reason } => self.resume(*by, reason, now),
            Command::Cancel { by, reason } => self.cancel(*by, reason, now),
            Command::Close { by, reason } => self.close(*by, reason, now),
            Command::Void { by, seq, reason } => self.void(*by, *seq, reason, now),
            Command::Conduct { by, act } => self.conduct(*by, act, now),
        }
    }

    /// Step 0 of the rules, then the format's own, then the end.
    fn bid(&self, bid: &Bid, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        if self.book.with_key(bid.bidder, bid.key).is_some() {
            return Err(Rejection::KeyReused);
        }
        self.must_take_bids(now)?;
        let bid = match self.buy_now() {
            Some(price) if bid.buy_now => &Bid { amount: price, exact: true, ..*bid },
            None if bid.buy_now => return Err(Rejection::NoBuyNow),
            _ => bid,
        };
        self.admits(bid)?;
        if bid.buy_now {
            let lead = super::Lead { bidder: bid.bidder, maximum: bid.amount };
            let bought = Effect { amount: Some(bid.amount), price: Some(bid.amount), lead: Some(lead) };
            return Ok(self.bought(bid, bought));
        }
        let effect = formats::place(self, bid, now)?;
        match self.terms.format {
            Format::Dutch { .. } => Ok(self.bought(bid, effect)),
            _ => Ok(self.with_consequences(bid, effect, now)),
        }
    }

    /// Whether this bid may be placed here at all, whatever the others bid.
    fn admits(&self, bid: &Bid) -> Result<(), Rejection> {
        if bid.allowance == Allowance::Banned {
            return Err(Rejection::Banned);
        }
        if bid.bidder == self.seller || bid.allowance == Allowance::Linked {
            return Err(Rejection::OwnAuction);
        }
        if bid.allowance == Allowance::NotApproved {
            return Err(Rejection::NotApproved);
        }
        if bid.amount < Money(1) || bid.amount > config::LARGEST_AMOUNT {
            return Err(Rejection::BadAmount);
        }
        let units = self.terms.format.units();
        if bid.quantity == 0 || bid.quantity > units {
            return Err(Rejection::BadQuantity { units });
        }
        self.on_quantum(bid.amount)?;
        match bid.allowance {
            Allowance::UpTo(limit)
                if self.terms.format != Format::Reverse && bid.amount.times(bid.quantity) > limit =>
            {
                Err(Rejection::OverLimit)
            }
            _ => Ok(()),
        }
    }

    pub(super) fn on_quantum(&self, amount: Money) -> Result<(), Rejection> {
        let off = self.terms.quantum.filter(|quantum| amount.0 % quantum.0 != 0);
        off.map_or(Ok(()), |quantum| Err(Rejection::OffQuantum { quantum }))
    }

    fn placed(&self, bid: &Bid, effect: Effect) -> BidPlaced {
        let next = self.roster.len() as u32 + 1;
        let newcomer = if bid.bidder == crate::domain::AccountId::FLOOR { 0 } else { next };
        let raise = self.lead.is_some_and(|before| before.bidder == bid.bidder);
        BidPlaced {
            bidder: bid.bidder,
            number: self.number(bid.bidder).unwrap_or(newcomer),
            maximum: bid.amount,
            exact: bid.exact,
            buy_now: bid.buy_now,
            quantity: bid.quantity,
            whole: bid.whole,
            key: bid.key,
            nonce: bid.nonce,
            amount: effect.amount,
            price: effect.price,
            leader: effect.lead.map(|lead| lead.bidder),
            raise: raise && bid.bidder != crate::domain::AccountId::FLOOR && !bid.buy_now,
        }
    }

    /// The bid's event, followed by what it brings about: the reserve met, the end moved.
    pub(super) fn with_consequences(&self, bid: &Bid, effect: Effect, now: Timestamp) -> Vec<Event> {
        let placed = self.placed(bid, effect);
        let moves_end = match self.terms.format {
            // Nobody leads alone: what counts is who gets how many, and the price moves with that, or by a winner's own raise.
            Format::MultiUnit { units, .. } => formats::multi_unit::changes_winners(self, bid, units),
            _ => {
                let leader_changed = self.lead.map(|lead| lead.bidder) != placed.leader;
                !placed.raise && self.terms.closing.triggered(self.price != placed.price, leader_changed)
            }
        };
        let meets_reserve = !self.terms.format.is_sealed() && !self.reserve_met() && self.would_meet(bid, effect);
        let mut events = vec![Event::Bid(placed)];
        if meets_reserve {
            events.push(Event::ReserveMet);
        }
        let moved = self.terms.closing.extends(now, self.ends_at, self.scheduled_end).filter(|_| moves_end);
        events.extend(moved.map(|to| Event::Extended { from: self.ends_at, to, because: Cause::LateBid }));
        events
    }

    fn would_meet(&self, bid: &Bid, effect: Effect) -> bool {
        let Some((reserve, price)) = self.reserve.zip(effect.price) else { return false };
        match self.terms.format {
            Format::Reverse => price <= reserve,
            Format::MultiUnit { .. } => bid.amount >= reserve,
            _ => price >= reserve,
        }
    }

    /// A bid that ends the auction at once.
    fn bought(&self, bid: &Bid, effect: Effect) -> Vec<Event> {
        let awards = effect.lead.zip(effect.price).map(|(lead, price)| crate::domain::Award {
            bidder: lead.bidder,
            quantity: 1,
            price,
        });
        let mut events = vec![Event::Bid(self.placed(bid, effect))];
        if !self.reserve_met() && self.would_meet(bid, effect) {
            events.push(Event::ReserveMet);
        }
        events.extend(self.revealed_seed());
        events.push(Event::Closed { by: None, reason: None, awards: awards.into_iter().collect() });
        events
    }

    fn tick(&self, now: Timestamp) -> Vec<Event> {
        match self.status {
            _ if self.terms.format == Format::Live => Vec::new(),
            Status::Scheduled if now >= self.terms.starts_at => vec![Event::Opened { by: None }],
            Status::Open if self.is_due(now) => self.ending(None, None),
            _ => Vec::new(),
        }
    }

    /// The house was away, and an end in that time or soon after it is moved. Under the first rules it stood.
    fn outage(&self, outage: Outage) -> Vec<Event> {
        let runs = self.status == Status::Open && self.terms.rules >= Rules::V2 && self.terms.format != Format::Live;
        let end = self.ends_at.max(self.accepts_until().min(outage.until));
        let moved = outage.extends(self.terms.starts_at, end).filter(|_| runs);
        moved.map(|to| Event::Extended { from: self.ends_at, to, because: Cause::Outage }).into_iter().collect()
    }

    /// Another lot of the group was bid on at `now`, which moved its end.
    fn follow(&self, to: Timestamp, now: Timestamp) -> Vec<Event> {
        let open = self.status == Status::Open && now <= self.ends_at;
        let moved = self.terms.closing.follows(to, self.ends_at, self.scheduled_end).filter(|_| open);
        moved.map(|to| Event::Extended { from: self.ends_at, to, because: Cause::Group }).into_iter().collect()
    }

    /// What happens when it ends: what was secret is shown, and the hammer falls.
    pub(super) fn ending(&self, by: Option<By>, reason: Option<String>) -> Vec<Event> {
        let mut events = self.revealed_bids();
        events.extend(self.revealed_seed());
        events.push(Event::Closed { by, reason, awards: self.awards() });
        events
    }

    fn revealed_bids(&self) -> Vec<Event> {
        if !self.terms.format.is_sealed() {
            return Vec::new();
        }
        let shown: Vec<Shown> = self
            .book
            .standing()
            .map(|placed| Shown { seq: placed.seq, bidder: placed.bidder, amount: placed.maximum, nonce: placed.nonce })
            .collect();
        let parts = shown.chunks(config::REVEALED_AT_ONCE);
        parts.map(|bids| Event::Revealed { bids: bids.to_vec(), seed: None }).collect()
    }

    fn revealed_seed(&self) -> Option<Event> {
        self.seed.map(|seed| Event::Revealed { bids: Vec::new(), seed: Some(seed) })
    }

    /// A live lot takes bids from afar before it is opened, too: absentee maxima.
    pub(super) fn must_take_bids(&self, now: Timestamp) -> Result<(), Rejection> {
        let waits = self.terms.format == Format::Live && self.status == Status::Scheduled;
        if waits { Ok(()) } else { self.must_be_open(now) }
    }

    pub(super) fn must_be_open(&self, now: Timestamp) -> Result<(), Rejection> {
        match self.status {
            Status::Scheduled => Err(Rejection::NotOpen(NotOpen::Scheduled)),
            Status::Halted => Err(Rejection::NotOpen(NotOpen::Halted)),
            Status::Closed | Status::Cancelled => Err(Rejection::Ended),
            Status::Open if self.is_due(now) => Err(Rejection::Ended),
            // Received before the opening, decided after it: still too early.
            Status::Open if now < self.terms.starts_at && self.terms.format != Format::Live => {
                Err(Rejection::NotOpen(NotOpen::Scheduled))
            }
            Status::Open => Ok(()),
        }
    }
}
