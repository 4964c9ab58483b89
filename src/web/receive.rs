//! Files from a request: within limits of bytes, parts and time, and one at a time in memory. What a file is, is not looked at
//! here.

use super::arrival::{self, broken_off};
use super::error::Error;
use crate::config::{LONGEST_FILE_NAME, MOST_PARTS};
use crate::language::misleads;
use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::web::{Bytes, Payload};
use actix_web::{HttpRequest, error};
use futures_util::{Stream, StreamExt, TryStreamExt};
use std::time::Duration;
use tokio::time::timeout;

/// How much is taken of what comes, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The most bytes of a file. What comes after that is thrown away, so that its sender gets to hear of it.
    pub kept: usize,
    /// The most bytes of everything, those thrown away among them. Whoever sends more is hung up on.
    pub read: usize,
    /// For each file.
    pub time: Duration,
}

/// One file of a form.
pub struct File {
    /// What its sender calls it, fit to be shown. Nothing is ever stored by it.
    pub name: String,
    /// Its bytes; `None` if they are too many.
    pub bytes: Option<Vec<u8>>,
}

/// The files of a form, one after the other.
pub struct Files {
    parts: Multipart,
    field: &'static str,
    bounds: Bounds,
    seen: usize,
}

impl Files {
    /// The files that `parts` carries in fields of this name.
    pub fn of(parts: Multipart, field: &'static str, bounds: Bounds) -> Files {
        Files { parts, field, bounds, seen: 0 }
    }

    /// The next file; `None` after the last. A field in which nothing was chosen is no file.
    ///
    /// # Errors
    /// 400 for what is no form, 408 if it takes too long, 413 if all of it together is too much.
    pub async fn next(&mut self) -> Result<Option<File>, Error> {
        in_time(self.bounds.time, self.find()).await
    }

    async fn find(&mut self) -> Result<Option<File>, Error> {
        while let Some(mut part) = self.parts.try_next().await.map_err(misfit)? {
            self.seen += 1;
            if self.seen > MOST_PARTS {
                return Err(Error::too_large());
            }
            let wanted = part.name() == Some(self.field);
            let name = part.content_disposition().and_then(|about| about.get_filename()).map(shown).unwrap_or_default();
            let kept = if wanted { self.bounds.kept } else { 0 };
            let (bytes, read) = gather(&mut part, Bounds { kept, ..self.bounds }).await?;
            self.bounds.read -= read;
            if wanted && (!name.is_empty() || read > 0) {
                return Ok(Some(File { name, bytes }));
            }
        }
        Ok(None)
    }
}

/// A file that is the whole body of a request; `None` if it is too large.
///
/// # Errors
/// 408 if it takes too long, 413 if it is far too much.
pub async fn body(request: &HttpRequest, payload: Payload, bounds: Bounds) -> Result<Option<Vec<u8>>, Error> {
    let stated = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if stated.is_some_and(|length: usize| length > bounds.read) {
        return Err(Error::too_large());
    }
    let (bytes, _) = in_time(bounds.time, gather(payload, bounds)).await?;
    Ok(bytes)
}

/// What comes, unless it is more than is kept; and how many bytes came.
async fn gather<E: Into<actix_web::Error>>(
    mut chunks: impl Stream<Item = Result<Bytes, E>> + Unpin,
    bounds: Bounds,
) -> Result<(Option<Vec<u8>>, usize), Error> {
    let (mut kept, mut read) = (Vec::new(), 0);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| unread(&error.into()))?;
        read += chunk.len();
        if read > bounds.read {
            return Err(Error::too_large());
        }
        if read <= bounds.kept {
            kept.extend_from_slice(&chunk);
        } else {
            kept = Vec::new();
        }
    }
    Ok(((read <= bounds.kept).then_some(kept), read))
}

async fn in_time<T>(time: Duration, reading: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    timeout(time, reading).await.unwrap_or_else(|_| Err(Error::of_status(StatusCode::REQUEST_TIMEOUT)))
}

