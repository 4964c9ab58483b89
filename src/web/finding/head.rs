//! What a page says of itself in its head: to search engines, and to whoever shares it. And the addresses that lots are
//! known by.

use crate::domain::{AuctionId, Status};
use crate::web::lot::Card;
use crate::web::{categories, when};
use serde_json::json;

/// Characters of a description that search engines and messengers show.
const EXCERPT: usize = 160;

/// Characters of a title that an address repeats.
const SLUG: usize = 60;

/// What a page says of itself. All addresses are absolute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Where the page is at home, however it was asked for.
    pub canonical: String,
    /// `website` or `product`.
    pub kind: &'static str,
    pub title: String,
    pub description: String,
    /// A picture of it, if it has one.
    pub image: Option<String>,
    /// The feed of what it lists, if it lists anything.
    pub feed: Option<String>,
    /// Whether search engines are asked to leave it out: one of endlessly many ways to list the same.
    pub unlisted: bool,
    /// What it is about in the terms of schema.org, as JSON that can stand in a page.
    pub data: Option<String>,
}

/// Where a lot's page is at home: its number finds it, and its title says what it is. What stands after the number has a hyphen
/// always, so that it is never taken for one of the house's own words.
pub fn path_of(id: AuctionId, title: &str) -> String {
    let slug = slug::slugify(title);
    let cut = match slug.char_indices().nth(SLUG) {
        Some((at, _)) => slug[..at].rsplit_once('-').map_or(&slug[..at], |(whole, _)| whole),
        None => slug.as_str(),
    };
    match cut {
        "" => format!("/auctions/{id}"),
        cut if cut.contains('-') => format!("/auctions/{id}/{cut}"),
        cut => format!("/auctions/{id}/lot-{cut}"),
    }
}

impl Head {
    /// A page that lists lots, at this path.
    pub fn of_list(origin: &str, path: &str, title: String, description: String) -> Head {
        Head { canonical: format!("{origin}{path}"), kind: "website", title, description, ..Head::default() }
    }

    /// The page of a lot.
    pub fn of_lot(origin: &str, card: &Card, description: &str, seller: &str) -> Head {
        let canonical = format!("{origin}{}", card.path());
        let said = excerpt(description);
        let description = if said.is_empty() { card.title.clone() } else { said };
        let image = format!("{origin}{}", card.picture());
        let availability = if card.status.is_final() { "SoldOut" } else { "InStock" };
        let amount = card.price.unwrap_or(card.minimum);
        let data = json!({
            "@context": "https://schema.org", "@type": "Product",
            "name": card.title, "description": description, "image": image, "url": canonical,
            "offers": {
                "@type": "Offer", "url": canonical, "priceCurrency": card.currency.code(), "price": card.typed(amount),
                "availability": format!("https://schema.org/{availability}"),
                "validThrough": when::iso(card.ends_at), "seller": {"@type": "Person", "name": seller},
            },
        });
        Head {
            canonical,
            kind: "product",
            title: card.title.clone(),
            description,
            image: Some(image),
            unlisted: card.status == Status::Cancelled,
            data: Some(embedded(&data)),
            ..Head::default()
        }
    }
}

/// The way down to a category, in the terms of schema.org.
pub fn breadcrumbs(origin: &str, way: &[&str]) -> String {
    let crumb = |(place, slug): (usize, &&str)| json!({"@type": "ListItem", "position": place + 1, "name": categories::name(slug), "item": format!("{origin}/c/{slug}")});
    let crumbs: Vec<_> = way.iter().enumerate().map(crumb).collect();
    embedded(&json!({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": crumbs}))
}

/// JSON that nothing in it can lead out of its element.
fn embedded(data: &serde_json::Value) -> String {
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The beginning of a text on one line, cut between two words.
pub fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT) {
        None => line,
        Some((at, _)) => format!("{}…", line[..at].rsplit_once(' ').map_or(&line[..at], |(whole, _)| whole)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::samples;
    use uuid::Uuid;

    fn slug(title: &str) -> String {
        let path = path_of(AuctionId(Uuid::nil()), title);
        path.strip_prefix("/auctions/00000000-0000-0000-0000-000000000000").unwrap().to_owned()
    }

    #[test]
    fn an_address_says_what_the_lot_is_in_plain_letters() {
        for (title, expected) in [
            ("A bentwood rocking chair", "/a-bentwood-rocking-chair"),
            ("Jarrón de cerámica «Año nuevo»", "/jarron-de-ceramica-ano-nuevo"),
            ("茶碗", "/cha-wan"),
            ("Bid", "/lot-bid"),
            ("???", ""),
        ] {
            assert_eq!(slug(title), expected, "{title}");
        }
        let long = slug(&"walnut desk ".repeat(20));
        assert!(long.len() <= SLUG + 1 && long.ends_with("-desk"), "{long}");
    }

    #[test]
    fn what_a_page_says_of_a_lot_never_ends_its_own_element() {
        let card = Card { title: "</script><b>&".into(), ..samples::lot().card };
        let head = Head::of_lot("https://gavel.example", &card, "", "Ann");
        let data = head.data.unwrap();
        assert!(!data.contains('<') && !data.contains('&'), "{data}");
        let read: serde_json::Value = serde_json::from_str(&data).unwrap();
        assert_eq!((read["name"].as_str(), read["offers"]["price"].as_str()), (Some("</script><b>&"), Some("125.00")));
        assert_eq!(head.description, card.title, "a lot without a description is its title");
    }

    #[test]
    fn an_excerpt_is_one_line_and_ends_with_a_word() {
        assert_eq!(excerpt("Beech.\n\nSound. "), "Beech. Sound.");
        let cut = excerpt(&"ever so long ".repeat(30));
        assert!(cut.chars().count() <= EXCERPT + 1 && cut.ends_with("…") && !cut.contains(" …"), "{cut}");
    }
}
