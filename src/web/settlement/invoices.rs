//! The pages of invoices, and the forms on them. A refusal brings the page back.

use super::doing;
use super::pages::{InvoicePage, InvoicesPage, StrikesPage, Struck};
use super::shown::Shown;
use crate::config::settlement::MOST_STRIKES;
use crate::domain::InvoiceId;
use crate::domain::settlement::{InvoiceAct, Part};
use crate::store::settlement::invoices::Invoice;
use crate::web::auth::{Admin, SignedIn};
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::After;
use crate::web::office::nav::Nav;
use crate::web::{House, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use serde::Deserialize;
use uuid::Uuid;

/// What is said about what was done just before.
fn words(done: &str) -> Option<String> {
    let known = ["paid", "handed_over", "cancel", "report", "lift", "rate", "accept"];
    known.into_iter().find(|word| *word == done).and_then(|word| t_code!("settlement-done-", word))
}

/// `GET /invoices`.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn list(house: Data<House>, who: SignedIn, after: Query<After>) -> Result<HttpResponse, Error> {
    let (account, now) = (who.account.id, house.live.now());
    let all = house.store.invoices_of(account).await?;
    let (bought, sold): (Vec<Invoice>, Vec<Invoice>) = all.into_iter().partition(|invoice| invoice.buyer.id == account);
    let seen_as = |part, invoices: Vec<Invoice>| {
        invoices.into_iter().map(|invoice| Shown { invoice, part, now }).collect::<Vec<_>>()
    };
    let declined = (after.done == "decline").then(|| t!("settlement-declined"));
    let shown = InvoicesPage {
        layout: who.layout(t!("settlement-title")).after(declined.as_deref()),
        offers: house.store.offers_to(account, now).await?,
        bought: seen_as(Part::Buyer, bought),
        sold: seen_as(Part::Seller, sold),
    };
    page(StatusCode::OK, &shown)
}

/// `GET /invoices/{id}`.
///
/// # Errors
/// 401 for who is not signed in, 404 for whom it does not concern, 503 while the database is away.
pub async fn show(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    after: Query<After>,
) -> Result<HttpResponse, Error> {
    let mut shown = invoice_page(&house, &who, InvoiceId(*id)).await?;
    shown.layout = shown.layout.after(words(&after.done).as_deref());
    page(StatusCode::OK, &shown)
}

async fn invoice_page(house: &House, who: &SignedIn, id: InvoiceId) -> Result<InvoicePage, Error> {
    let (invoice, part) = doing::seen(house, who, id).await?;
    let rating = async |by: Part| house.store.rating(id, by).await;
    let (given, received) = match part {
        Part::Buyer => (rating(Part::Buyer).await?, rating(Part::Seller).await?),
        Part::Seller => (rating(Part::Seller).await?, rating(Part::Buyer).await?),
        Part::House => (None, None),
    };
    let buyers_ratings = match part {
        Part::Buyer => None,
        Part::Seller | Part::House => Some(house.store.ratings_of(invoice.buyer.id, Part::Seller).await?),
    };
    let shown = Shown { invoice, part, now: house.live.now() };
    Ok(InvoicePage {
        layout: who.layout(shown.paper()),
        steps: house.store.invoice_steps(id).await?,
        shown,
        given,
        received,
        buyers_ratings,
    })
}

/// The reason for an act, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Why {
    reason: String,
}

/// `POST /invoices/{id}/{act}`.
///
/// # Errors
/// 401 for who is not signed in, 404 for whom it does not concern, 503 while the database is away. A refusal brings the
/// page back.
pub async fn act(
    house: Data<House>,
    who: SignedIn,
    what: Path<(Uuid, String)>,
    why: Form<Why>,
) -> Result<HttpResponse, Error> {
    let (id, word) = what.into_inner();
    let (id, act) = (InvoiceId(id), InvoiceAct::from_word(&word).ok_or_else(Error::not_found)?);
    let done = match doing::reason(&why.reason) {
        Ok(reason) => doing::act(&house, &who, id, act, reason).await,
        Err(error) => Err(error),
    };
    came_to(&house, &who, id, &word, done).await
}

/// A rating as typed.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    stars: i64,
    #[serde(default)]
    words: String,
}

/// `POST /invoices/{id}/rate`.
///
/// # Errors
/// As [`act`].
pub async fn rate(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    let id = InvoiceId(*id);
    let done = doing::rate(&house, &who, id, typed.stars, &typed.words).await;
    came_to(&house, &who, id, "rate", done).await
}

/// The page again: from a clean address if it was done, else with what stands in the way.
async fn came_to(
    house: &House,
    who: &SignedIn,
    id: InvoiceId,
    word: &str,
    done: Result<(), Error>,
) -> Result<HttpResponse, Error> {
    let Err(error) = done else { return Ok(see(&format!("/invoices/{id}?done={word}"))) };
    let (status, message) = refusal(error)?;
    let mut shown = invoice_page(house, who, id).await?;
    shown.layout = shown.layout.warning(message);
    page(status, &shown)
}

/// A refusal that a page comes back with.
///
/// # Errors
/// What is no refusal, but a reason for another page.
pub fn refusal(error: Error) -> Result<(StatusCode, String), Error> {
    let problem = error.problem();
    match problem.status {
        StatusCode::FORBIDDEN | StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => {
            Ok((problem.status, problem.detail.clone()))
        }
        _ => Err(error),
    }
}

/// `GET /admin/strikes`: who did not pay, and who may therefore not bid.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn strikes(house: Data<House>, Admin(who, _): Admin) -> Result<HttpResponse, Error> {
    let (mut accounts, now): (Vec<Struck>, _) = (Vec::new(), house.live.now());
    for invoice in house.store.struck_invoices().await? {
        let party = invoice.buyer.clone();
        let shown = Shown { invoice, part: Part::House, now };
        match accounts.iter_mut().find(|struck| struck.party.id == party.id) {
            Some(struck) => struck.invoices.push(shown),
            None => accounts.push(Struck { party, invoices: vec![shown] }),
        }
    }
    accounts.sort_by_key(|struck| std::cmp::Reverse(struck.standing()));
    let most = usize::try_from(MOST_STRIKES).unwrap_or_default();
    let (layout, nav) = (who.layout(t!("house-strikes")), Nav::at(&house, "/admin/strikes").await?);
    page(StatusCode::OK, &StrikesPage { layout, accounts, most, nav })
}
