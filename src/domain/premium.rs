//! The buyer's premium and the taxes: what a hammer price comes to. Whole minor units and hundredths of a percent; no float
//! anywhere (I7).
//!
//! The premium is a sliding table: each slice of the hammer price pays its own rate, so that a bid one cent over a row never
//! costs more than that cent and its share. Premium and tax are each rounded once, half up, to a minor unit, and the total
//! is the sum of what is shown.

use super::money::Money;
use super::wrong::Wrong;
use crate::{config, wrong};
use std::fmt;

/// A share in hundredths of a percent: `BasisPoints(2_500)` is a quarter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct BasisPoints(pub u32);

/// All of an amount, and the most a premium or a tax may take of it.
const WHOLE: BasisPoints = BasisPoints(10_000);

/// One row of a premium: the part of the hammer price above `from`, up to the next row's, pays `rate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// In minor units.
    pub from: Money,
    pub rate: BasisPoints,
}

/// What the buyer pays the house on top of the hammer price. Without rows, nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Premium {
    /// From the lowest to the highest; the first begins at nothing.
    pub rows: Vec<Slice>,
}

/// The taxes a buyer pays, in shares of what they are laid on. Nothing unless said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tax {
    pub on_hammer: BasisPoints,
    pub on_premium: BasisPoints,
}

/// What a buyer pays for a hammer price, part by part; all in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    pub hammer: Money,
    pub premium: Money,
    /// On hammer price and premium together.
    pub tax: Money,
    /// The sum of the three.
    pub total: Money,
}

impl BasisPoints {
    /// This share of an amount, in ten-thousandths of a minor unit.
    fn of(self, amount: i128) -> i128 {
        amount * i128::from(self.0)
    }
}

impl Premium {
    /// A table of `(from, basis points)` rows, as it is written on the wire.
    pub fn table(rows: &[(i64, u32)]) -> Premium {
        let slice = |&(from, rate): &(i64, u32)| Slice { from: Money(from), rate: BasisPoints(rate) };
        Premium { rows: rows.iter().map(slice).collect() }
    }

    /// The same rows, as they are written on the wire.
    pub fn pairs(&self) -> Vec<(i64, u32)> {
        self.rows.iter().map(|row| (row.from.0, row.rate.0)).collect()
    }

    /// Whether there is none at all.
    pub fn is_none(&self) -> bool {
        self.rows.iter().all(|row| row.rate.0 == 0)
    }

    /// What is paid on top of `hammer`.
    pub fn on(&self, hammer: Money) -> Money {
        let ends = self.rows.iter().skip(1).map(|row| row.from).chain([Money(i64::MAX)]);
        let slices = self.rows.iter().zip(ends);
        rounded(slices.map(|(row, end)| row.rate.of(i128::from((hammer.min(end).0 - row.from.0).max(0)))).sum())
    }

    /// What a buyer pays for `hammer`, with `tax`.
    pub fn bill(&self, hammer: Money, tax: Tax) -> Bill {
        let premium = self.on(hammer);
        let tax = rounded(tax.on_hammer.of(i128::from(hammer.0)) + tax.on_premium.of(i128::from(premium.0)));
        Bill { hammer, premium, tax, total: hammer.plus(premium).plus(tax) }
    }

    /// Checks what a seller or the house wrote.
    ///
    /// # Errors
    /// The rule it breaks.
    pub fn check(&self) -> Result<(), Wrong> {
        let most = config::settlement::MOST_PREMIUM_ROWS;
        let Some(first) = self.rows.first() else { return Ok(()) };
        if self.rows.len() > most {
            return Err(wrong!("faults-premium-many", most = most));
        }
        if first.from != Money(0) {
            return Err(wrong!("faults-premium-first"));
        }
        if self.rows.windows(2).any(|pair| pair[0].from >= pair[1].from) {
            return Err(wrong!("faults-premium-order"));
        }
        if self.rows.iter().any(|row| row.from > config::LARGEST_AMOUNT) {
            return Err(wrong!("faults-premium-largest"));
        }
        if self.rows.iter().any(|row| row.rate > WHOLE) {
            return Err(wrong!("faults-premium-whole"));
        }
        Ok(())
    }
}

impl Tax {
    /// Whether there is none at all.
    pub fn is_none(&self) -> bool {
        *self == Tax::default()
    }

    /// Checks what a seller or the house wrote.
    ///
    /// # Errors
    /// The rule it breaks.
    pub fn check(&self) -> Result<(), Wrong> {
        if self.on_hammer.max(self.on_premium) > WHOLE {
            return Err(wrong!("faults-tax-whole"));
        }
        Ok(())
    }
}

