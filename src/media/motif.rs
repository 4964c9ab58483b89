//! What the house can draw, and which drawing suits a lot.

/// A subject the house has a drawing of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motif {
    Chair,
    Lamp,
    Carpet,
    Vase,
    Teapot,
    Watch,
    Ring,
    Painting,
    Book,
    Violin,
    Camera,
    Globe,
    /// A wrapped parcel with the house's tag: for whatever cannot be told from the words.
    Parcel,
}

/// Words that name a thing, in the singular, and the drawing that shows it. Only the thing itself: "chain" or "silver"
/// say nothing about the shape.
const WORDS: &[(&str, Motif)] = &[
    ("chair", Motif::Chair),
    ("armchair", Motif::Chair),
    ("rocker", Motif::Chair),
    ("stool", Motif::Chair),
    ("settee", Motif::Chair),
    ("lamp", Motif::Lamp),
    ("lantern", Motif::Lamp),
    ("chandelier", Motif::Lamp),
    ("sconce", Motif::Lamp),
    ("light", Motif::Lamp),
    ("carpet", Motif::Carpet),
    ("rug", Motif::Carpet),
    ("kilim", Motif::Carpet),
    ("runner", Motif::Carpet),
    ("tapestry", Motif::Carpet),
    ("vase", Motif::Vase),
    ("jar", Motif::Vase),
    ("urn", Motif::Vase),
    ("amphora", Motif::Vase),
    ("jug", Motif::Vase),
    ("teapot", Motif::Teapot),
    ("coffeepot", Motif::Teapot),
    ("tea", Motif::Teapot),
    ("kettle", Motif::Teapot),
    ("watch", Motif::Watch),
    ("wristwatch", Motif::Watch),
    ("chronograph", Motif::Watch),
    ("chronometer", Motif::Watch),
    ("clock", Motif::Watch),
    ("ring", Motif::Ring),
    ("signet", Motif::Ring),
    ("solitaire", Motif::Ring),
    ("painting", Motif::Painting),
    ("landscape", Motif::Painting),
    ("watercolour", Motif::Painting),
    ("watercolor", Motif::Painting),
    ("oil", Motif::Painting),
    ("etching", Motif::Painting),
    ("engraving", Motif::Painting),
    ("portrait", Motif::Painting),
    ("print", Motif::Painting),
    ("book", Motif::Book),
    ("folio", Motif::Book),
    ("atlas", Motif::Book),
    ("bible", Motif::Book),
    ("volume", Motif::Book),
    ("manuscript", Motif::Book),
    ("herbal", Motif::Book),
    ("violin", Motif::Violin),
    ("viola", Motif::Violin),
    ("cello", Motif::Violin),
    ("fiddle", Motif::Violin),
    ("camera", Motif::Camera),
    ("globe", Motif::Globe),
    ("parcel", Motif::Parcel),
];

/// Where a title stops naming the thing and begins to describe it: "A violin | in its case", "Lamp | with a globe".
const TURNS: &[&str] = &["of", "in", "with", "by", "on", "for", "from", "after", "depicting", "and"];

impl Motif {
    /// Every motif.
    pub const ALL: &[Motif] = &[
        Motif::Chair,
        Motif::Lamp,
        Motif::Carpet,
        Motif::Vase,
        Motif::Teapot,
        Motif::Watch,
        Motif::Ring,
        Motif::Painting,
        Motif::Book,
        Motif::Violin,
        Motif::Camera,
        Motif::Globe,
        Motif::Parcel,
    ];

    /// The drawing for a lot: what its title names, as far as its category allows that, else the category's emblem, else
    /// what the words of an unknown category name, else the parcel. (A book about violins is a book.)
    pub fn for_lot(category: &str, title: &str) -> Motif {
        let named = named_in(title);
        match Motif::shown_in(category) {
            [] => named.or_else(|| named_in(category)).unwrap_or(Motif::Parcel),
            shown @ [emblem, ..] => named.filter(|motif| shown.contains(motif)).unwrap_or(*emblem),
        }
    }

