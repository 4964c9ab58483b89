//! What a hub is told.

use crate::domain::{AccountId, AuctionId, Seq};
use crate::live::outlet::Outlet;
use crate::live::protocol::{self, Channel, InRoom};
use crate::live::room::Room;
use crate::live::session::{SessionActor, Visitor};
use crate::live::talk::Talk;
use actix::prelude::*;
use bytestring::ByteString;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

/// Whose socket it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    pub session: Uuid,
    pub account: AccountId,
    /// May act for the house.
    pub administers: bool,
    /// When the house began to look them up: what ended before was known by then.
    pub known_at: Instant,
}

/// A socket opened on this worker.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Enter {
    pub connection: Uuid,
    pub session: Addr<SessionActor>,
    pub outlet: Arc<Outlet>,
    pub visitor: Visitor,
}

/// A socket is gone, and watches nothing any more.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Leave {
    pub connection: Uuid,
    pub channels: HashSet<Channel>,
}

/// A socket wants to watch an auction, from where it knows it.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Watch {
    pub id: Option<u64>,
    pub connection: Uuid,
    pub room: Arc<Room>,
    pub resume: Option<(String, Seq)>,
}

/// A socket no longer watches.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Unwatch {
    pub channel: Channel,
    pub connection: Uuid,
}

/// A socket wants to watch the catalogue, of which it is shown `cards` if it cannot resume.
#[derive(Message)]
#[rtype(result = "()")]
pub struct WatchCatalogue {
    pub id: Option<u64>,
    pub connection: Uuid,
    pub resume: Option<(String, Seq)>,
    pub cards: Vec<protocol::Card>,
    /// The catalogue's number before `cards` were read.
    pub as_of: Seq,
}

/// A socket wants to follow these cards, and is shown them as they stand.
#[derive(Message)]
#[rtype(result = "()")]
pub struct WatchCards {
    pub id: Option<u64>,
    pub connection: Uuid,
    pub wanted: Vec<AuctionId>,
    /// Whether it wants to hear of new lots, too.
    pub listed: bool,
    pub cards: Vec<protocol::Card>,
    /// The catalogue's number before `cards` were read.
    pub as_of: Seq,
}

/// A socket wants to hear how its account stands, in whatever auction.
#[derive(Message)]
#[rtype(result = "()")]
pub struct WatchMe {
    pub id: Option<u64>,
    pub connection: Uuid,
}

/// A socket wants to listen to what is said about an auction, from where it knows it.
#[derive(Message)]
#[rtype(result = "()")]
pub struct WatchTalk {
    pub id: Option<u64>,
    pub connection: Uuid,
    pub talk: Arc<Talk>,
    pub resume: Option<(String, Seq)>,
    /// How its account stands there, if it is somebody's.
    pub you: Option<InRoom>,
}

/// Something was said in a room, or its caption changed.
#[derive(Message, Clone, Copy)]
#[rtype(result = "()")]
pub(super) struct TalkNews(pub AuctionId);

/// An account stands anew in a room.
#[derive(Message, Clone)]
#[rtype(result = "()")]
pub(super) struct TalkSeat {
    pub room: AuctionId,
    pub account: AccountId,
    pub you: InRoom,
}

/// Something was committed, and changed how these accounts stand.
#[derive(Message)]
#[rtype(result = "()")]
pub(super) struct News {
    pub room: Arc<Room>,
    pub concerned: Arc<[AccountId]>,
}

/// These accounts have something to read.
#[derive(Message, Clone)]
#[rtype(result = "()")]
pub struct Rung(pub Arc<[(AccountId, ByteString)]>);

/// Something in the catalogue changed.
#[derive(Message)]
#[rtype(result = "()")]
pub(super) struct CatalogueNews;

/// The house closes.
#[derive(Message)]
#[rtype(result = "()")]
pub(super) struct Drain;
