//! The catalogue: everything that is on offer, or what of it was asked for, a page at a time. Without a script it is a form and
//! links; with one its cards are live.

use super::asked::{self, Asked, Choice};
use super::chips::{self, Chip};
use super::find;
use super::head::{self, Head};
use super::origin::origin;
use super::reading::{Note, Reading};
use crate::config::finding::CARDS;
use crate::domain::Timestamp;
use crate::limits::address::Address;
use crate::store::finding::{Found, Total};
use crate::web::auth::Viewer;
use crate::web::categories;
use crate::web::error::Error;
use crate::web::layout::Layout;
use crate::web::lot::Card;
use crate::web::{House, countries, fill, page, photos};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

/// `GET /` and `GET /c/{category}`.
#[derive(Template)]
#[template(path = "catalogue.html")]
pub struct CataloguePage {
    pub layout: Layout,
    pub title: String,
    /// What the visitor asked to see.
    pub asked: Asked,
    /// What of it makes no sense.
    pub notes: Vec<Note>,
    pub chips: Vec<Chip>,
    /// The way down to the category that is looked at, if it is one.
    pub way: Vec<Shelf>,
    /// The categories right below.
    pub shelves: Vec<Shelf>,
    /// The countries that something is in: code and name.
    pub countries: Vec<(String, String)>,
    pub cards: Vec<Card>,
    pub total: Total,
    /// The words that were searched for instead.
    pub instead: Option<String>,
    pub now: Timestamp,
    /// The address of the next page, if there is one.
    pub next: Option<String>,
    /// Its order, where the visitor named none.
    pub order: &'static str,
}

/// A category as a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    pub slug: String,
    pub name: String,
}

impl Shelf {
    fn of(slug: &str) -> Shelf {
        Shelf { slug: slug.to_owned(), name: categories::name(slug) }
    }
}

impl CataloguePage {
    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        self.notes.iter().find(|note| note.field == field).map(|note| note.text.as_str())
    }

    /// Whether the filters beyond words and category are to be seen at once: one of them is in use, or makes no sense.
    pub fn unfolded(&self) -> bool {
        let others = self.asked.fields().iter().any(|(name, _)| !["q", "category", "sort", "after"].contains(name));
        others || !self.notes.is_empty()
    }

    /// `1 lot`, `17 lots`, `more than 1000 lots`.
    pub fn total_text(&self) -> String {
        let Total { count, and_more } = self.total;
        if and_more { t!("catalogue-more-than", count = count) } else { t!("catalogue-lots", count = count) }
    }

    /// What stands after the question mark of its feed's address.
    pub fn query(&self) -> String {
        self.asked.address_of(&["after", "sort"])
    }

    /// Whether a choice is the one that was made.
    pub fn is(&self, made: &str, choice: &str) -> bool {
        made == choice
    }

    /// Whether the order is this one.
    pub fn is_order(&self, word: &str) -> bool {
        self.order == word
    }

    /// The choices of the order field.
    pub fn orders(&self) -> Vec<Choice> {
        asked::orders(!self.asked.q.is_empty())
    }

    /// The last of the way, without the others.
    pub fn above(&self) -> &[Shelf] {
        self.way.split_last().map_or(&[], |(_, above)| above)
    }
}

