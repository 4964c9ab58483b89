//! The countries a lot can be in: their ISO 3166 codes, with the names that the Unicode CLDR has for them in the reader's
//! language, in the order of its alphabet.

use crate::language::{Language, bare, speaking};

const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ \
BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM \
DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS \
GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN \
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ \
MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM \
PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV \
SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI \
VN VU WF WS YE YT ZA ZM ZW";

/// Every code with its name.
pub fn all() -> Vec<(String, String)> {
    named(CODES.split(' ').map(str::to_owned))
}

/// These codes with their names, in the order of the reader's alphabet; what is no code is left out.
pub fn named(codes: impl IntoIterator<Item = String>) -> Vec<(String, String)> {
    let told = |code: String| name(&code).map(|name| (code, name));
    let mut named: Vec<_> = codes.into_iter().filter_map(told).collect();
    named.sort_by_cached_key(|(_, name)| bare(name));
    named
}

/// The name of a country in the reader's language; `None` if there is no such code.
pub fn name(code: &str) -> Option<String> {
    t_code!("country-", code)
}

/// The code of a country, by the code itself or by its name in any language of the house.
pub fn code(typed: &str) -> Option<String> {
    let (upper, wanted) = (typed.trim().to_ascii_uppercase(), bare(typed));
    if name(&upper).is_some() {
        return Some(upper);
    }
    let is = |(code, name): (String, String)| (bare(&name) == wanted).then_some(code);
    Language::ALL.into_iter().find_map(|language| speaking(language, all).into_iter().find_map(is))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_name_in_every_language_and_they_stand_in_its_order() {
        for (language, first, spain) in
            [(Language::English, "Afghanistan", "Spain"), (Language::Spanish, "Afganistán", "España")]
        {
            let all = speaking(language, all);
            assert_eq!(all.len(), CODES.split(' ').count());
            assert_eq!(all[0].1, first);
            assert!(all.contains(&("ES".into(), spain.into())));
        }
    }

    #[test]
    fn an_accent_moves_no_country_to_the_end() {
        let all = speaking(Language::Spanish, all);
        let at = |code: &str| all.iter().position(|(known, _)| *known == code);
        assert!(at("AT") > at("AU") && at("AT") < at("BS"), "Australia, Austria, …, Bahamas");
        assert!(at("AX") < at("ZW"), "Åland");
    }

    #[test]
    fn only_some_countries_stand_in_the_same_order_as_all_of_them() {
        let some = ["ZA", "AX", "XX", "AT", "AU"].map(str::to_owned);
        let codes: Vec<_> = speaking(Language::English, || named(some)).into_iter().map(|(code, _)| code).collect();
        assert_eq!(
            codes,
            ["AX", "AU", "AT", "ZA"],
            "Åland Islands, Australia, Austria, South Africa; and XX is nowhere"
        );
    }

    #[test]
    fn a_country_is_known_by_its_code_or_by_its_name_in_any_language() {
        for typed in ["es", "ES", " Spain", "españa", "ESPAÑA"] {
            assert_eq!(code(typed).as_deref(), Some("ES"), "{typed}");
        }
        assert_eq!((code(""), code("Atlantis")), (None, None));
    }
}
