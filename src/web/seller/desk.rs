//! The seller's desk: all they sell, what it comes to, and what waits for them. The script in `static/js/desk.js` keeps the
//! figures of the lots on sale moving.

use crate::config::sales::{DESK_LOTS, LISTED_SALES};
use crate::domain::{AuctionId, Currency, Format, Money, Status, Timestamp};
use crate::language::money;
use crate::store::desk::{DeskLot, Shown, Sum, Waiting};
use crate::store::drafts::Template as Kept;
use crate::web::auth::SignedIn;
use crate::web::error::Error;
use crate::web::layout::{After, Layout};
use crate::web::sales::browse::Line;
use crate::web::{House, cursor, listing, page, when};
use crate::{config, store};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

/// `GET /sell`.
#[derive(Template)]
#[template(path = "sell.html")]
pub struct DeskPage {
    pub layout: Layout,
    /// Which lots are shown, newest first.
    pub shown: Shown,
    pub lots: Vec<Row>,
    /// Where the next page goes on, if there is one.
    pub next: Option<String>,
    pub sums: Vec<Sum>,
    pub waiting: Waiting,
    /// Newest first.
    pub sales: Vec<Line>,
    pub templates: Vec<Kept>,
    pub now: Timestamp,
}

/// One of the seller's lots.
#[derive(Clone, Debug)]
pub struct Row {
    pub lot: DeskLot,
    /// `None` for a draft.
    pub status: Option<Status>,
    pub format: Format,
    pub currency: Currency,
    pub watchers: usize,
}

impl Row {
    fn of(lot: DeskLot, watchers: usize) -> Option<Row> {
        let terms = store::terms::read(&lot.terms_text).ok()?;
        let status = [Status::Scheduled, Status::Open, Status::Halted, Status::Closed, Status::Cancelled]
            .into_iter()
            .find(|status| status.word() == lot.status_word);
        Some(Row { status, format: terms.format, currency: terms.currency, watchers, lot })
    }

    /// What it is called, also before it is called anything.
    pub fn title(&self) -> String {
        listing::named(&self.lot.title)
    }

    /// `✎ Draft`, `● Live`.
    pub fn status_text(&self) -> String {
        t_code!("sell-status-", self.lot.status_word).unwrap_or_default()
    }

    /// Whether its price and its clock may still move.
    pub fn is_on_sale(&self) -> bool {
        self.status.is_some_and(|status| !status.is_final())
    }

    /// Its price, or what it starts at.
    pub fn price_text(&self) -> String {
        money(self.currency, self.lot.price.unwrap_or(self.lot.minimum))
    }

    /// `offers`, where sellers undercut one another; else `bids`.
    pub fn counts_offers(&self) -> bool {
        self.format == Format::Reverse
    }

    /// Whether the price has reached the reserve; `None` where there is none, or bids are secret.
    pub fn reserve_met(&self) -> Option<bool> {
        let (reserve, price) = (self.lot.reserve?, self.lot.price);
        let met = match self.format {
            Format::FirstPrice | Format::Vickrey => return None,
            Format::Reverse => price.is_some_and(|price| price <= reserve),
            _ => price.is_some_and(|price| price >= reserve),
        };
        Some(met)
    }

    /// The reserve in minor units, for the page's script; empty where nothing is said about it.
    pub fn reserve_typed(&self) -> String {
        self.lot
            .reserve
            .filter(|_| self.reserve_met().is_some())
            .map(|Money(reserve)| reserve.to_string())
            .unwrap_or_default()
    }

    /// What its clock runs towards: `begins in`, `ends in`; empty where it does not run.
    pub fn due_word(&self) -> String {
        match self.status {
            Some(Status::Scheduled) if self.lot.live => t!("sell-due-turn"),
            Some(Status::Open) if self.lot.live => t!("sell-due-hammer"),
            Some(Status::Scheduled) => t!("sell-due-begins"),
            Some(Status::Open) => t!("sell-due-ends"),
            Some(Status::Halted) => t!("sell-due-halted"),
            Some(Status::Closed | Status::Cancelled) => t!("sell-due-over"),
            None => String::new(),
        }
    }

    fn due(&self) -> Timestamp {
        if self.status == Some(Status::Scheduled) { self.lot.starts_at } else { self.lot.ends_at }
    }

    /// That instant, for `<time datetime>`.
    pub fn due_iso(&self) -> String {
        when::iso(self.due())
    }

    /// The same with its zone.
    pub fn due_exact(&self) -> String {
        when::exact(self.due())
    }

    /// How long until then; of what is over, when that was.
    pub fn due_text(&self, now: &Timestamp) -> String {
        match self.status {
            Some(Status::Closed | Status::Cancelled) => when::short(self.lot.ends_at),
            Some(Status::Scheduled | Status::Open) if !self.lot.live => when::left(self.due() - *now),
            _ => String::new(),
        }
    }

    /// Whether its seller may still take it down.
    pub fn can_cancel(&self, now: &Timestamp) -> bool {
        let free = self.lot.bids == 0 || self.lot.ends_at - *now > config::SELLER_CANCEL_BEFORE;
        free && self.is_on_sale()
    }

    /// Whether its words may still be changed.
    pub fn can_amend(&self) -> bool {
        self.lot.bids == 0 && self.is_on_sale()
    }

