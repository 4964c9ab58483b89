//! Rooms as the sockets of one worker see them: how far each viewer was told, and what each is told next. As with
//! auctions, hubs hear only that there is news, and read it from the room's board.

use super::messages::{TalkNews, TalkSeat, WatchTalk};
use super::{Hub, Socket};
use crate::config;
use crate::domain::{AuctionId, Seq, Timestamp};
use crate::live::frame::Frame;
use crate::live::protocol::{self, Channel, InRoom};
use crate::live::talk::{Board, Eye, Talk};
use crate::store::rooms::{Line, What};
use actix::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Every room that a socket of this worker listens to.
#[derive(Default)]
pub(super) struct Talks(HashMap<AuctionId, Listened>);

/// One room with the listeners it has on this worker.
struct Listened {
    talk: Arc<Talk>,
    /// By connection.
    listeners: HashMap<Uuid, Listener>,
    last_sent: Instant,
    flush_due: bool,
}

/// One socket that listens.
struct Listener {
    socket: Socket,
    eye: Eye,
    you: Option<InRoom>,
    /// The last line they have been sent.
    sent: Seq,
    /// The version of the caption they have been sent.
    caption: u64,
}

/// Lines for everybody who was sent those before them.
struct Step {
    /// As it is for who may see nothing that is hidden.
    frame: Frame,
    lines: Vec<Line>,
    /// Whether some see more of it than others.
    is_private: bool,
    upto: Seq,
}

/// What is next for who was sent everything up to a line; `None` if that is no longer at hand.
type Steps = HashMap<Seq, Option<Step>>;

impl Talks {
    /// Takes a socket from a room.
    pub(super) fn remove(&mut self, room: AuctionId, connection: Uuid) {
        let Some(listened) = self.0.get_mut(&room) else { return };
        listened.listeners.remove(&connection);
        if listened.listeners.is_empty() {
            self.0.remove(&room);
        }
    }

    /// Sends whatever is new in a room, now or as soon as the channel may send again.
    fn news(&mut self, room: AuctionId, now: Timestamp, ctx: &mut Context<Hub>) {
        let Some(listened) = self.0.get_mut(&room).filter(|listened| !listened.flush_due) else { return };
        let busy = config::COALESCE.saturating_sub(listened.last_sent.elapsed());
        if busy.is_zero() {
            self.flush(room, now, ctx);
        } else {
            listened.flush_after(busy, ctx);
        }
    }

    fn flush(&mut self, room: AuctionId, now: Timestamp, ctx: &mut Context<Hub>) {
        let Some(listened) = self.0.get_mut(&room) else { return };
        listened.flush_due = false;
        if !listened.flush(now) {
            listened.flush_after(config::rooms::FOLLOW_UP, ctx);
        }
    }
}

impl Listened {
    fn new(talk: Arc<Talk>) -> Listened {
        let last_sent = Instant::now().checked_sub(config::COALESCE).unwrap_or_else(Instant::now);
        Listened { talk, listeners: HashMap::new(), last_sent, flush_due: false }
    }

    fn flush_after(&mut self, pause: Duration, ctx: &mut Context<Hub>) {
        self.flush_due = true;
        let room = self.talk.auction;
        ctx.run_later(pause, move |hub, ctx| {
            let now = hub.shared.clock.now();
            hub.talks.flush(room, now, ctx);
        });
    }

    /// Sends everything new to everybody, each frame encoded once. `false` if somebody had no room for it.
    fn flush(&mut self, now: Timestamp) -> bool {
        self.last_sent = Instant::now();
        let (board, mut steps) = (self.talk.board(), Steps::new());
        let caption = Frame::from(protocol::caption(self.talk.auction, &board.caption.text));
        let mut all = true;
        for listener in self.listeners.values_mut() {
            all &= listener.hears(&self.talk, &board, now, &mut steps) && listener.reads(&board, &caption);
        }
        all
    }
}

impl Step {
    fn after(sent: Seq, auction: AuctionId, board: &Board) -> Option<Step> {
        let lines: Vec<Line> = board.since(sent)?.take(config::rooms::PAGE).cloned().collect();
        let upto = lines.last()?.seq;
        let frame = protocol::room_events(auction, &lines, &Eye::default()).into();
        let is_private =
            lines.iter().any(|line| matches!(&line.what, What::Message(message) if message.hidden.is_some()));
        Some(Step { frame, lines, is_private, upto })
    }
}

