//! The page of a draft, as everybody will see it: the real page, in a room that nobody else is in. Only its seller gets to
//! it, no search engine keeps it, and no script runs on it, since there is nothing to follow yet.

use crate::config::LONGEST_DESCRIPTION;
use crate::domain::{AuctionId, Timestamp, whole_millis};
use crate::live::talk;
use crate::store::auctions::Listing;
use crate::store::terms;
use crate::web::auth::{SignedIn, Viewer};
use crate::web::browse::{page_in, see};
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::pages::AuctionPage;
use crate::web::sales::typed;
use crate::web::seller::drafts;
use crate::web::{HTML, House, listing, markdown};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderName};
use actix_web::web::{Data, Form, Path};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// As for every page, but for scripts and forms: a look is all there is to a preview.
const LOOK_ONLY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; \
                         base-uri 'none'; frame-ancestors 'none'";

/// `GET /sell/{id}/preview`: a draft as everybody will see it. What is published is shown as it is.
///
/// # Errors
/// 404 for what is not there or not theirs, 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let id = AuctionId(*id);
    let listing = listing::own(&house, &who, id).await?;
    if listing.status().is_some() {
        return Ok(see(&format!("/auctions/{id}")));
    }
    let now = house.live.now();
    let faults = mistakes(&house, &listing, now).await?;
    let shown = rehearsed(&house, who, listing, now, faults).await?;
    Ok(HttpResponse::build(StatusCode::OK)
        .content_type(HTML)
        .insert_header((CONTENT_SECURITY_POLICY, LOOK_ONLY))
        .insert_header((HeaderName::from_static("x-robots-tag"), "noindex"))
        .body(shown.render()?))
}

/// How many things in the form of a draft need changing.
async fn mistakes(house: &House, listing: &Listing, now: Timestamp) -> Result<usize, Error> {
    let Some(typed) = house.store.typed(listing.id).await? else { return Ok(0) };
    let sale = match listing.place {
        Some(place) => house.store.sale(place.sale).await?,
        None => None,
    };
    let faults = match sale {
        Some(sale) => typed::faults_of_lot(&typed.form, listing, &sale, now),
        None => drafts::faults(&typed.form, listing, now),
    };
    Ok(faults.len())
}

/// A description as it is being typed.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    description: String,
}

/// `POST /sell/description`: a description as the page of its lot will show it, for the script of a form.
///
/// # Errors
/// 401 for who is not signed in, 422 for more than a description may have.
pub async fn description(_who: SignedIn, typed: Form<Typed>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Ok().content_type(HTML).body(written(&typed.description)?))
}

/// A description as its page will show it, unless no lot could have it.
fn written(typed: &str) -> Result<String, Error> {
    // As it will be kept: browsers send two signs for the end of a line.
    let text = typed.replace("\r\n", "\n");
    let text = text.trim();
    if text.chars().count() > LONGEST_DESCRIPTION {
        let message = t!("faults-description-length", most = LONGEST_DESCRIPTION);
        return Err(Error::invalid(vec![Fault::new("description", message)]));
    }
    Ok(markdown::to_html(text))
}

/// The page of a draft, and what is to be said above it.
async fn rehearsed(
    house: &House,
    who: SignedIn,
    listing: Listing,
    now: Timestamp,
    faults: usize,
) -> Result<AuctionPage, Error> {
    let room = house.live.rehearse(&as_of(listing.clone(), now)).map_err(Error::internal)?;
    let mut shown = page_in(house, &Viewer(Some(who)), listing, &room, talk::Page::silent(), false).await?;
    shown.layout = match faults {
        0 => shown.layout.saying(t!("sell-preview")),
        faults => shown.layout.warning(t!("sell-preview-flawed", count = faults)),
    };
    Ok(shown)
}

/// A draft that begins when it is published, were it published now.
fn as_of(mut listing: Listing, now: Timestamp) -> Listing {
    if let Ok(mut read) = listing.terms() {
        read.starts_at = read.starts_at.max(whole_millis(now));
        listing.terms_text = terms::write(&read);
    }
    listing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_description_may_have_is_refused_with_its_length_and_not_written() {
        let refused = written(&">".repeat(65_000)).expect_err("too long");
        assert_eq!(refused.problem().status, 422);
        assert!(refused.problem().detail.contains("10,000") || refused.problem().detail.contains("10000"));
        let lines = "a\r\n".repeat(LONGEST_DESCRIPTION / 2);
        assert!(written(&lines).is_ok_and(|html| html.starts_with("<p>a<br>")), "the end of a line is one sign");
    }
}
