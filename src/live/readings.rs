//! How the live side is, for whoever watches over the house: who is here, what is awake, what waits. Read when somebody asks,
//! and nothing is slower for it.

use super::Live;
use crate::domain::Timestamp;
use std::time::Duration;

/// Figures, as they stand.
#[derive(Clone, Copy, Debug)]
pub struct Readings {
    /// The house's clock.
    pub now: Timestamp,
    /// How long the house is open.
    pub uptime: Duration,
    /// Places taken: sockets, streams and long polls.
    pub viewers: usize,
    /// Of them those without a socket.
    pub readers: usize,
    /// Watchers of all auctions together; who watches two counts twice.
    pub watching: usize,
    /// Auctions with an actor.
    pub awake: usize,
    /// Commands that wait to be decided.
    pub undecided: usize,
}

impl Live {
    /// How the live side is.
    pub fn readings(&self) -> Readings {
        let rooms = self.shared.rooms_awake();
        Readings {
            now: self.now(),
            uptime: self.opened.elapsed(),
            viewers: self.limits.viewers(),
            readers: self.closing.receiver_count(),
            watching: rooms.iter().map(|room| room.watchers()).sum(),
            awake: rooms.len(),
            undecided: rooms.iter().map(|room| room.inbox().len()).sum(),
        }
    }
}
