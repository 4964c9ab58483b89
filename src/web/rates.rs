//! The house's premiums and increments by their names, as sellers' forms offer them. A form says which one by a word; what is published has the rows themselves, whatever becomes of the name.

use super::House;
use super::kept::{self, Furniture, Kept};
use crate::domain::{Currency, Increments, Premium};
use crate::store::tariffs::{Rates, Tariff};
use crate::store::{self, Store};
use std::sync::Arc;
use tokio::task::LocalKey;

/// What a form's word for a rate of the house begins with; its id follows.
const OF_THE_HOUSE: &str = "house-";

tokio::task_local! {
    static OFFERED: Arc<Offered>;
}

/// Every tariff that is offered, by its name.
#[derive(Debug, Default)]
pub struct Offered(Vec<Tariff>);

impl Furniture for Offered {
    const NAME: &'static str = "the house's rates";

    async fn read(store: &Store) -> Result<Offered, store::Error> {
        let mut tariffs = store.tariffs().await?;
        tariffs.retain(|tariff| !tariff.retired);
        Ok(Offered(tariffs))
    }

    fn of(house: &House) -> &Kept<Offered> {
        &house.rates
    }

    fn ambient() -> &'static LocalKey<Arc<Offered>> {
        &OFFERED
    }
}

fn offered() -> Arc<Offered> {
    kept::at_hand()
}

/// A rate as a form offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub word: String,
    /// Its name and its currency.
    pub label: String,
    /// Its rows, as they are typed.
    pub rows: String,
}

impl Choice {
    fn of(tariff: &Tariff) -> Choice {
        let label = t!("sell-rate-of-the-house", name = tariff.name, currency = tariff.currency.code());
        Choice { word: word(tariff), label, rows: tariff.rows_text() }
    }
}

fn word(tariff: &Tariff) -> String {
    format!("{OF_THE_HOUSE}{}", tariff.id.0)
}

/// The premiums a form offers.
pub fn premiums() -> Vec<Choice> {
    offered().0.iter().filter(|tariff| matches!(tariff.rates, Rates::Premium(_))).map(Choice::of).collect()
}

/// The increments a form offers.
pub fn steps() -> Vec<Choice> {
    offered().0.iter().filter(|tariff| matches!(tariff.rates, Rates::Increments(_))).map(Choice::of).collect()
}

/// The premium and the increments a new form in this currency begins with: their words, where the house has chosen any.
pub fn preset(currency: Currency) -> (Option<String>, Option<String>) {
    let offered = offered();
    let preset = |kind: &str| {
        let fits = |tariff: &&Tariff| tariff.preset && tariff.currency == currency && tariff.rates.word() == kind;
        offered.0.iter().filter(fits).max_by_key(|tariff| tariff.made_at).map(word)
    };
    (preset("premium"), preset("increments"))
}

/// The premium a form's word stands for, in a lot of this currency.
///
/// # Errors
/// What to choose instead.
pub fn premium_of(word: &str, currency: Currency) -> Result<Premium, String> {
    let tariff = named(word)?;
    match &tariff.rates {
        // What is the same for every price has no currency.
        Rates::Premium(premium) if premium.rows.len() < 2 => Ok(premium.clone()),
        Rates::Premium(premium) => same_currency(&tariff, currency).map(|()| premium.clone()),
        Rates::Increments(_) => Err(t!("faults-rate-gone")),
    }
}

/// The increments a form's word stands for, in a lot of this currency; `None` if it is no word for a rate of the house.
pub fn steps_of(word: &str, currency: Currency) -> Option<Result<Increments, String>> {
    let read = || {
        let tariff = named(word)?;
        match &tariff.rates {
            Rates::Increments(steps) => same_currency(&tariff, currency).map(|()| steps.clone()),
            Rates::Premium(_) => Err(t!("faults-rate-gone")),
        }
    };
    word.starts_with(OF_THE_HOUSE).then(read)
}

/// The word of an offered rate that says just this, in this currency.
pub fn word_of(rates: &Rates, currency: Currency) -> Option<String> {
    offered().0.iter().find(|tariff| tariff.currency == currency && tariff.rates == *rates).map(word)
}

fn named(wanted: &str) -> Result<Tariff, String> {
    let offered = offered();
    let named = offered.0.iter().find(|tariff| word(tariff) == wanted);
    named.cloned().ok_or_else(|| t!("faults-rate-gone"))
}

