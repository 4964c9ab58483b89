//! The actor of one auction: gather → decide a batch → one append in flight → apply → publish → answer.
//!
//! It decides against its own copy of the state, which runs ahead of the board by at most the one batch that is being
//! committed. On any doubt it throws that copy away and folds it anew from the ledger (crash-only).

use super::inbox::{Done, Pending, Refused, Reply, Verdict};
use super::refusals::Refusals;
use super::registry::Shared;
use super::room::Room;
use crate::config;
use crate::domain::{Auction, AuctionId, Command, Event, Hash, Status, Timestamp};
use crate::store::journal::{Append, Head, Outcome};
use crate::store::ledger::{self, Entry, Line, Loaded};
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
    timer: Option<SpawnHandle>,
    idle_since: Instant,
}

struct Ahead {
    auction: Auction,
    head: Hash,
}

/// A batch that is being committed.
struct Flight {
    events: Vec<(Timestamp, Event)>,
    lines: Vec<Line>,
    /// Who waits for it, with what they will be told if it lands, and the command, to decide it again if it does not.
    waiting: Vec<Waiting>,
}

struct Waiting {
    pending: Pending,
    verdict: Verdict,
}

/// Look into the inbox, and at the clock.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Nudge;

impl AuctionActor {
    /// With `fresh`, the room was folded from the ledger just now, and its board is the state to go on from.
    pub(super) fn new(room: Arc<Room>, shared: Arc<Shared>, fresh: bool) -> AuctionActor {
        let ahead = fresh.then(|| {
            let board = room.board();
            Ahead { auction: board.auction.clone(), head: board.head }
        });
        AuctionActor {
            room,
            shared,
            ahead,
            flight: None,
            refusals: Refusals::default(),
            timer: None,
            idle_since: Instant::now(),
        }
    }

    /// Decides what waits, if nothing is being committed, and sends it off.
    fn work(&mut self, ctx: &mut Context<Self>) {
        if self.flight.is_some() {
            return;
        }
        let Some(ahead) = &mut self.ahead else { return };
        let now = self.shared.clock.now();
        let mail = self.room.inbox().take(config::BATCH);
        if !mail.is_empty() {
            self.idle_since = Instant::now();
        }
        let mut batch =
            Batch { from: ahead.auction.seq, ahead, entries: Vec::new(), events: Vec::new(), waiting: Vec::new() };
        if batch.ahead.auction.status == Status::Scheduled {
            batch.tick(now);
        }
        let mut late = Vec::new();
        for pending in mail {
            match batch.is_late(&pending) {
                true => late.push(pending),
                false => batch.decide(pending, &mut self.refusals),
            }
        }
        let waits = batch.is_due(now) && !all_in_time_is_decided(&self.shared, &self.room, batch.ahead.auction.ends_at);
        if waits {
            // One still on its way may move the end, and then what looks late now was in time.
            self.room.inbox().put_off(late);
        } else {
            if batch.is_due(now) {
                batch.tick(now);
            }
            late.into_iter().for_each(|pending| batch.decide(pending, &mut self.refusals));
        }
        match batch.into_flight(self.room.id) {
            Ok((append, flight)) => self.take_off(append, flight, ctx),
            Err(waiting) => answer(waiting),
        }
        self.set_timer(ctx);
        if self.flight.is_none() && !waits && !self.room.inbox().is_empty() {
            ctx.notify(Nudge);
        }
    }

    fn take_off(&mut self, append: Append, flight: Flight, ctx: &mut Context<Self>) {
        self.flight = Some(flight);
        let journal = self.shared.store.journal.clone();
        let committed = async move { journal.append(append).await };
        ctx.spawn(committed.into_actor(self).map(|outcome, actor, ctx| actor.landed(outcome, ctx)));
    }

    fn landed(&mut self, outcome: Outcome, ctx: &mut Context<Self>) {
        let Some(flight) = self.flight.take() else { return };
        match outcome {
            Outcome::Landed => {
                self.publish(flight.events, flight.lines);
                answer(flight.waiting);
                self.work(ctx);
            }
            Outcome::Refused => {
                tracing::warn!(auction = %self.room.id, "somebody else wrote to this auction; reading its ledger again");
                let again = flight.waiting.into_iter().map(|waiting| waiting.pending).collect();
                self.room.inbox().put_back(again);
                self.reload(ctx);
            }
            Outcome::Rejected(why) => {
                tracing::error!(auction = %self.room.id, why, "the database refused what the rules allowed");
                flight.waiting.into_iter().for_each(|waiting| (waiting.pending.reply)(Err(Refused::Unavailable)));
                self.reload(ctx);
            }
        }
    }

    /// What is committed becomes visible: on the board, to the viewers, in the catalogue.
    fn publish(&mut self, events: Vec<(Timestamp, Event)>, lines: Vec<Line>) {
        let apply = |auction: &mut Auction| events.iter().for_each(|(at, event)| auction.apply(*at, event));
        self.room.post(apply, lines);
        self.shared.tell(&self.room);
    }

