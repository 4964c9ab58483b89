//! Amounts as the reader's language writes them. `static/js/money.js` writes them the same way, so nothing jumps when a
//! page comes alive.

use super::Language;
use crate::domain::{Currency, Money, Wrong};

/// An amount with its symbol, and no break between the two: `€ 1,250.50`, in Spanish `1250,50 €` and `12.500,50 €`.
pub fn money(currency: Currency, amount: Money) -> String {
    let plain = plain(currency, amount);
    match super::current() {
        Language::English => format!("{}\u{a0}{plain}", currency.symbol()),
        Language::Spanish => format!("{plain}\u{a0}{}", currency.symbol()),
    }
}

/// The amount without its symbol: `1,250.50`, `1250,50`.
pub fn plain(currency: Currency, amount: Money) -> String {
    match super::current() {
        Language::English => currency.plain(amount),
        Language::Spanish => spanish(&currency.plain(amount)),
    }
}

/// An amount as its writer types it. A point or a comma before the last one or two figures begins the decimals in either
/// language; before three figures, what parts thousands there does so: `1,250` in English is `1.250` in Spanish.
///
/// # Errors
/// As [`Currency::parse`]: what could mean two things is refused.
pub fn amount(currency: Currency, typed: &str) -> Result<Money, Wrong> {
    match super::current() {
        Language::English => currency.parse(typed),
        Language::Spanish => currency.parse(&mirrored(typed)),
    }
}

/// With points for commas and commas for points.
fn mirrored(typed: &str) -> String {
    let mirror = |sign| match sign {
        '.' => ',',
        ',' => '.',
        sign => sign,
    };
    typed.chars().map(mirror).collect()
}

/// What is written `12,500.50` in English. Four figures stand together in Spanish.
fn spanish(english: &str) -> String {
    let (whole, fraction) = english.split_once('.').map_or((english, None), |(whole, rest)| (whole, Some(rest)));
    let figures = whole.bytes().filter(u8::is_ascii_digit).count();
    let whole = whole.replace(',', if figures > 4 { "." } else { "" });
    fraction.map_or(whole.clone(), |fraction| format!("{whole},{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::speaking;

    #[test]
    fn an_amount_is_written_as_its_reader_writes_amounts() {
        let yen: Currency = "JPY".parse().unwrap();
        for (currency, minor, english, spanish) in [
            (Currency::EUR, 12_500, "€\u{a0}125.00", "125,00\u{a0}€"),
            (Currency::EUR, 125_050, "€\u{a0}1,250.50", "1250,50\u{a0}€"),
            (Currency::EUR, 1_250_050, "€\u{a0}12,500.50", "12.500,50\u{a0}€"),
            (Currency::EUR, -123_456_789, "€\u{a0}-1,234,567.89", "-1.234.567,89\u{a0}€"),
            (yen, 1_000_000, "¥\u{a0}1,000,000", "1.000.000\u{a0}¥"),
        ] {
            assert_eq!(money(currency, Money(minor)), english);
            assert_eq!(speaking(Language::Spanish, || money(currency, Money(minor))), spanish);
        }
    }

    #[test]
    fn an_amount_is_read_as_its_writer_writes_amounts() {
        let read = |typed: &str| amount(Currency::EUR, typed).ok().map(|amount| amount.0);
        for (typed, english, spanish) in [
            ("1,250", Some(125_000), None),
            ("1.250", None, Some(125_000)),
            ("12.500,50 €", Some(1_250_050), Some(1_250_050)),
            ("12,500.50", Some(1_250_050), Some(1_250_050)),
            ("1250.50", Some(125_050), Some(125_050)),
            ("1250,5", Some(125_050), Some(125_050)),
            ("1.250.000", Some(125_000_000), Some(125_000_000)),
        ] {
            assert_eq!((read(typed), speaking(Language::Spanish, || read(typed))), (english, spanish), "{typed}");
        }
    }

    #[test]
    fn what_is_written_is_read_in_the_same_language() {
        let [dinar, yen] = ["KWD", "JPY"].map(|code| code.parse().unwrap());
        for language in Language::ALL {
            for currency in [Currency::EUR, dinar, yen] {
                for minor in [0, 5, 99, 12_500, 1_250_000, 123_456_789] {
                    let read = || amount(currency, &plain(currency, Money(minor)));
                    assert_eq!(speaking(language, read), Ok(Money(minor)), "{language} {currency} {minor}");
                }
            }
        }
    }
}
