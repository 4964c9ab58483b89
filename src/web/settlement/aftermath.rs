//! What a closed lot's own page says about what happens next: the way to an invoice or an offer, and for its seller what to do
//! with a lot that nobody bought or paid for. Shows nobody what is not theirs.

use super::pages::offer_text;
use super::shown::Shown;
use super::since::Since;
use crate::config::settlement::SECOND_CHANCE;
use crate::domain::settlement::Part;
use crate::domain::{Auction, AuctionId, OfferId, Status};
use crate::store::ledger::pseudonym;
use crate::store::settlement::resales::OfferState;
use crate::web::auth::SignedIn;
use crate::web::error::Error;
use crate::web::{House, when};

/// What happens next, for one viewer.
#[derive(Clone, Debug, Default)]
pub struct Aftermath {
    /// Their invoices here.
    pub invoices: Vec<Shown>,
    /// The lot is or was offered to them.
    pub offer: Option<(OfferId, OfferState)>,
    /// For the seller: to whom it was offered, and what came of it.
    pub asked: Vec<(String, OfferState)>,
    /// For the seller: to whom it can be offered now.
    pub next: Option<String>,
    /// For the seller: it can be listed again.
    pub can_relist: bool,
    /// For the seller: where it is listed again.
    pub relisted: Option<AuctionId>,
}

impl Aftermath {
    /// What `who` may know and do about a closed auction.
    ///
    /// # Errors
    /// 503 while the database is away.
    pub async fn of(house: &House, auction: &Auction, who: &SignedIn) -> Result<Aftermath, Error> {
        if auction.status != Status::Closed {
            return Ok(Aftermath::default());
        }
        let (id, account, now) = (auction.terms.auction, who.account.id, house.live.now());
        let since = Since::of(house, id).await?;
        let free = since.is_free(auction);
        let next = if free && auction.seller == account { since.next(house, auction) } else { None };
        let Since { invoices, asked, relisted, .. } = since;
        let administers = who.account.role.administers();
        let invoices = invoices.into_iter().filter_map(|invoice| {
            let part = Part::of(account, administers, invoice.buyer.id, invoice.seller.id)?;
            Some(Shown { invoice, part, now })
        });
        let invoices = invoices.collect();
        if auction.seller != account {
            let offer = asked.iter().find(|asked| asked.bidder == account).map(|asked| (asked.id, asked.state));
            return Ok(Aftermath { invoices, offer, ..Aftermath::default() });
        }
        let shown = |account| auction.number(account).map(pseudonym).unwrap_or_default();
        Ok(Aftermath {
            invoices,
            offer: None,
            asked: asked.into_iter().map(|asked| (shown(asked.bidder), asked.state)).collect(),
            next: next.map(|(bidder, _)| shown(bidder)),
            can_relist: free,
            relisted,
        })
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.invoices.is_empty()
            && self.offer.is_none()
            && self.asked.is_empty()
            && self.relisted.is_none()
            && !self.can_relist
    }

    /// How long an offer stays open.
    pub fn open_for(&self) -> String {
        when::span(SECOND_CHANCE)
    }

    /// Icon and word for what came of an offer.
    pub fn offer_text(&self, state: &OfferState) -> &'static str {
        offer_text(state)
    }
}
