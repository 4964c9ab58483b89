//! Sales for the house: whose they are, when they run, and the way to their console.

use super::nav::Nav;
use super::{cursor, cut, onward};
use crate::config::office::PAGE;
use crate::web::auth::Admin;
use crate::web::error::Error;
use crate::web::layout::Layout;
use crate::web::sales::browse::Line;
use crate::web::{House, page, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;

/// `GET /admin/sales`.
#[derive(Template)]
#[template(path = "house_sales.html")]
pub struct SalesPage {
    pub layout: Layout,
    pub nav: Nav,
    /// The latest to begin first.
    pub sales: Vec<Line>,
    /// The address of the next page, if there is one.
    pub next: Option<String>,
}

/// Where a page goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
}

impl SalesPage {
    /// Whether an auctioneer runs it.
    pub fn is_live(&self, line: &Line) -> bool {
        line.kind == crate::domain::SaleKind::Live
    }
}

/// `GET /admin/sales`: every published sale.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn table(house: Data<House>, admin: Admin, asked: Query<Asked>) -> Result<HttpResponse, Error> {
    let (sales, more) = cut(house.store.sales(cursor::read(&asked.after), PAGE + 1).await?);
    let last = sales.last().filter(|_| more);
    let next = onward("/admin/sales", &[], last.map(|last| cursor::write(last.starts_at, last.id)));
    let (layout, nav) = (admin.0.layout(t!("house-sales")), Nav::at(&house, "/admin/sales").await?);
    page(StatusCode::OK, &SalesPage { layout, nav, sales: sales.iter().map(Line::of).collect(), next })
}
