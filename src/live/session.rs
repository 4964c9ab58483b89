//! The actor of one socket: reads what its client sends and passes it on, and writes verdicts. What its client watches is
//! written by the hub. It decides nothing.
//!
//! - `close` why it ends · `talking` what it says in rooms

mod close;
mod talking;

pub use close::Close;

use super::frame;
use super::framing::Violation;
use super::hub::{Enter, Hub, Identity, Leave, Unwatch, Watch, WatchCards, WatchCatalogue, WatchMe, WatchTalk};
use super::inbox::{Refused, Verdict};
use super::outlet::{Outlet, Sent};
use super::protocol::{self, Card, Channel, ClientMessage, Said, Wire};
use super::talk::{Refused as NotSaid, Talk, Words};
use super::{BidRequest, Error, Live, words};
use crate::config;
use crate::config::finding::CARDS_FOLLOWED;
use crate::domain::{AuctionId, BidKey, Timestamp};
use crate::language::Reader;
use crate::limits::meter::{Meter, Pace};
use actix::prelude::*;
use actix_ws::{AggregatedMessage, CloseCode, CloseReason};
use bytes::BytesMut;
use bytestring::ByteString;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// One socket.
pub struct SessionActor {
    live: Live,
    hub: Addr<Hub>,
    outlet: Arc<Outlet>,
    connection: Uuid,
    visitor: Visitor,
    meter: Meter,
    channels: HashSet<Channel>,
    bids_in_flight: usize,
    /// What it said in rooms, and is being written down.
    sayings_in_flight: usize,
    /// How many captions it has sent, and where one of them may stand.
    captions: u64,
    captioned: HashMap<AuctionId, Arc<Talk>>,
    /// Everything it watched has ended. It is closed when its bids are answered.
    has_ended: bool,
    /// When recent frames could not be understood.
    malformed: VecDeque<Instant>,
}

/// Whose socket it is, until when, and how they read and write.
#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    /// Nobody, for who is not signed in.
    pub identity: Option<Identity>,
    /// When the sign-in ends.
    pub expires_at: Option<Timestamp>,
    /// In whose language they are told no.
    pub reader: Reader,
    pub wire: Wire,
}

/// Which cards a client wants to follow.
struct Follow {
    auctions: Vec<AuctionId>,
    listed: bool,
}

/// A channel has ended: everything on it has been delivered.
#[derive(Message)]
#[rtype(result = "()")]
pub struct SignOff(pub Channel);

/// A verdict on a bid this socket placed.
#[derive(Message)]
#[rtype(result = "()")]
struct Answer {
    id: Option<u64>,
    auction: AuctionId,
    key: BidKey,
    verdict: Verdict,
}

impl SessionActor {
    pub fn new(live: Live, hub: Addr<Hub>, outlet: Arc<Outlet>, visitor: Visitor) -> Self {
        SessionActor {
            meter: live.limits().meter(),
            live,
            hub,
            outlet,
            connection: Uuid::now_v7(),
            visitor,
            channels: HashSet::new(),
            bids_in_flight: 0,
            sayings_in_flight: 0,
            captions: 0,
            captioned: HashMap::new(),
            has_ended: false,
            malformed: VecDeque::new(),
        }
    }

    fn say(&mut self, message: &ByteString, ctx: &mut Context<Self>) {
        if self.outlet.send(frame::message(self.visitor.wire, message)) == Sent::Full {
            self.close(Close::Slow, ctx);
        }
    }

    /// Says what is put in words, in the visitor's language.
    fn tell(&mut self, write: impl FnOnce() -> ByteString, ctx: &mut Context<Self>) {
        self.say(&self.visitor.reader.reads(write), ctx);
    }

    fn error(&mut self, id: Option<u64>, code: &str, ctx: &mut Context<Self>) {
        self.tell(|| protocol::error(id, code, &words::of_code(code), code == "unavailable"), ctx);
    }

    /// Says `bye` and sends the close frame behind everything that waits. The outlet sees to the rest.
    fn close(&mut self, why: Close, ctx: &mut Context<Self>) {
        let (code, reason, reconnect, after_ms) = why.wire();
        let bye = protocol::bye(code, reason, reconnect, after_ms);
        let mut last = BytesMut::from(frame::message(self.visitor.wire, &bye));
        last.extend_from_slice(&frame::close(Some(CloseReason {
            code: code.into(),
            description: Some(reason.into()),
        })));
        self.outlet.close(last.freeze(), why.is_urgent());
        ctx.stop();
    }

    fn close_if_ended(&mut self, ctx: &mut Context<Self>) {
        let is_answered = self.bids_in_flight == 0 && self.sayings_in_flight == 0;
        if self.has_ended && self.channels.is_empty() && is_answered {
            self.close(Close::AuctionEnded, ctx);
        }
    }

