//! The hub of one worker: who watches what, and the only way from a room's board to a viewer's socket. An auction tells
//! every hub only *that* there is news; the hub reads the board, encodes each frame once for all its viewers, writes it to
//! each, and so coalesces by itself whatever came meanwhile.
//!
//! - `messages` what a hub is told · `socket` one socket, as it is written to · `all` the hubs of all workers
//! - `signed_out` who was sent away · `talks` what is said about auctions, for who listens · `cards` who follows which cards of the catalogue

mod all;
mod cards;
mod messages;
mod signed_out;
mod socket;
mod talks;

pub use all::Hubs;
pub use messages::{Enter, Identity, Leave, Rung, Unwatch, Watch, WatchCards, WatchCatalogue, WatchMe, WatchTalk};
pub use signed_out::{Lately, SignedOut};
pub use socket::Socket;

use super::frame::{self, Frame};
use super::protocol::{self, Channel, Wire, YouAre};
use super::registry::Shared;
use super::room::{Board, Missed, Room};
use super::session::Close;
use super::standings::Standings;
use super::watched::{Viewer, Watched};
use crate::config;
use crate::domain::{AuctionId, Seq};
use actix::prelude::*;
use bytes::Bytes;
use bytestring::ByteString;
use messages::{CatalogueNews, Drain, News};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Everything one worker's sockets watch.
pub struct Hub {
    shared: Arc<Shared>,
    /// Every socket of this worker, by its connection.
    sockets: HashMap<Uuid, Socket>,
    auctions: HashMap<AuctionId, Watched>,
    catalogue: HashMap<Uuid, Socket>,
    catalogue_sent: Seq,
    cards: cards::Cards,
    standings: Standings,
    talks: talks::Talks,
    /// Who signed out lately: a socket whose handshake was under way then must not outlive it.
    signed_out: Lately,
    /// Seconds counted, to have a beat for every socket in its turn.
    beats: u64,
}

impl Hub {
    /// A hub without sockets.
    fn new(shared: Arc<Shared>) -> Hub {
        let bell = shared.bell.clone();
        Hub {
            shared,
            sockets: HashMap::new(),
            auctions: HashMap::new(),
            catalogue: HashMap::new(),
            catalogue_sent: 0,
            cards: cards::Cards::default(),
            standings: Standings::new(bell),
            talks: talks::Talks::default(),
            signed_out: Lately::default(),
            beats: 0,
        }
    }

    /// Brings the viewers of a room up to date, now or as soon as the channel may send again.
    fn news(&mut self, room: &Arc<Room>, ctx: &mut Context<Self>) {
        let Some(watched) = self.auctions.get_mut(&room.id) else { return };
        if watched.flush_due {
            return;
        }
        let busy = config::COALESCE.saturating_sub(watched.last_sent.elapsed());
        if busy.is_zero() {
            self.flush(room.id, ctx);
        } else {
            flush_after(busy, watched, ctx);
        }
    }

    fn flush(&mut self, id: AuctionId, ctx: &mut Context<Self>) {
        let Some(watched) = self.auctions.get_mut(&id) else { return };
        watched.flush_due = false;
        let room = watched.room.clone();
        let is_over = {
            let board = room.board();
            watched.flush(&board, self.shared.clock.now());
            board.is_settled()
        };
        if is_over {
            self.sign_off(id);
        } else {
            follow_up_later(watched, ctx);
        }
    }

    /// Lets go of an auction that is over, and of whoever watches it: they have been told everything.
    fn sign_off(&mut self, id: AuctionId) {
        // As long as it is known who has heard it already.
        self.tell_standings();
        if let Some(mut watched) = self.auctions.remove(&id) {
            watched.sign_off();
        }
    }

    /// Brings those up to date who had too much unsent when the others were.
    fn follow_up(&mut self, id: AuctionId, ctx: &mut Context<Self>) {
        let Some(watched) = self.auctions.get_mut(&id) else { return };
        let room = watched.room.clone();
        watched.follow_up(&room.board(), self.shared.clock.now());
        follow_up_later(watched, ctx);
    }

