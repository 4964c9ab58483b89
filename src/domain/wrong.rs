//! What is wrong with something that somebody wrote, as data: which rule it breaks, and the figures the rule names. In
//! whose language that is said, and how an amount is written there, is the edge's to know.

use super::money::{Currency, Money};

/// A rule that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The rule's name among the house's messages.
    pub key: &'static str,
    /// The figures its message names, each by the name it has there.
    pub with: Vec<(&'static str, Figure)>,
}

/// A figure in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// How many of something: it chooses singular or plural.
    Count(i64),
    /// What is the same in every language.
    Text(String),
    Amount(Currency, Money),
}

/// Something in what was written that cannot be published, and the field of the form or the JSON it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    pub field: &'static str,
    pub wrong: Wrong,
}

impl Flaw {
    /// That this is wrong with the field of this name.
    pub fn new(field: &'static str, wrong: Wrong) -> Flaw {
        Flaw { field, wrong }
    }
}

impl From<i64> for Figure {
    fn from(count: i64) -> Figure {
        Figure::Count(count)
    }
}

impl From<u32> for Figure {
    fn from(count: u32) -> Figure {
        Figure::Count(count.into())
    }
}

impl From<usize> for Figure {
    fn from(count: usize) -> Figure {
        Figure::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Figure {
    fn from(text: &str) -> Figure {
        Figure::Text(text.into())
    }
}

impl From<(Currency, Money)> for Figure {
    fn from((currency, amount): (Currency, Money)) -> Figure {
        Figure::Amount(currency, amount)
    }
}

/// A broken rule by its name, with the figures its message needs: `wrong!("faults-units", most = 1_000)`.
#[macro_export]
macro_rules! wrong {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::domain::wrong::Wrong {
            key: $key,
            with: vec![$((stringify!($name), $crate::domain::wrong::Figure::from($value))),*],
        }
    };
}
