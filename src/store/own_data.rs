//! Everything in the books that is one person's: as a file for themselves, and erased when they leave. What others rely on
//! stays under a pseudonym. Whoever adds a table with something personal in it adds it here, in both places.

use super::accounts::SessionId;
use super::{Error, Store};
use crate::domain::{AccountId, Timestamp};

/// What has to be settled before somebody can leave, each counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Obstacles {
    /// Lots on which a bid of theirs stands.
    pub standing_bids: i64,
    /// Invoices they have not paid.
    pub unpaid: i64,
    /// Lots of theirs that are on sale.
    pub on_sale: i64,
    /// Lots they sold, and have not handed over or been paid for.
    pub unfinished_sales: i64,
}

impl Obstacles {
    /// Whether nothing is in the way.
    pub fn is_empty(&self) -> bool {
        *self == Obstacles::default()
    }
}

/// Somebody who is about to leave, as they were when they began to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaving {
    account: AccountId,
    /// The transaction that had last listed something of theirs.
    listed_in: i64,
}

impl Store {
    /// What is in the way of closing an account, but for bids: how those stand only their auctions know.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn closing_obstacles(&self, account: AccountId) -> Result<Obstacles, Error> {
        let row = sqlx::query!(
            r#"select (select count(*) from invoice where buyer_id = $1 and state = 'awaiting_payment') as "unpaid!",
                      (select count(*) from auction where seller_id = $1
                       and (status in ('scheduled', 'open', 'halted') or (status = 'closed' and settled_at is null))) as "on_sale!",
                      (select count(*) from invoice
                       where seller_id = $1 and state in ('awaiting_payment', 'paid')) as "unfinished!""#,
            account.0
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(Obstacles { standing_bids: 0, unpaid: row.unpaid, on_sale: row.on_sale, unfinished_sales: row.unfinished })
    }

