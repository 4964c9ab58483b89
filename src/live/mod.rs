//! Everything that happens at once: the only actix actors in the house.
//!
//! - [`Live`] the handle the rest of the house uses: plain functions
//! - [`registry`] where an auction lives · [`room`] what the process shares about it · [`inbox`] what waits for it
//! - [`auction`] its actor · `ahead` what it has decided · [`arrivals`] bids on their way to it · [`refusals`] what it said no to
//! - `group` lots that close together
//! - [`hub`] who watches what · `watched` how far each viewer was told · `standings` who hears how they stand
//! - [`session`] one socket, read · [`outlet`] one socket, written · [`frame`] what is written to many
//! - `rostrum` what an auctioneer does, in sight of the whole sale
//! - [`catalogue`] the channel of everything on sale · [`talk`] what is said about an auction besides bids
//! - [`credit`] who may bid, and how much they may have at stake on all lots together
//! - [`protocol`] every message · [`framing`] what a client may send at all
//! - [`scheduler`] opening and closing on time · [`clock`] the house's time · `pulse` how far it served, and when it did not
//! - `heed` whom a batch of bids gives something to tell · [`bell`] tells who listens that there is something to read
//! - [`words`] every "no" as its hearer hears it
//! - `alerts` new lots for those who wait for them · `settling` the books after that · [`barred`] who may not buy · `taking_part` who has bid where · [`readings`] how all of this is
//!
//! Never decides a rule and never writes SQL.

mod ahead;
mod alerts;
pub mod arrivals;
pub mod auction;
pub mod barred;
pub mod bell;
pub mod catalogue;
pub mod clock;
pub mod credit;
pub mod frame;
pub mod framing;
mod group;
mod heed;
pub mod hub;
pub mod inbox;
pub mod outlet;
pub mod protocol;
mod pulse;
pub mod readings;
mod refusals;
pub mod registry;
pub mod room;
mod rostrum;
mod scheduler;
pub mod session;
mod settling;
mod standings;
mod taking_part;
pub mod talk;
mod watched;
pub mod words;

use crate::config;
use crate::domain::ledger::{Nonce, hex};
use crate::domain::rejection::NotOpen;
use crate::domain::terms::Approval;
use crate::domain::{
    AccountId, Allowance, Auction, AuctionId, Bid, BidKey, Command, Currency, Hash, Money, Rejection, Seq, Timestamp,
};
use crate::limits::{self, Limits};
use crate::store::auctions::{Filter, Listing};
use crate::store::ledger::Loaded;
use crate::store::{self, Store};
use actix::Addr;
use arrivals::Arrival;
use hub::{Hub, SignedOut};
use inbox::{Refused, Reply, Verdict};
use registry::Shared;
use room::Room;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::sync::{oneshot, watch};

/// The live side of the house. Cheap to clone, usable from any thread.
#[derive(Clone)]
pub struct Live {
    shared: Arc<Shared>,
    limits: Limits,
    node: Arc<str>,
    opened: Instant,
    /// Once the house is being closed, the time within which those who read without a socket are to come back.
    closing: watch::Sender<Option<Duration>>,
}

/// A bid as its sender wrote it.
#[derive(Clone, Copy, Debug)]
pub struct BidRequest {
    /// The most they authorise.
    pub amount: Money,
    pub exact: bool,
    /// Buys at once at the seller's price; `amount` says nothing then.
    pub buy_now: bool,
    /// How many units; 1 where there is only one.
    pub quantity: u32,
    /// All of the quantity, or nothing.
    pub whole: bool,
    pub key: BidKey,
}

impl BidRequest {
    /// A plain bid for one unit.
    pub fn new(amount: Money, key: BidKey) -> BidRequest {
        BidRequest { amount, exact: false, buy_now: false, quantity: 1, whole: false, key }
    }

    /// Buying at once.
    pub fn buy_now(key: BidKey) -> BidRequest {
        BidRequest { buy_now: true, ..BidRequest::new(Money(0), key) }
    }
}

