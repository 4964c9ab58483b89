//! Events as the text that viewers see and the chain of hashes covers, and back into events; reading the ledger.
//!
//! A body is encoded once, from the event and the state right after it, and is from then on only ever copied. Decoding
//! takes the state right before it, since a body speaks of bidders by their numbers.

use super::{Error, Store};
use crate::domain::ledger::Nonce;
use crate::domain::{AccountId, Auction, AuctionId, BidKey, BidPlaced, By, Event, Hash, Money, Seq, Timestamp};
use bytestring::ByteString;
use chrono::SecondsFormat;
use futures_util::{Stream, TryStreamExt};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// One line of a ledger, ready to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    pub seq: Seq,
    pub at: Timestamp,
    pub kind: &'static str,
    /// Public.
    pub body: ByteString,
    pub hash: Hash,
    pub bidder: Option<AccountId>,
    pub key: Option<BidKey>,
    /// Never leaves the house, but to its owner.
    pub secret: Option<String>,
}

/// The public part of a line: what a viewer may see.
#[derive(Clone, Debug)]
pub struct Line {
    pub seq: Seq,
    pub hash: Hash,
    pub body: ByteString,
}

/// An instant as the wire and the ledger write it: RFC 3339, UTC, milliseconds.
pub fn instant(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A bidder as everybody sees them.
pub fn pseudonym(number: u32) -> String {
    format!("b{number}")
}

#[derive(Serialize)]
struct Body<'a> {
    auction: Uuid,
    seq: Seq,
    at: String,
    kind: &'a str,
    data: Data<'a>,
}

/// What a body says, by kind. Read back by the same names; absent fields belong to other kinds.
#[derive(Serialize, Deserialize, Default)]
struct Data<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    reason: Option<std::borrow::Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sold: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    winner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bidder: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leader: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bids: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reserve_met: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed: Option<String>,
    /// In a ledger's first event: the hash that its chain begins with.
    #[serde(skip_serializing_if = "Option::is_none")]
    terms: Option<String>,
}

#[derive(Serialize, Deserialize, Default)]
struct Secret {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    maximum: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    exact: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Uuid>,
}

/// Writes down `event`, which happened at `at` and led to the state `after`, following the line with hash `previous`.
pub fn encode(after: &Auction, at: Timestamp, event: &Event, previous: Hash) -> Entry {
    let (bidder, key) = match event {
        Event::Bid(placed) => (Some(placed.bidder), Some(placed.key)),
        _ => (None, None),
    };
    let mut data = data(after, event);
    data.terms = (after.seq == 1).then(|| previous.to_string());
    let kind = kind(event);
    let body = Body { auction: after.terms.auction.0, seq: after.seq, at: instant(at), kind, data };
    let body = ByteString::from(json(&body));
    let secret = secret(event).map(|secret| json(&secret));
    Entry { seq: after.seq, at, kind, hash: previous.then(&body), body, bidder, key, secret }
}

/// Plain structs of strings and numbers cannot fail to serialise.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The word for an event on the wire and in the ledger.
pub fn kind(event: &Event) -> &'static str {
    match event {
        Event::Opened => "opened",
        Event::Bid(_) => "bid",
        Event::ReserveMet => "reserve_met",
        Event::Extended { .. } => "extended",
        Event::Halted { .. } => "halted",
        Event::Resumed { .. } => "resumed",
        Event::Cancelled { .. } => "cancelled",
        Event::Closed { .. } => "closed",
    }
}

fn data<'a>(after: &Auction, event: &'a Event) -> Data<'a> {
    let shown = |account: AccountId| after.number(account).map(pseudonym);
    let price = after.price.map(|price| price.0);
    let ends_at = Some(instant(after.ends_at));
    let act = |by: &By, reason: &'a str| Data { by: Some(office(*by)), reason: Some(reason.into()), ..Data::default() };
    match event {
        Event::Opened => Data { minimum: Some(after.minimum().0), ends_at, ..Data::default() },
        Event::Bid(placed) => Data {
            bidder: Some(pseudonym(placed.number)),
            amount: Some(placed.amount.0),
            price,
            leader: shown(placed.leader),
            minimum: Some(after.minimum().0),
            bids: Some(after.bids),
            ends_at,
            reserve_met: Some(after.reserve_met()),
            sealed: Some(Hash::seal(placed.maximum, &placed.nonce).to_string()),
            ..Data::default()
        },
        Event::ReserveMet => Data { price, reserve_met: Some(true), ..Data::default() },
        Event::Extended { from, to } => Data {
            from: Some(instant(*from)),
            to: Some(instant(*to)),
            ends_at,
            reason: Some("late_bid".into()),
            ..Data::default()
        },
        Event::Halted { by, reason } | Event::Cancelled { by, reason } => act(by, reason),
        Event::Resumed { by, reason, .. } => Data { ends_at, ..act(by, reason) },
        Event::Closed { by, reason, winner, price } => Data {
            by: Some(by.map_or("time", office)),
            reason: reason.as_deref().map(Into::into),
            sold: Some(winner.is_some()),
            winner: winner.and_then(shown),
            price: price.map(|price| price.0),
            bids: Some(after.bids),
            reserve_met: Some(after.reserve_met()),
            ..Data::default()
        },
    }
}

