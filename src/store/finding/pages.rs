//! The statements that look for lots: which, in which order, from where on, and how many. They find lots by number; the
//! rows themselves are read by those.

use super::super::{Error, Store};
use super::{Found, Meaning, Order, Place, Question, Total};
use crate::config::finding::{COUNTED, NEAREST, RANKED};
use crate::domain::{AuctionId, Currency, Timestamp};
use uuid::Uuid;

/// A lot that was found, with everything that any order goes by.
struct Key {
    id: Uuid,
    ends_at: Timestamp,
    published_at: Timestamp,
    currency: String,
    price: i64,
    bids: i32,
    rank: f32,
    /// How many were found in all, where that was counted on the way.
    total: Option<i64>,
}

impl Key {
    fn place(&self, order: Order) -> Place {
        let id = AuctionId(self.id);
        match order {
            Order::Soonest | Order::Latest => Place::End(self.ends_at, id),
            Order::Newest => Place::Published(self.published_at, id),
            Order::Cheapest | Order::Dearest => Place::Price(self.currency.clone(), self.price, id),
            Order::Liveliest => Place::Bids(self.bids, id),
            Order::Best => Place::Rank(self.rank, self.ends_at, id),
        }
    }
}

/// Where the page before ended, taken apart for the statements.
#[derive(Default)]
struct Beyond {
    at: Option<Timestamp>,
    currency: Option<String>,
    number: Option<i64>,
    rank: Option<f32>,
    id: Option<Uuid>,
}

impl Beyond {
    fn of(place: Option<&Place>) -> Beyond {
        let (at, currency, number, rank, id) = match place.cloned() {
            None => return Beyond::default(),
            Some(Place::End(at, id) | Place::Published(at, id)) => (Some(at), None, None, None, id),
            Some(Place::Price(currency, price, id)) => (None, Some(currency), Some(price), None, id),
            Some(Place::Bids(bids, id)) => (None, None, Some(bids.into()), None, id),
            Some(Place::Rank(rank, at, id)) => (Some(at), None, None, Some(rank), id),
        };
        Beyond { at, currency, number, rank, id: Some(id.0) }
    }
}

/// A statement over the lots that a question asks for: what stands before their conditions, what stands after, and its
/// arguments from `$12` on; `$1` is what the words mean. Each is planned knowing its arguments, so what is not asked costs
/// nothing.
macro_rules! looking {
    ($row:ty, [$($before:literal),*; $from:literal], [$($after:literal),*], $pool:expr, $asked:ident, $meaning:ident, $($more:expr),*) => {
        sqlx::query_as!(
            $row,
            "" $(+ $before)*
                + $from
                + r#" and status = any($2)
                      and (cardinality($3::text[]) = 0 or category = any($3))
                      and ($4::text is null or format = $4)
                      and ($5::text is null or currency = $5)
                      and ($6::bigint is null or price_class >= price_class($5, $6) and coalesce(price, minimum) >= $6)
                      and ($7::bigint is null or price_class <= price_class($5, $7) and coalesce(price, minimum) <= $7)
                      and ($8::timestamptz is null or a.ends_at <= $8)
                      and (not $9::boolean or reserve is null)
                      and (not $10::boolean or buys_now)
                      and ($11::text is null or country = $11)"#
                $(+ $after)*,
            $meaning.map(|Meaning(words)| words.as_str()),
            &$asked.statuses,
            &$asked.categories,
            $asked.format.as_deref(),
            $asked.currency.as_ref().map(Currency::code),
            $asked.price_from.map(|from| from.0),
            $asked.price_to.map(|to| to.0),
            $asked.ends_by,
            $asked.no_reserve,
            $asked.buy_now,
            $asked.country.as_deref(),
            $($more),*
        )
        .fetch_all($pool)
    };
}

/// The same over lots that have certain words, or over all.
macro_rules! looking_anywhere {
    ($row:ty, $before:literal, [$($after:literal),*], $pool:expr, $asked:ident, $meaning:ident, $($more:expr),*) => {
        if $meaning.is_some() {
            looking!(
                $row,
                [$before; " from auction a join lot_words w on w.auction_id = a.id where w.words @@ ($1::text)::tsquery"],
                [$($after),*], $pool, $asked, $meaning, $($more),*
            )
            .await?
        } else {
            looking!(
                $row,
                [$before; " from auction a where $1::text is null"],
                [$($after),*], $pool, $asked, $meaning, $($more),*
            )
            .await?
        }
    };
}

