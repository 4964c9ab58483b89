//! The categories of the house: a tree of shelves, each named in every language. A lot lies on one of them; who looks at a
//! shelf sees those below it too. Never moves a lot: a slug is given once, and means the same for ever.

use super::audit::Officer;
use super::{Error, Store};
use crate::language::Language;
use uuid::Uuid;

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

/// A category that is to be added.
#[derive(Clone, Debug)]
pub struct NewCategory {
    /// Small letters and figures, with single hyphens between.
    pub slug: String,
    /// The one it is to belong to; `None` at the top.
    pub parent: Option<String>,
    pub english: String,
    pub spanish: String,
}

/// All categories, each after the one it belongs to, siblings in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree(Vec<(usize, Category)>);

impl Tree {
    /// The tree of these. What belongs to nothing that is there stands at the top; so does one of those that belong to each
    /// other, with the others below it. None is left out.
    pub fn of(mut categories: Vec<Category>) -> Tree {
        categories.sort_by(|a, b| (a.position, &a.slug).cmp(&(b.position, &b.slug)));
        let known: Vec<String> = categories.iter().map(|category| category.slug.clone()).collect();
        let mut tree = Tree::default();
        let (top, below): (Vec<_>, Vec<_>) =
            categories.into_iter().partition(|c| c.parent.as_ref().is_none_or(|parent| !known.contains(parent)));
        top.into_iter().for_each(|category| tree.grow(0, category, &below));
        for category in &below {
            if tree.get(&category.slug).is_none() {
                tree.grow(0, category.clone(), &below);
            }
        }
        tree
    }

    fn grow(&mut self, depth: usize, category: Category, others: &[Category]) {
        let slug = category.slug.clone();
        self.0.push((depth, category));
        for child in others.iter().filter(|other| other.parent.as_ref() == Some(&slug)) {
            if self.get(&child.slug).is_none() {
                self.grow(depth + 1, child.clone(), others);
            }
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
            if way.contains(&parent) {
                break;
            }
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

    /// Adds a category as the last of its siblings. `false` if the slug is taken, or there is no such parent that is offered.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn add_category(&self, new: &NewCategory, by: &Officer, why: &str) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with added as (
                 insert into category (slug, parent, position, en, es)
                 select $2, $3, coalesce((select max(position) from category where parent is not distinct from $3), 0) + 1,
                        $4, $5
                 where $3::text is null or exists (select from category where slug = $3 and retired_at is null)
                 on conflict do nothing returning slug
             )
             insert into audit (id, by_id, act, on_kind, what, why, address)
             select $1, $6, 'category_added', 'category', concat_ws(', ', slug, $4::text, $5::text), $7, $8 from added",
            Uuid::now_v7(),
            new.slug,
            new.parent,
            new.english,
            new.spanish,
            by.account.0,
            why,
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Gives a category other names. `false` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn rename_category(
        &self,
        slug: &str,
        (english, spanish): (&str, &str),
        by: &Officer,
        why: &str,
    ) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with renamed as (update category set en = $3, es = $4 where slug = $2 returning slug)
             insert into audit (id, by_id, act, on_kind, what, why, address)
             select $1, $5, 'category_renamed', 'category', concat_ws(', ', slug, $3::text, $4::text), $6, $7 from renamed",
            Uuid::now_v7(),
            slug,
            english,
            spanish,
            by.account.0,
            why,
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Puts a category under another, or at the top, at this place among those that are there, counted from 1; the last one
    /// if there are fewer. `false` if there is no such category, no such parent that is offered, or the parent lies below it:
    /// also if it is put there by somebody else at the same moment, which only the database's trigger sees.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn move_category(
        &self,
        slug: &str,
        parent: Option<&str>,
        place: i32,
        by: &Officer,
        why: &str,
    ) -> Result<bool, Error> {
        let done = sqlx::query!(
            r#"with recursive inside as (
                   select slug from category where slug = $2
                   union
                   select category.slug from category join inside on category.parent = inside.slug
               ), siblings as (
                   select slug, row_number() over (order by position, slug collate "C")::integer as place
                   from category where parent is not distinct from $3 and slug <> $2
               ), moved as (
                   update category set parent = $3, position = least($4::integer, (select count(*) from siblings)::integer + 1)
                   where slug = $2 and ($3::text is null
                                        or exists (select from category where slug = $3 and retired_at is null)
                                           and not exists (select from inside where slug = $3))
                   returning slug, position
               ), pushed as (
                   update category set position = place + (place >= $4)::integer from siblings
                   where siblings.slug = category.slug and exists (select from moved)
               )
               insert into audit (id, by_id, act, on_kind, what, why, address)
               select $1, $5, 'category_moved', 'category', concat_ws(' > ', $3::text, slug) || ' ' || position, $6, $7
               from moved"#,
            Uuid::now_v7(),
            slug,
            parent,
            place,
            by.account.0,
            why,
            by.address,
        )
        .execute(&self.pool)
        .await;
        match done {
            Err(sqlx::Error::Database(refusal)) if refusal.constraint() == Some("category_is_no_circle") => Ok(false),
            done => Ok(done?.rows_affected() == 1),
        }
    }

    /// Offers a category no more, or again. Its lots stay. `false` if it is so already, if something below it is still offered,
    /// or if what it belongs to is not offered itself: nobody would find it.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn retire_category(&self, slug: &str, retired: bool, by: &Officer, why: &str) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with done as (
                 update category set retired_at = case when $3 then now() end
                 where slug = $2 and (retired_at is null) = $3
                   and not exists (select from category other
                                   where case when $3 then other.parent = category.slug and other.retired_at is null
                                              else other.slug = category.parent and other.retired_at is not null end)
                 returning slug
             )
             insert into audit (id, by_id, act, on_kind, what, why, address)
             select $1, $4, case when $3 then 'category_retired' else 'category_offered' end, 'category', slug, $5, $6
             from done",
            Uuid::now_v7(),
            slug,
            retired,
            by.account.0,
            why,
            by.address,
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
    fn categories_that_lie_in_each_other_are_all_shown_once() {
        let tree = tree(&[("home", None, 1), ("a", Some("b"), 2), ("b", Some("a"), 1), ("c", Some("a"), 1)]);
        let order: Vec<(usize, &str)> = tree.all().map(|(depth, c)| (depth, c.slug.as_str())).collect();
        assert_eq!(order, [(0, "home"), (0, "b"), (1, "a"), (2, "c")]);
        let way: Vec<&str> = tree.path("c").into_iter().map(|category| category.slug.as_str()).collect();
        assert_eq!(way, ["b", "a", "c"]);
    }

    #[test]
    fn a_category_whose_parent_is_gone_stands_at_the_top() {
        assert_eq!(tree(&[("lost", Some("gone"), 1)]).all().map(|(depth, _)| depth).collect::<Vec<_>>(), [0]);
    }
}
