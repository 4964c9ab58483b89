//! A stream of a client's bytes with a [`FrameGuard`] before it, for actix-ws to read. What is good is passed on as it came,
//! uncopied; then comes the violation, as an error, and nothing after.

use super::guard::{End, FrameGuard};
use actix_http::error::PayloadError;
use bytes::Bytes;
use futures_util::Stream;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// What a client sends, as far as it may.
pub struct Guarded<S> {
    bytes: S,
    guard: FrameGuard,
    /// Nothing more is let by, and why.
    end: Option<End>,
    over: bool,
    /// Bytes let by since the reader last had a rest.
    unrested: usize,
    largest: usize,
}

impl<S> Guarded<S> {
    /// Lets messages of up to `largest` bytes by.
    pub fn new(bytes: S, largest: usize) -> Self {
        Guarded { bytes, guard: FrameGuard::new(largest), end: None, over: false, unrested: 0, largest }
    }

    fn let_by(&mut self, mut bytes: Bytes) -> Option<Bytes> {
        let seen = self.guard.watch(&bytes);
        self.end = seen.end;
        bytes.truncate(seen.good);
        self.unrested += bytes.len();
        (!bytes.is_empty()).then_some(bytes)
    }

    /// actix-ws reads for as long as there is something, and only then looks at what it has. So it is told that there is
    /// nothing, for a moment: before an error, or that would overtake the messages before it, and when it has a message's
    /// worth, or whoever sends fast enough would fill its buffer without end.
    fn must_rest(&self) -> bool {
        self.unrested > if self.end.is_some() { 0 } else { self.largest }
    }
}

impl<S: Stream<Item = Result<Bytes, PayloadError>> + Unpin> Stream for Guarded<S> {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if this.over {
                return Poll::Ready(None);
            }
            if this.must_rest() {
                this.unrested = 0;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            match this.end {
                Some(End::Violated(violation)) => {
                    this.over = true;
                    return Poll::Ready(Some(Err(violation.into())));
                }
                Some(End::Closed) => {
                    this.over = true;
                    return Poll::Ready(None);
                }
                None => match ready!(Pin::new(&mut this.bytes).poll_next(context)) {
                    None => this.over = true,
                    Some(Err(error)) => {
                        this.over = true;
                        return Poll::Ready(Some(Err(error)));
                    }
                    Some(Ok(bytes)) => {
                        if let Some(good) = this.let_by(bytes) {
                            return Poll::Ready(Some(Ok(good)));
                        }
                    }
                },
            }
        }
    }
}
