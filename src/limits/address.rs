//! Where a client comes from, as far as anybody can tell: the other end of its connection, or what a proxy that we trust
//! says of it. Whatever else a client claims is not believed.

use ipnet::IpNet;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

/// Where a client comes from: an IPv4 address, or the /64 of an IPv6 one, since that is what one household or one machine
/// is given, with more addresses in it than any limit could count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address(IpAddr);

impl From<IpAddr> for Address {
    fn from(ip: IpAddr) -> Address {
        match ip.to_canonical() {
            IpAddr::V4(ip) => Address(ip.into()),
            IpAddr::V6(ip) => Address(Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX)).into()),
        }
    }
}

impl Address {
    /// Whether it is the machine's own.
    pub fn is_here(self) -> bool {
        self.0.is_loopback()
    }

    /// Whether it is in a network.
    pub fn is_in(self, network: &IpNet) -> bool {
        network.contains(&self.0)
    }

    /// The last address on the way here that is none of our proxies'. `forwarded` are the values of `X-Forwarded-For`, to
    /// which each proxy adds, at the end, whom it speaks to.
    pub fn seen<'a>(peer: IpAddr, forwarded: impl DoubleEndedIterator<Item = &'a str>, trusted: &[IpNet]) -> Address {
        let mut told = forwarded.rev().flat_map(|value| value.rsplit(',')).map(ip);
        let mut client = peer.to_canonical();
        while trusted.iter().any(|proxies| proxies.contains(&client)) {
            // One that says nothing, or nonsense, is itself the last we know of.
            let Some(Some(before)) = told.next() else { break };
            client = before;
        }
        client.into()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(ip) => ip.fmt(f),
            IpAddr::V6(ip) => write!(f, "{ip}/64"),
        }
    }
}

/// An address as proxies write it: some add the port.
fn ip(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let ip = bare.parse().ok().or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip()));
    ip.map(|ip: IpAddr| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> Address {
        let trusted = ["127.0.0.1/32".parse().unwrap(), "10.0.0.0/8".parse().unwrap()];
        Address::seen(peer.parse().unwrap(), forwarded.iter().copied(), &trusted)
    }

    fn is(text: &str) -> Address {
        text.parse::<IpAddr>().unwrap().into()
    }

    #[test]
    fn whoever_is_no_proxy_of_ours_is_counted_where_they_are_whatever_they_say() {
        assert_eq!(seen("192.0.2.1", &["203.0.113.7"]), is("192.0.2.1"));
    }

    #[test]
    fn behind_our_proxies_the_last_that_is_none_of_them_counts() {
        for (forwarded, client) in [
            (&["203.0.113.7"][..], "203.0.113.7"),
            (&["198.51.100.9, 203.0.113.7, 10.1.2.3"], "203.0.113.7"),
            (&["198.51.100.9", "203.0.113.7,10.1.2.3"], "203.0.113.7"),
            (&["203.0.113.7:51234"], "203.0.113.7"),
            (&["[2001:db8::7]:51234"], "2001:db8::7"),
            (&["[2001:db8::7]"], "2001:db8::7"),
            (&["::ffff:203.0.113.7"], "203.0.113.7"),
            (&["10.1.2.3"], "10.1.2.3"),
            (&["203.0.113.7, unknown"], "127.0.0.1"),
            (&["203.0.113.7, unknown, 10.1.2.3"], "10.1.2.3"),
            (&[], "127.0.0.1"),
        ] {
            assert_eq!(seen("127.0.0.1", forwarded), is(client), "{forwarded:?}");
            assert_eq!(seen("::ffff:127.0.0.1", forwarded), is(client), "{forwarded:?}");
        }
    }

    #[test]
    fn of_an_ipv6_address_its_network_counts() {
        assert_eq!(is("2001:db8:1:2::1"), is("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert_ne!(is("2001:db8:1:2::1"), is("2001:db8:1:3::1"));
        assert_ne!(is("192.0.2.1"), is("192.0.2.2"));
        assert_eq!(is("::ffff:192.0.2.1"), is("192.0.2.1"));
    }
}
