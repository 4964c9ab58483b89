//! From HTTP to a WebSocket: actix-ws shakes hands, and reads what the client sends after it, behind a guard and within
//! limits. Who may have a socket, and what is said on it, is decided elsewhere.

use crate::live::framing::guarded::Guarded;
use actix_web::error::PayloadError;
use actix_web::{Error, FromRequest, HttpRequest, HttpResponse, dev, web};
use actix_ws::{AggregatedMessageStream, Session};
use bytes::Bytes;
use futures_util::Stream;

/// Shakes hands, with the first subprotocol the client offers that is among `protocols`. Messages may have up to `largest`
/// bytes, in however many frames.
///
/// # Errors
/// If the request is no WebSocket handshake.
pub fn upgrade(
    request: &HttpRequest,
    payload: web::Payload,
    protocols: &[&str],
    largest: usize,
) -> Result<(HttpResponse, Session, AggregatedMessageStream), Error> {
    let payload = guarded(request, payload.into_inner(), largest)?;
    let (response, session, messages) = actix_ws::handle_with_protocols(request, payload, protocols)?;
    let messages = messages.max_frame_size(largest).aggregate_continuations().max_continuation_size(largest);
    Ok((response, session, messages))
}

/// What comes from the client, as a payload that actix-ws takes, with nothing in it that RFC 6455 forbids.
fn guarded<S>(request: &HttpRequest, bytes: S, largest: usize) -> Result<web::Payload, Error>
where
    S: Stream<Item = Result<Bytes, PayloadError>> + Unpin + 'static,
{
    let payload = Box::pin(Guarded::new(bytes, largest));
    web::Payload::from_request(request, &mut dev::Payload::Stream { payload }).into_inner()
}
