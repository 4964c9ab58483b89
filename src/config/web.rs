//! How the house is seen from outside.

use ipnet::IpNet;
use std::net::IpAddr;
use std::str::FromStr;

/// How the house is seen from outside.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Web {
    /// The address people type, where a proxy stands in front. Decides about secure cookies, HSTS and allowed origins.
    #[arg(long, env = "GAVEL_PUBLIC_URL")]
    pub public_url: Option<PublicUrl>,
    /// Who may sell: everybody who lists a lot (open), or only who was given the role (appointed).
    #[arg(long, env = "GAVEL_SELLERS", value_enum, default_value_t)]
    pub sellers: Sellers,
    /// Whoever registers bids and sells only once they have opened the link in the mail that is sent to them. Without it they
    /// may at once, and are asked to.
    #[arg(long, env = "GAVEL_REQUIRE_CONFIRMED")]
    pub require_confirmed: bool,
    /// The proxies in front, as addresses or networks with commas between. What they say in X-Forwarded-For of where a
    /// request comes from is believed; nobody else is.
    #[arg(long, env = "GAVEL_TRUSTED_PROXIES", value_delimiter = ',', value_parser = network, value_name = "NETWORKS")]
    pub trusted_proxies: Vec<IpNet>,
    /// Who besides the machine itself may read /metrics, as addresses or networks with commas between.
    #[arg(long, env = "GAVEL_METRICS_FROM", value_delimiter = ',', value_parser = network, value_name = "NETWORKS")]
    pub metrics_from: Vec<IpNet>,
}

fn network(text: &str) -> Result<IpNet, String> {
    let one = text.parse::<IpAddr>().map(IpNet::from);
    let wrong = |_| format!("{text:?} is neither an address nor a network; write it like 127.0.0.1 or 10.0.0.0/8");
    one.or_else(|_| text.parse()).map_err(wrong)
}

/// Who may sell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Sellers {
    /// A bidder's first lot makes them a seller.
    #[default]
    Open,
    /// Only accounts that were given the role.
    Appointed,
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
