//! The one statement that writes events: any number of appends to different auctions, each all or none.
//!
//! First the heads: an auction's row is updated only if its last event is the one the append follows. Then the events of
//! those appends whose head was updated, and what people are told of them. One statement is one transaction, with no `begin` that could be left open, and
//! running it twice does nothing the second time.

use super::Append;
use crate::domain::{Seq, Timestamp};
use sqlx::postgres::PgConnection;
use uuid::Uuid;

/// The statement's arguments, by column, as it takes them. Built once for a batch, so that every run is the same.
#[derive(Default)]
pub(super) struct Statement<'a> {
    heads: Heads<'a>,
    events: Events<'a>,
    notices: Notices,
}

/// One row for each append.
#[derive(Default)]
struct Heads<'a> {
    auction: Vec<Uuid>,
    expected: Vec<Seq>,
    seq: Vec<Seq>,
    hash: Vec<&'a [u8]>,
    status: Vec<&'static str>,
    price: Vec<Option<i64>>,
    leader: Vec<Option<Uuid>>,
    bids: Vec<i32>,
    minimum: Vec<i64>,
    ends_at: Vec<Timestamp>,
}

/// One row for each event of each append.
#[derive(Default)]
struct Events<'a> {
    /// Which append it belongs to, counted from one as `with ordinality` does.
    ordinal: Vec<i64>,
    auction: Vec<Uuid>,
    seq: Vec<Seq>,
    at: Vec<Timestamp>,
    kind: Vec<&'static str>,
    body: Vec<&'a str>,
    hash: Vec<&'a [u8]>,
    bidder: Vec<Option<Uuid>>,
    key: Vec<Option<Uuid>>,
    secret: Vec<Option<&'a str>>,
}

/// One row for each person who is told something by an append.
#[derive(Default)]
struct Notices {
    /// As of the events.
    ordinal: Vec<i64>,
    auction: Vec<Uuid>,
    account: Vec<Uuid>,
    kind: Vec<&'static str>,
    seq: Vec<Seq>,
    at: Vec<Timestamp>,
    mail_at: Vec<Timestamp>,
    facts: Vec<String>,
}

impl<'a> Statement<'a> {
    /// The statement that writes these appends. Each has at least one entry.
    pub(super) fn of(appends: &[&'a Append]) -> Statement<'a> {
        let mut statement = Statement::default();
        for (ordinal, append) in (1..).zip(appends) {
            statement.heads.push(append);
            statement.events.push(ordinal, append);
            statement.notices.push(ordinal, append);
        }
        statement
    }

    /// Runs it. Which appends landed, in their order: those are durable. An error can mean anything, even that all did.
    pub(super) async fn run(&self, connection: &mut PgConnection) -> Result<Vec<bool>, sqlx::Error> {
        let Statement { heads, events, notices } = self;
        // `is true` keeps the planner at one hash table of the ordinals instead of a join it would have to guess.
        let ordinals = sqlx::query_scalar!(
            r#"with landed as (
                   update auction
                   set status = head.status, price = head.price, leader_id = head.leader, bids = head.bids,
                       minimum = head.minimum, ends_at = head.ends_at, seq = head.seq, hash = head.hash
                   from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bytea[], $5::text[], $6::bigint[], $7::uuid[],
                               $8::integer[], $9::bigint[], $10::timestamptz[]) with ordinality
                        as head (auction, expected, seq, hash, status, price, leader, bids, minimum, ends_at, ordinal)
                   where auction.id = head.auction and auction.seq = head.expected and auction.status <> 'draft'
                   returning head.ordinal
               ), written as (
                   insert into event (auction_id, seq, at, kind, body, hash, bidder_id, key, secret)
                   select auction, seq, at, kind, body, hash, bidder, key, secret
                   from unnest($11::bigint[], $12::uuid[], $13::bigint[], $14::timestamptz[], $15::text[], $16::text[],
                               $17::bytea[], $18::uuid[], $19::uuid[], $20::text[])
                        as line (ordinal, auction, seq, at, kind, body, hash, bidder, key, secret)
                   where (ordinal in (select ordinal from landed)) is true
               ), told as (
                   insert into notice (id, account_id, kind, auction_id, seq, facts, cause, at, next_try_at)
                   select gen_random_uuid(), account, kind, auction, seq, facts, kind || ':' || auction || ':' || seq, at, mail_at
                   from unnest($21::bigint[], $22::uuid[], $23::uuid[], $24::text[], $25::bigint[], $26::timestamptz[],
                               $27::timestamptz[], $28::text[])
                        as notice (ordinal, auction, account, kind, seq, at, mail_at, facts)
                   where (ordinal in (select ordinal from landed)) is true
                   on conflict do nothing
               )
               select ordinal as "ordinal!" from landed"#,
            &heads.auction,
            &heads.expected,
            &heads.seq,
            &heads.hash as &[&[u8]],
            &heads.status as &[&str],
            &heads.price as &[Option<i64>],
            &heads.leader as &[Option<Uuid>],
            &heads.bids,
            &heads.minimum,
            &heads.ends_at,
            &events.ordinal,
            &events.auction,
            &events.seq,
            &events.at,
            &events.kind as &[&str],
            &events.body as &[&str],
            &events.hash as &[&[u8]],
            &events.bidder as &[Option<Uuid>],
            &events.key as &[Option<Uuid>],
            &events.secret as &[Option<&str>],
            &notices.ordinal,
            &notices.auction,
            &notices.account,
            &notices.kind as &[&str],
            &notices.seq,
            &notices.at,
            &notices.mail_at,
            &notices.facts,
        )
        // Reads to the end, which is past the commit.
        .fetch_all(connection)
        .await?;
        let mut landed = vec![false; heads.auction.len()];
        for ordinal in ordinals {
            if let Some(landed) = usize::try_from(ordinal - 1).ok().and_then(|index| landed.get_mut(index)) {
                *landed = true;
            }
        }
        Ok(landed)
    }

