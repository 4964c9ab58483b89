//! RFC 6455, as far as clients are held to it. actix-http parses frames well, but refuses some of them late, by the wrong code
//! or out of turn; so what comes from a client goes by a guard first.
//!
//! - [`guard`] what a client may send · [`messages`] what it says
//! - `header` a frame's header · `utf8` a text that comes in pieces
//!
//! Never writes.

pub mod guard;
mod header;
pub mod messages;
#[cfg(test)]
mod tests;
mod utf8;

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

/// The guard is stricter than the parser; if they ever disagreed, it would be this.
const UNREAD: Violation = Violation::Protocol("it cannot be parsed");

impl Violation {
    /// The code of the close frame that answers it.
    pub fn code(self) -> u16 {
        match self {
            Violation::Protocol(_) => 1002,
            Violation::NotUtf8 => 1007,
            Violation::TooBig => 1009,
        }
    }
}
