//! Where an auction lives. Only the registry knows; everybody else asks it for a [`Room`].

use super::arrivals::Arrivals;
use super::auction::{AuctionActor, Nudge};
use super::barred::Barred;
use super::bell::Bell;
use super::catalogue::Catalogue;
use super::clock::HouseClock;
use super::credit::Credit;
use super::credit::paddle::Paddle;
use super::hub::Hubs;
use super::inbox::Reply;
use super::pulse::Pulse;
use super::room::Room;
use super::rostrum::Rostrums;
use super::taking_part::TakingPart;
use super::talk::Talks;
use super::{Error, arrivals::Arrival};
use crate::config;
use crate::domain::{AccountId, Auction, AuctionId, Command, sale};
use crate::store::Store;
use actix::{Actor, Addr, Arbiter, ArbiterHandle};
use std::collections::HashMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, OnceCell};

type Slot = Arc<OnceCell<Arc<Room>>>;

/// What all auctions of the process share.
pub struct Shared {
    pub store: Store,
    pub clock: HouseClock,
    pub arrivals: Arc<Arrivals>,
    pub hubs: Hubs,
    pub catalogue: Catalogue,
    pub(super) rostrums: Rostrums,
    pub talks: Talks,
    pub credit: Arc<Credit>,
    /// Whether nobody bids who has not shown that their address is theirs.
    pub(super) only_confirmed: AtomicBool,
    pub barred: Barred,
    /// Who has bid where for the first time, on its way to their lists.
    pub(super) taking_part: TakingPart,
    pub bell: Arc<Bell>,
    /// Told when an auction has closed, for whoever makes up its books.
    pub closed: Notify,
    pub(super) pulse: Pulse,
    rooms: Mutex<HashMap<AuctionId, Slot>>,
    /// Threads for auction actors: an auction always lives on the same one.
    arbiters: Vec<ArbiterHandle>,
}

impl Shared {
    pub(super) fn new(store: Store, arbiters: usize) -> Shared {
        let clock = HouseClock::start();
        Shared {
            store,
            clock,
            arrivals: Arc::default(),
            hubs: Hubs::default(),
            catalogue: Catalogue::new(),
            rostrums: Rostrums::default(),
            talks: Talks::default(),
            credit: Arc::default(),
            only_confirmed: AtomicBool::new(false),
            barred: Barred::default(),
            taking_part: TakingPart::default(),
            bell: Arc::default(),
            closed: Notify::new(),
            pulse: Pulse::default(),
            rooms: Mutex::default(),
            arbiters: (0..arbiters.max(1)).map(|_| Arbiter::new().handle()).collect(),
        }
    }

    /// The room of a published auction, read from its ledger if nobody needed it until now.
    ///
    /// # Errors
    /// [`Error::Unknown`], [`Error::Draft`], or the store's.
    pub async fn room(self: &Arc<Self>, id: AuctionId) -> Result<Arc<Room>, Error> {
        let slot = self.rooms().entry(id).or_default().clone();
        let opened = slot.get_or_try_init(|| self.open(id)).await.cloned();
        if opened.is_err() {
            // Whoever else waits on this slot has its own handle on it.
            drop(slot);
            let mut rooms = self.rooms();
            if rooms.get(&id).is_some_and(|slot| slot.get().is_none() && Arc::strong_count(slot) == 1) {
                rooms.remove(&id);
            }
        }
        opened
    }

    /// The room of an auction that is awake already.
    pub fn awake_room(&self, id: AuctionId) -> Option<Arc<Room>> {
        self.rooms().get(&id)?.get().cloned()
    }

    async fn open(self: &Arc<Self>, id: AuctionId) -> Result<Arc<Room>, Error> {
        let Some(loaded) = self.store.load(id, config::RING).await? else {
            return Err(if self.store.listing(id).await?.is_some() { Error::Draft } else { Error::Unknown });
        };
        let stands = self.stands_for_good(&loaded.auction).await?;
        let room = Arc::new(Room::new(id, loaded, self.credit.clone()));
        if stands {
            room.settle();
        }
        self.credit.follow(&room.board().auction, &room.stakes);
        *room.actor() = Some(self.start(&room, true));
        Ok(room)
    }

    /// Whether the hammer on a live lot cannot be taken back any more, because a later lot of its sale was opened.
    async fn stands_for_good(&self, auction: &Auction) -> Result<bool, Error> {
        let Some(place) = auction.terms.lot.filter(|_| auction.may_come_back()) else { return Ok(false) };
        Ok(!sale::is_last(&self.store.turns(place.sale).await?, place.number))
    }

    fn start(self: &Arc<Self>, room: &Arc<Room>, fresh: bool) -> Addr<AuctionActor> {
        let (shared, its_room) = (self.clone(), room.clone());
        let thread = (room.id.0.as_u128() % self.arbiters.len() as u128) as usize;
        AuctionActor::start_in_arbiter(&self.arbiters[thread], move |_| AuctionActor::new(its_room, shared, fresh))
    }

    /// Queues a command and wakes the auction's actor. An actor that died is replaced, and folds its ledger anew.
    /// With a bid comes its bidder's paddle.
    pub fn submit(
        self: &Arc<Self>,
        room: &Arc<Room>,
        arrival: Arrival,
        command: Command,
        paddle: Option<Arc<Paddle>>,
        reply: Reply,
    ) {
        room.inbox().push(arrival, command, paddle, reply);
        self.nudge(room);
    }

    pub(super) fn nudge(self: &Arc<Self>, room: &Arc<Room>) {
        // Held over the start of another, so that there is never more than one.
        let mut actor = room.actor();
        match actor.as_ref().filter(|actor| actor.connected()) {
            Some(actor) => actor.do_send(Nudge),
            None => {
                tracing::error!(auction = %room.id, "this auction's actor died; starting another from its ledger");
                *actor = Some(self.start(room, false));
            }
        }
    }

    /// Tells hubs and catalogue that a room has news, and whose standing it may change.
    pub fn tell(&self, room: &Arc<Room>, concerned: &Arc<[AccountId]>) {
        if room.board().is_over() {
            self.closed.notify_one();
        }
        self.hubs.tell(room, concerned);
        self.catalogue.touch(room);
    }

    /// Has those who watch a room look again how they stand there, though nothing happened in it.
    pub(super) fn stir(&self, room: &Arc<Room>) {
        self.hubs.tell(room, &Arc::default());
        room.stir();
    }

    /// Lets go of whoever watches a lot whose hammer nobody can take back any more.
    pub(super) fn settle(&self, room: &Arc<Room>) {
        room.settle();
        self.hubs.tell(room, &Arc::default());
    }

    /// Forgets a room that nobody holds but its actor. `false` if somebody does.
    pub(super) fn put_away(&self, room: &Arc<Room>) -> bool {
        let mut rooms = self.rooms();
        let Some(slot) = rooms.get(&room.id) else { return true };
        // The slot's and the actor's own.
        let unused = Arc::strong_count(slot) == 1 && Arc::strong_count(room) == 2 && room.inbox().is_empty();
        if unused {
            rooms.remove(&room.id);
        }
        unused
    }

    /// Every auction that is awake.
    pub(super) fn rooms_awake(&self) -> Vec<Arc<Room>> {
        self.rooms().values().filter_map(|slot| slot.get().cloned()).collect()
    }

    /// How many auctions are awake.
    pub fn awake(&self) -> usize {
        self.rooms().len()
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<AuctionId, Slot>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