    /// Marks as landed what an earlier run has written: the ledger has our hash where the append ends, and the hash covers
    /// everything before it. A query of its own, for the statement cannot see what was committed while it waited.
    pub(super) async fn recognise(
        &self,
        connection: &mut PgConnection,
        landed: &mut [bool],
    ) -> Result<(), sqlx::Error> {
        if landed.iter().all(|landed| *landed) {
            return Ok(());
        }
        let stands = sqlx::query_scalar!(
            r#"select exists (select from event where auction_id = head.auction and seq = head.seq and hash = head.hash)
                      as "stands!"
               from unnest($1::uuid[], $2::bigint[], $3::bytea[]) with ordinality as head (auction, seq, hash, ordinal)
               order by ordinal"#,
            &self.heads.auction,
            &self.heads.seq,
            &self.heads.hash as &[&[u8]],
        )
        .fetch_all(connection)
        .await?;
        for (landed, stands) in landed.iter_mut().zip(stands) {
            *landed |= stands;
        }
        Ok(())
    }
}

impl<'a> Heads<'a> {
    fn push(&mut self, append: &'a Append) {
        let Some(last) = append.entries.last() else { return };
        let head = &append.head;
        self.auction.push(append.auction.0);
        self.expected.push(append.expected);
        self.seq.push(last.seq);
        self.hash.push(&last.hash.0);
        self.status.push(head.status.word());
        self.price.push(head.price.map(|price| price.0));
        self.leader.push(head.leader.map(|leader| leader.0));
        self.bids.push(i32::try_from(head.bids).unwrap_or(i32::MAX));
        self.minimum.push(head.minimum.0);
        self.ends_at.push(head.ends_at);
    }
}

impl<'a> Events<'a> {
    fn push(&mut self, ordinal: i64, append: &'a Append) {
        for entry in &append.entries {
            self.ordinal.push(ordinal);
            self.auction.push(append.auction.0);
            self.seq.push(entry.seq);
            self.at.push(entry.at);
            self.kind.push(entry.kind);
            self.body.push(&entry.body);
            self.hash.push(&entry.hash.0);
            self.bidder.push(entry.bidder.map(|bidder| bidder.0));
            self.key.push(entry.key.map(|key| key.0));
            self.secret.push(entry.secret.as_deref());
        }
    }
}

impl Notices {
    fn push(&mut self, ordinal: i64, append: &Append) {
        for told in &append.told {
            self.ordinal.push(ordinal);
            self.auction.push(append.auction.0);
            self.account.push(told.account.0);
            self.kind.push(told.kind.word());
            self.seq.push(told.seq);
            self.at.push(told.at);
            self.mail_at.push(told.mail_at);
            self.facts.push(told.facts.text());
        }
    }
}
