//! How many photographs, how large, and how much work they may be.

use std::time::Duration;

/// Photographs of one lot: every side of a thing and its flaws. The database holds to it, too.
pub const MOST_PHOTOS: usize = 12;

/// The largest file taken, in bytes: what a phone of fifty million pixels writes, and half as much again.
pub const LARGEST_PHOTO: usize = 20 * 1024 * 1024;

/// Bytes of a file too large that are read and thrown away before its sender is told so. Browsers listen only once they have
/// sent everything; whoever sends more than this need not hear it.
pub const LARGEST_WASTE: usize = 4 * LARGEST_PHOTO;

/// The most bytes of a form: as many files as a lot can have, as large as each may be.
pub const LARGEST_FORMFUL: usize = MOST_PHOTOS * LARGEST_PHOTO + LARGEST_WASTE;

/// The most pixels: the largest sensors in phones that write them all have fifty million.
pub const MOST_PIXELS: u64 = 50_500_000;

/// The longest side, in pixels. A picture of sixty thousand by eight hundred is no photograph.
pub const LONGEST_SIDE: u32 = 20_000;

/// The shortest side, in pixels: less is an icon, and tells nobody anything about a lot.
pub const SHORTEST_SIDE: u32 = 100;

/// Bytes a picture may take while it is unpacked. Fifty million pixels of a usual JPEG are 150 MB; a progressive one of half
/// as many is more, since it is gathered before it is drawn.
pub const LARGEST_UNPACKED: u64 = 256 * 1024 * 1024;

/// Bytes that what stands beside the pixels may be unpacked to: profiles and texts. Real ones are under one megabyte.
pub const LARGEST_ASIDE: u64 = 32 * 1024 * 1024;

/// Passes over a JPEG. Cameras and programs make at most a dozen; each costs as much as the whole picture, in a few bytes.
pub const MOST_SCANS: usize = 24;

/// The longest sides of what is kept, in pixels: a card on a phone, a card or a phone's whole width, and all of a desktop's.
pub const SIDES: [u32; 3] = [320, 800, 1_600];

/// How JPEGs are written: above this files grow faster than anybody sees a difference.
pub const QUALITY: u8 = 82;

/// How long a picture waits for its turn to be unpacked before its sender hears `overloaded`.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How long it may then take. Everything allowed above takes a few seconds on a slow core.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// How long a file may take to arrive: twenty megabytes over a slow telephone.
pub const UPLOAD: Duration = Duration::from_secs(180);

/// Uploads under way at once. Each holds at most one file in memory.
pub const UPLOADS_AT_ONCE: usize = 16;

/// Of them by one account: the form sends two at a time, from two tabs.
pub const UPLOADS_OF_ONE: usize = 4;

/// The longest description of a picture, in characters: what somebody listens to, not what they study.
pub const LONGEST_ALT: usize = 250;

/// Megabytes for all photographs unless the house says otherwise: some sixty thousand of them.
pub const USUAL_SPACE_MB: u64 = 20_000;

/// Bytes for the photographs of one account: some four hundred lots with all of theirs.
pub const SPACE_OF_ONE: u64 = 2_000_000_000;

/// How often files that belong to no photograph are swept out. They do no harm but take space.
pub const SWEEP_PERIOD: Duration = Duration::from_secs(3_600);

/// How many pictures are unpacked at once: half the cores, for bids come first, and never so many that memory would matter.
pub fn at_once() -> usize {
    super::cores().div_ceil(2).min(4)
}
