//! One person, as the house sees them: what they may do, what they have standing, whose other accounts they are; and
//! everything the house can do about it. What of their limit is at stake is not shown: it is made of maxima, which are
//! nobody's business but theirs (I10).

use super::nav::Nav;
use super::{bans, is_a_mistake, mistake, own_affair, people, reason};
use crate::config;
use crate::config::office::{LISTED_BIDS_ON, PAGE};
use crate::domain::{AccountId, AuctionId, Currency, Money};
use crate::language;
use crate::store::accounts::{Account, Email, Role};
use crate::store::audit::{Deed, DeedFilter};
use crate::store::bans::Banned;
use crate::store::credit::Link;
use crate::store::people::NamedLot;
use crate::store::registrations::Registration;
use crate::web::auth::Admin;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::{After, Layout};
use crate::web::{House, outlive, page, registrar, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// `GET /admin/people/{id}`.
#[derive(Template)]
#[template(path = "person.html")]
pub struct PersonPage {
    pub layout: Layout,
    pub nav: Nav,
    pub person: Account,
    /// Whether it is the officer's own.
    pub is_own: bool,
    pub ban: Option<Banned>,
    /// By currency.
    pub limits: Vec<(Currency, Money)>,
    pub links: Vec<Link>,
    /// Running lots on which they have bid, soonest to end first.
    pub bids_on: Vec<NamedLot>,
    pub registrations: Vec<Registration>,
    /// What the house did about them, the latest first.
    pub deeds: Vec<Deed>,
}

impl PersonPage {
    /// An amount in its currency.
    pub fn money(&self, currency: &Currency, amount: &Money) -> String {
        crate::language::money(*currency, *amount)
    }

    /// What they may do, in words.
    pub fn role_text(&self) -> String {
        people::role_text(&self.person.role)
    }

    /// The other roles they could have: the word that is sent, and what it is called.
    pub fn other_roles(&self) -> Vec<(&'static str, String)> {
        let others = Role::ALL.into_iter().filter(|role| *role != self.person.role);
        others.map(|role| (role.word(), people::role_text(&role))).collect()
    }

    /// Until when a ban lasts, in words.
    pub fn ban_text(&self, ban: &Banned) -> String {
        match ban.until {
            Some(until) => t!("house-banned-until", until = when::short(until)),
            None => t!("house-banned-for-good"),
        }
    }
}

/// `GET /admin/people/{id}`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 404 for nobody, 503 while the database is away.
pub async fn show(
    house: Data<House>,
    admin: Admin,
    id: Path<Uuid>,
    after: Query<After>,
) -> Result<HttpResponse, Error> {
    let mut shown = about(&house, &admin, AccountId(*id)).await?;
    shown.layout = shown.layout.after(t_code!("house-done-", after.done).as_deref());
    page(StatusCode::OK, &shown)
}

async fn about(house: &House, admin: &Admin, id: AccountId) -> Result<PersonPage, Error> {
    let person = house.store.account(id).await?.ok_or_else(Error::not_found)?;
    let mut limits: Vec<_> = house.store.facts(id).await?.limits.into_iter().collect();
    limits.sort_by(|(one, _), (other, _)| one.code().cmp(other.code()));
    let deeds = DeedFilter { on: Some(id.0), limit: PAGE, ..DeedFilter::default() };
    let lots = house.store.bids_running(id, LISTED_BIDS_ON).await?;
    Ok(PersonPage {
        layout: admin.0.layout(person.name.clone()),
        nav: Nav::at(house, "/admin/people").await?,
        is_own: admin.0.account.id == id,
        ban: house.store.ban_of(id).await?,
        limits,
        links: house.store.links(id).await?,
        bids_on: house.store.lots_named(&lots, LISTED_BIDS_ON).await?,
        registrations: house.store.registrations_of(id, config::LISTED_REGISTRATIONS).await?,
        deeds: house.store.deeds(&deeds).await?,
        person,
    })
}

/// Whose address this is.
///
/// # Errors
/// 503 while the database is away.
pub(super) async fn by_email(house: &House, typed: &str) -> Result<Option<Account>, Error> {
    let Some(email) = Email::parse(typed) else { return Ok(None) };
    Ok(house.store.account_by_email(&email).await?.map(|(account, _)| account))
}

/// What is typed about somebody, whatever the act.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    reason: String,
    limit: String,
    currency: String,
    email: String,
    days: String,
    role: String,
    other: Option<Uuid>,
    lot: Option<Uuid>,
}

