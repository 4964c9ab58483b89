//! The categories that lots are filed under: the tree of them, and a page for each, on which it is named, put elsewhere and
//! retired. A slug is given once and means the same for ever, so nothing here moves a lot.

mod typed;

pub use typed::Typed;

use super::nav::Nav;
use crate::store::audit::Officer;
use crate::store::categories::{Category, Tree};
use crate::web::auth::Admin;
use crate::web::browse::see;
use crate::web::categories::label;
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::layout::{After, Layout};
use crate::web::{House, kept, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use askama::Template;
use typed::Change;

/// `GET /admin/categories`.
#[derive(Template)]
#[template(path = "house_categories.html")]
pub struct CategoriesPage {
    pub layout: Layout,
    pub nav: Nav,
    pub tree: Tree,
    pub asked: Asked,
}

/// `GET /admin/categories/{slug}`.
#[derive(Template)]
#[template(path = "house_category.html")]
pub struct CategoryPage {
    pub layout: Layout,
    pub nav: Nav,
    pub tree: Tree,
    pub category: Category,
    pub asked: Asked,
}

/// What was asked for, and what is wrong with it. Nothing, on a page that is looked at.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// `add`, `rename`, `move`, `retire` or `offer`.
    act: String,
    pub typed: Typed,
    faults: Vec<Fault>,
}

impl Asked {
    /// What is wrong with a field of this act's form.
    pub fn fault(&self, act: &str, field: &str) -> Option<&str> {
        let fault = self.faults.iter().find(|fault| self.act == act && fault.field == field)?;
        Some(&fault.message)
    }
}

/// A category another one can be put under.
pub struct Parent {
    pub slug: String,
    /// Set in below the one it belongs to.
    pub label: String,
    pub is_chosen: bool,
}

impl CategoriesPage {
    /// What is wrong with a field.
    pub fn fault(&self, act: &str, field: &str) -> Option<&str> {
        self.asked.fault(act, field)
    }

    /// Where a new one can be put.
    pub fn parents(&self) -> Vec<Parent> {
        parents(&self.tree, &[], &self.asked.typed.parent)
    }
}

impl CategoryPage {
    /// What is wrong with a field.
    pub fn fault(&self, act: &str, field: &str) -> Option<&str> {
        self.asked.fault(act, field)
    }

    /// What stands in a field of this act's form: what was typed, or what is so.
    pub fn value(&self, act: &str, field: &str) -> String {
        let Category { slug, parent, english, spanish, .. } = &self.category;
        let typed = (self.asked.act == act).then_some(&self.asked.typed);
        match (field, typed) {
            ("english", Some(typed)) => typed.english.clone(),
            ("english", None) => english.clone(),
            ("spanish", Some(typed)) => typed.spanish.clone(),
            ("spanish", None) => spanish.clone(),
            ("place", Some(typed)) => typed.place.clone(),
            ("place", None) => place(&self.tree, parent.as_deref(), slug).to_string(),
            ("parent", Some(typed)) => typed.parent.clone(),
            ("parent", None) => parent.clone().unwrap_or_default(),
            (_, Some(typed)) => typed.reason.clone(),
            (_, None) => String::new(),
        }
    }

    /// Where it can be put: under nothing that is itself or lies below it.
    pub fn parents(&self) -> Vec<Parent> {
        parents(&self.tree, &self.tree.branch(&self.category.slug), &self.value("move", "parent"))
    }

    /// The way to it from the top, without itself.
    pub fn way(&self) -> String {
        let mut way: Vec<String> = self.tree.path(&self.category.slug).into_iter().map(named).collect();
        way.pop();
        way.join(" › ")
    }
}

fn named(category: &Category) -> String {
    category.name(crate::language::current()).to_owned()
}

fn parents(tree: &Tree, but: &[String], chosen: &str) -> Vec<Parent> {
    let fits = tree.offered().filter(|(_, category)| !but.contains(&category.slug));
    let parent = |(depth, category): (usize, &Category)| Parent {
        slug: category.slug.clone(),
        label: label(depth, category),
        is_chosen: category.slug == chosen,
    };
    fits.map(parent).collect()
}

/// The place of a category among its siblings, from 1.
fn place(tree: &Tree, parent: Option<&str>, slug: &str) -> usize {
    let siblings = tree.all().map(|(_, category)| category).filter(|category| category.parent.as_deref() == parent);
    siblings.take_while(|category| category.slug != slug).count() + 1
}

/// `GET /admin/categories`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn table(house: Data<House>, admin: Admin, after: Query<After>) -> Result<HttpResponse, Error> {
    let mut shown = categories(&house, &admin, Asked::default()).await?;
    shown.layout = shown.layout.after(t_code!("house-done-", after.done).as_deref());
    page(StatusCode::OK, &shown)
}

async fn categories(house: &House, admin: &Admin, asked: Asked) -> Result<CategoriesPage, Error> {
    let nav = Nav::at(house, "/admin/categories").await?;
    Ok(CategoriesPage {
        layout: layout(admin, t!("house-categories"), &asked),
        nav,
        tree: house.store.categories().await?,
        asked,
    })
}

/// A page of theirs, with what is wrong above it as well.
fn layout(admin: &Admin, title: String, asked: &Asked) -> Layout {
    let layout = admin.0.layout(title);
    match asked.faults.first() {
        Some(fault) => layout.warning(fault.message.clone()),
        None => layout,
    }
}

