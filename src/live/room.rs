//! A room: what every part of the process shares about one auction. The actor alone writes to the board; sessions, hubs
//! and long polls read it. Nothing on the board is ever ahead of the ledger.

use super::auction::AuctionActor;
use super::credit::Credit;
use super::credit::stakes::Stakes;
use super::inbox::Inbox;
use super::protocol::YouAre;
use crate::config;
use crate::domain::terms::Approval;
use crate::domain::{AccountId, Auction, AuctionId, Hash, Seq, Standing};
use crate::store::ledger::{Line, Loaded};
use actix::Addr;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use tokio::sync::watch;

/// One auction, as the process shares it.
pub struct Room {
    pub id: AuctionId,
    pub epoch: String,
    /// Its seller may change it until somebody bids.
    title: RwLock<Arc<str>>,
    pub(super) inbox: Mutex<Inbox>,
    /// Of bidders with a limit.
    pub(super) stakes: Stakes,
    credit: Arc<Credit>,
    board: RwLock<Board>,
    /// The last committed number, for whoever waits for news.
    news: watch::Sender<Seq>,
    watchers: AtomicUsize,
    actor: Mutex<Option<Addr<AuctionActor>>>,
}

/// The committed state and the last events: what may be told.
pub struct Board {
    pub auction: Auction,
    pub head: Hash,
    ring: VecDeque<Line>,
    /// Nobody can take the hammer back any more.
    settled: bool,
}

/// What a reader who knows everything up to some number has missed.
pub enum Missed {
    /// These, in order; empty if nothing.
    Lines(Vec<Line>),
    /// Too much, or another log: only a snapshot helps.
    TooMuch,
}

impl Room {
    pub(super) fn new(id: AuctionId, loaded: Loaded, credit: Arc<Credit>) -> Room {
        let news = watch::Sender::new(loaded.auction.seq);
        Room {
            id,
            epoch: loaded.epoch,
            title: RwLock::new(loaded.title),
            inbox: Mutex::default(),
            stakes: Stakes::default(),
            credit,
            board: RwLock::new(Board {
                auction: loaded.auction,
                head: loaded.head,
                ring: loaded.recent.into(),
                settled: false,
            }),
            news,
            watchers: AtomicUsize::new(0),
            actor: Mutex::default(),
        }
    }

    /// What the lot is called.
    pub fn title(&self) -> Arc<str> {
        self.title.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn retitle(&self, title: &str) {
        *self.title.write().unwrap_or_else(PoisonError::into_inner) = title.into();
    }

    /// A room for tests: a book, at these lines.
    #[cfg(test)]
    pub(super) fn of_a_book(id: AuctionId, title: &str, lines: Vec<Line>) -> Room {
        use crate::domain::{Currency, Increments, Money, Terms};
        let day = chrono::DateTime::UNIX_EPOCH;
        let terms = Terms::usual(id, Currency::EUR, Money(100), Increments::Fixed(Money(1)), day, day);
        let auction = Auction::published(terms.into(), AccountId(uuid::Uuid::from_u128(2)), None);
        let (head, epoch, title) = (Hash([0; 32]), "e".into(), title.into());
        let room = Room::new(id, Loaded { auction, head, epoch, title, recent: Vec::new() }, Arc::default());
        let seq = lines.last().map_or(0, |line| line.seq);
        room.post(|auction| auction.seq = seq, lines);
        room
    }

    /// The committed state. Hold it briefly, and never over an `await`.
    pub fn board(&self) -> RwLockReadGuard<'_, Board> {
        self.board.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn inbox(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn actor(&self) -> MutexGuard<'_, Option<Addr<AuctionActor>>> {
        self.actor.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts committed events on the board and wakes whoever waits for news.
    pub(super) fn post(&self, update: impl FnOnce(&mut Auction), lines: Vec<Line>) {
        let mut board = self.board.write().unwrap_or_else(PoisonError::into_inner);
        update(&mut board.auction);
        for line in lines {
            debug_assert_eq!(
                board.ring.back().map_or(line.seq, |last| last.seq + 1),
                line.seq,
                "the ring has no gap (I3)"
            );
            board.head = line.hash;
            if board.ring.len() == config::RING {
                board.ring.pop_front();
            }
            board.ring.push_back(line);
        }
        let seq = board.auction.seq;
        drop(board);
        self.news.send_replace(seq);
    }

    /// Nobody can take back its hammer any more: the next lot is open. Whoever watches is to be told so.
    pub(super) fn settle(&self) {
        self.board.write().unwrap_or_else(PoisonError::into_inner).settled = true;
    }

    /// Resolves with each later committed number.
    pub fn news(&self) -> watch::Receiver<Seq> {
        self.news.subscribe()
    }

    /// Wakes whoever waits for news, though there is none.
    pub(super) fn stir(&self) {
        self.news.send_modify(|_| {});
    }

    /// How `account` stands, for its own eyes, by this room's board.
    pub fn you(&self, board: &Board, account: AccountId) -> YouAre {
        let asks = board.auction.terms.approval != Approval::Open;
        let paddle = asks.then(|| self.credit.known(account)).flatten();
        let may_bid = paddle.and_then(|paddle| paddle.may_bid(&board.auction));
        YouAre { may_bid, ..board.you(account) }
    }

    /// How many sockets watch.
    pub fn watchers(&self) -> usize {
        self.watchers.load(Ordering::Relaxed)
    }

    pub(super) fn watcher_came(&self) {
        self.watchers.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn watcher_left(&self) {
        self.watchers.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Board {
    /// The events after `seq`, if the ring still has them all.
    pub fn since(&self, seq: Seq) -> Option<impl Iterator<Item = &Line>> {
        let missing = usize::try_from(self.auction.seq.checked_sub(seq)?).ok()?;
        let from = self.ring.len().checked_sub(missing)?;
        Some(self.ring.iter().skip(from))
    }

    /// What a reader who resumes at `seq` gets: a short gap is replayed whole, a longer one never in part.
    pub fn missed(&self, seq: Seq) -> Missed {
        match self.since(seq).map(|lines| lines.take(config::REPLAY + 1).cloned().collect::<Vec<_>>()) {
            Some(lines) if lines.len() <= config::REPLAY => Missed::Lines(lines),
            _ => Missed::TooMuch,
        }
    }

    /// The last events, oldest first.
    pub fn recent(&self, most: usize) -> impl Iterator<Item = &Line> {
        self.ring.iter().skip(self.ring.len().saturating_sub(most))
    }

    /// How `account` stands, but for whether it may bid.
    fn you(&self, account: AccountId) -> YouAre {
        YouAre::of(&self.auction, account)
    }

    /// Whether it is closed or cancelled.
    pub fn is_over(&self) -> bool {
        self.auction.status.is_final()
    }

    /// Whether nothing will ever be told again: it is over, and not by a hammer that can still be taken back.
    pub fn is_settled(&self) -> bool {
        self.is_over() && (self.settled || !self.auction.may_come_back())
    }

    /// Everybody's standing, for tests and for those who tell.
    pub fn standing(&self, account: AccountId) -> Option<Standing> {
        self.auction.standing(account).map(|(standing, _)| standing)
    }
}
