//! What has happened with a closed lot since: who owes for it, to whom it was offered, whether it is listed again. What may
//! be begun with it follows from that; the store holds it once more when it is begun.

use crate::domain::settlement::{InvoiceState, ranking, underbidder};
use crate::domain::{AccountId, AuctionId, Money};
use crate::live::room::Room;
use crate::store::ledger::pseudonym;
use crate::store::settlement::invoices::Invoice;
use crate::store::settlement::resales::{Asked, OfferState};
use crate::web::error::Error;
use crate::web::{House, fill};
use std::collections::HashSet;
use std::sync::Arc;

/// What has happened with a closed lot since.
pub struct Since {
    room: Arc<Room>,
    pub invoices: Vec<Invoice>,
    pub asked: Vec<Asked>,
    pub relisted: Option<AuctionId>,
    settled: bool,
    /// The accounts behind which the house sees the seller.
    linked: HashSet<AccountId>,
}

impl Since {
    /// What the house knows of it.
    ///
    /// # Errors
    /// 404 for what was not published, 503 while the database is away.
    pub async fn of(house: &House, id: AuctionId) -> Result<Since, Error> {
        let (store, room) = (&house.store, house.live.room(id).await.map_err(fill::unreachable)?);
        let seller = room.board().auction.seller;
        Ok(Since {
            linked: store.facts(seller).await?.linked,
            // First: once it is settled, an invoice comes only of an offer.
            settled: store.is_settled(id).await?,
            invoices: store.invoices_for(id).await?,
            asked: store.asked(id, house.live.now()).await?,
            relisted: store.relisting(id).await?,
            room,
        })
    }

    /// Whether nobody owes or paid for it and nothing else was begun with it.
    pub fn is_free(&self) -> bool {
        let owed = self.invoices.iter().any(|invoice| invoice.progress.state != InvoiceState::Cancelled);
        let offered = self.asked.iter().any(|asked| asked.state == OfferState::Open);
        self.settled && !owed && !offered && self.relisted.is_none() && !self.sold_to_the_floor()
    }

    /// Whom it would be offered to next, and what they authorised: those who had it or were asked are past, and those who do
    /// not pay, or are linked to the seller.
    pub fn next(&self, house: &House) -> Option<(AccountId, Money)> {
        let ranking = ranking(&self.room.board().auction);
        let asked = self.asked.iter().map(|asked| asked.bidder);
        let had = self.invoices.iter().map(|invoice| invoice.buyer.id);
        let barred = |bidder: &AccountId| house.live.is_barred(*bidder) || self.linked.contains(bidder);
        let barred = ranking.iter().map(|(bidder, _)| *bidder).filter(barred);
        let past: Vec<AccountId> = asked.chain(had).chain(barred).collect();
        underbidder(&ranking, &past)
    }

    /// Whether it was bought, and paid for, in the room of a live sale.
    fn sold_to_the_floor(&self) -> bool {
        self.room.board().auction.awards().iter().any(|award| award.bidder == AccountId::FLOOR)
    }

    /// A bidder as everybody sees them.
    pub fn shown(&self, bidder: AccountId) -> String {
        self.room.board().auction.number(bidder).map(pseudonym).unwrap_or_default()
    }
}
