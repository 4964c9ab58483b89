//! The hash chain: each event's hash covers its body and the hash before it, so nobody can alter, remove or reorder an
//! event without every later hash telling (I4).
//!
//! `hash = SHA-256(previous hash ‖ body)`, the previous hash as its 32 raw bytes, the body as the exact text sent to
//! viewers. The first previous hash is `SHA-256(auction id ‖ terms)`, both as text.

use super::id::AuctionId;
use super::money::Money;
use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The chain's start: binds the ledger to this auction and to the terms it was published under.
    pub fn genesis(auction: AuctionId, terms: &str) -> Hash {
        Hash(Sha256::new().chain_update(auction.to_string()).chain_update(terms).finalize().into())
    }

    /// The hash of the event whose public text is `body`, following the event with this hash.
    pub fn then(&self, body: &str) -> Hash {
        Hash(Sha256::new().chain_update(self.0).chain_update(body).finalize().into())
    }

    /// A commitment to a secret amount: `SHA-256(minor units in decimal ‖ nonce in hex)`. Whoever is given the nonce can
    /// prove the amount later; nobody else can guess it, because the nonce is 128 random bits.
    pub fn seal(amount: Money, nonce: &Nonce) -> Hash {
        Hash(Sha256::new().chain_update(amount.0.to_string()).chain_update(nonce.to_string()).finalize().into())
    }

    /// The first 16 hex digits, enough for a viewer to notice a different history.
    pub fn prefix(&self) -> String {
        hex(&self.0[..8])
    }

    /// Reads 64 hex digits; `None` if they are not.
    pub fn parse(text: &str) -> Option<Hash> {
        unhex(text).map(Hash)
    }
}

/// 128 random bits that blind a sealed amount.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Nonce(pub [u8; 16]);

impl Nonce {
    /// Reads 32 hex digits; `None` if they are not.
    pub fn parse(text: &str) -> Option<Nonce> {
        unhex(text).map(Nonce)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.prefix())
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// A nonce is a bidder's secret until they publish it: it never reaches a log by accident.
impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nonce(…)")
    }
}

/// Bytes as lower-case hex digits. Every bid is written in hex four times over, so this fills a buffer rather than
/// collecting characters.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
    out
}

/// Exactly `N` bytes from `2 N` hex digits, or `None`.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let nibble = |digit: u8| char::from(digit).to_digit(16);
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::try_from(nibble(pair[0])? * 16 + nibble(pair[1])?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_is_plain_sha_256() {
        // printf abc | sha256sum, and the same digest chained: checked with coreutils.
        let abc = Hash(Sha256::digest("abc").into());
        assert_eq!(abc.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let mut raw = abc.0.to_vec();
        raw.extend_from_slice(b"{}");
        assert_eq!(abc.then("{}"), Hash(Sha256::digest(&raw).into()));
    }

    #[test]
    fn a_hash_is_read_as_it_is_written_and_known_by_its_first_sixteen_digits() {
        let abc = Hash(Sha256::digest("abc").into());
        assert_eq!(Hash::parse(&abc.to_string()), Some(abc));
        assert_eq!(Hash::parse(&abc.to_string()[1..]), None);
        assert_eq!((abc.prefix().as_str(), format!("{abc:?}").as_str()), ("ba7816bf8f01cfea", "ba7816bf8f01cfea"));
    }

    #[test]
    fn a_nonce_reaches_no_log() {
        assert_eq!(format!("{:?}", Nonce([7; 16])), "Nonce(…)");
    }

    #[test]
    fn hex_goes_both_ways_and_refuses_what_is_not_hex() {
        let bytes = [0x00, 0x7f, 0xff, 0x10];
        assert_eq!(unhex(&hex(&bytes)), Some(bytes));
        assert_eq!(unhex::<2>("zz00"), None);
        assert_eq!(unhex::<2>("000"), None);
        assert_eq!(unhex::<2>("é0"), None);
    }
}
