//! Letters as dictionaries order them, and signs that are none. Knows the accents of the house's languages, and of the names of countries in them.

/// A word without its capitals and its accents, to be put in order or to be known again.
pub fn bare(word: &str) -> String {
    word.trim().to_lowercase().chars().map(letter).collect()
}

fn letter(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'í' => 'i',
        'ó' | 'ô' => 'o',
        'ú' | 'ü' => 'u',
        'ç' => 'c',
        letter => letter,
    }
}

/// Whether a sign breaks a line, shows nothing, or turns the reading direction of what follows.
pub fn misleads(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_again_whatever_its_capitals_and_accents() {
        assert_eq!(bare(" Categoría "), bare("CATEGORIA"));
        assert_ne!(bare("año"), bare("ano"), "ñ is a letter of its own");
    }
}
