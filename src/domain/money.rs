//! Amounts in integer minor units, and the currencies that give them meaning. No float anywhere (I7).

use super::wrong::Wrong;
use crate::wrong;
use std::fmt;
use std::str::FromStr;

/// An amount in the minor units of its auction's currency: `Money(12_500)` is 125.00 euros, or 12 500 yen.
///
/// A `Money` does not know its currency; an auction has exactly one, in its [`Terms`](crate::domain::Terms).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money(pub i64);

impl Money {
    /// So many times as much, or the largest representable amount.
    pub fn times(self, count: u32) -> Money {
        Money(self.0.saturating_mul(i64::from(count)))
    }

    /// The sum, or the largest representable amount: no bid that high is ever accepted, so saturation cannot be bid.
    pub fn plus(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }
}

/// A currency of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

/// The active codes of ISO 4217 with two decimals; those with others are in [`OTHER_DECIMALS`].
const TWO_DECIMALS: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR \
IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO \
NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS \
TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW";

/// The active codes of ISO 4217 whose minor unit is not a hundredth.
const OTHER_DECIMALS: &[(&str, u32)] = &[
    ("BHD", 3),
    ("BIF", 0),
    ("CLP", 0),
    ("DJF", 0),
    ("GNF", 0),
    ("IQD", 3),
    ("ISK", 0),
    ("JOD", 3),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("KWD", 3),
    ("LYD", 3),
    ("OMR", 3),
    ("PYG", 0),
    ("RWF", 0),
    ("TND", 3),
    ("UGX", 0),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("XOF", 0),
    ("XPF", 0),
];

impl Currency {
    /// The euro, the form's first choice.
    pub const EUR: Currency = Currency(*b"EUR");

    /// The three letters, `EUR`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits after the decimal point: 2 for most, 0 for the yen, 3 for the Kuwaiti dinar.
    pub fn decimals(&self) -> u32 {
        OTHER_DECIMALS.iter().find(|(code, _)| *code == self.code()).map_or(2, |&(_, decimals)| decimals)
    }

    /// How a price begins on a page: `€`, `$`, `£`, `¥`, else the code.
    pub fn symbol(&self) -> &str {
        match &self.0 {
            b"EUR" => "€",
            b"USD" => "$",
            b"GBP" => "£",
            b"JPY" => "¥",
            _ => self.code(),
        }
    }

    /// Minor units in one major unit: 100 for the euro.
    pub fn unit(&self) -> i64 {
        10_i64.pow(self.decimals())
    }

    /// The amount as people write it, without the symbol: `1,250.50`.
    pub fn plain(&self, amount: Money) -> String {
        let unit = self.unit().unsigned_abs();
        let minor = amount.0.unsigned_abs();
        let sign = if amount.0 < 0 { "-" } else { "" };
        let whole = grouped(minor / unit);
        match self.decimals() as usize {
            0 => format!("{sign}{whole}"),
            decimals => format!("{sign}{whole}.{:0decimals$}", minor % unit),
        }
    }

    /// The amount with its symbol: `€ 1,250.50`.
    pub fn display(&self, amount: Money) -> String {
        format!("{}\u{a0}{}", self.symbol(), self.plain(amount))
    }

    /// Reads an amount as a person types it into a form: `125`, `125.50`, `125,50`, `1 250.50`, `1,250.50`, `1.250,50`.
    ///
    /// # Errors
    /// The rule it breaks: not a number, or more decimals than the currency has. A single separator
    /// before three digits (`1.250`) is taken for a thousands separator only if it is a comma or a space; a dot there
    /// is refused rather than guessed at.
    pub fn parse(&self, text: &str) -> Result<Money, Wrong> {
        let example = Money(125 * self.unit());
        let not_a_number = || wrong!("faults-amount", example = (*self, example));
        let text = self.bare(text);
        let compact: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'')).collect();
        if compact.is_empty() || !compact.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
            return Err(not_a_number());
        }
        let (whole, fraction) = self.split_decimals(&compact);
        if fraction.len() > self.decimals() as usize {
            return Err(match self.decimals() {
                0 => wrong!("faults-amount-whole", currency = self.code()),
                decimals => {
                    wrong!(
                        "faults-amount-decimals",
                        currency = self.code(),
                        decimals = decimals,
                        example = (*self, example)
                    )
                }
            });
        }
        if !well_grouped(whole) {
            return Err(not_a_number());
        }
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        let digits = format!("{whole}{fraction:0<width$}", width = self.decimals() as usize);
        digits.parse().map(Money).map_err(|_| not_a_number())
    }

    /// The figures of what was typed, without the currency's symbol or code before or after them.
    fn bare<'t>(&self, typed: &'t str) -> &'t str {
        let signs = [self.symbol(), self.code()];
        let before = signs.iter().fold(typed.trim(), |text, sign| text.trim_start_matches(sign).trim());
        signs.iter().fold(before, |text, sign| text.trim_end_matches(sign).trim())
    }

    /// Cuts what was typed at its decimal separator, if it has one.
    fn split_decimals<'t>(&self, compact: &'t str) -> (&'t str, &'t str) {
        let Some(at) = compact.rfind(['.', ',']) else { return (compact, "") };
        let (whole, rest) = compact.split_at(at);
        let fraction = &rest[1..];
        let groups_thousands = rest.starts_with(',') && fraction.len() == 3 && self.decimals() != 3
            || whole.contains(&rest[..1])
            || self.decimals() == 0 && fraction.len() == 3;
        if groups_thousands { (compact, "") } else { (whole, fraction) }
    }
}

