//! What an address of the catalogue means. Whatever makes no sense is left out of the question and named beside its field:
//! nobody is sent away for a mistyped price.

use super::asked::Asked;
use crate::config;
use crate::config::finding::LONGEST_SEARCH;
use crate::domain::{Currency, Money, Timestamp};
use crate::language;
use crate::store::categories::Tree;
use crate::store::finding::{Order, Place, Question};
use crate::web::countries;
use chrono::TimeDelta;

/// The states a visitor can ask for: the word in the address, and the states it stands for.
pub const STATES: [(&str, &[&str]); 4] = [
    ("", &["scheduled", "open", "halted"]),
    ("open", &["open", "halted"]),
    ("scheduled", &["scheduled"]),
    ("closed", &["closed", "cancelled"]),
];

/// The formats that can be asked for, by their words.
pub const FORMATS: [&str; 7] = ["english", "first_price", "vickrey", "dutch", "multi_unit", "reverse", "live"];

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub field: &'static str,
    pub text: String,
}

/// An address's question, as far as it makes sense.
#[derive(Clone, Debug)]
pub struct Reading {
    pub question: Question,
    pub order: Order,
    pub after: Option<Place>,
    pub notes: Vec<Note>,
}

#[derive(Default)]
struct Notes(Vec<Note>);

impl Notes {
    /// What was read; where that failed, nothing, and a note why.
    fn take<T: Default>(&mut self, field: &'static str, read: Result<T, String>) -> T {
        read.unwrap_or_else(|text| {
            self.0.push(Note { field, text });
            T::default()
        })
    }
}

impl Asked {
    /// What it asks for at `now`.
    pub fn read(&self, tree: &Tree, now: Timestamp) -> Reading {
        let mut notes = Notes::default();
        let words = notes.take("q", self.words());
        let currency = notes.take("currency", self.in_currency());
        let question = Question {
            categories: notes.take("category", self.in_branch(tree)),
            statuses: notes.take("status", self.in_states()),
            format: notes.take("format", self.in_format()),
            price_from: notes.take("price_from", price(&self.price_from, currency)),
            price_to: notes.take("price_to", price(&self.price_to, currency)),
            ends_by: notes.take("ending", self.within()).map(|span| now + span),
            country: notes.take("country", self.of_country()),
            no_reserve: self.no_reserve == "on",
            buy_now: self.buy_now == "on",
            words,
            currency,
        };
        notes.take("price_to", not_crossed(&question));
        let order = notes.take("sort", self.in_order()).unwrap_or_else(|| self.usual_order());
        // Nothing answers better than another where no words were said.
        let order = if order == Order::Best && question.words.is_none() { Order::Soonest } else { order };
        let statuses = if question.statuses.is_empty() { current() } else { question.statuses };
        // A place that makes no sense begins at the beginning.
        let after = self.after.parse().ok().filter(|place: &Place| place.is_in(order));
        Reading { question: Question { statuses, ..question }, order, after, notes: notes.0 }
    }

    fn words(&self) -> Result<Option<String>, String> {
        if self.q.chars().count() > LONGEST_SEARCH {
            return Err(t!("catalogue-too-many-words", most = LONGEST_SEARCH));
        }
        Ok(Some(self.q.clone()).filter(|words| !words.is_empty()))
    }

    fn in_branch(&self, tree: &Tree) -> Result<Vec<String>, String> {
        let branch = tree.branch(&self.category);
        let known = self.category.is_empty() || !branch.is_empty();
        if known { Ok(branch) } else { Err(t!("catalogue-no-such-category")) }
    }

    fn in_states(&self) -> Result<Vec<String>, String> {
        let meant = STATES.iter().find(|(word, _)| *word == self.status);
        let (_, states) = meant.ok_or_else(|| t!("catalogue-no-such-state"))?;
        Ok(states.iter().copied().map(String::from).collect())
    }

    fn in_format(&self) -> Result<Option<String>, String> {
        match self.format.as_str() {
            "" => Ok(None),
            word if FORMATS.contains(&word) => Ok(Some(word.to_owned())),
            _ => Err(t!("catalogue-no-such-format")),
        }
    }

    fn in_currency(&self) -> Result<Option<Currency>, String> {
        match self.currency.to_ascii_uppercase().as_str() {
            "" => Ok(None),
            code => code.parse().map(Some).map_err(|_| t!("catalogue-no-such-currency")),
        }
    }

    fn within(&self) -> Result<Option<TimeDelta>, String> {
        if self.ending.is_empty() {
            return Ok(None);
        }
        let hours = self.ending.parse::<u32>().ok().map(|hours| TimeDelta::hours(hours.into()));
        let span = hours.filter(|span| (TimeDelta::hours(1)..=config::LONGEST_AUCTION).contains(span));
        span.map(Some).ok_or_else(|| t!("catalogue-no-such-span"))
    }

