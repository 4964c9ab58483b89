//! What people tell the house: that something is wrong with a lot, with what was said about it, or with somebody. Each is
//! looked at by somebody of the house, who acts or dismisses it, and says why.

use super::audit::Officer;
use super::{Error, Store};
use crate::domain::{AccountId, AuctionId, Seq, Timestamp};
use uuid::Uuid;

/// One report, named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportId(pub Uuid);

/// What a report is about. It always has a lot at which it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Lot,
    /// A line of the lot's room.
    Message(Seq),
    Person(AccountId),
}

/// How a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportState {
    Open,
    /// The house did something about it.
    Acted,
    Dismissed,
}

impl ReportState {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            ReportState::Open => "open",
            ReportState::Acted => "acted",
            ReportState::Dismissed => "dismissed",
        }
    }

    fn read(word: &str) -> ReportState {
        let all = [ReportState::Acted, ReportState::Dismissed];
        all.into_iter().find(|state| state.word() == word).unwrap_or(ReportState::Open)
    }
}

/// A report, as the house sees it.
#[derive(Clone, Debug)]
pub struct Report {
    pub id: ReportId,
    pub at: Timestamp,
    pub by: AccountId,
    pub by_name: String,
    pub auction: AuctionId,
    pub title: String,
    pub about: About,
    /// The name of whom it is about: of a message its author, of a lot its seller.
    pub about_name: String,
    /// Their account.
    pub about_account: AccountId,
    /// What was said, if it is about that.
    pub text: Option<String>,
    /// Whether that is hidden.
    pub is_hidden: bool,
    pub why: String,
    pub state: ReportState,
    /// Who looked at it, what they say about it, and when.
    pub decided: Option<(String, String, Timestamp)>,
    /// How many others tell the same and wait, too.
    pub others: i64,
}

struct Row {
    id: Uuid,
    at: Timestamp,
    by_id: Uuid,
    by_name: String,
    auction_id: Uuid,
    title: String,
    seq: Option<Seq>,
    account_id: Option<Uuid>,
    about_id: Uuid,
    about_name: String,
    text: Option<String>,
    is_hidden: bool,
    why: String,
    state: String,
    officer: Option<String>,
    decision: Option<String>,
    decided_at: Option<Timestamp>,
    others: i64,
}

impl From<Row> for Report {
    fn from(row: Row) -> Report {
        let about = match (row.seq, row.account_id) {
            (Some(seq), _) => About::Message(seq),
            (None, Some(account)) => About::Person(AccountId(account)),
            (None, None) => About::Lot,
        };
        let decided = row.officer.zip(row.decision).zip(row.decided_at);
        Report {
            id: ReportId(row.id),
            at: row.at,
            by: AccountId(row.by_id),
            by_name: row.by_name,
            auction: AuctionId(row.auction_id),
            title: row.title,
            about,
            about_name: row.about_name,
            about_account: AccountId(row.about_id),
            text: row.text,
            is_hidden: row.is_hidden,
            why: row.why,
            state: ReportState::read(&row.state),
            decided: decided.map(|((officer, decision), at)| (officer, decision, at)),
            others: row.others,
        }
    }
}

/// Reports with what stands beside them; what follows narrows them down.
macro_rules! reports {
    ($which:literal $(, $argument:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"select report.id, report.at, report.by_id, reporter.name as by_name, report.auction_id, auction.title,
                      report.seq, report.account_id, about.id as "about_id!", about.name as "about_name!",
                      line.text as "text?", coalesce(line.hidden is not null, false) as "is_hidden!", report.why,
                      report.state, officer.name as "officer?", decision, decided_at,
                      (select count(*) from report other
                       where other.state = 'open' and other.id <> report.id and other.auction_id = report.auction_id
                         and other.seq is not distinct from report.seq
                         and other.account_id is not distinct from report.account_id) as "others!"
               from report
               join account reporter on reporter.id = report.by_id
               join auction on auction.id = report.auction_id
               left join room_line line on line.auction_id = report.auction_id and line.seq = report.seq
               join account about on about.id = coalesce(report.account_id, line.author_id, auction.seller_id)
               left join account officer on officer.id = decided_by "#
                + $which
            $(, $argument)*
        )
    };
}

impl Store {
    /// Writes a report down; told twice while nobody has looked at it, it is there once. `false` if what it is about is not
    /// there: no such published lot, or no such message.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn report(&self, by: AccountId, auction: AuctionId, about: About, why: &str) -> Result<bool, Error> {
        let (seq, account) = match about {
            About::Lot => (None, None),
            About::Message(seq) => (Some(seq), None),
            About::Person(account) => (None, Some(account.0)),
        };
        let there = sqlx::query_scalar!(
            r#"with target as (
                   select id from auction
                   where id = $3 and status <> 'draft'
                     and ($4::bigint is null or exists (select from room_line where auction_id = $3 and seq = $4
                                                                                and kind <> 'hidden'))
                     and ($5::uuid is null or exists (select from account where id = $5))
               ), written as (
                   insert into report (id, by_id, auction_id, seq, account_id, why)
                   select $1, $2, id, $4, $5, $6 from target
                   on conflict do nothing
               )
               select exists (select from target) as "there!""#,
            Uuid::now_v7(),
            by.0,
            auction.0,
            seq,
            account,
            why,
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(there)
    }

    /// Reports nobody has looked at, oldest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn reports_open(&self, limit: i64) -> Result<Vec<Report>, Error> {
        let rows = reports!("where report.state = 'open' order by report.at, report.id limit $1", limit);
        Ok(rows.fetch_all(&self.pool).await?.into_iter().map(Report::from).collect())
    }

    /// Reports the house has looked at, the latest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn reports_decided(&self, limit: i64) -> Result<Vec<Report>, Error> {
        let rows = reports!("where report.state <> 'open' order by decided_at desc, report.id limit $1", limit);
        Ok(rows.fetch_all(&self.pool).await?.into_iter().map(Report::from).collect())
    }

    /// One report; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn report_named(&self, id: ReportId) -> Result<Option<Report>, Error> {
        let row = reports!("where report.id = $1", id.0).fetch_optional(&self.pool).await?;
        Ok(row.map(Report::from))
    }

    /// Says what became of a report, and of every other that tells the same. `false` if somebody else did before.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn decide_report(
        &self,
        id: ReportId,
        by: &Officer,
        to: ReportState,
        decision: &str,
    ) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with named as (
                 select auction_id, seq, account_id from report where id = $2 and state = 'open' and by_id <> $3
             ), decided as (
                 update report set state = $4, decided_by = $3, decided_at = now(), decision = $5
                 from named
                 where report.state = 'open' and report.by_id <> $3 and report.auction_id = named.auction_id
                   and report.seq is not distinct from named.seq
                   and report.account_id is not distinct from named.account_id
                 returning report.id
             )
             insert into audit (id, by_id, act, on_kind, on_id, why, address)
             select $1, $3, 'report_' || $4, 'report', $2, $5, $6 where exists (select from decided)",
            Uuid::now_v7(),
            id.0,
            by.account.0,
            to.word(),
            decision,
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}
