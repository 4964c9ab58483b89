//! The actor of one socket: reads what its client sends, and writes what hub and auctions have for it, in order, through
//! one bounded outbox. It decides nothing.

use super::hub::{Enter, Hub, Identity, Leave, Unwatch, Watch, WatchCatalogue};
use super::inbox::{Refused, Verdict};
use super::protocol::{self, Card, Channel, ClientMessage};
use super::{BidRequest, Error, Live};
use crate::config;
use crate::domain::{AuctionId, BidKey, Timestamp};
use crate::limits::Admission;
use crate::limits::meter::{Meter, Pace};
use crate::limits::places::Full;
use actix::prelude::*;
use actix_ws::{AggregatedMessage, CloseCode, CloseReason, ProtocolError};
use bytestring::ByteString;
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use uuid::Uuid;

/// One socket.
pub struct SessionActor {
    live: Live,
    hub: Addr<Hub>,
    socket: actix_ws::Session,
    connection: Uuid,
    identity: Option<Identity>,
    /// When the sign-in behind this socket ends.
    expires_at: Option<Timestamp>,
    /// Its place in the house, given back with the actor.
    admission: Admission,
    meter: Meter,
    channels: HashSet<Channel>,
    outbox: VecDeque<Out>,
    backlog: Backlog,
    writing: bool,
    /// The last ping that waits for its pong; earlier ones need none (RFC 6455, 5.5.3), so a flood of them costs nothing.
    pong: Option<bytes::Bytes>,
    closing: bool,
    bids_in_flight: usize,
    /// When recent frames could not be understood.
    malformed: VecDeque<Instant>,
    last_pong: Instant,
}

/// Bytes in a socket's outbox, and in what is being written. Its hub looks at it before it sends more.
#[derive(Clone, Debug, Default)]
pub struct Backlog(Arc<AtomicUsize>);

impl Backlog {
    pub fn bytes(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    fn grow(&self, bytes: usize) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }

    fn shrink(&self, bytes: usize) {
        self.0.fetch_sub(bytes, Ordering::Relaxed);
    }
}

enum Out {
    Text(ByteString),
    Ping,
    Close(CloseReason),
}

/// A frame to be sent.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Deliver(pub ByteString);

/// A channel has ended: everything on it has been delivered.
#[derive(Message)]
#[rtype(result = "()")]
pub struct SignOff(pub Channel);

/// Why a socket is closed from our side; each has its code on the wire.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
#[rtype(result = "()")]
pub enum Close {
    AuctionEnded,
    BadRequests,
    SignedOut,
    NoSubscribe,
    Draining,
    Slow,
    NoPong,
    Protocol,
    NotUtf8,
    TooBig,
    TooMany,
    Overloaded,
}

impl From<Full> for Close {
    fn from(full: Full) -> Close {
        match full {
            Full::Address | Full::Account => Close::TooMany,
            Full::House => Close::Overloaded,
        }
    }
}

/// A verdict on a bid this socket placed.
#[derive(Message)]
#[rtype(result = "()")]
struct Answer {
    id: Option<u64>,
    auction: AuctionId,
    key: BidKey,
    verdict: Verdict,
}

impl Close {
    /// Code, reason, and whether and after how long to come back.
    fn wire(self) -> (u16, &'static str, bool, u64) {
        match self {
            Close::AuctionEnded => (1000, "auction_ended", false, 0),
            Close::BadRequests => (4000, "bad_request", false, 0),
            Close::SignedOut => (4001, "signed_out", false, 0),
            Close::NoSubscribe => (4002, "no_subscribe", false, 0),
            // Spread out, so that everybody does not come back in the same moment.
            Close::Draining => (4101, "draining", true, rand::random_range(200..3_000)),
            Close::Slow => (4200, "slow", true, 1_000),
            Close::NoPong => (4201, "no_pong", true, 0),
            Close::Protocol => (1002, "protocol", false, 0),
            Close::NotUtf8 => (1007, "not_utf8", false, 0),
            Close::TooBig => (1009, "too_big", false, 0),
            Close::TooMany => (4004, "too_many_connections", false, 0),
            Close::Overloaded => (4100, "overloaded", true, rand::random_range(config::limits::FULL_PAUSE_MS)),
        }
    }
}

impl SessionActor {
    pub fn new(
        live: Live,
        hub: Addr<Hub>,
        socket: actix_ws::Session,
        identity: Option<Identity>,
        expires_at: Option<Timestamp>,
        admission: Admission,
    ) -> Self {
        SessionActor {
            admission,
            meter: live.limits().meter(),
            live,
            hub,
            socket,
            connection: Uuid::now_v7(),
            identity,
            expires_at,
            channels: HashSet::new(),
            outbox: VecDeque::new(),
            backlog: Backlog::default(),
            writing: false,
            pong: None,
            closing: false,
            bids_in_flight: 0,
            malformed: VecDeque::new(),
            last_pong: Instant::now(),
        }
    }

