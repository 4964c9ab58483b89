//! The `catalogue` channel: what is on sale, as it changes. A log of its own, kept in memory and numbered from this start
//! of the process on, so its epoch changes with every start. Changes are gathered for a moment: a viewer of the catalogue
//! wants to see prices move, not every bid.

use super::hub::Hubs;
use super::protocol::{self, Card};
use super::room::Room;
use crate::config;
use crate::domain::ledger::hex;
use crate::domain::{AuctionId, Seq, Timestamp};
use bytestring::ByteString;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The catalogue as a channel.
pub struct Catalogue {
    pub epoch: String,
    changed: Mutex<HashMap<AuctionId, Arc<Room>>>,
    log: Mutex<Log>,
}

#[derive(Default)]
struct Log {
    seq: Seq,
    lines: VecDeque<Line>,
}

/// What became of one auction.
#[derive(Clone, Debug)]
pub struct Line {
    pub seq: Seq,
    pub auction: AuctionId,
    /// Whether it is new.
    pub listed: bool,
    /// As it is told.
    pub body: ByteString,
}

impl Catalogue {
    pub(super) fn new() -> Catalogue {
        Catalogue { epoch: hex(&rand::random::<[u8; 4]>()), changed: Mutex::default(), log: Mutex::default() }
    }

    /// Notes that an auction changed.
    pub fn touch(&self, room: &Arc<Room>) {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).insert(room.id, room.clone());
    }

    /// Writes down what changed since the last time; `true` if anything did.
    fn gather(&self, now: Timestamp) -> bool {
        let changed = std::mem::take(&mut *self.changed.lock().unwrap_or_else(PoisonError::into_inner));
        let mut log = self.log();
        for room in changed.values() {
            log.seq += 1;
            let seq = log.seq;
            let card = Card::of(room);
            let body = protocol::catalogue_body(seq, now, &card);
            let line = Line { seq, auction: room.id, listed: card.is_listed(), body };
            if log.lines.len() == config::RING {
                log.lines.pop_front();
            }
            log.lines.push_back(line);
        }
        !changed.is_empty()
    }

    /// The last number.
    pub fn seq(&self) -> Seq {
        self.log().seq
    }

    /// The events after `seq`, at most as many as are replayed; `None` if that is not all of them.
    pub fn since(&self, seq: Seq) -> Option<Vec<Line>> {
        let log = self.log();
        let missing = usize::try_from(log.seq.checked_sub(seq)?).ok()?;
        let from = log.lines.len().checked_sub(missing)?;
        Some(log.lines.iter().skip(from).cloned().collect())
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Publishes changes every [`config::CATALOGUE_PERIOD`], for as long as the process runs.
pub async fn run(shared: Arc<super::registry::Shared>) {
    let hubs: &Hubs = &shared.hubs;
    let mut tick = tokio::time::interval(config::CATALOGUE_PERIOD);
    loop {
        tick.tick().await;
        if shared.catalogue.gather(shared.clock.now()) {
            hubs.tell_catalogue();
        }
    }
}