/// Why an auction cannot be reached.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is no such auction")]
    Unknown,
    #[error("the auction has not been published")]
    Draft,
    #[error("what a bidder has at stake is not certain just now")]
    InDoubt,
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    /// The code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Unknown | Error::Draft => "unknown_auction",
            Error::InDoubt => "unavailable",
            Error::Store(error) if error.is_temporary() => "unavailable",
            Error::Store(_) => "internal",
        }
    }

    /// What happened and what to do, for a person.
    pub fn message(&self) -> String {
        words::of_code(self.code())
    }

    /// What a bid is told, where this is an answer to a bid at all.
    pub fn refusal(&self) -> Option<Refused> {
        match self {
            Error::Unknown => None,
            Error::Draft => Some(Refused::Rejected(Rejection::NotOpen(NotOpen::Draft))),
            Error::InDoubt | Error::Store(_) => Some(Refused::Unavailable),
        }
    }
}

impl Live {
    /// Starts the scheduler and the catalogue on the current runtime, and `arbiters` threads for auction actors.
    pub fn start(store: Store, limits: Limits, arbiters: usize) -> Live {
        let shared = Arc::new(Shared::new(store, arbiters));
        tokio::spawn(pulse::run(shared.clone()));
        tokio::spawn(scheduler::run(shared.clone()));
        tokio::spawn(settling::run(shared.clone()));
        tokio::spawn(taking_part::run(shared.clone()));
        tokio::spawn(catalogue::run(shared.clone()));
        tokio::spawn(talk::run(shared.clone()));
        tokio::spawn(alerts::run(shared.clone()));
        tokio::spawn(bell::run(shared.clone()));
        tokio::spawn(limits::run(limits.clone()));
        let node = hex(&rand::random::<[u8; 4]>()).into();
        Live { shared, limits, node, opened: Instant::now(), closing: watch::Sender::new(None) }
    }

    /// From here on nobody bids who has not shown that their address is theirs. Say so before anybody can.
    pub fn require_confirmed(&self) {
        self.shared.only_confirmed.store(true, Ordering::Relaxed);
    }

