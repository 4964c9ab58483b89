//! What is wrong with a field, said to whoever filled it in. Rules are broken in the domain, which knows no language; this
//! is where their messages become words.

use crate::domain::wrong::{Figure, Flaw, Wrong};
use crate::language::{Argument, book, money};
use fluent_bundle::FluentValue;

/// What is wrong with the field of this name, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub field: &'static str,
    pub message: String,
}

impl Fault {
    /// That this is wrong with the field of this name.
    pub fn new(field: &'static str, message: impl Into<String>) -> Fault {
        Fault { field, message: message.into() }
    }

    /// Every flaw, said to the reader.
    pub fn all(flaws: impl IntoIterator<Item = Flaw>) -> Vec<Fault> {
        flaws.into_iter().map(Fault::from).collect()
    }

    /// Both, but for the second of a field that is named already: what cannot be read is not judged as well.
    pub fn once_per_field(mut faults: Vec<Fault>, others: Vec<Fault>) -> Vec<Fault> {
        for other in others {
            if !faults.iter().any(|fault| fault.field == other.field) {
                faults.push(other);
            }
        }
        faults
    }
}

/// What is wrong with the field of this name, if anything: for the pages that show a form again.
pub fn of<'a>(faults: &'a [Fault], field: &str) -> Option<&'a str> {
    faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
}

impl From<Flaw> for Fault {
    fn from(flaw: Flaw) -> Fault {
        Fault::new(flaw.field, flaw.wrong)
    }
}

impl From<Wrong> for String {
    /// The broken rule in the reader's language, its amounts as they write them.
    fn from(wrong: Wrong) -> String {
        let figures: Vec<_> = wrong.with.iter().map(|(name, figure)| (*name, value(figure))).collect();
        book::say(wrong.key, &figures)
    }
}

fn value(figure: &Figure) -> FluentValue<'_> {
    match figure {
        Figure::Count(count) => count.argument(),
        Figure::Text(text) => text.argument(),
        Figure::Amount(currency, amount) => FluentValue::from(money(*currency, *amount)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;
    use crate::language::{Language, speaking};

    #[test]
    fn a_broken_rule_is_said_in_the_readers_language_with_amounts_as_they_write_them() {
        let wrong = || Currency::EUR.parse("one hundred").expect_err("no amount");
        assert!(String::from(wrong()).contains("€\u{a0}125.00"));
        let spanish = speaking(Language::Spanish, || String::from(wrong()));
        assert!(spanish.contains("125,00\u{a0}€"), "{spanish}");
    }

    #[test]
    fn a_field_that_cannot_be_read_is_not_judged_as_well() {
        let [one, two] = ["unreadable", "too low"].map(|message| vec![Fault::new("start", message)]);
        assert_eq!(Fault::once_per_field(one.clone(), two), one);
    }
}
