//! A line of a ledger: on its way into the database, out of it, and to those who read along.

use super::decode::decode;
use crate::domain::{AccountId, Auction, BidKey, Event, Hash, Seq, Timestamp};
use bytestring::ByteString;
use chrono::SecondsFormat;
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

/// A line as it is stored, with what is not public. No `Debug`: it holds secrets.
pub struct Row {
    pub seq: Seq,
    pub at: Timestamp,
    pub kind: String,
    pub body: String,
    pub hash: Vec<u8>,
    pub bidder_id: Option<Uuid>,
    pub key: Option<Uuid>,
    pub secret: Option<String>,
}

impl Entry {
    /// Reads the event back, as it will be read from the database, given the state right before it.
    ///
    /// # Errors
    /// What in the line makes no sense.
    pub fn read_back(&self, before: &Auction) -> Result<Event, String> {
        let row = Row {
            seq: self.seq,
            at: self.at,
            kind: self.kind.into(),
            body: self.body.to_string(),
            hash: self.hash.0.into(),
            bidder_id: self.bidder.map(|bidder| bidder.0),
            key: self.key.map(|key| key.0),
            secret: self.secret.clone(),
        };
        decode(before, &row)
    }
}

/// An instant as the wire and the ledger write it: RFC 3339, UTC, milliseconds.
pub fn instant(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A bidder as everybody sees them; number 0 is the floor of a live sale.
pub fn pseudonym(number: u32) -> String {
    if number == 0 { "floor".into() } else { format!("b{number}") }
}
