//! Messages out of bytes: the guard looks at them first, actix-http parses the frames, and fragments are put together here.
//! actix-ws has a stream for the latter two, but one that keeps two kilobytes for every viewer, for an answering side that
//! is not used.

use super::guard::{End, FrameGuard};
use super::{UNREAD, Violation};
use actix_http::error::PayloadError;
use actix_http::ws::{Codec, Frame, Item};
use actix_ws::AggregatedMessage;
use bytes::{Bytes, BytesMut};
use bytestring::ByteString;
use futures_util::Stream;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio_util::codec::Decoder;

/// What a client says, message by message. Ends with the connection, after a close frame, or after the first violation,
/// which comes when all before it has. Keeps no buffer between messages.
pub struct Messages<S> {
    bytes: S,
    guard: FrameGuard,
    /// Let by, and not parsed yet.
    unread: BytesMut,
    codec: Codec,
    begun: Option<Begun>,
    /// Nothing more is read, and why.
    end: Option<End>,
}

/// A message of which some fragments have come.
struct Begun {
    is_text: bool,
    so_far: BytesMut,
}

impl<S> Messages<S> {
    /// Messages of up to `largest` bytes, in however many frames.
    pub fn new(bytes: S, largest: usize) -> Messages<S> {
        let (guard, codec) = (FrameGuard::new(largest), Codec::new().max_size(largest));
        Messages { bytes, guard, unread: BytesMut::new(), codec, begun: None, end: None }
    }

    /// The next whole message among what was read.
    fn parse(&mut self) -> Result<Option<AggregatedMessage>, Violation> {
        while let Some(frame) = self.codec.decode(&mut self.unread).map_err(|_| UNREAD)? {
            let message = match frame {
                Frame::Text(bytes) => text(bytes)?,
                Frame::Binary(bytes) => AggregatedMessage::Binary(bytes),
                Frame::Ping(payload) => AggregatedMessage::Ping(payload),
                Frame::Pong(payload) => AggregatedMessage::Pong(payload),
                Frame::Close(reason) => AggregatedMessage::Close(reason),
                Frame::Continuation(item) => match self.put_together(item)? {
                    Some(message) => message,
                    None => continue,
                },
            };
            return Ok(Some(message));
        }
        Ok(None)
    }

    fn put_together(&mut self, item: Item) -> Result<Option<AggregatedMessage>, Violation> {
        let (fragment, is_last) = match item {
            Item::FirstText(fragment) => {
                self.begun = Some(Begun { is_text: true, so_far: BytesMut::new() });
                (fragment, false)
            }
            Item::FirstBinary(fragment) => {
                self.begun = Some(Begun { is_text: false, so_far: BytesMut::new() });
                (fragment, false)
            }
            Item::Continue(fragment) => (fragment, false),
            Item::Last(fragment) => (fragment, true),
        };
        let begun = self.begun.as_mut().ok_or(UNREAD)?;
        begun.so_far.extend_from_slice(&fragment);
        if !is_last {
            return Ok(None);
        }
        let Some(Begun { is_text, so_far }) = self.begun.take() else { return Ok(None) };
        let whole = so_far.freeze();
        Ok(Some(if is_text { text(whole)? } else { AggregatedMessage::Binary(whole) }))
    }
}

fn text(bytes: Bytes) -> Result<AggregatedMessage, Violation> {
    ByteString::try_from(bytes).map(AggregatedMessage::Text).map_err(|_| Violation::NotUtf8)
}

impl<S> Stream for Messages<S>
where
    S: Stream<Item = Result<Bytes, PayloadError>> + Unpin,
{
    type Item = Result<AggregatedMessage, Violation>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match this.parse() {
                Ok(Some(message)) => return Poll::Ready(Some(Ok(message))),
                Ok(None) => {}
                Err(violation) => this.end = Some(End::Violated(violation)),
            }
            if this.unread.is_empty() {
                this.unread = BytesMut::new();
            }
            match this.end {
                Some(End::Closed) => return Poll::Ready(None),
                Some(End::Violated(violation)) => {
                    (this.end, this.unread) = (Some(End::Closed), BytesMut::new());
                    return Poll::Ready(Some(Err(violation)));
                }
                None => {}
            }
            match ready!(Pin::new(&mut this.bytes).poll_next(cx)) {
                Some(Ok(bytes)) => {
                    let seen = this.guard.watch(&bytes);
                    this.unread.extend_from_slice(&bytes[..seen.good]);
                    this.end = seen.end;
                }
                // Broken off, or ended: nobody is there to be told.
                Some(Err(_)) | None => this.end = Some(End::Closed),
            }
        }
    }
}
