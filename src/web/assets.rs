//! What pages are made of besides themselves: the files under `static/`, which are in the binary, what scripts say, and the
//! plates. The same bytes have the same tag, and whoever has them is told so instead of being sent them again.

mod bare;
pub mod packed;
pub mod words;

use super::House;
use super::auth::Viewer;
use super::error::Error;
use super::headers::PICTURE_POLICY;
use crate::domain::AuctionId;
use crate::domain::ledger::hex;
use crate::language;
use crate::media::{Motif, plate};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentType, ETAG, EntityTag, Header, IfNoneMatch,
};
use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use mime_guess::Mime;
use packed::{FILES, RELEASE};
use sha2::{Digest, Sha256};

/// What a versioned address names never changes.
const KEEP_FOR_EVER: &str = "public, max-age=31536000, immutable";

/// An address without the release in it belongs to whatever release is running: always ask, mostly hear "as you have it".
const ASK_ALWAYS: &str = "public, no-cache";

/// A published lot's plate changes with a release at most.
const KEEP_A_WHILE: &str = "public, max-age=300";

/// The address of a file under `static/`, with this release in it, so that browsers keep it for ever: `at("css/gavel.css")`.
/// What it imports by a relative path is of the same release.
pub fn at(path: &str) -> String {
    format!("/static/{}/{path}", *RELEASE)
}

/// The address of what scripts say to the reader of a page, from `locales/LANGUAGE/ROOM.ftl`: a module to load before them.
pub fn words(room: &str) -> String {
    at(&format!("words/{}/{room}.js", language::current()))
}

/// `GET /static/{path}`, and the same with a release before the path.
///
/// # Errors
/// 404.
pub async fn file(request: HttpRequest, path: Path<String>) -> Result<HttpResponse, Error> {
    let (release, name) = match path.split_once('/') {
        Some((first, rest)) if first.starts_with("v-") => (first, rest),
        _ => ("", path.as_str()),
    };
    let packed = FILES.get(name).ok_or_else(Error::not_found)?;
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    // A page of another release asks for its own file, and gets ours: not to be kept.
    let keep = if release == *RELEASE { KEEP_FOR_EVER } else { ASK_ALWAYS };
    let (encoding, tag, body) = packed.for_client(&request);
    let mut response = answer(&request, kind, keep, tag, body);
    packed::say(response.headers_mut(), encoding);
    Ok(response)
}

/// `GET /pictures/{id}.svg`: the plate of a published auction, or of the caller's own draft.
///
/// # Errors
/// 404, 503 while the database is away.
pub async fn picture(
    house: Data<House>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let id: AuctionId = id.parse().map_err(|_| Error::not_found())?;
    let listing = house.store.listing(id).await?.ok_or_else(Error::not_found)?;
    let published = listing.status().is_some();
    if !published && viewer.0.is_none_or(|who| who.account.id != listing.seller) {
        return Err(Error::not_found());
    }
    let svg = plate(Motif::for_lot(&listing.category, &listing.title), seed(id));
    let tag = hex(&Sha256::digest(&svg)[..16]);
    let keep = if published { KEEP_A_WHILE } else { ASK_ALWAYS };
    Ok(answer(&request, mime_guess::mime::IMAGE_SVG, keep, tag, Bytes::from(svg)))
}

/// Every lot its own variation, the same for ever: the half of its number that is random in every kind of UUID we give.
fn seed(id: AuctionId) -> u64 {
    let (_, low) = id.0.as_u64_pair();
    low
}

fn answer(request: &HttpRequest, kind: Mime, keep: &'static str, tag: String, body: Bytes) -> HttpResponse {
    let tag = EntityTag::new_strong(tag);
    let mut response = if has(request, &tag) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((ETAG, tag.clone())).insert_header((CACHE_CONTROL, keep));
    if kind.subtype() == "svg" {
        response.insert_header((CONTENT_SECURITY_POLICY, PICTURE_POLICY));
    }
    if has(request, &tag) {
        return response.finish();
    }
    response.insert_header(ContentType(in_utf8(kind))).body(body)
}

