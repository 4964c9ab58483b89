//! What a page was narrowed by, each with the way to the same page without it.

use super::asked::Asked;
use super::reading::Reading;
use crate::language;
use crate::web::{categories, countries, when};
use chrono::TimeDelta;

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    pub label: String,
    /// The address without it.
    pub without: String,
}

/// Everything that is asked for and was understood.
pub fn of(asked: &Asked, reading: &Reading) -> Vec<Chip> {
    let understood = |name: &str| reading.notes.iter().all(|note| note.field != name);
    let chip = |(name, value): (&str, String)| {
        let label = label(name, &value, reading)?;
        Some(Chip { label, without: asked.without(name).address() })
    };
    asked.fields().into_iter().filter(|(name, _)| understood(name)).filter_map(chip).collect()
}

/// What a search is called by what it asks for; empty for the plain catalogue.
pub fn name(chips: &[Chip]) -> String {
    chips.iter().map(|chip| chip.label.as_str()).collect::<Vec<_>>().join(" · ")
}

fn label(name: &str, value: &str, reading: &Reading) -> Option<String> {
    let question = &reading.question;
    let money = |amount| Some(language::money(question.currency?, amount));
    match name {
        "q" => Some(t!("catalogue-chip-words", words = value)),
        "category" => Some(categories::name(value)),
        "status" => t_code!("catalogue-state-", value),
        "format" => t_code!("catalogue-format-", value),
        "currency" => question.price_from.or(question.price_to).is_none().then(|| value.to_ascii_uppercase()),
        "price_from" => Some(t!("catalogue-chip-from", price = money(question.price_from?)?)),
        "price_to" => Some(t!("catalogue-chip-to", price = money(question.price_to?)?)),
        "ending" => Some(t!("catalogue-chip-ending", span = when::span(TimeDelta::hours(value.parse().ok()?)))),
        "country" => countries::name(question.country.as_deref()?),
        "no_reserve" if question.no_reserve => Some(t!("catalogue-no-reserve")),
        "buy_now" if question.buy_now => Some(t!("catalogue-buy-now")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::categories::Tree;
    use crate::web::samples::now;

    fn chips(query: &str) -> Vec<Chip> {
        let asked = Asked::of(form_urlencoded::parse(query.as_bytes()).into_owned().collect());
        of(&asked, &asked.read(&Tree::default(), now()))
    }

    #[test]
    fn each_chip_leads_to_the_page_without_it() {
        let chips = chips("q=chair&currency=EUR&price_to=12.50&no_reserve=on&sort=newest");
        let labels: Vec<&str> = chips.iter().map(|chip| chip.label.as_str()).collect();
        assert_eq!(labels, ["“chair”", "up to €\u{a0}12.50", "No reserve"]);
        assert_eq!(chips[1].without, "/?q=chair&currency=EUR&no_reserve=on&sort=newest");
        assert_eq!(name(&chips[..1]), "“chair”");
    }

    #[test]
    fn what_was_not_understood_narrows_nothing_and_has_no_chip() {
        assert!(chips("format=lottery&price_from=1&ending=x&country=XX&category=cars").is_empty());
    }
}
