//! Messages out of bytes: frames are parsed by actix-http, and fragments put together here. actix-ws has a stream that does
//! the same, but one that keeps two kilobytes for every viewer, for an answering side that is not used.

use actix_http::ws::{Codec, Frame, Item, ProtocolError};
use actix_web::error::PayloadError;
use actix_web::web::{Bytes, BytesMut};
use actix_ws::AggregatedMessage;
use bytestring::ByteString;
use futures_util::Stream;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio_util::codec::Decoder;

/// What a client says, message by message. Ends with the connection, or after the first error. Keeps no buffer between
/// messages.
pub struct Messages<S> {
    bytes: S,
    unread: BytesMut,
    codec: Codec,
    begun: Option<Begun>,
    largest: usize,
    has_ended: bool,
}

/// A message of which some fragments have come.
struct Begun {
    is_text: bool,
    so_far: BytesMut,
}

impl<S> Messages<S> {
    /// Messages of up to `largest` bytes, in however many frames.
    pub fn new(bytes: S, largest: usize) -> Messages<S> {
        let codec = Codec::new().max_size(largest);
        Messages { bytes, unread: BytesMut::new(), codec, begun: None, largest, has_ended: false }
    }

    /// The next whole message among what was read.
    fn parse(&mut self) -> Result<Option<AggregatedMessage>, ProtocolError> {
        while let Some(frame) = self.codec.decode(&mut self.unread)? {
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

    fn put_together(&mut self, item: Item) -> Result<Option<AggregatedMessage>, ProtocolError> {
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
        let begun = self.begun.as_mut().ok_or(ProtocolError::ContinuationNotStarted)?;
        if begun.so_far.len() + fragment.len() > self.largest {
            return Err(ProtocolError::Overflow);
        }
        begun.so_far.extend_from_slice(&fragment);
        if !is_last {
            return Ok(None);
        }
        let Some(Begun { is_text, so_far }) = self.begun.take() else { return Ok(None) };
        let whole = so_far.freeze();
        Ok(Some(if is_text { text(whole)? } else { AggregatedMessage::Binary(whole) }))
    }
}

fn text(bytes: Bytes) -> Result<AggregatedMessage, ProtocolError> {
    let not_utf8 = |error| ProtocolError::Io(io::Error::new(io::ErrorKind::InvalidData, error));
    ByteString::try_from(bytes).map(AggregatedMessage::Text).map_err(not_utf8)
}

impl<S> Stream for Messages<S>
where
    S: Stream<Item = Result<Bytes, PayloadError>> + Unpin,
{
    type Item = Result<AggregatedMessage, ProtocolError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while !this.has_ended {
            match this.parse() {
                Ok(Some(message)) => return Poll::Ready(Some(Ok(message))),
                Ok(None) => {}
                Err(error) => {
                    this.has_ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
            }
            if this.unread.is_empty() {
                this.unread = BytesMut::new();
            }
            match ready!(Pin::new(&mut this.bytes).poll_next(cx)) {
                Some(Ok(bytes)) => this.unread.extend_from_slice(&bytes),
                Some(Err(error)) => {
                    this.has_ended = true;
                    return Poll::Ready(Some(Err(ProtocolError::Io(io::Error::other(error)))));
                }
                None => this.has_ended = true,
            }
        }
        Poll::Ready(None)
    }
}