/// Whether the client has these bytes already.
pub(super) fn has(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}

/// All our text is UTF-8, and says so.
fn in_utf8(kind: Mime) -> Mime {
    let text = kind.type_() == "text" && kind.get_param("charset").is_none();
    if text { format!("{kind}; charset=utf-8").parse().unwrap_or(kind) } else { kind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, IF_NONE_MATCH, VARY};
    use actix_web::test::TestRequest;

    async fn get(path: &str, tag: Option<&str>) -> Result<HttpResponse, Error> {
        let request =
            tag.into_iter().fold(TestRequest::get(), |r, tag| r.insert_header((IF_NONE_MATCH, tag.to_string())));
        file(request.to_http_request(), Path::from(path.to_string())).await
    }

    #[actix_web::test]
    async fn every_kind_of_file_is_called_what_it_is() {
        for (path, kind) in [
            ("css/gavel.css", "text/css; charset=utf-8"),
            ("js/auction.js", "text/javascript; charset=utf-8"),
            ("icon.svg", "image/svg+xml"),
        ] {
            let response = get(path, None).await.unwrap();
            assert_eq!(response.headers().get(CONTENT_TYPE).unwrap(), kind, "{path}");
        }
    }

    #[actix_web::test]
    async fn whoever_has_a_file_is_not_sent_it_again() {
        let first = get("icon.svg", None).await.unwrap();
        let tag = first.headers().get(ETAG).unwrap().to_str().unwrap();
        for known in [tag.to_string(), format!("\"other\", W/{tag}"), "*".into()] {
            assert_eq!(get("icon.svg", Some(&known)).await.unwrap().status(), 304, "{known}");
        }
        assert_eq!(get("icon.svg", Some("\"other\"")).await.unwrap().status(), 200);
    }

    #[actix_web::test]
    async fn what_has_this_release_in_its_address_is_kept_for_ever_and_nothing_else() {
        let current = at("js/auction.js");
        for (path, keep) in [
            (current.trim_start_matches("/static/"), KEEP_FOR_EVER),
            ("v-0/js/auction.js", ASK_ALWAYS),
            ("js/auction.js", ASK_ALWAYS),
        ] {
            let response = get(path, None).await.unwrap();
            assert_eq!(response.headers().get(CACHE_CONTROL).unwrap(), keep, "{path}");
        }
    }

    #[actix_web::test]
    async fn a_file_is_sent_packed_to_whoever_can_unpack_it_and_each_form_has_a_tag_of_its_own() {
        let mut tags = std::collections::HashSet::new();
        for (accepts, encoding) in
            [("", None), ("gzip, deflate", Some("gzip")), ("gzip, deflate, br, zstd", Some("br"))]
        {
            let request = TestRequest::get().insert_header((ACCEPT_ENCODING, accepts)).to_http_request();
            let response = file(request, Path::from("js/auction.js".to_owned())).await.unwrap();
            let said = response.headers().get(CONTENT_ENCODING).map(|value| value.to_str().unwrap());
            assert_eq!(said, encoding, "{accepts}");
            assert_eq!(response.headers().get(VARY).unwrap(), "accept-encoding");
            assert!(tags.insert(response.headers().get(ETAG).unwrap().clone()));
        }
    }

    #[actix_web::test]
    async fn a_picture_by_itself_runs_nothing() {
        let response = get("icon.svg", None).await.unwrap();
        assert_eq!(response.headers().get(CONTENT_SECURITY_POLICY).unwrap(), PICTURE_POLICY);
    }

    #[actix_web::test]
    async fn no_path_leads_out_of_the_folder() {
        for path in ["../Cargo.toml", "js/../../Cargo.toml", "v-1/../Cargo.toml", "/etc/hostname", "css", ""] {
            assert_eq!(get(path, None).await.err().map(|error| error.problem().status.as_u16()), Some(404), "{path}");
        }
    }
}
