//! What is typed about a category, read: what it means, or a fault beside its field.

use crate::config::office::{LONGEST_CATEGORY_NAME, LONGEST_CATEGORY_SLUG};
use crate::store::categories::{Category, NewCategory, Tree};
use crate::web::acts::Why;
use crate::web::fault::Fault;
use serde::Deserialize;

/// What is typed about a category, whatever the act.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub slug: String,
    pub parent: String,
    pub english: String,
    pub spanish: String,
    pub place: String,
    pub reason: String,
}

/// What is to become of a category that is there.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Its English and its Spanish name.
    Rename(String, String),
    /// What it is put under, and its place there.
    Move(Option<String>, i32),
    Retire,
    Offer,
}

impl Typed {
    /// A category to add, and why.
    ///
    /// # Errors
    /// Everything that is wrong with it, once per field.
    pub(super) fn addition(&self, tree: &Tree) -> Result<(NewCategory, String), Vec<Fault>> {
        let mut faults = Vec::new();
        let read = (self.new_category(tree, &mut faults), self.why(&mut faults));
        if faults.is_empty() { Ok(read) } else { Err(faults) }
    }

    /// What an act is to make of a category, and why; `None` for no act.
    ///
    /// # Errors
    /// Everything that is wrong with it, once per field.
    pub(super) fn change(
        &self,
        act: &str,
        tree: &Tree,
        there: &Category,
    ) -> Option<Result<(Change, String), Vec<Fault>>> {
        let mut faults = Vec::new();
        let change = match act {
            "rename" => {
                let (english, spanish) = self.names(&mut faults);
                Change::Rename(english, spanish)
            }
            "move" => Change::Move(self.parent_of(tree, there, &mut faults), self.place(&mut faults)),
            "retire" => Change::Retire,
            "offer" => Change::Offer,
            _ => return None,
        };
        let why = self.why(&mut faults);
        faults.extend(in_the_way(tree, there, &change).filter(|_| faults.is_empty()));
        Some(if faults.is_empty() { Ok((change, why)) } else { Err(faults) })
    }

    /// The category it describes.
    fn new_category(&self, tree: &Tree, faults: &mut Vec<Fault>) -> NewCategory {
        let (english, spanish) = self.names(faults);
        let typed = self.slug.trim();
        let slug = if typed.is_empty() { slug_of(&english) } else { typed.to_owned() };
        if tree.get(&slug).is_some() {
            faults.push(Fault::new("slug", t!("house-category-slug-taken")));
        } else if !(is_slug(&slug) || english.is_empty() && typed.is_empty()) {
            faults.push(Fault::new("slug", t!("house-category-slug-wrong", most = LONGEST_CATEGORY_SLUG)));
        }
        NewCategory { slug, parent: self.parent(tree, faults), english, spanish }
    }

    /// Its English and its Spanish name.
    fn names(&self, faults: &mut Vec<Fault>) -> (String, String) {
        let mut name = |field, typed: &str| {
            let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
            let fits = (1..=LONGEST_CATEGORY_NAME).contains(&name.chars().count());
            if !fits || name.chars().any(char::is_control) {
                faults.push(Fault::new(field, t!("house-category-name-wrong", most = LONGEST_CATEGORY_NAME)));
            }
            name
        };
        (name("english", &self.english), name("spanish", &self.spanish))
    }

    /// What it is to be put under; `None` for the top.
    fn parent(&self, tree: &Tree, faults: &mut Vec<Fault>) -> Option<String> {
        let parent = Some(self.parent.trim()).filter(|parent| !parent.is_empty())?;
        if tree.get(parent).is_none_or(|category| category.retired) {
            faults.push(Fault::new("parent", t!("house-category-parent-wrong")));
        }
        Some(parent.to_owned())
    }

    /// The same for a category that is there: nothing hangs on itself.
    fn parent_of(&self, tree: &Tree, there: &Category, faults: &mut Vec<Fault>) -> Option<String> {
        let parent = self.parent(tree, faults);
        if parent.as_ref().is_some_and(|parent| tree.branch(&there.slug).contains(parent)) {
            faults.push(Fault::new("parent", t!("house-category-parent-wrong")));
        }
        parent
    }

    /// Its place among its siblings, from 1; the last if nothing is typed.
    fn place(&self, faults: &mut Vec<Fault>) -> i32 {
        match self.place.trim() {
            "" => i32::MAX,
            typed => typed.parse().ok().filter(|place| *place > 0).unwrap_or_else(|| {
                faults.push(Fault::new("place", t!("house-category-place-wrong")));
                1
            }),
        }
    }

