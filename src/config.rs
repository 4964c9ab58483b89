//! Every setting and every limit, each with its reason.

use crate::domain::Money;
use chrono::TimeDelta;
use std::str::FromStr;
use std::time::Duration;

/// The largest amount anybody can bid or ask, in minor units: ten thousand million euros. Far above any lot ever sold,
/// and far enough below `i64::MAX` that a price plus its increment, a premium and a tax never overflow.
pub const LARGEST_AMOUNT: Money = Money(1_000_000_000_000);

/// The longest an auction may run, and the furthest ahead one may be scheduled: a year. Longer is a typing mistake.
pub const LONGEST_AUCTION: TimeDelta = TimeDelta::days(366);

/// The longest window, extension or cap of a soft close. A day; in the trade they are minutes.
pub const LONGEST_EXTENSION: TimeDelta = TimeDelta::hours(24);

/// A seller may take down a lot with bids only while more than this is left (RULES, "Ending early").
pub const SELLER_CANCEL_BEFORE: TimeDelta = TimeDelta::hours(12);

/// How long a request waits for a database connection before it hears `unavailable`. Two seconds: longer than any healthy
/// queue, shorter than a bidder's patience.
pub const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);

/// How the store is set up.
#[derive(Clone, Debug)]
pub struct Storage {
    /// Connections for everything but the journal, which has its own. Reading is short; a few more than cores is enough.
    pub connections: u32,
    /// Journal lanes, each with a connection and a share of the auctions. One is fastest on two cores with few auctions.
    pub journal_lanes: usize,
    /// Accept a database that may forget accepted bids when the power fails.
    pub unsafe_durability: bool,
}

impl Default for Storage {
    fn default() -> Self {
        Storage { connections: 8, journal_lanes: 1, unsafe_durability: false }
    }
}

/// The longest e-mail address, in bytes: what SMTP can carry (RFC 5321, 4.5.3.1.3, less the brackets).
pub const LONGEST_EMAIL: usize = 254;

/// The longest name, in characters. It stands on cards and in the head of every page.
pub const LONGEST_NAME: usize = 80;

/// The shortest password, in characters. NIST SP 800-63B asks for 8 and checks against lists; 10 does without the lists.
pub const SHORTEST_PASSWORD: usize = 10;

/// The longest password, in characters: long enough for any sentence, short enough to be typed on purpose.
pub const LONGEST_PASSWORD: usize = 128;

/// How many passwords are hashed at once. Each takes 19 MiB and a whole core for tens of milliseconds; bids come first.
pub const PASSWORDS_AT_ONCE: usize = 2;

/// How long a password waits for its turn before its owner hears `overloaded`.
pub const PASSWORD_PATIENCE: Duration = Duration::from_secs(5);

/// How long one stays signed in: a month, so that an auction followed from its first bid does not ask again at its last.
pub const SESSION_LIFE: TimeDelta = TimeDelta::days(30);

/// The largest form: a lot's description with everything around it fits several times.
pub const LARGEST_FORM: usize = 64 * 1024;

/// The largest JSON document; as a form.
pub const LARGEST_JSON: usize = 64 * 1024;

/// The longest path that signing in leads back to. Ours are far shorter; a cookie's or header's limit is far longer.
pub const LONGEST_NEXT: usize = 512;

/// After how many seconds a client may try again what was `unavailable`: PostgreSQL restarts in about that time.
pub const RETRY_AFTER_S: u32 = 2;

/// How long browsers keep to https once they have seen it here: a year, the least that preload lists accept.
pub const HSTS_MAX_AGE_S: u32 = 31_536_000;

/// How the house is seen from outside.
#[derive(Clone, Debug, Default)]
pub struct Web {
    /// The address people type, where a proxy stands in front. Decides about secure cookies and HSTS.
    pub public_url: Option<PublicUrl>,
}

impl Web {
    /// Whether browsers reach the house over https, and its cookies must never travel otherwise.
    pub fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(PublicUrl::is_https)
    }
}

/// The scheme, host and port of an address, written as browsers write an `Origin`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// As an `Origin` header has it: `https://gavel.example`.
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// Whether the scheme is https.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<PublicUrl, String> {
        let wrong = || format!("{text:?} is not a public address; write it like https://gavel.example");
        let lower = text.trim().to_ascii_lowercase();
        let (scheme, rest) = lower.split_once("://").ok_or_else(wrong)?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let usual_port = match scheme {
            "https" => ":443",
            "http" => ":80",
            _ => return Err(wrong()),
        };
        let authority = authority.strip_suffix(usual_port).unwrap_or(authority);
        let plain = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
        if authority.is_empty() || !authority.chars().all(plain) {
            return Err(wrong());
        }
        Ok(PublicUrl(format!("{scheme}://{authority}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_kept_as_browsers_write_an_origin() {
        for (typed, origin) in [
            ("https://Gavel.Example/", "https://gavel.example"),
            ("https://gavel.example:443", "https://gavel.example"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            assert_eq!(typed.parse::<PublicUrl>().as_ref().map(PublicUrl::origin), Ok(origin));
        }
    }

    #[test]
    fn an_address_with_a_path_or_without_a_scheme_is_refused() {
        for typed in
            ["", "gavel.example", "ftp://gavel.example", "https://", "https://a/b", "https://u@a", "https://a?b"]
        {
            assert!(typed.parse::<PublicUrl>().is_err(), "{typed}");
        }
    }
}
