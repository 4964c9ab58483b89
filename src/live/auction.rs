//! The actor of one auction: gather → decide a batch → one append in flight → apply → publish → answer.
//!
//! It decides against its own copy of the state, which runs ahead of the board by the batch that is being committed and
//! the one that will follow it: PostgreSQL never waits for a decision, and a decision never for PostgreSQL. Nobody hears of
//! either before it is durable. On any doubt the actor throws that copy away and folds it anew from the ledger (crash-only).

use super::ahead::{Ahead, Flight, Waiting};
use super::credit::paddle::Paddle;
use super::group::{self, Group};
use super::heed::leading;
use super::inbox::{Refused, Reply};
use super::refusals::Refusals;
use super::registry::Shared;
use super::room::Room;
use crate::config;
use crate::domain::{Auction, Cause, Event, SaleId, Timestamp};
use crate::store::groups::Moved;
use crate::store::journal::Outcome;
use crate::store::ledger::{Line, Loaded};
use actix::prelude::*;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Owns one auction: the only one in the process that decides for it.
pub struct AuctionActor {
    room: Arc<Room>,
    shared: Arc<Shared>,
    /// The state to decide against; `None` while it is being folded from the ledger.
    ahead: Option<Ahead>,
    flight: Option<Flight>,
    refusals: Refusals,
    /// How many of the house's outages this state has been told of.
    outages_told: usize,
    /// The lots that close with this one, once they are known.
    group: Option<Group>,
    /// The sale whose lots close with this one, if any do: its terms say so for good.
    sale: Option<SaleId>,
    /// Whether the house is known to have served beyond the end, where that has come.
    served: bool,
    timer: Option<(Timestamp, SpawnHandle)>,
    idle_since: Instant,
}

/// Look into the inbox, and at the clock.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Nudge;

/// Follow what this bidder has at stake here from now on, and say what it is. `false` while that is not certain.
#[derive(Message)]
#[rtype(result = "bool")]
pub struct TakeStock(pub Arc<Paddle>);

impl AuctionActor {
    /// With `fresh`, the room was folded from the ledger just now, and its board is the state to go on from.
    pub(super) fn new(room: Arc<Room>, shared: Arc<Shared>, fresh: bool) -> AuctionActor {
        let ahead = fresh.then(|| {
            let board = room.board();
            Ahead::new(board.auction.clone(), board.head)
        });
        let sale = group::of(&room.board().auction);
        AuctionActor {
            room,
            shared,
            ahead,
            flight: None,
            refusals: Refusals::default(),
            outages_told: 0,
            group: None,
            sale,
            served: true,
            timer: None,
            idle_since: Instant::now(),
        }
    }

    /// Decides what waits, and sends it off unless an append is in flight.
    fn work(&mut self, ctx: &mut Context<Self>) {
        let waits = self.decide();
        if self.flight.is_none() {
            answer(self.take_off(ctx));
        }
        self.say_what_is_in_hand();
        self.set_timer(ctx);
        if self.flight.is_none() && self.ahead.is_some() && !waits && !self.room.inbox().is_empty() {
            ctx.notify(Nudge);
        }
    }

    /// Decides as much of what waits as the next batch has room for. `true` if time is up, but a bid received before the
    /// end is still on its way.
    fn decide(&mut self) -> bool {
        if self.sale.is_some() && self.group.is_none() {
            // Whom it would have to tell is not known yet.
            return true;
        }
        let Some(ahead) = &mut self.ahead else { return false };
        let now = self.shared.clock.now();
        let mail = self.room.inbox().take(ahead.room_left());
        if !mail.is_empty() {
            self.idle_since = Instant::now();
        }
        ahead.open(now);
        hear_of_outages(&self.shared, ahead, &mut self.outages_told, now);
        let mut late = Vec::new();
        for pending in mail {
            match ahead.is_due(pending.received_at) {
                true => late.push(pending),
                false => ahead.decide(pending, &mut self.refusals, &self.room.stakes),
            }
        }
        let end = ahead.auction().accepts_until();
        let due = ahead.is_due(now);
        self.served = !due || self.shared.pulse.served_beyond(end, &self.room);
        let settled = self.group.as_ref().is_none_or(|group| group.is_settled(&self.shared, end));
        let waits = due && !(self.served && settled && all_in_time_is_decided(&self.shared, &self.room, end));
        if waits {
            // One still on its way may move the end, and then what looks late now was in time.
            self.room.inbox().put_off(late);
        } else {
            // Only now: whoever knows that the house serves has been told of every time it did not.
            hear_of_outages(&self.shared, ahead, &mut self.outages_told, now);
            ahead.close(now);
            late.into_iter().for_each(|pending| ahead.decide(pending, &mut self.refusals, &self.room.stakes));
        }
        waits
    }

