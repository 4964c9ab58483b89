//! The categories a page is written by: ambient while a request is answered, as its reader is, so that no form and no card
//! has to be handed them. Read anew when they have changed here, and soon after they have elsewhere. The database has the last
//! word on what is one.

use super::House;
use crate::config::finding::CATEGORIES_AGE;
use crate::language;
use crate::store::Store;
use crate::store::categories::{Category, Tree};
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

tokio::task_local! {
    static TREE: Arc<Tree>;
}

/// The categories as a house last read them, and when.
#[derive(Default)]
pub struct Shelves(Mutex<Option<(Instant, Arc<Tree>)>>);

impl Shelves {
    /// Has them read anew for the next who asks: they were changed.
    pub fn forget(&self) {
        *self.shelf() = None;
    }

    fn shelf(&self) -> MutexGuard<'_, Option<(Instant, Arc<Tree>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, tree: Arc<Tree>) {
        *self.shelf() = Some((Instant::now(), tree));
    }

    async fn read(&self, store: &Store) -> Arc<Tree> {
        match store.categories().await {
            Ok(tree) => self.put(Arc::new(tree)),
            Err(error) => tracing::warn!(%error, "the categories cannot be read just now"),
        }
        self.shelf().as_ref().map(|(_, tree)| tree.clone()).unwrap_or_default()
    }
}

/// The categories of a house. Nobody waits for them but who comes first, or first after a change: who finds them old is
/// answered by those, and has them read for the next.
pub async fn of(house: &Data<House>) -> Arc<Tree> {
    let known = house.shelves.shelf().clone();
    let Some((read_at, tree)) = known else { return house.shelves.read(&house.store).await };
    if read_at.elapsed() > CATEGORIES_AGE {
        house.shelves.put(tree.clone());
        let house = house.clone();
        actix_web::rt::spawn(async move { house.shelves.read(&house.store).await });
    }
    tree
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
        Some(house) => of(house).await,
        None => Arc::default(),
    };
    TREE.scope(tree, rest.call(request)).await
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