    fn text(&mut self, frame: ByteString, ctx: &mut Context<Self>) {
        if self.closing {
            return;
        }
        self.backlog.grow(frame.len());
        self.outbox.push_back(Out::Text(frame));
        if self.backlog.bytes() > config::OUTBOX_BYTES && self.writing {
            return self.close(Close::Slow, ctx);
        }
        self.pump(ctx);
    }

    fn error(&mut self, id: Option<u64>, code: &str, message: &str, ctx: &mut Context<Self>) {
        self.text(protocol::error(id, code, message, code == "unavailable"), ctx);
    }

    /// Says `bye`, sends the close frame behind everything that waits, and stops when it is out.
    fn close(&mut self, why: Close, ctx: &mut Context<Self>) {
        if self.closing {
            return;
        }
        let (code, reason, reconnect, after_ms) = why.wire();
        if why == Close::Slow {
            self.outbox.clear();
        }
        self.closing = true;
        self.outbox.push_back(Out::Text(protocol::bye(code, reason, reconnect, after_ms)));
        self.outbox
            .push_back(Out::Close(CloseReason { code: CloseCode::from(code), description: Some(reason.into()) }));
        self.pump(ctx);
        // A client that reads nothing any more does not get to keep the socket.
        ctx.run_later(config::WRITE_DEADLINE, |_, ctx| ctx.stop());
    }

    /// Writes what waits, one write at a time, so that order holds and a slow client is noticed.
    fn pump(&mut self, ctx: &mut Context<Self>) {
        if self.writing || (self.outbox.is_empty() && self.pong.is_none()) {
            return;
        }
        self.writing = true;
        let batch = std::mem::take(&mut self.outbox);
        let pong = self.pong.take();
        let mut socket = self.socket.clone();
        let write = async move {
            let mut written = 0;
            if let Some(payload) = pong {
                socket.pong(&payload).await?;
            }
            for out in batch {
                match out {
                    Out::Text(frame) => {
                        written += frame.len();
                        socket.text(frame).await?;
                    }
                    Out::Ping => socket.ping(b"").await?,
                    Out::Close(reason) => {
                        socket.close(Some(reason)).await?;
                        return Ok((written, true));
                    }
                }
            }
            Ok::<_, actix_ws::Closed>((written, false))
        };
        let write = tokio::time::timeout(config::WRITE_DEADLINE, write);
        ctx.spawn(write.into_actor(self).map(|written, actor, ctx| {
            actor.writing = false;
            match written {
                Ok(Ok((_, true)) | Err(_)) => ctx.stop(),
                Ok(Ok((bytes, false))) => {
                    actor.backlog.shrink(bytes);
                    actor.pump(ctx);
                }
                // No progress for so long: the kernel's buffer is full and nobody reads. A close frame would wait too.
                Err(_) => ctx.stop(),
            }
        }));
    }

    fn receive(&mut self, text: &str, ctx: &mut Context<Self>) {
        let received_at = self.live.now();
        match self.meter.take() {
            Pace::Fine => {}
            Pace::TooFast => return self.too_fast(text, ctx),
            Pace::Flood => return self.close(Close::BadRequests, ctx),
        }
        match serde_json::from_str::<ClientMessage>(text) {
            Ok(ClientMessage::Bid { id, auction, amount, exact, key, .. }) => {
                self.bid(id, &auction, BidRequest { amount: amount.or_bad(), exact, key: BidKey(key) }, ctx);
            }
            Ok(ClientMessage::Subscribe { id, channel, epoch, seq }) => {
                self.subscribe(id, &channel, epoch.zip(seq), ctx)
            }
            Ok(ClientMessage::Unsubscribe { id, channel }) => self.unsubscribe(id, &channel, ctx),
            Ok(ClientMessage::Time { id, t0 }) => {
                let answer = protocol::time(id, &t0, received_at, self.live.now());
                self.text(answer, ctx);
            }
            Err(error) => self.malformed(text, &error.to_string(), ctx),
        }
    }

