//! Every file a page loads, as it is sent: bare, and packed once for all who ask. Pages are packed as they go out.
//!
//! Only what is whole is ever packed: an event stream and a socket pass untouched, and nothing waits for a packer's buffer.

use super::bare;
use super::words;
use crate::domain::ledger::hex;
use actix_web::HttpRequest;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue, VARY,
};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{LazyLock, OnceLock};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// What fits one packet anyway gains nothing.
const WORTH_PACKING: usize = 1_000;

/// Packed once and sent many times: as small as it gets.
const FILES_BROTLI: u32 = 11;

/// Packed for one reader: 1 to 2 ms a page at these, and most of the gain.
const PAGE_BROTLI: u32 = 4;
const PAGE_GZIP: u32 = 5;

/// Every file by its path under `/static/`.
pub static FILES: LazyLock<BTreeMap<String, Packed>> = LazyLock::new(|| {
    let read = |path: std::borrow::Cow<'static, str>| {
        let source = Static::get(&path)?.data;
        let body = match (path.rsplit_once('.'), std::str::from_utf8(&source)) {
            (Some((_, "js")), Ok(text)) if is_ours(&path) => bare::script(text).into(),
            (Some((_, "css")), Ok(text)) if is_ours(&path) => bare::style(text).into(),
            _ => Bytes::from(source.into_owned()),
        };
        Some((path.into_owned(), Packed::new(body)))
    };
    let words = words::modules().into_iter().map(|(path, module)| (path, Packed::new(module.into())));
    Static::iter().filter_map(read).chain(words).collect()
});

/// What this release's files are called by: changes when any of them does.
pub static RELEASE: LazyLock<String> = LazyLock::new(|| {
    let all = FILES.iter().fold(Sha256::new(), |all, (path, file)| all.chain_update(path).chain_update(file.hash));
    format!("v-{}", hex(&all.finalize()[..5]))
});

/// Whether a file is written here, and not by somebody else and only kept here.
fn is_ours(path: &str) -> bool {
    !path.starts_with("vendor/")
}

/// Our scripts as they are written, by their paths.
#[cfg(test)]
pub fn scripts() -> Vec<(String, String)> {
    let ours = Static::iter().filter(|path| path.ends_with(".js") && is_ours(path));
    ours.filter_map(|path| Some((path.to_string(), String::from_utf8(Static::get(&path)?.data.into()).ok()?))).collect()
}

/// A way to pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Plain,
    Gzip,
    Brotli,
}

impl Encoding {
    /// The best that a client takes.
    fn taken_by(headers: &HeaderMap) -> Encoding {
        let takes = |name: &str| {
            let all = headers.get_all(ACCEPT_ENCODING).filter_map(|value| value.to_str().ok());
            all.flat_map(|value| value.split(',')).any(|one| {
                one.split_once(';').map_or((one, ""), |parts| parts).0.trim() == name && !one.ends_with("q=0")
            })
        };
        match (takes("br"), takes("gzip")) {
            (true, _) => Encoding::Brotli,
            (_, true) => Encoding::Gzip,
            _ => Encoding::Plain,
        }
    }

    fn word(self) -> Option<&'static str> {
        match self {
            Encoding::Plain => None,
            Encoding::Gzip => Some("gzip"),
            Encoding::Brotli => Some("br"),
        }
    }
}

/// A file, in every form it is sent in.
pub struct Packed {
    plain: Bytes,
    hash: [u8; 32],
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
}

impl Packed {
    fn new(plain: Bytes) -> Packed {
        let hash = Sha256::digest(&plain).into();
        Packed { plain, hash, gzip: OnceLock::new(), brotli: OnceLock::new() }
    }

    /// The form for this client, with its tag.
    pub fn for_client(&self, request: &HttpRequest) -> (Encoding, String, Bytes) {
        let encoding =
            if self.plain.len() < WORTH_PACKING { Encoding::Plain } else { Encoding::taken_by(request.headers()) };
        let tag = hex(&self.hash[..16]);
        match encoding {
            Encoding::Plain => (encoding, tag, self.plain.clone()),
            Encoding::Gzip => {
                (encoding, tag + "-gz", self.gzip.get_or_init(|| gzip(&self.plain, Compression::best())).clone())
            }
            Encoding::Brotli => {
                (encoding, tag + "-br", self.brotli.get_or_init(|| brotli(&self.plain, FILES_BROTLI)).clone())
            }
        }
    }
}

/// Says how an answer is packed, and that another client may get another form.
pub fn say(headers: &mut HeaderMap, encoding: Encoding) {
    headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(word) = encoding.word() {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(word));
    }
}

/// Writing to memory does not fail.
fn gzip(plain: &[u8], level: Compression) -> Bytes {
    let mut packer = GzEncoder::new(Vec::with_capacity(plain.len() / 3), level);
    let packed = packer.write_all(plain).and_then(|()| packer.finish());
    packed.map(Bytes::from).unwrap_or_default()
}

fn brotli(plain: &[u8], level: u32) -> Bytes {
    let mut packed = Vec::with_capacity(plain.len() / 3);
    let mut packer = brotli::CompressorWriter::new(&mut packed, 4_096, level, 22);
    let written = packer.write_all(plain).and_then(|()| packer.flush());
    drop(packer);
    written.map(|()| Bytes::from(packed)).unwrap_or_default()
}

/// The middleware that packs pages and feeds. What streams is not whole and goes through as it is.
///
/// # Errors
/// None of its own.
pub async fn pages(
    request: ServiceRequest,
    rest: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let encoding = Encoding::taken_by(request.headers());
    let response = rest.call(request).await?.map_into_boxed_body();
    if !is_text(response.headers()) {
        return Ok(response);
    }
    Ok(response.map_body(|head, body| match body.try_into_bytes() {
        Ok(whole) => {
            let encoding = if whole.len() < WORTH_PACKING { Encoding::Plain } else { encoding };
            say(head.headers_mut(), encoding);
            head.headers_mut().remove(CONTENT_LENGTH);
            BoxBody::new(match encoding {
                Encoding::Plain => whole,
                Encoding::Gzip => gzip(&whole, Compression::new(PAGE_GZIP)),
                Encoding::Brotli => brotli(&whole, PAGE_BROTLI),
            })
        }
        Err(streamed) => streamed,
    }))
}

/// Whether an answer is a page or a feed, and not packed yet.
fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let packs = kind.starts_with("text/html") || kind.contains("xml") && !kind.contains("svg");
    packs && !headers.contains_key(CONTENT_ENCODING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use std::io::Read;

    #[test]
    fn what_is_packed_is_what_was_there() {
        let text = "A bentwood rocking chair. ".repeat(100);
        let mut unpacked = String::new();
        GzDecoder::new(&gzip(text.as_bytes(), Compression::best())[..]).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        let mut unpacked = String::new();
        brotli::Decompressor::new(&brotli(text.as_bytes(), FILES_BROTLI)[..], 4_096)
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, text);
    }

    #[test]
    fn only_what_a_client_takes_is_used() {
        for (accepts, encoding) in [
            ("gzip;q=0.5, br;q=0", Encoding::Gzip),
            ("br", Encoding::Brotli),
            ("identity", Encoding::Plain),
            ("sabre, gzipped", Encoding::Plain),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(accepts));
            assert_eq!(Encoding::taken_by(&headers), encoding, "{accepts}");
        }
    }
}
