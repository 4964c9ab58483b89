//! What a search means: the words in every language the house searches in, or a category that is called so. And where
//! nobody wrote such a word, the one that was probably meant.

use super::super::{Error, Store};
use super::Forgiving;
use crate::config::finding::{ALIKE, MENDED};

/// What a search means, as PostgreSQL understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning(pub(in crate::store) String);

/// A word that may have been meant for another, and how alike they look.
struct Candidate {
    word: String,
    alikeness: f32,
}

impl Store {
    /// What a search means. Anything can be searched for; what holds no word means nothing, and finds nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn meaning(&self, words: &str) -> Result<Meaning, Error> {
        let meant = sqlx::query_scalar!(
            r#"with recursive said as (
                   select websearch_to_tsquery('house_plain', $1) || websearch_to_tsquery('house_english', $1)
                          || websearch_to_tsquery('house_spanish', $1) as words
               ), named as (
                   select slug from category, said
                   where (to_tsvector('house_plain', en || ' ' || es) || to_tsvector('house_english', en)
                          || to_tsvector('house_spanish', es)) @@ words
                   union
                   select category.slug from category join named on category.parent = named.slug
               )
               select (words || coalesce((select string_agg(quote_literal(category_word(slug)), ' | ') from named), '')::tsquery)::text
                      as "meant!"
               from said"#,
            words
        )
        .fetch_one(&self.seekers)
        .await?;
        Ok(Meaning(meant))
    }

    /// The same search with other words for those that nobody wrote; `None` if there are no such words, or nothing like
    /// them, or the database cannot tell.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn mended(&self, search: &str) -> Result<Option<String>, Error> {
        if self.forgiving != Forgiving(true) {
            return Ok(None);
        }
        let pieces: Vec<&str> = search.split_whitespace().collect();
        let bare: Vec<&str> = pieces.iter().map(|piece| bare(piece)).take(MENDED).collect();
        let rows = sqlx::query!(
            r#"select place as "place!", alike.word as "word!", alike.alikeness as "alikeness!"
               from (select (tsvector_to_array(to_tsvector('house_plain', piece)))[1] as typed, place
                     from unnest($1::text[]) with ordinality as piece (piece, place)
                     where length(piece) >= 3) typed,
                    lateral (select word, similarity(word, typed) as alikeness from word where word % typed
                             order by alikeness desc, word limit $2) alike
               where not exists (select from word where word = typed)
               order by place, alikeness desc, alike.word"#,
            &bare as &[&str],
            ALIKE
        )
        .fetch_all(&self.seekers)
        .await?;
        let candidates = |place: usize| {
            let here = rows.iter().filter(move |row| usize::try_from(row.place) == Ok(place + 1));
            here.map(|row| Candidate { word: row.word.clone(), alikeness: row.alikeness })
        };
        let likeliest: Vec<Option<String>> =
            bare.iter().enumerate().map(|(place, typed)| likeliest(typed, candidates(place))).collect();
        if likeliest.iter().all(Option::is_none) {
            return Ok(None);
        }
        let mended = pieces.iter().enumerate().map(|(place, piece)| match likeliest.get(place) {
            Some(Some(word)) => piece.replacen(bare[place], word, 1),
            _ => (*piece).to_owned(),
        });
        Ok(Some(mended.collect::<Vec<_>>().join(" ")))
    }
}

/// A word without what stands around it: quotation marks, the minus of what is not wanted.
fn bare(piece: &str) -> &str {
    piece.trim_matches(|sign: char| !sign.is_alphanumeric())
}

/// The candidate that was probably meant: by the fewest slips of a finger, of which a short word has no room for many.
fn likeliest(typed: &str, candidates: impl Iterator<Item = Candidate>) -> Option<String> {
    let typed = typed.to_lowercase();
    let most = match typed.chars().count() {
        ..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    candidates
        .map(|candidate| (strsim::osa_distance(&typed, &candidate.word), candidate))
        .filter(|(slips, _)| (1..=most).contains(slips))
        .min_by(|(a, one), (b, other)| a.cmp(b).then(other.alikeness.total_cmp(&one.alikeness)))
        .map(|(_, candidate)| candidate.word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(typed: &str, words: &[&str]) -> Option<String> {
        likeliest(typed, words.iter().map(|word| Candidate { word: (*word).into(), alikeness: 0.5 }))
    }

    #[test]
    fn a_slip_of_the_finger_is_mended() {
        for (typed, word) in [("chiar", "chair"), ("violn", "violin"), ("Teapott", "teapot"), ("rign", "ring")] {
            assert_eq!(meant(typed, &["globe", word, "camera"]).as_deref(), Some(word), "{typed}");
        }
    }

    #[test]
    fn another_word_is_not_taken_for_a_slip() {
        for (typed, other) in [("cat", "cap and gown"), ("lamp", "limb"), ("table", "stable door"), ("oak", "oboe")] {
            assert_eq!(meant(typed, &[other]), None, "{typed}");
        }
    }

    #[test]
    fn the_fewest_slips_win_and_then_the_likest() {
        assert_eq!(meant("chaar", &["chart", "chair"]).as_deref(), Some("chair"));
        let alike = [("boat", 0.2), ("boot", 0.6)];
        let candidates = alike.map(|(word, alikeness)| Candidate { word: word.into(), alikeness });
        assert_eq!(likeliest("boxt", candidates.into_iter()).as_deref(), Some("boot"));
    }

    #[test]
    fn signs_around_a_word_are_not_part_of_it() {
        assert_eq!((bare("\"rocking"), bare("-chair,"), bare("l’été")), ("rocking", "chair", "l’été"));
        assert_eq!(bare("--"), "");
    }
}
