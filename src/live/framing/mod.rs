//! RFC 6455, as far as clients are held to it. actix-ws reads frames well, but refuses some of them late, by the wrong code or
//! out of turn; so what comes from a client goes by a guard first.
//!
//! - [`guard`] what a client may send · [`guarded`] a stream of bytes with a guard before it
//! - `header` a frame's header · `utf8` a text that comes in pieces
//!
//! Never writes, and keeps no bytes.

pub mod guard;
pub mod guarded;
mod header;
#[cfg(test)]
mod tests;
mod utf8;

use actix_http::error::PayloadError;
use actix_ws::ProtocolError;

/// What a client may not send. Each has its close code (RFC 6455, section 7.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// 1002
    #[error("against RFC 6455: {0}")]
    Protocol(&'static str),
    /// 1007
    #[error("not UTF-8")]
    NotUtf8,
    /// 1009
    #[error("too big")]
    TooBig,
}

/// The guard is stricter than actix-ws; if they ever disagreed, it would be this.
const UNREAD: Violation = Violation::Protocol("actix-ws cannot read it");

impl Violation {
    /// The code of the close frame that answers it.
    pub fn code(self) -> u16 {
        match self {
            Violation::Protocol(_) => 1002,
            Violation::NotUtf8 => 1007,
            Violation::TooBig => 1009,
        }
    }

    /// What was violated, where actix-ws stops reading with `error`. `None`: nothing; the connection is gone.
    pub fn behind(error: &ProtocolError) -> Option<Violation> {
        match error {
            ProtocolError::Io(error) => match error.get_ref()?.downcast_ref() {
                Some(PayloadError::Io(error)) => error.get_ref()?.downcast_ref().copied(),
                _ => None,
            },
            ProtocolError::Overflow => Some(Violation::TooBig),
            _ => Some(UNREAD),
        }
    }
}

impl From<Violation> for PayloadError {
    fn from(violation: Violation) -> Self {
        PayloadError::Io(std::io::Error::other(violation))
    }
}