    fn receive(&mut self, said: Said<'_>, ctx: &mut Context<Self>) {
        let received_at = self.live.now();
        let pace = self.meter.take();
        if pace == Pace::Flood {
            return self.close(Close::BadRequests, ctx);
        }
        let text = match self.visitor.wire.text(said) {
            Ok(text) => text,
            Err(error) => return self.malformed("", &error.to_string(), ctx),
        };
        if pace == Pace::TooFast {
            return self.too_fast(&text, ctx);
        }
        match serde_json::from_str::<ClientMessage>(&text) {
            Ok(ClientMessage::Bid { id, auction, amount, exact, quantity, whole, key }) => {
                let plain = BidRequest::new(amount.or_bad(), BidKey(key));
                self.bid(id, &auction, BidRequest { exact, quantity: quantity.0, whole, ..plain }, ctx);
            }
            Ok(ClientMessage::BuyNow { id, auction, key }) => {
                self.bid(id, &auction, BidRequest::buy_now(BidKey(key)), ctx);
            }
            Ok(ClientMessage::Subscribe { id, channel, epoch, seq, auctions, listed }) => {
                let cards = Follow { auctions: auctions.into_iter().map(AuctionId).collect(), listed };
                self.subscribe(id, &channel, epoch.zip(seq), cards, ctx)
            }
            Ok(ClientMessage::Unsubscribe { id, channel }) => self.unsubscribe(id, &channel, ctx),
            Ok(ClientMessage::Say { id, channel, text, key, kind, about }) => {
                self.speak(id, &channel, Words { kind, text, about, key }, ctx);
            }
            Ok(ClientMessage::Caption { id, channel, text }) => self.caption(id, &channel, text, ctx),
            Ok(ClientMessage::Time { id, t0 }) => {
                let answer = protocol::time(id, &t0, received_at, self.live.now());
                self.say(&answer, ctx);
            }
            Err(error) => self.malformed(&text, &error.to_string(), ctx),
        }
    }

    /// Says that a frame was one too many and had no effect; a bid hears it by its key.
    fn too_fast(&mut self, text: &str, ctx: &mut Context<Self>) {
        let answer = || match serde_json::from_str::<ClientMessage>(text) {
            Ok(ClientMessage::Bid { id, auction, key, .. } | ClientMessage::BuyNow { id, auction, key })
                if let Ok(auction) = auction.parse() =>
            {
                protocol::rejected(id, auction, BidKey(key), "rate_limited", &t!("refused-message-rate"), None, true)
            }
            Ok(ClientMessage::Say { id, key, .. }) => {
                protocol::not_said(id, Some(key), &NotSaid::RateLimited { wait: Duration::ZERO })
            }
            _ => protocol::error(protocol::id(text), "rate_limited", &t!("refused-message-rate"), true),
        };
        self.tell(answer, ctx);
    }

    /// Tells what is wrong with a frame; the socket lives, unless it goes on like that.
    fn malformed(&mut self, text: &str, what: &str, ctx: &mut Context<Self>) {
        let told = || protocol::error(protocol::id(text), "malformed", &t!("refused-malformed", what = what), false);
        self.tell(told, ctx);
        let now = Instant::now();
        self.malformed.retain(|at| now - *at < config::MALFORMED_WINDOW);
        self.malformed.push_back(now);
        if self.malformed.len() >= config::MALFORMED {
            self.close(Close::BadRequests, ctx);
        }
    }

    fn bid(&mut self, id: Option<u64>, auction: &str, bid: BidRequest, ctx: &mut Context<Self>) {
        let Ok(auction) = auction.parse::<AuctionId>() else {
            return self.error(id, "unknown_auction", ctx);
        };
        let Some(identity) = self.visitor.identity else {
            let told = || words::of_code("signed_out");
            let rejected = || protocol::rejected(id, auction, bid.key, "signed_out", &told(), None, false);
            return self.tell(rejected, ctx);
        };
        if self.bids_in_flight >= config::BIDS_IN_FLIGHT {
            return self.tell(|| protocol::verdict(id, auction, bid.key, &Err(Refused::Overloaded)), ctx);
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
            Some(refused) => self.tell(|| protocol::verdict(id, auction, key, &Err(refused)), ctx),
            None => self.error(id, error.code(), ctx),
        }
    }