/// Half up to a whole minor unit. Amounts are never negative here, and one too large to be is the largest there is.
fn rounded(ten_thousandths: i128) -> Money {
    let whole = i128::from(WHOLE.0);
    Money(i64::try_from((ten_thousandths + whole / 2) / whole).unwrap_or(i64::MAX))
}

impl fmt::Display for BasisPoints {
    /// As people write it: `20 %`, `8.1 %`, `0.25 %`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match (rest, rest % 10) {
            (0, _) => write!(f, "{whole}\u{a0}%"),
            (_, 0) => write!(f, "{whole}.{}\u{a0}%", rest / 10),
            _ => write!(f, "{whole}.{rest:02}\u{a0}%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tax(on_hammer: u32, on_premium: u32) -> Tax {
        Tax { on_hammer: BasisPoints(on_hammer), on_premium: BasisPoints(on_premium) }
    }

    fn bill(rows: &[(i64, u32)], tax: Tax, hammer: i64) -> (i64, i64, i64) {
        let premium = Premium::table(rows);
        premium.check().expect("a premium that can be published");
        let Bill { hammer: same, premium, tax, total } = premium.bill(Money(hammer), tax);
        assert_eq!(same, Money(hammer));
        (premium.0, tax.0, total.0)
    }

    /// 26 % up to 4 000.00, 20 % up to 1 000 000.00, 14.5 % above.
    const SLIDING: &[(i64, u32)] = &[(0, 2_600), (400_000, 2_000), (100_000_000, 1_450)];

    #[test]
    fn every_worked_example_comes_to_the_minor_unit_it_says() {
        #[derive(serde::Deserialize)]
        struct Example {
            says: String,
            premium: Vec<(i64, u32)>,
            tax: (u32, u32),
            hammer: i64,
            bill: (i64, i64, i64),
        }
        // Pages are held against the same file.
        let examples: Vec<Example> =
            serde_json::from_str(include_str!("../../tests/vectors/premium.json")).expect("examples");
        for Example { says, premium, tax: (on_hammer, on_premium), hammer, bill: expected } in examples {
            assert_eq!(bill(&premium, tax(on_hammer, on_premium), hammer), expected, "{says}");
        }
    }

    #[test]
    fn a_premium_that_takes_nothing_is_none() {
        assert!(Premium::default().is_none() && Tax::default().is_none());
        assert!(Premium::table(&[(0, 0)]).is_none() && !Premium::table(&[(0, 0), (5, 1)]).is_none());
    }

    #[test]
    fn the_total_is_the_sum_of_what_is_shown_and_never_falls() {
        let mut last = Money(0);
        for hammer in (0..200_000).map(|i| Money(i * 7)) {
            let bill = Premium::table(SLIDING).bill(hammer, tax(810, 1_900));
            assert_eq!(bill.total.0, bill.hammer.0 + bill.premium.0 + bill.tax.0);
            assert!(bill.total >= last, "at {hammer:?}");
            last = bill.total;
        }
    }

    #[test]
    fn an_amount_beyond_all_bids_does_not_overflow() {
        assert_eq!(Premium::table(&[(0, 10_000)]).bill(Money(i64::MAX), tax(1, 1)).total, Money(i64::MAX));
    }

    #[test]
    fn a_table_that_makes_no_sense_is_refused_by_the_rule_it_breaks() {
        let many: Vec<_> = (0..=config::settlement::MOST_PREMIUM_ROWS as i64).map(|row| (row, 1)).collect();
        for (rows, rule) in [
            (&[(1, 5)][..], "faults-premium-first"),
            (&[(0, 5), (0, 6)], "faults-premium-order"),
            (&[(0, 5), (9, 4), (8, 3)], "faults-premium-order"),
            (&[(0, 10_001)], "faults-premium-whole"),
            (&[(0, 5), (config::LARGEST_AMOUNT.0 + 1, 4)], "faults-premium-largest"),
            (&many, "faults-premium-many"),
        ] {
            let refused = Premium::table(rows).check().expect_err("a refusal");
            assert_eq!(refused.key, rule, "{rows:?}");
        }
        assert!(Premium::table(&[(0, 10_000), (1, 0)]).check().is_ok(), "rates may rise and fall");
        assert!(
            tax(10_001, 0).check().is_err() && tax(0, 10_001).check().is_err() && tax(10_000, 10_000).check().is_ok()
        );
    }

    #[test]
    fn a_share_is_written_with_as_many_decimals_as_it_has() {
        for (points, written) in
            [(2_000, "20\u{a0}%"), (810, "8.1\u{a0}%"), (25, "0.25\u{a0}%"), (1_905, "19.05\u{a0}%")]
        {
            assert_eq!(BasisPoints(points).to_string(), written);
        }
    }
}
