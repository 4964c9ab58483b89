//! The API as documents: `/api/openapi.json`, `/api/asyncapi.json`, and a page that lists both for people. What they say
//! stands in `docs/api/`, a file a subject; it is put together once and never made up here. The tests hold every answer
//! against it.
//!
//! - [`assembled`] from the files to the two documents · [`page`] the page

mod assembled;
mod page;

pub use assembled::{ASYNCAPI, OPENAPI};
pub use page::{ApiPage, show};

use super::error::Error;
use actix_web::HttpResponse;
use actix_web::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};
use assembled::Document;

/// `GET /api/openapi.json`: every call, as OpenAPI 3.1 has it.
///
/// # Errors
/// 500 if a file of ours is broken, which a test rules out.
pub async fn openapi() -> Result<HttpResponse, Error> {
    answer(&assembled::OPENAPI)
}

/// `GET /api/asyncapi.json`: every message of the socket, as AsyncAPI 3.1 has it.
///
/// # Errors
/// As [`openapi`].
pub async fn asyncapi() -> Result<HttpResponse, Error> {
    answer(&assembled::ASYNCAPI)
}

fn answer(document: &Document) -> Result<HttpResponse, Error> {
    let document = document.as_ref().map_err(Error::internal)?;
    let mut answer = HttpResponse::Ok();
    // Tools that show such documents run on pages of their own, and there is nothing private in this.
    answer.insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*")).insert_header((CACHE_CONTROL, "no-cache"));
    Ok(answer.content_type("application/json").body(document.to_string()))
}