/// Whether thousands separators, if there are any, are of one kind and stand before three digits each.
fn well_grouped(whole: &str) -> bool {
    let Some(separator) = whole.chars().find(|c| !c.is_ascii_digit()) else { return !whole.is_empty() };
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| group.chars().all(|c| c.is_ascii_digit());
    (1..=3).contains(&first.len()) && digits(first) && groups.all(|group| group.len() == 3 && digits(group))
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl FromStr for Currency {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let known = TWO_DECIMALS.split(' ').any(|c| c == code) || OTHER_DECIMALS.iter().any(|(c, _)| *c == code);
        match <[u8; 3]>::try_from(code.as_bytes()) {
            Ok(bytes) if known => Ok(Currency(bytes)),
            _ => Err(format!("“{code}” is not an ISO 4217 currency code, like EUR.")),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().expect("a currency")
    }

    #[test]
    fn a_currency_writes_as_many_decimals_as_it_has() {
        assert_eq!(currency("EUR").display(Money(125_050)), "€\u{a0}1,250.50");
        assert_eq!(currency("JPY").display(Money(1_234_567)), "¥\u{a0}1,234,567");
        assert_eq!(currency("KWD").plain(Money(5)), "0.005");
        assert_eq!(currency("EUR").plain(Money(-5)), "-0.05");
        assert_eq!(currency("EUR").plain(Money(0)), "0.00");
        assert_eq!(
            [12_345, 99_999, 12_345_678].map(|minor| Currency::EUR.plain(Money(minor))),
            ["123.45", "999.99", "123,456.78"]
        );
    }

    #[test]
    fn a_currency_is_shown_by_its_symbol_where_it_has_one() {
        assert_eq!(
            ["EUR", "USD", "GBP", "JPY", "CHF"].map(|code| currency(code).symbol().to_owned()),
            ["€", "$", "£", "¥", "CHF"]
        );
        assert_eq!((currency("CHF").to_string(), format!("{:?}", currency("CHF"))), ("CHF".into(), "CHF".into()));
    }

    #[test]
    fn an_amount_is_read_as_people_type_it() {
        let eur = currency("EUR");
        for (typed, minor) in [
            ("125", 12_500),
            ("125.5", 12_550),
            ("125,50", 12_550),
            (" € 1 250.50 ", 125_050),
            ("1.250,50 €", 125_050),
            ("125 EUR", 12_500),
            ("1,250", 125_000),
            ("1,250.50", 125_050),
            ("1.250,50", 125_050),
            ("1,250,000", 125_000_000),
            ("1.250.000", 125_000_000),
            ("0.01", 1),
            ("0", 0),
        ] {
            assert_eq!(eur.parse(typed), Ok(Money(minor)), "{typed}");
        }
        assert_eq!(currency("JPY").parse("1,250"), Ok(Money(1_250)));
        assert_eq!(currency("JPY").parse("1.250"), Ok(Money(1_250)));
        assert_eq!(currency("KWD").parse("1.250"), Ok(Money(1_250)));
    }

    #[test]
    fn what_is_no_amount_is_refused_not_guessed_at() {
        for typed in ["", "abc", "-5", "1e3", "1.250", "1.2.3", "12,34,567", "1a250", ".", "99999999999999999999"] {
            let read = currency("EUR").parse(typed);
            assert!(read.is_err(), "{typed} was read as {read:?}");
        }
        assert!(currency("JPY").parse("125.5").is_err());
        assert!("EURO".parse::<Currency>().is_err());
        assert!("eur".parse::<Currency>().is_err());
    }
}
