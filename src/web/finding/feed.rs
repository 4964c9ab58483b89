//! New lots as an Atom feed (RFC 4287): all of them, or what an address of the catalogue asks for.

use super::asked::Asked;
use super::chips;
use super::find;
use super::head::excerpt;
use super::origin::origin;
use crate::config::finding::FEED;
use crate::domain::Timestamp;
use crate::limits::address::Address;
use crate::store::auctions::Listing;
use crate::store::finding::Order;
use crate::web::error::Error;
use crate::web::lot::Card;
use crate::web::{House, categories, fill, when};
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

/// `GET /feed.atom`.
#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    origin: String,
    title: String,
    /// The page that lists the same.
    page: String,
    /// Its own address.
    own: String,
    updated: Timestamp,
    entries: Vec<Entry>,
}

/// A lot in a feed.
struct Entry {
    card: Card,
    published: Timestamp,
    category: String,
    seller: String,
    summary: String,
}

impl Entry {
    fn of(listing: &Listing) -> Option<Entry> {
        Some(Entry {
            card: fill::card(listing)?,
            published: listing.published_at.unwrap_or(listing.created_at),
            category: categories::name(&listing.category),
            seller: plain(&listing.seller_name),
            summary: plain(&excerpt(&listing.description)),
        })
    }

    fn updated(&self) -> String {
        when::iso(self.published)
    }
}

/// `GET /feed.atom`: what was published last of what is asked for.
///
/// # Errors
/// 429 if words are searched for too often, 503 while the database is away.
pub async fn atom(
    house: Data<House>,
    request: HttpRequest,
    from: Address,
    asked: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Error> {
    let asked = Asked { sort: String::new(), after: String::new(), ..Asked::of(asked.into_inner()) };
    let reading = asked.read(&categories::known(), house.live.now());
    let found = find(&house, from, &reading.question, (Order::Newest, None), FEED).await?;
    let entries: Vec<Entry> = found.lots.iter().filter_map(Entry::of).collect();
    let (origin, query) = (origin(&request, &house.settings), asked.address_of(&[]));
    let narrowed = chips::name(&chips::of(&asked, &reading));
    let feed = Feed {
        title: if narrowed.is_empty() { t!("catalogue-feed") } else { t!("catalogue-feed-of", what = narrowed) },
        page: format!("{origin}{}", asked.address()),
        own: if query.is_empty() { format!("{origin}/feed.atom") } else { format!("{origin}/feed.atom?{query}") },
        updated: entries.first().map_or(Timestamp::UNIX_EPOCH, |entry| entry.published),
        origin,
        entries,
    };
    Ok(HttpResponse::Ok().content_type("application/atom+xml; charset=utf-8").body(feed.render()?))
}

/// A text without the signs that XML cannot hold.
fn plain(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}')).collect()
}