/// In what office somebody acted; who it was is in the secret part.
fn office(by: By) -> &'static str {
    match by {
        By::Seller(_) => "seller",
        By::Admin(_) => "admin",
    }
}

fn secret(event: &Event) -> Option<Secret> {
    match event {
        Event::Bid(placed) => Some(Secret {
            maximum: Some(placed.maximum.0),
            nonce: Some(placed.nonce.to_string()),
            exact: placed.exact,
            by: None,
        }),
        Event::Halted { by, .. } | Event::Resumed { by, .. } | Event::Cancelled { by, .. } => Some(acted(*by)),
        Event::Closed { by, .. } => by.map(acted),
        Event::Opened | Event::ReserveMet | Event::Extended { .. } => None,
    }
}

fn acted(by: By) -> Secret {
    Secret { by: Some(by.account().0), ..Secret::default() }
}

/// A stored line as the database hands it over.
pub(super) struct Row {
    pub seq: Seq,
    pub at: Timestamp,
    pub kind: String,
    pub body: String,
    pub hash: Vec<u8>,
    pub bidder_id: Option<Uuid>,
    pub key: Option<Uuid>,
    pub secret: Option<String>,
}

/// Reads an event back, given the state right before it.
///
/// # Errors
/// What in the row makes no sense.
fn decode(before: &Auction, row: &Row) -> Result<Event, String> {
    #[derive(Deserialize)]
    struct Stored<'a> {
        #[serde(borrow)]
        data: Data<'a>,
    }
    let Stored { data } =
        serde_json::from_str(&row.body).map_err(|error| format!("its body is not readable: {error}"))?;
    let secret: Secret = match &row.secret {
        Some(text) => {
            serde_json::from_str(text).map_err(|error| format!("its secret part is not readable: {error}"))?
        }
        None => Secret::default(),
    };
    let reason = || data.reason.as_deref().unwrap_or_default().to_owned();
    let by = || acted_by(data.by, secret.by);
    Ok(match row.kind.as_str() {
        "opened" => Event::Opened,
        "bid" => Event::Bid(decode_bid(before, row, &data, &secret)?),
        "reserve_met" => Event::ReserveMet,
        "extended" => Event::Extended { from: read_instant(&data.from)?, to: read_instant(&data.to)? },
        "halted" => Event::Halted { by: by().ok_or("nobody did it")?, reason: reason() },
        "resumed" => {
            Event::Resumed { by: by().ok_or("nobody did it")?, reason: reason(), ends_at: read_instant(&data.ends_at)? }
        }
        "cancelled" => Event::Cancelled { by: by().ok_or("nobody did it")?, reason: reason() },
        "closed" => Event::Closed {
            by: by(),
            reason: data.reason.as_deref().map(str::to_owned),
            winner: data.winner.as_deref().map(|shown| account(before, shown)).transpose()?,
            price: data.price.map(Money),
        },
        other => return Err(format!("“{other}” is no kind of event")),
    })
}

fn decode_bid(before: &Auction, row: &Row, data: &Data, secret: &Secret) -> Result<BidPlaced, String> {
    let bidder = AccountId(row.bidder_id.ok_or("it names no bidder")?);
    let number = number(data.bidder.as_deref().ok_or("it shows no bidder")?)?;
    let leader = data.leader.as_deref().ok_or("it names no leader")?;
    let leader = if leader == pseudonym(number) { bidder } else { account(before, leader)? };
    Ok(BidPlaced {
        bidder,
        number,
        maximum: Money(secret.maximum.ok_or("it has no maximum")?),
        exact: secret.exact,
        key: BidKey(row.key.ok_or("it has no key")?),
        nonce: secret.nonce.as_deref().and_then(Nonce::parse).ok_or("it has no nonce")?,
        amount: Money(data.amount.ok_or("it has no amount")?),
        price: Money(data.price.ok_or("it has no price")?),
        leader,
        raise: before.lead.is_some_and(|lead| lead.bidder == bidder),
    })
}

