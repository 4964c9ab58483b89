//! A ledger with its secrets, as a file: what the house's own database has of an auction. Whoever reads one can decide
//! everything again, so it is for the house's eyes; a recorded sale of made-up people is a test for ever.

use crate::domain::{AccountId, Auction, Hash, Money, Seed, Terms};
use crate::store::auctions::Listing;
use crate::store::ledger::{Entry, Row, instant};
use crate::store::terms;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// A recorded ledger. No `Debug`: it holds secrets.
#[derive(Serialize, Deserialize)]
pub struct Recording {
    /// What it shows, for whoever looks through the folder.
    #[serde(default)]
    pub about: String,
    /// The exact text that the chain begins with.
    pub terms: String,
    pub seller: Uuid,
    /// The hidden reserve, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve: Option<i64>,
    /// What a candle's length is drawn from, in hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<String>,
    pub events: Vec<Recorded>,
}

/// A line of the ledger as it is stored.
#[derive(Serialize, Deserialize)]
pub struct Recorded {
    pub seq: i64,
    pub at: String,
    pub kind: String,
    pub body: String,
    pub hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bidder: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// An auction before anything happened to it, where its chain begins, and everything that is stored of what happened.
pub struct History {
    pub published: Auction,
    pub genesis: Hash,
    pub rows: Vec<Row>,
}

impl Recording {
    /// Reads one from its text; `None` if the text is something else, like a public ledger.
    pub fn parse(text: &str) -> Option<Recording> {
        serde_json::from_str(text).ok()
    }

    /// Its text: an event a line, so that a change shows where it is.
    pub fn text(&self) -> String {
        let mut head = vec![format!("\"about\": {}", json(&self.about)), format!("\"terms\": {}", json(&self.terms))];
        head.push(format!("\"seller\": {}", json(&self.seller)));
        head.extend(self.reserve.map(|reserve| format!("\"reserve\": {reserve}")));
        head.extend(self.seed.as_ref().map(|seed| format!("\"seed\": {}", json(seed))));
        let events: Vec<String> = self.events.iter().map(json).collect();
        format!("{{\n{},\n\"events\": [\n{}\n]\n}}\n", head.join(",\n"), events.join(",\n"))
    }

    /// The auction it begins with and what was stored of it.
    ///
    /// # Errors
    /// What in it makes no sense.
    pub fn history(self) -> Result<History, String> {
        let seed = self.seed.as_deref().map(|text| Seed::parse(text).ok_or("its seed is none")).transpose()?;
        let terms = terms::read(&self.terms)?;
        let rows = self.events.into_iter().map(Recorded::row).collect::<Result<_, _>>()?;
        Ok(History::new(terms, &self.terms, AccountId(self.seller), self.reserve.map(Money), seed, rows))
    }
}

impl Recorded {
    /// An event as the house writes it.
    pub fn of(entry: &Entry) -> Recorded {
        Recorded {
            seq: entry.seq,
            at: instant(entry.at),
            kind: entry.kind.into(),
            body: entry.body.to_string(),
            hash: entry.hash.to_string(),
            bidder: entry.bidder.map(|bidder| bidder.0),
            key: entry.key.map(|key| key.0),
            secret: entry.secret.clone(),
        }
    }

    fn row(self) -> Result<Row, String> {
        let Recorded { seq, kind, body, bidder: bidder_id, key, secret, .. } = self;
        let at = self.at.parse().map_err(|_| format!("event {seq} has no instant"))?;
        let hash = Hash::parse(&self.hash).ok_or_else(|| format!("event {seq} has no hash"))?.0.to_vec();
        Ok(Row { seq, at, kind, body, hash, bidder_id, key, secret })
    }
}

impl History {
    /// What the house has of an auction.
    ///
    /// # Errors
    /// If its terms make no sense.
    pub fn of(listing: &Listing, rows: Vec<Row>) -> Result<History, String> {
        let terms = listing.terms()?;
        Ok(History::new(terms, &listing.terms_text, listing.seller, listing.reserve, listing.seed, rows))
    }

    fn new(
        terms: Terms,
        text: &str,
        seller: AccountId,
        reserve: Option<Money>,
        seed: Option<Seed>,
        rows: Vec<Row>,
    ) -> History {
        let genesis = Hash::genesis(terms.auction, text);
        History { published: Auction::published(Arc::new(terms), seller, reserve).with_seed(seed), genesis, rows }
    }
}

/// Plain structs of strings and numbers cannot fail to serialise.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
