//! One auction as the viewers of one worker see it: how far each has been told, and what each is told next.

use super::frame::Frame;
use super::hub::Socket;
use super::protocol::{self, Channel, YouAre};
use super::room::{Board, Room};
use super::session::SignOff;
use crate::config;
use crate::domain::{Seq, Timestamp};
use crate::store::ledger::Line;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

/// One auction with the viewers it has on this worker.
pub struct Watched {
    pub room: Arc<Room>,
    /// By connection.
    pub viewers: HashMap<Uuid, Viewer>,
    pub last_sent: Instant,
    pub flush_due: bool,
    /// Who had too much unsent to be sent everything.
    behind: Vec<Uuid>,
    /// Whether they are looked at again soon.
    follow_up_due: bool,
    /// The count they were last told.
    pub watchers_told: usize,
}

/// One socket that watches it.
pub struct Viewer {
    pub socket: Socket,
    /// The last event they have been sent.
    pub sent: Seq,
    pub you: Option<YouAre>,
}

/// A frame, and the event it brings its viewer to; `None` if only a snapshot does.
type Step = Option<(Rc<Frame>, Seq)>;

/// The frame with the events right after `sent`.
fn step(channel: Channel, board: &Board, sent: Seq) -> Step {
    let lines: Vec<Line> = board.since(sent)?.take(config::REPLAY).cloned().collect();
    let upto = lines.last()?.seq;
    Some((Rc::new(protocol::events(channel, &lines).into()), upto))
}

impl Watched {
    /// An auction nobody watches yet; its first event goes out at once.
    pub fn new(room: Arc<Room>) -> Watched {
        let last_sent = Instant::now().checked_sub(config::COALESCE).unwrap_or_else(Instant::now);
        let (viewers, behind) = (HashMap::new(), Vec::new());
        Watched { room, viewers, last_sent, flush_due: false, behind, follow_up_due: false, watchers_told: 0 }
    }

    /// Sends everything new on the board to everybody who watches, each frame encoded once. Who has too much unsent to be
    /// sent it all now is brought up to date by [`follow_up`](Self::follow_up), and keeps nobody else waiting.
    pub fn flush(&mut self, board: &Board, now: Timestamp) {
        self.last_sent = Instant::now();
        let mut steps = HashMap::new();
        self.behind.clear();
        for (connection, viewer) in &mut self.viewers {
            if !viewer.is_told(&self.room, board, now, &mut steps) {
                self.behind.push(*connection);
            }
        }
    }

    /// Goes on with those who were left behind. The others are not even looked at: their next event is no later for it.
    pub fn follow_up(&mut self, board: &Board, now: Timestamp) {
        self.follow_up_due = false;
        let (room, viewers, mut steps) = (&self.room, &mut self.viewers, HashMap::new());
        self.behind.retain(|connection| {
            viewers.get_mut(connection).is_some_and(|viewer| !viewer.is_told(room, board, now, &mut steps))
        });
    }

    /// Whether somebody is left behind, and nobody sees to them yet. Whoever asks does.
    pub fn wants_follow_up(&mut self) -> bool {
        !self.behind.is_empty() && !std::mem::replace(&mut self.follow_up_due, true)
    }

    /// After the end there is nothing to wait for.
    pub fn sign_off(&mut self) {
        for (_, viewer) in self.viewers.drain() {
            viewer.socket.session.do_send(SignOff(Channel::Auction(self.room.id)));
            self.room.watcher_left();
        }
    }
}

impl Viewer {
    /// Sends what is new, and, once that is all, how the viewer stands. `false` if there was no room for all of it.
    fn is_told(&mut self, room: &Room, board: &Board, now: Timestamp, steps: &mut HashMap<Seq, Step>) -> bool {
        self.catch_up(room, board, now, steps);
        let all = self.sent == board.auction.seq;
        if all {
            self.tell_standing(room, board);
        }
        all
    }

    /// Sends what is new, as far as there is room for it. At the end nobody is left behind: a snapshot tells the rest.
    fn catch_up(&mut self, room: &Room, board: &Board, now: Timestamp, steps: &mut HashMap<Seq, Step>) {
        let channel = Channel::Auction(room.id);
        let mut space = config::BACKLOG.saturating_sub(self.socket.outlet.backlog());
        while self.sent < board.auction.seq {
            let step = match space {
                0 if board.is_settled() => None,
                0 => return,
                _ => steps.entry(self.sent).or_insert_with(|| step(channel, board, self.sent)).clone(),
            };
            let (frame, upto) = step.unwrap_or_else(|| self.resync(room, board, now));
            space = space.saturating_sub(frame.size());
            self.socket.send(&frame);
            self.sent = upto;
        }
    }

    /// What tells everything at once.
    fn resync(&self, room: &Room, board: &Board, now: Timestamp) -> (Rc<Frame>, Seq) {
        let you = self.socket.account().map(|account| room.you(board, account));
        (Rc::new(protocol::snapshot(room, board, you, now).into()), board.auction.seq)
    }

    /// Tells a signed-in viewer how they stand, if that changed; also that nothing of theirs counts any more.
    fn tell_standing(&mut self, room: &Room, board: &Board) {
        let Some(account) = self.socket.account() else { return };
        let you = room.you(board, account);
        if (you.is_something() || self.you.is_some()) && self.you.as_ref() != Some(&you) {
            self.socket.say(&protocol::you(room, board, &you));
            self.you = Some(you);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AuctionId, Hash};
    use uuid::Uuid;

    /// A room after so many events.
    fn room_at(seq: Seq) -> Room {
        let lines = (1..=seq).map(|seq| Line { seq, hash: Hash([0; 32]), body: "{}".into() }).collect();
        Room::of_a_book(AuctionId(Uuid::from_u128(1)), "A book", lines)
    }

    #[test]
    fn whoever_is_behind_is_told_every_event_once_and_in_order() {
        let (room, replay) = (room_at(500), config::REPLAY as Seq);
        let (board, mut sent, mut told) = (room.board(), 37, Vec::new());
        while let Some((frame, upto)) = step(Channel::Auction(room.id), &board, sent) {
            assert!(sent < upto && upto <= sent + replay, "{sent} to {upto}");
            let frame: serde_json::Value = serde_json::from_str(frame.text()).unwrap();
            told.extend(frame["events"].as_array().unwrap().iter().map(|event| event["seq"].as_i64().unwrap()));
            sent = upto;
        }
        assert_eq!(told, (38..=500).collect::<Vec<_>>());
    }

    #[test]
    fn whoever_fell_off_the_ring_gets_no_part_of_what_they_missed() {
        let ring = config::RING as Seq;
        let room = room_at(ring + 10);
        let at = |sent| step(Channel::Auction(room.id), &room.board(), sent).map(|(_, upto)| upto);
        assert_eq!(at(9), None);
        assert_eq!(at(10), Some(10 + config::REPLAY as Seq));
    }
}