impl Listener {
    /// Sends the lines that are new, as far as there is room for them. `false` if that was not all.
    fn hears(&mut self, talk: &Talk, board: &Board, now: Timestamp, steps: &mut Steps) -> bool {
        while self.sent < board.seq {
            if self.is_full() {
                return false;
            }
            let step = steps.entry(self.sent).or_insert_with(|| Step::after(self.sent, talk.auction, board));
            self.sent = match step {
                Some(step) => self.tell(talk.auction, step),
                None => self.resync(talk, board, now),
            };
        }
        true
    }

    /// Sends the caption, if it is new. `false` if there was no room for it.
    fn reads(&mut self, board: &Board, caption: &Frame) -> bool {
        if self.caption == board.caption.version {
            return true;
        }
        if self.is_full() {
            return false;
        }
        self.socket.send(caption);
        self.caption = board.caption.version;
        true
    }

    fn is_full(&self) -> bool {
        self.socket.outlet.backlog() >= config::BACKLOG
    }

    /// Says which line it brings them to.
    fn tell(&self, room: AuctionId, step: &Step) -> Seq {
        let theirs = |line: &Line| self.eye.sees(line) != Eye::default().sees(line);
        if step.is_private && step.lines.iter().any(theirs) {
            self.socket.say(&protocol::room_events(room, &step.lines, &self.eye));
        } else {
            self.socket.send(&step.frame);
        }
        step.upto
    }

    /// For who is further behind than is kept at hand.
    fn resync(&self, talk: &Talk, board: &Board, now: Timestamp) -> Seq {
        self.socket.say(&protocol::room_snapshot(talk, board, &self.eye, self.you.as_ref(), now));
        board.seq
    }
}

/// Says all that is to be said to who comes into a room.
fn welcome(watch: &WatchTalk, board: &Board, socket: &Socket, eye: &Eye, hub: &Hub) {
    let (talk, channel) = (&watch.talk, Channel::Room(watch.talk.auction));
    let resumed = watch.resume.as_ref().filter(|(epoch, _)| *epoch == talk.epoch);
    let missed = resumed.and_then(|(_, seq)| board.missed(*seq));
    match &missed {
        Some(lines) => {
            lines.chunks(config::rooms::PAGE).for_each(|lines| {
                socket.say(&protocol::room_events(talk.auction, lines, eye));
            });
        }
        None => {
            let now = hub.shared.clock.now();
            socket.say(&protocol::room_snapshot(talk, board, eye, watch.you.as_ref(), now));
        }
    }
    let missed = missed.map(|lines| lines.len());
    socket.say(&protocol::subscribed(watch.id, channel, &talk.epoch, board.seq, missed));
    if let Some(you) = watch.you.as_ref().filter(|_| missed.is_some()) {
        socket.say(&protocol::room_you(talk.auction, you));
    }
    if watch.resume.is_some() || !board.caption.text.is_empty() {
        socket.say(&protocol::caption(talk.auction, &board.caption.text));
    }
}

impl Handler<WatchTalk> for Hub {
    type Result = ();

    fn handle(&mut self, watch: WatchTalk, _: &mut Self::Context) {
        let (talk, connection) = (watch.talk.clone(), watch.connection);
        self.talks.remove(talk.auction, connection);
        let Some(socket) = self.sockets.get(&connection).cloned() else { return };
        let moderates = watch.you.as_ref().is_some_and(|you| you.moderates);
        let eye = Eye { account: socket.account(), moderates };
        // Under one lock: what the newcomer is welcomed with, and from where on they are told.
        let board = talk.board();
        welcome(&watch, &board, &socket, &eye, self);
        let (sent, caption, you) = (board.seq, board.caption.version, watch.you);
        let listened = self.talks.0.entry(talk.auction).or_insert_with(|| Listened::new(talk.clone()));
        listened.listeners.insert(connection, Listener { socket, eye, you, sent, caption });
    }
}

impl Handler<TalkNews> for Hub {
    type Result = ();

    fn handle(&mut self, TalkNews(room): TalkNews, ctx: &mut Self::Context) {
        self.talks.news(room, self.shared.clock.now(), ctx);
    }
}

impl Handler<TalkSeat> for Hub {
    type Result = ();

    fn handle(&mut self, seat: TalkSeat, _: &mut Self::Context) {
        let Some(listened) = self.talks.0.get_mut(&seat.room) else { return };
        let message = protocol::room_you(seat.room, &seat.you);
        for listener in listened.listeners.values_mut() {
            if listener.socket.account() == Some(seat.account) && !listener.eye.moderates {
                listener.socket.say(&message);
                listener.you = Some(seat.you.clone());
            }
        }
    }
}