fn acted_by(office: Option<&str>, account: Option<Uuid>) -> Option<By> {
    let account = AccountId(account?);
    match office {
        Some("seller") => Some(By::Seller(account)),
        Some("admin") => Some(By::Admin(account)),
        _ => None,
    }
}

fn number(shown: &str) -> Result<u32, String> {
    shown.strip_prefix('b').and_then(|digits| digits.parse().ok()).ok_or_else(|| format!("“{shown}” is no bidder"))
}

fn account(auction: &Auction, shown: &str) -> Result<AccountId, String> {
    auction.account(number(shown)?).ok_or_else(|| format!("{shown} has not bid here"))
}

fn read_instant(text: &Option<String>) -> Result<Timestamp, String> {
    let text = text.as_deref().ok_or("it lacks an instant")?;
    text.parse().map_err(|_| format!("“{text}” is no instant"))
}

/// An auction folded from its ledger, and what its actor goes on with.
pub struct Loaded {
    pub auction: Auction,
    /// The hash of the last event, or of the terms if there is none yet.
    pub head: Hash,
    pub epoch: String,
    pub title: Arc<str>,
    /// The last events, at most as many as were asked for.
    pub recent: Vec<Line>,
}

impl Store {
    /// Folds a published auction from its ledger, checking the chain on the way. `None` if there is no such auction,
    /// or only a draft.
    ///
    /// # Errors
    /// [`Error::Damaged`] if the chain does not hold or the projection row disagrees with it; [`Error::Unavailable`].
    pub async fn load(&self, id: AuctionId, keep: usize) -> Result<Option<Loaded>, Error> {
        let Some(listing) = self.listing(id).await? else { return Ok(None) };
        let Some(status) = listing.status() else { return Ok(None) };
        let damaged = |seq, what: String| Error::Damaged { auction: id, seq, what };
        let terms = listing.terms().map_err(|what| damaged(0, what))?;
        let mut auction = Auction::published(Arc::new(terms), listing.seller, listing.reserve);
        let mut head = Hash::genesis(id, &listing.terms_text);
        let mut recent = std::collections::VecDeque::with_capacity(keep.min(64));
        let mut rows = sqlx::query_as!(
            Row,
            "select seq, at, kind, body, hash, bidder_id, key, secret from event
             where auction_id = $1 and seq <= $2 order by seq",
            id.0,
            listing.seq
        )
        .fetch(&self.pool);
        while let Some(row) = rows.try_next().await? {
            if row.seq != auction.seq + 1 {
                return Err(damaged(auction.seq + 1, "it is missing".into()));
            }
            head = head.then(&row.body);
            if head.0[..] != row.hash[..] {
                return Err(damaged(row.seq, "its hash does not follow from its body and the hash before".into()));
            }
            let event = decode(&auction, &row).map_err(|what| damaged(row.seq, what))?;
            auction.apply(row.at, &event);
            if recent.len() == keep {
                recent.pop_front();
            }
            recent.push_back(Line { seq: row.seq, hash: head, body: row.body.into() });
        }
        let agrees = (auction.seq, auction.status, auction.price, auction.bids, auction.ends_at)
            == (listing.seq, status, listing.price, listing.bids, listing.ends_at);
        if !agrees {
            return Err(damaged(auction.seq, "the auction's row says something else than its ledger".into()));
        }
        Ok(Some(Loaded { auction, head, epoch: listing.epoch, title: listing.title.into(), recent: recent.into() }))
    }

    /// The public lines after `after`, in order, as a stream that holds one connection until it is read or dropped.
    pub fn lines(&self, id: AuctionId, after: Seq) -> impl Stream<Item = Result<Line, Error>> + Send + 'static {
        struct Public {
            seq: Seq,
            body: String,
            hash: Vec<u8>,
        }
        let pool = self.pool.clone();
        let (sender, receiver) = tokio::sync::mpsc::channel(64);
        tokio::spawn(async move {
            let mut rows = sqlx::query_as!(
                Public,
                "select seq, body, hash from event where auction_id = $1 and seq > $2 order by seq",
                id.0,
                after
            )
            .fetch(&pool);
            while let Some(row) = rows.try_next().await.transpose() {
                let line = row.map_err(Error::from).and_then(|row| {
                    let hash = row.hash.try_into().map(Hash).map_err(|_| Error::Damaged {
                        auction: id,
                        seq: row.seq,
                        what: "its hash is not 32 bytes".into(),
                    })?;
                    Ok(Line { seq: row.seq, hash, body: row.body.into() })
                });
                if sender.send(line).await.is_err() {
                    return;
                }
            }
        });
        futures_util::stream::unfold(receiver, |mut receiver| async move { Some((receiver.recv().await?, receiver)) })
    }
}