fn same_currency(tariff: &Tariff, currency: Currency) -> Result<(), String> {
    if tariff.currency == currency {
        return Ok(());
    }
    Err(t!("faults-rate-currency", name = tariff.name, currency = tariff.currency.code()))
}

#[cfg(test)]
pub(super) mod samples {
    use super::*;
    use crate::domain::Money;
    use crate::domain::increment::Row;
    use crate::store::tariffs::TariffId;
    use crate::web::samples::ago;
    use uuid::Uuid;

    fn tariff(id: u128, name: &str, rates: Rates, preset: bool) -> Tariff {
        Tariff {
            id: TariffId(Uuid::from_u128(id)),
            version: 1,
            name: name.into(),
            currency: Currency::EUR,
            rates,
            made_at: ago(60),
            made_by: "Ingrid".into(),
            retired: false,
            preset,
        }
    }

    /// The word of the tariff with this number.
    pub fn word(id: u128) -> String {
        format!("{OF_THE_HOUSE}{}", Uuid::from_u128(id))
    }

    /// In a house that offers a sliding premium (1), a flat one (2, preset), and increments (3).
    pub fn offering<T>(work: impl FnOnce() -> T) -> T {
        let step = |from, step| Row { from: Money(from), step: Money(step) };
        let table = Increments::Table(vec![step(1, 100), step(10_000, 500)]);
        let tariffs = vec![
            tariff(1, "Sliding", Rates::Premium(Premium::table(&[(0, 2_500), (100_000, 2_000)])), false),
            tariff(2, "Flat & fair", Rates::Premium(Premium::table(&[(0, 2_000)])), true),
            tariff(3, "Coarse", Rates::Increments(table), false),
        ];
        OFFERED.sync_scope(Arc::new(Offered(tariffs)), work)
    }
}

#[cfg(test)]
mod tests {
    use super::samples::{offering, word};
    use super::*;
    use crate::domain::Money;

    fn dollars() -> Currency {
        "USD".parse().unwrap()
    }

    #[test]
    fn a_form_offers_each_rate_with_its_rows_and_begins_with_the_one_that_is_preset() {
        offering(|| {
            let told = |choices: Vec<Choice>| {
                choices.into_iter().map(|choice| (choice.label, choice.rows)).collect::<Vec<_>>()
            };
            let premiums = [("Sliding (EUR)", "25; 1000.00: 20"), ("Flat & fair (EUR)", "20")];
            assert_eq!(told(super::premiums()), premiums.map(|(label, rows)| (label.into(), rows.into())));
            assert_eq!(told(steps()), [("Coarse (EUR)".into(), "0.01: 1.00; 100.00: 5.00".into())]);
            assert_eq!(preset(Currency::EUR), (Some(word(2)), None));
            assert_eq!(preset(dollars()), (None, None));
        });
        assert!(super::premiums().is_empty() && steps().is_empty(), "a house without rates offers none");
    }

    #[test]
    fn a_word_stands_for_the_rows_in_their_own_currency() {
        offering(|| {
            assert_eq!(premium_of(&word(1), Currency::EUR), Ok(Premium::table(&[(0, 2_500), (100_000, 2_000)])));
            assert!(premium_of(&word(1), dollars()).is_err_and(|why| why.contains("EUR")));
            assert!(premium_of(&word(2), dollars()).is_ok(), "a flat rate has no currency");
            assert!(premium_of(&word(3), Currency::EUR).is_err() && premium_of(&word(9), Currency::EUR).is_err());
            assert!(steps_of(&word(3), Currency::EUR).is_some_and(|steps| steps.is_ok()));
            assert!(steps_of(&word(3), dollars()).is_some_and(|steps| steps.is_err()));
            assert!(steps_of(&word(1), Currency::EUR).is_some_and(|steps| steps.is_err()));
            assert!(steps_of("us", Currency::EUR).is_none());
        });
    }

    #[test]
    fn rows_go_by_the_name_the_house_has_for_them() {
        offering(|| {
            let flat = Rates::Premium(Premium::table(&[(0, 2_000)]));
            assert_eq!(word_of(&flat, Currency::EUR), Some(word(2)));
            assert_eq!(word_of(&flat, dollars()), None);
            assert_eq!(word_of(&Rates::Increments(Increments::Fixed(Money(100))), Currency::EUR), None);
        });
    }
}
