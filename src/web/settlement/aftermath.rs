//! What a closed lot's own page says about what happens next: the way to an invoice or an offer, and for its seller what to do
//! with a lot that nobody bought or paid for. Shows nobody what is not theirs.

use super::pages::offer_text;
use super::shown::Shown;
use super::since::Since;
use crate::config::settlement::SECOND_CHANCE;
use crate::domain::settlement::Part;
use crate::domain::{AccountId, AuctionId, OfferId};
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
    /// What `who` may know and do about a closed auction of this seller's.
    ///
    /// # Errors
    /// 503 while the database is away.
    pub async fn of(house: &House, id: AuctionId, seller: AccountId, who: &SignedIn) -> Result<Aftermath, Error> {
        let (account, now) = (who.account.id, house.live.now());
        let since = Since::of(house, id).await?;
        let administers = who.account.role.administers();
        let shown = since.invoices.iter().cloned().filter_map(|invoice| {
            let part = Part::of(account, administers, invoice.buyer.id, invoice.seller.id)?;
            Some(Shown { invoice, part, now })
        });
        let mine = Aftermath { invoices: shown.collect(), ..Aftermath::default() };
        Ok(if seller == account { mine.for_the_seller(house, &since) } else { mine.for_a_bidder(&since, account) })
    }

    /// With what the seller began with the lot since, and what they can begin.
    fn for_the_seller(self, house: &House, since: &Since) -> Aftermath {
        let free = since.is_free();
        let next = since.next(house).filter(|_| free);
        Aftermath {
            asked: since.asked.iter().map(|asked| (since.shown(asked.bidder), asked.state)).collect(),
            next: next.map(|(bidder, _)| since.shown(bidder)),
            can_relist: free,
            relisted: since.relisted,
            ..self
        }
    }

    /// With the offer that was made to them, if one was.
    fn for_a_bidder(self, since: &Since, account: AccountId) -> Aftermath {
        let offer = since.asked.iter().find(|asked| asked.bidder == account);
        Aftermath { offer: offer.map(|asked| (asked.id, asked.state)), ..self }
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
    pub fn offer_text(&self, state: &OfferState) -> String {
        offer_text(state)
    }
}