impl Store {
    /// A page of the lots that a question asks for. Where its words are in no lot at all, other words are tried for those
    /// that nobody wrote.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn find(
        &self,
        asked: &Question,
        order: Order,
        after: Option<&Place>,
        limit: i64,
    ) -> Result<Found, Error> {
        let found = self.find_exactly(asked, order, after, limit).await?;
        let Some(words) = asked.words.as_deref().filter(|_| found.lots.is_empty() && after.is_none()) else {
            return Ok(found);
        };
        let Some(instead) = self.mended(words).await? else { return Ok(found) };
        let mended = Question { words: Some(instead.clone()), ..asked.clone() };
        let second = self.find_exactly(&mended, order, None, limit).await?;
        if second.lots.is_empty() { Ok(found) } else { Ok(Found { instead: Some(instead), ..second }) }
    }

    async fn find_exactly(
        &self,
        asked: &Question,
        order: Order,
        after: Option<&Place>,
        limit: i64,
    ) -> Result<Found, Error> {
        let meaning = match &asked.words {
            Some(words) => Some(self.meaning(words).await?),
            None => None,
        };
        let meaning = meaning.as_ref();
        let beyond = Beyond::of(after.filter(|place| place.is_in(order)));
        let (mut keys, total) = if let (Order::Best, Some(_)) = (order, meaning) {
            let keys = self.best(asked, meaning, beyond, limit + 1).await?;
            let counted = keys.first().and_then(|key| key.total).unwrap_or_default();
            (keys, Total::of(counted, RANKED))
        } else {
            let (keys, counted) =
                tokio::try_join!(self.walk(asked, meaning, order, beyond, limit + 1), self.count(asked, meaning))?;
            (keys, counted)
        };
        let more = usize::try_from(limit).is_ok_and(|limit| keys.len() > limit);
        if more {
            keys.pop();
        }
        let order = if meaning.is_none() && order == Order::Best { Order::Soonest } else { order };
        let next = keys.last().filter(|_| more).map(|last| last.place(order));
        let lots = self.lots(&keys.iter().map(|key| AuctionId(key.id)).collect::<Vec<_>>()).await?;
        Ok(Found { lots, next, total, instead: None })
    }

    /// Lots in an order that an index knows.
    async fn walk(
        &self,
        asked: &Question,
        meaning: Option<&Meaning>,
        order: Order,
        Beyond { at, currency, number, id, .. }: Beyond,
        limit: i64,
    ) -> Result<Vec<Key>, Error> {
        macro_rules! walk {
            ([$($beyond_and_order:literal),*], $($place:expr),*) => {
                looking_anywhere!(
                    Key,
                    r#"select a.id, a.ends_at, published_at as "published_at!", currency, coalesce(price, minimum) as "price!",
                              bids, 0::real as "rank!", null::bigint as total"#,
                    [$($beyond_and_order,)* " limit $12"],
                    &self.seekers, asked, meaning, limit, id, $($place),*
                )
            };
        }
        Ok(match order {
            Order::Soonest | Order::Best => walk!(
                [" and ($13::uuid is null or (a.ends_at, a.id) > ($14::timestamptz, $13)) order by a.ends_at, a.id"],
                at
            ),
            Order::Latest => walk!(
                [
                    " and ($13::uuid is null or (a.ends_at, a.id) < ($14::timestamptz, $13)) order by a.ends_at desc, a.id desc"
                ],
                at
            ),
            Order::Newest => walk!(
                [
                    " and ($13::uuid is null or (published_at, a.id) < ($14::timestamptz, $13))",
                    " order by published_at desc, a.id desc"
                ],
                at
            ),
            Order::Cheapest => walk!(
                [
                    " and ($13::uuid is null or (price_class, coalesce(price, minimum), a.id)",
                    " > (price_class($14::text, $15::bigint), $15, $13))",
                    " order by price_class, coalesce(price, minimum), a.id"
                ],
                currency.as_deref(),
                number
            ),
            Order::Dearest => walk!(
                [
                    " and ($13::uuid is null or (price_class, coalesce(price, minimum), a.id)",
                    " < (price_class($14::text, $15::bigint), $15, $13))",
                    " order by price_class desc, coalesce(price, minimum) desc, a.id desc"
                ],
                currency.as_deref(),
                number
            ),
            Order::Liveliest => walk!(
                [
                    " and ($13::uuid is null or (bids_class, bids, a.id) < (size_class($14::bigint), $14, $13))",
                    " order by bids_class desc, bids desc, a.id desc"
                ],
                number
            ),
        })
    }

    /// The lots that answer the words best, of so many that end soonest. Of what is over, of those that ended last.
    async fn best(
        &self,
        asked: &Question,
        meaning: Option<&Meaning>,
        Beyond { at, rank, id, .. }: Beyond,
        limit: i64,
    ) -> Result<Vec<Key>, Error> {
        macro_rules! best {
            ([$found:literal, $from:literal], $ends:literal $(, $nearest:expr)?) => {
                looking!(
                    Key,
                    ["with ", $found, "candidates as materialized (
                           select a.id, a.ends_at, published_at, currency, coalesce(price, minimum) as price, bids"; $from],
                    [$ends, r#" limit $12::bigint + 1)
                       select id as "id!", ends_at as "ends_at!", published_at as "published_at!", currency as "currency!",
                              price as "price!", bids as "bids!", rank as "rank!", (select count(*) from candidates) as total
                       from (select candidates.*, -ts_rank(words, ($1::text)::tsquery) as rank
                             from candidates join lot_words on auction_id = id) ranked
                       where $13::uuid is null or (rank, ends_at, id) > ($14::real, $15::timestamptz, $13)
                       order by rank, ends_at, id limit $16"#],
                    &self.seekers,
                    asked,
                    meaning,
                    RANKED,
                    id,
                    rank,
                    at,
                    limit
                    $(, $nearest)?
                )
                .await?
            };
        }
        let are_all = |words: &[&str]| asked.statuses.iter().all(|status| words.contains(&status.as_str()));
        if are_all(&["closed", "cancelled"]) {
            return Ok(best!(
                [
                    "",
                    " from auction a join lot_words w on w.auction_id = a.id where w.words @@ ($1::text)::tsquery and over"
                ],
                " order by a.ends_at desc, a.id desc"
            ));
        }
        if !are_all(&["scheduled", "open", "halted"]) {
            return Ok(best!(
                ["", " from auction a join lot_words w on w.auction_id = a.id where w.words @@ ($1::text)::tsquery"],
                " order by a.ends_at, a.id"
            ));
        }
        // Common words are in many of the lots that end next; a look at those is enough.
        let near = best!(
            [
                "",
                " from (select auction_id, words, ends_at as ends from lot_words where not over
                         order by ends_at, auction_id limit $17) w
                   join auction a on a.id = w.auction_id where w.words @@ ($1::text)::tsquery"
            ],
            " order by ends, auction_id",
            NEAREST
        );
        if near.first().and_then(|key| key.total).is_some_and(|total| total > RANKED) {
            return Ok(near);
        }
        // Of rare words the index of words names every lot. PostgreSQL takes them for more common than they are, as every word is
        // asked for in three ways, and would look at one lot after the other: hence found first, and put in order then.
        Ok(best!(
            [
                "found as materialized (select auction_id, ends_at as ends from lot_words
                                     where words @@ ($1::text)::tsquery and not over), ",
                " from (select * from found order by ends, auction_id) w join auction a on a.id = w.auction_id where true"
            ],
            " order by ends, auction_id"
        ))
    }

    async fn count(&self, asked: &Question, meaning: Option<&Meaning>) -> Result<Total, Error> {
        struct Counted {
            lots: i64,
        }
        let bound = if meaning.is_some() { RANKED } else { COUNTED };
        let counted = looking_anywhere!(
            Counted,
            r#"select count(*) as "lots!" from (select 1 as one"#,
            [" limit $12::bigint + 1) counted"],
            &self.seekers,
            asked,
            meaning,
            bound
        );
        Ok(Total::of(counted.first().map_or(0, |row| row.lots), bound))
    }

    /// The countries that something on offer is in. Steps from one to the next along an index.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn countries(&self) -> Result<Vec<String>, Error> {
        let codes = sqlx::query_scalar!(
            r#"with recursive step as (
                   (select country from auction
                    where country is not null and status in ('scheduled', 'open', 'halted') order by country limit 1)
                   union all
                   select (select auction.country from auction
                           where auction.country > step.country and status in ('scheduled', 'open', 'halted')
                           order by auction.country limit 1)
                   from step where step.country is not null
               )
               select country as "country!" from step where country is not null"#
        )
        .fetch_all(&self.seekers)
        .await?;
        Ok(codes)
    }

    /// The first lot of every `size` that were published, by their numbers.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn sitemap_parts(&self, size: i64) -> Result<Vec<AuctionId>, Error> {
        let first = sqlx::query_scalar!(
            "select id from (select id, row_number() over (order by id) as place from auction where status <> 'draft') numbered
             where (place - 1) % $1 = 0 order by id",
            size
        )
        .fetch_all(&self.seekers)
        .await?;
        Ok(first.into_iter().map(AuctionId).collect())
    }

    /// Published lots with their titles by number, from this one on or after it.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn titles(&self, from: AuctionId, after: bool, limit: i64) -> Result<Vec<(AuctionId, String)>, Error> {
        let rows = sqlx::query!(
            "select id, title from auction where id >= $1 and (id <> $1 or not $2) and status <> 'draft' order by id limit $3",
            from.0,
            after,
            limit
        )
        .fetch_all(&self.seekers)
        .await?;
        Ok(rows.into_iter().map(|row| (AuctionId(row.id), row.title)).collect())
    }
}