    /// What may be found in a category, its emblem first; empty for a category this house does not have.
    fn shown_in(category: &str) -> &'static [Motif] {
        match category {
            "furniture" => &[Motif::Chair, Motif::Lamp, Motif::Carpet, Motif::Globe],
            "ceramics" => &[Motif::Vase, Motif::Teapot, Motif::Lamp],
            "watches" => &[Motif::Watch],
            "art" => &[Motif::Painting, Motif::Vase, Motif::Carpet],
            "lighting" => &[Motif::Lamp],
            "books" => &[Motif::Book, Motif::Globe],
            "instruments" => &[Motif::Violin, Motif::Globe, Motif::Camera],
            "cameras" => &[Motif::Camera],
            "carpets" => &[Motif::Carpet],
            "jewellery" => &[Motif::Ring, Motif::Watch],
            "curiosities" => &[
                Motif::Parcel,
                Motif::Globe,
                Motif::Teapot,
                Motif::Vase,
                Motif::Lamp,
                Motif::Watch,
                Motif::Camera,
                Motif::Painting,
                Motif::Book,
                Motif::Chair,
                Motif::Carpet,
                Motif::Violin,
                Motif::Ring,
            ],
            _ => &[],
        }
    }

    /// The plate's own title. It says that it is an illustration: a lot may look quite different.
    pub fn title(self) -> &'static str {
        match self {
            Motif::Chair => "Illustration: a bentwood rocking chair",
            Motif::Lamp => "Illustration: an art deco lamp",
            Motif::Carpet => "Illustration: a knotted carpet",
            Motif::Vase => "Illustration: a glazed vase",
            Motif::Teapot => "Illustration: a teapot",
            Motif::Watch => "Illustration: a pocket watch",
            Motif::Ring => "Illustration: a ring",
            Motif::Painting => "Illustration: a framed landscape",
            Motif::Book => "Illustration: an old folio",
            Motif::Violin => "Illustration: a violin and its bow",
            Motif::Camera => "Illustration: a folding camera",
            Motif::Globe => "Illustration: a globe on its stand",
            Motif::Parcel => "Illustration: a wrapped parcel with a lot tag",
        }
    }
}

/// The thing a title names. English puts the noun last before it turns to describing ("a *globe* **lamp** with …"), so
/// the last word we know before the turn wins; failing that, the first one after it ("a set of six **chairs**").
fn named_in(title: &str) -> Option<Motif> {
    let lower = title.to_lowercase();
    let head_end = lower.find([',', ':', ';', '(', '–', '—']).unwrap_or(lower.len());
    let (head, tail) = lower.split_at(head_end);
    let mut naming: Vec<&str> = words(head).collect();
    let turn = naming.iter().position(|word| TURNS.contains(word)).unwrap_or(naming.len());
    let described = naming.split_off(turn);
    let last = naming.iter().rev().find_map(|word| known(word));
    last.or_else(|| described.into_iter().chain(words(tail)).find_map(known))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The motif a word names, in the singular or the plural.
fn known(word: &str) -> Option<Motif> {
    let singular = [word.strip_suffix("es"), word.strip_suffix('s'), Some(word)];
    let motif = |form: &str| WORDS.iter().find(|(known, _)| *known == form).map(|&(_, motif)| motif);
    singular.into_iter().flatten().find_map(motif)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_names_the_thing_decides() {
        for (category, title, motif) in [
            ("furniture", "A bentwood rocking chair", Motif::Chair),
            ("curiosities", "A set of six chairs", Motif::Chair),
            ("", "Globe lamp, Vienna", Motif::Lamp),
            ("", "Lamp with a globe", Motif::Lamp),
            ("ceramics", "TEAPOT, Meissen", Motif::Teapot),
            ("", "Two wristwatches", Motif::Watch),
            ("", "Oil on canvas: the harbour at dusk", Motif::Painting),
            ("instruments", "A terrestrial globe of 1890", Motif::Globe),
        ] {
            assert_eq!(Motif::for_lot(category, title), motif, "{category} / {title}");
        }
    }

    #[test]
    fn the_category_overrules_a_word_that_only_describes() {
        assert_eq!(Motif::for_lot("books", "The Violin and its Makers"), Motif::Book);
        assert_eq!(Motif::for_lot("art", "Still life with teapot"), Motif::Painting);
        assert_eq!(Motif::for_lot("jewellery", "A spring of pearls"), Motif::Ring);
    }

    #[test]
    fn what_nobody_can_tell_is_a_parcel() {
        for (category, title) in [("", ""), ("no such thing", "Something"), ("curiosities", "Spring, strings, endings")]
        {
            assert_eq!(Motif::for_lot(category, title), Motif::Parcel, "{category} / {title}");
        }
    }

    #[test]
    fn every_motif_is_some_lots_picture() {
        for motif in Motif::ALL {
            let by_title = WORDS.iter().any(|(word, _)| Motif::for_lot("", word) == *motif);
            let by_category = CATEGORIES.iter().any(|slug| Motif::for_lot(slug, "") == *motif);
            assert!(by_title, "no title leads to {motif:?}");
            assert!(by_category || matches!(motif, Motif::Teapot | Motif::Globe), "no category shows {motif:?}");
        }
    }

    /// The categories a new house begins with.
    const CATEGORIES: [&str; 11] = [
        "furniture",
        "ceramics",
        "watches",
        "art",
        "lighting",
        "books",
        "instruments",
        "cameras",
        "carpets",
        "jewellery",
        "curiosities",
    ];

    #[test]
    fn every_category_has_an_emblem() {
        for slug in CATEGORIES {
            assert!(!Motif::shown_in(slug).is_empty(), "{slug}");
        }
    }
}
