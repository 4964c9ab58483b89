//! How much a bidder may have at stake, whose other accounts they are, and on which running lots they have bid. What they
//! have at stake is nowhere written down: it follows from the ledgers.

use super::audit::Officer;
use super::bans::Ban;
use super::{Error, Store};
use crate::domain::{AccountId, AuctionId, Currency, Money, Timestamp};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What the books say about one bidder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The most they may have at stake at once; a currency that is missing has no limit.
    pub limits: HashMap<Currency, Money>,
    /// The lots and sales, by their ids, for which a registration lets them bid.
    pub approved: HashSet<Uuid>,
    /// Accounts on whose lots they may not bid either.
    pub linked: HashSet<AccountId>,
    /// Whether they have yet to show that their address is theirs.
    pub is_unconfirmed: bool,
    /// Whether they may bid at all: not while they are banned, or about to leave, or once they have left.
    pub ban: Option<Ban>,
}

/// Another account of the same person, as the house sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub account: AccountId,
    pub name: String,
    pub email: String,
    /// What the house goes by.
    pub reason: String,
    pub set_at: Timestamp,
}

impl Store {
    /// What the books say about a bidder, all of it as of the same moment.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn facts(&self, account: AccountId) -> Result<Facts, Error> {
        let row = sqlx::query!(
            r#"select array(select currency from bidding_limit where account_id = $1 order by currency) as "currencies!",
                      array(select amount from bidding_limit where account_id = $1 order by currency) as "amounts!",
                      array(select scope_id from registration where account_id = $1 and state = 'approved'
                            and deposit in ('none', 'held')) as "approved!",
                      array(select high_id from account_link where low_id = $1
                            union all select low_id from account_link where high_id = $1) as "linked!",
                      exists (select from account where id = $1 and email_confirmed_at is null) as "is_unconfirmed!",
                      exists (select from account where id = $1
                              and (banned_at is not null or closed_at is not null or leaving_until is not null)) as "banned!",
                      (select greatest(banned_until, leaving_until) from account where id = $1 and closed_at is null
                       and (banned_at is null or banned_until is not null)) as banned_until"#,
            account.0
        )
        .fetch_one(&self.pool)
        .await?;
        let limits = row.currencies.iter().zip(row.amounts);
        Ok(Facts {
            limits: limits.filter_map(|(code, amount)| Some((code.parse().ok()?, Money(amount)))).collect(),
            approved: row.approved.into_iter().collect(),
            linked: row.linked.into_iter().map(AccountId).collect(),
            is_unconfirmed: row.is_unconfirmed,
            ban: row.banned.then_some(Ban { until: row.banned_until }),
        })
    }

    /// The auctions that are not over and in whose ledger an account has bid. Looks into the ledger of each, by the index
    /// that its keys have anyhow: an index by bidder would cost every bid a write. A tenth of a second for ten thousand lots
    /// that are running, however many are over; so not for every day.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn bid_on_by(&self, account: AccountId) -> Result<Vec<AuctionId>, Error> {
        let ids = sqlx::query_scalar!(
            // Not `exists`: that may be planned as one scan through the keys of every bid there ever was.
            "select id from auction where status in ('scheduled', 'open', 'halted')
             and (select true from event where auction_id = auction.id and bidder_id = $1 limit 1)",
            account.0
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(ids.into_iter().map(AuctionId).collect())
    }

    /// Sets an account's limit in one currency, or lifts it.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn set_limit(
        &self,
        account: AccountId,
        currency: Currency,
        limit: Option<Money>,
        by: &Officer,
        why: &str,
    ) -> Result<(), Error> {
        sqlx::query!(
            "with lifted as (
                 delete from bidding_limit where account_id = $1 and currency = $2 and $3::bigint is null
             ), written as (
                 insert into audit (id, by_id, act, on_kind, on_id, what, why, address)
                 values ($5, $4, 'limit', 'person', $1, $8, $6, $7)
             )
             insert into bidding_limit (account_id, currency, amount, set_by)
             select $1, $2, $3, $4 where $3 is not null
             on conflict (account_id, currency)
             do update set amount = excluded.amount, set_by = excluded.set_by, set_at = now()",
            account.0,
            currency.code(),
            limit.map(|limit| limit.0),
            by.account.0,
            Uuid::now_v7(),
            why,
            by.address,
            in_words(currency, limit),
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Sets the limits of an account, in place of those it had.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn set_limits(
        &self,
        account: AccountId,
        limits: &[(Currency, Money)],
        by: &Officer,
    ) -> Result<(), Error> {
        let said: Vec<_> = limits.iter().map(|(currency, limit)| in_words(*currency, Some(*limit))).collect();
        let (currencies, amounts): (Vec<_>, Vec<_>) =
            limits.iter().map(|(currency, amount)| (currency.code().to_owned(), amount.0)).unzip();
        sqlx::query!(
            "with lifted as (
                 delete from bidding_limit where account_id = $1 and currency <> all($2)
             ), written as (
                 insert into audit (id, by_id, act, on_kind, on_id, what, address)
                 values ($5, $4, 'limit', 'person', $1, $7, $6)
             )
             insert into bidding_limit (account_id, currency, amount, set_by)
             select $1, currency, amount, $4 from unnest($2::text[], $3::bigint[]) as wanted (currency, amount)
             on conflict (account_id, currency)
             do update set amount = excluded.amount, set_by = excluded.set_by, set_at = now()",
            account.0,
            &currencies,
            &amounts,
            by.account.0,
            Uuid::now_v7(),
            by.address,
            if limits.is_empty() { "–".to_owned() } else { said.join(", ") },
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Writes down that two accounts are one person's. Done before, it keeps the first reason.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn link(&self, one: AccountId, other: AccountId, reason: &str, by: &Officer) -> Result<(), Error> {
        sqlx::query!(
            "with linked as (
                 insert into account_link (low_id, high_id, reason, set_by)
                 values (least($1::uuid, $2::uuid), greatest($1, $2), $3, $4) on conflict do nothing returning true
             )
             insert into audit (id, by_id, act, on_kind, on_id, what, why, address)
             select $5, $4, 'link', 'person', $1, $2::text, $3, $6 where exists (select from linked)",
            one.0,
            other.0,
            reason,
            by.account.0,
            Uuid::now_v7(),
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Takes that back. `false` if nobody had said so.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn unlink(&self, one: AccountId, other: AccountId, by: &Officer, why: &str) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with unlinked as (
                 delete from account_link where low_id = least($1::uuid, $2::uuid) and high_id = greatest($1, $2)
                 returning true
             )
             insert into audit (id, by_id, act, on_kind, on_id, what, why, address)
             select $4, $3, 'unlink', 'person', $1, $2::text, $5, $6 where exists (select from unlinked)",
            one.0,
            other.0,
            by.account.0,
            Uuid::now_v7(),
            why,
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The accounts linked to one, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn links(&self, account: AccountId) -> Result<Vec<Link>, Error> {
        let rows = sqlx::query!(
            "select account.id, name, email, reason, set_at
             from account_link join account on account.id = case when low_id = $1 then high_id else low_id end
             where $1 in (low_id, high_id) order by name, account.id",
            account.0
        )
        .fetch_all(&self.pool)
        .await?;
        let link = |(id, name, email, reason, set_at)| Link { account: AccountId(id), name, email, reason, set_at };
        Ok(rows.into_iter().map(|row| link((row.id, row.name, row.email, row.reason, row.set_at))).collect())
    }
}

/// An amount, as the audit says it in no language in particular.
pub(crate) fn in_words(currency: Currency, amount: Option<Money>) -> String {
    let amount = amount.map_or_else(|| "–".to_owned(), |amount| currency.plain(amount));
    format!("{} {amount}", currency.code())
}