    fn why(&self, faults: &mut Vec<Fault>) -> String {
        let why = Why::from(&*self.reason).reason().unwrap_or_else(|message| {
            faults.push(Fault::new("reason", message));
            String::new()
        });
        if why.is_empty() && faults.iter().all(|fault| fault.field != "reason") {
            faults.push(Fault::new("reason", t!("house-reason-missing")));
        }
        why
    }
}

/// The slug that a name makes, cut where it is too long.
fn slug_of(name: &str) -> String {
    let slug = slug::slugify(name);
    slug.chars().take(LONGEST_CATEGORY_SLUG).collect::<String>().trim_end_matches('-').to_owned()
}

/// As the database has it.
fn is_slug(slug: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    slug.len() <= LONGEST_CATEGORY_SLUG && slug.split('-').all(part)
}

/// What keeps a category from being retired, or from being offered again.
fn in_the_way(tree: &Tree, category: &Category, change: &Change) -> Option<Fault> {
    let hangs_in_the_air = || {
        let parent = category.parent.as_deref().and_then(|parent| tree.get(parent));
        parent.is_some_and(|parent| parent.retired)
    };
    let wrong = match change {
        Change::Retire if tree.below(Some(&category.slug)).next().is_some() => t!("house-category-not-empty"),
        Change::Offer if hangs_in_the_air() => t!("house-category-parent-retired"),
        _ => return None,
    };
    Some(Fault::new("reason", wrong))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::office::samples;

    fn typed() -> Typed {
        Typed {
            english: "Writing  desks".into(),
            spanish: "Escritorios".into(),
            reason: "Asked for.".into(),
            ..Typed::default()
        }
    }

    #[test]
    fn a_category_is_called_something_in_both_languages_and_has_a_slug_of_its_own() {
        let tree = samples::categories().tree;
        let slug = typed().addition(&tree).map(|(new, why)| (new.slug, new.english, why));
        assert_eq!(slug, Ok(("writing-desks".into(), "Writing desks".into(), "Asked for.".into())));
        let long = Typed { english: "Long ".repeat(LONGEST_CATEGORY_NAME / 5), ..typed() };
        assert!(long.addition(&tree).is_ok_and(|(new, _)| new.slug.ends_with("-long")));
        for (wrong, field) in [
            (Typed { slug: "Desks".into(), ..typed() }, "slug"),
            (Typed { slug: "lamps".into(), ..typed() }, "slug"),
            (Typed { slug: "a--b".into(), ..typed() }, "slug"),
            (Typed { english: " ".into(), ..typed() }, "english"),
            (Typed { spanish: " ".into(), ..typed() }, "spanish"),
            (Typed { english: "x".repeat(LONGEST_CATEGORY_NAME + 1), slug: "x".into(), ..typed() }, "english"),
            (Typed { parent: "none".into(), ..typed() }, "parent"),
            (Typed { parent: "old".into(), ..typed() }, "parent"),
            (Typed { reason: " ".into(), ..typed() }, "reason"),
        ] {
            let faults = wrong.addition(&tree).err().unwrap_or_default();
            let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
            assert_eq!(fields, [field], "{wrong:?}");
        }
    }

    #[test]
    fn what_is_typed_becomes_another_name_or_another_place() {
        let tree = samples::categories().tree;
        let (home, lamps) = (tree.get("home").unwrap(), tree.get("lamps").unwrap());
        let change = |typed: Typed, act, there| typed.change(act, &tree, there).unwrap().map(|(change, _)| change).ok();
        let names = Change::Rename("Writing desks".into(), "Escritorios".into());
        assert_eq!(change(typed(), "rename", lamps), Some(names));
        assert_eq!(change(typed(), "move", lamps), Some(Change::Move(None, i32::MAX)), "the last at the top");
        let put = |parent: &str, place: &str| Typed { parent: parent.into(), place: place.into(), ..typed() };
        assert_eq!(change(put("home", "2"), "move", lamps), Some(Change::Move(Some("home".into()), 2)));
        for (parent, place) in [("lamps", "1"), ("home", "0"), ("home", "first")] {
            assert_eq!(change(put(parent, place), "move", lamps), None, "{parent} {place}");
        }
        assert_eq!(change(put("lamps", "1"), "move", home), None, "nothing hangs on what is below it");
        assert!(typed().change("burn", &tree, lamps).is_none());
    }

    #[test]
    fn a_category_is_not_retired_over_the_heads_of_those_below_it() {
        let tree = samples::categories().tree;
        let stands = |slug, act| typed().change(act, &tree, tree.get(slug).unwrap()).unwrap().is_ok();
        assert!(!stands("home", "retire") && stands("lamps", "retire"));
        assert!(stands("old", "offer") && !stands("older", "offer"), "nothing is offered under what is not");
    }
}
