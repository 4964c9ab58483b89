//! The hub of one worker: who watches what, and the only way from a room's board to a viewer's socket. An auction tells
//! every hub only *that* there is news; the hub reads the board, encodes each frame once for all its viewers, and so
//! coalesces by itself whatever came meanwhile.

use super::protocol::{self, Channel, YouAre};
use super::registry::Shared;
use super::room::{Board, Missed, Room};
use super::session::{Backlog, Close, Deliver, SessionActor};
use super::watched::{Viewer, Watched};
use crate::config;
use crate::domain::{AccountId, AuctionId, Seq};
use actix::prelude::*;
use bytestring::ByteString;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The hubs of all workers.
#[derive(Default)]
pub struct Hubs(Mutex<Vec<Addr<Hub>>>);

impl Hubs {
    /// Starts a hub on the current thread.
    pub fn open(&self, shared: Arc<Shared>) -> Addr<Hub> {
        let hub = Hub {
            shared,
            auctions: HashMap::new(),
            catalogue: Vec::new(),
            catalogue_sent: 0,
            sessions: HashMap::new(),
            signed_out: VecDeque::new(),
        }
        .start();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(hub.clone());
        hub
    }

    pub(super) fn tell(&self, room: &Arc<Room>) {
        self.each(|hub| hub.do_send(News(room.clone())));
    }

    pub(super) fn tell_catalogue(&self) {
        self.each(|hub| hub.do_send(CatalogueNews));
    }

    /// Ends the sockets of a session, or of all sessions of an account.
    pub fn sign_out(&self, who: SignedOut) {
        self.each(|hub| hub.do_send(who));
    }

    /// Says goodbye to every viewer.
    pub async fn drain(&self) {
        let hubs = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for hub in hubs {
            // A hub whose worker is gone has nobody left to say goodbye to.
            let _ = hub.send(Drain).await;
        }
    }

    fn each(&self, tell: impl Fn(&Addr<Hub>)) {
        let mut hubs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        hubs.retain(Addr::connected);
        hubs.iter().for_each(tell);
    }
}

/// Everything one worker's sockets watch.
pub struct Hub {
    shared: Arc<Shared>,
    auctions: HashMap<AuctionId, Watched>,
    catalogue: Vec<Addr<SessionActor>>,
    catalogue_sent: Seq,
    /// Every socket of this worker, and on whose behalf it is open.
    sessions: HashMap<Uuid, (Addr<SessionActor>, Option<Identity>)>,
    /// Who signed out lately: a socket whose handshake was under way then must not outlive it.
    signed_out: VecDeque<(Instant, SignedOut)>,
}

/// Whose socket it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    pub session: Uuid,
    pub account: AccountId,
}

/// A socket opened on this worker.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Enter {
    pub connection: Uuid,
    pub session: Addr<SessionActor>,
    pub identity: Option<Identity>,
}

/// A socket is gone.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Leave {
    pub connection: Uuid,
    pub session: Addr<SessionActor>,
}

/// A socket wants to watch an auction, from where it knows it.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Watch {
    pub id: Option<u64>,
    pub room: Arc<Room>,
    pub session: Addr<SessionActor>,
    pub backlog: Backlog,
    pub account: Option<AccountId>,
    pub resume: Option<(String, Seq)>,
}

/// A socket no longer watches.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Unwatch {
    pub channel: Channel,
    pub session: Addr<SessionActor>,
}

/// A socket wants to watch the catalogue, of which it is shown `cards` if it cannot resume.
#[derive(Message)]
#[rtype(result = "()")]
pub struct WatchCatalogue {
    pub id: Option<u64>,
    pub session: Addr<SessionActor>,
    pub resume: Option<(String, Seq)>,
    pub cards: Vec<protocol::Card>,
    /// The catalogue's number before `cards` were read.
    pub as_of: Seq,
}

#[derive(Message)]
#[rtype(result = "()")]
struct News(Arc<Room>);

#[derive(Message)]
#[rtype(result = "()")]
struct CatalogueNews;

