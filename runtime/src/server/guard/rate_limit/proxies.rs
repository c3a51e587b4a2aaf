//! Which peers are proxies, and for whom they forward.
//!
//! In: the peer's address, and the headers in which a proxy names the next hop (`Forwarded`, RFC 7239; `X-Forwarded-For`). Out: the caller's
//! address. A header of a peer that is not trusted is never read.

use http::{HeaderMap, header};
use ipnet::IpNet;
use std::fmt;
use std::net::{IpAddr, SocketAddr};

/// The networks whose word on others' addresses is believed.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct Proxies(Vec<IpNet>);

/// A trusted proxy that is neither an address nor a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidProxy(String);

impl fmt::Display for InvalidProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is neither an address nor a network; write one such as `10.0.0.0/8` or `::1`", self.0)
    }
}

impl std::error::Error for InvalidProxy {}

impl Proxies {
    pub(in crate::server) fn parse<'a>(networks: impl IntoIterator<Item = &'a str>) -> Result<Self, InvalidProxy> {
        let parse = |text: &str| match text.parse::<IpAddr>() {
            Ok(address) => Ok(IpNet::from(address)),
            Err(_) => text.parse().map_err(|_| InvalidProxy(text.to_owned())),
        };
        networks.into_iter().map(parse).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn trust(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address.to_canonical()))
    }

    /// The right-most address that is not a trusted proxy's. Where a proxy names none that can be read, the proxy's own.
    pub(in crate::server) fn caller(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.trust(peer) {
            return peer;
        }
        let forwarded = self.walk(peer, &hops(headers, header::FORWARDED.as_str(), forwarded_for));
        let x_forwarded_for = self.walk(peer, &hops(headers, "x-forwarded-for", address));
        match (forwarded, x_forwarded_for) {
            (Some(one), Some(other)) if one != other => peer,
            (one, other) => one.or(other).unwrap_or(peer),
        }
    }

    /// From the peer leftward, as long as each hop is trusted; none where the header is not there.
    fn walk(&self, peer: IpAddr, hops: &[Option<IpAddr>]) -> Option<IpAddr> {
        let mut nearest = (!hops.is_empty()).then_some(peer)?;
        for hop in hops.iter().rev() {
            match hop {
                Some(hop) => nearest = *hop,
                None => return Some(nearest),
            }
            if !self.trust(nearest) {
                return Some(nearest);
            }
        }
        Some(nearest)
    }
}

/// The hops that a header lists, left to right; none in the place of one that cannot be read.
fn hops(headers: &HeaderMap, name: &str, read: fn(&str) -> Option<IpAddr>) -> Vec<Option<IpAddr>> {
    let lines = headers.get_all(name).iter().map(|line| line.to_str().unwrap_or("?"));
    lines.flat_map(|line| line.split(',')).map(|hop| read(hop.trim())).collect()
}

/// `for=192.0.2.60;proto=http`, `for="[2001:db8::1]:4711"` (RFC 7239, section 4). A comma within quotes cuts a hop that is no address anyway.
fn forwarded_for(hop: &str) -> Option<IpAddr> {
    let mut pairs = hop.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, node) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    address(node.trim_matches('"'))
}

/// An address, perhaps with a port, IPv6 perhaps in brackets.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse::<IpAddr>().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    /// The peer, what the request says, and whose call it is.
    type Case<'a> = (&'a str, &'a [(&'static str, &'a str)], &'a str);

    fn caller(peer: &str, lines: &[(&'static str, &str)]) -> String {
        let proxies = Proxies::parse(["10.0.0.0/8", "::1"]).unwrap();
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        }
        proxies.caller(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        const X: &str = "x-forwarded-for";
        const F: &str = "forwarded";
        let table: &[Case<'_>] = &[
            ("192.0.2.1", &[(X, "203.0.113.9")], "192.0.2.1"),
            ("10.1.2.3", &[], "10.1.2.3"),
            ("10.1.2.3", &[(X, "203.0.113.9")], "203.0.113.9"),
            ("10.1.2.3", &[(X, "198.51.100.1, 203.0.113.9")], "203.0.113.9"),
            ("10.1.2.3", &[(X, "198.51.100.1"), (X, "203.0.113.9")], "203.0.113.9"),
            ("10.1.2.3", &[(X, "203.0.113.9, 10.9.9.9")], "203.0.113.9"),
            ("10.1.2.3", &[(X, "10.8.8.8, 10.9.9.9")], "10.8.8.8"),
            ("10.1.2.3", &[(X, "203.0.113.9, nonsense")], "10.1.2.3"),
            ("10.1.2.3", &[(X, "nonsense, 10.9.9.9")], "10.9.9.9"),
            ("10.1.2.3", &[(X, "")], "10.1.2.3"),
            ("10.1.2.3", &[(X, "203.0.113.9:4711")], "203.0.113.9"),
            ("::1", &[(X, "2001:db8::7")], "2001:db8::7"),
            ("::ffff:10.1.2.3", &[(X, "203.0.113.9")], "203.0.113.9"),
            ("10.1.2.3", &[(F, "for=203.0.113.9;proto=https;by=10.1.2.3")], "203.0.113.9"),
            ("10.1.2.3", &[(F, "for=198.51.100.1, For=\"[2001:db8::1]:4711\"")], "2001:db8::1"),
            ("10.1.2.3", &[(F, "for=unknown")], "10.1.2.3"),
            ("10.1.2.3", &[(F, "for=\"_hidden, 8.8.8.8\"")], "10.1.2.3"),
            ("10.1.2.3", &[(F, "for=198.51.100.1"), (X, "203.0.113.9")], "10.1.2.3"),
            ("10.1.2.3", &[(F, "for=203.0.113.9"), (X, "203.0.113.9")], "203.0.113.9"),
        ];
        for (peer, lines, expected) in table {
            assert_eq!(caller(peer, lines), *expected, "{peer} {lines:?}");
        }
    }

    #[test]
    fn a_proxy_is_an_address_or_a_network() {
        for wrong in ["", "proxy.example", "10.0.0.0/33", "10.0.0", "*"] {
            assert!(Proxies::parse([wrong]).is_err(), "{wrong}");
        }
    }
}