fn misfit(error: MultipartError) -> Error {
    match error {
        MultipartError::Payload(error) => broken_off(&error),
        other => Error::of_status(error::ResponseError::status_code(&other)),
    }
}

/// What is answered where a part or a body cannot be read.
fn unread(error: &actix_web::Error) -> Error {
    match error.as_error::<MultipartError>() {
        Some(MultipartError::Payload(error)) => broken_off(error),
        _ => arrival::unread(error),
    }
}

/// A file's name without what breaks a line, shows nothing or turns the reading direction; and not endless.
fn shown(name: &str) -> String {
    name.chars().filter(|sign| !misleads(*sign)).take(LONGEST_FILE_NAME).collect()
}

/// So that a field can be read as a stream by reference.
const _: fn() = || {
    fn is_unpin<T: Unpin>() {}
    is_unpin::<Field>();
};

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
    use futures_util::stream;

    const BOUNDS: Bounds = Bounds { kept: 20, read: 80, time: Duration::from_secs(60) };

    async fn gathered(chunks: usize, bounds: Bounds) -> Result<(Option<Vec<u8>>, usize), u16> {
        let chunk = Bytes::from_static(b"twelve bytes");
        let chunks = stream::iter((0..chunks).map(|_| Ok::<_, actix_web::Error>(chunk.clone())));
        gather(chunks, bounds).await.map_err(|error| error.problem().status.as_u16())
    }

    /// The files of a form that is written by hand.
    fn form(parts: &[(&str, &str)]) -> Files {
        let part = |(head, inside): &(&str, &str)| {
            format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{inside}\r\n")
        };
        let body = parts.iter().map(part).collect::<String>() + "--b--\r\n";
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=b"));
        let body = stream::iter([Ok::<_, error::PayloadError>(Bytes::from(body))]);
        Files::of(Multipart::new(&headers, body), "file", BOUNDS)
    }

    #[actix_web::test]
    async fn a_file_too_large_is_read_to_its_end_and_not_kept() {
        assert_eq!(gathered(1, BOUNDS).await.map(|(kept, _)| kept.map(|kept| kept.len())), Ok(Some(12)));
        assert_eq!(gathered(6, BOUNDS).await, Ok((None, 72)));
        assert_eq!(gathered(7, BOUNDS).await, Err(413));
    }

    #[actix_web::test]
    async fn what_stands_in_other_fields_counts_as_well() {
        let long = "x".repeat(70);
        let mut files =
            form(&[("name=\"csrf\"", "token"), ("name=\"file\"; filename=\"a.csv\"", "lot"), ("name=\"file\"", "")]);
        let file = files.next().await.unwrap().expect("a file");
        assert_eq!((file.name.as_str(), file.bytes.as_deref()), ("a.csv", Some(&b"lot"[..])));
        assert!(files.next().await.unwrap().is_none(), "nothing was chosen in the other");
        let mut files = form(&[("name=\"note\"", &long), ("name=\"file\"; filename=\"a.csv\"", "more than is left")]);
        assert_eq!(files.next().await.err().map(|error| error.problem().status.as_u16()), Some(413));
    }

    #[actix_web::test]
    async fn a_form_has_only_so_many_parts() {
        let mut files = form(&vec![("name=\"nothing\"", ""); MOST_PARTS + 1]);
        assert_eq!(files.next().await.err().map(|error| error.problem().status.as_u16()), Some(413));
    }

    #[actix_web::test]
    async fn what_never_ends_is_given_up() {
        let endless = gather(stream::pending::<Result<Bytes, actix_web::Error>>(), BOUNDS);
        let given_up = in_time(Duration::from_millis(1), endless).await;
        assert_eq!(given_up.err().map(|error| error.problem().status.as_u16()), Some(408));
    }

    #[test]
    fn a_name_is_only_ever_shown_and_tells_no_lies() {
        assert_eq!(shown("chair\u{202e}gpj.exe\0\n"), "chairgpj.exe");
        assert_eq!(shown(&"x".repeat(300)).len(), LONGEST_FILE_NAME);
        assert_eq!(shown("../../etc/passwd"), "../../etc/passwd");
    }
}