/// `POST /admin/people/{id}/{limit,link,unlink,role,ban,unban,strike-out}`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 404 for what is not there, 503 while the database is away. A refusal brings the page
/// back.
pub async fn change(
    house: Data<House>,
    admin: Admin,
    what: Path<(Uuid, String)>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    let (id, act) = (AccountId(what.0), what.1.as_str());
    match carry_out(&house, &admin, id, act, &typed).await {
        Ok(()) => Ok(see(&format!("/admin/people/{id}?done={act}"))),
        Err(error) if is_a_mistake(&error) => {
            let mut shown = about(&house, &admin, id).await?;
            shown.layout = shown.layout.warning(error.problem().detail.clone());
            page(error.problem().status, &shown)
        }
        Err(error) => Err(error),
    }
}

async fn carry_out(house: &Data<House>, admin: &Admin, id: AccountId, act: &str, typed: &Typed) -> Result<(), Error> {
    let (by, why) = (admin.officer(), reason(&typed.reason)?);
    match act {
        "limit" => {
            let currency: Currency = typed.currency.trim().to_uppercase().parse().map_err(mistake)?;
            registrar::set_limit(house, id, currency, amount(currency, &typed.limit)?, &by, why).await
        }
        "link" => {
            let other = by_email(house, &typed.email).await?.ok_or_else(|| mistake(t!("house-nobody")))?;
            registrar::link(house, id, other.id, why, &by).await
        }
        "unlink" => {
            let other = AccountId(typed.other.ok_or_else(Error::not_found)?);
            registrar::unlink(house, id, other, &by, why).await
        }
        "role" => set_role(house, admin, id, &typed.role, why).await,
        "ban" => bans::ban(house, id, &by, bans::end_of(&typed.days, house.live.now())?, why).await,
        "unban" => bans::lift(house, id, &by, why).await,
        "strike-out" => {
            let lot = AuctionId(typed.lot.ok_or_else(Error::not_found)?);
            bans::strike_out(house, id, &by, lot, &why).await
        }
        _ => Err(Error::not_found()),
    }
}

/// Gives somebody another role. Whatever they have open ends, so that nothing goes on with the rights they had.
async fn set_role(house: &Data<House>, admin: &Admin, id: AccountId, role: &str, why: String) -> Result<(), Error> {
    let (by, role) = (admin.officer(), Role::from_word(role).ok_or_else(Error::not_found)?);
    if by.account == id {
        return Err(own_affair());
    }
    let house = house.clone();
    outlive(async move {
        if house.store.set_role(id, &by, role, &why).await? {
            bans::put_out(&house, id).await?;
        }
        Ok::<_, Error>(())
    })
    .await
}

/// An amount that may be left empty.
///
/// # Errors
/// 422 for what is none.
pub(super) fn amount(currency: Currency, typed: &str) -> Result<Option<Money>, Error> {
    let given = Some(typed.trim()).filter(|typed| !typed.is_empty());
    given.map(|typed| language::amount(currency, typed)).transpose().map_err(|wrong| mistake(wrong.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::office::samples;
    use crate::web::samples::{ago, render};

    #[test]
    fn a_person_is_shown_with_limits_who_else_they_are_and_what_can_be_done() {
        let html = render("person", &samples::person());
        for text in
            ["€\u{a0}1,000.00", "Anna E.", "/unlink\"", "the same telephone", "/ban\"", "/role\"", "/strike-out\""]
        {
            assert!(html.contains(text), "{text} is missing");
        }
        assert_eq!(html.matches("method=\"post\" action=\"/admin").count(), html.matches("name=\"reason\"").count());
    }

    #[test]
    fn whoever_is_banned_can_be_let_in_again_and_nobody_bans_themselves() {
        let banned = Banned { since: ago(60), until: None, reason: "Did not pay, twice.".into() };
        let html = render("person-banned", &PersonPage { ban: Some(banned), ..samples::person() });
        assert!(html.contains("Did not pay, twice.") && html.contains("/unban\"") && !html.contains("/ban\""));
        let own = render("person-own", &PersonPage { is_own: true, ..samples::person() });
        assert!(!own.contains("/ban\"") && !own.contains("/role\""));
    }

    #[test]
    fn an_amount_left_empty_is_none_and_one_that_is_no_amount_is_a_mistake() {
        assert_eq!(amount(Currency::EUR, " ").ok(), Some(None));
        assert_eq!(amount(Currency::EUR, "1 000,50").ok(), Some(Some(Money(100_050))));
        assert!(amount(Currency::EUR, "much").is_err_and(|error| is_a_mistake(&error)));
    }

    #[test]
    fn every_act_has_words_for_when_it_is_done() {
        for act in ["limit", "link", "unlink", "role", "ban", "unban", "strike-out"] {
            assert!(t_code!("house-done-", act).is_some(), "{act}");
        }
    }
}
