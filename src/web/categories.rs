//! The categories a page is written by. The database has the last word on what is one.

use super::House;
use super::kept::{self, Furniture, Kept};
use crate::language;
use crate::store::categories::{Category, Tree};
use crate::store::{self, Store};
use std::sync::Arc;
use tokio::task::LocalKey;

tokio::task_local! {
    static TREE: Arc<Tree>;
}

impl Furniture for Tree {
    const NAME: &'static str = "the categories";

    async fn read(store: &Store) -> Result<Tree, store::Error> {
        store.categories().await
    }

    fn of(house: &House) -> &Kept<Tree> {
        &house.shelves
    }

    fn ambient() -> &'static LocalKey<Arc<Tree>> {
        &TREE
    }
}

/// The categories of the house that answers; none outside of a request.
pub fn known() -> Arc<Tree> {
    kept::at_hand()
}

/// Whether a lot may be put there. Where nobody asks through the web, the database alone decides.
pub fn offers(slug: &str) -> bool {
    let well_formed =
        !slug.is_empty() && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    match TREE.try_with(|tree| tree.get(slug).is_some_and(|category| !category.retired)) {
        Ok(offered) => offered,
        Err(_) => well_formed,
    }
}

/// What a category is called in the reader's language; a slug the house does not know stands for itself.
pub fn name(slug: &str) -> String {
    let tree = known();
    tree.get(slug).map_or_else(|| slug.to_owned(), |category| category.name(language::current()).to_owned())
}

/// A category as a form offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub slug: String,
    /// Its name, set in below the one it belongs to.
    pub label: String,
}

/// Everything a form offers, each below the one it belongs to.
pub fn choices() -> Vec<Choice> {
    let choice =
        |(depth, category): (usize, &Category)| Choice { slug: category.slug.clone(), label: label(depth, category) };
    known().offered().map(choice).collect()
}

/// The name of a category in the reader's language, set in by how deep it lies.
pub fn label(depth: usize, category: &Category) -> String {
    format!("{}{}", "\u{2003}".repeat(depth), category.name(language::current()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, speaking};

    fn tree() -> Arc<Tree> {
        let category = |slug: &str, parent: Option<&str>, es: &str, retired| Category {
            slug: slug.into(),
            parent: parent.map(Into::into),
            position: 1,
            english: slug.to_uppercase(),
            spanish: es.into(),
            retired,
        };
        let lamps = category("lamps", Some("home"), "Lámparas", false);
        Arc::new(Tree::of(vec![lamps, category("home", None, "Casa", false), category("old", None, "Viejo", true)]))
    }

    #[test]
    fn a_form_offers_the_tree_in_the_readers_language() {
        TREE.sync_scope(tree(), || {
            let labels = |language| speaking(language, || choices().into_iter().map(|c| c.label).collect::<Vec<_>>());
            assert_eq!(labels(Language::English), ["HOME", "\u{2003}LAMPS"]);
            assert_eq!(labels(Language::Spanish), ["Casa", "\u{2003}Lámparas"]);
            assert_eq!((name("old"), name("none")), ("OLD".into(), "none".into()));
        });
    }

    #[test]
    fn a_lot_may_be_put_where_it_is_offered_and_nowhere_else() {
        TREE.sync_scope(tree(), || assert!(offers("lamps") && offers("home") && !offers("old") && !offers("cars")));
        assert!(offers("cars") && !offers("Cars") && !offers(""), "nobody knows better than the database");
    }
}
