//! The `me` channel: how an account stands in whatever auction, for its sockets that show something else.

use super::hub::Socket;
use super::protocol;
use super::room::Room;
use crate::domain::{AccountId, AuctionId};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Who on this worker wants to hear how they stand, and what there is to tell them.
#[derive(Default)]
pub struct Standings {
    sockets: HashMap<Uuid, Socket>,
    /// How many of these sockets an account has.
    listening: HashMap<AccountId, usize>,
    /// Where whose standing may have changed since it was last told.
    changed: HashMap<AuctionId, (Arc<Room>, Vec<AccountId>)>,
}

impl Standings {
    pub fn add(&mut self, socket: Socket) {
        self.remove(socket.connection);
        if let Some(account) = socket.account() {
            *self.listening.entry(account).or_default() += 1;
            self.sockets.insert(socket.connection, socket);
        }
    }

    pub fn remove(&mut self, connection: Uuid) {
        let Some(account) = self.sockets.remove(&connection).and_then(|socket| socket.account()) else { return };
        let Some(count) = self.listening.get_mut(&account) else { return };
        *count -= 1;
        if *count == 0 {
            self.listening.remove(&account);
        }
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