    fn remove(&mut self, channel: Channel, connection: Uuid) {
        match channel {
            Channel::Catalogue => drop(self.catalogue.remove(&connection)),
            Channel::Cards => self.cards.remove(connection),
            Channel::Me => self.standings.remove(connection),
            Channel::Room(id) => self.talks.remove(id, connection),
            Channel::Auction(id) => {
                let Some(watched) = self.auctions.get_mut(&id) else { return };
                if watched.viewers.remove(&connection).is_some() {
                    watched.room.watcher_left();
                }
                if watched.viewers.is_empty() {
                    self.auctions.remove(&id);
                }
            }
        }
    }

    /// Says that the house is there, and asks whether the viewer is: every second a part of the sockets has its turn, so
    /// that bids do not wait for thousands of beats. Notices who is gone, and whose sign-in has ended.
    fn beat(&mut self) {
        let (period, now) = (config::BEAT.as_secs(), self.shared.clock.now());
        let (beat, ping) = (protocol::beat(now), frame::ping());
        let frames = Wire::ALL.map(|wire| Bytes::from([frame::message(wire, &beat), ping.clone()].concat()));
        self.beats += 1;
        for socket in self.sockets.values().filter(|socket| socket.turn() % period == self.beats % period) {
            if socket.outlet.silence() > config::PONG_DEADLINE {
                socket.session.do_send(Close::NoPong);
            } else if socket.visitor.expires_at.is_some_and(|expires_at| expires_at <= now) {
                socket.session.do_send(Close::SignedOut);
            } else {
                socket.write(frames[socket.visitor.wire as usize].clone());
            }
        }
    }

    /// Tells viewers how many they are, where that changed.
    fn count(&mut self) {
        for watched in self.auctions.values_mut() {
            let count = watched.room.watchers();
            if count != watched.watchers_told {
                watched.watchers_told = count;
                let frame = Frame::from(protocol::watchers(&watched.room));
                watched.viewers.values().for_each(|viewer| viewer.socket.send(&frame));
            }
        }
    }

    /// Tells whoever asked to hear it, on whatever page they are, how they stand by now.
    fn tell_standings(&mut self) {
        let auctions = &self.auctions;
        self.standings.tell(|room, socket| {
            auctions.get(&room.id).is_some_and(|watched| watched.viewers.contains_key(&socket.connection))
        });
    }
}

fn flush_after(pause: Duration, watched: &mut Watched, ctx: &mut Context<Hub>) {
    watched.flush_due = true;
    let id = watched.room.id;
    ctx.run_later(pause, move |hub, ctx| hub.flush(id, ctx));
}

fn follow_up_later(watched: &mut Watched, ctx: &mut Context<Hub>) {
    if watched.wants_follow_up() {
        let id = watched.room.id;
        ctx.run_later(config::COALESCE, move |hub, ctx| hub.follow_up(id, ctx));
    }
}

/// What a viewer who comes to an auction is sent, if anything, and how many events they had missed, if it is those.
fn welcome(
    watch: &Watch,
    board: &Board,
    you: Option<&YouAre>,
    now: crate::domain::Timestamp,
) -> (Option<ByteString>, Option<usize>) {
    let channel = Channel::Auction(watch.room.id);
    if let Some((epoch, seq)) = &watch.resume
        && *epoch == watch.room.epoch
        && let Missed::Lines(lines) = board.missed(*seq)
    {
        let missed = lines.len();
        return ((missed > 0).then(|| protocol::events(channel, &lines)), Some(missed));
    }
    (Some(protocol::snapshot(&watch.room, board, you.cloned(), now)), None)
}

impl Actor for Hub {
    type Context = Context<Self>;

