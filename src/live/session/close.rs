//! Why a socket is closed from our side, and what its client is told.

use crate::config;
use crate::limits::places::Full;
use crate::live::protocol;
use actix::prelude::*;
use bytestring::ByteString;
use std::time::Duration;

/// Why a socket is closed from our side; each has its code on the wire.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
#[rtype(result = "()")]
pub enum Close {
    AuctionEnded,
    BadRequests,
    SignedOut,
    NoSubscribe,
    /// All are to come back within this time.
    Draining {
        within: Duration,
    },
    Slow,
    NoPong,
    Protocol,
    NotUtf8,
    TooBig,
    TooMany,
    Overloaded,
}

impl From<Full> for Close {
    fn from(full: Full) -> Close {
        match full {
            Full::Address | Full::Account => Close::TooMany,
            Full::House => Close::Overloaded,
        }
    }
}

impl Close {
    /// Code, reason, and whether and after how long to come back.
    pub(super) fn wire(self) -> (u16, &'static str, bool, u64) {
        match self {
            Close::AuctionEnded => (1000, "auction_ended", false, 0),
            Close::BadRequests => (4000, "bad_request", false, 0),
            Close::SignedOut => (4001, "signed_out", false, 0),
            Close::NoSubscribe => (4002, "no_subscribe", false, 0),
            // Spread out, so that everybody does not come back in the same moment.
            Close::Draining { within } => (4101, "draining", true, rand::random_range(200..=within.as_millis() as u64)),
            Close::Slow => (4200, "slow", true, 1_000),
            Close::NoPong => (4201, "no_pong", true, 0),
            Close::Protocol => (1002, "protocol", false, 0),
            Close::NotUtf8 => (1007, "not_utf8", false, 0),
            Close::TooBig => (1009, "too_big", false, 0),
            Close::TooMany => (4004, "too_many_connections", false, 0),
            Close::Overloaded => (4100, "overloaded", true, rand::random_range(config::limits::FULL_PAUSE_MS)),
        }
    }

    /// Whether what still waits to be sent is not sent any more: to who cannot keep up with it, and to who is nobody here now.
    pub(super) fn is_urgent(self) -> bool {
        matches!(self, Close::Slow | Close::SignedOut)
    }

    /// What is said before the close frame, and at the end of a stream that is none.
    pub fn bye(self) -> ByteString {
        let (code, reason, reconnect, after_ms) = self.wire();
        protocol::bye(code, reason, reconnect, after_ms)
    }
}
