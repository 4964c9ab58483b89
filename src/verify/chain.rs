//! The check itself: a ledger's lines, one after the other, against the chain they claim to be.

use crate::config::LONGEST_LEDGER_LINE;
use crate::domain::{Hash, Seq};
use serde::Deserialize;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A ledger as far as it has been read, all of it holding.
#[derive(Debug)]
pub struct Chain {
    /// Where the chain must begin, if that is known from the terms.
    genesis: Option<Hash>,
    noted: Option<Head>,
    auction: Option<String>,
    head: Option<Hash>,
    seq: Seq,
    ending: Option<Ending>,
    found_noted: bool,
}

/// A hash known from elsewhere, with the number of its event where that is known too.
#[derive(Clone, Debug)]
pub struct Head {
    seq: Option<Seq>,
    /// Its first hex digits, at least 16.
    digits: String,
}

/// What is wrong, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// The event it shows at; `None` for the ledger as a whole.
    pub seq: Option<Seq>,
    pub what: String,
}

/// How an auction ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    Sold { winner: String, price: i64 },
    NotSold,
    Cancelled,
}

#[derive(Deserialize)]
struct Numbered<'a> {
    seq: Seq,
    #[serde(borrow)]
    hash: Cow<'a, str>,
    #[serde(borrow)]
    body: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Body {
    auction: String,
    seq: Seq,
    kind: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    terms: Option<String>,
    sold: Option<bool>,
    winner: Option<String>,
    price: Option<i64>,
}

impl Chain {
    /// Nothing read yet. `genesis` is where the chain must begin, `noted` a hash it must contain.
    pub fn new(genesis: Option<Hash>, noted: Option<Head>) -> Chain {
        let found_noted = noted.is_none();
        let mut chain = Chain { genesis, noted, auction: None, head: genesis, seq: 0, ending: None, found_noted };
        if let Some(genesis) = genesis {
            chain.found_noted |= chain.is_noted(genesis);
        }
        chain
    }

    /// Reads the next line.
    ///
    /// # Errors
    /// What is wrong with it. Nothing after it can be told then.
    pub fn line(&mut self, line: &[u8]) -> Result<(), Fault> {
        let expected = self.seq + 1;
        let fault = |what: String| Fault { seq: Some(expected), what };
        if line.len() > LONGEST_LEDGER_LINE {
            return Err(fault("its line is far longer than any event".into()));
        }
        let Numbered { seq, hash, body } =
            serde_json::from_slice(line).map_err(|error| fault(format!("its line cannot be read: {error}")))?;
        if seq != expected {
            return Err(fault(format!("it is missing: event {seq} stands in its place")));
        }
        let told: Body = serde_json::from_str(&body).map_err(|error| fault(format!("it cannot be read: {error}")))?;
        if told.seq != seq {
            return Err(fault(format!("its text says that it is event {}", told.seq)));
        }
        if *self.auction.get_or_insert_with(|| told.auction.clone()) != told.auction {
            return Err(fault(format!("it belongs to another auction, {}", told.auction)));
        }
        let before = match self.head {
            Some(head) if seq > 1 => head,
            _ => self.begins(&told).map_err(fault)?,
        };
        let head = before.then(&body);
        if Hash::parse(&hash) != Some(head) {
            return Err(fault("its text or one before it was changed: the hash does not follow".into()));
        }
        (self.head, self.seq) = (Some(head), seq);
        if let Some(ending) = Ending::of(&told) {
            self.ending = Some(ending);
        }
        self.compare(head)
    }

    /// Where the chain begins: at the terms, which the first event names.
    fn begins(&self, first: &Body) -> Result<Hash, String> {
        let named = first.data.terms.as_deref().and_then(Hash::parse);
        match (self.genesis, named) {
            (Some(genesis), Some(named)) if genesis != named => {
                Err(format!("the auction began under other terms: it names {named}, the terms make {genesis}"))
            }
            (Some(genesis), _) => Ok(genesis),
            (None, Some(named)) => Ok(named),
            (None, None) => Err("it does not name the hash of the terms; pass the terms with --terms".into()),
        }
    }

    fn compare(&mut self, head: Hash) -> Result<(), Fault> {
        if self.is_noted(head) {
            self.found_noted = true;
        } else if self.noted.as_ref().is_some_and(|noted| noted.seq == Some(self.seq)) {
            let what = "another history: this hash is not the one that was noted".into();
            return Err(Fault { seq: Some(self.seq), what });
        }
        Ok(())
    }

    fn is_noted(&self, head: Hash) -> bool {
        self.noted.as_ref().is_some_and(|noted| {
            noted.seq.is_none_or(|seq| seq == self.seq) && head.to_string().starts_with(&noted.digits)
        })
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// If the noted hash has not come, or there was nothing to read at all.
    pub fn end(self) -> Result<Chain, Fault> {
        let whole = |what: String| Fault { seq: None, what };
        match &self.noted {
            Some(Head { seq: Some(seq), .. }) if !self.found_noted => Err(whole(format!(
                "the ledger was cut short: it ends at event {}, but the auction had reached {seq}",
                self.seq
            ))),
            Some(Head { digits, .. }) if !self.found_noted => Err(whole(format!(
                "the hash {digits} does not occur: the {} events here are cut short, or another history",
                self.seq
            ))),
            _ if self.head.is_none() => Err(whole("there is no event in it".into())),
            _ => Ok(self),
        }
    }

    /// How many events there were.
    pub fn events(&self) -> Seq {
        self.seq
    }

    /// The hash of the last event, or where the chain begins if there is none.
    pub fn head(&self) -> String {
        self.head.map(|head| head.to_string()).unwrap_or_default()
    }

    /// How the auction ended, if it has.
    pub fn ending(&self) -> Option<&Ending> {
        self.ending.as_ref()
    }

    /// Whether events could be missing at the end without anybody seeing it.
    pub fn may_be_cut_short(&self) -> bool {
        self.ending.is_none() && self.noted.is_none()
    }
}

impl Head {
    /// The hash of the event with this number.
    pub fn at(seq: Seq, hash: Hash) -> Head {
        Head { seq: Some(seq), digits: hash.to_string() }
    }
}

impl FromStr for Head {
    type Err = String;

    fn from_str(text: &str) -> Result<Head, String> {
        let digits = text.trim().to_ascii_lowercase();
        let good = (16..=64).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        if good { Ok(Head { seq: None, digits }) } else { Err("a hash is 16 to 64 hex digits".into()) }
    }
}

impl Ending {
    fn of(body: &Body) -> Option<Ending> {
        let Data { sold, winner, price, .. } = &body.data;
        match (body.kind.as_str(), sold, winner, price) {
            ("closed", Some(true), Some(winner), Some(price)) => {
                Some(Ending::Sold { winner: winner.clone(), price: *price })
            }
            ("closed", ..) => Some(Ending::NotSold),
            ("cancelled", ..) => Some(Ending::Cancelled),
            _ => None,
        }
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ending::Sold { winner, price } => write!(f, "closed: sold to {winner} at {price}"),
            Ending::NotSold => f.write_str("closed: not sold"),
            Ending::Cancelled => f.write_str("cancelled"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seq {
            Some(seq) => write!(f, "event {seq}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}
