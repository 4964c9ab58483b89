//! Premium and tax as sellers write them, as pages say them, and what a bid comes to with them. `static/js/words.js` says the
//! same about the same rates. Reckons nothing itself: that is [`crate::domain::premium`].

use crate::domain::premium::{BasisPoints, Premium, Slice, Tax};
use crate::domain::{Currency, Format, Money, Terms};
use crate::language::{self, Language, money};
use serde_json::Value;

/// What a bid of this amount for so many units comes to: `€ 156.00 with premium`. Empty where nothing is paid on top, and in
/// a reverse auction, where bidders are paid.
pub fn comes_to(terms: &Terms, amount: Money, quantity: u32) -> String {
    if terms.format == Format::Reverse {
        return String::new();
    }
    let total = || money(terms.currency, terms.bill(amount, quantity).total);
    match (terms.premium.is_none(), terms.tax.is_none()) {
        (true, true) => String::new(),
        (false, true) => t!("script-with-premium", total = total()),
        (true, false) => t!("script-with-tax", total = total()),
        (false, false) => t!("script-with-premium-and-tax", total = total()),
    }
}

/// The premium in words: `25 % up to € 1,000.00, 20 % above`; `None` if there is none.
pub fn premium_in_words(premium: &Premium, currency: Currency) -> Option<String> {
    if premium.is_none() {
        return None;
    }
    let slices = premium.rows.iter().zip(premium.rows.iter().skip(1));
    let up_to = |row: BasisPoints, next| t!("lot-premium-up-to", rate = share_text(row), price = money(currency, next));
    let below = slices.map(|(row, next)| up_to(row.rate, next.from)).collect::<Vec<_>>();
    let last = share_text(premium.rows.last().map_or(BasisPoints(0), |row| row.rate));
    Some(match below.is_empty() {
        true => t!("lot-premium-of-the-hammer", rate = last),
        false => format!("{}, {}", below.join(", "), t!("lot-premium-above", rate = last)),
    })
}

/// A share as its reader writes it: `8.25 %`, `8,25 %`.
fn share_text(share: BasisPoints) -> String {
    match language::current() {
        Language::English => share.to_string(),
        Language::Spanish => share.to_string().replace('.', ","),
    }
}

