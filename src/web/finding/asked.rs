//! What an address of the catalogue asks for, as it was typed, and the address of what is asked for. What it means is read
//! by [`reading`](super::reading).

use super::reading::{FORMATS, STATES};
use crate::config::sales::CURRENCIES;
use crate::store::finding::Order;
use chrono::TimeDelta;

/// Within how many hours a lot may be asked to end, in the form. An address may say any number.
const ENDING: [u32; 4] = [1, 24, 72, 168];

/// An address's question, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub q: String,
    /// A category's slug, or empty for all.
    pub category: String,
    /// A state's word, or empty for what is running or about to.
    pub status: String,
    pub format: String,
    pub currency: String,
    pub price_from: String,
    pub price_to: String,
    /// Hours.
    pub ending: String,
    pub country: String,
    /// `on`, or nothing.
    pub no_reserve: String,
    /// `on`, or nothing.
    pub buy_now: String,
    pub sort: String,
    /// Where the page before ended; empty for the first.
    pub after: String,
}

impl Asked {
    /// The question of these parameters. Of a name that comes twice the last counts; names that mean nothing here mean
    /// nothing.
    pub fn of(pairs: Vec<(String, String)>) -> Asked {
        let mut asked = Asked::default();
        for (name, value) in pairs {
            if let Some((_, field)) = asked.fields_mut().into_iter().find(|(known, _)| *known == name) {
                *field = value.replace('\0', "").trim().to_owned();
            }
        }
        asked
    }

    fn fields_mut(&mut self) -> [(&'static str, &mut String); 13] {
        [
            ("q", &mut self.q),
            ("category", &mut self.category),
            ("status", &mut self.status),
            ("format", &mut self.format),
            ("currency", &mut self.currency),
            ("price_from", &mut self.price_from),
            ("price_to", &mut self.price_to),
            ("ending", &mut self.ending),
            ("country", &mut self.country),
            ("no_reserve", &mut self.no_reserve),
            ("buy_now", &mut self.buy_now),
            ("sort", &mut self.sort),
            ("after", &mut self.after),
        ]
    }

    /// Every field that is filled in, by its name.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut filled = self.clone();
        let fields = filled.fields_mut().into_iter().filter(|(_, value)| !value.is_empty());
        fields.map(|(name, value)| (name, std::mem::take(value))).collect()
    }

    /// The same without this field, and on its first page. A price means nothing without its currency.
    pub fn without(&self, name: &str) -> Asked {
        let mut rest = self.clone();
        for (known, field) in rest.fields_mut() {
            let goes = known == name || known == "after" || name == "currency" && known.starts_with("price");
            if goes {
                field.clear();
            }
        }
        rest
    }

    /// What stands after the question mark of its address; empty for the plain catalogue.
    pub fn address_of(&self, but: &[&str]) -> String {
        let fields = self.fields().into_iter().filter(|(name, _)| !but.contains(name));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
    }

    /// Its address.
    pub fn address(&self) -> String {
        let rest = self.address_of(&["category"]);
        let path = if self.category.is_empty() { "/".into() } else { format!("/c/{}", encoded(&self.category)) };
        if rest.is_empty() { path } else { format!("{path}?{rest}") }
    }

    /// Whether it asks for anything but the plain catalogue, or the plain page of a category.
    pub fn narrows(&self) -> bool {
        !self.address_of(&["category"]).is_empty()
    }

    /// Whether anything is hidden that the plain catalogue would show.
    pub fn hides(&self) -> bool {
        self.address() != "/"
    }

    /// The order of who asks for none.
    pub fn usual_order(&self) -> Order {
        match (self.q.is_empty(), self.status.as_str()) {
            (false, _) => Order::Best,
            (true, "closed") => Order::Latest,
            (true, _) => Order::Soonest,
        }
    }
}

fn encoded(segment: &str) -> String {
    form_urlencoded::byte_serialize(segment.as_bytes()).collect()
}

/// A choice of a field: its word in the address, and what it is called.
pub type Choice = (&'static str, String);

/// The choices of the state field.
pub fn states() -> Vec<Choice> {
    let called = |(word, _): (&'static str, _)| {
        (word, t_code!("catalogue-state-", if word.is_empty() { "current" } else { word }))
    };
    STATES.into_iter().map(called).filter_map(|(word, name)| Some((word, name?))).collect()
}

/// The choices of the format field.
pub fn formats() -> Vec<Choice> {
    FORMATS.into_iter().filter_map(|word| Some((word, t_code!("catalogue-format-", word)?))).collect()
}

/// The choices of the currency field. An address may name any other.
pub fn currencies() -> &'static [&'static str] {
    &CURRENCIES
}

/// The choices of how soon a lot ends: hours, and how they are called.
pub fn endings() -> Vec<(String, String)> {
    let span = |hours: u32| crate::web::when::span(TimeDelta::hours(hours.into()));
    let called = |hours: u32| {
        if hours.is_multiple_of(24) && hours > 24 { t!("catalogue-days", count = hours / 24) } else { span(hours) }
    };
    ENDING.into_iter().map(|hours| (hours.to_string(), called(hours))).collect()
}

/// The choices of the order field. Relevance is there for who searches for words.
pub fn orders(searches: bool) -> Vec<Choice> {
    let offered = Order::ALL.into_iter().filter(|order| searches || *order != Order::Best);
    offered.filter_map(|order| Some((order.word(), t_code!("catalogue-order-", order.word())?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Asked {
        Asked::of(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    #[test]
    fn an_address_is_read_and_written_the_same() {
        for address in
            ["/", "/c/books", "/?q=rocking+chair&price_to=12%2C50", "/c/books?q=%C3%A1tlas&no_reserve=on&sort=newest"]
        {
            let (path, query) = address.split_once('?').unwrap_or((address, ""));
            let category = path.strip_prefix("/c/").unwrap_or_default();
            let read = Asked { category: category.into(), ..asked(query) };
            assert_eq!(read.address(), address);
        }
    }

    #[test]
    fn of_a_name_that_comes_twice_the_last_counts_and_what_means_nothing_is_left_out() {
        let asked = asked("q=a&q=+b%00+&colour=red&status=");
        assert_eq!(asked, Asked { q: "b".into(), ..Asked::default() });
    }

    #[test]
    fn a_filter_is_taken_away_alone_but_a_currency_with_its_prices() {
        let asked = asked("q=chair&currency=EUR&price_from=1&price_to=9&format=dutch&after=x");
        assert_eq!(asked.without("format").address(), "/?q=chair&currency=EUR&price_from=1&price_to=9");
        assert_eq!(asked.without("currency").address(), "/?q=chair&format=dutch");
        assert_eq!(asked.without("price_to").address(), "/?q=chair&format=dutch&currency=EUR&price_from=1");
    }

    #[test]
    fn a_page_of_a_category_narrows_nothing_but_hides_the_rest() {
        let books = Asked { category: "books".into(), ..Asked::default() };
        assert!(!books.narrows() && books.hides() && !Asked::default().hides());
    }
}
