//! Increments: by how much the next bid must beat the price. RULES: `inc(p)` is the step of the last row with `from ≤ p`.

use super::money::{Currency, Money};
use super::wrong::Wrong;
use crate::{config, wrong};

/// One row of an increment table: at prices from `from` on, the price moves by `step`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub from: Money,
    pub step: Money,
}

/// How the house steps. Copied into an auction's terms when it is published, so a later change of the house's own table
/// changes no running auction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Increments {
    /// Rows sorted by `from`, steps positive and not decreasing.
    Table(Vec<Row>),
    /// The same step at every price.
    Fixed(Money),
    /// A share of the price in whole percent, rounded up to a minor unit, and never less than `least`.
    Percent { percent: u32, least: Money },
    /// A tenth of the price's power of ten: 1 from 10, 10 from 100, 100 from 1 000 (in minor units).
    Decade,
}

/// eBay's table for the United States, in hundredths: from 0.01 by 0.05, from 1 by 0.25 … from 5 000 by 100.
const US: &[(i64, i64)] = &[
    (1, 5),
    (100, 25),
    (500, 50),
    (2_500, 100),
    (10_000, 250),
    (25_000, 500),
    (50_000, 1_000),
    (100_000, 2_500),
    (250_000, 5_000),
    (500_000, 10_000),
];

/// eBay's table for the United Kingdom, in hundredths.
const UK: &[(i64, i64)] = &[
    (1, 5),
    (100, 20),
    (500, 50),
    (1_500, 100),
    (6_000, 200),
    (15_000, 500),
    (30_000, 1_000),
    (60_000, 2_000),
    (150_000, 5_000),
    (300_000, 10_000),
];

/// The most rows a table may have; the longest in the trade have about twenty.
pub const MOST_ROWS: usize = 64;

impl Increments {
    /// The `us` table in `currency`'s minor units.
    pub fn us(currency: Currency) -> Increments {
        Increments::built_in(US, currency)
    }

    /// The `uk` table in `currency`'s minor units.
    pub fn uk(currency: Currency) -> Increments {
        Increments::built_in(UK, currency)
    }

    /// A built-in table is written in hundredths. A currency with thousandths scales it up; one without decimals takes
    /// the figures as they stand (five cents become five yen), since a step below its smallest unit cannot be.
    fn built_in(rows: &[(i64, i64)], currency: Currency) -> Increments {
        let scale = 10_i64.pow(currency.decimals().saturating_sub(2));
        let row = |&(from, step): &(i64, i64)| Row {
            from: if from == 1 { Money(1) } else { Money(from * scale) },
            step: Money(step * scale),
        };
        Increments::Table(rows.iter().map(row).collect())
    }

    /// `inc(p)`: how far above `price` the next bid must be. Always at least one minor unit.
    pub fn step(&self, price: Money) -> Money {
        match self {
            Increments::Table(rows) => {
                let at = rows.partition_point(|row| row.from <= price);
                rows[at.saturating_sub(1)].step
            }
            Increments::Fixed(step) => *step,
            Increments::Percent { percent, least } => {
                let share = (i128::from(price.0) * i128::from(*percent) + 99) / 100;
                Money(i64::try_from(share).unwrap_or(i64::MAX)).max(*least)
            }
            Increments::Decade => {
                let power = 10_i64.pow(price.0.max(1).ilog10());
                Money((power / 10).max(1))
            }
        }
    }

    /// The next amount that beats `price`.
    pub fn above(&self, price: Money) -> Money {
        price.plus(self.step(price))
    }

    /// The next amount that undercuts `price`; below nothing if no offer can.
    pub fn below(&self, price: Money) -> Money {
        Money(price.0.saturating_sub(self.step(price).0))
    }

    /// Checks what a seller or the house wrote.
    ///
    /// # Errors
    /// The rule they break.
    pub fn check(&self, start: Money) -> Result<(), Wrong> {
        match self {
            Increments::Table(rows) => check_rows(rows, start),
            Increments::Fixed(step) if !possible(*step) => Err(wrong!("faults-step")),
            Increments::Percent { percent, least } if !(1..=100).contains(percent) || !possible(*least) => {
                Err(wrong!("faults-steps-percent"))
            }
            Increments::Fixed(_) | Increments::Percent { .. } | Increments::Decade => Ok(()),
        }
    }
}

/// A step somebody could take: nobody can bid more than the largest amount.
fn possible(step: Money) -> bool {
    step >= Money(1) && step <= config::LARGEST_AMOUNT
}

fn check_rows(rows: &[Row], start: Money) -> Result<(), Wrong> {
    let Some(first) = rows.first() else {
        return Err(wrong!("faults-steps-none"));
    };
    if rows.len() > MOST_ROWS {
        return Err(wrong!("faults-steps-many", most = MOST_ROWS));
    }
    if first.from > start {
        return Err(wrong!("faults-steps-first"));
    }
    if rows.iter().any(|row| !possible(row.step) || row.from.0 < 0) {
        return Err(wrong!("faults-steps-nothing"));
    }
    if rows.windows(2).any(|pair| pair[0].from >= pair[1].from) {
        return Err(wrong!("faults-steps-order"));
    }
    if rows.windows(2).any(|pair| pair[0].step > pair[1].step) {
        return Err(wrong!("faults-steps-smaller"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_is_that_of_the_last_row_reached() {
        let us = Increments::us(Currency::EUR);
        for (price, step) in [(1, 5), (99, 5), (100, 25), (499, 25), (9_999, 100), (10_000, 250), (900_000, 10_000)] {
            assert_eq!(us.step(Money(price)), Money(step), "at {price}");
        }
    }

    #[test]
    fn a_percentage_is_rounded_up_to_a_minor_unit() {
        let five = Increments::Percent { percent: 5, least: Money(10) };
        assert_eq!(five.step(Money(1_001)), Money(51));
        assert_eq!(five.step(Money(1_000)), Money(50));
        assert_eq!(five.step(Money(20)), Money(10));
    }

    #[test]
    fn a_decade_steps_a_tenth_of_the_power_of_ten() {
        for (price, step) in [(1, 1), (9, 1), (10, 1), (99, 1), (100, 10), (999, 10), (1_000, 100), (123_456, 10_000)] {
            assert_eq!(Increments::Decade.step(Money(price)), Money(step), "at {price}");
        }
    }

    #[test]
    fn a_currency_with_thousandths_scales_the_built_in_tables() {
        let dinar = Increments::us("KWD".parse().expect("a currency"));
        assert_eq!(dinar.step(Money(1)), Money(50));
        assert_eq!(dinar.step(Money(1_000)), Money(250));
    }

    #[test]
    fn a_table_out_of_order_is_refused_with_what_to_change() {
        let row = |from, step| Row { from: Money(from), step: Money(step) };
        let start = Money(100);
        assert!(Increments::Table(vec![row(1, 5), row(100, 10)]).check(start).is_ok());
        for rows in [vec![], vec![row(200, 5)], vec![row(1, 0)], vec![row(1, 5), row(1, 6)], vec![row(1, 5), row(9, 4)]]
        {
            assert!(Increments::Table(rows.clone()).check(start).is_err(), "{rows:?}");
        }
    }
}
