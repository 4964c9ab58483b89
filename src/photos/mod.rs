//! Photographs of lots: what a seller sends is unpacked within limits, turned upright, made smaller and written anew. Only
//! what was written here is kept or served, never a byte as it was sent. Knows nothing of auctions, and asks no database.
//!
//! - [`darkroom`] from a file to finished prints, a few at a time · [`inspect`] what a file is, before anything is unpacked
//! - [`refusal`] why a file is not taken · [`shelf`] prints on disk

pub mod darkroom;
mod inspect;
pub mod refusal;
pub mod shelf;

#[cfg(test)]
mod samples;

pub use darkroom::{Darkroom, Prints};
pub use refusal::Refusal;
pub use shelf::Shelf;

use crate::config::photos::{UPLOADS_AT_ONCE, UPLOADS_OF_ONE};
use crate::domain::ledger::hex;
use crate::limits::places::Places;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What the prints of one photograph are known by: SHA-256 of all their bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sha(pub [u8; 32]);

impl fmt::Display for Sha {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// A print's width and height, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// Everything the house needs for photographs. Cheap to clone.
#[derive(Clone)]
pub struct Photos {
    pub darkroom: Darkroom,
    pub shelf: Shelf,
    /// For those who are sending a file: bounds how many are in memory, and how many of them are one account's.
    pub senders: Arc<Places>,
    space: Arc<Space>,
}

/// Bytes of all photographs: how many there may be, and how many there are.
struct Space {
    most: u64,
    taken: AtomicU64,
}

impl Photos {
    /// Over this shelf, on which `taken` bytes lie already and `most` may.
    pub fn new(shelf: Shelf, taken: u64, most: u64) -> Photos {
        let space = Space { most, taken: AtomicU64::new(taken) };
        let senders = Arc::new(Places::for_accounts(UPLOADS_AT_ONCE, UPLOADS_OF_ONE));
        Photos { darkroom: Darkroom::default(), shelf, senders, space: Arc::new(space) }
    }

    /// Whether the house has room for another. The last one may go a little beyond.
    pub fn has_room(&self) -> bool {
        self.space.taken.load(Ordering::Relaxed) < self.space.most
    }

    /// So many bytes more lie on the shelf.
    pub fn took(&self, bytes: u64) {
        self.space.taken.fetch_add(bytes, Ordering::Relaxed);
    }

    /// So many bytes lie on the shelf, as the books have it.
    pub fn recount(&self, bytes: u64) {
        self.space.taken.store(bytes, Ordering::Relaxed);
    }
}