    /// Sends off what is decided. If that comes to no event, gives back whom to answer at once.
    fn take_off(&mut self, ctx: &mut Context<Self>) -> Vec<Waiting> {
        let Some(ahead) = &mut self.ahead else { return Vec::new() };
        match ahead.take_off() {
            Ok((append, flight)) => {
                self.flight = Some(flight);
                let committed = self.shared.store.journal.append(append);
                ctx.spawn(committed.into_actor(self).map(|outcome, actor, ctx| actor.landed(outcome, ctx)));
                Vec::new()
            }
            Err(waiting) => waiting,
        }
    }

    fn landed(&mut self, outcome: Outcome, ctx: &mut Context<Self>) {
        let Some(flight) = self.flight.take() else { return };
        match outcome {
            Outcome::Landed => {
                // First the next, so that the journal has work while this one is told.
                let refused = self.take_off(ctx);
                self.publish(flight.events, flight.lines);
                self.shared.bell.ring(flight.told);
                answer(flight.waiting);
                answer(refused);
                self.work(ctx);
            }
            Outcome::Refused => {
                tracing::warn!(auction = %self.room.id, "somebody else wrote to this auction; reading its ledger again");
                self.decide_again(flight.waiting);
                self.reload(ctx);
            }
            Outcome::Rejected(why) => {
                tracing::error!(auction = %self.room.id, why, "the database refused what the rules allowed");
                flight.waiting.into_iter().for_each(|waiting| (waiting.pending.reply)(Err(Refused::Unavailable)));
                self.decide_again(Vec::new());
                self.reload(ctx);
            }
        }
    }

    /// Puts back what was decided against a state that never came to be: `first`, then what was to follow it.
    fn decide_again(&mut self, first: Vec<Waiting>) {
        let next = self.ahead.take().map(Ahead::into_waiting).unwrap_or_default();
        let again = first.into_iter().chain(next).map(|waiting| waiting.pending).collect();
        self.room.inbox().put_back(again);
    }

    /// What is committed becomes visible: on the board, to the viewers, in the catalogue.
    fn publish(&mut self, events: Vec<(Timestamp, Event)>, lines: Vec<Line>) {
        let mut concerned = Vec::new();
        let known = self.room.board().auction.roster().len();
        let apply = |auction: &mut Auction| {
            concerned.extend(leading(auction));
            for (at, event) in &events {
                auction.apply(*at, event);
                match event {
                    Event::Bid(placed) => concerned.push(placed.bidder),
                    Event::Closed { .. } | Event::Cancelled { .. } | Event::Voided { .. } | Event::Undone { .. } => {
                        concerned.extend(auction.roster())
                    }
                    _ => {}
                }
            }
            // Whoever led in between has bid in between; but who does now may be here without a bid of their own.
            concerned.extend(leading(auction));
        };
        self.room.post(apply, lines);
        self.shared.taking_part.note(self.room.id, &self.room.board().auction.roster()[known..]);
        self.tell_the_group(&events);
        self.settle();
        concerned.sort_unstable();
        concerned.dedup();
        self.shared.tell(&self.room, &concerned.into());
    }