/// The taxes in words; `None` if there are none.
pub fn tax_in_words(tax: Tax) -> Option<String> {
    let hammer = (tax.on_hammer.0 > 0).then(|| t!("lot-tax-on-hammer", rate = share_text(tax.on_hammer)));
    let premium = (tax.on_premium.0 > 0).then(|| t!("lot-tax-on-premium", rate = share_text(tax.on_premium)));
    let parts: Vec<String> = hammer.into_iter().chain(premium).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Reads a premium as a person types it: `25`, or a sliding table, `25; 1000: 20; 10000: 12.5`. Empty for none.
///
/// # Errors
/// How to write one.
pub fn read_premium(typed: &str, currency: Currency) -> Result<Premium, String> {
    let wrong = || {
        let example = currency.plain(Money(1_000 * currency.unit())).replace(',', "");
        t!("faults-premium", example = example)
    };
    let row = |row: &str| {
        let (from, rate) = match row.split_once(':') {
            Some((from, rate)) => (language::amount(currency, from).map_err(|_| wrong())?, rate),
            None => (Money(0), row),
        };
        let rate = Some(rate).filter(|rate| !rate.trim().is_empty()).ok_or_else(wrong)?;
        Ok(Slice { from, rate: read_share(rate).map_err(|_| wrong())? })
    };
    if typed.trim().is_empty() {
        return Ok(Premium::default());
    }
    Ok(Premium { rows: typed.split(';').map(row).collect::<Result<_, String>>()? })
}

/// The same as it would be typed.
pub fn typed_premium(premium: &Premium, currency: Currency) -> String {
    let from = |row: &Slice| match row.from {
        Money(0) => String::new(),
        from => format!("{}: ", currency.plain(from).replace(',', "")),
    };
    premium.rows.iter().map(|row| from(row) + &typed_share(row.rate)).collect::<Vec<_>>().join("; ")
}

/// Reads a percentage of at most two decimals: `20`, `8.1`, `8,25 %`. Empty for none.
///
/// # Errors
/// How to write one.
pub fn read_share(typed: &str) -> Result<BasisPoints, String> {
    let wrong = || t!("faults-share");
    let text = typed.trim().trim_end_matches('%').trim_end().replace(',', ".");
    if text.is_empty() && typed.trim().is_empty() {
        return Ok(BasisPoints(0));
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |text: &str| text.chars().all(|sign| sign.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || fraction.len() > 2 || !digits(whole) || !digits(fraction) {
        return Err(wrong());
    }
    format!("{whole}{fraction:0<2}").parse().map(BasisPoints).map_err(|_| wrong())
}

/// The same as it would be typed; empty for none.
pub fn typed_share(share: BasisPoints) -> String {
    if share.0 == 0 { String::new() } else { share.to_string().replace("\u{a0}%", "") }
}

/// Reads a premium from JSON, `[[0,2500],[100000,2000]]`: rows of *from* and basis points. `null` for none.
///
/// # Errors
/// How to write one.
pub fn premium_of(value: &Value) -> Result<Premium, String> {
    let wrong = || t!("faults-premium-json");
    let row = |row: &Value| match row.as_array().map(Vec::as_slice) {
        Some([from, rate]) => {
            Some(Slice { from: Money(from.as_i64()?), rate: BasisPoints(rate.as_u64()?.try_into().ok()?) })
        }
        _ => None,
    };
    if value.is_null() {
        return Ok(Premium::default());
    }
    let rows = value.as_array().ok_or_else(wrong)?.iter().map(row).collect::<Option<Vec<_>>>();
    rows.map(|rows| Premium { rows }).ok_or_else(wrong)
}

/// Reads taxes from JSON, `{"on_hammer":0,"on_premium":1900}`, in basis points. `null` for none.
///
/// # Errors
/// How to write them.
pub fn tax_of(value: &Value) -> Result<Tax, String> {
    let wrong = || t!("faults-tax-json");
    if value.is_null() {
        return Ok(Tax::default());
    }
    let fields = value.as_object().ok_or_else(wrong)?;
    // A misspelt tax would be none.
    if fields.keys().any(|field| field != "on_hammer" && field != "on_premium") {
        return Err(wrong());
    }
    let rate = |field: &str| match fields.get(field) {
        None | Some(Value::Null) => Ok(BasisPoints(0)),
        Some(value) => value.as_u64().and_then(|rate| rate.try_into().ok()).map(BasisPoints).ok_or_else(wrong),
    };
    Ok(Tax { on_hammer: rate("on_hammer")?, on_premium: rate("on_premium")? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_premium_is_typed_as_a_percentage_or_a_table_and_read_back() {
        for (typed, rows) in [
            ("", &[][..]),
            ("25", &[(0, 2_500)]),
            (" 8,25 % ", &[(0, 825)]),
            ("26; 4000: 20; 1 000 000: 14.5", &[(0, 2_600), (400_000, 2_000), (100_000_000, 1_450)]),
        ] {
            let premium = read_premium(typed, Currency::EUR).expect("a premium");
            assert_eq!(premium, Premium::table(rows), "{typed}");
            assert_eq!(read_premium(&typed_premium(&premium, Currency::EUR), Currency::EUR), Ok(premium));
        }
    }

    #[test]
    fn what_is_no_percentage_is_refused_with_how_to_write_one() {
        for typed in ["x", "-1", "1.234", "1e2", "1000", "%", ".", "25;", "25; x: 20", ": 3", "25; 100:"] {
            let read = read_premium(typed, Currency::EUR);
            assert!(read.is_err(), "{typed} was read as {read:?}");
        }
        assert!(read_share("19 percent").is_err_and(|wrong| wrong.contains("8.25")));
    }

    #[test]
    fn a_premium_is_said_slice_by_slice() {
        let say = |rows| premium_in_words(&Premium::table(rows), Currency::EUR);
        assert_eq!(say(&[]), None);
        assert_eq!(say(&[(0, 2_500)]).as_deref(), Some("25\u{a0}% of the hammer price"));
        let sliding = say(&[(0, 2_600), (400_000, 2_000)]);
        assert_eq!(sliding.as_deref(), Some("26\u{a0}% up to €\u{a0}4,000.00, 20\u{a0}% above"));
        let tax = Tax { on_hammer: BasisPoints(700), on_premium: BasisPoints(1_900) };
        assert_eq!(tax_in_words(tax).as_deref(), Some("7\u{a0}% on the hammer price, 19\u{a0}% on the premium"));
        assert_eq!(tax_in_words(Tax::default()), None);
    }

    #[test]
    fn a_bid_says_what_it_comes_to_only_where_something_is_paid_on_top() {
        let mut terms = crate::web::samples::lot().terms;
        assert_eq!(comes_to(&terms, Money(13_000), 1), "");
        terms.premium = Premium::table(&[(0, 2_000)]);
        assert_eq!(comes_to(&terms, Money(13_000), 1), "€\u{a0}156.00 with premium");
        assert_eq!(comes_to(&terms, Money(13_000), 3), "€\u{a0}468.00 with premium");
        terms.tax.on_premium = BasisPoints(1_900);
        assert_eq!(comes_to(&terms, Money(13_000), 1), "€\u{a0}160.94 with premium and tax");
        terms.format = Format::Reverse;
        assert_eq!(comes_to(&terms, Money(13_000), 1), "", "who bids here is paid");
    }

    #[test]
    fn rates_in_json_are_whole_basis_points_or_refused() {
        assert_eq!(premium_of(&json!([[0, 2_500], [100, 2_000]])), Ok(Premium::table(&[(0, 2_500), (100, 2_000)])));
        assert_eq!(premium_of(&Value::Null), Ok(Premium::default()));
        for wrong in [json!(25), json!([25]), json!([[0]]), json!([[0, 2.5]]), json!([[0, -1]]), json!([[0, 1, 2]])] {
            assert!(premium_of(&wrong).is_err(), "{wrong}");
        }
        let tax = Tax { on_hammer: BasisPoints(0), on_premium: BasisPoints(1_900) };
        assert_eq!(tax_of(&json!({"on_premium": 1_900})), Ok(tax));
        for wrong in [json!(19), json!({"on_hammer": 0.19}), json!({"on_premium": "19"}), json!([])] {
            assert!(tax_of(&wrong).is_err(), "{wrong}");
        }
    }
}
