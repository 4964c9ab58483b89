//! Signals: what looks like one hand with two names, or like bids that are not meant. Reckoned when somebody asks, from
//! ledgers, invoices and traces; kept nowhere, and nothing follows from them by itself. No maximum is read (I10), and of a
//! reserve only whether bids ended just under it, on lots that are over.

use super::{Error, Store};
use crate::config::office as limits;
use crate::domain::{AccountId, Timestamp};

/// A seller and somebody who bids on their lots.
#[derive(Clone, Debug)]
pub struct Pair {
    pub seller: AccountId,
    pub seller_name: String,
    pub bidder: AccountId,
    pub bidder_name: String,
    /// Lots of this seller they bid on, and how often.
    pub lots: i64,
    pub bids: i64,
    /// Lots of anybody they bid on.
    pub lots_of_all: i64,
    /// Of this seller's: those that are closed, and those they won.
    pub closed: i64,
    pub won: i64,
    /// Closed lots of this seller with a reserve on which their best public bid ended just under it.
    pub under_reserve: i64,
    /// Bids they took back, on lots of anybody.
    pub retractions: i64,
    /// Addresses both were at, and how many accounts were at the least used of them.
    pub addresses: Vec<String>,
    pub accounts_there: i64,
    /// Whether both used what calls itself the same device at one of them.
    pub same_device: bool,
    /// Whether the house has linked them already.
    pub linked: bool,
}

/// What a pair shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    SameAddress,
    SameDevice,
    OneSeller,
    NeverWins,
    UnderReserve,
    TakesBack,
}

impl Pair {
    /// Whatever about them is worth a look; mostly nothing.
    pub fn evidence(&self) -> Vec<Evidence> {
        let together = !self.addresses.is_empty() && self.accounts_there <= limits::SIGNAL_CROWD;
        let mostly_here = self.lots * 100 >= self.lots_of_all * limits::SIGNAL_SHARE;
        [
            (Evidence::SameAddress, together),
            (Evidence::SameDevice, together && self.same_device),
            (Evidence::OneSeller, self.lots >= limits::SIGNAL_LOTS_OF_ONE && mostly_here),
            (Evidence::NeverWins, self.closed >= limits::SIGNAL_NEVER_WON && self.won == 0),
            (Evidence::UnderReserve, self.under_reserve >= limits::SIGNAL_UNDER_RESERVE),
            (Evidence::TakesBack, self.retractions >= limits::SIGNAL_RETRACTIONS),
        ]
        .into_iter()
        .filter_map(|(evidence, holds)| holds.then_some(evidence))
        .collect()
    }
}

