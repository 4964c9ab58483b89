//! What the house is compared with: a transaction per bid under a lock on the auction's row, behind the same front. The
//! same server with the same settings, middleware, sign-in and handshake, the same parsing of frames and the same verdicts;
//! only the auction behind it is another.
//!
//! Where the two could not be made the same, this side has it easier. It keeps the folded auction in memory, which spares
//! it reading the bidders and keys that the rules ask for. It tells its viewers each event as the house does, coalesced,
//! but not how they stand. It takes one bid of a socket at a time, the plain loop, and 16 sockets
//! still keep all its connections waiting for the lock. And since bids overtake each other on their way to that lock, which
//! would get most of them rejected, it raises such a bid to what is accepted: none of its transactions is in vain, while
//! what the house rejects is not counted.

use crate::Result;
use crate::lots::now;
use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::web::{Data, Payload, get, resource, scope};
use actix_web::{App, HttpRequest, HttpResponse};
use actix_ws::AggregatedMessage;
use futures_util::StreamExt;
use gavel::config;
use gavel::domain::Bid;
use gavel::domain::ledger::Nonce;
use gavel::domain::{AccountId, Auction, AuctionId, BidKey, Command, Hash, Money, Rejection, Seq, Terms};
use gavel::live::Live;
use gavel::live::frame::{Frame, message};
use gavel::live::framing::messages::Messages;
use gavel::live::inbox::{Done, Refused, Verdict};
use gavel::live::outlet::{Outlet, Sent};
use gavel::live::protocol::{self, Channel, ClientMessage, Wire};
use gavel::photos::{Photos, Shelf};
use gavel::store::Store;
use gavel::store::journal::Head;
use gavel::store::ledger::{Entry, Line, encode};
use gavel::store::postgres::PrivatePostgres;
use gavel::web::auth::Viewer;
use gavel::web::takeover::{self, Incoming};
use gavel::web::{self, House, csrf, headers, problems};
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnection, PgPool, PgPoolOptions};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc;
use uuid::Uuid;

/// Connections, as many as there are bidders.
const POOL: u32 = 16;

/// The auction and who watches it. Cheap to clone.
#[derive(Clone)]
pub struct RowLocked {
    pool: PgPool,
    book: Arc<Mutex<Book>>,
    viewers: Arc<Mutex<Vec<Arc<Outlet>>>>,
    /// Committed events on their way to the viewers.
    news: mpsc::UnboundedSender<Line>,
    auction: AuctionId,
}

/// The state that the last committed event led to. Changed only by who holds the row.
struct Book {
    auction: Auction,
    hash: Hash,
}

/// What a command comes to.
struct Decided {
    entries: Vec<Entry>,
    head: Head,
    done: Done,
}

impl Book {
    /// Asks the rules, while the row is held.
    fn decide(&mut self, command: &Command, seq: Seq, hash: &[u8]) -> Result<std::result::Result<Decided, Rejection>> {
        let Book { auction, hash: last } = self;
        if (auction.seq, &last.0[..]) != (seq, hash) {
            return Err(format!("the row is at event {seq}, and should be at {}", auction.seq).into());
        }
        let command = &acceptable(auction, command);
        let at = now();
        let events = match auction.decide(command, at) {
            Ok(events) => events,
            Err(rejection) => return Ok(Err(rejection)),
        };
        let mut entries = Vec::with_capacity(events.len());
        for event in &events {
            auction.apply(at, event);
            let entry = encode(auction, at, event, *last);
            *last = entry.hash;
            entries.push(entry);
        }
        let head = Head::of(auction);
        let receipt = match command {
            Command::Bid(bid) => auction.answered(bid).and_then(std::result::Result::ok),
            _ => None,
        };
        Ok(Ok(Decided { entries, head, done: Done { seq: seq + 1, receipt, duplicate: false } }))
    }
}

/// A bid that was overtaken on its way to the lock is raised to what is accepted now.
fn acceptable(auction: &Auction, command: &Command) -> Command {
    let Command::Bid(bid) = command else { return command.clone() };
    let above_their_own = auction.standing(bid.bidder).map_or(Money(0), |(_, maximum)| Money(maximum.0 + 1));
    Command::Bid(Bid { amount: bid.amount.max(auction.minimum()).max(above_their_own), ..*bid })
}

