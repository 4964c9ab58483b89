//! Who follows which cards of the catalogue: those on somebody's screen, and no others. Each is told what becomes of theirs, and
//! if they want, of every lot that is new.

use super::Socket;
use crate::domain::AuctionId;
use crate::live::catalogue::Line;
use crate::live::frame::Frame;
use crate::live::protocol;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Everybody on this worker who follows cards.
#[derive(Default)]
pub(super) struct Cards {
    followers: HashMap<Uuid, Follower>,
    /// Who follows a card, by its auction.
    of: HashMap<AuctionId, HashSet<Uuid>>,
    /// Who wants to hear of every lot that is new.
    curious: HashSet<Uuid>,
}

struct Follower {
    socket: Socket,
    wanted: Vec<AuctionId>,
}

impl Cards {
    /// From now on this socket follows these cards, instead of those it followed before.
    pub(super) fn follow(&mut self, socket: Socket, wanted: Vec<AuctionId>, listed: bool) {
        let connection = socket.connection;
        self.remove(connection);
        for auction in &wanted {
            self.of.entry(*auction).or_default().insert(connection);
        }
        if listed {
            self.curious.insert(connection);
        }
        self.followers.insert(connection, Follower { socket, wanted });
    }

    pub(super) fn remove(&mut self, connection: Uuid) {
        self.curious.remove(&connection);
        let Some(gone) = self.followers.remove(&connection) else { return };
        for auction in gone.wanted {
            let Some(following) = self.of.get_mut(&auction) else { continue };
            following.remove(&connection);
            if following.is_empty() {
                self.of.remove(&auction);
            }
        }
    }

    /// Tells everybody what became of their cards.
    pub(super) fn tell(&self, lines: &[Line]) {
        if self.followers.is_empty() {
            return;
        }
        for line in lines {
            let following = self.of.get(&line.auction).into_iter().flatten();
            let curious =
                self.curious.iter().filter(|connection| line.listed && !self.follows(**connection, line.auction));
            let mut told = following.chain(curious).filter_map(|connection| self.followers.get(connection)).peekable();
            if told.peek().is_none() {
                continue;
            }
            let frame = Frame::from(protocol::card(&line.body));
            told.for_each(|follower| follower.socket.send(&frame));
        }
    }

    /// Brings one of them from where its cards were read to where the others are.
    pub(super) fn catch_up(&self, connection: Uuid, lines: &[Line]) {
        let Some(follower) = self.followers.get(&connection) else { return };
        for line in lines.iter().filter(|line| follower.wanted.contains(&line.auction)) {
            follower.socket.say(&protocol::card(&line.body));
        }
    }

    fn follows(&self, connection: Uuid, auction: AuctionId) -> bool {
        self.of.get(&auction).is_some_and(|following| following.contains(&connection))
    }
}