/// A session ended, or all of an account's.
#[derive(Message, Clone, Copy, Debug)]
#[rtype(result = "()")]
pub enum SignedOut {
    Session(Uuid),
    Account(AccountId),
}

#[derive(Message)]
#[rtype(result = "()")]
struct Drain;

impl SignedOut {
    fn ends(self, identity: Identity) -> bool {
        match self {
            SignedOut::Session(session) => identity.session == session,
            SignedOut::Account(account) => identity.account == account,
        }
    }
}

impl Hub {
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
        let board = room.board();
        let all_told = watched.flush(&board);
        if board.is_over() {
            watched.sign_off();
            self.auctions.remove(&id);
        } else if !all_told {
            flush_after(config::COALESCE, watched, ctx);
        }
    }

    fn remove(&mut self, channel: Channel, session: &Addr<SessionActor>) {
        match channel {
            Channel::Catalogue => self.catalogue.retain(|viewer| viewer != session),
            Channel::Auction(id) => {
                let Some(watched) = self.auctions.get_mut(&id) else { return };
                let before = watched.viewers.len();
                watched.viewers.retain(|viewer| viewer.session != *session);
                (watched.viewers.len()..before).for_each(|_| watched.room.watcher_left());
                if watched.viewers.is_empty() {
                    self.auctions.remove(&id);
                }
            }
        }
    }

    fn beat(&self) {
        let frame = protocol::beat(self.shared.clock.now());
        self.sessions.values().for_each(|(session, _)| session.do_send(Deliver(frame.clone())));
    }

    /// Tells viewers how many they are, where that changed.
    fn count(&mut self) {
        for watched in self.auctions.values_mut() {
            let count = watched.room.watchers();
            if count != watched.watchers_told {
                watched.watchers_told = count;
                let frame = protocol::watchers(&watched.room);
                watched.viewers.iter().for_each(|viewer| viewer.session.do_send(Deliver(frame.clone())));
            }
        }
    }
}

fn flush_after(pause: Duration, watched: &mut Watched, ctx: &mut Context<Hub>) {
    watched.flush_due = true;
    let id = watched.room.id;
    ctx.run_later(pause, move |hub, ctx| hub.flush(id, ctx));
}

/// What a viewer who comes to an auction is sent, and how many events they had missed, if that is what they are sent.
fn welcome(
    watch: &Watch,
    board: &Board,
    you: Option<&YouAre>,
    now: crate::domain::Timestamp,
) -> (Vec<ByteString>, Option<usize>) {
    let channel = Channel::Auction(watch.room.id);
    if let Some((epoch, seq)) = &watch.resume
        && *epoch == watch.room.epoch
        && let Missed::Lines(lines) = board.missed(*seq)
    {
        let missed = lines.len();
        let replay = if lines.is_empty() { Vec::new() } else { vec![protocol::events(channel, &lines)] };
        return (replay, Some(missed));
    }
    (vec![protocol::snapshot(&watch.room, board, you.cloned(), now)], None)
}

impl Actor for Hub {
    type Context = Context<Self>;

    fn started(&mut self, ctx: &mut Self::Context) {
        self.catalogue_sent = self.shared.catalogue.seq();
        ctx.run_interval(config::BEAT, |hub, _| hub.beat());
        ctx.run_interval(config::WATCHERS_PERIOD, |hub, _| hub.count());
    }
}

impl Handler<Enter> for Hub {
    type Result = ();

    fn handle(&mut self, enter: Enter, _: &mut Self::Context) {
        let ended = |identity: Identity| self.signed_out.iter().any(|(_, who)| who.ends(identity));
        if enter.identity.is_some_and(ended) {
            enter.session.do_send(Close::SignedOut);
        }
        self.sessions.insert(enter.connection, (enter.session, enter.identity));
    }
}

impl Handler<Leave> for Hub {
    type Result = ();

    fn handle(&mut self, leave: Leave, _: &mut Self::Context) {
        self.sessions.remove(&leave.connection);
        let watched: Vec<AuctionId> = self.auctions.keys().copied().collect();
        watched.into_iter().for_each(|id| self.remove(Channel::Auction(id), &leave.session));
        self.remove(Channel::Catalogue, &leave.session);
    }
}

