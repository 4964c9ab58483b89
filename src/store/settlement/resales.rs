//! What becomes of a lot that nobody bought or paid for: offered to one underbidder after the other, or listed again. One way
//! at a time.
//!
//! An offer's amount is its bidder's secret until they accept. Whoever else asks gets an [`Asked`], which has none.

use super::super::{Error, Store, terms};
use super::due_at;
use crate::config;
use crate::domain::{AccountId, AuctionId, Bill, Currency, InvoiceId, Money, OfferId, Timestamp};
use crate::store::auctions::Draft;
use uuid::Uuid;

/// A lot offered to an underbidder, as they alone see it.
#[derive(Clone, Debug)]
pub struct Offer {
    pub id: OfferId,
    pub auction: AuctionId,
    pub title: String,
    pub bidder: AccountId,
    /// The most they had authorised.
    pub amount: Money,
    pub state: OfferState,
    pub made_at: Timestamp,
    /// The last instant at which it can be accepted.
    pub expires_at: Timestamp,
    /// Once accepted.
    pub invoice: Option<InvoiceId>,
}

/// The same as everybody else sees it: without the amount.
#[derive(Clone, Debug)]
pub struct Asked {
    pub id: OfferId,
    pub bidder: AccountId,
    pub state: OfferState,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
}

/// What became of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferState {
    Open,
    Accepted,
    Refused,
    Expired,
    /// Accepted, and then not paid for.
    Undone,
}

impl OfferState {
    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            OfferState::Open => "open",
            OfferState::Accepted => "accepted",
            OfferState::Refused => "refused",
            OfferState::Expired => "expired",
            OfferState::Undone => "undone",
        }
    }

    /// What a word means at `now`: an offer past its time is over, whether or not that was written down yet.
    fn read(word: &str, expires_at: Timestamp, now: Timestamp) -> Result<OfferState, Error> {
        use OfferState::{Accepted, Expired, Open, Refused, Undone};
        let state = [Open, Accepted, Refused, Expired, Undone].into_iter().find(|state| state.word() == word);
        let state = state.ok_or_else(|| Error::Sql(sqlx::Error::Decode(format!("offer {word}").into())))?;
        Ok(if state == Open && now > expires_at { Expired } else { state })
    }
}

struct Row {
    id: Uuid,
    auction_id: Uuid,
    title: String,
    bidder_id: Uuid,
    amount: i64,
    state: String,
    made_at: Timestamp,
    expires_at: Timestamp,
    invoice_id: Option<Uuid>,
}

impl Row {
    fn offer(self, now: Timestamp) -> Result<Offer, Error> {
        Ok(Offer {
            id: OfferId(self.id),
            auction: AuctionId(self.auction_id),
            title: self.title,
            bidder: AccountId(self.bidder_id),
            amount: Money(self.amount),
            state: OfferState::read(&self.state, self.expires_at, now)?,
            made_at: self.made_at,
            expires_at: self.expires_at,
            invoice: self.invoice_id.map(InvoiceId),
        })
    }
}

macro_rules! offers {
    ($which:literal, $($argument:expr),*) => {
        sqlx::query_as!(
            Row,
            r#"select resale.id, resale.auction_id, title, bidder_id as "bidder_id!", amount as "amount!", resale.state,
                      resale.made_at, expires_at as "expires_at!", invoice.id as "invoice_id?"
               from resale join auction on auction.id = resale.auction_id left join invoice on resale_id = resale.id
               where kind = 'offer' and "#
                + $which,
            $($argument),*
        )
    };
}

