//! The map of the house for search engines: its own pages, its categories, and every lot that was ever published, in parts.
//! A part begins at a lot and not at a row's number, so it stays the same however many lots are added.

use super::head::path_of;
use super::origin::origin;
use crate::config::finding::{SITEMAP_PAGE, SITEMAP_PART};
use crate::domain::AuctionId;
use crate::store;
use crate::web::error::Error;
use crate::web::{House, categories};
use actix_web::http::header::ContentType;
use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream;

const XML: &str = "application/xml; charset=utf-8";
const BEGINNING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SCHEMA: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// What nobody finds anything in who is not somebody: no use to a search engine.
const PRIVATE: [&str; 8] = ["/admin", "/api/", "/account", "/invoices", "/offers", "/searches", "/sell", "/sign-in"];

/// `GET /robots.txt`.
pub async fn robots(house: Data<House>, request: HttpRequest) -> HttpResponse {
    let closed: String = PRIVATE.iter().map(|path| format!("Disallow: {path}\n")).collect();
    let map = format!("{}/sitemap.xml", origin(&request, &house.settings));
    HttpResponse::Ok()
        .insert_header(ContentType::plaintext())
        .body(format!("User-agent: *\n{closed}\nSitemap: {map}\n"))
}

/// `GET /sitemap.xml`: where the parts are.
///
/// # Errors
/// 503 while the database is away.
pub async fn index(house: Data<House>, request: HttpRequest) -> Result<HttpResponse, Error> {
    let origin = origin(&request, &house.settings);
    let parts = house.store.sitemap_parts(SITEMAP_PART).await?;
    let lots = parts.iter().map(|first| format!("{origin}/sitemap/{first}.xml"));
    let all = std::iter::once(format!("{origin}/sitemap/house.xml")).chain(lots);
    let entries: String = all.map(|address| format!("<sitemap><loc>{address}</loc></sitemap>\n")).collect();
    let text = format!("{BEGINNING}<sitemapindex xmlns=\"{SCHEMA}\">\n{entries}</sitemapindex>\n");
    Ok(HttpResponse::Ok().content_type(XML).body(text))
}

/// `GET /sitemap/house.xml`: pages that list lots.
pub async fn house(house: Data<House>, request: HttpRequest) -> HttpResponse {
    let origin = origin(&request, &house.settings);
    let tree = categories::known();
    let shelves = tree.offered().map(|(_, category)| format!("/c/{}", category.slug));
    let pages = ["/".to_owned(), "/sales".to_owned()].into_iter().chain(shelves);
    let entries: String = pages.map(|path| entry(&origin, &path)).collect();
    HttpResponse::Ok().content_type(XML).body(format!("{}{entries}{END}", beginning()))
}

/// `GET /sitemap/{from}.xml`: the lots from this one on, as many as a part has. Read piece by piece as it is sent.
///
/// # Errors
/// 404 for what is no lot's number.
pub async fn part(house: Data<House>, request: HttpRequest, from: Path<String>) -> Result<HttpResponse, Error> {
    let from: AuctionId = from.parse().map_err(|_| Error::not_found())?;
    let reading = Reading { origin: origin(&request, &house.settings), house, at: At::Start(from), left: SITEMAP_PART };
    let body = stream::unfold(reading, |reading| reading.piece());
    Ok(HttpResponse::Ok().content_type(XML).streaming(body))
}

const END: &str = "</urlset>\n";

fn beginning() -> String {
    format!("{BEGINNING}<urlset xmlns=\"{SCHEMA}\">\n")
}

/// One address. A slug has nothing in it that XML minds.
fn entry(origin: &str, path: &str) -> String {
    format!("<url><loc>{origin}{path}</loc></url>\n")
}

/// How far a part has been sent.
struct Reading {
    house: Data<House>,
    origin: String,
    at: At,
    left: i64,
}

enum At {
    Start(AuctionId),
    After(AuctionId),
    End,
    Done,
}

impl Reading {
    /// The next piece, and how far it goes.
    async fn piece(mut self) -> Option<(Result<Bytes, Error>, Reading)> {
        let (from, after, before) = match self.at {
            At::Start(from) => (from, false, beginning()),
            At::After(last) => (last, true, String::new()),
            At::End => {
                self.at = At::Done;
                return Some((Ok(Bytes::from_static(END.as_bytes())), self));
            }
            At::Done => return None,
        };
        let limit = self.left.min(SITEMAP_PAGE);
        match self.house.store.titles(from, after, limit).await {
            Ok(lots) => Some((Ok(self.written(before, &lots, limit)), self)),
            Err(error) => {
                self.at = At::Done;
                Some((Err(store_error(error)), self))
            }
        }
    }

    fn written(&mut self, before: String, lots: &[(AuctionId, String)], limit: i64) -> Bytes {
        let read = i64::try_from(lots.len()).unwrap_or(limit);
        self.left -= read;
        self.at = match lots.last() {
            Some((last, _)) if read == limit && self.left > 0 => At::After(*last),
            _ => At::End,
        };
        let entries = lots.iter().map(|(id, title)| entry(&self.origin, &path_of(*id, title)));
        Bytes::from(std::iter::once(before).chain(entries).collect::<String>())
    }
}

fn store_error(error: store::Error) -> Error {
    error.into()
}