impl Handler<Watch> for Hub {
    type Result = ();

    fn handle(&mut self, watch: Watch, _: &mut Self::Context) {
        self.remove(Channel::Auction(watch.room.id), &watch.session);
        let room = watch.room.clone();
        // Under one lock: what the newcomer is welcomed with, and from where on they are sent events.
        let board = room.board();
        let watched = self.auctions.entry(room.id).or_insert_with(|| Watched::new(room.clone()));
        let you = watch.account.map(|account| board.you(account));
        let (frames, missed) = welcome(&watch, &board, you.as_ref(), self.shared.clock.now());
        frames.into_iter().for_each(|frame| watch.session.do_send(Deliver(frame)));
        let subscribed =
            protocol::subscribed(watch.id, Channel::Auction(room.id), &room.epoch, board.auction.seq, missed);
        watch.session.do_send(Deliver(subscribed));
        if let Some(you) = you.as_ref().filter(|you| you.standing.is_some()) {
            watch.session.do_send(Deliver(protocol::you(&room, &board, you)));
        }
        room.watcher_came();
        let Watch { session, backlog, account, .. } = watch;
        watched.viewers.push(Viewer { session, backlog, account, sent: board.auction.seq, you });
        if board.is_over() {
            watched.sign_off();
            self.auctions.remove(&room.id);
        }
    }
}

impl Handler<Unwatch> for Hub {
    type Result = ();

    fn handle(&mut self, unwatch: Unwatch, _: &mut Self::Context) {
        self.remove(unwatch.channel, &unwatch.session);
    }
}

impl Handler<WatchCatalogue> for Hub {
    type Result = ();

    fn handle(&mut self, watch: WatchCatalogue, _: &mut Self::Context) {
        self.remove(Channel::Catalogue, &watch.session);
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
                let snapshot =
                    protocol::catalogue_snapshot(&catalogue.epoch, watch.as_of, &watch.cards, self.shared.clock.now());
                watch.session.do_send(Deliver(snapshot));
                catalogue.since(watch.as_of).unwrap_or_default()
            }
        };
        let lines: Vec<_> = lines.into_iter().filter(|(seq, _)| *seq <= upto).collect();
        if !lines.is_empty() {
            watch.session.do_send(Deliver(protocol::catalogue_events(&lines)));
        }
        let seq = if missed.is_some() { upto } else { upto.max(watch.as_of) };
        watch.session.do_send(Deliver(protocol::subscribed(
            watch.id,
            Channel::Catalogue,
            &catalogue.epoch,
            seq,
            missed,
        )));
        self.catalogue.push(watch.session);
    }
}

impl Handler<News> for Hub {
    type Result = ();

    fn handle(&mut self, News(room): News, ctx: &mut Self::Context) {
        self.news(&room, ctx);
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
        self.catalogue_sent = lines.last().map_or(self.catalogue_sent, |(seq, _)| *seq);
        for chunk in lines.chunks(config::REPLAY) {
            let frame = protocol::catalogue_events(chunk);
            self.catalogue.iter().for_each(|viewer| viewer.do_send(Deliver(frame.clone())));
        }
    }
}

impl Handler<SignedOut> for Hub {
    type Result = ();

    fn handle(&mut self, who: SignedOut, _: &mut Self::Context) {
        for (session, _) in self.sessions.values().filter(|(_, identity)| identity.is_some_and(|it| who.ends(it))) {
            session.do_send(Close::SignedOut);
        }
        let now = Instant::now();
        self.signed_out.retain(|(at, _)| now - *at < config::SIGNED_OUT_MEMORY);
        self.signed_out.push_back((now, who));
    }
}

impl Handler<Drain> for Hub {
    type Result = ();

    fn handle(&mut self, _: Drain, _: &mut Self::Context) {
        self.sessions.values().for_each(|(session, _)| session.do_send(Close::Draining));
    }
}
