//! Amounts as the reader's language writes them. `static/js/money.js` writes them the same way, so nothing jumps when a
//! page comes alive.

use super::Language;
use crate::domain::{Currency, Money};

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
}
