//! For whoever watches over the process: is it alive, and may it take traffic.

use super::House;
use super::error::Error;
use actix_web::HttpResponse;
use actix_web::web::Data;

/// `GET /healthz`: alive. Does not look at the database, for a restart of ours would not help that.
pub async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("alive\n")
}

/// `GET /readyz`: may take traffic.
///
/// # Errors
/// 503 while the database is away.
pub async fn ready(house: Data<House>) -> Result<HttpResponse, Error> {
    house.store.ping().await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"))
}