/// A server that listens.
pub struct Front {
    pub address: SocketAddr,
    pub handle: ServerHandle,
}

impl RowLocked {
    /// Opens an auction that was published just now.
    pub async fn open(postgres: &PrivatePostgres, terms: Terms, seller: AccountId) -> Result<RowLocked> {
        let options = postgres.connect_options().disable_statement_logging();
        let pool =
            PgPoolOptions::new().max_connections(POOL).min_connections(POOL).acquire_timeout(Duration::from_secs(60));
        let pool = pool.connect_with(options).await?;
        let hash = Hash::genesis(terms.auction, &gavel::store::terms::write(&terms));
        let auction = terms.auction;
        let book = Arc::new(Mutex::new(Book { auction: Auction::published(terms.into(), seller, None), hash }));
        let (news, heard) = mpsc::unbounded_channel();
        let opened = RowLocked { pool, book, viewers: Arc::default(), news, auction };
        actix_web::rt::spawn(cry(opened.viewers.clone(), auction, heard));
        match opened.carry_out(&Command::Tick).await? {
            Ok(_) => Ok(opened),
            Err(rejection) => Err(rejection.code().into()),
        }
    }

    /// Opens the front, as the house opens its own. Who is asking is looked up in the same way.
    pub fn listen(&self, store: Store, live: Live, workers: usize) -> Result<Front> {
        // Nobody sends it a photograph.
        let shelf = Shelf::open(&std::env::temp_dir().join("gavel-bench"), Uuid::nil())?;
        let house = Data::new(House::new(store, live, Photos::new(shelf, 0, 0), config::Web::default()));
        let row_locked = Data::new(self.clone());
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let app = move || {
            let everything = scope("")
                .service(resource("/ws").route(get().to(handshake)))
                .wrap(from_fn(csrf::guard))
                .wrap(from_fn(problems::dress))
                .wrap(from_fn(headers::add));
            App::new().app_data(house.clone()).app_data(row_locked.clone()).service(everything)
        };
        let server = takeover::serve(listener, workers, app)?;
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Ok(Front { address, handle })
    }

    /// The auction that is bid on.
    pub fn auction(&self) -> AuctionId {
        self.auction
    }

    /// Its connections, for whoever wants to look into the database while nobody bids.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the transaction per bid is about: lock, decide, write, commit.
    async fn carry_out(&self, command: &Command) -> Result<std::result::Result<Done, Rejection>> {
        let mut transaction = self.pool.begin().await?;
        let (seq, hash): (i64, Vec<u8>) = sqlx::query_as("select seq, hash from auction where id = $1 for update")
            .bind(self.auction.0)
            .fetch_one(&mut *transaction)
            .await?;
        let decided = self.book().decide(command, seq, &hash)?;
        let Decided { entries, head, done } = match decided {
            Ok(decided) => decided,
            Err(rejection) => {
                transaction.rollback().await?;
                return Ok(Err(rejection));
            }
        };
        for entry in &entries {
            self.insert(&mut transaction, entry).await?;
        }
        if let Some(last) = entries.last() {
            self.update(&mut transaction, last, &head).await?;
        }
        transaction.commit().await?;
        for Entry { seq, hash, body, .. } in entries {
            self.news.send(Line { seq, hash, body })?;
        }
        Ok(Ok(done))
    }