    /// Throws the state away and folds it anew from the ledger.
    fn reload(&mut self, ctx: &mut Context<Self>) {
        self.ahead = None;
        // What was refused was refused by a state that may never have been.
        self.refusals = Refusals::default();
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
            self.room.post(|board| *board = auction, unheard);
            self.shared.tell(&self.room);
        }
        self.ahead = Some(Ahead { auction: loaded.auction, head: loaded.head });
        self.work(ctx);
    }

    /// Wakes when something is due, and often enough while somebody waits for a database that is away.
    fn set_timer(&mut self, ctx: &mut Context<Self>) {
        if let Some(timer) = self.timer.take() {
            ctx.cancel_future(timer);
        }
        let Some(due) = self.ahead.as_ref().and_then(|ahead| ahead.auction.due_at()) else { return };
        let wait = (due - self.shared.clock.now()).to_std().unwrap_or(config::ARRIVAL_PAUSE).min(config::IDLE_CHECK);
        self.timer = Some(ctx.run_later(wait.max(Duration::from_millis(1)), |actor, ctx| actor.work(ctx)));
    }

    /// Refuses what has waited too long. What is being committed may still land: a retry with the same key will tell.
    fn expire(&mut self) {
        let now = Instant::now();
        let late = self.room.inbox().expired(now);
        late.into_iter().for_each(|pending| (pending.reply)(Err(Refused::Unavailable)));
        let Some(flight) = &mut self.flight else { return };
        for waiting in flight.waiting.iter_mut().filter(|waiting| waiting.pending.deadline <= now) {
            let reply: Reply = Box::new(|_| {});
            std::mem::replace(&mut waiting.pending.reply, reply)(Err(Refused::Unavailable));
        }
    }

    /// An actor that nobody needs is put away; the scheduler or the next visitor starts another.
    fn put_away_if_idle(&mut self, ctx: &mut Context<Self>) {
        let rests = self.flight.is_none() && self.ahead.is_some() && self.idle_since.elapsed() >= config::IDLE;
        let soon = self.shared.clock.now() + config::SCHEDULER_HORIZON * 2;
        let due_soon = self.ahead.as_ref().and_then(|ahead| ahead.auction.due_at()).is_some_and(|due| due <= soon);
        if rests && !due_soon && self.shared.put_away(&self.room) {
            ctx.stop();
        }
    }
}

/// What one round of deciding comes to.
struct Batch<'a> {
    from: i64,
    ahead: &'a mut Ahead,
    entries: Vec<Entry>,
    events: Vec<(Timestamp, Event)>,
    waiting: Vec<Waiting>,
}

impl Batch<'_> {
    /// Whether time is up.
    fn is_due(&self, now: Timestamp) -> bool {
        self.ahead.auction.status == Status::Open && now > self.ahead.auction.ends_at
    }

    /// Whether this was received after the end as it stands now.
    fn is_late(&self, pending: &Pending) -> bool {
        self.is_due(pending.received_at)
    }

    fn decide(&mut self, pending: Pending, refusals: &mut Refusals) {
        if pending.deadline <= Instant::now() {
            return (pending.reply)(Err(Refused::Unavailable));
        }
        let verdict = match &pending.command {
            Command::Bid(bid) => {
                let answered = match self.ahead.auction.answered(bid) {
                    Some(Ok(receipt)) => Some(Ok(Done { seq: receipt.seq, receipt: Some(receipt), duplicate: true })),
                    Some(Err(rejection)) => Some(Err(Refused::Rejected(rejection))),
                    None => refusals.answered(bid).map(Err),
                };
                answered.unwrap_or_else(|| {
                    let verdict = self.carry_out(&pending.command, pending.received_at);
                    if let Err(Refused::Rejected(rejection)) = verdict {
                        refusals.remember(bid, rejection);
                    }
                    verdict.map(|done| Done { receipt: self.ahead.auction.answered(bid).and_then(Result::ok), ..done })
                })
            }
            act => self.carry_out(act, pending.received_at),
        };
        self.waiting.push(Waiting { pending, verdict });
    }

    fn carry_out(&mut self, command: &Command, at: Timestamp) -> Verdict {
        let events = self.ahead.auction.decide(command, at).map_err(Refused::Rejected)?;
        let seq = self.ahead.auction.seq + 1;
        for event in events {
            self.ahead.auction.apply(at, &event);
            let entry = ledger::encode(&self.ahead.auction, at, &event, self.ahead.head);
            self.ahead.head = entry.hash;
            self.entries.push(entry);
            self.events.push((at, event));
        }
        Ok(Done { seq, receipt: None, duplicate: false })
    }

    fn tick(&mut self, now: Timestamp) {
        // A tick is never refused.
        let _ = self.carry_out(&Command::Tick, now);
    }

    /// What is to be committed, or, if nothing happened, only who is to be answered.
    fn into_flight(self, auction: AuctionId) -> Result<(Append, Flight), Vec<Waiting>> {
        if self.entries.is_empty() {
            return Err(self.waiting);
        }
        let lines = self
            .entries
            .iter()
            .map(|entry| Line { seq: entry.seq, hash: entry.hash, body: entry.body.clone() })
            .collect();
        let after = &self.ahead.auction;
        let head = Head {
            status: after.status,
            price: after.price,
            leader: after.lead.map(|lead| lead.bidder),
            bids: after.bids,
            minimum: after.minimum(),
            ends_at: after.ends_at,
        };
        let append = Append { auction, expected: self.from, entries: self.entries, head };
        Ok((append, Flight { events: self.events, lines, waiting: self.waiting }))
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
            Some(_) => self.work(ctx),
            None => self.reload(ctx),
        }
        ctx.run_interval(config::DEADLINE_CHECK, |actor, _| actor.expire());
        ctx.run_interval(config::IDLE_CHECK, |actor, ctx| actor.put_away_if_idle(ctx));
    }
}

impl Handler<Nudge> for AuctionActor {
    type Result = ();

    fn handle(&mut self, _: Nudge, ctx: &mut Self::Context) {
        self.work(ctx);
    }
}
