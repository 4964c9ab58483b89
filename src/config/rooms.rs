//! What is said about an auction: how long, how much of it at once, and how long it is kept at hand.

use std::time::Duration;

/// The longest question, answer or remark, in characters: a few sentences. The longest in four-byte characters still fits
/// a client's frame.
pub const LONGEST_MESSAGE: usize = 500;

/// The longest caption, in characters: what an auctioneer says in one breath.
pub const LONGEST_CAPTION: usize = 200;

/// Messages on a page of a room, and in its snapshot.
pub const PAGE: usize = 50;

/// The longest gap in a room that is replayed line by line: two pages. In the largest characters there are, this still
/// fits what may wait for a viewer.
pub const REPLAY: usize = 100;

/// Lines of a room kept in memory for viewers who were away: somewhat more than are replayed.
pub const RING: usize = 128;

/// How often rooms are looked through: for lines whose writing was in doubt, and for rooms in which nobody is any more.
pub const SWEEP_PERIOD: Duration = Duration::from_secs(2);

/// When somebody with too much unsent to be told of a room is looked at again. Nobody's bid waits for it.
pub const FOLLOW_UP: Duration = Duration::from_millis(250);

/// Messages of one socket that are being written down; more are answered `overloaded`. A person has one.
pub const SAYINGS_IN_FLIGHT: usize = 8;

/// Tries to write down the first line of somebody who is saying two at once. Whoever loses to the other finds their
/// pseudonym there the next time.
pub const TRIES: usize = 3;
