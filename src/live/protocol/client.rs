//! What clients send.

use crate::domain::{AuctionId, Money, Seq};
use crate::store::rooms::Kind;
use serde::Deserialize;
use std::str::FromStr;
use uuid::Uuid;

/// What a client may send.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientMessage {
    Subscribe {
        id: Option<u64>,
        channel: String,
        epoch: Option<String>,
        seq: Option<Seq>,
        /// Which cards to follow, on the channel of cards.
        #[serde(default)]
        auctions: Vec<Uuid>,
        /// Whether to hear of new lots there, too.
        #[serde(default)]
        listed: bool,
    },
    Unsubscribe {
        id: Option<u64>,
        channel: String,
    },
    Bid {
        id: Option<u64>,
        auction: String,
        #[serde(default)]
        amount: Amount,
        #[serde(default)]
        exact: bool,
        #[serde(default)]
        quantity: Quantity,
        #[serde(default)]
        whole: bool,
        key: Uuid,
    },
    BuyNow {
        id: Option<u64>,
        auction: String,
        key: Uuid,
    },
    Say {
        id: Option<u64>,
        channel: String,
        text: String,
        key: Uuid,
        kind: Option<Kind>,
        about: Option<Seq>,
    },
    Caption {
        id: Option<u64>,
        channel: String,
        text: String,
    },
    Time {
        id: Option<u64>,
        t0: serde_json::Number,
    },
}

/// The number a client gave a message, if that much of it can be understood.
pub fn id(text: &str) -> Option<u64> {
    serde_json::from_str::<serde_json::Value>(text).ok()?.get("id")?.as_u64()
}

/// An amount as a client wrote it: whatever is no whole number of minor units is `None`, and is refused as a bid, not as a
/// message.
#[derive(Clone, Copy, Debug, Default)]
pub struct Amount(pub Option<Money>);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Ok(Amount(value.as_i64().map(Money)))
    }
}

/// How many units a bid is for, one if it does not say. Whatever is no number of units is 0, and is refused as a bid, not as
/// a message.
#[derive(Clone, Copy, Debug)]
pub struct Quantity(pub u32);

impl Default for Quantity {
    fn default() -> Quantity {
        Quantity(1)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        let units = if value.is_null() { Some(1) } else { value.as_u64().and_then(|units| units.try_into().ok()) };
        Ok(Quantity(units.unwrap_or(0)))
    }
}

impl Amount {
    /// The amount, or one that no auction accepts.
    pub fn or_bad(self) -> Money {
        self.0.unwrap_or(Money(0))
    }
}

/// What can be subscribed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    Auction(AuctionId),
    /// What is said about an auction.
    Room(AuctionId),
    Catalogue,
    /// The cards on somebody's screen.
    Cards,
    /// How the account that is signed in stands, anywhere.
    Me,
}

impl FromStr for Channel {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        match name.split_once(':') {
            None if name == "catalogue" => Ok(Channel::Catalogue),
            None if name == "cards" => Ok(Channel::Cards),
            None if name == "me" => Ok(Channel::Me),
            Some(("auction", id)) => id.parse().map(Channel::Auction).map_err(drop),
            Some(("room", id)) => id.parse().map(Channel::Room).map_err(drop),
            _ => Err(()),
        }
    }
}

impl std::fmt::Display for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Channel::Auction(id) => write!(f, "auction:{id}"),
            Channel::Room(id) => write!(f, "room:{id}"),
            Channel::Catalogue => f.write_str("catalogue"),
            Channel::Cards => f.write_str("cards"),
            Channel::Me => f.write_str("me"),
        }
    }
}
