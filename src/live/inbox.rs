//! An auction's inbox: bounded, in the order of arrival, with a deadline on everything in it.

use super::arrivals::Arrival;
use super::credit::paddle::Paddle;
use super::words;
use crate::config;
use crate::domain::{Command, Receipt, Rejection, Seq, Timestamp};
use crate::limits::TooSoon;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What became of a command.
pub type Verdict = Result<Done, Refused>;

/// A command that was carried out, and is durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// The event it became.
    pub seq: Seq,
    /// For a bid: what it is answered.
    pub receipt: Option<Receipt>,
    /// The same key was answered so before.
    pub duplicate: bool,
}

/// A command that was not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// By the rules. Final.
    Rejected(Rejection),
    /// This account bids too fast. Temporary, no effect; it would be taken after `wait`.
    RateLimited { wait: Duration },
    /// Too much is waiting. Temporary, no effect.
    Overloaded,
    /// The database does not answer in time. Temporary; asking again with the same key tells what became of it.
    Unavailable,
}

impl Refused {
    /// The code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::Rejected(rejection) => rejection.code(),
            Refused::RateLimited { .. } => "rate_limited",
            Refused::Overloaded => "overloaded",
            Refused::Unavailable => "unavailable",
        }
    }

    /// What happened and what to do, for a person.
    pub fn message(&self) -> String {
        match self {
            Refused::Rejected(rejection) => words::rejection(rejection),
            temporary => words::of_code(temporary.code()),
        }
    }

    /// Whether trying again later with the same key may help.
    pub fn is_temporary(&self) -> bool {
        !matches!(self, Refused::Rejected(_))
    }
}

impl From<TooSoon> for Refused {
    fn from(TooSoon { wait }: TooSoon) -> Refused {
        Refused::RateLimited { wait }
    }
}

/// Tells whoever asked. Called once; never blocks.
pub type Reply = Box<dyn FnOnce(Verdict) + Send>;

/// A command on its way to being decided.
pub struct Pending {
    pub received_at: Timestamp,
    pub command: Command,
    /// Of who bids; an act needs none.
    pub paddle: Option<Arc<Paddle>>,
    pub reply: Reply,
    /// After this nobody waits any more: an undecided command is then refused, without effect.
    pub deadline: Instant,
}

/// What waits to be decided.
#[derive(Default)]
pub struct Inbox {
    queue: VecDeque<Pending>,
    /// The earliest of what was taken out and is not settled: undecided, not written down, or not told to whom it concerns.
    in_hand: Option<Timestamp>,
}

impl Inbox {
    /// Queues a command. A full inbox answers `overloaded` at once and never blocks.
    pub fn push(&mut self, arrival: Arrival, command: Command, paddle: Option<Arc<Paddle>>, reply: Reply) {
        if self.queue.len() >= config::INBOX {
            return reply(Err(Refused::Overloaded));
        }
        let deadline = Instant::now() + config::BID_DEADLINE;
        self.queue.push_back(Pending { received_at: arrival.at, command, paddle, reply, deadline });
        // Only now: the arrival counts as on its way until it is in the queue.
        drop(arrival);
    }

    /// Queues what the house itself has to say, about something received at `at`. It waits as long as it takes.
    pub fn note(&mut self, at: Timestamp, command: Command) {
        let deadline = Instant::now() + config::NOTE_DEADLINE;
        self.queue.push_back(Pending { received_at: at, command, paddle: None, reply: Box::new(drop), deadline });
    }

    /// Takes what came first, in the order in which it was received.
    pub fn take(&mut self, most: usize) -> Vec<Pending> {
        let count = self.queue.len().min(most);
        let mut taken: Vec<_> = self.queue.drain(..count).collect();
        taken.sort_by_key(|pending| pending.received_at);
        self.in_hand = self.in_hand.into_iter().chain(taken.first().map(|first| first.received_at)).min();
        taken
    }

    /// Says what of all that was taken is not settled: the earliest, if there is any.
    pub fn holds(&mut self, earliest: Option<Timestamp>) {
        self.in_hand = earliest;
    }

    /// Puts back what has to be decided again, before everything else.
    pub fn put_back(&mut self, pending: Vec<Pending>) {
        for pending in pending.into_iter().rev() {
            self.queue.push_front(pending);
        }
    }

    /// Puts what cannot be decided yet behind everything else.
    pub fn put_off(&mut self, pending: Vec<Pending>) {
        self.queue.extend(pending);
    }

    /// Takes out whatever nobody waits for any more.
    pub fn expired(&mut self, now: Instant) -> Vec<Pending> {
        let (late, waiting): (VecDeque<_>, VecDeque<_>) =
            std::mem::take(&mut self.queue).into_iter().partition(|pending| pending.deadline <= now);
        self.queue = waiting;
        late.into()
    }

    /// Whether anything in it was received at `end` or before.
    pub fn has_any_until(&self, end: Timestamp) -> bool {
        self.queue.iter().any(|pending| pending.received_at <= end)
    }

    /// Whether anything received at `end` or before is in it, or was and is not settled.
    pub fn is_busy_until(&self, end: Timestamp) -> bool {
        self.has_any_until(end) || self.in_hand.is_some_and(|at| at <= end)
    }

    /// How many commands wait.
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }
}
