//! The hubs of all workers, told together.

use super::messages::{CatalogueNews, Drain, News, Rung, TalkNews, TalkSeat};
use super::{Hub, SignedOut};
use crate::domain::{AccountId, AuctionId};
use crate::live::protocol::InRoom;
use crate::live::registry::Shared;
use crate::live::room::Room;
use crate::live::talk::Talk;
use actix::prelude::*;
use std::sync::{Arc, Mutex, PoisonError};

/// The hubs of all workers.
#[derive(Default)]
pub struct Hubs(Mutex<Vec<Addr<Hub>>>);

impl Hubs {
    /// Starts a hub on the current thread.
    pub fn open(&self, shared: Arc<Shared>) -> Addr<Hub> {
        let hub = Hub::new(shared).start();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(hub.clone());
        hub
    }

    pub(in crate::live) fn tell(&self, room: &Arc<Room>, concerned: &Arc<[AccountId]>) {
        self.each(|hub| hub.do_send(News { room: room.clone(), concerned: concerned.clone() }));
    }

    pub(in crate::live) fn tell_catalogue(&self) {
        self.each(|hub| hub.do_send(CatalogueNews));
    }

    pub(in crate::live) fn tell_talk(&self, talk: &Talk) {
        self.each(|hub| hub.do_send(TalkNews(talk.auction)));
    }

    pub(in crate::live) fn tell_seat(&self, room: AuctionId, account: AccountId, you: InRoom) {
        self.each(|hub| hub.do_send(TalkSeat { room, account, you: you.clone() }));
    }

    pub(in crate::live) fn ring(&self, rung: &Rung) {
        self.each(|hub| hub.do_send(rung.clone()));
    }

    /// Ends the sockets of a session, or of all sessions of an account.
    pub fn sign_out(&self, who: SignedOut) {
        self.each(|hub| hub.do_send(who));
    }

    /// Says goodbye to every viewer.
    pub async fn drain(&self) {
        let hubs = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for hub in hubs {
            // A hub whose worker is gone has nobody left to say goodbye to.
            let _ = hub.send(Drain).await;
        }
    }

    fn each(&self, tell: impl Fn(&Addr<Hub>)) {
        let mut hubs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        hubs.retain(Addr::connected);
        hubs.iter().for_each(tell);
    }
}
