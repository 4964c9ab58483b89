//! Finding somebody: by name or address, by what they may do, or because the house has banned them.

use super::nav::Nav;
use super::{cursor, cut, given, onward};
use crate::config::office::PAGE;
use crate::store::accounts::Role;
use crate::store::people::{PeopleFilter, Person};
use crate::web::auth::Admin;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::Layout;
use crate::web::{House, page, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;

/// `GET /admin/people`.
#[derive(Template)]
#[template(path = "house_people.html")]
pub struct PeoplePage {
    pub layout: Layout,
    pub nav: Nav,
    pub asked: Asked,
    /// The newest first.
    pub people: Vec<Person>,
    /// The address of the next page, if there is one.
    pub next: Option<String>,
}

/// Who is looked for, as the page's address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Somebody's whole address: leads straight to them.
    pub email: String,
    pub text: String,
    /// A role, or `banned`.
    pub only: String,
    after: String,
}

impl Asked {
    fn filter(&self) -> PeopleFilter {
        PeopleFilter {
            text: given(&self.text).or_else(|| given(&self.email)),
            role: Role::from_word(&self.only),
            banned: self.only == "banned",
            after: cursor::read(&self.after),
            limit: PAGE + 1,
        }
    }
}

/// What somebody may do, in words.
pub fn role_text(role: &Role) -> String {
    t_code!("house-role-", role.word()).unwrap_or_default()
}

impl PeoplePage {
    /// What the list can be narrowed to: the word in the address, what it is called, and whether it is.
    pub fn choices(&self) -> Vec<(&'static str, String, bool)> {
        let words = ["", "bidder", "seller", "admin", "banned"];
        let name = |word: &str| match word {
            "" => t!("house-people-all"),
            "banned" => t!("house-people-banned"),
            role => t_code!("house-role-", role).unwrap_or_default(),
        };
        words.into_iter().map(|word| (word, name(word), word == self.asked.only)).collect()
    }

    /// What somebody may do, in words.
    pub fn role_text(&self, role: &Role) -> String {
        role_text(role)
    }
}

/// `GET /admin/people?text=&only=`: who fits; `?email=` leads straight to whom it belongs to.
///
/// # Errors
/// 401 and 403 for who is not an admin, 404 if an address is nobody's, 503 while the database is away.
pub async fn list(house: Data<House>, admin: Admin, asked: Query<Asked>) -> Result<HttpResponse, Error> {
    let asked = asked.into_inner();
    if let Some(found) = super::person::by_email(&house, &asked.email).await? {
        return Ok(see(&format!("/admin/people/{}", found.id)));
    }
    let (people, more) = cut(house.store.people(&asked.filter()).await?);
    let nobody = !asked.email.is_empty() && people.is_empty();
    let last = people.last().filter(|_| more);
    let after = last.map(|last| cursor::write(last.since, last.id));
    let next = onward("/admin/people", &[("text", &asked.text), ("only", &asked.only)], after);
    let layout = admin.0.layout(t!("house-people"));
    let layout = if nobody { layout.warning(t!("house-nobody")) } else { layout };
    let status = if nobody { StatusCode::NOT_FOUND } else { StatusCode::OK };
    page(status, &PeoplePage { layout, nav: Nav::at(&house, "/admin/people").await?, asked, people, next })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_narrowed_to_a_role_or_to_the_banned() {
        let filter = |only: &str| Asked { only: only.into(), ..Asked::default() }.filter();
        assert_eq!((filter("seller").role, filter("seller").banned), (Some(Role::Seller), false));
        assert_eq!((filter("banned").role, filter("banned").banned), (None, true));
        assert!(Role::ALL.iter().all(|role| !role_text(role).is_empty()));
    }
}
