//! The categories a page is written by: ambient while a request is answered, as its reader is, so that no form and no card
//! has to be handed them. The database has the last word on what is one.

use super::House;
use super::kept::{self, Furniture, Kept};
use crate::language;
use crate::store::categories::{Category, Tree};
use crate::store::{self, Store};
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use std::sync::Arc;

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
}

/// The middleware: whatever answers, answers by the house's categories.
///
/// # Errors
/// None of its own.
pub async fn open<B: MessageBody>(
    request: ServiceRequest,
    rest: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let tree = match request.app_data::<Data<House>>() {
        Some(house) => kept::known(house).await,
        None => Arc::default(),
    };
    TREE.scope(tree, rest.call(request)).await
}

/// Work that goes by the categories of whoever began it, also on a task of its own.
pub fn carry<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    let tree = TREE.try_with(Arc::clone).ok();
    async move {
        match tree {
            Some(tree) => TREE.scope(tree, work).await,
            None => work.await,
        }
    }
}

/// The categories of the house that answers; none outside of a request.
pub fn known() -> Arc<Tree> {
    TREE.try_with(Arc::clone).unwrap_or_default()
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
    let set_in = |depth: usize, name: &str| format!("{}{name}", "\u{2003}".repeat(depth));
    let choice = |(depth, category): (usize, &Category)| Choice {
        slug: category.slug.clone(),
        label: set_in(depth, category.name(language::current())),
    };
    known().offered().map(choice).collect()
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
