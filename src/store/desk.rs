//! What a seller sees of all they sell: their lots, newest first, what these come to, and what waits for them. Reads only.

use super::{Error, Store};
use crate::domain::{AccountId, AuctionId, Money, Timestamp};
use uuid::Uuid;

/// One of a seller's lots.
#[derive(Clone, Debug)]
pub struct DeskLot {
    pub id: AuctionId,
    pub title: String,
    pub status_word: String,
    pub terms_text: String,
    pub currency: String,
    pub price: Option<Money>,
    /// The least that can be bid now.
    pub minimum: Money,
    /// The seller's secret.
    pub reserve: Option<Money>,
    pub bids: u32,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub created_at: Timestamp,
    /// Opened and ended by an auctioneer, and not by the clock.
    pub live: bool,
    /// The sale it is a lot of, by its title.
    pub sale: Option<(Uuid, String)>,
    /// Questions that nobody answered.
    pub questions: u32,
    /// Its invoice, where there is one: the id, and how far it has come.
    pub invoice: Option<(Uuid, String)>,
}

/// Which of a seller's lots are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    All,
    Drafts,
    /// Scheduled, open or halted.
    OnSale,
    /// With an invoice that stands.
    Sold,
    /// Closed without a buyer, or taken down.
    Unsold,
    /// With questions that wait.
    Asked,
}

impl Shown {
    /// Each, in the order in which they are offered.
    pub const ALL: [Shown; 6] = [Shown::All, Shown::Drafts, Shown::OnSale, Shown::Sold, Shown::Unsold, Shown::Asked];

    /// The word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Shown::All => "all",
            Shown::Drafts => "drafts",
            Shown::OnSale => "on_sale",
            Shown::Sold => "sold",
            Shown::Unsold => "unsold",
            Shown::Asked => "asked",
        }
    }

    /// The one of this word.
    pub fn of_word(word: &str) -> Option<Shown> {
        Shown::ALL.into_iter().find(|shown| shown.word() == word)
    }
}

/// What a seller's lots come to in one currency.
#[derive(Clone, Debug)]
pub struct Sum {
    pub currency: String,
    /// Lots on sale, and what their prices come to.
    pub on_sale: i64,
    pub bid: Money,
    /// Invoices that stand, and their hammer prices.
    pub sold: i64,
    pub hammered: Money,
    /// Of these, not paid yet.
    pub unpaid: i64,
    pub owed: Money,
}

/// What waits for a seller.
#[derive(Clone, Copy, Debug, Default)]
pub struct Waiting {
    pub drafts: i64,
    pub questions: i64,
    pub unpaid: i64,
}

impl Store {
    /// A page of a seller's lots, newest first; `after` is the last of the page before. A lot of a sale that is still a
    /// draft is not among them: it is written with its sale.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn desk(
        &self,
        seller: AccountId,
        shown: Shown,
        after: Option<(Timestamp, AuctionId)>,
        limit: i64,
    ) -> Result<Vec<DeskLot>, Error> {
        let (after_at, after_id) = after.map(|(at, id)| (at, id.0)).unzip();
        let rows = sqlx::query!(
            r#"select a.id, a.title, status, a.terms, a.currency, price, minimum, reserve, bids, a.starts_at, a.ends_at,
                      a.created_at, live, sale_id, sale.title as "sale_title?", asked.questions as "questions!",
                      bill.id as "invoice_id?", bill.state as "invoice_state?"
               from auction a left join sale on sale.id = sale_id
               cross join lateral (
                   select count(*) as questions from room_line line
                   where line.auction_id = a.id and kind = 'question' and hidden is null
                     and not exists (select from room_line answer
                                     where answer.auction_id = a.id and answer.kind = 'answer'
                                       and answer.about = line.seq and answer.hidden is null)
               ) asked
               left join lateral (
                   select id, state from invoice where auction_id = a.id
                   order by state = 'cancelled', made_at desc limit 1
               ) bill on true
               where a.seller_id = $1 and not (status = 'draft' and sale_id is not null)
                 and ($3::timestamptz is null or (a.created_at, a.id) < ($3, $4::uuid))
                 and case $2
                         when 'drafts' then status = 'draft'
                         when 'on_sale' then status in ('scheduled', 'open', 'halted')
                         when 'sold' then bill.state is not null and bill.state <> 'cancelled'
                         when 'unsold' then status in ('closed', 'cancelled') and coalesce(bill.state, 'cancelled') = 'cancelled'
                         when 'asked' then asked.questions > 0
                         else true
                     end
               order by a.created_at desc, a.id desc limit $5"#,
            seller.0,
            shown.word(),
            after_at,
            after_id,
            limit
        )
        .fetch_all(&self.pool)
        .await?;
        let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        let lots = rows.into_iter().map(|row| DeskLot {
            id: AuctionId(row.id),
            title: row.title,
            status_word: row.status,
            terms_text: row.terms,
            currency: row.currency,
            price: row.price.map(Money),
            minimum: Money(row.minimum),
            reserve: row.reserve.map(Money),
            bids: count(row.bids.into()),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            created_at: row.created_at,
            live: row.live,
            sale: row.sale_id.zip(row.sale_title),
            questions: count(row.questions),
            invoice: row.invoice_id.zip(row.invoice_state),
        });
        Ok(lots.collect())
    }

    /// What a seller's lots come to, currency by currency.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn desk_sums(&self, seller: AccountId) -> Result<Vec<Sum>, Error> {
        let rows = sqlx::query!(
            r#"with lots as (
                   select currency, count(*) as on_sale, coalesce(sum(price), 0)::bigint as bid from auction
                   where seller_id = $1 and status in ('scheduled', 'open', 'halted') group by currency
               ), bills as (
                   select currency, count(*) as sold, sum(hammer)::bigint as hammered,
                          count(*) filter (where state = 'awaiting_payment') as unpaid,
                          coalesce(sum(hammer) filter (where state = 'awaiting_payment'), 0)::bigint as owed
                   from invoice where seller_id = $1 and state <> 'cancelled' group by currency
               )
               select currency as "currency!", coalesce(on_sale, 0) as "on_sale!", coalesce(bid, 0) as "bid!",
                      coalesce(sold, 0) as "sold!", coalesce(hammered, 0) as "hammered!", coalesce(unpaid, 0) as "unpaid!",
                      coalesce(owed, 0) as "owed!"
               from lots full join bills using (currency) order by currency"#,
            seller.0
        )
        .fetch_all(&self.pool)
        .await?;
        let sums = rows.into_iter().map(|row| Sum {
            currency: row.currency,
            on_sale: row.on_sale,
            bid: Money(row.bid),
            sold: row.sold,
            hammered: Money(row.hammered),
            unpaid: row.unpaid,
            owed: Money(row.owed),
        });
        Ok(sums.collect())
    }

    /// What waits for a seller: drafts, questions, payments.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn waiting(&self, seller: AccountId) -> Result<Waiting, Error> {
        let row = sqlx::query!(
            r#"select (select count(*) from auction where seller_id = $1 and status = 'draft' and sale_id is null) as "drafts!",
                      (select count(*) from room_line line join auction on auction.id = line.auction_id
                       where seller_id = $1 and kind = 'question' and hidden is null
                         and not exists (select from room_line answer
                                         where answer.auction_id = line.auction_id and answer.kind = 'answer'
                                           and answer.about = line.seq and answer.hidden is null)) as "questions!",
                      (select count(*) from invoice where seller_id = $1 and state = 'awaiting_payment') as "unpaid!""#,
            seller.0
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(Waiting { drafts: row.drafts, questions: row.questions, unpaid: row.unpaid })
    }
}
