//! Invoices and their history. An invoice is never rewritten but for its state, and each change of that is a step that says
//! who made it, when and why.

use super::super::{Error, Store};
use crate::config;
use crate::domain::settlement::{InvoiceAct, InvoiceState, Part, Progress, Strike};
use crate::domain::{AccountId, AuctionId, Bill, Currency, InvoiceId, Money, Timestamp};
use chrono::Datelike;
use uuid::Uuid;

/// What somebody pays for what they were awarded.
#[derive(Clone, Debug)]
pub struct Invoice {
    pub id: InvoiceId,
    /// As people name it: `2026-000017`.
    pub number: String,
    pub auction: AuctionId,
    pub title: String,
    pub buyer: Party,
    pub seller: Party,
    pub quantity: u32,
    pub currency: Currency,
    pub bill: Bill,
    pub made_at: Timestamp,
    pub progress: Progress,
    /// How often the buyer was reminded.
    pub reminders: u32,
    /// Whether it comes of an offer after the close, not of the close.
    pub second_chance: bool,
}

/// Somebody in a sale, as the other side sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub id: AccountId,
    pub name: String,
    pub email: String,
}

/// Something that happened to an invoice.
#[derive(Clone, Debug)]
pub struct Step {
    /// `made`, `reminded`, `paid`, `handed_over`, `cancelled`, `reported` or `lifted`.
    pub kind: String,
    pub at: Timestamp,
    /// `buyer`, `seller` or `house`; nobody where it was the clock.
    pub part: Option<String>,
    pub reason: String,
}

/// Who does what with an invoice, when and why.
#[derive(Clone, Debug)]
pub struct Move {
    pub act: InvoiceAct,
    pub by: AccountId,
    pub part: Part,
    pub reason: String,
    pub at: Timestamp,
}

struct Row {
    id: Uuid,
    number: i64,
    auction_id: Uuid,
    title: String,
    quantity: i32,
    currency: String,
    hammer: i64,
    premium: i64,
    tax: i64,
    total: i64,
    made_at: Timestamp,
    due_at: Timestamp,
    state: String,
    reminders: i16,
    second_chance: bool,
    buyer_id: Uuid,
    buyer_name: String,
    buyer_email: String,
    seller_id: Uuid,
    seller_name: String,
    seller_email: String,
    struck: bool,
    lifted: bool,
}

impl TryFrom<Row> for Invoice {
    type Error = Error;

    fn try_from(row: Row) -> Result<Invoice, Error> {
        let unreadable = |what: String| Error::Sql(sqlx::Error::Decode(what.into()));
        let state = InvoiceState::from_word(&row.state).ok_or_else(|| unreadable(format!("state {}", row.state)))?;
        let strike = match (row.struck, row.lifted) {
            (false, _) => Strike::None,
            (true, false) => Strike::Standing,
            (true, true) => Strike::Lifted,
        };
        Ok(Invoice {
            id: InvoiceId(row.id),
            number: format!("{}-{:06}", row.made_at.year(), row.number),
            auction: AuctionId(row.auction_id),
            title: row.title,
            buyer: Party { id: AccountId(row.buyer_id), name: row.buyer_name, email: row.buyer_email },
            seller: Party { id: AccountId(row.seller_id), name: row.seller_name, email: row.seller_email },
            quantity: u32::try_from(row.quantity).unwrap_or_default(),
            currency: row.currency.parse().map_err(unreadable)?,
            bill: Bill {
                hammer: Money(row.hammer),
                premium: Money(row.premium),
                tax: Money(row.tax),
                total: Money(row.total),
            },
            made_at: row.made_at,
            progress: Progress { state, due_at: row.due_at, strike },
            reminders: u32::try_from(row.reminders).unwrap_or_default(),
            second_chance: row.second_chance,
        })
    }
}

macro_rules! invoices {
    ($which:literal, $($argument:expr),*) => {
        sqlx::query_as!(
            Row,
            r#"select invoice.id, number, auction_id, title, quantity, invoice.currency, hammer, premium, tax, total, made_at,
                      due_at, state, reminders, resale_id is not null as "second_chance!",
                      buyer_id, buyer.name as buyer_name, buyer.email as buyer_email,
                      invoice.seller_id, seller.name as seller_name, seller.email as seller_email,
                      strike.invoice_id is not null as "struck!", strike.lifted_at is not null as "lifted!"
               from invoice join auction on auction.id = auction_id
                    join account buyer on buyer.id = buyer_id join account seller on seller.id = invoice.seller_id
                    left join strike on strike.invoice_id = invoice.id "#
                + $which,
            $($argument),*
        )
    };
}

