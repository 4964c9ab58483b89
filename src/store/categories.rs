//! The categories of the house: a tree of shelves, each named in every language. A lot lies on one of them; who looks at a
//! shelf sees those below it too. Never moves a lot: a slug is given once, and means the same for ever.

use super::{Error, Store};
use crate::language::Language;

/// A shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its name in addresses and with its lots.
    pub slug: String,
    /// The shelf it belongs to; `None` at the top.
    pub parent: Option<String>,
    /// Its place among its siblings.
    pub position: i32,
    pub english: String,
    pub spanish: String,
    /// Offered to nobody any more. What lies on it stays there.
    pub retired: bool,
}

impl Category {
    /// What it is called.
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::Spanish => &self.spanish,
        }
    }
}

/// All categories, each after the one it belongs to, siblings in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree(Vec<(usize, Category)>);

impl Tree {
    /// The tree of these. What belongs to nothing that is there stands at the top.
    pub fn of(mut categories: Vec<Category>) -> Tree {
        categories.sort_by(|a, b| (a.position, &a.slug).cmp(&(b.position, &b.slug)));
        let known: Vec<String> = categories.iter().map(|category| category.slug.clone()).collect();
        let mut tree = Tree::default();
        let (top, below): (Vec<_>, Vec<_>) =
            categories.into_iter().partition(|c| c.parent.as_ref().is_none_or(|parent| !known.contains(parent)));
        top.into_iter().for_each(|category| tree.grow(0, category, &below));
        tree
    }

    fn grow(&mut self, depth: usize, category: Category, others: &[Category]) {
        let slug = category.slug.clone();
        self.0.push((depth, category));
        for child in others.iter().filter(|other| other.parent.as_ref() == Some(&slug)) {
            self.grow(depth + 1, child.clone(), others);
        }
    }

    /// Every category with its depth, 0 at the top.
    pub fn all(&self) -> impl Iterator<Item = (usize, &Category)> {
        self.0.iter().map(|(depth, category)| (*depth, category))
    }

    /// Those that are offered.
    pub fn offered(&self) -> impl Iterator<Item = (usize, &Category)> {
        self.all().filter(|(_, category)| !category.retired)
    }

    /// The category of this name.
    pub fn get(&self, slug: &str) -> Option<&Category> {
        self.all().map(|(_, category)| category).find(|category| category.slug == slug)
    }

    /// What is offered directly below a category, or at the top.
    pub fn below<'t>(&'t self, parent: Option<&'t str>) -> impl Iterator<Item = &'t Category> {
        self.offered().map(|(_, category)| category).filter(move |category| category.parent.as_deref() == parent)
    }

    /// The slugs of a category and of everything below it; empty if there is none of this name.
    pub fn branch(&self, slug: &str) -> Vec<String> {
        let mut rest = self.0.iter().skip_while(|(_, category)| category.slug != slug);
        let Some((depth, root)) = rest.next() else { return Vec::new() };
        let inside = rest.take_while(|(inner, _)| inner > depth).map(|(_, category)| category.slug.clone());
        std::iter::once(root.slug.clone()).chain(inside).collect()
    }

    /// The way from the top down to a category, with itself at the end; empty if there is none of this name.
    pub fn path(&self, slug: &str) -> Vec<&Category> {
        let mut way: Vec<&Category> = self.get(slug).into_iter().collect();
        while let Some(parent) = way.last().and_then(|last| self.get(last.parent.as_deref()?)) {
            way.push(parent);
        }
        way.reverse();
        way
    }
}

impl Store {
    /// All categories.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn categories(&self) -> Result<Tree, Error> {
        let rows = sqlx::query_as!(
            Category,
            r#"select slug, parent, position, en as english, es as spanish, retired_at is not null as "retired!" from category"#
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(Tree::of(rows))
    }