    /// Late bids that moved this lot's end move those of its group, before anybody may think this lot has nothing to say.
    fn tell_the_group(&self, events: &[(Timestamp, Event)]) {
        let Some(group) = &self.group else { return };
        for (at, event) in events {
            if let Event::Extended { to, because: Cause::LateBid, .. } = event {
                group.tell(&self.shared, Moved { at: *at, to: *to });
            }
        }
    }

    /// For the others of a group, who wait for what is in time.
    fn say_what_is_in_hand(&self) {
        if self.group.is_some() {
            let decided = self.ahead.as_ref().and_then(Ahead::earliest);
            let flying = self.flight.as_ref().and_then(Flight::earliest);
            self.room.inbox().holds(decided.into_iter().chain(flying).min());
        }
    }

    /// Learns which lots close with this one, and follows what moved their ends. Until then it does not close.
    fn join_group(&mut self, ctx: &mut Context<Self>) {
        let Some(sale) = self.sale else { return };
        let learn = Group::learn(self.shared.store.clone(), sale, self.room.id);
        ctx.spawn(learn.into_actor(self).map(|learnt, actor, ctx| match learnt {
            Ok((group, moves)) => {
                actor.group = Some(group);
                moves.into_iter().for_each(|moved| group::follow(&actor.room, moved));
                actor.work(ctx);
            }
            Err(error) => {
                tracing::error!(auction = %actor.room.id, %error, "cannot read this auction's group; trying again");
                ctx.run_later(config::RELOAD_PAUSE, |actor, ctx| actor.join_group(ctx));
            }
        }));
    }

    /// What is at stake here is what the ledger says, or what is decided to follow it, whichever is more. The batch in
    /// flight, if there is one, comes to the latter: nothing is decided between its taking off and this.
    fn settle(&self) {
        let Some(ahead) = &self.ahead else { return };
        self.room.stakes.settle(&[&self.room.board().auction, ahead.auction()]);
    }

    /// What a bidder has at stake here who was not followed so far: what is in flight may come to more than what is to
    /// follow it, so it is folded by itself.
    fn take_stock(&self, paddle: &Arc<Paddle>) -> bool {
        let Some(ahead) = &self.ahead else { return false };
        if ahead.auction().number(paddle.account).is_none() {
            return true;
        }
        let board = &self.room.board().auction;
        let mut landed = board.clone();
        let flying = self.flight.iter().flat_map(|flight| &flight.events);
        flying.for_each(|(at, event)| landed.apply(*at, event));
        self.room.stakes.follow(paddle);
        self.room.stakes.settle(&[board, &landed, ahead.auction()]);
        true
    }

    /// Throws the state away and folds it anew from the ledger.
    fn reload(&mut self, ctx: &mut Context<Self>) {
        self.ahead = None;
        // What was refused was refused by a state that may never have been.
        self.refusals = Refusals::default();
        self.outages_told = 0;
        self.group = None;
        self.join_group(ctx);
        let (store, id) = (self.shared.store.clone(), self.room.id);
        let load = async move { store.load(id, config::RING).await };
        ctx.spawn(load.into_actor(self).map(|loaded, actor, ctx| match loaded {
            Ok(Some(loaded)) => actor.loaded(loaded, ctx),
            Ok(None) => ctx.stop(),
            Err(error) => {
                tracing::error!(auction = %actor.room.id, %error, "cannot read this auction's ledger; trying again");
                ctx.run_later(config::RELOAD_PAUSE, |actor, ctx| actor.reload(ctx));
            }
        }));
    }

    fn loaded(&mut self, loaded: Loaded, ctx: &mut Context<Self>) {
        let known = self.room.board().auction.seq;
        let unheard: Vec<Line> = loaded.recent.into_iter().filter(|line| line.seq > known).collect();
        if !unheard.is_empty() {
            let auction = loaded.auction.clone();
            let concerned = auction.roster().into();
            self.room.post(|board| *board = auction, unheard);
            self.shared.tell(&self.room, &concerned);
        }
        self.room.stakes.settle(&[&loaded.auction]);
        self.ahead = Some(Ahead::new(loaded.auction, loaded.head));
        self.work(ctx);
    }