impl Store {
    /// Everybody who bid on somebody's lots since `since`, with what stands beside it. All of it is reckoned anew.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn pairs(&self, since: Timestamp) -> Result<Vec<Pair>, Error> {
        let rows = sqlx::query!(
            r#"with lots as (
                   select id, seller_id, status, reserve from auction
                   where status in ('open', 'halted', 'closed') and bids > 0 and ends_at > $1
                   order by ends_at desc limit $2
               ), offers as (
                   select lots.seller_id, lots.id, lots.status, lots.reserve, event.bidder_id, count(*) as bids,
                          max(case when lots.reserve is not null and lots.status = 'closed'
                                   then (event.body::json #>> '{data,amount}')::bigint end) as best
                   from lots join event on event.auction_id = lots.id
                   where event.kind = 'bid' and event.bidder_id is not null
                   group by lots.seller_id, lots.id, lots.status, lots.reserve, event.bidder_id
               ), met as (
                   select seller_id, bidder_id, count(*) as lots, sum(bids)::bigint as bids,
                          count(*) filter (where status = 'closed') as closed,
                          count(*) filter (where best < reserve and best * 100 >= reserve * $3) as under_reserve,
                          count(*) filter (where exists (select from invoice
                                                         where auction_id = offers.id and buyer_id = bidder_id)) as won
                   from offers group by seller_id, bidder_id
               ), everywhere as (
                   select bidder_id, sum(lots)::bigint as lots from met group by bidder_id
               ), took_back as (
                   select (secret::json ->> 'by')::uuid as bidder_id, count(*) as times
                   from event join lots on lots.id = event.auction_id
                   where kind = 'voided' and body::json #>> '{data,by}' = 'bidder' group by 1
               ), together as (
                   select met.seller_id, met.bidder_id, array_agg(distinct theirs.address) as addresses,
                          bool_or(theirs.device = ours.device) as same_device,
                          min((select count(distinct account_id) from trace where address = theirs.address)) as crowd
                   from met
                   join trace theirs on theirs.account_id = met.seller_id
                   join trace ours on ours.account_id = met.bidder_id and ours.address = theirs.address
                   group by met.seller_id, met.bidder_id
               )
               select met.seller_id as "seller!", seller.name as seller_name, met.bidder_id as "bidder!",
                      bidder.name as bidder_name, met.lots as "lots!", met.bids as "bids!", met.closed as "closed!",
                      met.under_reserve as "under_reserve!", met.won as "won!", everywhere.lots as "lots_of_all!",
                      coalesce(took_back.times, 0) as "retractions!",
                      coalesce(together.addresses, '{}') as "addresses!", coalesce(crowd, 0) as "crowd!",
                      coalesce(same_device, false) as "same_device!",
                      exists (select from account_link
                              where low_id = least(met.seller_id, met.bidder_id)
                                and high_id = greatest(met.seller_id, met.bidder_id)) as "linked!"
               from met
               join everywhere on everywhere.bidder_id = met.bidder_id
               left join took_back on took_back.bidder_id = met.bidder_id
               left join together on together.seller_id = met.seller_id and together.bidder_id = met.bidder_id
               join account seller on seller.id = met.seller_id
               join account bidder on bidder.id = met.bidder_id"#,
            since,
            limits::SIGNAL_LOTS,
            limits::SIGNAL_NEAR_RESERVE,
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Pair {
                seller: AccountId(row.seller),
                seller_name: row.seller_name,
                bidder: AccountId(row.bidder),
                bidder_name: row.bidder_name,
                lots: row.lots,
                bids: row.bids,
                lots_of_all: row.lots_of_all,
                closed: row.closed,
                won: row.won,
                under_reserve: row.under_reserve,
                retractions: row.retractions,
                addresses: row.addresses,
                accounts_there: row.crowd,
                same_device: row.same_device,
                linked: row.linked,
            })
            .collect())
    }

    /// Forgets traces that are too old, and says how many.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn sweep_traces(&self, before: Timestamp) -> Result<u64, Error> {
        let done = sqlx::query!("delete from trace where last_at < $1", before).execute(&self.pool).await?;
        Ok(done.rows_affected())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// A collector who bids on what one seller has, among others, and wins some.
    fn honest() -> Pair {
        Pair {
            seller: AccountId(Uuid::from_u128(1)),
            seller_name: "Sal".into(),
            bidder: AccountId(Uuid::from_u128(2)),
            bidder_name: "Ann".into(),
            lots: 6,
            bids: 9,
            lots_of_all: 20,
            closed: 6,
            won: 1,
            under_reserve: 1,
            retractions: 1,
            addresses: Vec::new(),
            accounts_there: 0,
            same_device: false,
            linked: false,
        }
    }

    #[test]
    fn a_collector_shows_nothing() {
        assert_eq!(honest().evidence(), []);
    }

    #[test]
    fn whoever_raises_one_sellers_lots_only_and_never_wins_shows_both() {
        let pair = Pair { lots: 8, lots_of_all: 10, closed: 5, won: 0, ..honest() };
        assert_eq!(pair.evidence(), [Evidence::OneSeller, Evidence::NeverWins]);
        assert_eq!(Pair { lots_of_all: 11, won: 1, ..pair }.evidence(), []);
    }

    #[test]
    fn an_address_that_everybody_shares_says_nothing_and_neither_does_the_device_there() {
        let home = Pair { addresses: vec!["192.0.2.1".into()], accounts_there: 2, same_device: true, ..honest() };
        assert_eq!(home.evidence(), [Evidence::SameAddress, Evidence::SameDevice]);
        assert_eq!(Pair { accounts_there: limits::SIGNAL_CROWD + 1, ..home }.evidence(), []);
    }

    #[test]
    fn ending_just_under_reserves_and_taking_back_show_once_they_are_a_habit() {
        let pair = Pair { under_reserve: 2, retractions: 3, ..honest() };
        assert_eq!(pair.evidence(), [Evidence::UnderReserve, Evidence::TakesBack]);
    }
}
