//! Whom a batch of events gives something to tell: who led and does not any more, who won, whose lot was sold. Of several
//! turns within one batch only where each person is left counts, so a hot auction writes no more notices than batches.
//!
//! Decides nothing: it only compares what the auction says before and after.

use crate::config::{mail, settlement};
use crate::domain::{AccountId, Auction, Award, Event, Format, Status, Timestamp};
use crate::store::notices::{Facts, Kind, Told};

/// Follows who leads while a batch is being decided.
#[derive(Default)]
pub(super) struct Heed {
    /// Everybody who led at some moment since the batch began.
    led: Vec<AccountId>,
}

impl Heed {
    /// Begins with the next batch.
    pub(super) fn of(auction: &Auction) -> Heed {
        Heed { led: leading(auction) }
    }

    /// An event was applied. Where several units are sold, finding out who leads costs too much to be done after each: who
    /// led only within the batch has it from the answer to their bid.
    pub(super) fn note(&mut self, after: &Auction) {
        let lead = after.lead.map(|lead| lead.bidder).filter(|lead| !self.led.contains(lead));
        if !matches!(after.terms.format, Format::MultiUnit { .. }) {
            self.led.extend(lead);
        }
    }

    /// What these events, which led to this state, give to tell. The next batch begins here.
    pub(super) fn tell(&mut self, after: &Auction, events: &[(Timestamp, Event)]) -> Vec<Told> {
        let lead = leading(after);
        let led = std::mem::replace(&mut self.led, lead);
        let Some((at, _)) = events.last() else { return Vec::new() };
        let mut told = outbid(&led, &self.led, after, *at);
        for (at, event) in events {
            if let Event::Closed { awards, .. } = event {
                told.extend(hammered(after, *at, awards));
            }
        }
        // Whoever bids on the floor of a live sale has nothing to read.
        told.retain(|told| told.account != AccountId::FLOOR);
        told
    }
}

/// Who led at some moment, and now would get nothing.
fn outbid(led: &[AccountId], lead: &[AccountId], after: &Auction, at: Timestamp) -> Vec<Told> {
    // Taken down, nobody leads and nobody was outbid; not sold, several units had no buyers after all.
    if after.status == Status::Cancelled || (after.status == Status::Closed && lead.is_empty()) {
        return Vec::new();
    }
    // Whose bid was struck out has none that counts, and was not outbid either.
    let lost = led.iter().filter(|led| !lead.contains(led) && after.last_bid(**led).is_some());
    let amount = after.sold_at().map(|(_, price)| price).or(after.price).map(|price| price.0);
    let facts = Facts { amount, minimum: Some(after.minimum().0), ..Facts::default() };
    let tell = |account: &AccountId| Told {
        account: *account,
        kind: Kind::Outbid,
        seq: after.seq,
        at,
        mail_at: at + mail::OUTBID_AFTER,
        facts: facts.clone(),
    };
    lost.map(tell).collect()
}

/// What the hammer gives to tell, to who bought and to who sold.
fn hammered(after: &Auction, at: Timestamp, awards: &[Award]) -> Vec<Told> {
    // As long as an auctioneer can take it back, no letter says that it fell.
    let live = after.terms.format == Format::Live;
    let pause = if live { settlement::UNDO_HAMMER_WITHIN + settlement::SETTLE_AFTER_UNDO } else { Default::default() };
    let several = matches!(after.terms.format, Format::MultiUnit { .. });
    let tell = |account, kind, amount, quantity: u32| Told {
        account,
        kind,
        seq: after.seq,
        at,
        mail_at: at + pause,
        facts: Facts { amount, quantity: several.then_some(quantity), ..Facts::default() },
    };
    let mut told: Vec<Told> = Vec::new();
    for award in awards {
        let before = told.iter_mut().find(|told| told.account == award.bidder);
        match before {
            Some(before) => before.facts.quantity = before.facts.quantity.map(|units| units + award.quantity),
            None => told.push(tell(award.bidder, Kind::Won, Some(award.price.0), award.quantity)),
        }
    }
    let sold = awards.iter().map(|award| award.quantity).sum();
    told.push(tell(after.seller, Kind::Sold, awards.last().map(|award| award.price.0), sold));
    told
}

/// Who leads: of several units, everybody who would get some. Nobody while bids are sealed.
pub(super) fn leading(auction: &Auction) -> Vec<AccountId> {
    match auction.terms.format {
        Format::MultiUnit { .. } => auction.awards().iter().map(|award| award.bidder).collect(),
        _ => auction.lead.map(|lead| lead.bidder).into_iter().collect(),
    }
}
