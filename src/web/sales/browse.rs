//! Sales for everybody: the list, and one sale with its lots in order.

use super::writing;
use crate::config::sales::LISTED_SALES;
use crate::domain::{SaleId, SaleKind, Timestamp};
use crate::store::sales::Sale;
use crate::web::auth::Viewer;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::Layout;
use crate::web::lot::Card;
use crate::web::{House, cursor, fill, listing, page, photos, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use chrono::TimeDelta;
use serde::Deserialize;
use uuid::Uuid;

/// `GET /sales`.
#[derive(Template)]
#[template(path = "sales.html")]
pub struct SalesPage {
    pub layout: Layout,
    /// The latest to begin first.
    pub sales: Vec<Line>,
    /// Where the next page goes on, if there is one.
    pub after: Option<String>,
}

/// A sale among others.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: SaleId,
    pub title: String,
    pub owner: String,
    pub kind: SaleKind,
    pub published: bool,
    pub lots: u32,
    pub starts_at: Timestamp,
    /// The end of the first lot.
    pub ends_at: Timestamp,
    pub stagger: TimeDelta,
}

/// `GET /sales/{id}`.
#[derive(Template)]
#[template(path = "sale.html")]
pub struct SalePage {
    pub layout: Layout,
    pub sale: Line,
    pub description: String,
    /// In their order, each with its number.
    pub lots: Vec<(u32, Card)>,
    /// Whether the viewer may run it from the console.
    pub conducts: bool,
    pub now: Timestamp,
}

/// Icon and word for a kind of sale.
pub fn kind_text(kind: SaleKind) -> String {
    match kind {
        SaleKind::Timed => format!("◷ {}", t!("sale-timed")),
        SaleKind::Live => format!("◉ {}", t!("sale-live")),
    }
}

impl Line {
    /// A sale as its row has it.
    pub fn of(sale: &Sale) -> Line {
        Line {
            id: sale.id,
            title: listing::named(&sale.title),
            owner: sale.owner_name.clone(),
            kind: sale.kind,
            published: sale.published,
            lots: sale.lots,
            starts_at: sale.starts_at,
            ends_at: sale.ends_at,
            stagger: sale.stagger,
        }
    }

    /// `◷ Timed sale`.
    pub fn kind_text(&self) -> String {
        kind_text(self.kind)
    }

    /// `1 lot`, `12 lots`.
    pub fn lots_text(&self) -> String {
        t!("sale-lots", count = self.lots)
    }

    /// When what happens: `the first lot ends 21 Nov 2026, 14:00 UTC, then one every minute`.
    pub fn times_text(&self) -> String {
        match self.kind {
            SaleKind::Live => t!("sale-times-live", from = when::short(self.starts_at)),
            SaleKind::Timed if self.stagger.is_zero() => t!("sale-times-together", at = when::short(self.ends_at)),
            SaleKind::Timed if self.stagger == TimeDelta::minutes(1) => {
                t!("sale-times-minute", at = when::short(self.ends_at))
            }
            SaleKind::Timed => {
                t!("sale-times-staggered", at = when::short(self.ends_at), every = when::span(self.stagger))
            }
        }
    }
}

/// Where a page goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
}

/// `GET /sales`.
///
/// # Errors
/// 503 while the database is away.
pub async fn list(house: Data<House>, viewer: Viewer, asked: Query<Asked>) -> Result<HttpResponse, Error> {
    let mut sales = house.store.sales(cursor::read(&asked.after), LISTED_SALES + 1).await?;
    let more = sales.len() > usize::try_from(LISTED_SALES).unwrap_or(usize::MAX);
    if more {
        sales.pop();
    }
    let after = sales.last().filter(|_| more).map(|last| cursor::write(last.starts_at, last.id));
    let shown =
        SalesPage { layout: viewer.layout(t!("sale-sales")), sales: sales.iter().map(Line::of).collect(), after };
    page(StatusCode::OK, &shown)
}

/// `GET /sales/{id}`: the lots in their order. A draft is shown to its owner alone, as the form it still is.
///
/// # Errors
/// 404 for what is not there, 503 while the database is away.
pub async fn sale(house: Data<House>, viewer: Viewer, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let account = viewer.0.as_ref().map(|who| who.account.id);
    let sale = writing::visible(&house, SaleId(*id), account).await?;
    if !sale.published {
        return Ok(see(&format!("/sell/sales/{}", sale.id)));
    }
    let listings = house.store.lots_of(sale.id).await?;
    let mut lots: Vec<(u32, Card)> =
        listings.iter().filter_map(|lot| Some((lot.place?.number, fill::card(lot)?))).collect();
    photos::show_covers(&house.store, lots.iter_mut().map(|(_, card)| card)).await?;
    let shown = SalePage {
        layout: viewer.layout(sale.title.clone()),
        sale: Line::of(&sale),
        lots,
        conducts: sale.kind == SaleKind::Live && may_conduct(&sale, &viewer),
        now: house.live.now(),
        description: sale.description,
    };
    page(StatusCode::OK, &shown)
}

/// Whether somebody may run a live sale: its owner, and whoever acts for the house.
pub fn may_conduct(sale: &Sale, viewer: &Viewer) -> bool {
    let who = viewer.0.as_ref().map(|who| &who.account);
    who.is_some_and(|who| who.id == sale.owner || who.role.administers())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::sales::samples;
    use crate::web::samples::render;

    fn line(kind: SaleKind, stagger_s: i64) -> Line {
        let at: Timestamp = "2026-11-21T14:00:00Z".parse().expect("an instant");
        let (id, title, owner) = (SaleId(Uuid::nil()), String::new(), String::new());
        let stagger = TimeDelta::seconds(stagger_s);
        Line { id, title, owner, kind, published: true, lots: 2, starts_at: at, ends_at: at, stagger }
    }

    #[test]
    fn a_sale_says_when_its_lots_end() {
        for (line, text) in [
            (line(SaleKind::Timed, 60), "the first lot ends 21 Nov 2026, 14:00 UTC, then one every minute"),
            (line(SaleKind::Timed, 90), "the first lot ends 21 Nov 2026, 14:00 UTC, then one every 90 seconds"),
            (line(SaleKind::Timed, 0), "all lots end 21 Nov 2026, 14:00 UTC"),
            (line(SaleKind::Live, 60), "lot after lot under the hammer from 21 Nov 2026, 14:00 UTC"),
        ] {
            assert_eq!(line.times_text(), text);
        }
    }

    #[test]
    fn a_sale_shows_its_lots_in_order_and_the_console_to_who_conducts_it() {
        let html = render("sale", &samples::sale());
        assert!(html.find("Lot 1<") < html.find("Lot 7<") && html.contains("/console\""));
        let html = render("sales", &samples::sales());
        assert!(html.contains("◷ Timed sale") && html.contains("◉ Live sale") && html.contains("Holm &#38; Daughters"));
    }
}