/// `GET /admin/categories/{slug}`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 404 for none, 503 while the database is away.
pub async fn show(
    house: Data<House>,
    admin: Admin,
    slug: Path<String>,
    after: Query<After>,
) -> Result<HttpResponse, Error> {
    let mut shown = category(&house, &admin, &slug, Asked::default()).await?;
    shown.layout = shown.layout.after(t_code!("house-done-", after.done).as_deref());
    page(StatusCode::OK, &shown)
}

async fn category(house: &House, admin: &Admin, slug: &str, asked: Asked) -> Result<CategoryPage, Error> {
    let (tree, nav) = (house.store.categories().await?, Nav::at(house, "/admin/categories").await?);
    let category = tree.get(slug).cloned().ok_or_else(Error::not_found)?;
    Ok(CategoryPage { layout: layout(admin, named(&category), &asked), nav, tree, category, asked })
}

/// `POST /admin/categories`: a new one.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away. A mistake brings the page back as typed.
pub async fn add(house: Data<House>, admin: Admin, typed: Form<Typed>) -> Result<HttpResponse, Error> {
    let (typed, store, by) = (typed.into_inner(), house.store.clone(), admin.officer());
    let faults = match typed.addition(&house.store.categories().await?) {
        Err(faults) => faults,
        Ok((new, why)) => {
            let done = kept::change::<Tree>(&house, async move { store.add_category(&new, &by, &why).await }).await?;
            if done {
                return Ok(see("/admin/categories?done=category-add"));
            }
            vec![Fault::new("slug", t!("house-category-changed"))]
        }
    };
    let asked = Asked { act: "add".into(), typed, faults };
    page(StatusCode::UNPROCESSABLE_ENTITY, &categories(&house, &admin, asked).await?)
}

/// `POST /admin/categories/{slug}/{rename,move,retire,offer}`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 404 for what is not there, 503 while the database is away. A mistake brings the page
/// back as typed.
pub async fn change(
    house: Data<House>,
    admin: Admin,
    what: Path<(String, String)>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    let ((slug, act), typed) = (what.into_inner(), typed.into_inner());
    let tree = house.store.categories().await?;
    let there = tree.get(&slug).ok_or_else(Error::not_found)?;
    let faults = match typed.change(&act, &tree, there).ok_or_else(Error::not_found)? {
        Err(faults) => faults,
        Ok((change, why)) => {
            if carry_out(&house, admin.officer(), there, change, why).await? {
                return Ok(see(&format!("/admin/categories/{slug}?done=category-{act}")));
            }
            vec![Fault::new("reason", t!("house-category-changed"))]
        }
    };
    let shown = category(&house, &admin, &slug, Asked { act, typed, faults }).await?;
    page(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// Does it. `false` if the categories have changed meanwhile, so that it cannot be done.
async fn carry_out(
    house: &Data<House>,
    by: Officer,
    there: &Category,
    change: Change,
    why: String,
) -> Result<bool, Error> {
    let retires = change == Change::Retire;
    if matches!(change, Change::Retire | Change::Offer) && there.retired == retires {
        // Done twice, it is done.
        return Ok(true);
    }
    let (store, slug) = (house.store.clone(), there.slug.clone());
    let write = async move {
        match change {
            Change::Rename(english, spanish) => store.rename_category(&slug, (&english, &spanish), &by, &why).await,
            Change::Move(parent, place) => store.move_category(&slug, parent.as_deref(), place, &by, &why).await,
            Change::Retire | Change::Offer => store.retire_category(&slug, retires, &by, &why).await,
        }
    };
    kept::change::<Tree>(house, write).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::office::samples;
    use crate::web::samples::render;

    #[test]
    fn the_tree_is_shown_with_what_is_retired_and_a_form_for_another() {
        let html = render("house-categories", &samples::categories());
        for text in
            ["/admin/categories/lamps\"", "■ Retired", "name=\"english\"", "name=\"spanish\"", "name=\"reason\""]
        {
            assert!(html.contains(text), "{text} is missing in {html}");
        }
    }

    #[test]
    fn a_category_is_named_put_elsewhere_and_retired_each_with_a_reason() {
        let html = render("house-category", &samples::category());
        for text in ["/lamps/rename\"", "/lamps/move\"", "/lamps/retire\"", "value=\"Lámparas\""] {
            assert!(html.contains(text), "{text} is missing in {html}");
        }
        assert_eq!(html.matches("name=\"reason\"").count(), 3);
        assert!(!html.contains("<option value=\"lamps\""), "nothing is put under itself");
    }

    #[test]
    fn what_is_wrong_stands_beside_its_field_in_the_form_it_was_typed_in() {
        let mut shown = samples::category();
        let faults = vec![Fault::new("place", "No number.")];
        shown.asked = Asked { act: "move".into(), typed: Typed { place: "x".into(), ..Typed::default() }, faults };
        let html = render("house-category-fault", &shown);
        assert!(html.contains("id=\"move-place-error\">No number."), "{html}");
        assert!(html.contains("value=\"x\"") && html.contains("value=\"Lámparas\""), "{html}");
        assert_eq!(html.matches("aria-invalid").count(), 1);
    }

    #[test]
    fn every_act_has_words_for_when_it_is_done() {
        for act in ["add", "rename", "move", "retire", "offer"] {
            assert!(t_code!("house-done-category-", act).is_some(), "{act}");
        }
    }
}