    /// Adds a category as the last of its siblings. `false` if the slug is taken, or there is no such parent.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn add_category(
        &self,
        slug: &str,
        parent: Option<&str>,
        english: &str,
        spanish: &str,
    ) -> Result<bool, Error> {
        let done = sqlx::query!(
            "insert into category (slug, parent, position, en, es)
             select $1, $2, coalesce((select max(position) from category where parent is not distinct from $2), 0) + 1, $3, $4
             where $2::text is null or exists (select from category where slug = $2)
             on conflict do nothing",
            slug,
            parent,
            english,
            spanish
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Gives a category other names. `false` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn rename_category(&self, slug: &str, english: &str, spanish: &str) -> Result<bool, Error> {
        let done = sqlx::query!("update category set en = $2, es = $3 where slug = $1", slug, english, spanish)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Puts a category under another, or at the top, before the sibling that has this position now. `false` if there is no
    /// such category or parent, or the parent lies below it.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn move_category(&self, slug: &str, parent: Option<&str>, position: i32) -> Result<bool, Error> {
        let moved = sqlx::query_scalar!(
            r#"with recursive inside as (
                   select slug from category where slug = $1
                   union
                   select category.slug from category join inside on category.parent = inside.slug
               ), moved as (
                   update category set parent = $2, position = $3
                   where slug = $1 and ($2::text is null
                                        or exists (select from category where slug = $2)
                                           and not exists (select from inside where slug = $2))
                   returning slug
               ), pushed as (
                   update category set position = position + 1
                   where exists (select from moved) and slug <> $1 and parent is not distinct from $2 and position >= $3
               )
               select exists (select from moved) as "moved!""#,
            slug,
            parent,
            position
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(moved)
    }

    /// Offers a category no more, or again. Its lots stay. `false` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn retire_category(&self, slug: &str, retired: bool) -> Result<bool, Error> {
        let done = sqlx::query!(
            "update category set retired_at = case when $2 then coalesce(retired_at, now()) end where slug = $1",
            slug,
            retired
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(rows: &[(&str, Option<&str>, i32)]) -> Tree {
        let category = |&(slug, parent, position): &(&str, Option<&str>, i32)| Category {
            slug: slug.into(),
            parent: parent.map(Into::into),
            position,
            english: slug.to_uppercase(),
            spanish: slug.into(),
            retired: slug == "old",
        };
        Tree::of(rows.iter().map(category).collect())
    }

    fn house() -> Tree {
        tree(&[
            ("books", Some("art"), 2),
            ("art", None, 2),
            ("chairs", Some("furniture"), 1),
            ("prints", Some("art"), 1),
            ("furniture", Some("home"), 1),
            ("home", None, 1),
            ("old", Some("art"), 3),
        ])
    }

    #[test]
    fn a_tree_is_read_from_the_top_with_siblings_in_their_order() {
        let tree = house();
        let order: Vec<(usize, &str)> = tree.all().map(|(depth, c)| (depth, c.slug.as_str())).collect();
        let expected =
            [(0, "home"), (1, "furniture"), (2, "chairs"), (0, "art"), (1, "prints"), (1, "books"), (1, "old")];
        assert_eq!(order, expected);
    }

    #[test]
    fn a_branch_is_a_category_with_everything_below_it() {
        assert_eq!(house().branch("home"), ["home", "furniture", "chairs"]);
        assert_eq!(house().branch("art"), ["art", "prints", "books", "old"]);
        assert_eq!(house().branch("books"), ["books"]);
        assert!(house().branch("none").is_empty());
    }

    #[test]
    fn the_way_to_a_category_begins_at_the_top() {
        let way: Vec<String> = house().path("chairs").into_iter().map(|c| c.slug.clone()).collect();
        assert_eq!(way, ["home", "furniture", "chairs"]);
        assert!(house().path("none").is_empty());
    }

    #[test]
    fn a_retired_category_is_known_and_not_offered() {
        assert!(house().get("old").is_some() && house().offered().all(|(_, c)| c.slug != "old"));
        assert_eq!(house().below(Some("art")).map(|c| c.slug.as_str()).collect::<Vec<_>>(), ["prints", "books"]);
        assert_eq!(house().below(None).count(), 2);
    }

    #[test]
    fn a_category_whose_parent_is_gone_stands_at_the_top() {
        assert_eq!(tree(&[("lost", Some("gone"), 1)]).all().map(|(depth, _)| depth).collect::<Vec<_>>(), [0]);
    }
}