    /// Says that somebody is about to leave: until [`Store::stay`], [`Store::close_account`] or `until` they bid nowhere, once
    /// whoever decides about bids has looked. `None` if there is no such account that is open.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn begin_leaving(&self, account: AccountId, until: Timestamp) -> Result<Option<Leaving>, Error> {
        let listed = sqlx::query_scalar!(
            "update account set leaving_until = $2 where id = $1 and closed_at is null returning listed_in",
            account.0,
            until
        );
        let listed = listed.fetch_optional(&self.pool).await?;
        Ok(listed.map(|listed_in| Leaving { account, listed_in }))
    }

    /// Says that somebody does not leave after all.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn stay(&self, account: AccountId) -> Result<(), Error> {
        sqlx::query!("update account set leaving_until = null where id = $1", account.0).execute(&self.pool).await?;
        Ok(())
    }

    /// Closes an account for good: what is personal is erased, what stands is somebody's who has gone, and nobody can sign
    /// in. Says which sessions ended; `None` if something of theirs was listed or published since they began to leave, or
    /// is in the moment. What they are still writing is taken before the account, in the order in which publishing takes it.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn close_account(&self, leaving: &Leaving) -> Result<Option<Vec<SessionId>>, Error> {
        let ids = sqlx::query_scalar!(
            r#"with written as (
                 select id from auction where seller_id = $1 and status = 'draft' and sale_id is null order by id for update
             ), planned as (
                 select id from sale where owner_id = $1 and state = 'draft' order by id for update
             ), closed as (
                 update account
                 set closed_at = now(), email = id || '@closed.invalid', name = 'Closed ' || right(id::text, 4),
                     password_hash = '', language = null, time_zone = null, email_confirmed_at = null, leaving_until = null
                 where (select count(*) from written) + (select count(*) from planned) >= 0
                   and id = $1 and closed_at is null and listed_in = $2 returning id
             ), codes as (
                 delete from recovery_code using closed where account_id = closed.id
             ), factor as (
                 delete from two_factor using closed where account_id = closed.id
             ), half as (
                 delete from half_sign_in using closed where account_id = closed.id
             ), templates as (
                 delete from form_template using closed where owner_id = closed.id
             ), notices as (
                 delete from notice using closed where account_id = closed.id
             ), wishes as (
                 delete from notice_wish using closed where account_id = closed.id
             ), stops as (
                 delete from mail_stop using closed where account_id = closed.id
             ), proofs as (
                 delete from proof using closed where account_id = closed.id
             ), watches as (
                 delete from watch using closed where account_id = closed.id
             ), searches as (
                 delete from saved_search using closed where account_id = closed.id
             ), files as (
                 delete from sale_file using closed, sale where sale.id = sale_id and owner_id = closed.id
             ), sales as (
                 delete from sale using closed where owner_id = closed.id and state = 'draft'
             ), forms as (
                 delete from sale_draft using closed, sale where sale.id = sale_id and owner_id = closed.id
             ), drafts as (
                 delete from auction using closed where seller_id = closed.id and status = 'draft'
             ), ended as (
                 delete from session using closed where account_id = closed.id returning session.id
             )
             select array(select id from ended) as "ended!" from closed"#,
            leaving.account.0,
            leaving.listed_in
        )
        .fetch_optional(&self.pool)
        .await?;
        self.and_late_sign_ins(leaving.account, None, ids).await
    }

    /// All that is theirs, as JSON text: also what nobody else sees, like the maxima of their bids.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn own_data(&self, account: AccountId) -> Result<String, Error> {
        let json = sqlx::query_scalar!(
            r#"select json_build_object(
                   'taken_at', now(),
                   'account', (select json_build_object('id', id, 'email', email, 'name', name, 'role', role,
                                   'created_at', created_at, 'language', language, 'time_zone', time_zone,
                                   'email_confirmed_at', email_confirmed_at)
                               from account where id = $1),
                   'two_factor', (select json_build_object('since', confirmed_at) from two_factor where account_id = $1),
                   'sessions', (select coalesce(json_agg(json_build_object('begun_at', created_at,
                                    'last_seen_at', last_seen_at, 'ends_at', expires_at, 'agent', agent, 'address', address)
                                    order by created_at), '[]') from session where account_id = $1),
                   'bids', (select coalesce(json_agg(json_build_object('auction', event.auction_id, 'title', auction.title,
                                'at', at, 'event', body::json, 'secret', secret::json) order by at), '[]')
                            from took_part join event on event.auction_id = took_part.auction_id and bidder_id = $1
                            join auction on auction.id = event.auction_id where took_part.account_id = $1),
                   'lots', (select coalesce(json_agg(json_build_object('id', id, 'title', title,
                                'description', description, 'category', category, 'status', status, 'terms', terms,
                                'reserve', reserve, 'created_at', created_at) order by created_at), '[]')
                            from auction where seller_id = $1),
                   'sales', (select coalesce(json_agg(to_jsonb(sale)), '[]') from sale where owner_id = $1),
                   'templates', (select coalesce(json_agg(json_build_object('name', name, 'form', form, 'saved_at', saved_at)),
                                     '[]') from form_template where owner_id = $1),
                   'invoices', (select coalesce(json_agg(to_jsonb(invoice) order by made_at), '[]')
                                from invoice where $1 in (buyer_id, seller_id)),
                   'offers', (select coalesce(json_agg(json_build_object('auction', auction_id, 'amount', amount,
                                  'state', state, 'made_at', made_at, 'expires_at', expires_at) order by made_at), '[]')
                              from resale where bidder_id = $1),
                   'strikes', (select coalesce(json_agg(to_jsonb(strike)), '[]') from strike where account_id = $1),
                   'ratings_received', (select coalesce(json_agg(json_build_object('stars', stars, 'words', words, 'at', at)),
                                            '[]') from rating where rated_id = $1),
                   'registrations', (select coalesce(json_agg(json_build_object('auction', auction_id, 'sale', sale_id,
                                         'state', state, 'asked_at', asked_at, 'decided_at', decided_at, 'reason', reason,
                                         'deposit', deposit, 'deposit_amount', deposit_amount)), '[]')
                                     from registration where account_id = $1),
                   'limits', (select coalesce(json_agg(json_build_object('currency', currency, 'amount', amount)), '[]')
                              from bidding_limit where account_id = $1),
                   'watching', (select coalesce(json_agg(json_build_object('auction', auction_id, 'since', at) order by at),
                                    '[]') from watch where account_id = $1),
                   'searches', (select coalesce(json_agg(json_build_object('name', name, 'question', question,
                                    'created_at', created_at) order by created_at), '[]')
                                from saved_search where account_id = $1),
                   'drafts', (select coalesce(json_agg(json_build_object('auction', auction_id, 'form', form,
                                  'saved_at', saved_at) order by saved_at), '[]')
                              from draft join auction on auction.id = auction_id where seller_id = $1),
                   'sale_drafts', (select coalesce(json_agg(json_build_object('sale', sale_id, 'form', form,
                                       'saved_at', saved_at) order by saved_at), '[]')
                                   from sale_draft join sale on sale.id = sale_id where owner_id = $1),
                   'reports', (select coalesce(json_agg(json_build_object('auction', auction_id, 'at', at, 'why', why,
                                   'state', state, 'decision', decision) order by at), '[]') from report where by_id = $1),
                   'signed_in_from', (select coalesce(json_agg(json_build_object('address', address, 'device', device,
                                          'first_at', first_at, 'last_at', last_at) order by first_at), '[]')
                                      from trace where account_id = $1),
                   'notices', (select coalesce(json_agg(json_build_object('kind', kind, 'auction', auction_id, 'at', at,
                                   'read_at', read_at, 'facts', facts::json) order by at), '[]')
                               from notice where account_id = $1),
                   'wishes', (select coalesce(json_agg(json_build_object('kind', kind, 'in_page', in_page,
                                  'by_mail', by_mail)), '[]') from notice_wish where account_id = $1),
                   'said', (select coalesce(json_agg(json_build_object('auction', auction_id, 'at', at, 'kind', kind,
                                'text', text) order by at), '[]') from room_line where author_id = $1)
               )::text as "json!""#,
            account.0
        );
        Ok(json.fetch_one(&self.pool).await?)
    }
}