    async fn insert(&self, connection: &mut PgConnection, entry: &Entry) -> Result<()> {
        sqlx::query(
            "insert into event (auction_id, seq, at, kind, body, hash, bidder_id, key, secret)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(self.auction.0)
        .bind(entry.seq)
        .bind(entry.at)
        .bind(entry.kind)
        .bind(&*entry.body)
        .bind(&entry.hash.0[..])
        .bind(entry.bidder.map(|bidder| bidder.0))
        .bind(entry.key.map(|key| key.0))
        .bind(entry.secret.as_deref())
        .execute(connection)
        .await?;
        Ok(())
    }

    async fn update(&self, connection: &mut PgConnection, last: &Entry, head: &Head) -> Result<()> {
        sqlx::query(
            "update auction set seq = $2, hash = $3, status = $4, price = $5, leader_id = $6, bids = $7, minimum = $8,
                    ends_at = $9
             where id = $1",
        )
        .bind(self.auction.0)
        .bind(last.seq)
        .bind(&last.hash.0[..])
        .bind(head.status.word())
        .bind(head.price.map(|price| price.0))
        .bind(head.leader.map(|leader| leader.0))
        .bind(i32::try_from(head.bids)?)
        .bind(head.minimum.0)
        .bind(head.ends_at)
        .execute(connection)
        .await?;
        Ok(())
    }

    async fn bid(&self, bid: Bid) -> Verdict {
        match self.carry_out(&Command::Bid(bid)).await {
            Ok(verdict) => verdict.map_err(Refused::Rejected),
            Err(error) => {
                eprintln!("a row-locked bid went wrong: {error}");
                Err(Refused::Unavailable)
            }
        }
    }

    fn viewers(&self) -> MutexGuard<'_, Vec<Arc<Outlet>>> {
        self.viewers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One socket, until it is closed: a frame, its answer, the next frame.
    async fn serve(self: Arc<Self>, bidder: AccountId, outlet: Arc<Outlet>, mut messages: Messages<Incoming>) {
        while let Some(Ok(AggregatedMessage::Text(text))) = messages.next().await {
            let answer = match serde_json::from_str(&text) {
                Ok(ClientMessage::Bid { id, amount, exact, key, .. }) => {
                    let (key, nonce) = (BidKey(key), Nonce(rand::random()));
                    let verdict = self.bid(Bid { exact, ..Bid::new(bidder, amount.or_bad(), key, nonce) }).await;
                    protocol::verdict(id, self.auction, key, &verdict)
                }
                Ok(ClientMessage::Subscribe { id, .. }) => {
                    self.viewers().push(outlet.clone());
                    let seq = self.book().auction.seq;
                    protocol::subscribed(id, Channel::Auction(self.auction), "", seq, None)
                }
                _ => protocol::error(None, "malformed", "This message cannot be understood.", false),
            };
            if outlet.send(message(Wire::Json, &answer)) != Sent::Ok {
                break;
            }
        }
        outlet.hang_up();
    }
}

/// The handshake of the house, word for word but for what is answered to who may not come in.
async fn handshake(
    request: HttpRequest,
    payload: Payload,
    viewer: Viewer,
    house: Data<House>,
    row_locked: Data<RowLocked>,
) -> std::result::Result<HttpResponse, web::Error> {
    if !csrf::may_connect(&request, &house.settings) {
        return Err(web::Error::malformed("This origin may not connect."));
    }
    let bidder = viewer.0.as_ref().ok_or_else(web::Error::signed_out)?.account.id;
    let (response, incoming, taking) = takeover::shake_hands(&request, payload, &[Wire::Json.subprotocol()])
        .await
        .map_err(|error| web::Error::malformed(error.to_string()))?;
    let messages = Messages::new(incoming, config::LARGEST_FRAME);
    actix_web::rt::spawn(async move {
        if let Some(socket) = taking.taken().await {
            row_locked.into_inner().serve(bidder, Arc::new(Outlet::new(socket)), messages).await;
        }
    });
    Ok(response)
}

/// Tells the viewers what was committed: each frame encoded once, at most one every 10 ms, as the house does.
async fn cry(viewers: Arc<Mutex<Vec<Arc<Outlet>>>>, auction: AuctionId, mut news: mpsc::UnboundedReceiver<Line>) {
    let mut lines = Vec::new();
    while news.recv_many(&mut lines, config::REPLAY).await > 0 {
        // Two that committed one right after the other may have got here the other way round.
        lines.sort_by_key(|line| line.seq);
        let frame = Frame::from(protocol::events(Channel::Auction(auction), &lines));
        lines.clear();
        let there = |viewer: &Arc<Outlet>| viewer.send(frame.bytes(Wire::Json)) == Sent::Ok;
        viewers.lock().unwrap_or_else(PoisonError::into_inner).retain(there);
        tokio::time::sleep(config::COALESCE).await;
    }
}
