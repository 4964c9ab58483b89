//! RULES "Increments": every table, at and around every row's boundary.

use crate::lot::{A, B, Lot, euros};
use gavel::domain::increment::{Increments, Row};
use gavel::domain::{Currency, Money};

/// The built-in tables as the rule book prints them: from price, colon, step.
const US: &str = "0.01:0.05 1:0.25 5:0.50 25:1 100:2.50 250:5 500:10 1000:25 2500:50 5000:100";
const UK: &str = "0.01:0.05 1:0.20 5:0.50 15:1 60:2 150:5 300:10 600:20 1500:50 3000:100";

fn rows(printed: &str) -> Vec<Row> {
    let row = |text: &str| {
        let (from, step) = text.split_once(':').expect("from:step");
        Row { from: euros(from), step: euros(step) }
    };
    printed.split(' ').map(row).collect()
}

fn percent(percent: u32, least: &str) -> Increments {
    Increments::Percent { percent, least: euros(least) }
}

/// Holds a table against its printed rows: at each boundary, a cent above it, and a cent below the next.
#[track_caller]
fn steps_as_printed(table: &Increments, printed: &str) {
    let rows = rows(printed);
    for (i, row) in rows.iter().enumerate() {
        let last = rows.get(i + 1).map_or(Money(row.from.0 * 1_000), |next| Money(next.from.0 - 1));
        for price in [row.from, Money(row.from.0 + 1), last] {
            assert_eq!(table.step(price), row.step, "at {}", Currency::EUR.plain(price));
        }
    }
}

#[test]
fn the_us_table_steps_as_printed_at_every_boundary() {
    steps_as_printed(&Increments::us(Currency::EUR), US);
}

#[test]
fn the_uk_table_steps_as_printed_at_every_boundary() {
    steps_as_printed(&Increments::uk(Currency::EUR), UK);
}

#[test]
fn the_built_in_tables_pass_the_check_a_sellers_own_must() {
    for code in ["EUR", "JPY", "KWD"] {
        let currency: Currency = code.parse().expect("a currency");
        for table in [Increments::us(currency), Increments::uk(currency)] {
            assert_eq!(table.check(Money(1)), Ok(()), "{code}");
        }
    }
}

#[test]
fn a_currency_without_decimals_takes_the_figures_of_a_built_in_table_as_they_stand() {
    let yen = Increments::us("JPY".parse().expect("a currency"));
    assert_eq!([1, 99, 100, 499_999, 500_000].map(|price| yen.step(Money(price)).0), [5, 5, 25, 5_000, 10_000]);
}

#[test]
fn a_currency_with_three_decimals_steps_by_the_same_shares() {
    let dinar = Increments::uk("KWD".parse().expect("a currency"));
    assert_eq!([1, 999, 1_000, 14_999, 15_000].map(|price| dinar.step(Money(price)).0), [50, 50, 200, 500, 1_000]);
}

#[test]
fn a_sellers_own_table_is_stepped_by_like_a_built_in_one() {
    let own = "0:1 10:2 50:5 200:20";
    let table = Increments::Table(rows(own));
    assert_eq!(table.check(euros("1")), Ok(()));
    steps_as_printed(&table, own);
    let mut lot = Lot::stepping("9.99", table);
    lot.bids(A, "300").leads_at("9.99").next("10.99");
    lot.bids(B, "10.99").is_beaten_by(A, "12.99").next("14.99");
    lot.bids(B, "199.99").is_beaten_by(A, "204.99").next("224.99");
}

#[test]
fn a_fixed_step_is_the_same_at_every_price() {
    let fixed = Increments::Fixed(euros("7"));
    for price in ["0.01", "7", "1000000"] {
        assert_eq!(fixed.step(euros(price)), euros("7"));
    }
    let mut lot = Lot::stepping("1", fixed);
    lot.bids(A, "100").leads_at("1").next("8");
    lot.bids(B, "7.99").is_too_low_for("8");
    lot.bids(B, "50").is_beaten_by(A, "57").next("64");
}

#[test]
fn a_percentage_is_rounded_up_to_a_cent_and_is_never_less_than_its_least() {
    let five = percent(5, "0.50");
    for (price, step) in
        [("0.01", "0.50"), ("10", "0.50"), ("10.01", "0.51"), ("10.20", "0.51"), ("10.21", "0.52"), ("1000", "50")]
    {
        assert_eq!(five.step(euros(price)), euros(step), "at {price}");
    }
    let mut lot = Lot::stepping("10", five);
    lot.bids(A, "100").leads_at("10").next("10.50");
    lot.bids(B, "20.01").is_beaten_by(A, "21.02").next("22.08");
}

#[test]
fn a_decade_steps_a_tenth_of_the_prices_power_of_ten() {
    for (price, step) in [
        ("0.01", "0.01"),
        ("0.09", "0.01"),
        ("0.10", "0.01"),
        ("0.99", "0.01"),
        ("1", "0.10"),
        ("9.99", "0.10"),
        ("10", "1"),
        ("99.99", "1"),
        ("100", "10"),
        ("999.99", "10"),
        ("1000", "100"),
    ] {
        assert_eq!(Increments::Decade.step(euros(price)), euros(step), "at {price}");
    }
    let mut lot = Lot::stepping("9.90", Increments::Decade);
    lot.bids(A, "500").leads_at("9.90").next("10");
    lot.bids(B, "10").is_beaten_by(A, "11").next("12");
    lot.bids(B, "100").is_beaten_by(A, "110").next("120");
}

#[test]
fn a_table_that_does_not_rise_or_does_not_reach_the_start_is_refused() {
    let start = euros("5");
    for (printed, rule) in [
        ("10:1", "faults-steps-first"),
        ("1:0", "faults-steps-nothing"),
        ("1:1 1:2", "faults-steps-order"),
        ("1:1 10:2 5:3", "faults-steps-order"),
        ("1:1 10:0.50", "faults-steps-smaller"),
    ] {
        let wrong = Increments::Table(rows(printed)).check(start).expect_err(printed);
        assert_eq!(wrong.key, rule, "{printed}");
    }
    for refused in
        [Increments::Table(vec![]), Increments::Fixed(Money(0)), percent(0, "1"), percent(101, "1"), percent(5, "0")]
    {
        assert!(refused.check(start).is_err(), "{refused:?}");
    }
    for good in [Increments::Fixed(Money(1)), percent(1, "0.01"), percent(100, "1"), Increments::Decade] {
        assert_eq!(good.check(start), Ok(()));
    }
}