    /// How it ended, and what is left to do about it: the address and the words of its invoice.
    pub fn invoice(&self) -> Option<(String, String)> {
        let (id, state) = self.lot.invoice.as_ref()?;
        Some((format!("/invoices/{id}"), t_code!("sell-invoice-", state)?))
    }
}

impl DeskPage {
    /// The filters: word, name, and whether it is the one that is shown.
    pub fn filters(&self) -> Vec<(&'static str, String, bool)> {
        let told = |shown: Shown| Some((shown.word(), t_code!("sell-show-", shown.word())?, shown == self.shown));
        Shown::ALL.into_iter().filter_map(told).collect()
    }

    /// An amount of one of the sums.
    pub fn money(&self, sum: &Sum, amount: &Money) -> String {
        sum.currency.parse().map_or_else(|_| amount.0.to_string(), |currency| money(currency, *amount))
    }

    /// Whether nothing at all waits.
    pub fn is_calm(&self) -> bool {
        let Waiting { drafts, questions, unpaid } = self.waiting;
        drafts + questions + unpaid == 0
    }

    /// Whether no lot is left out.
    pub fn shows_all(&self) -> bool {
        self.shown == Shown::All
    }

    /// Whether any lot on the page can still move.
    pub fn is_live(&self) -> bool {
        self.lots.iter().any(Row::is_on_sale)
    }
}

/// Which lots are asked for, and from where on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    show: String,
    after: String,
}

/// What is said about what was done just before.
fn words(done: &str) -> Option<String> {
    Some(match done {
        "saved" => t!("sell-done-saved"),
        "discarded" => t!("sell-done-discarded"),
        "cancelled" => t!("sell-done-cancelled"),
        "template-gone" => t!("sell-done-template-gone"),
        _ => return None,
    })
}

/// `GET /sell`: the seller's own lots, a page of them.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn show(
    house: Data<House>,
    who: SignedIn,
    asked: Query<Asked>,
    after: Query<After>,
) -> Result<HttpResponse, Error> {
    let mut shown = desk(&house, &who, &asked).await?;
    shown.layout = shown.layout.after(words(&after.done));
    page(StatusCode::OK, &shown)
}

/// The desk as it is asked for.
///
/// # Errors
/// 503 while the database is away.
pub async fn desk(house: &House, who: &SignedIn, asked: &Asked) -> Result<DeskPage, Error> {
    let (seller, store) = (who.account.id, &house.store);
    let shown = Shown::of_word(&asked.show).unwrap_or_default();
    // One more tells whether there is a next page.
    let mut lots = store.desk(seller, shown, cursor::read(&asked.after), DESK_LOTS + 1).await?;
    let more = lots.len() > usize::try_from(DESK_LOTS).unwrap_or(usize::MAX);
    if more {
        lots.pop();
    }
    let next = lots.last().filter(|_| more).map(|last| cursor::write(last.created_at, last.id));
    let row = |lot: DeskLot| {
        let watchers = house.live.watchers(lot.id);
        Row::of(lot, watchers)
    };
    Ok(DeskPage {
        layout: who.layout(t!("sell-desk")),
        shown,
        lots: lots.into_iter().filter_map(row).collect(),
        next,
        sums: store.desk_sums(seller).await?,
        waiting: store.waiting(seller).await?,
        sales: store.sales_of(seller, LISTED_SALES).await?.iter().map(Line::of).collect(),
        templates: store.templates(seller).await?,
        now: house.live.now(),
    })
}

/// Lots whose watchers are asked for.
#[derive(Deserialize)]
pub struct Ids {
    #[serde(default)]
    lots: String,
}

/// `GET /sell/watchers?lots=ID,ID`: how many watch each of these lots now. Nobody's secret: every lot's page says it.
///
/// # Errors
/// 401 for who is not signed in.
pub async fn watchers(house: Data<House>, _who: SignedIn, ids: Query<Ids>) -> Result<HttpResponse, Error> {
    let most = usize::try_from(DESK_LOTS).unwrap_or_default();
    let ids = ids.lots.split(',').filter_map(|id| id.parse::<Uuid>().ok()).take(most);
    let told: serde_json::Map<_, _> =
        ids.map(|id| (id.to_string(), json!(house.live.watchers(AuctionId(id))))).collect();
    Ok(HttpResponse::Ok().json(told))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::samples::{self, render};

    #[test]
    fn each_of_the_sellers_lots_offers_the_acts_of_its_state() {
        let html = render("sell", &samples::seller_desk());
        assert_eq!(html.matches("/publish\"").count(), 1, "only a draft can be published");
        assert_eq!(html.matches("/cancel\"").count(), 3, "the draft, the live one without bids and the scheduled one");
        assert_eq!(html.matches("/amend\"").count(), 2, "those without bids");
        assert!(html.contains("✎ Draft") && html.contains("Untitled"));
    }

    #[test]
    fn whether_the_reserve_is_met_is_said_unless_bids_are_secret() {
        let row = samples::seller_desk().lots.remove(1);
        let with = |reserve: Option<i64>, format| {
            let lot = DeskLot { reserve: reserve.map(Money), price: Some(Money(500)), ..row.lot.clone() };
            Row { lot, format, ..row.clone() }.reserve_met()
        };
        assert_eq!(with(None, Format::English), None);
        assert_eq!((with(Some(500), Format::English), with(Some(501), Format::English)), (Some(true), Some(false)));
        assert_eq!(with(Some(600), Format::Reverse), Some(true), "a buyer's limit is met from above");
        assert_eq!(with(Some(400), Format::Vickrey), None);
    }
}