impl Store {
    /// An offer to this bidder; `None` if there is none to them.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn offer(&self, id: OfferId, to: AccountId, now: Timestamp) -> Result<Option<Offer>, Error> {
        let row = offers!("resale.id = $1 and bidder_id = $2", id.0, to.0).fetch_optional(&self.pool).await?;
        row.map(|row| row.offer(now)).transpose()
    }

    /// The offers that were made to this bidder, the latest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn offers_to(&self, bidder: AccountId, now: Timestamp) -> Result<Vec<Offer>, Error> {
        let most = config::settlement::LISTED_INVOICES;
        let rows = offers!("bidder_id = $1 order by resale.made_at desc limit $2", bidder.0, most);
        rows.fetch_all(&self.pool).await?.into_iter().map(|row| row.offer(now)).collect()
    }

    /// To whom a lot was offered, in that order.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn asked(&self, auction: AuctionId, now: Timestamp) -> Result<Vec<Asked>, Error> {
        let rows = sqlx::query!(
            r#"select id, bidder_id as "bidder_id!", state, made_at, expires_at as "expires_at!"
               from resale where auction_id = $1 and kind = 'offer' order by made_at, id"#,
            auction.0
        )
        .fetch_all(&self.pool)
        .await?;
        let asked = rows.into_iter().map(|row| {
            Ok(Asked {
                id: OfferId(row.id),
                bidder: AccountId(row.bidder_id),
                state: OfferState::read(&row.state, row.expires_at, now)?,
                made_at: row.made_at,
                expires_at: row.expires_at,
            })
        });
        asked.collect()
    }

    /// The auction in which a lot is listed again, if it is.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn relisting(&self, auction: AuctionId) -> Result<Option<AuctionId>, Error> {
        let id = sqlx::query_scalar!(
            r#"select listed_id as "id!" from resale where auction_id = $1 and state = 'listed'"#,
            auction.0
        );
        Ok(id.fetch_optional(&self.pool).await?.map(AuctionId))
    }

    /// Offers a lot of `seller` that nobody owes anything for. `false` if that is not so, or something else was begun with it.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; whether it was done is then unknown.
    pub async fn make_offer(&self, offer: &Offer, seller: AccountId) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with offered as (
                 insert into resale (id, auction_id, kind, state, made_at, bidder_id, amount, expires_at)
                 select $1, auction.id, 'offer', 'open', $4, $5, $6, $7 from auction
                 where auction.id = $2 and seller_id = $3 and status = 'closed' and settled_at is not null
                   and not exists (select from invoice where auction_id = $2 and state <> 'cancelled')
                 on conflict do nothing returning id, auction_id, made_at, bidder_id, amount, expires_at
             )
             insert into notice (id, account_id, kind, auction_id, facts, cause, at, next_try_at)
             select gen_random_uuid(), bidder_id, 'offer', auction_id,
                    json_build_object('id', id, 'amount', amount, 'until', expires_at)::text, 'offer:' || id, made_at, made_at
             from offered",
            offer.id.0,
            offer.auction.0,
            seller.0,
            offer.made_at,
            offer.bidder.0,
            offer.amount.0,
            offer.expires_at,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes an open offer up, and makes its invoice. `None` if it is not open any more.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; whether it was done is then unknown.
    pub async fn accept_offer(
        &self,
        offer: &Offer,
        currency: Currency,
        bill: Bill,
        now: Timestamp,
    ) -> Result<Option<InvoiceId>, Error> {
        let id = sqlx::query_scalar!(
            r#"with taken as (
                   update resale set state = 'accepted', answered_at = $3
                   where id = $1 and bidder_id = $2 and state = 'open' and expires_at >= $3
                   returning id, auction_id, bidder_id
               ), made as (
                   insert into invoice (id, auction_id, resale_id, buyer_id, seller_id, quantity, currency, hammer, premium,
                                        tax, total, made_at, due_at, state)
                   select $4, auction_id, taken.id, taken.bidder_id, seller_id, 1, $5, $6, $7, $8, $6::bigint + $7 + $8, $3,
                          $9, 'awaiting_payment'
                   from taken join auction on auction.id = auction_id
                   returning id, auction_id, buyer_id, seller_id, total, due_at
               ), told as (
                   insert into notice (id, account_id, kind, auction_id, facts, cause, at, next_try_at)
                   select gen_random_uuid(), account, 'invoice', auction_id,
                          json_build_object('id', made.id, 'amount', total, 'until', due_at, 'state', part)::text,
                          'invoice:' || made.id, $3, $3
                   from made, lateral (values (buyer_id, 'buyer'), (seller_id, 'seller')) as side (account, part)
               )
               insert into invoice_step (invoice_id, kind, at) select id, 'made', $3 from made
               returning invoice_id"#,
            offer.id.0,
            offer.bidder.0,
            now,
            Uuid::now_v7(),
            currency.code(),
            bill.hammer.0,
            bill.premium.0,
            bill.tax.0,
            due_at(now),
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(id.map(InvoiceId))
    }

    /// Refuses an open offer. `false` if it is not open any more.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; whether it was done is then unknown.
    pub async fn refuse_offer(&self, id: OfferId, bidder: AccountId, now: Timestamp) -> Result<bool, Error> {
        let done = sqlx::query!(
            "update resale set state = 'refused', answered_at = $3
             where id = $1 and bidder_id = $2 and state = 'open' and expires_at >= $3",
            id.0,
            bidder.0,
            now
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Writes down which offers have run out, so that their lots can be offered to the next, and says how many.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn expire_offers(&self, now: Timestamp) -> Result<u64, Error> {
        let done = sqlx::query!(
            "update resale set state = 'expired', answered_at = expires_at where state = 'open' and expires_at < $1",
            now
        );
        Ok(done.execute(&self.pool).await?.rows_affected())
    }

    /// Writes a lot that nobody owes anything for down once more, as `draft`. `false` if somebody does, or something else was
    /// begun with it.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; whether it was done is then unknown.
    pub async fn relist(&self, id: AuctionId, draft: &Draft, now: Timestamp) -> Result<bool, Error> {
        let terms = &draft.terms;
        let done = sqlx::query!(
            "with listed as (
                 insert into resale (id, auction_id, kind, state, made_at, listed_id)
                 select $1, auction.id, 'listing', 'listed', $4, $5 from auction
                 where auction.id = $2 and seller_id = $3 and status = 'closed' and settled_at is not null
                   and not exists (select from invoice where auction_id = $2 and state <> 'cancelled')
                 on conflict do nothing returning listed_id
             )
             insert into auction (id, seller_id, title, description, category, terms, epoch, currency, start_price, reserve,
                                  starts_at, ends_at, status, minimum, country)
             select listed_id, $3, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'draft', $12, $16 from listed",
            Uuid::now_v7(),
            id.0,
            draft.seller.0,
            now,
            terms.auction.0,
            draft.title,
            draft.description,
            draft.category,
            terms::write(terms),
            crate::domain::ledger::hex(&rand::random::<[u8; 4]>()),
            terms.currency.code(),
            terms.start.0,
            draft.reserve.map(|reserve| reserve.0),
            terms.starts_at,
            terms.ends_at,
            draft.country,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}