    /// Says that a frame was one too many and had no effect; a bid hears it by its key.
    fn too_fast(&mut self, text: &str, ctx: &mut Context<Self>) {
        let message = "That was one message too many; wait a moment, then send it again.";
        let answer = match serde_json::from_str::<ClientMessage>(text) {
            Ok(ClientMessage::Bid { id, auction, key, .. }) if let Ok(auction) = auction.parse() => {
                protocol::rejected(id, auction, BidKey(key), "rate_limited", message, None, true)
            }
            _ => protocol::error(protocol::id(text), "rate_limited", message, true),
        };
        self.text(answer, ctx);
    }

    /// Tells what is wrong with a frame; the socket lives, unless it goes on like that.
    fn malformed(&mut self, text: &str, what: &str, ctx: &mut Context<Self>) {
        self.error(protocol::id(text), "malformed", &format!("This message cannot be understood: {what}."), ctx);
        let now = Instant::now();
        self.malformed.retain(|at| now - *at < config::MALFORMED_WINDOW);
        self.malformed.push_back(now);
        if self.malformed.len() >= config::MALFORMED {
            self.close(Close::BadRequests, ctx);
        }
    }

    fn bid(&mut self, id: Option<u64>, auction: &str, bid: BidRequest, ctx: &mut Context<Self>) {
        let Ok(auction) = auction.parse::<AuctionId>() else {
            return self.error(id, "unknown_auction", "There is no such auction.", ctx);
        };
        let Some(identity) = self.identity else {
            let message = "Sign in to bid.";
            return self.text(protocol::rejected(id, auction, bid.key, "signed_out", message, None, false), ctx);
        };
        if self.bids_in_flight >= config::BIDS_IN_FLIGHT {
            return self.text(protocol::verdict(id, auction, bid.key, &Err(Refused::Overloaded)), ctx);
        }
        self.bids_in_flight += 1;
        let (key, addr) = (bid.key, ctx.address());
        let reply = Box::new(move |verdict| addr.do_send(Answer { id, auction, key, verdict }));
        // Stamped here, before anything is waited for.
        let arrival = self.live.arrive(auction);
        if let Some(reply) = self.live.bid_at_once(arrival, identity.account, bid, reply) {
            let (live, (arrival, reply)) = (self.live.clone(), reply);
            let opened = async move { live.bid_later(arrival, identity.account, bid, reply).await };
            ctx.spawn(opened.into_actor(self).map(move |opened, actor, ctx| {
                if let Err(error) = opened {
                    actor.bids_in_flight -= 1;
                    actor.refuse_bid(id, auction, key, &error, ctx);
                }
            }));
        }
    }

    fn refuse_bid(&mut self, id: Option<u64>, auction: AuctionId, key: BidKey, error: &Error, ctx: &mut Context<Self>) {
        match error.refusal() {
            Some(refused) => self.text(protocol::verdict(id, auction, key, &Err(refused)), ctx),
            None => self.error(id, error.code(), error.message(), ctx),
        }
    }

    fn subscribe(&mut self, id: Option<u64>, channel: &str, resume: Option<(String, i64)>, ctx: &mut Context<Self>) {
        let Ok(channel) = channel.parse::<Channel>() else {
            return self.error(id, "unknown_channel", "There is no such channel; try auction:ID or catalogue.", ctx);
        };
        if self.channels.len() >= config::CHANNELS && !self.channels.contains(&channel) {
            let message = "This socket watches as much as it may; unsubscribe from something first.";
            return self.error(id, "too_many_channels", message, ctx);
        }
        self.channels.insert(channel);
        let (live, hub, session) = (self.live.clone(), self.hub.clone(), ctx.address());
        let backlog = self.backlog.clone();
        let account = self.identity.map(|identity| identity.account);
        let subscribed = async move {
            match channel {
                Channel::Auction(auction) => {
                    let room = live.room(auction).await?;
                    hub.do_send(Watch { id, room, session, backlog, account, resume });
                }
                Channel::Catalogue => {
                    let (as_of, cards) = live.catalogue().await?;
                    let cards: Vec<Card> = cards.iter().map(Card::from).collect();
                    hub.do_send(WatchCatalogue { id, session, resume, cards, as_of });
                }
            }
            Ok::<(), Error>(())
        };
        ctx.spawn(subscribed.into_actor(self).map(move |subscribed, actor, ctx| {
            if let Err(error) = subscribed {
                actor.channels.remove(&channel);
                actor.error(id, error.code(), error.message(), ctx);
            } else if !actor.channels.contains(&channel) {
                // Unsubscribed while it was being opened.
                actor.hub.do_send(Unwatch { channel, session: ctx.address() });
            }
        }));
    }

