//! What a client sends: first what the HTTP server had read already when the connection was taken, then what comes.

use crate::config;
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use futures_util::Stream;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// The bytes behind a handshake, in order. Keeps no buffer while there are none.
pub struct Incoming {
    from: From,
    /// Bytes read since somebody else had a turn.
    in_a_row: usize,
}

enum From {
    /// The HTTP server, until it lets go; then whoever took the connection says where it is.
    Server {
        payload: Payload,
        has_ended: bool,
        taken: oneshot::Receiver<Arc<TcpStream>>,
    },
    Socket(Arc<TcpStream>),
    Nowhere,
}

impl Incoming {
    pub(super) fn new(payload: Payload, taken: oneshot::Receiver<Arc<TcpStream>>) -> Incoming {
        Incoming { from: From::Server { payload, has_ended: false, taken }, in_a_row: 0 }
    }
}

impl Stream for Incoming {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match &mut this.from {
                From::Server { payload, has_ended: has_ended @ false, .. } => {
                    match ready!(Pin::new(payload).poll_next(cx)) {
                        Some(Ok(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                        // To the server the connection broke off when it was taken.
                        Some(Err(_)) | None => *has_ended = true,
                    }
                }
                From::Server { taken, .. } => {
                    this.from = match ready!(Pin::new(taken).poll(cx)) {
                        Ok(socket) => From::Socket(socket),
                        Err(_) => From::Nowhere,
                    }
                }
                From::Socket(socket) => {
                    if this.in_a_row >= config::READ_IN_A_ROW {
                        this.in_a_row = 0;
                        cx.waker().wake_by_ref();
                        return Poll::Pending;
                    }
                    let Poll::Ready(read) = poll_read(socket, cx) else {
                        this.in_a_row = 0;
                        return Poll::Pending;
                    };
                    match read {
                        Ok(bytes) if !bytes.is_empty() => {
                            this.in_a_row += bytes.len();
                            return Poll::Ready(Some(Ok(bytes)));
                        }
                        // At its end, or broken: to a reader that is the same.
                        Ok(_) | Err(_) => this.from = From::Nowhere,
                    }
                }
                From::Nowhere => return Poll::Ready(None),
            }
        }
    }
}

fn poll_read(socket: &TcpStream, cx: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
    let mut buffer = [0; config::READ_CHUNK];
    loop {
        ready!(socket.poll_read_ready(cx))?;
        match socket.try_read(&mut buffer) {
            Ok(length) => return Poll::Ready(Ok(Bytes::copy_from_slice(&buffer[..length]))),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Poll::Ready(Err(error)),
        }
    }
}
