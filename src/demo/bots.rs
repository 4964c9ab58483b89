//! Bidders who bid by themselves: each has a private idea of what a lot is worth to them, and goes no further.

use crate::config;
use crate::domain::{AccountId, Auction, AuctionId, BidKey, Format, Money, Standing, Status, Timestamp};
use crate::live::room::Room;
use crate::live::{BidRequest, Live};
use rand::RngExt;
use std::hash::{DefaultHasher, Hash, Hasher};
use uuid::Uuid;

/// Bids, now here, now there, for as long as the process runs.
pub async fn bid(live: Live, bidders: Vec<AccountId>) {
    loop {
        let pause = rand::rng().random_range(config::DEMO_BID_PAUSE);
        tokio::time::sleep(pause).await;
        if let Err(error) = one_bid(&live, &bidders).await {
            tracing::debug!(%error, "a bot could not bid");
        }
    }
}

async fn one_bid(live: &Live, bidders: &[AccountId]) -> Result<(), crate::live::Error> {
    let (_, listings) = live.catalogue().await?;
    let open: Vec<_> = listings.iter().filter(|listing| listing.status_word == "open").collect();
    if open.is_empty() || bidders.is_empty() {
        return Ok(());
    }
    // Two bids in three go where it is nearly over, as in life.
    let last = if rand::rng().random_bool(0.66) { open.len().min(2) } else { open.len() };
    let (lot, bidder) = {
        let mut dice = rand::rng();
        (open[dice.random_range(0..last)].id, bidders[dice.random_range(0..bidders.len())])
    };
    let room = live.room(lot).await?;
    if let Some(bid) = idea(&room, bidder, live.now()) {
        // Whatever the verdict: a bot has no feelings.
        let _ = live.bid(live.arrive(lot), bidder, bid).await?;
    }
    Ok(())
}

/// Lets two of them leave the most a lot is worth to them, before its turn has come.
///
/// # Errors
/// If the lot cannot be reached.
pub async fn leave_maxima(live: &Live, lot: AuctionId, bidders: &[AccountId]) -> Result<(), crate::live::Error> {
    let start = live.room(lot).await?.board().auction.terms.start;
    for bidder in bidders.iter().take(2) {
        let bid = BidRequest::new(worth(lot, *bidder, start), BidKey(Uuid::new_v4()));
        // The second may be below the first.
        let _ = live.bid(live.arrive(lot), *bidder, bid).await?;
    }
    Ok(())
}

/// What a bot would bid, if anything.
fn idea(room: &Room, bidder: AccountId, now: Timestamp) -> Option<BidRequest> {
    let board = room.board();
    let auction = &board.auction;
    let leads = auction.standing(bidder).is_some_and(|(standing, _)| standing != Standing::Outbid);
    if leads || bidder == auction.seller || auction.status != Status::Open {
        return None;
    }
    let bid = |amount| BidRequest::new(amount, BidKey(Uuid::new_v4()));
    let (start, worth) = (auction.terms.start, worth(room.id, bidder, auction.terms.start));
    match auction.terms.format {
        Format::FirstPrice | Format::Vickrey => Some(bid(worth)),
        // The longer a price falls, the likelier somebody cannot wait any more.
        Format::Dutch { .. } => Some(bid(auction.minimum_at(now))).filter(|bid| bid.amount.0 < worth.0 / 12),
        Format::Reverse => Some(bid(auction.minimum())).filter(|bid| bid.amount.0 > start.0 - worth.0 / 20),
        Format::MultiUnit { .. } => {
            let some = BidRequest { quantity: rand::rng().random_range(1..4), ..bid(auction.minimum()) };
            Some(some).filter(|bid| bid.amount <= worth)
        }
        Format::English | Format::Live => amount(auction, worth).map(bid),
    }
}

/// The next amount, or a few steps more; nothing if the lot has become too dear.
fn amount(auction: &Auction, worth: Money) -> Option<Money> {
    let steps = rand::rng().random_range(0..3);
    let amount = (0..steps).fold(auction.minimum(), |amount, _| auction.terms.increments.above(amount));
    (amount <= worth).then_some(amount)
}

/// Between three and twelve times the start, the same whenever it is asked.
fn worth(lot: AuctionId, bidder: AccountId, start: Money) -> Money {
    let mut hasher = DefaultHasher::new();
    (lot, bidder).hash(&mut hasher);
    let share = i64::try_from(hasher.finish() % 900).unwrap_or_default();
    Money(start.0.saturating_mul(300 + share) / 100)
}
