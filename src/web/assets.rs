//! What pages are made of besides themselves: the files under `static/`, which are in the binary, and the plates. The
//! same bytes have the same tag, and whoever has them is told so instead of being sent them again.

use super::House;
use super::error::Error;
use super::headers::PICTURE_POLICY;
use crate::domain::AuctionId;
use crate::domain::ledger::hex;
use crate::media::{Motif, plate};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentType, ETAG, EntityTag, Header, IfNoneMatch,
};
use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use mime_guess::Mime;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// Every script as browsers get it, by its path.
static SCRIPTS: LazyLock<HashMap<String, Bytes>> = LazyLock::new(|| {
    let scripts = Static::iter().filter(|path| path.ends_with(".js"));
    let bare = |path: Cow<'static, str>| {
        let source = Static::get(&path)?.data;
        Some((path.into_owned(), Bytes::from(without_comments(std::str::from_utf8(&source).ok()?))))
    };
    scripts.filter_map(bare).collect()
});

/// A script without the comments that have lines to themselves, which are for who reads the source and are a third of its
/// weight. The other lines keep their numbers.
fn without_comments(script: &str) -> String {
    let mut inside = false;
    let mut bare = String::with_capacity(script.len());
    for line in script.lines() {
        let words = line.trim();
        let ends = words.ends_with("*/");
        let begins = words.starts_with("/**") && (ends || !words.contains("*/"));
        if !inside && !begins && !words.starts_with("//") {
            bare.push_str(line);
        }
        bare.push('\n');
        inside = (inside || begins) && !ends;
    }
    bare
}

/// Scripts and styles belong to the pages of one release and have no release in their names: always ask, mostly hear
/// "as you have it".
const ASK_ALWAYS: &str = "public, no-cache";

/// A published lot's plate changes with a release at most.
const KEEP_A_WHILE: &str = "public, max-age=300";

/// `GET /static/{path}`.
///
/// # Errors
/// 404.
pub async fn file(request: HttpRequest, path: Path<String>) -> Result<HttpResponse, Error> {
    let EmbeddedFile { data, metadata } = Static::get(&path).ok_or_else(Error::not_found)?;
    let body = match (SCRIPTS.get(path.as_str()), data) {
        (Some(script), _) => script.clone(),
        (None, Cow::Borrowed(bytes)) => Bytes::from_static(bytes),
        (None, Cow::Owned(bytes)) => Bytes::from(bytes),
    };
    let kind = mime_guess::from_path(path.as_str()).first_or_octet_stream();
    Ok(answer(&request, kind, ASK_ALWAYS, &metadata.sha256_hash(), body))
}

/// `GET /pictures/{id}.svg`: the plate of a published auction.
///
/// # Errors
/// 404, 503 while the database is away.
pub async fn picture(house: Data<House>, request: HttpRequest, id: Path<String>) -> Result<HttpResponse, Error> {
    let id: AuctionId = id.parse().map_err(|_| Error::not_found())?;
    let listing = house.store.listing(id).await?.filter(|listing| listing.status().is_some());
    let listing = listing.ok_or_else(Error::not_found)?;
    let svg = plate(Motif::for_lot(&listing.category, &listing.title), seed(id));
    let hash = Sha256::digest(&svg);
    Ok(answer(&request, mime_guess::mime::IMAGE_SVG, KEEP_A_WHILE, &hash, Bytes::from(svg)))
}

/// Every lot its own variation, the same for ever: the half of its number that is random in every kind of UUID we give.
fn seed(id: AuctionId) -> u64 {
    let (_, low) = id.0.as_u64_pair();
    low
}

fn answer(request: &HttpRequest, kind: Mime, keep: &'static str, hash: &[u8], body: Bytes) -> HttpResponse {
    let tag = EntityTag::new_strong(hex(&hash[..16]));
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
    use actix_web::http::header::{CONTENT_TYPE, IF_NONE_MATCH};
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

    #[test]
    fn a_script_is_sent_without_its_comments_and_with_everything_else() {
        let source = "/** What. */\nconst a = 1; // stays\n/**\n * More.\n */\n  // why\n/** @type {X} */ (b).c();\nd(/** e */);\n";
        let bare = "\nconst a = 1; // stays\n\n\n\n\n/** @type {X} */ (b).c();\nd(/** e */);\n";
        assert_eq!(without_comments(source), bare);
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
    async fn a_picture_by_itself_runs_nothing() {
        let response = get("icon.svg", None).await.unwrap();
        assert_eq!(response.headers().get(CONTENT_SECURITY_POLICY).unwrap(), PICTURE_POLICY);
    }

    #[actix_web::test]
    async fn no_path_leads_out_of_the_folder() {
        for path in ["../Cargo.toml", "js/../../Cargo.toml", "/etc/hostname", "css", ""] {
            assert_eq!(get(path, None).await.err().map(|error| error.problem().status.as_u16()), Some(404), "{path}");
        }
    }
}
