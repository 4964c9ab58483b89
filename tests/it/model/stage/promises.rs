//! What the rule book promises of every event and every state: the invariants by their numbers, checked without the oracle.

use super::Checked;
use chrono::TimeDelta;
use gavel::domain::{AccountId, Auction, BidPlaced, Cause, Command, Event, Format, Timestamp};
use proptest::prelude::*;

/// What holds of an event, given the states before and after it.
pub fn of_an_event(before: &Auction, after: &Auction, at: Timestamp, event: &Event) -> Checked {
    let undone = matches!(event, Event::Undone { .. });
    prop_assert!(!before.status.is_final() || undone, "nothing happens after the close (I11, I12): {:?}", event);
    let struck = undone || matches!(event, Event::Voided { .. });
    prop_assert!(struck || !worsens(before, after), "the price never falls, save by a void (I6)");
    prop_assert!(after.ends_at >= before.ends_at, "the end only moves later (I13)");
    match event {
        Event::Extended { from, to, because } => {
            prop_assert!(*from == before.ends_at && to > from, "an extension goes on from the end as it is (I13)");
            let closing = &before.terms.closing;
            let furthest = closing.cap.map(|cap| before.scheduled_end + cap);
            let by_rule = *because == Cause::Outage || furthest.is_none_or(|furthest| *to <= furthest);
            prop_assert!(by_rule, "a cap bounds every extension but an outage's (I13, I14)");
        }
        Event::Closed { by, awards, .. } => {
            let bought = matches!(before.terms.format, Format::Dutch { .. }) || before.terms.buy_now.is_some();
            let in_time = by.is_some() || at > before.accepts_until() || bought && !awards.is_empty();
            prop_assert!(in_time, "never closed early (I12)");
            fair(before, event)?;
        }
        Event::Bid(placed) => {
            prop_assert_ne!(placed.bidder, before.seller, "no seller bids (I8)");
            high_enough(before, placed, at)?;
            keeps_the_secret(after, placed)?;
        }
        _ => {}
    }
    Ok(())
}

fn worsens(before: &Auction, after: &Auction) -> bool {
    match before.terms.format {
        // What is free fills up from below: the lowest price that gets a unit is then the newcomer's.
        Format::MultiUnit { .. } => false,
        Format::Reverse => before.price.is_some_and(|price| after.price.is_none_or(|now| now > price)),
        _ => after.price < before.price,
    }
}

/// Nobody gets anything but who leads, nobody pays more than they authorised, and no more is given than there is (I9).
fn fair(before: &Auction, event: &Event) -> Checked {
    let Event::Closed { awards, reason, .. } = event else { return Ok(()) };
    let given: u32 = awards.iter().map(|award| award.quantity).sum();
    prop_assert!(given <= before.terms.format.units(), "no more is given than there is");
    for award in awards {
        let own = before.last_bid(award.bidder).expect("a bid");
        let within = match before.terms.format {
            Format::Reverse => award.price >= own.maximum,
            _ => award.price <= own.maximum,
        };
        prop_assert!(within, "nobody pays more than they authorised (I9)");
        prop_assert!(award.quantity >= 1 && award.quantity <= own.quantity);
        prop_assert!(!own.whole || award.quantity == own.quantity, "all or nothing");
        let reached = before.reserve.is_none_or(|reserve| match before.terms.format {
            Format::Reverse => award.price <= reserve,
            _ => award.price >= reserve,
        });
        prop_assert!(reached, "the reserve is respected (I9)");
    }
    if reason.as_deref() != Some("passed") {
        prop_assert_eq!(awards, &before.awards(), "sold as it stood, or not at all (I9)");
    }
    Ok(())
}

/// An accepted bid is at least the minimum at its turn (I6), or better than the leader's own; of equals the earlier leads
/// (I9).
fn high_enough(before: &Auction, placed: &BidPlaced, at: Timestamp) -> Checked {
    let own = before.lead.filter(|lead| lead.bidder == placed.bidder && placed.bidder != AccountId::FLOOR);
    prop_assert_eq!(placed.raise, own.is_some() && !placed.buy_now);
    let minimum = before.minimum_at(at);
    match (before.terms.format, own) {
        _ if placed.buy_now => prop_assert_eq!(Some(placed.maximum), before.buy_now()),
        // A bidder's own bid gives way: the oracle knows what is left.
        (Format::MultiUnit { .. }, _) => prop_assert!(placed.maximum >= before.terms.start),
        (Format::Reverse, Some(own)) => prop_assert!(placed.maximum < own.maximum),
        (Format::Reverse, None) => prop_assert!(placed.maximum <= minimum),
        (_, Some(own)) => prop_assert!(placed.maximum > own.maximum),
        (_, None) => prop_assert!(placed.maximum >= minimum),
    }
    let tied = before.lead.is_some_and(|lead| lead.maximum == placed.maximum) && !placed.buy_now;
    prop_assert!(!(tied && placed.leader == Some(placed.bidder)), "of equal maxima the earliest leads (I9)");
    Ok(())
}

/// What a bid's event says in public is never the leader's maximum, unless the price has reached it (I10).
fn keeps_the_secret(after: &Auction, placed: &BidPlaced) -> Checked {
    let said = [placed.amount, placed.price];
    match after.terms.format {
        Format::FirstPrice | Format::Vickrey => {
            prop_assert!(said == [None; 2] && placed.leader.is_none(), "sealed bids say nothing");
        }
        Format::MultiUnit { .. } => prop_assert_eq!(placed.amount, Some(placed.maximum), "bids are open"),
        Format::Reverse => prop_assert!(placed.amount >= placed.price, "the public amount is what the offer forced"),
        _ => prop_assert!(placed.amount <= placed.price, "the public amount is what the bid forced"),
    }
    let Some(lead) = after.lead else { return Ok(()) };
    let exposed = after.price == Some(lead.maximum);
    prop_assert!(exposed || !said.contains(&Some(lead.maximum)), "{:?} tells {:?}", placed, lead);
    Ok(())
}

/// What holds of every state.
pub fn of_a_state(auction: &Auction) -> Checked {
    if let (Some(lead), Some(price), false) = (auction.lead, auction.price, auction.terms.format.is_sealed()) {
        match auction.terms.format {
            Format::Reverse => prop_assert!(price >= lead.maximum, "P ≥ M, turned round"),
            _ => prop_assert!(price <= lead.maximum, "P ≤ M"),
        }
        prop_assert!(auction.reserve_met() || price == lead.maximum, "below the reserve P = M");
        prop_assert_ne!(lead.bidder, auction.seller, "no seller leads (I8)");
    }
    if auction.terms.format.is_sealed() && !auction.status.is_final() {
        prop_assert!(auction.price.is_none() && auction.lead.is_none(), "sealed until the close (I10)");
        prop_assert!(auction.sold_at().is_none());
    }
    if let Some(due) = auction.due_at() {
        let a_moment_before = due - TimeDelta::milliseconds(1);
        prop_assert_eq!(auction.decide(&Command::Tick, a_moment_before), Ok(vec![]), "never early (I12)");
        prop_assert_ne!(auction.decide(&Command::Tick, due), Ok(vec![]), "always eventually (I12)");
    }
    Ok(())
}
