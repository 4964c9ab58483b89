//! How long what is sent may take to arrive. Whoever reads it, a form or a document that stays away is given up: a client
//! that promises a hundred bytes and sends three would otherwise be waited for until it goes. Reads nothing itself, and leaves
//! what is larger than any form to [`receive`](super::receive), which has time limits of its own.

use super::error::Error;
use crate::config::{FORM_UPLOAD, LARGEST_FORM};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{self, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{HttpMessage, ResponseError};
use futures_util::{Stream, StreamExt, stream};
use std::io;
use std::pin::Pin;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// What a request carries, as it comes.
pub type Arriving = Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>>;

/// The middleware: what comes with a request comes in time, or reading it fails.
///
/// # Errors
/// None of its own.
pub async fn hurry(
    mut request: ServiceRequest,
    rest: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if !request.method().is_safe() {
        let payload = in_time(request.take_payload(), FORM_UPLOAD);
        request.set_payload(dev::Payload::from(payload));
    }
    Ok(rest.call(request).await?.map_into_boxed_body())
}

/// Chunks, as long as all waiting for them, up to the size of the largest form, is no longer than `patience`. The time in which
/// nobody asks for the next does not count.
fn in_time(chunks: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin + 'static, patience: Duration) -> Arriving {
    let arriving = stream::unfold((chunks, patience, 0), |(mut chunks, patience, read)| async move {
        if read > LARGEST_FORM {
            return Some((chunks.next().await?, (chunks, patience, read)));
        }
        let began = Instant::now();
        let chunk = timeout(patience, chunks.next()).await.unwrap_or_else(|_| Some(Err(late())))?;
        let more = chunk.as_ref().map_or(0, Bytes::len);
        Some((chunk, (chunks, patience.saturating_sub(began.elapsed()), read + more)))
    });
    // Readers of forms with files ask once more after the end.
    Box::pin(arriving.fuse())
}

fn late() -> PayloadError {
    PayloadError::Io(io::ErrorKind::TimedOut.into())
}

/// What is answered where reading failed: 408 for what did not come in time, 413 for too much, 400 for what broke off.
pub fn broken_off(error: &PayloadError) -> Error {
    match error {
        PayloadError::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
            Error::of_status(StatusCode::REQUEST_TIMEOUT)
        }
        other => Error::of_status(other.status_code()),
    }
}

/// The same where nobody says what failed.
pub fn unread(error: &actix_web::Error) -> Error {
    match error.as_error::<PayloadError>() {
        Some(error) => broken_off(error),
        None => Error::of_status(error.as_response_error().status_code()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(1);

    fn chunks(sizes: &[usize]) -> impl Stream<Item = Result<Bytes, PayloadError>> + Unpin + use<> {
        let chunks: Vec<_> = sizes.iter().map(|size| Ok(Bytes::from(vec![b'x'; *size]))).collect();
        stream::iter(chunks)
    }

    #[actix_web::test]
    async fn what_stays_away_is_given_up_and_stays_given_up() {
        let mut reading = in_time(chunks(&[3]).chain(stream::pending()), SOON);
        assert_eq!(reading.next().await.and_then(Result::ok).map(|chunk| chunk.len()), Some(3));
        for _ in 0..2 {
            let error = reading.next().await.and_then(Result::err).expect("an error");
            assert_eq!(broken_off(&error).problem().status, 408);
            assert_eq!(unread(&error.into()).problem().status, 408);
        }
    }

    #[actix_web::test]
    async fn what_is_there_is_read_to_its_end_and_a_large_file_has_the_time_of_whoever_reads_it() {
        let mut small = in_time(chunks(&[3, 4]), Duration::ZERO);
        for there in [true, true, false, false] {
            assert_eq!(small.next().await.is_some_and(|chunk| chunk.is_ok()), there, "and nothing after the end");
        }
        let mut large = in_time(chunks(&[LARGEST_FORM + 1]).chain(stream::pending()), SOON);
        assert!(large.next().await.is_some_and(|chunk| chunk.is_ok()));
        assert!(timeout(20 * SOON, large.next()).await.is_err(), "it is waited for");
    }

    #[test]
    fn what_broke_off_or_is_too_much_is_told_from_what_came_late() {
        assert_eq!(broken_off(&PayloadError::Incomplete(None)).problem().status, 400);
        assert_eq!(broken_off(&PayloadError::Overflow).problem().status, 413);
    }
}