    fn unsubscribe(&mut self, id: Option<u64>, channel: &str, ctx: &mut Context<Self>) {
        match channel.parse::<Channel>() {
            Ok(channel) if self.channels.remove(&channel) => {
                self.hub.do_send(Unwatch { channel, session: ctx.address() });
            }
            _ => self.error(id, "not_subscribed", "This socket does not watch that channel.", ctx),
        }
    }

    /// Pings, and notices who is gone, whose sign-in has ended, and who never said what they want.
    fn check(&mut self, ctx: &mut Context<Self>) {
        if self.last_pong.elapsed() > config::PONG_DEADLINE {
            return self.close(Close::NoPong, ctx);
        }
        if self.expires_at.is_some_and(|expires_at| expires_at <= self.live.now()) {
            return self.close(Close::SignedOut, ctx);
        }
        if !self.closing {
            self.outbox.push_back(Out::Ping);
            self.pump(ctx);
        }
    }
}

impl Actor for SessionActor {
    type Context = Context<Self>;

    fn started(&mut self, ctx: &mut Self::Context) {
        ctx.set_mailbox_capacity(64);
        if let Some(full) = self.admission.refusal() {
            return self.close(full.into(), ctx);
        }
        let enter = Enter { connection: self.connection, session: ctx.address(), identity: self.identity };
        self.hub.do_send(enter);
        let hello = protocol::hello(self.connection, self.live.node(), self.live.now());
        self.text(hello, ctx);
        ctx.run_interval(config::BEAT, |actor, ctx| actor.check(ctx));
        ctx.run_later(config::SUBSCRIBE_DEADLINE, |actor, ctx| {
            if actor.channels.is_empty() && !actor.closing {
                actor.close(Close::NoSubscribe, ctx);
            }
        });
    }

    fn stopped(&mut self, ctx: &mut Self::Context) {
        self.hub.do_send(Leave { connection: self.connection, session: ctx.address() });
    }
}

impl StreamHandler<Result<AggregatedMessage, ProtocolError>> for SessionActor {
    fn handle(&mut self, message: Result<AggregatedMessage, ProtocolError>, ctx: &mut Context<Self>) {
        match message {
            _ if self.closing => {}
            Ok(AggregatedMessage::Text(text)) => self.receive(&text, ctx),
            Ok(AggregatedMessage::Binary(_)) => self.malformed("", "frames here are text", ctx),
            Ok(AggregatedMessage::Ping(_)) if self.meter.take() == Pace::Flood => self.close(Close::BadRequests, ctx),
            Ok(AggregatedMessage::Ping(payload)) => {
                self.pong = Some(payload);
                self.pump(ctx);
            }
            Ok(AggregatedMessage::Pong(_)) => self.last_pong = Instant::now(),
            Ok(AggregatedMessage::Close(reason)) => {
                self.closing = true;
                self.outbox.clear();
                let code = reason.map_or(CloseCode::Normal, |reason| reason.code);
                self.outbox.push_back(Out::Close(CloseReason { code, description: None }));
                self.pump(ctx);
            }
            Err(ProtocolError::Overflow) => self.close(Close::TooBig, ctx),
            // How actix-ws reports fragments that add up to too much.
            Err(ProtocolError::Io(error)) if error.to_string().contains("continuation size") => {
                self.close(Close::TooBig, ctx);
            }
            Err(ProtocolError::Io(error)) if error.kind() == std::io::ErrorKind::InvalidData => {
                self.close(Close::NotUtf8, ctx)
            }
            Err(ProtocolError::Io(_)) => ctx.stop(),
            Err(_) => self.close(Close::Protocol, ctx),
        }
    }

    fn finished(&mut self, ctx: &mut Context<Self>) {
        if !self.closing {
            ctx.stop();
        }
    }
}

impl Handler<Deliver> for SessionActor {
    type Result = ();

    fn handle(&mut self, Deliver(frame): Deliver, ctx: &mut Self::Context) {
        self.text(frame, ctx);
    }
}

impl Handler<SignOff> for SessionActor {
    type Result = ();

    fn handle(&mut self, SignOff(channel): SignOff, ctx: &mut Self::Context) {
        self.channels.remove(&channel);
        if self.channels.is_empty() {
            self.close(Close::AuctionEnded, ctx);
        }
    }
}

impl Handler<Close> for SessionActor {
    type Result = ();

    fn handle(&mut self, why: Close, ctx: &mut Self::Context) {
        self.close(why, ctx);
    }
}

impl Handler<Answer> for SessionActor {
    type Result = ();

    fn handle(&mut self, answer: Answer, ctx: &mut Self::Context) {
        self.bids_in_flight -= 1;
        self.text(protocol::verdict(answer.id, answer.auction, answer.key, &answer.verdict), ctx);
    }
}
