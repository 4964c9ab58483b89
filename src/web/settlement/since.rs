//! What has happened with a closed lot since: who owes for it, to whom it was offered, whether it is listed again. What may
//! be begun with it follows from that; the store holds it once more when it is begun.

use crate::domain::settlement::{InvoiceState, ranking, underbidder};
use crate::domain::{AccountId, Auction, AuctionId, Money};
use crate::store::settlement::invoices::Invoice;
use crate::store::settlement::resales::{Asked, OfferState};
use crate::web::House;
use crate::web::error::Error;

/// What has happened with a closed lot since.
pub struct Since {
    pub invoices: Vec<Invoice>,
    pub asked: Vec<Asked>,
    pub relisted: Option<AuctionId>,
    settled: bool,
}

impl Since {
    /// What the house knows of it.
    ///
    /// # Errors
    /// 503 while the database is away.
    pub async fn of(house: &House, id: AuctionId) -> Result<Since, Error> {
        let store = &house.store;
        Ok(Since {
            // First: once it is settled, an invoice comes only of an offer.
            settled: store.is_settled(id).await?,
            invoices: store.invoices_for(id).await?,
            asked: store.asked(id, house.live.now()).await?,
            relisted: store.relisting(id).await?,
        })
    }

    /// Whether nobody owes or paid for it and nothing else was begun with it.
    pub fn is_free(&self, auction: &Auction) -> bool {
        let owed = self.invoices.iter().any(|invoice| invoice.progress.state != InvoiceState::Cancelled);
        let offered = self.asked.iter().any(|asked| asked.state == OfferState::Open);
        self.settled && !owed && !offered && self.relisted.is_none() && !sold_to_the_floor(auction)
    }

    /// Whom it would be offered to next, and what they authorised: those who had it or were asked are past, and those who do
    /// not pay.
    pub fn next(&self, house: &House, auction: &Auction) -> Option<(AccountId, Money)> {
        let ranking = ranking(auction);
        let asked = self.asked.iter().map(|asked| asked.bidder);
        let had = self.invoices.iter().map(|invoice| invoice.buyer.id);
        let barred = ranking.iter().map(|(bidder, _)| *bidder).filter(|bidder| house.live.is_barred(*bidder));
        let past: Vec<AccountId> = asked.chain(had).chain(barred).collect();
        underbidder(&ranking, &past)
    }
}

/// Whether it was bought, and paid for, in the room of a live sale.
fn sold_to_the_floor(auction: &Auction) -> bool {
    auction.awards().iter().any(|award| award.bidder == AccountId::FLOOR)
}
