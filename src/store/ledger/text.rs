//! What the body of an event says, field by field. Read back by the same names; absent fields belong to other kinds.

use crate::domain::Seq;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use uuid::Uuid;

/// The public text of an event.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    pub auction: Uuid,
    pub seq: Seq,
    pub at: String,
    pub kind: &'a str,
    pub data: Data<'a>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Data<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<&'a str>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sold: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub winner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bidder: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub whole: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub buy_now: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leader: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bids: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserve_met: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
    /// What an auctioneer said: `ask`, `fair_warning` or `note`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub announced: Option<&'a str>,
    /// What an auctioneer asks for from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<i64>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    /// The number of the event that counts no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voided: Option<Seq>,
    /// The auctioneer took back what they had done themselves.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub undo: bool,
    /// Where in its life the auction is again, after an undone hammer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revealed: Option<Vec<ShownText>>,
    /// The commitment to a candle's seed, while it burns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<String>,
    /// How long the candle burned beyond the scheduled end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tail_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awards: Option<Vec<AwardText>>,
    /// In a ledger's first event: the hash that its chain begins with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct ShownText {
    pub seq: Seq,
    pub bidder: String,
    pub amount: i64,
    pub nonce: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct AwardText {
    pub bidder: String,
    pub quantity: u32,
    pub price: i64,
}

/// What must not be public.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Secret {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Uuid>,
}
