//! Filling a sale from a file: it is looked over line by line before anything of it is in the sale, and a line that was given
//! before changes the lot it became. Nothing is taken but at a press, and then in one piece.
//!
//! - [`file`] the file itself, read · [`report`] its lines, judged as lots

pub mod file;
pub mod report;

use super::desk::{own_draft, pattern};
use super::writing;
use crate::config::sales::{FILE_UPLOAD, LARGEST_FILE, LARGEST_FILE_WASTE, MOST_LOTS};
use crate::domain::{SaleId, Terms};
use crate::language::{Language, current};
use crate::store::sales::Sale;
use crate::web::auth::SignedIn;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::Layout;
use crate::web::receive::{Bounds, Files};
use crate::web::{House, outlive, page};
use actix_multipart::Multipart;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::{Data, Form, Path};
use askama::Template;
use file::LineFault;
use report::Report;
use serde::Deserialize;
use uuid::Uuid;

/// How much is taken of a form with a file of lots.
const BOUNDS: Bounds = Bounds { kept: LARGEST_FILE, read: LARGEST_FILE_WASTE, time: FILE_UPLOAD };

/// `GET /sell/sales/{id}/import`.
#[derive(Template)]
#[template(path = "sale_import.html")]
pub struct ImportPage {
    pub layout: Layout,
    pub sale: SaleId,
    pub sale_title: String,
    /// The revision that the report was made for.
    pub revision: i32,
    /// What was found in the file, where one was given.
    pub report: Option<Report>,
}

impl ImportPage {
    fn of(who: &SignedIn, sale: &Sale, report: Option<Report>) -> ImportPage {
        let (layout, sale_title) = (who.layout(t!("sale-desk-import")), sale.title.clone());
        ImportPage { layout, sale: sale.id, sale_title, revision: sale.revision, report }
    }

    /// The columns a file has, each with what belongs there.
    pub fn columns(&self) -> Vec<(String, String)> {
        let told = |field| Some((file::column(field), t_code!("sale-desk-csv-help-", field)?));
        file::COLUMNS.into_iter().filter_map(told).collect()
    }
}

/// `GET /sell/sales/{id}/import`: the way to give a file, and what is in the one that was given.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 for what is published, 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let sale = own_draft(&house, &who, SaleId(*id)).await?;
    let report = match house.store.kept_file(sale.id).await? {
        Some(text) => Some(judged(&house, &sale, &pattern(&sale)?, &text).await?),
        None => None,
    };
    page(StatusCode::OK, &ImportPage::of(&who, &sale, report))
}

async fn judged(house: &House, sale: &Sale, pattern: &Terms, text: &str) -> Result<Report, Error> {
    let known = house.store.known_lines(sale.id).await?.into_iter().collect();
    Ok(Report::of(text, sale, pattern, &known, house.live.now()))
}

/// `POST /sell/sales/{id}/import`: gives a file to look over.
///
/// # Errors
/// As for the page; 400 for what is no form with a file, 408 and 413 for what never ends. A file that is no text, or somewhat too
/// large, brings the page back.
pub async fn look(house: Data<House>, who: SignedIn, id: Path<Uuid>, parts: Multipart) -> Result<HttpResponse, Error> {
    let sale = own_draft(&house, &who, SaleId(*id)).await?;
    let text = match given(parts).await? {
        Ok(text) => text,
        Err(fault) => {
            let shown = ImportPage::of(&who, &sale, Some(Report::unread(fault)));
            return page(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let id = sale.id;
    outlive(async move { house.store.keep_file(id, &text).await }).await?;
    Ok(see(&format!("/sell/sales/{id}/import")))
}

/// The file in a form, as text.
async fn given(parts: Multipart) -> Result<Result<String, LineFault>, Error> {
    let too_much = |error: Error| match error.problem().status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Error::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", file::too_large().message)
        }
        _ => error,
    };
    let file = Files::of(parts, "file", BOUNDS).next().await.map_err(too_much)?;
    Ok(match file.map(|file| file.bytes) {
        Some(None) => Err(file::too_large()),
        Some(Some(bytes)) => file::text(&bytes),
        None => Ok(String::new()),
    })
}

/// What is to be done with the file, and the revision that was on the page.
#[derive(Deserialize)]
pub struct Order {
    #[serde(default)]
    act: String,
    revision: i32,
}

/// `POST /sell/sales/{id}/import/take`: takes all lines, or the good ones, or lays the file aside.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 for what was changed or published meanwhile, 503. All lines of a file that
/// has mistakes bring the page back.
pub async fn take(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    order: Form<Order>,
) -> Result<HttpResponse, Error> {
    let sale = own_draft(&house, &who, SaleId(*id)).await?;
    let (id, there) = (sale.id, house.clone());
    if order.act == "drop" {
        outlive(async move { there.store.drop_file(id).await }).await?;
        return Ok(see(&format!("/sell/sales/{id}")));
    }
    let text = house.store.kept_file(id).await?.ok_or_else(writing::changed)?;
    let report = judged(&house, &sale, &pattern(&sale)?, &text).await?;
    if !report.can_take() || order.act != "good" && !report.is_good() {
        return page(StatusCode::UNPROCESSABLE_ENTITY, &ImportPage::of(&who, &sale, Some(report)));
    }
    let (lines, revision) = (report.drafts, order.revision);
    match outlive(async move { there.store.take_lines(id, revision, &lines, MOST_LOTS).await }).await? {
        true => Ok(see(&format!("/sell/sales/{id}?done=imported"))),
        false => Err(writing::changed()),
    }
}

/// `GET /sell/sales/{id}/import/template.csv`: a file to begin from, as spreadsheets of the reader's language write it.
///
/// # Errors
/// 401 for who is not signed in.
pub async fn template(_who: SignedIn) -> Result<HttpResponse, Error> {
    let between = match current() {
        Language::English => ",",
        Language::Spanish => ";",
    };
    let head = file::COLUMNS.map(file::column).join(between);
    let example = file::COLUMNS.map(|field| t_code!("sale-desk-csv-example-", field).unwrap_or_default()).join(between);
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"lots.csv\""))
        .body(format!("\u{feff}{head}\r\n{example}\r\n")))
}