    fn started(&mut self, ctx: &mut Self::Context) {
        self.catalogue_sent = self.shared.catalogue.seq();
        ctx.run_interval(Duration::from_secs(1), |hub, _| hub.beat());
        ctx.run_interval(config::WATCHERS_PERIOD, |hub, _| hub.count());
    }
}

impl Handler<Enter> for Hub {
    type Result = ();

    fn handle(&mut self, Enter { connection, session, outlet, visitor }: Enter, _: &mut Self::Context) {
        if visitor.identity.is_some_and(|identity| self.signed_out.ends(identity)) {
            session.do_send(Close::SignedOut);
        }
        self.sockets.insert(connection, Socket { connection, session, outlet, visitor });
    }
}

impl Handler<Leave> for Hub {
    type Result = ();

    fn handle(&mut self, leave: Leave, _: &mut Self::Context) {
        self.sockets.remove(&leave.connection);
        self.remove(Channel::Catalogue, leave.connection);
        self.remove(Channel::Cards, leave.connection);
        self.remove(Channel::Me, leave.connection);
        leave.channels.into_iter().for_each(|channel| self.remove(channel, leave.connection));
    }
}

impl Handler<Watch> for Hub {
    type Result = ();

    fn handle(&mut self, watch: Watch, _: &mut Self::Context) {
        self.remove(Channel::Auction(watch.room.id), watch.connection);
        let Some(socket) = self.sockets.get(&watch.connection).cloned() else { return };
        let room = watch.room.clone();
        // Under one lock: what the newcomer is welcomed with, and from where on they are sent events.
        let board = room.board();
        let watched = self.auctions.entry(room.id).or_insert_with(|| Watched::new(room.clone()));
        let you = socket.account().map(|account| room.you(&board, account));
        let (frame, missed) = welcome(&watch, &board, you.as_ref(), self.shared.clock.now());
        frame.iter().for_each(|message| socket.say(message));
        let subscribed =
            protocol::subscribed(watch.id, Channel::Auction(room.id), &room.epoch, board.auction.seq, missed);
        socket.say(&subscribed);
        if let Some(you) = you.as_ref().filter(|you| you.is_something()) {
            socket.say(&protocol::you(&room, &board, you));
        }
        room.watcher_came();
        watched.viewers.insert(watch.connection, Viewer { socket, sent: board.auction.seq, you });
        let is_over = board.is_settled();
        if is_over {
            // The others may not have been told the end yet.
            watched.flush(&board, self.shared.clock.now());
        }
        drop(board);
        if is_over {
            self.sign_off(room.id);
        }
    }
}

impl Handler<Unwatch> for Hub {
    type Result = ();

    fn handle(&mut self, unwatch: Unwatch, _: &mut Self::Context) {
        self.remove(unwatch.channel, unwatch.connection);
    }
}

impl Handler<WatchMe> for Hub {
    type Result = ();

    fn handle(&mut self, watch: WatchMe, _: &mut Self::Context) {
        let Some(socket) = self.sockets.get(&watch.connection).cloned() else { return };
        // Standing has no history: what was missed is on the pages of the auctions.
        socket.say(&protocol::subscribed(watch.id, Channel::Me, "", 0, None));
        self.standings.add(socket);
    }
}

impl Handler<WatchCatalogue> for Hub {
    type Result = ();