    /// Wakes when something is due, and often enough while somebody waits for a database that is away.
    fn set_timer(&mut self, ctx: &mut Context<Self>) {
        let due = self.ahead.as_ref().and_then(|ahead| ahead.auction().due_at());
        if let Some((at, timer)) = self.timer.take() {
            if Some(at) == due {
                self.timer = Some((at, timer));
                return;
            }
            ctx.cancel_future(timer);
        }
        let Some(due) = due else { return };
        // A sign of life nudges; looking all the time would not bring it sooner.
        let pause = if self.served { config::ARRIVAL_PAUSE } else { config::DEADLINE_CHECK };
        let wait = (due - self.shared.clock.now()).to_std().unwrap_or(pause).min(config::IDLE_CHECK);
        let wake = |actor: &mut Self, ctx: &mut Context<Self>| {
            actor.timer = None;
            actor.work(ctx);
        };
        self.timer = Some((due, ctx.run_later(wait.max(Duration::from_millis(1)), wake)));
    }

    /// Refuses what has waited too long. What is being committed may still land: a retry with the same key will tell.
    fn expire(&mut self) {
        let now = Instant::now();
        let late = self.room.inbox().expired(now);
        late.into_iter().for_each(|pending| (pending.reply)(Err(Refused::Unavailable)));
        let flying = self.flight.iter_mut().flat_map(|flight| &mut flight.waiting);
        let decided = self.ahead.iter_mut().flat_map(Ahead::waiting_mut);
        for waiting in flying.chain(decided).filter(|waiting| waiting.pending.deadline <= now) {
            let reply: Reply = Box::new(|_| {});
            std::mem::replace(&mut waiting.pending.reply, reply)(Err(Refused::Unavailable));
        }
    }

    /// An actor that nobody needs is put away; the scheduler or the next visitor starts another.
    fn put_away_if_idle(&mut self, ctx: &mut Context<Self>) {
        let rests = self.flight.is_none() && self.ahead.is_some() && self.idle_since.elapsed() >= config::IDLE;
        let soon = self.shared.clock.now() + config::SCHEDULER_HORIZON * 2;
        let due_soon = self.ahead.as_ref().and_then(|ahead| ahead.auction().due_at()).is_some_and(|due| due <= soon);
        if rests && !due_soon && self.shared.put_away(&self.room) {
            ctx.stop();
        }
    }
}

/// Tells an auction of the times in which the house did not serve, each once.
fn hear_of_outages(shared: &Shared, ahead: &mut Ahead, told: &mut usize, now: Timestamp) {
    for outage in shared.pulse.outages(*told) {
        ahead.outage(outage, now);
        *told += 1;
    }
}

/// Whether nothing that was received by `end`, which is past, waits or is on its way. Asked in this order: what leaves the
/// arrivals is in the inbox already.
fn all_in_time_is_decided(shared: &Shared, room: &Room, end: Timestamp) -> bool {
    shared.arrivals.complete(room.id, end) && !room.inbox().has_any_until(end)
}

fn answer(waiting: Vec<Waiting>) {
    for Waiting { pending, verdict } in waiting {
        (pending.reply)(verdict);
    }
}

impl Actor for AuctionActor {
    type Context = Context<Self>;

    fn started(&mut self, ctx: &mut Self::Context) {
        match self.ahead {
            Some(_) => {
                self.join_group(ctx);
                self.work(ctx);
            }
            None => self.reload(ctx),
        }
        ctx.run_interval(config::DEADLINE_CHECK, |actor, _| actor.expire());
        ctx.run_interval(config::IDLE_CHECK, |actor, ctx| actor.put_away_if_idle(ctx));
    }
}

impl Handler<TakeStock> for AuctionActor {
    type Result = bool;

    fn handle(&mut self, TakeStock(paddle): TakeStock, _: &mut Self::Context) -> bool {
        self.take_stock(&paddle)
    }
}

impl Handler<Nudge> for AuctionActor {
    type Result = ();

    fn handle(&mut self, _: Nudge, ctx: &mut Self::Context) {
        self.work(ctx);
    }
}
