//! Searches that somebody keeps: saved from the catalogue, listed with what they have found, dropped. Whoever keeps one is told
//! of new lots.

use super::asked::Asked;
use super::chips;
use crate::config::finding::{HITS_SHOWN, LONGEST_SEARCH_NAME, SAVED_SEARCHES};
use crate::domain::{AccountId, Timestamp};
use crate::store::searches::{Kept, SavedSearch, SearchId};
use crate::web::auth::SignedIn;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::{After, Layout};
use crate::web::lot::Card;
use crate::web::{House, categories, fill, outlive, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// `GET /searches`.
#[derive(Template)]
#[template(path = "searches.html")]
pub struct SearchesPage {
    pub layout: Layout,
    /// The latest first.
    pub searches: Vec<Line>,
    pub now: Timestamp,
}

/// A kept search.
pub struct Line {
    pub search: SavedSearch,
    /// The latest lots it has found.
    pub cards: Vec<Card>,
}

impl Line {
    /// Where it is asked again.
    pub fn address(&self) -> String {
        question(&self.search.question).address()
    }

    /// `3 new lots`; empty where there is nothing new.
    pub fn fresh_text(&self) -> String {
        if self.search.fresh == 0 { String::new() } else { t!("catalogue-fresh", count = self.search.fresh) }
    }
}

/// The question of an address.
pub fn question(address: &str) -> Asked {
    Asked::of(form_urlencoded::parse(address.as_bytes()).into_owned().collect())
}

/// What is said about what was done just before.
fn words(done: &str) -> Option<String> {
    Some(match done {
        "kept" => t!("catalogue-search-kept"),
        "already" => t!("catalogue-search-already"),
        "removed" => t!("catalogue-search-removed"),
        _ => return None,
    })
}

/// `GET /searches`: what somebody keeps, with what it has found. What is new is new until they have looked.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn list(house: Data<House>, who: SignedIn, after: Query<After>) -> Result<HttpResponse, Error> {
    let account = who.account.id;
    let searches = house.store.searches_of(account, HITS_SHOWN).await?;
    let lines = lines(&house, searches).await?;
    let layout = who.layout(t!("catalogue-searches")).after(words(&after.done).as_deref());
    let shown = SearchesPage { layout, searches: lines, now: house.live.now() };
    let response = page(StatusCode::OK, &shown)?;
    outlive(async move { house.store.searches_seen(account).await }).await?;
    Ok(response)
}

async fn lines(house: &House, searches: Vec<SavedSearch>) -> Result<Vec<Line>, Error> {
    let ids: Vec<_> = searches.iter().flat_map(|search| search.hits.iter().copied()).collect();
    let lots = fill::cards(&house.store, &ids).await?;
    let line = |search: SavedSearch| {
        let found = |id| lots.iter().find(|card| card.id == id).cloned();
        Line { cards: search.hits.iter().copied().filter_map(found).collect(), search }
    };
    Ok(searches.into_iter().map(line).collect())
}

/// A search to be kept, as the catalogue's button sends it.
#[derive(Deserialize)]
pub struct Keep {
    /// What stands after the question mark of its address.
    pub question: String,
    /// What it is called; empty for what it asks for.
    #[serde(default)]
    pub name: String,
}

/// `POST /searches`: keeps what the page shows.
///
/// # Errors
/// 401 for who is not signed in, 422 for a question that asks for nothing or makes no sense, 409 for who keeps as many as one
/// may, 503 while the database is away.
pub async fn save(house: Data<House>, who: SignedIn, form: Form<Keep>) -> Result<HttpResponse, Error> {
    let kept = keep(&house, who.account.id, form.into_inner()).await?;
    Ok(see(match kept {
        Kept::New(_) => "/searches?done=kept",
        _ => "/searches?done=already",
    }))
}

/// Keeps a search.
///
/// # Errors
/// As [`save`], but for the sign-in.
pub async fn keep(
    house: &Data<House>,
    account: AccountId,
    Keep { question: address, name }: Keep,
) -> Result<Kept, Error> {
    let asked = Asked { sort: String::new(), after: String::new(), ..question(&address) };
    let reading = asked.read(&categories::known(), house.live.now());
    if let Some(note) = reading.notes.first() {
        return Err(unprocessable(note.text.clone()));
    }
    let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| chips::name(&chips::of(&asked, &reading)));
    if name.is_empty() {
        return Err(unprocessable(t!("catalogue-search-for-nothing")));
    }
    let name: String = name.chars().filter(|sign| !sign.is_control()).take(LONGEST_SEARCH_NAME).collect();
    let (there, address) = (house.clone(), asked.address_of(&[]));
    let kept =
        outlive(
            async move { there.store.keep_search(account, &name, &address, &reading.question, SAVED_SEARCHES).await },
        );
    match kept.await? {
        Kept::TooMany => {
            let detail = t!("catalogue-too-many-searches", most = SAVED_SEARCHES);
            Err(Error::new(StatusCode::CONFLICT, "too_many_searches", detail))
        }
        kept => Ok(kept),
    }
}

fn unprocessable(detail: String) -> Error {
    Error::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail)
}

/// `POST /searches/{id}/remove`.
///
/// # Errors
/// 401 for who is not signed in, 404 for a search that is not theirs, 503 while the database is away.
pub async fn remove(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let (account, id) = (who.account.id, SearchId(*id));
    let removed = outlive(async move { house.store.drop_search(account, id).await }).await?;
    if removed { Ok(see("/searches?done=removed")) } else { Err(Error::not_found()) }
}
