//! The countries a lot can be in: their ISO 3166 codes, with the names that the Unicode CLDR has for them in the reader's
//! language, in the order of its alphabet.

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
pub fn all() -> Vec<(&'static str, String)> {
    let mut all: Vec<_> = CODES.split(' ').filter_map(|code| Some((code, name(code)?))).collect();
    all.sort_by_cached_key(|(_, name)| name.chars().map(plain).collect::<String>());
    all
}

/// The name of a country in the reader's language; `None` if there is no such code.
pub fn name(code: &str) -> Option<String> {
    t_code!("country-", code)
}

/// A letter as dictionaries order it: without its case and its accent.
fn plain(letter: char) -> char {
    match letter.to_lowercase().next().unwrap_or(letter) {
        'á' | 'à' | 'â' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'í' => 'i',
        'ó' | 'ô' => 'o',
        'ú' | 'ü' => 'u',
        'ç' => 'c',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, speaking};

    #[test]
    fn every_country_has_a_name_in_every_language_and_they_stand_in_its_order() {
        for (language, first, spain) in
            [(Language::English, "Afghanistan", "Spain"), (Language::Spanish, "Afganistán", "España")]
        {
            let all = speaking(language, all);
            assert_eq!(all.len(), CODES.split(' ').count());
            assert_eq!(all[0].1, first);
            assert!(all.contains(&("ES", spain.into())));
        }
    }

    #[test]
    fn an_accent_moves_no_country_to_the_end() {
        let all = speaking(Language::Spanish, all);
        let at = |code| all.iter().position(|(known, _)| *known == code);
        assert!(at("AT") > at("AU") && at("AT") < at("BS"), "Australia, Austria, …, Bahamas");
        assert!(at("AX") < at("ZW"), "Åland");
    }
}