    fn subscribe(
        &mut self,
        id: Option<u64>,
        channel: &str,
        resume: Option<(String, i64)>,
        follow: Follow,
        ctx: &mut Context<Self>,
    ) {
        let Ok(channel) = channel.parse::<Channel>() else {
            return self.error(id, "unknown_channel", ctx);
        };
        if channel == Channel::Me && self.visitor.identity.is_none() {
            return self.error(id, "signed_out", ctx);
        }
        if follow.auctions.len() > CARDS_FOLLOWED {
            return self.error(id, "too_many_cards", ctx);
        }
        if self.channels.len() >= config::CHANNELS && !self.channels.contains(&channel) {
            return self.error(id, "too_many_channels", ctx);
        }
        let is_new = self.channels.insert(channel);
        let (live, hub, connection) = (self.live.clone(), self.hub.clone(), self.connection);
        let who = self.person();
        let subscribed = async move {
            match channel {
                Channel::Auction(auction) => {
                    let room = live.room(auction).await?;
                    live.recognise(&room, who.map(|who| who.account)).await;
                    hub.do_send(Watch { id, connection, room, resume });
                }
                Channel::Catalogue => {
                    let (as_of, cards) = live.catalogue().await?;
                    let cards: Vec<Card> = cards.iter().map(Card::from).collect();
                    hub.do_send(WatchCatalogue { id, connection, resume, cards, as_of });
                }
                Channel::Cards => {
                    let (as_of, cards) = live.cards(&follow.auctions).await?;
                    let cards: Vec<Card> = cards.iter().map(Card::from).collect();
                    let Follow { auctions: wanted, listed } = follow;
                    hub.do_send(WatchCards { id, connection, wanted, listed, cards, as_of });
                }
                Channel::Room(auction) => {
                    let talk = live.talk(auction).await?;
                    let you = match who {
                        Some(who) => Some(live.in_room(&talk, who).await?),
                        None => None,
                    };
                    hub.do_send(WatchTalk { id, connection, talk, resume, you });
                }
                Channel::Me => hub.do_send(WatchMe { id, connection }),
            }
            Ok::<(), Error>(())
        };
        ctx.spawn(subscribed.into_actor(self).map(move |subscribed, actor, ctx| {
            if let Err(error) = subscribed {
                // What it watched before, it goes on watching.
                if is_new {
                    actor.channels.remove(&channel);
                }
                actor.error(id, error.code(), ctx);
            } else if !actor.channels.contains(&channel) {
                // Unsubscribed while it was being opened.
                actor.hub.do_send(Unwatch { channel, connection: actor.connection });
            }
        }));
    }

    fn unsubscribe(&mut self, id: Option<u64>, channel: &str, ctx: &mut Context<Self>) {
        match channel.parse::<Channel>() {
            Ok(channel) if self.channels.remove(&channel) => {
                self.hub.do_send(Unwatch { channel, connection: self.connection });
            }
            _ => self.error(id, "not_subscribed", ctx),
        }
    }
}

impl Actor for SessionActor {
    type Context = Context<Self>;

    fn started(&mut self, ctx: &mut Self::Context) {
        if let Some(full) = self.outlet.refusal() {
            return self.close(full.into(), ctx);
        }
        let (session, outlet) = (ctx.address(), self.outlet.clone());
        self.hub.do_send(Enter { connection: self.connection, session, outlet, visitor: self.visitor });
        let hello = protocol::hello(self.connection, self.live.node(), self.live.now());
        self.say(&hello, ctx);
        ctx.run_later(config::SUBSCRIBE_DEADLINE, |actor, ctx| {
            if actor.channels.is_empty() {
                actor.close(Close::NoSubscribe, ctx);
            }
        });
    }

    fn stopped(&mut self, _: &mut Self::Context) {
        self.outlet.hang_up();
        self.take_captions_down();
        let channels = std::mem::take(&mut self.channels);
        self.hub.do_send(Leave { connection: self.connection, channels });
    }
}

impl StreamHandler<Result<AggregatedMessage, Violation>> for SessionActor {
    fn handle(&mut self, message: Result<AggregatedMessage, Violation>, ctx: &mut Context<Self>) {
        match message {
            Ok(AggregatedMessage::Text(text)) => self.receive(Said::Text(&text), ctx),
            Ok(AggregatedMessage::Binary(packed)) => self.receive(Said::Binary(&packed), ctx),
            Ok(AggregatedMessage::Ping(_) | AggregatedMessage::Pong(_)) if self.meter.take() == Pace::Flood => {
                self.close(Close::BadRequests, ctx);
            }
            Ok(AggregatedMessage::Ping(payload)) => {
                if self.outlet.send(frame::pong(&payload)) == Sent::Full {
                    self.close(Close::Slow, ctx);
                }
            }
            Ok(AggregatedMessage::Pong(_)) => self.outlet.heard(),
            Ok(AggregatedMessage::Close(reason)) => {
                let code = reason.map_or(CloseCode::Normal, |reason| reason.code);
                self.outlet.close(frame::close(Some(CloseReason { code, description: None })), true);
                ctx.stop();
            }
            Err(Violation::Protocol(_)) => self.close(Close::Protocol, ctx),
            Err(Violation::NotUtf8) => self.close(Close::NotUtf8, ctx),
            Err(Violation::TooBig) => self.close(Close::TooBig, ctx),
        }
    }
}

impl Handler<SignOff> for SessionActor {
    type Result = ();

    fn handle(&mut self, SignOff(channel): SignOff, ctx: &mut Self::Context) {
        self.channels.remove(&channel);
        self.has_ended = self.channels.is_empty();
        self.close_if_ended(ctx);
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
        let Answer { id, auction, key, verdict } = answer;
        self.tell(|| protocol::verdict(id, auction, key, &verdict), ctx);
        self.close_if_ended(ctx);
    }
}