    fn handle(&mut self, watch: WatchCatalogue, _: &mut Self::Context) {
        self.remove(Channel::Catalogue, watch.connection);
        let Some(socket) = self.sockets.get(&watch.connection).cloned() else { return };
        let catalogue = &self.shared.catalogue;
        let resumed = watch
            .resume
            .filter(|(epoch, _)| *epoch == catalogue.epoch)
            .and_then(|(_, seq)| catalogue.since(seq).filter(|lines| lines.len() <= config::REPLAY));
        let missed = resumed.as_ref().map(Vec::len);
        // Whoever joins is brought exactly to what this hub has sent, so that the next flush continues from there.
        let upto = self.catalogue_sent;
        let lines = match resumed {
            Some(lines) => lines,
            None => {
                let now = self.shared.clock.now();
                socket.say(&protocol::catalogue_snapshot(&catalogue.epoch, watch.as_of, &watch.cards, now));
                catalogue.since(watch.as_of).unwrap_or_default()
            }
        };
        let lines: Vec<_> = lines.into_iter().filter(|line| line.seq <= upto).collect();
        if !lines.is_empty() {
            socket.say(&protocol::catalogue_events(&lines));
        }
        let seq = if missed.is_some() { upto } else { upto.max(watch.as_of) };
        socket.say(&protocol::subscribed(watch.id, Channel::Catalogue, &catalogue.epoch, seq, missed));
        self.catalogue.insert(watch.connection, socket);
    }
}

impl Handler<WatchCards> for Hub {
    type Result = ();

    fn handle(&mut self, watch: WatchCards, _: &mut Self::Context) {
        let WatchCards { id, connection, wanted, listed, cards, as_of } = watch;
        let Some(socket) = self.sockets.get(&connection).cloned() else { return };
        socket.say(&protocol::cards_snapshot(&cards, self.shared.clock.now()));
        self.cards.follow(socket.clone(), wanted, listed);
        // What the others were told since the cards were read; what comes after they are all told together.
        let mut since = self.shared.catalogue.since(as_of).unwrap_or_default();
        since.retain(|line| line.seq <= self.catalogue_sent);
        self.cards.catch_up(connection, &since);
        // Cards have no history: whoever comes back is shown them as they stand.
        socket.say(&protocol::subscribed(id, Channel::Cards, "", 0, None));
    }
}

impl Handler<News> for Hub {
    type Result = ();

    fn handle(&mut self, News { room, concerned }: News, ctx: &mut Self::Context) {
        if self.standings.changed(&room, &concerned) {
            // Together, for those who stand anew several times in a moment.
            ctx.run_later(config::COALESCE, |hub, _| hub.tell_standings());
        }
        self.news(&room, ctx);
    }
}

impl Handler<Rung> for Hub {
    type Result = ();

    fn handle(&mut self, Rung(frames): Rung, _: &mut Self::Context) {
        frames.iter().for_each(|(account, frame)| self.standings.ring(*account, frame));
    }
}

impl Handler<CatalogueNews> for Hub {
    type Result = ();

    fn handle(&mut self, _: CatalogueNews, _: &mut Self::Context) {
        // Fallen behind the ring, there is a gap to see, and whoever watches asks for a snapshot.
        let Some(lines) = self.shared.catalogue.since(self.catalogue_sent) else {
            self.catalogue_sent = self.shared.catalogue.seq();
            return;
        };
        self.catalogue_sent = lines.last().map_or(self.catalogue_sent, |line| line.seq);
        self.cards.tell(&lines);
        if self.catalogue.is_empty() {
            return;
        }
        for chunk in lines.chunks(config::REPLAY) {
            let frame = Frame::from(protocol::catalogue_events(chunk));
            self.catalogue.values().for_each(|socket| socket.send(&frame));
        }
    }
}

impl Handler<SignedOut> for Hub {
    type Result = ();

    fn handle(&mut self, who: SignedOut, _: &mut Self::Context) {
        let theirs = |socket: &&Socket| socket.visitor.identity.is_some_and(|identity| who.ends(identity));
        self.sockets.values().filter(theirs).for_each(|socket| socket.session.do_send(Close::SignedOut));
        self.signed_out.remember(who);
    }
}

impl Handler<Drain> for Hub {
    type Result = ();

    fn handle(&mut self, _: Drain, _: &mut Self::Context) {
        let within = config::COMEBACK + config::COMEBACK_EACH * self.sockets.len() as u32;
        self.sockets.values().for_each(|socket| socket.session.do_send(Close::Draining { within }));
    }
}