    /// The time on the house's clock.
    pub fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }

    /// This process's name on the wire.
    pub fn node(&self) -> &str {
        &self.node
    }

    /// How much is too much.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Starts the hub of the current worker thread.
    pub fn open_hub(&self) -> Addr<Hub> {
        self.shared.hubs.open(self.shared.clone())
    }

    /// The room of a published auction.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn room(&self, id: AuctionId) -> Result<Arc<Room>, Error> {
        self.shared.room(id).await
    }

    /// A room in which a draft can be looked at as if it were published. It stands by itself: nobody else is ever in it,
    /// and nothing happens there.
    ///
    /// # Errors
    /// What in the draft's terms makes no sense.
    pub fn rehearse(&self, draft: &Listing) -> Result<Room, String> {
        let auction = Auction::published(Arc::new(draft.terms()?), draft.seller, draft.reserve);
        let head = Hash::genesis(draft.id, &draft.terms_text);
        let (epoch, title) = (draft.epoch.clone(), draft.title.as_str().into());
        Ok(Room::new(draft.id, Loaded { auction, head, epoch, title, recent: Vec::new() }, Arc::default()))
    }

    /// A published lot goes by another title from now on.
    pub fn retitled(&self, auction: AuctionId, title: &str) {
        if let Some(room) = self.shared.awake_room(auction) {
            room.retitle(title);
            self.shared.catalogue.touch(&room);
        }
    }

    /// Stamps something received for an auction. Call it first; whatever comes after may take its time.
    pub fn arrive(&self, auction: AuctionId) -> Arrival {
        self.shared.arrivals.arrive(auction, &self.shared.clock)
    }

    /// Looks up what the books say about somebody who looks at a lot that not everybody may bid on, so that they are told
    /// whether they may. If that cannot be had, they are not told.
    pub async fn recognise(&self, room: &Room, who: Option<AccountId>) {
        let asks = room.board().auction.terms.approval != Approval::Open;
        if let Some(who) = who.filter(|_| asks)
            && let Err(error) = self.shared.paddle(who).await
        {
            tracing::debug!(auction = %room.id, %error, "cannot tell whether somebody may bid here");
        }
    }

    /// What somebody has at stake now in a currency, and their limit; `None` if they have none.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn at_stake(&self, who: AccountId, currency: Currency) -> Result<Option<(Money, Money)>, Error> {
        Ok(self.shared.paddle(who).await?.at_stake(currency))
    }

    /// The books say something else about a bidder now: a registration, a limit, a linked account. The house goes by it
    /// once this returns, and whoever looks at a lot is told if that makes a difference there.
    ///
    /// # Errors
    /// See [`Error`]; the house then goes by it when they next bid.
    pub async fn bidder_changed(&self, who: AccountId) -> Result<(), Error> {
        let known = self.shared.paddle_changed(who).await;
        for room in self.shared.rooms_awake() {
            if room.board().auction.terms.approval != Approval::Open {
                self.shared.stir(&room);
            }
        }
        known
    }

    /// Queues a bid on an auction that is awake, by a bidder who is known; gives back what it was given for
    /// [`bid_later`](Self::bid_later) if either is not so.
    pub fn bid_at_once(
        &self,
        arrival: Arrival,
        bidder: AccountId,
        bid: BidRequest,
        reply: Reply,
    ) -> Option<(Arrival, Reply)> {
        if let Err(too_soon) = self.limits.bid(bidder) {
            reply(Err(too_soon.into()));
            return None;
        }
        match self.shared.awake_room(arrival.auction()).zip(self.shared.credit.known(bidder)) {
            Some((room, paddle)) => {
                self.shared.submit(&room, arrival, self.command(bidder, bid), Some(paddle), reply);
                None
            }
            None => Some((arrival, reply)),
        }
    }

    /// Wakes the auction and looks up the bidder, then queues a bid that [`bid_at_once`](Self::bid_at_once) gave back.
    ///
    /// # Errors
    /// See [`Error`]; the reply is then not called.
    pub async fn bid_later(
        &self,
        arrival: Arrival,
        bidder: AccountId,
        bid: BidRequest,
        reply: Reply,
    ) -> Result<(), Error> {
        let room = self.room(arrival.auction()).await?;
        let paddle = self.shared.paddle(bidder).await?;
        self.shared.submit(&room, arrival, self.command(bidder, bid), Some(paddle), reply);
        Ok(())
    }

    fn command(&self, bidder: AccountId, bid: BidRequest) -> Command {
        let BidRequest { amount, exact, buy_now, quantity, whole, key } = bid;
        let allowance = if self.is_barred(bidder) { Allowance::NotApproved } else { Allowance::Unlimited };
        let plain = Bid::new(bidder, amount, key, Nonce(rand::random()));
        Command::Bid(Bid { exact, buy_now, quantity, whole, allowance, ..plain })
    }

    /// Places a bid and waits for the verdict.
    ///
    /// # Errors
    /// See [`Error`]; the bid then had no effect.
    pub async fn bid(&self, arrival: Arrival, bidder: AccountId, bid: BidRequest) -> Result<Verdict, Error> {
        if let Err(too_soon) = self.limits.bid(bidder) {
            return Ok(Err(too_soon.into()));
        }
        let (sender, verdict) = oneshot::channel();
        self.bid_later(arrival, bidder, bid, tell(sender)).await?;
        Ok(verdict.await.unwrap_or(Err(Refused::Unavailable)))
    }

    /// Halts, resumes, cancels or closes an auction, and waits for the verdict.
    ///
    /// # Errors
    /// See [`Error`]; the act then had no effect.
    pub async fn act(&self, auction: AuctionId, act: Command) -> Result<Verdict, Error> {
        let arrival = self.arrive(auction);
        let room = self.room(auction).await?;
        let (sender, verdict) = oneshot::channel();
        self.shared.submit(&room, arrival, act, None, tell(sender));
        Ok(verdict.await.unwrap_or(Err(Refused::Unavailable)))
    }

    /// Tells the house that an auction was published: opens it if it is due, and shows it in the catalogue.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn published(&self, auction: AuctionId) -> Result<Arc<Room>, Error> {
        let room = self.room(auction).await?;
        let due = room.board().auction.due_at();
        if due.is_some_and(|due| due <= self.now()) {
            // The tick that opens it is the actor's first; a command behind it is answered once it is open.
            let mut news = room.news();
            self.shared.nudge(&room);
            let opened = news.wait_for(|seq| *seq > 0);
            let _ = tokio::time::timeout(config::BID_DEADLINE, opened).await;
        }
        self.shared.catalogue.touch(&room);
        Ok(room)
    }

    /// Says that a live lot's hammer stands for good, since the next lot is open: its viewers are signed off.
    pub fn settle(&self, auction: AuctionId) {
        if let Some(room) = self.shared.awake_room(auction) {
            self.shared.settle(&room);
        }
    }

    /// What is on sale, soonest to end first, and the catalogue channel's number that it is at least as new as.
    ///
    /// # Errors
    /// The store's.
    pub async fn catalogue(&self) -> Result<(Seq, Vec<Listing>), Error> {
        let as_of = self.shared.catalogue.seq();
        let statuses = ["scheduled", "open", "halted"].map(String::from).to_vec();
        let filter = Filter { statuses, limit: config::CATALOGUE_CARDS, ..Filter::default() };
        Ok((as_of, self.shared.store.listings(&filter).await?))
    }

    /// These cards as they stand, and the catalogue channel's number that they are at least as new as. What is not published has
    /// none.
    ///
    /// # Errors
    /// The store's.
    pub async fn cards(&self, auctions: &[AuctionId]) -> Result<(Seq, Vec<Listing>), Error> {
        let as_of = self.shared.catalogue.seq();
        let mut lots = self.shared.store.lots(auctions).await?;
        lots.retain(|lot| lot.status().is_some());
        Ok((as_of, lots))
    }

    /// Whether an account may not buy for the moment, because it did not pay for what it bought.
    pub fn is_barred(&self, account: AccountId) -> bool {
        self.shared.barred.holds(account)
    }

    /// Takes to heart that a strike was given or lifted.
    ///
    /// # Errors
    /// The store's; the house will know within [`config::settlement::BOOKKEEPING_PERIOD`] all the same.
    pub async fn strikes_changed(&self) -> Result<(), Error> {
        Ok(settling::bar(&self.shared).await?)
    }

    /// Rings for these accounts: something was written down that they are told.
    pub fn ring(&self, accounts: impl IntoIterator<Item = AccountId>) {
        self.shared.bell.ring(accounts);
    }

    /// Ends the sockets of a session, or of all sessions of an account.
    pub fn sign_out(&self, who: SignedOut) {
        self.shared.hubs.sign_out(who);
    }

    /// How many sockets watch an auction. Wakes nothing.
    pub fn watchers(&self, id: AuctionId) -> usize {
        self.shared.awake_room(id).map_or(0, |room| room.watchers())
    }

    /// How many auctions have an actor.
    pub fn awake(&self) -> usize {
        self.shared.awake()
    }

    /// For those who wait for news without a socket: resolves when the house is being closed, with the time within which
    /// they are to come back, each at a moment of their own.
    pub fn closing(&self) -> watch::Receiver<Option<Duration>> {
        self.closing.subscribe()
    }

    /// Says goodbye to every socket, and gives them a moment to hear it.
    pub async fn drain(&self) {
        let readers = self.closing.receiver_count() as u32;
        self.closing.send_replace(Some(config::COMEBACK + config::COMEBACK_EACH * readers));
        self.shared.hubs.drain().await;
        tokio::time::sleep(config::DRAIN).await;
    }
}

/// Hands a verdict to whoever waits for it.
fn tell(sender: oneshot::Sender<Verdict>) -> Reply {
    Box::new(move |verdict| {
        // Whoever hung up meanwhile asks again with the same key.
        let _ = sender.send(verdict);
    })
}
