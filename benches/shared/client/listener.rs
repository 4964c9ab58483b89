//! The reading side of a client's socket. All of a process read into one buffer: what thousands of sockets keep of their
//! own is nothing while nothing comes.

use super::frames::{Ear, Inbox, Told};
use super::socket;
use crate::Result;
use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::net::tcp::OwnedReadHalf;

/// A read takes at most this much.
const BUFFER: usize = 256 * 1024;

/// The opcode of a pong (RFC 6455, 11.8).
const PONG: u8 = 10;

/// What the sockets of a process share.
pub struct Desk {
    buffer: RefCell<Vec<u8>>,
    ear: RefCell<Ear>,
}

impl Default for Desk {
    fn default() -> Desk {
        Desk { buffer: RefCell::new(vec![0; BUFFER]), ear: RefCell::default() }
    }
}

/// One socket that is listened to.
pub struct Listener {
    stream: OwnedReadHalf,
    inbox: Inbox,
}

impl Listener {
    pub fn new(stream: OwnedReadHalf) -> Listener {
        Listener { stream, inbox: Inbox::default() }
    }

    /// Waits until something has come, and hands on what it tells; pings are answered. Gives back how many bytes came, none
    /// at the end of the stream.
    pub async fn hear(&mut self, desk: &Desk, mut told: impl FnMut(Told) -> Result<()>) -> Result<usize> {
        poll_fn(|context| self.poll_hear(context, desk, &mut told)).await
    }

    fn poll_hear(
        &mut self,
        context: &mut Context<'_>,
        desk: &Desk,
        told: &mut impl FnMut(Told) -> Result<()>,
    ) -> Poll<Result<usize>> {
        let mut buffer = desk.buffer.borrow_mut();
        let mut read = ReadBuf::new(&mut buffer);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut read))?;
        let Listener { stream, inbox } = self;
        let heard = inbox.take(read.filled(), &mut desk.ear.borrow_mut(), |it| match it {
            // So few bytes fit, or the connection is in trouble of its own.
            Told::Ping(payload) => Ok(stream.as_ref().try_write(&socket::frame(PONG, &payload)).map(drop)?),
            it => told(it),
        });
        Poll::Ready(heard.map(|()| read.filled().len()))
    }
}