    fn of_country(&self) -> Result<Option<String>, String> {
        match self.country.to_ascii_uppercase() {
            code if code.is_empty() => Ok(None),
            code if countries::name(&code).is_some() => Ok(Some(code)),
            _ => Err(t!("catalogue-country-unknown")),
        }
    }

    fn in_order(&self) -> Result<Option<Order>, String> {
        match self.sort.as_str() {
            "" => Ok(None),
            word => Order::of_word(word).map(Some).ok_or_else(|| t!("catalogue-no-such-order")),
        }
    }
}

/// What is running or about to.
fn current() -> Vec<String> {
    STATES[0].1.iter().copied().map(String::from).collect()
}

/// A bound of the price, in the minor units of its currency.
fn price(typed: &str, currency: Option<Currency>) -> Result<Option<Money>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    let currency = currency.ok_or_else(|| t!("catalogue-price-of-what"))?;
    let example = || crate::language::plain(currency, Money(125 * currency.unit()));
    language::amount(currency, typed).map(Some).map_err(|_| t!("catalogue-no-price", example = example()))
}

fn not_crossed(question: &Question) -> Result<(), String> {
    let crossed = question.price_from.zip(question.price_to).is_some_and(|(from, to)| from > to);
    if crossed { Err(t!("catalogue-prices-crossed")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::categories::Category;
    use crate::web::samples::now;

    fn tree() -> Tree {
        let category = |slug: &str, parent: Option<&str>| Category {
            slug: slug.into(),
            parent: parent.map(Into::into),
            position: 1,
            english: slug.into(),
            spanish: slug.into(),
            retired: false,
        };
        Tree::of(vec![category("home", None), category("lamps", Some("home")), category("books", None)])
    }

    fn read(query: &str) -> Reading {
        Asked::of(form_urlencoded::parse(query.as_bytes()).into_owned().collect()).read(&tree(), now())
    }

    fn noted(query: &str) -> Vec<&'static str> {
        read(query).notes.into_iter().map(|note| note.field).collect()
    }

    #[test]
    fn the_plain_catalogue_shows_what_is_running_or_about_to_ending_soonest_first() {
        let Reading { question, order, after, notes } = read("");
        assert_eq!(question, Question { statuses: current(), ..Question::default() });
        assert_eq!((order, after, notes), (Order::Soonest, None, Vec::new()));
    }

    #[test]
    fn every_filter_is_understood() {
        let query = "q=old+lamp&category=home&status=open&format=dutch&currency=eur&price_from=10&price_to=12.50&ending=24\
                     &country=es&no_reserve=on&buy_now=on&sort=dearest";
        let Reading { question, order, notes, .. } = read(query);
        let expected = Question {
            words: Some("old lamp".into()),
            statuses: vec!["open".into(), "halted".into()],
            categories: vec!["home".into(), "lamps".into()],
            format: Some("dutch".into()),
            currency: Some(Currency::EUR),
            price_from: Some(Money(1_000)),
            price_to: Some(Money(1_250)),
            ends_by: Some(now() + TimeDelta::hours(24)),
            no_reserve: true,
            buy_now: true,
            country: Some("ES".into()),
        };
        assert_eq!((question, order, notes), (expected, Order::Dearest, Vec::new()));
    }

    #[test]
    fn what_makes_no_sense_is_named_and_left_out() {
        for (query, fields) in [
            ("category=cars", vec!["category"]),
            ("status=draft", vec!["status"]),
            ("format=lottery&sort=random", vec!["format", "sort"]),
            ("currency=XYZ", vec!["currency"]),
            ("price_from=12", vec!["price_from"]),
            ("currency=EUR&price_from=twelve", vec!["price_from"]),
            ("currency=EUR&price_from=12&price_to=1", vec!["price_to"]),
            ("ending=soon", vec!["ending"]),
            ("ending=0", vec!["ending"]),
            ("country=XX", vec!["country"]),
        ] {
            assert_eq!(noted(query), fields, "{query}");
        }
        assert_eq!(noted(&format!("q={}", "x".repeat(LONGEST_SEARCH + 1))), ["q"]);
        let wrong = read("category=cars&status=draft&format=lottery&country=XX&ending=soon&sort=random");
        assert_eq!(wrong.question, read("").question);
    }

    #[test]
    fn the_best_answer_is_first_where_there_are_words_and_what_ended_begins_with_the_latest() {
        for (query, order) in [
            ("q=lamp", Order::Best),
            ("sort=relevance", Order::Soonest),
            ("status=closed", Order::Latest),
            ("q=lamp&sort=newest", Order::Newest),
        ] {
            assert_eq!(read(query).order, order, "{query}");
        }
    }

    #[test]
    fn a_place_of_another_order_begins_at_the_beginning() {
        let place = "b.3.00000000-0000-0000-0000-000000000001";
        assert!(read(&format!("sort=bids&after={place}")).after.is_some());
        assert!(read(&format!("after={place}")).after.is_none() && read("after=x").after.is_none());
    }
}