/// `GET /`: what is on offer, a page of it.
///
/// # Errors
/// 429 if words are searched for too often, 503 while the database is away.
pub async fn everything(
    house: Data<House>,
    viewer: Viewer,
    request: HttpRequest,
    from: Address,
    asked: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Error> {
    show(&house, &viewer, (&request, from), Asked::of(asked.into_inner())).await
}

/// `GET /c/{category}`: the same in one category, and what is below it.
///
/// # Errors
/// 404 for a category that the house does not have, 429 if words are searched for too often, 503 while the database is away.
pub async fn category(
    house: Data<House>,
    viewer: Viewer,
    request: HttpRequest,
    from: Address,
    category: Path<String>,
    asked: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Error> {
    let category = category.into_inner();
    if categories::known().get(&category).is_none() {
        return Err(Error::not_found());
    }
    show(&house, &viewer, (&request, from), Asked { category, ..Asked::of(asked.into_inner()) }).await
}

async fn show(
    house: &House,
    viewer: &Viewer,
    (request, from): (&HttpRequest, Address),
    asked: Asked,
) -> Result<HttpResponse, Error> {
    let (tree, now) = (categories::known(), house.live.now());
    let reading = asked.read(&tree, now);
    let Reading { question, order, after, .. } = &reading;
    let found = find(house, from, question, (*order, after.as_ref()), CARDS);
    let (found, countries) = tokio::try_join!(found, async { Ok(house.store.countries().await?) })?;
    let way: Vec<Shelf> = tree.path(&asked.category).iter().map(|category| Shelf::of(&category.slug)).collect();
    let below = way.last().map(|shelf| shelf.slug.as_str());
    let shelves = tree.below(below).map(|category| Shelf::of(&category.slug)).collect();
    let chips = chips::of(&asked, &reading);
    let title = title(&asked, &way);
    let mut layout = viewer.layout(title.clone());
    layout.head = Some(head(&origin(request, &house.settings), &asked, &title, &way));
    let Found { lots, next, total, instead } = found;
    let mut cards: Vec<Card> = lots.iter().filter_map(fill::card).collect();
    photos::show_covers(&house.store, &mut cards).await?;
    let next = next.map(|place| Asked { after: place.to_string(), ..asked.clone() }.address());
    let shown = CataloguePage {
        layout,
        title,
        notes: reading.notes,
        chips,
        way,
        shelves,
        countries: countries::named(countries),
        cards,
        total,
        instead,
        now,
        next,
        order: reading.order.word(),
        asked,
    };
    page(StatusCode::OK, &shown)
}

fn title(asked: &Asked, way: &[Shelf]) -> String {
    match (way.last(), asked.q.is_empty()) {
        (_, false) => t!("catalogue-title-words", words = asked.q),
        (Some(shelf), true) => shelf.name.clone(),
        (None, true) => t!("catalogue-title"),
    }
}

fn head(origin: &str, asked: &Asked, title: &str, way: &[Shelf]) -> Head {
    let home = Asked { after: String::new(), sort: String::new(), ..asked.clone() };
    let about = match way.last() {
        Some(shelf) => t!("catalogue-about-category", category = shelf.name),
        None => t!("catalogue-about"),
    };
    let query = asked.address_of(&["after", "sort"]);
    let feed = if query.is_empty() { format!("{origin}/feed.atom") } else { format!("{origin}/feed.atom?{query}") };
    let slugs: Vec<&str> = way.iter().map(|shelf| shelf.slug.as_str()).collect();
    Head {
        feed: Some(feed),
        unlisted: asked.narrows(),
        data: (!slugs.is_empty()).then(|| head::breadcrumbs(origin, &slugs)),
        ..Head::of_list(origin, &home.address(), title.to_owned(), about)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::samples::{self, render};

    #[test]
    fn the_catalogue_shows_every_card_with_price_bids_and_time_left() {
        let html = render("catalogue", &samples::catalogue());
        for text in ["A bentwood rocking chair", "€\u{a0}125.00", "17 bids", "1:42", "○ Not begun", "■ Ended"] {
            assert!(html.contains(text), "{text} is missing");
        }
        assert!(html.contains("/a-bentwood-rocking-chair\""), "cards lead to where lots are at home");
    }

    #[test]
    fn an_empty_catalogue_says_so_and_offers_the_whole() {
        let page = CataloguePage {
            cards: Vec::new(),
            asked: Asked { q: "<b>".into(), ..Asked::default() },
            ..samples::catalogue()
        };
        let html = render("catalogue-empty", &page);
        assert!(html.contains("Nothing matches") && html.contains("value=\"&#60;b&#62;\""), "{html}");
    }

    #[test]
    fn what_was_searched_for_instead_is_said_and_what_makes_no_sense_stands_by_its_field() {
        let page = CataloguePage {
            asked: Asked { q: "chiar".into(), price_from: "ten".into(), ..Asked::default() },
            instead: Some("chair".into()),
            notes: vec![Note { field: "price_from", text: "Say in which currency.".into() }],
            ..samples::catalogue()
        };
        let html = render("catalogue-mended", &page);
        assert!(html.contains("“chiar”") && html.contains("“chair”"));
        assert!(
            html.contains("Say in which currency.") && html.contains("value=\"ten\"") && html.contains("<details open")
        );
    }

    #[test]
    fn a_bounded_count_says_that_it_is_one() {
        let page = |count, and_more| CataloguePage { total: Total { count, and_more }, ..samples::catalogue() };
        assert_eq!(page(1, false).total_text(), "1 lot");
        assert_eq!(page(1_000, true).total_text(), "more than 1000 lots");
    }
}