impl Store {
    /// One invoice; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn invoice(&self, id: InvoiceId) -> Result<Option<Invoice>, Error> {
        let row = invoices!("where invoice.id = $1", id.0).fetch_optional(&self.pool).await?;
        row.map(Invoice::try_from).transpose()
    }

    /// What an account bought or sold, the latest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn invoices_of(&self, account: AccountId) -> Result<Vec<Invoice>, Error> {
        let most = config::settlement::LISTED_INVOICES;
        let rows = invoices!(
            "where buyer_id = $1 or invoice.seller_id = $1 order by made_at desc, number desc limit $2",
            account.0,
            most
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(Invoice::try_from).collect()
    }

    /// The invoices of an auction, in the order in which they were made.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn invoices_for(&self, auction: AuctionId) -> Result<Vec<Invoice>, Error> {
        let rows = invoices!("where auction_id = $1 order by number", auction.0).fetch_all(&self.pool).await?;
        rows.into_iter().map(Invoice::try_from).collect()
    }

    /// Invoices for which the buyer was given a strike: those that stand first, the latest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn struck_invoices(&self) -> Result<Vec<Invoice>, Error> {
        let most = config::settlement::LISTED_INVOICES;
        let rows =
            invoices!("where strike.at is not null order by lifted_at is null desc, strike.at desc limit $1", most)
                .fetch_all(&self.pool)
                .await?;
        rows.into_iter().map(Invoice::try_from).collect()
    }

    /// Everything that happened to an invoice, in order.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn invoice_steps(&self, id: InvoiceId) -> Result<Vec<Step>, Error> {
        let steps = sqlx::query_as!(
            Step,
            "select kind, at, part, reason from invoice_step where invoice_id = $1 order by at, nth",
            id.0
        );
        Ok(steps.fetch_all(&self.pool).await?)
    }

    /// Moves an invoice from one state to the next. `false` if it is not in the first any more. With a second chance that is
    /// undone, its lot is free again.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; whether it was done is then unknown.
    pub async fn move_invoice(
        &self,
        id: InvoiceId,
        from: InvoiceState,
        to: InvoiceState,
        how: &Move,
    ) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with moved as (
                 update invoice set state = $3 where id = $1 and state = $2 returning id, resale_id
             ), undone as (
                 update resale set state = 'undone' from moved where resale.id = resale_id and $3 = 'cancelled'
             )
             insert into invoice_step (invoice_id, kind, at, by_id, part, reason) select id, $3, $4, $5, $6, $7 from moved",
            id.0,
            from.word(),
            to.word(),
            how.at,
            how.by.0,
            how.part.word(),
            how.reason,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Reminds everybody who has not paid and whose time for a reminder has come, and says whom: once for each invoice. Of
    /// several that fell due while the house was closed only the last counts.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn remind(&self, now: Timestamp) -> Result<Vec<AccountId>, Error> {
        let made_by = config::settlement::REMINDERS.map(|after| now - after);
        let reminded = sqlx::query_scalar!(
            "with due as (
                 select invoice.id, max(reminder.nth)::smallint as nth
                 from invoice, unnest($2::timestamptz[]) with ordinality as reminder (made_by, nth)
                 where state = 'awaiting_payment' and made_at <= reminder.made_by group by invoice.id
             ), reminded as (
                 update invoice set reminders = due.nth from due
                 where invoice.id = due.id and reminders < due.nth and state = 'awaiting_payment'
                 returning invoice.id, auction_id, buyer_id, total, due_at, reminders
             ), stepped as (
                 insert into invoice_step (invoice_id, kind, nth, at) select id, 'reminded', reminders, $1 from reminded
                 on conflict do nothing
             )
             insert into notice (id, account_id, kind, auction_id, facts, cause, at, next_try_at)
             select gen_random_uuid(), buyer_id, 'reminder', auction_id,
                    json_build_object('id', id, 'amount', total, 'until', due_at)::text,
                    'reminder:' || id || ':' || reminders, $1, $1
             from reminded
             on conflict do nothing returning account_id",
            now,
            &made_by[..],
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(reminded.into_iter().map(AccountId).collect())
    }
}
