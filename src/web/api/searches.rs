//! Searches that somebody keeps, and the categories lots are filed under, for programs.

use crate::config::finding::HITS_SHOWN;
use crate::store::categories::Category;
use crate::store::ledger::instant;
use crate::store::searches::{Kept, SavedSearch, SearchId};
use crate::web::auth::SignedIn;
use crate::web::error::Error;
use crate::web::finding::searches::{Keep, keep};
use crate::web::{House, categories, outlive};
use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use serde::Serialize;
use uuid::Uuid;

/// A category, after the one it belongs to.
#[derive(Serialize)]
struct Shelf<'a> {
    slug: &'a str,
    parent: Option<&'a str>,
    names: Names<'a>,
}

#[derive(Serialize)]
struct Names<'a> {
    en: &'a str,
    es: &'a str,
}

impl<'a> From<&'a Category> for Shelf<'a> {
    fn from(Category { slug, parent, english, spanish, .. }: &'a Category) -> Shelf<'a> {
        Shelf { slug, parent: parent.as_deref(), names: Names { en: english, es: spanish } }
    }
}

/// `GET /api/v1/categories`: the tree, each category after the one it belongs to.
pub async fn tree() -> HttpResponse {
    #[derive(Serialize)]
    struct Shelves<'a> {
        categories: Vec<Shelf<'a>>,
    }
    let tree = categories::known();
    HttpResponse::Ok().json(Shelves { categories: tree.offered().map(|(_, category)| Shelf::from(category)).collect() })
}

#[derive(Serialize)]
struct Kepts {
    searches: Vec<Search>,
}

#[derive(Serialize)]
struct Search {
    id: Uuid,
    name: String,
    question: String,
    created_at: String,
    fresh: i64,
    hits: Vec<Uuid>,
}

impl From<SavedSearch> for Search {
    fn from(search: SavedSearch) -> Search {
        Search {
            id: search.id.0,
            name: search.name,
            question: search.question,
            created_at: instant(search.created_at),
            fresh: search.fresh,
            hits: search.hits.into_iter().map(|id| id.0).collect(),
        }
    }
}

/// `GET /api/v1/searches`: what the caller keeps, and the last lots that were found. Looking does not count as having looked.
///
/// # Errors
/// 401, 503.
pub async fn list(house: Data<House>, who: SignedIn) -> Result<HttpResponse, Error> {
    let searches = house.store.searches_of(who.account.id, HITS_SHOWN).await?;
    Ok(HttpResponse::Ok().json(Kepts { searches: searches.into_iter().map(Search::from).collect() }))
}

/// `POST /api/v1/searches` `{question, name?}`: the question as an address of the catalogue has it after its question mark.
///
/// # Errors
/// 401, 409 `too_many_searches`, 422, 503.
pub async fn create(house: Data<House>, who: SignedIn, body: Json<Keep>) -> Result<HttpResponse, Error> {
    #[derive(Serialize)]
    struct Made {
        id: Uuid,
    }
    Ok(match keep(&house, who.account.id, body.into_inner()).await? {
        Kept::New(SearchId(id)) => HttpResponse::Created().json(Made { id }),
        Kept::Already(SearchId(id)) => HttpResponse::Ok().json(Made { id }),
        Kept::TooMany => return Err(Error::internal("a search was neither kept nor refused")),
    })
}

/// `DELETE /api/v1/searches/{id}`.
///
/// # Errors
/// 401, 404, 503.
pub async fn remove(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let (account, id) = (who.account.id, SearchId(*id));
    let removed = outlive(async move { house.store.drop_search(account, id).await }).await?;
    if removed { Ok(HttpResponse::NoContent().finish()) } else { Err(Error::not_found()) }
}
