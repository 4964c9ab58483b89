//! One socket, as its hub writes to it.

use crate::domain::AccountId;
use crate::live::frame::{self, Frame};
use crate::live::outlet::{Outlet, Sent};
use crate::live::session::{Close, SessionActor, Visitor};
use actix::Addr;
use bytes::Bytes;
use bytestring::ByteString;
use std::sync::Arc;
use uuid::Uuid;

/// One socket, as its hub writes to it.
#[derive(Clone)]
pub struct Socket {
    pub connection: Uuid,
    pub session: Addr<SessionActor>,
    pub outlet: Arc<Outlet>,
    pub visitor: Visitor,
}

impl Socket {
    /// Writes what others get too.
    pub fn send(&self, frame: &Frame) {
        self.write(frame.bytes(self.visitor.wire));
    }

    /// Writes what is for this one alone.
    pub fn say(&self, message: &ByteString) {
        self.write(frame::message(self.visitor.wire, message));
    }

    /// Writes a frame; a socket with no room for it is closed as slow.
    pub(super) fn write(&self, frame: Bytes) {
        if self.outlet.send(frame) == Sent::Full {
            self.session.do_send(Close::Slow);
        }
    }

    pub fn account(&self) -> Option<AccountId> {
        self.visitor.identity.map(|identity| identity.account)
    }

    /// When in each round of beats this socket is asked; by the random end of its name.
    pub(super) fn turn(&self) -> u64 {
        self.connection.as_u64_pair().1
    }
}
