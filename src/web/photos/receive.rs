//! A file from a request: within limits of bytes and time, and one at a time in memory. What it is, is not looked at here.

use crate::config::photos::{LARGEST_PHOTO, LARGEST_WASTE, MOST_PHOTOS, UPLOAD};
use crate::photos::Refusal;
use crate::web::error::Error;
use actix_multipart::{Field, Multipart};
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::web::{Bytes, Payload};
use actix_web::{HttpRequest, error};
use futures_util::{Stream, StreamExt, TryStreamExt};
use tokio::time::timeout;

/// The most bytes of a form: as many files as a lot can have, as large as each may be.
const LARGEST_FORMFUL: usize = MOST_PHOTOS * LARGEST_PHOTO + LARGEST_WASTE;

/// The longest file name that is shown, in characters.
const LONGEST_NAME: usize = 80;

/// One file of a form.
pub struct File {
    /// What its sender calls it, fit to be shown. Nothing is ever stored by it.
    pub name: String,
    /// Its bytes, unless they are too many.
    pub bytes: Result<Vec<u8>, Refusal>,
}

/// The files of a form, one after the other.
pub struct Files {
    parts: Multipart,
    read: usize,
}

impl Files {
    /// The files that `parts` carries in fields called `photos`.
    pub fn of(parts: Multipart) -> Files {
        Files { parts, read: 0 }
    }

    /// The next file; `None` after the last. A field in which nothing was chosen is no file.
    ///
    /// # Errors
    /// 400 for what is no form, 408 if it takes too long, 413 if all of them together are too much.
    pub async fn next(&mut self) -> Result<Option<File>, Error> {
        while let Some(mut part) = self.parts.try_next().await.map_err(misfit)? {
            if part.name() != Some("photos") {
                continue;
            }
            let name = part.content_disposition().and_then(|about| about.get_filename()).map(shown).unwrap_or_default();
            let left = LARGEST_FORMFUL.saturating_sub(self.read);
            let (bytes, read) = in_time(gather(&mut part, left)).await?;
            self.read += read;
            if !name.is_empty() || read > 0 {
                return Ok(Some(File { name, bytes }));
            }
        }
        Ok(None)
    }
}

/// A file that is the whole body of a request.
///
/// # Errors
/// 408 if it takes too long, 413 if it is far too much.
pub async fn body(request: &HttpRequest, payload: Payload) -> Result<Result<Vec<u8>, Refusal>, Error> {
    let stated = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if stated.is_some_and(|length: usize| length > LARGEST_WASTE) {
        return Err(Error::too_large());
    }
    let (bytes, _) = in_time(gather(payload, LARGEST_WASTE)).await?;
    Ok(bytes)
}

/// Keeps what comes, up to [`LARGEST_PHOTO`]; what comes after that is thrown away, so that its sender gets to hear of it.
async fn gather<E: Into<actix_web::Error>>(
    mut chunks: impl Stream<Item = Result<Bytes, E>> + Unpin,
    most: usize,
) -> Result<(Result<Vec<u8>, Refusal>, usize), Error> {
    let (mut kept, mut read) = (Vec::new(), 0);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| Error::of_status(error.into().as_response_error().status_code()))?;
        read += chunk.len();
        if read > most {
            return Err(Error::too_large());
        }
        if read <= LARGEST_PHOTO {
            kept.extend_from_slice(&chunk);
        } else {
            kept = Vec::new();
        }
    }
    Ok((if read > LARGEST_PHOTO { Err(Refusal::TooLarge) } else { Ok(kept) }, read))
}

async fn in_time<T>(reading: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    timeout(UPLOAD, reading).await.unwrap_or_else(|_| Err(Error::of_status(StatusCode::REQUEST_TIMEOUT)))
}

fn misfit(error: actix_multipart::MultipartError) -> Error {
    Error::of_status(error::ResponseError::status_code(&error))
}

/// A file's name without what breaks a line, shows nothing or turns the reading direction; and not endless.
fn shown(name: &str) -> String {
    let plain = |sign: &char| {
        !sign.is_control()
            && !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    name.chars().filter(plain).take(LONGEST_NAME).collect()
}

/// So that a field can be read as a stream by reference.
const _: fn() = || {
    fn is_unpin<T: Unpin>() {}
    is_unpin::<Field>();
};

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;

    async fn gathered(chunks: usize, size: usize, most: usize) -> Result<(Result<Vec<u8>, Refusal>, usize), Error> {
        let chunk = Bytes::from(vec![7; size]);
        gather(stream::iter((0..chunks).map(|_| Ok::<_, actix_web::Error>(chunk.clone()))), most).await
    }

    #[actix_web::test]
    async fn a_file_too_large_is_read_to_its_end_and_not_kept() {
        let mebi = 1024 * 1024;
        let (fits, _) = gathered(20, mebi, LARGEST_WASTE).await.unwrap();
        assert_eq!(fits.map(|bytes| bytes.len()), Ok(LARGEST_PHOTO));
        let (refused, read) = gathered(21, mebi, LARGEST_WASTE).await.unwrap();
        assert_eq!((refused, read), (Err(Refusal::TooLarge), 21 * mebi));
        assert_eq!(
            gathered(81, mebi, LARGEST_WASTE).await.err().map(|error| error.problem().status.as_u16()),
            Some(413)
        );
    }

    #[test]
    fn a_name_is_only_ever_shown_and_tells_no_lies() {
        assert_eq!(shown("chair\u{202e}gpj.exe\0\n"), "chairgpj.exe");
        assert_eq!(shown(&"x".repeat(300)).len(), LONGEST_NAME);
        assert_eq!(shown("../../etc/passwd"), "../../etc/passwd");
    }
}
