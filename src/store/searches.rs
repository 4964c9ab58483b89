//! Searches that somebody keeps, and which new lots they have found. Never looks for a lot that was there before: that is what
//! [`find`](super::finding) is for.

use super::finding::Question;
use super::{Error, Store};
use crate::domain::{AccountId, AuctionId, Currency, Timestamp};
use uuid::Uuid;

/// The number of a kept search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SearchId(pub Uuid);

/// A search that somebody keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    pub id: SearchId,
    pub name: String,
    /// What stands after the question mark of its address.
    pub question: String,
    pub created_at: Timestamp,
    /// New lots it has found since its owner last looked.
    pub fresh: i64,
    /// The latest lots it has found, the newest first.
    pub hits: Vec<AuctionId>,
}

/// What became of a search that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    New(SearchId),
    /// The same was kept already.
    Already(SearchId),
    /// There are as many as one may keep.
    TooMany,
}

impl Store {
    /// Keeps a search of somebody who keeps fewer than `most`.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn keep_search(
        &self,
        account: AccountId,
        name: &str,
        question: &str,
        asked: &Question,
        most: i64,
    ) -> Result<Kept, Error> {
        let words = match &asked.words {
            Some(words) => Some(self.meaning(words).await?.0),
            None => None,
        };
        let categories = Some(asked.categories.as_slice()).filter(|categories| !categories.is_empty());
        let row = sqlx::query!(
            r#"with known as (select id from saved_search where account_id = $2 and question = $4), kept as (
                   insert into saved_search (id, account_id, name, question, words, categories, format, currency, price_from,
                                             price_to, country, no_reserve, buy_now)
                   select $1, $2, $3, $4, ($5::text)::tsquery, $6, $7, $8, $9, $10, $11, $12, $13
                   where (select count(*) from saved_search where account_id = $2) < $14
                   on conflict do nothing returning id
               )
               select (select id from known) as known, (select id from kept) as kept"#,
            Uuid::now_v7(),
            account.0,
            name,
            question,
            words,
            categories as Option<&[String]>,
            asked.format.as_deref(),
            asked.currency.as_ref().map(Currency::code),
            asked.price_from.map(|from| from.0),
            asked.price_to.map(|to| to.0),
            asked.country.as_deref(),
            asked.no_reserve,
            asked.buy_now,
            most
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(match (row.known, row.kept) {
            (Some(known), _) => Kept::Already(SearchId(known)),
            (None, Some(kept)) => Kept::New(SearchId(kept)),
            (None, None) => Kept::TooMany,
        })
    }

    /// The searches somebody keeps, the latest first, each with the last `hits` lots it has found that can still be bid on.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn searches_of(&self, account: AccountId, hits: i64) -> Result<Vec<SavedSearch>, Error> {
        let rows = sqlx::query!(
            r#"select id, name, question, created_at,
                      (select count(*) from search_hit where search_id = id and at > seen_at) as "fresh!",
                      array(select auction_id from search_hit join auction on auction.id = auction_id
                            where search_id = saved_search.id and status in ('scheduled', 'open', 'halted')
                            order by at desc, auction_id desc limit $2) as "hits!"
               from saved_search where account_id = $1 order by created_at desc, id"#,
            account.0,
            hits
        )
        .fetch_all(&self.pool)
        .await?;
        let search = rows.into_iter().map(|row| SavedSearch {
            id: SearchId(row.id),
            name: row.name,
            question: row.question,
            created_at: row.created_at,
            fresh: row.fresh,
            hits: row.hits.into_iter().map(AuctionId).collect(),
        });
        Ok(search.collect())
    }

    /// Notes that somebody has looked at what their searches found.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn searches_seen(&self, account: AccountId) -> Result<(), Error> {
        sqlx::query!("update saved_search set seen_at = now() where account_id = $1", account.0)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Forgets a search. `false` if this account keeps none of that number.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn drop_search(&self, account: AccountId, id: SearchId) -> Result<bool, Error> {
        let done = sqlx::query!("delete from saved_search where id = $2 and account_id = $1", account.0, id.0)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Holds up to `limit` lots that were published since the last time against every kept search, writes down what was found,
    /// and a notice of each lot for whoever waits for it. How many lots it was, where fewer than `limit` is all there are; and
    /// for whom there is something to read.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; they are then held against them the next time.
    pub async fn tell_searches(&self, now: Timestamp, limit: i64) -> Result<(i64, Vec<AccountId>), Error> {
        let row = sqlx::query!(
            r#"with fresh as (
                   select id, seller_id, published_at, category, format, currency, coalesce(price, minimum) as price, country,
                          reserve is null as no_reserve, buys_now, words
                   from auction join lot_words on auction_id = id
                   where status in ('scheduled', 'open', 'halted')
                     and published_at > (select at - interval '1 minute' from searches_told)
                     and not exists (select from lot_told where auction_id = id)
                   order by published_at limit $1
               ), told as (
                   insert into lot_told (auction_id, published_at) select id, published_at from fresh on conflict do nothing
               ), upto as (
                   update searches_told set at = newest
                   from (select max(published_at) as newest from fresh) latest where newest > at
               ), gone as (
                   delete from lot_told where published_at < (select at - interval '2 minutes' from searches_told)
               ), found as (
                   insert into search_hit (search_id, auction_id)
                   select saved_search.id, fresh.id
                   from saved_search join fresh on published_at >= created_at and seller_id <> account_id
                   where (saved_search.words is null or fresh.words @@ saved_search.words)
                     and (categories is null or category = any(categories))
                     and (saved_search.format is null or fresh.format = saved_search.format)
                     and (saved_search.currency is null or fresh.currency = saved_search.currency)
                     and (price_from is null or price >= price_from)
                     and (price_to is null or price <= price_to)
                     and (saved_search.country is null or fresh.country = saved_search.country)
                     and (fresh.no_reserve or not saved_search.no_reserve)
                     and (buys_now or not buy_now)
                   on conflict do nothing
                   returning search_id, auction_id
               ), noticed as (
                   -- of a lot that several of somebody's searches find they are told once.
                   insert into notice (id, account_id, kind, auction_id, facts, cause, at, next_try_at)
                   select gen_random_uuid(), account_id, 'found', auction_id, json_build_object('text', name)::text,
                          'found:' || auction_id, $2, $2
                   from found join saved_search on saved_search.id = search_id
                   on conflict do nothing
                   returning account_id
               )
               select count(*) as "told!", array(select distinct account_id from noticed) as "accounts!" from fresh"#,
            limit,
            now
        )
        .fetch_one(&self.pool)
        .await?;
        Ok((row.told, row.accounts.into_iter().map(AccountId).collect()))
    }
}
