//! The `me` channel: how an account stands in whatever auction, for its sockets that show something else, and what it is
//! told besides.

use super::bell::Bell;
use super::hub::Socket;
use super::protocol;
use super::room::Room;
use crate::domain::{AccountId, AuctionId};
use bytestring::ByteString;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// Who on this worker wants to hear how they stand, and what there is to tell them.
pub struct Standings {
    bell: Arc<Bell>,
    sockets: HashMap<Uuid, Socket>,
    /// Which of these sockets an account has.
    listening: HashMap<AccountId, HashSet<Uuid>>,
    /// Where whose standing may have changed since it was last told.
    changed: HashMap<AuctionId, (Arc<Room>, Vec<AccountId>)>,
}

impl Standings {
    /// Nobody yet.
    pub fn new(bell: Arc<Bell>) -> Standings {
        Standings { bell, sockets: HashMap::new(), listening: HashMap::new(), changed: HashMap::new() }
    }

    pub fn add(&mut self, socket: Socket) {
        self.remove(socket.connection);
        if let Some(account) = socket.account() {
            let connections = self.listening.entry(account).or_default();
            if connections.is_empty() {
                self.bell.listen(account);
            }
            connections.insert(socket.connection);
            self.sockets.insert(socket.connection, socket);
        }
    }

    pub fn remove(&mut self, connection: Uuid) {
        let Some(account) = self.sockets.remove(&connection).and_then(|socket| socket.account()) else { return };
        let Some(connections) = self.listening.get_mut(&account) else { return };
        connections.remove(&connection);
        if connections.is_empty() {
            self.listening.remove(&account);
            self.bell.leave(account);
        }
    }

    /// Says to an account's sockets what there is to read.
    pub fn ring(&self, account: AccountId, frame: &ByteString) {
        let connections = self.listening.get(&account).into_iter().flatten();
        connections.filter_map(|connection| self.sockets.get(connection)).for_each(|socket| socket.say(frame));
    }

    /// Notes whose standing changed. `true` if there was nothing to tell before, and now is.
    pub fn changed(&mut self, room: &Arc<Room>, concerned: &[AccountId]) -> bool {
        let listening: Vec<AccountId> =
            concerned.iter().filter(|account| self.listening.contains_key(account)).copied().collect();
        if listening.is_empty() {
            return false;
        }
        let first = self.changed.is_empty();
        let (_, accounts) = self.changed.entry(room.id).or_insert_with(|| (room.clone(), Vec::new()));
        accounts.extend(listening.into_iter().filter(|account| !accounts.contains(account)).collect::<Vec<_>>());
        first
    }

    /// Tells what was noted, but for sockets that `hear` of that auction anyhow.
    pub fn tell(&mut self, hear: impl Fn(&Room, &Socket) -> bool) {
        for (room, accounts) in std::mem::take(&mut self.changed).into_values() {
            let board = room.board();
            for socket in self.sockets.values() {
                let Some(account) = socket.account().filter(|account| accounts.contains(account)) else { continue };
                if !hear(&room, socket) {
                    socket.say(&protocol::you(&room, &board, &room.you(&board, account)));
                }
            }
        }
    }
}
